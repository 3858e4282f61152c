"""`apdir gias`: the records beside the register of schools."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from apdir.commands.edits import refuse_problems
from apdir.commands.export import records_of
from apdir.commands.limit import in_good_time
from apdir.commands.options import OrdinaryFile, repository, shared, tell, today, waiting, whole
from apdir.commands.seed import begin_records
from apdir.days import day_in_words
from apdir.gias.check import Result, check_against
from apdir.gias.register import MOST_BYTES, read_links, read_register
from apdir.gias.seed import TYPES
from apdir.gias.whole import WHOLE, described, shortcomings
from apdir.library import Library, read_library
from apdir.model.described import keys_at
from apdir.model.registration import Registration
from apdir.pages.views import count, words
from apdir.problems import shown
from apdir.source.edit import CannotEdit, Editable, save
from apdir.tables.formula import escape_formula


@click.command()
@shared
@click.argument("file", type=OrdinaryFile(MOST_BYTES))
@click.option("--links", type=OrdinaryFile(MOST_BYTES),
              help="The register's links file, which names successors.")  # fmt: skip
@click.option("--write", is_flag=True,
              help="Where the register agrees, set gias_checked to its day, and a missing DfE number.")  # fmt: skip
@click.option("--new", is_flag=True, help="Start a record for each setting of --types in --la that has none.")
@click.option("--la", "authorities", metavar="CODES", default="",
              help="With --new: authorities, as 831,830.  [default: all that the file has]")  # fmt: skip
@click.option("--types", metavar="CODES", default=",".join(TYPES), show_default=True,
              help="With --new: types of establishment; 10 and 11 are independent schools.")  # fmt: skip
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE",
              help="With --new: repeat for each value that is the same for every new record.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True,
              help="Lines for people, a spreadsheet, or JSON for programs.")  # fmt: skip
@in_good_time
def gias(
    file: Path,
    links: Path | None,
    write: bool,
    new: bool,
    authorities: str,
    types: str,
    sets: tuple[str, ...],
    form: str,
) -> None:
    """Check every provider against Get Information about Schools, from the CSV of all establishments.

    FILE is the download "Establishment fields CSV" as it is. Registered providers: URN, DfE number, open or closed,
    name, postcode, successor. Unregistered ones: whether a school of that name and postcode is in the register after
    all. Exits with 1 where a person must look, or where the file does not show. The report is for officers. The day of
    the register is that in the file's name, or else today.

    A file that cannot be the whole register (too short, or without some authorities, types or statuses) still bears out
    what is in it; that something is not in it proves nothing, and nothing about that is written.

    With --new it begins the records of a directory: name, numbers, site, ages, telephone and website of each open
    setting, and nobody's name. Later runs begin those that are new, and check all.

    \b
    Examples:
      apdir gias edubasealldata20261120.csv
      apdir gias edubasealldata20261120.csv --new --la 831,830 --set "checked.by=AP officer" --write
      apdir gias edubasealldata20261120.csv --links links_edubasealldata20261120.csv --write
    """
    root, day = repository(), today()
    register_day = _day_of(file.name, day)
    library = whole(read_library(root))
    with waiting("Reading the register …"):
        register, problems = read_register(file.name, _content(file))
    if links is not None:
        successors, found = read_links(links.name, _content(links))
        problems += found
        register = dataclasses.replace(register, successors=successors) if register else None
    if register is None or problems:
        tell(problems, "text")
        sys.exit(1)
    for said in register.missing:
        click.echo(said, err=True)
    if register.passed:
        click.echo(f"{count(register.passed, 'row')} of {file.name} cannot be read, and were passed over.", err=True)
    click.echo(f"{file.name}: {described(register)}.", err=True)
    lacking = list(shortcomings(register))
    if lacking:
        click.echo(f"It cannot be the whole register: {'; '.join(lacking)}.", err=True)
        click.echo(f"So it proves of no provider that it is not registered. {WHOLE}", err=True)
    begun = True
    if new:
        problems, begun = begin_records(root, library, file.name, _content(file), _codes(authorities, "--la"),
                                        _codes(types, "--types"), sets, day, register_day, write=write)  # fmt: skip
        if problems:
            tell(problems, "text")
            sys.exit(1)
    elif sets or authorities:
        raise click.UsageError("--la, --types and --set say which records are begun: add --new.")
    records, wrong = records_of(root, library, "commissioner", day)
    closed = [record.provider.name for record in records if record.provider.status == "closed"]
    if closed:
        click.echo(f"Closed, so not looked up: {words(closed)}.", err=True)
    records = [record for record in records if record.provider.status != "closed"]
    results = [check_against(record, register, whole=not lacking) for record in records]
    writers = {"text": _as_text, "csv": _as_csv, "json": _as_json}
    click.echo("".join(writers[form](results)), nl=False)
    if write:
        written = write_facts(root, {record.slug: record.file for record in records}, results, register_day, library)
        click.echo(f"Wrote {count(written, 'record')}.", err=True)
    if wrong:
        click.echo("These records have problems and are left out:", err=True)
        tell(wrong, "text")
    if wrong or not begun or any(result.state != "agrees" for result in results):
        sys.exit(1)


def _codes(text: str, option: str) -> set[str]:
    """The codes that an option names, without the noughts before them."""
    codes = {code.strip().lstrip("0") for code in text.split(",") if code.strip()}
    if not all(code.isdecimal() for code in codes):
        raise click.BadParameter(f"{shown(text)} are no codes: write them as 831,830.", param_hint=option)
    return codes


def _content(file: Path) -> bytes:
    """Read a file, and no more of it than tells that it is too large."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _day_of(name: str, today: date) -> date:
    """The day on which the register was made, as its file's name has it (edubasealldata20261120.csv), or else today."""
    for figures in re.findall(r"(?<!\d)\d{8}(?!\d)", name):
        try:
            day = date.fromisoformat(f"{figures[:4]}-{figures[4:6]}-{figures[6:]}")
        except ValueError:
            continue
        if day > today:
            raise click.UsageError(
                f"By its name, {name} is the register of {day_in_words(day)}, which is in the future: today is "
                f"{day_in_words(today)}. Correct the file's name."
            )
        return day
    return today


def write_facts(root: Path, files: dict[str, str], results: list[Result], day: date, library: Library) -> int:
    """Set what the register bears out, where nobody need decide; the number of records changed."""
    texts: dict[str, Editable] = {}
    order = keys_at(Registration)
    for result in results:
        if result.state != "agrees":
            continue
        old = Editable.of(root / files[result.slug])
        known = old.data.get("registration") or {}
        # A register that is older than the last look takes nothing back.
        facts = {"gias_checked": max(day.isoformat(), known.get("gias_checked") or "")}
        if result.dfe_number:
            facts["dfe_number"] = result.dfe_number
        try:
            new = old
            for name, value in facts.items():
                if known.get(name) != value:
                    new = new.put(("registration", name), value, order=order)
        except CannotEdit as error:
            click.echo(f"{files[result.slug]}: {error}", err=True)
            continue
        if new.text != old.text:
            texts[files[result.slug]] = new
    return len(save(root, refuse_problems(texts, library)))


def _as_text(results: list[Result]) -> Iterator[str]:
    """Lines that need a person first, then a count of the rest."""
    for result in results:
        if result.state == "look":
            kind = "registered" if result.registered else "unregistered"
            yield f"{result.name} ({kind}, providers/{result.slug})\n"
            yield from (f"  {said}\n" for said in result.said)
    agree = Counter(result.registered for result in results if result.state == "agrees")
    yield f"The register agrees with {count(agree.total(), 'provider')}: {agree[True]} registered, {agree[False]} not"
    yield f"; {sum(result.state == 'look' for result in results)} to look at.\n"
    unknown = [result for result in results if result.state == "unknown"]
    if unknown:
        yield f"Of {count(len(unknown), 'provider')} the file does not show whether they are in the register:\n"
        yield from (f"  {result.name}, providers/{result.slug}: {result.said[0]}\n" for result in unknown)


def _as_csv(results: list[Result]) -> Iterator[str]:
    """A row a provider; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["folder", "provider", "registered", "state", "what the register says"])
    for result in results:
        cells = [result.slug, result.name, "yes" if result.registered else "no", result.state, "; ".join(result.said)]
        writer.writerow([escape_formula(cell) for cell in cells])
    yield out.getvalue()


def _as_json(results: list[Result]) -> Iterator[str]:
    """One object a provider."""
    rows = [dataclasses.asdict(result) for result in results]
    yield json.dumps({"providers": rows}, ensure_ascii=False, indent=2) + "\n"
