"""`apdir upgrade`: a directory taken to another version of the program, and what that changes, in words."""

from __future__ import annotations

import filecmp
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from apdir import __version__
from apdir.changes.sites import lost_files, lost_pages, site_changes
from apdir.changes.told import clean, escaped
from apdir.commands.check import find_problems
from apdir.commands.init import at_terminal
from apdir.commands.migrate import refuse_moves
from apdir.commands.options import repository, shared, tell, today, waiting
from apdir.commands.revisions import commit_of, git, take_out
from apdir.commands.temporary import temporary_folder
from apdir.commands.versions import FILE, WHEEL, Pin, install, news_between, program_of, run, version_of
from apdir.migrations import Files, migrated, number
from apdir.source import PROGRAM, RecordFile, record_files
from apdir.source.save import read_text

#: Files that a site is made from.
PARTS = ("settings.yml", "mkdocs.yml", "providers", "content", "frameworks", "theme")
#: Those in which a file of the directory replaces the program's.
LAYERS = ("content", "frameworks", "theme")
#: Options of a build that is only to be compared.
BUILD = ("build", "--no-search", "--no-forms", "--no-cache", "--out")


@click.command()
@shared
@click.argument("target", metavar="[VERSION|WHEEL]", required=False)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--since", metavar="REV", help="Show what a branch that names another version changes since this git "
              "revision, and write nothing; without another version, say nothing.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True,
              help="Lines for people, or a comment for a pull request.")  # fmt: skip
@click.option("--before", type=click.Path(path_type=Path), hidden=True,
              help="A Python that has the version which the directory names now.")  # fmt: skip
def upgrade(target: str | None, dry_run: bool, since: str | None, form: str, before: Path | None) -> None:
    """Take the directory to a later version of the program: the newest that pip finds, or the one that you name.

    Both versions make the public site, each in an environment of its own, and you read what differs. Then the number in
    requirements.txt changes, and fields that have new names. Nothing is written where anything would be lost.

    \b
    Examples:
      apdir upgrade --dry-run
      apdir upgrade
      apdir upgrade 0.2.0
      apdir upgrade ../apdir-0.2.0-py3-none-any.whl
      apdir upgrade --since origin/main --format markdown
    """
    root = repository()
    pin = _pin(root, since)
    with temporary_folder() as work:
        if since is not None:
            if _pin(root, None).version == pin.version:
                return
        elif (later := _later(target, pin, root, work)) is not None:
            options = ["--dry-run"] * dry_run + ["--format", form]
            if number(__version__) == number(pin.version):
                options += ["--before", sys.executable]
            shared_options = ["--root", str(root), "--today", today().isoformat()]
            sys.exit(run(later, [*shared_options, "upgrade", *options], quiet=False).returncode)
        if number(pin.version) >= number(__version__):
            click.echo(f"This directory is made with version {pin.version}. Version {__version__} is not later.")
            return
        files = migrated(root, since=pin.version)
        refuse_moves(files)
        lost, told = _compared(root, pin, since, before, files, work)
    _say(pin, files, told, form, written=since is None)
    if lost:
        click.echo("".join(f"{line}\n" for line in ["", "This would be lost:", *lost]), nl=False)
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    if dry_run or since is not None:
        click.echo("Nothing was written." if dry_run else "", nl=dry_run)
        return
    if at_terminal():
        click.confirm("Take this version?", abort=True)
    files.write({FILE: (pin.text, pin.at(__version__))})
    click.echo(f"Wrote {', '.join([FILE, *files.changed])}. Now run `pip install -r {FILE}`, and commit.")


def _pin(root: Path, since: str | None) -> Pin:
    """The directory's pin of the program, from its file or a git revision."""
    try:
        if since is None:
            return Pin.of(read_text(root / FILE))
        return Pin.of(git(root, "show", f"{commit_of(root, since)}:./{FILE}").decode("utf-8"))
    except FileNotFoundError:
        message = f"There is no {FILE} here. A directory names there the version that it is made with: `apdir==0.1.0`."
        raise click.UsageError(message) from None


def _later(target: str | None, pin: Pin, root: Path, work: Path) -> Path | None:
    """The Python of an environment with the version that is asked for; None where it is this one."""
    wheel = WHEEL.search(target) if target else None
    version = wheel[1] if wheel else target
    if version is not None and not version[:1].isdigit():
        raise click.UsageError(f"`{target}` is neither a version, such as 0.2.0, nor a wheel of this program.")
    if version is not None and number(version) < number(pin.version):
        raise click.UsageError(
            f"The directory is made with version {pin.version}, which is later. To go back, `git revert` the commit "
            f"that took it; or run `apdir migrate --back {version}` and write the number yourself."
        )
    if version == __version__ or (version is None and number(__version__) > number(pin.version)):
        return None
    wanted = pin.at(version) if version else pin.at_newest()
    with waiting(f"Installing version {version or 'the newest'} beside this one …", in_logs=True):
        folder = Path(target).resolve().parent if wheel and target else None
        python = install(work / "later", wanted, root, wheels=folder)
    return None if number(version_of(python)) <= number(__version__) else python


def _compared(
    root: Path, pin: Pin, since: str | None, before: Path | None, files: Files, work: Path
) -> tuple[list[str], list[str]]:
    """Pages the new version would lose, and its changes to the site, in words."""
    old, new = work / "old", work / "new"
    if since is None:
        _copy(root, old)
    else:
        take_out(root, commit_of(root, since), PARTS, old)
    _copy(root, new)
    for name, text in files.changed.items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).unlink() if text is None else (new / name).write_bytes(text.encode("utf-8"))
    problems, _ = find_problems(new, today())
    if problems and since is not None:  # the check of the branch tells them, and a comment is not the place
        raise click.ClickException(f"Version {__version__} finds problems in the records: see the check.")
    if problems:
        tell(sorted(set(problems)), "text")
        click.echo(
            f"Version {__version__} does not build with this. Put it right first. Nothing was written.", err=True
        )
        sys.exit(1)
    if before is None:
        with waiting(f"Installing version {pin.version} to compare with …", in_logs=True):
            before = install(work / "earlier", pin.text, root)

    def built(python: Path, version: str, records: Path, site: Path) -> None:
        done = run(python, ["--root", str(records), "--today", day, *BUILD, str(site)])
        if done.returncode:
            said = f"{done.stdout}{done.stderr}".strip()
            way = f" To take {__version__} all the same, write its number in {FILE} and run `apdir migrate`."
            hint = way if records == old else ""
            raise click.ClickException(f"{said}\nVersion {version} cannot build this. Nothing was written.{hint}")

    day, sites = today().isoformat(), (work / "site-old", work / "site-new")
    with waiting("Building the site with both versions …", in_logs=True), ThreadPoolExecutor() as both:
        list(both.map(built, (before, Path(sys.executable)), (pin.version, __version__), (old, new), sites))
    own = {
        file.name: file.path for layer in LAYERS for file in record_files(new, layer) if isinstance(file, RecordFile)
    }
    lost, told = _in_place(own, program_of(before))
    return [*lost, *lost_pages(own, *sites), *lost_files(own, *sites)], [*site_changes(*sites), *told]


def _copy(root: Path, folder: Path) -> None:
    """Copy what a site is made from; links and the like as they are, for the check to tell of."""
    folder.mkdir()
    for name in PARTS:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, symlinks=True)
        elif (root / name).is_file():
            shutil.copy(root / name, folder / name)


def _in_place(own: dict[str, Path], program: Path) -> tuple[list[str], list[str]]:
    """Own files that would replace nothing any more, and those that replace a file that has changed."""
    lost, changed = [], []
    for name, path in own.items():
        was, now = program / name, PROGRAM / name
        if was.is_file() and not now.is_file() and name.startswith("theme/"):
            lost.append(f"{name} stands in place of a file that version {__version__} does not have.")
        elif was.is_file() and now.is_file() and not filecmp.cmp(was, now, shallow=False):
            copied = filecmp.cmp(was, path, shallow=False)
            hint = "It is the program's earlier file, unchanged: delete it to take the new one." if copied else ""
            changed.append(f"{name} stays in place of a file of the program that has changed. {hint}".rstrip())
    return lost, changed


def _say(pin: Pin, files: Files, told: list[str], form: str, *, written: bool) -> None:
    """Print what a version changes: what is new in it, in the directory's files, and on the site."""
    changelog = PROGRAM / "CHANGELOG.md"
    news = news_between(changelog.read_text(encoding="utf-8") if changelog.is_file() else "", pin.version, __version__)
    moves = [f"{FILE}: version {pin.version} becomes {__version__}."] if written else []
    moves += [*map(str, sorted(files.told))] + (
        ["Run `apdir migrate` for these."] if files.told and not written else []
    )
    top, heading, item, mark = ("## ", "### ", "- ", escaped) if form == "markdown" else ("", "", "  ", clean)
    click.echo(f"{top}From version {pin.version} to {__version__} of the program")
    for title, rows in (("In your files", moves), ("On the site", told)):
        if rows:
            click.echo(f"\n{heading}{title}\n")
            click.echo("".join(f"{item}{mark(row)}\n" for row in rows), nl=False)
    click.echo(f"\n{heading}In the program\n")
    click.echo("".join(f"{'' if heading else '  '}{row}\n" for row in news), nl=False)
