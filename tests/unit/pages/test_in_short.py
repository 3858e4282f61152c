"""A provider in short: what it is, who looked last, what to do next; nothing that its record does not say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from apdir.pages.in_short import in_short
from tests.support.records import PROVIDER, provider
from tests.unit.pages.test_newest import APPROVED, align, herefordshire, shown, site

OFFER = PROVIDER["offer"]
SITES = [
    {"id": "main", "name": "Main site", "address": ["1 Mill Lane", "Derby"], "postcode": "DE1 2FS", "public": "yes"}
]
ASK = "Schools: ask the Alternative provision team before a pupil starts."
DERBY = "The latest published visit was on 18 March 2026, by the council. It found: all standards met."


def said(*visits: Any, today: date = date(2026, 11, 29), **about: Any) -> tuple[str, str, str]:
    made = shown(*visits, today=today, about=provider(**({"sites": SITES} | about)))
    return in_short(*made, site(today))


@pytest.mark.parametrize(
    ("about", "first"),
    [
        ({}, "It is for pupils in key stage 3, in Derby DE1. It is not a registered school."),
        ({"offer": OFFER | {"ages": {"from": "11", "to": "16"}, "delivery": ["on site", "community"]}},
         "It is for pupils aged 11 to 16 and works on site and in the community, in Derby DE1. It is not a registered "
         "school."),
        ({"offer": OFFER | {"delivery": ["online"]}, "sites": []},
         "It is for pupils in key stage 3 and works online. It is not a registered school."),
        ({"offer": OFFER | {"delivery": ["outreach", "community"]}, "sites": []},
         "It is for pupils in key stage 3 and works by outreach and in the community. It is not a registered school."),
        ({"registration": {"status": "unregistered"}},
         "It is for pupils in key stage 3, in Derby DE1. It is not known to be a registered school."),
        ({"registration": {"status": "registered", "urn": "123456", "dfe_number": "830/1102"}},
         "It is for pupils in key stage 3, in Derby DE1. It is a registered school."),
    ],
)  # fmt: skip
def test_what_it_is_and_for_whom(about: dict[str, Any], first: str) -> None:
    assert said(**about)[0] == first


def unsafe() -> Any:
    """An approval with an action for safety that is overdue."""
    action = {"area": "1f", "action": "Train a second lead.", "by": "2026-10-01"}
    return APPROVED[0], APPROVED[1] | {"improvement_plan": [action]}


@pytest.mark.parametrize(
    ("visits", "about", "rest"),
    [
        ((), {}, ("No visit to it is published here.", ASK)),
        ((APPROVED,), {}, (DERBY, "Schools: ask the office about a place. Parents: ask your child’s school.")),
        ((APPROVED,), {"contact": {"role": "The head"}},
         (DERBY, "Schools: ask the Alternative provision team about a place. Parents: ask your child’s school.")),
        ((APPROVED, herefordshire()), {},
         ("The latest published visit was on 10 November 2026, by Erewash Schools Partnership. It found: not "
          "appropriate provision.", ASK)),
        ((APPROVED, align("2026-05-04")), {},
         ("The latest published visit was on 4 May 2026, by Erewash Schools Partnership. It made no judgement.",
          "Schools: ask the office about a place. Parents: ask your child’s school.")),
        ((unsafe(),), {}, (DERBY, ASK)),
        ((APPROVED,), {"status": "suspended", "status_date": "2026-04-12", "public_notice": "Paused."},
         (DERBY, "No new pupil can start here now. The reason is below.")),
    ],
)  # fmt: skip
def test_who_looked_last_and_what_to_do_next(visits: Any, about: dict[str, Any], rest: tuple[str, str]) -> None:
    assert said(*visits, **about)[1:] == rest


@pytest.mark.parametrize("today", [date(2026, 11, 29), date(2028, 3, 1)])
def test_a_visit_without_a_decision_is_no_approval(today: date) -> None:
    name, data = APPROVED
    undecided = name, {key: value for key, value in data.items() if key != "outcome"}
    assert said(undecided, today=today)[2] == ASK


def test_an_approval_that_has_ended_is_none() -> None:
    assert said(APPROVED, today=date(2028, 3, 1))[2].startswith("Its approval has expired. Schools: ask the")
