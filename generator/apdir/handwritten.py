"""The pages in `content/` as they are written: where they link to, and what of them no page would show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from apdir import brand
from apdir.addresses import fixed_paths
from apdir.forms.catalogue import form_ids_of
from apdir.library import Library
from apdir.link_faults import link_fault
from apdir.linked import AWAY, has_place, places, target
from apdir.markdown_faults import words_of
from apdir.pages import links
from apdir.problems import Problem, nearest, shown
from apdir.rules.content import is_the_programs, published_files
from apdir.rules.page import text_of, too_much, unwanted
from apdir.source import FieldPath

#: Extensions of MkDocs' Markdown: its own three, and those that mkdocs.yml names.
EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html")
#: A link in Markdown, by its sorts, and in HTML.
WRITTEN = re.compile(
    r"\]\(\s*<?([^)\s>]+)"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ ]*<?(?P<reference>[^\s>]+)"
    r"|<(?P<whole>https?://[^\s>]+)>"
    r"|<[a-zA-Z][^<>]*?(?<![\w-])(?:href|src|action)\s*=\s*[\"']?(?P<html>[^\"'\s>]+)",
    re.MULTILINE,
)
#: A comment, or what code begins with; nothing in them is a link.
CODE = re.compile(r"(?P<comment><!--(?:(?!<!--).)*?-->)|^(?P<fence>~{3}|`{3,}+)|(?<!`)`++", re.MULTILINE | re.DOTALL)
#: What is not text of the page: its fields, comments, marks for the program, the numbers of lists, where links lead.
UNSHOWN = re.compile(
    r"\A---\n.*?\n---\n|<!--(?:(?!<!--).)*?-->|\{:?[ ]*[#.][^{}\n]*\}|\{:[^{}\n]*\}"
    r"|^[ >]*\d+\.(?=[ ])|(?<=\]\()[^)\s]+",
    re.DOTALL | re.MULTILINE,
)
#: The name of an address on a line of its own, where a link uses it, and there.
USED = re.compile(r"\]\[([^\[\]\n]+)\]")
REFERENCE = re.compile(r"(?<=\])\[[^\[\]\n]+\]|^ {0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)
#: Folders of the site whose pages nobody knows before it is built.
MADE = ("api/", "admin/", "finder/", "places/", "pagefind/")
UNKNOWN = (f"{links.PROVIDERS}page/", links.BROWSE, "assets/", *MADE)
FILES = ("changes/feed.xml", "sitemap.xml", "404.html", "robots.txt")
#: A link with its words and where it leads; what an entry of a list and a row of a table begin with.
LINKED = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]{1,300})\]\((?P<href>[^()\s]{1,2000})\)"
    r"|<a href=\"(?P<html>[^\"\n]{1,2000})\">(?P<inner>[^\n]{1,300}?)</a>"
)
ENTRY = re.compile(r" *(?:[-*+]|\d+\.) +|\| *")
#: A link in Markdown with its words, also with a title or in angle brackets.
WITH_WORDS = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\(\s*<?([^)\s>]{1,2000})")


@dataclass(frozen=True, slots=True)
class Written:
    """A link in a page's text: its line and column from 1, and each address that it may lead to."""

    line: int
    column: int
    href: str
    targets: tuple[str, ...]


def address_of(name: str) -> str:
    """The address of the page that is made of a file, by the file's name below `content/`."""
    folder, _, last = name.removesuffix(".md").rpartition("/")
    folder = f"{folder}/" if folder else ""
    return folder if last in ("index", "README") else f"{folder}{last}/"


def _without_code(text: str) -> str:
    """A page's text with spaces in place of code and comments, found in one pass, however many never end."""
    nowhere = set[str]()  # what ends code and does not come again: it is looked for once
    parts, at, after = [], 0, 0
    while (begun := CODE.search(text, at)) is not None:
        at = begun.end()
        ends = [rf"^{begun['fence'][:3]}[ \t]*$"] if begun["fence"] else []
        ends += [rf"(?<!`){begun[0]}(?!`)"] if begun[0].endswith("`") else []
        for end in ends:
            found = None if end in nowhere else re.compile(end, re.MULTILINE).search(text, at)
            if found is not None:
                at = found.end()
                break
            nowhere.add(end)
        if begun["comment"] or at > begun.end():
            parts += [text[after : begun.start()], re.sub(r"[^\n]", " ", text[begun.start() : at])]
            after = at
    return "".join([*parts, text[after:]])


def written_links(name: str, text: str, site_url: str) -> Iterator[Written]:
    """Every link of a page's text that leads within the site."""
    text = _without_code(text)
    for match in WRITTEN.finditer(text):
        href = match[1] or match["reference"] or match["whole"] or match["html"]
        found = dict.fromkeys(_targets(name, href, site_url, raw=match["html"] is not None))
        if found:
            start = match.start(match.lastindex or 0)
            line = text.count("\n", 0, start) + 1
            yield Written(line, start - text.rfind("\n", 0, start), href, tuple(found))


class _Links(HTMLParser):
    """Gathers where the links of a page lead, and their words, those for a picture too."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "a":
            self.found.append((about.get("href") or "", []))
            self.within = True
        elif self.within and tag == "img":
            self.handle_data(about.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.within:
            self.found[-1][1].append(data)


def misleading_links(file: str, text: str, html: str) -> Iterator[Problem]:
    """A problem for each link of a page that leads elsewhere than it says, or in a way that no link should.

    Those that stand in one place of the text are told there; ``html``, which was made of it, has all of them.
    """
    told = set()
    for found in _misleading_as_written(file, text):
        told.add(found.message)
        yield found
    reader = _Links()
    reader.feed(html)
    reader.close()
    for href, words in reader.found:
        fault = None if "{" in href else link_fault(href, "".join(words))
        if fault is not None and fault[0] not in told:
            said = "".join(words).strip().split("\n")[0]
            start = next((start for start in (f">{said}", f"[{said}", href) if start in text), "")
            yield Problem(file, text.count("\n", 0, text.find(start)) + 1, 1, "", *fault, "link")


def _misleading_as_written(file: str, text: str) -> Iterator[Problem]:
    text = _without_code(text)
    words = {match.end(2): match[1] for match in WITH_WORDS.finditer(text)}
    for match in WRITTEN.finditer(text):
        href = unescape(match[1] or match["reference"] or match["whole"] or match["html"])
        if "{" in href:  # an address of the council's, which its settings have
            continue
        fault = link_fault(href, re.sub(r"[*_`]", "", words.get(match.end(1), "")) if match[1] else "")
        if fault is not None:
            start = match.start(match.lastindex or 0)
            line = text.count("\n", 0, start) + 1
            yield Problem(file, line, start - text.rfind("\n", 0, start), "", *fault, "link")


def _targets(name: str, href: str, site_url: str, *, raw: bool) -> Iterator[str]:
    """Targets of a link: in Markdown as from the file, whose links to other files are rewritten, or as it is."""
    path, sign, place = href.partition("#")
    if not raw and not AWAY.match(href) and not href.startswith("/"):
        where = target(name, path, site_url) if path else name
        if where is not None:
            yield (address_of(where) if where.endswith(".md") else where) + sign + place
    where = target(address_of(name), href, site_url)
    if where is not None:
        yield where


class Addresses:
    """Every address that a link of a page in `content/` may lead to, as far as is known before the site is built.

    ``files`` are those of `content/` that come into the site, by name below it.
    """

    def __init__(self, root: Path, library: Library, slugs: Iterable[str], today: date) -> None:
        found = sorted(published_files(root, library).items())
        self.fixed = frozenset(fixed_paths(library, "commissioner", today)) - {""}
        self.url = f"{str(library.settings.site_url).rstrip('/')}/"
        self.files = {name.removeprefix("content/"): path for name, path in found if name.startswith("content/")}
        self.pages = {address_of(name): path for name, path in self.files.items() if name.endswith(".md")}
        self._beside_records = {"", *self.fixed, *self.pages, *self.files, *FILES}
        self._beside_records |= {links.form_path(name) for name in form_ids_of(library, today)}
        self._providers = {slug: root / "providers" / slug for slug in slugs}
        self._made: dict[str, str] = {}

    @cached_property
    def known(self) -> set[str]:
        """All addresses that lead to something: of thousands of visits they are not often asked for."""
        known = {*self._beside_records, *map(links.provider_path, self._providers)}
        for slug, folder in self._providers.items():
            known |= {links.visit_path(slug, path.stem) for path in (folder / "visits").glob("*.yml")}
        return known

    def html(self, address: str) -> str:
        """A page of `content/` as HTML; nothing of one that is not to be made into HTML."""
        if address not in self._made:
            path = self.pages[address]
            text = text_of(path)
            self._made[address] = "" if too_much(path.name, text) else _made(text)
        return self._made[address]

    def has(self, where: str) -> bool:
        """Whether a link there leads to something."""
        path, _, place = where.partition("#")
        if path.startswith(UNKNOWN):
            return True
        there = path in self._beside_records or (path.startswith(links.PROVIDERS) and path in self.known)
        return there and (not place or path not in self.pages or has_place(self.html(path), place))


def check_links(root: Path, library: Library, slugs: Iterable[str], today: date) -> Iterator[Problem]:
    """Every link written in the directory's own `content/` that would lead to nothing, or elsewhere than it says."""
    there = Addresses(root, library, slugs, today)
    yield from (*check_settings_links(there, library), *taken_addresses(there))
    for name, path in there.files.items():
        if not name.endswith(".md") or not path.is_relative_to(root):
            continue
        text = text_of(path)
        if too_much(f"content/{name}", text):  # told by `check_content`
            continue
        html = ""
        if not is_the_programs(f"content/{name}", path):
            html = there.html(address_of(name))
            yield from (*unwanted(f"content/{name}", text, html), *lost(f"content/{name}", text, html))
        yield from misleading_links(f"content/{name}", text, html)
        for link in written_links(name, text, there.url):
            if not any(map(there.has, link.targets)):
                yield problem(f"content/{name}", link, link.targets[0], there)


def taken_addresses(there: Addresses) -> Iterator[Problem]:
    """A problem for each file of `content/` at the path of one that the program itself makes."""
    for name in there.files:
        address = address_of(name) if name.endswith(".md") else name
        if address in (*there.fixed, *FILES) or address.startswith((links.PROVIDERS, *MADE)):
            message, hint = "The program makes what stands at this address.", "Give this file another name."
            yield Problem(f"content/{name}", 0, 0, "", message, hint, "wrong place")


def check_settings_links(there: Addresses, library: Library) -> Iterator[Problem]:
    """Every link in the settings that leads to no page of the site, at its line: of `brand`, and of `words`."""
    settings = library.settings
    named: list[tuple[FieldPath, str]] = [
        (("words", at, "pages", place), address)
        for at, words in enumerate(settings.words)
        for place, address in enumerate(words.pages)
    ]
    for record, document in library.documents:
        for path, address in [*brand.links(settings.brand), *named] if record is settings else ():
            if not AWAY.match(address) and not there.has(address):
                yield problem(document.file, Written(*document.position(path), address, ()), address, there)


def without_dead_links(name: str, text: str, there: Addresses) -> str:
    """A page of the program for a directory that has not all it links to: such links become plain words.

    An entry of a list and a row of a table that begin with such a link are left out whole.
    """

    def is_dead(link: re.Match[str]) -> bool:
        targets = list(_targets(name, link["href"] or link["html"], there.url, raw=link["href"] is None))
        return bool(targets) and not any(map(there.has, targets))

    kept = []
    left_out = 0  # how far the lines that belong to an entry that is left out are moved in
    for line in text.split("\n"):
        if left_out and (not line.strip() or len(line) - len(line.lstrip()) >= left_out):
            continue
        left_out = 0
        dead = [link for link in LINKED.finditer(line) if is_dead(link)]
        entry = ENTRY.match(line)
        if dead and entry and dead[0].start() == entry.end():
            left_out = 0 if "|" in entry[0] else entry.end()
            continue
        for link in reversed(dead):
            line = line[: link.start()] + (link["words"] or link["inner"]) + line[link.end() :]
        kept.append(line)
    return "\n".join(kept)


def problem(file: str, link: Written, where: str, there: Addresses) -> Problem:
    """A link of a page that leads to nothing."""
    path, _, place = where.partition("#")
    if path in there.known:
        return no_place(file, link.line, link.column, link.href, path, places(there.html(path)), place)
    return no_page(file, link.line, link.column, link.href, path, there.known)


def no_page(file: str, line: int, column: int, href: str, path: str, known: set[str]) -> Problem:
    """The problem that there is nothing at an address."""
    folder, last = _parted(path)
    near = nearest(last, {other for parent, other in map(_parted, known) if parent == folder and other})
    hint = f"Did you mean `/{folder}{near}`?" if near else "Correct the link, or take it out."
    return Problem(
        file, line, column, "", f"The link {shown(href)} leads to nothing: there is no `/{path}`.", hint, "link"
    )


def _parted(path: str) -> tuple[str, str]:
    """The folder of an address, and its last part."""
    folder, _, last = path.rstrip("/").rpartition("/")
    return (f"{folder}/" if folder else ""), last


def no_place(file: str, line: int, column: int, href: str, path: str, there: list[str], place: str) -> Problem:
    """The problem that a page is there, and the place on it is not."""
    near = nearest(place, there)
    hint = f"Did you mean `#{near}`?" if near else "Correct what stands behind `#`, or take it out."
    message = f"The link {shown(href)} leads to a place that the page `/{path}` does not have."
    return Problem(file, line, column, "", message, hint, "link")


@lru_cache(256)  # as they are, again and again, in a server
def lost(file: str, text: str, html: str) -> tuple[Problem, ...]:
    """A problem for each line of a page's text with a word that is nowhere in the HTML that was made of it."""
    kept = UNSHOWN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    used = set(USED.findall(kept))
    kept = REFERENCE.sub(lambda found: " " * len(found[0]) if found[1] in (None, *used) else found[0], kept)
    words = [(word, number) for number, line in enumerate(kept.split("\n"), 1) for word in words_of(line)]
    missing = Counter(word for word, _ in words) - (Counter(words_of(html)) | Counter(words_of(unescape(html))))
    first = dict(reversed(words))
    told: dict[int, str] = {}
    for word in missing:
        told.setdefault(first[word], word)
    hint = "An address on a line of its own that nothing uses, and a cell too many in a table, are left out."
    return tuple(
        Problem(file, line, 1, "", f"The page would not show {shown(word)} here.", hint, "page")
        for line, word in sorted(told.items())
    )


@lru_cache(maxsize=64)
def _made(text: str) -> str:
    """A page's text as HTML, as MkDocs makes it."""
    import markdown  # a tenth of a second, and needed only where a link leads to a place on a page

    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return markdown.markdown(body, extensions=list(EXTENSIONS))
