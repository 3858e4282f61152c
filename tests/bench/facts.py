"""The facts that pages show of providers and visits, worked out from the records for the Markdown of the plain way."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from tests.bench.framework import Framework

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Plan:
    """Actions of an improvement plan; open does not count the overdue."""

    done: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """One visit: its record, and what follows from it. `counts` has a row a theme and one for all."""

    name: str
    day: str
    record: dict[str, Any]
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    met: int
    before: dict[str, str]
    better: int
    worse: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """One provider: its record and description, its visits oldest first, its standing and why."""

    slug: str
    record: dict[str, Any]
    description: str
    visits: tuple[VisitFacts, ...]
    standing: str
    reason: str

    @property
    def latest(self) -> VisitFacts:
        """The newest visit."""
        return self.visits[-1]

    @property
    def plan(self) -> Plan:
        """The actions of all plans together."""
        plans = [visit.plan for visit in self.visits]
        return Plan(sum(p.done for p in plans), sum(p.open for p in plans), sum(p.overdue for p in plans))


def words(day: date) -> str:
    """3 March 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def read_providers(root: Path, number: int, framework: Framework, today: date) -> Iterator[ProviderFacts]:
    """Yield the facts of the first `number` providers by name of folder."""
    for folder in islice(sorted((root / "providers").iterdir()), number):
        _, record, description = (folder / "provider.md").read_text(encoding="utf-8").split("---\n", 2)
        visits: list[VisitFacts] = []
        for file in sorted((folder / "visits").iterdir()):
            visits.append(_visit(file, visits[-1] if visits else None, framework, today))
        standing, reason = _standing(visits[-1], framework, today)
        provider = yaml.load(record, LOADER)
        yield ProviderFacts(folder.name, provider, description, tuple(visits), standing, reason)


def _visit(file: Path, earlier: VisitFacts | None, framework: Framework, today: date) -> VisitFacts:
    record = yaml.load(file.read_text(encoding="utf-8"), LOADER)
    judgements = record["judgements"]
    before = earlier.record["judgements"] if earlier else {}
    rank = framework.rank
    moves = [rank[before[key]] - rank[value] for key, value in judgements.items() if key in before]
    rows = [(theme.title, [judgements.get(item.id) for item in theme.requirements]) for theme in framework.themes]
    rows.append(("All", [value for _, values in rows for value in values]))
    done = sum("done" in action for action in record["improvement_plan"])
    overdue = sum("done" not in action and action["by"] < today for action in record["improvement_plan"])
    return VisitFacts(
        name=file.stem,
        day=words(record["date"]),
        record=record,
        counts=tuple((title, _count(values, framework)) for title, values in rows),
        met=sum(value == "fully" for value in judgements.values()),
        before=before,
        better=sum(move > 0 for move in moves),
        worse=sum(move < 0 for move in moves),
        plan=Plan(done, len(record["improvement_plan"]) - done - overdue, overdue),
    )


def _count(values: list[str | None], framework: Framework) -> tuple[int, ...]:
    """How often each value of the scale was given, in its order; unanswered last."""
    numbers = Counter(values)
    return (*(numbers[key] for key in framework.labels), numbers[None])


def _standing(last: VisitFacts, framework: Framework, today: date) -> tuple[str, str]:
    """The standing and its reason, for a provider that is listed."""
    day: date = last.record["date"]
    outcome = framework.outcomes[last.record["outcome"]]
    until = min(last.record["next_visit"] + timedelta(days=28), day.replace(year=day.year + 1))
    if until < today:
        found = f"{outcome.label}: outcome of the visit of {last.day}."
        return "Lapsed", f"{found} Valid until {words(until)}; no later result is published."
    return outcome.standing, f"{outcome.label}: outcome of the visit of {last.day}. Valid until {words(until)}."
