"""Where in a file its list stands: its sheets, the headings, the rows below, and which of these are no provider's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from apdir.lists.cells import cleaned
from apdir.lists.headings import PRICED, fields, known, plain
from apdir.tables.cells import Cells, fill_merged, said
from apdir.tables.hidden import NOTHING_HIDDEN, Hidden
from apdir.tables.places import column_letter
from apdir.tables.sheets import BY_NAME, strip_lines

#: Rows among which the headings are looked for, and the longest heading.
ROWS_BEFORE, LONGEST = 30, 80
#: A longer text about a price is no heading.
SHORT = 40
#: With more known headings than these, a row is the headings however many others there are.
FEW = 2
#: A row that counts, dates or explains the list.
TOTAL = re.compile(r"\W*(?:(?:grand |sub)?total|sum|count|number of|average|as (?:at|of)|(?:last )?updated|source|"
                   r"n\.?b\.?\b|"
                   r"notes?\b|key\b|please|\*)", re.IGNORECASE)  # fmt: skip
#: The most rows of a list, and characters below its headings. A council's has some 50 to 500 rows.
MOST_LISTED, MOST_WRITTEN = 1_000, 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings: its number in the sheet, and the text of its cells by their columns' keys."""

    number: int
    cells: Mapping[str, str]
    mended: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """The list on one sheet: the number of the row with its headings, its columns by key, its rows.

    ``passed`` are rows that are no provider's, with their words, and ``unseen`` what of it its reader does not see.
    """

    title: str
    top: int
    places: Mapping[str, int]
    rows: tuple[Row, ...]
    passed: tuple[tuple[int, str], ...]
    unseen: Hidden = NOTHING_HIDDEN

    def cells(self, key: str) -> list[str]:
        """The texts of a column."""
        return [row.cells.get(key, "") for row in self.rows]

    def place(self, number: int, key: str) -> str:
        """A cell as spreadsheets name it, with its heading: `Sheet1!C4 (Post Code)`."""
        return f"{self.title}!{column_letter(self.places.get(key, 1))}{number} ({key})"


def is_own(sheets: Sequence[Cells], names: Mapping[str, str]) -> bool:
    """Whether a file has the tables that `apdir export` writes, and no list of somebody else's."""
    for _, title, cells, *_ in sheets:
        first = next((texts for row in cells if any(texts := [said(value) for value in row])), [])
        headings = {names.get(text.lower(), re.sub(r"[\s_]+", "_", text.lower())) for text in first if text}
        for sheet in BY_NAME.values():
            known = {*sheet.keys, *(column.heading for column in sheet.columns)}
            own = title.strip().lower() == sheet.name or (sheet.name == "providers" and "name" in headings)
            if headings >= set(sheet.keys) or (headings and own and headings <= known):
                return True
    return False


def listing_of(sheet: Cells) -> Listing | None:
    """The list on a sheet, None where there is none."""
    texts = [[strip_lines(said(value)) if not isinstance(value, str) else value for value in row] for row in sheet.rows]
    fill_merged(texts, sheet.merged)
    top = _headings_row(texts)
    if top is None:
        return None
    names, below = _headings(texts, top, sheet.merged)
    places = _keys(names, texts[below:])
    heads = {text.strip().lower() for text in texts[top] if text.strip()}
    rows: list[Row] = []
    passed: list[tuple[int, str]] = []
    for number, raw in enumerate(texts[below:], below + 1):
        filled = [" ".join(text.split()) for text in raw if text.strip()]
        if not filled:
            continue
        if (
            (TOTAL.match(filled[0]) and len(filled) <= max(2, len(places) // 3))
            or (len(filled) == 1 and len(places) > 2)
            or {text.lower() for text in filled} <= heads
        ):
            passed.append((number, " | ".join(filled)))
        else:
            rows.append(_row(number, raw, places))
    return Listing(sheet.title, top + 1, places, tuple(rows), tuple(passed), sheet.unseen) if rows else None


def _row(number: int, raw: Sequence[str], places: Mapping[str, int]) -> Row:
    cells, mended = {}, {}
    for key, place in places.items():
        text, repairs = cleaned(raw[place - 1]) if place <= len(raw) else ("", [])
        cells[key] = strip_lines(text)
        if repairs and cells[key]:
            mended[key] = repairs
    return Row(number, cells, mended)


def is_known(heading: str) -> bool:
    """Whether a heading is one that lists have."""
    name = plain(heading)
    if heading.strip().lower() in fields():
        return True
    return bool(name) and (known(name) is not None or (len(name) < SHORT and PRICED.search(name) is not None))


def _headings_row(texts: Sequence[Sequence[str]]) -> int | None:
    """The row, from 0, that has the most headings that lists have; else the first that is filled and has no figures."""
    best: tuple[int, int] | None = None
    for at, row in enumerate(texts[:ROWS_BEFORE]):
        short = [text for text in row if text.strip() and len(text) <= LONGEST]
        known = sum(map(is_known, short))
        enough = 3 * known >= len(short) or known > FEW
        if known > 1 and enough and (best is None or known > best[0]):
            best = known, at
    if best is not None:
        return best[1]
    for at, row in enumerate(texts[:ROWS_BEFORE]):
        filled = [text for text in row if text.strip()]
        if len(filled) > 2 and not any(re.search(r"\d{3}|@", text) for text in filled):
            return at
    return None


def _headings(
    texts: Sequence[Sequence[str]], top: int, merged: Sequence[tuple[int, int, str]]
) -> tuple[list[str], int]:
    """The headings, with those of a row above or below that belong to them, and the first row below them."""
    own = [" ".join(cleaned(text)[0].split()) for text in texts[top]]
    above = _above(texts, top, merged)
    names = []
    for at, name in enumerate(own):
        over = above[at] if at < len(above) else ""
        both = f"{over} {name}".strip()
        names.append(both if over and (not name or not is_known(name) or is_known(both)) else name)
    if top + 1 < len(texts) and _is_second(own, texts[top + 1]):
        under = [" ".join(cleaned(text)[0].split()) for text in texts[top + 1]]
        whole, last = [], ""
        for at in range(max(len(names), len(under))):
            name, more = (row[at] if at < len(row) else "" for row in (names, under))
            last = name or last
            whole.append(f"{last} {more}" if more and not is_known(more) else more or name)
        return whole, top + 2
    return names, top + 1


def _above(texts: Sequence[Sequence[str]], top: int, merged: Sequence[tuple[int, int, str]]) -> list[str]:
    """The headings of groups of columns in the row above, each over all of its columns; none where it is a title."""
    if top == 0:
        return []
    over = [" ".join(cleaned(text)[0].split()) for text in texts[top - 1]]
    if sum(map(bool, over)) < 2:
        return []
    spans = {left: _boundaries(cells)[2] or left for row, left, cells in merged if row == top}
    found, last, end = [], "", 0
    for at, text in enumerate(over, 1):
        if text:
            last, end = text, spans.get(at, len(over) if not spans else at)
        found.append(last if at <= end else "")
    return found


def _is_second(own: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row goes on with the headings: under a heading of several columns, and nothing under the first."""
    filled = [at for at, text in enumerate(row) if text.strip()]
    return (
        len(filled) > 1
        and bool(own) and bool(own[0]) and not row[0].strip()
        and any(at >= len(own) or not own[at] for at in filled)
        and not any(len(row[at]) > 30 or re.search(r"\d{4}|@|£", row[at]) for at in filled)
    )  # fmt: skip


def _keys(names: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int]:
    """A key for each column with anything in it: its heading, told apart where it is there twice or missing."""
    width = max([len(names), *map(len, below)], default=0)
    keys: dict[str, int] = {}
    for place in range(1, width + 1):
        name = names[place - 1] if place <= len(names) else ""
        if not name and not any(place <= len(row) and row[place - 1].strip() for row in below):
            continue
        key = name or f"column {column_letter(place)}"
        keys[key if key not in keys else f"{key} (column {column_letter(place)})"] = place
    return keys


def _boundaries(cells: str) -> tuple[int | None, ...]:
    """The first column and row of a range, and the last ones: A1:B2."""
    from openpyxl.utils import range_boundaries  # large, and few lists have merged cells

    return range_boundaries(cells)


def some_rows(rows: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Rows in a few words: `row 9 (Total: 5)`."""
    yield from (f"row {number} ({text[:60]})" for number, text in rows[:5])
    if len(rows) > 5:
        yield f"{len(rows) - 5} more"
