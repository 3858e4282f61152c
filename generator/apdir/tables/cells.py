"""The cells of a workbook or a CSV file, and which table each of its sheets is."""

from __future__ import annotations

import csv
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from string import ascii_uppercase as LETTERS
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, SheetTypeEnum, SheetVisibleEnum, load_workbook

from apdir.problems import Problem, shown
from apdir.tables.delimited import delimited
from apdir.tables.formula import unescape_formula
from apdir.tables.hidden import NOTHING_HIDDEN, Hidden, hidden_in
from apdir.tables.parts import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TooMuch,
    looked_at,
    too_far,
    too_many_cells,
)
from apdir.tables.places import column_letter
from apdir.tables.sheets import BY_NAME, strip_lines
from apdir.tables.workbook import COLUMNS, STANDINGS

STDERR = 2
#: The most rows that a merged cell is taken to speak for.
MOST_MERGED = 200
#: First bytes of packed files (Excel's, OpenDocument's), and those of Excel before 2007.
DOCUMENTS = (".docx", ".doc", ".odt", ".rtf")
BEFORE_2007 = b"\xd0\xcf\x11\xe0"
PACKED = (b"PK\x03\x04", BEFORE_2007)
#: All that is raised on files that are not what they say they are.
UNREADABLE = (CalamineError, zipfile.BadZipFile, zlib.error, csv.Error, ValueError, ArithmeticError, OSError, EOFError,
              RuntimeError)  # fmt: skip


class Cells(NamedTuple):
    """One sheet: the table that it is, its title, its cells from the first row on, and which of them are merged.

    ``table`` is empty where nothing but its headings tells which one it is. ``hidden``: nobody sees it; ``broken``: it
    cannot be read, and has no rows. ``unseen`` are the rows and columns that its reader does not see.
    """

    table: str
    title: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, str]]
    hidden: bool = False
    broken: bool = False
    unseen: Hidden = NOTHING_HIDDEN


class Book(NamedTuple):
    """A workbook or a CSV file as it was read, once for all that looks into it.

    ``sheets`` have no table yet; that of a CSV file is called as the file. ``others`` are the titles of charts and the
    like. ``wrong`` says why a file cannot be read.
    """

    file: str
    sheets: list[Cells]
    others: list[str]
    packed: bool = False
    wrong: Problem | None = None


def read_book(path: Path) -> Book:
    """Read a file's sheets."""
    file = path.name
    try:
        if _begins(path, b"%PDF"):
            raise ValueError
        if not _is_workbook(path):
            return Book(file, [Cells("", path.stem, _text(path), [])], [])
        return _workbook(path)
    except TooMuch as error:
        wrong = Problem(file, 0, 0, "", str(error), error.hint, "huge file")
    except UNREADABLE:
        message = "This file cannot be read as a spreadsheet."
        hint = "Save it as an Excel workbook (.xlsx) or as CSV (UTF-8)."
        if file.startswith("~$"):
            message = "This is what Excel keeps beside a workbook while it is open there."
            hint = f"Close it in Excel, and give {file[2:]}."
        elif _begins(path, b"%PDF") or path.suffix.lower() in DOCUMENTS:
            message = "This is a document, and a list is read from a spreadsheet alone."
            hint = "Ask for the list as a spreadsheet, or copy its table into one, and give that."
        elif _begins(path, BEFORE_2007):
            message = "This is a workbook of Excel before 2007 (.xls), or one with a password, and neither is read."
            hint = "In Excel, save it as an Excel workbook (.xlsx) without a password, and give that."
        wrong = Problem(file, 0, 0, "", message, hint, "file")
    return Book(file, [], [], wrong=wrong)


def tables_of(book: Book, sheet: str | None) -> tuple[list[Cells], list[Problem], list[Cells]]:
    """The sheets of a file that are tables, what is wrong with the file, and the other sheets.

    ``sheet`` says which table a file with a single sheet is.
    """
    if book.wrong is not None:
        return [], [book.wrong], []
    if not book.packed:
        return [one._replace(table=sheet or "", title=sheet or "") for one in book.sheets], [], []
    found: dict[str, Cells] = {}
    problems: list[Problem] = []
    others: list[Cells] = []
    sheets: list[Cells] = []
    for one in book.sheets:
        if (name := one.title.strip().lower()) == STANDINGS:
            others.append(one._replace(table=name))
        elif name != COLUMNS:
            sheets.append(one)
    for one in sheets:
        title = one.title
        alone = len(sheets) == 1 and title.lower() not in BY_NAME
        name = sheet or ("" if alone else title.strip().lower())
        if name and name not in BY_NAME:
            others.append(one)
        elif name in found:
            message = f"The sheets {shown(found[name].title)} and {shown(title)} are both `{name}`."
            hint = "Put their rows on one sheet, or delete one."
            problems.append(Problem(book.file, 0, 0, title, message, hint, "file"))
        elif one.broken:
            message = f"The sheet {shown(title)} cannot be read."
            hint = "Open the file in the program it comes from, look at that sheet, and save it anew."
            problems.append(Problem(book.file, 0, 0, title, message, hint, "file"))
        else:
            found[name] = one._replace(table=name)
    return list(found.values()), problems, others


def _is_workbook(path: Path) -> bool:
    """Whether a file is packed as workbooks are, whatever its name; of these, others than Excel's cannot be read."""
    return _begins(path, *PACKED) or path.suffix.lower() in (".xlsx", ".xlsm")


def _begins(path: Path, *signs: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(4) in signs


def _workbook(path: Path) -> Book:
    """The sheets of a workbook. Raises TooMuch, and what is in `UNREADABLE`."""
    sheets: list[Cells] = []
    others: list[str] = []
    count = 0
    content = looked_at(path)
    unseen = hidden_in(content, MOST_ROWS)
    content.seek(0)
    with _broken_or_not(), load_workbook(content) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                others.append(about.name)
                continue
            hidden = about.visible != SheetVisibleEnum.Visible
            try:
                page = book.get_sheet_by_name(about.name)
            except CalamineError:
                sheets.append(Cells("", about.name, [], [], hidden, broken=True))
                continue
            count += page.total_height * page.total_width  # several sheets may be one part
            if count > MOST_CELLS:
                raise too_many_cells()
            rows = page.to_python(skip_empty_area=False)
            merged, out = sorted(_merged(page)), unseen.get(about.name, NOTHING_HIDDEN)
            sheets.append(Cells("", about.name, rows, merged, hidden, unseen=out))
    return Book(path.name, sheets, others, packed=True)


@contextmanager
def _broken_or_not() -> Iterator[None]:
    """Raise ValueError where what reads a workbook gives up on it, without the lines that it then writes to stderr.

    It does so on days beyond all calendars, with an exception of its own below BaseException that has no other name.
    """
    sys.stderr.flush()
    kept = os.dup(STDERR)
    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123 - no path
        os.dup2(nothing.fileno(), STDERR)
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError from None
        raise
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)


def _merged(page: CalamineSheet) -> Iterator[tuple[int, int, str]]:
    """Merged cells with the row and column at which they begin."""
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        first, last = column_letter(left + 1), column_letter(right + 1)
        yield top + 1, left + 1, f"{first}{top + 1}:{last}{bottom + 1}"


def fill_merged(texts: list[list[str]], merged: Sequence[tuple[int, int, str]]) -> None:
    """Write a merged cell's text into each of its rows, of which only the first has it."""
    for row, left, cells in merged:
        last = int(cells.rpartition(":")[2].lstrip(LETTERS))
        if row < last <= row + MOST_MERGED:
            for below in range(row, min(last, len(texts))):
                if left <= len(texts[below]) and not texts[below][left - 1]:
                    texts[below][left - 1] = texts[row - 1][left - 1]


def _text(path: Path) -> list[list[Any]]:
    """The cells of a CSV file. Raises TooMuch."""
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    cells: list[list[Any]] = []
    count = 0
    for row in delimited(raw, MOST_BYTES):
        count += len(row)
        if count > MOST_CELLS:
            raise too_many_cells()
        cells.append([unescape_formula(cell) for cell in row])
        if len(cells) > MOST_ROWS or (len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:])):
            raise too_far()
    return cells


def said(value: Any) -> str:
    """A cell's value as text: days and times as records write them, whole numbers without a point."""
    if isinstance(value, str):
        return strip_lines(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value)
