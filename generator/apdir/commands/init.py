"""`apdir init`: a council's own directory, ready to be built and filled in."""

from __future__ import annotations

import os
import re
import secrets
import string
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from apdir import __version__
from apdir.commands.check import find_problems
from apdir.commands.completion import frameworks as begun
from apdir.commands.misuse import Misuse
from apdir.commands.options import Shared, shared, today
from apdir.commands.temporary import temporary_folder
from apdir.model.hosting import HOSTS
from apdir.output import put_files
from apdir.problems import Problem
from apdir.source import PROGRAM
from apdir.starting import Answers, starting_files
from apdir.starting.area import area_typed, parts_typed

#: Which option says a field of the settings. What is made from another option's words comes after its own.
OPTIONS = {
    "council.name": "--name", "council.email": "--email", "site_url": "--url", "host": "--host",
    "frameworks": "--framework", "places.postcodes": "--area", "places.towns": "--town", "council.directory": "--name",
    "council.report_mistake": "--email", "vocabulary.areas": "--name", "about": "--name",
    "standing.frameworks": "--framework",
}  # fmt: skip
#: Which answer an option gives, and what somebody at a terminal is asked for it. An authority's name, which the area
#: gives, is offered as the council's. Towns are asked for where none is known of the area.
ANSWERS = {
    "--area": ("areas", "The area: an authority's name, DfE number (830) or ONS code (E10000007), or how its postcodes "
               "begin (LE1, LE2, or LE for all)"),
    "--town": ("towns", "Towns that people search from, each with a postcode at its middle (such as "
               "Whitby YO21 1DH, Pickering YO18 7AE)"),
    "--name": ("name", "The council's name"),
    "--framework": ("frameworks", "The frameworks that visits follow ({frameworks})"),
    "--email": ("email", "Where people write (an email address)"),
    "--url": ("url", "Where the public site will stand (a web address)"),
    "--host": ("host", "Who serves the site ({hosts})"),
}  # fmt: skip
#: The part of a field's name after that of the whole list or table.
FIELD = re.compile(r"\[\d+\]|(?<=^places\.towns)\..*")
#: How many letters nobody can guess.
SECRET = 16


@click.command()
@shared
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="WORDS", default="", help="The council's name. Left out: the authority's.")
@click.option("--framework", "frameworks", multiple=True, metavar="ID", shell_complete=begun,
              help="A framework that visits follow; repeat for each.")  # fmt: skip
@click.option("--area", "areas", multiple=True, metavar="AREA",
              help="An authority by its name, DfE number (830) or ONS code (E10000007), which brings its postcodes and "
              "largest towns; or how the area's postcodes begin, such as LE or LE1. Repeat for each.")  # fmt: skip
@click.option("--town", "towns", multiple=True, metavar="TOWN",
              help="A town that people search from and a postcode at its middle, such as `Whitby YO21 1DH`, in place "
              "of those that are known. Repeat for each.")  # fmt: skip
@click.option("--host", metavar="HOST", default="", help=f"The web host: {', '.join(HOSTS)}.")
@click.option("--email", metavar="ADDRESS", default="", help="The team's email address.")
@click.option("--url", metavar="ADDRESS", default="", help="The address of the public site.")
def init(
    folder: Path | None, frameworks: Sequence[str], areas: Sequence[str], towns: Sequence[str], **known: str
) -> None:
    """Make a directory of your own in a folder: settings, an example provider, and what a code host runs.

    At a terminal, what is not given is asked for; Enter leaves it for later. `apdir check` then names what is still to
    fill in. Nothing that is in the folder is touched.

    \b
    Examples:
      apdir init our-directory
      apdir init our-directory --area 830 --framework align
      apdir init --name "Coastshire Council" --framework leicestershire --area LE1,LE2 --email ap@coastshire.example
    """
    root = (folder or click.get_current_context().ensure_object(Shared).root or Path.cwd()).absolute()
    there = sorted(path.name for path in (PROGRAM / "frameworks").iterdir() if path.is_dir())
    answers = Answers(frameworks=_parts(frameworks), areas=parts_typed(areas), towns=_parts(towns), **known)
    secret = "".join(secrets.choice(string.ascii_lowercase) for _ in range(SECRET))
    with temporary_folder() as work:
        if at_terminal():
            click.echo("Enter leaves a question for later.")
            answers = _asked(answers, [option for option in ANSWERS if not _given(answers, option)], there)
        while True:
            texts = starting_files(answers, there, version=__version__, secret=secret, today=today())
            wrong, notes = _problems(work / secrets.token_hex(4), texts, today())
            area = area_typed(answers.areas)
            if area.faults:
                wrong["--area"] = " ".join((*area.faults, wrong.get("--area", ""))).rstrip()
            blocked = list(in_the_way(root, texts))
            for option, said in wrong.items():
                click.echo(f"{option}: {said}", err=True)
            again = [option for option in ANSWERS if any(name.startswith(option) for name in wrong)]
            if blocked or (wrong and not (at_terminal() and again)):
                click.echo("".join(f"{root / name} is there already.\n" for name in blocked), err=True, nl=False)
                hint = " Name another folder, or move what is there." if blocked else ""
                raise Misuse(f"Nothing was written.{hint}", click.get_current_context())
            if not wrong:
                break
            answers = _asked(answers, again, there)
        put_files(root, texts)
    click.echo(f"Made a directory in {root}: {', '.join(texts)}.")
    if area.names and not answers.name:
        click.echo(f"The council is called {area.named} there, as its area is: write its own name in settings.yml.")
    if notes:
        click.echo("Still to fill in:")
    for note in notes:
        click.echo(f"  {note.file}:{note.line}: {note.field}: {note.message}")
    click.echo(f"What to do next stands in {root / 'README.md'}.")


def at_terminal() -> bool:
    """Return whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def in_the_way(root: Path, names: Collection[str]) -> Iterator[str]:
    """Yield files of a folder where the new directory would have one, or that lead elsewhere."""
    found: set[str] = set()
    for name in names:
        parts = name.split("/")
        for number in range(1, len(parts) + 1):
            part = "/".join(parts[:number])
            path = root / part
            if not os.path.lexists(path):
                break
            if number == len(parts) or path.is_symlink() or not path.is_dir():
                found.add(part)
                break
            if part == "providers" and any(path.iterdir()):
                found.add(part)
                break
    yield from sorted(found)


def _parts(given: Sequence[str]) -> tuple[str, ...]:
    """The single values of an option that may be repeated, or have several with commas between."""
    return tuple(dict.fromkeys(part.strip() for text in given for part in text.split(",") if part.strip()))


#: Separators of several answers.
SEVERAL = {"frameworks": _parts, "areas": parts_typed, "towns": _parts}


def _given(answers: Answers, option: str) -> bool:
    return bool(getattr(answers, ANSWERS[option][0]))


def _asked(answers: Answers, options: Sequence[str], frameworks: Sequence[str]) -> Answers:
    """The answers with those that somebody gives now."""
    for option in options:
        field, question = ANSWERS[option]
        words = question.format(frameworks=", ".join(frameworks), hosts=", ".join(HOSTS))
        area = area_typed(answers.areas)
        if option == "--town" and not answers.towns and (area.towns or not area.postcodes):
            continue
        offered = area.named if field == "name" else ""
        typed: str = click.prompt(words, default=offered, show_default=bool(offered)).strip()
        value: Any = SEVERAL[field]([typed]) if field in SEVERAL else typed
        answers = replace(answers, **{field: value})
    return answers


def _problems(root: Path, texts: Mapping[str, str], day: date) -> tuple[dict[str, str], list[Problem]]:
    """Problems of the files: by option what is wrong, and what is still to fill in."""
    put_files(root, texts)
    notes: list[Problem] = []
    problems, _ = find_problems(root, day, notes)
    by_field: dict[str, list[Problem]] = {}
    for problem in problems:
        by_field.setdefault(FIELD.sub("", problem.field), []).append(problem)
    wrong: dict[str, str] = {}
    for field, option in OPTIONS.items():
        if option not in wrong and field in by_field:
            wrong[option] = " ".join(f"{problem.message} {problem.hint}" for problem in by_field[field])
    rest = [problem for field, rows in by_field.items() if field not in OPTIONS for problem in rows]
    return wrong | {f"{row.file}:{row.line}": f"{row.message} {row.hint}" for row in rest}, sorted(notes)
