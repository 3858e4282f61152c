"""Edits by commands, looked at by the checker before anything is written."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from generator.blank import slug_of
from generator.commands.options import progress, repository, tell, today
from generator.directory import ReadProvider, provider_folders, read_provider
from generator.library import Library
from generator.problems import FOLDERS, Problem, did_you_mean, shown
from generator.rules import check_provider
from generator.source.edit import Editable
from generator.source.edit import save as write_changes


def new_problems(root: Path, texts: Mapping[str, str], library: Library, day: date) -> list[Problem]:
    """What the checker would say of the folders with some files changed, and does not say of them now."""
    found = []
    with tempfile.TemporaryDirectory(prefix="apdir-edit-") as folder:
        for slug in progress(sorted({name.split("/")[1] for name in texts}), "Checking what changes"):
            before: set[tuple[str, str, str]] = set()
            if (root / "providers" / slug).is_dir():
                shutil.copytree(root / "providers" / slug, Path(folder) / "providers" / slug)
                old = check_provider(read_provider(root, slug, library), library, day)
                before = {(row.file, row.field, row.message) for row in old}
            for name, text in texts.items():
                if name.split("/")[1] == slug:
                    (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                    (Path(folder) / name).write_bytes(text.encode("utf-8"))
            after = check_provider(read_provider(Path(folder), slug, library), library, day)
            found += [row for row in after if (row.file, row.field, row.message) not in before]
    return found


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


def provider_named(library: Library, name: str) -> ReadProvider:
    """A provider's record by the name of its folder."""
    return read_provider(repository(), provider_folder(name), library)


def editable(name: str) -> Editable:
    """A record's file, to be changed."""
    return Editable.of(repository() / name)


def save(texts: Mapping[str, Editable], library: Library) -> None:
    """Write changed files if the checker has nothing new to say of them; else tell it, and end with 1."""
    root = repository()
    changed = {name: file.text for name, file in texts.items() if file.text != file.was}
    problems = new_problems(root, changed, library, today())
    if problems:
        tell(sorted(set(problems)), "text")
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    for name in write_changes(root, texts):
        click.echo(f"Wrote {name}.")
    if not changed:
        click.echo("The record says so already.", err=not sys.stdout.isatty())
