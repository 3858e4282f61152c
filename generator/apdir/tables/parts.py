"""The cost of a workbook, counted part by part before anything of it is built."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, zip_longest
from pathlib import Path
from xml.parsers import expat

from apdir.tables.places import column_letter

#: A file's bytes, and those of a workbook's parts together when they are unpacked; how many parts and elements it has.
MOST_BYTES, MOST_UNPACKED = 30_000_000, 60_000_000
MOST_PARTS, MOST_ELEMENTS = 1_000, 1_350_000
#: The cells of all sheets together with the empty ones between them, and the rows and columns of one sheet. An export
#: of 400 providers with 1,200 visits and all judgements has 440,000 cells, and 56,000 rows on the longest sheet.
MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 450_000, 75_000, 400
CHUNK = 65_536
#: Ways of packing that are unpacked a piece at a time; the others give all of it at once.
UNPACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: The columns that are read, by their letters.
COLUMNS = {column_letter(number): number for number in range(1, MOST_COLUMNS + 1)}
#: The start of a cell that holds an error, up to the type: `<c r="A1" t="e"`; a sheet in no place.
ERROR = re.compile(rb"""(<(?:[\w.-]+:)?c\b[^<>]*?\st=)(["'])e\2""")
NOWHERE = re.compile(rb"<(?:[\w.-]+:)?sheet\b(?![^<>]*:id=)[^<>]*/>")
#: A cell whose text is one of those that cells share, and which.
SHARED = re.compile(rb"""<c\b[^<>]*?\st=["']s["'][^<>]*><v>([0-9]{1,7})</v>""")
#: The most that there is of some elements, and what each is. A format of a number has no more letters than that.
FEW = {
    "sheet": (1_000, "sheets"), "mergeCell": (20_000, "merged cells"), "numFmt": (1_000, "formats of numbers"),
    "xf": (70_000, "styles of cells"),
}  # fmt: skip
MOST_IN_FORMAT = 255
#: Which attributes count the texts that cells share, and how many figures a number has that is too high.
COUNTS, FIGURES = ("count", "uniqueCount"), 8
#: Pieces of a part in a row without any element: more text than spreadsheet programs keep in a cell.
MOST_BARREN = 4
#: The part of an OpenDocument file that says what it is, and of a spreadsheet's.
KIND, OPEN_DOCUMENT = "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"
TAKE_OUT = "Take out pictures, sheets that are not needed, and what stands far below or beside the table."
DIVIDE = "Put half of the rows into a second file, below the same headings, and import one file after the other."


class TooMuch(Exception):
    """The file has more of something than is read: what, for the user."""

    def __init__(self, message: str, hint: str = TAKE_OUT) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class Part:
    """One part of a workbook: its last row and column with anything in them, and whether it is to be mended.

    ``shared`` counts the cells that hold a text that cells share, and ``texts`` has where in the part each of those
    texts begins, and the part ends. OpenDocument has all ``sheets`` in one part.
    """

    rows: int = 0
    columns: int = 0
    sheets: int = 1
    mend: bool = False
    shared: int = 0
    texts: list[int] = field(default_factory=list)

    @property
    def sizes(self) -> list[int]:
        """The bytes of each text that cells share, with all of its markup."""
        return [end - start for start, end in pairwise(self.texts)]


class _Survey:
    """Counts the elements of a part as they are parsed, and keeps none of them.

    What reads the workbook makes room for a whole sheet before it fills it, and ends the program where there is none;
    so a cell's place is taken here as it is there, by the local names and without namespaces.
    """

    def __init__(self, left: int) -> None:
        self.part = Part()
        self.left = left
        self._row = self._repeated = self._column = self._barren = 0
        self._text = ""
        self._last = (0, 0)
        self._few: Counter[str] = Counter()
        #: What is counted, by local name: of Excel's elements, then of OpenDocument's.
        self._counted: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._cell, "v": self._filled, "f": self._filled, "is": self._filled, "row": self._new_row,
            "si": self._new_text, "sst": self._texts, **{name: partial(self._one_of_few, name) for name in FEW},
            "table-cell": self._open_cell, "table-row": self._open_row, "covered-table-cell": self._open_covered_cell,
            "table": self._open_table,
        }  # fmt: skip
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartElementHandler = self._start

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Parse a piece of the part. Raises TooMuch, and ValueError or ExpatError where it is no XML in UTF-8."""
        if b"\0" in chunk:
            raise ValueError
        self._barren = 0 if b"<" in chunk else self._barren + 1
        if self._barren > MOST_BARREN:
            raise _too_long()
        self._parser.Parse(chunk, last)

    def _doctype(self, *_: object) -> None:
        raise TooMuch("This workbook defines words of its own, which no spreadsheet does.", "Save it anew.")

    def _declared(self, _: str, letters: str | None, __: int) -> None:
        if letters is not None and letters.lower() != "utf-8":
            raise ValueError

    def _start(self, name: str, about: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise _too_many_elements()
        counted = self._counted.get(name) or self._counted.get(name.rpartition(":")[2])
        if counted is not None:
            counted(about)

    def _cell(self, about: dict[str, str]) -> None:
        row, place = self._row, about.get("r")
        if place:
            text = self._text
            column = COLUMNS.get(place[: -len(text)]) if text and place.endswith(text) else None
            if column is None:
                letters = place.rstrip("0123456789")
                column = COLUMNS.get(letters, MOST_COLUMNS + 1)
                if (number := place[len(letters) :]) != text:
                    row = max(row, _number(number))
            self._column = column
        else:
            self._column += 1
        self._last = row, self._column
        kind = about.get("t")
        if kind == "s":
            self.part.shared += 1
        elif kind == "e":
            self.part.mend = True

    def _filled(self, _: dict[str, str]) -> None:
        self._reaches(*self._last)

    def _new_row(self, about: dict[str, str]) -> None:
        self._text = about.get("r", "")
        self._row = _number(self._text) if self._text else self._row + 1
        self._column = 0

    def _new_text(self, _: dict[str, str]) -> None:
        self.part.texts.append(self._parser.CurrentByteIndex)

    def _texts(self, about: dict[str, str]) -> None:
        # Readers allocate room for so many.
        if not all(count.isdecimal() and len(count) < FIGURES for count in map(about.get, COUNTS) if count):
            raise _too_many_elements()

    def _open_row(self, about: dict[str, str]) -> None:
        self._row += self._repeated
        self._repeated = _repeats(about, ":number-rows-repeated")
        self._column = 0

    def _open_cell(self, about: dict[str, str]) -> None:
        self._column += _repeats(about, ":number-columns-repeated")
        for key in about:
            if key.endswith(":value-type"):
                self._reaches(self._row + self._repeated, self._column)

    def _open_covered_cell(self, about: dict[str, str]) -> None:
        self._column += _repeats(about, ":number-columns-repeated")

    def _open_table(self, _: dict[str, str]) -> None:
        self.part.sheets += self._row > 0
        self._row = self._repeated = 0

    def _reaches(self, row: int, column: int) -> None:
        """Take a cell that says something into account."""
        if row > self.part.rows:
            self.part.rows = row
        if column > self.part.columns:
            self.part.columns = column

    def _one_of_few(self, name: str, about: dict[str, str]) -> None:
        most, what = FEW[name]
        self._few[name] += 1
        self.part.mend |= name == "sheet" and not any(key.endswith(":id") for key in about)
        if self._few[name] > most:
            raise TooMuch(f"This workbook has more than {most:,} {what}.")
        if len(about.get("formatCode", "")) > MOST_IN_FORMAT:
            raise _too_long()


def looked_at(path: Path) -> io.BytesIO:
    """Return a workbook with only those of its parts that are XML, each of which was looked at. Raises TooMuch.

    What is read afterwards is this copy, so that nothing is read which was not looked at. It is mended where what reads
    it takes an error for an empty cell, and the name that is left of an old module for no workbook.
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
            raise _too_many_bytes()
        if sum(_elements(box, entry) for entry in entries if entry.compress_type in UNPACKED) > MOST_ELEMENTS:
            raise _too_many_elements()
        for entry in entries:
            if entry.is_dir() or entry.filename in parts or entry.compress_type not in UNPACKED:
                continue
            if entry.filename == KIND and entry.file_size == len(OPEN_DOCUMENT):
                copy.writestr(entry.filename, OPEN_DOCUMENT)
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
            survey.part.texts.append(whole.tell())
            content = whole.getvalue()
            if survey.part.mend:
                content = NOWHERE.sub(b"", ERROR.sub(rb"\1\2str\2", content))
            copy.writestr(entry.filename, content)
    _within(parts)
    if _shared(parts, made) > MOST_UNPACKED:
        raise _too_many_bytes()
    made.seek(0)
    return made


def _shared(parts: dict[str, Part], made: io.BytesIO) -> int:
    """Return how many bytes the texts that cells share have at most, in each cell that holds one."""
    texts = [max(sizes) for sizes in zip_longest(*(part.sizes for part in parts.values()), fillvalue=0)]
    longest, cells = max(texts, default=0), sum(part.shared for part in parts.values())
    if longest * cells <= MOST_UNPACKED:
        return longest * cells
    total = 0
    with zipfile.ZipFile(made) as copy:
        for name, part in parts.items():
            which = Counter(SHARED.findall(copy.read(name))) if part.shared else Counter()
            total += sum(texts[int(number)] * count for number, count in which.items() if int(number) < len(texts))
            total += max(part.shared - which.total(), 0) * longest
    return total


def _elements(box: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Return how many elements a part has at most, by its signs alone: a tenth of the time of parsing it."""
    count = 0
    with suppress(zipfile.BadZipFile, zlib.error, EOFError), box.open(entry) as opened:
        while chunk := opened.read(CHUNK):
            count += chunk.count(b"<") - chunk.count(b"</")
    return count


def _too_many_bytes() -> TooMuch:
    return TooMuch(f"Opened, this file would have more than {MOST_UNPACKED:,} bytes.")


def _too_long() -> TooMuch:
    return TooMuch("This workbook has a longer text in it than spreadsheet programs keep.")


def _too_many_elements() -> TooMuch:
    return TooMuch(f"This workbook has more than {MOST_ELEMENTS:,} elements.")


def _within(parts: dict[str, Part]) -> None:
    """Raise TooMuch where a sheet reaches too far, or all of them together have too many cells."""
    for part in parts.values():
        if part.columns > MOST_COLUMNS or part.rows > MOST_ROWS:
            raise too_far()
    if sum(part.rows * part.columns * part.sheets for part in parts.values()) > MOST_CELLS:
        raise too_many_cells()


def too_far() -> TooMuch:
    """Return what is wrong with a table that has a cell where none is read."""
    return TooMuch(f"A cell stands beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}, the last that are read.")


def too_many_cells() -> TooMuch:
    """Return what is wrong with a table of too many cells."""
    message = f"This file has more than {MOST_CELLS:,} cells, with the empty ones between them."
    return TooMuch(message, f"{TAKE_OUT} If it is still too large: {DIVIDE[0].lower()}{DIVIDE[1:]}")


def _repeats(about: dict[str, str], what: str) -> int:
    """Return for how many rows or columns an element of OpenDocument stands."""
    for key, text in about.items():
        if key.endswith(what):
            return _number(text)
    return 1


def _number(text: str) -> int:
    """Return a row's number; what is none, or too long to be one, is a row too many."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < FIGURES else MOST_ROWS + 1
