"""The level of checking and procurement lists: beside the approval status, and never of it."""

from __future__ import annotations

from typing import Any

import pytest

from apdir.pages.choices import groups
from tests.support.records import library, provider, visit
from tests.unit.pages.test_finder import card
from tests.unit.pages.test_newest import APPROVED, TODAY
from tests.unit.pages.test_told_truly import told

LISTS = [
    {"name": "Trentside AP purchasing system", "lot": "Lot 1", "since": "2025-04-01"},
    {"name": "Trentside tuition framework agreement", "since": "2026-01-05"},
]
DRAFT = visit("derby", "2026-10-01", state="draft")


@pytest.mark.parametrize(("level", "visits", "words"), [
    (None, (), "Not recorded: ask who checked these details, and how"),
    ("self-declared", (), "Self-declared: as the provider said, without a check"),
    ("desk-checked", (DRAFT,), "Desk-checked: by reading documents, without a visit"),
    ("visited", (), "Visited: as the record says, without a report of a visit here"),
    ("desk-checked", (APPROVED,), "Visited: last on 18 March 2026"),  # whatever is written
])  # fmt: skip
def test_the_level_of_checking_is_worked_out_from_visits_that_count(level: Any, visits: Any, words: str) -> None:
    seen, row, compared = told(*visits, about=provider(level=level))
    label, _, note = words.partition(": ")
    assert compared["Level of checking"] == [words]
    assert f"Level of checking {label} {note[0].upper()}{note[1:]} Procurement lists None recorded" in seen
    assert f"Level of checking {label}" in row


@pytest.mark.parametrize("visits", [(), (APPROVED,)])
def test_neither_changes_the_approval_status(visits: Any) -> None:
    plain, marked = (told(*visits, about=provider(**more)) for more in ({}, {"lists": LISTS, "level": "visited"}))
    assert plain[2]["Approval status"] == marked[2]["Approval status"]
    label = "Approved" if visits else "No published decision"
    seen = marked[0]
    assert "Neither says how good the provision is, and neither is an approval." in seen
    assert seen.index("Level of checking") > seen.index(f"Approval status: {label}")


def test_each_list_and_each_lot_of_it_is_a_choice_and_told_with_its_day() -> None:
    found = {group.key: group for group in groups([card(lists=LISTS), card()], library().settings, TODAY)}
    assert [(it.value, it.number) for it in found["list"].choices] == [
        ("Trentside AP purchasing system", 1),
        ("Trentside AP purchasing system, Lot 1", 1),
        ("Trentside tuition framework agreement", 1),
    ]
    assert [(it.value, it.number) for it in found["level"].choices] == [("visited", 2)]
    seen, row, compared = told(about=provider(lists=LISTS))
    both = (
        "Trentside AP purchasing system, Lot 1, since 1 April 2025; "
        "Trentside tuition framework agreement, since 5 January 2026"
    )
    assert compared["Procurement lists"] == [both]
    assert f"Procurement lists {both}" in row
    assert "Trentside AP purchasing system, Lot 1 Since 1 April 2025" in seen
