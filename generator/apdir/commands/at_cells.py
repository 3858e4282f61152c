"""Problems of the check told at the cells of a spreadsheet that make them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from apdir.commands.edits import new_problems
from apdir.library import Library
from apdir.problems import Problem
from apdir.rules.judgements import NOT_APPLICABLE
from apdir.rules.placeholder import KIND as PLACEHOLDER
from apdir.source.document import dotted
from apdir.tables.grid import Grid
from apdir.tables.sheets import BY_NAME, TAKE_OUT
from apdir.tables.taking import SAY_OR_LEAVE, Difference, Taken

#: Remedies in a spreadsheet, where they differ from those in a record's file.
IN_CELLS = {
    PLACEHOLDER: SAY_OR_LEAVE,
    NOT_APPLICABLE: f"Write {TAKE_OUT} here, and the reason on the sheet `details`, under `not_applicable`.",
}
#: Fields that a hint would have added in a record, as the columns that a spreadsheet has for them.
COLUMNS = (
    ("add `near:` with an older postcode close by", "write an older postcode close by into a column `sites.near`"),
    ("add `far: yes` to the site", "write `yes` into a column `sites.far`"),
)
#: Where a step of a field's path begins: `.lengths`, `[1]`.
STEP = re.compile(r"[.\[]")
RECORD = re.compile(r"providers/[^/\s]+/provider\.md")
#: An example as a record has it, its value as a cell has it.
EXAMPLE = re.compile(r"For example: `\w+: (.+)`\Z")


def problems_at_cells(
    root: Path,
    taken: Taken,
    library: Library,
    day: date,
    remedy: Callable[[Problem, Grid], str] | None = None,
) -> Iterator[Problem]:
    """The problems that changed records would add to the check, each at its cell.

    ``remedy`` says how a field that is missing is said, where it is not by a column of its own.
    """
    if taken.stopped:
        return  # not all of it was looked at, and none of it is written
    remedy = remedy or columns_for
    cells: dict[str, list[Difference]] = defaultdict(list)
    for difference in taken.differences:
        cells[difference.file].append(difference)
    begun = {
        name: f"{next((one for one in some if one.path == ('name',)), some[-1]).cell} ({name})"
        for name, some in cells.items()
        if taken.texts[name].was is None
    }
    by_field: dict[str, _ByField] = {}
    refused: dict[str, list[str]] = defaultdict(list)
    for name, heading in taken.refused:
        refused[name].append(heading)
    for row in new_problems(root, {name: file.text for name, file in taken.texts.items()}, library, day):
        if any(_rests_on(row, heading) for heading in refused[row.file]):
            continue  # told already, at the cell that cannot be read
        message, hint = row.message, IN_CELLS.get(row.kind, row.hint)
        for in_records, in_cells in COLUMNS:
            hint = hint.replace(in_records, in_cells)
        # There is no such file yet: what the officer sees of it is its row.
        message = RECORD.sub(lambda match: begun.get(match[0], match[0]), message)
        if row.file not in by_field:
            by_field[row.file] = _ByField(cells[row.file])
        cell = by_field[row.file].nearest(row.field)
        if cell is not None and row.kind == "missing field" and not cell.after:
            message, hint = "This must not be empty.", EXAMPLE.sub(r"For example: \1", hint)
        elif cell is not None and row.kind == "missing field":  # of what the cell says, something else must be said
            hint = f"{hint} {remedy(row, cell.grid)}".rstrip()
        if not cells[row.file]:  # of a file that no cell changes, as where a visit's site is taken out
            yield row
            continue
        if cell is None:
            of_name = (one for one in cells[row.file] if one.path == ("name",))
            cell = next(of_name, cells[row.file][-1])  # of a record that is begun, the cell with its name
            message = f"{row.field}: {message}" if row.field else message
            if row.file in begun and row.kind == "missing field":
                hint = f"{hint} {remedy(row, cell.grid)}".rstrip()
        yield cell.problem(replace(row, message=message, hint=hint))


def columns_for(problem: Problem, grid: Grid) -> str:
    """The columns to fill in or to add: that of the field, or those that the problem names beside it or within it."""
    columns = [column.heading for column in BY_NAME["providers"].columns]
    beside = problem.field.rpartition(".")[0]
    for text, between in ((problem.message, " and "), (problem.hint, " or ")):
        names = re.findall(r"`(\w+)`", text)
        wanted = [f"{place}.{name}".removeprefix(".") for place in (problem.field, beside) for name in names]
        found = [name for name in columns if any(name == one or _within(name, one) for one in wanted)]
        if found:
            what = "Fill in" if all(name in grid.places for name in found) else "Add"
            return f"{what} the column {between.join(f'`{name}`' for name in found)}."
    return ""


def _rests_on(problem: Problem, heading: str) -> bool:
    """Whether a problem is there because a cell of its record could not be read."""
    field = problem.field
    if field == heading or _within(field, heading) or _within(heading, field):
        return True
    return problem.kind == "missing field" and f"`{heading.rpartition('.')[2]}`" in problem.message


class _ByField:
    """Cells of one record by field: their own, and the first of those of each field that contains theirs."""

    def __init__(self, cells: Sequence[Difference]) -> None:
        self.own = {dotted(cell.path): cell for cell in cells}
        self.parts = {dotted(cell.path[:end]): cell for cell in reversed(cells) for end in range(1, len(cell.path))}

    def nearest(self, field: str) -> Difference | None:
        """The cell of a field, or of a part of it, or of one that contains it; None where there is none."""
        containing = (field[: match.start()] for match in STEP.finditer(field))
        cells = (self.own.get(field), self.parts.get(field), *map(self.own.get, containing))
        return next(filter(None, cells), None)


def _within(field: str, other: str) -> bool:
    return field.startswith((f"{other}.", f"{other}["))
