"""`apdir changes`: what a branch, or an edit not yet committed, changes on the site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from apdir.changes import FORMATS, Changes, Seen, compare
from apdir.changes.compare import see
from apdir.commands.options import progress, repository, shared, tell, today
from apdir.commands.revisions import NOW, changed_names, ends_of, folders_in, take_out
from apdir.commands.temporary import temporary_folder
from apdir.directory import provider_folders
from apdir.library import FORMS, NoDirectory, read_library
from apdir.model.fields import EDITIONS, Edition
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.source import Theme
from apdir.template_faults import own_templates

#: Files that all pages depend on.
LIBRARY = ("settings.yml", "frameworks", FORMS)


@click.command()
@shared
@click.argument("span", metavar="[REV..REV]", required=False)
@click.option("--edition", type=click.Choice(EDITIONS), default="public", show_default=True,
              help="Whose pages to compare; the public edition has no private values.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="Lines for people, a comment for a pull request, or JSON for programs.")  # fmt: skip
def changes(span: str | None, edition: Edition, form: str) -> None:
    """Describe in words what changes on the site between two versions of the records.

    REV..REV are two git revisions; REV alone compares it with the files as they are now; without it, the last commit
    with the files as they are now. Both are as they would be on the same day. Nothing in the folder is touched.

    \b
    Examples:
      apdir changes
      apdir changes main..HEAD --format markdown
      apdir changes HEAD~5 --edition commissioner
    """
    root = repository()
    read_library(root)  # tells where there is no directory, before git is asked
    before, after = ends_of(root, span)
    with own_templates(Theme.of(root)):
        found = find_changes(root, before, after, edition)
    for line in FORMATS[form](found, edition, today()):
        click.echo(line)
    if found.unread:
        sys.exit(1)


def find_changes(root: Path, before: str, after: str, edition: Edition) -> Changes:
    """Return the changes between two commits, or between one and the folder now."""
    names = changed_names(root, before, after)
    everything = any(name == part or name.startswith(f"{part}/") for name in names for part in LIBRARY)
    with temporary_folder() as folder:
        folders = (
            folders_in(root, before),
            folders_in(root, after) if after != NOW else frozenset(provider_folders(root)[0]),
        )
        slugs = {name.split("/")[1] for name in names if name.startswith("providers/") and name.count("/") > 1}
        if everything:
            slugs |= folders[0] | folders[1]
        sites: list[Site] = []
        states: list[list[Seen]] = []
        for number, commit in enumerate((before, after)):
            here = _state(root, commit, slugs & folders[number], folder / str(number))
            site = _site(here, edition, commit)
            sites.append(site)
            label = "Reading the records" if commit == NOW else f"Reading the records of {commit[:10]}"
            states.append([see(here, slug, site) for slug in progress(sorted(slugs & folders[number]), label)])
        libraries = (sites[0].library, sites[1].library)
        return compare(states[0], states[1], libraries, folders, names)


def _state(root: Path, commit: str, slugs: set[str], folder: Path) -> Path:
    """The folder in which a state can be read."""
    if commit == NOW:
        return root
    (folder / "providers").mkdir(parents=True)
    take_out(root, commit, [*LIBRARY, *(f"providers/{slug}" for slug in sorted(slugs))], folder)
    return folder


def _site(root: Path, edition: Edition, commit: str) -> Site:
    try:
        library = read_library(root)
    except NoDirectory:
        raise click.UsageError(f"There is no directory of providers in {commit[:10]}.") from None
    if library.problems:
        where = f"in {commit[:10]}" if commit else "now"
        click.echo(f"Settings or frameworks have problems {where}, so that pages cannot be compared:", err=True)
        tell(sorted(set(library.problems)), "text")
        sys.exit(1)
    return Site(library, edition, today(), make_templates(Theme.of(root)))
