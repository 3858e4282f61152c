"""A style sheet that somebody wrote: where in it another host would be asked for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from apdir.problems import Problem
from apdir.source.files import Limits, RecordFile, read_bytes

#: Functions of which a plain text is an address.
ADDRESSED = frozenset(("url", "src", "image", "image-set"))
AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}|\\", re.IGNORECASE)
#: Removed by browsers before they read an address (WHATWG URL, "basic URL parser", 1 to 3).
UNREAD = re.compile(r"\A[\x00-\x20]+|[\t\n\r]")
#: Pictures within the sheet itself.
WITHIN = re.compile(r"data:image/(?:png|svg\+xml|webp|gif|jpeg)[;,]", re.IGNORECASE)


def fetched(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and sign of each `@import`, and of each address in a sheet that leads to another host."""
    yield from _fetched(tinycss2.parse_component_value_list(text, skip_comments=True))


def sheet_problems(file: RecordFile) -> Iterator[Problem]:
    """Yield the problems of a style sheet that a directory has of its own."""
    text, problems = read_bytes(file, Limits())
    yield from problems
    for line, column, sign in fetched(text):
        message = f"`{sign[:60]}` would have every reader's browser ask for another style sheet, or another host."
        hint = "Take it out. Put what it needs into this sheet, fonts and pictures into `theme/`."
        yield Problem(file.name, line, column, "", message, hint, "brand")


def _fetched(parts: Iterable[Any]) -> Iterator[tuple[int, int, str]]:
    waiting = [(iter(parts), False)]  # each block that is open, and whether a text in it is an address
    while waiting:
        inner, within = waiting[-1]
        part = next(inner, None)
        if part is None:
            waiting.pop()
        elif part.type == "at-keyword" and part.lower_value == "import":
            yield part.source_line, part.source_column, "@import"
        elif part.type == "url" or (within and part.type == "string"):
            address = UNREAD.sub("", part.value)
            if AWAY.match(address) and not WITHIN.match(address):
                yield part.source_line, part.source_column, f"url({part.value})"
        elif part.type == "function":
            waiting.append((iter(part.arguments), within or part.lower_name in ADDRESSED))
        elif part.type in ("{} block", "[] block", "() block"):
            waiting.append((iter(part.content), within))
