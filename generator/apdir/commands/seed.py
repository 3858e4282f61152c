"""`apdir gias --new`: records begun from the register of schools."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from apdir.commands.list_run import Run
from apdir.commands.list_told import Options, tell_changes, tell_notes, tell_problems
from apdir.commands.lists import say
from apdir.gias.seed import CALLED, FIELDS, ONLINE, TYPE, seeds_of
from apdir.library import Library
from apdir.lists.headings import Meant
from apdir.lists.layout import Listing, Row
from apdir.lists.mapping import ListMapping
from apdir.lists.rows import Flat, Reader
from apdir.lists.values import Vocabulary
from apdir.pages.views import count
from apdir.problems import Problem
from apdir.source.edit import save


def begin_records(
    root: Path,
    library: Library,
    file: str,
    raw: bytes,
    authorities: Collection[str],
    types: Collection[str],
    sets: Sequence[str],
    day: date,
    register_day: date,
    *,
    write: bool,
) -> tuple[list[Problem], bool]:
    """Begin a record for each setting of the register that has none; the file's problems, and whether all was well.

    A setting whose record would not pass the check is told, and not begun.
    """
    seeds, problems = seeds_of(file, raw, authorities, types)
    if problems:
        return problems, False
    mapping = ListMapping("register")
    said = {
        "registration.status": "registered",
        "registration.gias_checked": register_day.isoformat(),
        "checked.date": register_day.isoformat(),
        "contact.role": "School office",
        "sites.public": "yes",
    }
    mapping.sets |= said
    say(mapping, sets)
    meanings = {heading: Meant(name) for heading, name in FIELDS.items() if heading in seeds.places}
    rows = [Row(number, cells) for number, cells in seeds.rows]
    listing = Listing(Path(file).stem, 1, seeds.places, tuple(rows), ())
    flats = list(Reader(file, mapping, Vocabulary(library.settings, mapping)).rows(listing, meanings))
    for row, flat in zip(rows, flats, strict=True):
        _complete(row.cells, flat, sets)
    run = Run(root, library, file, [listing], mapping, day)
    known = {one.provider.registration.urn for one in run.records.values()}
    new = [flat for flat in flats if flat.values.get("registration.urn") not in known]
    taken, groups, bad = run.taken(new, new=True, skip_bad=True)
    options = Options(write, True, True, False, (), (), ())
    here = f"{len(flats) - len(new)} of them here already"
    click.echo(f"{file}: {count(len(flats), 'setting')} of these types and open, {here}.", err=True)
    for title, some in (("Left out, for they are not open", seeds.left), ("Open, and about to close", seeds.closing)):
        if some:
            click.echo(f"{title}: {'; '.join(some)}.", err=True)
    tell_notes(new, run.every, options)
    tell_changes(taken, options)
    taken_for_granted = ", ".join(f"{name}={text}" for name, text in said.items() if mapping.sets[name] == text)
    if groups:
        click.echo(f"Said of each, unless --set says otherwise: {taken_for_granted}; offer.delivery=on site, or online "
                   "for an online provider.", err=True)  # fmt: skip
    tell_problems(bad, options)
    if write and taken.texts:
        save(root, taken.texts)
        click.echo(f"Began {count(len(groups), 'record')}.", err=True)
    elif taken.texts:
        click.echo(f"{count(len(groups), 'record')} would be begun. Add --write to do it.", err=True)
    return [], not bad


def _complete(cells: Mapping[str, str], flat: Flat, sets: Sequence[str]) -> None:
    """Say where a setting teaches, by its type; and give a word for its type that no list here has to the check."""
    if not any(one.startswith("offer.delivery=") for one in sets):
        online = cells.get(TYPE) == CALLED[ONLINE]
        flat.values["offer.delivery"] = "online" if online else "on site"
        flat.keys["offer.delivery"] = TYPE
