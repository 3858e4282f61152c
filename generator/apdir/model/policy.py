"""A framework beyond one visit: its sources, what comes round, the numbers of its rules, what follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from apdir.model.fields import Choice, Count, Day, Line, Record, Slug, Text, YesNo, for_all

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

    document: Line = for_all("The document.", example="Guidance on using alternative provision")
    section: Line | None = for_all("Section, and number of the item.", example="18, 1a", default=None)
    dated: Line | None = for_all("The document's date, as it gives it.", example="May 2024", default=None)


class ScheduleItem(Record):
    """Something that comes round.

    In a year that is judged it is counted: a `kind` of visit by the visits made, the `judgement` by the year's own, and
    everything else by what the year's record has under `received`.
    """

    id: Slug = for_all("Its id.", example="visits")
    title: Line | None = for_all(
        "What it is called; left out where its id says that in words.", example="Visits", default=None
    )
    text: Text = for_all("The requirement, in our words.", example="One visit a term at least.")
    count: Count | None = for_all("How many.", example="1", default=None)
    per: Annotated[str, Choice("term", "half term", "year")] | None = for_all(
        "The period it covers.", example="term", default=None
    )
    kind: Line | None = for_all("The kind of visit it counts.", example="visit", default=None)
    each_site: YesNo = for_all("Whether the number is for each site.", example="no", default=False)
    judgement: YesNo = for_all("Whether it is the judgement of the year itself.", example="no", default=False)
    by: Annotated[str, Choice("provider", "commissioner")] = for_all(
        "Who owes it.", example="provider", default="commissioner"
    )
    from_term: Count | None = for_all(
        "The first term of the year in which it may come, by its number.", example="3", default=None
    )
    until_term: Count | None = for_all(
        "The last term of the year by whose end it is due, by its number.", example="1", default=None
    )
    points: tuple[Slug, ...] = for_all("The points of the lists that ask for it.", example=["s5", "p4"], default=())
    convention: YesNo = for_all(
        "Whether its number, or by when it is due, is this directory's rule.", example="no", default=False
    )
    note: Text | None = for_all("A note on a fault of the source.", example="It gives no day.", default=None)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)

    @property
    def name(self) -> str:
        """The name on pages: its title, or the words of its id."""
        return self.title or self.id.replace("-", " ").capitalize()


class Limit(Record):
    """One number that a rule of the framework turns on."""

    id: Slug = for_all(
        "Its id, by which rules find it: one of those that they know, or one of your own where `dates` says what it "
        "is about.",
        example="absence-minutes",
    )
    value: Count = for_all("The number.", example="56")
    unit: Unit = for_all("What it counts.", example="days")
    bound: Annotated[str, Choice("at most", "at least")] = for_all(
        "Whether more or less than the number breaks it; the number itself never does.",
        example="at most",
        default="at most",
    )
    what: Text = for_all("What it limits, in our words.", example="From a judgement to the reassessment.")
    kind: Line | None = for_all("The kind of visit that it is about.", example="learning walk", default=None)
    dates: tuple[Line, ...] = for_all(
        "The fields of a provider's `dates` from which it runs, where it is about training, a policy or a check. Of "
        "several, the latest counts.",
        example=["fire_drill"],
        default=(),
    )
    requirement: Line | None = for_all(
        "The requirement that it belongs to. Where that cannot apply to how a provider teaches, neither does this.",
        example="2g",
        default=None,
    )
    start: Day | None = for_all(
        "From when it holds, where not as long as the version.", example="2024-05-01", alias="from", default=None
    )
    until: Day | None = for_all("Until when, where not as long as the version.", example="2026-08-31", default=None)
    convention: YesNo = for_all(
        "Whether it is this directory's rule, not a number from a source.", example="no", default=False
    )
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def holds(self, number: int | Decimal) -> bool:
        """Whether a number keeps the limit: exactly as many do, whether at most or at least so many are allowed."""
        return number <= self.value if self.bound == "at most" else number >= self.value


class Reassess(Record):
    """Which judgements make a reassessment due. The limit `reassessment-days` says by when."""

    overall: tuple[Line, ...] = for_all("Overall judgements that do.", example=["inadequate"], default=())
    area: tuple[Line, ...] = for_all(
        "Judgements of one area that do.", example=["requires improvement", "inadequate"], default=()
    )
    reading: Text = for_all(
        "Which wording is followed where the source has several, and what is this directory's rule.",
        example="The source has two wordings; the stricter is followed.",
    )
    convention: YesNo = for_all("Whether any of it is this directory's rule.", example="yes", default=False)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)


class Commission(Record):
    """Below which judgement a provider is not commissioned."""

    area: Slug = for_all("The area that counts.", example="quality-of-education")
    lowest: Line = for_all("The lowest judgement at which places are commissioned.", example="good")
    reading: Text = for_all(
        "How the source's words are read, and what stands beside them.", example="Read as the area of that name."
    )
    convention: YesNo = for_all("Whether any of it is this directory's rule.", example="yes", default=False)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
    removal: Text = for_all(
        "What is considered where a reassessment is below this again.", example="Pupils may be removed for good."
    )
    removal_source: Source | None = for_all("Where the source has that.", example={"document": "…"}, default=None)


class DisputeStage(Record):
    """One step of the path of a dispute about a judgement."""

    key: Line = for_all("How records write it.", example="evidence sent")
    label: Line = for_all("How pages print it.", example="Evidence sent")
    text: Text = for_all("What happens, in our words.", example="The provider sends evidence for its complaint.")
    ends: YesNo = for_all("Whether the dispute ends with it.", example="no", default=False)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)


class Escalation(Record):
    """Which concluding judgements make someone else decide on the use of a provider."""

    values: tuple[Line, ...] = for_all("Judgements that do.", example=["red"])
    themes: tuple[Line, ...] = for_all("The themes in which they do.", example=["1", "2"])
    action: Text = for_all("What is to be done, in our words.", example="Alert the Partnership's Chair.")
    reading: Text = for_all(
        "How the source's words are read, and what is this directory's rule.",
        example="Which sections these are is this directory's rule.",
    )
    convention: YesNo = for_all("Whether any of it is this directory's rule.", example="yes", default=False)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
