"""A judged year: what its record must hold, and its schedule done against due on a day (R14)."""

from datetime import date

import pytest

from apdir.edition import redact_for
from apdir.summary import summarise
from tests.support.records import (
    AVE,
    COUNCIL,
    GOOD,
    ave,
    judged,
    library,
    problems,
    provider,
    record,
    said,
    states,
    summary,
    year,
)

SITES = [{"id": name, "name": name, "public": "yes"} for name in ("mill", "barn")]
TERM_ENDS = ("2025-10-24", "2025-12-19", "2026-02-13", "2026-03-27", "2026-05-22", "2026-07-22")


def line(found, name):
    return next(row for row in found.years[0].lines if row.id == name)


def numbers(found, name):
    row = line(found, name)
    return row.asked, row.due, row.done, row.overdue


def returns(*days):
    return [
        {"what": "qualification-returns", "term": str(term), **({"on": day} if day else {})}
        for term, day in enumerate(days, 1)
    ]


def test_the_schedule_is_in_the_framework():
    items = {item.id: item for item in library().frameworks[AVE][0].schedule}
    assert [items[name].count for name in ("learning-walks", "work-scrutiny", "half-day-inspection")] == [2, 1, 1]
    assert (items["qualification-returns"].count, items["progress-analysis"].per) == (6, "term")
    assert library().frameworks[AVE][0].kind["half-day inspection"].from_term == 3
    assert len({term.year for term in library().settings.year_terms}) == 4


@pytest.mark.parametrize(
    ("today", "due", "overdue"),
    [
        ("2025-09-01", 0, 0),
        ("2025-10-23", 0, 0),
        ("2025-10-24", 1, 0),
        ("2025-10-25", 1, 1),
        ("2026-02-13", 3, 2),
        ("2026-02-14", 3, 3),
        ("2026-07-22", 6, 5),
        ("2026-07-23", 6, 6),
    ],
)
def test_a_return_is_due_by_the_last_day_of_each_term(today, due, overdue):
    found = summary(years=[year()], today=date.fromisoformat(today))
    assert numbers(found, "qualification-returns") == (6, due, 0, overdue)
    assert numbers(found, "progress-analysis")[:2] == (6, due)


def test_what_came_is_done_and_late_the_day_after_it_was_due():
    days = (TERM_ENDS[0], TERM_ENDS[1], "2026-02-14", TERM_ENDS[3], None, None)
    row = line(summary(years=[year(received=returns(*days))], today=date(2026, 7, 22)), "qualification-returns")
    assert (row.done, row.late, row.overdue) == (4, 1, 1)
    assert [piece.late for piece in row.pieces] == [False, False, True, False, False, False]


def test_a_day_agreed_takes_the_place_of_the_terms_last():
    received = [{"what": "qualification-returns", "term": "1", "due": "2025-11-07", "on": "2025-11-07"}]
    row = line(summary(years=[year(received=received)], today=date(2025, 11, 8)), "qualification-returns")
    assert (row.done, row.late, row.due) == (1, 0, 1)


def test_two_walks_are_due_in_terms_1_and_2_and_one_inspection_by_the_years_end():
    walk = ave("learning walk", "2025-10-14")
    after = summary(walk, years=[year()], today=date(2025, 12, 20))
    assert numbers(after, "learning-walks") == (2, 2, 1, 1)
    assert numbers(after, "half-day-inspection") == (1, 0, 0, 0)
    assert line(after, "learning-walks").convention
    both = summary(walk, ave("learning walk", "2025-12-02"), years=[year()], today=date(2026, 7, 23))
    assert numbers(both, "learning-walks") == (2, 2, 2, 0)
    assert numbers(both, "half-day-inspection") == (1, 1, 0, 1)


def test_each_site_has_its_own_walks():
    walk = ave("learning walk", "2025-10-14", site="mill")
    found = summary(walk, years=[year()], about=provider(sites=SITES), today=date(2025, 10, 25))
    assert numbers(found, "learning-walks") == (4, 2, 1, 1)
    assert [(piece.site, piece.on) for piece in line(found, "learning-walks").pieces if piece.term == 1] == [
        ("mill", date(2025, 10, 14)),
        ("barn", None),
    ]


def test_only_final_visits_of_the_year_count_and_its_holidays_belong_to_it():
    visits = [
        ave("half-day inspection", "2025-07-30"),
        ave("half-day inspection", "2026-02-20", state="draft"),
        ave("half-day inspection", "2026-09-01"),
    ]
    assert line(summary(*visits, years=[year()]), "half-day-inspection").done == 0
    inside = ave("half-day inspection", "2026-08-31")
    assert line(summary(inside, years=[year()]), "half-day-inspection").done == 1


def test_visits_negotiated_with_a_college_are_never_missing():
    college = year(college="a college of further education")
    found = summary(years=[college], today=date(2026, 7, 23))
    assert numbers(found, "half-day-inspection") == (1, 1, 0, 0)
    assert line(found, "qualification-returns").overdue == 6


def test_the_judgement_of_the_year_has_no_day():
    assert numbers(summary(years=[year()]), "final-judgement") == (1, 0, 0, 0)
    found = summary(years=[judged()])
    assert numbers(found, "final-judgement") == (1, 0, 1, 0)
    assert [(row.title, row.label) for row in found.years[0].areas][-1] == ("Overall effectiveness", "Good")


def test_what_has_no_number_is_shown_once_it_was_done():
    names = [row.id for row in summary(years=[year()]).years[0].lines]
    assert "provider-qa-policy" not in names
    received = [{"what": "provider-qa-policy", "on": "2025-10-20"}, {"what": "contractual-review", "on": "2025-09-23"}]
    found = summary(years=[year(received=received)])
    assert numbers(found, "provider-qa-policy") == (None, 0, 1, 0)
    assert numbers(found, "contractual-review")[2] == 1


def test_a_running_year_tells_officers_what_is_overdue_and_due():
    found = summary(years=[year("2026-27")])
    assert {row.about for row in said(found.advice, "R14")} == {f"2026-27-{AVE}"}
    assert {"Intent and long-term plans", "Learning walks", "Qualification returns"} <= {
        row.title.partition(", ")[2].partition(":")[0].capitalize() for row in said(found.advice, "R14")
    }
    rows = {(row.kind, row.what, row.overdue) for row in found.due}
    assert ("return", "2026-27: Qualification returns for term 1", True) in rows
    assert ("return", "2026-27: Qualification returns for term 2", False) in rows
    assert ("visit", "2026-27: Half-day inspection", False) in rows


def test_a_final_year_asks_for_nothing_more():
    found = summary(years=[judged()])
    assert not said(found.advice, "R14")
    assert not [row for row in found.due if row.kind == "return"]


def test_the_public_sees_how_many_and_not_when():
    lib = library()
    days = (*TERM_ENDS[:2], "2026-02-24", *TERM_ENDS[3:])
    it = record(years=[judged(received=returns(*days), reasons="Secret."), year("2026-27")])
    public, found = redact_for(it, lib, "public", date(2026, 11, 22))
    assert [row.id for row in public.years] == [row.id for row in found.years] == [f"2025-26-{AVE}"]
    assert (public.years[0].year.received, public.years[0].year.reasons) == ((), None)
    row = line(found, "qualification-returns")
    assert (row.asked, row.done, row.overdue, row.late, row.pieces) == (6, 6, 0, 0, ())
    assert found.years[0].areas


# Departures from the schedule: told, never refused.


@pytest.mark.parametrize(
    ("day", "early"), [("2025-12-19", True), ("2026-01-04", True), ("2026-01-05", False), ("2026-09-01", True)]
)
def test_an_inspection_comes_from_term_3_on(day, early):
    inspection = ave("half-day inspection", day, visited_by=COUNCIL)
    assert states(summary(inspection).visits[0].advice, "R14", "early") == (["check"] if early else [])
    assert problems(inspection) == []


@pytest.mark.parametrize("alone", [True, False])
def test_a_scrutiny_comes_on_the_day_of_the_inspection(alone):
    scrutiny = ave("work scrutiny", "2026-03-02", "-work-scrutiny")
    inspection = ave("half-day inspection", "2026-03-03" if alone else "2026-03-02")
    found = next(row for row in summary(scrutiny, inspection).visits if row.kind == "Work scrutiny").advice
    assert states(found, "R14", "by itself") == (["check"] if alone else [])


# The record.


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"received": [{"what": "qualification-return"}]}, "received[1].what", "nothing called `qualification-return`"),
        ({"received": [{"what": "final-judgement"}]}, "received[1].what", "nothing called `final-judgement`"),
        ({"received": returns("2025-10-24") * 2}, "received[2].what", "twice for the same term"),
        ({"received": [{"what": "progress-analysis", "term": "7"}]}, "received[1].term", "no term 7"),
        ({"received": returns("2026-11-23")}, "received[1].on", "future"),
        ({"judged_on": "2026-11-23"}, "judged_on", "future"),
        ({"judged_on": "2025-08-31"}, "judged_on", "before it began"),
        ({"areas": GOOD}, "areas", "no day on which"),
        ({"overall": "good"}, "overall", "no day on which"),
        ({"overall": "fine", "judged_on": "2026-07-20"}, "overall", "not a value of this scale"),
        ({"areas": {"quality-of-education": "red"}, "judged_on": "2026-07-20"}, "areas.quality-of-education", "scale"),
        ({"areas": {"quality": "good"}, "judged_on": "2026-07-20"}, "areas.quality", "has no area `quality`"),
        ({"payment_withheld": {"from": "2026-02-02", "until": "2026-02-01", "reason": "Late.", "by": "Lead"}},
         "payment_withheld.to", "before"),
        ({"state": "final"}, "state", "`areas.quality-of-education`"),
        ({"state": "final", "areas": GOOD, "overall": "good", "judged_on": "2026-07-20"}, "state", "missing: `by`"),
    ],
)  # fmt: skip
def test_what_a_year_cannot_hold(fields, field, words):
    ((_, at, message),) = problems(years=[year(**fields)])
    assert (at, words in message) == (field, True), message


def test_a_whole_year_has_no_problem():
    assert problems(years=[judged(), year("2026-27")]) == []


@pytest.mark.parametrize("name", ["2025-27", "2025", "25-26", "2025/26"])
def test_a_year_is_two_that_follow_each_other(name):
    assert "is not a school year" in problems(years=[year(name)])[0][2]


def test_a_years_file_says_its_year_and_framework():
    name, data = year()
    assert "The file is called 2024-25" in problems(years=[(f"2024-25-{AVE}", data)])[0][2]
    assert name == "2025-26-amber-valley-erewash"


def test_a_year_needs_its_terms_and_a_framework_that_judges_years():
    assert "settings.yml has 0 terms for 2029-30" in problems(years=[year("2029-30")])[0][2]
    derby = ("2025-26-derby", {"framework": "derby", "year": "2025-26", "state": "draft"})
    assert "does not judge years" in problems(years=[derby])[0][2]
    none = ("2025-26-small", {"framework": "small", "year": "2025-26", "state": "draft"})
    assert "no framework `small`" in problems(years=[none])[0][2]
    before = ("2019-20-amber-valley-erewash", {"framework": AVE, "year": "2019-20", "state": "draft"})
    assert "No version of" in problems(years=[before])[0][2]


def test_the_sample_year_is_whole():
    """Two walks, scrutiny and inspection on one day, six returns with one late, a reassessment, the judgement."""
    from apdir.directory import read_provider
    from tests.support.records import ROOT

    it = read_provider(ROOT, "number-nine-tutoring", library()).record()
    found = summarise(it, library(), date(2026, 11, 22))
    past = next(row for row in found.years if row.year == "2025-26")
    lines = {row.id: row for row in past.lines}
    assert (lines["learning-walks"].done, lines["work-scrutiny"].done, lines["half-day-inspection"].done) == (2, 1, 1)
    assert lines["work-scrutiny"].pieces[0].on == lines["half-day-inspection"].pieces[0].on == date(2026, 3, 2)
    assert (lines["qualification-returns"].done, lines["qualification-returns"].late) == (6, 1)
    assert (past.total("asked"), past.total("done"), past.total("overdue")) == (19, 19, 0)
    assert past.areas[-1].label == "Good"
    assert [(row.state, row.due) for row in found.reassessments] == [("ok", date(2026, 4, 27))]
