"""The answers of a filled form put together as a visit's record."""

from __future__ import annotations

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
TWO_ANSWERS = "The file holds two answers to it. Open the form, write the right one anew, save it, and read that."
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
            ticked = entry.kind in ("choice", "tick")
            reading.faults.append(Fault(entry.about, TWO_TICKS if ticked else TWO_ANSWERS))
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
    rows = list(dict.fromkeys(requirement.row or requirement.id for requirement in framework.requirements))
    items = {
        place: [other.id for other in framework.requirements if (other.row or other.id) == row]
        for place, row in enumerate(rows)
    }
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
