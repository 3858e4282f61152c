"""Days: in words, and so many months on."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4_096)  # the same few days stand on many pages
def day_in_words(day: date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def days_in_words(first: date, last: date) -> str:
    """Days from one to another: 3 March 2026, 3 to 5 March 2026, 30 March to 2 April 2026."""
    if first == last:
        return day_in_words(first)
    start = str(first.day)
    if first.month != last.month or first.year != last.year:
        start += f" {first:%B}{'' if first.year == last.year else f' {first.year}'}"
    return f"{start} to {day_in_words(last)}"


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
