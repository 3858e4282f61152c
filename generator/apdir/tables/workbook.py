"""Tables as an Excel workbook; the same records give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from apdir.archive import without_times
from apdir.model.fields import words_of
from apdir.tables.places import column_letter
from apdir.tables.sheets import TAKE_OUT, Column, cell
from apdir.tables.written import Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


#: The sheet that says what every column means, and the one that is worked out; an import passes both over.
COLUMNS, STANDINGS = "columns", "standings"
WIDEST = 60
#: Rows below the last for which there are lists to choose from; and the most that a program shows beside a cell.
MORE_ROWS, MOST_SHOWN = 500, 255
#: A moment in a workbook's properties: openpyxl writes when it saved it.
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?")


def as_xlsx(
    tables: Iterable[Table],
    day: date,
    meanings: Mapping[str, str],
    standings: Iterable[Sequence[str]],
    words: Mapping[tuple[str, str], Sequence[str]],
) -> bytes:
    """A workbook with a sheet a table, days as days, and a sheet that says what each column means.

    Each has a filter above each column. A heading that is chosen says what its column means, and a cell of few words
    has a list of them. ``standings`` are rows of what is worked out of the records, under the headings of
    ``meanings``; ``words`` are the directory's own of a sheet's column.
    """
    from openpyxl import Workbook  # large, and what only reads tables has no use for it
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    del book[book.sheetnames[0]]
    about = []
    lists: dict[tuple[str, ...], list[tuple[Worksheet, str, Column]]] = {}
    for sheet, columns, rows in tables:
        page = book.create_sheet(sheet.name)
        headings = [*sheet.keys, *(column.heading for column in columns)]
        _write(page, [headings, *([*row.key, *(row.values[column] for column in columns)] for row in rows)])
        page.freeze_panes = page.cell(2, len(sheet.keys) + 1)
        page.auto_filter.ref = page.dimensions
        about += [(sheet.name, key, sheet.about, "", "") for key in sheet.keys]
        about += [
            (sheet.name, column.heading, column.meaning, column.example, "officers" if column.private else "everyone")
            for column in columns
        ]
        for place, column in enumerate(columns, len(sheet.keys) + 1):
            letter = column_letter(place)
            page.add_data_validation(
                DataValidation(sqref=f"{letter}1", showInputMessage=True, prompt=column.meaning[:MOST_SHOWN])
            )
            fixed = ("yes", "no") if column.value.base is bool else words_of(column.value)
            if known := tuple(words.get((sheet.name, column.heading), fixed)):
                cells = f"{letter}2:{letter}{len(rows) + 1 + MORE_ROWS}"
                lists.setdefault(known, []).append((page, cells, column))
    page = book.create_sheet(STANDINGS)
    _write(page, [list(meanings), *standings])
    page.auto_filter.ref = page.dimensions
    about += [(STANDINGS, heading, f"{text} Worked out: an import passes it over.", "", "everyone")
              for heading, text in meanings.items()]  # fmt: skip
    first = [
        ("Sheet", "Column", "Meaning", "Example", "Who may see it"),
        ("", "", f"Lists: items with `; ` between. A cell left empty changes nothing; `{TAKE_OUT}` takes out.",
         "", ""),
    ]  # fmt: skip
    page = book.create_sheet(COLUMNS)
    _write(page, [*first, *about])
    _choose(page, lists)
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue(), day)


def _choose(page: Worksheet, lists: Mapping[tuple[str, ...], Sequence[tuple[Worksheet, str, Column]]]) -> None:
    """Write lists of words beside what the columns mean, and have cells offer them.

    What else is typed is asked about, since it may be right: `(none)`, or several words where the field is a list.
    """
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, (words, cells) in enumerate(lists.items(), page.max_column + 2):
        letter = column_letter(place)
        title = ", ".join(dict.fromkeys(column.heading for _, _, column in cells))
        for number, word in enumerate((title, *words), 1):
            page.cell(number, place, word)
        page.cell(1, place).font = Font(bold=True)
        page.column_dimensions[letter].width = min(max(map(len, words)) + 2, WIDEST)
        for sheet, where, column in cells:
            sheet.add_data_validation(
                DataValidation(
                    sqref=where,
                    type="list",
                    formula1=f"'{COLUMNS}'!${letter}$2:${letter}${len(words) + 1}",
                    showErrorMessage=not column.many,
                    errorStyle="warning",
                    error=f"{column.heading} is one of: {', '.join(words)}."[:MOST_SHOWN],
                )
            )


def simple(tables: Mapping[str, Iterable[Iterable[Any]]], day: date) -> bytes:
    """A workbook of sheets by their names, headings first, with a filter above each column."""
    from openpyxl import Workbook  # large, and what only reads tables has no use for it

    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in tables.items():
        page = book.create_sheet(name)
        _write(page, rows)
        page.freeze_panes = "A2"
        page.auto_filter.ref = page.dimensions
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue(), day)


def _write(page: Worksheet, rows: Iterable[Iterable[Any]]) -> None:
    from openpyxl.styles import Alignment, Font

    widths: dict[int, int] = {}
    styles: dict[tuple[bool, str, bool, bool], Any] = {}  # looked up, for setting each cell's takes most of the time
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            here: Any = page.cell(number, place)
            form, quoted = "General", False
            if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
                here.value = value
                form = "yyyy-mm-dd" if isinstance(value, date) else "0"
            else:
                text = cell(value)
                here.value = text or None
                if text:
                    # Text, whatever it begins with; and it stays text when somebody edits the cell.
                    here.data_type = "s"
                    quoted = text[:1] in "=+-@'"
            long = len(str(here.value or ""))
            style = number == 1, form, quoted, long > WIDEST
            if style not in styles:
                here.number_format, here.quotePrefix = form, quoted
                here.alignment = Alignment(vertical="top", wrap_text=long > WIDEST)
                if number == 1:
                    here.font = Font(bold=True)
                styles[style] = here._style
            here._style = styles[style]
            widths[place] = min(max(widths.get(place, 8), long + 2), WIDEST)
    for place, width in widths.items():
        page.column_dimensions[column_letter(place)].width = width


def same_bytes(book: bytes, day: date) -> bytes:
    """The workbook as if it had been saved at the beginning of a day."""
    stamp = datetime(day.year, day.month, day.day).isoformat() + "Z"

    def dated(name: str, content: bytes) -> bytes:
        return MOMENT.sub(stamp.encode(), content) if name == "docProps/core.xml" else content

    return without_times(book, dated)
