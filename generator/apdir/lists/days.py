"""Days of the week and hours of a day as people write them in one cell of a list."""

from __future__ import annotations

import re

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAME = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur|urs)?(?:days?)?"
DAYS = re.compile(rf"\b({DAY_NAME})\b\.?(?:\s*(?:-|–|—|\bto\b|\bthrough\b)\s*({DAY_NAME})\b\.?)?", re.IGNORECASE)
WEEKDAYS = re.compile(r"\b(?:weekdays|5 days(?: a week)?|five days(?: a week)?|m-f)\b", re.IGNORECASE)
HOURS = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*(am|pm|noon)?\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
    r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*(am|pm|noon)?(?![\d.:])", re.IGNORECASE)  # fmt: skip
DAY_JOINS = re.compile(r"\b(?:and|from|every|open|only)\b|[\s,;/&+().:-]", re.IGNORECASE)


def days_in(text: str) -> tuple[list[str], str]:
    """The days of the week in a cell, and the words left."""
    found: set[int] = set()
    for match in DAYS.finditer(text):
        first = _day(match[1])
        last = _day(match[2]) if match[2] else first
        found.update(range(first, last + 1) if first <= last else (first, last))
    rest = DAYS.sub(" ", text)
    if WEEKDAYS.search(rest):
        found.update(range(5))
        rest = WEEKDAYS.sub(" ", rest)
    return [WEEK[number] for number in sorted(found)], rest.strip(" ,;/&-") if DAY_JOINS.sub("", rest) else ""


def _day(word: str) -> int:
    return WEEK.index(word[:3].capitalize())


def hours_in(text: str) -> tuple[tuple[str, str] | None, str, list[str]]:
    """When a day starts and ends, the words left, and what was mended."""
    match = HOURS.search(text)
    if not match:
        return None, text, []
    start, end, mended = day_hours(_clock(*match.group(1, 2, 3)), _clock(*match.group(4, 5, 6)))
    rest = text[: match.start()] + text[match.end() :]
    return (start, end), rest.strip(" ,;/&-") if DAY_JOINS.sub("", rest) else "", mended


def day_hours(start: str, end: str) -> tuple[str, str, list[str]]:
    """Start and end of a day, the end in the afternoon where it cannot be in the morning."""
    if end <= start and end < "08:00":
        after = f"{int(end[:2]) + 12:02}{end[2:]}"
        return start, after, [f"{end.lstrip('0')} as {after}"]
    return start, end, []


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    number = int(hour)
    if half and half.lower() == "pm" and number < 12:
        number += 12
    return f"{number:02}:{minute or '00'}"
