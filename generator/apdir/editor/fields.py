"""The fields of a record as fields of the web editor's forms: labels, hints, patterns, words to choose from."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from apdir.model import fields as kinds
from apdir.model.described import Described, Value, described
from apdir.schema import meaning

Field = dict[str, Any]

YES_NO = [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no"}]
#: So many words are offered as boxes to tick, one under the other, and no more.
MOST_BOXES = 40


def form_of(
    model: type[BaseModel],
    *,
    leave_out: Sequence[str] = (),
    instead: Mapping[str, Field] = types.MappingProxyType({}),
    within: str = "",
) -> list[Field]:
    """A form for every field of a model. ``instead`` has parts of fields by their paths (`offer.needs`)."""
    made = []
    for field in described(model):
        path = f"{within}{field.key}"
        if path in leave_out:
            continue
        found = _field(field, path, leave_out, instead)
        if found is not None:
            whole = found | instead.get(path, {})
            if whole["widget"] in ("string", "text"):
                whole["use_emoji_autocomplete"] = False
            else:
                whole.pop("maxlength", None)
            made.append(whole)
    return made


def text_field(name: str, label: str, hint: str = "", *, lines: bool = False, required: bool = False) -> Field:
    """A field for a line, or for several."""
    made: Field = {"name": name, "label": label, "widget": "text" if lines else "string", "required": required,
                   "use_emoji_autocomplete": False}  # fmt: skip
    return made | ({"hint": hint} if hint else {})


def choice_field(name: str, label: str, options: Sequence[Any], hint: str = "", *, required: bool = False) -> Field:
    """A field with words to choose from."""
    made = {"name": name, "label": label, "widget": "select", "options": list(options), "required": required}
    return made | ({"hint": hint} if hint else {})


def day_field(name: str, label: str, hint: str = "", *, required: bool = False) -> Field:
    """A field for a day."""
    made = {"name": name, "label": label, "widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    return made | {"required": required} | ({"hint": hint} if hint else {})


def object_field(name: str, label: str, parts: Sequence[Field], hint: str = "", *, required: bool = True) -> Field:
    """Fields that belong together, under a heading that opens."""
    made: Field = {"name": name, "label": label, "widget": "object", "collapsed": True, "fields": list(parts)}
    return made | {"required": required} | ({"hint": hint} if hint else {})


def _field(field: Described, path: str, leave_out: Sequence[str], instead: Mapping[str, Field]) -> Field | None:
    """One field; None for what no form can hold."""
    value = field.value
    if value.keys is not None:
        return None
    common: Field = {
        "name": field.key,
        "label": field.label,
        "hint": meaning(field.meaning, field.extra),
        "required": field.required,
    }
    inner = (value.item or value).model
    parts = form_of(inner, leave_out=leave_out, instead=instead, within=f"{path}.") if inner is not None else []
    words = list(kinds.words_of(value))
    if value.item is None:
        if inner is None:
            return common | _scalar(value)
        return common | {"widget": "object", "collapsed": not field.required, "fields": parts}
    if words:
        return common | {"widget": "select", "multiple": True, "options": words, "dropdown_threshold": MOST_BOXES}
    if inner is None:
        return common | {"widget": "list"}
    title = next((part["name"] for part in parts if part["widget"] in ("string", "text")), parts[0]["name"])
    return common | {"widget": "list", "collapsed": "auto", "fields": parts, "summary": f"{{{{fields.{title}}}}}",
                     "label_singular": field.label.rstrip("s").lower()}  # fmt: skip


def _scalar(value: Value) -> Field:
    words = list(kinds.words_of(value))
    if words:
        return {"widget": "select", "options": words}
    if value.base is bool:
        return {"widget": "select", "options": YES_NO}
    if value.base is date:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    text, kind = value.holds(kinds.TEXT_KIND), value.mark(kinds.Kind)
    made: Field = {"widget": "text" if text else "string"}
    if kind is not None:
        made["maxlength"] = kind.most
        if kind.shape and not text:
            made["pattern"] = list(kind.shape)
    return made
