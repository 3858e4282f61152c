"""Tables as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from apdir.tables.formula import escape_formula
from apdir.tables.rows import Row
from apdir.tables.sheets import Column, Sheet, cell

Table = tuple[Sheet, tuple[Column, ...], list[Row]]


def as_csv(table: Table, more: Sequence[Sequence[str]] | None = None) -> str:
    """A table as comma-separated values; no cell can be taken for a formula.

    ``more`` is what is worked out beside the records: headings, and the cells of each row.
    """
    sheet, columns, rows = table
    heads = (*sheet.keys, *(column.heading for column in columns))
    lines = [heads, *((*row.key, *(cell(row.values[column]) for column in columns)) for row in rows)]
    return csv_lines(lines if more is None else ((*line, *told) for line, told in zip(lines, more, strict=True)))


def csv_lines(rows: Iterable[Iterable[str]]) -> str:
    """Rows as comma-separated values, the headings among them; no cell can be taken for a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([escape_formula(text) for text in row] for row in rows)
    return out.getvalue()
