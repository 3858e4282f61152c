"""The tables of the report to the board: each counts the facts of all providers over a period, or on today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apdir.model.crosswalk import Crosswalk
from apdir.pages import views
from apdir.pages.card import Card
from apdir.summary.periods import Period
from apdir.summary.reported import Agreed, Reported, ReportedVisit
from apdir.summary.statuses import APPROVED, NO_REFERRALS, STATUSES

#: A provider in brief with its facts for the report.
Row = tuple[Card, Reported]
#: What no record says of an earlier day.
UNKNOWN = "not known"
#: The approval statuses as the columns of tables by type, area and need: a heading, the statuses, the tone.
GROUPS = (
    ("Approved", ("approved",), "good"),
    ("With improvements", ("with improvements",), "caution"),
    ("Expired", ("lapsed",), "ended"),
    ("No decision", ("visited", "never visited"), "neutral"),
    ("Not open", ("not met", "suspended"), "stop"),
)
#: Those that visits alone give, so that they can be worked out for an earlier day.
BY_VISITS = ("approved", "with improvements", "not met", "visited", "lapsed")
#: Days: of actions overdue, of details confirmed; a number of free places older than the last is not counted.
LATE = (30, 90)
CONFIRMED = (90, 180, 365)
FRESH = 90
#: What judgements count as beside other frameworks.
COUNTS_AS = ("met", "partly", "not met")
#: Days that the report looks ahead.
AHEAD = 90


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a drawn bar, in hundredths of its width."""

    x: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its numbers, and how many of them, from ``first`` on, the bar draws."""

    label: str
    values: tuple[int | str, ...]
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the report: the headings of its numbers, its rows, and what to know of them."""

    key: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    drawn: tuple[tuple[str, str], ...] = ()


def visits(rows: Sequence[Row], period: Period) -> Table:
    """Visits made, and those that were due in the period."""
    numbers = list(zip(*(_visits(rows, one) for one in (period, period.before)), strict=True))
    labels = ("Visits made", "Visits that decide approval", "Providers visited", "Due in this period",
              "Due and made in time", "Due and made later", "Due and not made")  # fmt: skip
    return Table(
        "visits",
        "Visits",
        ("This period", "Year before"),
        tuple(Line(label, both) for label, both in zip(labels, numbers, strict=True)),
        ("Final visits, under any framework and by anyone.",
         "Due: an earlier visit gave the date. Made: another visit under the same framework followed, by the last "
         "day of the period."),
    )  # fmt: skip


def _visits(rows: Sequence[Row], period: Period) -> tuple[int, ...]:
    made = [(card.slug, visit) for card, facts in rows for visit in facts.visits if period.has(visit.day)]
    due = list(_due(rows, period))
    end = period.end.isoformat()
    in_time = sum(visit.followed is not None and visit.followed <= visit.due for visit in due if visit.due)
    followed = sum(visit.followed is not None and visit.followed <= end for visit in due)
    return (
        len(made),
        sum(visit.decides for _, visit in made),
        len({slug for slug, _ in made}),
        len(due),
        in_time,
        followed - in_time,
        len(due) - followed,
    )


def _due(rows: Sequence[Row], period: Period) -> Iterator[ReportedVisit]:
    """The visits that named a day of the period for the next, of providers that had not ended by then."""
    for _, facts in rows:
        for visit in facts.visits:
            if visit.due and period.has(visit.due) and (facts.ended is None or facts.ended > visit.due):
                yield visit


def approvals(rows: Sequence[Row], period: Period, today: date) -> Table:
    """How many providers have each approval status at the end of a period, and had at the end of the one before."""
    now, then = (_standings(rows, day, today) for day in (period.end, period.before.end))
    return Table(
        "approvals",
        "Approval status",
        (_on(period.end), _on(period.before.end)),
        tuple(
            Line(
                status.label,
                (now.get(key, UNKNOWN), then.get(key, UNKNOWN)),
                _bars([(now.get(key, 0), status.tone)], max(now.values())),
            )
            for key, status in STATUSES.items()
        ),
        ("For an earlier day, we apply today’s rules to the visits now on file. Records do not say who was suspended, "
         "withdrawn or not yet listed then.",),
    )  # fmt: skip


def _standings(rows: Sequence[Row], day: date, today: date) -> dict[str, int]:
    """Providers by approval status on a day; on an earlier one only by those that visits give."""
    if day == today:
        numbers = Counter(card.standing for card, _ in rows)
        return {key: numbers[key] for key in STATUSES}
    numbers = Counter(dict(facts.standings)[day.isoformat()] for _, facts in rows)
    return {key: numbers[key] for key in BY_VISITS}


def themes(rows: Sequence[Row], period: Period, crosswalk: Crosswalk | None) -> Table:
    """Judgements of the period's visits by shared theme, whatever the framework."""
    now, then = (_found(rows, one) for one in (period, period.before))
    lines = []
    for theme in crosswalk.themes if crosswalk is not None else ():
        met, partly, not_met = (now[theme.id, key] for key in COUNTS_AS)
        earlier = [then[theme.id, key] for key in COUNTS_AS]
        bars = _bars([(met, "good"), (partly, "caution"), (not_met, "stop")], met + partly + not_met)
        share = _share(met, met + partly + not_met), _share(earlier[0], sum(earlier))
        lines.append(Line(theme.title, (met, partly, not_met, *share), bars))
    return Table(
        "themes",
        "Findings by shared theme",
        ("Met", "Partly", "Not met", "Met", "Year before"),
        tuple(lines),
        ("Judgements at final visits in this period. The shared themes, and what each judgement counts as, are this "
         "directory’s rule.",),
        (("good", "Met"), ("caution", "Partly met"), ("stop", "Not met")),
    )  # fmt: skip


def _found(rows: Sequence[Row], period: Period) -> Counter[tuple[str, str]]:
    numbers: Counter[tuple[str, str]] = Counter()
    for _, facts in rows:
        for found in facts.found:
            if period.has(found.day):
                numbers[found.theme, found.counts_as] += found.number
    return numbers


def _share(part: int, whole: int) -> str:
    """A share in whole hundredths, `82% of 120`; a half rounds up."""
    return f"{(200 * part + whole) // (2 * whole)}% of {whole:,}" if whole else "none"


def actions(rows: Sequence[Row], period: Period) -> Table:
    """Actions that were open at the end of the period by how long they were overdue, and those agreed and done."""
    now, then = (_actions(rows, one) for one in (period, period.before))
    most = max(sum(now[2:]), 1)
    first, last = LATE
    ages = f"up to {first} days", f"{first + 1} to {last} days", f"more than {last} days"
    labels = ("Agreed in this period", "Done in this period", "Not due yet", "No date agreed",
              *(f"Overdue {age}" for age in ages))  # fmt: skip
    tones = ("", "", "neutral", "neutral", "caution", "caution", "stop")
    return Table(
        "actions",
        "Actions",
        ("This period", "Year before"),
        tuple(
            Line(label, both, _bars([(both[0], tone)], most) if tone else ())
            for label, both, tone in zip(labels, zip(now, then, strict=True), tones, strict=True)
        ),
        ("Agreed: on the day of the visit. Open actions are those on the last day of the period, without those of "
         "providers that were closed or withdrawn by then. Due dates are those in the plan today.",),
    )  # fmt: skip


def _actions(rows: Sequence[Row], period: Period) -> tuple[int, ...]:
    end = period.end.isoformat()
    every = [action for _, facts in rows for action in facts.actions]
    left = [
        action
        for _, facts in rows
        if facts.ended is None or facts.ended > end
        for action in facts.actions
        if action.agreed <= end and (action.done is None or action.done > end)
    ]
    late = [_late(action, period.end) for action in left]
    overdue = [days for days in late if days is not None and days > 0]
    first, last = LATE
    return (
        sum(period.has(action.agreed) for action in every),
        sum(period.has(action.done) for action in every),
        sum(days is not None and days <= 0 for days in late),
        late.count(None),
        sum(days <= first for days in overdue),
        sum(first < days <= last for days in overdue),
        sum(days > last for days in overdue),
    )


def _late(action: Agreed, day: date) -> int | None:
    return (day - date.fromisoformat(action.by)).days if action.by is not None else None


def ahead(rows: Sequence[Row], today: date) -> Table:
    """Visits and approvals that are due: overdue, and in the days ahead."""
    until = today + timedelta(days=AHEAD)
    left = [visit for visit in _due(rows, Period(date.min, until)) if visit.followed is None]
    late = sum(visit.due is not None and visit.due < today.isoformat() for visit in left)
    end = [card for card, _ in rows if card.until is not None and card.until <= until.isoformat()]
    return Table(
        "ahead",
        f"Due by {views.day(until)}",
        ("Number",),
        (
            Line("Visits overdue", (late,)),
            Line(f"Visits due in the next {AHEAD} days", (len(left) - late,)),
            Line("Visits planned", (sum(facts.planned for _, facts in rows),)),
            Line("Approvals that expire", (len(end),)),
        ),
    )


def confirmed(used: Sequence[Card], today: date, stale: int) -> Table:
    """When the details of providers were last confirmed."""
    ages = [(today - date.fromisoformat(card.checked)).days for card in used]
    a, b, c = CONFIRMED
    rows = ((f"In the last {a} days", -1, a, "good"), (f"{a + 1} to {b} days ago", a, b, "good"),
            (f"{b + 1} to {c} days ago", b, c, "caution"), (f"More than {c} days ago", c, 10**6, "stop"))  # fmt: skip
    numbers = [(label, sum(low < age <= high for age in ages), tone) for label, low, high, tone in rows]
    lines = [Line(label, (number,), _bars([(number, tone)], len(ages))) for label, number, tone in numbers]
    late = sum(age > stale for age in ages)
    return Table(
        "confirmed",
        "Details last confirmed",
        ("Providers",),
        (*lines, Line(f"Out of date (more than {stale} days ago)", (late,))),
        ("A record keeps only the latest date, so there are no figures for a year before.",),
    )


def places(rows: Sequence[Row], today: date) -> Table:
    """Places offered and free places, by whether the provider is approved."""
    since = (today - timedelta(days=FRESH)).isoformat()
    other = [key for key in STATUSES if key not in (*APPROVED, *NO_REFERRALS)]
    kinds = (("Approved", APPROVED), ("Open, not approved", other), ("Not open to referrals", list(NO_REFERRALS)))
    lines = []
    for label, statuses in kinds:
        some = [(card, facts) for card, facts in rows if card.standing in statuses]
        fresh = [card.vacancies for card, _ in some if card.vacancies_as_at and card.vacancies_as_at >= since]
        given = [facts.capacity for _, facts in some if facts.capacity is not None]
        free = sum(number for number in fresh if number is not None)
        lines.append(Line(label, (len(some), sum(given), len(some) - len(given), free, len(some) - len(fresh))))
    return Table(
        "places",
        "Places offered and free",
        ("Providers", "Places", "Places not given", "Free", "Free not known"),
        tuple(lines),
        (f"Free places as providers said in the last {FRESH} days. “Free not known” counts those that have not said.",),
    )


def by_status(
    key: str, title: str, groups: Iterable[tuple[str, Sequence[Card]]], note: str = "", *, keyed: bool = False
) -> Table:
    """Providers of each group by approval status."""
    most, lines = 1, []
    counted = [(label, Counter(card.standing for card in cards)) for label, cards in groups]
    for label, numbers in counted:
        values = [sum(numbers[key] for key in statuses) for _, statuses, _ in GROUPS]
        most = max(most, sum(values))
        lines.append((label, values))
    tones = [tone for _, _, tone in GROUPS]
    return Table(
        key,
        title,
        tuple(head for head, _, _ in GROUPS),
        tuple(
            Line(views.capital(label), tuple(values), _bars(zip(values, tones, strict=True), most))
            for label, values in lines
        ),
        (note,) if note else (),
        tuple((tone, head) for head, _, tone in GROUPS) if keyed else (),
    )


def _bars(parts: Iterable[tuple[int, str]], whole: int) -> tuple[Bar, ...]:
    """The parts of a bar that is as wide as its share of a whole."""
    x, bars = 0.0, []
    for number, tone in parts:
        width = round(100 * number / whole, 2) if whole else 0.0
        if width:
            bars.append(Bar(round(x, 2), width, tone))
        x += width
    return tuple(bars)


def _on(day: date) -> str:
    return views.day(day)
