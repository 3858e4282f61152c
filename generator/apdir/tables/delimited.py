"""A table of text, as spreadsheets and registers save it: in which letters it is, and what parts its cells."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from apdir.tables.parts import CHUNK, TooMuch

if TYPE_CHECKING:
    from _csv import Reader as Reader

#: A first line by which Excel is told what parts the cells.
SAID = re.compile(r'"?sep=([,;\t])"?\s*', re.IGNORECASE)
#: Separators of cells, and the most in a file: the register of schools has eight million.
SIGNS = ",;\t|"
MOST_SIGNS = 10_000_000
#: So many lines tell which it is: a title in the first has none.
LINES = 20
QUOTED = re.compile(r'"[^"]*"')


def delimited(raw: bytes, most_bytes: int, errors: str = "strict") -> Reader:
    """Return the rows of a CSV file: Unicode or Windows-1252; commas, semicolons, tabs or bars between cells.

    Raises TooMuch before any row is read, and while they are csv.Error, or UnicodeDecodeError where ``errors`` is
    `strict` and a letter is in neither.
    """
    if len(raw) > most_bytes:
        raise TooMuch(f"This file has more than {most_bytes:,} bytes.")
    text = _text(raw, errors)
    said = SAID.fullmatch(text.readline())
    if said is not None:  # the rows begin behind it, as Excel counts them
        sign = said[1]
    else:
        text.seek(0)
        first = "\n".join(QUOTED.sub("", text.read(CHUNK)).splitlines()[:LINES])
        sign = max(SIGNS, key=first.count)
        text.seek(0)
    if raw.count(sign.encode()) > MOST_SIGNS:
        raise TooMuch(f"This file has more than {MOST_SIGNS:,} cells.")
    return csv.reader(text, delimiter=sign)


def _text(raw: bytes, errors: str) -> io.TextIOWrapper:
    """The text of a file. It is decoded piece by piece once before, to see whether it is Unicode, and never held."""
    # Excel's "Unicode Text" begins with one of these marks; without one, every other byte of plain letters is empty.
    letters = "utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    if letters != "utf-16" and b"\0" in raw[:64]:
        letters = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    text = io.TextIOWrapper(io.BytesIO(raw), letters, newline="")
    try:
        while text.read(CHUNK):
            pass
    except UnicodeDecodeError:
        return io.TextIOWrapper(io.BytesIO(raw), "cp1252", errors, newline="")
    text.seek(0)
    return text
