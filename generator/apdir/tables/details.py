"""A provider's own words as it wrote them on a page of the site: a small file, which is untrusted.

It holds its details, or what it says of itself against a framework before a visit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from apdir.directory import is_folder_name
from apdir.model.fields import LONGEST
from apdir.problems import Problem, did_you_mean, shown
from apdir.tables.grid import Grid
from apdir.tables.sheets import BY_NAME, DESCRIPTION, TAKE_OUT, Column

#: The number of the format, and the most bytes of such a file: every field as long as it may be takes less.
FORMAT, MOST_BYTES = 1, 300_000
KEYS = {"details", "provider", "right", "was", "values"}
ASSESSMENT_KEYS = {"self_assessment", "provider", "framework", "version", "values"}
#: Of a provider's record, what the provider itself may write. Name, type, registration and status are the council's.
OWN = ("contact", "serves", "offer", DESCRIPTION)
#: Whether a sole trader's telephone is published is asked by an officer, never taken from a file.
NOT_OWN = ("contact.business",)


#: Lists of its offer that a provider may write itself too, and the most items of one.
OWN_LISTS, MOST_ITEMS = ("prices", "programmes", "lengths"), 30
#: A field of an item: `prices.2.amount`.
ITEM = re.compile(rf"({'|'.join(OWN_LISTS)})\.([1-9][0-9]?)\.([a-z_.]+)\Z")


@cache
def own_columns() -> tuple[Column, ...]:
    """The public fields that a provider may write itself, without those of lists."""
    every = BY_NAME["providers"].columns
    return tuple(one for one in every if one.path[0] in OWN and not one.private and one.heading not in NOT_OWN)


def list_columns(name: str) -> tuple[Column, ...]:
    """The public fields of the items of a list that a provider may write itself."""
    return tuple(column for column in BY_NAME[name].columns if not column.private)


def _in_list(name: str) -> tuple[str, int, str] | None:
    """The list, the number of the item and its field that a name such as `prices.2.amount` means."""
    found = ITEM.match(name)
    if found is None or int(found[2]) > MOST_ITEMS:
        return None
    known = found[3] in {column.heading for column in list_columns(found[1])}
    return (found[1], int(found[2]), found[3]) if known else None


@dataclass(frozen=True, slots=True)
class Details:
    """What a file says: the provider's folder, whether all else is right, and values by heading, before and now."""

    slug: str
    right: bool
    was: Mapping[str, str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written(Grid):
    """One provider's details as a table: a cell is named by its field, such as `contact.phone` or `prices.2.amount`."""

    def place(self, row: int, heading: str) -> str:
        """The field."""
        return heading if self.sheet.name == "providers" else f"{self.sheet.name}.{row}.{heading}"


def as_grids(details: Details, file: str) -> Iterator[Written]:
    """Details as a row of the providers' table, and as rows of their lists; an empty value takes out what is there."""
    rows: dict[str, dict[int, dict[str, str]]] = {"providers": {1: {"folder": details.slug}}}
    for name, text in details.values.items():
        sheet, number, heading = _in_list(name) or ("providers", 1, name)
        begun = {"folder": details.slug, "number": str(number)}
        rows.setdefault(sheet, {}).setdefault(number, begun)[heading] = text.strip() or TAKE_OUT
    for sheet, items in rows.items():
        places = {name: at for at, name in enumerate(dict.fromkeys(name for row in items.values() for name in row), 1)}
        yield Written(BY_NAME[sheet], file, file, places, tuple(sorted(items.items())), {})


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """What a file says: the provider's folder, the framework and its version, and a text for some requirements."""

    slug: str
    framework: str
    version: str
    values: Mapping[str, str]


def read_details(raw: bytes, file: str) -> tuple[Details | SelfAssessment | None, list[Problem]]:
    """What a provider's file says, None where it is none, with every problem of its form."""

    def problem(field: str, message: str, hint: str) -> Problem:
        return Problem(file, 0, 0, field, message, hint, "file")

    whole = "Ask the provider to save it again on its page, under “Correct your details”."
    if raw.startswith(b"%PDF"):
        return None, [problem("", "This is a PDF form.", "Use `apdir read` for it.")]
    if len(raw) > MOST_BYTES:
        return None, [problem("", f"The file has {len(raw):,} bytes. At most {MOST_BYTES:,} are read.", whole)]
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()  # half a sign, which no file can have
    except (ValueError, RecursionError):
        return None, [problem("", "This is no file that a provider saved on the site, or it is broken.", whole)]
    if isinstance(data, dict) and "self_assessment" in data:
        again = "Ask the provider to save it again on the framework’s page “Self-assessment”."
        number = data["self_assessment"]
        if set(data) != ASSESSMENT_KEYS or type(number) is not int or number != FORMAT:
            return None, [problem("", "This is no file of a self-assessment.", again)]
        found = [problem(*row, again) for row in _wrong(data)]
        said = {} if found else {key: text.strip() for key, text in data["values"].items() if text.strip()}
        if not found and not said:
            found.append(problem("values", "It says nothing of any requirement.", again))
        return (None if found else SelfAssessment(data["provider"], data["framework"], data["version"], said)), found
    if not isinstance(data, dict) or set(data) != KEYS or type(data["details"]) is not int or data["details"] != FORMAT:
        return None, [problem("", "This is no file that a provider saved on the site.", whole)]
    found = [problem(*row, whole) for row in _faults(data)]
    if not found and not data["values"] and not data["right"]:
        found.append(problem("values", "It changes nothing, and does not confirm that everything is correct.", whole))
    return (None if found else Details(data["provider"], data["right"], data["was"], data["values"])), found


def _wrong(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each part of a self-assessment that is of another kind, in words."""
    yield from _of_provider(data)
    for part in ("framework", "version"):
        if not isinstance(data[part], str):
            yield part, "This is no text."
    values = data["values"]
    if not isinstance(values, dict):
        yield "values", "This is no list of requirements."
        return
    for name, text in values.items():
        yield from _of_text(name, text)


def _of_provider(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not isinstance(data["provider"], str) or not is_folder_name(data["provider"]):
        yield "provider", "This is no provider's folder."


def _of_text(name: str, text: object) -> Iterator[tuple[str, str]]:
    if not isinstance(text, str):
        yield name, "This is no text."
    elif len(text) > LONGEST:
        yield name, f"This has {len(text):,} characters; {LONGEST:,} is the most."


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each part of a file of details that is of another kind, in words."""
    yield from _of_provider(data)
    if not isinstance(data["right"], bool):
        yield "right", "This is neither true nor false."
    known = [column.heading for column in own_columns()]
    for part in ("was", "values"):
        values = data[part]
        if not isinstance(values, dict):
            yield part, "This is no list of fields."
            continue
        for name, text in values.items():
            if name not in known and _in_list(name) is None:
                yield part, f"{shown(name)} is no field that a provider writes. {did_you_mean(name, known)}"
            else:
                yield from _of_text(name, text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a file. Raises ValueError where it says something twice."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _no_number(_: str) -> None:
    raise ValueError
