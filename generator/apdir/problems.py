"""Problems of records, with place and remedy."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

from apdir.pupil import hidden_name, without

Place = TypeVar("Place")

#: So many problems of one file are described, and so many of all files together; the rest are counted.
MOST_IN_FILE = 100
MOST = 2_000


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, at one place.

    ``file`` is relative to the repository's root; ``line`` and ``column`` count from 1 and are 0 where the
    problem belongs to the whole file. ``field`` is the path of keys (``offer.hours.from``), empty for the file.
    ``message`` says what is wrong, ``hint`` what would be right. ``kind`` names the check. ``count`` is how many
    problems it stands for: more than one where a file has too many to describe each.

    Whoever makes one, what looks like pupil data is left out of all of it, the names of files and fields too.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    hint: str
    kind: str
    count: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", hidden_name(self.file))
        for name in ("field", "message", "hint"):
            object.__setattr__(self, name, _fit(getattr(self, name)))


@lru_cache(1_024)  # remedies recur
def _fit(text: str) -> str:
    """A message without what looks like pupil data, where what it quotes does: its own words about that are no sign."""
    told = without(text)
    apart = (" ".join(QUOTED.findall(text)), QUOTED.sub("`…`", text))
    return text if told != text and all(without(part) == part for part in apart) else told


#: The kind of every problem that tells of pupil data.
PUPIL_DATA = "pupil data"
#: Least similarity of two words, from 0 to 1, for one to mean the other; and how long such a word may be.
NEAR = 0.6
LONGEST_WORD = 100
#: The kind of a problem that counts others.
MORE = "more problems"
#: So many annotations of one level the code host shows of a step, and says nothing of the others.
MOST_ANNOTATED = 10
#: So much of a value is looked at for what of it is shown.
SHOWN = 500
#: Quotations in messages.
QUOTED = re.compile("`[^`]*`")

#: Hint for a folder's name that is near none: there may be thousands.
FOLDERS = "The folders in providers/ are their names."
#: Could end a line, act on a terminal or not be printed.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def shown(value: str) -> str:
    """A value as a message shows it: in backticks, on one line, cut where it is long."""
    line = " ".join(UNPRINTABLE.sub(" ", value).split())
    text = without(line[:SHOWN])
    return f"`{text}`" if len(text) <= 60 and len(line) <= SHOWN else f"`{text[:59]}…`"


def outside_records(hint: str, no_zero: str) -> str:
    """A hint for who writes a value anywhere but in a record, where quotes would be part of it.

    ``no_zero`` says how its first zero is kept there.
    """
    for in_records, elsewhere in (
        ("Write it in quotes, so that no zero is lost.", no_zero),
        ('Write it in quotes, like "01632 960123".', "Write it like 01632 960123."),
        ('A URN has six digits, in quotes: "123456".', "A URN has six digits, like 123456."),
    ):
        hint = hint.replace(in_records, elsewhere)
    return hint


def first_of(places: Iterable[Place], problem: Callable[[Place], Problem]) -> list[Problem]:
    """Return the problems at the first hundred of a file's places, and one that counts the rest.

    ``problem`` is what costs time, so it is not asked about the rest.
    """
    told: list[Problem] = []
    count = 0
    for place in places:
        count += 1
        if count <= MOST_IN_FILE + 1:
            told.append(problem(place))
    rest = count - MOST_IN_FILE
    return [*told[:MOST_IN_FILE], _more_like(told[MOST_IN_FILE], rest)] if rest > 1 else told


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in order, with no more than a hundred of each file, and a count of what is left out."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(set(problems)):
        by_file[problem.file].append(problem)
    told: list[Problem] = []
    for rows in by_file.values():
        counted = [row for row in rows if row.kind == MORE]
        each = [row for row in rows if row.kind != MORE]
        if not counted and len(each) <= MOST_IN_FILE + 1:
            told += each
        else:
            rest = [*each[MOST_IN_FILE:], *counted]
            told += [*each[:MOST_IN_FILE], _more_like(rest[0], how_many(rest))]
    return told


def how_many(problems: Iterable[Problem]) -> int:
    """Return how many problems these are, with those that are only counted."""
    return sum(problem.count for problem in problems)


def shortened(problems: list[Problem]) -> list[Problem]:
    """Return the first of many files' problems, and for the rest one that counts them."""
    told = bounded(problems)
    if len(told) <= MOST:
        return told
    rest = told[MOST:]
    others = len({problem.file for problem in rest}) - 1
    where = f"this and {others:,} other files" if others else "this file"
    message = f"And {how_many(rest):,} more problems in {where}."
    more = Problem(rest[0].file, 0, 0, "", message, "Correct the first ones, and check again.", MORE, how_many(rest))
    return [*told[:MOST], more]


def _more_like(first: Problem, count: int) -> Problem:
    """Return the problem that counts those of a file from the first that is not described."""
    some = "problem" if count == 1 else "problems"
    return Problem(
        first.file, first.line, first.column, "", f"And {count:,} more {some} in this file.", "", MORE, count
    )


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


def nearest(word: str, known: Iterable[str], least: float = NEAR) -> str | None:
    """The one of ``known`` that ``word`` was most likely meant to be; None where none is near or two are equally so.

    ``least`` is how alike the two must be, from 0 to 1.
    """
    if len(word) > LONGEST_WORD:
        return None
    matcher = SequenceMatcher(None, "", word.lower())
    ratios = []
    for choice in known:
        matcher.set_seq1(choice.lower())
        # The first two are upper bounds of the third, and cost a fraction of it.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= least and (ratio := matcher.ratio()) >= least:
            ratios.append((ratio, choice))
    ratios.sort(reverse=True)
    if not ratios or (len(ratios) > 1 and ratios[0][0] == ratios[1][0]):
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
    return f"Use one of: {quoted(choices)}." if choices else "There is none."


def quoted(words: Iterable[str]) -> str:
    """Words as they are written in a file, with commas between: `` `a`, `b` ``."""
    return ", ".join(f"`{word}`" for word in words)


def as_text(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, in the form that editors and terminals turn into a link."""
    for problem in problems:
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        yield UNPRINTABLE.sub(" ", f"{problem.file}{place}: {_sentence(problem)}")


def as_json(problems: Iterable[Problem]) -> Iterator[str]:
    """A JSON object with the count and one object a problem."""
    rows = [asdict(problem) for problem in problems]
    text = json.dumps({"problems": rows, "count": sum(row["count"] for row in rows)}, ensure_ascii=False, indent=2)
    yield text.encode("utf-8", "replace").decode("utf-8")


def as_github(problems: Iterable[Problem], level: str = "error") -> Iterator[str]:
    """One workflow command a problem: the code host shows it at its line of the pull request.

    ``level`` is the code host's word: `error`, or `notice` for what somebody should look at. Of more problems than the
    host shows, the last command says how many more there are, and they are lines of the log.
    """
    rows = list(problems)
    first = rows if len(rows) <= MOST_ANNOTATED else rows[: MOST_ANNOTATED - 1]
    for problem in first:
        place = f",line={problem.line},col={problem.column}" if problem.line else ""
        title = _property(problem.kind)
        yield f"::{level} file={_property(problem.file)}{place},title={title}::{_data(_sentence(problem))}"
    rest = rows[len(first) :]
    if rest:
        count = sum(problem.count for problem in rest)
        yield f"::{level} title=and {count:,} more::{count:,} more are in the log of this step, a line each."
    for line in as_text(rest):
        yield f"- {line}"  # a line must not begin as a command does


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
