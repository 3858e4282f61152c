"""JSON Schemas: they are what the fields say, and no stricter than the checker on any record that is right."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from functools import cache
from typing import Any

import jsonschema
import pytest
import yaml

from apdir.library import CROSSWALK
from apdir.placeholders import Fill
from apdir.schema import KINDS, files, schemas, snippets
from tests.support.records import library
from tests.support.sites import ROOT


@cache
def made() -> dict[str, dict[str, Any]]:
    return schemas(library())


def records(kind: str) -> list[str]:
    pattern = KINDS[kind][1]
    found = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)]
    return sorted(name for name in found if not (kind == "framework" and name == CROSSWALK))


def fields(name: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    return text.split("\n---\n")[0] if name.endswith(".md") else text


class Guessing(yaml.CSafeLoader):
    """YAML as an editor reads it (1.2): numbers, true and false are guessed; days, times of day, yes and no are not."""


Guessing.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if not tag.endswith((":timestamp", ":merge", ":bool"))]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Guessing.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true\Z|false\Z"), list("tf"))


def named_by_text(value: Any) -> Any:
    """JSON names fields by text alone."""
    if isinstance(value, dict):
        return {str(name): named_by_text(item) for name, item in value.items()}
    return [named_by_text(item) for item in value] if isinstance(value, list) else value


def complaints(kind: str, data: Any) -> list[str]:
    found = jsonschema.Draft7Validator(made()[kind]).iter_errors(data)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def test_what_is_committed_is_what_the_fields_say() -> None:
    for name, text in files(library()).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name}: run `apdir schema`"


def test_every_schema_is_valid() -> None:
    for schema in made().values():
        jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_repository_passes(kind: str) -> None:
    names = records(kind)
    assert names or kind == "form"
    for name in names[:: 4 if kind == "visit" else 1]:
        data = named_by_text(yaml.load(fields(name), Guessing))
        assert complaints(kind, data) == [], name


def test_a_new_record_may_have_empty_fields() -> None:
    visit = {"framework": "derby", "date": "2026-11-20", "state": "draft", "judgements": {"1a": None}, "outcome": None}
    assert complaints("visit", visit) == []


@pytest.mark.parametrize(
    ("kind", "change", "word"),
    [
        ("visit", {"judgements": {"1a": "fuly"}}, "fuly"),
        ("visit", {"kind": "learning walk"}, "learning walk"),
        ("visit", {"framework": "drby"}, "drby"),
        ("visit", {"outcom": "all met"}, "outcom"),
        ("visit", {"date": "20.11.2026"}, "20.11.2026"),
        ("provider", {"type": "famr"}, "famr"),
        ("provider", {"offer": {"delivery": ["on sight"]}}, "on sight"),
        ("provider", {"offer": {"delivery": ["on site"], "needs": ["SEHM"]}}, "SEHM"),
        ("provider", {"sole_trader": "perhaps"}, "perhaps"),
    ],
)
def test_what_is_wrong_is_marked(kind: str, change: dict[str, Any], word: str) -> None:
    name = records(kind)[0] if kind == "provider" else "providers/riverside-learning/visits/2024-05-09-derby.yml"
    data = yaml.load(fields(name), Guessing)
    assert complaints(kind, data) == []
    found = complaints(kind, data | change)
    assert len(found) == 1
    assert word in found[0]


LEFT = [*Fill, Fill.ROLE.upper(), f"Hens.\n- **{Fill.ACTION}**", f"Hens. {Fill.DESCRIPTION}", "TBC", "[n/a]",
        "TODO: ask them", "[insert name here]", "Lorem ipsum dolor"]  # fmt: skip


@pytest.mark.parametrize("text", LEFT)
def test_what_a_template_left_is_marked_in_every_text(text: str) -> None:
    data = yaml.load(fields(records("provider")[0]), Guessing)
    meals = [("offer", data["offer"] | {"meals": text}), ("name", text)]
    assert [len(complaints("provider", data | {name: value})) for name, value in meals] == [1, 1]
    visit = {"framework": "derby", "date": "2026-11-20", "state": "draft"}
    for more in ({"details": {"1a": {"evidence": text}}}, {"improvement_plan": [{"area": text, "action": "Mend it."}]}):
        assert len(complaints("visit", visit | more)) == 1


@pytest.mark.parametrize(
    "text", ["<p>Open Saturdays.</p>", "One\n\n<table>", "<!-- a note -->", "[us](https://x.example)"]
)
def test_html_is_marked_in_every_text_and_line(text: str) -> None:
    data = yaml.load(fields(records("provider")[0]), Guessing)
    for field in ("private_reason", "name"):
        assert len(complaints("provider", data | {field: text})) == 1
    assert complaints("provider", data | {"name": "Hill Farm (age < 12, not > 16)"}) == []
    visit = {"framework": "derby", "date": "2026-11-20", "state": "draft", "details": {"1a": {"note": text}}}
    assert len(complaints("visit", visit)) == 1


def test_every_field_explains_itself_to_whoever_hovers_over_it() -> None:
    about = made()["provider"]["properties"]["private_reason"]
    assert about["description"] == "Why, for officers only."
    assert made()["visit"]["properties"]["next_visit"]["description"] == "When the next visit is planned."
    lead = made()["provider"]["definitions"]["SafeguardingLead"]["properties"]["name"]
    assert lead["description"] == "The lead's name. For officers only."


def test_editors_are_told_which_schema_is_for_which_file() -> None:
    said = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {name: pattern for name, (_, pattern) in KINDS.items() if not pattern.endswith(".md")} == {
        path.removeprefix("schema/").removesuffix(".json"): pattern for path, pattern in said.items()
    }
    for path in said:
        assert (ROOT / path).is_file()
    assert fnmatch("providers/riverside-learning/visits/2024-05-09-derby.yml", said["schema/visit.json"])


def test_the_reader_of_these_tests_guesses_as_editors_do() -> None:
    assert yaml.load("[2026-11-20, no, true, 4.10]", Guessing) == ["2026-11-20", "no", True, 4.1]


def test_a_snippet_writes_no_example_that_could_be_left_as_it_is() -> None:
    ready = snippets(made()["provider"])
    assert len(ready) > 80
    for name, snippet in ready.items():
        key, _, value = snippet["body"].partition(": ")
        assert key == snippet["prefix"]
        # Words to choose from, or nothing.
        assert value == "$1" or re.fullmatch(r"\$\{1\|.*\|\}", value), name
        assert (value == "$1") == (" For example: " in snippet["description"]), name
