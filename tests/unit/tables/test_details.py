"""The two kinds of file that providers save on the site: which one it is, and what of it is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apdir.tables.details import Details, SelfAssessment, read_details

DETAILS = {"details": 1, "provider": "case-farm", "right": True, "was": {}, "values": {}}
ASSESSED = {"self_assessment": 1, "provider": "case-farm", "framework": "derby", "version": "2026-09",
            "values": {"1a": " Seen. ", "1b": " "}}  # fmt: skip


def read(data: Any) -> tuple[Details | SelfAssessment | None, list[str]]:
    found, problems = read_details(json.dumps(data).encode(), "a.json")
    return found, [problem.message for problem in problems]


def test_each_kind_is_known_by_its_own_number() -> None:
    assert read(DETAILS) == (Details("case-farm", True, {}, {}), [])
    assert read(ASSESSED) == (SelfAssessment("case-farm", "derby", "2026-09", {"1a": "Seen."}), [])


@pytest.mark.parametrize(("data", "told"), [
    (DETAILS | {"details": 2}, "This is no file that a provider saved on the site."),
    (DETAILS | {"details": True}, "This is no file that a provider saved on the site."),
    (DETAILS | {"more": ""}, "This is no file that a provider saved on the site."),
    (DETAILS | {"right": False}, "It changes nothing, and does not confirm that everything is correct."),
    ([], "This is no file that a provider saved on the site."),
    (ASSESSED | {"self_assessment": 2}, "This is no file of a self-assessment."),
    (ASSESSED | {"self_assessment": True}, "This is no file of a self-assessment."),
    (ASSESSED | {"more": ""}, "This is no file of a self-assessment."),
    (ASSESSED | {"values": {"1a": " "}}, "It says nothing of any requirement."),
    (ASSESSED | {"values": []}, "This is no list of requirements."),
    (ASSESSED | {"framework": 1}, "This is no text."),
    (ASSESSED | {"provider": "../x"}, "This is no provider's folder."),
])  # fmt: skip
def test_what_is_wrong_with_it_is_told_in_the_words_of_its_kind(data: Any, told: str) -> None:
    assert read(data) == (None, [told])
