"""What a rule finds in one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.settings import Settings
from generator.problems import Problem
from generator.source import Document, FieldPath


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a path of a document, with the name of the rule. ``key``: point at the key, not the value."""

    path: FieldPath
    message: str
    hint: str
    kind: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What rules are checked against: the settings and the day."""

    settings: Settings
    today: date


def at_their_places(
    document: Document, findings: Iterable[Finding], mended: tuple[FieldPath, ...] = ()
) -> Iterator[Problem]:
    """Findings as problems with line and column; those that rest on a mended value are dropped."""
    for finding in findings:
        if any(finding.path[: len(done)] == done or done == finding.path[: len(done)] for done in mended):
            continue
        yield document.problem(finding.path, finding.message, finding.hint, finding.kind, key=finding.key)


def day_in_words(day: date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def not_after(path: FieldPath, day: date | None, today: date, what: str) -> Iterator[Finding]:
    """A finding where a day that must have come lies ahead."""
    if day is not None and day > today:
        yield Finding(
            path,
            f"{what} {day_in_words(day)} lies in the future: today is {day_in_words(today)}.",
            "Check the year and the month.",
            "future date",
        )
