"""What only officers may see, where everybody may read it: a copy of a record in a page or file, and its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.problems import Problem
from apdir.source import RecordFile
from apdir.source.readable import MOST, read

KIND = "private"
FIELD = re.compile(r"^[\s>|*#-]*[\"']?([a-z][a-z_]+)[\"']?[ \t]*:(?=\s|\Z)", re.MULTILINE)
#: What stands between the parts of a number, a name or an address.
BETWEEN = re.compile(r"[\s().–-]+")


def _fields(kind: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info for name, info in kind.model_fields.items()}


#: Fields that every record of a kind has, and those for officers alone whose names are no ordinary words.
NEEDED = [
    frozenset(name for name, info in _fields(kind).items() if info.is_required()) for kind in (Provider, Visit, Year)
]
PRIVATE = frozenset(
    name
    for kind in (Provider, Visit, Year)
    for name, info in _fields(kind).items()
    if "_" in name and isinstance(info.json_schema_extra, dict) and info.json_schema_extra["visible"] != "public"
)


def copied_record(file: RecordFile) -> Iterator[Problem]:
    """A problem where a file that comes into the site holds a record, or a field of one that officers alone may see."""
    for text in _texts(file.path):
        places = {match[1]: match.start(1) for match in reversed(list(FIELD.finditer(text)))}
        private = min((places[name] for name in PRIVATE & places.keys()), default=None)
        whole = min((places[name] for names in NEEDED if names <= places.keys() for name in names), default=None)
        at = private if private is not None else whole
        if at is not None:
            line = text.count("\n", 0, at) + 1
            message = "A record is copied here: all who read the site could read it, what is for officers alone too."
            yield Problem(file.name, line, 1, "", message, "Take it out, and link to the provider's page.", KIND)
            return


def private_values(provider: Provider) -> tuple[set[str], set[str]]:
    """Return what of a provider only officers may see, and what all may: names, numbers and addresses, as compared."""
    lead, contact = provider.safeguarding_lead, provider.contact
    hidden = [lead.name, lead.phone, lead.email] if lead is not None else []
    shown = [contact.phone, contact.email]
    for site in provider.sites:
        # Of an address the lines with a number: the others name a town.
        lines = [line for line in site.address if re.search(r"\d", line)]
        (shown if site.public else hidden).extend([*lines, site.postcode])
    return _compared(hidden), _compared(shown)


def published_values(files: Iterable[RecordFile], values: set[str]) -> Iterator[Problem]:
    """A problem for each of ``values``, as compared, that stands in a file that comes into the site."""
    for file in files:
        for text in _texts(file.path):
            plain = BETWEEN.sub("", text).lower()
            for value in sorted(value for value in values if value in plain):
                lines = enumerate(text.split("\n"), 1)
                line = next((number for number, row in lines if value in BETWEEN.sub("", row).lower()), 0)
                message = "What stands here is for officers alone in a provider's record: a name, number or address."
                hint = "Take it out, or write the role or the provider's public contact."
                yield Problem(file.name, line, min(line, 1), "", message, hint, KIND)


def _compared(values: Iterable[str | None]) -> set[str]:
    squeezed = {BETWEEN.sub("", value).lower() for value in values if value}
    return {value for value in squeezed if len(value) >= 5}


def _texts(path: Path) -> tuple[str, ...]:
    with path.open("rb") as opened:
        return read(opened.read(MOST)).texts
