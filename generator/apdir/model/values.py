"""How one value of a record is read: the text that was written made the value, or what is wrong with it.

Each reader takes the text and returns the value, or raises `wrong` in an officer's words.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from pydantic_core import PydanticCustomError

from apdir.lookalike import is_unseen, site_fault
from apdir.model import telephone
from apdir.names import slug_of
from apdir.problems import shown
from apdir.pupil import without


def wrong(message: str, hint: str, kind: str = "value") -> PydanticCustomError:
    """An error whose words reach the officer as they are."""
    return PydanticCustomError("record", "{message}", {"message": message, "hint": hint, "kind": kind})


#: Quotation marks that a file of records does not know.
CURLY = ("“", "”", "‘", "’", "„")
#: A line that is within one pair of them, as where somebody quotes a value in Word.
QUOTED = re.compile(r"[“„][^“”„]+[”“]|‘(?:[^‘’]|(?<=\w)’(?=\w))+’|\"[^\"]+\"")


def unseen_in(value: str) -> PydanticCustomError | None:
    """The fault of a character that nobody sees, None where there is none."""
    at = next((at for at, sign in enumerate(value) if is_unseen(sign) or sign in "\u00a0\u202f"), None)
    if value.isascii() or at is None:
        return None
    before = value[:at].split(" ")[-1]
    place = f"behind {shown(before)}" if before else "at its beginning" if at == 0 else "behind a space"
    return wrong(f"There is an invisible character here, {place}.", "Delete it, or type the line again.")


@lru_cache(maxsize=16_384)  # ids, judgements and roles recur in every visit
def read_line(value: str) -> str:
    """One line, its spaces made single."""
    text = " ".join(value.split())
    if not text:
        raise wrong("This is blank.", "Fill it in, or leave the whole line out.")
    if QUOTED.fullmatch(text):
        raise wrong(f"{shown(text)} stands in quotation marks.", f"Take them out: {shown(text[1:-1].strip())}.")
    if unseen := unseen_in(text):
        raise unseen
    return text


def read_text(value: str) -> str:
    """A text of several lines."""
    text = value.strip()
    if not text or (not text.isascii() and all(sign.isspace() or is_unseen(sign) for sign in text)):
        raise wrong("This is blank.", "Fill it in, or leave the whole line out.")
    return text


DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
DAY_IN_FIGURES = re.compile(r"(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4}|\d{2})\Z", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[ /.-](\d{1,2})[ /.-](\d{1,2})\Z|((?:19|20)\d\d)([01]\d)([0-3]\d)\Z", re.ASCII)
DAY_IN_WORDS = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})\Z", re.ASCII | re.IGNORECASE
)
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\Z", re.ASCII | re.IGNORECASE)
#: Dashes that programs make of hyphens.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
#: The years of all days, in records and of commands: each can be reckoned with, years back and ahead.
FIRST_YEAR, LAST_YEAR = 1990, 2100
MONTHS = tuple(month.lower() for month in month_name[1:])
MONTH_ALONE = re.compile(rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.? (?:\d{{4}}|\d{{2}})\Z", re.IGNORECASE)
DAY_HINT = "Write the date as year-month-day, such as 2026-09-14."


@lru_cache(maxsize=4_096)  # the same days stand in many records
def read_day(value: str) -> date:
    """A day, written year-month-day."""
    match = DAY.match(value.strip())
    if not match:
        meant = day_as_typed(value)
        if meant is None and (figures := DAY_IN_FIGURES.match(value.strip())):
            raise _no_such(value, figures[3], figures[1], figures[2])
        if meant is not None and value.strip().translate(DASHES) == meant:
            raise wrong(f"{shown(value)} has long dashes in it.", f"Type it with hyphens: {meant}.")
        if meant is None and MONTH_ALONE.match(value.strip()):
            raise wrong(f"{shown(value)} does not say which day.", f"Find it out. {DAY_HINT}")
        hint = f"Write it as `{meant}`: year, month, day." if meant is not None else DAY_HINT
        raise wrong(f"{shown(value)} is not a date.", hint)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise _no_such(value, match[1], match[3], match[2]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"The year {day.year} cannot be right.", "Check the year.")
    return day


def _no_such(value: str, year: str, month: str, day: str) -> PydanticCustomError:
    """The fault of a day that is none, and the one that is meant where month and day changed places."""
    meant = day_as_typed(f"{day}/{month}/{year}")
    hint = f"Did you mean `{meant}`? The month comes before the day." if meant is not None else DAY_HINT
    return wrong(f"There is no such day as {shown(value)}.", hint)


def day_as_typed(text: str) -> str | None:
    """The day that this country's other ways of writing one mean (14/10/26, 14 October 2026), as records write it."""
    if DAY.match(text.strip()):
        return None
    plain = " ".join(text.translate(DASHES).split())
    parts: tuple[str, str | int, str]
    if match := YEAR_FIRST.match(plain):
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        parts = (year, month, day)
    elif match := DAY_IN_FIGURES.match(plain):
        parts = (match[3], match[2], match[1])
    elif match := DAY_IN_WORDS.match(plain):
        parts = (match[3], _month(match[2]), match[1])
    elif match := MONTH_FIRST.match(plain):
        parts = (match[3], _month(match[1]), match[2])
    else:
        return None
    try:
        return date(int(parts[0]) + (2000 if len(parts[0]) == 2 else 0), int(parts[1]), int(parts[2])).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower())), 0)


def read_clock(value: str) -> time:
    """A time of day."""
    match = re.match(r"([01]?\d|2[0-3]):([0-5]\d)\Z", value.strip(), re.ASCII)
    if not match:
        raise wrong(f"{shown(value)} is not a time of day.", 'Write hours and minutes, such as "09:30".')
    return time(int(match[1]), int(match[2]))


def read_yes_no(value: str) -> bool:
    """Whether it is so."""
    word = value.strip().lower()
    if word in ("yes", "true", "y"):
        return True
    if word in ("no", "false", "n"):
        return False
    raise wrong(f"{shown(value)} is neither yes nor no.", "Write `yes` or `no`.")


def read_count(value: str) -> int:
    """A whole number."""
    if not re.match(r"\d{1,6}\Z", value.strip(), re.ASCII):
        raise wrong(f"{shown(value)} is not a whole number.", "Write one number, in digits alone.")
    return int(value)


#: Without exponents: as plain figures, 1E-999999 has a million of them.
AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]*)?\Z|\.[0-9]+\Z")
#: A number with the comma of its thousands, `1,200`. Any other may be meant as a point: 3,5 hours are not 35.
THOUSANDS = re.compile(r"\A([0-9]{1,3}),([0-9]{3})(?![0-9,])")


def read_amount(value: str) -> Decimal:
    """A number from 0 to below a million."""
    text = THOUSANDS.sub(r"\1\2", value.strip().removeprefix("£").strip())
    below = text.startswith(("-", "−")) and AMOUNT.match(text[1:].lstrip())
    number = Decimal(text) if AMOUNT.match(text) else None
    if below or (number is not None and number >= 1_000_000):
        raise wrong(f"{shown(value)} cannot be right.", "Write a number from 0 to below a million.")
    if number is None:
        raise wrong(
            f"{shown(value)} is not a number.", "Write digits, with a point for part of a whole, such as 95 or 7.5."
        )
    return number


def read_pounds(value: str) -> Decimal:
    """An amount in pounds, with two figures for pence at most."""
    if re.search(r"\d.*[a-z]|\d\s*[-–]\s*\d", value, re.IGNORECASE) and not AMOUNT.match(value.strip()):
        hint = "Write one amount, such as 95 or 7.50, and what else is to be said under `note`."
        raise wrong(f"{shown(value)} is more than an amount.", hint)
    amount = read_amount(value)
    if -int(amount.as_tuple().exponent) > 2:
        hint = "Write pounds and pence with a point between them, such as 95 or 7.50; a thousand is 1000 or 1,000."
        raise wrong(f"{shown(value)} has more than two figures behind the point.", hint)
    return amount


POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})\Z")


def read_postcode(value: str) -> str:
    """A postcode with one space."""
    match = POSTCODE.match(re.sub(r"\s", "", value).upper())
    if not match:
        raise wrong(f"{shown(value)} has not the shape of a postcode.", "Write it like DE1 2FS.")
    return f"{match[1]} {match[2]}"


def read_district(value: str) -> str:
    """A postcode area or district, such as `DE` or `DE1`."""
    text = value.strip().upper()
    if not re.match(r"[A-Z]{1,2}([0-9][A-Z0-9]?)?\Z", text, re.ASCII):
        raise wrong(f"{shown(value)} is not the beginning of a postcode.", "Write an area (DE) or a district (NG10).")
    return text


def read_email(value: str) -> str:
    """An email address that a link can hold. Raises where it is none."""
    text = value.strip()
    # Without what an address may have but a link takes for its own: "a?cc=b@c" would write to two people.
    if not re.match(r"[A-Za-z0-9.!$'*+/^_~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z", text):
        if text.count("@") > 1:
            raise wrong("There is more than one email address here.", "Write one alone, that of an office.")
        raise wrong(f"{shown(value)} is not an email address.", "Write it like office@provider.example.")
    return _at_a_site(value, text, text.partition("@")[2])


def _at_a_site(value: str, text: str, host: str) -> str:
    """An address whose site's name is one that can be read in one way alone."""
    fault = site_fault(host)
    if fault is not None:
        raise wrong(f"The site of {shown(value)} {fault}.", "Write it in plain letters, like provider.example.")
    return text


@lru_cache(maxsize=1_024)  # asked again wherever a record is read again
def read_phone(value: str) -> str:
    """A telephone number as it is dialled in this country, with spaces."""
    text = " ".join(value.split())
    found = telephone.read(text)
    if found is None:
        near = telephone.meant(text)
        parts = re.split(r"[/,;]|\bor\b|\band\b", text)
        if sum(telephone.meant(part.strip()) is not None for part in parts) > 1:
            raise wrong("There is more than one telephone number here.", f"Write one alone, such as {near}.")
        hint = f"Did you mean `{near}`? Write it in quotes, so that no zero is lost." if near else telephone.why(text)
        # Digits of a mobile number without its zero can be taken for a pupil's: no number is better than "not shown".
        what = shown(value) if without(text) == text else "This"
        raise wrong(f"{what} is not a telephone number.", hint or 'Write it in quotes, like "01632 960123".')
    return found


def read_web(value: str) -> str:
    """A web address with http or https."""
    text = value.strip()
    if not re.match(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s\"'<>\\`]*)?\Z", text):
        raise wrong(
            f"{shown(value)} is not a web address.", "Write it with https:// in front, like https://provider.example."
        )
    return _at_a_site(value, text, re.split("[/:]", text.partition("://")[2])[0])


def read_web_or_email(value: str) -> str:
    """Return an email address or a web address as it is kept."""
    return read_email(value) if "@" in value and "//" not in value else read_web(value)


def read_urn(value: str) -> str:
    """The six digits of a school's URN."""
    if not re.match(r"\d{6}\Z", value.strip(), re.ASCII):
        raise wrong(f"{shown(value)} is not a URN.", 'A URN has six digits, in quotes: "123456".')
    return value.strip()


def read_ukprn(value: str) -> str:
    """The eight digits of a UKPRN."""
    if not re.match(r"1\d{7}\Z", value.strip(), re.ASCII):
        raise wrong(f"{shown(value)} is not a UKPRN.", 'A UKPRN has eight digits, the first of them 1: "10012345".')
    return value.strip()


def read_dfe_number(value: str) -> str:
    """A DfE number, as `830/1102`."""
    match = re.match(r"(\d{3}) ?/? ?(\d{4})\Z", " ".join(value.split()), re.ASCII)
    if not match:
        raise wrong(
            f"{shown(value)} is not a DfE number.",
            "It has the authority's three digits and the school's four: \"830/1102\".",
        )
    return f"{match[1]}/{match[2]}"


def read_photo(value: str) -> str:
    """The name of a picture's file in the provider's own folder."""
    text = value.strip()
    if not re.match(r"pictures/[a-z0-9]+([-_][a-z0-9]+)*\.jpg\Z", text):
        raise wrong(
            f"{shown(value)} cannot be the name of a picture.",
            "Save it as a JPEG, and write it like pictures/yard.jpg: small letters, digits and hyphens.",
        )
    return text


def read_slug(value: str) -> str:
    """An id of small letters, digits and hyphens."""
    if not re.match(r"[a-z0-9]+(-[a-z0-9]+)*\Z", value.strip()):
        meant = slug_of(value)
        example = f"`{meant}`" if meant else "riverside-learning"
        raise wrong(
            f"{shown(value)} cannot be an id.", f"Use small letters, digits and single hyphens, such as {example}."
        )
    return value.strip()
