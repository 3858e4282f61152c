"""`apdir import`: a spreadsheet's values into the records."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from apdir.commands.edits import new_problems, refuse
from apdir.commands.export import records_of, shown_of, shown_with_summaries
from apdir.commands.limit import in_good_time
from apdir.commands.options import OrdinaryFile, repository, shared, today, waiting, whole
from apdir.data.provider import STANDING_COLUMNS, standing_cells
from apdir.directory import ProviderRecord, provider_folders
from apdir.library import Library, read_library
from apdir.model.fields import EDITIONS
from apdir.pages.views import count
from apdir.problems import Problem
from apdir.rules.judgements import NOT_APPLICABLE
from apdir.rules.person import is_a_persons
from apdir.rules.placeholder import KIND as PLACEHOLDER
from apdir.source.document import dotted
from apdir.source.edit import Editable, save
from apdir.tables.grid import Grid, read_grids
from apdir.tables.parts import MOST_BYTES
from apdir.tables.sheets import BY_NAME, SHEETS, TAKE_OUT, strip_lines
from apdir.tables.taking import SAY_OR_LEAVE, Difference, Taken, Taking, told

#: Remedies in a spreadsheet, where they differ from those in a record's file.
IN_CELLS = {
    PLACEHOLDER: SAY_OR_LEAVE,
    NOT_APPLICABLE: f"Write {TAKE_OUT} here, and the reason on the sheet `details`, under `not_applicable`.",
}
#: So many rows of what is worked out are named.
MOST_ROWS = 3
#: An example as a record has it, its value as a cell has it.
EXAMPLE = re.compile(r"For example: `\w+: (.+)`\Z")


@click.command("import")
@shared
@click.argument("file", required=False, type=OrdinaryFile(MOST_BYTES))
@click.option("--write", is_flag=True, help="Change the records.  [default: only tell what would change]")
@click.option("--sheet", type=click.Choice(list(BY_NAME)),
              help="Which table a file with one sheet is.  [default: told by the headings]")  # fmt: skip
@click.option("--map", "names", multiple=True, metavar="HEADING=FIELD",
              help="Repeat for each heading of the file that is not a field's own name.")  # fmt: skip
@click.option("--new", is_flag=True, help="Begin a record for each row about a provider that is not there yet.")
@click.option("--columns", is_flag=True, help="List every column that can be taken in, with its meaning; do nothing.")
@in_good_time
def import_(
    file: Path | None, write: bool, sheet: str | None, names: tuple[str, ...], new: bool, columns: bool
) -> None:
    """Take a workbook's or a CSV file's values into the records; without --write, tell what would change.

    The columns are those that `apdir export` writes. A column that is not there, and a cell left empty, change
    nothing; `(none)` takes a value out. With any problem nothing is written.

    \b
    Examples:
      apdir import providers.xlsx
      apdir import providers.xlsx --write
      apdir import their-list.csv --new --map "Provider name=name" --map "Tel=contact.phone"
      apdir import --columns
    """
    if columns:
        for line in _columns():
            click.echo(line)
        return
    if file is None:
        raise click.UsageError("Name the file to take in, such as providers.xlsx, or see --columns.")
    root, day = repository(), today()
    library = whole(read_library(root))
    headings = _names(names)
    with waiting("Reading the spreadsheet …"):
        grids, problems, passed = read_grids(file, sheet, headings)
    records, wrong = records_of(root, library, "commissioner", day)
    public = list(shown_of(records, library, "public", day))
    texts = {
        name: Editable.of(root / name)
        for record in records
        for name in (record.file, *(visit.file for visit in record.visits))
    }
    vocabulary = library.settings.vocabulary
    words = {"type": vocabulary.types, "offer.needs": vocabulary.needs, "serves": vocabulary.areas}
    private = [column.private and column.heading in grid.places for grid in grids for column in grid.sheet.columns]
    folders = {row.slug: row for row in records}
    unread = set(provider_folders(root)[0]) - set(folders)
    taking = Taking(folders, {row.slug: row for row in public}, texts, words, unread, whole=any(private))
    # A problem of a table as such does not keep problems of its cells from being told.
    for grid in grids:
        if grid.tells_rows:
            taking.take(grid, new=new)
    taken = taking.taken
    taken.problems += problems
    if taken.passed:  # nobody can tell what such a row changes before somebody has put its record right
        taken.problems += wrong
    elif wrong:
        taken.left.append(
            f"Left out, for they have problems: {count(len({problem.file for problem in wrong}), 'file')}."
        )
    taken.problems += _checked(root, taken, library, day)
    for title, rows in passed.worked_out.items():
        if changed := _worked_out_otherwise(rows, records, library, day):
            some = ", ".join(f"{title}!A{number}" for number in changed[:MOST_ROWS])
            click.echo(
                f"To look at: {some}: the sheet is worked out of the records, which say otherwise now. Nothing of it "
                "is taken in.",
                err=True,
            )
    for title in passed.titles:
        click.echo(f"The sheet {title!r} is not one of the tables, and was passed over.", err=True)
    for line in taken.left:
        click.echo(line, err=True)
    for change in taken.differences:
        if change.path == ("contact", "email") and is_a_persons(change.after):
            click.echo(f"To look at: {change.cell}: this looks like one person's address, not an office's.", err=True)
    if taken.problems:
        refuse(taken.problems)
    for line in told(taken.differences):
        click.echo(line)
    if not taken.texts:
        click.echo("The records say the same already: nothing changes.", err=not sys.stdout.isatty())
    elif write:
        save(root, taken.texts)
        click.echo(
            f"Wrote {count(len(taken.texts), 'file')}. `apdir changes` tells what that does to the site.", err=True
        )
    else:
        click.echo(f"{count(len(taken.texts), 'file')} would change. Add --write to do it.", err=True)


def _worked_out_otherwise(
    rows: list[list[str]], records: list[ProviderRecord], library: Library, day: date
) -> list[int]:
    """The numbers of the rows of the table `standings` that an export of no edition would write today."""
    known = {
        tuple(strip_lines(text) for text in standing_cells(*one))
        for edition in EDITIONS
        for one in shown_with_summaries(records, library, edition, day)
    }
    width = len(STANDING_COLUMNS)
    return [
        number
        for number, row in enumerate(rows[1:], 2)
        if any(row) and tuple([*row, *[""] * width][:width]) not in known
    ]


def _names(given: tuple[str, ...]) -> dict[str, str]:
    """Values of `--map` by lower-case heading."""
    names = {}
    known = {name for sheet in SHEETS for name in (*sheet.keys, *(column.heading for column in sheet.columns))}
    for row in given:
        heading, equals, name = row.rpartition("=")
        if not equals or not heading.strip() or name.strip() not in known:
            raise click.BadParameter(
                f"`{row}` does not say which field a heading is: write `Tel=contact.phone`; --columns lists fields.",
                param_hint="--map",
            )
        names[heading.strip().lower()] = name.strip()
    return names


def _columns() -> list[str]:
    lines = []
    for sheet in SHEETS:
        lines += ["", f"{sheet.name}: {sheet.about}", f"  {', '.join(sheet.keys)}: which row it is"]
        for column in sheet.columns:
            example = f" For example: {column.example}" if column.example else ""
            officers = " (officers only)" if column.private else ""
            lines.append(f"  {column.heading}{officers}: {column.meaning}{example}")
    return lines[1:]


def _checked(root: Path, taken: Taken, library: Library, day: date) -> Iterator[Problem]:
    """The problems that changed records would add to the check, each at its cell."""
    cells: dict[str, list[Difference]] = defaultdict(list)
    for difference in taken.differences:
        cells[difference.file].append(difference)
    begun = {name: f"{some[-1].cell} ({name})" for name, some in cells.items() if taken.texts[name].was is None}
    for row in new_problems(root, {name: file.text for name, file in taken.texts.items()}, library, day):
        if any(_rests_on(row, heading) for name, heading in taken.refused if name == row.file):
            continue  # told already, at the cell that cannot be read
        message, hint = row.message, IN_CELLS.get(row.kind, row.hint)
        for name, place in begun.items():  # there is no such file yet: what the officer sees of it is its row
            message = message.replace(name, place)
        cell = _nearest(cells[row.file], row.field)
        if cell is not None and row.kind == "missing field" and not cell.after:
            message, hint = "This must not be empty.", EXAMPLE.sub(r"For example: \1", hint)
        elif cell is not None and row.kind == "missing field":  # of what the cell says, something else must be said
            hint = f"{hint} {_columns_for(row, cell.grid)}".rstrip()
        if not cells[row.file]:  # of a file that no cell changes, as where a visit's site is taken out
            yield row
            continue
        if cell is None:
            cell = cells[row.file][-1]  # of a record that is begun, the cell with its name
            message = f"{row.field}: {message}" if row.field else message
            if row.file in begun and row.kind == "missing field":
                hint = f"{hint} {_columns_for(row, cell.grid)}".rstrip()
        yield cell.problem(replace(row, message=message, hint=hint))


def _columns_for(problem: Problem, grid: Grid) -> str:
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


def _nearest(cells: Iterable[Difference], field: str) -> Difference | None:
    """The cell of a field, or of one that contains it, or of a part of it; None where there is none."""
    paths = {dotted(cell.path): cell for cell in cells}
    near = (path for path in paths if _within(field, path) or _within(path, field))
    return paths.get(field) or paths.get(next(near, ""))


def _within(field: str, other: str) -> bool:
    return field.startswith((f"{other}.", f"{other}["))
