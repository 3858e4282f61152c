"""Findings under every framework for each thing that frameworks ask for, gathered by shared theme.

The map between frameworks and what a value counts as are this directory's convention; no source states either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apdir.model.crosswalk import Ask, Crosswalk, SharedTheme
from apdir.summary.visit import Judged, VisitSummary

#: The gravest first: where one visit judged several requirements that ask the same, the gravest is told.
GRAVITY = ("not met", "partly", "met")


@dataclass(frozen=True, slots=True)
class Look:
    """The last time somebody looked at one ask: what the requirements that ask it counted as, and by which visit.

    ``part``: these ask for more than that, and nobody judged it by itself. ``inferred``: they share marks with others.
    """

    ask: Ask
    counts_as: str
    part: bool
    inferred: bool
    visit: str
    day: date
    framework: str
    framework_title: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """One shared theme: the asks that somebody looked at, latest look each, and those that nobody did."""

    theme: SharedTheme
    looks: tuple[Look, ...]
    not_looked_at: tuple[Ask, ...]

    def number(self, counts_as: str) -> int:
        """How many asks were in what counted as `met`, `partly` or `not met` at the last look."""
        return sum(look.counts_as == counts_as for look in self.looks)


def coverage(visits: Sequence[VisitSummary], crosswalk: Crosswalk) -> tuple[ThemeCoverage, ...]:
    """Every shared theme with the latest look at each of its asks; ``visits`` has the newest first."""
    looks: dict[str, Look] = {}
    for visit in visits:
        if visit.state != "final":
            continue
        here: dict[str, list[tuple[str, Judged]]] = {}
        rows = crosswalk.frameworks.get(visit.framework, {})
        for line in visit.judged:
            if line.value is not None and line.id in rows:
                for ask in rows[line.id].asks:
                    here.setdefault(ask, []).append((line.value.counts_as, line))
        for ask, found in here.items():
            if ask not in looks:
                gravest = min((counts_as for counts_as, _ in found), key=GRAVITY.index)
                lines = [line for counts_as, line in found if counts_as == gravest]
                looks[ask] = Look(
                    ask=crosswalk.ask[ask],
                    counts_as=gravest,
                    part=any(len(rows[line.id].asks) > 1 for line in lines),
                    inferred=any(line.inferred for line in lines),
                    visit=visit.id,
                    day=visit.date,
                    framework=visit.framework,
                    framework_title=visit.framework_title,
                    requirements=tuple(line.id for line in lines),
                )
    judged = judged_asks(crosswalk)
    return tuple(
        ThemeCoverage(
            theme,
            tuple(looks[ask.id] for ask in crosswalk.asks if ask.theme == theme.id and ask.id in looks),
            tuple(ask for ask in crosswalk.asks if ask.theme == theme.id and ask.id not in looks and ask.id in judged),
        )
        for theme in crosswalk.themes
    )


def judged_asks(crosswalk: Crosswalk) -> frozenset[str]:
    """The asks that a judged requirement of some framework asks: points that nobody judges cannot be looked at."""
    return frozenset(
        ask
        for rows in crosswalk.frameworks.values()
        for key, row in rows.items()
        for ask in row.asks
        if key[:1].isdigit()
    )
