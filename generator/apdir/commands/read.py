"""`apdir read`: a filled form back into a record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apdir.commands.completion import providers as folders
from apdir.commands.edits import new_problems, tell_planned
from apdir.commands.limit import in_good_time
from apdir.commands.options import Day, OrdinaryFile, repository, shared, tell, tell_rest, today
from apdir.directory import ReadProvider, read_provider
from apdir.model.reading import value_at
from apdir.problems import PUPIL_DATA, shown
from apdir.rules import check_provider
from apdir.rules.reason import contradiction
from apdir.source import FieldPath
from apdir.source.document import dotted
from apdir.source.edit import CannotEdit, Editable, save
from apdir.source.save import read_text

if TYPE_CHECKING:
    from apdir.forms.back import Draft
    from apdir.library import Library

#: The kinds of problem of an answer that is wrong whatever else is written.
NEVER_RIGHT = frozenset(("value", "type", "name of a person", "no role", "answer", "placeholder", "not applicable"))
MISSING = "missing field"
#: Parts of a record that are told one by one where they were left blank.
TOLD = (
    "date", "visited_by", "header", "pre_visit", "areas", "overall", "concluding", "outcome", "next_visit", "signed",
)  # fmt: skip
#: So many prompts without a mark are named one by one.
MOST_MARKS = 10


@click.command()
@shared
@click.argument("file", metavar="FILLED.pdf", type=OrdinaryFile())
@click.option(
    "--provider",
    metavar="FOLDER",
    shell_complete=folders,
    help="The folder of its provider, if the form does not say it.",
)
@click.option("--date", "day", type=Day(), help="The day of the visit, if the form does not say it.")
@click.option("--site", metavar="ID", help="The id of the site visited, if the form does not say it.")
@click.option("--print", "to_screen", is_flag=True, help="Print the record, and write nothing.")
@click.option("--force", is_flag=True, help="Put the form's answers into the draft of the visit that exists.")
@in_good_time
def read(file: Path, provider: str | None, day: date | None, site: str | None, to_screen: bool, force: bool) -> None:
    """Make a draft of a visit's record from a filled PDF form.

    Nothing is guessed: what was left blank is listed; what is not clear is listed and left out. If the form has what
    looks like pupil data, nothing is written. The record has `state: draft`: check it, then set the state.

    If there is a draft of the visit already, what the form adds and replaces is shown; with --force it is written. What
    the form leaves blank stays, as do notes and comments, so you can read the same form again when more of it is filled
    in; what stays is listed. Only `confirmed_outcome` is removed, if the form changes a judgement or the outcome and
    nobody confirmed that on it. A record in any other state is never changed: set it to draft first.

    \b
    Examples:
      apdir read riverside-visit.pdf
      apdir read riverside-visit.pdf --print
      apdir read riverside-visit.pdf --force
      apdir read scanned-name.pdf --provider riverside-learning --date 2026-11-20
    """
    from apdir.forms.back import NotTaken, take_back
    from apdir.forms.filled import LARGEST, NotReadable, read_filled_isolated
    from apdir.library import read_library

    root = repository()
    library = read_library(root)
    if library.problems:
        tell(list(library.problems), "text")
        sys.exit(1)
    try:
        with file.open("rb") as handle:
            content = handle.read(LARGEST + 1)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read ({error.strerror}).") from None
    try:
        filled = read_filled_isolated(content)
        draft = take_back(filled, library, root, today(), provider=provider, day=day, site=site, alone=to_screen)
    except (NotReadable, NotTaken) as error:
        click.echo(f"{file.name}: {error}", err=True)
        sys.exit(1)
    was = read_text(root / draft.file) if draft.exists else None
    try:
        made, draft = _without_faults(Editable(draft.text, was=was), draft, library)
    except CannotEdit as error:
        raise click.ClickException(f"{draft.file}: {error}") from None
    if to_screen:
        click.echo(made.text, nl=False)
    elif not draft.exists and (root / draft.file).is_file():
        click.echo("There is a record of this visit already, and it has a problem:", err=True)
        tell([row for row in check_provider(read_provider(root, draft.slug, library), library, today())
              if row.file == draft.file], "text")  # fmt: skip
        click.echo("Nothing was written. Put it right, and read the form again.", err=True)
        sys.exit(1)
    elif draft.asks and draft.changes and not force:
        click.echo(f"There is a draft of this visit already: {draft.file}. The form would change it:", err=True)
        _tell_changes(draft)
        click.echo("Nothing was written. Read the form with --force to do it.", err=True)
        sys.exit(1)
    elif draft.exists and not draft.changes:
        click.echo(f"{draft.file} has all that can be taken over: nothing was written.", err=True)
        _tell_changes(draft)
    else:
        save(root, {draft.file: made})
        done = "Added the plan to" if draft.added else "Changed" if draft.exists else "Wrote"
        click.echo(f"{done} {draft.file}.", err=True)
        _tell_changes(draft)
    if draft.unchanged:
        names = ", ".join(draft.unchanged)
        click.echo(f"Filled in beforehand, and unchanged, so not in the record: {names}.", err=True)
    for line in _left_blank(draft):
        click.echo(line, err=True)
    places = {field.about: field.to for field in draft.form.fields if field.to}
    for fault in draft.faults:
        place = places.get(fault.where)
        there = f" In the record this is {_in_words(place)}." if place is not None else ""
        click.echo(f"Not taken over: {fault.where}: {fault.what}{there}", err=True)
    if to_screen:
        sys.exit(1 if draft.faults else 0)
    found = check_provider(read_provider(root, draft.slug, library), library, today())
    abouts = {dotted(field.to): field.about for field in draft.form.fields if field.to}
    problems = [replace(row, field=abouts.get(row.field, row.field)) for row in found if row.file == draft.file]
    for line in _to_look_at(read_provider(root, draft.slug, library), draft):
        click.echo(line, err=True)
    if problems:
        tell_rest(problems)
    if draft.form.read_as == "visit":
        tell_planned(read_provider(root, draft.slug, library), Path(draft.file).stem)
    if not draft.added:
        missing = "write in what was not taken over, " if draft.faults else ""
        click.echo(f"Open {draft.file}, {missing}look it through, then set its state.", err=True)
    sys.exit(1 if problems or draft.faults else 0)


def _in_words(path: FieldPath) -> str:
    """A place in a record: `role`, in entry 1, under `visited_by`."""
    *within, last = path
    said = [f"`{last}`"]
    said += [f"in entry {step + 1}" if isinstance(step, int) else f"under `{step}`" for step in reversed(within)]
    return ", ".join(said)


def _without_faults(made: Editable, draft: Draft, library: Library) -> tuple[Editable, Draft]:
    """The record without the answers that can be right in none, such as a name for a role; each is told as a fault.

    What then lacks a part that it must have, such as the end of a visit's time, is left out whole. What stood there
    before stays, and the draft's changes are only those that are left. Answers that only contradict each other are
    kept: a person decides between them. Raises CannotEdit where nobody could read the record.
    """
    from apdir.forms.merge import CONFIRMED, changes, has, without_confirmation
    from apdir.forms.record import Fault

    fields = {dotted(field.to): field for field in draft.form.fields if field.to}
    abouts = {field.to: field.about for field in draft.form.fields if field.to}
    before = Editable(made.was).data if made.was is not None else {}
    faults: list[Fault] = []
    while True:
        told, done = len(faults), set[FieldPath]()
        wholes = {dotted(path): path for path in _mappings(made.data, ())}
        problems = new_problems(repository(), {draft.file: made.text}, library, today())
        for row in problems:
            if row.file == draft.file and row.kind in ("huge file", PUPIL_DATA):
                raise CannotEdit(f"Nothing was written. With the form's answers: {row.message}")
        # From the end, so that the numbers of a list's items stay what they were.
        for problem in sorted(problems, reverse=True):
            field = fields.get(problem.field)
            whole = wholes.get(problem.field.rpartition(".")[0]) if problem.kind == MISSING else None
            if problem.kind in NEVER_RIGHT and field is not None and field.to is not None:
                path, about = field.to, field.about
            elif whole and (written := value_at(made.data, whole)) is not None:
                answered = [about for to, about in abouts.items() if to[: len(whole)] == whole and has(made.data, to)]
                about = f"{'; '.join(answered)}: " if answered else ""
                path, about = whole, f"{about}{shown(', '.join(_leaves(written)))}"
            else:
                continue
            old = value_at(before, path)
            if path in done or value_at(made.data, path) in (None, old):
                continue
            done.add(path)
            made = made.drop(path) if old is None else made.put(path, old)
            missing = field if problem.kind == MISSING else None
            alone = missing and f"it is kept only together with “{missing.about}”."
            faults.append(Fault(about, alone or f"{problem.message} {problem.hint}"))
        if len(faults) == told:
            left, stays = list(changes(before, made.data)) if draft.exists else [], draft.kept
            if CONFIRMED in stays:
                made, left = without_confirmation(made, left)
                stays = tuple(path for path in stays if has(made.data, path))
            return made, replace(draft, changes=tuple(left), kept=stays, faults=(*draft.faults, *reversed(faults)))


def _mappings(data: object, path: FieldPath) -> Iterator[FieldPath]:
    """The path of each mapping below the whole record."""
    if isinstance(data, dict) and path:
        yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield from _mappings(value, (*path, step))


def _tell_changes(draft: Draft) -> None:
    """Tell the values that the form replaces in the record, old and new; how many it adds, and which stay."""
    added: Counter[str] = Counter()
    for change in draft.changes:
        if change.after is None:
            click.echo(f"  {dotted(change.path)}: taken out, since the form changes what was confirmed", err=True)
        elif change.before is None:
            added[str(change.path[0]).replace("_", " ")] += len(list(_leaves(change.after)))
        else:
            before, after = (shown(", ".join(_leaves(value))) for value in (change.before, change.after))
            click.echo(f"  {dotted(change.path)}: {before} becomes {after}", err=True)
    if added:
        parts = ", ".join(f"{number} under {name}" for name, number in added.items())
        click.echo(f"  added, where nothing was said: {parts}", err=True)
    if draft.kept:
        parts = ", ".join(_in_parts(draft.kept))
        click.echo(f"  kept, where the form is blank: {parts}", err=True)


def _in_parts(paths: Iterable[FieldPath]) -> Iterator[str]:
    """Yield in words where values are: a field by its name, of longer paths how many are under each part."""
    for name, number in Counter((len(path) > 1, str(path[0])) for path in paths).items():
        within, part = name
        yield f"{number} under {part.replace('_', ' ')}" if within else part


def _leaves(value: object) -> Iterator[str]:
    """Yield the single values within a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if inner is None:
        yield str(value)
    else:
        for part in inner:
            yield from _leaves(part)


def _to_look_at(read: ReadProvider, draft: Draft) -> Iterator[str]:
    """Yield the problems if the draft were final: an outcome that its judgements contradict."""
    for visit in read.visits:
        record = visit.reading.record
        if not draft.file.endswith(f"/{visit.id}.yml") or record is None or visit.framework is None or record.is_final:
            continue
        if record.outcome in visit.framework.outcome and (found := contradiction(record, visit.framework)):
            yield f"Look at the outcome: {' '.join(found)}"


def _left_blank(draft: Draft) -> Iterator[str]:
    """Fields left blank: the judgements by their ids, how many prompts, and each other question on its own line.

    Of the lines of a table the first is told, and any that was begun: the rest were not needed.
    """
    fields = [(field, field.to) for field in draft.blank if field.to is not None]
    judged = [str(to[1]) for _, to in fields if to[0] == "judgements"]
    if judged:
        yield f"Left blank, so unanswered: {', '.join(judged)}."
    marks = [field.about.removesuffix(": mark") for field, to in fields if to[-1] == "marks"]
    if marks:
        items = list(dict.fromkeys(mark.split(",")[0] for mark in marks))
        some = marks if len(marks) <= MOST_MARKS else [f"{len(marks)} prompts, of {', '.join(items)}"]
        yield f"Left without a mark: {'; '.join(some)}."
    blank = {field.name for field, _ in fields}
    begun = {field.to[:-1] for field in draft.form.fields if field.to and field.name not in blank}
    for field, to in fields:
        spare = len(to) > 2 and isinstance(to[-2], int) and to[-2] > 0 and to[0] != "signed"
        if to[0] in TOLD and not (spare and to[:-1] not in begun):
            yield f"Left blank: {field.about}"
