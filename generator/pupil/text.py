"""One text searched for all of it, and the same text with what was found taken out."""

from __future__ import annotations

from typing import NamedTuple

from generator.pupil.numbers import numbers
from generator.pupil.words import words

#: Nothing that is found has fewer characters than "boy J.S".
SHORTEST = 7


class Found(NamedTuple):
    """Something that looks like pupil data: what kind it is, and where it begins and ends in the text."""

    kind: str
    start: int
    end: int


def findings(text: str) -> tuple[Found, ...]:
    """Everything in a text that looks like pupil data, in order, none within another."""
    if len(text) < SHORTEST:
        return ()
    # The one letter whose small form is two characters long would move every place behind it.
    lower = text.replace("\u0130", "I").lower()
    found = sorted({(start, -end, kind) for kind, start, end in (*numbers(text, lower), *words(text, lower))})
    kept: list[Found] = []
    for start, end, kind in found:
        if not kept or -end > kept[-1].end:
            kept.append(Found(kind, start, -end))
    return tuple(kept)


def without(text: str) -> str:
    """A text with what looks like pupil data replaced by what kind it is: fit to be printed anywhere."""
    out = ""
    done = 0
    for kind, start, end in findings(text):
        out += text[done : max(start, done)] + (f"[{kind} not shown]" if start >= done else "")
        done = end
    return out + text[done:]


def in_name(name: str) -> str | None:
    """The kind of pupil data that a file's or folder's name shows, None where it shows none."""
    found = findings(name)
    return found[0].kind if found else None


def hidden_name(path: str) -> str:
    """A file's name, relative to the root, with every part that shows pupil data replaced by what kind it is."""
    if in_name(path) is None:
        return path
    parts = ((part, in_name(part)) for part in path.split("/"))
    # What shows only from one part to the next is in none of them: then nothing but the top is told.
    told = "/".join(f"[{kind} not shown]" if kind else part for part, kind in parts)
    return told if in_name(told) is None else f"{path.split('/')[0]}/[name not shown]"
