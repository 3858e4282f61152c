"""A document's data as a record, or every problem of it in an officer's words."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from apdir.model.described import Described, described, field_at, keys_at, model_at
from apdir.model.fields import Record, spelt_out, words_of
from apdir.problems import MOST_IN_FILE, Problem, did_you_mean, first_of, nearest, shown
from apdir.source import Document, FieldPath

Model = TypeVar("Model", bound=Record)

#: Number of times a record is mended and read again: each can bring out problems that the last one hid.
ROUNDS = 6
#: The “and” before the last of several.
LAST_AND = re.compile(r",? and (?=[^,]*\Z)")
#: Words that people have for a part of a field's name.
OTHER_WORDS = {
    "since": "date", "when": "date", "day": "date", "tel": "phone", "telephone": "phone", "mobile": "phone",
    "mail": "email", "web": "website", "site": "website", "url": "website", "cost": "price", "costs": "price",
    "prices": "price", "fee": "price", "places": "capacity", "spaces": "vacancies", "vacancy": "vacancies",
    "towns": "serves", "areas": "serves", "courses": "programmes", "times": "hours",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """A document, read.

    ``record`` is None where nothing could be made of it. Where there are problems it was read with the faulty values
    left out or replaced (``mended`` holds their paths), good for further checks alone, never for a page.
    """

    record: Model | None
    problems: tuple[Problem, ...]
    mended: tuple[FieldPath, ...] = ()


def overlap(one: FieldPath, other: FieldPath) -> bool:
    """Whether one path is the other, or lies within it."""
    return one[: len(other)] == other[: len(one)]


def read(model: type[Model], document: Document) -> Reading[Model]:
    """The document as a record of ``model``, with every problem."""
    try:
        return Reading(model.model_validate(document.data), ())
    except ValidationError as error:
        errors = _errors(error)
    data = copy.deepcopy(document.data)
    if len(errors) > MOST_IN_FILE:  # nothing more is looked for in a record that is wrong throughout
        near = frozenset(_meant(errors[:MOST_IN_FILE], data, model))
        wrong = (detail for detail in errors if _path(detail) not in near)
        return Reading(None, tuple(first_of(wrong, lambda one: _in_words(one, _path(one), model, document))))
    problems: list[Problem] = []
    mended: list[FieldPath] = []
    for _ in range(ROUNDS):
        meant = _meant(errors, data, model)
        for detail in errors:
            path = _path(detail)
            follows = detail["type"] == "record" and any(done[: len(path)] == path for done in mended if path)
            if path not in meant and not follows and not any(path[: len(done)] == done for done in mended):
                problems.append(_in_words(detail, path, model, document))
        put_right: set[FieldPath] = set()
        for detail in errors:
            path = _path(detail)
            if path not in put_right:  # two faults of one value are mended at once
                _mend(data, path, model)
                put_right.add(path)
            if detail["type"] != "extra_forbidden":
                mended.append(path)
        mended += meant
        try:
            return Reading(model.model_validate(data), tuple(problems), tuple(mended))
        except ValidationError as error:
            errors = _errors(error)
    return Reading(None, tuple(problems), tuple(mended))


def _errors(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_url=False, include_context=True)


def _path(detail: ErrorDetails) -> FieldPath:
    """The path of an error in the file: pydantic's own marks for a mapping's keys taken out."""
    return tuple(step for step in detail["loc"] if step != "[key]")


def _meant(errors: Iterable[ErrorDetails], data: Any, model: type[BaseModel]) -> list[FieldPath]:
    """The fields that unknown keys were most likely meant to be: not there under their own names, so not missing."""
    found = []
    for detail in errors:
        path = _path(detail)
        if detail["type"] == "extra_forbidden":
            given = value_at(data, path[:-1])
            near = _field_meant(str(path[-1]), keys_at(model_at(model, path[:-1]) or model))
            group = _group_above(data, path, model)
            if group is not None:
                found.append((*path[:-1], group))
            elif near is not None and isinstance(given, dict) and given.get(near) is None:
                found.append((*path[:-1], near))
    return found


def _group_above(data: Any, path: FieldPath, model: type[BaseModel]) -> str | None:
    """The group above an unknown field that has such a field and stands empty: its fields are not indented."""
    beside = value_at(data, path[:-1])
    keys = list(beside) if isinstance(beside, dict) else []
    known = keys_at(model_at(model, path[:-1]) or model)
    for name in reversed(keys[: keys.index(path[-1])] if path[-1] in keys else ()):
        if name in known:
            inner = keys_at(model, (*path[:-1], name))
            return str(name) if beside[name] is None and path[-1] in inner else None
    return None


def _field_meant(written: str, known: Sequence[str]) -> str | None:
    """The field that somebody meant: in other words or letters, or with a slip of the pen."""
    words = re.findall(r"[a-z0-9]+", written.lower())
    name = "_".join(OTHER_WORDS.get(word, word) for word in words)
    return name if name in known else nearest(written, known)


def one_line(value: Any) -> str:
    """A value as an officer would write it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {one_line(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(one_line(item) for item in value) + "]"
    return str(value)


def _in_words(detail: ErrorDetails, path: FieldPath, model: type[BaseModel], document: Document) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    info = field_at(model, path)
    help_text = ""
    if info is not None:
        name = next(step for step in reversed(path) if isinstance(step, str))
        help_text = f"{info.meaning} For example: `{name}: {one_line(_example(info))}`"
    if kind == "record":
        return document.problem(path, context["message"], context["hint"], context["kind"])
    if kind == "missing":
        return document.problem(path, f"`{path[-1]}` is missing.", help_text, "missing field")
    if kind == "extra_forbidden":
        inner = model_at(model, path[:-1]) or model
        known = keys_at(inner)
        message = f"There is no field {shown(str(path[-1]))} here."
        since = getattr(inner, "renamed", {}).get(path[-1])
        if since is not None:
            hint = f"Version {since} of the program gave it another name: run `apdir migrate`."
            return document.problem(path, message, hint, "unknown key", key=True)
        group = _group_above(document.data, path, model)
        if group is not None:
            message = f"{shown(str(path[-1]))} is a part of `{group}`, and stands in the same column."
            hint = f"Begin this line two spaces further in, below `{group}:`."
            return document.problem(path, message, hint, "unknown key", key=True)
        near = _field_meant(str(path[-1]), known)
        hint = f"Did you mean `{near}`?" if near is not None else did_you_mean(str(path[-1]), known)
        return document.problem(path, message, hint, "unknown key", key=True)
    if kind in ("tuple_type", "list_type"):
        written = value_at(document.data, path)
        if isinstance(written, str) and len(written) < 60 and model_at(model, (*path, 0)) is None:
            if mark := re.match(r"-(?=\w)|[•·▪●–—] ?", written):
                items = "; ".join(f"`- {item.strip()}`" for item in written.split(mark[0].strip()) if item.strip())
                what = "A space is missing behind the hyphen of a list's item."
                if mark[0] != "-":
                    what = f"An item of a list begins with a hyphen, not with `{mark[0].strip()}`."
                return document.problem(path, what, f"Write each item with a hyphen and a space: {items}.", "type")
            several = spelt_out(written, words_of(info.value)) if info is not None else []
            # An item with an “and” of its own is told once it is in brackets.
            plain = LAST_AND.sub(", ", written) if "," in written else written
            help_text = f"Write it in square brackets: `[{', '.join(several) or plain}]`."
        elif isinstance(written, dict) and len(one_line(written)) < 60 and model_at(model, (*path, 0)) is not None:
            help_text = f"Write it in square brackets: `[{one_line(written)}]`."
        return document.problem(path, "A list is expected here.", help_text, "type")
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return document.problem(path, "Several named fields are expected here.", help_text, "type")
    if kind in ("string_type", "date_type", "time_type", "bool_type", "int_type", "decimal_type"):
        return document.problem(path, "One value is expected here.", help_text, "type")
    return document.problem(path, f"This value cannot be right ({detail['msg']}).", help_text, "value")


def value_at(data: Any, path: FieldPath) -> Any:
    """The value at a path of plain data, or None."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _mend(data: Any, path: FieldPath, model: type[BaseModel]) -> None:
    """Take the value at ``path`` out of ``data``, or put the field's example in where something must be there."""
    parent = value_at(data, path[:-1])
    if isinstance(parent, list) and isinstance(path[-1], int):
        parent[path[-1]] = _example_of_item(model, path)
    elif isinstance(parent, dict) and path:
        info = field_at(model, path)
        if info is not None and (info.required or path[-1] not in parent):
            parent[path[-1]] = _example(info)
        else:
            parent.pop(path[-1], None)
    elif path:
        _mend(data, path[:-1], model)


def _example(info: Described | None) -> Any:
    return copy.deepcopy(info.example) if info is not None else None


def _example_of_item(model: type[BaseModel], path: FieldPath) -> Any:
    """A value that a list may hold at ``path``."""
    inner = model_at(model, path)
    if inner is not None:
        return {field.key: _example(field) for field in described(inner) if field.required}
    example = _example(field_at(model, path))
    return example[0] if isinstance(example, list) and example else None
