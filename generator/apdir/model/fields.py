"""The kinds of field a record is made of, and who may see each.

Values arrive as text, None, lists and mappings, never typed by YAML. Each kind here turns the text that was written
into its value or says, in an officer's words, what is wrong and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache, partial
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

from apdir.model.described import Value, described
from apdir.model.shapes import SHAPES, between
from apdir.model.values import (
    CURLY,
    DASHES,
    DAY_HINT,
    read_amount,
    read_clock,
    read_count,
    read_day,
    read_dfe_number,
    read_district,
    read_email,
    read_line,
    read_phone,
    read_photo,
    read_postcode,
    read_pounds,
    read_slug,
    read_text,
    read_ukprn,
    read_urn,
    read_web,
    read_web_or_email,
    read_yes_no,
    unseen_in,
    wrong,
)
from apdir.names import LONGEST as LONGEST_SLUG
from apdir.problems import did_you_mean, shown

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
    shared: bool = False,
) -> Any:
    """A field of a record: its meaning, an example, and the narrowest edition that shows it.

    The checker's hints, the JSON Schema, the web editor and the field reference all come from this one description.
    ``label``: what people read it as where its name does not say it. Pages tell a labelled field of an offer or a visit
    by its label; without one, a page needs words of its own for it. ``shared``: of what officers alone may read, that
    letters tell it to the provider that it is about.
    """
    return Field(
        default,
        description=meaning,
        examples=[example],
        json_schema_extra={"visible": visible}
        | ({"label": label} if label else {})
        | ({"shared": True} if shared else {}),
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


def faults(found: Iterable[tuple[Sequence[str | int], str, str]]) -> None:
    """Raise every fault found in a record, each with its own place, words and hint; nothing where there is none."""
    errors: list[InitErrorDetails] = [
        {"type": wrong(message, hint), "loc": tuple(path), "input": None} for path, message, hint in found
    ]
    if errors:
        raise ValidationError.from_exception_data("record", errors)


def _one_value(read: Callable[[str], Any], expected: str, most: int) -> Callable[[Any], Any]:
    """A reader of one scalar of no more than ``most`` characters; a list or a mapping in its place is named as such."""

    def validate(value: Any) -> Any:
        if isinstance(value, str):
            if len(value) > most and (length := len(value.strip())) > most:
                raise wrong(f"This has {length:,} characters; {most:,} is the most here.", expected)
            try:
                return read(value)
            except PydanticCustomError:
                if read not in (read_line, read_text) and (unseen := unseen_in(value)):
                    raise unseen from None
                if not value.lstrip().startswith(CURLY) or read is read_line:
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


LINE_KIND = Kind(read_line, "Write one line of text.", LONGEST_LINE)
Line = Annotated[str, LINE_KIND]
#: Mark of a line that may be called after somebody: the name of a body or a qualification.
CALLED = object()
Title = Annotated[Line, CALLED]
#: Mark of a line that names a place: one word of it is no person's ("Douglas", "Beverley site").
PLACED = object()
Place = Annotated[Line, PLACED]
#: Kind of text with several lines: of it, only the wording changes.
TEXT_KIND = Kind(read_text, "Write text; for several lines put `|` after the colon and indent the lines.", LONGEST)
Text = Annotated[str, TEXT_KIND]
Day = Annotated[date, Kind(read_day, DAY_HINT)]
Clock = Annotated[time, Kind(read_clock, 'Write a time of day, such as "09:30".', shape=SHAPES["Clock"])]
YesNo = Annotated[bool, Kind(read_yes_no, "Write `yes` or `no`.")]
COUNT_KIND = Kind(read_count, "Write a whole number.", shape=SHAPES["Count"])
Count = Annotated[int, COUNT_KIND]
AMOUNT_KIND = Kind(read_amount, "Write a number.")
Amount = Annotated[Decimal, Kind(read_pounds, "Write pounds, with pence behind a point.", shape=SHAPES["Amount"])]
Postcode = Annotated[str, Kind(read_postcode, "Write one postcode.", shape=SHAPES["Postcode"])]
District = Annotated[str, Kind(read_district, "Write one postcode area or district.")]
Email = Annotated[str, Kind(read_email, "Write one email address.", LONGEST_EMAIL, shape=SHAPES["Email"])]
Phone = Annotated[str, Kind(read_phone, "Write one telephone number.", shape=SHAPES["Phone"])]
Web = Annotated[str, Kind(read_web, "Write one web address.", LONGEST_LINE, shape=SHAPES["Web"])]
WebOrEmail = Annotated[str, Kind(read_web_or_email, "Write one email address, or one web address.", LONGEST_LINE)]
Urn = Annotated[str, Kind(read_urn, "Write six digits.", shape=SHAPES["Urn"])]
Ukprn = Annotated[str, Kind(read_ukprn, "Write eight digits.", shape=SHAPES["Ukprn"])]
DfeNumber = Annotated[str, Kind(read_dfe_number, "Write it like 830/1102.", shape=SHAPES["DfeNumber"])]
PhotoFile = Annotated[
    str, Kind(read_photo, "Write one file, like pictures/yard.jpg.", LONGEST_SLUG, shape=SHAPES["PhotoFile"])
]
Slug = Annotated[str, Kind(read_slug, "Write one id.", LONGEST_SLUG, shape=SHAPES["Slug"])]


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
            first = self._known.get((re.match(r"[^\W_]*", value) or [""])[0].lower())
            hint = f"Did you mean `{first}`?" if first is not None else did_you_mean(value, self.words)
            raise wrong(f"{shown(value)} is not one of the words for this.", hint)
        return known

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        options = "Use one of: " + ", ".join(f"`{word}`" for word in self.words) + "."
        return core_schema.no_info_before_validator_function(
            _one_value(self.read, options, LONGEST_LINE), handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self.words)}


#: Between the ends of a span; and what the whole name of a day has behind its short one.
SPAN = re.compile(r"\s*-\s*|\s+to\s+")
DAY_NAME = re.compile(r"(?<=^[a-z]{3})(?:s|nes|rs|ur)?day\Z")


def spelt_out(text: str, words: Sequence[str]) -> list[str]:
    """The words of a few that a text means, one by one: `Mon-Wed` and `Monday to Wednesday` are three.

    None where any is not known.
    """
    known = {word.lower(): index for index, word in enumerate(words)}
    found: list[str] = []
    for piece in re.split(r"[,;/&+]|\band\b", text.translate(DASHES).lower()):
        first, *more = (known.get(DAY_NAME.sub("", end)) for end in SPAN.split(piece.strip()))
        last = more[0] if more else first
        if first is None or last is None or len(more) > 1 or (more and first >= last):
            return []
        found += words[first : last + 1]
    return list(dict.fromkeys(found))


def words_of(value: Value) -> tuple[str, ...]:
    """The few words that a field's value, or each item of its list, is one of; none where it may be any."""
    choice = value.mark(Choice)
    return choice.words if choice is not None else ()
