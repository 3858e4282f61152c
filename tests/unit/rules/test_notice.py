"""How a walk is announced and how long it lasts (R15), on both sides of 7 days, 14 days and 90 minutes."""

import pytest

from tests.support.records import COUNCIL, TODAY, ave, framework, problems, states, summary


def walk(
    given="2026-10-01", first="2026-10-08", last="2026-10-21", day="2026-10-13", start="10:00", end="11:30", **more
):
    notice = {"given": given, "period": {"from": first, "to": last}}
    return ave("learning walk", day, **({"notice": notice, "time": {"from": start, "to": end}} | more))


def of(*args, **fields):
    return summary(walk(*args, **fields)).visits[0].advice


def test_the_notice_limits_are_in_the_framework():
    limits = {name: framework("amber-valley-erewash").limit(name, TODAY) for name in
              ("walk-notice-days", "walk-period-days", "walk-minutes")}  # fmt: skip
    assert [(limit.value, limit.unit, limit.bound) for limit in limits.values()] == [
        (7, "days", "at least"),
        (14, "days", "at most"),
        (90, "minutes", "at most"),
    ]


@pytest.mark.parametrize(("given", "state"), [("2026-09-30", "ok"), ("2026-10-01", "ok"), ("2026-10-02", "check")])
def test_at_least_7_days_notice(given, state):
    assert states(of(given=given), "R15", "Notice") == [state]


@pytest.mark.parametrize(("last", "state"), [("2026-10-20", "ok"), ("2026-10-21", "ok"), ("2026-10-22", "check")])
def test_a_period_of_at_most_14_days_both_ends_counted(last, state):
    assert states(of(last=last), "R15", "walk period")[1:] == [state]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-10-07", "check"), ("2026-10-08", "ok"), ("2026-10-21", "ok"), ("2026-10-22", "check")],
)
def test_a_walk_lies_within_its_period(day, state):
    assert states(of(day=day), "R15", "within") == [state]


@pytest.mark.parametrize(("end", "state"), [("11:29", "ok"), ("11:30", "ok"), ("11:31", "check")])
def test_a_walk_of_at_most_90_minutes(end, state):
    assert states(of(end=end), "R15", "Length of the walk")[-1:] == [state]


def test_what_is_not_recorded_is_not_known():
    bare = ave("learning walk", "2026-10-13")
    assert states(summary(bare).visits[0].advice, "R15") == ["unknown", "unknown"]


def test_a_walk_that_departs_from_the_policy_is_told_and_not_refused():
    assert problems(walk(given="2026-10-07", last="2026-10-30", end="12:30", visited_by=COUNCIL)) == []


def test_other_kinds_of_visit_come_at_their_own_notice():
    inspection = ave("half-day inspection", "2026-03-02", notice={"given": "2026-03-01"})
    assert states(summary(inspection).visits[0].advice, "R15") == []


def test_no_next_visit_is_published_where_any_kind_comes_at_short_notice():
    from apdir.edition import redact_for
    from apdir.summary import summarise
    from tests.support.records import library, record

    lib = library()
    it = record(walk(next_visit="2026-12-01"))
    public, found = redact_for(it, lib, "public", TODAY)
    assert public.visits[0].visit.next_visit is None
    assert (found.visits[0].next_visit, found.next_visit) == (None, None)
    assert "2026-12-01" in [str(row.day) for row in summarise(it, lib, TODAY).due]
