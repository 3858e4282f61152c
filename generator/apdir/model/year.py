"""A judged year: `providers/<slug>/years/<year>-<framework>.yml`."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from apdir.model.fields import Choice, Count, Day, Line, Pairs, Record, Slug, Text, YesNo, for_all, for_officers
from apdir.model.numbers import Pupils
from apdir.model.role import Role
from apdir.model.visit import RECORDED, DisputeStep

State = Annotated[str, Choice(*RECORDED)]


class Received(Record):
    """Something that is owed in the year, by the provider or by those who commission it."""

    what: Slug = for_officers(
        "What is owed: the id of an item of the framework's schedule.",
        example="qualification-returns",
    )
    term: Count | None = for_officers(
        "For which term of the year, by its number, where it is owed in several.",
        example="2",
        default=None,
    )
    due: Day | None = for_officers(
        "By when it was due; left out where that is the last day of the term.",
        example="2025-12-19",
        default=None,
    )
    on: Day | None = for_officers("The date it was received; left out until then.", example="2026-01-08", default=None)
    note: Text | None = for_officers("A note.", example="Sent again complete.", default=None)


class Questionnaires(Record):
    """How many questionnaires were filled in. What they say never goes into the record."""

    pupils: Pupils | None = for_officers("By pupils.", example="9", default=None)
    parents: Pupils | None = for_officers("By parents.", example="4", default=None)


class Withheld(Record):
    """That payment was withheld."""

    start: Day = for_officers("From when.", example="2026-02-02", alias="from")
    until: Day | None = for_officers("Until when.", example="2026-02-20", default=None)
    reason: Text = for_officers("Why.", example="Three returns in a row were late.")
    by: Role = for_officers("The role that decided; never a name.", example="Assistant Headteacher")


class Year(Record):
    """One school year of one provider under a framework that judges a year."""

    framework: Slug = for_all(
        "The framework's id; the version in force when the year was judged, or else began, is used.",
        example="coastshire",
    )
    year: Line = for_all("The school year.", example="2025-26")
    state: State = for_all(
        "What stage the record has reached. Only final years count, and are public. A year still in progress is a "
        "draft.",
        example="final",
    )
    received: tuple[Received, ...] = for_officers(
        "What was due and what came, other than visits. The public edition shows only how many.",
        example=[{"what": "qualification-returns", "term": "1", "on": "2025-10-24"}],
        default=(),
    )
    college: Line | None = for_officers(
        "The college with which quality assurance was negotiated, where one has the pupils on its roll: a type, never "
        "a name. Visits are then not counted as missing.",
        example="a college of further education",
        default=None,
    )
    questionnaires: Questionnaires | None = for_officers(
        "How many questionnaires were filled in.",
        example={"pupils": "9", "parents": "4"},
        default=None,
    )
    areas: Pairs = for_all(
        "The judgement of each area, a value of the framework's scale.",
        example={"quality-of-education": "good"},
        default={},
    )
    overall: Line | None = for_all("The overall judgement, made by a person.", example="good", default=None)
    judged_on: Day | None = for_all("When the year was judged.", example="2026-07-03", default=None)
    by: Role | None = for_all("The role that judged; never a name.", example="Quality officer", default=None)
    reasons: Text | None = for_officers("Why, for officers.", example="Strong teaching.", default=None)
    dispute: tuple[DisputeStep, ...] = for_officers(
        "Steps of a dispute about the judgement.",
        example=[{"date": "2026-07-06", "step": "raised", "by": "Head of centre"}],
        default=(),
    )
    payment_withheld: Withheld | None = for_officers(
        "That payment was withheld for missed deadlines.",
        example={"from": "2026-02-02", "reason": "Three returns in a row were late.", "by": "Assistant Headteacher"},
        default=None,
    )
    decision: Text | None = for_officers(
        "What was decided about placements.", example="Placements go on.", default=None
    )
    confirmed: YesNo = for_officers(
        "Whether a person confirmed an overall judgement that is above the lowest area.",
        example="yes",
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
