"""Plans of placements: worked out by hand, and alike in Python and in the page's script.

Rules R02, R03, R05, R07, R08, R13, R19, R20, R24, R25, R26, R27 and R31, as far as they are about a placement.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from apdir.summary.placement import PARTS, rulebook
from apdir.summary.plan import SESSIONS, STAGES, advise
from tests.node import run
from tests.support.records import ROOT, TODAY, library

ADVISE = ROOT / "tests/scripts/advise.js"
CASES = yaml.load((ROOT / "tests/support/plans.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


@cache
def book() -> dict[str, Any]:
    return rulebook(library(), TODAY)


def plan_of(case: dict[str, Any]) -> dict[str, Any]:
    """The usual plan with what a case changes."""
    changed = {key: value for key, value in case.items() if key not in ("name", "says", "provider")}
    first = {**CASES["usual"]["providers"][0], **case.get("provider", {})}
    return {**CASES["usual"], "providers": [first], **changed}


def said(lines: list[dict[str, Any]]) -> dict[str, str]:
    """Each line as the cases write it, by its rule and provider."""
    return {
        line["id"] + (f"/{line['of']}" if line["of"] else ""): " ".join(
            filter(None, [line["is"], line["code"], *line["dates"]])
        )
        for line in lines
    }


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_a_plan_is_told_what_was_worked_out_by_hand(case):
    found = said(advise(plan_of(case), book()))
    assert {rule: found.get(rule, "nothing") for rule in case["says"]} == case["says"]


def test_the_cases_and_the_book_name_the_same_rules():
    named = {rule.partition("/")[0] for case in CASES["cases"] for rule in case["says"]}
    assert named == {rule["id"] for rule in book()["rules"]}


def some_plan(chance: random.Random) -> dict[str, Any]:
    """A plan of anything that can be typed, numbers near the limits among it."""
    word = lambda *words: chance.choice((None, "", *words))  # noqa: E731
    hours = lambda: chance.choice((None, "", "x", "0", "4.5", "9:59", "10", "10:01", "17.75", "18", "18:01", "25"))  # noqa: E731

    def place() -> dict[str, Any]:
        return {
            "sessions": chance.sample(SESSIONS, chance.choice((0, 1, 3, 4, 5, 10))),
            "hours": hours(),
            "runs": hours(),
            "others": chance.choice((None, "", "0", "3", "4", "5")),
            "open_days": chance.choice(([], ["Mon"], ["Tue", "Wed", "Fri"])),
            "takes": chance.choice(([], ["KS3"], ["KS2", "KS3", "KS4"])),
            "closed": chance.choice((None, "", "Withdrawn")),
            "starts": chance.choice((None, "", "09:30", "23:45", "9")),
            **{name: word("yes", "no") for name in ("registered", "supervised", "at_home", "on_roll")},
            "others_one": word("yes", "no"),
        }

    return {
        "year": chance.choice((None, "", "1", "9", "10", "11", "12", "14")),
        "stage": word(*STAGES),
        "arranged": word("school", "authority"),
        "weeks": chance.choice((None, "", "0", "4", "12", "13", "60")),
        "start": chance.choice((None, "", "2027-01-11", "2026-12-19", "2027-02-30", "2031-01-01")),
        "referred": chance.choice((None, "2027-01-04", "2027-01-12", "soon")),
        "full_week": hours(),
        "school": place(),
        "providers": [place() for _ in range(chance.choice((0, 1, 2, 3)))],
        **{name: word("yes", "no") for name in ("ehcp", "looked_after", "medical", "part_time")},
    }


@pytest.mark.slow
def test_the_page_says_what_python_says_of_every_plan():
    chance = random.Random(21)
    plans = [plan_of(case) for case in CASES["cases"]] + [some_plan(chance) for _ in range(400)]
    told = run(ADVISE, {"plans": plans, "book": book()})
    for plan, found in zip(plans, told, strict=True):
        assert found == advise(plan, book()), plan
    lines = {(line["id"], line["text"][:20]) for found in told for line in found}
    assert len(lines) > 100


@pytest.mark.parametrize(
    ("rules", "stated"),
    [
        ((), {"Derby framework", "Herefordshire framework", "Align framework", "Leicestershire visit record"}),
        (("derby",), {"Derby framework"}),
        (("amber-valley-erewash",), set()),
    ],
)
def test_settings_say_whose_limits_apply_and_national_rules_always_do(rules, stated):
    settings = library().settings.model_copy(update={"rules": rules, "registration_thresholds": ()})
    every = rulebook(replace(library(), settings=settings), TODAY)["rules"]
    assert {rule["local"] for rule in every if rule["local"]} == stated
    national = {rule["id"] for rule in book()["rules"] if not rule["local"]}
    assert {rule["id"] for rule in every if not rule["local"]} == national


def test_each_rule_names_its_source_or_says_that_it_is_ours():
    for rule in book()["rules"]:
        assert rule["part"] in PARTS
        assert (rule["source"] and rule["dated"]) or rule["own"], rule["id"]
