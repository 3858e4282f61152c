"""Links of a finished site that lead to nothing, as problems of the files in which they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from apdir.handwritten import no_page, no_place, written_links
from apdir.linked import Broken, broken_links, places
from apdir.output import NewSite
from apdir.pages import links
from apdir.problems import Problem
from apdir.source import RecordFile

VISIT = re.compile(rf"({links.PROVIDERS}[^/]+)/visits/([^/]+)/\Z")
PROVIDER = re.compile(rf"({links.PROVIDERS}[^/]+)/\Z")


def link_problems(
    site: NewSite, root: Path, site_url: str, known: Mapping[str, Iterable[str]], sources: Mapping[str, RecordFile]
) -> list[Problem]:
    """Every broken link of a site, at each place where it is written.

    ``known`` is that of `broken_links`; ``sources`` are the files in `content/` by the addresses of their pages.
    """
    broken = broken_links(site, site_url, known, [f"{links.PROVIDERS}{folder}/" for folder in links.LIST_FOLDERS])
    if not broken:
        return []
    pages = site.pages()
    problems: list[Problem] = []
    made: dict[str, list[Broken]] = {}
    for one in broken:
        written = list(_written(one, root, site_url, sources))
        problems += [_told(one, where, site, pages, _file(one.page, root, sources)) for where in written]
        if not written:  # the link is a template's
            made.setdefault(one.target, []).append(one)
    for first, *others in made.values():
        where = 0, 0, first.target
        problems.append(_told(first, where, site, pages, _file(first.page, root, sources), more=len(others)))
    return problems


def _file(page: str, root: Path, sources: Mapping[str, RecordFile]) -> str:
    """The file that a page is made from, or where there is none the page itself."""
    return (sources[page].name if page in sources else None) or _record(page, root) or page or "index.html"


def _written(
    broken: Broken, root: Path, site_url: str, sources: Mapping[str, RecordFile]
) -> Iterator[tuple[int, int, str]]:
    """The place in its page's text of a broken link, and its words."""
    if source := sources.get(broken.page):
        text = source.path.read_text(encoding="utf-8-sig")
        for link in written_links(source.name.removeprefix("content/"), text, site_url):
            if broken.target in link.targets:
                yield link.line, link.column, link.href
        return
    file = _record(broken.page, root)
    if file is None:
        return
    text = (root / file).read_text(encoding="utf-8-sig")
    whole = site_url + broken.target  # a description has no other way to lead to a page of the site
    for number, line in enumerate(text.split("\n"), 1):
        if whole in line:
            yield number, line.index(whole) + 1, whole


def _told(
    broken: Broken, where: tuple[int, int, str], site: NewSite, pages: set[str], file: str, *, more: int = 0
) -> Problem:
    path, _, place = broken.target.partition("#")
    if broken.no_place:
        there = site.file(f"{path}index.html" if path.endswith("/") or not path else path)
        told = no_place(file, *where, path, places(there.read_text(encoding="utf-8")), place)
    else:
        told = no_page(file, *where, path, pages)
    others = f" and {more} more" if more else ""
    message = f"On the page `/{broken.page}`{others} {told.message[0].lower()}{told.message[1:]}"
    return Problem(file, told.line, told.column, "", message, told.hint, told.kind)


def _record(page: str, root: Path) -> str | None:
    """The record that a page is made from, None where there is none."""
    visit, provider = VISIT.match(page), PROVIDER.match(page)
    guesses = [
        f"{visit[1]}/visits/{visit[2]}.yml" if visit else "",
        f"{provider[1]}/provider.md" if provider else "",
        f"content/{page.rstrip('/')}.yml" if page.startswith(links.FORMS) else "",
    ]
    return next((name for name in guesses if name and (root / name).is_file()), None)
