"""Notes on what a final visit leaves out: an outcome, a day, a visitor whose visits count. None refuses anything."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apdir.directory import read_provider
from apdir.model.settings import Settings
from apdir.rules.overlooked import overlooked
from tests.support.records import COUNCIL, PROVIDER, framework, library, visit

DAY = date(2026, 3, 18)
JUDGED = dict.fromkeys(framework("derby", DAY).requirement, "fully")
ACTION = {"area": "1b", "action": "Fix the latch."}
DERBY_CITY = [{"organisation": "Derby City Council", "role": "QA officer"}]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"outcome": "all met"}, []),
        ({}, ["All standards are judged and there is no outcome"]),
        ({"state": "draft"}, []),
        ({"outcome": "all met", "improvement_plan": [ACTION]}, ["This action has no day"]),
        ({"outcome": "all met", "improvement_plan": [ACTION | {"by": "2026-05-01"}]}, []),
        # What could not be read is told as that.
        ({"outcome": "all met", "improvement_plan": [ACTION | {"by": "end of term"}]}, []),
        ({"outcome": "all met", "improvement_plan": [ACTION | {"done": "2026-05-01"}]}, []),
        ({"outcome": "all met", "visited_by": DERBY_CITY}, ["No visitor is of an organisation"]),
        # A slip of the pen is told as what is meant.
        ({"outcome": "all met", "visited_by": [{"organisation": "Trentside Counci", "role": "QA officer"}]}, []),
    ],
)
def test_what_a_final_visit_leaves_out_is_pointed_out(fields: dict[str, Any], told: list[str], tmp_path: Path) -> None:
    name, data = visit("derby", DAY.isoformat(), **({"visited_by": COUNCIL, "judgements": JUDGED} | fields))
    folder = tmp_path / "providers/hill-farm"
    (folder / "visits").mkdir(parents=True)
    (folder / "provider.md").write_text(f"---\n{json.dumps(PROVIDER)}\n---\nA farm.\n", encoding="utf-8")
    (folder / f"visits/{name}.yml").write_text(json.dumps(data), encoding="utf-8")
    settings: Settings = library().settings
    found = list(overlooked(read_provider(tmp_path, "hill-farm", library()), settings))
    assert [problem.message.startswith(words) for problem, words in zip(found, told, strict=True)] == [True] * len(told)
    assert all(problem.line == 1 for problem in found)


@pytest.mark.parametrize(("registration", "told"), [
    ({"status": "unregistered"}, "does not say what to write of this provider in the alternative provision census"),
    ({"status": "unregistered", "census_setting": "OOT"}, None),
    ({"status": "unregistered", "ukprn": "10012345"}, None),
    ({"status": "registered", "urn": "123456", "dfe_number": "830/1102"}, None),
    ({"status": "unregistered", "ukprn": "10012345", "census_setting": "OOT"}, "this has both"),
])  # fmt: skip
def test_the_check_asks_for_exactly_one_thing_of_the_census(
    registration: dict[str, Any], told: str | None, tmp_path: Path
) -> None:
    folder = tmp_path / "providers/hill-farm"
    folder.mkdir(parents=True)
    text = f"---\n{json.dumps(PROVIDER | {'registration': registration})}\n---\nA farm.\n"
    (folder / "provider.md").write_text(text, encoding="utf-8")
    found = list(overlooked(read_provider(tmp_path, "hill-farm", library()), library().settings))
    assert [told in problem.message for problem in found] == ([True] if told else [])
