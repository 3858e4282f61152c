"""A framework beyond one visit: its sources, what comes round, the numbers of its rules, what follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from apdir.model.fields import Choice, Count, Day, Line, Record, Slug, Text, YesNo, field

Unit = Annotated[
    str,
    Choice(
        "days",
        "weeks",
        "months",
        "years",
        "hours a week",
        "days a week",
        "minutes",
        "times a year",
        "times a term",
        "incidents",
    ),
]

#: The limits that rules and advice look up by their ids.
LimitId = Literal[
    "full-time-weeks", "part-time-days", "reassessment-days", "unregistered-hours", "walk-minutes", "walk-notice-days",
    "walk-period-days",
]  # fmt: skip
#: The unit of each limit, and whether more or less of it breaks the limit.
COUNTED: dict[LimitId, tuple[str, str]] = {
    "full-time-weeks": ("weeks", "at most"),
    "part-time-days": ("days a week", "at most"),
    "reassessment-days": ("days", "at most"),
    "unregistered-hours": ("hours a week", "at most"),
    "walk-minutes": ("minutes", "at most"),
    "walk-notice-days": ("days", "at least"),
    "walk-period-days": ("days", "at most"),
}
#: Limits that are stated for guidance and forms: nothing is worked out by them.
STATED = (
    "absence-minutes", "admissions-policy-review", "emergency-review-incidents", "individual-plan-review",
    "initial-assessment-days", "policies-read", "pupil-voice-review",
)  # fmt: skip
#: Units of a limit with `dates`: a time from which the next day is worked out.
INTERVALS = ("days", "weeks", "months", "years", "times a year", "times a term")


class Source(Record):
    """Where something comes from."""

    document: Line = field("The document.", example="Guidance on using alternative provision")
    section: Line | None = field("Section, and number of the item.", example="18, 1a", default=None)
    dated: Line | None = field("The document's date, as it gives it.", example="May 2024", default=None)


class ScheduleItem(Record):
    """Something that comes round.

    In a year that is judged it is counted: a `kind` of visit by the visits made, the `judgement` by the year's own, and
    everything else by what the year's record has under `received`.
    """

    id: Slug = field("Its id.", example="visits")
    title: Line | None = field(
        "What it is called; left out where its id says that in words.", example="Visits", default=None
    )
    text: Text = field("What is asked, in our words.", example="One visit a term at least.")
    count: Count | None = field("How many.", example="1", default=None)
    per: Annotated[str, Choice("term", "half term", "year")] | None = field(
        "In what time.", example="term", default=None
    )
    kind: Line | None = field("The kind of visit it counts.", example="visit", default=None)
    each_site: YesNo = field("Whether the number is for each site.", example="no", default=False)
    judgement: YesNo = field("Whether it is the judgement of the year itself.", example="no", default=False)
    by: Annotated[str, Choice("provider", "commissioner")] = field(
        "Who owes it.", example="provider", default="commissioner"
    )
    from_term: Count | None = field(
        "The first term of the year in which it may come, by its number.", example="3", default=None
    )
    until_term: Count | None = field(
        "The last term of the year by whose end it is due, by its number.", example="1", default=None
    )
    points: tuple[Slug, ...] = field("The points of the lists that ask for it.", example=["s5", "p4"], default=())
    convention: YesNo = field(
        "Whether its number, or by when it is due, is this directory's reading.", example="no", default=False
    )
    note: Text | None = field("A note on a fault of the source.", example="It gives no day.", default=None)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)

    @property
    def name(self) -> str:
        """The name on pages: its title, or the words of its id."""
        return self.title or self.id.replace("-", " ").capitalize()


class Limit(Record):
    """One number that a rule of the framework turns on."""

    id: Slug = field(
        "Its id, by which rules find it: one of those that they know, or one of your own where `dates` says what it "
        "is about.",
        example="absence-minutes",
    )
    value: Count = field("The number.", example="56")
    unit: Unit = field("What it counts.", example="days")
    bound: Annotated[str, Choice("at most", "at least")] = field(
        "Whether more or less than the number breaks it; the number itself never does.",
        example="at most",
        default="at most",
    )
    what: Text = field("What it limits, in our words.", example="From a judgement to the reassessment.")
    kind: Line | None = field("The kind of visit that it is about.", example="learning walk", default=None)
    dates: tuple[Line, ...] = field(
        "The fields of a provider's `dates` from which it runs, where it is about training, a policy or a check. Of "
        "several, the latest counts.",
        example=["fire_drill"],
        default=(),
    )
    requirement: Line | None = field(
        "The requirement that it belongs to. Where that cannot apply to how a provider teaches, neither does this.",
        example="2g",
        default=None,
    )
    start: Day | None = field(
        "From when it holds, where not as long as the version.", example="2024-05-01", alias="from", default=None
    )
    until: Day | None = field("Until when, where not as long as the version.", example="2026-08-31", default=None)
    convention: YesNo = field(
        "Whether it is this directory's reading and no source's number.", example="no", default=False
    )
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def holds(self, number: int | Decimal) -> bool:
        """Whether a number keeps the limit: exactly as many do, whether at most or at least so many are allowed."""
        return number <= self.value if self.bound == "at most" else number >= self.value


class Reassess(Record):
    """Which judgements make a reassessment due. The limit `reassessment-days` says by when."""

    overall: tuple[Line, ...] = field("Overall judgements that do.", example=["inadequate"], default=())
    area: tuple[Line, ...] = field(
        "Judgements of one area that do.", example=["requires improvement", "inadequate"], default=()
    )
    reading: Text = field(
        "Which wording is followed where the source has several, and what is this directory's convention.",
        example="The source has two wordings; the stricter is followed.",
    )
    convention: YesNo = field("Whether any of it is this directory's convention.", example="yes", default=False)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)


class Commission(Record):
    """Below which judgement a provider is not commissioned."""

    area: Slug = field("The area that counts.", example="quality-of-education")
    lowest: Line = field("The lowest judgement at which places are commissioned.", example="good")
    reading: Text = field(
        "How the source's words are read, and what stands beside them.", example="Read as the area of that name."
    )
    convention: YesNo = field("Whether any of it is this directory's convention.", example="yes", default=False)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
    removal: Text = field(
        "What is considered where a reassessment is below this again.", example="Pupils may be removed for good."
    )
    removal_source: Source | None = field("Where the source has that.", example={"document": "…"}, default=None)


class DisputeStage(Record):
    """One step of the path of a dispute about a judgement."""

    key: Line = field("How records write it.", example="evidence sent")
    label: Line = field("How pages print it.", example="Evidence sent")
    text: Text = field("What happens, in our words.", example="The provider sends evidence for its complaint.")
    ends: YesNo = field("Whether the dispute ends with it.", example="no", default=False)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)


class Escalation(Record):
    """Which concluding judgements make someone else decide on the use of a provider."""

    values: tuple[Line, ...] = field("Judgements that do.", example=["red"])
    themes: tuple[Line, ...] = field("The themes in which they do.", example=["1", "2"])
    action: Text = field("What is to be done, in our words.", example="Alert the Partnership's Chair.")
    reading: Text = field(
        "How the source's words are read, and what is this directory's convention.",
        example="Which sections these are is this directory's reading.",
    )
    convention: YesNo = field("Whether any of it is this directory's convention.", example="yes", default=False)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)
