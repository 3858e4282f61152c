"""The rows and columns of a workbook that its reader does not see: those that a filter or a person hid."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

#: Elements of a sheet in Excel's files and in OpenDocument's, by what they are; and an attribute, without its prefix.
ROWS = re.compile(r"<(?:\w+:)?(?:row|table-row)(?=[\s/>])[^<>]*>")
COLUMNS = re.compile(r"<(?:\w+:)?(?:col|table-column)(?=[\s/>])[^<>]*>")
SHEETS = re.compile(r"<(?:\w+:)?sheet(?=\s)[^<>]*>")
LINKS = re.compile(r"<(?:\w+:)?Relationship(?=\s)[^<>]*>")
TABLES = re.compile(r"<table:table(?=\s)[^<>]*>")
ATTRIBUTE = re.compile(r"""\s(?:\w+:)?([\w-]+)=["']([^"']*)["']""")
BOOK, LINKED, OPEN_DOCUMENT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml"


class Hidden(NamedTuple):
    """The numbers of the rows and of the columns of a sheet that are hidden."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


NOTHING_HIDDEN = Hidden()


def hidden_in(book: io.BytesIO, most: int) -> dict[str, Hidden]:
    """What is hidden of each sheet of a workbook, by its title; of runs of rows and columns, ``most`` each."""
    with zipfile.ZipFile(book) as box:
        names = set(box.namelist())

        def text(name: str) -> str:
            return box.read(name).decode("utf-8-sig", "replace") if name in names else ""

        if OPEN_DOCUMENT in names:
            parts = TABLES.split(whole := text(OPEN_DOCUMENT))[1:]
            titles = [_about(tag).get("name", "") for tag in TABLES.findall(whole)]
            return {title: _hidden(part, most) for title, part in zip(titles, parts, strict=True)}
        targets = {one.get("Id"): one.get("Target", "") for one in map(_about, LINKS.findall(text(LINKED)))}
        sheets = [(one.get("name", ""), one.get("id")) for one in map(_about, SHEETS.findall(text(BOOK)))]
        places = {title: targets.get(link, "") for title, link in sheets}
        return {
            title: _hidden(text(at.lstrip("/") if at.startswith("/") else f"xl/{at}"), most)
            for title, at in places.items()
        }


def _about(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}


def _hidden(part: str, most: int) -> Hidden:
    return Hidden(
        frozenset(_numbers(map(_about, ROWS.findall(part)), most)),
        frozenset(_numbers(map(_about, COLUMNS.findall(part)), most)),
    )


def _numbers(entries: Iterator[Mapping[str, str]], most: int) -> Iterator[int]:
    """The numbers of the rows or columns that are hidden: each says its own, or how many of them it stands for."""
    last = 0
    for about in entries:
        first = _whole(about.get("r") or about.get("min"), last + 1)
        times = _whole(about.get("number-rows-repeated") or about.get("number-columns-repeated"), 1)
        last = _whole(about.get("max"), first + times - 1)
        if about.get("hidden") in ("1", "true") or about.get("visibility") in ("collapse", "filter"):
            yield from range(first, min(last, most) + 1)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else otherwise
