"""Findings under every framework for each thing that frameworks ask for, gathered by shared theme.

The map between frameworks and what a value counts as are this directory's rule; no source states either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from apdir.model.crosswalk import Ask, Crosswalk, SharedTheme
from apdir.summary.visit import Judged, VisitSummary

#: The gravest first: where one visit judged several requirements that ask the same, the gravest is told.
GRAVITY = ("not met", "partly", "met")


@dataclass(frozen=True, slots=True)
class Look:
    """The last time somebody looked at one ask: what the requirements that ask it counted as, and by which visit.

    ``sites`` are those of which it is the last look. ``part``: these ask for more than that, and nobody judged it by
    itself. ``inferred``: they share marks with others.
    """

    ask: Ask
    sites: tuple[str, ...]
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
    """One shared theme: its ``asks`` that a visit can look at, and each site's last look at each, the gravest first."""

    theme: SharedTheme
    asks: tuple[Ask, ...]
    looks: tuple[Look, ...]

    def at(self, site: str) -> tuple[Look, ...]:
        """The last looks at one site."""
        return tuple(look for look in self.looks if site in look.sites)

    def not_looked_at(self, site: str) -> tuple[Ask, ...]:
        """The asks that no visit looked at there."""
        there = {look.ask for look in self.at(site)}
        return tuple(ask for ask in self.asks if ask not in there)


def coverage(visits: Sequence[VisitSummary], crosswalk: Crosswalk, sites: Sequence[str]) -> tuple[ThemeCoverage, ...]:
    """Every shared theme with the latest look at each of its asks, site by site; ``visits`` has the newest first.

    A visit of no one site is of all ``sites``. A provider with fewer than two has one place, whatever its name.
    """
    several = sites if len(sites) > 1 else ("",)
    looks: dict[str, list[Look]] = {}
    for visit in visits:
        if visit.state != "final":
            continue
        of = tuple(site for site in several if visit.site == site) or tuple(several)
        for found in _looks(visit, crosswalk, of):
            before = looks.setdefault(found.ask.id, [])
            seen = {site for look in before for site in look.sites}
            if left := tuple(site for site in found.sites if site not in seen):
                before.append(replace(found, sites=left))
    judged = judged_asks(crosswalk)
    for found_of in looks.values():
        found_of.sort(key=lambda look: GRAVITY.index(look.counts_as))
    return tuple(
        ThemeCoverage(
            theme,
            tuple(ask for ask in asks if ask.id in looks or ask.id in judged),
            tuple(look for ask in asks for look in looks.get(ask.id, ())),
        )
        for theme in crosswalk.themes
        for asks in [[ask for ask in crosswalk.asks if ask.theme == theme.id]]
    )


def _looks(visit: VisitSummary, crosswalk: Crosswalk, sites: tuple[str, ...]) -> Iterator[Look]:
    """Findings of one visit for each ask that it looked at."""
    here: dict[str, list[tuple[str, Judged]]] = {}
    rows = crosswalk.frameworks.get(visit.framework, {})
    for line in visit.judged:
        if line.value is not None and line.id in rows:
            for ask in rows[line.id].asks:
                here.setdefault(ask, []).append((line.value.counts_as, line))
    for ask, found in here.items():
        gravest = min((counts_as for counts_as, _ in found), key=GRAVITY.index)
        lines = [line for counts_as, line in found if counts_as == gravest]
        yield Look(
            ask=crosswalk.ask[ask],
            sites=sites,
            counts_as=gravest,
            part=any(len(rows[line.id].asks) > 1 for line in lines),
            inferred=any(line.inferred for line in lines),
            visit=visit.id,
            day=visit.date,
            framework=visit.framework,
            framework_title=visit.framework_title,
            requirements=tuple(line.id for line in lines),
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
