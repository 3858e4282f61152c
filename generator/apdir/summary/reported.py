"""One provider's facts for the report to the board: visits, findings, actions, and approval on earlier days."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from apdir.directory import ProviderRecord
from apdir.library import Library
from apdir.summary.due import follows
from apdir.summary.provider import ProviderSummary
from apdir.summary.standing import standing

#: Statuses of a provider of which nothing is due any more.
ENDED = ("closed", "withdrawn")


class ReportedVisit(NamedTuple):
    """A final visit; ``due`` is the day that it named for the next, ``followed`` that of the one that followed."""

    day: str
    framework: str
    decides: bool
    due: str | None
    followed: str | None


class Found(NamedTuple):
    """How many judgements of one visit counted as one thing (`met`, `partly`, `not met`) under one shared theme."""

    day: str
    theme: str
    counts_as: str
    number: int


class Agreed(NamedTuple):
    """An action, agreed at the visit of a day."""

    agreed: str
    by: str | None
    done: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report has of one provider beside its card. Days are ISO text.

    ``ended`` is since when it has been closed or withdrawn, ``planned`` the number of visits that are planned.
    ``standings`` are the approval statuses that its visits gave on earlier days; a status of its listing is among them
    only from its own day.
    """

    capacity: int | None
    ended: str | None
    planned: int
    visits: tuple[ReportedVisit, ...]
    found: tuple[Found, ...]
    actions: tuple[Agreed, ...]
    standings: tuple[tuple[str, str], ...]


def reported(record: ProviderRecord, summary: ProviderSummary, library: Library, days: Iterable[date]) -> Reported:
    """The facts of one provider, with its approval status on some days. Only final visits count."""
    provider = record.provider
    final = [visit for visit in record.visits if visit.visit.is_final]
    visits = tuple(
        ReportedVisit(
            it.visit.date.isoformat(),
            it.framework.short_title,
            it.framework.decides(it.visit.kind),
            _iso(it.visit.next_visit),
            _iso(min((other.visit.date for other in final if follows(other, it)), default=None)),
        )
        for it in final
    )
    shared = library.compared.frameworks if library.compared is not None else {}
    found = Counter(
        (visit.date.isoformat(), shared[visit.framework][line.id].theme, line.value.counts_as)
        for visit in summary.visits
        if visit.state == "final" and visit.framework in shared
        for line in visit.judged
        if line.value is not None and line.id in shared[visit.framework]
    )
    return Reported(
        capacity=provider.offer.capacity,
        ended=_iso(provider.latest_status_day) if provider.status in ENDED else None,
        planned=len(record.planned),
        visits=visits,
        found=tuple(Found(*key, number) for key, number in sorted(found.items())),
        actions=tuple(
            Agreed(visit.visit.date.isoformat(), _iso(action.by), _iso(action.done))
            for visit in final
            for action in visit.visit.improvement_plan
        ),
        standings=tuple((day.isoformat(), _standing_on(day, record, summary, library)) for day in sorted(set(days))),
    )


def _standing_on(day: date, record: ProviderRecord, summary: ProviderSummary, library: Library) -> str:
    """The approval status on an earlier day, by the visits that are on file now."""
    provider = record.provider
    if provider.latest_status_day > day:
        provider = provider.model_copy(update={"status": "listed"})
    visits = [visit for visit in summary.visits if visit.date <= day]
    return standing(provider, visits, library.settings, day).key


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def to_json(facts: Reported) -> dict[str, Any]:
    """The facts as plain values."""
    return {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}


def from_json(data: dict[str, Any]) -> Reported:
    """The facts that `to_json` made, after they have been through a file."""
    kinds = {"visits": ReportedVisit, "found": Found, "actions": Agreed}
    lists = {name: tuple(kind(*row) for row in data[name]) for name, kind in kinds.items()}
    return Reported(**(data | lists | {"standings": tuple((day, key) for day, key in data["standings"])}))
