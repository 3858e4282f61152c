"""Frameworks unlike those that come with the program end as their own rules say, without a line of Python."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from apdir.library import read_library
from apdir.model.visit import Visit
from apdir.rules.outcome import allowed
from tests.sites import apdir
from tests.unit.test_light_visits import IDS, OWN, directory

AWARDS = ("gold", "silver", "bronze", "none")
OUTCOMES = [
    {"key": key, "label": f"{key.capitalize()} award", "meaning": "It has earned this.",
     "standing": "not met" if key == "none" else "approved"}
    for key in AWARDS
]  # fmt: skip
#: Gold where all twelve are; silver where eight are at silver or better and none of theme 1 is below; bronze where at
#: most two are below bronze.
METALS = OWN | {
    "outcomes": OUTCOMES,
    "outcome_rules": [
        {"when": [{"all": "yes", "value": "gold"}], "gives": ["gold"]},
        {"when": [{"at_least": "8", "value": "silver"}, {"of": ["1"], "all": "yes", "value": "silver"}],
         "gives": ["silver"]},
        {"when": [{"at_most": "2", "value": "bronze"}], "gives": ["bronze"]},
        {"gives": ["none"]},
    ],
}  # fmt: skip
#: Passed with twenty points of thirty-six, and with every standard of the essential theme at silver or gold.
POINTS: dict[str, Any] = deepcopy(OWN) | {
    "outcomes": [
        {"key": "passed", "label": "Passed", "meaning": "It passed.", "standing": "approved"},
        {"key": "failed", "label": "Not passed", "meaning": "It did not.", "standing": "not met"},
    ],
    "outcome_rules": [
        {"when": [{"points": "20"}, {"of": ["essential"], "all": "yes"}], "gives": ["passed", "failed"]},
        {"gives": ["failed"]},
    ],
}
POINTS["themes"][0]["essential"] = "yes"
for scale_value, number in zip(POINTS["scales"][0]["values"], "3210", strict=True):
    scale_value["points"] = number


def given(root: Path, framework: dict[str, Any], metals: str, *, out: str = "") -> tuple[str, ...]:
    """The outcomes for a visit: a letter a standard (g, s, b, n, - for none), and the standards that do not apply."""
    version = read_library(directory(root, {"date": "2026-03-12"}, framework=framework)).frameworks["moor"][0]
    names = {name[0]: name for name in AWARDS}
    judged = zip(IDS, metals.replace(" ", ""), strict=True)
    record = {
        "framework": "moor", "date": "2026-03-12", "state": "final",
        "judgements": {key: names[letter] for key, letter in judged if letter != "-"},
        "details": {key: {"not_applicable": "It has none."} for key in out.split()},
        "visited_by": [{"organisation": "the council", "role": "AP officer"}],
    }  # fmt: skip
    return allowed(Visit.model_validate(record), version)


@pytest.mark.parametrize(
    ("metals", "out", "outcome"),
    [
        ("gggg gggg gggg", "", ("gold",)),
        ("gggg gggg gggs", "", ("silver",)),
        ("gggg gggg ggg-", "3.4", ("gold",)),  # what does not apply is not counted
        ("gggg gggg ggg-", "", ("silver",)),  # what is unanswered is at no value
        ("ssss ssss bbbb", "", ("silver",)),
        ("ssss sssb bbbb", "", ("bronze",)),  # seven
        ("sssb gggg gggg", "", ("bronze",)),  # the gate
        ("bbbb bbbb bbnn", "", ("bronze",)),
        ("bbbb bbbb bnnn", "", ("none",)),
        ("nnnn nnnn nnnn", "", ("none",)),
        ("---- ---- ---g", "", ("none",)),
        ("---- ---- ----", "", ()),
    ],
)
def test_gold_silver_and_bronze(tmp_path: Path, metals: str, out: str, outcome: tuple[str, ...]) -> None:
    assert given(tmp_path, METALS, metals, out=out) == outcome


@pytest.mark.parametrize(
    ("metals", "outcome"),
    [
        ("ssss gggg nnnn", ("passed", "failed")),  # 8 + 12 = 20 points
        ("ssss gggs nnnn", ("failed",)),  # 19
        ("gggg ggbb nnnn", ("passed", "failed")),
        ("sssb gggg gggg", ("failed",)),  # one of the essential theme is at bronze
        ("sss- gggg gggg", ("failed",)),
        ("---- gggg gggg", ("failed",)),
        ("ssss bbbb bbbb", ("failed",)),  # 16
        ("---- ---- ----", ()),
    ],
)
def test_points_with_a_pass_mark_and_an_essential_theme(tmp_path: Path, metals: str, outcome: tuple[str, ...]) -> None:
    assert given(tmp_path, POINTS, metals) == outcome


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([{"gives": ["golden"]}], "outcome_rules[1].gives[1]: There is no outcome `golden`. Did you mean `gold`?"),
        (
            [{"when": [{"all": "yes"}], "gives": list(AWARDS)}],
            "outcome_rules[1]: Some judgements would give no outcome",
        ),
        ([{"gives": ["none"]}, {"gives": list(AWARDS)}], "outcome_rules[1]: This rule holds whatever the judgements"),
        ([{"gives": ["none"]}], "outcomes[1].key: No rule gives the outcome `gold`"),
        ([{"when": [{}], "gives": ["gold"]}], "when[1]: This asks for nothing. Write one of all, at_least"),
        (
            [{"when": [{"all": "yes", "at_least": "2"}], "gives": ["gold"]}],
            "This asks for several things: all, at_least.",
        ),
        ([{"when": [{"all": "yes", "of": ["1.l"]}], "gives": ["gold"]}], "There is no theme or requirement `1.l`."),
        ([{"when": [{"all": "yes", "of": ["essential"]}], "gives": ["gold"]}], "of[1]: No theme is essential."),
        ([{"when": [{"all": "yes", "value": "sliver"}], "gives": ["gold"]}], "`sliver` is no judgement of `1.1`"),
        ([{"when": [{"at_least": "13"}], "gives": ["gold"]}], "This counts 12 standards, which is fewer than 13."),
        (
            [{"when": [{"points": "3"}], "gives": ["gold"]}],
            "scales[1].values[1]: `gold` has no points, and a rule",
        ),
        ([{"when": [{"evry": "yes"}], "gives": ["gold"]}], "There is no field `evry` here."),
    ],
)
def test_a_wrong_rule_is_told_at_its_line(tmp_path: Path, rules: list[dict[str, Any]], told: str) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=OWN | {"outcomes": OUTCOMES, "outcome_rules": rules})
    said = apdir("check", root=tmp_path).stdout
    where = rf"^frameworks/moor/2025-09\.yml:[1-9]\d*:\d+: .*{re.escape(told)}"
    assert re.search(where, said, re.MULTILINE), said


@pytest.mark.parametrize(
    ("framework", "outcome", "why"),
    [
        (METALS, "gold", "but 8 of the 12 standards that it counts are at ‘Gold’. That gives `silver`."),
        (POINTS, "passed", "but it asks for 20 points and the judgements have 16. That gives `failed`."),
    ],
)
def test_an_outcome_that_the_rules_do_not_give_is_refused(
    tmp_path: Path, framework: dict[str, Any], outcome: str, why: str
) -> None:
    judgements = dict.fromkeys(IDS, "silver") | (
        dict.fromkeys(IDS[:8], "gold") if framework is METALS else dict.fromkeys(IDS[4:], "bronze")
    )
    directory(tmp_path, {"date": "2026-03-12", "judgements": judgements, "outcome": outcome}, framework=framework)
    said = apdir("check", root=tmp_path).stdout
    assert f"outcome: The outcome is `{outcome}`, {why}" in said, said


def test_the_field_that_named_a_rule_is_met_with_what_to_write(tmp_path: Path) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=OWN | {"outcome_rule": "derby"})
    told = (
        "There is no field `outcome_rule` here. Version 0.2.0 of the program gave it another name: run `apdir migrate`."
    )
    assert told in apdir("check", root=tmp_path).stdout
