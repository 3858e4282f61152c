"""Wrong use of a command, told in this program's words: what is wrong, what would be right, where to read more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from apdir.commands.options import Words
from apdir.problems import did_you_mean, nearest, shown
from apdir.pupil import without

#: Options for the day of what a command is about.
DAY = ("--on", "--date", "--day", "--since")


class Misuse(click.UsageError):
    """A wrong use of a command, in words for whoever typed it."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what is wrong, and which help says more."""
        click.echo(f"Error: {self.message}", file=file, err=file is None)
        if self.ctx is not None:
            click.echo(f"`{self.ctx.command_path} --help` explains it, with examples.", file=file, err=file is None)


@contextmanager
def in_our_words(group: click.Context, typed: Sequence[str] = ()) -> Iterator[None]:
    """Whatever is told of wrong use of a group's commands within the block is told in our words.

    ``typed`` is the command as it was typed: its name, and what stands behind it.
    """
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        if isinstance(error, Misuse):
            raise
        error.ctx = error.ctx or _asked_for(group)
        raise Misuse(_said(error, typed), error.ctx) from None


def _asked_for(group: click.Context) -> click.Context:
    """The command that was asked for, or the group itself."""
    name = group.invoked_subcommand
    command = group.command.get_command(group, name) if name and isinstance(group.command, click.Group) else None
    return click.Context(command, parent=group, info_name=name) if command is not None else group


def typed_rightly(words: Sequence[str]) -> str:
    """A command of this program as it is typed, its texts of several words in quotes."""
    return without(" ".join(["apdir", *(f'"{word}"' if re.search(r"\s", word) else word for word in words)]))


def _in_order(error: click.UsageError, typed: Sequence[str]) -> str | None:
    """The command that was typed with its arguments in another order, in the right one; None where it was not so."""
    param, wrong = (error.param, re.match(r"'(.*?)' is not one of", error.message)) if isinstance(
        error, click.BadParameter) else (None, None)  # fmt: skip
    if wrong is None or not isinstance(param, click.Argument) or not isinstance(param.type, click.Choice):
        return None
    there = next((word for word in typed[1:] if word in param.type.choices), None)
    if there is None or wrong[1] not in typed:
        return None
    swap = {there: wrong[1], wrong[1]: there}
    places = f"{shown(there)} and {shown(wrong[1])} stand in each other's place."
    return f"{places} Type: {typed_rightly([swap.get(word, word) for word in typed])}"


def _one_hyphen(command: click.Command | None, typed: Sequence[str]) -> str | None:
    """That an option was typed with one hyphen, or the long dash that Word makes of two; None where none was."""
    options = {name for param in command.params for name in param.opts} if command is not None else set()
    for word in typed:
        begins = re.match(r"(?:-|[‐‑‒–—―−]+)(?=\w)", word)
        name = f"--{word[begins.end() :].partition('=')[0]}" if begins is not None else ""
        if name in options:
            return f"An option begins with two hyphens, and {shown(word)} does not. Type `{name}`."
    return None


def _in_quotes(error: click.UsageError, typed: Sequence[str]) -> str | None:
    """The command that was typed with a text of several words in quotes; None where no option of it takes a text."""
    options = {name for param in error.ctx.command.params if isinstance(param.type, Words) for name in param.opts
               } if error.ctx is not None else set()  # fmt: skip
    at = next((at for at, word in enumerate(typed) if word in options), None)
    if at is None:
        return None
    end = next((end for end in range(at + 1, len(typed)) if typed[end].startswith("--")), len(typed))
    return f" Type it so: {typed_rightly([*typed[: at + 1], ' '.join(typed[at + 1 : end]), *typed[end:]])}"


def _said(error: click.UsageError, typed: Sequence[str]) -> str:
    """Return the error and its remedy."""
    command = error.ctx.command if error.ctx is not None else None
    slip = _one_hyphen(command, typed)
    if slip is not None and (isinstance(error, click.NoSuchOption) or "unexpected extra" in error.message):
        return slip
    if isinstance(error, click.NoSuchOption) and command is not None:
        options = [name for param in command.params if isinstance(param, click.Option) for name in param.opts]
        # The day of what is done has another name in some commands; the nearest name is that of the day that it is.
        day = next((name for name in DAY if error.option_name in DAY and name in options), None)
        near = day or nearest(error.option_name, options)
        return f"There is no option `{error.option_name}`. " + (
            f"Did you mean `{near}`?"
            if near
            else f"There are: {', '.join(name for name in options if name[1] == '-')}."
        )
    if isinstance(error, click.exceptions.NoSuchCommand) and isinstance(command, click.Group) and error.ctx is not None:
        known = command.list_commands(error.ctx)
        return f"There is no `{error.ctx.command_path} {error.command_name}`. {did_you_mean(error.command_name, known)}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"{_asked(error.param)}{_example(error)}"
    if isinstance(error, click.BadParameter):
        return _in_order(error, typed) or _bad(error)
    if isinstance(error, click.BadOptionUsage):
        if "does not take" in error.message:
            return f"`{error.option_name}` stands by itself: write nothing behind it."
        return f"`{error.option_name}` needs something behind it{_wanted(error)}.{_example(error, error.option_name)}"
    extra = re.match(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL)
    if extra is not None:
        right = _in_quotes(error, typed)
        quotes = f" Text of several words goes in quotes.{right}" if right is not None else _example(error)
        return f"{shown(extra[1])} is more than is asked for.{quotes}"
    if error.message == "Missing command.":
        return "Say which command."
    return error.message


def _bad(error: click.BadParameter) -> str:
    """The fault of a value, after the name of its option."""
    name = error.param_hint if isinstance(error.param_hint, str) else _name(error.param)
    said = _of_type(error.message, error.param.type if error.param is not None else None)
    return f"{name}: {said}" if name.startswith("-") else said


def _of_type(message: str, kind: click.types.ParamType[Any, Any] | None) -> str:
    """Click's own word on a value as ours; any other stays as it is."""
    value = re.match(r"['\"](.*?)['\"] is not (?:one of|a valid)|(\S+) is not in the range", message, re.DOTALL)
    if value is not None and isinstance(kind, click.Choice):
        return f"{shown(value[1])} is not one of the words for this. {did_you_mean(value[1], map(str, kind.choices))}"
    if value is not None and isinstance(kind, click.types.IntParamType):
        ends = ((word, getattr(kind, end, None)) for word, end in (("from", "min"), ("to", "max")))
        limits = "".join(f" {word} {limit}" for word, limit in ends if limit is not None)
        return f"{shown(value[1] or value[2])} cannot be right. Write a whole number{limits}."
    gone = re.match(r"(?:File|Directory|Path)? ?'(.*?)'(?:: No such file or directory| does not exist)", message)
    if gone is not None:
        folder = isinstance(kind, click.Path) and not kind.file_okay
        return f"There is no {'folder' if folder else 'file'} {shown(gone[1])}.{_beside(Path(gone[1]))}"
    other = re.match(r"(?:File|Directory|Path)? ?'(.*?)'(?: is a (directory|file)|: Is a directory)", message)
    if other is not None:
        what, asked = ("file", "folder") if other[2] == "file" else ("folder", "file")
        return f"{shown(other[1])} is a {what}; a {asked} is asked for."
    locked = re.match(
        r"(?:File|Directory|Path)? ?'(.*?)'(?: is not (?:readable|writable)|: Permission denied)", message
    )
    return f"You may not open {shown(locked[1])}." if locked is not None else message


def _beside(path: Path) -> str:
    """The file of the same folder that a name was most likely meant to be."""
    try:
        alike = (
            entry.name
            for entry in path.parent.iterdir()
            if (entry.suffix.lower() == path.suffix.lower() and not entry.name.startswith((".", "~$")))
        )
        near = nearest(path.name, sorted(alike))
    except OSError:
        return f" There is no folder {shown(str(path.parent))} either."
    whole = str(path.parent / near) if near else ""
    return f" Did you mean {shown(whole if shown(whole) == f'`{whole}`' else near)}?" if near else ""


def _name(param: click.Parameter | None) -> str:
    """Name of an option or argument in the help."""
    if param is None:
        return ""
    return param.opts[-1] if isinstance(param, click.Option) else param.make_metavar(click.Context(click.Command("")))


def _asked(param: click.Parameter) -> str:
    """That something is missing, and which words it can be."""
    words = f": {', '.join(map(str, param.type.choices))}" if isinstance(param.type, click.Choice) else ""
    return f"{_name(param)} is missing{words}."


def _wanted(error: click.BadOptionUsage) -> str:
    """The value that an option needs."""
    params = error.ctx.command.params if error.ctx is not None else []
    param = next((param for param in params if error.option_name in param.opts), None)
    if param is None or error.ctx is None:
        return ""
    if isinstance(param.type, click.Choice):
        return f": {', '.join(map(str, param.type.choices))}"
    return f": {param.make_metavar(error.ctx)}"


def _example(error: click.UsageError, option: str = "") -> str:
    """The first example of a command's help, one with the option where there is one."""
    help_text = (error.ctx.command.help or "") if error.ctx is not None else ""
    lines = re.sub(r"\\\n\s*", "", help_text).split("\n")
    examples = [line.strip() for line in lines if line.strip().startswith("apdir ")]
    line = next((line for line in examples if f" {option}" in line), next(iter(examples), None))
    return f" For example: {line}" if line is not None else ""
