"""Training, policies and drills in date (R21, R22, R23) and a visit each term (R13), on both sides of every day."""

from datetime import date

import pytest

from apdir.days import months_after
from apdir.model.provider import PolicyDates
from apdir.model.settings import Term
from apdir.summary.currency import DATES, currency, in_date, rule_of
from apdir.terms import last_begun, term_on, termly
from tests.support.records import TODAY, framework, library, provider, record, said, states, summary, visit

DERBY, HEREFORD, ALIGN = framework("derby"), framework("herefordshire"), framework("align")
OLD_DERBY = library().frameworks["derby"][0]


def state(of, limit, today, **dates):
    found = next(row for row in of.limits if row.id == limit)
    row = in_date(found, of, PolicyDates(**dates), library().settings, date.fromisoformat(today))
    return row.rule, row.state, row.due.isoformat() if row.due else None


def test_every_date_has_its_words_and_every_number_its_source():
    assert len(set(DATES.values())) == len(PolicyDates.model_fields)
    limits = [limit for of in (DERBY, OLD_DERBY, HEREFORD, ALIGN) for limit in of.limits]
    assert all(limit.source or limit.convention for limit in limits)
    dated = {name for limit in limits for name in limit.dates}
    assert set(DATES) - dated == {"public_liability_expires"}


@pytest.mark.parametrize(
    ("of", "limit", "field", "rule", "due"),
    [
        (DERBY, "staff-training", "staff_training", "R21", "2026-03-12"),
        (DERBY, "managers-training", "managers_training", "R21", "2027-03-12"),
        (HEREFORD, "dsl-training-years", "dsl_training", "R21", "2027-03-12"),
        (HEREFORD, "dsl-refresh", "dsl_update", "R21", "2026-03-12"),
        (HEREFORD, "staff-training-years", "staff_training", "R21", "2028-03-12"),
        (HEREFORD, "staff-update", "staff_update", "R21", "2026-03-12"),
        (HEREFORD, "kcsie-reading", "kcsie_read", "R21", "2026-03-12"),
        (HEREFORD, "fire-awareness", "fire_awareness", "R21", "2026-03-12"),
        (HEREFORD, "policy-review", "safeguarding_policy", "R22", "2026-03-12"),
        (HEREFORD, "risk-assessment-review", "risk_assessments", "R22", "2026-03-12"),
        (ALIGN, "hs-policy-review", "hs_policy", "R22", "2026-03-12"),
        (ALIGN, "fire-risk-assessment", "fire_risk_assessment", "R22", "2026-03-12"),
        (ALIGN, "care-plan-review", "care_plans", "R22", "2026-03-12"),
        (ALIGN, "policy-review", "safeguarding_policy", "R22", "2026-03-12"),
        (ALIGN, "risk-assessment-review", "risk_assessments", "R22", "2026-03-12"),
        (ALIGN, "kcsie-reading", "kcsie_read", "R21", "2026-03-12"),
        (OLD_DERBY, "fire-drills", "fire_drill", "R23", "2026-03-12"),
    ],
)
def test_in_date_until_the_day_and_overdue_after_it(of, limit, field, rule, due):
    last = "2025-03-12"
    after = date.fromisoformat(due).replace(day=13).isoformat()
    assert state(of, limit, due, **{field: last}) == (rule, "ok", due)
    assert state(of, limit, after, **{field: last}) == (rule, "overdue", due)
    assert state(of, limit, due) == (rule, "unknown", None)


def test_the_later_of_training_and_refresher_counts():
    assert state(HEREFORD, "dsl-refresh", "2026-09-01", dsl_training="2024-09-01", dsl_update="2025-10-01")[1] == "ok"
    assert state(HEREFORD, "dsl-refresh", "2026-09-01", dsl_training="2025-10-01", dsl_update="2024-09-01")[1] == "ok"
    assert state(HEREFORD, "dsl-training-years", "2026-09-02", dsl_training="2024-09-01", dsl_update="2025-10-01")[
        1
    ] == ("overdue")


def test_a_leap_day_is_in_date_until_the_last_of_february():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert state(DERBY, "staff-training", "2025-02-28", staff_training="2024-02-29")[1] == "ok"
    assert state(DERBY, "staff-training", "2025-03-01", staff_training="2024-02-29")[1] == "overdue"


@pytest.mark.parametrize(("of", "limit", "field"), [(HEREFORD, "fire-drills", "fire_drill"),
                                                   (DERBY, "fire-drills", "fire_drill"),
                                                   (ALIGN, "site-inspection", "site_inspection")])  # fmt: skip
@pytest.mark.parametrize(
    ("last", "today", "found", "due"),
    [
        ("2026-09-01", "2026-09-01", "ok", "2027-03-25"),  # Autumn 2026 runs from 1 September to 18 December
        ("2026-08-31", "2026-09-01", "due", "2026-12-18"),
        ("2026-04-13", "2026-12-18", "due", "2026-12-18"),  # Summer 2026 runs from 13 April to 22 July
        ("2026-04-12", "2026-12-18", "overdue", "2026-07-22"),
        ("2026-09-01", "2026-12-19", "ok", "2027-03-25"),  # in the holidays the term before is over
        ("2026-08-31", "2026-12-19", "overdue", "2026-12-18"),
    ],
)
def test_once_a_term(of, limit, field, last, today, found, due):
    assert state(of, limit, today, **{field: last})[1:] == (found, due)


def test_terms_that_run_out_are_not_known():
    assert state(DERBY, "fire-drills", "2030-01-01", fire_drill="2029-12-01")[1:] == ("unknown", None)
    assert termly((), TODAY, TODAY) is None


def test_a_term_has_its_first_and_its_last_day():
    term = Term.model_validate({"name": "Autumn", "from": "2026-09-01", "to": "2026-12-18"})
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 18), date(2026, 12, 19)]
    assert [term_on([term], day) is term for day in days] == [False, True, True, False]
    assert [last_begun([term], day) is term for day in days] == [False, True, True, True]


def test_what_no_source_defines_is_labelled():
    dates = PolicyDates(fire_drill="2026-10-01", staff_training="2026-10-01", kcsie_read="2026-10-01")
    rows = {
        limit: in_date(next(row for row in of.limits if row.id == limit), of, dates, library().settings, TODAY)
        for of, limit in ((DERBY, "fire-drills"), (DERBY, "staff-training"), (HEREFORD, "kcsie-reading"))
    }
    assert [row.convention for row in rows.values()] == [True, False, True]
    assert "this directory's rule" in rows["kcsie-reading"].text


@pytest.mark.parametrize(
    ("delivery", "asked"),
    [
        (["online"], False),
        (["pupil's home"], False),
        (["online", "pupil's home"], False),
        (["on site", "online"], True),
    ],
)
def test_drills_are_asked_of_those_who_have_premises(delivery, asked):
    about = provider(offer={"key_stages": ["KS3"], "delivery": delivery}, dates={"staff_training": "2026-10-01"})
    it = record(about=about).provider
    rules = [row.rule for row in currency(it, [DERBY], library().settings, TODAY)]
    assert ("R23" in rules) is asked
    assert "R21" in rules


@pytest.mark.parametrize(("ends", "found"), [("2026-11-21", "overdue"), ("2026-11-22", "ok"), ("2026-11-23", "ok")])
def test_insurance_ends_on_its_own_day(ends, found):
    about = provider(dates={"public_liability_expires": ends})
    assert states(summary(about=about).advice, "R22", "insurance") == [found]


def test_only_frameworks_that_concern_a_provider_are_applied():
    titles = " ".join(row.title for row in summary().advice)
    assert "Derby framework" in titles
    assert "Herefordshire framework" not in titles
    visited = summary(visit("herefordshire", "2026-10-06", judgements={"1.1": "fully met"}))
    assert "Herefordshire framework" in " ".join(row.title for row in visited.advice)
    school = provider(registration={"status": "registered", "urn": "199901", "dfe_number": "830/1199"})
    assert "Derby framework" not in " ".join(row.title for row in summary(about=school).advice)


def test_officers_are_told_what_falls_due():
    found = summary(about=provider(dates={"fire_drill": "2026-06-01", "staff_training": "2025-11-01"}))
    rows = {row.what: (row.day.isoformat(), row.overdue) for row in found.due if row.kind == "policy"}
    assert rows["Fire drill (Derby framework)"] == ("2026-12-18", False)
    assert rows["Safeguarding training for all staff (Derby framework)"] == ("2026-11-01", True)


@pytest.mark.parametrize(
    ("visited", "today", "found"),
    [
        ("2026-09-01", "2026-09-01", ["ok"]),
        ("2026-08-31", "2026-09-01", ["due"]),
        ("2026-12-18", "2026-12-18", ["ok"]),
        ("2026-07-22", "2026-12-18", ["due"]),
        ("2026-07-22", "2026-12-19", []),
        ("2026-07-22", "2026-08-31", []),
    ],
)
def test_a_visit_each_term(visited, today, found):
    made = visit("derby", visited, judgements={"1a": "fully"})
    result = summary(made, today=date.fromisoformat(today))
    assert states(result.advice, "R13") == found
    due = [row for row in result.due if row.what == "Autumn 2026 visit, Derby framework"]
    assert [(row.day, row.overdue) for row in due] == ([(date(2026, 12, 18), False)] if found == ["due"] else [])
    assert all(row.convention and "recommends" in row.text for row in said(result.advice, "R13"))


def test_only_final_visits_under_that_framework_are_visits_of_the_term():
    draft = visit("derby", "2026-10-06", state="draft")
    other = visit("leicestershire", "2026-10-06", rows=[])
    assert states(summary(draft).advice, "R13") == states(summary(other).advice, "R13") == ["due"]
    assert rule_of(next(limit for limit in DERBY.limits if limit.id == "fire-drills")) == "R23"
