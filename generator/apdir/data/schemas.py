"""The JSON Schema of each file of data, redacted for an edition, and the same fields one by one for the page.

A schema lets files have more fields than it names: within a version fields are added, and none is changed or removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from apdir.data import paths, referral_shapes, shapes
from apdir.data.lists import pretty
from apdir.model.described import Value, described
from apdir.model.fields import Edition, words_of
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
    "edition": {"enum": ["public", "commissioner"], "description": "Audience: public, or council officers."},
    "worked_out_for": {"type": "string", "format": "date", "description": "The day on which it was correct."},
}


def schema_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every schema by the name of its file."""
    for name in KINDS:
        yield f"{paths.SCHEMAS}{name}.json", pretty(schema(name, edition))


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
    left_out = ("additionalProperties", "visible", "shared", "label", "default", "pattern", "minimum", "maximum")
    kept = {key: value for key, value in part.items() if key not in left_out}
    if isinstance(part.get("additionalProperties"), dict):
        kept["additionalProperties"] = _open(part["additionalProperties"], edition)
    fields = part.get("properties")
    if isinstance(fields, dict):
        hidden = {key for key, value in fields.items() if edition == "public" and value.get("visible") != "public"}
        kept["properties"] = {key: _open(value, edition) for key, value in fields.items() if key not in hidden}
        if "required" in part:
            kept["required"] = [key for key in part["required"] if key not in hidden]
    return {key: value if key in ("properties", "examples") else _open(value, edition) for key, value in kept.items()}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file, as a person reads of it: its place, what it holds, its meaning, an example.

    ``words`` are those that it is one of, none where it may hold others; ``private`` ones only officers see, of which
    letters tell the provider those that are ``shared``.
    """

    path: str
    holds: str
    meaning: str
    example: str
    words: tuple[str, ...] = ()
    private: bool = False
    shared: bool = False


#: Names of JSON types.
WORDS: dict[Any, str] = {
    str: "text", bool: "true or false", int: "number", Decimal: "number, or a number written as text", date: "day",
}  # fmt: skip


def fields_of(
    model: type[BaseModel], edition: Edition, within: str = "", *, private: bool = False, shared: bool = True
) -> Iterator[Field]:
    """Every field of a model and of what it holds; ``private`` where officers alone see the whole, ``shared`` where
    letters tell it to the provider.
    """
    for field in described(model):
        hidden = private or not field.public
        if edition == "public" and hidden:
            continue
        value, example = field.value, field.example
        inner, path = value.innermost.model, f"{within}{field.key}{_wrapped(value)}"
        shown = "" if isinstance(example, dict | list) and inner is not None else _written(example)
        holds = "fields" if inner else _word(value)
        if holds == WORDS[bool]:
            shown = "true" if shown == "yes" else "false"
        told = shared and field.shared
        yield Field(path, holds, field.meaning, shown, words_of(value), hidden, hidden and told)
        if inner is not None:
            yield from fields_of(inner, edition, f"{path}.", private=hidden, shared=told)


def _written(example: Any) -> str:
    return "; ".join(map(str, example)) if isinstance(example, list) else str(example)


def _wrapped(value: Value) -> str:
    """The path of a held value: `[]` for a list, `.<id>` under ids."""
    if value.item is None:
        return ""
    return "[]" if value.keys is None else f".<id>{_wrapped(value.item)}"


def _word(value: Value) -> str:
    """The type of a value in JSON."""
    if value.item is None:
        return WORDS.get(value.base, "text")
    return _word(value.item) if value.keys is not None else f"list of {_word(value.item)}"
