"""The links of the site's own pages, followed: each leads to a page or file that is there, and to a place on it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from apdir.output import NewSite

#: Parts of a page that link or fetch.
LINK = re.compile(
    r"<(?:a|area|link|img|image|use|script|form|button|input|iframe|source|video|audio|track|object|embed)\s"
    # Other attributes are passed over whole: what is written in one may look like a link.
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?"
    r"(?<![\w-])(?:href|src|action|formaction|data|poster)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
)
#: The same in pages that somebody wrote by hand: a fifth as fast.
LINK_IN_ANY_CASE = re.compile(LINK.pattern, re.IGNORECASE)
#: An address with a scheme, or of another host: it leads away.
AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
#: Addresses in a feed or the map of the site, beside the links of pages.
IN_XML = re.compile(r"<(?:loc|id|uri|icon|logo)>(https?://[^<]*)<")
#: Ends of files in which links are looked for.
READ = (".html", ".xml", ".svg")


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A link that leads to nothing: the page's address below the site's root, and where the link leads, likewise.

    ``no_place``: the page that it leads to is there, and the place on it is not.
    """

    page: str
    target: str
    no_place: bool = False


def hrefs(text: str, link: re.Pattern[str]) -> set[str]:
    """Every address that a page's HTML leads to, as it is written there."""
    return {one or other or bare for one, other, bare in link.findall(text)}


def target(page: str, href: str, site_url: str) -> str | None:
    """The target of a link, below the site's root and with the place behind `#`; None where it leads out of the site.

    ``page`` is the address of the page that has it, ``site_url`` the site's own, with a slash at its end.
    """
    if "&" in href:
        href = unescape(href)
    href = href.strip()
    if href.startswith(site_url):
        page, href = "", href[len(site_url) :]
    elif AWAY.match(href):
        return None
    elif href.startswith("/"):
        root = "/" + site_url.split("/", 3)[3]
        if not href.startswith(root):
            return None
        page, href = "", href[len(root) :]
    path, _, place = href.partition("#")
    path = unquote(path.partition("?")[0])
    path = _joined(page, path) if path else page
    # An editor's own addresses, and words to look for, are no places on a page.
    return f"{path}#{unquote(place)}" if place and not place.startswith(("/", ":~:")) else path


def _joined(page: str, path: str) -> str:
    """A relative path as seen from a page; what would lead above the site begins with `../`, as nothing does."""
    steps = page.split("/")[:-1]
    *folders, last = path.split("/") if not path.endswith("..") else [*path.split("/"), ""]
    for step in folders:
        if step == ".." and not steps:
            return f"../{path}"
        if step == "..":
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    return "/".join([*steps, "" if last == "." else last])


@lru_cache(maxsize=4_096)  # most links of a page are those of others too, and lead there by way of the root
def _from_root(href: str, site_url: str) -> str | None:
    return target("", href, site_url)


def leads_to(page: str, text: str, site_url: str, link: re.Pattern[str] = LINK) -> set[str]:
    """Every address of the site that a page's HTML leads to; places on the page itself that are there are left out."""
    up = "../" * page.count("/")
    found: set[str] = set()
    own: set[str] = set()
    for href in hrefs(text, link):
        by_root = bool(up) and href.startswith(up) and len(href) > len(up)
        where = _from_root(href[len(up) :], site_url) if by_root else target(page, href, site_url)
        if where is None or where == page:
            continue
        path, _, place = where.partition("#")
        (own if path == page else found).add(place if path == page else where)
    own -= {part.partition('"')[0] for part in text.split(' id="')[1:]} if own else set()
    return found | {f"{page}#{place}" for place in own if not has_place(text, place)}


def has_place(text: str, place: str) -> bool:
    """Whether a page has a place of this name. The top of a page is always there."""
    if place in ("", "top"):
        return True
    return any(f'{name}="{place}"' in text for name in (" id", " name")) or (
        re.search(rf"\s(?:id|name)\s*=\s*['\"]?{re.escape(place)}(?=['\"\s>])", text) is not None
    )


def places(text: str) -> list[str]:
    """The names of the places on a page."""
    return re.findall(r"<[a-zA-Z][^<>]*?\sid\s*=\s*[\"']?([^\"'\s>]+)", text)


def leads_out(pages: Mapping[str, str], site_url: str) -> tuple[str, ...]:
    """Links between some pages, in order. The pages are HTML by their addresses."""
    found = {where for page, text in pages.items() for where in leads_to(page, text, site_url)}
    return tuple(sorted(where for where in found if not _is_among(pages, *where.partition("#")[::2])))


def _is_among(pages: Mapping[str, str], path: str, place: str) -> bool:
    return path in pages and has_place(pages[path], place)


def broken_links(
    site: NewSite, site_url: str, known: Mapping[str, Iterable[str]], alike: Collection[str] = ()
) -> list[Broken]:
    """Every link within a finished site that leads to nothing, from its pages and its feeds.

    ``known`` has what the pages in some folders lead to, each folder by its address: that was gathered when they were
    made, and of those made anew one page of each depth is read here, for what is round them. So it is with the folders
    ``alike``, whose pages are made of parts that are known.
    """
    wanted = {where for found in known.values() for where in found}
    for page, file in _pages(site.out, {*known, *alike}):
        wanted |= _leads_from(page, file, site_url)
    lost = dict(_lost(site, wanted))
    if not lost:
        return []
    guilty = {folder for folder, found in known.items() if not lost.keys().isdisjoint(found)}
    return sorted(
        Broken(page, where, no_place=lost[where])
        for page, file in chain(_pages(site.out, known.keys() - guilty), _kept_in({*guilty, *alike}, site))
        for where in _leads_from(page, file, site_url) & lost.keys()
    )


def _leads_from(page: str, file: Path, site_url: str) -> set[str]:
    text = file.read_text(encoding="utf-8", errors="replace")
    # The lists of providers are long, many, and nobody writes them by hand.
    found = leads_to(page, text, site_url, LINK if page.startswith("providers/") else LINK_IN_ANY_CASE)
    if file.suffix == ".xml":
        found |= {where for href in IN_XML.findall(text) if (where := target("", href, site_url)) is not None}
    return found


def _pages(site: Path, known: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Every page and feed with its address, in order; of the folders that are known the first page of each depth."""
    seen: set[int] = set()
    for top, folders, names in os.walk(site):
        folders.sort()
        below = os.path.relpath(top, site).replace(os.sep, "/") + "/" if top != os.fspath(site) else ""
        inside = "/".join(below.split("/")[:2]) + "/" in known
        for name in sorted(names):
            if not name.endswith(READ) or (inside and below.count("/") in seen):
                continue
            if inside:
                seen.add(below.count("/"))
            yield below + (name if name != "index.html" else ""), Path(top, name)


def _kept_in(folders: Collection[str], site: NewSite) -> Iterator[tuple[str, Path]]:
    """Every page in some folders that stays from the earlier site, with its address."""
    for name in site.kept:
        if name.endswith("/index.html") and "/".join(name.split("/")[:2]) + "/" in folders:
            yield name.removesuffix("index.html"), site.file(name)


def _lost(site: NewSite, wanted: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Of some addresses those at which nothing is, each with whether the page is there and the place on it is not."""
    text: tuple[str, str] = "", ""
    for where in sorted(wanted):
        path, _, place = where.partition("#")
        name = f"{path}index.html" if path.endswith("/") or not path else path
        if path.startswith("../") or (name not in site.kept and not (site.out / name).is_file()):
            yield where, False
        elif place:
            if path != text[0] or not text[1]:
                text = path, site.file(name).read_text(encoding="utf-8", errors="replace")
            if not has_place(text[1], place):
                yield where, True
