"""The rules on a description and on texts: whatever is written in one is shown, and a text is shown as it is."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.markdown import markup_in
from apdir.markdown_faults import faults
from apdir.model.described import places, values_at
from apdir.model.fields import LINE_KIND, LONGEST_DESCRIPTION, TEXT_KIND, Record
from apdir.problems import Problem, first_of
from apdir.rules.finding import Finding
from apdir.source import Document

#: Fields whose ids and values a framework has alone; any other is told.
OF_FRAMEWORKS = (("judgements",), ("areas",), ("best_practice",), ("rows", "items"), ("rows", "marks"))


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


def in_texts(record: Record, document: Document) -> Iterator[Finding]:
    """No words of a record have HTML, a link or a picture in them: pages would show their signs."""
    written = document.text
    if "<" not in written and "](" not in written:
        return
    words = [
        found
        for kind in (TEXT_KIND, LINE_KIND)
        for trail in places(type(record), kind)
        if tuple(field.key for field in trail) not in OF_FRAMEWORKS
        for found in values_at(record, trail)
    ]
    for at, text in words:
        fault = markup_in(text)
        if fault is not None:
            yield Finding(at, *fault, "markup")
