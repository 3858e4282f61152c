"""`apdir schema`: the JSON Schemas of the records, for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from apdir import issue
from apdir import schema as schemas
from apdir.commands.options import repository, shared, whole
from apdir.library import read_library
from apdir.output import put_file
from apdir.problems import FORMATS
from apdir.source.save import read_text
from apdir.state import own_folder


@click.command()
@shared
@click.argument("kind", required=False, type=click.Choice(list(schemas.KINDS)))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is not as it should be.")
def schema(kind: str | None, check: bool) -> None:
    """Write the JSON Schemas from which editors complete and explain fields, into schema/ and .vscode/.

    They hold the words of settings.yml and the ids of frameworks/: run this when either has changed, and commit what
    it writes. A framework that settings.yml names and that is not written yet is listed, and left out. The issue form
    for suggesting a provider has such words too, and is written with them. With a KIND, that one schema is printed and
    nothing is written.

    \b
    Examples:
      apdir schema
      apdir schema provider
      apdir schema --check
    """
    root = repository()
    library = read_library(root)
    ahead = [problem for problem in library.problems if (problem.file, problem.kind) == ("settings.yml", "unknown id")]
    if len(ahead) < len(library.problems):
        whole(library)
    click.echo("".join(f"{line}\n" for line in FORMATS["text"](ahead)), err=True, nl=False)
    if kind is not None:
        click.echo(schemas.as_text(schemas.schemas(library)[kind]), nl=False)
        return
    texts = {**schemas.files(library), issue.FORM: issue.form_text(library.settings)}
    made = {root / name: text for name, text in texts.items()}
    old = {path: text for path, text in made.items() if _written(path) != text}
    names = [path.relative_to(root).as_posix() for path in old]
    if check:
        for name in names:
            click.echo(f"{name} is not what the fields, settings and frameworks say. Run `apdir schema`.")
        sys.exit(1 if names else 0)
    for path, text in old.items():
        own_folder(path.parent, root)
        put_file(path, text.encode("utf-8"), force=True)
    for name in names:
        click.echo(f"Wrote {name}.")
    if names:
        click.echo("Commit with the records: whoever edits them then has the same words to choose from.", err=True)
    else:
        click.echo("Every schema is as it should be.", err=not sys.stdout.isatty())


def _written(path: Path) -> str | None:
    """Return what an ordinary file says; None where there is none that can be read."""
    try:
        return read_text(path)
    except (OSError, ValueError):
        return None
