"""One text searched for all of it, and the same text with what was found taken out."""

from __future__ import annotations

from typing import NamedTuple

from apdir.pupil import numbers, words
from apdir.pupil.flat import Flat
from apdir.pupil.rule import Rules

RULES = Rules((*numbers.RULES, *words.RULES))
#: Nothing that is found has fewer characters than "JS in Y9".
SHORTEST = 7


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
    found = [*RULES.search(flat.data), *words.named_pupils(flat.data)]
    rows = [(*flat.span(start, end), kind) for kind, start, end in found]
    kept: list[Found] = []
    for start, end, kind in sorted(rows, key=lambda row: (row[0], -row[1], row[2])):
        if not kept or end > kept[-1].end:
            kept.append(Found(kind, start, end))
    return tuple(kept)


def without(text: str) -> str:
    """Return a text with what looks like pupil data replaced by what kind it is: fit to be printed anywhere."""
    out = ""
    done = 0
    for kind, start, end in findings(text):
        out += text[done : max(start, done)] + (f"[{kind} not shown]" if start >= done else "")
        done = end
    return out + text[done:]


def in_name(name: str) -> str | None:
    """Return the kind of pupil data that a file's or folder's name shows, None where it shows none."""
    # File names are often in small letters, in which a person's name cannot be told.
    for spelling in (name, name.replace("-", " ").replace("_", " ").title()):
        if found := findings(spelling):
            return found[0].kind
    return None


def hidden_name(path: str) -> str:
    """Return a file's name, relative to the root, with every part that shows pupil data replaced by its kind."""
    if in_name(path) is None:
        return path
    parts = [(part, in_name(part)) for part in path.split("/")]
    told = "/".join(f"[{kind} not shown]" if kind else part for part, kind in parts)
    # What shows only from one part to the next is in none of them: then nothing but the top is told.
    rest = "/".join(part for part, kind in parts if not kind)
    top, kind = parts[0]
    return told if in_name(rest) is None else f"[{kind} not shown]/…" if kind else f"{top}/[name not shown]"
