"""What a workbook would cost, counted part by part before anything of it is built."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

#: A file's bytes, and those of a workbook's parts together when they are unpacked; how many parts and elements it has.
MOST_BYTES, MOST_UNPACKED = 30_000_000, 100_000_000
MOST_PARTS, MOST_ELEMENTS = 1_000, 5_000_000
#: The cells of all sheets together with the empty ones between them, and the rows and columns of one sheet. An export
#: of 1,000 providers with 3,000 visits has a million cells, and 96,000 rows in its longest sheet.
MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 2_000_000, 200_000, 400
CHUNK = 65_536
#: Ways of packing that are unpacked a piece at a time; the others give all of it at once.
UNPACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
TAKE_OUT = "Take out pictures, sheets that are not needed, and what stands far below or beside the table."


class TooMuch(Exception):
    """The file has more of something than is read: what, for the user."""

    def __init__(self, message: str, hint: str = TAKE_OUT) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass
class Part:
    """One part of a workbook: its last row and column with anything in them, and the ranges that are merged."""

    rows: int = 0
    columns: int = 0
    merged: list[str] = field(default_factory=list)


class _Survey:
    """Counts the elements of a part as they are parsed, and keeps none of them."""

    def __init__(self, left: int) -> None:
        self.part = Part()
        self.left = left
        self._row = self._column = 0
        self._last = (0, 0)
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Parse a piece of the part. Raises TooMuch, and ExpatError where it is no XML."""
        self._parser.Parse(chunk, last)

    def _doctype(self, *_: object) -> None:
        raise TooMuch("This workbook defines words of its own, which no spreadsheet does.", "Save it anew.")

    def _start(self, name: str, about: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise _too_many_elements()
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._cell(about.get("r"))
        elif tag in ("v", "f", "is"):
            row, column = self._last
            self.part.rows, self.part.columns = max(self.part.rows, row), max(self.part.columns, column)
        elif tag == "row":
            number = about.get("r", "")
            self._row = _number(number) if number else self._row + 1
            self._column = 0
        elif tag == "mergeCell":
            self.part.merged.append(about.get("ref", ""))

    def _cell(self, place: str | None) -> None:
        if not place:
            self._column += 1
            self._last = self._row, self._column
            return
        letters = place.rstrip("0123456789")
        self._column = column_index_from_string(letters) if len(letters) <= 3 else MOST_COLUMNS + 1
        self._last = max(self._row, _number(place[len(letters) :])), self._column


def looked_at(path: Path) -> tuple[io.BytesIO, dict[str, Part]]:
    """Return a workbook with only those of its parts that are XML, and what each of them holds. Raises TooMuch.

    What is read afterwards is this copy, so that nothing is read which was not looked at.
    """
    if path.stat().st_size > MOST_BYTES:
        raise TooMuch(f"This file has more than {MOST_BYTES:,} bytes.")
    parts: dict[str, Part] = {}
    made = io.BytesIO()
    left = MOST_ELEMENTS
    with zipfile.ZipFile(path) as box, zipfile.ZipFile(made, "w") as copy:
        entries = box.infolist()
        if len(entries) > MOST_PARTS:
            raise TooMuch(f"This workbook has more than {MOST_PARTS:,} parts.")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise TooMuch(f"Opened, this file would have more than {MOST_UNPACKED:,} bytes.")
        if sum(_elements(box, entry) for entry in entries if entry.compress_type in UNPACKED) > MOST_ELEMENTS:
            raise _too_many_elements()
        for entry in entries:
            if entry.is_dir() or entry.filename in parts or entry.compress_type not in UNPACKED:
                continue
            survey = _Survey(left)
            whole = io.BytesIO()
            try:
                with box.open(entry) as opened:
                    while chunk := opened.read(CHUNK):
                        survey.feed(chunk)
                        whole.write(chunk)
                survey.feed(b"", last=True)
            except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
                continue
            left = survey.left
            parts[entry.filename] = survey.part
            copy.writestr(entry.filename, whole.getbuffer())
    _within(parts)
    return made, parts


def _elements(box: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Return how many elements a part has at most, by its signs alone: a tenth of the time of parsing it."""
    count = 0
    with suppress(zipfile.BadZipFile, zlib.error, EOFError), box.open(entry) as opened:
        while chunk := opened.read(CHUNK):
            count += chunk.count(b"<") - chunk.count(b"</")
    return count


def _too_many_elements() -> TooMuch:
    return TooMuch(f"This workbook has more than {MOST_ELEMENTS:,} elements.")


def _within(parts: dict[str, Part]) -> None:
    """Raise TooMuch where a sheet reaches too far, or all of them together have too many cells."""
    for part in parts.values():
        if part.columns > MOST_COLUMNS or part.rows > MOST_ROWS:
            raise too_far()
    if sum(part.rows * part.columns for part in parts.values()) > MOST_CELLS:
        raise too_many_cells()


def too_far() -> TooMuch:
    """Return what is wrong with a table that has a cell where none is read."""
    return TooMuch(f"A cell stands beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}, the last that are read.")


def too_many_cells() -> TooMuch:
    """Return what is wrong with a table of too many cells."""
    return TooMuch(f"This file has more than {MOST_CELLS:,} cells, with the empty ones between them.")


def _number(text: str) -> int:
    """Return a row's number; what is none, or too long to be one, is a row too many."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else MOST_ROWS + 1
