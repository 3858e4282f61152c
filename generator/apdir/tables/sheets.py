"""Which tables there are, and which field of a record each column holds: taken from the description of the fields.

A column is headed by the path of its field (`offer.key_stages`). Beside the fields, `folder` names the provider,
`visit` the visit, `number` the item of a list counted from 1, `id` what a visit's record names by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel, TypeAdapter

from apdir.model.described import Value, described, field_at, value_of
from apdir.model.fields import Edition, Text
from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.source import FieldPath

#: The text below the fields of a provider's record, which is no field of it.
DESCRIPTION = "description"
#: Parts the items of a list in one cell.
BETWEEN = "; "
#: Columns of providers after the fields of the records: first each with its field of `price_a_day`, in providers.csv
#: alone, then those of the approval and of what was found last, each with its field of a row of the standings.
PRICE_COLUMNS = {"price_a_day": "amount", "price_a_day_estimated": "estimated", "price_a_day_basis": "basis"}
TOLD_COLUMNS = {"standing": "standing", "standing_label": "label", "standing_lapses": "lapses",
                "last_visited": "last_visited", "last_result": "last_result", "warning": "warning",
                "ending": "ending", "procurement": "procurement", "checking": "checking"}  # fmt: skip
#: They are worked out, so an import passes them over.
WORKED_OUT = (*PRICE_COLUMNS, *TOLD_COLUMNS)
#: Written into a cell, it takes the value out of the record.
TAKE_OUT = "(none)"


@dataclass(frozen=True, eq=False)
class Column:
    """One field: its path below the row's record or item, and what is known of it."""

    path: FieldPath
    names: tuple[str, ...]
    meaning: str
    example: str
    private: bool
    value: Value

    @cached_property
    def heading(self) -> str:
        """The heading of the column."""
        return ".".join(map(str, self.path)) or "value"

    @property
    def many(self) -> bool:
        """Whether it holds a list, in one cell."""
        return self.value.item is not None

    @property
    def is_day(self) -> bool:
        """Whether it holds a day, which spreadsheets keep in a way of their own."""
        return date in self.value.types

    @property
    def is_time(self) -> bool:
        """Whether it holds a time of day."""
        return time in self.value.types

    def read(self, text: str) -> Any:
        """The value of a cell's text. Raises ValidationError with an officer's words."""
        return _adapter(self)(split(text) if self.many else text)

    def of(self, thing: Any) -> Any:
        """The value of a record or item, None where there is none."""
        for name in self.names:
            thing = getattr(thing, name, None)
        return None if thing == () else thing


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a row a record, or an item of a list (``within`` it), or (``named``) one under an id.

    ``tells`` is the column that says which item a row is: where it changes, the row is about another one.
    """

    name: str
    model: type[BaseModel]
    within: FieldPath
    about: str
    columns: tuple[Column, ...]
    named: bool = False
    tells: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that say which record and item a row is about."""
        record = ("folder",) if self.model is Provider else ("folder", "visit")
        return (*record, "id" if self.named else "number") if self.within else record

    def shown(self, edition: Edition) -> tuple[Column, ...]:
        """The columns that an edition may show."""
        return tuple(column for column in self.columns if edition == "commissioner" or not column.private)


def cell(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return BETWEEN.join(_item(str(item)) for item in value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def plain(value: Any) -> Any:
    """A value as a file has it: text, or a list of texts."""
    return [cell(item) for item in value] if isinstance(value, tuple) else cell(value)


def strip_lines(text: str) -> str:
    """The text of a cell without stray spaces at the ends of its lines, whichever sort they are."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def split(text: str) -> list[str]:
    """The items of a cell: parted by semicolons, or each on a line of its own; an item with a semicolon in quotes."""
    items, item, inside = [], "", False
    for character in text:
        if character == '"':
            inside = not inside
        elif character in ";\n" and not inside:
            items.append(item)
            item = ""
        else:
            item += character
    return [part for part in (" ".join(part.split()) for part in (*items, item)) if part]


def _item(text: str) -> str:
    return f'"{text}"' if ";" in text else text


@cache
def _adapter(column: Column) -> Any:
    return TypeAdapter(column.value.annotation).validate_python


def _columns(
    model: type[BaseModel], path: FieldPath = (), names: tuple[str, ...] = (), *, private: bool = False
) -> Iterator[Column]:
    """A column for each field that one cell can hold, in the order of the fields."""
    for field in described(model):
        value, hidden, at = field.value, private or not field.public, ((*path, field.key), (*names, field.name))
        if value.model is not None:
            yield from _columns(value.model, *at, private=hidden)
        elif value.keys is None and value.innermost.model is None:
            yield Column(*at, field.meaning, cell(field.example), hidden, value)


def _sheet(name: str, model: type[BaseModel], within: FieldPath, about: str, tells: str = "") -> Sheet:
    """A table from the model: of the record itself, of a list in it, or of what it names by its own ids."""
    trail = [field for end in range(len(within)) if (field := field_at(model, within[: end + 1])) is not None]
    if not trail:
        whole = (*_columns(model), *([_DESCRIPTION] if model is Provider else ()))
        return Sheet(name, model, within, about, whole)
    private, held = not all(field.public for field in trail), trail[-1].value
    item = held.item or held
    if item.model is not None:
        columns = tuple(_columns(item.model, private=private))
    else:
        columns = (Column((), (), trail[-1].meaning, "", private, item),)
    return Sheet(name, model, within, about, columns, held.keys is not None, tells)


_DESCRIPTION = Column(
    (DESCRIPTION,),
    (),
    "What a day there looks like. Plain text will do.",
    "Days begin with breakfast.",
    False,
    value_of(Text),
)
SHEETS = (
    _sheet("providers", Provider, (), "One row a provider."),
    _sheet("sites", Provider, ("sites",), "One row a site.", "id"),
    _sheet("lists", Provider, ("lists",), "One row a procurement list or lot that the provider is on.", "name"),
    _sheet("programmes", Provider, ("offer", "programmes"), "One row a programme.", "name"),
    _sheet("lengths", Provider, ("offer", "lengths"), "One row a length of placement.", "mode"),
    _sheet("prices", Provider, ("offer", "price"), "One row a price.", "per"),
    _sheet(
        "ofsted",
        Provider,
        ("registration", "ofsted"),
        "One row an inspection; the grades of areas are not here.",
        "date",
    ),
    _sheet("evidence", Provider, ("evidence",), "One row a piece of evidence that somebody saw of a provider.", "what"),
    _sheet("visits", Visit, (), "One row a visit."),
    _sheet("judgements", Visit, ("judgements",), "One row a requirement that was judged."),
    _sheet("details", Visit, ("details",), "One row a requirement with evidence, note, action or why it cannot apply."),
    _sheet("actions", Visit, ("improvement_plan",), "One row an action of an improvement plan.", "area"),
    _sheet("evidence_of_visits", Visit, ("evidence",), "One row a piece of evidence for a requirement.", "what"),
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
