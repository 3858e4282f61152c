"""A field of a framework's form, and the branches of its pre-visit questions."""

from __future__ import annotations

from typing import Annotated

from apdir.model.fields import Choice, Line, Record, Slug, Text, YesNo, field
from apdir.model.numbers import Millimetres, Rows
from apdir.model.policy import Source

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


class FormField(Record):
    """One field of a form that is not a requirement."""

    id: Slug = field("Its id, unique in the framework.", example="overview")
    label: Line = field("What the form prints.", example="What the provider offers")
    type: FieldType = field("What kind of answer it takes.", example="text", default="line")
    hint: Text | None = field(
        "Help printed beside it: what the source says there, in our words.",
        example="Two or three sentences.",
        default=None,
    )
    own: Text | None = field(
        "Help that the source does not have there: printed with a label that says so, on paper too.",
        example="The framework allows 10 hours.",
        default=None,
    )
    options: tuple[Line, ...] = field("Answers to choose from.", example=["Yes", "No"], default=())
    columns: tuple[Line, ...] = field("Columns of a table.", example=["Course", "Expected outcome"], default=())
    rows: tuple[Line, ...] = field(
        "Row headings of a grid, or what already stands in the first column of a table.",
        example=["English", "Mathematics"],
        default=(),
    )
    row_count: Rows | None = field("Blank rows of a table.", example="4", default=None)
    height: Millimetres | None = field(
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
