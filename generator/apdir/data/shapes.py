"""Fields that the data adds to the records' own, each with its meaning, for the schemas and the page."""

from __future__ import annotations

from apdir.model.fields import Amount, Count, Day, Line, Record, Text, Web, YesNo, field
from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.pages import views
from apdir.summary.statuses import LABELS, NO_REFERRALS

SITE = "The one site that it rests on a visit of, where the provider has several: it says nothing of the others."
OTHER_SITES = "What was last found at each site that it says nothing of."
LAST_SITE = "The one site that was visited then, where the provider has several."


class StandingNow(Record):
    """Where a provider stands on the day that the data was worked out for."""

    key: Line = field(
        f"The standing: {views.words(list(LABELS), 'or')}. "
        f"Make no referral where it is {views.words(list(NO_REFERRALS), 'or')}.",
        example="approved",
    )
    label: Line = field("The words that pages show for it.", example="Approved")
    since: Day | None = field("From when it holds.", example="2026-03-12", default=None)
    lapses: Day | None = field("The last day on which the outcome holds.", example="2027-03-12", default=None)
    visit: Line | None = field("The visit that it rests on, by its id.", example="2026-03-12-coastshire", default=None)
    framework: Line | None = field("The framework of that visit.", example="Coastshire", default=None)
    version: Line | None = field("The version of that framework.", example="2024-05", default=None)
    ending: Line | None = field(
        "That an approval ends soon.", example="Approval ends in 4 days, on 3 December 2026", default=None
    )
    outcome: Line | None = field(
        "The outcome of that visit, in the framework's words.", example="All met", default=None
    )
    reason: Text = field("Why, in a sentence.", example="All met: outcome of the visit of 12 March 2026.")
    site: Line | None = field(SITE, example="Mill Lane", default=None)
    other_sites: Text | None = field(OTHER_SITES, example="Canal Wharf: no published visit.", default=None)


class NotDone(Record):
    """An action that is not done, without the plan's own words. Left out where settings publish counts alone."""

    requirement: Line | None = field("The requirement that it is about, by its id.", example="9.5", default=None)
    title: Line | None = field(
        "The title of that requirement, or of the theme or area that it is about; else that there is none.",
        example="Monitoring teaching and learning",
        default=None,
    )
    framework: Line = field("The framework's name.", example="Coastshire framework")
    visit: Line = field("The visit whose plan it is in, by its id.", example="2026-03-12-coastshire")
    due: Day | None = field("Its last day.", example="2026-10-09", default=None)
    overdue: YesNo = field("Whether that day has passed.", example="yes")


class WorseSince(Record):
    """A finding that is worse than what the approval rests on."""

    about: Line = field("The visit or the judged year, by its id.", example="2026-10-06-coastshire")
    text: Text = field(
        "What was found, by whom and when.",
        example="The latest published visit, 6 October 2026 under the Coastshire framework, found: Standards not met.",
    )


class LastVisit(Record):
    """The newest visit under whatever framework, and its result."""

    visit: Line = field("The visit, by its id.", example="2026-03-12-coastshire")
    visited: Day = field("Its day.", example="2026-03-12")
    visited_by: tuple[Line, ...] = field("The organisations that visited.", example=["the council"], default=())
    framework: Line = field("The framework's name.", example="Coastshire framework")
    kind: Line = field("The kind of visit, in the framework's words.", example="Visit")
    site: Line | None = field(LAST_SITE, example="Mill Lane", default=None)
    result: Line = field("What it found, in the framework's words.", example="All standards met")
    detail: Line | None = field(
        "How many requirements were below that.", example="15 of 44 requirements not met", default=None
    )


class Actions(Record):
    """How many actions of improvement plans there are."""

    done: Count = field("Actions that are done.", example="3")
    open: Count = field("Actions that are open and not overdue.", example="1")
    overdue: Count = field("Actions whose day has passed.", example="0")
    not_done: tuple[NotDone, ...] = field(
        "Each action that is open or overdue, the overdue first.", example=[], default=()
    )


class CountOf(Record):
    """How many requirements were judged at one value of the framework's scale."""

    key: Line = field("The value of the scale.", example="fully")
    label: Line = field("Its words.", example="Fully met")
    counts_as: Line = field(
        "What it counts as for comparison: met, partly or not met. This directory's convention.", example="met"
    )
    number: Count = field("How many requirements.", example="21")


class Found(Record):
    """What a visit found, counted."""

    title: Line = field("The framework's name.", example="Coastshire")
    kind: Line = field("The kind of visit, in the framework's words.", example="Visit")
    outcome: Line | None = field("The outcome, in the framework's words.", example="All met", default=None)
    result: Line = field(
        "What it found, in the framework's words: the outcome, or else the judgements.", example="13 green, 7 amber"
    )
    detail: Line | None = field(
        "How many requirements were below that.", example="15 of 44 requirements not met", default=None
    )
    counts: tuple[CountOf, ...] = field(
        "Requirements by value of the scale; of one that has several marks, or shares them with others, the lowest.",
        example=[{"key": "fully", "label": "Fully met", "counts_as": "met", "number": "21"}],
    )
    marks: tuple[CountOf, ...] = field(
        "Marks by value, each once, where the record marks several requirements together.",
        example=[{"key": "green", "label": "Green", "counts_as": "met", "number": "46"}],
        default=(),
    )
    unanswered: Count = field("Requirements that nobody judged.", example="0")
    not_applicable: Count = field("Requirements that do not apply.", example="1")
    outside: Count | None = field(
        "Requirements that this kind of visit does not look at, where there are any: they are in no other number.",
        example="23",
        default=None,
    )
    actions: Actions = field("Actions of this visit's plan.", example={"done": "1", "open": "0", "overdue": "0"})


class DayPriceNow(Record):
    """What one day of attendance costs a school, so that prices on different bases can be compared."""

    amount: Amount = field("Pounds.", example="78")
    estimated: YesNo = field("Whether it is worked out from a price by the hour, half day or session.", example="yes")
    basis: Text | None = field(
        "What an estimate is worked out from, and the note of the price it rests on.",
        example="£78 for a session of four hours, one a day",
        default=None,
    )


class VisitData(Visit):
    """A visit as its record has it, with what it found counted."""

    id: Line = field("The visit's id: its file's name in the records.", example="2026-03-12-coastshire")
    url: Web = field("Its page.", example="https://ap.coastshire.example/providers/a/visits/2026-03-12-coastshire/")
    version: Line = field("The version of the framework that it was made under.", example="2024-05")
    found: Found = field(
        "What it found.",
        example={"title": "Coastshire", "kind": "Visit", "result": "All standards met", "counts": [], "unanswered": "0",
                 "not_applicable": "0", "actions": {"done": "1", "open": "0", "overdue": "0"}},
    )  # fmt: skip


class YearData(Year):
    """A judged year as its record has it."""

    id: Line = field("The year's id: its file's name in the records.", example="2025-26-coastshire")
    version: Line = field("The version of the framework that it is judged by.", example="2024-09")


class ProviderData(Provider):
    """A provider as its record has it, with its visits and where it stands. A field left out says nothing."""

    folder: Line = field("The provider's id: its folder in the records, and in its page's address.",
                         example="riverside-learning")  # fmt: skip
    url: Web = field("Its page.", example="https://ap.coastshire.example/providers/riverside-learning/")
    description: Text | None = field("What it is, in Markdown.", example="A workshop by the river.", default=None)
    standing: StandingNow = field(
        "Where it stands.", example={"key": "approved", "label": "Approved", "reason": "All met."}
    )
    price_a_day: DayPriceNow | None = field(
        "What a day of attendance costs; left out where the prices do not tell.",
        example={"amount": "98", "estimated": "no"},
        default=None,
    )
    warnings: tuple[WorseSince, ...] = field(
        "What was found since that is worse than what the approval rests on, the gravest first.", example=[], default=()
    )
    last_visit: LastVisit | None = field(
        "The newest visit, with its result.",
        example={"visit": "2026-03-12-coastshire", "visited": "2026-03-12", "framework": "Coastshire framework",
                 "kind": "Visit", "result": "All standards met"},
        default=None,
    )  # fmt: skip
    stale: YesNo = field("Whether nobody has confirmed these facts for long.", example="no")
    actions: Actions = field("Actions of all its visits.", example={"done": "3", "open": "1", "overdue": "0"})
    visits: tuple[VisitData, ...] = field("Its visits, oldest first.", example=[], default=())
    years: tuple[YearData, ...] = field("Its judged years, oldest first.", example=[], default=())


class Newest(Record):
    """What every row says of the newest visit, and of what warns."""

    last_visited: Day | None = field("The day of the newest visit.", example="2026-10-06", default=None)
    last_visited_by: Line | None = field("Who made it.", example="the council", default=None)
    last_framework: Line | None = field("Under which framework.", example="Coastshire framework", default=None)
    last_result: Line | None = field(
        "What it found, in the framework's words.", example="All standards met", default=None
    )
    warning: Text | None = field(
        "What was found since, or at another site, that is worse than what the approval rests on.",
        example="The latest published visit, 6 October 2026 under the Coastshire framework, found: Standards not met.",
        default=None,
    )
    ending: Line | None = field(
        "That an approval ends soon.", example="Approval ends in 4 days, on 3 December 2026", default=None
    )
    last_site: Line | None = field(LAST_SITE, example="Mill Lane", default=None)


class ProviderRow(Newest):
    """A provider in brief, with the address of its file."""

    folder: Line = field("The provider's id.", example="riverside-learning")
    name: Line = field("What the provider is called.", example="Riverside Learning")
    type: Line = field("The type of provider.", example="vocational centre")
    status: Line = field("The status of its listing: listed, suspended, withdrawn or closed.", example="listed")
    standing: Line = field("Where it stands.", example="approved")
    label: Line = field("The words that pages show for it, with the one site that it rests on.", example="Approved")
    registered: YesNo = field("Whether it is a registered school.", example="no")
    checked: Day = field("When its facts were last confirmed.", example="2026-09-14")
    url: Web = field("Its page.", example="https://ap.coastshire.example/providers/riverside-learning/")
    data: Web = field("Its file.", example="https://ap.coastshire.example/api/v1/providers/riverside-learning.json")


class StandingRow(Newest):
    """Where one provider stands: a row of standings.json and of standings.csv."""

    folder: Line = field("The provider's id.", example="riverside-learning")
    name: Line = field("What the provider is called.", example="Riverside Learning")
    status: Line = field("The status of its listing: listed, suspended, withdrawn or closed.", example="listed")
    standing: Line = field("Where it stands, as in `key` of a provider's standing.", example="approved")
    label: Line = field("The words that pages show for it.", example="Approved")
    since: Day | None = field("From when it holds.", example="2026-03-12", default=None)
    lapses: Day | None = field("The last day on which the outcome holds.", example="2027-03-12", default=None)
    visit: Line | None = field("The visit that it rests on.", example="2026-03-12-coastshire", default=None)
    framework: Line | None = field("The framework of that visit.", example="Coastshire", default=None)
    version: Line | None = field("The version of that framework.", example="2024-05", default=None)
    outcome: Line | None = field("The outcome of that visit.", example="All met", default=None)
    site: Line | None = field(SITE, example="Mill Lane", default=None)
    other_sites: Text | None = field(OTHER_SITES, example="Canal Wharf: no published visit.", default=None)
    checked: Day = field("When the provider's facts were last confirmed.", example="2026-09-14")
    stale: YesNo = field("Whether nobody has confirmed them for long.", example="no")


class FrameworkRow(Record):
    """One version of a framework, with the address of its file."""

    id: Line = field("The framework's id.", example="coastshire")
    version: Line = field("The version.", example="2024-05")
    title: Line = field("Its title.", example="Quality assurance framework")
    publisher: Line = field("Who publishes it.", example="Coastshire Council")
    start: Day = field("From when it is in force.", example="2024-05-01", alias="from")
    until: Day | None = field("Until when it was in force.", example="2026-08-31", default=None)
    requirements: Count = field("How many requirements it has.", example="30")
    url: Web = field("Its page.", example="https://ap.coastshire.example/frameworks/coastshire/")
    data: Web = field("Its file.", example="https://ap.coastshire.example/api/v1/frameworks/coastshire/2024-05.json")


class RequirementRow(Record):
    """One requirement of a framework: a row of frameworks.csv."""

    framework: Line = field("The framework's id.", example="coastshire")
    version: Line = field("The version.", example="2024-05")
    theme: Line = field("The id of the theme that it stands in.", example="1")
    theme_title: Line = field("The title of that theme.", example="Safeguarding")
    requirement: Line = field("The requirement's id.", example="1a")
    title: Line | None = field("Its title.", example="Safeguarding policy", default=None)
    scale: Line = field("The values of its scale, best first, with `; ` between.", example="fully; partially; limited")
