"""The outcome that Derby's and Herefordshire's rules give from judgements, on both sides of every boundary."""

import pytest

from apdir.model.visit import Visit
from apdir.rules.outcome import allowed, answers
from apdir.rules.reason import contradiction
from tests.support.records import framework, problems, summary, visit

DERBY = framework("derby")
IDS = tuple(DERBY.requirement)
NOT_MET = ("not met, may reapply", "not met, withdrawn")


def derby(passed: int, lower: str | None = "partially", day: str = "2026-03-12", **fields: object) -> tuple[str, dict]:
    """A visit with so many standards met in full, the others judged lower or, where that is None, left out."""
    judgements = dict.fromkeys(IDS[:passed], "fully") | (dict.fromkeys(IDS[passed:], lower) if lower else {})
    return visit("derby", day, judgements=judgements, **fields)


def outcomes(made: tuple[str, dict]) -> tuple[str, ...]:
    return allowed(Visit.model_validate(made[1]), DERBY)


def test_there_are_32_standards() -> None:
    assert len(IDS) == 32


@pytest.mark.parametrize(
    ("passed", "given"),
    [
        (32, ("all met",)),
        (31, ("majority met", *NOT_MET)),
        (17, ("majority met", *NOT_MET)),
        (16, NOT_MET),
        (0, NOT_MET),
    ],
)
def test_all_more_than_half_or_fewer(passed: int, given: tuple[str, ...]) -> None:
    assert outcomes(derby(passed)) == given


def test_nothing_judged_gives_no_outcome() -> None:
    assert outcomes(derby(0, None)) == ()
    words, hint = contradiction(Visit.model_validate(derby(0, None, outcome="all met")[1]), DERBY) or ("", "")
    assert "0 of 32 standards that apply are met in full and 32 are unanswered" in words
    assert "take the outcome out" in hint


def test_one_left_out_is_unanswered_and_never_met() -> None:
    made = derby(31, None, outcome="all met")
    tally = summary(made).visits[0].tally
    assert (tally.answered, tally.unanswered, tally.met) == (31, 1, 31)
    assert outcomes(made) == ("majority met", *NOT_MET)
    [(file, field, words)] = problems(made)
    assert (file, field) == ("visits/2026-03-12-derby.yml", "outcome")
    assert words == ("The outcome is `all met`, but 31 of 32 standards that apply are met in full and 1 is unanswered.")


def test_one_not_applicable_with_a_reason_can_be_all_met() -> None:
    made = derby(31, None, outcome="all met", details={IDS[31]: {"not_applicable": "No courses end here."}})
    tally = summary(made).visits[0].tally
    assert (tally.answered, tally.unanswered, tally.not_applicable) == (31, 0, 1)
    assert problems(made) == []


@pytest.mark.parametrize(("passed", "told"), [(16, False), (15, True)])
def test_more_than_half_is_counted_of_those_that_apply(passed: int, told: bool) -> None:
    """16 of 31 are more than half; 15 are not."""
    made = derby(passed, outcome="majority met")
    del made[1]["judgements"][IDS[31]]
    made[1]["details"] = {IDS[31]: {"not_applicable": "No courses end here."}}
    assert bool(problems(made)) == told


def test_half_unanswered_is_not_the_majority() -> None:
    assert outcomes(derby(16, None)) == NOT_MET
    assert outcomes(derby(17, None)) == ("majority met", *NOT_MET)


@pytest.mark.parametrize("outcome", ["majority met", *NOT_MET])
def test_visitors_may_decide_on_not_met_where_the_majority_is(outcome: str) -> None:
    assert problems(derby(20, outcome=outcome)) == []
    assert bool(problems(derby(16, outcome=outcome))) == (outcome == "majority met")
    assert problems(derby(32, outcome=outcome))


def test_a_judgement_counts_beside_not_applicable() -> None:
    """What is both is told as a problem of its own; until then the judgement stands."""
    made = derby(32, details={IDS[0]: {"not_applicable": "No staff yet."}})
    count = answers(Visit.model_validate(made[1]), DERBY)
    assert (count.passed, count.judged, count.applicable, count.unanswered) == (32, 32, 32, 0)


def test_what_cannot_be_right_is_not_held_against_the_outcome() -> None:
    misspelt = derby(31, outcome="all met")
    misspelt[1]["judgements"][IDS[31]] = "fuly"
    assert [row[1] for row in problems(misspelt)] == [f"judgements.{IDS[31]}"]
    misspelt[1]["judgements"][IDS[30]] = "limited"
    assert [row[1] for row in problems(misspelt)] == [f"judgements.{IDS[31]}", "outcome"]


def test_an_id_that_is_not_there_may_stand_for_one_that_is_unanswered() -> None:
    strange = derby(31, None, outcome="all met")
    strange[1]["judgements"]["5z"] = "fully"
    assert [row[1] for row in problems(strange)] == ["judgements.5z"]
    strange[1]["judgements"][IDS[30]] = "limited"
    assert [row[1] for row in problems(strange)] == ["judgements.5z", "outcome"]
    two_missing = derby(30, None, outcome="all met")
    two_missing[1]["judgements"]["5z"] = "fully"
    assert [row[1] for row in problems(two_missing)] == ["judgements.5z", "outcome"]


def test_what_is_said_of_a_contradiction_is_a_sentence() -> None:
    made = derby(17, "limited", outcome="all met")
    del made[1]["judgements"][IDS[31]]
    assert contradiction(Visit.model_validate(made[1]), DERBY) == (
        "The outcome is `all met`, but 17 of 32 standards that apply are met in full, 14 are judged lower and 1 is "
        "unanswered.",
        "That gives `majority met`, `not met, may reapply` or `not met, withdrawn`. Answer the rest, or say under "
        "details why a standard does not apply.",
    )
    assert contradiction(Visit.model_validate(derby(32, outcome="majority met")[1]), DERBY) == (
        "The outcome is `majority met`, but 32 of 32 standards that apply are met in full.",
        "That gives `all met`.",
    )


HEREFORDSHIRE = framework("herefordshire")
ESSENTIAL = [row.id for theme in HEREFORDSHIRE.themes if theme.essential for row in theme.requirements]
OTHERS = [key for key in HEREFORDSHIRE.requirement if key not in ESSENTIAL]


def test_an_essential_theme_gates() -> None:
    met = dict.fromkeys(ESSENTIAL, "fully met")
    worst = dict.fromkeys(OTHERS, "not met")

    def given(judgements: dict[str, str]) -> tuple[str, ...]:
        made = visit("herefordshire", "2026-03-12", judgements=judgements)[1]
        return allowed(Visit.model_validate(made), HEREFORDSHIRE)

    assert given(met | worst) == ("appropriate", "not appropriate")
    assert given(met | worst | {ESSENTIAL[-1]: "not met"}) == ("not appropriate",)
    assert given({key: "fully met" for key in [*ESSENTIAL, *OTHERS] if key != ESSENTIAL[0]}) == ("not appropriate",)
    assert given(worst) == ()


def test_a_framework_without_a_rule_allows_every_outcome() -> None:
    align = framework("align")
    made = Visit.model_validate(visit("align", "2026-03-12")[1])
    assert align.outcome_rules == ()
    assert allowed(made, align) == tuple(align.outcome)
