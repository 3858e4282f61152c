"""The web editor names files, and refuses what a template left, by the rules that the commands and the check have."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from apdir.editor import code_host
from apdir.editor.visits import DOT
from apdir.model.fields import LONGEST_DESCRIPTION
from apdir.model.provider import PolicyDates
from apdir.placeholders import NO_REASON, Fill
from apdir.rules.visit import NO_VISITOR
from tests.support.editing import records
from tests.support.editor_rules import ask
from tests.support.editor_rules import told as told_beside
from tests.support.records import PROVIDER, framework, library, problems
from tests.support.sites import ROOT, TODAY
from tests.unit.rules.test_placeholders import UNSAID

pytestmark = pytest.mark.slow  # the editor is written whole, and Node starts

TABLE = json.loads((ROOT / "tests/support/names.json").read_text(encoding="utf-8"))


def entry(provider: str, name: str, kind: str, site: str | None, day: str = "2026-11-20") -> dict[str, Any]:
    path = f"providers/{provider}/visits/{name}.yml"
    return {"locales": {"_default": {"path": path, "content": {"date": day, "kind": kind, "site": site}}}}


def test_folders_and_visits_are_named_as_the_commands_name_them() -> None:
    visits = []
    for row in TABLE["visits"]:
        fields = {"provider": "mill-farm", "date": "2026-11-20", "kind": row["kind"], "site": row["site"]}
        entries = [entry("mill-farm", *other) for other in row["others"]]
        # Another provider, and another day, have nothing to do with it.
        entries += [entry("hill-farm", "2026-11-20-derby", "visit", None)]
        entries += [entry("mill-farm", "2026-11-19-derby", "visit", None, "2026-11-19")]
        visits.append({"fields": fields, "entries": entries})
    made = ask(slugs=[name for name, _ in TABLE["slugs"]], visits=visits)
    assert made["slugs"] == [slug for _, slug in TABLE["slugs"]]
    assert made["visits"] == [row["name"] or "2026-11-20-derby-again" for row in TABLE["visits"]]
    assert made["provider"] is None


def test_a_second_visit_of_a_day_is_not_saved_but_asked_about() -> None:
    again = {"path": "providers/mill-farm/visits/2026-11-20-derby-again.yml", "isNew": True, "content": {}}
    first = again | {"path": "providers/mill-farm/visits/2026-11-20-derby.yml"}
    told, nothing = ask(records=[again, first])["saved"]
    assert told[0] == "saving_failed"
    assert told[1].startswith("There is a visit to this provider on this day already. If this is another one, give")
    assert nothing is None


def test_the_changes_of_two_providers_are_two_changes() -> None:
    name = "2026-11-20-derby"
    given = [["visits-derby", name, entry(provider, name, "visit", None)] for provider in ("mill-farm", "hill-farm")]
    made = ask(changes=[*given, ["providers", "mill-farm", None]])["changes"]
    assert made == ["mill-farm-2026-11-20-derby", "hill-farm-2026-11-20-derby", "mill-farm"]


def test_a_visit_keeps_the_day_and_the_provider_that_its_file_is_named_after() -> None:
    right = {"framework": "derby", "date": "2026-11-20", "kind": "visit", "site": "yard", "provider": "mill-farm"}
    changes = [{}, {"site": ""}, {"date": "2026-11-21"}, {"provider": "hill-farm"}, {"kind": "reassessment"}]
    path = "providers/mill-farm/visits/2026-11-20-derby-yard.yml"
    told = ask(records=[{"path": path, "isNew": False, "content": right | change} for change in changes])["saved"]
    assert told[0] is None
    assert [words[1].split(", ")[0] for words in told[1:4]] == ["The day"] * 3
    assert told[4] is None  # a file may leave the kind out


def test_no_placeholder_is_saved_in_any_field() -> None:
    places: list[Callable[[str], dict[str, Any]]] = [
        lambda word: {"name": word},
        lambda word: {"contact": None, "contact.role": f" {word.upper()} "},
        lambda word: {"sites.0.address.0": "Mill", "sites.0.address.1": f"{word}."},
        lambda word: {"body": f"Hens.\n- **{word}**\n"},
    ]
    records = [{"path": "x", "isNew": False, "content": place(word)} for word in Fill for place in places]
    asked = ask(records=records, fields=[["providers", *list(row["content"].items())[-1]] for row in records])  # type: ignore[attr-defined]
    assert [words[1].partition(": This is not an answer")[0] for words in asked["saved"]] == [
        "name", "contact.role", "sites.1.address.2", "Description"] * len(Fill)  # fmt: skip
    assert {words.partition(".")[0] for words in asked["fields"]} == {"This is not an answer"}
    unsaid = [
        [kind, path, word] for word in UNSAID for kind, path in (("providers", "name"), ("visits-derby", "decision"))
    ]
    unsaid += [
        ["providers", "body", word] for word in ("What a day there looks like.", "TBC", "Hens.\n\nTODO: write this")
    ]
    assert None not in ask(fields=[*unsaid, ["providers", "offer.meals", "(None)"]])["fields"]
    found = [["visits-derby", "details._1a.evidence", "None"], ["providers", "offer.meals", "None that we charge for"]]
    assert ask(fields=found)["fields"] == [None, None]
    # What the file said before, with the template's notes in its comments, is no field.
    before = f"type:  # {Fill.TYPE}"
    right = {"name": "What was seen Ltd", "written_before": f"{before}\n---\n{Fill.DESCRIPTION}", "body": "Hens."}
    assert ask(records=[{"path": "x", "isNew": True, "content": right}])["saved"] == [None]


def test_a_status_without_its_date_or_notice_is_told_of_beside_it() -> None:
    notice = {"status_date": "2026-11-20", "public_notice": "Closed for repairs."}
    rows = [("suspended", {}), ("closed", notice | {"status_date": ""}), ("listed", notice)]
    right = [("suspended", notice), ("listed", {}), ("listed", dict.fromkeys(notice, ""))]
    told = ask(fields=[["providers", "status", status, more] for status, more in rows + right])["fields"]
    assert [words.split(" needs ")[0] for words in told[:2]] == [
        "A provider that is suspended", "A provider that is closed",
    ]  # fmt: skip
    assert told[2].startswith("A provider that is listed has no date")
    assert told[3:] == [None] * 3


def test_what_a_record_lacks_is_told_beside_the_field_that_asks_for_it() -> None:
    numbers = {"registration.urn": "123456", "registration.dfe_number": "830/1102"}
    lacking = [
        ("registration.status", "registered", {"registration.urn": "123456"}, "A registered school needs"),
        ("registration.status", "unregistered", {"registration.urn": "123456"}, "An unregistered provider cannot"),
        ("contact.email", "", {"contact.phone": " "}, "There is no way to reach this contact."),
        ("offer.key_stages", [], {"offer.ages": None}, "The offer does not say for whom it is."),
        ("offer.delivery", [], {}, "The offer does not say where it happens."),
    ]
    whole: list[tuple[str, Any, dict[str, str]]] = [
        ("registration.status", "registered", numbers), ("registration.status", "unregistered", {}),
        ("contact.email", "", {"contact.website": "https://farm.example"}),
        ("offer.delivery", "", {"offer.delivery.0": "on site"}),
        ("offer.key_stages", [], {"offer.ages.from": "11"}), ("offer.key_stages", "", {"offer.key_stages.0": "KS3"}),
    ]  # fmt: skip
    told = ask(fields=[["providers", *row[:3]] for row in (*lacking, *whole)])["fields"]
    assert [words.startswith(row[3]) for words, row in zip(told, lacking, strict=False)] == [True] * len(lacking)
    assert told[len(lacking) :] == [None] * len(whole)


LATER = "2090-11-22"
RECORD = PROVIDER | {
    "status": "suspended", "status_date": LATER, "public_notice": "Paused.", "checked": {"date": LATER, "by": "Office"},
    "registration": {
        "status": "unregistered", "gias_checked": LATER,
        "ofsted": [{"date": LATER, "outcome": "good", "framework": "x"}],
        "figures": {"as_at": LATER, "compulsory_age_full_time": "1", "full_time_ehcp": "0",
                    "full_time_looked_after": "0"},
    },
    "offer": PROVIDER["offer"] | {"vacancies": {"number": "1", "as_at": LATER}},
    "dates": dict.fromkeys(PolicyDates.model_fields, LATER),
}  # fmt: skip
VISIT: dict[str, Any] = {
    "framework": "derby", "date": LATER, "state": "disputed", "next_visit": LATER,
    "notice": {"given": LATER, "period": {"from": LATER, "to": LATER}},
    "dispute": [{"date": LATER, "step": "raised", "by": "Manager"}],
    "improvement_plan": [{"area": "1a", "action": "Mend it.", "by": LATER, "done": LATER, "who": "Manager"}],
    "signed": [{"for": "council", "role": "Manager", "date": LATER}],
}  # fmt: skip


def test_a_day_that_must_have_come_is_not_ahead() -> None:
    ahead = "in the future"
    for collection, data, found in (
        ("providers", RECORD, problems(about=RECORD)),
        ("visits-derby", VISIT, problems((f"{LATER}-derby", VISIT))),
    ):
        # The check counts the items of lists from 1, the editor from 0.
        right = {re.sub(r"\[1\]", ".0", path) for _, path, message in found if ahead in message}
        days = [path for path, value in flat(data).items() if value == LATER]
        fields = [[collection, path, LATER] for path in days]
        told = {path for path, words in zip(days, ask(fields=fields)["fields"], strict=True) if ahead in (words or "")}
        assert told == right
        assert len(days) > len(right) > 3
        if collection == "visits-derby":
            told = ask(fields=[[collection, "date", LATER, {"state": state}] for state in ("draft", "planned")])[
                "fields"
            ]
            assert ["choose the state planned" in (words or "") for words in told] == [True, False]
        wrong = ask(fields=[[collection, path, "0206-11-22"] for path in days])["fields"]
        assert wrong == ["The year 206 cannot be right. Check the year."] * len(days)


def test_not_applicable_has_a_reason() -> None:
    texts = [*NO_REASON, "N/A.", "No specialist equipment is used."]
    found = told_beside("details._1a.not_applicable", texts, "visits-derby")
    assert [words is None for words in found] == [*[False] * (len(texts) - 1), True]


def test_an_outcome_rests_on_who_visited() -> None:
    final = {"framework": "derby", "kind": "visit", "date": "2026-11-20", "state": "final"}
    visitor = {"visited_by.0.role": "QA officer"}
    rows = [("derby", final), ("derby", final | {"state": "draft"}), ("derby", final | visitor),
            ("leicestershire", final | {"framework": "leicestershire"})]  # fmt: skip
    told = ask(fields=[[f"visits-{name}", "outcome", "x", record] for name, record in rows])["fields"]
    assert told == [" ".join(NO_VISITOR).replace("`visited_by`", "Visited by"), None, None, None]


FINAL = {"framework": "derby", "kind": "visit", "date": "2026-11-20", "state": "final"}
VISITOR = {"visited_by": [{"organisation": "the council", "role": "AP officer"}]}
ALL = {"judgements": {row.id: "fully" for row in framework("derby").requirements}}
ACTION = {"area": "1a", "action": "Mend it."}


def plan(**days: str) -> dict[str, Any]:
    return {"state": "draft", "improvement_plan": [ACTION | days]}


#: Parts of a visit, and the field that the check and the editor refuse, None where neither does.
AGREED: list[tuple[dict[str, Any], str | None]] = [
    ({}, "state"), (VISITOR, "state"), (VISITOR | {"decision": "Go on."}, "state"), ({"state": "draft"}, None),
    (VISITOR | {"judgements": {"1a": "fully"}}, "state"), (VISITOR | ALL, None),
    (VISITOR | {"judgements": {"1a": "fully"}, "outcome": "not met, withdrawn"}, None),
    (ALL | {"outcome": "all met"}, "outcome"),
    (VISITOR | {"judgements": {key: "fully" for key in ALL["judgements"] if key != "1a"},
                "details": {"1a": {"not_applicable": "No site."}}}, None),
    ({"framework": "leicestershire"}, "state"), (VISITOR | {"framework": "leicestershire"}, "state"),
    (VISITOR | {"framework": "leicestershire", "rows": [{"items": ["1.1"], "marks": ["green"]}]}, None),
    (VISITOR | {"framework": "leicestershire", "rows": [{"items": ["1.1"], "evidence": "Seen."}]}, "state"),
    ({"framework": "leicestershire", "concluding": {"1C": {"judgement": "green"}}}, None),
    (VISITOR | {"framework": "amber-valley-erewash", "kind": "learning walk"}, None),
    ({"framework": "amber-valley-erewash", "kind": "learning walk"}, "state"),
    ({"framework": "amber-valley-erewash", "kind": "learning walk", "points": {"w4": "Calm start."}}, None),
    ({"state": "draft", "details": {"1e": {"not_applicable": "[insert name here]"}}}, "details.1e.not_applicable"),
    ({"state": "draft", "details": {"1e": {"not_applicable": "Nobody under 16 comes."}}}, None),
    (plan(done="2026-11-19"), "improvement_plan.0.done"), (plan(done="2026-11-20"), None),
    (plan(by="2025-12-01"), "improvement_plan.0.by"),
    ({"state": "draft", "next_visit": "2026-11-20"}, "next_visit"),
    ({"state": "draft", "next_visit": "2026-11-21"}, None),
    ({"state": "draft", "notice": {"given": "2026-11-21"}}, "notice.given"),
    ({"state": "draft", "notice": {"given": "2026-11-01", "period": {"from": "2026-11-20", "to": "2026-11-19"}}},
     "notice.period.to"),
    ({"state": "draft", "notice": {"given": "2026-11-01", "period": {"from": "2026-11-20", "to": "2026-11-20"}}}, None),
    ({"state": "draft", "time": {"from": "09:30", "to": "09:30"}}, "time.to"),
    ({"state": "draft", "time": {"from": "9:30", "to": "11:00"}}, None),
]  # fmt: skip
OFFERS: list[tuple[dict[str, Any], str | None]] = [
    ({"hours": {"from": "9:30", "to": "2:30"}}, "offer.hours.to"), ({"hours": {"from": "9.30", "to": "14.30"}}, None),
    ({"ages": {"from": "14", "to": "9"}}, "offer.ages.to"), ({"ages": {"from": "9", "to": "14"}}, None),
    ({"ages": {"from": "14", "to": "14"}}, None),
]  # fmt: skip


def test_a_visit_and_an_offer_are_refused_by_the_editor_where_the_check_refuses_them() -> None:
    named = {"path": "providers/mill-farm/visits/2026-11-20-derby.yml", "isNew": True}
    records = [named | {"content": {"body": "", **flat(encoded(FINAL | part))}} for part, _ in AGREED]
    records += [
        {"path": "providers/mill-farm/provider.md", "isNew": True, "content": offered(part)} for part, _ in OFFERS
    ]
    told = [words and words[1].partition(":")[0] for words in ask(records=records)["saved"]]
    wanted = [path and re.sub(r"\.0", ".1", path).replace("_", " ") for _, path in AGREED + OFFERS]
    assert list(zip(records, told, strict=True)) == list(zip(records, wanted, strict=True))
    for part, path in AGREED:
        visit = {"visited_by": []} | FINAL | part
        found = {at for _, at, _ in problems((f"{visit['date']}-{visit['framework']}", visit)) if at in CHECKED}
        at = "state" if path == "outcome" else path  # the editor tells beside the outcome that nobody visited
        assert found == ({at.replace(".0", "[1]")} if at else set()), part
    for offer, path in OFFERS:
        found = {at for _, at, _ in problems(about=PROVIDER | {"offer": PROVIDER["offer"] | offer})}
        assert found == ({path} if path else set()), offer


#: Fields that the check points at for a reason that the editor has too.
CHECKED = {"state", *(path.replace(".0", "[1]") for _, path in AGREED if path)}


def offered(part: dict[str, Any]) -> dict[str, Any]:
    return {**flat(PROVIDER | {"offer": PROVIDER["offer"] | part}), "body": "Hens."}


def encoded(value: Any) -> Any:
    """A record with its fields' names as the editor has them."""
    if isinstance(value, dict):
        return {(f"_{key.replace('.', DOT)}" if "." in key else key): encoded(inner) for key, inner in value.items()}
    return [encoded(inner) for inner in value] if isinstance(value, list) else value


def test_a_description_has_as_many_characters_as_the_check_takes() -> None:
    text = "a" * LONGEST_DESCRIPTION
    told = ask(fields=[["providers", "body", f"{text}\n"], ["providers", "body", f"{text}a"]])["fields"]
    assert told[0] is None
    assert told[1].startswith("The description has 20,001 characters; 20,000 is the most.")


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """A record's values by their paths, as the editor has them."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        return {path: value}
    return {
        key: item for name, part in inner for key, item in flat(part, f"{path}.{name}" if path else str(name)).items()
    }


def test_no_record_of_the_sample_is_refused() -> None:
    saved = []
    for path, text in records(ROOT).items():
        if path.count("/") < 2 or "/years/" in path:
            continue
        head, _, body = text.removeprefix("---\n").partition("\n---\n")
        content = flat(yaml.load(head, yaml.CBaseLoader)) | ({"body": body} if path.endswith(".md") else {})
        saved.append({"path": path, "isNew": False, "content": content})
    told = ask(records=saved)["saved"]
    assert [(row["path"], words) for row, words in zip(saved, told, strict=True) if words is not None] == []
    assert len(saved) > 100


def test_nothing_is_filled_in_that_nobody_said() -> None:
    from apdir.editor import configuration

    host = code_host(library().settings, "commissioner")
    assert host is not None
    made = configuration(library(), host, date.fromisoformat(TODAY))
    found = {}
    for collection in made["collections"]:
        fields = [("", entry) for entry in collection["fields"]]
        for path, field in fields:
            inside = [(f"{path}{field['name']}.", part) for part in field.get("fields", ())]
            fields.extend(inside)
            if "default" in field and field["widget"] != "hidden":
                found[f"{collection['name']}: {path}{field['name']}"] = field["default"]
    several = {
        name for name in library().frameworks if len(library().current(name, date.fromisoformat(TODAY)).kinds) > 1
    }
    assert several
    kinds = {f"visits-{name}: kind": "visit" for name in library().frameworks if name not in several}
    states = {f"visits-{name}: state": "draft" for name in library().frameworks}
    # The rows of a record, by the items that each marks: none has a mark or a word in it.
    rows = found.pop("visits-leicestershire: rows")
    assert {key for row in rows for key in row} == {"row", "items"}
    assert found == {"providers: status": "listed", "providers: sites.id": "main", **states, **kinds}


def test_a_visit_that_is_not_changed_keeps_every_byte() -> None:
    """Each framework's form has the fields elsewhere than the record; saved, they are where they were."""
    visits = [(path, text) for path, text in records(ROOT).items() if "/visits/" in path]
    assert len(visits) > 60
    for (path, text), saved in zip(visits, ask(edits=visits)["edited"], strict=True):
        assert saved == text, path


DERBY = "framework: derby\ndate: 2026-11-20\nkind: visit\nstate: draft\n"
ROWS = "framework: leicestershire\ndate: 2026-11-20\nkind: visit\nstate: draft\nrows:\n"


@pytest.mark.parametrize(("text", "changes", "saved"), [
    (DERBY, [("theme_1.1a.judgement", "fully"), ("theme_1.1a.evidence", "Six files."), ("theme_5.comments", "Firm.")],
     DERBY + "judgements:\n  1a: fully\ndetails:\n  1a:\n    evidence: Six files.\n"
     "themes:\n  '5':\n    comments: Firm.\n"),
    # A requirement of an older version, which the form has not, stays.
    (DERBY + "judgements:\n  9z: fully\n", [("theme_1.1a.judgement", "fully")],
     DERBY + "judgements:\n  9z: fully\n  1a: fully\n"),
    (ROWS + '  - items: ["1.1"]\n    marks: []\n', [("rows.0.marks.every_mark", "green"),
                                                              ("rows.0.marks.mark_1", "red")],
     ROWS + '  - items: ["1.1"]\n    marks: [red, green]\n'),
    (DERBY + "# Who went.\nvisited_by: []\n# What was decided.\ndecision:\n", [("decision", "Ring.")],
     DERBY + "# Who went.\nvisited_by: []\n# What was decided.\ndecision: Ring.\n"),
    # Rows of which nothing is said are in the form, and not in the record.
    (ROWS + '  - items: ["1.1"]\n    marks: [green]\n', [("rows.1.note", "Seen."), ("rows.2.evidence", " ")],
     ROWS + '  - items: ["1.1"]\n    marks: [green]\n  - items:\n      - \'1.2\'\n    note: Seen.\n'),
    (ROWS + '  - items: ["1.2"]\n    marks: []\n', [("rows.0.action", "Ask."), ("owner", "AP officer")],
     ROWS + '  - items:\n      - \'1.1\'\n    action: Ask.\n  - items: ["1.2"]\n    marks: []\nowner: AP officer\n'),
    (ROWS.replace("draft", "planned").replace("rows:\n", ""), [("owner", "AP officer")],
     ROWS.replace("draft", "planned").replace("rows:\n", "") + "owner: AP officer\n"),
    # Items that no row of the framework has together, and more marks than prompts, are shown as they are.
    (ROWS + '  - items: ["1.1", "1.2"]\n    marks: [green]\n', [("state", "final")],
     ROWS.replace("draft", "final") + '  - items: ["1.1", "1.2"]\n    marks: [green]\n'),
    (ROWS + '  - items: ["4.4"]\n    marks: [green, red]\n', [("state", "final")],
     ROWS.replace("draft", "final") + '  - items: ["4.4"]\n    marks: [green, red]\n'),
    # A comment stays behind what it was behind; before it, where that has become several lines.
    (DERBY + "decision: Call.  # as agreed: \"a\" # b\n", [("decision", "Ring.")],
     DERBY + "decision: Ring.  # as agreed: \"a\" # b\n"),
    (DERBY + "decision: \"Call # 2\"\n", [("decision", "Ring.")], DERBY + "decision: Ring.\n"),
    (DERBY + "decision: \"Call # 2\" # mine\n", [("decision", "Ring.")], DERBY + "decision: Ring. # mine\n"),
    (DERBY + "decision: Call. # mine\n", [("decision", "Ring.\nCall.")],
     DERBY + "# mine\ndecision: |-\n  Ring.\n  Call.\n"),
])  # fmt: skip
def test_an_edit_of_a_visit_is_put_where_its_record_has_it(
    text: str, changes: list[tuple[str, str]], saved: str
) -> None:
    edit = ["providers/mill-farm/visits/2026-11-20-derby.yml", text, *[(path.split("."), to) for path, to in changes]]
    assert ask(edits=[edit])["edited"] == [saved]
