"""`apdir check`: every problem of every record, in one go."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TextIO

import click

from apdir.brand import pictures
from apdir.commands.build import CACHE
from apdir.commands.completion import providers as folders
from apdir.commands.edits import provider_folder
from apdir.commands.options import progress, repository, shared, tell, tell_unfinished, today
from apdir.commands.revisions import NOW, branch_of, changed_names, commit_of, kept_names
from apdir.directory import place_in, provider_folders, read_provider
from apdir.handwritten import check_links
from apdir.letters.templates import read_templates
from apdir.library import read_library
from apdir.migrations import migrated
from apdir.output import NotOurs, left_behind, lock_of, must_be_ours
from apdir.problems import FORMATS, PUPIL_DATA, Problem, as_github, as_text, bounded, how_many
from apdir.pupil import hidden_name, in_name
from apdir.rules import check_content, check_directory, check_kept, check_provider
from apdir.rules.check import facts_of, for_officers_alone, similar_names
from apdir.rules.content import THEME, about_no_framework, own_code, own_files
from apdir.rules.copied import published_values
from apdir.rules.finding import Context
from apdir.rules.organisation import nearly
from apdir.rules.other_visit import Texts, days_of_another, same_texts, texts_of
from apdir.rules.overlooked import overlooked
from apdir.rules.pause import unsaid_pauses
from apdir.rules.person import folder_of_a_home, in_library, mail_of_a_person
from apdir.rules.placeholder import begun, begun_settings
from apdir.rules.visit import of_no_site
from apdir.source import message_problems
from apdir.source.files import SPECIAL
from apdir.source.readable import MOST
from apdir.state import NotAFile, refuse_special, refuse_special_below
from apdir.wording import providers as providers_in_words

#: Every record is checked against these: where one changed, the problems of every record are told.
EVERYWHERE = frozenset(("settings.yml", "frameworks"))
#: In place of a file, for problems of a branch's name or a commit's message.
BRANCH, MESSAGE = "branch", "commit message"
#: In what `git log` writes, the line above a commit's own message.
COMMIT = re.compile(r"^commit ([0-9a-f]{7,64})\n", re.MULTILINE)
#: Separator of a message and the change that git puts below it.
SCISSORS = "# ------------------------ >8 ------------------------"


def find_problems(root: Path, day: date, notes: list[Problem] | None = None) -> tuple[list[Problem], int]:
    """Every problem of the directory repository at ``root``, sorted, and the number of provider folders.

    ``notes`` takes what somebody should look at though it may be right.
    """
    library = read_library(root)
    slugs, problems = provider_folders(root)
    problems += [*library.problems, *check_content(root, pictures(library.settings.brand))]
    problems += [*check_links(root, library, slugs, day), *read_templates(root, library)[1]]
    problems += [*about_no_framework(root, library), *_planted(root)]
    problems += [*check_kept(root, kept_names(root)), *branch_problems(root)]
    problems += in_library(library, Context(library.settings, day, library.mended))
    facts = []
    written: list[Texts] = []
    days: list[Problem] = []
    for slug in progress(slugs, "Checking the records"):
        read = read_provider(root, slug, library)
        problems += check_provider(read, library, day)
        if notes is not None:
            notes += [*mail_of_a_person(read), *folder_of_a_home(read), *nearly(read, library.settings)]
            notes += unsaid_pauses(read, library.settings)
            notes += [*of_no_site(read), *overlooked(read, library.settings)]
            days += days_of_another(read)
            written += texts_of(read)
            notes += begun(read.document) if read.document is not None else ()
        known = facts_of(read)
        if known is not None:
            facts.append(known)
    problems += published_values(own_files(root, library), for_officers_alone(facts))
    problems += check_directory(facts, partial(place_in, root))
    if notes is not None:
        notes += [*begun_settings(library), *_code(root), *_in_the_way(root), *_waiting(root)]
        notes += [*similar_names(facts, partial(place_in, root)), *same_texts(written), *days]
    return bounded(problems), len(slugs)


def _planted(root: Path) -> Iterator[Problem]:
    """Yield a problem where a build would find something else at the places that it takes for its own."""
    try:
        left_behind(root / "site")
        refuse_special(lock_of(root / "site"), folder=False)
        for folder in ("site", ".cache", CACHE):
            refuse_special(root / folder, file=False)
        refuse_special_below(root / CACHE)
    except NotAFile as error:
        name = error.path.relative_to(root).as_posix()
        message = f"This is {error.what}, and the program keeps its own here."
        yield Problem(name, 0, 0, "", message, "Delete it.", SPECIAL)


def _in_the_way(root: Path) -> Iterator[Problem]:
    """Yield a note where a build would refuse to replace what is in place of the site."""
    try:
        must_be_ours(root / "site")
    except NotOurs:
        message = "These files are no site that this program made: `apdir build` will not replace them."
        yield Problem("site", 0, 0, "", message, "Move them, or build with --out.", "site")


def _waiting(root: Path) -> Iterator[Problem]:
    """Yield a note for each provider that waits outside the site, lest it be forgotten."""
    for file in sorted((root / "providers").glob(".*/provider.md")):
        message = "This provider is not on the site, since its folder's name begins with a full stop."
        hint = "When its record is complete, take the full stop away."
        yield Problem(f"providers/{file.parent.name}", 0, 0, "", message, hint, "not on the site")


def _code(root: Path) -> Iterator[Problem]:
    """Yield a note where the directory's own theme holds code, which no check can judge."""
    names = own_code(root)
    if names:
        some = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        message = f"Code of this directory's own, which no check can judge: {some}."
        yield Problem(THEME, 0, 0, "", message, "Read a change to it as you would read one to the program.", "theme")


#: Whose branch it is, as in `ellie/attendance-codes`; not with a number behind, which may be a pupil's year.
OF_SOMEBODY = re.compile(r"\A[A-Za-z]+/(?=\D+\Z)")


def branch_problems(root: Path) -> Iterator[Problem]:
    """Yield a problem where the name of the branch that is worked on shows pupil data."""
    kind = in_name(OF_SOMEBODY.sub("", branch_of(root) or ""))
    if kind is not None:
        message = f"The name of this branch looks like pupil data: {kind}."
        yield Problem(BRANCH, 0, 0, "", message, "Rename it: `git branch -m another-name`.", PUPIL_DATA)


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
@click.option(
    "--commit-message",
    type=click.File(encoding="utf-8", errors="replace"),
    metavar="FILE",
    help="Look for pupil data in this commit message and the branch's name, and nowhere else.",
)
@click.option(
    "--called",
    default=MESSAGE,
    metavar="TEXT",
    help="What to call that message if something is wrong: “title of the pull request”.",
)
@click.option("--since", metavar="REV", help="Report only on providers that changed since this git revision.")
@click.argument("providers", metavar="[PROVIDER]...", nargs=-1, shell_complete=folders)
def check(form: str, commit_message: TextIO | None, called: str, since: str | None, providers: tuple[str, ...]) -> None:
    """Check every record, framework and setting; report every problem with file, line and field.

    With the name of a provider's folder, report only what is wrong in that folder. Exits with 0 when all is well, 1
    with problems, 2 when used wrongly.

    \b
    Examples:
      apdir check
      apdir check riverside-learning
      apdir check --format github --since origin/main
      apdir check --commit-message .git/COMMIT_EDITMSG
      git log --format='commit %h%n%B' origin/main.. | apdir check --commit-message -
    """
    root = repository()
    if commit_message is not None:
        found = [*_message_problems(commit_message, called), *branch_problems(root)]
        tell(sorted(found), form)
        sys.exit(1 if found else 0)
    asked = {f"providers/{name}" for name in map(provider_folder, providers)}
    notes: list[Problem] = []
    problems, count = find_problems(root, today(), notes)
    if since is not None:
        names = changed_names(root, commit_of(root, since), NOW)
        changed = {_folder(hidden_name(name)) for name in names}
        if not changed.intersection(EVERYWHERE):
            problems = [problem for problem in problems if _folder(problem.file) in changed | {BRANCH}]
    elsewhere = 0
    if asked:
        found = problems
        problems = [problem for problem in found if _folder(problem.file) in asked]
        elsewhere, count = how_many(found) - how_many(problems), len(asked)
    tell(problems, form)
    if form == "text":
        tell_unfinished(root, problems)
    notes = [note for note in notes if not asked or _folder(note.file) in asked]
    if form == "text":
        for line in as_text(notes):
            click.echo(f"To look at: {line}", err=True)
    elif form == "github":
        for line in as_github(notes, "notice"):
            click.echo(line)
    if form == "text" and elsewhere:
        click.echo(f"Elsewhere: {elsewhere}. `apdir check` tells all.", err=True)
    if form == "text" and problems and migrated(root).told:
        click.echo(
            "Some names have changed with the program: `apdir migrate --dry-run` shows what it can do.", err=True
        )
    if problems:
        sys.exit(1)
    if form == "text":
        click.echo(f"All is well: {providers_in_words(count)} checked.", err=not sys.stdout.isatty())


def _message_problems(file: TextIO, called: str) -> Iterator[Problem]:
    """Pupil data in a commit's message: in a file without git's own notes in it, else in all that comes in.

    Where that names each commit, as `git log` does, it is told of which it is.
    """
    text = file.read(MOST).partition(SCISSORS)[0]
    if file is not sys.stdin and file.name not in ("-", "<stdin>"):
        text = "\n".join("" if line.startswith("#") else line for line in text.split("\n"))
    first, *commits = COMMIT.split(text)
    yield from message_problems(called, first)
    for name, message in zip(commits[::2], commits[1::2], strict=True):
        yield from message_problems(f"commit {name}", message)


def _folder(name: str) -> str:
    """Provider's folder of a file, or else the part of the directory at its top."""
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] == "providers" else parts[0]
