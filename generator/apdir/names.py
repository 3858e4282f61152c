"""Names as addresses: one rule for providers' folders, visits' files and pages, in commands and in the web editor."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import cache

from anyascii import anyascii

#: The longest that an address made of a name is, and that a folder's name may be.
LONGEST = 80
#: Addresses below providers/ that the site uses itself.
OWN = frozenset(("page", "by"))
#: Folders that Windows cannot have, so a colleague there could not fetch the records.
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
RESERVED = OWN | DEVICES
#: Suffix of a reserved word.
BEHIND = "-provider"
#: Signs beside a name that are no part of it.
MARKS = "©®™"
#: Letters and signs that are written in plain letters: Latin, Greek, Cyrillic, accents, punctuation, currencies and
#: full-width letters. Anything else is a gap.
SCRIPTS = ((0xA0, 0x52F), (0x1E00, 0x20CF), (0x2100, 0x214F), (0xFB00, 0xFB06), (0xFF00, 0xFF5E))


@cache
def letters() -> dict[str, str]:
    """Each letter or sign that has a spelling in plain letters, with that spelling. The web editor has the same."""
    return {
        chr(code): anyascii(chr(code))
        for first, last in SCRIPTS
        for code in range(first, last + 1)
        if chr(code) not in MARKS
    }


@cache
def _spelt() -> dict[int, str]:
    return {ord(letter): spelling for letter, spelling in letters().items()}


def slug_of(name: str) -> str:
    """The address that a name makes: `zoes-cafe` for "Zoë’s Café". Empty where it has no letter or digit.

    `theme/assets/names.js` has the same rule; `tests/support/names.json` holds the two together.
    """
    slug = _cut(re.sub(r"[^a-z0-9]+", "-", in_plain_letters(name)).strip("-"))
    return slug + BEHIND if slug in RESERVED else slug


def is_text(name: str) -> bool:
    """Whether the name of a file is UTF-8 text, as the system gave it."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def in_plain_letters(name: str) -> str:
    """A name in small plain letters, without apostrophes, with `and` for an ampersand."""
    if not name.isascii():
        name = name.translate(_spelt())
    return re.sub(r"['`]", "", name.lower()).replace("&", " and ")


def _cut(slug: str) -> str:
    """The words that fit, whole."""
    if len(slug) <= LONGEST:
        return slug
    whole, hyphen, _ = slug[: LONGEST + 1].rpartition("-")
    return whole if hyphen else slug[:LONGEST]


def visit_names(framework: str, day: date, kind: str, site: str | None) -> list[str]:
    """The names that a visit's file may have, without its ending: `<date>-<framework>[-<kind>][-<site>]`."""
    start = f"{day.isoformat()}-{framework}"
    names = [start, f"{start}-{slug_of(kind)}"]
    return [*names, *(f"{name}-{site}" for name in names)] if site else names


def visit_name(
    framework: str, day: date, kind: str, site: str | None, others: Collection[tuple[str, str, str | None]]
) -> str | None:
    """The name for a new visit's file: the shortest that tells it from the others; None where it may be one of them.

    ``others`` are the names, kinds and sites of the provider's visits that day under the framework. A visit is another
    one where its kind differs, or where it names a site that the other does not.
    """
    of_kind = [there for _, other, there in others if other == kind]
    if of_kind and site in (None, *of_kind):
        return None
    taken = {name for name, _, _ in others}
    names = visit_names(framework, day, kind, site)
    return next((name for name in names[2 if of_kind else 0 :] if name not in taken), None)
