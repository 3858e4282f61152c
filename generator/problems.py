"""What is wrong with a record, where, and what would be right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, at one place.

    ``file`` is relative to the repository's root; ``line`` and ``column`` count from 1 and are 0 where the
    problem belongs to the whole file. ``field`` is the path of keys (``offer.hours.from``), empty for the file.
    ``message`` says what is wrong, ``hint`` what would be right. ``kind`` names the check.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    hint: str
    kind: str


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` was most likely meant to be, or None where none is near."""
    choices = sorted(known)
    close = get_close_matches(word.lower(), [choice.lower() for choice in choices], n=1, cutoff=0.6)
    return next((choice for choice in choices if close and choice.lower() == close[0]), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them where none is near."""
    choices = list(known)
    near = nearest(word, choices)
    if near is not None:
        return f"Did you mean `{near}`?"
    return "Use one of: " + ", ".join(f"`{choice}`" for choice in choices) + "."


def as_text(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, in the form that editors and terminals turn into a link."""
    for problem in problems:
        place = problem.file
        if problem.line:
            place += f":{problem.line}:{problem.column}"
        field = f"{problem.field}: " if problem.field else ""
        yield f"{place}: {field}{problem.message} {problem.hint}".rstrip()


def as_json(problems: Iterable[Problem]) -> Iterator[str]:
    """A JSON object with the count and one object a problem."""
    rows = [asdict(problem) for problem in problems]
    yield json.dumps({"problems": rows, "count": len(rows)}, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> Iterator[str]:
    """One workflow command a problem: the code host shows it at its line of the pull request."""
    for problem in problems:
        place = f"file={_property(problem.file)}"
        if problem.line:
            place += f",line={problem.line},col={problem.column}"
        field = f"{problem.field}: " if problem.field else ""
        yield f"::error {place},title={_property(problem.kind)}::{_data(f'{field}{problem.message} {problem.hint}'.rstrip())}"


def _data(text: str) -> str:
    """Text as the value of a workflow command: a line break would end the command and start another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text as a property of a workflow command, where colons and commas part properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
