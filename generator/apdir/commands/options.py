"""Options that every command takes, before its name or after it."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from apdir.library import Library
from apdir.model.values import FIRST_YEAR, LAST_YEAR, day_as_typed
from apdir.problems import FORMATS, Problem, how_many, shortened, shown
from apdir.source.save import finish

Function = TypeVar("Function", bound=Callable[..., Any])
Item = TypeVar("Item")


class Day(click.ParamType[date, str]):
    """A day as year-month-day."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a message that shows the form."""
        if isinstance(value, date):
            return value
        try:
            day = datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            meant = day_as_typed(value) or "year-month-day, such as 2026-11-22"
            self.fail(f"`{value}` is not a day. Write it as {meant}.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"The year {day.year} cannot be right: give one from {FIRST_YEAR} to {LAST_YEAR}.", param, ctx)
        return day


class Words(click.ParamType[str, str]):
    """A text that says something: an option that is given empty changes nothing, and must not pass for done."""

    name = "TEXT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, or a message where it is blank."""
        if not str(value).strip():
            self.fail("This is blank. Fill it in, or leave the option out.", param, ctx)
        return str(value)


class OrdinaryFile(click.Path):
    """A file to be read, which came from elsewhere: no link, no pipe, no device, and of ``most`` bytes."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, or a message; nothing is opened."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            self.fail(f"{path} is a link, a pipe or a device. Name the file itself.", param, ctx)
        if self.most is not None and status.st_size > self.most:
            self.fail(f"{path} has {status.st_size:,} bytes. At most {self.most:,} are read.", param, ctx)
        return path


@dataclass
class Shared:
    """Values of the shared options."""

    root: Path | None = None
    today: date | None = None


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    shared_values = ctx.ensure_object(Shared)
    if value is not None and param.name is not None:
        setattr(shared_values, param.name, value)
    return value


def shared(function: Function) -> Function:
    """Give a command `--root` and `--today`; `repository()` and `today()` tell what they say."""
    root = click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_keep,
        expose_value=False,
        help="The directory repository: the folder with settings.yml and providers/.  [default: this folder]",
    )
    today_option = click.option(
        "--today",
        type=Day(),
        callback=_keep,
        expose_value=False,
        help="The date to use as today.  [default: today's date]",
    )
    return root(today_option(function))


def repository() -> Path:
    """The directory repository that the command is for, with nothing in it that an earlier one left half done."""
    given: Path | None = click.get_current_context().ensure_object(Shared).root
    root = (given or Path.cwd()).resolve()
    finished = finish(root)
    if finished:
        click.echo(
            f"An earlier command was stopped while it wrote; it is finished now: {', '.join(finished)}.", err=True
        )
    return root


def today() -> date:
    """The day that the command is for: the one given, or the real one."""
    given: date | None = click.get_current_context().ensure_object(Shared).today
    return given or date.today()


def tell(problems: list[Problem], form: str) -> None:
    """Print problems, a hundred of each file and no more than some thousands, and for people the count of all."""
    click.echo("".join(f"{line}\n" for line in FORMATS[form](shortened(problems))), nl=False)
    if form == "text" and problems:
        count, files = how_many(problems), len({problem.file for problem in problems})
        some = "problem" if count == 1 else "problems"
        click.echo(f"\n{count:,} {some} in {files:,} {'file' if files == 1 else 'files'}.", err=True)


def tell_unfinished(root: Path, problems: Iterable[Problem]) -> None:
    """Say how a new provider whose record lacks something can wait, so that the site is built without it."""
    found = {row.file for row in problems if row.kind == "missing field" and row.field != "status"}
    lacking = sorted(
        file for file in found if file.endswith("/provider.md") and not (root / file).with_name("visits").exists()
    )
    for file in lacking[:1]:
        name = file.split("/")[1]
        click.echo(
            f"A new provider that is not complete yet can wait outside the site: rename its folder providers/{name} to "
            f"providers/.{name}, and back when it is complete.",
            err=True,
        )


def format_of(out: Path | None, given: str | None, endings: Mapping[str, str], default: str) -> str:
    """The format that a file is written in: the one that --format says, or else the one of the file's ending.

    ``endings`` has the ending of each format. An ending that is none of them, or another format's, is wrong use.
    """
    ending = out.suffix.lower() if out is not None and str(out) != "-" else ""
    of_ending = [name for name, known in endings.items() if known == ending]
    if not ending or given in of_ending:
        return given or default
    if given is None and of_ending:
        return of_ending[0]
    name = shown(out.name if out is not None else "")
    if given is None:
        known = ", ".join(dict.fromkeys(endings.values()))
        raise click.BadParameter(f"{name} has the ending of no format. Use one of: {known}.", param_hint="--out")
    other = ", or leave --format out" if of_ending else ""
    raise click.BadParameter(f"{name} is no name for {given}. End it in {endings[given]}{other}.", param_hint="--out")


def tell_not_to_commit(target: Path, root: Path, option: str = "--out") -> None:
    """Say of a file that was written into the directory's own folder that it is no record."""
    if target.resolve().is_relative_to(root.resolve()):
        click.echo(
            f"It is in the directory's own folder: do not commit it. {option} ../{target.name} writes it outside.",
            err=True,
        )


def whole(library: Library) -> Library:
    """The library itself; where its own files have problems they are told, and the command ends with 1."""
    if library.problems:
        tell(sorted(set(library.problems)), "text")
        sys.exit(1)
    return library


def progress(items: Sequence[Item], label: str) -> Iterator[Item]:
    """The items one by one; where it takes over a second, a person at a terminal sees how far it has come."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield from items
        return
    from rich.console import Console  # for a person at a terminal alone: the import is felt
    from rich.progress import Progress

    started = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=len(items), visible=False)
        for number, item in enumerate(items):
            yield item
            bar.update(task, completed=number + 1, visible=time.monotonic() - started > 1)


def refused(error: OSError) -> str:
    """The system's refusal in words, and the file."""
    return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}."


def waiting(label: str, *, in_logs: bool = False) -> AbstractContextManager[object]:
    """Show progress to a person at a terminal; elsewhere ``in_logs`` has one line say that work has begun."""
    if not sys.stderr.isatty():
        if in_logs:
            click.echo(label, err=True)
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(label)


def tell_rest(problems: list[Problem]) -> None:
    """Say what a record that was just begun still needs."""
    if problems:
        click.echo("Still to fill in:")
        for problem in problems:
            click.echo(f"  line {problem.line}: {problem.field or 'record'}: {problem.message}")
    else:
        click.echo("It is complete as far as the checker can tell; fill in the rest when you know it.")
