"""The `apdir` command and what all its commands share."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from apdir import __version__
from apdir.commands.misuse import in_our_words
from apdir.commands.options import refused, shared
from apdir.commands.summaries import SUMMARIES
from apdir.library import NoDirectory
from apdir.output import Busy, NotOurs
from apdir.problems import did_you_mean
from apdir.processes import HelperLost, leave
from apdir.source import TemplateFault
from apdir.source.save import NotSaved
from apdir.state import NotAFile

#: The modules of commands that are in none of their own name.
MODULES = {"close": "officer", "import": "taking", "status": "officer"}
#: Every command.
COMMANDS = sorted(name for rows in SUMMARIES.values() for name in rows)

TOO_DEEP = "Something here is nested too deep to be read: folders in folders, or brackets in a file."


class Commands(click.Group):
    """The group of commands: grouped by what they are for; a mistyped one is met with the nearest."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before the command's name, with our words for errors."""
        with in_our_words(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """The command itself, in our words where it is used wrongly."""
        with in_our_words(ctx, [*ctx._protected_args, *ctx.args]):
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under what they are for."""
        for title, rows in SUMMARIES.items():
            with formatter.section(title):
                formatter.write_dl(list(rows.items()))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        # Each is imported when it is asked for: some bring large libraries with them.
        module = import_module(f"apdir.commands.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was named, or a message with the nearest known name."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(f"There is no command `{args[0]}`. {did_you_mean(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="apdir")
@shared
@click.pass_context
def apdir(ctx: click.Context, /, **_: object) -> None:
    """Keep a directory of alternative provision: check its records, build its site, see what is due.

    \b
    Examples:
      apdir check
      apdir build --edition commissioner --out site-officers
      apdir --root ../our-records due --format csv
    """


def main() -> None:
    """Run `apdir`; exit 0 when done, 1 with problems, 2 when used wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows would write into a file in an old encoding
            stream.reconfigure(encoding="utf-8", errors=stream.errors, newline="\n")
    leave(_run())


def _run() -> int:
    try:
        apdir.main(prog_name="apdir", standalone_mode=False)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as done:
        return done.exit_code
    except (NoDirectory, NotOurs, NotAFile, Busy, NotSaved) as error:
        click.echo(f"Error: {error}", err=True)
        return 2
    except RecursionError:
        click.echo(f"Error: {TOO_DEEP}", err=True)
    except (HelperLost, TemplateFault) as error:
        click.echo(f"Error: {error}", err=True)
    except OSError as error:
        click.echo(f"Error: {refused(error)}", err=True)
    else:
        return 0
    return 1
