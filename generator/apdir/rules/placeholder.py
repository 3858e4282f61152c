"""The rule that nothing in a record is still what a template wrote there for somebody to replace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apdir.library import Library
from apdir.model.settings import Settings
from apdir.placeholders import (
    SENTENCE,
    UNSAID,
    Fill,
    is_begun,
    is_no_reason,
    is_placeholder,
    is_starting,
    may_be_left,
    says_nothing,
)
from apdir.problems import Problem
from apdir.source import Document, FieldPath

HINT = "Write what is so, or take it out if nobody knows yet."
KIND = "placeholder"
BEGUN = "This is what a new directory begins with."
OWN = "Write your own."
NONE_DECIDES = "No framework gives a provider an approval status yet."
DECIDE = "Name those of yours that do, and keep only yours in `frameworks` above."


def placeholders(document: Document) -> Iterator[Problem]:
    """A problem at each value, and at each line of a description, that is a template's own words."""
    facts = document.file.endswith(".md")  # of a provider; of a visit, a dash or `none` may be what was found
    if is_begun(document.body):
        yield Problem(document.file, document.body_line, 1, "description", UNSAID, HINT, KIND)
    if not may_be_left(document.text) and not may_be_left(document.body):
        return
    for path, text in _texts(document.data, ()):
        if path[0] == "judgements" or (path[-1] == "not_applicable" and is_no_reason(text)):
            continue  # told with what belongs there: a reason
        if _is_left(text) or (says_nothing(text) and (facts or not any(map(str.isalpha, text)))):
            yield document.problem(path, UNSAID, HINT, KIND)
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
        yield Problem(document.file, line, column, "description", UNSAID, hint, KIND)


def begun(document: Document) -> Iterator[Problem]:
    """A note, no fault, at each value of a record or of the settings that a new directory was begun with."""
    for path, text in _texts(document.data, ()):
        if is_starting(text):
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


def _texts(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every text of a record with its path."""
    if isinstance(value, str):
        yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield from _texts(item, (*path, step))
