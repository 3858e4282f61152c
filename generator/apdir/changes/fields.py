"""Two records of one kind, field by field: what differs, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import BaseModel

from apdir.days import day_in_words
from apdir.model.described import described
from apdir.model.fields import TEXT_KIND
from apdir.pages.views import count
from apdir.wording import small

#: Fields that identify an item of a list, where it has one.
NAMES = ("id", "key", "name", "title", "source", "what")
LONGEST = 60
#: With so many spaces, what a free field holds counts as a text, of which only the wording changes.
PROSE = 5
#: Names of fields in a sentence, where their labels do not do. The offer is most of a record, and dates are
#: known by what they are of: their fields need no word in front.
LABELS = {
    "offer": "", "dates": "", "lengths": "length of placement", "a_day": "number a day", "rag": "RAG",
    "full_time_ehcp": "full-time with an EHC plan", "full_time_looked_after": "full-time and looked after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: what it is called, how, and whether only the wording of a text does."""

    what: str
    how: str
    wording: bool = False

    @property
    def told(self) -> str:
        """The difference as part of a sentence."""
        return f"{self.what}: {self.how}" if self.how else self.what


def differences(before: BaseModel, after: BaseModel, leave_out: Sequence[str] = ()) -> Iterator[Difference]:
    """Yield the differences between two records, in the order of their fields; ``leave_out``: top fields."""
    yield from _models(before, after, "", leave_out)


def _models(before: BaseModel, after: BaseModel, within: str, leave_out: Sequence[str] = ()) -> Iterator[Difference]:
    for field in described(type(after)):
        name = field.name
        one, other = getattr(before, name), getattr(after, name)
        if one == other or name in leave_out:
            continue
        label = LABELS.get(name, small(field.label))
        whole = isinstance(one, BaseModel) and isinstance(other, BaseModel)
        what = f"{within} {label if label or whole else small(field.label)}".strip()
        yield from _values(one, other, what, wording=field.value.holds(TEXT_KIND))


def _values(one: Any, other: Any, what: str, *, wording: bool) -> Iterator[Difference]:
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        yield from _models(one, other, what)
    elif isinstance(one, dict) and isinstance(other, dict):
        yield from _named(one, other, what, wording=wording)
    elif isinstance(one, tuple) and isinstance(other, tuple):
        yield from _lists(one, other, what, wording=wording)
    elif (wording or _is_prose(one, other)) and isinstance(one, str) and isinstance(other, str):
        yield Difference(what, "", wording=True)
    elif one is None:
        yield Difference(what, "added" if wording or isinstance(other, BaseModel) else f"now {said(other)}")
    elif other is None:
        yield Difference(what, "taken out")
    else:
        yield Difference(what, f"{said(one)} → {said(other)}")


def _named(one: dict[Any, Any], other: dict[Any, Any], what: str, *, wording: bool) -> Iterator[Difference]:
    for key in dict.fromkeys((*one, *other)):
        if key not in one or key not in other:
            value = "" if wording or key not in other or not _short(other[key]) else f": {said(other[key])}"
            yield Difference(f"{what} {key}", f"{'added' if key in other else 'taken out'}{value}")
        elif one[key] != other[key]:
            yield from _values(one[key], other[key], f"{what} {key}", wording=wording)


def _lists(one: tuple[Any, ...], other: tuple[Any, ...], what: str, *, wording: bool) -> Iterator[Difference]:
    name = _name_of((*one, *other))
    if name is not None:
        before, after = ({_called(item, name): item for item in items} for items in (one, other))
        if len(before) == len(one) and len(after) == len(other):
            yield from _named_items(before, after, what)
            return
    if len(one) == len(other) and (wording or (one and isinstance(one[0], BaseModel))):
        for number, (old, new) in enumerate(zip(one, other, strict=True), 1):
            if old != new:
                yield from _values(old, new, f"{_one_of(what)} {number}" if len(one) > 1 else what, wording=wording)
        return
    if wording or any(isinstance(item, BaseModel) for item in (*one, *other)):
        yield Difference(what, f"{len(other)} instead of {count(len(one), 'entry', 'entries')}")
        return
    added = [said(item) for item in other if item not in one]
    gone = [said(item) for item in one if item not in other]
    parts = [f"adds {', '.join(added)}"] if added else []
    parts += [f"without {', '.join(gone)}"] if gone else []
    if not parts and Counter(one) == Counter(other):
        parts = ["in another order"]
    yield Difference(what, "; ".join(parts) or f"{said(one)} → {said(other)}")


def _called(item: Any, name: str) -> Any:
    """What identifies an item: of a procurement list, with its lot."""
    lot = getattr(item, "lot", None)
    return f"{getattr(item, name)}, {lot}" if lot else getattr(item, name)


def _is_prose(one: Any, other: Any) -> bool:
    """Whether a form's free field has several words before and after."""
    return all(isinstance(text, str) and text.strip().count(" ") >= PROSE for text in (one, other))


def _named_items(before: dict[Any, Any], after: dict[Any, Any], what: str) -> Iterator[Difference]:
    added = [said(name) for name in after if name not in before]
    gone = [said(name) for name in before if name not in after]
    if len(added) == len(gone) == 1:
        new = next(item for name, item in after.items() if name not in before)
        old = next(item for name, item in before.items() if name not in after)
        named = [field for field in (*NAMES, "lot") if getattr(old, field, None) != getattr(new, field, None)]
        yield Difference(what, f"{gone[0]} → {added[0]}")
        yield from _models(old, new, f"{_one_of(what)} {added[0]}", named)
    elif added or gone:
        parts = [f"adds {', '.join(added)}"] if added else []
        parts += [f"without {', '.join(gone)}"] if gone else []
        yield Difference(what, "; ".join(parts))
    for name, item in after.items():
        if name in before and before[name] != item:
            yield from _models(before[name], item, f"{_one_of(what)} {said(name)}")


def _one_of(what: str) -> str:
    """The singular of a list's name: `requirement` of `requirements`."""
    if what.endswith("ies"):
        return f"{what.removesuffix('ies')}y"
    return what.removesuffix("s") if what.endswith("s") and not what.endswith("ss") else what


def _name_of(items: Sequence[Any]) -> str | None:
    """The field that names every one of some items."""
    if not items or not all(isinstance(item, BaseModel) for item in items):
        return None
    return next((name for name in NAMES if all(getattr(item, name, None) for item in items)), None)


def _short(value: Any) -> bool:
    return not isinstance(value, BaseModel | dict | tuple)


def said(value: Any) -> str:
    """A value as a sentence says it: a day in words, yes or no, text cut where it is long."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, BaseModel):
        parts = (getattr(value, field.name) for field in described(type(value)))
        return " ".join(said(part) for part in parts if part not in (None, (), {}))
    if isinstance(value, tuple):
        return ", ".join(said(item) for item in value)
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
