"""The forms that no framework owns hold what their sources hold, counted; what this directory added is told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from tests.sites import ROOT

FORMS = sorted((ROOT / "content" / "forms").glob("*.yml"))


def load(name: str) -> dict:
    """A form's file as plain text values, read without any of the program."""
    return yaml.load((ROOT / "content" / "forms" / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def sections(form: dict) -> list[dict]:
    """The parts that the source has."""
    return [section for section in form["sections"] if section.get("added") != "yes"]


def fields(form: dict) -> Iterator[dict]:
    """The fields that the source has."""
    for section in sections(form):
        yield from (entry for entry in section.get("fields") or [] if entry.get("added") != "yes")


def by_id(form: dict) -> dict[str, dict]:
    return {entry["id"]: entry for section in form["sections"] for entry in section.get("fields") or []}


def test_referral_has_14_sections_and_73_fields_of_its_source():
    form = load("derby-referral")
    assert len(sections(form)) == 14
    assert len(list(fields(form))) == 73


def test_referral_has_68_tick_boxes_of_its_source():
    found = list(fields(load("derby-referral")))
    ticks = [entry for entry in found if entry.get("type") == "ticks"]
    status = [entry for entry in ticks if entry.get("blank_means") == "not applicable"]
    assert [entry["options"] for entry in status] == [["Applies"]] * 6
    assert [len(entry["options"]) for entry in ticks if entry not in status] == [3]
    answers = [entry for entry in found if entry.get("type") == "yes or no"]
    assert len(answers) == 7
    grids = [entry for entry in found if entry.get("type") == "grid"]
    assert [(len(entry["rows"]), len(entry["columns"])) for entry in grids] == [(15, 3)]
    boxes = sum(len(entry["options"]) for entry in ticks) + 2 * len(answers)
    assert boxes + sum(len(entry["rows"]) * len(entry["columns"]) for entry in grids) == 68


def test_referral_tables_are_as_long_as_those_of_the_source():
    entries = by_id(load("derby-referral"))
    contacts = [entry for name, entry in entries.items() if name.startswith("contact-")]
    assert [(len(entry["columns"]), entry["row_count"]) for entry in contacts] == [(3, "1")] * 6
    grades = entries["grades"]
    assert (len(grades["columns"]), grades["rows"], grades["row_count"]) == (5, ["English", "Maths"], "2")
    assert (len(entries["other-agencies"]["columns"]), entries["other-agencies"]["row_count"]) == (3, "2")


def test_referral_has_the_timetable_that_its_source_promises():
    entry = by_id(load("derby-referral"))["timetable"]
    assert entry["added"] == "yes"
    assert len(entry["rows"]) == 5


def test_an_answer_that_the_source_does_not_print_is_told_in_a_note():
    untold = [
        (path.stem, entry["id"])
        for path in FORMS
        if load(path.stem).get("convention") != "yes"
        for entry in fields(load(path.stem))
        if entry.get("type") == "choice" and "options" not in entry.get("note", "")
    ]
    assert untold == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_whatever_is_added_says_so_where_it_stands(path):
    form = load(path.stem)
    for section in form["sections"]:
        whole = section.get("added") == "yes"
        told = "Added by this directory" in section.get("note", "")
        assert told or not whole, section["id"]
        for entry in section.get("fields") or []:
            added = entry.get("added") == "yes"
            assert added or not whole, f"{entry['id']} stands in a part that is added"
            assert told or not added or "Added by this directory" in entry.get("note", ""), entry["id"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_answer_of_these_forms_is_stored(path):
    form = load(path.stem)
    assert {entry["stored"] for section in form["sections"] for entry in section.get("fields") or []} == {"no"}
    assert form["not_read"]
