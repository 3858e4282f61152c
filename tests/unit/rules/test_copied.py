"""Copies of records in what everybody may read: how they are recognised."""

from __future__ import annotations

import pytest

from apdir.rules.copied import FIELD


@pytest.mark.parametrize("before", ["", " ", "> ", "- ", "| ", "* ", "# ", "\t", "\u00a0", "\r"])
@pytest.mark.parametrize("blank", ["", "\n\n\n", " \n\t\n", ">\n>\n"])
def test_a_field_is_found_from_its_own_line_on_however_many_are_blank_before_it(before: str, blank: str) -> None:
    match = FIELD.search(f"{blank}{before}safeguarding_lead: x")
    assert match is not None
    assert match[1] == "safeguarding_lead"
    assert match.start() == len(blank)
