"""Visits that look at less or decide nothing, under a council's own framework, as `apdir` and its pages tell them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import typed
from tests.records import PROVIDER
from tests.unit.test_pages import SETTINGS

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
    settings = SETTINGS | {"standing": {"frameworks": ["moor"], "organisations": ["the council"]}}
    files = {"settings.yml": settings, "frameworks/moor/2025-09.yml": framework}
    for visit in visits:
        kind = f"-{visit['kind']}" if "kind" in visit else ""
        files[f"providers/hill-farm/visits/{visit['date']}-moor{kind}.yml"] = {
            "framework": "moor", "state": "final",
            "visited_by": [{"organisation": "the council", "role": "AP officer"}], **visit,
        }  # fmt: skip
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    front = yaml.safe_dump(PROVIDER, sort_keys=False)
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


def test_a_rule_needs_its_outcomes(checked: Any) -> None:
    told = checked(FULL, framework=OWN | {"outcome_rule": "derby"})
    assert re.search(r"2025-09\.yml:\d+:\d+: .*The rule `derby` gives the outcome `all met`", told)


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
