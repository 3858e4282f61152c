"""Visits that look at less or decide nothing, under a council's own framework, as `apdir` and its pages tell them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from apdir.blank import visit_text
from apdir.compile import Compiled, compile_provider
from apdir.forms.of_framework import framework_forms
from apdir.library import read_library
from apdir.model.checked_framework import CheckedFramework
from apdir.model.fields import Edition
from apdir.model.framework import Framework
from apdir.pages.framework import framework_pages
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.source import Theme
from tests.support.commands import typed
from tests.support.records import PROVIDER, ROOT
from tests.support.records import library as shared
from tests.unit.pages.test_pages import SETTINGS, words

MET = ("gold", "silver", "bronze", "none")
IDS = [f"{theme}.{number}" for theme in "123" for number in range(1, 5)]
OWN: dict[str, Any] = {
    "id": "moor",
    "version": "2025-09",
    "title": "Moor framework",
    "short_title": "Moor framework",
    "publisher": "A council",
    "source": {"document": "A document"},
    "in_force": {"from": "2025-09-01"},
    "summary": "Twelve standards in three themes.",
    "words": {"requirement": "standard", "requirements": "standards"},
    "applies_to": "all",
    "kinds": [
        {"id": "visit", "title": "Full visit", "judges": ["requirements"]},
        {"id": "drop-in", "title": "Drop-in visit", "decides": "no", "looks_at": ["1", "2.1"]},
    ],
    "scales": [
        {"id": "metal", "title": "Met", "values": [
            {"key": key, "label": key.capitalize(), "passes": passes, "counts_as": counts_as}
            for key, passes, counts_as in zip(MET, ("yes", "yes", "no", "no"), ("met", "met", "partly", "not met"),
                                              strict=True)
        ]},
    ],
    "scale": "metal",
    "themes": [
        {"id": theme, "title": f"Theme {theme}", "requirements": [
            {"id": key, "title": f"Standard {key}", "statements": ["It is so."]} for key in IDS if key[0] == theme
        ]}
        for theme in "123"
    ],
    "outcomes": [
        {"key": "gold", "label": "Gold award", "meaning": "Every standard is at gold.", "standing": "approved"},
        {"key": "none", "label": "No award", "meaning": "Too few are met.", "standing": "not met"},
    ],
}  # fmt: skip
FULL = {"date": "2026-03-12", "judgements": dict.fromkeys(IDS, "gold"), "outcome": "gold"}
DROP_IN = {"date": "2026-06-10", "kind": "drop-in", "judgements": {"1.1": "gold", "1.2": "none"}}


def kinds(**changes: Any) -> dict[str, Any]:
    """The framework with its second kind changed; None takes a field out."""
    light = {key: value for key, value in (OWN["kinds"][1] | changes).items() if value is not None}
    return OWN | {"kinds": [OWN["kinds"][0], light]}


def directory(root: Path, *visits: dict[str, Any], framework: dict[str, Any] = OWN) -> Path:
    """A directory of one provider with some visits."""
    standing = {"frameworks": ["moor"], "organisations": ["the council"]}
    settings = SETTINGS | {"frameworks": ["moor"], "standing": standing}
    files = {"settings.yml": settings, "frameworks/moor/2025-09.yml": framework}
    for visit in visits:
        kind = f"-{visit['kind']}" if "kind" in visit else ""
        files[f"providers/hill-farm/visits/{visit['date']}-moor{kind}.yml"] = {
            "framework": "moor", "state": "final",
            "visited_by": [{"organisation": "the council", "role": "AP officer"}], **visit,
        }  # fmt: skip
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(yaml.dump(data, sort_keys=False, Dumper=yaml.CSafeDumper), encoding="utf-8")
    front = yaml.dump(PROVIDER, sort_keys=False, Dumper=yaml.CSafeDumper)
    (root / "providers/hill-farm/provider.md").write_text(f"---\n{front}---\n\nA farm.\n", encoding="utf-8")
    return root


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """What `apdir check` says of a directory with some visits."""

    def check(*visits: dict[str, Any], framework: dict[str, Any] = OWN) -> str:
        directory(tmp_path, *visits, framework=framework)
        _, out, err = typed(["check", "--root", str(tmp_path), "--today", "2026-11-29"], capsys, monkeypatch)
        return out + err

    return check


def test_a_kind_looks_at_themes_and_requirements_that_there_are(checked: Any) -> None:
    told = checked(FULL, framework=kinds(looks_at=["1", "2.l"]))
    assert re.search(
        r"moor/2025-09\.yml:\d+:\d+: kinds\[2\]\.looks_at\[2\]: There is no theme or requirement `2\.l`", told
    )


def test_a_kind_that_does_not_decide_has_no_outcome(checked: Any) -> None:
    told = checked(FULL, DROP_IN | {"outcome": "none"})
    assert re.search(r"drop-in\.yml:\d+:\d+: outcome: A visit of the kind `drop-in` does not decide", told)
    assert "`visit` can decide" in told


def test_a_final_visit_with_standards_unanswered_and_no_outcome_is_told(checked: Any) -> None:
    told = checked({"date": "2026-03-12", "judgements": {"1.1": "gold"}})
    assert re.search(r"moor\.yml:\d+:\d+: state: The record is final, 11 of 12 standards are unanswered", told)
    assert "`state: draft`" in told
    assert "All is well" in checked({"date": "2026-03-12", "judgements": {"1.1": "gold"}, "state": "draft"})


def test_one_with_nothing_in_it_is_told_too(checked: Any) -> None:
    assert "none of its 12 standards has a judgement" in checked({"date": "2026-03-12", "judgements": {}})
    assert "0 of 12 standards that apply are met in full" in checked(FULL | {"judgements": {}})


def test_a_light_visit_is_asked_for_no_more_than_it_looks_at(checked: Any) -> None:
    assert "All is well" in checked(FULL, DROP_IN)
    assert "3 of 5 standards are unanswered" in checked(FULL, DROP_IN, framework=kinds(decides="yes"))
    whole = DROP_IN | {"judgements": dict.fromkeys(IDS[:5], "gold")}
    assert "All is well" in checked(FULL, whole, framework=kinds(decides="yes"))


def made(root: Path, *visits: dict[str, Any], edition: Edition = "public", framework: dict[str, Any] = OWN) -> Compiled:
    """The pages and the data of a provider with some visits."""
    library = read_library(directory(root, *visits, framework=framework))
    site = Site(library, edition, date(2026, 11, 29), make_templates(Theme.of(ROOT)))
    found = compile_provider(root, "hill-farm", site, with_data=True)
    assert found.problems == ()
    return found


def page(found: Compiled, end: str) -> str:
    return next(words(page.content) for page in found.pages if page.path.endswith(end))


def test_a_light_visit_takes_no_approval_away(tmp_path: Path) -> None:
    found = made(tmp_path, FULL, DROP_IN)
    assert found.card is not None
    assert found.card.standing == "approved"
    seen = page(found, "hill-farm/")
    assert "Gold award: outcome of the visit on 12 March 2026. Valid until 12 March 2027." in seen
    assert "A later visit, on 10 June 2026, did not change that." in seen


def test_a_light_visit_alone_gives_none(tmp_path: Path) -> None:
    found = made(tmp_path, DROP_IN)
    assert found.card is not None
    assert (found.card.standing, found.card.standing_label) == ("visited", "Visited, no decision")
    reason = "The visit on 10 June 2026 (Drop-in visit) was of a kind that changes no approval by itself."
    assert reason in page(found, "hill-farm/")


def test_a_light_visit_alone_never_lapses(tmp_path: Path) -> None:
    found = made(tmp_path, DROP_IN | {"date": "2025-09-10"}, edition="commissioner")
    assert found.card is not None
    assert found.card.standing == "visited"
    assert not [row for row in found.due if row.kind == "standing"]


def test_what_a_kind_does_not_look_at_is_outside_its_visits(tmp_path: Path) -> None:
    found = made(tmp_path, FULL, DROP_IN)
    seen = page(found, "drop-in/")
    assert "1 of 5 standards met in full. It looked at 5 of 12 standards; the rest are no part of it." in seen
    assert "In this directory, this kind of visit changes no approval by itself." in seen
    assert "Since the visit on 12 March 2026: 0 better, 1 worse." in seen
    assert "Theme 2" in seen
    assert "Theme 3" not in seen
    assert "Standard 2.2" not in seen
    assert found.data is not None
    data = next(text for name, text in found.data.files.items() if "providers" in name)
    assert '"unanswered":3,"not_applicable":0,"outside":7' in data
    provider = page(found, "hill-farm/")
    assert "1 gold, 1 none, 3 unanswered" in provider
    assert "A gap is one that the visit did not look at." in provider


def test_a_full_visit_is_compared_with_a_full_one(tmp_path: Path) -> None:
    again = FULL | {"date": "2026-09-01", "judgements": dict.fromkeys(IDS, "gold") | {"3.1": "bronze", "1.2": "silver"}}
    assert "Since the visit on 12 March 2026: 0 better, 2 worse." in page(
        made(tmp_path, FULL, DROP_IN, again), "2026-09-01-moor/"
    )


def test_a_light_visit_is_not_the_next_that_was_planned(tmp_path: Path) -> None:
    planned = FULL | {"next_visit": "2026-12-10"}
    found = made(tmp_path, planned, DROP_IN, edition="commissioner")
    assert [(row.day, row.what) for row in found.due if row.kind == "visit"] == [
        (date(2026, 12, 10), "Next visit under Moor framework")
    ]


def test_a_light_visit_judges_nothing_that_it_does_not_look_at(checked: Any) -> None:
    told = checked(FULL, DROP_IN | {"judgements": {"1.1": "gold", "3.4": "none"}})
    assert re.search(r"drop-in\.yml:\d+:\d+: judgements\.3\.4: A visit of the kind `drop-in` does not look at", told)


def test_forms_and_new_records_ask_for_no_more(tmp_path: Path) -> None:
    framework = CheckedFramework.model_validate(OWN)
    full, light = framework_forms(framework)
    assert [section.id for section in light.sections if section.id.startswith("theme")] == ["theme-1", "theme-2"]
    assert "outcome" in repr(full.sections)
    assert "'outcome'" not in repr(light.sections)
    assert "Standard 2.2" not in repr(light.sections)
    text = visit_text(framework, date(2026, 11, 29), {"kind": "drop-in"})
    assert '"2.1":' in text
    assert '"2.2":' not in text
    assert "outcome" not in text


def test_the_page_of_the_framework_says_which_kinds_decide(tmp_path: Path) -> None:
    library = read_library(directory(tmp_path, FULL))
    site = Site(library, "public", date(2026, 11, 29), make_templates(Theme.of(ROOT)))
    seen = words(framework_pages(site)[1].content)
    assert (
        "Drop-in visit. It looks at 5 of the 12 standards: 1.1, 1.2, 1.3, 1.4 and 2.1. The others are no part of it. "
        "(This directory’s rule: it changes no approval here by itself.)" in seen
    )
    assert seen.count("changes no approval here") == 1


def test_met_in_full_is_what_passes_wherever_it_is_said(tmp_path: Path) -> None:
    strict = [value | {"passes": "yes" if value["key"] == "gold" else "no"} for value in OWN["scales"][0]["values"]]
    framework = OWN | {"scales": [OWN["scales"][0] | {"values": strict}]}
    silver = FULL | {"judgements": dict.fromkeys(IDS, "silver") | {"1.1": "gold"}}
    found = made(tmp_path, silver, framework=framework)
    assert "1 of 12 standards that apply is met in full and 11 are judged lower." in page(found, "moor/")
    for seen in (page(found, "moor/"), page(found, "hill-farm/")):
        assert "1 of 12 standards met in full" in seen


@pytest.mark.parametrize("version", [row for rows in shared().frameworks.values() for row in rows],
                         ids=lambda row: f"{row.id}-{row.version}")  # fmt: skip
def test_a_kind_of_the_sources_decides_where_its_visits_end_in_something(version: Framework) -> None:
    for kind in version.kinds:
        ends = bool(version.outcomes and version.looked_at[kind.id]) or "overall" in kind.judges
        assert kind.decides is ends, kind.id
