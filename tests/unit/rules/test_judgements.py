"""Judgements of areas: what R09, R10, R11 and R12 say, on both sides of every boundary."""

from datetime import date

import pytest

from apdir.edition import redact_for
from tests.support.records import (
    GOOD,
    TODAY,
    ave,
    judged,
    library,
    problems,
    provider,
    record,
    said,
    states,
    summary,
    visit,
)

POOR = GOOD | {"personal-development": "requires improvement"}
INSPECTION = "2026-03-02-amber-valley-erewash"


def inspection(day="2026-03-02", **fields):
    return ave("half-day inspection", day, **({"areas": GOOD, "overall": "good"} | fields))


def reassessment(day, of=INSPECTION, **fields):
    return ave("reassessment", day, **({"areas": GOOD, "overall": "good", "reassesses": of} | fields))


def test_the_reassessment_limit_is_in_the_framework():
    limit = library().on("amber-valley-erewash", TODAY).limit("reassessment-days", TODAY)
    assert (limit.value, limit.unit) == (56, "days")


@pytest.mark.parametrize(
    ("areas", "overall", "asked"),
    [
        (GOOD, "good", False),
        (GOOD, "outstanding", False),
        (GOOD, "requires improvement", False),  # the source names no reassessment for this, so none is due
        (GOOD, "inadequate", True),
        (POOR, "good", True),
        (POOR, "requires improvement", True),
        (GOOD | {"quality-of-education": "inadequate"}, "requires improvement", True),
    ],
)
def test_what_asks_for_a_reassessment(areas, overall, asked):
    found = summary(inspection(areas=areas, overall=overall)).reassessments
    assert bool(found) is asked
    assert all(row.due == date(2026, 4, 27) for row in found)


@pytest.mark.parametrize("judgement", [{"overall": "inadequate"}, {"areas": POOR}])
@pytest.mark.parametrize("by", ["visit", "year"])
@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-03-02", "due"), ("2026-04-27", "due"), ("2026-04-28", "overdue"), ("2026-11-22", "overdue")],
)
def test_a_judgement_of_2_march_is_reassessed_by_27_april(judgement, by, today, state):
    day = date.fromisoformat(today)
    if by == "visit":
        found = summary(inspection(**judgement), today=day)
    else:
        found = summary(years=[judged(judged_on="2026-03-02", **judgement)], today=day)
    (row,) = found.reassessments
    assert (row.rule, row.state, row.due) == ("R10", state, date(2026, 4, 27))
    assert (found.reassessments_due, found.reassessments_overdue) == ((1, 0) if state == "due" else (0, 1))
    assert "This directory follows p18 for both." in row.text
    assert row.convention
    assert "56 days from the day of the judgement" in row.text.replace("56\ndays", "56 days")
    assert row.source == "QA policy for alternative provisions, Quality Assurance Procedures, p17 and p18"
    due = [row for row in found.due if row.kind == "reassessment"]
    assert [(row.day, row.overdue) for row in due] == [(date(2026, 4, 27), state == "overdue")]


@pytest.mark.parametrize(
    ("day", "words"), [("2026-04-27", "in time"), ("2026-04-28", "1 day after"), ("2026-04-29", "2 days after")]
)
def test_a_reassessment_ends_it_and_says_when(day, words):
    found = summary(inspection(areas=POOR), reassessment(day))
    (row,) = found.reassessments
    assert row.state == "ok"
    assert words in row.text
    assert not [row for row in found.due if row.kind == "reassessment"]


def test_a_reassessment_that_finds_no_better_asks_for_another():
    found = summary(inspection(areas=POOR), reassessment("2026-04-20", areas=POOR), today=date(2026, 5, 1))
    assert [(row.state, row.due) for row in found.reassessments] == [
        ("ok", date(2026, 4, 27)),
        ("due", date(2026, 6, 15)),
    ]


def test_a_year_is_reassessed_too():
    visits = [reassessment("2026-09-10", "2025-26-amber-valley-erewash")]
    years = [judged(areas=POOR)]
    assert [row.state for row in summary(*visits, years=years).reassessments] == ["ok"]
    assert problems(*visits, years=years) == []


@pytest.mark.parametrize("state", ["draft", "shared with provider", "disputed"])
def test_only_final_judgements_ask(state):
    assert summary(inspection(areas=POOR, state=state)).reassessments == ()


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
def test_nothing_is_due_for_who_is_no_longer_used(status):
    gone = provider(status=status, status_date="2026-05-01", public_notice="Gone.")
    found = summary(inspection(areas=POOR), about=gone)
    assert found.reassessments == ()
    assert found.advice == ()


def test_a_reassessment_names_what_was_judged_before_under_the_same_framework():
    first = inspection(areas=POOR)
    unknown = problems(first, reassessment("2026-04-20", "2026-03-03-amber-valley-erewash"))
    assert [row[1] for row in unknown] == ["reassesses"]
    same_day = problems(first, ave("reassessment", "2026-03-02", "-reassessment", reassesses=INSPECTION))
    assert "not before this visit" in same_day[0][2]
    derby = visit("derby", "2026-02-02", state="draft", judgements={"1a": "fully"})
    other = problems(derby, reassessment("2026-04-20", "2026-02-02-derby"))
    assert "was judged under `derby`" in other[0][2]


def test_schools_see_that_a_reassessment_is_due_and_no_advice():
    lib = library()
    it = record(inspection(areas=POOR, overall="good"), years=[judged(state="draft")])
    public, found = redact_for(it, lib, "public", TODAY)
    assert (found.reassessments_overdue, found.advice, found.years, found.due) == (1, (), (), ())
    assert found.visits[0].advice == ()
    assert public.years == ()


@pytest.mark.parametrize(
    ("overall", "state"),
    [("outstanding", "check"), ("good", "check"), ("requires improvement", None), ("inadequate", None)],
)
def test_an_overall_judgement_above_the_lowest_area_is_pointed_out(overall, state):
    found = summary(inspection(areas=POOR, overall=overall)).visits[0].advice
    assert states(found, "R09") == ([state] if state else [])
    for row in said(found, "R09"):
        assert row.source is None
        assert row.convention


def test_a_person_can_confirm_an_overall_judgement():
    found = summary(inspection(areas=POOR, confirmed_outcome="yes")).visits[0].advice
    assert states(found, "R09") == ["ok"]
    assert states(summary(years=[judged(areas=POOR, confirmed="yes")]).advice, "R09") == ["ok"]


@pytest.mark.parametrize(
    ("value", "asked"), [("outstanding", 0), ("good", 0), ("requires improvement", 1), ("inadequate", 1)]
)
def test_no_places_below_a_good_quality_of_education(value, asked):
    areas = GOOD | {"quality-of-education": value}
    assert len(said(summary(inspection(areas=areas)).advice, "R11", "commission")) == asked
    other = GOOD | {"personal-development": value}
    assert not said(summary(inspection(areas=other)).advice, "R11", "commission")


def test_removal_is_considered_only_after_a_reassessment_and_until_all_is_good():
    first, again = inspection(areas=POOR), reassessment("2026-04-20", areas=POOR)
    assert not said(summary(first).advice, "R11", "removing")
    assert len(said(summary(first, again).advice, "R11", "removing")) == 1
    assert not said(summary(first, reassessment("2026-04-20")).advice, "R11", "removing")
    assert len(said(summary(first, again, years=[judged(areas=POOR)]).advice, "R11", "removing")) == 1
    assert not said(summary(first, again, years=[judged()]).advice, "R11", "removing")


def test_what_follows_never_changes_the_standing():
    assert summary(inspection(areas=POOR)).standing.key == summary(inspection()).standing.key == "never visited"


def steps(*keys, start=3):
    return [{"date": f"2026-03-{start + at:02}", "step": key, "by": "Head of centre"} for at, key in enumerate(keys)]


PATH = ("raised", "evidence sent", "discussed", "second assessment", "agreed")


@pytest.mark.parametrize(
    ("keys", "state", "wrong"),
    [
        (PATH, "final", None),
        ((*PATH[:4], "commissioning ends"), "final", None),
        (("raised", "agreed"), "final", None),
        (("raised",), "disputed", None),
        (PATH[:4], "disputed", None),
        (("raised",), "final", "has not ended"),
        (PATH[:4], "final", "has not ended"),
        (("evidence sent",), "disputed", "begins with `raised`"),
        (("raised", "discussed", "evidence sent"), "disputed", "comes before `discussed`"),
        (("raised", "agreed", "discussed"), "final", "ended with `agreed`"),
        (("raised", "shouted"), "disputed", "is not a step"),
    ],
)
def test_the_path_of_a_dispute(keys, state, wrong):
    found = problems(inspection(state=state, dispute=steps(*keys)))
    assert [wrong in message for _, _, message in found] == ([True] if wrong else [])
    year = judged(state=state, dispute=steps(*keys))
    assert len(problems(years=[year])) == len(found)


def test_steps_of_a_dispute_stand_in_the_order_of_their_days_and_in_the_past():
    out = [*steps("raised", start=9), *steps("evidence sent")]
    assert "before the one above" in problems(inspection(state="disputed", dispute=out))[0][2]
    ahead = [{"date": "2026-11-23", "step": "raised", "by": "Head of centre"}]
    assert "future" in problems(inspection(state="disputed", dispute=ahead))[0][2]


def test_a_framework_without_a_path_leaves_steps_free():
    assert problems(visit("derby", "2026-03-02", state="draft", dispute=steps("letter"))) == []


def test_a_dispute_says_what_can_come_next():
    (row,) = said(summary(inspection(state="disputed", dispute=steps(*PATH[:3]))).visits[0].advice, "R12")
    assert row.text.startswith("Discussed on 5 March 2026. What can come next: Second assessment:")
    (row,) = said(summary(inspection(state="disputed", dispute=steps(*PATH))).visits[0].advice, "R12")
    assert "the record can be final" in row.text
    assert not said(summary(inspection(dispute=steps(*PATH))).visits[0].advice, "R12")
