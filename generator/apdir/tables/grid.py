"""A spreadsheet's file as cells of text, every one with its place, and what is wrong with its form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from apdir.problems import Problem, first_of, nearest, shown
from apdir.tables.cells import Book, Cells, fill_merged, said, tables_of
from apdir.tables.places import column_letter
from apdir.tables.sheets import BY_NAME, SHEETS, TOLD_COLUMNS, WORKED_OUT, Sheet


@dataclass(frozen=True, slots=True)
class Passed:
    """What is no table: the titles of sheets of other things, and all rows of a sheet with what is worked out."""

    titles: list[str] = field(default_factory=list)
    worked_out: dict[str, list[list[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as it was read: its rows by heading, those without anything in them left out.

    ``rows`` has the number of each row with it; ``places`` the column of each heading, from 1; ``own`` the words that
    the file has for a heading, where they are others; ``hidden`` the numbers of the rows that nobody sees.
    """

    sheet: Sheet
    file: str
    title: str
    places: Mapping[str, int]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    own: Mapping[str, str]
    hidden: Collection[int] = ()

    @property
    def tells_rows(self) -> bool:
        """Whether its columns say what each row is about."""
        return all(_is_told(self.sheet, key, self.places) for key in self.sheet.keys)

    def problem(self, row: int, heading: str, message: str, hint: str, kind: str = "value") -> Problem:
        """Something wrong at a cell: told with sheet, row and column."""
        column = self.places.get(heading, 0)
        return Problem(self.file, row, column, self.place(row, heading), message, hint, kind)

    def place(self, row: int, heading: str) -> str:
        """A cell as spreadsheets name it, with its heading: `providers!C4 (offer.capacity)`, `list!C4 (Places)`."""
        column = column_letter(self.places.get(heading) or 1)
        return f"{self.title}!{column}{row} ({self.own.get(heading, heading)})"


#: The most characters that a spreadsheet program keeps in one cell.
MOST_IN_CELL = 32_767
#: Words in which headings of many meanings end: `Contact name` is no provider's name, `QA visit date` checks no facts.
VAGUE = frozenset(("name", "date", "number", "day"))
#: Least likeness of a heading to a field's name for a slip of it.
ALIKE = 0.8
#: A line with so many cells may be the headings, where those before it have but one.
HEADINGS, LINES_BEFORE = 3, 20
FORMULA_ERROR = re.compile(r"#(REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?\Z|#N/A\Z")


def read_grids(
    book: Book, sheet: str | None, names: Mapping[str, str], folders: Collection[str] = ()
) -> tuple[list[Grid], list[Problem], Passed]:
    """The tables of a workbook or CSV file, every problem of their form, and the sheets that were passed over.

    ``sheet`` says which table a file with a single sheet is; ``names`` give headings of the file another name.
    ``folders`` are those of all providers: a column of them is known by whatever heading.
    """
    raw, problems, others = tables_of(book, sheet)
    grids: list[Grid] = []
    passed = Passed()
    for name, title, cells, *_ in others:
        if name:
            passed.worked_out[title] = [[said(value) for value in row] for row in cells]
            continue
        alike = _known_tables(_first_texts(cells), names)
        if alike:
            tables = " or ".join(f"`{name}`" for name in alike)
            message = (
                f"The sheet {shown(title)} was not compared: it has the headings of a table, and the name of none."
            )
            hint = f"If it is {tables}, name it so. If it is not, delete it, and import again."
            problems.append(Problem(book.file, 0, 0, title, message, hint, "file"))
        else:
            passed.titles.append(title)
    for one in raw:
        name, title, cells = one.table, one.title, one.rows
        fitting = [BY_NAME[name]] if name else _fitting(cells, names)
        if len(fitting) > 1:
            message = f"This may be the table {' or '.join(f'`{table.name}`' for table in fitting)}."
            problems.append(Problem(book.file, 0, 0, title, message, f"Say which: --sheet {fitting[0].name}", "file"))
            continue
        table = fitting[0]
        grid, found = _grid(table, book.file, title or table.name, one, names, folders)
        problems += found
        if table.name == "providers" and any(text in TOLD_COLUMNS for text in _first_texts(cells)):
            passed.worked_out[title or table.name] = [[said(value) for value in row] for row in cells]
        if grid is not None:
            grids.append(grid)
    if not grids and not problems:
        problems.append(Problem(book.file, 0, 0, "", "There is no sheet with records here.",
                                f"Name the sheet as one of: {', '.join(BY_NAME)}.", "missing sheet"))  # fmt: skip
    return grids, problems, passed


def _fitting(cells: list[list[Any]], names: Mapping[str, str]) -> list[Sheet]:
    """The tables of which the first row has the most headings: that of the providers, unless others have more."""
    most = _known_tables(_first_texts(cells), names)
    return [BY_NAME[name] for name in (["providers"] if "providers" in most or not most else most)]


def _first_texts(cells: list[list[Any]]) -> list[str]:
    return next((texts for row in cells if any(texts := [said(value) for value in row])), [])


def _known_tables(first: list[str], names: Mapping[str, str]) -> list[str]:
    """The names of the tables of which a first row has all keys, and the most headings."""
    headings = {_heading(text, names) for text in first}
    known = {sheet.name: len(headings & _known(sheet)) for sheet in SHEETS if headings.issuperset(sheet.keys)}
    return [name for name, count in known.items() if count == max(known.values())]


def _heading(text: str, names: Mapping[str, str]) -> str:
    return names.get(text.lower(), re.sub(r"[\s_]+", "_", text.lower()))


def _known(sheet: Sheet) -> set[str]:
    return {*sheet.keys, *(column.heading for column in sheet.columns)}


def _grid(
    sheet: Sheet,
    file: str,
    title: str,
    cells: Cells,
    names: Mapping[str, str],
    folders: Collection[str],
) -> tuple[Grid | None, list[Problem]]:
    """A table's cells by heading; None where nothing can be done with it."""
    texts = [[said(value) for value in row] for row in cells.rows]
    fill_merged(texts, cells.merged)
    top = next((number for number, row in enumerate(texts) if sum(map(bool, row)) > 0), None)
    if top is None:
        return None, [Problem(file, 1, 1, f"{title}!A1", "This sheet is empty.", "Delete it or fill it in.", "empty")]
    if last := _lines_before_headings(texts, top):
        message = f"{shown(next(filter(None, texts[top])))} is no line of headings."
        hint = f"Delete rows 1 to {last}, so that the headings come first."
        return None, [Problem(file, top + 1, 1, f"{title}!A{top + 1}", message, hint, "no headings")]
    headings, problems = _headings(sheet, file, title, texts[top:], top + 1, names, folders)
    for at, column, first in cells.merged[:1]:
        more = f" and {len(cells.merged) - 1} more ranges" if len(cells.merged) > 1 else ""
        message = f"The cells {first}{more} are merged, so only the first of them has a value."
        unmerge = "Unmerge them, and write the value into each cell that it is for."
        problems.append(Problem(file, at, column, f"{title}!{first}", message, unmerge, "merged cells"))
    for key in sheet.keys:
        if not _is_told(sheet, key, headings):
            message = f"There is no column `{key}`, so nobody can tell what a row is about."
            new = ", or the column `name` for providers that are new" if sheet.name == "providers" else ""
            hint = f"Add the column `{key}`, as `apdir export` writes it{new}."
            problems.append(Problem(file, top + 1, 1, f"{title}!A{top + 1}", message, hint, "missing column"))
    problems += first_of(_without_heading(texts, top), lambda at: _has_no_heading(file, title, *at))
    rows = []
    columns = [(heading, place - 1) for heading, place in headings.items()]
    for number, row in enumerate(texts[top + 1 :], top + 2):
        row += [""] * (len(texts[top]) - len(row))
        values = {heading: row[at] for heading, at in columns}
        if any(values.values()):
            rows.append((number, values))
    own = {heading: text for heading, place in headings.items() if (text := texts[top][place - 1]) != heading}
    grid = Grid(sheet, file, title, headings, tuple(rows), own, cells.unseen.rows)
    wrong = list(_unusable(grid))
    if wrong:
        # Told once: such a cell is then as good as empty.
        left = {(number, heading) for number, heading, _, _ in wrong}
        kept = [(at, {name: "" if (at, name) in left else text for name, text in row.items()}) for at, row in rows]
        grid = replace(grid, rows=tuple(kept))
    problems += first_of(wrong, lambda cell: grid.problem(*cell, "formula"))
    if grid.tells_rows:
        twice = list(_twice(grid))
        problems += first_of(twice, lambda rows: _same_again(grid, *rows))
        again = {number for number, *_ in twice}  # nothing is written, so each need not be taken in as well
        grid = replace(grid, rows=tuple(row for row in grid.rows if row[0] not in again))
    return grid, problems


def _lines_before_headings(texts: list[list[str]], top: int) -> int:
    """The number of the last row before the headings, where a list has lines such as a title above them; else 0."""
    filled = [sum(map(bool, row)) for row in texts[: top + LINES_BEFORE]]
    first = next((at for at in range(top, len(filled)) if filled[at] > 1), top)
    return first if first > top and filled[first] >= HEADINGS else 0


def _without_heading(texts: list[list[str]], top: int) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of each cell with no heading above it: a comma without quotes makes such cells in CSV."""
    headed = {place for place, text in enumerate(texts[top], 1) if text}
    bare = [at for at in range(1, max(map(len, texts)) + 1) if at not in headed]
    for number, row in enumerate(texts[top + 1 :] if bare else (), top + 2):
        yield from ((number, at, row[at - 1]) for at in bare if at <= len(row) and row[at - 1])


def _has_no_heading(file: str, title: str, row: int, column: int, text: str) -> Problem:
    message = f"{shown(text)} stands in a column without a heading, so nobody can tell what it says."
    hint = "Head the column, or delete the cell. In CSV, a value with a comma in it stands in quotation marks."
    return Problem(file, row, column, f"{title}!{column_letter(column)}{row}", message, hint, "no heading")


def _is_told(sheet: Sheet, key: str, headings: Collection[str]) -> bool:
    """Whether a table has the column for a part of its key; a row about a new provider may have a name alone."""
    return key in headings or (key == "folder" and "name" in headings and not sheet.within)


def _headings(
    sheet: Sheet,
    file: str,
    title: str,
    texts: list[list[str]],
    number: int,
    names: Mapping[str, str],
    folders: Collection[str],
) -> tuple[dict[str, int], list[Problem]]:
    """The places of the headings in the first row, and what is wrong with them."""
    row, *below = texts
    known = [*sheet.keys, *(column.heading for column in sheet.columns)]
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for place, text in enumerate(row, 1):
        where = f"{title}!{column_letter(place)}{number}"
        heading = _heading(text, names)
        if not text or (sheet.name == "providers" and heading in WORKED_OUT):
            continue
        if heading not in known:
            said = any("--columns" in one.hint for one in problems)
            listed = "" if said else " All columns are listed by `apdir import --columns`."
            message = f"{shown(text)} is not one of the columns that can be taken in."
            if "folder" not in (_heading(one, names) for one in row) and _are_folders(below, place, folders):
                found["folder"] = place
                hint = f'Its cells are names of folders: head it `folder`, or add --map "{text[:40]}=folder".'
            else:
                hint = f"{_meant(text, heading, sheet, known)}{listed}"
            problems.append(Problem(file, number, place, where, message, hint, "unknown column"))
        elif heading in found:
            message = f"The column {shown(heading)} is given twice."
            problems.append(Problem(file, number, place, where, message, "Keep one of the two.", "duplicate column"))
        else:
            found[heading] = place
    return found, problems


def _are_folders(rows: list[list[str]], place: int, folders: Collection[str]) -> bool:
    """Whether most cells of a column are names of providers' folders."""
    said = [row[place - 1] for row in rows if place <= len(row) and row[place - 1]]
    return sum(text in folders for text in said) * 2 > len(said)


def _meant(text: str, heading: str, sheet: Sheet, known: list[str]) -> str:
    """The likely meaning of an unknown heading: fields that end in its word, or the sheet that has it."""
    said = set(re.sub(r"[^a-z ]", "", text.lower().replace("_", " ")).split())
    words = said | {word.removesuffix("s") for word in said} | {re.sub(r"[^a-z]", "_", text.lower())}
    near = nearest(heading, known, ALIKE)
    ending = []
    for name in known:
        within, _, last = name.rpartition(".")
        meant = {last, last.removesuffix("s")} & words
        if meant - VAGUE or (meant and (len(said) == 1 or (within or "provider") in said)):
            ending.append(name)
    names = [near] if near is not None else ending[:3]
    if names:
        fields = " or ".join(f"`{name}`" for name in names)
        return f'If it is {fields}, head it so, or add --map "{text[:40]}={names[0]}"; otherwise delete the column.'
    for other in SHEETS:
        if other is sheet:
            continue
        column = next((column.heading for column in other.columns if column.heading in said - VAGUE), None)
        if column is not None or other.name.removesuffix("s") in words:
            as_what = f"as `{column}`, " if column is not None else ""
            return f"It belongs on the sheet `{other.name}`, {as_what}which `apdir export` writes. Delete it here."
    return f'Say which field it is: --map "{text[:40]}=FIELD"; or delete the column.'


def _unusable(grid: Grid) -> Iterator[tuple[int, str, str, str]]:
    """Cells with which nothing can be done: row, heading, what is wrong, and what would be right."""
    for number, values in grid.rows:
        together = "".join(values.values())
        for heading, text in values.items() if "#" in together or len(together) > MOST_IN_CELL else ():
            if text.startswith("#") and FORMULA_ERROR.match(text):
                message = f"The spreadsheet reports an error here: {shown(text)}."
                yield number, heading, message, "Correct the formula, or type the value."
            elif len(text) > MOST_IN_CELL:
                message = f"This cell has {len(text):,} characters; {MOST_IN_CELL:,} is the most."
                yield number, heading, message, "A quotation mark may be missing. Say it shorter."


def _same_again(grid: Grid, number: int, other: int, key: tuple[str, ...]) -> Problem:
    message = f"This row is about the same as row {other}: {', '.join(map(shown, key))}."
    return grid.problem(number, _told_by(grid)[-1], message, "Keep one of the two rows.", "duplicate row")


def _told_by(grid: Grid) -> list[str]:
    """The headings that say what a row is about."""
    return [key for key in grid.sheet.keys if key in grid.places] or ["name"]


def _twice(grid: Grid) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Rows about what another row is about already: row, the other, and what they are about."""
    seen: dict[tuple[str, ...], int] = {}
    keys = _told_by(grid)
    for number, values in grid.rows:
        key = tuple(values[name] for name in keys)
        if not all(key):
            continue
        if key in seen:
            yield number, seen[key], key
        seen.setdefault(key, number)
