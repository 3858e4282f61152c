"""What `apdir import` tells of a list: how it is read, what is mended, what no field takes, what is wrong."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from apdir.commands.options import tell
from apdir.lists.headings import IGNORE, Meant
from apdir.lists.layout import Listing, some_rows
from apdir.lists.providers import Group
from apdir.lists.rows import LEFT, MENDED, UNSAID, Flat
from apdir.pages.views import count, words
from apdir.problems import Problem, shown
from apdir.tables.places import column_letter
from apdir.tables.taking import Taken, told

#: So many of what is mended, left and open are told, unless all are asked for.
FEW = 8
#: The file that says how a list is read, as hints name it.
MAPPING = re.compile(r"imports/\S+\.yml")


@dataclass(frozen=True, slots=True)
class Options:
    """The command's options."""

    write: bool
    new: bool
    skip_bad: bool
    every: bool
    names: tuple[str, ...]
    sets: tuple[str, ...]
    ignored: tuple[str, ...]


def tell_layout(
    file: Path,
    listings: Sequence[Listing],
    passed: Sequence[str],
    meanings: Mapping[str, Mapping[str, Meant]],
    *,
    fresh: bool,
) -> None:
    """Say what is read as what."""
    for listing in listings:
        sheet = f", sheet {listing.title}" if listing.title != file.stem else ""
        click.echo(
            f"{file.name}{sheet}: headings in row {listing.top}, {count(len(listing.rows), 'row')} below.", err=True
        )
        if listing.passed:
            click.echo(f"  Passed over, as no provider: {'; '.join(some_rows(listing.passed))}.", err=True)
        unseen = _unseen(listing)
        if unseen:
            click.echo(f"  Hidden in the file, and read all the same: {unseen}. Show them and look.", err=True)
    if passed:
        click.echo(
            f"Sheets passed over, as hidden or without a list of providers: {', '.join(map(shown, passed))}.", err=True
        )
    lines = (
        f"  {column_letter(one.places[key])} {key}: {_said(meaning)}"
        for one in listings
        for key, meaning in meanings[one.title].items()
        if fresh or not meaning.sure or meaning.field == IGNORE
    )
    for line in dict.fromkeys(lines):
        click.echo(line, err=True)


def _unseen(listing: Listing) -> str:
    """The rows and columns of a list that its reader does not see, and that say something."""
    rows = [str(row.number) for row in listing.rows if row.number in listing.unseen.rows]
    columns = [shown(key) for key, place in listing.places.items() if place in listing.unseen.columns]
    some = [f"{'row' if len(rows) == 1 else 'rows'} {_few(rows)}"] if rows else []
    return " and ".join(
        [*some, *([f"{'column' if len(columns) == 1 else 'columns'} {_few(columns)}"] if columns else [])]
    )


def _few(names: Sequence[str]) -> str:
    return words([*names[:FEW], *([f"{len(names) - FEW} more"] if len(names) > FEW else [])])


def _said(meaning: Meant) -> str:
    per = f" per {meaning.per}" if meaning.per else ""
    tick = f" {meaning.tick}" if meaning.tick else ""
    what = "left out" if meaning.field == IGNORE else f"{meaning.field}{tick}{per}" if meaning.field else "ASKED"
    asked = "" if meaning.sure or not meaning.field else "? ASKED"
    example = f", as {meaning.example}" if meaning.example else ""
    return f"{what}{asked}{f' ({meaning.reason}{example})' if meaning.reason else ''}"


def tell_changes(taken: Taken, options: Options) -> None:
    """Tell what changes, and of new records no more than their names, unless all is asked for."""
    begun = {name for name, file in taken.texts.items() if file.was is None}
    if begun and not options.every:
        names = [change.after for change in taken.differences if change.file in begun and change.path == ("name",)]
        _tell_some([f"New: {name}" for name in names], options)
        said = next((one.after for one in taken.differences if one.path == ("status",) and one.file in begun), "")
        if said and any(one.unsaid for one in taken.differences if one.file in begun):
            click.echo(f'New records get the status `{said}`, if no column and no --set "status=…" says otherwise.')
    for line in told([one for one in taken.differences if options.every or one.file not in begun]):
        click.echo(line)


def tell_notes(rows: Sequence[Flat], groups: Sequence[Group], options: Options) -> None:
    """Say what was mended, what no field takes, and which rows say nothing new."""
    notes = [note for row in rows for note in row.notes]
    for sort, title in ((MENDED, "Mended"), (LEFT, "Words that no field takes")):
        some = [note for note in notes if note.sort == sort]
        if some:
            click.echo(f"{title}: {len(some)}.", err=True)
            _tell_some([f"  {note.place}: {note.words}" for note in some], options)
    unsaid = Counter(note.words for note in notes if note.sort == UNSAID)
    if unsaid:
        each = ", ".join(f"{shown(text)} {number}" for text, number in unsaid.most_common(FEW))
        click.echo(f"Cells that say nothing: {unsaid.total()} ({each}).", err=True)
        if options.every:
            _tell_some([f"  {note.place}: {note.words}" for note in notes if note.sort == UNSAID], options)
    repeats = [f"{row.title}!{row.number} ({one.name})" for one in groups for row in one.repeats]
    if repeats:
        click.echo(f"Rows that say nothing new of a provider above: {words(repeats)}.", err=True)


def _tell_some(lines: Sequence[str], options: Options) -> None:
    most = len(lines) if options.every or len(lines) == FEW + 1 else FEW
    for line in lines[:most]:
        click.echo(line, err=True)
    if len(lines) > most:
        click.echo(f"  and {len(lines) - most} more; --all tells them.", err=True)


def tell_problems(problems: Sequence[Problem], options: Options) -> None:
    """Tell problems by kind, each with its count and the first of it, or every one by its cell."""
    if options.every:
        tell(sorted(set(problems)), "text")
        return
    lacking: dict[str, list[Problem]] = defaultdict(list)
    kinds: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in sorted(set(problems)):
        remedy = re.search(r'--set "[^"]+"\Z', problem.hint)
        if remedy is not None and problem.kind == "missing field":
            lacking[remedy[0]].append(problem)
        else:
            heading = problem.field.partition("(")[2]
            kinds[heading, re.sub("`[^`]*`", "`…`", problem.message)].append(problem)
    words_open = [one for some in kinds.values() for one in some
                  if one.kind == "unknown word" and MAPPING.search(one.hint)]  # fmt: skip
    for some in sorted(kinds.values(), key=lambda some: -len(some)):
        if some[0] in words_open:
            continue
        click.echo(f"{_rows(some)}: {some[0].field}: {some[0].message} {some[0].hint}".rstrip())
    if words_open:
        asked = dict.fromkeys(re.sub(r"Nobody has said what (.*) is called here\.", r"\1", one.message)
                             + (f" ({one.hint.partition('? ')[0].lower()}?)" if one.hint.startswith("Is it") else "")
                             for one in words_open)  # fmt: skip
        files = dict.fromkeys(file for one in words_open for file in MAPPING.findall(one.hint))
        click.echo(f"{_rows(words_open)}: say in {words(list(files))}, under `values`, what these are here: "
                   f"{'; '.join(asked)}.")  # fmt: skip
    if lacking:
        click.echo("The list does not say these. What is so of every new provider in it can be said once, such as:")
        for said, some in lacking.items():
            meaning = re.sub(r" ?(?:For example: .*|--set .*)", "", some[0].hint)
            click.echo(f"  {said}  ({_rows(some)}: {meaning or some[0].message})")
    if problems:
        kinds_of = count(len(kinds) + len(lacking), "kind")
        click.echo(f"\n{count(len(set(problems)), 'problem')} of {kinds_of}; --all tells each by its cell.", err=True)


def _rows(problems: Sequence[Problem]) -> str:
    """Which rows some problems are of."""
    places = sorted({(problem.field.rpartition("!")[0], problem.line) for problem in problems})
    numbers = [str(number) for _, number in places]
    if len(numbers) == 1:
        return f"Row {numbers[0]}"
    return f"{len(numbers)} rows ({', '.join(numbers[:FEW])}{' …' if len(numbers) > FEW else ''})"
