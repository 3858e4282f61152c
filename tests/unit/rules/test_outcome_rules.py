"""Frameworks unlike those that come with the program end as their own rules say, without a line of Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apdir.directory import ProviderRecord, VisitRecord
from apdir.library import read_library
from apdir.model.checked_framework import CheckedFramework
from apdir.model.provider import Provider
from apdir.model.reading import read
from apdir.model.settings import StandingSettings
from apdir.model.visit import Visit
from apdir.pages.framework import framework_pages
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.rules.outcome import allowed
from apdir.source import Document, Theme
from apdir.summary import summarise
from tests.support.commands import typed
from tests.support.records import PROVIDER, ROOT
from tests.support.records import library as shared
from tests.unit.pages.test_light_visits import IDS, OWN, directory, made, page
from tests.unit.pages.test_pages import words

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

#: All at silver or better; or more than half, and at most one of theme 1 below. A drop-in visit decides nothing.
TWO_KINDS = OWN | {
    "outcomes": [
        {"key": key, "label": key.capitalize(), "meaning": "So it is.", "standing": standing}
        for key, standing in (("accredited", "approved"), ("improving", "with improvements"), ("refused", "not met"))
    ],
    "outcome_rules": [
        {"when": [{"all": "yes"}], "gives": ["accredited"]},
        {"when": [{"more_than_percent": "50"}, {"of": ["1"], "at_most": "1"}], "gives": ["improving"]},
        {"gives": ["refused"]},
    ],
}


Check = Callable[[Path], str]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """`check(root)` is what `apdir check` says of a directory."""
    return lambda root: typed(["--root", str(root), "--today", "2026-11-29", "check"], capsys, monkeypatch)[1]


def given(framework: dict[str, Any], metals: str, *, out: str = "") -> tuple[str, ...]:
    """The outcomes for a visit: a letter a standard (g, s, b, n, - for none), and the standards that do not apply."""
    version = CheckedFramework.model_validate(framework)
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
        ("ssss ssss nnnn", "", ("silver",)),  # eight; how low the others are does not count
        ("gggg ssss nnnb", "", ("silver",)),
        ("ssss sssn nnnn", "", ("none",)),  # seven, and five below bronze
        ("bggg gggg gggg", "", ("bronze",)),  # the gate
        ("sss- gggg gggg", "", ("bronze",)),  # the gate: unanswered
        ("sss- gggg gggg", "1.4", ("silver",)),
        ("bbbb bbbb b--n", "", ("none",)),  # three below bronze, two of them unanswered
        ("bbbb bbbb b--n", "3.2", ("bronze",)),
    ],
)
def test_gold_silver_and_bronze(metals: str, out: str, outcome: tuple[str, ...]) -> None:
    assert given(METALS, metals, out=out) == outcome


@pytest.mark.parametrize(
    ("metals", "outcome"),
    [
        ("gggg gggg gggg", ("passed", "failed")),  # 36
        ("ssss ssss ssss", ("passed", "failed")),  # 24
        ("ssss ssss ssbb", ("passed", "failed")),  # 22
        ("ssss ssss bbnn", ("failed",)),  # 18
        ("gggg ssss nnnn", ("passed", "failed")),  # 12 + 8
        ("gggs ssss nnnn", ("failed",)),  # 19
        ("gggg bbbb bbbb", ("passed", "failed")),  # 12 + 8
        ("gggg bbbb bbbn", ("failed",)),  # 19
        ("ggg1 gggg gggg", ("passed", "failed")),  # 33: 1.4 does not apply
        ("gggn gggg gggg", ("failed",)),
        ("ssss ---- gggg", ("passed", "failed")),  # what is unanswered has no points
        ("ssss gggn ----", ("failed",)),  # 17
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
def test_points_with_a_pass_mark_and_an_essential_theme(metals: str, outcome: tuple[str, ...]) -> None:
    assert given(POINTS, metals.replace("1", "-"), out="1.4" if "1" in metals else "") == outcome


@pytest.mark.parametrize(
    ("metals", "out", "outcome"),
    [
        ("gggg gggg gggg", "", "accredited"),
        ("ssss ssss ssss", "", "accredited"),
        ("ssss ssss sss-", "3.4", "accredited"),
        ("ssss ssss sssb", "", "improving"),  # 11 of 12
        ("sssb ssss ssss", "", "improving"),  # one of theme 1
        ("ssbb ssss ssss", "", "refused"),  # two of theme 1
        ("ssss sssb bbbb", "", "improving"),  # 7 of 12
        ("ssss ssbb bbbb", "", "refused"),  # half is no majority
        ("sssb sssb bbbb", "", "refused"),
        ("sssb gggg ----", "", "improving"),
        ("sss- ssss ssss", "", "improving"),  # unanswered is below
        ("ss-- ssss ssss", "", "refused"),
        ("ss-- ssss ssss", "1.4", "improving"),
        ("ssss ss-- bbbb", "2.3 2.4", "improving"),  # 6 of 10
        ("sss- ss-- bbbb", "1.4 2.3 2.4", "improving"),  # 5 of 9
        ("sss- s--- bbbb", "1.4 2.2 2.3 2.4", "refused"),  # 4 of 8
        ("nnnn nnnn nnnn", "", "refused"),
        ("ssss ---- ----", "", "refused"),
        ("---- ---- ---g", "", "refused"),
        ("---- ---- ----", "", None),
    ],
)
def test_a_full_visit_decides_and_a_light_one_after_it_changes_nothing(
    metals: str, out: str, outcome: str | None
) -> None:
    allowed_outcomes = given(TWO_KINDS, metals, out=out)
    assert allowed_outcomes == ((outcome,) if outcome else ())
    version = CheckedFramework.model_validate(TWO_KINDS)
    decides = StandingSettings(frameworks=("moor",), organisations=("the council",))
    settings = shared().settings.model_copy(update={"standing": decides})
    library = replace(shared(), settings=settings, frameworks={"moor": (version,)}, crosswalk=None)
    by = {"visited_by": [{"organisation": "the council", "role": "AP officer"}], "framework": "moor", "state": "final"}
    light = {"date": "2026-06-10", "kind": "drop-in", "judgements": dict.fromkeys(IDS[:5], "none")}
    if outcome == "refused":
        light["judgements"] = dict.fromkeys(IDS[:5], "gold")
    visits = [Visit.model_validate(by | row) for row in ({"date": "2026-03-12", "outcome": outcome}, light)]
    rows = tuple(VisitRecord(f"{visit.date}", "", visit, version) for visit in visits)
    record = ProviderRecord("hill-farm", "", Provider.model_validate(PROVIDER), "", rows)
    standing = {row["key"]: row["standing"] for row in TWO_KINDS["outcomes"]}
    found = summarise(record, library, date(2026, 11, 29)).standing.key
    assert found == (standing[outcome] if outcome else "visited")


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
            "scales[1].values[1].points: `gold` has no points, and a rule",
        ),
        ([{"when": [{"evry": "yes"}], "gives": ["gold"]}], "There is no field `evry` here."),
    ],
)
def test_a_wrong_rule_is_told_at_its_line(check: Check, tmp_path: Path, rules: list[dict[str, Any]], told: str) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=OWN | {"outcomes": OUTCOMES, "outcome_rules": rules})
    said = check(tmp_path)
    where = rf"^frameworks/moor/2025-09\.yml:[1-9]\d*:\d+: .*{re.escape(told)}"
    assert re.search(where, said, re.MULTILINE), said


SCALE = OWN["scales"][0]
STRICT = [value | {"passes": "yes" if value["key"] == "silver" else "no"} for value in SCALE["values"]]
NONE_PASS = [value | {"passes": "no"} for value in SCALE["values"]]
LAST = {"gives": list(AWARDS)}


def rules(*conditions: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Rules that give gold, one for each list of conditions, and a last one."""
    return {"outcome_rules": [*({"when": row, "gives": ["gold"]} for row in conditions), LAST], **more}


NEVER = "outcome_rules[2]: This rule is never reached: where it holds, rule 1 above it holds too."
LOW = {"at_most": "1", "value": "bronze"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (rules([{"at_least": "10"}], [{"all": "yes"}]), NEVER),
        (rules([{"all": "yes"}, LOW], [dict(LOW), {"all": "yes"}]), NEVER),
        (rules([{"at_least": "0"}]), NEVER),
        (rules([{"points": "12"}], [{"points": "16"}], scales=POINTS["scales"]), NEVER),
        (rules([{"points": "37"}], scales=POINTS["scales"]), "The standards that this counts have 36 points at most."),
        (rules([{"more_than_percent": "100"}]), "when[1].more_than_percent: Nothing is more than 100%."),
        ({"scales": [SCALE | {"values": NONE_PASS}]}, "scales[1].values: No level of this scale passes"),
        (
            {"scales": [SCALE | {"values": STRICT}]},
            "values[1].passes: `gold` does not pass, and a level below it does.",
        ),
        ({"kinds": [OWN["kinds"][0] | {"judges": []}]}, "kinds[1].judges: This list is empty."),
        ({"kinds": [OWN["kinds"][0] | {"looks_at": []}]}, "kinds[1].looks_at: This list is empty."),
        ({"kinds": [OWN["kinds"][0] | {"decides": "no"}]}, "There are rules for the outcome, and no kind"),
        (
            {"themes": [*OWN["themes"], {"id": "1.1", "title": "T", "requirements": []}]},
            "themes[4].requirements: This theme has no standard.",
        ),
        ({"themes": [*OWN["themes"], {"id": "1.1", "title": "T", "requirements": []}]}, "`1.1` is a theme too."),
        (
            {"boxes": [{"id": "evidence", "label": "One"}, {"id": "evidence", "label": "Two"}]},
            "boxes[2].id: `evidence` is given twice.",
        ),
    ],
)
def test_what_could_never_be_is_told_at_its_line(
    check: Check, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=METALS | change)
    said = check(tmp_path)
    assert re.search(rf"^frameworks/moor/2025-09\.yml:[1-9]\d*:\d+: .*{re.escape(told)}", said, re.MULTILINE), said


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ([{"at_least": "ten"}], "outcome_rules[1].when[1].at_least: "),
        ({"all": "yes"}, "Write it in square brackets: `[{all: yes}]`."),
        ([{"points": "3"}, {"all": "yes", "value": "gold"}], "`gold` has no points"),
    ],
)
def test_one_mistake_brings_no_other(check: Check, tmp_path: Path, when: Any, told: str) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=METALS | rules(when))
    said = check(tmp_path)
    assert told in said
    assert "asks for nothing" not in said
    assert "`fully`" not in said


@pytest.mark.parametrize(
    ("framework", "outcome", "why"),
    [
        (
            METALS,
            "gold",
            "but 8 of 12 standards that apply are at ‘Gold’ (3.1 is at ‘Silver’, 3.2 is at ‘Silver’, "
            "3.3 is at ‘Silver’ and 3.4 is at ‘Silver’); all are needed for ‘Gold award’. That gives `silver`.",
        ),
        (POINTS, "passed", "but 16 points; 20 are needed for ‘Passed’. That gives `failed`."),
    ],
)
def test_an_outcome_that_the_rules_do_not_give_is_refused(
    check: Check, tmp_path: Path, framework: dict[str, Any], outcome: str, why: str
) -> None:
    judgements = dict.fromkeys(IDS, "silver") | (
        dict.fromkeys(IDS[:8], "gold") if framework is METALS else dict.fromkeys(IDS[4:], "bronze")
    )
    directory(tmp_path, {"date": "2026-03-12", "judgements": judgements, "outcome": outcome}, framework=framework)
    said = check(tmp_path)
    assert f"outcome: The outcome is `{outcome}`, {why}" in said, said


def test_the_field_that_named_a_rule_is_met_with_what_to_write(check: Check, tmp_path: Path) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=OWN | {"outcome_rule": "derby"})
    told = (
        "There is no field `outcome_rule` here. Version 0.2.0 of the program gave it another name: run `apdir migrate`."
    )
    assert told in check(tmp_path)


def parts(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a framework."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step)
        yield from parts(value, (*path, step))


@pytest.mark.parametrize("renamed", [True, False])
def test_whatever_is_renamed_or_gone_is_told_or_makes_no_difference(renamed: bool) -> None:
    for path in parts(METALS):
        changed = deepcopy(METALS)
        here: Any = changed
        for step in path[:-1]:
            here = here[step]
        if not renamed:
            del here[path[-1]]
        elif isinstance(here[path[-1]], str):
            here[path[-1]] += "x"
        found = read(CheckedFramework, Document("frameworks/moor/2025-09.yml", changed))
        assert found.record is not None or found.problems, path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"scale": "metall"}, "scale: There is no scale `metall`. Did you mean `metal`?"),
        (
            {"scales": [METALS["scales"][0] | {"id": "medal"}]},
            "scale: There is no scale `metal`. Did you mean `medal`?",
        ),
        ({"outcomes": [OUTCOMES[0] | {"key": "golden"}, *OUTCOMES[1:]]}, "gives[1]: There is no outcome `gold`."),
        (
            {"kinds": [OWN["kinds"][0], OWN["kinds"][1] | {"looks_at": ["1", "2.l"]}]},
            "There is no theme or requirement",
        ),
        (
            {"limits": [{"id": "visit-days", "value": "5", "unit": "days", "what": "x"}]},
            "No rule reads a limit `visit-",
        ),
        (
            {"header": [{"id": "at", "label": "At", "stored": "no", "fills_from": "nmae"}]},
            "filled from `nmae`. Did you",
        ),
    ],
)
def test_a_wrong_id_and_key_is_told_at_its_line(
    check: Check, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    directory(tmp_path, {"date": "2026-03-12"}, framework=METALS | change)
    said = check(tmp_path)
    assert re.search(rf"^frameworks/moor/2025-09\.yml:[1-9]\d*:\d+: .*{re.escape(told)}", said, re.MULTILINE), said
    assert said.count(told) == 1


#: Twenty points and nothing essential at none; sixteen do with a plan. Of the worst, a person decides.
GATED = POINTS | {
    "outcome_rules": [
        {"when": [{"points": "20"}, {"of": ["essential"], "all": "yes", "value": "bronze"}], "gives": ["passed"]},
        {"when": [{"at_least": "1", "value": "gold"}], "gives": ["failed", "passed"]},
        {"gives": ["failed"]},
    ],
}


@pytest.mark.parametrize(
    ("metals", "outcome", "told"),
    [
        ("gggn gggg gggg", "failed",
         "3 of 4 standards of the essential themes that apply are at ‘Bronze’ or better (1.4 is at ‘None’); all are "
         "needed for ‘Passed’. By the framework’s rule, these judgements allow this outcome."),
        ("ssss bbbb bbbn", "failed",
         "15 points; 20 are needed for ‘Passed’. By the framework’s rule, these judgements lead to this outcome."),
        ("gggg gggg gggg", "passed",
         "36 points. 4 of 4 standards of the essential themes that apply are at ‘Bronze’ or better."),
    ],
)  # fmt: skip
def test_a_visit_tells_by_which_numbers_it_ended_so(tmp_path: Path, metals: str, outcome: str, told: str) -> None:
    names = {name[0]: name for name in AWARDS}
    judged = dict(zip(IDS, (names[letter] for letter in metals.replace(" ", "")), strict=True))
    visit = {"date": "2026-03-12", "judgements": judged, "outcome": outcome}
    found = made(tmp_path, visit, framework=GATED)
    seen = page(found, "2026-03-12-moor/")
    assert told in seen
    assert "no reason" not in seen


def test_the_page_of_a_framework_has_its_rules_and_points(tmp_path: Path) -> None:
    library = read_library(directory(tmp_path, {"date": "2026-03-12"}, framework=GATED))
    site = Site(library, "public", date(2026, 11, 29), make_templates(Theme.of(ROOT)))
    seen = words(framework_pages(site)[1].content)
    assert "20 points or more, and all 4 standards of the essential themes at ‘Bronze’ or better." in seen
    assert "Passes Points" in seen
