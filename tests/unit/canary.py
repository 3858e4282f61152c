"""Records in which every value can be recognised: whatever an edition shows is traced back to its field.

`fill` walks a model and gives each of its fields a value that stands nowhere else: a word of its own, a day, a number,
a telephone number. A field is private where it, or anything it stands in, is for the commissioner edition.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.fields import Choice

#: A field of a record, by the models and names that lead to it: ((Visit, "details"), (Detail, "evidence")).
Trail = tuple[tuple[type[BaseModel], str], ...]


@dataclass(frozen=True)
class Mark:
    """One value that can be recognised, the field it stands in, and whether only officers may see it."""

    trail: Trail
    value: str
    private: bool

    @property
    def field(self) -> str:
        """The field as a person reads it: `Visit.details.evidence`."""
        return ".".join([self.trail[0][0].__name__, *(name for _, name in self.trail)])

    @property
    def pattern(self) -> re.Pattern[str]:
        """The value in every way in which a page, a feed or a file could write it."""
        ways = [re.escape(self.value)]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", self.value):
            day = date.fromisoformat(self.value)
            ways += [f"{day:%Y%m%d}", f"{day.day} {day:%B %Y}", f"{day.day} {day:%b %Y}"]
        if " " in self.value:
            ways.append(re.escape(self.value.replace(" ", "")))
        return re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(ways)})(?![0-9A-Za-z])")


class Filler:
    """Fills models, and remembers every mark that it made."""

    def __init__(self, first_day: date) -> None:
        self.marks: list[Mark] = []
        self._words = itertools.count(1)
        self._days = (first_day + timedelta(days=number) for number in itertools.count())
        self._numbers = itertools.count(99_000, -7)  # downwards: a part is never more than its whole

    def fill(self, model: type[BaseModel], trail: Trail = (), *, private: bool = False) -> dict[str, Any]:
        """A record of a model with every field filled, by the names that files use."""
        data: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            hidden = private or is_private(info)
            key = str(info.validation_alias or name)
            data[key] = self._value(info.annotation, info, (*trail, (model, name)), hidden)
        return data

    def _value(self, kind: Any, info: FieldInfo, trail: Trail, private: bool) -> Any:
        origin, parts = get_origin(kind), [part for part in get_args(kind) if part not in (type(None), ...)]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.fill(kind, trail, private=private)
        if origin is tuple:
            return [self._value(parts[0], info, trail, private)]
        if origin is dict:
            return {"KEY": self._value(parts[1], info, trail, private)}
        if origin is not None and hasattr(kind, "__metadata__"):
            info = FieldInfo.merge_field_infos(info, metadata=[*info.metadata, *kind.__metadata__])
            return self._value(parts[0], info, trail, private)
        if len(parts) == 1:
            return self._value(parts[0], info, trail, private)
        value = self._leaf(kind, info)
        if value is None:
            return info.examples[0] if info.examples else None
        self.marks.append(Mark(trail, value, private))
        return value

    def _leaf(self, kind: Any, info: FieldInfo) -> str | None:
        """A value of its own, None where the field leaves no room for one (a choice, yes or no, an id)."""
        example = str(info.examples[0]) if info.examples else ""
        if any(isinstance(entry, Choice) for entry in info.metadata) or kind is bool:
            return None
        if kind is date:
            return next(self._days).isoformat()
        if kind in (int, Decimal):
            return str(next(self._numbers))
        number = next(self._words)
        shapes = {
            r".+@.+": f"zq{number:03}@canary.example",
            r"https?://.+": f"https://zq{number:03}.example",
            r"01632 .+": f"01632 960{number:03}",
            r"[A-Z]{2}\d \d[A-Z]{2}": f"DE{number % 10} {number // 10 % 10}{'ABDEFGHJLN'[number // 100]}Q",
            r"\d{6}": f"{700_000 + number}",
            r"\d{3}/\d{4}": f"830/{7000 + number}",
            r"\d\d:\d\d|[a-z0-9]+(-[a-z0-9]+)*": None,
        }
        for shape, value in shapes.items():
            if re.fullmatch(shape, example):
                return value
        return f"Zq{number:03}z"


def is_private(info: FieldInfo) -> bool:
    """Whether a field by itself is for the commissioner edition."""
    extra = info.json_schema_extra
    return isinstance(extra, dict) and extra.get("visible") == "commissioner"


def trails(model: type[BaseModel], start: Trail = ()) -> Iterator[Trail]:
    """Every field of a model and of the models within it."""
    for name, info in model.model_fields.items():
        trail = (*start, (model, name))
        yield trail
        for inner in _models(info.annotation):
            yield from trails(inner, trail)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models(part)
