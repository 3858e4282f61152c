"""`apdir read`: a filled form back into a record."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from generator.commands.options import Day, repository, shared, tell, tell_rest, today
from generator.directory import read_provider
from generator.forms.form import Field
from generator.rules import check_provider

#: Parts of a record that are told one by one where they were left blank.
TOLD = (
    "date", "visited_by", "header", "pre_visit", "areas", "overall", "concluding", "outcome", "next_visit", "signed",
)  # fmt: skip


@click.command()
@shared
@click.argument("file", metavar="FILLED.pdf", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--provider", metavar="FOLDER", help="The provider it is of, where the form does not say so.")
@click.option("--date", "day", type=Day(), help="The day of the visit, where the form does not say it.")
@click.option("--print", "to_screen", is_flag=True, help="Print the record, and write nothing.")
@click.option("--force", is_flag=True, help="Put the draft in the place of a record that is there.")
def read(file: Path, provider: str | None, day: date | None, to_screen: bool, force: bool) -> None:
    """Make a draft of a visit's record from a filled PDF form.

    Nothing is guessed: what was left blank is told, what is not clear is told and left out. Where the form holds what
    looks like pupil data, nothing is written. The record has `state: draft`: look it through, then set the state.

    \b
    Examples:
      apdir read riverside-visit.pdf
      apdir read riverside-visit.pdf --print
      apdir read scanned-name.pdf --provider riverside-learning --date 2026-11-20
    """
    from generator.forms.back import NotReadable, NotTaken, take_back
    from generator.forms.filled import LARGEST
    from generator.library import read_library
    from generator.output import put_file

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
        draft = take_back(content, library, root, today(), provider=provider, day=day, force=force or to_screen)
    except (NotReadable, NotTaken) as error:
        click.echo(f"{file.name}: {error}", err=True)
        sys.exit(1)
    if to_screen:
        click.echo(draft.text, nl=False)
    else:
        target = root / draft.file
        target.parent.mkdir(exist_ok=True)
        put_file(target, draft.text.encode("utf-8"), force=draft.exists)
        click.echo(f"{'Added the plan to' if draft.added else 'Wrote'} {draft.file}.", err=True)
    for line in _left_blank(draft.blank):
        click.echo(line, err=True)
    for fault in draft.faults:
        click.echo(f"Not taken over: {fault.where}: {fault.what}", err=True)
    if to_screen:
        sys.exit(1 if draft.faults else 0)
    found = check_provider(read_provider(root, draft.slug, library), library, today())
    problems = [problem for problem in found if problem.file == draft.file]
    if problems:
        tell_rest(problems)
    sys.exit(1 if problems or draft.faults else 0)


def _left_blank(blank: Iterable[Field]) -> Iterator[str]:
    """What was left blank: the judgements by their ids, and how many other fields."""
    fields = list(blank)
    judged = [str(field.to[1]) for field in fields if field.to is not None and field.to[0] == "judgements"]
    if judged:
        yield f"Left blank, so unanswered: {', '.join(judged)}."
    marks = [field for field in fields if field.to is not None and field.to[-1] == "marks"]
    if marks:
        yield f"Left without a mark: {len(marks)} prompts."
    others = [field.about for field in fields if field.to is not None and field.to[0] in TOLD]
    if others:
        yield f"Left blank: {'; '.join(others)}."
