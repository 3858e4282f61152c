"""A filled form's answers put into a draft that is there: over what it says, beside all that the form leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apdir.model.described import keys_at
from apdir.model.visit import Visit
from apdir.source import FieldPath
from apdir.source.edit import Editable

CONFIRMED: FieldPath = ("confirmed_outcome",)
#: What a person looked at who confirmed an outcome.
DECIDE = frozenset(("judgements", "rows", "concluding", "areas", "overall", "outcome"))


@dataclass(frozen=True, slots=True)
class Change:
    """One answer of the form that the record does not have: its path, and what is there now (None: nothing).

    ``after`` is None where something is taken out.
    """

    path: FieldPath
    before: Any
    after: Any


def merged(file: Editable, data: Mapping[str, Any]) -> tuple[Editable, list[Change]]:
    """The record with the form's answers, and what that changes. Nothing is taken out. Raises CannotEdit."""
    found = list(changes(file.data, data))
    for change in found:
        file = file.put(change.path, change.after, order=keys_at(Visit, change.path[:-1]))
    return file, found


def kept(now: Any, wanted: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Yield the path of each value of a record that ``wanted`` says nothing of."""
    if isinstance(now, Mapping) and isinstance(wanted, Mapping | None):
        for name, value in now.items():
            yield from kept(value, (wanted or {}).get(name), (*path, name))
    elif _of_mappings(now) and (wanted is None or _of_mappings(wanted)):
        places = _places(now, wanted or ())
        for number, item in enumerate(now):
            same = wanted[places.index(number)] if number in places else None
            yield from kept(item, same, (*path, number))
    elif wanted is None and now not in (None, "", [], {}):
        yield path


def without_confirmation(file: Editable, found: Sequence[Change]) -> tuple[Editable, list[Change]]:
    """The record without the word that a person confirmed its outcome, where what was confirmed has changed."""
    if not any(change.path[0] in DECIDE for change in found) or not has(file.data, CONFIRMED):
        return file, list(found)
    return file.drop(CONFIRMED), [*found, Change(CONFIRMED, file.data["confirmed_outcome"], None)]


def has(data: Any, path: FieldPath) -> bool:
    """Whether a record says anything at a path."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return False
    return data not in (None, "", [], {})


def changes(now: Any, wanted: Any, path: FieldPath = ()) -> Iterator[Change]:
    """Yield what ``wanted`` adds to a record."""
    if isinstance(wanted, Mapping) and isinstance(now, dict):
        for name, value in wanted.items():
            yield from changes(now.get(name), value, (*path, name))
    elif _of_mappings(wanted) and _of_mappings(now):
        free = len(now)
        for item, place in zip(wanted, _places(now, wanted), strict=True):
            if place is None:
                yield Change((*path, free), None, item)
                free += 1
            else:
                yield from changes(now[place], item, (*path, place))
    elif not _same(now, wanted):
        yield Change(path, None if now in ("", [], {}) else now, wanted)


def _places(now: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """Which item of a list each line of the form's table is; None if new.

    It is one that says nothing else, or begins alike, since what a line begins with says what it is about: a row its
    items, an action its requirement, a signature its side. Or it is an action in the same words, of another area.
    """
    found: list[int | None] = [None] * len(wanted)
    for alike in (_agree, _begin_alike, _same_action):
        for number, item in enumerate(wanted):
            if found[number] is None:
                found[number] = next(
                    (at for at, other in enumerate(now) if at not in found and alike(other, item)), None
                )
    return found


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    shared = [name for name in other if one.get(name) is not None]
    return bool(shared) and all(_same(one[name], other[name]) for name in shared) and _begin_alike(one, other)


def _begin_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    first = next(iter(other), None)
    return first is not None and _same(one.get(first), other[first])


def _same_action(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(other.get("action")) and _same(one.get("action"), other["action"])


def _of_mappings(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same, whatever their capitals and spaces."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    return _plain(one) == _plain(other)


def _plain(value: Any) -> str:
    return " ".join(str("" if value is None else value).split()).casefold()
