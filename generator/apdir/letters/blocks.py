"""The blocks of a letter, which PDF and Word draw alike, and the Markdown that they are read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from xml.etree import ElementTree

from apdir.markdown import OMITTED, SCHEMES, made_by_cmark


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look; ``href`` is where a link leads."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the letter's own."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading over each column; ``shares`` are of its width."""

    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Block = Heading | Paragraph | Points | Table
#: Elements of Markdown that a letter has, beside paragraphs and what is within them.
WITHIN = {"strong", "em", "a", "br"}


class NotALetter(Exception):
    """Something is written that a letter does not have. The message names it."""


def said(text: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph((Run(text),))


def read_blocks(markdown: str) -> list[Block]:
    """The blocks of Markdown. Raises NotALetter."""
    html = made_by_cmark(markdown)
    try:
        tree = ElementTree.fromstring(f"<letter>{html}</letter>")
    except ElementTree.ParseError:
        raise NotALetter("signs that cannot be printed") from None
    if any(urlsplit(link.get("href", "")).scheme not in SCHEMES for link in tree.iter("a")):
        raise NotALetter("a link to something else than a web page, an email address or a telephone number")
    if OMITTED in html:
        raise NotALetter("HTML")
    try:
        return [_block(element) for element in tree]
    except RecursionError:
        raise NotALetter("signs too deep within one another") from None


def _block(element: ElementTree.Element) -> Block:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            return Heading(min(max(int(element.tag[1]), 2), 3), "".join(element.itertext()))
        case "p":
            return Paragraph(tuple(_runs(element, Run(""))))
        case "ul" | "ol":
            return Points(tuple(tuple(_item(item)) for item in element), element.tag == "ol")
    names = {"pre": "code", "blockquote": "a quotation", "table": "a table", "hr": "a line across the page"}
    raise NotALetter(names.get(str(element.tag), f"`{element.tag}`"))


def _item(item: ElementTree.Element) -> Iterator[Run]:
    if any(inner.tag in ("ul", "ol", "pre", "blockquote") for inner in item):
        raise NotALetter("a list within a list")
    yield from _runs(item, Run(""))


def _runs(element: ElementTree.Element, look: Run) -> Iterator[Run]:
    """The runs of an element; a line that is broken in the source goes on in the letter."""
    if element.text:
        yield replace(look, text=element.text.replace("\n", " "))
    for inner in element:
        if inner.tag == "br":
            yield replace(look, text="\n")
        elif inner.tag == "p":
            yield from _runs(inner, look)
        elif inner.tag in WITHIN:
            yield from _runs(inner, replace(
                look, bold=look.bold or inner.tag == "strong", italic=look.italic or inner.tag == "em",
                href=inner.get("href", look.href),
            ))  # fmt: skip
        else:
            names = {"code": "code", "img": "a picture"}
            raise NotALetter(names.get(str(inner.tag), f"`{inner.tag}`"))
        if inner.tail:
            tail = inner.tail.lstrip("\n") if inner.tag == "br" else inner.tail
            yield replace(look, text=tail.replace("\n", " "))
