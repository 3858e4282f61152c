"""Outcomes beside judgements: Herefordshire's gate (R04), Derby's majority and who confirms it (R06)."""

import pytest

from tests.support.records import framework, problems, states, summary, visit

GATE = [row.id for row in framework("herefordshire").requirements if row.id[0] in "12"]
STANDARDS = [row.id for row in framework("derby").requirements]


def herefordshire(outcome="appropriate", **other):
    gate = dict.fromkeys(GATE, "fully met") | other
    return visit("herefordshire", "2026-10-06", judgements={key: value for key, value in gate.items() if value},
                 outcome=outcome)  # fmt: skip


def test_the_gate_has_the_14_requirements_of_two_themes():
    assert len(GATE) == 14
    assert problems(herefordshire()) == []


def test_an_essential_requirement_left_blank_is_not_met():
    ((_, field, message),) = problems(herefordshire(**{"1.3": None}))
    assert field == "outcome"
    assert "13 of 14" in message
    assert problems(herefordshire("not appropriate", **{"1.3": None})) == []


def test_partially_is_no_value_of_an_essential_requirement():
    assert [row[1] for row in problems(herefordshire("not appropriate", **{"2.1": "partially met"}))] == [
        "judgements.2.1"
    ]


def test_themes_3_to_9_change_nothing():
    assert problems(herefordshire(**{"3.1": "not met", "9.5": "partially met"})) == []


def derby(fully, outcome, **fields):
    judgements = {key: "fully" if at < fully else "partially" for at, key in enumerate(STANDARDS)}
    return visit("derby", "2026-10-06", judgements=judgements, outcome=outcome, **fields)


@pytest.mark.parametrize(
    ("fully", "outcome", "right"),
    [
        (32, "all met", True),
        (31, "all met", False),
        (31, "majority met", True),
        (17, "majority met", True),
        (16, "majority met", False),
        (16, "not met, may reapply", True),
        (32, "majority met", False),
        (32, "not met, withdrawn", False),
    ],
)
def test_a_majority_is_more_than_half(fully, outcome, right):
    assert (problems(derby(fully, outcome)) == []) is right


def test_not_applicable_with_a_reason_leaves_the_count_and_without_one_is_a_problem():
    tutor = {key: "fully" for key in STANDARDS if key != "1e"}

    def made(reason):
        return visit("derby", "2026-10-06", judgements=tutor, outcome="all met",
                     details={"1e": {"not_applicable": reason}})  # fmt: skip

    assert problems(made("All lessons are at the pupil's home.")) == []
    assert [row[1] for row in problems(made("n/a"))] == ["details.1e.not_applicable"]


def test_an_outcome_by_convention_waits_for_a_person():
    assert states(summary(derby(20, "majority met")).visits[0].advice, "R06") == ["check"]
    assert states(summary(derby(20, "majority met", confirmed_outcome="yes")).visits[0].advice, "R06") == []
    assert states(summary(derby(32, "all met")).visits[0].advice, "R06") == []
