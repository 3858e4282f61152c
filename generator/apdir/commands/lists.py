"""`apdir import` of a list that somebody else keeps: what its columns are, what comes of its rows, what goes back."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from apdir.commands.edits import refuse
from apdir.commands.list_run import Run
from apdir.commands.list_told import Options, tell_changes, tell_layout, tell_notes, tell_problems
from apdir.commands.options import repository, tell_not_to_commit, today, whole
from apdir.commands.visit_log import ORGANISATION, columns_of, drafts_of, left_out
from apdir.library import Library, read_library
from apdir.lists.back import given_back
from apdir.lists.evidence import sort_of
from apdir.lists.headings import MANY_COLUMNS, Meant, fields, meant
from apdir.lists.layout import MOST_LISTED, MOST_WRITTEN, Listing, is_own, listing_of
from apdir.lists.mapping import ListMapping, find_mapping, ignored
from apdir.lists.rows import Reader
from apdir.lists.values import Vocabulary
from apdir.output import put_file
from apdir.pages.views import count, words
from apdir.problems import Problem, did_you_mean, shown
from apdir.source.edit import CannotEdit, save
from apdir.tables.cells import Book, Cells
from apdir.tables.parts import DIVIDE

#: Fields of which one at least says what a row is about.
NAMING = ("name", "folder", "registration.urn")


def read_list(
    book: Book, sheet: str | None, names: Sequence[str]
) -> tuple[list[Cells], list[Listing], list[str]] | None:
    """The sheets of a file, those with a list, and what was passed over; None where it has this program's own tables.

    So is a file that cannot be read, of which the reader of those tells.
    """
    if sheet is not None or book.wrong is not None:
        return None
    sheets = [one for one in book.sheets if not one.hidden and not one.broken]
    passed = [*book.others, *(one.title for one in book.sheets if one.hidden or one.broken)]
    given = {heading.strip().lower(): name.strip() for heading, _, name in (row.rpartition("=") for row in names)}
    if is_own(sheets, given) or not any(any(map(any, one.rows)) for one in sheets):
        return None
    found = [(one, listing_of(one)) for one in sheets]
    listings = [listing for _, listing in found if listing is not None]
    known = [one for one in listings if any(meant(key, one.cells(key)).field in NAMING for key in one.places)]
    listings = known or listings[:1]
    kept = {listing.title for listing in listings}
    return sheets, listings, [*passed, *(one.title for one, _ in found if one.title not in kept)]


def take_list(
    file: Path, sheets: Sequence[Cells], listings: Sequence[Listing], passed: Sequence[str], options: Options
) -> None:
    """Take a list's rows in, or tell what would come of them."""
    root, day = repository(), today()
    library = whole(read_library(root))
    if not listings:
        message = "No row of headings was found here."
        hint = "Write headings above the rows, such as Provider, Postcode, Telephone, Ages, Cost per day."
        refuse([Problem(file.name, 0, 0, "", message, hint, "no headings")])
    rows = [row for listing in listings for row in listing.rows]
    written = sum(len(text) for row in rows for text in row.cells.values())
    for many, what, most in ((len(rows), "rows", MOST_LISTED), (written, "characters", MOST_WRITTEN)):
        if many > most:
            message = f"This list has {many:,} {what}, and {most:,} is the most that is taken in at once."
            refuse([Problem(file.name, 0, 0, "", message, DIVIDE, "huge file")])
    if any({"EstablishmentName", "TypeOfEstablishment (code)"} <= set(listing.places) for listing in listings):
        raise click.UsageError(
            f"{file.name} is a download of the register of schools. Records begin from it, with their numbers, by: "
            f"apdir gias {file.name} --new"
        )
    logs = [(one, columns) for one in listings if (columns := columns_of(one))]
    if logs:
        _take_logs(file, sheets, logs, library, options)
        return
    mapping, problems = find_mapping(root, file, (key for listing in listings for key in listing.places))
    if problems:
        refuse(problems)
    fresh = mapping.file is None
    if not fresh:
        click.echo(f"Read by {mapping.path}.", err=True)
    meanings = _meanings(listings, mapping, library, options)
    tell_layout(file, listings, passed, meanings, fresh=fresh or options.every)
    if not any(meaning.field in NAMING and meaning.sure for one in meanings.values() for meaning in one.values()):
        _keep(root, mapping)
        click.echo(f"Say in {mapping.path} which column is the provider's name: `name`. Then import again.")
        sys.exit(1)
    reader = Reader(file.name, mapping, Vocabulary(library.settings, mapping))
    flat = [row for listing in listings for row in reader.rows(listing, meanings[listing.title])]
    run = Run(root, library, file.name, listings, mapping, day)
    if run.wrong:
        click.echo(
            f"Left out, for they have problems: {count(len({one.file for one in run.wrong}), 'file')}.", err=True
        )
    taken, groups, bad = run.taken(flat, new=options.new, skip_bad=options.skip_bad)
    tell_notes(flat, run.every, options)
    _keep(root, mapping)
    open_columns = [key for one in meanings.values() for key, meaning in one.items() if not meaning.sure]
    if not bad or options.skip_bad:
        tell_changes(taken, options)
    for line in taken.left:
        click.echo(line, err=True)
    why = run.why(bad)
    back = {place for group in run.given_back for place in group.places}
    tell_problems(bad, options)
    if open_columns:
        click.echo(f"Say in {mapping.path} what these columns are, or leave them out with --ignore: "
                   f"{words([shown(key) for key in dict.fromkeys(open_columns)])}.", err=True)  # fmt: skip
    if open_columns or (bad and not options.skip_bad):
        click.echo("Nothing was written." if options.write else "Nothing would be written.", err=True)
        if bad and not options.skip_bad and groups:
            click.echo(f"With --skip-bad, {count(len(groups), 'provider')} would be taken in, and "
                       f"{count(len(back), 'row')} given back.", err=True)  # fmt: skip
        sys.exit(1)
    summary = f"{count(len(groups), 'provider')} of {count(len(flat), 'row')}"
    if not taken.texts:
        click.echo(f"{summary}: the records say the same already, nothing changes.", err=True)
    elif options.write:
        save(root, taken.texts)
        done = f"wrote {count(len(taken.texts), 'file')}. `apdir changes` tells what that does to the site."
        click.echo(f"{summary}: {done}", err=True)
    else:
        click.echo(f"{summary}: {count(len(taken.texts), 'file')} would change. Add --write to do it.", err=True)
    if back:
        _give_back(file, given_back(sheets, listings, back, why, day), len(back), root, write=options.write)
        sys.exit(1)


def _take_logs(
    file: Path,
    sheets: Sequence[Cells],
    logs: Sequence[tuple[Listing, Mapping[str, str]]],
    library: Library,
    options: Options,
) -> None:
    """Begin drafts of the visits in a log, or tell what would come of them."""
    root, day = repository(), today()
    said = dict(row.partition("=")[::2] for row in options.sets)
    if said.keys() - {ORGANISATION}:
        raise click.BadParameter(f'A log of visits takes --set "{ORGANISATION}=…" alone.', param_hint="--set")
    for listing, columns in logs:
        log = drafts_of(root, library, file.name, listing, columns, said.get(ORGANISATION, ""), day)
        bad = {(listing.title, problem.line) for problem in log.problems}
        good = {name: text for name, text in log.texts.items() if (listing.title, log.rows[name].number) not in bad}
        rows = count(len(listing.rows), "row")
        click.echo(
            f"{file.name}, sheet {listing.title}: a log of visits, headings in row {listing.top}, {rows}.", err=True
        )
        others = words([shown(key) for key in left_out(listing, columns)])
        click.echo("Each visit becomes a draft, which counts for nothing and is not public.", err=True)
        if others:
            click.echo(f"Left out, for somebody to enter in the drafts: {others}.", err=True)
        for note in log.notes:
            click.echo(f"  {note.place}: {note.words}", err=True)
        if log.there:
            click.echo(f"Here already: {words(log.there)}.", err=True)
        for name in good:
            click.echo(f"New: {name}")
        tell_problems(log.problems, replace(options, every=True))
        if bad and not options.skip_bad:
            click.echo("Nothing was written. With --skip-bad, the others are.", err=True)
            sys.exit(1)
        if options.write and good:
            save(root, good)
            click.echo(f"Wrote {count(len(good), 'draft')}.", err=True)
        elif good:
            click.echo(f"{count(len(good), 'draft')} would be written. Add --write to do it.", err=True)
        if bad:
            why: dict[tuple[str, int], list[str]] = {}
            for problem in log.problems:
                why.setdefault((listing.title, problem.line), []).append(f"{problem.message} {problem.hint}")
            _give_back(file, given_back(sheets, [listing], bad, why, day), len(bad), root, write=options.write)
            sys.exit(1)


def _meanings(
    listings: Sequence[Listing], mapping: ListMapping, library: Library, options: Options
) -> dict[str, dict[str, Meant]]:
    """What each column of each sheet is: as options say it, as the mapping has it, or as it is proposed."""
    keys = {key.lower(): key for listing in listings for key in listing.places}
    for row in options.names:
        heading, equals, name = row.rpartition("=")
        if not equals or not heading.strip():
            raise click.BadParameter(
                f"{shown(row)} does not say which field a heading is: write Tel=contact.phone; --columns lists fields.",
                param_hint="--map",
            )
        _known_field(name.strip(), row, "--map")
        mapping.column(_heading(heading, keys, "--map"), Meant(name.strip(), "said with --map"))
    for heading in options.ignored:
        mapping.column(_heading(heading, keys, "--ignore"), ignored())
    say(mapping, options.sets)
    needs = library.settings.vocabulary.needs
    found: dict[str, dict[str, Meant]] = {}
    for listing in listings:
        meanings: dict[str, Meant] = {}
        taken: dict[str, str] = {}
        if not any(meant(key, listing.cells(key)).field in NAMING for key in listing.places):
            guess = next((key for key in listing.places if _may_be_names(listing.cells(key))), "")
            if guess and guess not in mapping.columns:
                reason = "each cell is another one, and no other column is headed as the provider's name"
                mapping.column(guess, Meant("name", reason, sure=False))
        for key in listing.places:
            of_sheet = f"{listing.title}: {key}"
            meaning = mapping.columns.get(of_sheet) or mapping.columns.get(key)
            if meaning is None:
                meaning = meant(re.sub(r" \(column [A-Z]+\)\Z", "", key), listing.cells(key), needs)
                other = taken.get(meaning.field)
                if other and not meaning.tick and meaning.field not in MANY_COLUMNS:
                    meaning = Meant("", f"{shown(other)} is `{meaning.field}` already", sure=False)
                mapping.column(key, meaning)
            if meaning.sure:
                taken.setdefault(meaning.field, key)
            meanings[key] = meaning
        found[listing.title] = meanings
    return found


def say(mapping: ListMapping, sets: Sequence[str]) -> None:
    """Take what `--set` says of every new provider. Raises BadParameter."""
    for row in sets:
        name, equals, text = row.partition("=")
        if not equals or not text.strip():
            raise click.BadParameter(f"{shown(row)} does not say what is so: write FIELD=VALUE.", param_hint="--set")
        _known_field(name.strip(), row, "--set")
        mapping.say(name.strip(), text.strip())


def _may_be_names(cells: Sequence[str]) -> bool:
    said = [text.lower() for text in cells if text]
    return bool(said) and len(said) == len(cells) == len(set(said)) and not sort_of(cells) and not said[0].isdecimal()


def _heading(text: str, keys: Mapping[str, str], option: str) -> str:
    key = keys.get(" ".join(text.split()).lower())
    if key is None:
        raise click.BadParameter(
            f"There is no column {shown(text)}. {did_you_mean(text, keys.values())}", param_hint=option
        )
    return key


def _known_field(name: str, row: str, option: str) -> None:
    if name not in fields() or (option == "--set" and fields()[name] is None):
        known = [one for one in fields() if one and (option == "--map" or fields()[one] is not None)]
        meant_ = did_you_mean(name, known, "--columns lists the fields.")
        raise click.BadParameter(f"{shown(row)}: there is no field {shown(name)}. {meant_}", param_hint=option)


def _keep(root: Path, mapping: ListMapping) -> None:
    """Write what was found out of the list, for the next time."""
    try:
        edited = mapping.edited()
    except CannotEdit as error:
        raise click.ClickException(f"{mapping.path}: {error}") from None
    if edited is not None and save(root, {mapping.path: edited}):
        click.echo(
            f"{'Added to' if edited.was is not None else 'Wrote'} {mapping.path}: how the list is read.", err=True
        )


def _give_back(file: Path, content: bytes, rows: int, root: Path, *, write: bool) -> None:
    target = file.with_name(f"{file.stem}-given-back.xlsx")
    number = 2
    while target.exists():
        target = file.with_name(f"{file.stem}-given-back-{number}.xlsx")
        number += 1
    if not write:
        click.echo(f"{count(rows, 'row')} would be given back in {target.name}.", err=True)
        return
    put_file(target, content)
    click.echo(f"{count(rows, 'row')} given back, with what is wrong in the last column: {target}", err=True)
    tell_not_to_commit(target, root)
