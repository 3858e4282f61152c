"""`apdir form`: one blank form, or one filled in beforehand for a provider."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apdir.commands.completion import providers as folders
from apdir.commands.completion import visits
from apdir.commands.edits import provider_named
from apdir.commands.officer import visit_meant
from apdir.commands.options import Day, format_of, repository, shared, tell, tell_not_to_commit, today, waiting
from apdir.directory import ReadVisit, read_provider
from apdir.model.fields import EDITIONS, Edition
from apdir.output import put_file
from apdir.source import Theme

if TYPE_CHECKING:
    from apdir.forms.form import Form
    from apdir.library import Library

#: The formats, with the ending of each one's file.
ENDINGS = {"pdf": ".pdf", "large print": ".pdf", "docx": ".docx", "odt": ".odt", "html": ".html"}


@click.command()
@shared
@click.argument("form_id", metavar="[ID]", required=False)
@click.option(
    "--provider",
    metavar="FOLDER",
    shell_complete=folders,
    help="Fill in this provider's name, address and registration.",
)
@click.option("--format", "given", type=click.Choice(list(ENDINGS)), show_default="that of the file's ending, or pdf",
              help="Which file.")  # fmt: skip
@click.option("--visit", metavar="VISIT", shell_complete=visits,
              help="Fill in what the record of this visit says, for officers; the ID can be left out.")  # fmt: skip
@click.option("--date", "day", type=Day(), help="The day of the visit, if you know it.")
@click.option("--edition", type=click.Choice(EDITIONS), default="public", show_default=True,
              help="Audience: for council officers, commissioner adds contacts and open actions.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; - for standard output.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def form(
    form_id: str | None,
    provider: str | None,
    given: str | None,
    visit: str | None,
    day: date | None,
    edition: Edition,
    out: Path | None,
    force: bool,
) -> None:
    """Write one form: blank, or for one provider. Without an ID, list the forms.

    \b
    Examples:
      apdir form
      apdir form coastshire-visit
      apdir form coastshire-visit --provider riverside-learning --out riverside.docx
      apdir form coastshire-visit --provider riverside-learning --edition commissioner
      apdir form --provider riverside-learning --visit 2026-03-12 --out ../riverside.pdf
    """
    from apdir.forms.catalogue import forms_of
    from apdir.forms.order import FormOrder, NoSuchProvider, form_of_visit, write
    from apdir.forms.typeface import FormsFailed
    from apdir.library import read_library
    from apdir.problems import did_you_mean
    from apdir.template_faults import own_templates

    root = repository()
    library = read_library(root)
    if library.problems:
        tell(list(library.problems), "text")
        sys.exit(1)
    forms = forms_of(library, today())
    row = _visit_of(library, provider, visit, day) if visit is not None else None
    if row is not None and provider is not None:
        edition = "commissioner"  # the record's answers are officers'
        entry = form_of_visit(row, form_id)
        if entry is None:
            raise click.BadParameter("This is not the form of that visit. Leave it out.", param_hint="ID")
        form_id, forms = entry.id, {entry.id: entry}
    if form_id is None:
        width = max(len(name) for name in forms)
        for name, entry in forms.items():
            click.echo(f"{name.ljust(width)}  {entry.title}")
        return
    if form_id not in forms:
        raise click.BadParameter(
            f"There is no form `{form_id}`. {did_you_mean(form_id, forms, '`apdir form` lists them.')}", param_hint="ID"
        )
    kind = format_of(out, given, ENDINGS, "pdf")
    theme = Theme.of(root)
    order = FormOrder(forms[form_id], kind, edition, day, today(), row)
    try:
        with waiting("Making the form …"), own_templates(theme):
            content, ending = write(order, library, root, provider, theme)
    except NoSuchProvider as error:
        raise click.BadParameter(str(error), param_hint="--provider") from None
    except FormsFailed as error:
        raise click.ClickException(str(error)) from None
    about = "".join(f"-{part}" for part in (provider, row.id if row else None) if part)
    target = out or Path(f"{form_id}{about}{ending}")
    if str(target) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        put_file(target, content, force=force)
    except FileExistsError:
        raise click.UsageError(
            f"{target} is there already. Name another file with --out, or write over it with --force."
        ) from None
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written ({error.strerror}).") from None
    click.echo(f"Wrote {target}.", err=True)
    if row is not None:
        _tell_beyond(order.form, row, library, provider or "")
    tell_not_to_commit(target, root)


def _visit_of(library: Library, provider: str | None, visit: str, day: date | None) -> ReadVisit:
    """The visit that --visit means."""
    if provider is None or day is not None:
        raise click.UsageError(
            "Say with --provider whose visit it is." if provider is None else "The visit has its day: leave --date out."
        )
    read = provider_named(library, provider)
    name = visit_meant(read.slug, visit, [row.id for row in read.visits])
    return next(row for row in read.visits if row.id == name)


def _tell_beyond(form: Form, row: ReadVisit, library: Library, provider: str) -> None:
    """Say what of the record has no room on the form."""
    from apdir.forms.order import beyond

    record = read_provider(repository(), provider, library).record()
    if record is not None and (paths := beyond(form, row, record)):
        parts = ", ".join(f"{number} under {name}" for name, number in Counter(str(path[0]) for path in paths).items())
        click.echo(f"Not on the form, and still in the record: {parts.replace('_', ' ')}.", err=True)
