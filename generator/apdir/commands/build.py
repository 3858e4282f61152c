"""`apdir build`: the records as a site, atomically."""

from __future__ import annotations

import gc
import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apdir.commands.history import read_history
from apdir.commands.options import repository, shared, tell, tell_unfinished, today, waiting
from apdir.model.fields import EDITIONS, Edition
from apdir.model.hosting import HOSTS
from apdir.output import must_be_ours
from apdir.state import own_folder, refuse_special, refuse_special_below
from apdir.wording import providers as providers_in_words

if TYPE_CHECKING:
    from apdir.plugin.job import Job

CACHE = ".cache/apdir"
#: Folders of a directory in which no site may be built.
RECORDS = ("providers", "frameworks", "content")


@click.command()
@shared
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the site.  [default: site]")
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="public",
    show_default=True,
    help="Audience: public, or council officers.",
)
@click.option("--search/--no-search", default=True, show_default=True, help="Also make the full-text index.")
@click.option("--forms/--no-forms", default=True, show_default=True,
              help="Also make the forms' PDF, Word and OpenDocument files; their pages are always made.")  # fmt: skip
@click.option("--feeds/--no-feeds", default=True, show_default=True,
              help="Also make the data files, and the Changes page with its feed.")  # fmt: skip
@click.option("--host", type=click.Choice(HOSTS), help="The web host, if not the one in settings.")
@click.option("--cache/--no-cache", "use_cache", default=True, show_default=True, help="Reuse what has not changed.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes that share the work.  [default: one per processor]")
def build(
    out: Path | None,
    edition: Edition,
    search: bool,
    forms: bool,
    feeds: bool,
    host: str | None,
    use_cache: bool,
    jobs: int | None,
) -> None:
    """Build the site. When a record has a problem, nothing is built and the earlier site stays as it was.

    The commissioner edition holds what only officers may see: publish it behind the council's own sign-in.

    \b
    Examples:
      apdir build
      apdir build --edition commissioner --out site-officers
      apdir build --today 2027-06-01
    """
    from apdir.commands.pasts import tell_pasts
    from apdir.plugin.build import BuildFailed, build_site, relaxed_gc
    from apdir.plugin.job import Options, ProblemsFound
    from apdir.plugin.search import SearchFailed

    root = repository()
    target = (out or root / "site").absolute()
    for folder in (target, *target.parents):
        if folder.is_relative_to(root) and folder != root:
            refuse_special(folder, file=False)
    if root.is_relative_to(target.resolve()):
        raise click.UsageError(f"{target} holds the records themselves. Name another folder with --out.")
    if any(target.resolve().is_relative_to(root / name) for name in RECORDS):
        raise click.UsageError(f"{target} is a place for records. Name another folder with --out.")
    must_be_ours(target)
    refuse_special_below(own_folder(root / CACHE, root))
    started = time.monotonic()
    try:
        with waiting(f"Building the {edition} edition …", in_logs=True), relaxed_gc():
            history = None
            if feeds:
                history = read_history(root, today(), root / CACHE / "news.json" if use_cache else None)
            options = Options(
                root,
                edition,
                today(),
                jobs=jobs or os.cpu_count() or 1,
                search=search,
                forms=forms,
                feeds=feeds,
                history=history,
                pasts=tell_pasts(root, history, edition, root / CACHE / "pasts.json" if use_cache else None),
                earlier=target if use_cache and target.is_dir() else None,
                cache=cache_folder(root, target, edition) if use_cache else None,
                forms_cache=root / CACHE / "forms" if use_cache else None,
                host=host,
            )
            job = build_site(options, target)
            gc.freeze()  # the process ends soon, and all its memory with it
    except ProblemsFound as found:
        tell(found.problems, "text")
        tell_unfinished(root, found.problems)
        click.echo("Nothing was built; the earlier site, if there is one, is as it was.", err=True)
        sys.exit(1)
    except (BuildFailed, SearchFailed) as error:
        raise click.ClickException(
            f"{error}\nNothing was built; the earlier site, if there is one, is as it was."
        ) from None
    tell_missing(job)
    shown = sum(row.entry.card is not None for row in job.written)
    anew = sum(row.anew for row in job.written)
    click.echo(
        f"Built the {edition} edition for {options.today.isoformat()} in {target}: "
        f"{providers_in_words(shown)}, {anew} made anew, {time.monotonic() - started:.1f} s.",
        err=not sys.stdout.isatty(),
    )
    if job.open_to_all:
        click.echo(
            "This site asks nobody to sign in, and holds what only officers may see: keep it where nobody else can "
            "reach it, and say under `officers:` in settings.yml how officers sign in. The guide for officers tells "
            "how: “Put the officers’ site behind your sign-in”.",
            err=True,
        )


def tell_missing(job: Job) -> None:
    """Say which of the forms' files this machine cannot make, and what helps."""
    if any(not any(file.name.endswith(".pdf") for file in files) for files in job.form_files.values()):
        from apdir.forms.pdf import missing

        click.echo(f"Everything is there but the forms' PDFs.\n{missing()}", err=True)


def cache_folder(root: Path, out: Path, edition: str) -> Path:
    """Folder of one site's cache: apart for each edition and each folder."""
    name = out.relative_to(root).as_posix() if out.is_relative_to(root) else out.as_posix()
    return root / CACHE / f"{edition}-{re.sub('[/:]', '-', name.strip('/'))}"
