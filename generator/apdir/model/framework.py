"""A quality-assurance framework in one version: `frameworks/<id>/<version>.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar

from apdir.model.fields import Choice, Day, Line, Record, Slug, Text, YesNo, for_all
from apdir.model.form_field import Branch, FormField
from apdir.model.numbers import Rows, TermOfYear
from apdir.model.policy import (
    Commission,
    DisputeStage,
    Escalation,
    Limit,
    LimitId,
    Reassess,
    ScheduleItem,
    Source,
)
from apdir.model.requirement import Box, Concluding, PointList, Requirement, Theme
from apdir.model.scale import Scale, ScaleValue, passed_in_words
from apdir.model.visiting import Kind, Outcome, OutcomeRule, PlanColumn, SignatureBlock

Added = Annotated[str, Choice("ids", "kinds", "steps", "next visit", "plan", "plan lines", "boxes")]


class InForce(Record):
    """The days for which a version holds."""

    start: Day = for_all("The first day.", example="2024-05-01", alias="from")
    until: Day | None = for_all("The last day; left out while it holds.", example="2026-08-31", default=None)
    own: Text | None = for_all(
        "Where the first day is not the source's: what it gives instead.",
        example="The source has no date.",
        default=None,
    )


class Words(Record):
    """The framework's own words for things."""

    pupil: Line = for_all("Its word for a pupil.", example="pupil", default="pupil")
    provider: Line = for_all("Its word for a provider.", example="provider", default="provider")
    requirement: Line = for_all("Its word for one requirement.", example="standard", default="requirement")
    requirements: Line = for_all("The same in the plural.", example="standards", default="requirements")
    theme: Line = for_all("Its word for a group of requirements.", example="theme", default="theme")
    themes: Line = for_all("The same in the plural.", example="themes", default="themes")
    unregistered: Line = for_all(
        "Its word for provision that is not a registered school.", example="unregulated", default="unregistered"
    )


class Note(Record):
    """A fault or contradiction of the source, told and not repaired."""

    at: Line = for_all("Where: an id, or a part of the form.", example="1b")
    fault: Line = for_all("What kind of fault.", example="out of date")
    text: Text = for_all("What a reader should know.", example="The regulations named were replaced in 2024.")
    lines: Line | None = for_all("Where in the source.", example="138, 149", default=None)


class Area(Record):
    """An area that a person judges, where the framework judges areas and not requirements."""

    id: Slug = for_all("Its id.", example="quality-of-education")
    title: Line = for_all("What it is called.", example="Quality of education")
    about: Text | None = for_all("What it weighs.", example="What is taught and how well.", default=None)


class Framework(Record):
    """One framework in one version."""

    renamed: ClassVar[dict[str, str]] = {"outcome_rule": "0.2.0"}

    id: Slug = for_all("Its id, the folder's name.", example="coastshire")
    version: Line = for_all("Its version, the file's name.", example="2024-05")
    title: Line = for_all("Its full title.", example="Quality assurance framework for unregulated provision")
    short_title: Line = for_all("What pages call it.", example="Coastshire framework")
    publisher: Line = for_all("Who published it.", example="Coastshire Council")
    source: Source | None = for_all(
        "The document it comes from; left out where this file itself is the framework, as its publisher wrote it.",
        example={"document": "…"},
        default=None,
    )
    in_force: InForce = for_all("The days for which this version holds.", example={"from": "2024-05-01"})
    summary: Text = for_all("What it is and how it is used, in our words.", example="32 standards in five themes.")
    changes: tuple[Text, ...] = for_all("What changed from the version before.", example=["Adds 2h."], default=())
    words: Words = for_all("Its own words.", example={"pupil": "pupil"}, default=Words())
    own: Text | None = for_all(
        "What in the whole version is not the source's: printed at the head of its page and of its forms.",
        example="This version is invented for the sample records.",
        default=None,
    )
    added: tuple[Added, ...] = for_all(
        "Parts that this directory added, because the source has none: labelled so on pages and forms.",
        example=["steps", "next visit"],
        default=(),
    )
    applies_to: Annotated[str, Choice("unregistered", "all")] = for_all("Which providers.", example="unregistered")
    kinds: tuple[Kind, ...] = for_all("Kinds of visit.", example=[{"id": "visit", "title": "Visit"}])
    scales: tuple[Scale, ...] = for_all("Its scales.", example=[{"id": "standard", "title": "…", "values": []}])
    scale: Slug = for_all("The scale used where nothing else is said.", example="standard")
    header: tuple[FormField, ...] = for_all("Header fields of its form.", example=[], default=())
    pre_visit: tuple[Branch, ...] = for_all("Pre-visit questions, by branch.", example=[], default=())
    themes: tuple[Theme, ...] = for_all(
        "Its themes.", example=[{"id": "1", "title": "…", "requirements": []}], default=()
    )
    areas: tuple[Area, ...] = for_all("Areas a person judges.", example=[{"id": "quality", "title": "…"}], default=())
    overall: Area | None = for_all(
        "The overall judgement beside the areas.", example={"id": "overall", "title": "Overall"}, default=None
    )
    lists: tuple[PointList, ...] = for_all("Lists that are not judged.", example=[], default=())
    outcomes: tuple[Outcome, ...] = for_all(
        "What a visit can end in.",
        example=[{"key": "all met", "label": "All met", "meaning": "It joins the list.", "standing": "approved"}],
        default=(),
    )
    outcome_rules: tuple[OutcomeRule, ...] = for_all(
        "The rules that lead from judgements to an outcome, in order. Left out: the visitors decide.",
        example=[{"when": [{"all": "yes"}], "gives": ["all met"]}],
        default=(),
    )
    boxes: tuple[Box, ...] = for_all(
        "The boxes to write in that each requirement, or each row of them, has on the form.",
        example=[{"id": "evidence", "label": "Evidence"}],
        default=(),
    )
    outcome_question: Text | None = for_all(
        "What the form asks at the end.", example="After the visit the provider has …", default=None
    )
    plan: tuple[PlanColumn, ...] = for_all(
        "Columns of the improvement plan.", example=[{"id": "area", "label": "Area for improvement"}], default=()
    )
    plan_form: YesNo = for_all(
        "Whether the improvement plan is a form of its own as well.", example="no", default=False
    )
    plan_rows: Rows = for_all("Blank rows of the plan on the form.", example="4", default=6)
    signatures: tuple[SignatureBlock, ...] = for_all(
        "Who signs.", example=[{"for": "council", "label": "Signed for the council"}], default=()
    )
    schedule: tuple[ScheduleItem, ...] = for_all(
        "Recurring checks.", example=[{"id": "visits", "text": "One visit a term."}], default=()
    )
    limits: tuple[Limit, ...] = for_all(
        "Numbers that its rules turn on.",
        example=[{"id": "reassessment-days", "value": "56", "unit": "days", "what": "To the reassessment."}],
        default=(),
    )
    terms_a_year: TermOfYear | None = for_all(
        "How many terms its year has, where a year is judged.", example="6", default=None
    )
    reassess: Reassess | None = for_all(
        "Which judgements make a reassessment due.", example={"overall": ["inadequate"], "reading": "…"}, default=None
    )
    commission: Commission | None = for_all(
        "Below which judgement no places are commissioned.",
        example={"area": "quality", "lowest": "good", "reading": "…", "removal": "…"},
        default=None,
    )
    dispute: tuple[DisputeStage, ...] = for_all(
        "The path of a dispute, in order.", example=[{"key": "raised", "label": "Raised", "text": "…"}], default=()
    )
    escalate: Escalation | None = for_all(
        "Which judgements are taken further.",
        example={"values": ["red"], "themes": ["1"], "action": "…", "reading": "…"},
        default=None,
    )
    policy_review_due: Day | None = for_all(
        "When the source itself was to be reviewed, where it says so.", example="2021-12-31", default=None
    )
    steps: tuple[Text, ...] = for_all("The visit, step by step.", example=["Fill in the first part."], default=())
    notes: tuple[Note, ...] = for_all(
        "Errors in the source that readers should know about.",
        example=[{"at": "1b", "fault": "out of date", "text": "Regulations of 2024 replaced these."}],
        default=(),
    )

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
    def passed_in_words(self) -> str:
        """Words for requirements at a level that passes."""
        return passed_in_words(self.values)

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

    def decides(self, kind: str) -> bool:
        """Whether a kind of visit can end in a decision; one that is not known is taken to."""
        return kind not in self.kind or self.kind[kind].decides

    @cached_property
    def looked_at(self) -> dict[str, tuple[Requirement, ...]]:
        """The requirements that each kind of visit looks at, in order; the others are outside it.

        Those that `looks_at` names, or else all; none where the kind says that it records other things alone.
        """
        return {kind.id: tuple(self._looked_at(kind)) for kind in self.kinds}

    def _looked_at(self, kind: Kind) -> Iterable[Requirement]:
        if kind.looks_at:
            named = frozenset(kind.looks_at)
            return (row for theme in self.themes for row in theme.requirements if {theme.id, row.id} & named)
        if kind.judges and not {"requirements", "rows"}.intersection(kind.judges):
            return ()
        return self.requirements

    def public_answers(self, header: Mapping[str, Any]) -> dict[str, Any]:
        """Of the answers to its header fields, those that everybody may read."""
        public = (entry.id for entry in self.header if entry.visible == "public")
        return {name: header[name] for name in public if name in header}

    def limit(self, name: LimitId, day: date) -> Limit | None:
        """The number of a rule on a day, None where the framework gives none."""
        return next((limit for limit in self.limits if limit.id == name and limit.in_force(day)), None)

    def holds_on(self, day: date) -> bool:
        """Whether this version was in force on a day."""
        return self.in_force.start <= day and (self.in_force.until is None or day <= self.in_force.until)
