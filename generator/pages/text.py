"""Free text on a page: Markdown cleaned of all that could do harm, plain text in paragraphs, and its first sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

#: What a description may be made of. No pictures, no ids, no styles: a provider's own words come from outside.
TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: The headings of a description stand below the page's own h2.
TOP_HEADING = 3


class _Headings(Treeprocessor):
    """Moves the headings of a description to h3 and below, with no level left out."""

    def run(self, root: Element) -> None:
        used = sorted({element.tag for element in root.iter() if element.tag in HEADINGS})
        new = {tag: f"h{min(TOP_HEADING + place, 6)}" for place, tag in enumerate(used)}
        for element in root.iter():
            if element.tag in new:
                element.tag = new[element.tag]


@lru_cache(maxsize=1)
def _markdown() -> markdown.Markdown:
    reader = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    reader.treeprocessors.register(_Headings(reader), "apdir-headings", 5)
    return reader


def html(text: str) -> Markup:
    """A description's Markdown as HTML of `TAGS` alone, links to `SCHEMES` alone."""
    if not text.strip():
        return Markup()
    raw = _markdown().reset().convert(text)
    clean = nh3.clean(
        raw,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
        strip_comments=True,
    )
    return Markup(clean)  # cleaned by nh3 just above


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """Plain text as blocks, `p` with one line or `ul` with its items.

    Blank lines part paragraphs; other line breaks are spaces; lines that begin with a dash are items of a list.
    """
    found: list[tuple[str, list[str]]] = []
    fresh = True
    for raw in text.splitlines():
        line = " ".join(raw.split())
        item = line[:2] in ("- ", "* ", "• ")
        if item and found and found[-1][0] == "ul":
            found[-1][1].append(line[2:])
        elif item:
            found.append(("ul", [line[2:]]))
        elif line and (fresh or not found):
            found.append(("p", [line]))
        elif line:
            found[-1][1][-1] += f" {line}"
        fresh = not line
    return found


LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"[*_`]{1,3}|<[^>]*>")
#: Blocks that are no running text: headings, lists, quotations, rules, tables, code.
NOT_TEXT = re.compile(r"(#{1,6} |[-*+] |\d+[.)] |>|```|\||={3,}|-{3,}|\*{3,}|\s{4})")


def first_sentence(text: str, longest: int = 170) -> str:
    """The first sentence or so of a description, without Markdown, of at most so many characters."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if NOT_TEXT.match(block):
            continue
        plain = " ".join(unescape(MARKS.sub("", LINK.sub(r"\1", block))).split())
        if not plain:
            continue
        if len(plain) <= longest:
            return plain
        ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", plain[: longest + 1])]
        if ends and ends[-1] > longest // 3:
            return plain[: ends[-1]]
        return plain[:longest].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return ""
