"""Private content where everybody may read it: a copy of a record in a page or file, and its values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from apdir.model.described import described
from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.problems import Problem
from apdir.source import Document, RecordFile
from apdir.source.readable import MOST, read

KIND = "private"
#: Each begins on its own line: what runs on over blank lines takes quadratic time in a text of nothing else.
FIELD = re.compile(r"^(?:[^\S\n]|[>|*#-])*[\"']?([a-z][a-z_]+)[\"']?[ \t]*:(?=\s|\Z)", re.MULTILINE)
#: Separators within a number, a name or an address.
BETWEEN = re.compile(r"[\s().–-]+")
#: Shorter values, in letters and figures, occur in too many words by chance.
SHORTEST = 5
FOR_OFFICERS = (
    "What stands here is for officers only in a provider's record: a name, number or address.",
    "Take it out, or write the role or the provider's public contact.",
)


KINDS: tuple[type[BaseModel], ...] = (Provider, Visit, Year)
#: Fields that every record of a kind has, and those for officers only whose names are no ordinary words.
NEEDED = [frozenset(field.key for field in described(kind) if field.required) for kind in KINDS]
PRIVATE = frozenset(field.key for kind in KINDS for field in described(kind) if "_" in field.key and not field.public)


def copied_record(file: RecordFile) -> Iterator[Problem]:
    """A problem where a file that comes into the site holds a record, or a field of one that officers alone may see."""
    for text in _texts(file.path):
        places = {match[1]: match.start(1) for match in reversed(list(FIELD.finditer(text)))}
        private = min((places[name] for name in PRIVATE & places.keys()), default=None)
        whole = min((places[name] for names in NEEDED if names <= places.keys() for name in names), default=None)
        at = private if private is not None else whole
        if at is not None:
            line = text.count("\n", 0, at) + 1
            message = "A record is copied here: all who read the site could read it, what is for officers only too."
            yield Problem(file.name, line, 1, "", message, "Take it out, and link to the provider's page.", KIND)
            return


def private_values(provider: Provider) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what of a provider only officers may see, and what all may: names, numbers and addresses, as compared."""
    lead, contact = provider.safeguarding_lead, provider.contact
    hidden = [lead.name, lead.phone, lead.email] if lead is not None else []
    shown = [contact.phone, contact.email]
    for site in provider.sites:
        # Of an address the lines with a number: the others name a town.
        lines = [line for line in site.address if re.search(r"\d", line)]
        (shown if site.public else hidden).extend([*lines, site.postcode])
    return _compared(hidden), _compared(shown)


def published_values(files: Iterable[RecordFile], values: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each of ``values``, as compared, that occurs in a file of the site."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for value in values:
        by_start[value[:SHORTEST]].append(value)
    for file in files:
        for text in _texts(file.path):
            for value in _standing_in(text, by_start):
                lines = enumerate(text.split("\n"), 1)
                line = next((number for number, row in lines if value in _plain(row)), 0)
                yield Problem(file.name, line, min(line, 1), "", *FOR_OFFICERS, KIND)


def in_description(document: Document, provider: Provider) -> Iterator[Problem]:
    """A problem for each value of a provider that only officers may see, and that its description tells all."""
    hidden, shown = private_values(provider)
    text = _plain(document.body)
    for value in sorted(value for value in {*hidden} - {*shown} if value in text):
        for number, row in enumerate(document.body.split("\n")):
            if value in _plain(row):
                yield Problem(document.file, document.body_line + number, 1, "description", *FOR_OFFICERS, KIND)
                break


def _standing_in(text: str, by_start: Mapping[str, list[str]]) -> list[str]:
    """Return the values that a text holds, told apart by how they begin: one look at each place, however many."""
    plain = _plain(text)
    starts = (by_start.get(plain[at : at + SHORTEST], ()) for at in range(len(plain))) if by_start else ()
    return sorted({value for at, found in enumerate(starts) for value in found if plain.startswith(value, at)})


def _plain(text: str) -> str:
    return BETWEEN.sub("", text).lower()


def _compared(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({text for text in (_plain(value) for value in values if value) if len(text) >= SHORTEST}))


def _texts(path: Path) -> tuple[str, ...]:
    with path.open("rb") as opened:
        return read(opened.read(MOST)).texts
