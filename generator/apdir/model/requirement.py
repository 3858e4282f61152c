"""Demands of a framework on a provider: requirements in their themes, and the points that a walk looks at."""

from __future__ import annotations

from typing import Annotated

from apdir.model.fields import Choice, Line, Record, Slug, Text, YesNo, for_all
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

    id: Annotated[str, Choice("evidence", "note", "action")] = for_all(
        "The field of the record it fills.", example="evidence"
    )
    label: Line = for_all("What the form prints.", example="Evidence")
    note: Text | None = for_all(
        "Where this directory added it: what the source has.", example="The source has no column for it.", default=None
    )


class MayNotApply(Record):
    """When a requirement may be marked not applicable, with a reason."""

    when: Line = for_all("The condition, in words.", example="teaching takes place in the pupil's home")
    source: Annotated[str, Choice("framework", "convention")] = for_all(
        "Whether the framework says so, or this directory's rule does.", example="framework"
    )
    delivery: tuple[Delivery, ...] = for_all(
        "Kinds of delivery for which the condition is plainly true.", example=["online"], default=()
    )


class Requirement(Record):
    """One requirement, in our words."""

    id: Line = for_all("Its id, in quotes.", example="1a")
    title: Line | None = for_all("A short title.", example="Recruitment checks", default=None)
    titled_by: Annotated[str, Choice("source", "directory")] = for_all(
        "Whether the title is the source's or this directory's.", example="directory", default="directory"
    )
    area: Line | None = for_all(
        "The part of the theme it stands in, where the source prints one.", example="Curriculum", default=None
    )
    statements: tuple[Text, ...] = for_all(
        "What is required; left out where the source prints a heading alone.",
        example=["All staff are checked."],
        default=(),
    )
    sub_points: tuple[Text, ...] = for_all(
        "Points inside a statement that are not prompts.", example=["Attendance policy"], default=()
    )
    prompts: tuple[Text, ...] = for_all(
        "What a visitor asks or looks at.", example=["Read the single central record."], default=()
    )
    best_practice: tuple[Text, ...] = for_all(
        "What good practice looks like beyond the requirement.", example=["Pupils help to write it."], default=()
    )
    stage: Stage | None = for_all("At which stage of the visit.", example="observe", default=None)
    row: Line | None = for_all("The row of the record that it shares with others.", example="1.3-1.5", default=None)
    scale: Slug | None = for_all("Its scale, where it is not the theme's.", example="standard", default=None)
    may_not_apply: MayNotApply | None = for_all(
        "When it may be not applicable.", example={"when": "…", "source": "framework"}, default=None
    )
    own: Text | None = for_all(
        "What in it is not the source's: printed with it, on paper too.",
        example="Invented for this sample, not the source’s: the drill in each term.",
        default=None,
    )
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = for_all("A note on a fault of the source.", example="Printed twice.", default=None)


class Concluding(Record):
    """The question that closes a theme, judged by a person."""

    id: Line = for_all("Its id.", example="1C")
    question: Text = for_all("The evaluative question.", example="Are pupils safe?")
    explanation: Text | None = for_all("What the answer weighs.", example="Evidence and what was seen.", default=None)
    criteria: tuple[Text, ...] = for_all("What it covers.", example=["Progress in the course."], default=())
    rating: Text | None = for_all("How the rating is asked for.", example="Rate this, with follow-up.", default=None)
    scale: Slug | None = for_all("Its scale, where it is not the framework's.", example="rag", default=None)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = for_all("A note on a fault of the source.", example="Rated by a person.", default=None)


class Theme(Record):
    """A group of requirements."""

    id: Line = for_all("Its id, in quotes.", example="1")
    title: Line = for_all("What it is called.", example="Safeguarding")
    essential: YesNo = for_all("Whether everything in it must be met.", example="yes", default=False)
    principle: Text | None = for_all("Its guiding principle, in our words.", example="Children are safe.", default=None)
    lead_contact: FormField | None = for_all(
        "A contact that the form asks for in this theme.",
        example={"id": "dsl", "label": "…", "stored": "no"},
        default=None,
    )
    scale: Slug | None = for_all("Its scale, where it is not the framework's.", example="essential", default=None)
    comments: Line | None = for_all(
        "The label of its comments box, where it has one.", example="Comments", default=None
    )
    priorities: Line | None = for_all(
        "The label of its priorities box, where it has one.", example="Key priorities", default=None
    )
    requirements: tuple[Requirement, ...] = for_all("Its requirements.", example=[{"id": "1a", "statements": ["…"]}])
    concluding: Concluding | None = for_all(
        "Its closing question.", example={"id": "1C", "question": "…"}, default=None
    )
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = for_all("A note on a fault of the source.", example="Titled in two ways.", default=None)


class Point(Record):
    """An item of a list that is not judged: a walk point, a date of the year, a procedure, a duty."""

    id: Slug = for_all("Its id.", example="w4")
    text: Text = for_all("What it says, in our words.", example="Pupils arrive calmly.")
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = for_all("A note on a fault of the source.", example="Printed twice.", default=None)


class PointList(Record):
    """A list of points that are not judged."""

    id: Slug = for_all("Its id.", example="walk")
    title: Line = for_all("What it is called.", example="Learning walk: what to look at")
    use: Annotated[str, Choice("schedule", "walk", "procedures", "duties", "questionnaires")] = for_all(
        "What it is for.", example="walk"
    )
    points: tuple[Point, ...] = for_all("Its points.", example=[{"id": "w1", "text": "…"}])
    note: Text | None = for_all("A note on a fault of the source.", example="Broken by a page.", default=None)
