"""The JSON Schema of each file of data, cut to an edition, and the same fields one by one for the page.

A schema lets files have more fields than it names: within a version fields are added, and none is changed or removed.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from apdir.data import places, referral_shapes, shapes
from apdir.data.lists import pretty
from apdir.editor.fields import words_of
from apdir.model.fields import Edition
from apdir.model.framework import Framework

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
#: Each schema: the model of a file, or of the items of the list in it with the list's name.
KINDS: dict[str, tuple[type[BaseModel], str | None]] = {
    "provider": (shapes.ProviderData, None),
    "providers": (shapes.ProviderRow, "providers"),
    "standings": (shapes.StandingRow, "standings"),
    "framework": (Framework, None),
    "frameworks": (shapes.FrameworkRow, "frameworks"),
    "openreferral-index": (referral_shapes.Index, None),
    "openreferral-service": (referral_shapes.Service, None),
    "openreferral-services": (referral_shapes.Service, "contents"),
    "openreferral-organizations": (referral_shapes.Organization, "contents"),
    "openreferral-locations": (referral_shapes.Location, "contents"),
    "openreferral-service_at_locations": (referral_shapes.AtLocation, "contents"),
    "openreferral-taxonomies": (referral_shapes.Taxonomy, "contents"),
    "openreferral-taxonomy_terms": (referral_shapes.Term, "contents"),
}
HEAD: Schema = {
    "version": {"const": "1", "description": "The version of the data: always 1 in this place."},
    "edition": {"enum": ["public", "commissioner"], "description": "Whose eyes it is for."},
    "worked_out_for": {"type": "string", "format": "date", "description": "The day that it was worked out for."},
}


def schema_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every schema by the name of its file."""
    for name in KINDS:
        yield f"{places.SCHEMAS}{name}.json", pretty(schema(name, edition))


@cache
def schema(name: str, edition: Edition) -> Schema:
    """One schema, without the fields that the edition does not show."""
    model, within = KINDS[name]
    raw = model.model_json_schema(by_alias=True)
    inner = {key: _open(part, edition) for key, part in raw.pop("$defs", {}).items()}
    own = _open(raw, edition)
    if within is None:
        made: Schema = {"$schema": DRAFT, **own}
    else:
        inner[model.__name__] = own
        head = HEAD if within != "contents" else referral_shapes.PageOf.model_json_schema()["properties"]
        items = {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
        made = {"$schema": DRAFT, "title": name, "type": "object", "properties": {**head, within: items},
                "required": [*head, within]}  # fmt: skip
    return {**made, "$defs": inner} if inner else made


def _open(part: Any, edition: Edition) -> Any:
    """A part of a schema that allows further fields, without private ones and without words for editors."""
    if isinstance(part, list):
        return [_open(item, edition) for item in part]
    if not isinstance(part, dict):
        return part
    # Patterns and bounds are of what people write; here numbers are numbers, and times have their seconds.
    left_out = ("additionalProperties", "visible", "default", "pattern", "minimum", "maximum")
    kept = {key: value for key, value in part.items() if key not in left_out}
    if isinstance(part.get("additionalProperties"), dict):
        kept["additionalProperties"] = _open(part["additionalProperties"], edition)
    fields = part.get("properties")
    if isinstance(fields, dict):
        hidden = {key for key, value in fields.items() if edition == "public" and value.get("visible") != "public"}
        kept["properties"] = {key: _open(value, edition) for key, value in fields.items() if key not in hidden}
        if "required" in part:
            kept["required"] = [key for key in part["required"] if key not in hidden]
    return {key: value if key == "properties" else _open(value, edition) for key, value in kept.items()}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file, as a person reads of it: its place, what it holds, its meaning, an example.

    ``words`` are those that it is one of, none where it may hold others; ``private`` ones only officers see.
    """

    path: str
    holds: str
    meaning: str
    example: str
    words: tuple[str, ...] = ()
    private: bool = False


#: What a value is in JSON.
WORDS: dict[Any, str] = {
    str: "text", bool: "true or false", int: "number", Decimal: "number, or its digits as text", date: "day",
}  # fmt: skip


def fields_of(model: type[BaseModel], edition: Edition, within: str = "", *, private: bool = False) -> Iterator[Field]:
    """Every field of a model and of what it holds; ``private`` where officers alone see the whole."""
    for name, info in model.model_fields.items():
        hidden = private or not _public(info)
        if edition == "public" and hidden:
            continue
        path = f"{within}{info.validation_alias or name}"
        kind, wrapped = _inside(info.annotation)
        example = info.examples[0] if info.examples else ""
        shown = "" if isinstance(example, dict | list) and kind is not None else _written(example)
        holds = "fields" if kind else _word(info.annotation)
        if holds == WORDS[bool]:
            shown = "true" if shown == "yes" else "false"
        yield Field(path + wrapped, holds, info.description or "", shown, tuple(words_of(info)), hidden)
        if kind is not None:
            yield from fields_of(kind, edition, f"{path}{wrapped}.", private=hidden)


def _public(info: FieldInfo) -> bool:
    return isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("visible") == "public"


def _written(example: Any) -> str:
    return "; ".join(map(str, example)) if isinstance(example, list) else str(example)


def _inside(kind: Any) -> tuple[type[BaseModel] | None, str]:
    """The record that a field holds, and how its place is written: `[]` for a list, `.<id>` under ids."""
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part not in (type(None), ...)]
    if origin is Annotated or origin in (Union, types.UnionType):
        return _inside(parts[0])
    if origin is tuple:
        return _inside(parts[0])[0], "[]"
    if origin is dict:
        found, wrapped = _inside(parts[1])
        return found, f".<id>{wrapped}"
    return (kind, "") if isinstance(kind, type) and issubclass(kind, BaseModel) else (None, "")


def _word(kind: Any) -> str:
    """What a value is in JSON, in a word or two."""
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part not in (type(None), ...)]
    if origin is tuple:
        return f"list of {_word(parts[0])}"
    if origin is dict:
        return _word(parts[1])
    if parts:
        return _word(parts[0])
    return WORDS.get(kind, "text")
