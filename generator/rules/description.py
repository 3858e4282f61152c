"""The rule on a description: whatever is written in it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from generator.markdown import faults
from generator.problems import Problem
from generator.source import Document


def check(document: Document) -> Iterator[Problem]:
    """Every problem of the Markdown below a record's front matter."""
    for line, message, hint in faults(document.body):
        yield Problem(document.file, document.body_line + line, 1, "description", message, hint, "description")
