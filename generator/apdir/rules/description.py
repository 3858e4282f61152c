"""The rule on a description: whatever is written in it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.markdown import faults
from apdir.model.fields import LONGEST_DESCRIPTION
from apdir.problems import Problem, first_of
from apdir.source import Document


def check(document: Document) -> Iterator[Problem]:
    """Every problem of the Markdown below a record's front matter; one that is too long is not looked at."""
    length = len(document.body.strip())
    if length > LONGEST_DESCRIPTION:
        message = f"The description has {length:,} characters; {LONGEST_DESCRIPTION:,} is the most."
        hint = "Say it shorter, or give the address of a page that says the rest."
        yield Problem(document.file, document.body_line, 1, "description", message, hint, "too long")
        return
    yield from first_of(
        faults(document.body),
        lambda fault: Problem(
            document.file, document.body_line + fault[0], 1, "description", fault[1], fault[2], "description"
        ),
    )
