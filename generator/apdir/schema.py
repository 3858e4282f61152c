"""JSON Schemas of the records, for editors: completion, hover help, a first check while one types.

They come from the same descriptions of fields as the checker, and from the directory's own words: types, needs, areas,
the frameworks' ids and scales. A schema asks for the usual spelling of a word, where the checker takes any capitals.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from apdir import placeholders
from apdir.library import CROSSWALK, FORMS, LETTERS, Library
from apdir.markdown import NO_MARKUP
from apdir.model import role_words
from apdir.model.crosswalk import Crosswalk
from apdir.model.form import FormFile
from apdir.model.framework import Framework
from apdir.model.letter import Letter
from apdir.model.provider import Provider
from apdir.model.reading import one_line
from apdir.model.settings import Settings
from apdir.model.shapes import SHAPES
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.source import Limits

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
#: Each kind of file: its model, and which files of a directory are of it.
KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "provider": (Provider, "providers/*/provider.md"),
    "visit": (Visit, "providers/*/visits/*.yml"),
    "year": (Year, "providers/*/years/*.yml"),
    "settings": (Settings, "settings.yml"),
    "framework": (Framework, "frameworks/*/*.yml"),
    "crosswalk": (Crosswalk, CROSSWALK),
    "form": (FormFile, f"{FORMS}/*.yml"),
    "letter": (Letter, f"{LETTERS}/*.md"),
}
#: Those of a provider's folder, in which nothing of a template is left.
RECORDS = ("provider", "visit", "year")
#: Pattern of roles, before a directory's own words are added.
ROLES = role_words.pattern()
OFFICERS, SHARED = "For officers only.", "For officers, and for the provider in letters."

TEXT: Schema = {"type": ["string", "number", "boolean"]}
#: Types for an editor's YAML reader: it guesses types, so `4.10` is a number to it.
SCALARS: dict[str, Schema] = {
    "string": TEXT,
    "integer": {"type": ["integer", "string"], "pattern": SHAPES["Count"][0]},
    "number": {"type": ["number", "string"]},
    "boolean": {"enum": ["yes", "no", True, False]},
    "date": {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"},
    "time": {"type": "string", "pattern": SHAPES["Clock"][0]},
}


def schemas(library: Library) -> dict[str, Schema]:
    """The schema of each kind of file, by the kind's name."""
    made = {name: _schema(model) for name, (model, _) in KINDS.items()}
    words = library.settings.vocabulary
    about = made["provider"]["properties"]
    about["type"] |= {"enum": list(words.types)}
    about["serves"]["items"] = {"enum": list(words.areas)}
    made["provider"]["definitions"]["Offer"]["properties"]["needs"]["items"] = {"enum": list(words.needs)}
    if words.lists:
        made["provider"]["definitions"]["ProcurementList"]["properties"]["name"] |= {"enum": list(words.lists)}
    for name in ("visit", "year"):
        made[name]["properties"]["framework"] |= {"enum": list(library.frameworks)}
        made[name]["allOf"] = [
            {
                "if": {"properties": {"framework": {"const": framework}}, "required": ["framework"]},
                "then": {"properties": _words_of(versions, made[name]["properties"])},
            }
            for framework, versions in library.frameworks.items()
        ]
    for name in RECORDS:
        made[name] = _with_words(made[name])
        made[name]["definitions"] |= _words()
    return {name: _with_roles(schema, words.roles) for name, schema in made.items()}


def _words() -> dict[str, Schema]:
    """Patterns of texts in records. Editors have words of ours for a pattern, none for a `not`."""
    markup, told = NO_MARKUP
    return {
        "Said": {"pattern": placeholders.pattern(), "patternErrorMessage": placeholders.UNSAID},
        "Plain": {"pattern": markup, "patternErrorMessage": told},
    }


def _with_words(made: Any) -> Any:
    """Parts of a record's schema, with every text held to what `_words` has."""
    if isinstance(made, list):
        return [_with_words(part) for part in made]
    if not isinstance(made, dict):
        return made
    found = {name: _with_words(part) for name, part in made.items()}
    types = made.get("type", ())
    if isinstance(types, list) and set(TEXT["type"]) <= set(types):
        found["allOf"] = [{"$ref": f"#/definitions/{part}"} for part in ("Said", "Plain")]
    return found


def _with_roles(made: Any, more: Sequence[str]) -> Any:
    """Parts of a schema as they were made, with the directory's own words for roles taken too."""
    if isinstance(made, dict):
        return {name: _with_roles(part, more) for name, part in made.items()}
    if isinstance(made, list):
        return [_with_roles(part, more) for part in made]
    return role_words.pattern(more) if made == ROLES else made


def snippets(provider: Schema) -> dict[str, Schema]:
    """Snippets for VS Code: the fields of a provider, where the file is Markdown and no schema applies.

    An example is told and never written: what is written for somebody to replace may be left as it is.
    """
    found: dict[str, Schema] = {}
    for model, part in (("", provider), *provider["definitions"].items()):
        for key, about in part.get("properties", {}).items():
            words = [word for word in about.get("enum", ()) if isinstance(word, str)]
            example = "" if words else f" For example: {one_line(about['examples'][0])}"
            found[f"{model}: {key}" if model else key] = {
                "scope": "markdown",
                "prefix": key,
                "body": f"{key}: ${{1|{','.join(word.replace(',', chr(92) + ',') for word in words)}|}}"
                if words
                else f"{key}: $1",
                "description": about["description"] + example,
            }
    return found


def files(library: Library) -> dict[str, str]:
    """Every file that editors need, by its name below the directory's root."""
    made = schemas(library)
    snippet_file = {".vscode/provider.code-snippets": as_text(snippets(made["provider"]))}
    return {f"schema/{name}.json": as_text(schema) for name, schema in made.items()} | snippet_file


def as_text(value: Any) -> str:
    """A schema as it is written to a file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _schema(model: type[BaseModel]) -> Schema:
    raw = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    inner = {name: _object(part) for name, part in raw.pop("$defs", {}).items() if name != "JsonValue"}
    made = {"$schema": DRAFT, "title": model.__name__, **_object(raw)}
    return {**made, "definitions": inner} if inner else made


def _object(raw: Schema) -> Schema:
    """Named fields: those that need not be there may be left empty."""
    required = raw.get("required", [])
    fields = {name: _field(part, empty=name not in required) for name, part in raw.get("properties", {}).items()}
    made = {"description": " ".join(raw.get("description", "").split()), "type": "object", "properties": fields}
    if required:
        made["required"] = required
    return made | {"additionalProperties": False}


def _field(raw: Schema, *, empty: bool) -> Schema:
    """A field with its words; an editor shows an example under them."""
    kind = _kind(raw)
    if empty:
        kind = _or_nothing(kind)
    return {"description": meaning(raw.get("description", ""), raw), "examples": raw.get("examples", [])} | kind


def meaning(description: str, extra: Any) -> str:
    """A field's meaning, and whether officers alone see it."""
    private = isinstance(extra, Mapping) and extra.get("visible") == "commissioner"
    if not private or "officers" in description:
        return description
    return f"{description} {SHARED if extra.get('shared') else OFFICERS}"


def _kind(raw: Schema) -> Schema:
    """A value's schema, as an editor's YAML reader sees it."""
    if "$ref" in raw:
        # Beside `$ref`, this draft reads nothing else.
        return {} if raw["$ref"].endswith("/JsonValue") else {"allOf": [{"$ref": raw["$ref"]}]}
    if "enum" in raw:
        return {"enum": raw["enum"]}
    if "anyOf" in raw:
        parts = [part for part in raw["anyOf"] if part.get("type") != "null"]
        kind = _kind(parts[0] | _bounds(raw))
        return _or_nothing(kind) if len(parts) < len(raw["anyOf"]) else kind
    if raw.get("type") == "array":
        return {"type": "array", "items": _kind(raw["items"]), "maxItems": Limits().items}
    if raw.get("type") == "object":
        # Keys with a pattern of their own stand apart; what is held under them is the same.
        values = raw.get("additionalProperties") or next(iter(raw["patternProperties"].values()))
        inner = _or_nothing(_kind(values))
        return {"type": "object", "additionalProperties": inner, "maxProperties": Limits().items}
    name = str(raw.get("format") or raw.get("type"))
    kind = copy.deepcopy(SCALARS.get(name, {}))
    return kind | {key: raw[key] for key in ("maxLength", "pattern") if key in raw and name == "string"} | _bounds(raw)


def _bounds(raw: Schema) -> Schema:
    """Between which numbers a value is, for those that are numbers to an editor and for those in quotes."""
    return {key: raw[key] for key in ("minimum", "maximum", "pattern") if key in raw and "maximum" in raw}


def _or_nothing(kind: Schema) -> Schema:
    """The same, or nothing after the colon."""
    if "allOf" in kind:
        return {"anyOf": [*kind["allOf"], {"type": "null"}]}
    if "enum" in kind:
        return {"enum": [*(value for value in kind["enum"] if value is not None), None]}
    if "type" in kind:
        types = kind["type"] if isinstance(kind["type"], list) else [kind["type"]]
        return {**kind, "type": [*types, *(["null"] if "null" not in types else [])]}
    return kind


def _words_of(versions: Iterable[Framework], fields: Mapping[str, Any]) -> dict[str, Schema]:
    """Values of a visit or a year under one framework, in all its versions."""
    judgements: dict[str, Schema] = {}
    kinds: dict[str, None] = {}
    outcomes: dict[str, None] = {}
    areas: dict[str, Schema] = {}
    asked: dict[str, dict[str, Schema]] = {"header": {}, "pre_visit": {}}
    for version in versions:
        kinds |= dict.fromkeys(kind.id for kind in version.kinds)
        outcomes |= dict.fromkeys(version.outcome)
        for requirement in version.requirements:
            keys = list(version.scale_of[requirement.id].keys)
            words = requirement.title or requirement.id
            judgements[requirement.id] = {"description": words, "enum": [*keys, None]}
        for area in version.areas:
            keys = list(version.scale_by_id[version.scale].keys)
            areas[area.id] = {"description": area.title, "enum": [*keys, None]}
        asked["header"] |= {entry.id: {"description": entry.label} for entry in version.header}
        asked["pre_visit"] |= {
            entry.id: {"description": entry.label} for branch in version.pre_visit for entry in branch.fields
        }
    overall = next(iter(areas.values()), {}).get("enum", [])
    found: dict[str, Schema] = {
        "kind": {"enum": [*kinds, None]},
        "outcome": {"enum": [*outcomes, None]} if outcomes else {},
        "judgements": {"properties": judgements},
        "areas": {"properties": areas},
        "overall": {"enum": overall} if overall else {},
        **{name: {"properties": parts} for name, parts in asked.items()},
    }
    return {name: part for name, part in found.items() if part and part != {"properties": {}} and name in fields}
