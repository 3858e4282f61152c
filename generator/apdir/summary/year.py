"""A judged year on one day: what its schedule asks, what was done by then, and the judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apdir.days import day_in_words
from apdir.directory import ProviderRecord, VisitRecord, YearRecord
from apdir.model.framework import Framework
from apdir.model.policy import ScheduleItem
from apdir.model.settings import Settings, YearTerm
from apdir.model.visible import private
from apdir.model.year import Year
from apdir.summary.advice import Advice, in_words
from apdir.summary.result import Result, result_of
from apdir.summary.visit import Tally
from apdir.terms import terms_of_year, year_term


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the things that an item of the schedule asks for in the year.

    ``term`` is its number where there are several. ``due`` is None where the source gives no day and this directory
    assumes none. ``on`` is the day on which it was done or came, None while it was not. ``visit`` is the id of the
    visit that did it.
    """

    term: int | None
    due: date | None
    on: date | None
    site: str | None = None
    visit: str | None = None
    note: str | None = None

    @property
    def late(self) -> bool:
        """Whether it came after it was due."""
        return self.on is not None and self.due is not None and self.on > self.due


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One item of the schedule: what it asks for in the year, what of it is due by now, and what was done.

    ``kind`` is the kind of visit that it counts, None for what is handed in. ``asked`` is None where the source gives
    no number. ``overdue`` counts what is due, not done and past its day; for a year whose visits were negotiated with a
    college, visits never are.
    """

    id: str
    title: str
    text: str
    kind: str | None
    by: str
    convention: bool
    asked: int | None
    due: int
    done: int
    overdue: int
    late: int = private(0)
    pieces: tuple[Piece, ...] = private(())


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The judgement of one area, or the overall one."""

    id: str
    title: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One judged year. ``areas`` has the overall judgement last."""

    id: str
    year: str
    framework: str
    framework_title: str
    version: str
    state: str
    start: date
    end: date
    lines: tuple[ScheduleLine, ...]
    areas: tuple[AreaLine, ...]
    judged_on: date | None
    by: str | None
    result: Result

    def total(self, name: str) -> int:
        """One of the numbers of the lines added up, over the items that have a number."""
        return sum(getattr(line, name) for line in self.lines if line.asked is not None)


def summarise_year(record: ProviderRecord, year: YearRecord, settings: Settings, today: date) -> YearSummary:
    """R14: a year's schedule, done against due on a day.

    Amber Valley & Erewash, Policy Aim, procedures and d4: 2 walks of each site, 1 scrutiny, 1 half-day inspection from
    term 3 on, 6 returns, an analysis of progress each term, and the judgement when the year ends. The numbers are the
    framework's; where it gives no day, the last day of the term by which the item falls due is this directory's.
    """
    terms = terms_of_year(settings, year.year.year)
    return YearSummary(
        id=year.id,
        year=year.year.year,
        framework=year.framework.id,
        framework_title=year.framework.short_title,
        version=year.framework.version,
        state=year.year.state,
        start=terms[0].start,
        end=terms[-1].end,
        lines=tuple(
            _line(item, record, year, terms, settings, today)
            for item in year.framework.schedule
            if item.count is not None or _some(item, record, year, settings)
        ),
        areas=tuple(_areas(year.year, year.framework)),
        judged_on=year.year.judged_on,
        by=year.year.by,
        result=result_of(year.framework, Tally((), 0, 0), (), None, year.year.areas, year.year.overall, ()),
    )


def year_advice(year: YearRecord, summary: YearSummary, today: date) -> Iterator[Advice]:
    """R14: what of a running year is overdue, item by item."""
    if year.year.is_final:
        return
    items = {item.id: item for item in year.framework.schedule}
    for line in summary.lines:
        late = [piece for piece in line.pieces if piece.on is None and piece.due is not None and piece.due < today]
        if line.overdue and late:
            item = items[line.id]
            days = ", ".join(dict.fromkeys(day_in_words(piece.due) for piece in late if piece.due))
            yield Advice(
                rule="R14",
                title=f"{summary.year}, {line.title.lower()}: {line.done} of {line.asked} done",
                state="overdue",
                text=f"{item.text} Was due by {days}.{f' {item.note}' if item.note else ''}",
                source=in_words(item.source, year.framework),
                convention=item.convention,
                due=late[0].due,
                about=year.id,
            )


def due_days(item: ScheduleItem, terms: Sequence[YearTerm]) -> list[YearTerm | None]:
    """The term by whose last day each of an item's pieces is due, spread evenly over the terms in which it may come.

    6 in a year are due one a term; 2 in terms 1 and 2 one in each; 1 by the end of the last term. The judgement of the
    year has no day.
    """
    if item.judgement:
        return [None]
    within = [term for term in terms if (item.from_term or 1) <= term.number <= (item.until_term or len(terms))]
    count = item.count or 0
    if item.per in ("term", "half term"):  # a year of six terms is one of half terms
        return [term for term in within for _ in range(count)]
    return [within[-(-(number * len(within)) // count) - 1] for number in range(1, count + 1)]


def _line(
    item: ScheduleItem,
    record: ProviderRecord,
    year: YearRecord,
    terms: Sequence[YearTerm],
    settings: Settings,
    today: date,
) -> ScheduleLine:
    pieces = tuple(_pieces(item, record, year, terms, settings))
    done = sum(piece.on is not None and piece.on <= today for piece in pieces)
    due = sum(piece.due is not None and piece.due <= today for piece in pieces)
    missing = sum(piece.on is None and piece.due is not None and piece.due < today for piece in pieces)
    negotiated = item.kind is not None and year.year.college is not None
    return ScheduleLine(
        id=item.id,
        title=item.name,
        text=item.text,
        kind=item.kind,
        by=item.by,
        convention=item.convention,
        asked=len(pieces) if item.count is not None else None,
        due=due,
        done=done,
        overdue=0 if negotiated else missing,
        late=sum(piece.late for piece in pieces),
        pieces=pieces,
    )


def _pieces(
    item: ScheduleItem,
    record: ProviderRecord,
    year: YearRecord,
    terms: Sequence[YearTerm],
    settings: Settings,
) -> Iterator[Piece]:
    if item.judgement:
        yield Piece(None, None, year.year.judged_on if year.year.is_final else None)
        return
    slots = due_days(item, terms) if item.count is not None else []
    sites: Sequence[str | None] = [site.id for site in record.provider.sites] if item.each_site else []
    for site in sites or [None]:
        yield from _of_site(item, record, year, slots, site if len(sites) > 1 else None, settings)


def _of_site(
    item: ScheduleItem,
    record: ProviderRecord,
    year: YearRecord,
    slots: Sequence[YearTerm | None],
    site: str | None,
    settings: Settings,
) -> Iterator[Piece]:
    """The pieces of an item at one site, what was done for each in the order of days; what has no number as it came."""
    visits = [visit for visit in _visits(item, record, year, settings) if site is None or visit.visit.site == site]
    received = [row for row in year.year.received if row.what == item.id]
    several = len(slots) > 1
    by_term = {row.term: row for row in received if row.term is not None and several}
    loose = iter([row for row in received if row.term is None or not several])
    made = iter(visits)
    for slot in slots:
        number = slot.number if slot is not None and several else None
        end = slot.end if slot is not None else None
        visit = next(made, None)
        row = by_term.get(number) if number is not None else None
        if visit is None and row is None:
            row = next(loose, None)
        if visit is not None:
            yield Piece(number, end, visit.visit.date, site, visit.id)
        elif row is not None:
            yield Piece(number, row.due or end, row.on, site, note=row.note)
        else:
            yield Piece(number, end, None, site)
    if item.count is None:
        for visit in made:
            yield Piece(None, None, visit.visit.date, site, visit.id)
        for row in received:
            yield Piece(row.term, row.due, row.on, site, note=row.note)


def _visits(item: ScheduleItem, record: ProviderRecord, year: YearRecord, settings: Settings) -> list[VisitRecord]:
    """The final visits of the item's kind within the year, the holidays that follow it counted; oldest first."""
    return [
        visit
        for visit in record.visits
        if item.kind is not None
        and visit.framework.id == year.framework.id
        and visit.visit.kind == item.kind
        and visit.visit.is_final
        and (term := year_term(settings, visit.visit.date)) is not None
        and term.year == year.year.year
    ]


def _some(item: ScheduleItem, record: ProviderRecord, year: YearRecord, settings: Settings) -> bool:
    """Whether anything was recorded for an item that has no number."""
    return any(row.what == item.id for row in year.year.received) or bool(_visits(item, record, year, settings))


def _areas(year: Year, framework: Framework) -> Iterator[AreaLine]:
    values = framework.scale_by_id[framework.scale].by_key
    for area in framework.areas:
        if area.id in year.areas:
            key = year.areas[area.id]
            yield AreaLine(area.id, area.title, key, values[key].label)
    if year.overall is not None:
        title = framework.overall.title if framework.overall is not None else "Overall"
        yield AreaLine("overall", title, year.overall, values[year.overall].label)
