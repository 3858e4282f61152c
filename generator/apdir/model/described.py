"""The fields of a model, each described once: its names, its meaning, who may see it, and what it holds.

Redaction, the checker, the sheets, the schemas, the editor and `apdir changes` read fields here, and no annotation.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from apdir.source import FieldPath

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The value of a field: one of a type, its ``base``, or the ``item``s of a list or a mapping, or None.

    ``marks`` are annotated to it (`Kind`, `Choice`, `CALLED`), and ``keys`` to the keys of what is a mapping.
    """

    annotation: Any
    base: Any
    marks: tuple[Any, ...] = ()
    item: Value | None = None
    keys: tuple[Any, ...] | None = None

    @property
    def model(self) -> type[BaseModel] | None:
        """The model of the fields within, where there are some and they are one value."""
        return self.base if isinstance(self.base, type) and issubclass(self.base, BaseModel) else None

    @property
    def innermost(self) -> Value:
        """One value, from within any lists and mappings."""
        return self.item.innermost if self.item is not None else self

    @property
    def types(self) -> frozenset[type]:
        """Every type that a value can be of, or can hold."""
        return _types_in(self.annotation)

    def all_marks(self, *, keys: bool = True) -> Iterator[Any]:
        """The marks of the value and of what its list or mapping holds; with ``keys``, of a mapping's keys too."""
        yield from (*self.marks, *((self.keys or ()) if keys else ()))
        if self.item is not None:
            yield from self.item.all_marks(keys=keys)

    def holds(self, mark: Any, *, keys: bool = True) -> bool:
        """Whether the value, or what its list or mapping holds, has a mark; with ``keys``, or its keys have."""
        return any(entry is mark for entry in self.all_marks(keys=keys))

    def mark(self, kind: type[Mark]) -> Mark | None:
        """The first mark of a kind, by itself or of what a list or mapping holds."""
        return next((entry for entry in self.all_marks(keys=False) if isinstance(entry, kind)), None)


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """One field of a model or of a summary: ``name`` in Python, ``key`` in files."""

    name: str
    key: str
    value: Value
    default: Any
    required: bool
    meaning: str
    example: Any
    #: The model's own, and not a copy: a test opens a field by mistake.
    extra: Mapping[str, Any]

    @property
    def labelled(self) -> bool:
        """Whether the model says what people read it as."""
        return "label" in self.extra

    @property
    def label(self) -> str:
        """The name for people."""
        return str(self.extra.get("label") or self.key.replace("_", " ").capitalize())

    @property
    def public(self) -> bool:
        """Whether everybody may see it; a field of a record that does not say so is private."""
        return bool(self.extra.get("visible") == "public")

    @property
    def shared(self) -> bool:
        """Whether letters tell it to the provider that it is about; what does not say so is kept from it."""
        return self.public or bool(self.extra.get("shared"))


@cache
def described(kind: type[Any]) -> tuple[Described, ...]:
    """The fields of a model, or of a summary (a dataclass), in their order."""
    if issubclass(kind, BaseModel):
        return tuple(
            Described(
                name,
                str(info.validation_alias or name),
                _of_model(info),
                None if info.is_required() else info.get_default(call_default_factory=True),
                info.is_required(),
                info.description or "",
                info.examples[0] if info.examples else "",
                info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {},
            )
            for name, info in kind.model_fields.items()
        )
    hints = get_type_hints(kind)
    return tuple(
        Described(
            one.name,
            one.name,
            value_of(hints[one.name]),
            None if one.default is dataclasses.MISSING else one.default,
            one.default is one.default_factory is dataclasses.MISSING,
            "",
            "",
            {"visible": "public", **one.metadata},
        )
        for one in dataclasses.fields(kind)
    )


def _of_model(info: FieldInfo) -> Value:
    """Return what a field holds; pydantic keeps the marks of the whole apart."""
    whole: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return value_of(whole)


@cache
def value_of(annotation: Any) -> Value:
    """Return what a type's annotation says of its values."""
    return _value(annotation, annotation, ())


def _value(inner: Any, annotation: Any, marks: tuple[Any, ...]) -> Value:
    origin, parts = get_origin(inner), get_args(inner)
    if origin is Annotated:
        return _value(parts[0], annotation, (*marks, *parts[1:]))
    if origin in (Union, UnionType):
        return _value(next(part for part in parts if part is not type(None)), annotation, marks)
    if origin in (tuple, list):
        return Value(annotation, origin, marks, value_of(parts[0]))
    if origin is dict:
        return Value(annotation, origin, marks, value_of(parts[1]), value_of(parts[0]).marks)
    return Value(annotation, inner, marks)


@cache
def _types_in(annotation: Any) -> frozenset[type]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return frozenset({annotation})
    return frozenset().union(*map(_types_in, get_args(annotation)))


def _at(model: type[BaseModel], path: FieldPath) -> tuple[Described | None, Value | None]:
    """The field at a path, None for the top and for a key that no model has, and its value."""
    found: Described | None = None
    here: Value | None = value_of(model)
    for step in path:
        inner = here.model if here is not None else None
        if isinstance(step, str) and inner is not None:
            found = next((field for field in described(inner) if field.key == step), None)
            here = found.value if found is not None else None
            if found is None:
                break
        else:
            here = here.item if here is not None else None
    return found, here


def field_at(model: type[BaseModel], path: FieldPath) -> Described | None:
    """The description of the field at a path, None for the top and for a key that no model has."""
    return _at(model, path)[0]


def model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """The model of the fields at a path, None where there are none."""
    here = _at(model, path)[1]
    return here.model if here is not None else None


def keys_at(model: type[BaseModel], path: FieldPath = ()) -> list[str]:
    """The names of the fields at a path as files write them, in the model's order; none where there is no model."""
    inner = model_at(model, path)
    return [field.key for field in described(inner)] if inner is not None else []


@cache
def places(
    model: type[BaseModel], mark: Any, *, but: tuple[Any, ...] = (), public: bool = False, keys: bool = True
) -> tuple[tuple[Described, ...], ...]:
    """Where a model has fields with a mark and with none in ``but``: the fields that lead there.

    ``public``: of those that everybody may read alone. ``keys``: those whose mappings have such keys too.
    """
    found: list[tuple[Described, ...]] = []
    for field in described(model):
        if public and not field.public:
            continue
        if field.value.holds(mark, keys=keys) and not any(field.value.holds(other) for other in but):
            found.append((field,))
        inner = (field.value.item or field.value).model
        rows = places(inner, mark, but=but, public=public, keys=keys) if inner is not None else ()
        found += [(field, *trail) for trail in rows]
    return tuple(found)


def values_at(thing: Any, trail: tuple[Described, ...] = (), at: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """The lines at a place of `places`, with their paths: of each item of lists and mappings, and the keys of these."""
    if isinstance(thing, tuple | list):
        for index, item in enumerate(thing):
            yield from values_at(item, trail, (*at, index))
    elif isinstance(thing, dict):
        for key, item in thing.items():
            if not trail:
                yield (*at, key), key
            yield from values_at(item, trail, (*at, key))
    elif trail and isinstance(thing, BaseModel):
        yield from values_at(getattr(thing, trail[0].name), trail[1:], (*at, trail[0].key))
    elif not trail and isinstance(thing, str):
        yield at, thing
