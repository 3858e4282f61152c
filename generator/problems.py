"""What is wrong with a record, where, and what would be right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher

from generator.pupil import hidden_name, without


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, at one place.

    ``file`` is relative to the repository's root; ``line`` and ``column`` count from 1 and are 0 where the
    problem belongs to the whole file. ``field`` is the path of keys (``offer.hours.from``), empty for the file.
    ``message`` says what is wrong, ``hint`` what would be right. ``kind`` names the check.

    Whoever makes one, what looks like pupil data is left out of all of it, the names of files and fields too.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    hint: str
    kind: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", hidden_name(self.file))
        for name in ("field", "message", "hint"):
            object.__setattr__(self, name, without(getattr(self, name)))


#: The kind of every problem that tells of pupil data.
PUPIL_DATA = "pupil data"
#: What a message quotes.
QUOTED = re.compile("`[^`]*`")

#: What to say of a folder's name that is near none: there may be thousands.
FOLDERS = "The folders in providers/ are their names."
#: What could end a line, act on a terminal or not be printed at all.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def shown(value: str) -> str:
    """A value as a message shows it: in backticks, on one line, cut where it is long."""
    text = without(" ".join(UNPRINTABLE.sub(" ", value).split()))
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"


def guarded(problems: Iterable[Problem]) -> list[Problem]:
    """Problems that are fit to be told together: none repeats a part of pupil data that another has found.

    A date alone is no pupil's, but beside "born" it is: so where a file holds pupil data, no other problem of that
    file quotes anything, and one of the same line says no more than its kind.
    """
    told = list(problems)
    lines = {(problem.file, problem.line) for problem in told if problem.kind == PUPIL_DATA}
    files = {file for file, _ in lines}
    return [_guarded(problem, lines) if problem.file in files else problem for problem in told]


def _guarded(problem: Problem, lines: set[tuple[str, int]]) -> Problem:
    if problem.kind == PUPIL_DATA:
        return problem
    if (problem.file, problem.line) in lines:
        message = f"Something else is wrong here too ({problem.kind}); it is told when the pupil data is gone."
        return replace(problem, field="", message=message, hint="")
    return replace(problem, message=QUOTED.sub("`…`", problem.message), hint=QUOTED.sub("`…`", problem.hint))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` was most likely meant to be; None where none is near or two are equally so."""
    ratios = sorted(
        ((SequenceMatcher(None, choice.lower(), word.lower()).ratio(), choice) for choice in known), reverse=True
    )
    if not ratios or ratios[0][0] < 0.6 or (len(ratios) > 1 and ratios[0][0] == ratios[1][0]):
        return None
    return ratios[0][1]


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """A hint that names the nearest known word; where none is near, ``otherwise``, or else all of them."""
    choices = list(known)
    near = nearest(word, choices)
    if near is not None:
        return f"Did you mean `{near}`?"
    if otherwise is not None:
        return otherwise
    return "Use one of: " + ", ".join(f"`{choice}`" for choice in choices) + "." if choices else "There is none."


def as_text(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, in the form that editors and terminals turn into a link."""
    for problem in problems:
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        yield UNPRINTABLE.sub(" ", f"{problem.file}{place}: {_sentence(problem)}")


def as_json(problems: Iterable[Problem]) -> Iterator[str]:
    """A JSON object with the count and one object a problem."""
    rows = [asdict(problem) for problem in problems]
    text = json.dumps({"problems": rows, "count": len(rows)}, ensure_ascii=False, indent=2)
    yield text.encode("utf-8", "replace").decode("utf-8")


def as_github(problems: Iterable[Problem]) -> Iterator[str]:
    """One workflow command a problem: the code host shows it at its line of the pull request."""
    for problem in problems:
        place = f",line={problem.line},col={problem.column}" if problem.line else ""
        title = _property(problem.kind)
        yield f"::error file={_property(problem.file)}{place},title={title}::{_data(_sentence(problem))}"


def _sentence(problem: Problem) -> str:
    """The field, what is wrong, and what would be right."""
    field = f"{problem.field}: " if problem.field else ""
    return f"{field}{problem.message} {problem.hint}".rstrip()


def _data(text: str) -> str:
    """Text as the value of a workflow command: a line break would end the command and start another."""
    return UNPRINTABLE.sub(" ", text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """Text as a property of a workflow command, where colons and commas part properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
