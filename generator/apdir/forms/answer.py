"""Answers in one field, as the record has them: dates, times and numbers as people write them."""

from __future__ import annotations

import re
from datetime import date

from apdir.forms.form import Field
from apdir.placeholders import is_placeholder, says_nothing
from apdir.problems import shown

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
#: Two digits are a year of this century behind a stroke or a full stop; 18-11-26 might begin with its year.
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*(?:[/.-]\s*(\d{4})|[/.]\s*([0-4]\d))\Z")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
IN_WORDS = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(?:(\d{4})|['’]?([0-4]\d))\Z", re.IGNORECASE
)
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s*m\.?)?\Z", re.IGNORECASE)
NO_DATE = "is not a date: write it as day/month/year, the year with four digits, such as 14/03/2026."


class Unclear(Exception):
    """An answer that could be read in several ways or in none. The message is for the user."""


def answer(field: Field, text: str) -> str:
    """The answer as the record has it. Raises Unclear: nothing is guessed."""
    if field.kind in ("date", "time", "number") and (is_placeholder(text) or says_nothing(text)):
        raise Unclear(f"{shown(text)} is not an answer. Leave the field empty until it is known.")
    if field.kind == "choice" and text not in {option.key for option in field.options}:
        labels = ", ".join(option.label for option in field.options)
        raise Unclear(f"{shown(text)} is none of its answers: {labels}.")
    if field.kind == "date":
        return _date(text)
    if field.kind == "time":
        return _time(text)
    if field.kind == "number":
        number = text.replace(",", "")
        if not re.match(r"\d+(\.\d+)?\Z", number, re.ASCII):
            raise Unclear(f"{shown(text)} is not a number: write digits alone.")
        return number
    if field.kind == "tick":
        return field.tick
    return " ".join(text.split()) if field.kind == "line" else "\n".join(line.rstrip() for line in text.split("\n"))


def _date(text: str) -> str:
    words = " ".join(text.split())
    if match := YEAR_FIRST.match(words):
        year, month, day = (int(part) for part in match.groups())
    elif match := DAY_FIRST.match(words):
        day, month, year = int(match[1]), int(match[2]), _year(match)
    elif match := IN_WORDS.match(words):
        name = match[2].lower()
        months = [number for number, month_name in enumerate(MONTHS, start=1) if month_name.startswith(name)]
        if len(months) != 1:
            raise Unclear(f"{shown(text)} {NO_DATE}")
        day, month, year = int(match[1]), months[0], _year(match)
    else:
        raise Unclear(f"{shown(text)} {NO_DATE}")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unclear(f"There is no such day as {shown(text)}.") from None


def _year(match: re.Match[str]) -> int:
    return int(match[3] or f"20{match[4]}")


def _time(text: str) -> str:
    match = CLOCK.match(" ".join(text.split()))
    hours = int(match[1]) if match and (match[2] or match[3]) else 99
    if match and match[3]:
        hours = hours % 12 + (12 if match[3].lower() == "p" else 0) if 1 <= hours <= 12 else 99
    minutes = (match[2] if match else None) or "00"
    if hours > 23 or int(minutes) > 59:
        raise Unclear(f"{shown(text)} is not a time of day: write hours and minutes, such as 09:30.")
    return f"{hours:02d}:{minutes}"
