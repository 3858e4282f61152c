"""What a template writes for somebody to replace is known to the check, and refused wherever it is left."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from apdir.blank import provider_text, visit_text
from apdir.directory import read_provider
from apdir.issue import record_from
from apdir.placeholders import Fill, is_placeholder
from apdir.rules import check_provider
from tests.integration.test_issue import body
from tests.support.case import HERE
from tests.support.records import PROVIDER, library, problems, visit

DAY = date(2026, 11, 22)


def values(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from values(value, (*path, key))
    if isinstance(data, str) and data:
        yield path, data


def examples(text: str) -> Iterator[str]:
    """The values of examples that stand in comments, for somebody to copy."""
    for line in re.findall(r"#.*?(\{.*\})", text):
        example = yaml.load(line, Loader=yaml.CBaseLoader)
        yield from (value for _, value in values(example))


def test_a_provider_begun_states_nothing_that_nobody_said() -> None:
    text = provider_text("Mill Farm", {})
    _, front, description = text.split("---\n")
    stated = dict(values(yaml.load(front, Loader=yaml.CBaseLoader)))
    assert {".".join(path): value for path, value in stated.items()} == {"name": "Mill Farm", "status": "listed"}
    assert is_placeholder(description)
    notes = re.findall(r"  # (.*)", front)
    assert len(notes) >= 6
    assert [note for note in notes if not is_placeholder(note)] == []
    assert provider_text("Mill Farm", {}, "", notes=False).count("#") == 0


@pytest.mark.parametrize("name", list(library().frameworks))
def test_a_visit_begun_states_nothing_that_nobody_said(name: str) -> None:
    framework = library().on(name, DAY)
    assert framework is not None
    for kind in framework.kinds:
        text = visit_text(framework, DAY, {"kind": kind.id})
        stated = dict(values(yaml.load(text, Loader=yaml.CBaseLoader)))
        # Which items a row of the form covers is the framework's.
        stated = {path: value for path, value in stated.items() if path[0] != "rows"}
        assert stated == {("framework",): name, ("kind",): kind.id, ("date",): "2026-11-22", ("state",): "draft"}
        left = list(examples(text))
        assert len(left) >= 6
        assert [value for value in left if not is_placeholder(value)] == []


def test_a_suggestion_without_a_description_leaves_it_to_be_written() -> None:
    asked = "What a day there looks like"
    _, text, problems = record_from(body(**{asked: "_No response_"}), library().settings)
    assert problems == []
    assert is_placeholder((text or "").rpartition("---\n")[2])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("records")
    shutil.copytree(HERE / "base", root / "providers/case-farm")
    return root


UNSAID = ("TBC", "[TBC]", "n.a.", "N/A", "-", "TODO: ask them", "[insert name here]", "Lorem ipsum dolor sit amet")
FIELDS = [
    ("provider.md", "name: Case Farm", "name", 2),
    ("provider.md", "  role: Farm office", "contact.role", 10),
    ("provider.md", "  - {id: main, name: Main yard", "sites[1].name", 13),
    ("provider.md", "12 Mill Lane", "sites[1].address[1]", 13),
    ("visits/2026-03-12-derby.yml", "who: Manager", "improvement_plan[1].who", None),
]


@pytest.mark.parametrize("word", [*Fill, Fill.NOTE.upper(), f"{Fill.ACTION}.", f" {Fill.WHO}  ", *UNSAID])
@pytest.mark.parametrize(("file", "old", "field", "line"), FIELDS, ids=[row[2] for row in FIELDS])
def test_a_placeholder_is_refused_in_any_field(
    word: str, file: str, old: str, field: str, line: int | None, base: Path
) -> None:
    path = base / "providers/case-farm" / file
    text = path.read_text(encoding="utf-8")
    head, value = (old.rpartition(": ")[0] + ": ", old) if ": " in old else ("", old)
    assert text.count(value) == 1
    path.write_text(
        text.replace(value, f"{head}{yaml.dump(str(word), default_style=chr(34), width=999).strip()}"), "utf-8"
    )
    try:
        found = check_provider(read_provider(base, "case-farm", library()), library(), DAY)
    finally:
        path.write_text(text, encoding="utf-8")
    told = [problem for problem in found if problem.kind == "placeholder"]
    assert [problem.field for problem in told] == [field], found
    assert line is None or told[0].line == line


def test_a_placeholder_is_refused_wherever_in_a_description(base: Path) -> None:
    path = base / "providers/case-farm/provider.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nOnce more. {Fill.DESCRIPTION.replace(' looks', chr(10) + 'looks')} And hens.\n", "utf-8")
    try:
        found = check_provider(read_provider(base, "case-farm", library()), library(), DAY)
    finally:
        path.write_text(text, encoding="utf-8")
    assert [(problem.kind, problem.line, problem.column, problem.field) for problem in found] == [
        ("placeholder", 24, 12, "description")
    ]


def test_an_ordinary_value_is_no_placeholder() -> None:
    assert not any(map(is_placeholder, ["Case Farm", "What was seen in the yard was good.", "on site", "", "main"]))


@pytest.mark.parametrize(
    "line", ["what was seen", "- What was seen", "**what was seen**", "> _which role_.", "## Which role"]
)
def test_a_line_of_a_description_is_no_placeholder_whatever_marks_it_has(line: str) -> None:
    for body_ in (line, f"{line}\nHens and goats.", f"Hens.\n\n{line}"):
        told = problems(about=PROVIDER, body=body_)
        assert [(at, message.startswith("This is not an answer")) for _, at, message in told] == [("description", True)]
    assert (
        problems(about=PROVIDER, body="How a placement starts\n\n- On site, outreach\n\nWhat was seen was good.") == []
    )


@pytest.mark.parametrize("role", ["the office to ask for", "that person’s role", "Never a person's name"])
def test_part_of_a_placeholder_counts_as_one(role: str) -> None:
    assert is_placeholder(role)
    told = problems(about=PROVIDER | {"contact": {"role": role, "email": "a@b.example"}})
    assert any(at == "contact.role" and message.startswith("This is not an answer") for _, at, message in told)


@pytest.mark.parametrize("written", ["What a day there looks like.", "TBC", "TODO: write this", "Lorem ipsum dolor."])
def test_a_description_that_is_still_to_be_written_is_refused(written: str) -> None:
    assert [at for _, at, _ in problems(about=PROVIDER, body=f"{written}\n")] == ["description"]


def test_none_is_refused_of_a_fact_and_may_be_what_a_visit_found() -> None:
    offer = PROVIDER["offer"] | {"meals": "None", "transport": "(none)", "admissions": "None that we charge for"}
    visitors = [{"organisation": "the council", "role": "AP officer"}]
    derby = visit("derby", "2026-03-12", state="draft", visited_by=visitors,
                  details={"1a": {"evidence": "None", "action": "-"}})  # fmt: skip
    told = problems(derby, about=PROVIDER | {"offer": offer})
    assert sorted(at for _, at, message in told if "is not an answer" in message) == [
        "details.1a.action", "offer.meals", "offer.transport"
    ]  # fmt: skip
