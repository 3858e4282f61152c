"""People in what everybody reads: a name is refused, a person's address is pointed out."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from apdir.commands.main import apdir
from apdir.rules.person import is_a_persons
from tests.support.case import HERE
from tests.support.editor_rules import ask
from tests.support.editor_rules import told as told_beside
from tests.support.records import PROVIDER, problems, provider, visit, year
from tests.support.sites import ROOT

NAMED = [
    "Mr Brown is on leave until May.", "Ask for Mrs A. Brown.", "Dr Okafor has left.",
    "Paused while Dave is away.", "Contact Nguyen Van Minh.", "Please ring Kowalska.", "Ask Siobhan.", "Speak to Jo.",
    "The director Li Wei has resigned.", "Rhys ap Gwilym is the new head.", "J. Smith will answer.", "Ask for Dave",
    "Sarah (manager) is on leave.", "Our manager Sue Brown meets pupils.", "Speak to Mrs Patel",
    "Lunch by Agnieszka Kowalska.", "Li Wei, our manager, will answer.", "Kowalska has left.",
    "Jane Smith, head teacher, has left.", "The head, Siobhan O'Neill, is on leave.", "Sue Brown\nhas resigned.",
    "Jo Head has left.", "Mr Head will answer.", "Our SENCO Mark Jones will answer.",
    "Kowalska is the new head of centre.", "Kowalska (head of centre) will answer.", "Mrs Brown's class meets daily.",
    "Head of centre: Olu Adeyemi", "Coach Jamie meets pupils.",
]  # fmt: skip
UNNAMED = [
    "Placements are paused while new premises are checked.", "The head of centre is on leave.",
    "Buses stop at John Port School.", "First aid by St John Ambulance.",
    "On Thomas Street, beside William Booth House.",
    "Contact Derbyshire County Council.", "Ring Derby 01632 960123.", "Call Childline.", "Call Monday to Friday.",
    "See the website. Ask for the placements office.", "Contact the Virtual School.", "Jamie's Farm runs it.",
    "The centre is in Ripley. Our tutors come to Belper.", "Unit B. The gate is on the left.", "Plan B. Speak to us.",
    "Bus 9 from Alfreton stops outside.", "In High Peak, the manager drives.", "Contact Hill Farm.", "Ofsted has been.",
    "Dr Barnardo's runs the minibus.", "Pick-up from Victoria Street in Derby.", "Ring the office in May.",
    "Water is the principal hazard.", "Carpentry is in the tutor's head.", "A column (the head of the table) is blank.",
    "Buses run from Hope Valley and Amber Valley.", "Victoria Park is near.",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
@pytest.mark.parametrize("field", ["public_notice", "transport", "admissions"])
def test_a_name_in_a_public_text_is_refused(text: str, field: str) -> None:
    assert told(text, field) == ["public_notice" if field == "public_notice" else f"offer.{field}"]


@pytest.mark.parametrize("text", UNNAMED)
def test_what_names_nobody_is_taken(text: str) -> None:
    assert told(text, "public_notice") == told(text, "transport") == []


@pytest.mark.parametrize("text", NAMED)
def test_a_name_in_a_description_is_refused_at_its_line(text: str) -> None:
    for written in (text, f"**{text}**", f"- Hens.\n- {text}"):
        found = problems(about=PROVIDER, body=f"A farm with hens.\n\n{written}")
        assert [(at, "named a person" in message) for _, at, message in found] == [("description", True)]


@pytest.mark.parametrize("text", UNNAMED)
def test_a_description_that_names_nobody_is_taken(text: str) -> None:
    assert problems(about=PROVIDER, body=text) == []


@pytest.mark.slow
def test_the_web_editor_knows_people_as_the_check_does() -> None:
    written = [text for name in NAMED for text in (name, f"**{name}**", f"- Hens.\n- {name}")]
    found = [*told_beside("public_notice", NAMED), *told_beside("offer.meals", NAMED), *told_beside("body", written)]
    assert {str(words).split(",")[0] for words in found} == {"This looks as if it named a person"}
    assert [*told_beside("public_notice", UNNAMED), *told_beside("body", UNNAMED)] == [None] * (2 * len(UNNAMED))
    text, line = "Speak to Jamie.", "A day with Jamie"
    places = [["providers", path, "Douglas site"] for path in ("sites.1.name", "sites.0.address.2", "serves.3")]
    assert ask(fields=places)["fields"] == [None] * 3
    known = [{"name": "Jamie's Farm"}, {"sites.0.address.1": "Jamie Lane"}, {"offer.programmes.2.name": "Jamie award"}]
    fields = [
        ["providers", path, value, more]
        for path, value in (("offer.meals", text), ("sites.1.name", line))
        for more in known
    ]
    assert [words is None for words in ask(fields=fields)["fields"]] == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("sites", [{"id": "main", "name": "Jane Smith", "postcode": "DE1 2FS"}]),
        ("offer", PROVIDER["offer"] | {"price": [{"amount": "9", "per": "day", "note": "Ask for Mrs Brown"}]}),
        ("offer", PROVIDER["offer"] | {"programmes": [{"name": "Bikes", "outcome": "A day with Jane Smith"}]}),
    ],
)
def test_a_name_in_any_other_public_words_is_refused(field: str, part: Any) -> None:
    assert ["named a person" in message for _, _, message in problems(about=provider(**{field: part}))] == [True]


@pytest.mark.parametrize("called", ["Douglas", "Stanley site", "Beverley Farm", "Shirley, Derby"])
def test_a_place_may_be_called_as_a_person_is(called: str) -> None:
    site = {"id": "main", "name": called.split(",")[0], "address": called.split(", "), "public": "yes"}
    assert problems(about=provider(sites=[site])) == []


def test_no_public_text_of_a_visit_or_a_year_names_a_person() -> None:
    """By the fields that everybody may read alone: what officers write for officers may say whom they spoke to."""
    it = visit(
        "derby", "2026-03-12", state="draft",
        visited_by=[{"organisation": "Sarah Jones", "role": "AP officer"}],
        header={"courses": [{"Course": "Bikes, with our tutor Mark Jones"}], "overview": "Mrs Brown leads."},
        details={"1a": {"evidence": "Mrs Brown showed the files."}},
    )  # fmt: skip
    found = problems(it, years=[year(overall="Mrs Brown", by="Quality lead", reasons="Mrs Brown leads.")])
    named = {(file, at) for file, at, message in found if "named a person" in message}
    assert named == {
        ("visits/2026-03-12-derby.yml", "visited_by[1].organisation"),
        ("visits/2026-03-12-derby.yml", "header.courses[1].Course"),
        ("years/2025-26-amber-valley-erewash.yml", "overall"),
    }


def test_a_visit_may_name_what_the_provider_is_called_after() -> None:
    called = visit("derby", "2026-03-12", state="draft", header={"courses": [{"Course": "Hens with Jamie"}]})
    assert problems(called, about=provider(name="Jamie's Farm")) == []
    assert [at for _, at, _ in problems(called)] == ["header.courses[1].Course"]


HTML = ["<b>Paused</b> until June", "[June](www.x.example)", "<p>Toast</p>", "![x](y.png)", "<o:p></o:p>", "<!-- x -->"]


@pytest.mark.parametrize("text", HTML)
def test_text_that_is_shown_as_it_is_has_no_markup(text: str) -> None:
    for field in ("public_notice", "transport", "meals"):
        assert told(text, field) == ["public_notice" if field == "public_notice" else f"offer.{field}"]
    assert told("Ages < 16 and > 11 [see above] (by bus)", "transport") == []
    site = {"id": "main", "name": text, "address": ["1 Mill Lane", text], "public": "yes"}
    price = {"amount": "9", "per": f"day {text}", "note": f"Age < 12, {text}"}
    about = provider(name=f"Farm {text}", sites=[site], offer=PROVIDER["offer"] | {"price": [price]})
    walked = visit(
        "derby",
        "2026-03-12",
        state="draft",
        header={"overview": text, "courses": [{"Course": text}]},
        pre_visit={"legal-requirements": text},
        visited_by=[{"organisation": text, "role": "AP officer"}],
    )
    found = problems(walked, about=about)
    assert sorted(field for _, field, message in found if "HTML" in message or "signs" in message) == [
        "header.courses[1].Course", "header.overview", "name", "offer.price[1].note", "offer.price[1].per",
        "pre_visit.legal-requirements", "sites[1].address[2]", "sites[1].name", "visited_by[1].organisation",
    ]  # fmt: skip
    it = visit("derby", "2026-03-12", state="draft", details={"1a": {"evidence": text, "note": "a < b"}},
               improvement_plan=[{"area": "1a", "action": text, "who": "Manager"}])  # fmt: skip
    about = provider(status="suspended", status_date="2026-10-05", public_notice="Paused.", private_reason=text)
    assert sorted(field for _, field, _ in problems(it, about=about)) == [
        "details.1a.evidence", "improvement_plan[1].action", "private_reason",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_web_editor_refuses_markup_too() -> None:
    for path in ("public_notice", "private_reason", "name", "sites.0.address.1", "offer.price.0.per", "contact.role"):
        assert None not in told_beside(path, HTML)
    for path in ("header.overview", "details._1a.evidence", "improvement_plan.0.action", "rows.1.note", "decision"):
        assert None not in told_beside(path, HTML, "visits-derby")
    assert told_beside("offer.transport", ["Ages < 16 and > 11 [see above] (by bus)"]) == [None]


def told(text: str, field: str) -> list[str]:
    if field == "public_notice":
        about = provider(status="suspended", status_date="2026-10-05", public_notice=text)
    else:
        about = provider(offer=PROVIDER["offer"] | {field: text})
    found = problems(about=about)
    assert not any(word in message for _, _, message in found for word in ("Brown", "Smith", "Okafor", "Neill"))
    return [path for _, path, _ in found]


PERSONS = ["jane.smith", "j.smith", "zbigniew_kowalski", "kate", "jane-smith2", "j.p.smith"]
OFFICES = ["office", "info", "hill.farm", "placements.team", "ap-team", "hello.derby", "enquiries", "admin2",
           "case.farm", "head.teacher", "sen.co.ordinator", "referrals"]  # fmt: skip


@pytest.mark.parametrize("box", PERSONS)
def test_a_persons_address(box: str) -> None:
    assert is_a_persons(f"{box}@farm.example")


@pytest.mark.parametrize("box", OFFICES)
def test_an_offices_address(box: str) -> None:
    assert not is_a_persons(f"{box}@casefarm.example")


@pytest.mark.slow
def test_the_web_editor_asks_about_a_persons_address_that_is_new_and_published() -> None:
    persons, offices = [f"{box}@farm.example" for box in PERSONS], [f"{box}@casefarm.example" for box in OFFICES]
    found = told_beside("contact.email", persons)
    assert {str(words).split(",")[0] for words in found} == {"This looks like one person's address"}
    assert told_beside("contact.email", offices) == [None] * len(offices)
    address = persons[0]
    passes = [
        {"contact.business": "yes"},
        {"sole_trader": "yes"},
        {"written_before": f"contact: {{email: {address}}}"},
    ]
    fields = [["providers", "contact.email", address, more] for more in passes]
    fields += [["providers", "safeguarding_lead.email", address], ["providers", "contact.website", address]]
    assert ask(fields=fields)["fields"] == [None] * len(fields)


@pytest.mark.slow
def test_the_check_points_a_persons_address_out_and_refuses_nothing(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path / "providers/case-farm")
    shutil.copytree(ROOT / "frameworks", tmp_path / "frameworks")
    shutil.copy(ROOT / "settings.yml", tmp_path)
    record = tmp_path / "providers/case-farm/provider.md"
    text = record.read_text(encoding="utf-8").replace("gias_checked: 2026-09-14", "census_setting: OTH")
    command = ["--root", str(tmp_path), "--today", "2026-11-22", "check"]
    record.write_text(text.replace("  phone:", "  email: jane.smith@farm.example\n  phone:"), encoding="utf-8")
    done = CliRunner().invoke(apdir, command)
    assert (done.exit_code, "To look at: providers/case-farm/provider.md:11:10: contact.email:" in done.stderr) == (
        0,
        True,
    )
    record.write_text(
        text.replace("  phone:", "  email: jane.smith@farm.example\n  business: yes\n  phone:"), encoding="utf-8"
    )
    done = CliRunner().invoke(apdir, command)
    assert (done.exit_code, "To look at" in done.stderr) == (0, False)
    # A sole trader's is not published.
    alone = text.replace("  phone:", "  email: jane.smith@farm.example\n  phone:").replace(
        "type:", "sole_trader: yes\ntype:"
    )
    record.write_text(alone, encoding="utf-8")
    done = CliRunner().invoke(apdir, command)
    assert (done.exit_code, "person's address" in done.stderr) == (0, False)
