"""Records as the rows of each table, as an edition shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from apdir.directory import ProviderRecord
from apdir.model.fields import Edition
from apdir.model.provider import Provider
from apdir.tables.sheets import DESCRIPTION, SHEETS, Column, Sheet

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, and the value of each column."""

    key: Key
    values: dict[Column, Any]


def rows(sheet: Sheet, records: Iterable[ProviderRecord], columns: Iterable[Column]) -> Iterator[Row]:
    """The rows of a table in the order of the records."""
    columns = tuple(columns)
    for record in records:
        if sheet.model is Provider:
            for row in _rows_of(sheet, (record.slug,), record.provider, columns):
                about = {column: record.description.strip() for column in columns if column.heading == DESCRIPTION}
                yield Row(row.key, row.values | about) if about and not sheet.within else row
        else:
            for visit in record.visits:
                yield from _rows_of(sheet, (record.slug, visit.id), visit.visit, columns)


def tables(
    records: Iterable[ProviderRecord], edition: Edition
) -> Iterator[tuple[Sheet, tuple[Column, ...], list[Row]]]:
    """Every table that an edition has, with its columns and rows."""
    records = list(records)
    for sheet in SHEETS:
        columns = sheet.shown(edition)
        if columns:
            yield sheet, columns, list(rows(sheet, records, columns))


def as_json(records: Iterable[ProviderRecord], edition: Edition) -> str:
    """Every record whole, as an edition shows it: the fields by the names that files use."""
    data = [plain_record(record) for record in records]
    return json.dumps({"edition": edition, "providers": data}, ensure_ascii=False, indent=2) + "\n"


def plain_record(record: ProviderRecord) -> dict[str, Any]:
    """A record as plain values for JSON; a field that says nothing, or what goes without saying, is left out."""
    return {
        "folder": record.slug,
        **_fields(record.provider),
        "description": record.description.strip(),
        "visits": [{"id": visit.id, "version": visit.framework.version, **_fields(visit.visit)}
                   for visit in record.visits],
        "years": [{"id": year.id, "version": year.framework.version, **_fields(year.year)} for year in record.years],
    }  # fmt: skip


def _fields(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _rows_of(sheet: Sheet, key: Key, record: Any, columns: tuple[Column, ...]) -> Iterator[Row]:
    for step in sheet.within:
        record = getattr(record, str(step))
    if not sheet.within:
        yield _row(key, record, columns)
    elif sheet.named:
        for name, item in record.items():
            yield _row((*key, str(name)), item, columns)
    else:
        for number, item in enumerate(record, 1):
            yield _row((*key, str(number)), item, columns)


def _row(key: Key, thing: Any, columns: tuple[Column, ...]) -> Row:
    return Row(key, {column: column.of(thing) for column in columns})
