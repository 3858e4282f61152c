"""The rule that nothing in a record is still what a template wrote there for somebody to replace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apdir.placeholders import SENTENCE, Fill, is_placeholder
from apdir.problems import Problem
from apdir.source import Document, FieldPath

LEFT = "This is still what the template says, not what is so."
HINT = "Write what is so, or take it out if nobody knows yet."
KIND = "placeholder"


def placeholders(document: Document) -> Iterator[Problem]:
    """A problem at each value, and at each line of a description, that is a template's own words."""
    for path in _left(document.data, ()):
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


def _left(value: Any, path: FieldPath) -> Iterator[FieldPath]:
    if isinstance(value, str):
        lines = value.split("\n") if "\n" in value else [value]
        if any(map(is_placeholder, lines)) or (len(value) > len(Fill.DESCRIPTION) and SENTENCE.search(value)):
            yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _left(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _left(inner, (*path, index))
