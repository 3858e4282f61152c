"""The page that lays the frameworks side by side, and what a provider's page says of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apdir.directory import ProviderRecord
from apdir.model.crosswalk import Ask, Crosswalk, SharedTheme
from apdir.pages import links, sites, views
from apdir.pages.page import Page, Site
from apdir.summary import ProviderSummary
from apdir.summary.coverage import Look, ThemeCoverage, coverage


@dataclass(frozen=True, slots=True)
class Cell:
    """One framework's requirements for one ask, with their addresses; none is a gap."""

    framework: str
    requirements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AskRow:
    """One ask across all frameworks."""

    ask: Ask
    cells: tuple[Cell, ...]
    asked_by: int


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """One shared theme with its asks, and how many requirements each framework has under it."""

    theme: SharedTheme
    rows: tuple[AskRow, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LookLine:
    """The last look at one ask, in words: `part of Herefordshire framework 3.7, which is met`.

    ``at`` has the addresses of what was found, each with the sites that it is of; without names where there is one.
    """

    at: tuple[tuple[str, str], ...]
    part: bool
    verb: str
    counts_as: str
    inferred: bool
    day: str
    ago: str
    framework: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many asks of a theme are in what is met, partly met and not met at some sites, and those not looked at."""

    place: str
    met: int
    partly: int
    not_met: int
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One shared theme of one provider: a count for all of its sites that were found alike, the worst first."""

    title: str
    counts: tuple[CountLine, ...]
    asks: tuple[tuple[str, tuple[LookLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every shared theme of one provider, and the names of the sites of which there is no finding at all."""

    lines: tuple[CoverageLine, ...]
    unseen: str


def crosswalk_page(site: Site) -> Page | None:
    """The frameworks side by side; None where the directory has no map of them."""
    crosswalk = site.library.compared
    if crosswalk is None:
        return None
    names = tuple(name for name in site.library.frameworks if name in crosswalk.frameworks)
    titles = tuple(site.library.current(name, site.today).short_title for name in names)
    every = (_table(theme, crosswalk, names) for theme in crosswalk.themes)
    tables = tuple(table for table in every if any(table.numbers))
    alone = [
        (titles[names.index(row.cells[place].framework)], row)
        for table in tables
        for row in table.rows
        if row.asked_by == 1
        for place in range(len(names))
        if row.cells[place].requirements
    ]
    content = site.render(
        "crosswalk.html",
        links.CROSSWALK,
        names=names,
        titles=titles,
        tables=tables,
        alone=alone,
        asks=sum(len(table.rows) for table in tables),
        mapped=sum(len(rows) for rows in crosswalk.frameworks.values()),
        edit=links.edit_link(site, "frameworks/crosswalk.yml"),
        mistake=links.mistake_link(site, "the frameworks side by side"),
    )
    return Page(
        path=links.CROSSWALK,
        title="Frameworks side by side",
        description="What each framework asks for under six shared themes, where they ask the same, and the gaps.",
        content=content,
        searched=True,
        crumbs=(("Frameworks", links.FRAMEWORKS),),
        source="frameworks/crosswalk.yml",
    )


def _table(theme: SharedTheme, crosswalk: Crosswalk, names: tuple[str, ...]) -> ThemeTable:
    rows = []
    for ask in crosswalk.asks:
        if ask.theme != theme.id:
            continue
        cells = tuple(
            Cell(
                name,
                tuple(
                    (key, f"{links.framework_path(name)}#{key}")
                    for framework, key in crosswalk.asked_by[ask.id]
                    if framework == name
                ),
            )
            for name in names
        )
        asked_by = sum(bool(cell.requirements) for cell in cells)
        if asked_by:
            rows.append(AskRow(ask, cells, asked_by))
    numbers = tuple(sum(row.theme == theme.id for row in crosswalk.frameworks.get(name, {}).values()) for name in names)
    return ThemeTable(theme, tuple(rows), numbers)


def siblings(framework: str, key: str, site: Site) -> tuple[tuple[str, str], ...]:
    """Requirements of other frameworks that ask for the same: what to call each, and its address."""
    crosswalk = site.library.compared
    if crosswalk is None:
        return ()
    return tuple(
        (f"{site.library.current(name, site.today).short_title} {other}", f"{links.framework_path(name)}#{other}")
        for name, other in crosswalk.siblings(framework, key)
        if name in site.library.frameworks
    )


def coverage_of(record: ProviderRecord, summary: ProviderSummary, site: Site) -> Coverage | None:
    """Findings under any framework for each shared theme; None without a map or a judged visit."""
    crosswalk = site.library.compared
    if crosswalk is None:
        return None
    names = sites.names(record.provider)
    found = coverage(summary.visits, crosswalk, tuple(names))
    if not any(theme.looks for theme in found):
        return None
    unseen = [place for place in names if not any(theme.at(place) for theme in found)]
    return Coverage(
        tuple(
            CoverageLine(theme.theme.title, _counts(theme, names, unseen), _asks(record.slug, theme, names, site))
            for theme in found
        ),
        views.words([names[place] for place in unseen]),
    )


def _counts(theme: ThemeCoverage, names: dict[str, str], unseen: Sequence[str]) -> tuple[CountLine, ...]:
    """The numbers of each site, once for those that were found alike; the most that is not met first."""
    alike: dict[tuple[Look, ...], list[str]] = {}
    for place in names or ("",):
        if place not in unseen:
            alike.setdefault(theme.at(place), []).append(place)
    numbers = [(Counter(look.counts_as for look in looks), places) for looks, places in alike.items()]
    numbers.sort(key=lambda row: (-row[0]["not met"], -row[0]["partly"]))
    return tuple(
        CountLine(
            place=_place(places, names),
            met=number["met"],
            partly=number["partly"],
            not_met=number["not met"],
            open=tuple(ask.title for ask in theme.not_looked_at(places[0])),
        )
        for number, places in numbers
    )


def _asks(
    slug: str, theme: ThemeCoverage, names: dict[str, str], site: Site
) -> tuple[tuple[str, tuple[LookLine, ...]], ...]:
    """Each ask with its last looks: one line for visits of different sites that found the same on the same day."""
    by_ask: dict[str, dict[Look, list[Look]]] = {}
    for look in theme.looks:
        by_ask.setdefault(look.ask.title, {}).setdefault(replace(look, sites=(), visit=""), []).append(look)
    return tuple(
        (title, tuple(_look_line(slug, looks, names, site) for looks in alike.values()))
        for title, alike in by_ask.items()
    )


def _look_line(slug: str, looks: Sequence[Look], names: dict[str, str], site: Site) -> LookLine:
    look, order = looks[0], list(names) or [""]
    return LookLine(
        at=tuple(
            (_place(it.sites, names), f"{links.visit_path(slug, it.visit)}#{it.requirements[0]}")
            for it in sorted(looks, key=lambda it: order.index(it.sites[0]))
        ),
        part=look.part,
        verb="is" if len(look.requirements) == 1 else "are",
        counts_as="partly met" if look.counts_as == "partly" else look.counts_as,
        inferred=look.inferred,
        day=views.day(look.day),
        ago=views.ago(look.day, site.today),
        framework=f"{look.framework_title} {views.words(look.requirements)}",
    )


def _place(places: Sequence[str], names: dict[str, str]) -> str:
    """Some of a provider's sites by name, `all sites`, or nothing where it has one."""
    if not names:
        return ""
    return "all sites" if len(places) == len(names) else views.words([names[place] for place in places])
