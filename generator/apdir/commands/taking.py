"""`apdir import`: a spreadsheet's values into the records."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from apdir.commands.at_cells import problems_at_cells
from apdir.commands.edits import refuse
from apdir.commands.export import records_of, shown_of, shown_with_summaries
from apdir.commands.limit import in_good_time
from apdir.commands.list_told import Options
from apdir.commands.lists import read_list, take_list
from apdir.commands.options import OrdinaryFile, repository, shared, today, waiting, whole
from apdir.data.provider import STANDING_COLUMNS, standing_cells
from apdir.directory import ProviderRecord, provider_folders
from apdir.library import Library, read_library
from apdir.lists.headings import APART
from apdir.model.fields import EDITIONS
from apdir.pages.views import count, words
from apdir.problems import shown
from apdir.rules.person import is_a_persons
from apdir.source.edit import Editable, save
from apdir.tables.cells import read_book
from apdir.tables.grid import read_grids
from apdir.tables.parts import MOST_BYTES
from apdir.tables.places import column_letter
from apdir.tables.sheets import BY_NAME, SHEETS, TOLD_COLUMNS, strip_lines
from apdir.tables.taking import Taking, told
from apdir.tables.workbook import STANDINGS

#: So many rows of what is worked out are named.
MOST_ROWS = 3
#: What the table `standings` repeats from a record as it is written there.
OWN_FIELDS = ("name", "status")


@click.command("import")
@shared
@click.argument("file", required=False, type=OrdinaryFile(MOST_BYTES))
@click.option("--write", is_flag=True, help="Change the records.  [default: only show what would change]")
@click.option("--sheet", type=click.Choice(list(BY_NAME)),
              help="Which table a file with one sheet is.  [default: from the headings]")  # fmt: skip
@click.option("--map", "names", multiple=True, metavar="HEADING=FIELD",
              help="Repeat for each heading of the file that is not a field's own name.")  # fmt: skip
@click.option("--new", is_flag=True, help="Start a record for each row about a provider that has none.")
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE",
              help="Repeat for each field that a list lacks and all its new providers share.")  # fmt: skip
@click.option("--ignore", "ignored", multiple=True, metavar="HEADING",
              help="Repeat for each column of a list that you do not want.")  # fmt: skip
@click.option("--skip-bad", is_flag=True,
              help="Import a list's good rows, and write the others to a workbook that says why.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List every problem in a list by its cell.  [default: by type]")
@click.option("--columns", is_flag=True, help="List every column that can be imported, with its meaning.")
@in_good_time
def import_(
    file: Path | None,
    write: bool,
    sheet: str | None,
    names: tuple[str, ...],
    new: bool,
    sets: tuple[str, ...],
    ignored: tuple[str, ...],
    skip_bad: bool,
    every: bool,
    columns: bool,
) -> None:
    """Update the records from a workbook or a CSV file; without --write, only show what would change.

    The columns are those that `apdir export` writes. A column that is not there, and a cell left empty, change
    nothing; `(none)` removes a value. If there is any problem, nothing is written.

    A list with headings of its own (.xlsx, .ods, .csv) is read as it is. The first time, imports/NAME.yml is written
    and says what each column is: correct it, answer what it asks, and import again. The next list with these headings
    uses it too.

    \b
    Examples:
      apdir import providers.xlsx
      apdir import providers.xlsx --write
      apdir import their-list.xlsx --new
      apdir import their-list.xlsx --new --set "checked.by=AP officer" --ignore "RAG rating" --skip-bad --write
      apdir import --columns
    """
    if columns:
        for line in _columns():
            click.echo(line)
        return
    if file is None:
        raise click.UsageError("Name the file to take in, such as providers.xlsx, or see --columns.")
    with waiting("Reading the file …"):
        book = read_book(file)
        found = read_list(book, sheet, names)
    if found is not None:
        options = Options(write, new, skip_bad, every, names, sets, ignored)
        take_list(file, *found, options)
        return
    for name, given in (("--set", sets), ("--ignore", ignored), ("--skip-bad", skip_bad)):
        if given:
            raise click.UsageError(f"{name} is for lists with headings of their own. These are this program's.")
    root, day = repository(), today()
    library = whole(read_library(root))
    headings = _names(names)
    grids, problems, passed = read_grids(book, sheet, headings, provider_folders(root)[0])
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
    for grid in sorted(grids, key=lambda one: SHEETS.index(one.sheet)):  # what others are about comes first
        if grid.tells_rows:
            taking.take(grid, new=new)
    taken = taking.done()
    taken.problems += problems
    if taken.passed:  # nobody can tell what such a row changes before somebody has put its record right
        taken.problems += wrong
    elif wrong:
        taken.left.append(
            f"Left out, for they have problems: {count(len({problem.file for problem in wrong}), 'file')}."
        )
    taken.problems += problems_at_cells(root, taken, library, day)
    worked_out = [
        line for title, rows in passed.worked_out.items() for line in _worked_out(title, rows, records, library, day)
    ]
    for line in worked_out:
        click.echo(f"To look at: {line}", err=True)
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
        what = "the same" if not worked_out else "all else"
        click.echo(f"The records say {what} already: nothing changes.", err=not sys.stdout.isatty())
    elif write:
        save(root, taken.texts)
        click.echo(
            f"Wrote {count(len(taken.texts), 'file')}. `apdir changes` tells what that does to the site.", err=True
        )
    else:
        click.echo(f"{count(len(taken.texts), 'file')} would change. Add --write to do it.", err=True)


def _worked_out(
    title: str, rows: list[list[str]], records: list[ProviderRecord], library: Library, day: date
) -> Iterator[str]:
    """The cells of what is worked out that say otherwise than an export of any edition today: where, and what to do."""
    top, headings = next(((at, row) for at, row in enumerate(rows) if any(row)), (0, []))
    fields = dict.fromkeys(STANDING_COLUMNS) if title.strip().lower() == STANDINGS else TOLD_COLUMNS
    columns = [(at, name, fields[name] or name) for at, name in enumerate(headings) if name in fields]
    if "folder" not in headings:
        return
    known = defaultdict(list)
    for edition in EDITIONS:
        for one in shown_with_summaries(records, library, edition, day):
            cells = map(strip_lines, standing_cells(*one))
            known[one[0].slug].append(dict(zip(STANDING_COLUMNS, cells, strict=True)))
    changed = []
    for number, row in enumerate(rows[top + 1 :], top + 2):
        folder = row[headings.index("folder")]
        here = [(at, name, field) for at, name, field in columns if at < len(row)]
        ways = [[(at, name) for at, name, field in here if row[at] != one[field]] for one in known.get(folder, [])]
        if any(row) and (differ := min(ways, key=len, default=[(headings.index("folder"), "folder")])):
            changed.append((number, folder, differ))
    for number, folder, differ in changed[:MOST_ROWS]:
        names = [name for _, name in differ]
        if folder not in known:
            do = "A new provider begins with `apdir new provider`."
        elif own := [name for name in names if name in OWN_FIELDS and title != "providers"]:
            do = f"If you changed it, change {words([f'`{name}`' for name in own])} on the sheet `providers` instead."
        else:
            do = f"If you changed it, record the visit from which it follows instead: `apdir new visit {folder}`."
        yield (
            f"{title}!{column_letter(differ[0][0] + 1)}{number} ({', '.join(names)}): this is worked out from the "
            f"records of {shown(folder)}, which say otherwise now, so it is not taken in. {do}"
        )
    if len(changed) > MOST_ROWS:
        yield f"{title}: so it is with {count(len(changed) - MOST_ROWS, 'more row')}."


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
    lines += ["", "A list with headings of its own has these too, and those of a site, programme, price or length as",
              "  sites.postcode, offer.programmes.level, offer.price.amount, offer.lengths.mode:"]  # fmt: skip
    return [*lines[1:], *(f"  {name}: {meaning}" for name, meaning in APART.items())]
