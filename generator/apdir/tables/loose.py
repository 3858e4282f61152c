"""Values as people type them into a spreadsheet, read as records have them: days, times, weekdays, lists.

Only what can mean one thing is put right. Where a comma may part two items or belong to one, the cell is refused,
and its writer told how to say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from apdir.model.fields import words_of
from apdir.model.values import day_as_typed
from apdir.tables.sheets import BETWEEN, Column, split

CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::00)? ?(am|pm)?\Z", re.IGNORECASE)
#: A long number as spreadsheets show it, and save it as CSV: `1.63E+09`.
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d\d\Z", re.ASCII)
#: A time with a point in it, once a spreadsheet has taken it for a number.
NUMBER = re.compile(r"([01]?\d|2[0-3])\.[0-5]\Z", re.ASCII)
#: Days as spreadsheets show them: `14-Oct-26`, in which only the year can be last; and one with a time behind it.
SHORT_YEAR = re.compile(r"(\d{1,2}[ -][a-z]{3,9}[ -])(\d{2})\Z", re.ASCII | re.IGNORECASE)
#: A day in few figures may have its year first or last: the check suggests one.
FIGURES = re.compile(r"\d{1,2}[ /.-]\d{1,2}[ /.-]\d{2}\Z", re.ASCII)
TIME_BEHIND = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2})?\Z", re.ASCII)
#: Separators of words from a fixed set: none of them has any of this in it.
PARTS = re.compile(r"[;,/&+\n]|\band\b", re.IGNORECASE)
RANGE = re.compile(r"\A(.+?)(?:-|–|—|\bto\b|\buntil\b)(.+)\Z", re.IGNORECASE)
#: Lists whose items a comma may part, since each line of an address is one.
LINES = ("address",)


class Unclear(Exception):
    """A cell that can be read in two ways: what is wrong, and what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def normalise(text: str, column: Column, words: Sequence[str] = ()) -> str:
    """A cell's text as records have it; ``words`` are those that a column asks for. Raises Unclear."""
    few = words_of(column.value)
    if SHORTENED.match(text):
        raise Unclear(
            f"The spreadsheet shortened a long number to `{text}`, and its last figures are lost.",
            "Look the number up, format the cell as text, and type it again.",
        )
    if column.is_day:
        day = SHORT_YEAR.sub(r"\g<1>20\2", TIME_BEHIND.sub("", text))
        return day if FIGURES.match(day) else day_as_typed(day) or day
    if column.is_time:
        return _clock(text)
    if few:
        known = {_plain(word): word for word in few}
        if column.many:
            items = [item for piece in PARTS.split(text) for item in _items(" ".join(piece.split()), known)]
            return BETWEEN.join(dict.fromkeys(items))
        return known.get(_plain(text), text)
    return _list(text, column, words) if column.many else _spelt(text, words)


def _list(text: str, column: Column, words: Sequence[str]) -> str:
    """The items of a list that may hold any words; a comma parts them only where all of them are known."""
    if ";" in text or "\n" in text or '"' in text or "," not in text:
        return BETWEEN.join(_quoted(_spelt(item, words)) for item in split(text))
    items = [" ".join(item.split()) for item in text.split(",") if item.strip()]
    known = {word.lower() for word in words}
    if str(column.path[-1]) in LINES or (known and all(item.lower() in known for item in items)):
        return BETWEEN.join(_spelt(item, words) for item in items)
    if words:
        return text  # the check says which word is not among them
    raise Unclear(
        "A comma may part two items, or stand within one.",
        f'Put a semicolon between two: `{BETWEEN.join(items)[:60]}`. Put one item in quotes: `"{text[:60]}"`.',
    )


def _items(piece: str, known: Mapping[str, str]) -> Iterator[str]:
    """The words that a piece of a list names: one, a range of them (Mon-Wed), or several with spaces between."""
    if not piece:
        return
    names = list(known.values())
    match = RANGE.match(piece)
    if _plain(piece) in known:
        yield known[_plain(piece)]
    elif (
        match is not None and (first := known.get(_plain(match[1]))) and (last := _last(match[2].strip(), first, known))
    ):
        yield from (
            names[names.index(first) : names.index(last) + 1] if names.index(first) <= names.index(last) else [piece]
        )
    elif all(_plain(word) in known for word in piece.split()):
        yield from (known[_plain(word)] for word in piece.split())
    else:
        yield piece


def _last(text: str, first: str, known: Mapping[str, str]) -> str | None:
    """The end of a range; in "KS3-4" it goes without the letters of the beginning."""
    return known.get(_plain(text)) or known.get(_plain(re.sub(r"\d+\Z", "", first) + text))


def _plain(text: str) -> str:
    """A word without what people write in different ways: Monday, MON., Key Stage 3, on-site."""
    text = re.sub(r"[\s-]+", " ", text.strip().rstrip(".")).lower()
    text = re.sub(r"key stage ?(\d)|ks (\d)", lambda match: f"ks{match[1] or match[2]}", text)
    day = re.fullmatch(r"(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?s?", text)
    return day[1] if day is not None else text


def _clock(text: str) -> str:
    """A time of day as people write it (9.30, 9am, 3:15 pm), as records do. Raises Unclear."""
    if NUMBER.match(text):
        typed = f"{text}0".replace(".", ":")
        half = f" For half past, type {text[:-2]}:30." if text.endswith("5") else ""
        raise Unclear(f"A spreadsheet makes the number {text} of {text}0.", f"Type {typed}, with a colon.{half}")
    match = CLOCK.match(text)
    if match is None or (match[2] is None and match[3] is None):
        return text
    hour, half = int(match[1]), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return text
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return f"{hour:02}:{match[2] or '00'}"


def _spelt(text: str, words: Sequence[str]) -> str:
    """A word as the list that it is from spells it."""
    return {word.lower(): word for word in words}.get(text.lower(), text)


def _quoted(item: str) -> str:
    return f'"{item}"' if ";" in item else item
