"""`apdir take`: providers' own corrections, confirmations and self-assessments into their records."""

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
from apdir.directory import ProviderRecord, ReadProvider, ReadVisit, read_provider
from apdir.edition import redact_for
from apdir.library import Library, read_library
from apdir.model.described import keys_at
from apdir.model.visit import Visit
from apdir.pages.views import count
from apdir.problems import UNPRINTABLE, Problem, shown
from apdir.pupil import without
from apdir.rules import check_provider
from apdir.rules.person import is_a_persons
from apdir.source.edit import CannotEdit, Editable, save
from apdir.state import open_ordinary
from apdir.tables.details import MOST_BYTES, Details, SelfAssessment, as_grids, own_columns, read_details
from apdir.tables.sheets import DESCRIPTION, cell, split, strip_lines
from apdir.tables.taking import Difference, Taking


@dataclass(frozen=True, slots=True)
class Change:
    """What one file would do: the record's name and new text, and each field with what it said and says."""

    file: str
    called: str
    text: Editable
    differences: list[tuple[str, str, str]]
    notes: list[str]
    ends: str = ""


@click.command()
@shared
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=OrdinaryFile())
@click.option("--write", is_flag=True, help="Change the records.  [default: only show what would change]")
@click.option("--confirm", is_flag=True,
              help="If a provider confirms everything else: confirm the record as of today.")  # fmt: skip
@click.option("--by", metavar="ROLE", type=Words(), help="With --confirm, the role.  [default: the one in the record]")
@click.option("--visit", "visit", metavar="VISIT",
              help="Of a self-assessment: the visit that it is for.  [default: the one planned or begun]")  # fmt: skip
@in_good_time
def take(files: tuple[Path, ...], write: bool, confirm: bool, by: str | None, visit: str | None) -> None:
    """Apply what providers wrote about themselves on the site; without --write, only show it.

    “Correct your details” changes public fields of that provider's record alone, and never name, registration,
    approval, visits or what is for officers. A self-assessment goes into the planned visit, or the draft, as the
    provider's own words: it judges nothing. A file with a problem is left out whole, and the others are taken.

    \b
    Examples:
      apdir take riverside-learning-details.json
      apdir take mails/*.json --confirm --write
      apdir take riverside-learning-coastshire-self-assessment.json --write
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
        if isinstance(details, SelfAssessment):
            change, found = _assessed(root, path, details, library, day, visit)
        elif details is not None:
            change, found = _change(root, path, details, library, day, confirm, by)
        if change is not None and change.file in texts:
            found = [_problem(path, "", "An earlier file is about this record too.", "Take one at a time.")]
        problems += found
        if change is None or found:
            continue
        for line in _told(change, path):
            click.echo(line)
        if change.text.text != change.text.was:
            texts[change.file] = change.text
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
    """What a file of details would change, and every problem of it and of the record that it would make."""
    there = _there(root, path, details.slug, library, day)
    if isinstance(there, Problem):
        return None, [there]
    _, record, public = there
    vocabulary = library.settings.vocabulary
    words = {"type": vocabulary.types, "offer.needs": vocabulary.needs, "serves": vocabulary.areas}
    editable = {record.file: Editable.of(root / record.file)}
    taking = Taking({details.slug: record}, {details.slug: public}, editable, words, (), whole=False)
    for grid in as_grids(details, path.name):
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
    notes = [*taken.left, *_notes(details, public, taken.differences)]
    differences = [(one.cell, one.before, one.after) for one in taken.differences]
    ends = ""
    if text.data["checked"] != editable[record.file].data["checked"]:
        ends = "Details confirmed today."
    elif not differences and confirm:
        ends = "The record already says all of this."
    elif not differences:
        ends = "The provider confirms that everything is correct. Add --confirm to say so in the record."
    return Change(record.file, record.provider.name, text, differences, notes, ends), problems


def _there(
    root: Path, path: Path, slug: str, library: Library, day: date
) -> tuple[ReadProvider, ProviderRecord, ProviderRecord] | Problem:
    """A provider that the site has and whose record is whole, and what the public site says of it."""
    read = read_provider(root, slug, library) if (root / "providers" / slug).is_dir() else None
    record = read.record() if read is not None else None
    public = redact_for(record, library, "public", day) if record is not None else None
    if read is None or (record is not None and public is None):
        return _problem(path, "provider", f"The site has no provider {shown(slug)}.", "Ask who sent it.")
    if record is None or public is None or check_provider(read, library, day):
        hint = f"Put it right first: apdir check providers/{slug}"
        return _problem(path, "", f"The record of {shown(slug)} has problems.", hint)
    return read, record, public[0]


def _assessed(
    root: Path, path: Path, said: SelfAssessment, library: Library, day: date, named: str | None
) -> tuple[Change | None, list[Problem]]:
    """What a self-assessment would add to the visit that it is for, and every problem."""
    there = _there(root, path, said.slug, library, day)
    if isinstance(there, Problem):
        return None, [there]
    read, record, _ = there
    visit = _visit_for(path, read, said, library, named)
    if isinstance(visit, Problem):
        return None, [visit]
    framework = visit.framework
    if framework is None or framework.version != said.version:
        now = framework.version if framework is not None else "none"
        message = f"It answers version {shown(said.version)}; on the day of {visit.id} version {now} is in force."
        return None, [_problem(path, "version", message, "Ask the provider to answer that one.")]
    problems = [
        _problem(path, name, f"{framework.short_title} has no {framework.words.requirement} {shown(name)}.", "")
        for name in said.values
        if name not in framework.requirement
    ]
    file, text = visit.document.file, Editable.of(root / visit.document.file)
    before = text.data.get("self_assessment") or {}
    differences = [
        (name, str(before.get(name) or ""), said.values[name])
        for name in framework.requirement
        if name in said.values and strip_lines(said.values[name]) != strip_lines(str(before.get(name) or ""))
    ]
    if problems or not differences:
        return Change(file, record.provider.name, text, [], [], "The record already says all of this."), problems
    values = {name: said.values.get(name) or before[name] for name in framework.requirement
              if name in said.values or before.get(name)}  # fmt: skip
    try:
        text = text.put(("self_assessment",), values, order=keys_at(Visit))
    except CannotEdit as error:
        return None, [_problem(path, "", str(error), "")]
    wrong = new_problems(root, {file: text.text}, library, day)
    problems = [replace(row, file=path.name, line=0, column=0) for row in wrong]
    return Change(file, f"{record.provider.name}, visit {visit.id}", text, differences, []), problems


def _visit_for(
    path: Path, read: ReadProvider, said: SelfAssessment, library: Library, named: str | None
) -> ReadVisit | Problem:
    """The visit under a framework that is planned or begun, and judges requirements."""
    if said.framework not in library.frameworks:
        return _problem(path, "framework", f"This directory has no framework {shown(said.framework)}.", "")
    found = [
        visit
        for visit in read.visits
        if visit.framework is not None
        and visit.framework.id == said.framework
        and visit.reading.record is not None
        and visit.reading.record.state in ("planned", "draft")
        and visit.framework.looked_at[visit.reading.record.kind]
        and named in (None, visit.id)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(visit.id for visit in found)
        return _problem(path, "", "It may be for more than one visit.", f"Say which with --visit: {names}.")
    which = f"no visit {shown(named)}" if named else "no visit under this framework"
    hint = f"Plan it first: apdir new visit {said.slug} --framework {said.framework} --state planned --date DAY"
    return _problem(path, "", f"{shown(said.slug)} has {which} that is planned or a draft.", hint)


def _notes(details: Details, public: ProviderRecord, differences: list[Difference]) -> Iterator[str]:
    """What an officer looks at: a field that has changed since the provider read it, and a person's address."""
    columns = {column.heading: column for column in own_columns()}
    for change in differences:
        was = details.was.get(change.cell)
        if change.grid.sheet.within:
            if was is not None and strip_lines(was) != strip_lines(change.before):
                yield f"To look at: {change.cell} has changed since the provider read its page."
            continue
        column = columns[change.heading]
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


def _told(change: Change, path: Path) -> Iterator[str]:
    """The lines that tell what a file changes."""
    yield f"{change.called} ({path.name})"
    for name, *texts in change.differences:
        before, after = (_in_full(text) if text else "nothing" for text in texts)
        yield f"  {name}: {before} → {after}"
    for note in change.notes:
        yield f"  {note}"
    if change.ends:
        yield f"  {change.ends}"
