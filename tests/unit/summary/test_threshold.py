"""The registration threshold: each source's own test, on both sides of its number."""

from datetime import date

import pytest

from apdir.model.registration import Registration
from apdir.summary.threshold import RegistrationCheck, ThresholdTest, registration_check
from tests.support.records import library, provider, summary

DERBY, HEREFORDSHIRE = "Derby, sections 5 and 6", "Herefordshire, pre-visit check"
FIGURES = {"as_at": "2026-09-14", "compulsory_age_full_time": 4, "full_time_ehcp": 0, "full_time_looked_after": 0}


def check(status: str = "unregistered", **figures: object) -> RegistrationCheck | None:
    registration = {"status": status, "figures": FIGURES | {name: str(value) for name, value in figures.items()}}
    if status == "registered":
        registration |= {"urn": "123456", "dfe_number": "830/1102"}
    return summary(about=provider(registration=registration)).registration_check


def by_source(**figures: object) -> dict[str, ThresholdTest]:
    found = check(**figures)
    assert found is not None
    return {test.source: test for test in found.tests}


@pytest.mark.parametrize(("hours", "full_time"), [("17.9", False), ("18", False), ("18.1", True)])
def test_derby_counts_more_than_18_hours_that_the_provider_runs(hours: str, full_time: bool) -> None:
    found = by_source(operating_hours_per_week=hours, full_time_hours=30, compulsory_age_full_time=5)[DERBY]
    assert (found.full_time, found.reached) == (full_time, full_time)


@pytest.mark.parametrize(("hours", "full_time"), [("17.9", False), ("18", True), ("18.1", True)])
def test_herefordshire_counts_18_hours_or_more_that_a_pupil_attends(hours: str, full_time: bool) -> None:
    found = by_source(full_time_hours=hours, operating_hours_per_week=5, compulsory_age_full_time=5)[HEREFORDSHIRE]
    assert (found.full_time, found.reached) == (full_time, full_time)


def test_at_exactly_18_hours_the_two_sources_differ_and_a_person_looks() -> None:
    found = check(operating_hours_per_week=18, full_time_hours=18, compulsory_age_full_time=5)
    assert found is not None
    assert [test.reached for test in found.tests] == [False, True]
    assert found.needed


@pytest.mark.parametrize(
    ("figures", "reached"),
    [
        ({"compulsory_age_full_time": 4}, False),
        ({"compulsory_age_full_time": 5}, True),
        ({"full_time_looked_after": 1}, True),
        ({"full_time_ehcp": 1}, True),
        ({"compulsory_age_full_time": 0}, False),
    ],
)
def test_five_pupils_or_one_looked_after_or_one_with_a_plan(figures: dict[str, int], reached: bool) -> None:
    found = by_source(operating_hours_per_week=20, full_time_hours=20, **figures)
    assert [test.reached for test in found.values()] == [reached, reached]


def test_the_only_education_counts_as_full_time_for_herefordshire_alone() -> None:
    found = by_source(operating_hours_per_week=6, full_time_hours=6, sole_provision=5)
    assert (found[DERBY].reached, found[HEREFORDSHIRE].reached) == (False, True)
    assert not by_source(operating_hours_per_week=6, full_time_hours=6, sole_provision=4)[HEREFORDSHIRE].reached
    assert not by_source(operating_hours_per_week=6, full_time_hours=6, compulsory_age_full_time=9)[
        HEREFORDSHIRE
    ].reached


def test_hours_that_are_not_recorded_are_not_known() -> None:
    found = by_source(compulsory_age_full_time=9)
    assert [(test.full_time, test.reached) for test in found.values()] == [(None, None), (None, None)]
    assert "not recorded" in found[DERBY].why
    missing = check(compulsory_age_full_time=9)
    assert missing is not None
    assert not missing.needed


@pytest.mark.parametrize(
    ("as_at", "applied"),
    [
        ("2024-04-30", ["old"]),
        ("2024-05-01", ["old", "new"]),
        ("2024-08-31", ["old", "new"]),
        ("2024-09-01", ["new"]),
    ],
)
def test_a_test_applies_from_its_first_day_to_its_last(as_at: str, applied: list[str]) -> None:
    old, new = library().settings.registration_thresholds
    dated = (
        old.model_copy(update={"source": "old", "until": date(2024, 8, 31)}),
        new.model_copy(update={"source": "new", "start": date(2024, 5, 1)}),
    )
    settings = library().settings.model_copy(update={"registration_thresholds": dated})
    registration = Registration.model_validate({"status": "unregistered", "figures": FIGURES | {"as_at": as_at}})
    found = registration_check(registration, settings, date(2026, 11, 22))
    assert found is not None
    assert [test.source for test in found.tests] == applied


def test_there_is_nothing_to_check_for_a_registered_school_or_without_figures() -> None:
    assert check("registered", compulsory_age_full_time=50) is None
    assert summary().registration_check is None
