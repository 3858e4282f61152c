"""Demands of a framework on a provider: requirements in their themes, and the points that a walk looks at."""

from __future__ import annotations

from typing import Annotated

from apdir.model.fields import Choice, Line, Record, Slug, Text, YesNo, field
from apdir.model.form_field import FormField
from apdir.model.offer import Delivery
from apdir.model.policy import Source

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


class Box(Record):
    """A box to write in that each requirement has on the form."""

    id: Annotated[str, Choice("evidence", "note", "action")] = field(
        "The field of the record it fills.", example="evidence"
    )
    label: Line = field("What the form prints.", example="Evidence")
    note: Text | None = field(
        "Where this directory added it: what the source has.", example="The source has no column for it.", default=None
    )


class MayNotApply(Record):
    """When a requirement may be marked not applicable, with a reason."""

    when: Line = field("The condition, in words.", example="teaching takes place in the pupil's home")
    source: Annotated[str, Choice("framework", "convention")] = field(
        "Whether the framework says so, or this directory's convention does.", example="framework"
    )
    delivery: tuple[Delivery, ...] = field(
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
    own: Text | None = field(
        "What in it is not the source's: printed with it, on paper too.",
        example="Invented for this sample, not the source’s: the drill in each term.",
        default=None,
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
