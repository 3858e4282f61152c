"""`apdir new framework` and `apdir framework remove`: a framework of a directory's own, begun and gone, whole or not.

Both say what they change, are looked at by the whole check before anything is written, and write all or nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from apdir.commands.check import find_problems
from apdir.commands.completion import frameworks
from apdir.commands.edits import refuse
from apdir.commands.init import at_terminal
from apdir.commands.options import Day, repository, shared, today
from apdir.commands.temporary import temporary_folder
from apdir.directory import provider_folders, read_provider
from apdir.handwritten import Addresses, without_dead_links, written_links
from apdir.library import (
    CONTENT,
    CROSSWALK,
    FORMS,
    FRAMEWORK_LIMITS,
    FRAMEWORKS,
    Library,
    open_document,
    read_library,
)
from apdir.names import slug_of
from apdir.output import put_files
from apdir.pages import links
from apdir.pages.views import count
from apdir.problems import Problem, did_you_mean, quoted
from apdir.source import PROGRAM, RecordFile, record_files
from apdir.source.edit import CannotEdit, Editable
from apdir.source.save import read_text, write_files
from apdir.starting import framework_text

SETTINGS = "settings.yml"
#: How many records are named of those that still need a framework.
NAMED = 10

#: Each file that changes, by name; None for one that goes.
Changes = dict[str, Editable | None]


@click.command("framework", short_help="Begin a framework of your own.")
@shared
@click.argument("framework", metavar="ID")
@click.option("--title", metavar="WORDS", help="What it is called.  [default: made of the id]")
@click.option("--publisher", metavar="WORDS", help="Who publishes it.  [default: the council]")
@click.option("--from", "start", type=Day(), help="The first day of visits under it.  [default: today]")
def new_framework(framework: str, title: str | None, publisher: str | None, start: date | None) -> None:
    """Begin a framework of your own in frameworks/<id>/: a small one that works, with a comment to each part.

    Write yours over it. Where settings.yml names the frameworks that the directory uses, the new one is added.

    \b
    Examples:
      apdir new framework coastshire
      apdir new framework coastshire --title "Coastshire standards for alternative provision" --from 2026-09-01
    """
    root = repository()
    library = _library(root)
    if framework != slug_of(framework):
        hint = f" Use small letters, digits and single hyphens, such as `{slug_of(framework) or 'our-standards'}`."
        raise click.BadParameter(f"`{framework}` cannot be an address.{hint}", param_hint="ID")
    if framework in _there(library):
        own = (root / FRAMEWORKS / framework).is_dir()
        where = "is there already" if own else "comes with the program, to be named under `frameworks` in settings.yml"
        raise click.BadParameter(f"A framework `{framework}` {where}. Give yours another id.", param_hint="ID")
    default = f"{framework.replace('-', ' ').capitalize()} framework"
    if title is None:
        title = click.prompt("What is it called", default=default) if at_terminal() else default
    if publisher is None:
        council = library.settings.council.name
        publisher = click.prompt("Who publishes it", default=council) if at_terminal() else council
    first = start or today()
    name = f"{FRAMEWORKS}/{framework}/{first:%Y-%m}.yml"
    changes: Changes = {name: Editable(framework_text(framework, title, publisher, first))}
    used = library.settings.frameworks
    if used:
        try:
            changes[SETTINGS] = Editable.of(root / SETTINGS).put(("frameworks", len(used)), framework)
        except CannotEdit as error:
            raise click.ClickException(f"{SETTINGS}: {error}") from None
    _refuse_problems(root, changes)
    _write(root, changes)
    click.echo(f"Wrote {name}: a small framework that works. Write yours over it, and run `apdir check`.")
    if used:
        click.echo(f"Added `{framework}` to `frameworks` in {SETTINGS}.")
    click.echo(
        f"Visits under it give no approval yet: for that, add `{framework}` to `standing`, `frameworks` in {SETTINGS}."
    )


@click.group()
def framework() -> None:
    """Take a framework out of the directory.

    \b
    Example:
      apdir framework remove coastshire --dry-run
    """


@framework.command("remove", short_help="Take a framework out, with all that belongs to it.")
@shared
@click.argument("name", metavar="ID", shell_complete=frameworks)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def remove(name: str, dry_run: bool) -> None:
    """Take a framework out: one of your own with its files, forms, guidance, links and part of the comparison.

    One that comes with the program is only taken out of settings.yml. While a visit or a judged year is under a
    framework, it stays. Everything is said before it is done; at a terminal you are asked.

    \b
    Examples:
      apdir framework remove coastshire --dry-run
      apdir framework remove coastshire
    """
    root = repository()
    library = _library(root)
    there = _there(library)
    if name not in there or (library.settings.frameworks and name in library.others and not _own(root, name)):
        known = [known for known in there if known not in library.others]
        hint = did_you_mean(name, known)
        raise click.BadParameter(f"This directory uses no framework `{name}`. {hint}", param_hint="ID")
    _refuse_while_used(root, name, library)
    left = [other for other in there if other != name and other not in library.others]
    if not left:
        hint = "Begin another with `apdir new framework`, or name one under `frameworks` in settings.yml."
        raise click.UsageError(f"`{name}` is the only framework of this directory. {hint}")
    changes: Changes = {}
    said: list[str] = []
    try:
        if _own(root, name):
            said += _own_files(root, name, changes)
        said += _in_settings(root, name, library, left, changes)
        said += _links(root, changes)
    except CannotEdit as error:
        raise click.ClickException(f"{error} Nothing was written.") from None
    click.echo("".join(f"{line}\n" for line in said), nl=False)
    _refuse_problems(root, changes)
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
        return
    if at_terminal():
        click.confirm("Do all of this?", abort=True)
    _write(root, changes)
    click.echo("Done.")


def _there(library: Library) -> list[str]:
    """Every framework that the directory or the program has, and whose file may be broken."""
    return sorted({*library.frameworks, *library.others, *library.unreadable})


def _own(root: Path, name: str) -> bool:
    """Whether a framework is the directory's own, and not one of the program's."""
    return (root / FRAMEWORKS / name).is_dir() and (root == PROGRAM or not (PROGRAM / FRAMEWORKS / name).is_dir())


def _library(root: Path) -> Library:
    """The library of a directory; where its settings have problems, these are told, and the command ends with 1."""
    library = read_library(root)
    wrong = [problem for problem in library.problems if problem.file == SETTINGS]
    if wrong:
        refuse(wrong)
    return library


def _refuse_while_used(root: Path, name: str, library: Library) -> None:
    """End where a visit or a judged year is under a framework, whatever else is wrong with its record."""
    found = []
    for slug in provider_folders(root)[0]:
        read = read_provider(root, slug, library)
        documents = [*(visit.document for visit in read.visits), *(year.document for year in read.years)]
        found += [document.file for document in documents if document.data.get("framework") == name]
    if found:
        more = f", and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        approvals = " Approvals are based on them." if name in library.settings.standing.frameworks else ""
        raise click.UsageError(
            f"{count(len(found), 'record is', 'records are')} under `{name}`: {', '.join(found[:NAMED])}{more}."
            f"{approvals} It stays as long as they do."
        )


def _own_files(root: Path, name: str, changes: Changes) -> Iterator[str]:
    """Remove a framework of one's own: its files, forms and guidance, and its part of the comparison."""
    files = [*record_files(root, f"{FRAMEWORKS}/{name}"), *record_files(root, f"{CONTENT}/guidance/{name}")]
    pages = []
    for file in record_files(root, CONTENT):
        if not isinstance(file, RecordFile) or file in files:
            continue
        about = _about(file)
        if about == [name]:
            files.append(file)
        elif name in about:
            pages.append((file, about.index(name)))
    for one in files:
        if isinstance(one, Problem):
            raise CannotEdit(f"{one.file}: {one.message} {one.hint}")
        changes[one.name] = None
        yield f"Delete {one.name}."
    for page, at in pages:
        changes[page.name] = Editable.of(page.path).drop(("frameworks", at))
        yield f"Take it out of the frameworks that {page.name} is about."
    compared = _data(RecordFile(root / CROSSWALK, CROSSWALK)) if (root / CROSSWALK).is_file() else {}
    rows = compared.get("frameworks") or {}
    if name in rows:
        alone = list(compared) == ["frameworks"] and list(rows) == [name]
        changes[CROSSWALK] = None if alone else Editable.of(root / CROSSWALK).drop(("frameworks", name))
        yield (
            f"Delete {CROSSWALK}: it has nothing else." if alone
            else f"Take its {count(len(rows[name]), 'row')} out of {CROSSWALK}."
        )  # fmt: skip


def _about(file: RecordFile) -> list[str]:
    """The frameworks that a form is of, or that a page's front matter says it is about."""
    data = _data(file) if file.path.suffix in (".yml", ".md") else {}
    named = [data.get("framework")] if file.name.startswith(f"{FORMS}/") else data.get("frameworks")
    return [str(one) for one in named] if isinstance(named, list) else []


def _data(file: RecordFile) -> dict[str, Any]:
    """The fields of a file, none where it cannot be read."""
    document, _ = open_document(file, FRAMEWORK_LIMITS, markdown=file.path.suffix == ".md")
    return document.data if document is not None else {}


def _in_settings(root: Path, name: str, library: Library, left: list[str], changes: Changes) -> Iterator[str]:
    """Nothing in the settings names it any more; where all are used and the program has it, the others are named."""
    settings = Editable.of(root / SETTINGS)
    used = library.settings.frameworks
    if name in used:
        settings = settings.drop(("frameworks", used.index(name)))
        yield f"Take `{name}` out of `frameworks` in {SETTINGS}."
    elif not used and not _own(root, name):
        settings = settings.put(("frameworks",), left)
        yield f"Name the others under `frameworks` in {SETTINGS}: {quoted(left)}."
    deciding = library.settings.standing.frameworks
    if name in deciding:
        path = ("standing", "frameworks")
        settings = settings.drop((*path, deciding.index(name))) if len(deciding) > 1 else settings.put(path, [])
        yield f"Take `{name}` out of `standing`, `frameworks` in {SETTINGS}: no approval is based on it any more."
    gone = {file.removeprefix(f"{CONTENT}/").rpartition(".")[0] for file, text in changes.items() if text is None}
    gone.add(f"guidance/{name}")
    for at, address in reversed(list(enumerate(library.settings.leave_out))):
        if address in gone:
            settings = settings.drop(("leave_out", at))
            yield f"Take `{address}` out of `leave_out` in {SETTINGS}."
    if settings.text != settings.was:
        changes[SETTINGS] = settings


def _links(root: Path, changes: Changes) -> Iterator[str]:
    """The links of the directory's own pages to what goes become plain words."""
    slugs = provider_folders(root)[0]
    before = Addresses(root, read_library(root), slugs, today())
    with _as_it_will_be(root, changes) as there:
        after = Addresses(there, read_library(there), slugs, today())
        after.known |= {address for address in before.known if address.startswith(links.PROVIDERS)}
        for name, path in after.files.items():
            if not name.endswith(".md") or not path.is_relative_to(there):
                continue
            text = read_text(path)
            dead = [
                link
                for link in written_links(name, text, after.url)
                if any(map(before.has, link.targets)) and not any(map(after.has, link.targets))
            ]
            if dead:
                whole = f"{CONTENT}/{name}"
                changed = changes.get(whole) or Editable.of(root / whole)
                changes[whole] = replace(changed, text=without_dead_links(name, text, after))
                yield f"Take {count(len(dead), 'link')} to it out of {whole}."


@contextmanager
def _as_it_will_be(root: Path, changes: Changes) -> Iterator[Path]:
    """A copy of all but the records, with the changes made."""
    with temporary_folder() as there:
        (there / "providers").mkdir()
        files = [RecordFile(root / name, name) for name in (SETTINGS, "mkdocs.yml") if (root / name).is_file()]
        for file in (*files, *record_files(root, FRAMEWORKS), *record_files(root, CONTENT)):
            if isinstance(file, RecordFile) and file.name not in changes:
                (there / file.name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file.path, there / file.name)
        put_files(there, {name: file.text for name, file in changes.items() if file is not None})
        yield there


def _refuse_problems(root: Path, changes: Changes) -> None:
    """Where the check has something new to say of the changes, tell it, and end with 1."""

    def found(changes: Changes) -> dict[tuple[str, str, str], Problem]:
        with _as_it_will_be(root, changes) as there:
            problems, _ = find_problems(there, today())
        return {(problem.file, problem.field, problem.message): problem for problem in problems}

    if after := found(changes):
        before = found({})
        if new := [problem for told, problem in after.items() if told not in before]:
            refuse(new)


def _write(root: Path, changes: Changes) -> None:
    was = {name: (root / name).read_bytes() if file is None else _bytes(file.was) for name, file in changes.items()}
    write_files(root, {name: None if file is None else file.text for name, file in changes.items()}, was)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8")
