"""The periods that the report compares: school years and terms, each with the same days a year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from apdir.days import months_after
from apdir.model.settings import Settings
from apdir.terms import last_begun

#: The month with which a school year begins.
SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both counted."""

    start: date
    end: date

    def has(self, day: str | None) -> bool:
        """Whether a day, as ISO text, is in it."""
        return day is not None and self.start.isoformat() <= day <= self.end.isoformat()

    @property
    def before(self) -> Period:
        """The same days a year before."""
        return Period(months_after(self.start, -12), months_after(self.end, -12))


@dataclass(frozen=True, slots=True)
class Reporting:
    """A period that has a report: `year`, `term`, `last-year` or `last-term`, and what the period is called."""

    key: str
    title: str
    period: Period

    @property
    def days(self) -> tuple[date, date]:
        """The days on which approvals are told: the last of the period, and of the one before."""
        return self.period.end, self.period.before.end


def school_year(day: date) -> Period:
    """The school year of a day: from 1 September to 31 August."""
    year = day.year if day.month >= SEPTEMBER else day.year - 1
    return Period(date(year, SEPTEMBER, 1), date(year + 1, SEPTEMBER, 1) - timedelta(days=1))


def reporting(settings: Settings, today: date) -> tuple[Reporting, ...]:
    """This year and term so far, and the last whole ones; no term where settings name none. Holidays end a term."""
    year = school_year(today)
    last_year = school_year(year.start - timedelta(days=1))
    found = [
        Reporting("year", f"{_year(year)} so far", Period(year.start, today)),
        Reporting("last-year", _year(last_year), last_year),
    ]
    term = last_begun(settings.terms, today)
    if term is not None:
        found.insert(1, Reporting("term", f"{term.name} so far", Period(term.start, today)))
        eve = term.start - timedelta(days=1)
        earlier = last_begun(settings.terms, eve)
        if earlier is not None:
            found.append(Reporting("last-term", earlier.name, Period(earlier.start, eve)))
    return tuple(found)


def _year(period: Period) -> str:
    return f"School year {period.start.year} to {period.end.year}"
