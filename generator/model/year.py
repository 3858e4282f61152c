"""A judged year: `providers/<slug>/years/<year>-<framework>.yml`."""

from __future__ import annotations

from pydantic import model_validator

from generator.model.fields import Day, Line, Record, Slug, Text, field, wrong


class Received(Record):
    """Something that a provider owes in the year."""

    what: Line = field("What is owed: the id of an item of the framework's schedule.", example="qualification-return")
    term: Line | None = field("For which term, by its name in settings.yml, or its number in the year.", example="2", default=None)
    due: Day | None = field("By when it was due.", example="2025-12-19", default=None)
    on: Day | None = field("When it came; left out while it has not.", example="2026-01-08", default=None)
    note: Text | None = field("A note.", example="Sent again complete.", visible="commissioner", default=None)


class Year(Record):
    """One school year of one provider under a framework that judges a year."""

    framework: Slug = field("The framework's id.", example="amber-valley-erewash")
    year: Line = field("The school year.", example="2025-26")
    received: tuple[Received, ...] = field(
        "What was due and what came.", example=[{"what": "qualification-return", "term": "1", "on": "2025-10-24"}], default=()
    )
    areas: dict[Line, Line] = field(
        "The judgement of each area, a value of the framework's scale.", example={"quality-of-education": "good"}, default={}
    )
    overall: Line | None = field("The overall judgement, made by a person.", example="good", default=None)
    judged_on: Day | None = field("When the year was judged.", example="2026-07-03", default=None)
    by: Line | None = field("The role that judged; never a name.", example="Quality officer", default=None)
    reasons: Text | None = field("Why, for officers.", example="Strong teaching.", visible="commissioner", default=None)

    @model_validator(mode="after")
    def _judged_whole(self) -> Year:
        if (self.overall or self.areas) and self.judged_on is None:
            raise wrong("The year has judgements and no day on which they were made.", "Add `judged_on`.")
        return self
