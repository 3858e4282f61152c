"""A quality-assurance framework in one version: `frameworks/<id>/<version>.yml`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import model_validator

from generator.model.fields import Choice, Count, Day, Line, Record, Slug, Text, YesNo, faults, field
from generator.model.holding import given_twice, unknown_names
from generator.model.policy import (
    Commission,
    DisputeStage,
    Escalation,
    Limit,
    Reassess,
    ScheduleItem,
    Source,
)

CountsAs = Annotated[str, Choice("met", "partly", "not met")]
FieldType = Annotated[
    str,
    Choice(
        "line",
        "text",
        "date",
        "time",
        "number",
        "yes or no",
        "choice",
        "ticks",
        "phone",
        "email",
        "web address",
        "postcode",
        "table",
        "grid",
    ),
]
Standing = Annotated[str, Choice("approved", "with improvements", "not met", "none")]
Stage = Annotated[
    str,
    Choice(
        "before the visit",
        "evidence at the visit",
        "observe",
        "talk to staff",
        "talk to pupils",
        "talk to the leader",
        "at the visit",
    ),
]


class InForce(Record):
    """The days for which a version holds."""

    start: Day = field("The first day.", example="2024-05-01", alias="from")
    until: Day | None = field("The last day; left out while it holds.", example="2026-08-31", default=None)


class Words(Record):
    """The framework's own words for things."""

    pupil: Line = field("Its word for a pupil.", example="pupil", default="pupil")
    provider: Line = field("Its word for a provider.", example="provider", default="provider")
    requirement: Line = field("Its word for one requirement.", example="standard", default="requirement")
    requirements: Line = field("The same in the plural.", example="standards", default="requirements")
    theme: Line = field("Its word for a group of requirements.", example="theme", default="theme")
    themes: Line = field("The same in the plural.", example="themes", default="themes")
    unregistered: Line = field(
        "Its word for provision that is not a registered school.", example="unregulated", default="unregistered"
    )


class ScaleValue(Record):
    """One value of a scale."""

    key: Line = field("How records write it.", example="fully")
    label: Line = field("How pages and forms print it.", example="Fully")
    passes: YesNo = field("Whether a requirement at this value is met in full.", example="yes")
    counts_as: CountsAs = field(
        "What it counts as beside other frameworks: this directory's convention.", example="met"
    )
    meaning: Text | None = field("What it means, in our words.", example="Everything asked is in place.", default=None)


class Scale(Record):
    """The values a requirement can be judged at, best first."""

    id: Slug = field("Its id.", example="standard")
    title: Line = field("What it is called.", example="Requirement met")
    values: tuple[ScaleValue, ...] = field(
        "Its values, best first.", example=[{"key": "fully", "label": "Fully", "passes": "yes", "counts_as": "met"}]
    )
    convention: YesNo = field(
        "Whether the scale is this directory's own because the source has none.", example="no", default=False
    )
    note: Text | None = field("A note on a fault of the source.", example="Three scales are used.", default=None)

    @cached_property
    def by_key(self) -> dict[str, ScaleValue]:
        """The values by the key that records write."""
        return {value.key: value for value in self.values}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in order, best first."""
        return tuple(value.key for value in self.values)


class FormField(Record):
    """One field of a form that is not a requirement."""

    id: Slug = field("Its id, unique in the framework.", example="overview")
    label: Line = field("What the form prints.", example="What the provider offers")
    type: FieldType = field("What kind of answer it takes.", example="text", default="line")
    hint: Text | None = field("Help printed beside it.", example="Two or three sentences.", default=None)
    options: tuple[Line, ...] = field("Answers to choose from.", example=["Yes", "No"], default=())
    columns: tuple[Line, ...] = field("Columns of a table.", example=["Course", "Expected outcome"], default=())
    rows: tuple[Line, ...] = field(
        "Row headings of a grid, or what already stands in the first column of a table.",
        example=["English", "Mathematics"],
        default=(),
    )
    row_count: Count | None = field("Blank rows of a table.", example="4", default=None)
    height: Count | None = field(
        "How high its box is on paper, in millimetres; left out, 20 for text.", example="40", default=None
    )
    stored: YesNo = field(
        "Whether the answer is kept in the visit's record. Names of people and anything about a pupil are not.",
        example="yes",
    )
    visible: Annotated[str, Choice("public", "commissioner")] = field(
        "Who may see a stored answer.", example="commissioner", default="commissioner"
    )
    fills_from: Line | None = field(
        "The field of the provider's record that this is filled from.", example="name", default=None
    )
    kept_as: Annotated[str, Choice("provider", "date", "site", "visited_by", "next_visit")] | None = field(
        "The part of a visit's record that keeps the answer, where it is not kept among the answers to the header.",
        example="date",
        default=None,
    )
    blank_means: Annotated[str, Choice("not answered", "not applicable")] = field(
        "What it means where it is left blank. Only where the form itself says so is that `not applicable`.",
        example="not answered",
        default="not answered",
    )
    added: YesNo = field(
        "Whether this directory added it to the source's form, so that it does not count among the source's fields.",
        example="no",
        default=False,
    )
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = field("A note on a fault of the source.", example="Asked twice in the source.", default=None)


class Branch(Record):
    """Pre-visit questions that one kind of provider answers."""

    id: Slug = field("Its id.", example="unregistered")
    title: Line = field("What it is called.", example="Unregistered providers")
    when: Annotated[str, Choice("all", "registered", "unregistered")] = field("Who answers it.", example="unregistered")
    fields: tuple[FormField, ...] = field("Its questions.", example=[{"id": "hours", "label": "…", "stored": "yes"}])


class Box(Record):
    """A box to write in that each requirement has on the form."""

    id: Annotated[str, Choice("evidence", "note", "action")] = field(
        "The field of the record it fills.", example="evidence"
    )
    label: Line = field("What the form prints.", example="Evidence")
    note: Text | None = field("Where the source has none.", example="Added: the source has none.", default=None)


class MayNotApply(Record):
    """When a requirement may be marked not applicable, with a reason."""

    when: Line = field("The condition, in words.", example="teaching takes place in the pupil's home")
    source: Annotated[str, Choice("framework", "convention")] = field(
        "Whether the framework says so, or this directory's convention does.", example="framework"
    )
    delivery: tuple[Line, ...] = field(
        "Kinds of delivery for which the condition is plainly true.", example=["online"], default=()
    )


class Requirement(Record):
    """One requirement, in our words."""

    id: Line = field("Its id, in quotes.", example="1a")
    title: Line | None = field("A short title.", example="Recruitment checks", default=None)
    titled_by: Annotated[str, Choice("source", "directory")] = field(
        "Whether the title is the source's or this directory's.", example="directory", default="directory"
    )
    area: Line | None = field(
        "The part of the theme it stands in, where the source prints one.", example="Curriculum", default=None
    )
    statements: tuple[Text, ...] = field(
        "What is required; left out where the source prints a heading alone.",
        example=["All staff are checked."],
        default=(),
    )
    sub_points: tuple[Text, ...] = field(
        "Points inside a statement that are no prompts.", example=["Attendance policy"], default=()
    )
    prompts: tuple[Text, ...] = field(
        "What a visitor asks or looks at.", example=["Read the single central record."], default=()
    )
    best_practice: tuple[Text, ...] = field(
        "What good practice looks like beyond the requirement.", example=["Pupils help to write it."], default=()
    )
    stage: Stage | None = field("At which stage of the visit.", example="observe", default=None)
    row: Line | None = field("The row of the record that it shares with others.", example="1.3-1.5", default=None)
    scale: Slug | None = field("Its scale, where it is not the theme's.", example="standard", default=None)
    may_not_apply: MayNotApply | None = field(
        "When it may be not applicable.", example={"when": "…", "source": "framework"}, default=None
    )
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = field("A note on a fault of the source.", example="Printed twice.", default=None)


class Concluding(Record):
    """The question that closes a theme, judged by a person."""

    id: Line = field("Its id.", example="1C")
    question: Text = field("The evaluative question.", example="Are pupils safe?")
    explanation: Text | None = field("What the answer weighs.", example="Evidence and what was seen.", default=None)
    criteria: tuple[Text, ...] = field("What it covers.", example=["Progress in the course."], default=())
    rating: Text | None = field("How the rating is asked for.", example="Rate this, with follow-up.", default=None)
    scale: Slug | None = field("Its scale, where it is not the framework's.", example="rag", default=None)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = field("A note on a fault of the source.", example="Rated by a person.", default=None)


class Theme(Record):
    """A group of requirements."""

    id: Line = field("Its id, in quotes.", example="1")
    title: Line = field("What it is called.", example="Safeguarding")
    essential: YesNo = field("Whether everything in it must be met.", example="yes", default=False)
    principle: Text | None = field("Its guiding principle, in our words.", example="Children are safe.", default=None)
    lead_contact: FormField | None = field(
        "A contact that the form asks for in this theme.",
        example={"id": "dsl", "label": "…", "stored": "no"},
        default=None,
    )
    scale: Slug | None = field("Its scale, where it is not the framework's.", example="essential", default=None)
    comments: Line | None = field("The label of its comments box, where it has one.", example="Comments", default=None)
    priorities: Line | None = field(
        "The label of its priorities box, where it has one.", example="Key priorities", default=None
    )
    requirements: tuple[Requirement, ...] = field("Its requirements.", example=[{"id": "1a", "statements": ["…"]}])
    concluding: Concluding | None = field("Its closing question.", example={"id": "1C", "question": "…"}, default=None)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = field("A note on a fault of the source.", example="Titled in two ways.", default=None)


class Point(Record):
    """An item of a list that is not judged: a walk point, a date of the year, a procedure, a duty."""

    id: Slug = field("Its id.", example="w4")
    text: Text = field("What it says, in our words.", example="Pupils arrive calmly.")
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = field("A note on a fault of the source.", example="Printed twice.", default=None)


class PointList(Record):
    """A list of points that are not judged."""

    id: Slug = field("Its id.", example="walk")
    title: Line = field("What it is called.", example="Learning walk: what to look at")
    use: Annotated[str, Choice("schedule", "walk", "procedures", "duties", "questionnaires")] = field(
        "What it is for.", example="walk"
    )
    points: tuple[Point, ...] = field("Its points.", example=[{"id": "w1", "text": "…"}])
    note: Text | None = field("A note on a fault of the source.", example="Broken by a page.", default=None)


class Kind(Record):
    """A kind of visit under the framework."""

    id: Line = field("How records write it.", example="visit")
    title: Line = field("How pages print it.", example="Quality assurance visit")
    about: Text | None = field("What it is, in our words.", example="A half day on site.", default=None)
    judges: tuple[Annotated[str, Choice("requirements", "rows", "points", "areas", "overall", "concluding")], ...] = (
        field("What it records.", example=["requirements"], default=())
    )
    notice: Text | None = field("What notice is given.", example="One week.", default=None)
    short_notice: YesNo = field(
        "Whether it comes at short notice, so that no next date under the framework is published.",
        example="no",
        default=False,
    )
    from_term: Count | None = field(
        "The first term of the year in which it comes, by its number.", example="3", default=None
    )
    same_day_as: Line | None = field(
        "The kind of visit on whose day it comes.", example="half-day inspection", default=None
    )
    asks: tuple[Line, ...] = field(
        "What its blank form prints: ids of header fields, of lists and of points.", example=["walk"], default=()
    )


class Outcome(Record):
    """What a visit can end in."""

    key: Line = field("How records write it.", example="all met")
    label: Line = field("How pages print it.", example="All standards met")
    meaning: Text = field("What it means, in our words.", example="The provider joins the approved list.")
    follows: Text | None = field("What happens next.", example="A plan is agreed.", default=None)
    standing: Standing = field("What it gives to the provider's standing.", example="approved")
    convention: YesNo = field(
        "Whether the rule behind it is this directory's convention, which a person confirms.",
        example="no",
        default=False,
    )


class PlanColumn(Record):
    """One column of the improvement plan."""

    id: Annotated[str, Choice("area", "action", "rag", "by", "who", "done", "review")] = field(
        "The field of the record it fills.", example="area"
    )
    label: Line = field("What the form prints.", example="Area for improvement")
    note: Text | None = field("Where the source has none.", example="Added: the source has none.", default=None)


class SignatureBlock(Record):
    """Who signs the form."""

    side: Line = field("For whom.", example="council", alias="for")
    label: Line = field("What the form prints.", example="Signed for the council")
    note: Text | None = field("Where the source has none.", example="Added: the source has none.", default=None)


class Note(Record):
    """A fault or contradiction of the source, told and not repaired."""

    at: Line = field("Where: an id, or a part of the form.", example="1b")
    fault: Line = field("What kind of fault.", example="out of date")
    text: Text = field("What a reader should know.", example="The regulations named were replaced in 2024.")
    lines: Line | None = field("Where in the source.", example="138, 149", default=None)


class Area(Record):
    """An area that a person judges, where the framework judges areas and not requirements."""

    id: Slug = field("Its id.", example="quality-of-education")
    title: Line = field("What it is called.", example="Quality of education")
    about: Text | None = field("What it weighs.", example="What is taught and how well.", default=None)


class Framework(Record):
    """One framework in one version."""

    id: Slug = field("Its id, the folder's name.", example="derby")
    version: Line = field("Its version, the file's name.", example="2024-05")
    title: Line = field("Its full title.", example="Quality assurance framework for unregulated provision")
    short_title: Line = field("What pages call it.", example="Derby framework")
    publisher: Line = field("Who published it.", example="Derby City Council")
    source: Source = field("The document it comes from.", example={"document": "…"})
    in_force: InForce = field("The days for which this version holds.", example={"from": "2024-05-01"})
    summary: Text = field("What it is and how it is used, in our words.", example="32 standards in five themes.")
    changes: tuple[Text, ...] = field("What changed from the version before.", example=["Adds 2h."], default=())
    words: Words = field("Its own words.", example={"pupil": "pupil"}, default=Words())
    applies_to: Annotated[str, Choice("unregistered", "all")] = field("Which providers.", example="unregistered")
    kinds: tuple[Kind, ...] = field("Kinds of visit.", example=[{"id": "visit", "title": "Visit"}])
    scales: tuple[Scale, ...] = field("Its scales.", example=[{"id": "standard", "title": "…", "values": []}])
    scale: Slug = field("The scale used where nothing else is said.", example="standard")
    header: tuple[FormField, ...] = field("Header fields of its form.", example=[], default=())
    pre_visit: tuple[Branch, ...] = field("Pre-visit questions, by branch.", example=[], default=())
    themes: tuple[Theme, ...] = field(
        "Its themes.", example=[{"id": "1", "title": "…", "requirements": []}], default=()
    )
    areas: tuple[Area, ...] = field("Areas a person judges.", example=[{"id": "quality", "title": "…"}], default=())
    overall: Area | None = field(
        "The overall judgement beside the areas.", example={"id": "overall", "title": "Overall"}, default=None
    )
    lists: tuple[PointList, ...] = field("Lists that are not judged.", example=[], default=())
    outcomes: tuple[Outcome, ...] = field(
        "What a visit can end in.",
        example=[{"key": "all met", "label": "All met", "meaning": "It joins the list.", "standing": "approved"}],
        default=(),
    )
    outcome_rule: Annotated[str, Choice("derby", "herefordshire", "none")] = field(
        "The rule that gives an outcome from judgements; `none` where the source has none.",
        example="derby",
        default="none",
    )
    boxes: tuple[Box, ...] = field(
        "The boxes to write in that each requirement, or each row of them, has on the form.",
        example=[{"id": "evidence", "label": "Evidence"}],
        default=(),
    )
    outcome_question: Text | None = field(
        "What the form asks at the end.", example="After the visit the provider has …", default=None
    )
    plan: tuple[PlanColumn, ...] = field(
        "Columns of the improvement plan.", example=[{"id": "area", "label": "Area for improvement"}], default=()
    )
    plan_form: YesNo = field("Whether the improvement plan is a form of its own as well.", example="no", default=False)
    plan_rows: Count = field("Blank rows of the plan on the form.", example="4", default=6)
    signatures: tuple[SignatureBlock, ...] = field(
        "Who signs.", example=[{"for": "council", "label": "Signed for the council"}], default=()
    )
    schedule: tuple[ScheduleItem, ...] = field(
        "What comes round.", example=[{"id": "visits", "text": "One visit a term."}], default=()
    )
    limits: tuple[Limit, ...] = field(
        "Numbers that its rules turn on.",
        example=[{"id": "reassessment-days", "value": "56", "unit": "days", "what": "To the reassessment."}],
        default=(),
    )
    terms_a_year: Count | None = field(
        "How many terms its year has, where a year is judged.", example="6", default=None
    )
    reassess: Reassess | None = field(
        "Which judgements make a reassessment due.", example={"overall": ["inadequate"], "reading": "…"}, default=None
    )
    commission: Commission | None = field(
        "Below which judgement no places are commissioned.",
        example={"area": "quality", "lowest": "good", "reading": "…", "removal": "…"},
        default=None,
    )
    dispute: tuple[DisputeStage, ...] = field(
        "The path of a dispute, in order.", example=[{"key": "raised", "label": "Raised", "text": "…"}], default=()
    )
    escalate: Escalation | None = field(
        "Which judgements are taken further.",
        example={"values": ["red"], "themes": ["1"], "action": "…", "reading": "…"},
        default=None,
    )
    policy_review_due: Day | None = field(
        "When the source itself was to be reviewed, where it says so.", example="2021-12-31", default=None
    )
    steps: tuple[Text, ...] = field("How a visit goes, step by step.", example=["Fill in the first part."], default=())
    notes: tuple[Note, ...] = field(
        "Faults of the source, told.",
        example=[{"at": "1b", "fault": "out of date", "text": "Regulations of 2024 replaced these."}],
        default=(),
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Framework:
        faults((*given_twice(self), *unknown_names(self)))
        return self

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement, in order."""
        return tuple(requirement for theme in self.themes for requirement in theme.requirements)

    @cached_property
    def form_ids(self) -> dict[str, str]:
        """The id of the blank form for each kind of visit, and for the plan where that is a form of its own."""
        ids = {kind.id: f"{self.id}-{kind.id.replace(' ', '-')}" for kind in self.kinds}
        return {**ids, "plan": f"{self.id}-improvement-plan"} if self.plan_form else ids

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        """The scales by id."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def scale_of(self) -> dict[str, Scale]:
        """The scale of each requirement, by its id."""
        return {
            requirement.id: self.scale_by_id[requirement.scale or theme.scale or self.scale]
            for theme in self.themes
            for requirement in theme.requirements
        }

    @cached_property
    def values(self) -> tuple[ScaleValue, ...]:
        """Every value that requirements can be judged at, each once, the better first."""
        return self._values_among(requirement.id for requirement in self.requirements)

    @cached_property
    def theme_values(self) -> dict[str, tuple[ScaleValue, ...]]:
        """The values that the requirements of each theme can be judged at, with that theme's own labels."""
        return {
            theme.id: self._values_among(requirement.id for requirement in theme.requirements) for theme in self.themes
        }

    def _values_among(self, requirements: Iterable[str]) -> tuple[ScaleValue, ...]:
        found: dict[str, ScaleValue] = {}
        for requirement in requirements:
            for value in self.scale_of[requirement].values:
                found.setdefault(value.key, value)
        return tuple(sorted(found.values(), key=lambda value: ("met", "partly", "not met").index(value.counts_as)))

    @cached_property
    def requirement(self) -> dict[str, Requirement]:
        """The requirements by id."""
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def concluding(self) -> dict[str, Concluding]:
        """The closing questions by id."""
        return {theme.concluding.id: theme.concluding for theme in self.themes if theme.concluding}

    @cached_property
    def concluding_scale(self) -> dict[str, Scale]:
        """The scale of each closing question, by its id."""
        return {key: self.scale_by_id[question.scale or self.scale] for key, question in self.concluding.items()}

    @cached_property
    def short_notice(self) -> bool:
        """Whether any kind of visit comes at short notice: then no date that is planned is published."""
        return any(kind.short_notice for kind in self.kinds)

    @cached_property
    def area(self) -> dict[str, Area]:
        """The areas by id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def outcome(self) -> dict[str, Outcome]:
        """The outcomes by key."""
        return {outcome.key: outcome for outcome in self.outcomes}

    @cached_property
    def kind(self) -> dict[str, Kind]:
        """The kinds of visit by id."""
        return {kind.id: kind for kind in self.kinds}

    def limit(self, name: str, day: date) -> Limit | None:
        """The number of a rule on a day, None where the framework gives none."""
        for limit in self.limits:
            after = limit.start is None or limit.start <= day
            if limit.id == name and after and (limit.until is None or day <= limit.until):
                return limit
        return None

    def holds_on(self, day: date) -> bool:
        """Whether this version was in force on a day."""
        return self.in_force.start <= day and (self.in_force.until is None or day <= self.in_force.until)
