"""Where a provider stands: each key, the day on which it lapses and the day after, and what does not count."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from apdir.days import months_after
from apdir.model.settings import StandingSettings
from apdir.model.visiting import STANDINGS
from apdir.pages.templates import make_templates
from apdir.source import Theme
from apdir.summary import summarise
from apdir.summary.standing import Standing
from apdir.summary.statuses import APPROVED, LABELS, NO_REFERRALS, TONES
from tests.support.records import GOOD, ROOT, ave, framework, library, provider, record, visit

IDS = tuple(framework("derby").requirement)
RULE = StandingSettings(frameworks=("derby",), organisations=("the council",), lapses_after_months=12, grace_days=28)
LIBRARY = replace(library(), settings=library().settings.model_copy(update={"standing": RULE}))
COUNCIL = [{"organisation": "the council", "role": "AP officer"}]
SCHOOL = [{"organisation": "a partner school", "role": "AP lead"}]


def derby(day: str, outcome: str | None = "all met", suffix: str = "", **fields: object) -> tuple[str, dict]:
    met = {"all met": 32, "majority met": 20, None: 0}.get(outcome, 4)
    judgements = dict.fromkeys(IDS[:met], "fully") | dict.fromkeys(IDS[met:], "limited")
    recorded = {"outcome": outcome} if outcome else {}
    return visit("derby", day, suffix, **({"visited_by": COUNCIL, "judgements": judgements} | recorded | fields))


def stands(*visits: tuple[str, dict], today: str = "2026-11-22", **about: object) -> Standing:
    return summarise(record(*visits, about=provider(**about)), LIBRARY, date.fromisoformat(today)).standing


@pytest.mark.parametrize(
    ("outcome", "key"),
    [
        ("all met", "approved"),
        ("majority met", "with improvements"),
        ("not met, may reapply", "not met"),
        ("not met, withdrawn", "not met"),
        (None, "visited"),
    ],
)
def test_each_outcome_gives_its_standing(outcome: str | None, key: str) -> None:
    found = stands(derby("2026-03-12", outcome))
    assert (found.key, found.since, found.visit) == (key, date(2026, 3, 12), "2026-03-12-derby")
    assert (found.framework_title, found.version) == ("Derby framework", "2024-05")
    assert "12 March 2026" in found.reason


def test_a_visit_that_is_still_empty_takes_no_standing_away() -> None:
    empty = derby("2026-06-10", None, judgements={})
    assert stands(derby("2026-03-12"), empty).visit == "2026-03-12-derby"
    assert stands(empty).key == "never visited"


def test_a_visit_without_an_outcome_takes_nothing_away_and_is_named() -> None:
    begun = derby("2026-06-10", None, judgements={IDS[0]: "fully"})
    found = stands(derby("2026-03-12"), begun)
    assert (found.key, found.visit) == ("approved", "2026-03-12-derby")
    assert "A later visit, on 10 June 2026, did not change that." in found.reason
    refused = stands(derby("2026-03-12", "not met, may reapply"), begun)
    assert (refused.key, refused.visit) == ("not met", "2026-03-12-derby")


def test_a_visit_without_an_outcome_makes_nothing_last_longer() -> None:
    found = stands(derby("2025-03-12"), derby("2026-06-10", None))
    assert (found.key, found.lapses, found.visit) == ("lapsed", date(2026, 3, 12), "2025-03-12-derby")
    assert "no later decision is published. A later visit, on 10 June 2026, did not change that." in found.reason


def test_never_visited() -> None:
    found = stands()
    assert (found.key, found.since, found.lapses, found.visit) == ("never visited", None, None, None)


@pytest.mark.parametrize("status", ["suspended", "withdrawn", "closed"])
def test_the_listing_goes_first(status: str) -> None:
    found = stands(derby("2026-03-12"), status=status, status_date="2026-10-05", public_notice="Placements are paused.")
    assert (found.key, found.since, found.visit) == (status, date(2026, 10, 5), "2026-03-12-derby")
    assert "5 October 2026" in found.reason


@pytest.mark.parametrize(
    ("visited", "next_visit", "last"),
    [
        ("2025-11-22", None, "2026-11-22"),  # 12 months after the visit
        ("2025-11-22", "2026-07-01", "2026-07-29"),  # 28 days after a visit that did not come
        ("2025-11-22", "2026-10-25", "2026-11-22"),  # both on one day
        ("2025-11-22", "2026-10-26", "2026-11-22"),  # the earlier of the two
        ("2025-11-22", "2027-11-22", "2026-11-22"),
        ("2024-08-31", None, "2025-08-31"),
        ("2025-02-28", None, "2026-02-28"),
        ("2024-05-30", "2025-02-01", "2025-03-01"),
    ],
)
def test_an_outcome_holds_on_its_last_day_and_has_lapsed_on_the_next(
    visited: str, next_visit: str | None, last: str
) -> None:
    planned = {"next_visit": next_visit} if next_visit else {}
    made = derby(visited, **planned)
    day = date.fromisoformat(last)
    after = (day + timedelta(days=1)).isoformat()
    held, lapsed = stands(made, today=last), stands(made, today=after)
    assert (held.key, held.lapses) == ("approved", day)
    assert (lapsed.key, lapsed.lapses, lapsed.since) == ("lapsed", day, day + timedelta(days=1))
    assert held.outcome_label is not None
    assert held.outcome_label in lapsed.reason


def test_nothing_that_gave_no_decision_lasts_longer() -> None:
    assert stands(derby("2025-11-21", None)).key == "lapsed"


@pytest.mark.parametrize("outcome", ["not met, may reapply", "not met, withdrawn"])
def test_no_day_that_goes_by_mends_a_refusal(outcome: str) -> None:
    found = stands(derby("2024-11-21", outcome, next_visit="2025-03-01"))
    assert (found.key, found.lapses, found.since) == ("not met", None, date(2024, 11, 21))
    assert "stands until a later visit decides otherwise: do not refer pupils before that." in found.reason
    assert not found.open


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-08-31", 1, "2024-09-30"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2026-11-22", -48, "2022-11-22"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_end_where_the_shorter_month_does(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_the_latest_visit_counts() -> None:
    found = stands(derby("2026-03-12"), derby("2026-05-13", "not met, may reapply"))
    assert (found.key, found.visit) == ("not met", "2026-05-13-derby")
    assert stands(derby("2026-05-13"), derby("2026-03-12", "not met, may reapply")).key == "approved"


@pytest.mark.parametrize(("one", "other"), [("all met", "majority met"), ("majority met", "all met")])
def test_of_two_sites_on_one_day_the_graver_counts(one: str, other: str) -> None:
    found = stands(
        derby("2026-05-13", one, "-spondon", site="spondon"), derby("2026-05-13", other, "-alvaston", site="alvaston")
    )
    assert found.key == "with improvements"


def test_what_is_too_old_says_what_is_known_of_it() -> None:
    assert stands(derby("2025-11-21", None)).reason == (
        "At the visit on 21 November 2025 no outcome was recorded. No later result is published."
    )


def test_a_visit_that_decided_nothing_does_not_hide_one_of_the_same_day_that_did() -> None:
    assert stands(derby("2026-05-13", None, "-a"), derby("2026-05-13", "all met", "-b")).key == "approved"


@pytest.mark.parametrize(
    "made",
    [
        derby("2026-05-13", visited_by=SCHOOL),
        derby("2026-05-13", visited_by=[]),
        derby("2026-05-13", state="draft"),
        derby("2026-05-13", state="shared with provider"),
        derby("2026-05-13", state="disputed"),
        visit("leicestershire", "2026-05-13", visited_by=COUNCIL),
        ave("half-day inspection", "2026-05-13", visited_by=COUNCIL, areas=GOOD, overall="inadequate"),
    ],
    ids=["other organisation", "no organisation", "draft", "shared", "disputed", "leicestershire", "amber valley"],
)
def test_what_does_not_count_changes_nothing(made: tuple[str, dict]) -> None:
    assert stands(made).key == "never visited"
    before = derby("2026-03-12", "majority met")
    assert stands(before, made).key == "with improvements"
    assert stands(before, made).visit == "2026-03-12-derby"


def test_who_was_visited_by_others_is_not_said_to_be_never_visited() -> None:
    found = stands(derby("2026-05-13", visited_by=SCHOOL))
    assert (found.key, found.label) == ("never visited", "No published decision")
    assert "See below what other visits found" in found.reason
    found = stands(derby("2026-05-13", visited_by=SCHOOL, state="draft"))
    assert (found.key, found.label) == ("never visited", "No published decision")
    assert "other" not in found.reason


def test_one_of_several_organisations_is_enough() -> None:
    assert stands(derby("2026-05-13", visited_by=[*SCHOOL, *COUNCIL])).key == "approved"


def test_every_standing_has_a_shape_of_its_own() -> None:
    shape = make_templates(Theme.of(ROOT)).globals["shape"]
    assert len({shape(key) for key in LABELS}) == len(LABELS)


def test_every_standing_is_explained_on_the_page_about_the_directory() -> None:
    about = (ROOT / "content/about.md").read_text(encoding="utf-8")
    terms = ", ".join(re.findall(r"^(\S.*)\n: ", about, re.MULTILINE)).casefold()
    assert [label for label in LABELS.values() if label.casefold() not in terms] == []


def test_every_standing_that_an_outcome_gives_approves_or_has_schools_ask_first() -> None:
    assert [key for key in STANDINGS if (key in APPROVED) == (key in NO_REFERRALS)] == []


def test_every_standing_has_its_word_and_its_tone() -> None:
    assert set(TONES.values()) == {"good", "caution", "ended", "stop", "neutral"}
    assert TONES["lapsed"] not in (TONES[key] for key in TONES if key != "lapsed")  # an approval is never drawn alike
    for key, word in LABELS.items():
        found = Standing(key, None, None, None, None, None, None, "")
        assert (found.label, found.tone) == (word, TONES[key])
