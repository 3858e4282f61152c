"""`apdir due`: what falls due, for the officers' week."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import click

from apdir.commands.options import progress, repository, shared, tell, today
from apdir.days import day_in_words
from apdir.directory import ProviderRecord, provider_folders, read_provider
from apdir.edition import published
from apdir.library import Library, read_library
from apdir.model.fields import EDITIONS, Edition
from apdir.problems import Problem
from apdir.rules import check_provider
from apdir.summary import summarise
from apdir.summary.due import KINDS, Due
from apdir.tables.formula import escape_formula


def everything_due(root: Path, library: Library, day: date, edition: Edition) -> tuple[list[Due], list[Problem]]:
    """Everything due for every provider, earliest first, and the problems of records left out."""
    found, problems = due_of_each(root, library, day, edition)
    return sorted(row for _, rows in found for row in rows), problems


def due_of_each(
    root: Path, library: Library, day: date, edition: Edition
) -> tuple[list[tuple[ProviderRecord, list[Due]]], list[Problem]]:
    """Each provider with what is due for it, and the problems of records left out."""
    slugs, problems = provider_folders(root)
    problems += library.problems
    due: list[tuple[ProviderRecord, list[Due]]] = []
    for slug in progress(slugs, "Reading the records"):
        read = read_provider(root, slug, library)
        found = check_provider(read, library, day)
        record = read.record()
        if found or record is None:
            problems += found
            continue
        shown = record if edition == "commissioner" else published(record, library, day)
        due_rows = summarise(shown, library, day).due if shown is not None else ()
        due.append((record, [row for row in due_rows if edition == "commissioner" or KINDS[row.kind].public]))
    return due, sorted(set(problems))


@click.command()
@shared
@click.option("--format", "form", type=click.Choice(["text", "csv", "ics"]), default="text", show_default=True,
              help="Lines for people, a spreadsheet, or a calendar.")  # fmt: skip
@click.option("--edition", type=click.Choice(EDITIONS), default="public", show_default=True,
              help="Audience: public, or council officers (with visits and actions).")  # fmt: skip
@click.option("--owner", metavar="OWNER", help="Only what this role or mailbox is responsible for.")
@click.option("--within", type=click.IntRange(0, 3650), default=60, show_default=True, metavar="DAYS",
              help="How far ahead to look; what is overdue is always listed.")  # fmt: skip
def due(form: str, edition: Edition, owner: str | None, within: int) -> None:
    """List what falls due: visits, actions, records to confirm, approvals that expire.

    \b
    Examples:
      apdir due --edition commissioner
      apdir due --edition commissioner --owner "QA officer"
      apdir due --edition commissioner --within 365 --format ics > due.ics
    """
    day = today()
    root = repository()
    library = read_library(root)
    rows, problems = everything_due(root, library, day, edition)
    if owner is not None:
        owners = sorted({row.owner for row in rows})
        if owner.lower() not in map(str.lower, owners):
            told = f"nothing is due for {owner!r}. Owners: {'; '.join(owners)}."
            raise click.BadParameter(told, param_hint="--owner")
        rows = [row for row in rows if row.owner.lower() == owner.lower()]
    rows = [row for row in rows if row.day <= day + timedelta(days=within)]
    if form == "ics":
        # Brought in here: it takes longer to load than all the rest of the command.
        from apdir.data.calendar import calendar_of

        name = f"{library.settings.council.directory}: what is due"
        click.echo(calendar_of(rows, day, name, str(library.settings.site_url)), nl=False)
    else:
        click.echo("".join((as_text if form == "text" else as_csv)(rows, day)), nl=False)
    if problems:
        click.echo("These records have problems and are left out:", err=True)
        tell(problems, "text")
        sys.exit(1)


def as_text(rows: Iterable[Due], day: date) -> Iterator[str]:
    """Yield lines for what is overdue and then to come, by kind, earliest first."""
    rows = list(rows)
    parts = (("Overdue", [row for row in rows if row.overdue]), ("To come", [row for row in rows if not row.overdue]))
    for title, some in parts:
        if not some:
            continue
        yield f"{title}: {len(some)}\n"
        for key, kind in KINDS.items():
            same = [row for row in some if row.kind == key]
            if same:
                yield f"\n  {kind.heading}{f' ({kind.settled})' if kind.settled else ''}\n"
            for row in same:
                yield f"    {day_in_words(row.day):<17}  {row.name}: {row.what}\n"
        yield "\n"
    if not rows:
        yield f"Nothing is due on {day_in_words(day)} or soon after.\n"


def as_csv(rows: Iterable[Due], day: date) -> Iterator[str]:
    """Comma-separated values; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["day", "overdue", "kind", "provider", "folder", "what", "owner"])
    for row in rows:
        cells = [row.day.isoformat(), "yes" if row.overdue else "no", row.kind, row.name, row.slug, row.what, row.owner]
        writer.writerow([escape_formula(cell) for cell in cells])
    yield out.getvalue()
