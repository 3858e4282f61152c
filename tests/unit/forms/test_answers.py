"""What is made of each thing that somebody writes on a form, without a PDF round it."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from apdir.forms.answer import Unclear, answer
from apdir.forms.facts import answers, facts_of
from apdir.forms.form import Field, Option, Question, name_of
from apdir.forms.html import form_templates, page
from apdir.forms.record import record_of, record_text
from apdir.model.form_field import FACTS
from apdir.model.visit import Visit
from apdir.source import Theme
from tests.support.forms import a_form, forms
from tests.support.records import PROVIDER, ROOT, framework, library, provider, record, visit

YES, NO = Option("yes", "Yes"), Option("no", "No")


def field(kind, **more):
    return Field("x", "", "About: x", kind, **more)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14/03/2026", "2026-03-14"),
        ("4.3.2026", "2026-03-04"),
        ("4-3-2026", "2026-03-04"),
        (" 14 / 3 / 2026 ", "2026-03-14"),
        ("2026-03-14", "2026-03-14"),
        ("2026-3-4", "2026-03-04"),
        ("14 March 2026", "2026-03-14"),
        ("14th\nmarch, 2026", "2026-03-14"),
        ("Saturday 14 Mar. 2026", "2026-03-14"),
        ("1st sept 2026", "2026-09-01"),
        ("29/02/2028", "2028-02-29"),
        ("31/12/1999", "1999-12-31"),
        ("14/03/26", "2026-03-14"),
        ("14. 3. 26", "2026-03-14"),
        ("14 March ’26", "2026-03-14"),
    ],
)
def test_a_day_is_read_in_each_spelling(written, day):
    assert answer(field("date"), written) == day


@pytest.mark.parametrize(
    "written",
    ["14-03-26", "14/03/98", "14/03", "14 March ’98",
     "March 2026", "29/02/2027", "31/04/2026", "0/1/2026", "1/0/2026", "1/13/2026", "14 Ju 2026",
     "14 Ma 2026", "14 Marchy 2026", "next Tuesday", "14/03/20266", "2026/03/14 or 15", "١٤/٠٣/x", "14/03/0000"],
)  # fmt: skip
def test_a_day_that_is_not_clear_is_never_guessed(written):
    with pytest.raises(Unclear, match=r"is not a date|no such day"):
        answer(field("date"), written)


@pytest.mark.parametrize(
    ("written", "time"),
    [("09:30", "09:30"), ("9.30", "09:30"), ("9:30 am", "09:30"), ("12:05 AM", "00:05"), ("12:05pm", "12:05"),
     ("1.15 pm", "13:15"), ("1pm", "13:00"), ("1 p.m.", "13:00"), ("13.00", "13:00"),
     ("00:00", "00:00"), ("23:59", "23:59")],
)  # fmt: skip
def test_a_time_is_read_in_each_spelling(written, time):
    assert answer(field("time"), written) == time


@pytest.mark.parametrize("written", ["24:00", "9", "09:60", "13:00 pm", "0:30 am", "half past nine", "09:30:10", "930"])
def test_a_time_that_is_not_clear_is_never_guessed(written):
    with pytest.raises(Unclear, match="is not a time of day"):
        answer(field("time"), written)


@pytest.mark.parametrize(("written", "number"), [("12", "12"), ("1,200", "1200"), ("7.5", "7.5"), ("0", "0")])
def test_a_number_is_read(written, number):
    assert answer(field("number"), written) == number


@pytest.mark.parametrize("written", ["about 12", "-3", "1e3", "7.", ".5", "½", "٣", "12 13"])
def test_what_is_no_number_is_told(written):
    with pytest.raises(Unclear, match="is not a number"):
        answer(field("number"), written)


def test_text_is_kept_as_it_was_written():
    text = "Café, “quoted” – it’s  fine.  \n\n  Second line.\n"
    assert answer(field("text"), text) == "Café, “quoted” – it’s  fine.\n\n  Second line.\n"
    assert answer(field("line"), "two\nlines  of it") == "two lines of it"


def test_a_choice_is_one_of_its_answers():
    choice = field("choice", options=(YES, NO))
    assert answer(choice, "no") == "no"
    with pytest.raises(Unclear, match="is none of its answers: Yes, No"):
        answer(choice, "1")
    assert answer(field("tick", tick="farm work"), "yes") == "farm work"


# What is told of an answer that is not clear says nothing of a person.


@pytest.mark.parametrize("kind", ["date", "time", "number", "choice"])
def test_a_long_answer_is_not_repeated_whole(kind):
    with pytest.raises(Unclear) as told:
        answer(field(kind, options=(YES, NO)), "A very long story. " * 40)
    assert len(str(told.value)) < 250


# The record.


DERBY = forms()["derby-visit"]


def made(values, form=DERBY, name="derby"):
    return record_of(form, framework(name), values)


def test_a_blank_form_makes_an_empty_record():
    for form in forms().values():
        if form.read_as != "nothing":
            reading = record_of(form, framework(form.framework), {})
            assert (reading.data, reading.faults, reading.pupil) == ({}, [], []), form.id
            stored = {entry.name for entry in form.fields if entry.to is not None}
            assert {entry.name for entry in reading.blank} == stored


def test_rows_that_were_left_blank_are_closed_up():
    names = {row: name_of(("improvement_plan", row, "action")) for row in range(4)}
    reading = made({names[1]: "Mend the fence", names[3]: "Buy hens"})
    assert reading.data == {"improvement_plan": [{"action": "Mend the fence"}, {"action": "Buy hens"}]}


def test_marks_stay_with_their_row_and_signatures_with_their_side():
    form = forms()["leicestershire-visit"]
    marks = [entry for entry in form.fields if entry.to and entry.to[-1] == "marks"]
    last = marks[-1]
    reading = made({last.name: last.options[0].key}, form, "leicestershire")
    [row] = reading.data["rows"]
    assert row["marks"] == [last.options[0].key]
    assert row["items"][-1] == last.about.split()[1].rstrip(",")
    signed = [entry for entry in DERBY.fields if entry.to and entry.to[0] == "signed" and entry.to[-1] == "role"]
    reading = made({signed[-1].name: "Head of centre"})
    assert reading.data == {"signed": [{"for": framework("derby").signatures[-1].side, "role": "Head of centre"}]}


def test_what_is_not_clear_is_left_out_and_told():
    reading = made({"next_visit": "soon", "judgements-1a": "sort of", "judgements-1b": "fully"})
    assert reading.data == {"judgements": {"1b": "fully"}}
    assert [fault.where for fault in reading.faults] == [
        next(entry.about for entry in DERBY.fields if entry.name == name) for name in ("judgements-1a", "next_visit")
    ]


def test_pupil_data_is_told_by_its_field_and_never_repeated():
    reading = made({"details-1a-evidence": "Pupil H801200001001 was there.", "judgements-1a": "fully"})
    [fault] = reading.pupil
    assert "1a" in fault.where
    assert "H801200001001" not in fault.what + repr(reading.data)


NASTY = ["yes", "no", "null", "~", "- a", "a: b", "#", '"', "'", "\\", "{x", "[x", "&a", "*a", "!x", "|", ">", "%", "@",
         "`", "1e3", "0123", "2026-03-14", "a #b", "a\n\n  b\n c", "  led", "---\nx", "...\nx", "naïve “façade” – £5 ☃",
         "k: |\n  v", "\xa0", "long " * 60]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_a_record_as_text_holds_every_answer_as_it_was_given(text):
    kept = text.strip() or "x"
    names = ("details-1a-evidence", *(name_of(("improvement_plan", 0, column)) for column in ("area", "action")))
    data = {"date": "2026-03-14"} | made(dict.fromkeys(names, kept)).data
    again = yaml.load(record_text(framework("derby"), "visit", data, DERBY), Loader=yaml.CBaseLoader)
    assert again["details"]["1a"]["evidence"] == kept
    assert again["improvement_plan"] == [{"area": kept, "action": kept}]
    assert again["state"] == "draft"
    Visit.model_validate(again)


# Facts about a provider.


def test_facts_fill_what_the_form_asks_for_and_no_more():
    about = provider(
        name="Château Farm",
        sites=[
            {
                "id": "main",
                "name": "Main",
                "address": ["1 High Street", "Derby"],
                "postcode": "DE1 2FS",
                "public": "yes",
            }
        ],
    )
    facts = facts_of(record(about=about))
    given = answers(DERBY, facts, date(2026, 3, 14))
    assert given["provider"] == "Château Farm"
    assert given["date"] == "14/03/2026"
    assert "1 High Street, Derby, DE1 2FS" in given.values()
    assert set(given) < {entry.name for entry in DERBY.fields}
    assert not any(name.startswith(("judgements", "details", "outcome")) for name in given)


def test_only_a_programme_with_a_qualification_is_one():
    qualified = {"name": "Livestock", "level": "Entry 3", "qualification": "Award in land-based studies"}
    programmes = [{"name": "Tractor shed", "level": "Entry 2"}, qualified]
    about = provider(offer=PROVIDER["offer"] | {"programmes": programmes})
    given = answers(forms()["herefordshire-visit"], facts_of(record(about=about)), None)
    assert [value for name, value in given.items() if "qualifications" in name] == [
        "Award in land-based studies", "Entry 3"
    ]  # fmt: skip
    assert "date" not in given
    courses = answers(DERBY, facts_of(record(about=about)), None).values()
    assert {"Tractor shed", "Livestock"} <= set(courses)


def test_open_actions_are_told_only_where_the_record_has_them():
    plan = [
        {"area": "1a", "action": "Mend\nthe fence", "by": "2026-06-01"},
        {"area": "1b", "action": "Done long ago", "done": "2026-04-01"},
    ]
    made_of = record(visit("derby", "2026-03-12", improvement_plan=plan))
    assert facts_of(made_of)["actions"] == "1a: Mend the fence (by 1 June 2026)"
    assert "actions" not in facts_of(record(visit("derby", "2026-03-12")))


def test_a_form_can_be_filled_from_what_the_list_of_facts_has_and_from_nothing_else():
    report = {"date": "2025-01-10", "outcome": "Good", "improvements": [{"area": "Reading", "action_taken": "A plan"}]}
    programme = {"name": "Farm work", "outcome": "A job", "level": "Entry 3", "qualification": "Award"}
    about = provider(
        contact={"role": "Office", "phone": "01632 960123", "email": "a@b.example", "website": "https://b.example"},
        safeguarding_lead={"name": "A lead", "phone": "01632 960124", "email": "c@b.example"},
        registration={
            "status": "registered", "urn": "100000", "dfe_number": "830/1102",
            "ofsted": [report | {"framework": "2019"}],
            "figures": {"as_at": "2026-01-01", "compulsory_age_full_time": "3", "full_time_ehcp": "0",
                        "full_time_looked_after": "0", "any_ehcp_or_looked_after": "no", "full_time_hours": "20",
                        "part_time_hours": "6"},
        },
        sites=[{"id": "main", "name": "Main", "address": ["1 High Street"], "postcode": "DE1 2FS", "public": "yes"}],
        offer=PROVIDER["offer"] | {"delivery": [key.lower() for key in FACTS["offer.delivery"].parts],
                                   "programmes": [programme]},
    )  # fmt: skip
    found = facts_of(
        record(visit("derby", "2026-03-12", improvement_plan=[{"area": "1a", "action": "x"}]), about=about)
    )
    parts: dict[str, set[str]] = {name: set() for name in found if "/" not in name}
    for name in found:
        base, *part = name.split("/")
        parts.setdefault(base, set()).update(part[-1:] if part != ["date"] else ())
    said = {name: set(fact.parts) for name, fact in FACTS.items()} | {"registration.status": set()}
    assert parts == said


def test_yes_and_no_are_chosen_from_facts():
    choice = field("choice", options=(YES, NO), fills="registration.figures.any_ehcp_or_looked_after")
    form = a_form(sections=(dataclasses.replace(a_form().sections[0], blocks=(Question("x", (choice,)),)),))
    for key in ("yes", "no"):
        assert answers(form, {choice.fills: key}, date(2026, 1, 1)) == {"x": key}
    assert answers(form, {choice.fills: "perhaps"}, date(2026, 1, 1)) == {}


# The forms themselves.


def test_names_of_fields_are_whole_and_each_means_one_thing():
    for form in forms().values():
        places: dict[Any, Any] = {}
        for entry in form.fields:
            assert places.setdefault(entry.name, (entry.to, entry.kind)) == (entry.to, entry.kind), (form.id, entry)
            assert entry.name.isascii()
            assert "." not in entry.name
            assert entry.about.strip()


def test_every_question_of_a_visit_that_is_stored_has_a_field():
    for name in library().frameworks:
        now = framework(name)
        for kind in now.kinds:
            stored = {entry.to for entry in forms()[now.form_ids[kind.id]].fields if entry.to}
            if "requirements" in kind.judges:
                assert {("judgements", row.id) for row in now.requirements} <= stored
            if "concluding" in kind.judges:
                asked = [theme.concluding for theme in now.themes if theme.concluding]
                assert {("concluding", row.id, "judgement") for row in asked} <= stored
            assert ("date",) in stored


def test_no_form_keeps_what_tells_of_a_pupil_or_a_name():
    for form in forms().values():
        if form.read_as == "nothing":
            assert {entry.to for entry in form.fields} <= {None, ("date",)}, form.id
            assert form.not_read
        for entry in form.fields:
            if entry.to and entry.to[0] in ("signed", "visited_by"):
                assert entry.to[-1] in ("role", "date", "organisation"), entry.name


@pytest.mark.slow
def test_no_two_things_on_a_page_have_one_id():
    """A label that belongs to a field must find it, and not a part of the same name."""
    for form in forms().values():
        text = page(form, form_templates(Theme.of(ROOT)), library().settings.council, (), "https://x.example",
                    officers=False, header=Markup())  # fmt: skip
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert [name for name in set(ids) if ids.count(name) > 1] == [], form.id
        assert set(re.findall(r'(?:for|aria-labelledby)="([^"]+)"', text)) <= set(ids), form.id
