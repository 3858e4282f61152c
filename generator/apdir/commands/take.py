"""`apdir take`: providers' own corrections and confirmations into their records."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from apdir.commands.edits import new_problems
from apdir.commands.limit import in_good_time
from apdir.commands.options import OrdinaryFile, Words, repository, shared, tell, today, whole
from apdir.directory import ProviderRecord, read_provider
from apdir.edition import redact_for
from apdir.library import Library, read_library
from apdir.pages.views import count
from apdir.problems import UNPRINTABLE, Problem, shown
from apdir.pupil import without
from apdir.rules import check_provider
from apdir.rules.person import is_a_persons
from apdir.source.edit import CannotEdit, Editable, save
from apdir.state import open_ordinary
from apdir.tables.details import MOST_BYTES, Details, as_grid, own_columns, read_details
from apdir.tables.sheets import DESCRIPTION, cell, split, strip_lines
from apdir.tables.taking import Difference, Taking


@dataclass(frozen=True, slots=True)
class Change:
    """What one file would do: the record's name and new text, and the difference of each field."""

    slug: str
    called: str
    text: Editable
    differences: list[Difference]
    notes: list[str]


@click.command()
@shared
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=OrdinaryFile())
@click.option("--write", is_flag=True, help="Change the records.  [default: only show what would change]")
@click.option("--confirm", is_flag=True,
              help="If a provider confirms everything else: confirm the record as of today.")  # fmt: skip
@click.option("--by", metavar="ROLE", type=Words(), help="With --confirm, the role.  [default: the one in the record]")
@in_good_time
def take(files: tuple[Path, ...], write: bool, confirm: bool, by: str | None) -> None:
    """Apply the corrections that providers made on “Correct your details”; without --write, only show them.

    A file changes public fields of that provider's record alone, and never name, registration, approval, visits or
    what is for officers. One with a problem is left out whole, and the others are taken.

    \b
    Examples:
      apdir take riverside-learning-details.json
      apdir take mails/*.json --confirm --write
    """
    if by is not None and not confirm:
        raise click.UsageError("--by is for --confirm.")
    root, day = repository(), today()
    library = whole(read_library(root))
    problems: list[Problem] = []
    texts: dict[str, Editable] = {}
    for path in files:
        with open_ordinary(path) as file:
            details, found = read_details(file.read(MOST_BYTES + 1), path.name)
        change = None
        if details is not None:
            name = f"providers/{details.slug}/provider.md"
            if name in texts:
                found.append(_problem(path, "", "An earlier file is about this provider too.", "Take one at a time."))
            else:
                change, found = _change(root, path, details, library, day, confirm, by)
        problems += found
        if change is None or found:
            continue
        for line in _told(change, path, confirm):
            click.echo(line)
        if change.text.text != change.text.was:
            texts[f"providers/{change.slug}/provider.md"] = change.text
    if write and texts:
        save(root, texts)
        click.echo(f"Wrote {count(len(texts), 'file')}. `apdir changes` tells what that does to the site.", err=True)
    elif texts:
        click.echo(f"{count(len(texts), 'file')} would change. Add --write to do it.", err=True)
    else:
        click.echo("Nothing changes.", err=True)
    if problems:
        click.echo("Nothing of these files was taken:", err=True)
        tell(sorted(set(problems)), "text")
        sys.exit(1)


def _problem(path: Path, field: str, message: str, hint: str) -> Problem:
    return Problem(path.name, 0, 0, field, message, hint, "file")


def _change(
    root: Path, path: Path, details: Details, library: Library, day: date, confirm: bool, by: str | None
) -> tuple[Change | None, list[Problem]]:
    """What a file would change, and every problem of it and of the record that it would make."""
    read = read_provider(root, details.slug, library) if (root / "providers" / details.slug).is_dir() else None
    record = read.record() if read is not None else None
    public = redact_for(record, library, "public", day) if record is not None else None
    if read is None or (record is not None and public is None):
        return None, [
            _problem(path, "provider", f"The site has no provider {shown(details.slug)}.", "Ask who sent it.")
        ]
    if record is None or public is None or check_provider(read, library, day):
        hint = f"Put it right first: apdir check providers/{details.slug}"
        return None, [_problem(path, "", f"The record of {shown(details.slug)} has problems.", hint)]
    grid = as_grid(details, path.name)
    vocabulary = library.settings.vocabulary
    words = {"type": vocabulary.types, "offer.needs": vocabulary.needs, "serves": vocabulary.areas}
    editable = {record.file: Editable.of(root / record.file)}
    taking = Taking({details.slug: record}, {details.slug: public[0]}, editable, words, (), whole=False)
    taking.take(grid, new=False, part=True)
    taken = taking.done()
    text = taken.texts.get(record.file, editable[record.file])
    if confirm and details.right:
        try:
            text = text.put(("checked", "date"), day.isoformat(), order=["date", "by"])
            text = text.put(("checked", "by"), by, order=["date", "by"]) if by is not None else text
        except CannotEdit as error:
            return None, [_problem(path, "", str(error), "")]
    problems = [replace(row, line=0, column=0) for row in taken.problems]
    if not problems:
        wrong = new_problems(root, {record.file: text.text}, library, day)
        problems = [replace(row, file=path.name, line=0, column=0) for row in wrong]
    notes = [*taken.left, *_notes(details, public[0], taken.differences)]
    return Change(details.slug, record.provider.name, text, taken.differences, notes), problems


def _notes(details: Details, public: ProviderRecord, differences: list[Difference]) -> Iterator[str]:
    """What an officer looks at: a field that has changed since the provider read it, and a person's address."""
    columns = {column.heading: column for column in own_columns()}
    for change in differences:
        column, was = columns[change.heading], details.was.get(change.heading)
        now = public.description if column.path == (DESCRIPTION,) else cell(column.of(public.provider))
        same = (
            sorted(split(now)) == sorted(split(was or ""))
            if column.many
            else strip_lines(now) == strip_lines(was or "")
        )
        if was is not None and not same:
            yield f"To look at: {change.heading} has changed since the provider read its page."
        if change.heading == "contact.email" and is_a_persons(change.after):
            yield "To look at: contact.email looks like one person's address, not an office's."


def _in_full(text: str) -> str:
    """A value on one line, however long: an officer reads all of it. Nothing of it acts on a terminal."""
    return f"`{without(' '.join(UNPRINTABLE.sub(' ', text).split()))}`"


def _told(change: Change, path: Path, confirm: bool) -> Iterator[str]:
    """The lines that tell what a file changes."""
    yield f"{change.called} ({path.name})"
    for one in change.differences:
        before, after = (_in_full(text) if text else "nothing" for text in (one.before, one.after))
        yield f"  {one.heading}: {before} → {after}"
    for note in change.notes:
        yield f"  {note}"
    if change.text.data["checked"] != Editable(change.text.was or "", markdown=True).data["checked"]:
        yield "  Details confirmed today."
    elif not change.differences:
        yield (
            "  The record already says all of this."
            if confirm
            else "  The provider confirms that everything is correct. Add --confirm to say so in the record."
        )
