"""Every field of a provider, a visit and a year, changed by itself: one difference, true, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from apdir.changes.fields import differences
from apdir.model.described import Described, described
from apdir.model.fields import TEXT_KIND, words_of
from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.model.year import Year
from tests.support.records import PROVIDER

#: What a sentence for an officer never has in it: words of the program, braces, names as files write them.
ODD = re.compile(r"None|True|False|[{}\[\]_]|Decimal|datetime")


def full(model: type[BaseModel]) -> dict[str, Any]:
    """A record with every field filled in, from the examples."""
    data: dict[str, Any] = {}
    for field in described(model):
        inner, example = field.value.innermost.model, field.example
        if inner is not None:
            whole = full(inner)
            listed = [whole] if field.value.keys is None else dict.fromkeys(example, whole)
            example = whole if field.value.item is None else listed
        data[field.key] = example
    return data


def another(value: Any, words: Sequence[str]) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(hour=value.hour + 1)
    if isinstance(value, tuple):
        return (*value[:-1], another(value[-1], words))
    if isinstance(value, dict):
        return {key: another(item, words) for key, item in value.items()}
    return next(word for word in words if word != value) if words else f"{value} anew"


Edit = tuple[str, Described, BaseModel]


def edits(record: BaseModel, within: str = "") -> Iterator[Edit]:
    """Each field by its path, and the record with that one alone changed; then with it left out, where it may be."""
    for field in described(type(record)):
        value, path = getattr(record, field.name), f"{within}{field.name}"

        def put(new: Any, name: str = field.name) -> BaseModel:
            return record.model_copy(update={name: new})

        if isinstance(value, BaseModel):
            yield from ((at, inner, put(new)) for at, inner, new in edits(value, f"{path}."))
        elif isinstance(value, tuple) and isinstance(value[0], BaseModel):
            yield from ((at, inner, put((new,))) for at, inner, new in edits(value[0], f"{path}."))
            yield f"{path} and one more", field, put((*value, value[0]))
        elif isinstance(value, dict) and isinstance(next(iter(value.values())), BaseModel):
            key = next(iter(value))
            yield from ((at, inner, put({key: new})) for at, inner, new in edits(value[key], f"{path}."))
        else:
            yield path, field, put(another(value, words_of(field.value)))
        if not field.required and value != field.default:
            yield f"{path} left out", field, put(field.default)


RECORDS = [model.model_validate(full(model)) for model in (Provider, Visit, Year)]
EDITS = [(type(record).__name__, record, *edit) for record in RECORDS for edit in edits(record)]


@pytest.mark.parametrize(
    ("kind", "record", "path", "field", "after"), EDITS, ids=[f"{row[0]}-{row[2]}" for row in EDITS]
)
def test_one_field_changed_is_one_difference_in_plain_words(
    kind: str, record: BaseModel, path: str, field: Described, after: BaseModel
) -> None:
    for one, other in ((record, after), (after, record)):
        found = list(differences(one, other))
        assert len(found) == 1, found
        [difference] = found
        assert difference.what, "it is not said what differs"
        assert not ODD.search(difference.told), difference.told
        # Of a text only the wording changes: what it says is for the page.
        text = field.value.holds(TEXT_KIND) and "left out" not in path and "more" not in path
        assert difference.wording == text, difference
        assert difference.wording or difference.how, difference


def test_every_field_is_tried() -> None:
    tried = {(row[0], row[2].split(" ")[0].split(".")[0]) for row in EDITS}
    assert tried == {(type(record).__name__, name) for record in RECORDS for name in type(record).model_fields}


@pytest.mark.parametrize(
    ("field", "before", "after", "told"),
    [
        ("header", {"overview": "A small centre for eight."}, {"overview": "A centre."}, "header overview: A small"),
        ("header", {"overview": "It has a yard, a barn and a field."}, {"overview": "It has a yard and a barn or two."},
         "header overview"),
        ("judgements", {"1a": "fully"}, {"1a": "partially"}, "judgements 1a: fully → partially"),
    ],
)  # fmt: skip
def test_of_prose_only_the_wording_changes(field: str, before: Any, after: Any, told: str) -> None:
    visit = RECORDS[1]
    [found] = differences(visit.model_copy(update={field: before}), visit.model_copy(update={field: after}))
    assert found.told.startswith(told)
    assert found.wording == (found.told == told and field == "header")


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        (("Mon", "Tue"), ("Tue", "Mon"), "in another order"),
        (("Mon", "Tue"), ("Mon", "Wed"), "adds Wed; without Tue"),
        (("Mon", "Mon", "Tue"), ("Mon", "Tue", "Tue"), "Mon, Mon, Tue → Mon, Tue, Tue"),
        (("Mon", "Mon"), ("Mon",), "Mon, Mon → Mon"),
    ],
)
def test_a_list_says_what_came_and_went(before: tuple[str, ...], after: tuple[str, ...], how: str) -> None:
    farm = RECORDS[0]
    one, other = (farm.model_copy(update={"serves": days}) for days in (before, after))
    [found] = differences(one, other)
    assert found.told == f"serves: {how}"


def test_lots_of_one_procurement_list_are_told_apart() -> None:
    def on(*lots: str) -> Provider:
        lists = [{"name": "System", "lot": lot, "since": "2026-04-01"} for lot in lots]
        return Provider.model_validate(PROVIDER | {"lists": lists})

    def told(before: Provider, after: Provider) -> list[str]:
        return [difference.told for difference in differences(before, after)]

    assert told(on(), on("Lot 1", "Lot 2")) == ["procurement lists: adds System, Lot 1, System, Lot 2"]
    assert told(on("Lot 1", "Lot 2"), on("Lot 1")) == ["procurement lists: without System, Lot 2"]
    assert told(on("Lot 1"), on("Lot 2")) == ["procurement lists: System, Lot 1 → System, Lot 2"]
