"""How pages write things: days, prices, hours, lengths, lists of words. One place for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from apdir import wording
from apdir.days import day_in_words
from apdir.model.fields import Edition
from apdir.model.offer import Ages, Hours, Length, Price
from apdir.summary.attendance import HOUR, SESSION, DayPrice, basis

WEEKDAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: The bases of a price that take an article; any other is printed as it was written.
BASES = {
    "day": "a day",
    "half day": "a half day",
    "hour": "an hour",
    "session": "a session",
    "week": "a week",
    "term": "a term",
    "placement": "a placement",
}
#: The most prices that a row names beside the first.
MOST_OTHERS = 2
#: For prices that tell nothing of a day.
NO_DAY_PRICE = "No price per day to compare"
#: For values that a record does not have.
NOT_GIVEN = "Not given"
#: For free places and how to refer, where a provider is not open to referrals.
NO_REFERRALS = "Not open to referrals"
#: Title of the newest visit that counts: an edition may know of later ones that do not.
LAST_VISIT: dict[Edition, str] = {"public": "Latest published visit", "commissioner": "Latest final visit"}
#: For a plan without open actions among those that an edition counts: others may be left.
NONE_OPEN: dict[Edition, str] = {"public": "None published", "commissioner": "None open at final visits"}
ALL_DONE: dict[Edition, str] = {
    "public": "All published actions done ({})",
    "commissioner": "All actions of final visits done ({})",
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DELIVERY = {
    "on site": "on site",
    "outreach": "outreach",
    "online": "online",
    "pupil's home": "at the pupil’s home",
    "community": "in the community",
}


@lru_cache(maxsize=4_096)  # the same days stand in many records
def day(value: date | str) -> str:
    """A day in words: 3 March 2026. Text is taken as an ISO date."""
    return day_in_words(date.fromisoformat(value) if isinstance(value, str) else value)


def looked_up(checked: date | None) -> str:
    """When a provider was looked up in the register of schools, or that no record says so."""
    if checked is None:
        return "no look-up in Get Information about Schools is recorded"
    return f"looked up in Get Information about Schools on {day(checked)}"


def ago(then: date, now: date) -> str:
    """How long ago a day was: `today`, `12 days ago`, `3 months ago`, `2 years ago`; never rounded up."""
    days = (now - then).days
    if days < 1:
        return "today"
    if days < 60:
        return f"{count(days, 'day')} ago"
    months = (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day)
    return f"{count(months, 'month')} ago" if months < 24 else f"{count(months // 12, 'year')} ago"


def month(version: str) -> str:
    """A framework's version, `2024-05`, in words: May 2024."""
    year, number = version.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def words(items: Sequence[str], last: str = "and") -> str:
    """A list as a sentence has it: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 action, 2 actions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """Text with a capital at its start and the rest as it is."""
    return text[:1].upper() + text[1:]


small = wording.small


def key_stages(stages: Sequence[str]) -> str:
    """`Key stages 3 and 4`."""
    numbers = [stage.removeprefix("KS") for stage in stages]
    return f"Key stage{'s' if len(numbers) > 1 else ''} {words(numbers)}"


def ages(value: Ages) -> str:
    """`11 to 16`, or one age."""
    return str(value.youngest) if value.youngest == value.oldest else f"{value.youngest} to {value.oldest}"


def weekdays(days: Sequence[str], short: bool = False) -> str:
    """`Monday to Thursday` for three or more days in a row, else a list."""
    order = list(WEEKDAYS)
    known = sorted({order.index(name) for name in days})
    names = [order[index] if short else WEEKDAYS[order[index]] for index in known]
    if len(known) > 2 and known[-1] - known[0] == len(known) - 1:
        return f"{names[0]} to {names[-1]}"
    return words(names)


def clock(value: time) -> str:
    """`9:30am`, `3pm`, `midday`."""
    if (value.hour, value.minute) == (12, 0):
        return "midday"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{(value.hour - 1) % 12 + 1}{minutes}{'am' if value.hour < 12 else 'pm'}"


def hours(value: Hours) -> str:
    """`9:30am to 3pm`."""
    return f"{clock(value.start)} to {clock(value.end)}"


def length(value: Length) -> str:
    """`Part-time, up to 2 days a week`."""
    parts = [capital(value.mode)]
    if value.up_to_days is not None:
        parts.append(f"up to {count(value.up_to_days, 'day')} a week")
    if value.up_to_weeks is not None:
        parts.append(f"up to {count(value.up_to_weeks, 'week')}")
    if value.open_ended:
        parts.append("for as long as it is needed")
    return ", ".join(parts)


def pounds(amount: Decimal) -> str:
    """`£95`, `£7.50`, `£1,250`."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def price(value: Price) -> str:
    """`£95 a day`; bases in words stay as they were written."""
    return f"{pounds(value.amount)} {BASES.get(basis(value), 'per ' + value.per)}"


def price_with_note(value: Price) -> str:
    """A price with its note in brackets."""
    return f"{price(value)} ({value.note})" if value.note else price(value)


def other_prices(prices: Sequence[Price], first: Price) -> str:
    """The prices beside the one that is shown first, with their notes: `also £49 an hour (one to one)`."""
    others = [price_with_note(price) for price in prices if price is not first]
    more = f"; and {count(len(others) - MOST_OTHERS, 'other price')}" if len(others) > MOST_OTHERS else ""
    return f"also {'; '.join(others[:MOST_OTHERS])}{more}" if others else ""


def day_price(value: DayPrice) -> str:
    """`£98 a day`, or for an estimate `about £78 a day`."""
    return f"{'about ' if value.estimated else ''}{pounds(value.amount)} a day"


def day_price_basis(value: DayPrice) -> str:
    """The basis of an estimate, with the note of that price: `£78 for a session of four hours, one a day`.

    Of a price that the record gives per day, its note; empty where it has none.
    """
    note = value.of.note or ""
    if not value.estimated:
        return note
    worked_out = _worked_out(value)
    return f"{worked_out} ({note})" if note else worked_out


def _worked_out(value: DayPrice) -> str:
    kind, each = basis(value.of), pounds(value.of.amount)
    if kind == HOUR:
        return f"{each} an hour, {long(value.times)} a day"
    of = f" of {long(value.of.hours)}" if kind == SESSION and value.of.hours else ""
    return f"{each} for {BASES[kind]}{of}, {number(value.times)} a day"


def long(hours: Decimal) -> str:
    """`four hours`, `5 hours 30 minutes`, `45 minutes`."""
    whole, minutes = divmod(round(hours * 60), 60)
    if not minutes:
        return f"{number(Decimal(whole))} hour{'' if whole == 1 else 's'}"
    return f"{count(whole, 'hour')} {minutes} minutes" if whole else f"{minutes} minutes"


def number(value: Decimal) -> str:
    """A number in a sentence: in words up to nine, else in figures."""
    if value == value.to_integral_value():
        return NUMBERS[int(value)] if value < len(NUMBERS) else f"{value:,.0f}"
    return f"{value.normalize():,f}"


def delivery(kinds: Sequence[str]) -> str:
    """`On site and online`."""
    return capital(words([DELIVERY.get(kind, kind) for kind in kinds]))
