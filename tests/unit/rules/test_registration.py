"""Registration and unregistered use: R01, R02, R05, R08, R31, on both sides of 18 and 10 hours, 5 pupils, 12 weeks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from apdir.model.offer import Length
from apdir.model.registration import Figures
from apdir.summary.offer import longer
from apdir.summary.threshold import is_full_time, registration_check
from apdir.summary.unregistered import hours_kept
from tests.support.records import TODAY, framework, library, provider, record, said, states, summary, visit

DERBY, HEREFORD = library().settings.registration_thresholds


def figures(**changes):
    counts = {"compulsory_age_full_time": "0", "full_time_ehcp": "0", "full_time_looked_after": "0"}
    return Figures.model_validate({"as_at": "2026-09-14", **counts, **changes})


@pytest.mark.parametrize(
    ("hours", "derby", "herefordshire"), [("17.9", False, False), ("18", False, True), ("18.1", True, True)]
)
def test_full_time_is_more_than_18_hours_or_18_and_more(hours, derby, herefordshire):
    told = figures(operating_hours_per_week=hours, full_time_hours=hours)
    assert (is_full_time(DERBY, told), is_full_time(HEREFORD, told)) == (derby, herefordshire)


def test_each_source_counts_its_own_hours():
    told = figures(operating_hours_per_week="30", full_time_hours="10")
    assert (is_full_time(DERBY, told), is_full_time(HEREFORD, told)) == (True, False)
    assert (is_full_time(DERBY, figures()), is_full_time(HEREFORD, figures())) == (None, None)


def test_the_only_education_is_full_time_for_herefordshire_alone():
    told = figures(operating_hours_per_week="6", full_time_hours="6", sole_provision="1")
    assert (is_full_time(DERBY, told), is_full_time(HEREFORD, told)) == (False, True)


@pytest.mark.parametrize(
    ("counts", "reached"),
    [
        ({"compulsory_age_full_time": "4"}, False),
        ({"compulsory_age_full_time": "5"}, True),
        ({"compulsory_age_full_time": "1"}, False),
        ({"compulsory_age_full_time": "1", "full_time_looked_after": "1"}, True),
        ({"compulsory_age_full_time": "1", "full_time_ehcp": "1"}, True),
    ],
)
def test_five_pupils_or_one_looked_after_or_one_with_a_plan(counts, reached):
    hours = {"operating_hours_per_week": "19", "full_time_hours": "19"}
    about = provider(registration={"status": "unregistered", "figures": {"as_at": "2026-09-14", "full_time_ehcp": "0",
                                   "full_time_looked_after": "0", **hours, **counts}})  # fmt: skip
    check = registration_check(record(about=about).provider.registration, library().settings, TODAY)
    assert [test.reached for test in check.tests] == [reached, reached]
    assert check.needed is reached


def test_below_full_time_no_number_of_pupils_reaches_the_threshold():
    told = {"as_at": "2026-09-14", "compulsory_age_full_time": "9", "full_time_ehcp": "1",
            "full_time_looked_after": "1", "operating_hours_per_week": "18", "full_time_hours": "17"}  # fmt: skip
    about = provider(registration={"status": "unregistered", "figures": told})
    assert not registration_check(record(about=about).provider.registration, library().settings, TODAY).needed


# R05: unregistered use.


def used(figures=None, status="unregistered", outcome="appropriate", day="2026-10-06", today=TODAY):
    registration = {"status": status, "gias_checked": "2026-09-14", **({"figures": figures} if figures else {})}
    if status == "registered":
        registration |= {"urn": "199901", "dfe_number": "830/1199"}
    gate = {row.id: "fully met" for row in framework("herefordshire").requirements if row.id[0] in "12"}
    made = visit("herefordshire", day, judgements=gate, outcome=outcome)
    return said(summary(made, about=provider(registration=registration), today=today).advice, "R05")


def condition(rows, number):
    return next(row for row in rows if f"condition {number} of 5" in row.title)


def test_all_five_conditions_are_told_with_their_source():
    rows = used()
    assert len(rows) == 5
    assert {row.source for row in rows} == {"Herefordshire AP quality assurance framework, Unregistered provision"}
    assert condition(rows, 1).state == "check"
    assert not used(status="registered")
    assert not said(summary().advice, "R05")


@pytest.mark.parametrize(("hours", "state"), [("9.5", "ok"), ("10", "ok"), ("10.5", "check")])
def test_at_most_10_hours_a_week(hours, state):
    limit = framework("herefordshire").limit("unregistered-hours", TODAY)
    assert (limit.value, limit.unit) == (10, "hours a week")
    assert hours_kept(figures(part_time_hours=hours), limit)[0] == state
    assert hours_kept(figures(full_time_hours=hours, part_time_hours="2"), limit)[0] == state
    assert hours_kept(figures(), limit)[0] == hours_kept(None, limit)[0] == "unknown"


@pytest.mark.parametrize(("pupils", "state"), [("4", "ok"), ("5", "check")])
def test_below_the_threshold_by_every_source(pupils, state):
    told = {"as_at": "2026-09-14", "compulsory_age_full_time": pupils, "full_time_ehcp": "0",
            "full_time_looked_after": "0", "operating_hours_per_week": "20", "full_time_hours": "20"}  # fmt: skip
    assert condition(used(told), 4).state == state
    del told["operating_hours_per_week"]
    assert condition(used(told), 4).state == ("unknown" if state == "ok" else state)
    assert condition(used(), 4).state == "unknown"
    assert condition(used(told), 4).convention
    assert not condition(used(told), 1).convention


def test_visits_are_regular_for_as_long_as_a_standing_holds():
    assert condition(used(today=date(2027, 10, 6)), 2).state == "ok"
    assert condition(used(today=date(2027, 10, 7)), 2).state == "overdue"
    assert condition(used(), 2).convention


@pytest.mark.parametrize(("outcome", "state"), [("appropriate", "ok"), ("not appropriate", "check"), (None, "unknown")])
def test_r05_asks_whether_each_visit_found_it_suitable(outcome, state):
    gate = {row.id: "fully met" for row in framework("herefordshire").requirements if row.id[0] in "12"}
    made = visit("herefordshire", "2026-10-06", judgements=gate, **({"outcome": outcome} if outcome else {}))
    assert condition(said(summary(made).advice, "R05"), 3).state == state


# R31: looked up in Get Information about Schools.


@pytest.mark.parametrize(("days", "state"), [(179, "ok"), (180, "ok"), (181, "overdue")])
def test_a_look_up_holds_as_long_as_a_record_goes_unchecked(days, state):
    assert library().settings.record_stale_after_days == 180
    looked = {"status": "unregistered", "gias_checked": (TODAY - timedelta(days)).isoformat()}
    (row,) = said(summary(about=provider(registration=looked)).advice, "R31")
    assert (row.state, row.convention) == (state, True)
    assert "not found there, so unregistered" in row.text


def test_without_a_look_up_nothing_is_known():
    assert states(summary(about=provider(registration={"status": "unregistered"})).advice, "R31") == ["unknown"]


# R08 and the other numbers of placements.


@pytest.mark.parametrize(
    ("length", "beyond"),
    [
        ({"mode": "full-time", "up_to_weeks": "11"}, False),
        ({"mode": "full-time", "up_to_weeks": "12"}, False),
        ({"mode": "full-time", "up_to_weeks": "13"}, True),
        ({"mode": "full-time", "open_ended": "yes"}, True),
        ({"mode": "part-time", "up_to_days": "2"}, False),
        ({"mode": "part-time", "up_to_days": "3"}, True),
        ({"mode": "part-time", "open_ended": "yes"}, False),
    ],
)
def test_12_weeks_full_time_and_2_days_part_time(length, beyond):
    derby = framework("derby")
    limit = derby.limit("full-time-weeks" if length["mode"] == "full-time" else "part-time-days", TODAY)
    assert bool(longer(Length.model_validate(length), limit)) is beyond
    about = provider(offer={"key_stages": ["KS3"], "delivery": ["on site"], "lengths": [length]})
    assert states(summary(about=about).advice, "R08") == (["check"] if beyond else [])


@pytest.mark.parametrize(
    ("name", "holds", "breaks"),
    [
        ("full-time-weeks", 12, 13),
        ("part-time-days", 2, 3),
        ("absence-minutes", 30, 31),
        ("initial-assessment-days", 7, 8),
        ("emergency-review-incidents", 3, 2),
    ],
)
def test_the_numbers_of_a_placement_are_data(name, holds, breaks):
    for version in library().frameworks["derby"]:
        limit = next(row for row in version.limits if row.id == name)
        assert limit.holds(holds)
        assert limit.holds(Decimal(holds))
        assert not limit.holds(breaks)
        assert limit.source is not None
