"""Due dates as a calendar that people subscribe to or take in (RFC 5545)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from apdir.pages import links
from apdir.summary.due import Due

#: A calendar reminds at nine in the morning, so many days before.
REMIND_DAYS = 7


def calendar_of(rows: Iterable[Due], day: date, name: str, site_url: str) -> str:
    """An all-day event a row, with its page and a reminder; ``name`` is what programs call the calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//apdir//due//EN")
    calendar.add("version", "2.0")
    calendar.calendar_name = name
    base = f"{site_url.rstrip('/')}/"
    numbers: Counter[str] = Counter()
    for row in dict.fromkeys(rows):
        key = row.key
        numbers[key] += 1
        calendar.add_component(_event(row, f"{key}-{numbers[key]}" if numbers[key] > 1 else key, day, base))
    made: bytes = calendar.to_ical()
    return made.decode()


def _event(row: Due, key: str, day: date, base: str) -> Event:
    words = " ".join(f"{'Overdue: ' if row.overdue else ''}{row.name}: {row.what}".split())
    event = Event()
    event.add("uid", f"{key}@apdir")
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("dtstart", row.day)
    event.add("summary", words)
    event.add("url", base + links.provider_path(row.slug))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(days=-REMIND_DAYS, hours=9))
    event.add_component(alarm)
    return event
