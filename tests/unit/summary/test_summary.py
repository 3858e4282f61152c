"""What is worked out of a visit: its plan, what changed since the last one, and marks on rows of several items."""

from datetime import date

import pytest

from apdir.summary.visit import PlanProgress, VisitSummary
from tests.support.records import framework, library, provider, summary, visit

IDS = tuple(framework("derby").requirement)


def derby(day: str, suffix: str = "", **fields: object) -> tuple[str, dict]:
    return visit("derby", day, suffix, **fields)


@pytest.mark.parametrize(
    ("today", "progress"),
    [
        ("2026-06-01", (1, 2, 0)),  # on its day an action is open
        ("2026-06-02", (1, 1, 1)),  # the day after it is overdue
    ],
)
def test_an_action_is_overdue_the_day_after_its_day(today: str, progress: tuple[object, ...]) -> None:
    plan = [
        {"area": "1b", "action": "Update the policy.", "by": "2026-06-01"},
        {"area": "1c", "action": "Train all staff.", "by": "2026-05-01", "done": "2026-05-20"},
        {"area": "Fire", "action": "Fix the door."},
    ]
    found = summary(derby("2026-03-12", improvement_plan=plan), today=date.fromisoformat(today))
    assert found.visits[0].plan == (plan_of := found.plan)
    assert (plan_of.done, plan_of.open, plan_of.overdue) == progress
    assert plan_of.total == 3


def test_done_late_is_done_and_drafts_do_not_count() -> None:
    late = {"area": "1b", "action": "Update the policy.", "by": "2026-04-01", "done": "2026-05-20"}
    open_still = {"area": "1c", "action": "Train all staff.", "by": "2026-04-01"}
    found = summary(
        derby("2026-03-12", improvement_plan=[late]), derby("2026-05-13", state="draft", improvement_plan=[open_still])
    )
    assert found.plan == PlanProgress(1, 0, 0)
    assert summary(derby("2026-03-12")).plan == PlanProgress(0, 0, 0)


def lines(found: VisitSummary) -> dict[str, str]:
    return {line.id: line.change for line in found.judged}


def test_what_changed_since_the_visit_before() -> None:
    first = {"1a": "limited", "1b": "fully", "1c": "partially", "1d": "fully"}
    now = {"1a": "partially", "1b": "not at all", "1c": "partially", "1e": "fully"}
    latest, before = summary(derby("2025-03-12", judgements=first), derby("2026-03-12", judgements=now)).visits
    changes = lines(latest)
    assert [changes[key] for key in ("1a", "1b", "1c", "1d", "1e")] == ["better", "worse", "same", "new", "new"]
    assert {line.id: line.before.key for line in latest.judged if line.before} == first
    assert set(lines(before).values()) == {"new"}


@pytest.mark.parametrize(
    "between",
    [
        derby("2025-10-02", "-spondon", site="spondon", judgements={"1a": "fully"}),
        derby("2025-10-02", state="draft", judgements={"1a": "fully"}),
        visit("align", "2025-10-02", judgements={}),
    ],
    ids=["another site", "a draft", "another framework"],
)
def test_only_a_final_visit_to_the_same_place_under_the_same_framework_is_the_one_before(
    between: tuple[str, dict],
) -> None:
    first = derby("2025-03-12", judgements={"1a": "limited"})
    latest = summary(first, between, derby("2026-03-12", judgements={"1a": "partially"})).visits[0]
    assert lines(latest)["1a"] == "better"


def test_two_visits_of_one_day_are_not_before_each_other() -> None:
    found = summary(derby("2026-03-12", "-a", judgements={"1a": "limited"}), derby("2026-03-12", "-b")).visits
    assert {line.change for row in found for line in row.judged} == {"new"}


@pytest.mark.parametrize(
    ("marks", "judgement", "red"),
    [(["green"], "green", False), (["red", "green"], "green", True), (["green"], "red", True), ([], "amber", False)],
)
def test_red_anywhere_is_noticed_and_all_marks_are_counted(marks: list[str], judgement: str, red: bool) -> None:
    rows = [{"items": ["1.1"], "marks": marks}]
    made = visit("leicestershire", "2026-03-05", rows=rows, concluding={"1C": {"judgement": judgement}})
    found = summary(made).visits[0]
    assert (found.red, found.marks) == (red, len(marks) + 1)


def test_what_the_rule_gives_stands_beside_what_was_recorded() -> None:
    made = derby("2026-03-12", judgements=dict.fromkeys(IDS, "fully"), outcome="all met")
    found = summary(made, visit("align", "2026-03-12")).visits
    assert {row.framework: row.outcome_by_rule for row in found} == {"derby": ("all met",), "align": ()}


def test_counts_stand_by_theme() -> None:
    judgements = dict.fromkeys(IDS, "fully") | {"2a": "limited"}
    del judgements["3a"], judgements["3b"]
    aside = {"3b": {"not_applicable": "No pupil stays over lunch."}}
    found = summary(derby("2026-03-12", judgements=judgements, details=aside)).visits[0]
    by_theme = {theme.id: theme.tally for theme in found.themes}
    assert [(by_theme[key].met, by_theme[key].number("not met"), by_theme[key].unanswered) for key in "123"] == [
        (9, 0, 0),
        (6, 1, 0),
        (4, 0, 1),
    ]
    assert [by_theme[key].not_applicable for key in "123"] == [0, 0, 1]
    assert sum(theme.tally.total for theme in found.themes) == found.tally.total == len(IDS)


@pytest.mark.parametrize(
    ("marks", "value"),
    [(["green", "amber"], "amber"), (["red", "green"], "red"), (["green"], "green"), ([], None)],
)
def test_each_item_of_a_row_takes_its_lowest_mark(marks: list[str], value: str | None) -> None:
    rows = [{"items": ["1.3", "1.4"], "marks": marks}]
    found = summary(visit("leicestershire", "2026-03-05", rows=rows)).visits[0]
    judged = {line.id: line for line in found.judged}
    for key in ("1.3", "1.4"):
        line = judged[key]
        assert ((line.value.key if line.value else None), line.inferred) == (value, value is not None)
    assert judged["1.1"].value is None
    assert found.marks == len(marks)


def test_a_judgement_of_its_own_is_not_inferred() -> None:
    found = summary(visit("leicestershire", "2026-03-05", judgements={"1.1": "amber"})).visits[0]
    line = next(line for line in found.judged if line.id == "1.1")
    assert line.value is not None
    assert (line.value.key, line.inferred) == ("amber", False)


def test_facts_are_stale_after_the_days_that_settings_give() -> None:
    days = library().settings.record_stale_after_days
    checked = {"checked": {"date": "2026-01-01", "by": "AP officer"}}
    fresh = date.fromordinal(date(2026, 1, 1).toordinal() + days)
    assert not summary(about=provider(**checked), today=fresh).stale
    assert summary(about=provider(**checked), today=date.fromordinal(fresh.toordinal() + 1)).stale
