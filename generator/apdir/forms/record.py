"""The answers of a filled form put together as a visit's record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from apdir.forms.answer import Unclear, answer
from apdir.forms.form import DATE, Field, Form
from apdir.model.described import keys_at
from apdir.model.framework import Framework
from apdir.model.visit import Visit
from apdir.pupil import findings
from apdir.source import FieldPath, written


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was written and cannot be kept: in which field of the form, and why."""

    where: str
    what: str


@dataclass
class Reading:
    """A filled form as data for a record: what was answered, what was left blank, what cannot be kept.

    ``data`` has the shape of the record. ``blank`` are the fields whose answer the record would keep. ``pupil`` are
    faults that forbid writing anything.
    """

    data: dict[str, Any]
    blank: list[Field] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    pupil: list[Fault] = field(default_factory=list)


#: For an answer of which a file says two things.
TWO_ANSWERS = (
    "The file holds two answers to it, or one that no page shows. Fill in a new copy of the form, and read that."
)
TWO_TICKS = (
    "It is ticked, but not clear: the file says that something else is, or nothing. Open the form in a program for PDF "
    "forms, tick it again, save it, and read that."
)


def record_of(form: Form, framework: Framework, values: Mapping[str, str], unclear: Collection[str] = ()) -> Reading:
    """The record that the answers make. Nothing is guessed: what is not clear is a fault, and left out."""
    reading = Reading({})
    for entry in form.answers:
        text = values.get(entry.name, "")
        if kinds := list(dict.fromkeys(found.kind for found in findings(text))):
            # Where the answer is not stored too: the file itself should not hold it.
            reading.pupil.append(Fault(entry.about, f"This looks like pupil data ({', '.join(kinds)})."))
            continue
        if entry.to is None:
            continue
        if entry.name in unclear:
            reading.faults.append(Fault(entry.about, _not_clear(entry, text)))
            continue
        if not text:
            reading.blank.append(entry)
            continue
        try:
            value = answer(entry, text)
        except Unclear as error:
            reading.faults.append(Fault(entry.about, str(error)))
            continue
        _put(reading.data, entry.to, value, gathered=_gathers(entry))
    reading.data = _in_order(_listed(reading.data), framework)
    return reading


def _not_clear(entry: Field, text: str) -> str:
    """Why an answer is not clear, and what to do."""
    labels = [option.label for option in entry.options if option.key in text.split("\n")]
    if len(labels) > 1:
        boxes = " and ".join(f"“{label}”" for label in labels)
        return (
            f"{len(labels)} boxes are ticked: {boxes}. Take the wrong tick away in the form, save it, and read it "
            "again with --force; or write the answer into the record."
        )
    return TWO_TICKS if entry.kind in ("choice", "tick") else TWO_ANSWERS


def answers_of(form: Form, framework: Framework, data: Mapping[str, Any], sites: Mapping[str, str]) -> dict[str, str]:
    """The answers that a record has for the fields of a form, as `record_of` reads them back.

    ``data`` is the record as its file has it, ``sites`` the names of the provider's sites by id. Marks of a row are
    left out where some prompts have none: the record does not say which.
    """
    placed = _placed(data, framework)
    marked = Counter(entry.to for entry in form.answers if entry.to is not None and entry.to[-1] == "marks")
    used: Counter[FieldPath] = Counter()
    found: dict[str, str] = {}
    for entry in form.answers:
        if entry.to is None:
            continue
        value = _at(placed, entry.to)
        if entry.to[-1] == "marks" and isinstance(value, list):
            value = value[used[entry.to]] if len(value) == marked[entry.to] else None
            used[entry.to] += 1
        elif _gathers(entry) and isinstance(value, list):
            value = entry.tick if entry.tick in value else None
        if entry.to == ("site",):
            value = sites.get(str(value), value)
        elif entry.to == ("reassesses",) and value:
            value = str(value)[:10]
        if isinstance(value, str) and (text := _typed(entry, value)):
            found[entry.name] = text
    return found


def _typed(entry: Field, value: str) -> str:
    """A value as somebody types it in a field; empty where that has no such answer."""
    if entry.kind == "date":
        return "/".join(reversed(value.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else ""
    if entry.kind == "choice":
        return value if any(option.key == value for option in entry.options) else ""
    return value if entry.kind != "tick" or value == entry.tick else ""


def _placed(data: Mapping[str, Any], framework: Framework) -> dict[str, Any]:
    """A record with its rows and signatures by their places on the form."""
    items = _items(framework)
    rows, signed = data.get("rows") or (), data.get("signed") or ()
    return {
        **data,
        "rows": {place: row for row in rows for place, ids in items.items() if row.get("items") == ids},
        "signed": {place: signature for signature in signed for place, block in enumerate(framework.signatures)
                   if signature.get("for") == block.side},
    }  # fmt: skip


def _at(data: Any, path: FieldPath) -> Any:
    """The value at a path of a record; None where there is none."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _items(framework: Framework) -> dict[int, list[str]]:
    """The requirements of each row of marks, by its place on the form."""
    rows = list(dict.fromkeys(requirement.row or requirement.id for requirement in framework.requirements))
    return {
        place: [other.id for other in framework.requirements if (other.row or other.id) == row]
        for place, row in enumerate(rows)
    }


def _gathers(entry: Field) -> bool:
    path = entry.to or ()
    many_ticks = entry.kind == "tick" and path[0] in ("header", "pre_visit", "best_practice")
    return many_ticks or path[-1] == "marks"


def _put(data: dict[Any, Any], path: FieldPath, value: str, *, gathered: bool) -> None:
    """Set a value; places in lists are keys for now, since a form may leave some of them blank."""
    for step in path[:-1]:
        data = data.setdefault(step, {})
    if gathered:
        data.setdefault(path[-1], []).append(value)
    else:
        data[path[-1]] = value


def _listed(data: Any) -> Any:
    """The same with mappings whose keys are places made into lists, blank places closed up."""
    if not isinstance(data, dict):
        return data
    if data and all(isinstance(key, int) for key in data):
        # The place of a row of marks and of a signature says which it is.
        return [{**_listed(data[place]), "": place} for place in sorted(data)]
    return {key: _listed(value) for key, value in data.items()}


def _in_order(data: dict[str, Any], framework: Framework) -> dict[str, Any]:
    """The fields in the order of the model; rows with their items and signatures with their side."""
    items = _items(framework)
    for row in data.get("rows", ()):
        place = row[""]
        kept = {name: row[name] for name in ("evidence", "note", "marks", "action") if name in row}
        row.clear()
        row.update({"items": items[place], **kept})
    for signature in data.get("signed", ()):
        kept = {name: signature[name] for name in ("role", "date") if name in signature}
        side = framework.signatures[signature[""]].side
        signature.clear()
        signature.update({"for": side, **kept})
    _without_places(data)
    return {key: data[key] for key in keys_at(Visit) if key in data}


def _without_places(data: Any) -> None:
    if isinstance(data, dict):
        data.pop("", None)
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        _without_places(value)


def record_text(framework: Framework, kind: str, data: Mapping[str, Any], form: Form) -> str:
    """A draft of the visit's record as YAML, with every answer."""
    head: dict[str, Any] = {"framework": framework.id, "kind": kind, DATE: data[DATE]}
    if "site" in data:
        head["site"] = data["site"]
    head["state"] = "draft"
    rest = {name: value for name, value in data.items() if name not in head}
    lines = [f"# Read from a filled copy of {form.title}, version {form.version}. Look it through, then set the state."]
    for name, value in {**head, **rest}.items():
        lines += written.lines(name, value, 0)
    return "\n".join(lines) + "\n"
