"""`apdir letter`: a letter to a provider about one visit, as PDF and Word."""

from __future__ import annotations

from pathlib import Path

import click

from apdir.commands.completion import providers as folders
from apdir.commands.completion import visits
from apdir.commands.edits import provider_named
from apdir.commands.officer import visit_meant
from apdir.commands.options import repository, shared, tell_not_to_commit, today, waiting, whole
from apdir.model.letter import PURPOSES


@click.command()
@shared
@click.argument("provider", shell_complete=folders)
@click.argument("visit", shell_complete=visits)
@click.option("--kind", "purpose", type=click.Choice(PURPOSES),
              show_default="notice of a planned visit, its outcome once that is final, else the report",
              help="What the letter is for.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), show_default="this folder",
              help="The folder to write it in.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace files that exist.")
def letter(provider: str, visit: str, purpose: str | None, out: Path, force: bool) -> None:
    """Write a letter to a provider about one visit: a PDF, and a Word file to change.

    The wording comes from content/letters/. A letter has what the record says of this provider and this visit, and
    nothing that is for officers only. A notice comes with an invitation for calendars.

    \b
    Examples:
      apdir letter riverside-learning 2026-03-12 --out ../letters
      apdir letter riverside-learning 2026-03-12-coastshire --kind report
    """
    from apdir.letters.compose import CannotWrite
    from apdir.letters.order import files_of
    from apdir.letters.templates import read_templates
    from apdir.library import read_library
    from apdir.output import put_file
    from apdir.rules import check_provider
    from apdir.source import Theme
    from apdir.template_faults import own_templates

    root = repository()
    library = whole(read_library(root))
    read = provider_named(library, provider)
    name = visit_meant(read.slug, visit, [row.id for row in read.visits])
    record = read.record()
    if record is None or check_provider(read, library, today()):
        raise click.ClickException(
            f"The records of `{read.slug}` have problems. Run `apdir check`, and correct them first."
        )
    templates, problems = read_templates(root, library)
    if problems:
        raise click.ClickException("The letters have problems. Run `apdir check`, and correct them first.")
    theme = Theme.of(root)
    try:
        with waiting("Writing the letter …"), own_templates(theme):
            made = files_of(record, name, purpose, templates, library, root, theme, today())
    except CannotWrite as error:
        raise click.ClickException(str(error)) from None
    targets = {out / file: content for file, content in made.items()}
    there = [str(target) for target in targets if target.exists()]
    if there and not force:
        raise click.UsageError(
            f"{', '.join(there)}: there already. Name another folder with --out, or write over with --force."
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for target, content in targets.items():
            put_file(target, content, force=force)
            click.echo(f"Wrote {target}.", err=True)
    except OSError as error:
        raise click.UsageError(f"{out} cannot be written in ({error.strerror}).") from None
    tell_not_to_commit(out / next(iter(made)), root)
