"""`apdir migrate`: what a new version calls otherwise, changed in the directory's own files; and the way back."""

from __future__ import annotations

import re
import sys

import click

from apdir.commands.options import repository, shared
from apdir.migrations import MIGRATIONS, Files, migrated


@click.command()
@shared
@click.option("--back", metavar="VERSION", help="Change back: write what this earlier version of the program reads.")
@click.option("--dry-run", is_flag=True, help="Say what would change, with file and line, and write nothing.")
def migrate(back: str | None, dry_run: bool) -> None:
    """Change fields and files whose names this version of the program has changed. Comments stay.

    Every change is listed with file and line; all are written or none. `git diff` shows them afterwards.

    \b
    Examples:
      apdir migrate --dry-run
      apdir migrate
      apdir migrate --back 0.1.0
    """
    if back is not None and not re.fullmatch(r"\d+(\.\d+)+", back):
        raise click.BadParameter("Write a version in numbers, such as 0.1.0.", param_hint="--back")
    files = migrated(repository(), back=back)
    refuse_moves(files)
    if not files.changed:
        click.echo(f"There is nothing to change: {len(MIGRATIONS)} changes since version 0.1.0 were looked for.")
        return
    click.echo("".join(f"{words}\n" for words in files.why))
    click.echo("".join(f"{moved}\n" for moved in sorted(files.told)), nl=False)
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
        return
    files.write()
    click.echo("Done." if back is None else f"Done. Now write `apdir=={back}` in requirements.txt, and install that.")


def refuse_moves(files: Files) -> None:
    """End with 1 where something cannot be moved without harm, and say what."""
    if files.refused:
        for moved in files.refused:
            click.echo(str(moved))
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
