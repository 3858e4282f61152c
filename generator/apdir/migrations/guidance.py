"""Guidance of one framework moves to its folder: a directory's own pages follow, and so do links."""

from __future__ import annotations

import posixpath
import re

from apdir.migrations.files import Files
from apdir.source.edit import CannotEdit, Editable

CONTENT = "content"
#: Old and new paths of the program's pages, moved in version 0.2.0, below `content/guidance/`.
PAGES = {
    "amber-valley-erewash-year": "amber-valley-erewash/year",
    "choosing-provision": "derby/choosing-provision",
    "derby-guidance": "derby/index",
    "leicestershire-visit": "leicestershire/visit",
    "placement-duties": "derby/placement-duties",
    "safeguarding-health-safety": "derby/safeguarding-health-safety",
    "thresholds": "compared/thresholds",
    "unregistered-use": "herefordshire/unregistered-use",
    "who-does-what": "derby/who-does-what",
}
#: A relative link of Markdown: the text before the name of the file, and the file.
LINK = re.compile(r"(?P<before>\]\([ ]*<?|^[ ]{0,3}\[[^\]\n]+\]:[ ]*<?)(?P<file>[^\s()<>#?:/][^\s()<>#?:]*\.\w+)", re.M)
#: A link of HTML to an address from the page's own on: the text before it, and the address.
HREF = re.compile(r"""(?P<before>\b(?:href|src)=["'])(?P<address>\.\.?/[^"'#?]*)""")


def forward(files: Files) -> None:
    """Move own pages from the old addresses to the new ones."""
    _move(files, {_file(old): _file(new) for old, new in _used(files)})


def back(files: Files) -> None:
    """Move own pages from the new addresses to the old ones."""
    _move(files, {_file(new): _file(old) for old, new in _used(files)})


def _used(files: Files) -> list[tuple[str, str]]:
    """The pages of frameworks that the directory uses: of another, a page of that name is the directory's own."""
    try:
        used = Editable(files.read("settings.yml")).data.get("frameworks")
    except CannotEdit:
        used = None
    return [(old, new) for old, new in PAGES.items() if not used or new.partition("/")[0] in (*used, "compared")]


def _file(name: str) -> str:
    return f"{CONTENT}/guidance/{name}.md"


def _move(files: Files, to: dict[str, str]) -> None:
    """Move the pages that the directory has, and put right what own pages link to."""
    came_from: dict[str, str] = {}
    for old, new in to.items():
        if files.has(old) and files.has(new):
            files.refuse(old, 0, f"this page would move to {new}, which is there already. Make one page of the two.")
        elif files.has(old):
            files.move(old, new)
            came_from[new] = old
    pages = {old: new for old, new in to.items() if not files.has(old)}
    for name in files.below(CONTENT, ".md"):
        text = files.read(name)
        linked = _linked(text, name, came_from.get(name, name), pages)
        if linked != text:
            files.put(name, linked, _first_difference(text, linked), "links follow the pages that have moved.")


def _linked(text: str, name: str, was: str, pages: dict[str, str]) -> str:
    """The text of a page with its links put right, where the page or what it links to has another name by now."""

    def link(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(was), found["file"]))
        there = pages.get(target, target)
        if there == target and name == was:
            return found[0]
        return found["before"] + posixpath.relpath(there, posixpath.dirname(name))

    def href(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(_address(was), found["address"]))
        there = addresses.get(target, target)
        if there == target and name == was:
            return found[0]
        end = "/" if found["address"].endswith("/") else ""
        return found["before"] + posixpath.relpath(there, _address(name)) + end

    addresses = {_address(old): _address(new) for old, new in pages.items()}
    return HREF.sub(href, LINK.sub(link, text))


def _address(name: str) -> str:
    """The address of a page on the site, without the slash at its end."""
    return name.removeprefix(f"{CONTENT}/").removesuffix(".md").removesuffix("/index")


def _first_difference(text: str, other: str) -> int:
    rows = zip(text.split("\n"), other.split("\n"), strict=False)
    return next((number for number, (one, two) in enumerate(rows, 1) if one != two), 0)
