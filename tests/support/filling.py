"""Answers for every field of a form, and what a record must hold of each: worked out from the field alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from apdir.forms.form import PROVIDER, Field, Form
from apdir.source import FieldPath

SPELLINGS = ("14/10/2026", "14 October 2026", "2026-10-14")
DAY = "2026-10-14"
LINE = "Café “Élan” – it’s naïve, £5 & 100% <b>"


#: Where a role is asked for.
ROLES = ("role", "who", "provider_represented_by")


def answers_for(form: Form, provider: str) -> dict[str, str]:
    """Something for each field: accents, curly quotes and several lines wherever there is room for them."""
    values = {}
    for number, field in enumerate(form.fields):
        match field.kind:
            case "text":
                value = f"{LINE} {number}\nsecond line: {number}\n\n  - a fourth # one"
            case "choice":
                value = field.options[number % len(field.options)].key
            case "tick":
                value = field.tick
            case "date":
                value = SPELLINGS[number % len(SPELLINGS)]
            case "time":
                value = ("09:30", "9.30 am")[number % 2]
            case "number":
                value = f"1,{100 + number}"
            case _:
                value = f"{LINE} {number}"
        values[field.name] = value
    for field in form.fields:
        if field.name == PROVIDER:
            values[field.name] = provider
        elif field.to == ("site",):
            values[field.name] = "Main yard"
        elif field.to and field.to[-1] in ROLES:
            values[field.name] = f"Head of {values[field.name]}"
        elif field.to and field.to[0] == "reassesses":
            values[field.name] = "12/03/2026"
    return values


def wanted(field: Field, given: str) -> str:
    """What the record must hold of an answer of `answers_for`."""
    if field.to == ("site",):
        return "main"
    match field.kind:
        case "date":
            return DAY
        case "time":
            return "09:30"
        case "number":
            return given.replace(",", "")
    return given


def expected(form: Form, given: Mapping[str, str]) -> dict[FieldPath, str]:
    """Every stored answer at its place in the record; answers that are gathered in a list, one after another."""
    leaves: dict[FieldPath, str] = {}
    places: Counter[FieldPath] = Counter()
    for field in {field.name: field for field in form.fields}.values():
        if field.to is None:
            continue
        path = field.to
        if path[-1] == "marks" or (field.kind == "tick" and path[0] in ("header", "pre_visit", "best_practice")):
            places[path] += 1
            path = (*path, places[path] - 1)
        leaves[path] = wanted(field, given[field.name])
    return leaves


def held(data: Any, path: FieldPath = ()) -> dict[FieldPath, str]:
    """Every value of a record at its place."""
    if isinstance(data, dict):
        return {place: value for key, inner in data.items() for place, value in held(inner, (*path, key)).items()}
    if isinstance(data, list):
        return {
            place: value for index, inner in enumerate(data) for place, value in held(inner, (*path, index)).items()
        }
    return {path: data}
