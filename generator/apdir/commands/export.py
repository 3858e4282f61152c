"""`apdir export`: the records for a spreadsheet or another program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from apdir.commands.options import (
    format_of,
    progress,
    repository,
    shared,
    tell,
    tell_not_to_commit,
    today,
    whole,
)
from apdir.data.provider import STANDING_COLUMNS, standing_cells, told_cells
from apdir.data.shapes import StandingRow
from apdir.directory import ProviderRecord, provider_folders, read_provider
from apdir.edition import redact_for
from apdir.library import Library, read_library
from apdir.model.described import described
from apdir.model.fields import EDITIONS, Edition
from apdir.output import put_file
from apdir.problems import Problem, shown
from apdir.rules import check_provider
from apdir.summary import ProviderSummary
from apdir.tables.rows import as_json, tables
from apdir.tables.sheets import BY_NAME, TOLD_COLUMNS
from apdir.tables.workbook import STANDINGS, as_xlsx
from apdir.tables.written import as_csv, csv_lines
from apdir.wording import providers as providers_in_words

#: The formats, with the ending of each one's file.
ENDINGS = {"csv": ".csv", "xlsx": ".xlsx", "json": ".json"}


def records_of(root: Path, library: Library, edition: Edition, day: date) -> tuple[list[ProviderRecord], list[Problem]]:
    """Every provider as an edition shows it, by folder, and the problems of those that had to be left out."""
    slugs, problems = provider_folders(root)
    found = []
    for slug in progress(slugs, "Reading the records"):
        read = read_provider(root, slug, library)
        wrong = check_provider(read, library, day)
        problems += wrong
        record = read.record()
        if record is not None and not wrong:
            found.append(record)
    return list(shown_of(found, library, edition, day)), sorted(set(problems))


def shown_of(
    records: Iterable[ProviderRecord], library: Library, edition: Edition, day: date
) -> Iterator[ProviderRecord]:
    """Those of some whole records that an edition shows, as it shows them."""
    return (record for record, _ in shown_with_summaries(records, library, edition, day))


def shown_with_summaries(
    records: Iterable[ProviderRecord], library: Library, edition: Edition, day: date
) -> Iterator[tuple[ProviderRecord, ProviderSummary]]:
    """Those of some whole records that an edition shows, as it shows them, with what it says of each."""
    for record in records:
        shown = redact_for(record, library, edition, day)
        if shown is not None:
            yield shown


def meanings() -> dict[str, str]:
    """Meanings of the standings' columns."""
    known = {field.name: field.meaning for field in described(StandingRow)}
    return {name: known[name] for name in STANDING_COLUMNS}


@click.command()
@shared
@click.option("--format", "given", type=click.Choice(list(ENDINGS)), show_default="that of the file's ending, or xlsx",
              help="A table, a workbook with all of them, or every record in full.")  # fmt: skip
@click.option("--sheet", type=click.Choice([*BY_NAME, STANDINGS]), default="providers", show_default=True,
              help="Which table, for CSV.")  # fmt: skip
@click.option("--edition", type=click.Choice(EDITIONS), default="public", show_default=True,
              help="Audience: public, or council officers.")  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; `-` prints CSV or JSON."
)
def export(given: str | None, sheet: str, edition: Edition, out: Path | None) -> None:
    """Write the records as a workbook, a table or JSON. `apdir import` takes a workbook or table back.

    The table `standings` is worked out from the records: each provider's approval status and what its latest
    visit found. The last columns of the table `providers` say the same in brief, and an import ignores them.

    The public edition has no column that only officers may see. The workbook's last sheet says which column
    is which field, and `apdir import --columns` lists them.

    \b
    Examples:
      apdir export --out providers.xlsx
      apdir export --sheet sites --out sites.csv
      apdir export --format csv --sheet sites --out -
      apdir export --edition commissioner --out for-officers.xlsx
    """
    form = format_of(out, given, ENDINGS, "xlsx")
    target = out or Path(f"apdir-{edition}.{form}")
    if form == "xlsx" and str(target) == "-":
        raise click.BadParameter("A workbook cannot be printed. Name a file.", param_hint="--out")
    if not target.parent.is_dir():
        raise click.BadParameter(
            f"There is no folder {shown(str(target.parent))} to write into. Make it, or name another.",
            param_hint="--out",
        )
    worked_out = sheet == STANDINGS
    if edition == "public" and form == "csv" and not worked_out and not BY_NAME[sheet].shown("public"):
        raise click.BadParameter(f"`{sheet}` is for officers only: add --edition commissioner.", param_hint="--sheet")
    root = repository()
    library, day = whole(read_library(root)), today()
    every, problems = records_of(root, library, "commissioner", day)
    both = list(shown_with_summaries(every, library, edition, day))
    records = [record for record, _ in both]
    standings = (standing_cells(*one) for one in both)
    if form == "json":
        content = as_json(records, edition).encode()
    elif form == "xlsx":
        words = library.settings.vocabulary
        own = {
            ("providers", "type"): words.types,
            ("providers", "serves"): words.areas,
            ("providers", "offer.needs"): words.needs,
            ("visits", "framework"): tuple(library.frameworks),
        }
        content = as_xlsx(tables(records, edition), day, meanings(), standings, own)
    else:
        assert form == "csv"
        if worked_out:
            text = csv_lines([STANDING_COLUMNS, *standings])
        else:
            told = [list(TOLD_COLUMNS), *(told_cells(*one) for one in both)] if sheet == "providers" else None
            text = as_csv(next(table for table in tables(records, edition) if table[0].name == sheet), told)
        # Without this mark, Excel reads the file in an old encoding.
        content = (b"" if str(target) == "-" else b"\xef\xbb\xbf") + text.encode()
    if str(target) == "-":
        click.echo(content, nl=False)
    else:
        put_file(target, content, force=True)
        click.echo(
            f"Wrote {target}: {providers_in_words(len(records))}, {edition} edition.", err=not sys.stdout.isatty()
        )
        tell_not_to_commit(target, root)
    if problems:
        click.echo("These records have problems and are left out:", err=True)
        tell(problems, "text")
        sys.exit(1)
