"""Due dates as a calendar that people subscribe to or take in, and a planned visit as an invitation (RFC 5545)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from apdir.directory import ProviderRecord, VisitRecord
from apdir.pages import links
from apdir.summary.due import Due
from apdir.summary.planned import PLANNED, place_of, planned_in_words

#: A calendar reminds at nine in the morning, so many days before.
REMIND_DAYS = 7
#: Hours of records are those of clocks in England.
LOCAL = ZoneInfo("Europe/London")


def calendar_of(rows: Iterable[Due], day: date, name: str, site_url: str) -> str:
    """An all-day event a row, with its page and a reminder; ``name`` is what programs call the calendar."""
    calendar = _calendar()
    calendar.calendar_name = name
    base = f"{site_url.rstrip('/')}/"
    numbers: Counter[str] = Counter()
    for row in dict.fromkeys(rows):
        key = row.key
        numbers[key] += 1
        calendar.add_component(_event(row, f"{key}-{numbers[key]}" if numbers[key] > 1 else key, day, base))
    return _text(calendar)


def invitation(planned: VisitRecord, record: ProviderRecord, day: date, site_url: str) -> str:
    """A planned visit as an event, for visitors and the provider: its days or its hours, where, and by whom.

    It has nothing that only officers see. Its key is that of the same visit among due dates.
    """
    visit, provider = planned.visit, record.provider
    words = f"{provider.name}: {planned_in_words(planned, record)}"
    row = Due(visit.last_day, record.slug, provider.name, PLANNED, words, overdue=False, about=planned.id)
    calendar, event = _calendar(), Event()
    event.add("uid", f"{row.key}@apdir")
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    if visit.time is not None and visit.last_day == visit.date:
        for end, clock in (("dtstart", visit.time.start), ("dtend", visit.time.end)):
            event.add(end, datetime.combine(visit.date, clock, LOCAL).astimezone(UTC))
    else:
        event.add("dtstart", visit.date)
        event.add("dtend", visit.last_day + timedelta(days=1))
    event.add("summary", words)
    if place := place_of(visit, provider):
        event.add("location", place)
    event.add("url", f"{site_url.rstrip('/')}/{links.provider_path(record.slug)}")
    calendar.add_component(event)
    return _text(calendar)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//apdir//due//EN")
    calendar.add("version", "2.0")
    return calendar


def _text(calendar: Calendar) -> str:
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
