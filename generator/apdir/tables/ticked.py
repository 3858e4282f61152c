"""A sheet of providers to tick: an officer writes beside each whether, or when, it confirmed its details."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apdir.directory import ProviderRecord
from apdir.model.values import day_as_typed
from apdir.problems import Problem, shown
from apdir.tables.cells import Book, said
from apdir.tables.places import column_letter

#: Headings that are read; the others help whoever asks.
FOLDER, CONFIRMED = "folder", "confirmed"
HEADINGS = (FOLDER, "name", "last confirmed", "by", "ask", "telephone", "email", CONFIRMED)
TICKS = frozenset(("x", "✓", "✔", "☑", "yes", "y", "true", "ok", "1"))
HINT = "Write `x`, or the day, or leave it empty."
BLANK = frozenset(("", "no", "n", "false", "0", "-", "☐"))


def to_tick(records: Iterable[ProviderRecord]) -> Iterator[Sequence[object]]:
    """The rows of the sheet, headings first: providers that are listed, the longest unconfirmed first."""
    yield HEADINGS
    listed = [(it.slug, it.provider) for it in records if it.provider.status == "listed"]
    for slug, it in sorted(listed, key=lambda row: (row[1].checked.date, row[0])):
        contact = it.contact
        yield slug, it.name, it.checked.date, it.checked.by, contact.role, contact.phone, contact.email, ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """One row that is ticked: where it is, the provider's folder, and the day if the row says one."""

    file: str
    title: str
    row: int
    columns: tuple[int, int]
    folder: str
    day: date | None

    @classmethod
    def of(cls, book: Book) -> tuple[list[Ticked], list[Problem]]:
        """The ticked rows of a file, each provider once, and what is wrong with it."""
        if book.wrong is not None:
            return [], [book.wrong]
        for sheet in book.sheets:
            rows = [[said(value) for value in row] for row in sheet.rows]
            heads = next(((at, row) for at, row in enumerate(rows) if {FOLDER, CONFIRMED} <= set(_lower(row))), None)
            if heads is not None:
                top, headings = heads[0], _lower(heads[1])
                break
        else:
            hint = "Write one with `apdir confirm --sheet`, and tick in it."
            message = f"No sheet of this file has the columns `{FOLDER}` and `{CONFIRMED}`."
            return [], [Problem(book.file, 0, 0, "", message, hint, "file")]
        columns = headings.index(FOLDER), headings.index(CONFIRMED)
        found: dict[str, Ticked] = {}
        problems = []
        for number, row in enumerate(rows[top + 1 :], top + 2):
            folder, mark = (row[column].strip() if column < len(row) else "" for column in columns)
            here = cls(book.file, sheet.title, number, columns, folder, _day(mark))
            if mark.lower() in BLANK:
                continue
            if not folder:
                problems.append(here.problem(FOLDER, "This row is ticked, and names no folder.", "Write its folder."))
            elif here.day is None and mark.lower() not in TICKS:
                problems.append(here.problem(CONFIRMED, f"{shown(mark)} is neither a tick nor a day.", HINT))
            elif folder in found and found[folder].day != here.day:
                problems.append(
                    here.problem(CONFIRMED, f"Row {found[folder].row} says another day.", "Keep one of them.")
                )
            else:
                found[folder] = here
        return list(found.values()), problems

    def problem(self, heading: str, message: str, hint: str) -> Problem:
        """A problem at one of the row's cells."""
        letter = column_letter(self.columns[heading == CONFIRMED] + 1)
        return Problem(self.file, self.row, 1, f"{self.title}!{letter}{self.row} ({heading})", message, hint, "cell")


def _lower(row: Iterable[str]) -> list[str]:
    return [text.strip().lower() for text in row]


def _day(text: str) -> date | None:
    """A day as it is typed: 2026-11-27, 27/11/2026."""
    try:
        return date.fromisoformat(day_as_typed(text) or text)
    except ValueError:
        return None
