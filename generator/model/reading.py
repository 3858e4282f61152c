"""A document's data as a record, or every problem of it in an officer's words."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.model.fields import Record
from generator.problems import Problem, did_you_mean
from generator.source import Document, FieldPath

Model = TypeVar("Model", bound=Record)

#: How often a record is mended and read again: each round can bring out problems that the last one hid.
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """What a document holds.

    ``record`` is None where nothing could be made of it. Where there are problems it was read with the faulty values
    left out or replaced (``mended`` holds their paths), good for further checks alone, never for a page.
    """

    record: Model | None
    problems: tuple[Problem, ...]
    mended: tuple[FieldPath, ...] = ()


def read(model: type[Model], document: Document) -> Reading[Model]:
    """The document as a record of ``model``, with every problem."""
    try:
        return Reading(model.model_validate(document.data), ())
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=True)
    data = copy.deepcopy(document.data)
    problems: list[Problem] = []
    mended: list[FieldPath] = []
    seen: set[tuple[FieldPath, str]] = set()
    for _ in range(ROUNDS):
        for detail in errors:
            path = _path(detail, model)
            if (path, detail["type"]) in seen or any(path[: len(done)] == done for done in mended):
                continue
            seen.add((path, detail["type"]))
            problems.append(_in_words(detail, path, model, document))
        for detail in errors:
            path = _path(detail, model)
            mended.append(path)
            _mend(data, path, model)
        try:
            return Reading(model.model_validate(data), tuple(problems), tuple(mended))
        except ValidationError as error:
            errors = error.errors(include_url=False, include_context=True)
    return Reading(None, tuple(problems), tuple(mended))


def _path(detail: ErrorDetails, model: type[BaseModel]) -> FieldPath:
    """The path of an error in the file: pydantic's own marks for a mapping's keys taken out."""
    return tuple(step for step in detail["loc"] if step != "[key]")


def field_at(model: type[BaseModel], path: FieldPath) -> FieldInfo | None:
    """The description of the field at a path, None for the top and for a key that no model has."""
    found: FieldInfo | None = None
    here: Any = model
    for step in path:
        inner = _model_in(here)
        if isinstance(step, str) and inner is not None:
            info = next(
                (info for name, info in inner.model_fields.items() if (info.validation_alias or name) == step), None
            )
            if info is None:
                return None
            found, here = info, info.annotation
        else:
            here = _item_of(here)
    return found


def model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """The model of the fields at a path, None where there are none."""
    here: Any = model
    for step in path:
        inner = _model_in(here)
        if isinstance(step, str) and inner is not None:
            info = next(
                (info for name, info in inner.model_fields.items() if (info.validation_alias or name) == step), None
            )
            if info is None:
                return None
            here = info.annotation
        else:
            here = _item_of(here)
    return _model_in(here)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model an annotation stands for by itself or beside None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, dict, list):
        return None
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)


def _item_of(annotation: Any) -> Any:
    """What a list or a mapping holds."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return parts[1]
    if origin in (tuple, list):
        return parts[0]
    return next((_item_of(part) for part in parts if get_origin(part) is not None), None)


def _example(info: FieldInfo) -> str:
    value = info.examples[0] if info.examples else ""
    return _yaml(value)


def _yaml(value: Any) -> str:
    """A value as an officer would write it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_yaml(item) for item in value) + "]"
    return str(value)


def _in_words(detail: ErrorDetails, path: FieldPath, model: type[BaseModel], document: Document) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    info = field_at(model, path)
    help_text = f"{info.description} For example: `{path[-1]}: {_example(info)}`" if info and path else ""
    if kind == "record":
        return document.problem(path, context["message"], context["hint"], "value")
    if kind == "missing":
        return document.problem(path, f"`{path[-1]}` is missing.", help_text, "missing field")
    if kind == "extra_forbidden":
        owner = model_at(model, path[:-1]) or model
        known = [str(info.validation_alias or name) for name, info in owner.model_fields.items()]
        if " " in str(path[-1]) and _value_at(document.data, path) is None:
            return document.problem(
                path[:-1],
                f"A comma splits this value: `{path[-1]}` is read as a field of its own.",
                "Put the whole value in quotes.",
                "unknown key",
            )
        return document.problem(
            path, f"There is no field `{path[-1]}` here.", did_you_mean(str(path[-1]), known), "unknown key", key=True
        )
    if kind in ("tuple_type", "list_type"):
        written = _value_at(document.data, path)
        shown = f"`[{written}]`" if isinstance(written, str) and len(written) < 60 else "`[one, two]`"
        return document.problem(
            path, "A list is expected here.", f"Write it in square brackets, such as {shown}. {help_text}", "type"
        )
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return document.problem(path, "Several named fields are expected here.", help_text, "type")
    if kind in ("string_type", "date_type", "time_type", "bool_type", "int_type", "decimal_type"):
        return document.problem(path, "One value is expected here.", help_text, "type")
    return document.problem(path, f"This value cannot be right ({detail['msg']}).", help_text, "value")


def _value_at(data: Any, path: FieldPath) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _mend(data: dict[str, Any], path: FieldPath, model: type[BaseModel]) -> None:
    """Take the value at ``path`` out of ``data``, or put the field's example in where the field must be there."""
    if not path:
        for name, info in model.model_fields.items():
            key = str(info.validation_alias or name)
            data[key] = copy.deepcopy(info.examples[0]) if info.is_required() and info.examples else None
            if data[key] is None:
                del data[key]
        return
    parent = _value_at(data, path[:-1])
    step = path[-1]
    if isinstance(parent, list) and isinstance(step, int):
        inner = model_at(model, path)
        if inner is not None and isinstance(parent[step], dict):
            _mend(parent[step], (), inner)
        else:
            _mend(data, path[:-1], model)
        return
    if not isinstance(parent, dict):
        _mend(data, path[:-1], model)
        return
    info = field_at(model, path)
    if info is not None and info.is_required() and info.examples:
        parent[step] = copy.deepcopy(info.examples[0])
    else:
        parent.pop(step, None)
