"""Findings of a rule in one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from apdir.days import day_in_words
from apdir.model.reading import overlap
from apdir.model.settings import Settings
from apdir.problems import Problem
from apdir.source import Document, FieldPath

IN_ORDER = "Give `from` and `to` in that order."
#: No school day ends in the hours of the morning before this one.
EARLY = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a path of a document, with the name of the rule. ``key``: point at the key, not the value.

    ``rests_on`` are the other values from which it follows: where one of them could not be read, nothing is known.
    """

    path: FieldPath
    message: str
    hint: str
    kind: str
    key: bool = False
    rests_on: tuple[FieldPath, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Settings and day that rules check against. ``mended``: the settings that could not be read."""

    settings: Settings
    today: date
    mended: tuple[FieldPath, ...] = ()


def at_their_places(
    document: Document, findings: Iterable[Finding], mended: tuple[FieldPath, ...] = ()
) -> Iterator[Problem]:
    """Findings as problems with line and column; those that rest on a mended value are dropped."""
    for finding in findings:
        within = any(finding.path[: len(done)] == done for done in mended)
        if within or any(overlap(path, done) for path in finding.rests_on for done in mended):
            continue
        yield document.problem(finding.path, finding.message, finding.hint, finding.kind, key=finding.key)


def not_after(path: FieldPath, day: date | None, today: date, what: str) -> Iterator[Finding]:
    """A finding where a day that must have come lies ahead."""
    if day is not None and day > today:
        yield Finding(
            path,
            f"{what} is {day_in_words(day)}, which is in the future: today is {day_in_words(today)}.",
            "Check the year and the month.",
            "future date",
        )


def in_order(path: FieldPath, message: str, *, right: bool, hint: str = IN_ORDER) -> Iterator[Finding]:
    """Yield a finding where `from` and `to` are not in that order."""
    if not right:
        yield Finding((*path, "to"), message, hint, "order", rests_on=((*path, "from"), (*path, "to")))


def times_in_order(path: FieldPath, message: str, start: time, end: time) -> Iterator[Finding]:
    """Yield a finding where a day or a visit ends before it starts: `2:30` may be meant as half past two."""
    later = end.replace(hour=end.hour + 12) if end.hour < EARLY else end
    hint = f"Did you mean `{later:%H:%M}`?" if later > start else IN_ORDER
    yield from in_order(path, message, right=start < end, hint=hint)
