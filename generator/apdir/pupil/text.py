"""One text searched for all of it, and the same text with what was found taken out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from apdir.first_names import FIRST_NAMES
from apdir.pupil import numbers, said, score
from apdir.pupil.flat import Flat
from apdir.pupil.rule import Rules
from apdir.pupil.somebody import is_unknown

RULES = Rules((*numbers.RULES, *said.RULES))
#: Nothing that is found has fewer characters than "JS in Y9".
SHORTEST = 7
#: Most scans of a text once something was taken out of it.
MOST_LOOKS = 5
#: Endings of organisations' names that may begin with a first name: `rowan-workshop`, `rowan-academy-of-craft`.
ORGANISATION = re.compile(
    r"[-_ ](?:academy|animal-care|barn|centre|charity|cic|classroom|club|college|cottage|estate|farm|forge|foundation|"
    r"garage|gardens?|grange|hall|house|hub|kitchen|learning|lodge|ltd|mill|nursery|partnership|project|rooms|school|"
    r"stables|studios?|trust|tuition|woods?|workshops?|yard)(?:[-_ ](?:of|at|in)[-_ ][a-z]+)?\Z",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """Something that looks like pupil data: what kind it is, and where it begins and ends in the text."""

    kind: str
    start: int
    end: int


def findings(text: str) -> tuple[Found, ...]:
    """Return everything in a text that looks like pupil data, in order, none within another."""
    if len(text) < SHORTEST:
        return ()
    flat = Flat(text)
    found = [*RULES.search(flat.data), *score.pupils(flat.data)]
    rows = [(*flat.span(start, end), kind) for kind, start, end in found]
    kept: list[Found] = []
    for start, end, kind in sorted(rows, key=lambda row: (row[0], -row[1], row[2])):
        if not kept or end > kept[-1].end:
            kept.append(Found(kind, start, end))
    return tuple(kept)


def without(text: str) -> str:
    """Return a text with what looks like pupil data replaced by what kind it is: fit to be printed anywhere."""
    # The rest may be somebody's only beside the words now in it: so it is looked at again.
    for _ in range(MOST_LOOKS):
        found = findings(text)
        if not found:
            break
        out, done = "", 0
        for kind, start, end in found:
            out += text[done : max(start, done)] + (f"[{kind} not shown]" if start >= done else "")
            done = end
        text = out + text[done:]
    return text


@lru_cache(4_096)  # `provider.md`, and the days of visits, recur
def in_name(name: str) -> str | None:
    """Return the kind of pupil data that a file's or folder's name shows, None where it shows none."""
    for spelling in (name, " / ".join(map(_spelt, name.split("/")))):
        if found := findings(spelling):
            return found[0].kind
    return None


def _spelt(name: str) -> str:
    """Return one name of a path, often in small letters, as a text would have it: people's names with a capital."""
    called = ORGANISATION.search(name) is not None
    out: list[str] = []
    surname = False
    for word in re.findall(r"[^-_ ]+", name):
        first = word.lower() in FIRST_NAMES
        out.append(word.capitalize() if called or first or (surname and is_unknown(word)) else word)
        surname = first
    return " ".join(out)


def hidden_name(path: str) -> str:
    """Return a file's name, relative to the root, with every part that shows pupil data replaced by its kind."""
    if in_name(path) is None:
        return path
    parts = [(part, in_name(part)) for part in path.split("/")]
    told = "/".join(f"[{kind} not shown]" if kind else part for part, kind in parts)
    # A finding across parts is in none of them: then nothing but the top is told.
    rest = "/".join(part for part, kind in parts if not kind)
    top, kind = parts[0]
    return told if in_name(rest) is None else f"[{kind} not shown]/…" if kind else f"{top}/[name not shown]"
