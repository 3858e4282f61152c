"""Advice on pages: reassessments, judged years, and for officers all that is to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from apdir.directory import ProviderRecord
from apdir.model.framework import Framework
from apdir.pages import views
from apdir.summary import ProviderSummary, VisitSummary
from apdir.summary.advice import LABELS, STATES, Advice
from apdir.summary.framework import policy_review
from apdir.summary.year import Piece, ScheduleLine, YearSummary


@dataclass(frozen=True, slots=True)
class Line:
    """One advice. ``how`` is its state in words, ``visit`` the visit it is about where that has a page."""

    rule: str
    state: str
    how: str
    title: str
    text: str
    source: str
    convention: bool
    visit: str | None
    day: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one state."""

    state: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One item of a year's schedule: `6 of 6`, what is missing, and for officers what was late and each day."""

    title: str
    done: str
    state: str
    late: bool
    by: str
    convention: bool
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """One judged year."""

    id: str
    title: str
    framework: str
    framework_title: str
    judged: str
    running: bool
    areas: tuple[tuple[str, str], ...]
    rows: tuple[YearRow, ...]


def reassessment_lines(record: ProviderRecord, summary: ProviderSummary, visit: str | None = None) -> tuple[Line, ...]:
    """Reassessments that judgements ask for: all of a provider's, or those after one visit."""
    return _lines((said for said in summary.reassessments if visit in (None, said.about)), record)


def review_lines(framework: Framework, today: date) -> tuple[Line, ...]:
    """That a framework's source is past its own review, where it is."""
    said = policy_review(framework, today)
    return _lines([said] if said is not None else [], None)


def advice_groups(record: ProviderRecord, summary: ProviderSummary) -> tuple[Group, ...]:
    """For officers: what rules say of the provider, its years, disputed visits, and the newest under each framework."""
    newest: dict[str, VisitSummary] = {}
    for visit in summary.visits:
        if visit.state == "final":
            newest.setdefault(visit.framework, visit)
    told = [*newest.values(), *(visit for visit in summary.visits if visit.state == "disputed")]
    found = [*summary.advice, *(said for visit in told for said in visit.advice if said.open)]
    return _groups(found, record)


def visit_groups(record: ProviderRecord, summary: VisitSummary) -> tuple[Group, ...]:
    """For officers: what rules say of one visit."""
    return _groups(summary.advice, record)


def year_views(summary: ProviderSummary) -> tuple[YearView, ...]:
    """The judged years, newest first; what an edition does not show of them is not there to be shown."""
    return tuple(_year(year) for year in summary.years)


def _groups(found: Sequence[Advice], record: ProviderRecord) -> tuple[Group, ...]:
    """Advice by state, the gravest first; without empty states."""
    groups = (
        Group(state, LABELS[state], _lines((said for said in found if said.state == state), record)) for state in STATES
    )
    return tuple(group for group in groups if group.lines)


def _lines(found: Iterable[Advice], record: ProviderRecord | None) -> tuple[Line, ...]:
    days = {visit.id: views.day(visit.visit.date) for visit in record.visits} if record is not None else {}
    return tuple(
        Line(
            rule=said.rule,
            state=said.state,
            how=_how(said),
            title=said.title,
            text=said.text,
            source=said.source or "",
            convention=said.convention,
            visit=said.about if said.about in days else None,
            day=days.get(said.about or "", ""),
        )
        for said in found
    )


def _how(said: Advice) -> str:
    """The state in words, with its day where there is one that matters."""
    if said.due is None or said.state not in ("due", "overdue"):
        return views.small(said.label)
    day = views.day(said.due)
    nothing = ", no result published" if said.rule == "R10" else ""
    return f"overdue, was due by {day}{nothing}" if said.state == "overdue" else f"due by {day}{nothing}"


def _year(year: YearSummary) -> YearView:
    running = year.state != "final"
    judged = f"Judged on {views.day(year.judged_on)}" if year.judged_on is not None else "Not judged yet"
    return YearView(
        id=f"year-{year.id}",
        title=f"{year.framework_title}: the year {year.year}",
        framework=year.framework,
        framework_title=year.framework_title,
        judged=f"{judged}, by the {year.by}" if year.by and year.judged_on else judged,
        running=running,
        areas=tuple((area.title, area.label) for area in year.areas),
        rows=tuple(_row(line, running=running) for line in year.lines),
    )


def _row(line: ScheduleLine, *, running: bool) -> YearRow:
    """One item of a year's schedule. What a judged year lacks of visits may have been made, and not be published."""
    done = f"{line.done} of {line.asked}" if line.asked is not None else str(line.done)
    left = (line.asked or 0) - line.done
    if line.kind is not None and left > 0 and not running:
        state = f"{left} with no published visit"
    elif line.overdue:
        state = f"{line.overdue} overdue"
    elif line.asked is None or left <= 0:
        state = "done"
    else:
        state = f"{left} still to come"
    return YearRow(
        title=line.title,
        done=done,
        state=f"{state}, {line.late} late" if line.late else state,
        late=bool(line.overdue),
        by="the provider" if line.by == "provider" else "those who commission",
        convention=line.convention,
        days=tuple(filter(None, (_day(piece) for piece in line.pieces))),
    )


def _day(piece: Piece) -> str:
    """The day when something came, or its words; else empty."""
    parts = [f"term {piece.term}"] if piece.term is not None else []
    parts += [piece.site] if piece.site else []
    name = ", ".join(parts)
    if piece.on is None and piece.due is None:
        return ""
    if piece.on is None:
        said = f"due {views.day(piece.due)}" if piece.due is not None else ""
    else:
        said = views.day(piece.on)
        if piece.late and piece.due is not None:
            said += f" (late: due {views.day(piece.due)})"
    return f"{views.capital(name)}: {said}" if name else views.capital(said)
