"""The kinds of field a record is made of, and who may see each.

Values arrive as text, None, lists and mappings, never typed by YAML. Each kind here turns the text that was written
into its value or says, in an officer's words, what is wrong and what would be right.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from apdir.lookalike import is_unseen, site_fault
from apdir.model import telephone
from apdir.model.described import Value, described
from apdir.model.shapes import SHAPES, between
from apdir.names import LONGEST as LONGEST_SLUG
from apdir.names import slug_of
from apdir.problems import did_you_mean, shown
from apdir.pupil import without

Edition = Literal["public", "commissioner"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)

#: The most characters of one line, of a text (an observer's note of two pages fits) and of a description.
LONGEST_LINE, LONGEST, LONGEST_DESCRIPTION = 300, 8_000, 20_000
#: The most characters of an email address (RFC 5321), and of what is a few figures or words at most.
LONGEST_EMAIL, LONGEST_WORDS = 254, 60


def _field(
    meaning: str,
    *,
    visible: Edition,
    example: Any,
    default: Any = ...,
    alias: str | None = None,
    label: str = "",
) -> Any:
    """A field of a record: its meaning, an example, and the narrowest edition that shows it.

    The checker's hints, the JSON Schema, the web editor and the field reference all come from this one description.
    ``label``: what people read it as where its name does not say it. Pages tell a labelled field of an offer or a visit
    by its label; without one, a page needs words of its own for it.
    """
    return Field(
        default,
        description=meaning,
        examples=[example],
        json_schema_extra={"visible": visible} | ({"label": label} if label else {}),
        validation_alias=alias,
        serialization_alias=alias,
    )


#: A field of a record that everybody may read, and one that officers alone may read, in the commissioner edition.
for_all = partial(_field, visible="public")
for_officers = partial(_field, visible="commissioner")


class Record(BaseModel):
    """The base of every record: frozen, no unknown keys, a key left empty counts as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    #: Fields that a migration gives another name: since which version.
    renamed: ClassVar[dict[str, str]] = {}

    @model_validator(mode="before")
    @classmethod
    def _empty_is_left_out(cls, data: Any) -> Any:
        if type(data) is not dict:
            return data
        names, mappings = _names(cls)
        if None in data.values():
            data = {key: value for key, value in data.items() if value is not None or key not in names}
        for name in mappings:
            inner = data.get(name)
            if type(inner) is dict and None in inner.values():
                data = {**data, name: {key: value for key, value in inner.items() if value is not None}}
        return data


@cache
def _names(model: type[BaseModel]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The keys of a model as they are written in a file, and those of them that hold mappings of the writer's keys."""
    fields = described(model)
    return frozenset(field.key for field in fields), tuple(f.key for f in fields if f.value.keys is not None)


def wrong(message: str, hint: str, kind: str = "value") -> PydanticCustomError:
    """An error whose words reach the officer as they are."""
    return PydanticCustomError("record", "{message}", {"message": message, "hint": hint, "kind": kind})


def faults(found: Iterable[tuple[Sequence[str | int], str, str]]) -> None:
    """Raise every fault found in a record, each with its own place, words and hint; nothing where there is none."""
    errors: list[InitErrorDetails] = [
        {"type": wrong(message, hint), "loc": tuple(path), "input": None} for path, message, hint in found
    ]
    if errors:
        raise ValidationError.from_exception_data("record", errors)


#: Quotation marks that a file of records does not know.
CURLY = ("“", "”", "‘", "’", "„")
#: A line that is within one pair of them, as where somebody quotes a value in Word.
QUOTED = re.compile(r"[“„][^“”„]+[”“]|‘(?:[^‘’]|(?<=\w)’(?=\w))+’|\"[^\"]+\"")


def _one_value(read: Callable[[str], Any], expected: str, most: int) -> Callable[[Any], Any]:
    """A reader of one scalar of no more than ``most`` characters; a list or a mapping in its place is named as such."""

    def validate(value: Any) -> Any:
        if isinstance(value, str):
            if len(value) > most and (length := len(value.strip())) > most:
                raise wrong(f"This has {length:,} characters; {most:,} is the most here.", expected)
            try:
                return read(value)
            except PydanticCustomError:
                if read not in (_line, _text) and (unseen := _unseen(value)):
                    raise unseen from None
                if not value.lstrip().startswith(CURLY) or read is _line:
                    raise
                straight = value.strip().strip("“”‘’„")
                message = f"{shown(value)} stands in curly quotation marks, as Word makes them."
                raise wrong(message, f'Use straight ones: `"{straight}"`.') from None
        if isinstance(value, dict | list):
            what = "a list" if isinstance(value, list) else "several fields"
            raise wrong(f"This holds {what}; one value is expected.", expected, "type")
        return value

    return validate


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of field with one value: how that is read, what is expected, and its most characters."""

    read: Callable[[str], Any]
    expected: str
    most: int = LONGEST_WORDS
    shape: tuple[str, str] | None = None
    bounds: tuple[int, int] | None = None

    def between(self, least: int, most: int, *, parts: bool = False) -> Kind:
        """The same kind for numbers from one to another; ``parts``: with parts of a whole."""
        shape = between(least, most, parts=parts)

        def read(value: str) -> Any:
            number = self.read(value)
            if not least <= number <= most:
                raise wrong(f"{shown(value)} cannot be right.", shape[1])
            return number

        return Kind(read, shape[1], self.most, shape, (least, most))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        read = _one_value(self.read, self.expected, self.most)
        return core_schema.no_info_before_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        shape = {"pattern": self.shape[0]} if self.shape is not None else {}
        bounds = dict(zip(("minimum", "maximum"), self.bounds or (), strict=False))
        return {**handler(schema), "maxLength": self.most, **shape, **bounds}


def _unseen(value: str) -> PydanticCustomError | None:
    """The fault of a character that nobody sees, None where there is none."""
    at = next((at for at, sign in enumerate(value) if is_unseen(sign) or sign in "\u00a0\u202f"), None)
    if value.isascii() or at is None:
        return None
    before = value[:at].split(" ")[-1]
    place = f"behind {shown(before)}" if before else "at its beginning" if at == 0 else "behind a space"
    return wrong(f"There is an invisible character here, {place}.", "Delete it, or type the line again.")


@lru_cache(maxsize=16_384)  # ids, judgements and roles recur in every visit
def _line(value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise wrong("This is blank.", "Fill it in, or leave the whole line out.")
    if QUOTED.fullmatch(text):
        raise wrong(f"{shown(text)} stands in quotation marks.", f"Take them out: {shown(text[1:-1].strip())}.")
    if unseen := _unseen(text):
        raise unseen
    return text


def _text(value: str) -> str:
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
DAY_HINT = "Write the date as year-month-day, such as 2026-09-14."


@lru_cache(maxsize=4_096)  # the same days stand in many records
def _day(value: str) -> date:
    match = DAY.match(value.strip())
    if not match:
        meant = day_as_typed(value)
        if meant is None and DAY_IN_FIGURES.match(value.strip()):
            raise wrong(f"There is no such day as {shown(value)}.", DAY_HINT)
        if meant is not None and value.strip().translate(DASHES) == meant:
            raise wrong(f"{shown(value)} has long dashes in it.", f"Type it with hyphens: {meant}.")
        hint = f"Write it as `{meant}`: year, month, day." if meant is not None else DAY_HINT
        raise wrong(f"{shown(value)} is not a date.", hint)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise wrong(f"There is no such day as {shown(value)}.", DAY_HINT) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"The year {day.year} cannot be right.", "Check the year.")
    return day


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


def _clock(value: str) -> time:
    match = re.match(r"([01]?\d|2[0-3]):([0-5]\d)\Z", value.strip(), re.ASCII)
    if not match:
        raise wrong(f"{shown(value)} is not a time of day.", 'Write hours and minutes, such as "09:30".')
    return time(int(match[1]), int(match[2]))


def _yes_no(value: str) -> bool:
    word = value.strip().lower()
    if word in ("yes", "true", "y"):
        return True
    if word in ("no", "false", "n"):
        return False
    raise wrong(f"{shown(value)} is neither yes nor no.", "Write `yes` or `no`.")


def _count(value: str) -> int:
    if not re.match(r"\d{1,6}\Z", value.strip(), re.ASCII):
        raise wrong(f"{shown(value)} is not a whole number.", "Write digits only, such as 12.")
    return int(value)


#: Without exponents: as plain figures, 1E-999999 has a million of them.
AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]*)?\Z|\.[0-9]+\Z")
#: A number with the comma of its thousands, `1,200`. Any other may be meant as a point: 3,5 hours are not 35.
THOUSANDS = re.compile(r"\A([0-9]{1,3}),([0-9]{3})(?![0-9,])")


def _amount(value: str) -> Decimal:
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


def _pounds(value: str) -> Decimal:
    amount = _amount(value)
    if -int(amount.as_tuple().exponent) > 2:
        hint = "Write pounds and pence with a point between them, such as 95 or 7.50; a thousand is 1000 or 1,000."
        raise wrong(f"{shown(value)} has more than two figures behind the point.", hint)
    return amount


POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})\Z")


def _postcode(value: str) -> str:
    match = POSTCODE.match(re.sub(r"\s", "", value).upper())
    if not match:
        raise wrong(f"{shown(value)} has not the shape of a postcode.", "Write it like DE1 2FS.")
    return f"{match[1]} {match[2]}"


def _district(value: str) -> str:
    text = value.strip().upper()
    if not re.match(r"[A-Z]{1,2}([0-9][A-Z0-9]?)?\Z", text, re.ASCII):
        raise wrong(f"{shown(value)} is not the beginning of a postcode.", "Write an area (DE) or a district (NG10).")
    return text


def email(value: str) -> str:
    """An email address that a link can hold. Raises where it is none."""
    text = value.strip()
    # Without what an address may have but a link takes for its own: "a?cc=b@c" would write to two people.
    if not re.match(r"[A-Za-z0-9.!$'*+/^_~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z", text):
        raise wrong(f"{shown(value)} is not an email address.", "Write it like office@provider.example.")
    return _at_a_site(value, text, text.partition("@")[2])


def _at_a_site(value: str, text: str, host: str) -> str:
    """An address whose site's name is one that can be read in one way alone."""
    fault = site_fault(host)
    if fault is not None:
        raise wrong(f"The site of {shown(value)} {fault}.", "Write it in plain letters, like provider.example.")
    return text


@lru_cache(maxsize=1_024)  # asked again wherever a record is read again
def _phone(value: str) -> str:
    text = " ".join(value.split())
    found = telephone.read(text)
    if found is None:
        near = telephone.meant(text)
        parts = re.split(r"[/,;]|\bor\b|\band\b", text)
        if sum(telephone.read(part.strip()) is not None for part in parts) > 1:
            raise wrong("There are several telephone numbers here; one is kept.", f"Write one of them, like {near}.")
        hint = f"Did you mean `{near}`? Write it in quotes, so that no zero is lost." if near else telephone.why(text)
        # Digits of a mobile number without its zero can be taken for a pupil's: no number is better than "not shown".
        what = shown(value) if without(text) == text else "This"
        raise wrong(f"{what} is not a telephone number.", hint or 'Write it in quotes, like "01632 960123".')
    return found


def _web(value: str) -> str:
    text = value.strip()
    if not re.match(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s\"'<>\\`]*)?\Z", text):
        raise wrong(
            f"{shown(value)} is not a web address.", "Write it with https:// in front, like https://provider.example."
        )
    return _at_a_site(value, text, re.split("[/:]", text.partition("://")[2])[0])


def web_or_email(value: str) -> str:
    """Return an email address or a web address as it is kept."""
    return email(value) if "@" in value and "//" not in value else _web(value)


def _urn(value: str) -> str:
    if not re.match(r"\d{6}\Z", value.strip(), re.ASCII):
        raise wrong(f"{shown(value)} is not a URN.", 'A URN has six digits, in quotes: "123456".')
    return value.strip()


def _dfe_number(value: str) -> str:
    match = re.match(r"(\d{3}) ?/? ?(\d{4})\Z", " ".join(value.split()), re.ASCII)
    if not match:
        raise wrong(
            f"{shown(value)} is not a DfE number.",
            "It has the authority's three digits and the school's four: \"830/1102\".",
        )
    return f"{match[1]}/{match[2]}"


def _slug(value: str) -> str:
    if not re.match(r"[a-z0-9]+(-[a-z0-9]+)*\Z", value.strip()):
        meant = slug_of(value)
        example = f"`{meant}`" if meant else "riverside-learning"
        raise wrong(
            f"{shown(value)} cannot be an id.", f"Use small letters, digits and single hyphens, such as {example}."
        )
    return value.strip()


LINE_KIND = Kind(_line, "Write one line of text.", LONGEST_LINE)
Line = Annotated[str, LINE_KIND]
#: Mark of a line that may be called after somebody: the name of a body or a qualification.
CALLED = object()
Title = Annotated[Line, CALLED]
#: Mark of a line that names a place: one word of it is no person's ("Douglas", "Beverley site").
PLACED = object()
Place = Annotated[Line, PLACED]
#: Kind of text with several lines: of it, only the wording changes.
TEXT_KIND = Kind(_text, "Write text; for several lines put `|` after the colon and indent the lines.", LONGEST)
Text = Annotated[str, TEXT_KIND]
Day = Annotated[date, Kind(_day, DAY_HINT)]
Clock = Annotated[time, Kind(_clock, 'Write a time of day, such as "09:30".', shape=SHAPES["Clock"])]
YesNo = Annotated[bool, Kind(_yes_no, "Write `yes` or `no`.")]
COUNT_KIND = Kind(_count, "Write a whole number.", shape=SHAPES["Count"])
Count = Annotated[int, COUNT_KIND]
AMOUNT_KIND = Kind(_amount, "Write a number.")
Amount = Annotated[Decimal, Kind(_pounds, "Write pounds, with pence behind a point.", shape=SHAPES["Amount"])]
Postcode = Annotated[str, Kind(_postcode, "Write one postcode.", shape=SHAPES["Postcode"])]
District = Annotated[str, Kind(_district, "Write one postcode area or district.")]
Email = Annotated[str, Kind(email, "Write one email address.", LONGEST_EMAIL, shape=SHAPES["Email"])]
Phone = Annotated[str, Kind(_phone, "Write one telephone number.", shape=SHAPES["Phone"])]
Web = Annotated[str, Kind(_web, "Write one web address.", LONGEST_LINE, shape=SHAPES["Web"])]
WebOrEmail = Annotated[str, Kind(web_or_email, "Write one email address, or one web address.", LONGEST_LINE)]
Urn = Annotated[str, Kind(_urn, "Write six digits.", shape=SHAPES["Urn"])]
DfeNumber = Annotated[str, Kind(_dfe_number, "Write it like 830/1102.", shape=SHAPES["DfeNumber"])]
Slug = Annotated[str, Kind(_slug, "Write one id.", LONGEST_SLUG, shape=SHAPES["Slug"])]


#: Lines that are as they should be already, and how many are kept: a few hundred recur in every visit.
_good: set[str] = set()
MOST_GOOD = 16_384


def _pairs(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """A mapping of lines to lines; where all have been seen before, none is looked at again."""
    try:
        if type(value) is dict and _good.issuperset(value) and _good.issuperset(value.values()):
            return dict(value)
    except TypeError:  # a list or a mapping stands where a line should
        pass
    pairs = read(value)
    if pairs == value and len(_good) < MOST_GOOD:
        _good.update(pairs, pairs.values())
    return pairs


Pairs = Annotated[dict[Line, Line], WrapValidator(_pairs)]


class Choice:
    """One of a few words, in whatever capitals, spaces and apostrophe; `words` keeps the order they are shown in."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self._known = {word.lower(): word for word in words}

    def read(self, value: str) -> str:
        """The word as the model spells it."""
        known = self._known.get(value) or self._known.get(" ".join(value.replace("’", "'").split()).lower())
        if known is None:
            several = spelt_out(value, self.words)
            if len(several) > 1:
                raise wrong(f"{shown(value)} stands for several words.", f"Write each: {', '.join(several)}.")
            raise wrong(f"{shown(value)} is not one of the words for this.", did_you_mean(value, self.words))
        return known

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        options = "Use one of: " + ", ".join(f"`{word}`" for word in self.words) + "."
        return core_schema.no_info_before_validator_function(
            _one_value(self.read, options, LONGEST_LINE), handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self.words)}


def spelt_out(text: str, words: Sequence[str]) -> list[str]:
    """The words of a few that a text means, written one by one: `Mon-Wed` are three; none where any is not known."""
    known = {word.lower(): index for index, word in enumerate(words)}
    found: list[str] = []
    for piece in re.split(r"[,;/&+]|\band\b", text.translate(DASHES).lower()):
        first, dash, last = (part.strip() for part in piece.partition("-"))
        whole = piece.strip()
        if whole in known:
            found.append(words[known[whole]])
        elif dash and first in known and last in known and known[first] < known[last]:
            found += words[known[first] : known[last] + 1]
        else:
            return []
    return list(dict.fromkeys(found))


def words_of(value: Value) -> tuple[str, ...]:
    """The few words that a field's value, or each item of its list, is one of; none where it may be any."""
    choice = value.mark(Choice)
    return choice.words if choice is not None else ()
