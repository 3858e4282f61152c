"""The rule that nothing in a record is still what a template wrote there for somebody to replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from apdir.library import Library
from apdir.model.settings import Settings
from apdir.placeholders import SENTENCE, Fill, is_placeholder, is_starting
from apdir.problems import Problem
from apdir.source import Document, FieldPath

LEFT = "This is still what the template says, not what is so."
HINT = "Write what is so, or take it out if nobody knows yet."
KIND = "placeholder"
BEGUN = "This is what a new directory begins with."
OWN = "Write your own."
NONE_DECIDES = "No framework gives a provider an approval status yet."
DECIDE = "Name those of yours that do, and keep only yours in `frameworks` above."


def placeholders(document: Document) -> Iterator[Problem]:
    """A problem at each value, and at each line of a description, that is a template's own words."""
    for path in _left(document.data, (), _is_left):
        yield document.problem(path, LEFT, HINT, KIND)
    sentences = [match.start() for match in SENTENCE.finditer(document.body)]
    at = 0
    for written in document.body.split("\n"):
        if is_placeholder(written) and not SENTENCE.search(written):
            sentences.append(at)
        at += len(written) + 1
    for start in sorted(sentences):
        line = document.body_line + document.body.count("\n", 0, start)
        column = start - (document.body.rfind("\n", 0, start) + 1) + 1
        hint = "Describe the provider in your own words, or take the line out."
        yield Problem(document.file, line, column, "description", LEFT, hint, KIND)


def begun(document: Document) -> Iterator[Problem]:
    """A note, no fault, at each value of a record or of the settings that a new directory was begun with."""
    for path in _left(document.data, (), is_starting):
        yield document.problem(path, BEGUN, OWN, KIND)


def begun_settings(library: Library) -> Iterator[Problem]:
    """The same of the settings, and a note where no framework decides."""
    for record, document in library.documents:
        if isinstance(record, Settings):
            yield from begun(document)
            if not record.standing.frameworks:
                yield document.problem(("standing", "frameworks"), NONE_DECIDES, DECIDE, KIND)


def _is_left(value: str) -> bool:
    lines = value.split("\n") if "\n" in value else [value]
    return any(map(is_placeholder, lines)) or (len(value) > len(Fill.DESCRIPTION) and bool(SENTENCE.search(value)))


def _left(value: Any, path: FieldPath, is_one: Callable[[str], bool]) -> Iterator[FieldPath]:
    if isinstance(value, str):
        if is_one(value):
            yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _left(inner, (*path, key), is_one)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _left(inner, (*path, index), is_one)
