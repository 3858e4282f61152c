"""The page that lays the frameworks side by side, and what a provider's page says of them together."""

from __future__ import annotations

from dataclasses import dataclass

from apdir.model.crosswalk import Ask, Crosswalk, SharedTheme
from apdir.pages import links, views
from apdir.pages.page import Page, Site
from apdir.summary import ProviderSummary
from apdir.summary.coverage import ThemeCoverage, coverage


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
    """The last look at one ask, in words: `part of Herefordshire framework 3.7, which is met`."""

    title: str
    part: bool
    verb: str
    counts_as: str
    inferred: bool
    day: str
    ago: str
    framework: str
    where: str


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One shared theme of one provider."""

    title: str
    met: int
    partly: int
    not_met: int
    open: tuple[str, ...]
    looks: tuple[LookLine, ...]


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


def coverage_lines(slug: str, summary: ProviderSummary, site: Site) -> tuple[CoverageLine, ...]:
    """Findings under any framework for each shared theme; empty without a map or a judged visit."""
    crosswalk = site.library.compared
    if crosswalk is None:
        return ()
    found = coverage(summary.visits, crosswalk)
    return tuple(_coverage_line(slug, theme, site) for theme in found) if any(theme.looks for theme in found) else ()


def _coverage_line(slug: str, theme: ThemeCoverage, site: Site) -> CoverageLine:
    return CoverageLine(
        title=theme.theme.title,
        met=theme.number("met"),
        partly=theme.number("partly"),
        not_met=theme.number("not met"),
        open=tuple(ask.title for ask in theme.not_looked_at),
        looks=tuple(
            LookLine(
                title=look.ask.title,
                part=look.part,
                verb="is" if len(look.requirements) == 1 else "are",
                counts_as="partly met" if look.counts_as == "partly" else look.counts_as,
                inferred=look.inferred,
                day=views.day(look.day),
                ago=views.ago(look.day, site.today),
                framework=f"{look.framework_title} {views.words(look.requirements)}",
                where=f"{links.visit_path(slug, look.visit)}#{look.requirements[0]}",
            )
            for look in theme.looks
        ),
    )
