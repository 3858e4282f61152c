"""The fields of a record as fields of the web editor's forms: labels, hints, patterns, words to choose from."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from apdir.model import fields as kinds
from apdir.schema import meaning

Field = dict[str, Any]

#: Names that do not read well as they are, by the name alone.
LABELS = {
    "gias_checked": "Looked up in Get Information About Schools",
    "urn": "URN",
    "dfe_number": "DfE number",
    "ofsted": "Ofsted inspections",
    "as_at": "As at",
    "compulsory_age_full_time": "Full-time, of compulsory school age",
    "full_time_ehcp": "Of them with an EHC plan",
    "full_time_looked_after": "Of them looked after",
    "any_ehcp_or_looked_after": "Any pupil with an EHC plan or looked after",
    "sole_provision": "Only education for",
    "hs_policy": "Health and safety policy",
    "dsl_training": "Safeguarding lead trained",
    "dsl_update": "Safeguarding lead’s update",
    "kcsie_read": "KCSIE part 1 read and signed",
    "rag": "Red, amber or green",
    "by": "By",
    "up_to_weeks": "Up to how many weeks",
    "up_to_days": "Up to how many days a week",
    "for": "For",
    "id": "Short name",
}
YES_NO = [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no"}]
#: So many words are offered as boxes to tick, one under the other, and no more.
MOST_BOXES = 40


def label_of(name: str) -> str:
    """A field's name as an officer reads it."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def form_of(
    model: type[BaseModel],
    *,
    leave_out: Sequence[str] = (),
    instead: Mapping[str, Field] = types.MappingProxyType({}),
    within: str = "",
) -> list[Field]:
    """A form for every field of a model. ``instead`` has parts of fields by their paths (`offer.needs`)."""
    made = []
    for name, info in model.model_fields.items():
        key = str(info.validation_alias or name)
        path = f"{within}{key}"
        if path in leave_out:
            continue
        found = _field(key, info, path, leave_out, instead)
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


def _field(
    key: str, info: FieldInfo, path: str, leave_out: Sequence[str], instead: Mapping[str, Field]
) -> Field | None:
    """One field; None for what no form can hold."""
    marks, kind = _marks(info)
    common: Field = {
        "name": key,
        "label": label_of(key),
        "hint": meaning(info.description or "", info.json_schema_extra),
    }
    common["required"] = info.is_required()
    origin = get_origin(kind)
    if origin is tuple:
        return common | _list(get_args(kind)[0], path, key, leave_out, instead)
    if origin is dict:
        return None
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        parts = form_of(kind, leave_out=leave_out, instead=instead, within=f"{path}.")
        return common | {"widget": "object", "collapsed": not info.is_required(), "fields": parts}
    return common | _scalar(kind, marks)


def _list(inner: Any, path: str, key: str, leave_out: Sequence[str], instead: Mapping[str, Field]) -> Field:
    marks, kind = _split(inner)
    words = _words(marks)
    if words:
        return {"widget": "select", "multiple": True, "options": words, "dropdown_threshold": MOST_BOXES}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        parts = form_of(kind, leave_out=leave_out, instead=instead, within=f"{path}.")
        title = next((part["name"] for part in parts if part["widget"] in ("string", "text")), parts[0]["name"])
        return {"widget": "list", "collapsed": "auto", "fields": parts, "summary": f"{{{{fields.{title}}}}}",
                "label_singular": label_of(key).rstrip("s").lower()}  # fmt: skip
    return {"widget": "list"}


def _scalar(kind: Any, marks: Sequence[Any]) -> Field:
    words = _words(marks)
    if words:
        return {"widget": "select", "options": words}
    if kind is bool:
        return {"widget": "select", "options": YES_NO}
    if kind is date:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    made: Field = {"widget": "text" if kinds.TEXT_KIND in marks else "string"}
    most = next((mark.most for mark in marks if isinstance(mark, kinds.Kind)), None)
    if most is not None:
        made["maxlength"] = most
    if kinds.TEXT_KIND in marks:
        return made
    shape = next((mark.shape for mark in marks if isinstance(mark, kinds.Kind) and mark.shape), None)
    return made | ({"pattern": list(shape)} if shape else {})


def words_of(info: FieldInfo) -> list[str]:
    """Return the words that a field, or an item of its list, is one of; none where it may hold others."""
    marks, kind = _marks(info)
    return _words(_split(get_args(kind)[0])[0] if get_origin(kind) is tuple else marks)


def _words(marks: Sequence[Any]) -> list[str]:
    return next((list(mark.words) for mark in marks if isinstance(mark, kinds.Choice)), [])


def _marks(info: FieldInfo) -> tuple[list[Any], Any]:
    marks, kind = _split(info.annotation)
    return [*info.metadata, *marks], kind


def _split(annotation: Any) -> tuple[list[Any], Any]:
    """What is annotated to a type, and the type, both without the None beside it."""
    if get_origin(annotation) in (Union, types.UnionType):
        return _split(next(part for part in get_args(annotation) if part is not type(None)))
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        found, kind = _split(inner)
        return [*marks, *found], kind
    return [], annotation
