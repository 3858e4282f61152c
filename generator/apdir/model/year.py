"""A judged year: `providers/<slug>/years/<year>-<framework>.yml`."""

from __future__ import annotations

import datetime
import re

from apdir.model.fields import Count, Day, Line, Pairs, Record, Slug, Text, YesNo, field
from apdir.model.numbers import Pupils
from apdir.model.role import Role
from apdir.model.visit import DisputeStep, State


class Received(Record):
    """Something that is owed in the year, by the provider or by those who commission it."""

    what: Slug = field(
        "What is owed: the id of an item of the framework's schedule.",
        example="qualification-returns",
        visible="commissioner",
    )
    term: Count | None = field(
        "For which term of the year, by its number, where it is owed in several.",
        example="2",
        visible="commissioner",
        default=None,
    )
    due: Day | None = field(
        "By when it was due; left out where that is the last day of the term.",
        example="2025-12-19",
        visible="commissioner",
        default=None,
    )
    on: Day | None = field(
        "When it came; left out while it has not.", example="2026-01-08", visible="commissioner", default=None
    )
    note: Text | None = field("A note.", example="Sent again complete.", visible="commissioner", default=None)


class Questionnaires(Record):
    """How many questionnaires were filled in. What they say never goes into the record."""

    pupils: Pupils | None = field("By pupils.", example="9", visible="commissioner", default=None)
    parents: Pupils | None = field("By parents.", example="4", visible="commissioner", default=None)


class Withheld(Record):
    """That payment was withheld."""

    start: Day = field("From when.", example="2026-02-02", visible="commissioner", alias="from")
    until: Day | None = field("Until when.", example="2026-02-20", visible="commissioner", default=None)
    reason: Text = field("Why.", example="Three returns in a row were late.", visible="commissioner")
    by: Role = field("The role that decided; never a name.", example="Assistant Headteacher", visible="commissioner")


class Year(Record):
    """One school year of one provider under a framework that judges a year."""

    framework: Slug = field(
        "The framework's id; the version in force when the year was judged, or else began, is used.",
        example="coastshire",
    )
    year: Line = field("The school year.", example="2025-26")
    state: State = field(
        "How far the record has come. Only final years count, and are public. A year that runs is a draft.",
        example="final",
    )
    received: tuple[Received, ...] = field(
        "What was due and what came, other than visits. The public edition shows only how many.",
        example=[{"what": "qualification-returns", "term": "1", "on": "2025-10-24"}],
        visible="commissioner",
        default=(),
    )
    college: Line | None = field(
        "The college with which quality assurance was negotiated, where one has the pupils on its roll: a type, never "
        "a name. Visits are then not counted as missing.",
        example="a college of further education",
        visible="commissioner",
        default=None,
    )
    questionnaires: Questionnaires | None = field(
        "How many questionnaires were filled in.",
        example={"pupils": "9", "parents": "4"},
        visible="commissioner",
        default=None,
    )
    areas: Pairs = field(
        "The judgement of each area, a value of the framework's scale.",
        example={"quality-of-education": "good"},
        default={},
    )
    overall: Line | None = field("The overall judgement, made by a person.", example="good", default=None)
    judged_on: Day | None = field("When the year was judged.", example="2026-07-03", default=None)
    by: Role | None = field("The role that judged; never a name.", example="Quality officer", default=None)
    reasons: Text | None = field("Why, for officers.", example="Strong teaching.", visible="commissioner", default=None)
    dispute: tuple[DisputeStep, ...] = field(
        "Steps of a dispute about the judgement.",
        example=[{"date": "2026-07-06", "step": "raised", "by": "Head of centre"}],
        visible="commissioner",
        default=(),
    )
    payment_withheld: Withheld | None = field(
        "That payment was withheld for missed deadlines.",
        example={"from": "2026-02-02", "reason": "Three returns in a row were late.", "by": "Assistant Headteacher"},
        visible="commissioner",
        default=None,
    )
    decision: Text | None = field(
        "What was decided about placements.", example="Placements go on.", visible="commissioner", default=None
    )
    confirmed: YesNo = field(
        "Whether a person confirmed an overall judgement that is above the lowest area.",
        example="yes",
        visible="commissioner",
        default=False,
    )

    @property
    def is_final(self) -> bool:
        """Whether the year counts, and is public."""
        return self.state == "final"

    @property
    def day(self) -> datetime.date | None:
        """The day that decides on the framework's version: that of the judgement, or else the first of the year."""
        return self.judged_on or first_day(self.year)


def is_year(name: str) -> bool:
    """Whether a school year is written as two years that follow each other: 2025-26."""
    match = re.match(r"(20\d\d)-(\d\d)\Z", name, re.ASCII)
    return match is not None and (int(match[1]) + 1) % 100 == int(match[2])


def first_day(name: str) -> datetime.date | None:
    """1 September of a school year, by which a version is found; None where the year cannot be read."""
    return datetime.date(int(name[:4]), 9, 1) if is_year(name) else None
