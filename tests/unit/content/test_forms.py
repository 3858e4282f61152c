"""The forms that no framework owns hold what their sources hold, counted; what this directory added is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
import yaml

from apdir.forms.catalogue import form_ids_of
from apdir.forms.form import Prose
from tests.support.forms import forms
from tests.support.records import library
from tests.support.sites import ROOT, TODAY

FORMS = sorted((ROOT / "content" / "forms").glob("*.yml"))


@cache
def load(name: str) -> dict:
    """A form's file as plain text values, read without any of the program."""
    return yaml.load((ROOT / "content" / "forms" / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def sections(form: dict) -> list[dict]:
    """The parts that the source has."""
    return [section for section in form["sections"] if section.get("added") != "yes"]


def fields(form: dict) -> Iterator[dict]:
    """The fields that the source has."""
    for section in sections(form):
        yield from (entry for entry in section.get("fields") or [] if entry.get("added") != "yes")


def by_id(form: dict) -> dict[str, dict]:
    return {entry["id"]: entry for section in form["sections"] for entry in section.get("fields") or []}


def test_every_form_is_known_by_its_id_before_it_is_made() -> None:
    assert list(form_ids_of(library(), date.fromisoformat(TODAY))) == list(forms())


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


def test_an_answer_that_the_source_does_not_print_is_told_where_it_stands():
    untold = [
        (path.stem, entry["id"])
        for path in FORMS
        if load(path.stem).get("convention") != "yes"
        for entry in fields(load(path.stem))
        if entry.get("type") == "choice" and not entry.get("own", "").startswith("The answers to choose from.")
    ]
    assert untold == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_whatever_is_added_says_so_where_it_stands(path):
    form = load(path.stem)
    printed = {section.id: section for section in forms()[path.stem].sections}
    for section in form["sections"]:
        whole = section.get("added") == "yes"
        made = printed[section["id"]]
        assert made.own.startswith("Added by this directory.") or not whole, section["id"]
        blocks = [block for block in made.blocks if not isinstance(block, Prose)]
        for entry, block in zip(section.get("fields") or [], blocks, strict=True):
            added = entry.get("added") == "yes"
            assert added or not whole, f"{entry['id']} stands in a part that is added"
            assert whole or not added or block.own.startswith("Added by this directory."), entry["id"]
            assert entry.get("own", "") in block.own, entry["id"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_answer_of_these_forms_is_stored(path):
    form = load(path.stem)
    assert {entry["stored"] for section in form["sections"] for entry in section.get("fields") or []} == {"no"}
    assert form["not_read"]


def test_agreement_has_9_sections_and_31_fields_of_its_source():
    form = load("derby-commissioning-agreement")
    assert len(sections(form)) == 9
    found = list(fields(form))
    assert len(found) == 31
    tables = [entry for entry in found if entry.get("type") == "table"]
    assert [(len(entry["columns"]), entry["row_count"]) for entry in tables] == [(3, "3"), (3, "3")]
    parts = {section["id"]: section for section in sections(form)}
    assert len(parts["how-assessed"]["points"]) == 5
    counts = {name: len([e for e in part.get("fields") or [] if "added" not in e]) for name, part in parts.items()}
    assert counts["agenda"] == 7
    assert counts["review"] == 1 + 5 + 1  # its date, five prompts, comments
    assert counts["first-visit"] == counts["next-visit"] == 2


def test_service_level_agreement_has_6_sections_7_fields_and_11_duties_of_its_source():
    form = load("derby-service-level-agreement")
    assert len(sections(form)) == 6
    assert len(list(fields(form))) == 7
    parts = {section["id"]: section for section in sections(form)}
    assert len(parts["provision"]["fields"]) == 5
    assert len(parts["school-duties"]["points"]) == 4
    assert len(parts["provider-duties"]["points"]) == 7
    assert [block["for"] for block in form["signatures"]] == ["provider", "school"]


def test_forms_without_a_source_say_so():
    own = {path.stem for path in FORMS if load(path.stem).get("convention") == "yes"}
    assert own == {
        "amber-valley-erewash-parent-questionnaire",
        "amber-valley-erewash-pupil-questionnaire",
        "amber-valley-erewash-tracking-return",
        "derby-significant-risks",
    }
    for name in own:
        assert "source" not in load(name)
        assert "this directory's own" in load(name)["summary"]


def test_pupils_are_asked_in_short_sentences_and_common_words():
    form = load("amber-valley-erewash-pupil-questionnaire")
    asked = [
        text
        for section in form["sections"]
        for text in [
            section["title"],
            *(section.get("points") or []),
            *(
                part
                for entry in section.get("fields") or []
                for part in (entry["label"], *(entry.get("rows") or []), *(entry.get("options") or []))
            ),
        ]
    ]
    sentences = [sentence for text in asked for sentence in re.split(r"[.?!]\s+", text)]
    assert max(len(sentence.split()) for sentence in sentences) <= 15
    assert max(len(word) for text in asked for word in re.findall(r"[A-Za-z]+", text)) <= 10
    assert not any("name" in entry["label"].lower() for entry in by_id(form).values())


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_part_of_a_source_names_its_place(path):
    form = load(path.stem)
    if form.get("convention") != "yes":
        assert all(section["source"]["section"] for section in sections(form))
    assert form["notes"]


def test_links_from_the_guidance_lead_to_forms_that_there_are():
    found = [
        (path.name, name)
        for path in sorted((ROOT / "content" / "guidance").rglob("*.md"))
        for name in re.findall(r'href="(?:\.\./)+forms/([^/"]*)/"', path.read_text(encoding="utf-8"))
    ]
    assert {name for _, name in found} == {path.stem for path in FORMS}
