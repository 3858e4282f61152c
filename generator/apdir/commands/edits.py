"""Edits by commands, looked at by the checker before anything is written."""

from __future__ import annotations

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from apdir.commands.options import progress, repository, tell, today
from apdir.commands.temporary import temporary_folder
from apdir.days import days_in_words
from apdir.directory import ReadProvider, place_in, planned_values, provider_folders, read_provider
from apdir.library import Library
from apdir.names import slug_of
from apdir.problems import FOLDERS, Problem, did_you_mean, outside_records, shown
from apdir.rules import check_directory, check_provider
from apdir.rules.check import Check, facts_of
from apdir.source import FieldPath, RecordFile, record_files
from apdir.source.edit import Editable
from apdir.source.edit import save as write_changes

#: The kinds of problem of a record that is begun: what was not yet said.
GAPS = frozenset(("missing field", "placeholder", "final and unfinished"))
#: How a number that is typed in a command or a form keeps its first zero.
WITH_ZERO = "Write it with its zero."


def new_problems(root: Path, texts: Mapping[str, str], library: Library, day: date) -> list[Problem]:
    """Return the problems that `apdir check` would add once the files are written.

    The whole check is made: of each folder by itself, and of the changed ones beside every other.
    """
    found: list[Problem] = []
    changed: dict[str, Check | None] = {}
    anew = False
    files: dict[str, dict[str, str]] = defaultdict(dict)
    for name, text in texts.items():
        files[name.split("/")[1]][name] = text
    with temporary_folder() as there:
        for slug in progress(sorted(files), "Checking what changes"):
            before: set[tuple[str, str, str]] = set()
            known: Check | None = None
            if (root / "providers" / slug).is_dir():
                _copy(root, there, f"providers/{slug}")
                old = read_provider(root, slug, library)
                before = {(row.file, row.field, row.message) for row in check_provider(old, library, day)}
                known = facts_of(old)
            for name, text in files[slug].items():
                (there / name).parent.mkdir(parents=True, exist_ok=True)
                (there / name).write_bytes(text.encode("utf-8"))
            read = read_provider(there, slug, library)
            after = check_provider(read, library, day)
            found += [row for row in after if (row.file, row.field, row.message) not in before]
            changed[slug] = facts_of(read)
            anew = anew or changed[slug] != known
        if anew:  # else nothing that is compared between providers has changed
            found += _beside_others(root, there, changed, library, set(texts))
    return found


def _copy(root: Path, there: Path, folder: str) -> None:
    """Copy the files of a provider's folder; of what is no ordinary file, nothing."""
    for file in record_files(root, folder, passed_over=True):
        if isinstance(file, RecordFile):
            (there / file.name).parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # another command has put it in its place since
                shutil.copy(file.path, there / file.name)


def _beside_others(
    root: Path, there: Path, changed: Mapping[str, Check | None], library: Library, files: Collection[str]
) -> Iterator[Problem]:
    """The problems between changed folders (as they are ``there``) and all others, told at the changed files alone."""
    others = [slug for slug in provider_folders(root)[0] if slug not in changed]
    read = (facts_of(read_provider(root, slug, library)) for slug in progress(others, "Comparing"))
    facts = [known for known in (*read, *changed.values()) if known is not None]

    def place(slug: str, path: FieldPath) -> tuple[int, int]:
        return place_in(there if slug in changed else root, slug, path)

    yield from (row for row in check_directory(facts, place) if row.file in files)


def provider_folder(name: str) -> str:
    """The name of a provider's folder, however it was completed or typed: `providers/mill-farm/`, "Mill Farm".

    One that is not there is wrong use, met with the nearest.
    """
    slugs, _ = provider_folders(repository())
    typed = name.rstrip("/").removeprefix("./").removeprefix("providers/").removesuffix("/provider.md")
    slug = typed if typed in slugs else slug_of(typed)
    if slug not in slugs:
        begin = [known for known in slugs if slug and known.startswith(slug)]
        hint = f"Did you mean `{begin[0]}`?" if len(begin) == 1 else did_you_mean(slug, slugs, FOLDERS)
        raise click.BadParameter(f"There is no provider {shown(typed)}. {hint}", param_hint="PROVIDER")
    return slug


def provider_folders_named(names: Sequence[str]) -> list[str]:
    """The folders of several providers; those that are not there are told together, each met with the nearest."""
    found, wrong = [], []
    for name in names:
        try:
            found.append(provider_folder(name))
        except click.BadParameter as error:
            wrong.append(error.message)
    if wrong:
        raise click.BadParameter(" ".join(dict.fromkeys(wrong)), param_hint="PROVIDER")
    return found


def provider_named(library: Library, name: str) -> ReadProvider:
    """A provider's record by the name of its folder."""
    return read_provider(repository(), provider_folder(name), library)


def editable(name: str) -> Editable:
    """A record's file, to be changed."""
    return Editable.of(repository() / name)


def save(texts: Mapping[str, Editable], library: Library) -> Collection[str]:
    """The names of the files that changed, once they are written and the officer knows.

    Where the checker has something new to say of them, nothing is written and the command ends with 1.
    """
    changed = refuse_problems(texts, library)
    for name in write_changes(repository(), changed):
        click.echo(f"Wrote {name}.")
    if not changed:
        click.echo("The record says so already.", err=not sys.stdout.isatty())
    return changed


def refuse_problems(texts: Mapping[str, Editable], library: Library) -> dict[str, Editable]:
    """The files that are changed; where the checker has something new to say of them, tell it, and end with 1."""
    changed = {name: file for name, file in texts.items() if file.text != file.was}
    problems = new_problems(repository(), {name: file.text for name, file in changed.items()}, library, today())
    if problems:
        refuse(problems)
    return changed


def begin(name: str, file: Editable, library: Library, said: Mapping[str, str]) -> list[Problem]:
    """Write a record that is begun, or filled in further; what it still lacks, which somebody is to fill in.

    With anything else wrong nothing is written and the command ends with 1. It is told by what the officer wrote:
    ``said`` has that by the path of the field (`--phone`, or the question of a form).
    """
    problems = new_problems(repository(), {name: file.text}, library, today())
    wrong = [problem for problem in problems if problem.kind not in GAPS or problem.field == "name"]
    for problem in wrong:
        field = re.sub(r"\[\d+\]\Z", "", problem.field)
        place = said.get(problem.field) or said.get(field) or problem.field
        hint = outside_records(problem.hint, WITH_ZERO)
        click.echo(f"{place}: {problem.message} {hint}".removeprefix(": ").rstrip())
    if wrong:
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    write_changes(repository(), {name: file})
    return problems


def tell_planned(read: ReadProvider, visit: str) -> None:
    """Say which visits of its kind are still planned, once one is recorded: an officer knows if it is one of them."""
    made = next((row for row in read.visits if row.id == visit), None)
    record = made.reading.record if made is not None else None
    for row in read.visits:
        it = row.reading.record
        if made is None or record is None or record.is_planned or it is None or not it.is_planned:
            continue
        if (it.framework, it.kind) != (record.framework, record.kind):
            continue
        kept = it.date <= record.date <= it.last_day and all(
            made.document.data.get(key) for key, _ in planned_values(row)
        )
        said = " The new record has all that it says." if kept else ""
        days = days_in_words(it.date, it.last_day)
        click.echo(
            f"A visit is planned for {days}: {row.document.file}.{said} If it is this one, delete that file.", err=True
        )


def refuse(problems: Iterable[Problem]) -> NoReturn:
    """Tell why nothing was written, and end with 1."""
    tell(sorted(set(problems)), "text")
    click.echo("Nothing was written.", err=True)
    sys.exit(1)
