"""How a framework's visits go: their kinds, what they end in, the plan and who signs."""

from __future__ import annotations

from typing import Annotated

from apdir.model.fields import Choice, Count, Line, Record, Text, YesNo, for_all
from apdir.model.numbers import Percent

#: The approval statuses that an outcome gives.
STANDINGS = ("approved", "with improvements", "not met")
Standing = Annotated[str, Choice(*STANDINGS, "none")]
#: Stands for the ids of the requirements of all essential themes in a condition.
ESSENTIAL = "essential"


class Kind(Record):
    """A kind of visit under the framework."""

    id: Line = for_all("How records write it.", example="visit")
    title: Line = for_all("How pages print it.", example="Quality assurance visit")
    about: Text | None = for_all("What it is, in our words.", example="A half day on site.", default=None)
    judges: tuple[Annotated[str, Choice("requirements", "rows", "points", "areas", "overall", "concluding")], ...] = (
        for_all("What it records.", example=["requirements"], default=())
    )
    # A kind that says nothing decides: an outcome in a record is somebody's decision, and silence here must not make it
    # vanish. A visit that ends without an outcome takes nothing away, whatever its kind (`summary.standing`).
    decides: YesNo = for_all(
        "Whether such a visit can end in a decision about the provider: an outcome, or an overall judgement. One that "
        "cannot neither gives an approval nor takes one away. Left out, it can.",
        example="no",
        default=True,
    )
    looks_at: tuple[Line, ...] = for_all(
        "The ids of the themes and requirements that it looks at, where it does not look at all of them. The others "
        "are outside the visit: they are not counted as unanswered.",
        example=["1", "2a"],
        default=(),
    )
    notice: Text | None = for_all("What notice is given.", example="One week.", default=None)
    short_notice: YesNo = for_all(
        "Whether it comes at short notice, so that no next date under the framework is published.",
        example="no",
        default=False,
    )
    from_term: Count | None = for_all(
        "The first term of the year in which it comes, by its number.", example="3", default=None
    )
    same_day_as: Line | None = for_all(
        "The kind of visit on whose day it comes.", example="half-day inspection", default=None
    )
    reassesses: YesNo = for_all(
        "Whether it judges again what an earlier one judged: its form then asks which.", example="no", default=False
    )
    asks: tuple[Line, ...] = for_all(
        "What its blank form prints: ids of header fields, of lists and of points.", example=["walk"], default=()
    )

    @property
    def judges_anything(self) -> bool:
        """Whether it records more than comments on points."""
        return bool(set(self.judges) - {"points"})


class Outcome(Record):
    """What a visit can end in."""

    key: Line = for_all("How records write it.", example="all met")
    label: Line = for_all("How pages print it.", example="All standards met")
    meaning: Text = for_all("What it means, in our words.", example="The provider joins the approved list.")
    follows: Text | None = for_all("What happens next.", example="A plan is agreed.", default=None)
    own: Text | None = for_all(
        "What in it is not the source's: printed with it, on paper too.",
        example="The label, after the words of the source's sentence.",
        default=None,
    )
    standing: Standing = for_all("What it does to the provider's approval status.", example="approved")
    convention: YesNo = for_all(
        "Whether the rule behind it is this directory's rule, which a person confirms.",
        example="no",
        default=False,
    )


class PlanColumn(Record):
    """One column of the improvement plan."""

    id: Annotated[str, Choice("area", "action", "rag", "by", "who", "done", "review")] = for_all(
        "The field of the record it fills.", example="area"
    )
    label: Line = for_all("What the form prints.", example="Area for improvement")
    note: Text | None = for_all(
        "Where this directory added it: what the source has. Forms print it.",
        example="The source has none.",
        default=None,
    )


class SignatureBlock(Record):
    """Who signs the form."""

    side: Line = for_all("For whom.", example="council", alias="for")
    label: Line = for_all("What the form prints.", example="Signed for the council")
    note: Text | None = for_all(
        "Where this directory added it: what the source has. Forms print it.",
        example="The source has none.",
        default=None,
    )


class Condition(Record):
    """Something that holds of the judgements of a visit, or does not: one of `all`, `at_least`, `at_most`,
    `more_than_percent` and `points`.

    Counted are the requirements that are part of the visit and apply. One that is unanswered is at no value.
    """

    of: tuple[Line, ...] = for_all(
        "Which are counted: ids of themes and requirements, and `essential` for those of essential themes. Left out: "
        "every requirement.",
        example=["essential"],
        default=(),
    )
    value: Line | None = for_all(
        "The value that counts, with those above it on the scale. Left out: every value that passes.",
        example="silver",
        default=None,
    )
    all: YesNo = for_all("Whether every one is at the value.", example="yes", default=False)
    at_least: Count | None = for_all("At least how many are at the value.", example="8", default=None)
    at_most: Count | None = for_all("At most how many are below the value, or unanswered.", example="2", default=None)
    more_than_percent: Percent | None = for_all(
        "The percentage at this value must be more than this.", example="50", default=None
    )
    points: Count | None = for_all("At least how many points they have together.", example="24", default=None)


class OutcomeRule(Record):
    """Which outcomes judgements give. Of a framework's rules the first counts whose conditions all hold."""

    when: tuple[Condition, ...] = for_all(
        "What must hold. Left out, as in the last rule: whatever the judgements are.",
        example=[{"all": "yes"}],
        default=(),
    )
    gives: tuple[Line, ...] = for_all(
        "The outcomes that agree with such judgements, the one that they lead to first. Of several, a person decides.",
        example=["all met"],
    )
