"""`apdir check`: every problem of every record, in one go."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

import click

from generator.commands.completion import providers as folders
from generator.commands.edits import provider_folder
from generator.commands.options import progress, repository, shared, tell, today
from generator.commands.revisions import NOW, changed_names, commit_of
from generator.directory import place_in, provider_folders, read_provider
from generator.handwritten import check_links
from generator.library import read_library
from generator.problems import FORMATS, Problem, as_text, bounded, how_many
from generator.pupil import hidden_name
from generator.rules import check_content, check_directory, check_provider
from generator.rules.check import facts_of
from generator.rules.person import mail_of_a_person

#: What every record is checked against: where it changed, the problems of every record are told.
EVERYWHERE = frozenset(("settings.yml", "frameworks"))


def find_problems(root: Path, day: date, notes: list[Problem] | None = None) -> tuple[list[Problem], int]:
    """Every problem of the directory repository at ``root``, sorted, and the number of provider folders.

    ``notes`` takes what somebody should look at though it may be right.
    """
    library = read_library(root)
    slugs, problems = provider_folders(root)
    problems += [*library.problems, *check_content(root), *check_links(root, library, slugs, day)]
    facts = []
    for slug in progress(slugs, "Checking the records"):
        read = read_provider(root, slug, library)
        problems += check_provider(read, library, day)
        if notes is not None:
            notes += mail_of_a_person(read)
        known = facts_of(read)
        if known is not None:
            facts.append(known)
    problems += check_directory(facts, partial(place_in, root))
    return bounded(problems), len(slugs)


@click.command()
@shared
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="Lines for people, JSON for programs, or annotations for a pull request.",
)
@click.option("--since", metavar="REV", help="Tell only of providers that changed since this git revision.")
@click.argument("providers", metavar="[PROVIDER]...", nargs=-1, shell_complete=folders)
def check(form: str, since: str | None, providers: tuple[str, ...]) -> None:
    """Check every record, framework and setting; tell every problem with file, line and field.

    With the name of a provider's folder, tell only what is wrong in that folder. Exits with 0 when all is well, 1 with
    problems, 2 when used wrongly.

    \b
    Examples:
      apdir check
      apdir check riverside-learning
      apdir check --format github --since origin/main
    """
    root = repository()
    asked = {f"providers/{name}" for name in map(provider_folder, providers)}
    notes: list[Problem] = []
    problems, count = find_problems(root, today(), notes)
    if since is not None:
        names = changed_names(root, commit_of(root, since), NOW)
        changed = {_folder(hidden_name(name)) for name in names}
        if not changed.intersection(EVERYWHERE):
            problems = [problem for problem in problems if _folder(problem.file) in changed]
    elsewhere = 0
    if asked:
        found = problems
        problems = [problem for problem in found if _folder(problem.file) in asked]
        elsewhere, count = how_many(found) - how_many(problems), len(asked)
    tell(problems, form)
    if form == "text":
        for line in as_text(note for note in notes if not asked or _folder(note.file) in asked):
            click.echo(f"To look at: {line}", err=True)
    if form == "text" and elsewhere:
        click.echo(f"Elsewhere: {elsewhere}. `apdir check` tells all.", err=True)
    if problems:
        sys.exit(1)
    if form == "text":
        some = "1 provider" if count == 1 else f"{count} providers"
        click.echo(f"All is well: {some} checked.", err=not sys.stdout.isatty())


def _folder(name: str) -> str:
    """What a file belongs to: a provider's folder, or else the part of the directory at its top."""
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] == "providers" else parts[0]
