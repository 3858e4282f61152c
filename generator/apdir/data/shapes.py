"""Fields that the data adds to the records' own, each with its meaning, for the schemas and the page."""

from __future__ import annotations

from apdir.model.fields import Amount, Count, Day, Line, Record, Text, Web, YesNo, for_all
from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.pages import views
from apdir.pages.procurement import LABELS as LEVEL_LABELS
from apdir.summary.statuses import LABELS, NO_REFERRALS

SITE = "The one site whose visit it is based on, where the provider has several: it says nothing about the others."
OTHER_SITES = "The latest finding at each site that it does not cover."
LAST_SITE = "The one site that was visited then, where the provider has several."


CHECKING = (
    f"How its details were checked: {views.words(list(LEVEL_LABELS), 'or')}. Visited where there is a final visit, "
    "else as the record states it. It says nothing of quality."
)


class StandingNow(Record):
    """The approval status of a provider on the day that the data was worked out for."""

    key: Line = for_all(
        f"The approval status: {views.words(list(LABELS), 'or')}. "
        f"Do not refer pupils where it is {views.words(list(NO_REFERRALS), 'or')}.",
        example="approved",
    )
    label: Line = for_all("The words that pages show for it.", example="Approved")
    since: Day | None = for_all("The date it starts.", example="2026-03-12", default=None)
    lapses: Day | None = for_all("The last day on which the outcome is valid.", example="2027-03-12", default=None)
    visit: Line | None = for_all(
        "The visit that it is based on, by its id.", example="2026-03-12-coastshire", default=None
    )
    framework: Line | None = for_all("The framework of that visit.", example="Coastshire", default=None)
    version: Line | None = for_all("The version of that framework.", example="2024-05", default=None)
    ending: Line | None = for_all(
        "That an approval expires soon.", example="Approval expires soon, on 3 December 2026", default=None
    )
    outcome: Line | None = for_all(
        "The outcome of that visit, in the framework's words.", example="All met", default=None
    )
    reason: Text = for_all("Why, in a sentence.", example="All met: outcome of the visit on 12 March 2026.")
    site: Line | None = for_all(SITE, example="Mill Lane", default=None)
    other_sites: Text | None = for_all(OTHER_SITES, example="Canal Wharf: no published visit.", default=None)


class NotDone(Record):
    """An action that is not done, without the plan's own words. Left out where settings publish counts alone."""

    requirement: Line | None = for_all("The requirement that it is about, by its id.", example="9.5", default=None)
    title: Line | None = for_all(
        "The title of that requirement, or of the theme or area that it is about; otherwise says that there is none.",
        example="Monitoring teaching and learning",
        default=None,
    )
    framework: Line = for_all("The framework's name.", example="Coastshire framework")
    visit: Line = for_all("The visit whose plan it is in, by its id.", example="2026-03-12-coastshire")
    due: Day | None = for_all("The date it is due.", example="2026-10-09", default=None)
    overdue: YesNo = for_all("Whether that date has passed.", example="yes")


class WorseSince(Record):
    """A finding that is worse than what the approval is based on."""

    about: Line = for_all("The visit or the judged year, by its id.", example="2026-10-06-coastshire")
    text: Text = for_all(
        "What was found, by whom and when.",
        example="The latest published visit, 6 October 2026 under the Coastshire framework, found: Standards not met.",
    )


class LastVisit(Record):
    """The newest visit under whatever framework, and its result."""

    visit: Line = for_all("The visit, by its id.", example="2026-03-12-coastshire")
    visited: Day = for_all("Its date.", example="2026-03-12")
    visited_by: tuple[Line, ...] = for_all("The organisations that visited.", example=["the council"], default=())
    framework: Line = for_all("The framework's name.", example="Coastshire framework")
    kind: Line = for_all("The kind of visit, in the framework's words.", example="Visit")
    site: Line | None = for_all(LAST_SITE, example="Mill Lane", default=None)
    result: Line = for_all("What it found, in the framework's words.", example="All standards met")
    detail: Line | None = for_all(
        "How many requirements were below that.", example="15 of 44 requirements not met", default=None
    )


class Actions(Record):
    """How many actions of improvement plans there are."""

    done: Count = for_all("Actions that are done.", example="3")
    open: Count = for_all("Actions that are open and not overdue.", example="1")
    overdue: Count = for_all("Actions whose due date has passed.", example="0")
    not_done: tuple[NotDone, ...] = for_all(
        "Each action that is open or overdue, the overdue first.", example=[], default=()
    )


class CountOf(Record):
    """How many requirements were judged at one value of the framework's scale."""

    key: Line = for_all("The value of the scale.", example="fully")
    label: Line = for_all("Its label.", example="Fully met")
    counts_as: Line = for_all(
        "What it counts as for comparison: met, partly or not met. This directory's rule.", example="met"
    )
    number: Count = for_all("How many requirements.", example="21")


class Found(Record):
    """What a visit found, counted."""

    title: Line = for_all("The framework's name.", example="Coastshire")
    kind: Line = for_all("The kind of visit, in the framework's words.", example="Visit")
    outcome: Line | None = for_all("The outcome, in the framework's words.", example="All met", default=None)
    result: Line = for_all(
        "What it found, in the framework's words: the outcome, or else the judgements.", example="13 green, 7 amber"
    )
    detail: Line | None = for_all(
        "How many requirements were below that.", example="15 of 44 requirements not met", default=None
    )
    counts: tuple[CountOf, ...] = for_all(
        "Requirements by value of the scale; of one that has several marks, or shares them with others, the lowest.",
        example=[{"key": "fully", "label": "Fully met", "counts_as": "met", "number": "21"}],
    )
    marks: tuple[CountOf, ...] = for_all(
        "Marks by value, each once, where the record marks several requirements together.",
        example=[{"key": "green", "label": "Green", "counts_as": "met", "number": "46"}],
        default=(),
    )
    unanswered: Count = for_all("Requirements that nobody judged.", example="0")
    not_applicable: Count = for_all("Requirements that do not apply.", example="1")
    outside: Count | None = for_all(
        "Requirements that this kind of visit does not look at, where there are any: they are in no other number.",
        example="23",
        default=None,
    )
    actions: Actions = for_all("Actions of this visit's plan.", example={"done": "1", "open": "0", "overdue": "0"})


class DayPriceNow(Record):
    """What one day of attendance costs a school, so that prices on different bases can be compared."""

    amount: Amount = for_all("The amount in pounds.", example="78")
    estimated: YesNo = for_all("Whether it is worked out from a price by the hour, half day or session.", example="yes")
    basis: Text | None = for_all(
        "What an estimate is worked out from, and the note of the price it is based on.",
        example="£78 for a session of four hours, one a day",
        default=None,
    )


class VisitData(Visit):
    """A visit as its record has it, with what it found counted."""

    id: Line = for_all("The visit's id: its file's name in the records.", example="2026-03-12-coastshire")
    url: Web = for_all("Its page.", example="https://ap.coastshire.example/providers/a/visits/2026-03-12-coastshire/")
    version: Line = for_all("The version of the framework that it was made under.", example="2024-05")
    found: Found = for_all(
        "What it found.",
        example={"title": "Coastshire", "kind": "Visit", "result": "All standards met", "counts": [], "unanswered": "0",
                 "not_applicable": "0", "actions": {"done": "1", "open": "0", "overdue": "0"}},
    )  # fmt: skip


class YearData(Year):
    """A judged year as its record has it."""

    id: Line = for_all("The year's id: its file's name in the records.", example="2025-26-coastshire")
    version: Line = for_all("The version of the framework that it is judged by.", example="2024-09")


class ProviderData(Provider):
    """A provider as its record has it, with its visits and where it stands. A field left out says nothing."""

    folder: Line = for_all("The provider's id: its folder in the records, and in its page's address.",
                         example="riverside-learning")  # fmt: skip
    url: Web = for_all("Its page.", example="https://ap.coastshire.example/providers/riverside-learning/")
    description: Text | None = for_all("What it is, in Markdown.", example="A workshop by the river.", default=None)
    standing: StandingNow = for_all(
        "The approval status.", example={"key": "approved", "label": "Approved", "reason": "All met."}
    )
    price_a_day: DayPriceNow | None = for_all(
        "What a day of attendance costs; left out if the prices do not say.",
        example={"amount": "98", "estimated": "no"},
        default=None,
    )
    warnings: tuple[WorseSince, ...] = for_all(
        "What was found since that is worse than what the approval is based on, most serious first.",
        example=[],
        default=(),
    )
    last_visit: LastVisit | None = for_all(
        "The latest visit, with its result.",
        example={"visit": "2026-03-12-coastshire", "visited": "2026-03-12", "framework": "Coastshire framework",
                 "kind": "Visit", "result": "All standards met"},
        default=None,
    )  # fmt: skip
    checking: Line = for_all(CHECKING, example="desk-checked")
    stale: YesNo = for_all("Whether the details have not been confirmed for a long time.", example="no")
    actions: Actions = for_all("Actions of all its visits.", example={"done": "3", "open": "1", "overdue": "0"})
    visits: tuple[VisitData, ...] = for_all("Its visits, oldest first.", example=[], default=())
    years: tuple[YearData, ...] = for_all("Its judged years, oldest first.", example=[], default=())


class Newest(Record):
    """What every row says of the newest visit, of what warns, of checking and of procurement."""

    last_visited: Day | None = for_all("The date of the latest visit.", example="2026-10-06", default=None)
    last_visited_by: Line | None = for_all("Who made that visit.", example="the council", default=None)
    last_framework: Line | None = for_all("The framework of that visit.", example="Coastshire framework", default=None)
    last_result: Line | None = for_all(
        "What it found, in the framework's words.", example="All standards met", default=None
    )
    warning: Text | None = for_all(
        "What was found since, or at another site, that is worse than what the approval is based on.",
        example="The latest published visit, 6 October 2026 under the Coastshire framework, found: Standards not met.",
        default=None,
    )
    ending: Line | None = for_all(
        "That an approval expires soon.", example="Approval expires soon, on 3 December 2026", default=None
    )
    last_site: Line | None = for_all(LAST_SITE, example="Mill Lane", default=None)
    checking: Line = for_all(CHECKING, example="desk-checked")
    procurement: Text | None = for_all(
        "The procurement lists and lots that it is on, each with the day since when, with `; ` between. Being on one "
        "is no approval.",
        example="Coastshire AP purchasing system, Lot 2: vocational, since 1 April 2026",
        default=None,
    )


class ProviderRow(Newest):
    """A provider in brief, with the address of its file."""

    folder: Line = for_all("The provider's id.", example="riverside-learning")
    name: Line = for_all("What the provider is called.", example="Riverside Learning")
    type: Line = for_all("The type of provider.", example="vocational centre")
    status: Line = for_all("The status of its listing: listed, suspended, withdrawn or closed.", example="listed")
    standing: Line = for_all("The approval status.", example="approved")
    label: Line = for_all(
        "The words that pages show for it, with the one site that it is based on.", example="Approved"
    )
    registered: YesNo = for_all("Whether it is a registered school.", example="no")
    checked: Day = for_all("When its details were last confirmed.", example="2026-09-14")
    url: Web = for_all("Its page.", example="https://ap.coastshire.example/providers/riverside-learning/")
    data: Web = for_all("Its file.", example="https://ap.coastshire.example/api/v1/providers/riverside-learning.json")


class StandingRow(Newest):
    """The approval status of one provider: a row of standings.json and of standings.csv."""

    folder: Line = for_all("The provider's id.", example="riverside-learning")
    name: Line = for_all("What the provider is called.", example="Riverside Learning")
    status: Line = for_all("The status of its listing: listed, suspended, withdrawn or closed.", example="listed")
    standing: Line = for_all("The approval status, as in `key` of a provider's `standing`.", example="approved")
    label: Line = for_all("The words that pages show for it.", example="Approved")
    since: Day | None = for_all("The date it starts.", example="2026-03-12", default=None)
    lapses: Day | None = for_all("The last day on which the outcome is valid.", example="2027-03-12", default=None)
    visit: Line | None = for_all("The visit that it is based on.", example="2026-03-12-coastshire", default=None)
    framework: Line | None = for_all("The framework of that visit.", example="Coastshire", default=None)
    version: Line | None = for_all("The version of that framework.", example="2024-05", default=None)
    outcome: Line | None = for_all("The outcome of that visit.", example="All met", default=None)
    site: Line | None = for_all(SITE, example="Mill Lane", default=None)
    other_sites: Text | None = for_all(OTHER_SITES, example="Canal Wharf: no published visit.", default=None)
    checked: Day = for_all("When the provider's details were last confirmed.", example="2026-09-14")
    stale: YesNo = for_all("Whether they have not been confirmed for a long time.", example="no")


class FrameworkRow(Record):
    """One version of a framework, with the address of its file."""

    id: Line = for_all("The framework's id.", example="coastshire")
    version: Line = for_all("The version.", example="2024-05")
    title: Line = for_all("Its title.", example="Quality assurance framework")
    publisher: Line = for_all("Who publishes it.", example="Coastshire Council")
    start: Day = for_all("The first day on which it is in force.", example="2024-05-01", alias="from")
    until: Day | None = for_all("The last day on which it was in force.", example="2026-08-31", default=None)
    requirements: Count = for_all("How many requirements it has.", example="30")
    url: Web = for_all("Its page.", example="https://ap.coastshire.example/frameworks/coastshire/")
    data: Web = for_all("Its file.", example="https://ap.coastshire.example/api/v1/frameworks/coastshire/2024-05.json")


class RequirementRow(Record):
    """One requirement of a framework: a row of frameworks.csv."""

    framework: Line = for_all("The framework's id.", example="coastshire")
    version: Line = for_all("The version.", example="2024-05")
    theme: Line = for_all("The id of its theme.", example="1")
    theme_title: Line = for_all("The title of that theme.", example="Safeguarding")
    requirement: Line = for_all("The requirement's id.", example="1a")
    title: Line | None = for_all("Its title.", example="Safeguarding policy", default=None)
    scale: Line = for_all(
        "The values of its scale, best first, with `; ` between.", example="fully; partially; limited"
    )
