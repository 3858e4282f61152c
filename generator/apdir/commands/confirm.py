"""`apdir confirm`: that details are still correct, of some providers or of those ticked in a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from apdir.commands.completion import providers as folders
from apdir.commands.edits import editable, provider_folders_named, provider_named, refuse, save
from apdir.commands.export import records_of
from apdir.commands.limit import in_good_time
from apdir.commands.officer import not_ahead
from apdir.commands.options import Day, OrdinaryFile, Words, repository, shared, tell_not_to_commit, today, whole
from apdir.days import day_in_words
from apdir.directory import ReadProvider, provider_folders, read_provider
from apdir.library import Library, read_library
from apdir.model.reading import overlap
from apdir.pages.views import count
from apdir.problems import FOLDERS, did_you_mean, shown
from apdir.source.edit import CannotEdit, Editable
from apdir.tables.cells import read_book
from apdir.tables.parts import MOST_BYTES
from apdir.tables.ticked import Ticked, to_tick


@dataclass(frozen=True, slots=True)
class _Confirmed:
    """When and by which role a record was last confirmed, as far as it says so."""

    date: date | None
    by: str | None


def _checked(read: ReadProvider) -> _Confirmed | None:
    """The last confirmation in a record; None where the record cannot be read."""
    if read.reading is None or read.reading.record is None:
        return None
    checked, mended = read.reading.record.checked, read.reading.mended
    lost = {name for name in ("date", "by") if any(overlap(path, ("checked", name)) for path in mended)}
    return _Confirmed(None if "date" in lost else checked.date, None if "by" in lost else checked.by)


@click.command()
@shared
@click.argument("providers", metavar="[PROVIDER]...", nargs=-1, shell_complete=folders)
@click.option(
    "--by",
    metavar="ROLE",
    type=Words(),
    help="The role that confirmed it; never a name.  [default: the one in the record]",
)
@click.option("--on", "day", type=Day(), help="The day.  [default: today]")
@click.option("--sheet", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx",
              help="Write a sheet of all listed providers to tick, those longest unconfirmed first.")  # fmt: skip
@click.option("--ticked", type=OrdinaryFile(MOST_BYTES), metavar="FILE",
              help="Confirm the providers that are ticked in such a sheet.")  # fmt: skip
@in_good_time
def confirm(
    providers: tuple[str, ...], by: str | None, day: date | None, sheet: Path | None, ticked: Path | None
) -> None:
    """Confirm that details are still correct: set the date, and the role, under `checked`.

    \b
    Examples:
      apdir confirm riverside-learning
      apdir confirm mill-farm alder-house --by "AP support officer" --on 2026-11-20
      apdir confirm --sheet this-term.xlsx
      apdir confirm --ticked this-term.xlsx --by "AP support officer"
    """
    if sum((bool(providers), sheet is not None, ticked is not None)) != 1:
        raise click.UsageError(
            "Name the providers, such as `apdir confirm riverside-learning`, or use --sheet or --ticked alone."
        )
    if sheet is not None and (by is not None or day is not None):
        raise click.UsageError("--by and --on are for confirming: give them with --ticked.")
    library = whole(read_library(repository()))
    if sheet is not None:
        _write_sheet(sheet, library)
        return
    confirmed = not_ahead(day)
    if ticked is not None:
        rows = _ticked(ticked, library, confirmed, by)
    else:
        reads = [provider_named(library, slug) for slug in provider_folders_named(providers)]
        rows = [_confirmed(read, confirmed, by) for read in reads]
    told = {f"providers/{slug}/provider.md": words for slug, words, _ in rows}
    for name in save({f"providers/{slug}/provider.md": text for slug, _, text in rows}, library):
        click.echo(told[name])


def _confirmed(read: ReadProvider, day: date, by: str | None) -> tuple[str, str, Editable]:
    """A provider's folder, what is told of it, and its confirmed record. Raises ClickException."""
    called = read.name or read.slug
    before = _checked(read)
    if before is not None and before.date is not None and day < before.date:
        raise click.BadParameter(
            f"{called} was confirmed on {day_in_words(before.date)}, after that day. Give a later one.",
            param_hint="--on",
        )
    if by is None and before is not None and before.by is None:
        raise click.UsageError(f"The record of {called} does not say who confirms it: name the role with --by.")
    name = f"providers/{read.slug}/provider.md"
    role = by or (before.by if before is not None else None)
    try:
        file = editable(name).put(("checked", "date"), day.isoformat(), order=["date", "by"])
        file = file.put(("checked", "by"), by) if by else file
    except CannotEdit as error:
        raise click.ClickException(f"{name}: {error}") from None
    return read.slug, f"{called}: details confirmed on {day_in_words(day)} by {role}.", file


def _write_sheet(path: Path, library: Library) -> None:
    """Write the sheet to tick; a file that is there is never replaced."""
    from apdir.tables.workbook import simple  # large, and the other ways of this command have no use for it

    records, problems = records_of(repository(), library, "commissioner", today())
    if path.suffix.lower() != ".xlsx":
        raise click.BadParameter("The sheet is an Excel workbook: end its name in .xlsx.", param_hint="--sheet")
    made = simple({"To confirm": to_tick(records)}, today())
    try:
        with path.open("xb") as file:
            file.write(made)
    except FileExistsError:
        raise click.BadParameter(f"{path} is there already. Give another name.", param_hint="--sheet") from None
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be written ({error.strerror}).", param_hint="--sheet") from None
    if problems:
        files = count(len({problem.file for problem in problems}), "file")
        click.echo(f"Left out, for they have problems: {files}. `apdir check` tells them.", err=True)
    tell_not_to_commit(path, repository(), "--sheet")
    click.echo(f"Wrote {path}. Tick who has confirmed, then: apdir confirm --ticked {path}")


def _ticked(path: Path, library: Library, day: date, by: str | None) -> list[tuple[str, str, Editable]]:
    """The confirmed record of each provider that is ticked; with any problem, the command ends and tells all."""
    ticks, problems = Ticked.of(read_book(path))
    slugs, _ = provider_folders(repository())
    found = []
    for tick in ticks:
        if tick.folder not in slugs:
            hint = did_you_mean(tick.folder, slugs, FOLDERS)
            problems.append(tick.problem("folder", f"There is no provider {shown(tick.folder)}.", hint))
            continue
        when = tick.day or day
        if when > today():
            problems.append(tick.problem("confirmed", f"{when.isoformat()} lies in the future.", "Correct it."))
            continue
        try:
            found.append(_confirmed(read_provider(repository(), tick.folder, library), when, by))
        except click.ClickException as error:
            problems.append(tick.problem("confirmed", error.message, ""))
    if problems:
        refuse(problems)
    if not found:
        raise click.ClickException(f"Nothing is ticked in {path.name}.")
    return found
