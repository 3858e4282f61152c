"""The frameworks hold what their sources hold, counted, and not a sentence of them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import wording
from tests.support.commands import typed
from tests.support.sites import ROOT, TODAY

FRAMEWORKS = ROOT / "frameworks"
#: Official titles of which nine words in a row may stand, each with the reason.
TITLES = {
    "arranging education for children who cannot attend school because of health needs": "title of DfE guidance, 2023",
    "the management of health and safety at work regulations 1999": "title of the regulations",
    "reporting of injuries diseases and dangerous occurrences regulations 1995": "title of the regulations",
}


@cache
def load(name: str) -> dict:
    """A framework's file as plain text values, read without any of the program."""
    return yaml.load((FRAMEWORKS / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def themes(name: str) -> list[dict]:
    return load(name)["themes"]


def count(name: str, part: str) -> list[int]:
    """How many of a part the requirements of each theme have."""
    return [sum(len(entry.get(part) or []) for entry in theme["requirements"]) for theme in themes(name)]


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("herefordshire/2024-09", [6, 8, 7, 4, 3, 5, 2, 4, 5]),
        ("derby/2024-05", [9, 7, 6, 6, 4]),
        ("derby/2026-09", [9, 7, 6, 6, 4]),
        ("align/2024-09", [9, 8, 6, 15, 9, 11, 7, 7]),
        ("leicestershire/2023-09", [5, 6, 5, 4]),
    ],
)
def test_requirements_of_each_theme(name, requirements):
    assert [len(theme["requirements"]) for theme in themes(name)] == requirements


@pytest.mark.parametrize("file", sorted(FRAMEWORKS.glob("*/*.yml")), ids=lambda file: "/".join(file.parts[-2:]))
def test_a_summary_begins_with_at_most_80_words(file):
    summary = load(f"{file.parent.name}/{file.stem}")["summary"]
    assert len(summary.split("\n\n")[0].split()) <= 80


def test_herefordshire_has_163_prompts_and_58_statements_and_two_essential_themes():
    assert count("herefordshire/2024-09", "prompts") == [32, 37, 18, 8, 6, 20, 10, 19, 13]
    assert count("herefordshire/2024-09", "statements") == [17, 10, 7, 4, 3, 5, 3, 4, 5]
    essential = [theme["id"] for theme in themes("herefordshire/2024-09") if theme.get("essential") == "yes"]
    assert essential == ["1", "2"]
    scales = {
        scale["id"]: [value["key"] for value in scale["values"]] for scale in load("herefordshire/2024-09")["scales"]
    }
    assert {theme.get("scale") for theme in themes("herefordshire/2024-09")[:2]} == {"essential"}
    assert scales["essential"] == ["fully met", "not met"]
    assert "partially met" in next(keys for name, keys in scales.items() if name != "essential")


def test_derby_has_43_statements_three_sub_points_and_four_outcomes():
    assert count("derby/2024-05", "statements") == [17, 7, 8, 7, 4]
    assert sum(count("derby/2024-05", "sub_points")) == 3
    keys = [outcome["key"] for outcome in load("derby/2024-05")["outcomes"]]
    assert keys == ["all met", "majority met", "not met, may reapply", "not met, withdrawn"]


def test_align_has_199_points_of_best_practice_and_a_scale_of_the_directorys_own():
    assert count("align/2024-09", "best_practice") == [29, 21, 17, 56, 27, 23, 11, 15]
    assert [scale.get("convention") for scale in load("align/2024-09")["scales"]] == ["yes"]
    ids = [entry["id"] for theme in themes("align/2024-09") for entry in theme["requirements"]]
    assert len(set(ids)) == 72
    assert {"4.1", "4.10", "6.1", "6.10"} <= set(ids)


def test_leicestershire_has_52_prompts_and_four_concluding_judgements():
    assert count("leicestershire/2023-09", "prompts") == [14, 20, 11, 7]
    concluding = [theme["concluding"] for theme in themes("leicestershire/2023-09")]
    assert [entry["id"] for entry in concluding] == ["1C", "2C", "3C", "4C"]
    assert sum(len(entry.get("criteria") or []) for entry in concluding) == 4


def test_amber_valley_and_erewash_has_65_points_three_areas_and_no_outcome():
    framework = load("amber-valley-erewash/2021-01")
    points: dict[Any, Any] = {}
    for group in framework["lists"]:
        points[group["use"]] = points.get(group["use"], 0) + len(group["points"])
    assert points == {"schedule": 12, "walk": 24, "procedures": 21, "duties": 6, "questionnaires": 2}
    assert len(framework["areas"]) == 3
    assert not framework.get("outcomes")


@pytest.mark.parametrize(
    "path", sorted(FRAMEWORKS.glob("*/*.yml")), ids=lambda path: path.relative_to(FRAMEWORKS).as_posix()
)
def test_every_requirement_names_its_source(path):
    framework = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    for theme in framework.get("themes") or []:
        for entry in theme["requirements"]:
            assert entry["source"]["document"], entry["id"]
            assert entry["source"]["section"], entry["id"]
    assert framework["notes"]


@pytest.mark.slow
def test_no_nine_words_of_a_source_stand_in_the_repository():
    allowed = {digest for title in TITLES for digest, _ in wording.runs(title)}
    sources = wording.known() - allowed
    assert len(sources) > 15_000
    found = []
    for folder in ("frameworks", "content", "providers", "theme", "generator"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".yml", ".md", ".html", ".py"):
                text = path.read_text(encoding="utf-8")
                hits = [run for digest, run in wording.runs(text) if digest in sources]
                found += [f"{path.relative_to(ROOT)}: {run}" for run in hits]
    assert found == []


def test_the_wording_test_can_fail():
    sources = wording.known()
    official = "guidance: Arranging education for children who cannot attend school because of health needs (2023)"
    assert any(digest in sources for digest, _ in wording.runs(official))
    assert not any(
        digest in sources for digest, _ in wording.runs("nothing that any source says stands in this one line")
    )


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """`checked(change)` is how the check ends with a changed map of this directory's own, and what it says."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "providers").mkdir()
    shutil.copy(ROOT / "settings.yml", tmp_path)
    before = (FRAMEWORKS / "crosswalk.yml").read_text(encoding="utf-8")

    def checked(change):
        (tmp_path / "frameworks" / "crosswalk.yml").write_text(change(before), encoding="utf-8")
        return typed(["--root", str(tmp_path), "--today", TODAY, "check"], capsys, monkeypatch)[:2]

    return checked


@pytest.mark.slow
def test_check_fails_when_a_requirement_loses_its_shared_theme(checked):
    assert checked(lambda text: text)[0] == 0
    lost = {"derby": "1a", "leicestershire": "4C", "amber-valley-erewash": "w24"}

    def without(text):
        data = yaml.load(text, Loader=yaml.CBaseLoader)
        for framework, key in lost.items():
            del data["frameworks"][framework][key]
        return yaml.dump(data, allow_unicode=True, Dumper=yaml.CSafeDumper)

    code, out = checked(without)
    assert code == 1
    for framework, key in lost.items():
        assert f"`{key}` of {framework} has no shared theme" in out


@pytest.mark.slow
@pytest.mark.parametrize("written", ["x", "[derby]", "{derby: x}", "{derby: {}}"])
def test_a_framework_that_the_map_says_nothing_of_is_told_once(written: str, checked):
    code, out = checked(lambda text: text.partition("\nframeworks:\n")[0] + f"\nframeworks: {written}\n")
    assert code == 1
    told = out.splitlines()
    assert 1 <= len(told) <= 6, told
    assert sum(": frameworks.derby: " in line for line in told) <= 1
    assert "`1b` of derby" not in out


def test_every_framework_of_the_program_is_compared_with_the_others():
    assert load("crosswalk")["frameworks"].keys() == {path.parent.name for path in FRAMEWORKS.glob("*/*.yml")}
