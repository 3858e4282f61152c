"""The rows of a list that were not taken in, as a workbook of the list's own shape with a column that says why."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from apdir.lists.headings import WHY
from apdir.lists.layout import Listing
from apdir.tables.cells import Cells
from apdir.tables.workbook import same_bytes

WIDTH = 60


def given_back(
    sheets: Sequence[Cells],
    listings: Sequence[Listing],
    rows: Collection[tuple[str, int]],
    why: Mapping[tuple[str, int], Sequence[str]],
    day: date,
) -> bytes:
    """The workbook: what stands above the headings, the headings, and the rows, each by its sheet and number."""
    from openpyxl import Workbook  # large, and most imports give nothing back
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    del book[book.sheetnames[0]]
    by_title = {sheet.title: sheet for sheet in sheets}
    for listing in listings:
        numbers = [row.number for row in listing.rows if (listing.title, row.number) in rows]
        if not numbers:
            continue
        page = book.create_sheet(listing.title[:31])
        cells = by_title[listing.title].rows
        first = listing.rows[0].number
        width = max(listing.places.values(), default=0) + 1
        for at, number in enumerate((*range(1, first), *numbers), 1):
            for place, value in enumerate(cells[number - 1], 1):
                _put(page.cell(at, place), value)
            if number == listing.top:
                _put(page.cell(at, width), WHY)
                for place in range(1, width + 1):
                    page.cell(at, place).font = Font(bold=True)
            elif number in numbers:
                last = page.cell(at, width)
                _put(last, "\n".join(dict.fromkeys(why.get((listing.title, number), ()))))
                last.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[page.cell(1, width).column_letter].width = WIDTH
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue(), day)


def _put(cell: Any, value: Any) -> None:
    """A value as it was; text stays text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
        if value:
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in "=+-@'"
    else:
        cell.value = value
