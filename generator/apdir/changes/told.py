"""Changes as text for a terminal, Markdown for a pull request, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date

from apdir.changes.compare import Change, Changes
from apdir.days import day_in_words
from apdir.pages.views import count
from apdir.problems import UNPRINTABLE

#: The most addresses of pages that one provider names.
MOST_PAGES = 6
#: A comment on a pull request holds 65,536 characters.
LONGEST = 60_000
NOTHING = "Nothing changes on the site."
UNREAD = "has problems: `apdir check` tells them, and nothing can be said of it before they are put right."


def as_text(changes: Changes, edition: str, day: date) -> Iterator[str]:
    """A sentence a provider, its pages below it."""
    for change in (*changes.providers, *changes.others):
        yield clean(_sentence(change))
        for page in _pages(change):
            yield f"    {clean(page)}"
    for slug in changes.unread:
        yield f"{clean(slug)} {UNREAD}"
    if not (changes.providers or changes.others or changes.unread):
        yield NOTHING
    else:
        yield f"\n{_count(changes)} ({edition} edition, {day_in_words(day)})."


def as_markdown(changes: Changes, edition: str, day: date) -> Iterator[str]:
    """A comment for a pull request; nothing in a record can be read as Markdown, HTML, a mention or a link."""
    yield f"### What this changes on the site\n\n{edition.capitalize()} edition, correct on {day_in_words(day)}.\n"
    if not (changes.providers or changes.others or changes.unread):
        yield NOTHING
        return
    length = 0
    rows = [*changes.providers, *changes.others]
    for number, change in enumerate(rows):
        pages = ", ".join(f"`/{page.lstrip('/')}`" if page.endswith("/") else page for page in _pages(change))
        line = f"- **{escaped(change.name)}**: {'; '.join(escaped(part) for part in change.parts)}."
        line += f"\n  Pages: {pages}" if pages else ""
        length += len(line)
        if length > LONGEST:
            yield f"- and {len(rows) - number} more. `apdir changes` tells all of them."
            break
        yield line
    for number, slug in enumerate(changes.unread):
        line = f"- **{escaped(slug)}** {UNREAD}"
        length += len(line)
        if length > LONGEST:
            yield f"- and {len(changes.unread) - number} more that have problems."
            break
        yield line
    yield f"\n{_count(changes)}."


def as_json(changes: Changes, edition: str, day: date) -> Iterator[str]:
    """An object with a list of changes for each part of the directory."""
    data = {"edition": edition, "today": day.isoformat(), **asdict(changes)}
    yield json.dumps(data, indent=2)


def _sentence(change: Change) -> str:
    return f"{change.name}: {'; '.join(change.parts)}."


def _pages(change: Change) -> list[str]:
    more = len(change.pages) - MOST_PAGES
    return [*change.pages[:MOST_PAGES], *([f"and {count(more, 'more page')}"] if more > 0 else [])]


def _count(changes: Changes) -> str:
    pages = {page for change in (*changes.providers, *changes.others) for page in change.pages}
    return f"{count(len(changes.providers), 'provider')} and {count(len(pages), 'page')} change"


def clean(text: str) -> str:
    """A text on one line, without what a terminal would act on."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())


def escaped(text: str) -> str:
    """A text as Markdown in which nothing is marked, linked or named."""
    marked = re.sub(r"([\\`*_{}\[\]()#+!|~-])", r"\\\1", clean(text).replace("&", "&amp;"))
    return marked.replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;").replace("://", "&#58;//")


FORMATS: dict[str, Callable[[Changes, str, date], Iterator[str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
