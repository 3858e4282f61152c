"""What a day of attendance costs, worked out from prices on every basis; and what pages say of it."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from apdir.model.provider import Provider
from apdir.pages import views
from apdir.pages.compare import ROWS, details
from apdir.pages.facts import key_facts
from apdir.pages.row import row_html
from apdir.summary import summarise
from apdir.summary.attendance import day_price
from tests.support.records import PROVIDER, TODAY, library, record
from tests.unit.pages.test_finder import card, site_of

__all__ = ["site_of"]

SHORT = {"from": "10:00", "to": "14:00"}
LONG = {"from": "09:30", "to": "15:00"}


def provider(prices: list[dict[str, Any]], hours: dict[str, str] | None = None, **more: Any) -> Provider:
    about = copy.deepcopy(PROVIDER) | more
    about["offer"] |= {"price": prices} | ({"hours": hours} if hours else {})
    return Provider.model_validate(about)


def price(amount: str, per: str, **more: str) -> dict[str, str]:
    return {"amount": amount, "per": per} | more


@pytest.mark.parametrize(
    ("prices", "hours", "words", "basis"),
    [
        # Given for a day: as it stands, wherever it stands.
        ([price("98", "day")], LONG, "£98 a day", ""),
        ([price("52", "half day"), price("98", "Day")], LONG, "£98 a day", ""),
        ([price("0", "day")], None, "£0 a day", ""),
        # Sessions: as many as the day has room for, or as the record says.
        ([price("78", "session", hours="4")], SHORT, "about £78 a day", "£78 for a session of four hours, one a day"),
        ([price("30", "session", hours="2")], LONG, "about £60 a day", "£30 for a session of two hours, two a day"),
        ([price("30", "session", hours="2", a_day="1")], LONG, "about £30 a day",
         "£30 for a session of two hours, one a day"),
        ([price("40", "session", a_day="2")], None, "about £80 a day", "£40 for a session, two a day"),
        ([price("52", "session", hours="3.5")], {"from": "09:30", "to": "12:30"}, "about £52 a day",
         "£52 for a session of 3 hours 30 minutes, one a day"),
        # Hours: those of the provider's own day, or as many as a pupil has.
        ([price("14.50", "hour")], SHORT, "about £58 a day", "£14.50 an hour, four hours a day"),
        ([price("20", "hour")], LONG, "about £110 a day", "£20 an hour, 5 hours 30 minutes a day"),
        ([price("42", "hour", a_day="1.5")], LONG, "about £63 a day", "£42 an hour, 1 hour 30 minutes a day"),
        ([price("42", "hour", a_day="1")], LONG, "about £42 a day", "£42 an hour, one hour a day"),
        # Half days: two, or one where the provider runs for no longer.
        ([price("50", "half day")], LONG, "about £100 a day", "£50 for a half day, two a day"),
        ([price("50", "Half-day")], SHORT, "about £50 a day", "£50 for a half day, one a day"),
        ([price("50", "half day", a_day="1")], None, "about £50 a day", "£50 for a half day, one a day"),
        # The first that can be worked out.
        ([price("900", "term"), price("30", "session"), price("20", "hour")], SHORT, "about £80 a day",
         "£20 an hour, four hours a day"),
        ([price("33.33", "hour")], {"from": "10:00", "to": "13:20"}, "about £111.10 a day",
         "£33.33 an hour, 3 hours 20 minutes a day"),
    ],
)  # fmt: skip
def test_a_day_is_worked_out_from_what_the_record_says(prices, hours, words, basis):
    found = day_price(provider(prices, hours))
    assert found is not None
    assert (views.day_price(found), views.day_price_basis(found)) == (words, basis)


@pytest.mark.parametrize(
    ("prices", "hours"),
    [
        ([], LONG),
        ([price("78", "session")], SHORT),  # how long is a session?
        ([price("78", "session", hours="4")], None),  # how many are there in a day?
        ([price("78", "session", hours="0")], SHORT),
        ([price("20", "hour")], None),
        ([price("20", "hour", a_day="0")], SHORT),
        ([price("20", "hour")], {"from": "15:00", "to": "15:00"}),
        ([price("290", "week", hours="4", a_day="1")], LONG),
        ([price("2250", "term")], LONG),
        ([price("1500", "placement")], LONG),
        ([price("720", "twelve-week block for one pupil")], LONG),
        ([price("105", "session one to one", hours="4")], SHORT),
    ],
)
def test_what_does_not_tell_is_not_guessed(prices, hours):
    assert day_price(provider(prices, hours)) is None


def test_the_hours_of_sites_count_where_they_agree():
    def sites(*hours: dict[str, str]) -> list[dict[str, Any]]:
        return [{"id": f"s{at}", "name": "S", "public": "no", "hours": one} for at, one in enumerate(hours)]

    by_hour = [price("20", "hour")]
    found = day_price(provider(by_hour, sites=sites(SHORT, SHORT)))
    assert found is not None
    assert found.amount == 80
    assert day_price(provider(by_hour, sites=sites(SHORT, LONG))) is None


def test_each_place_that_shows_an_estimate_says_that_it_is_one_and_of_what(site_of):
    basis = "£78 for a session of four hours, one a day"
    offer = {"price": [price("78", "session", hours="4")], "hours": SHORT}
    made = card(offer=offer)
    row = row_html(made, site_of)
    assert "about £78 a day" in row
    assert basis in row
    said = f"About £78 a day, our estimate: {basis}"
    assert said in str(details(made)["values"])
    about = copy.deepcopy(PROVIDER)
    about["offer"] |= offer
    it = record(about=about)
    facts = {fact.term: fact for fact in key_facts(it, summarise(it, library(), TODAY))}
    assert (facts["Price"].lines, facts["Price"].note) == (("£78 a session",), said)


def test_a_price_on_another_basis_is_shown_as_it_is_and_said_to_be_one(site_of):
    about = copy.deepcopy(PROVIDER)
    about["offer"] |= {"price": [price("2250", "term")]}
    it = record(about=about)
    facts = {fact.term: fact for fact in key_facts(it, summarise(it, library(), TODAY))}
    assert facts["Price"].note == views.NO_DAY_PRICE == "No price per day to compare"
    assert "No price per day to compare" in str(details(card(offer=about["offer"]))["values"])
    assert "£2,250 a term" in row_html(card(offer=about["offer"]), site_of)


def test_the_price_of_a_day_comes_first_in_a_comparison_and_the_shortlist():
    made = card(offer={"price": [price("52", "half day"), price("98", "day", note="lunch included")]})
    lines = details(made)["values"][list(ROWS).index("Price")]
    assert lines == ["£98 a day (lunch included)", ("detail", "£52 a half day")]


@pytest.mark.parametrize(
    "note",
    [
        "Assessment placements only",
        "Assessment of up to fifteen days, agreed with the council",
        "For dual-registered pupils",
        "for pupils with an EHC plan",
        "Mornings only",
        "Trial days",
        "pupils excluded from a school of the county",
        "minimum of ten days",
        "from three pupils",
        "ten days or more",
        "On request",
        "by arrangement",
        "for member schools",
        "members of the partnership",
        "KS2",
        "Years 10 and 11",
        "post-16",
        "out of area £20 more",
        "with the council's discount",
    ],
)
def test_a_price_for_some_pupils_or_placements_only_is_no_price_of_a_place(note):
    assert day_price(provider([price("130", "day", note=note)], LONG)) is None
    assert day_price(provider([price("30", "hour", note=note)], LONG)) is None
    # What has no such note is compared, wherever it stands.
    found = day_price(provider([price("130", "day", note=note), price("20", "hour")], LONG))
    assert found is not None
    assert found.amount == 110
    found = day_price(provider([price("0", "day", note=note), price("118", "day", note="lunch included")], LONG))
    assert found is not None
    assert found.amount == 118


@pytest.mark.parametrize(
    "note",
    [
        "Lunch included",
        "In a group of up to six",
        "one to one",
        "One adult to two pupils",
        "for each pupil",
        "from 09:30",
        "9 to 12",
        "kit from the first day included",
    ],
)
def test_a_note_on_what_is_included_limits_no_price(note):
    assert day_price(provider([price("82", "day", note=note)], LONG)) is not None


@pytest.mark.parametrize(
    ("per", "hours", "amount", "times"),
    [("day", LONG, "31", "1"), ("hour", LONG, "170.50", "5.5"), ("hour", SHORT, "124", "4")],
)
def test_a_day_costs_so_many_times_what_the_record_gives(per, hours, amount, times):
    found = day_price(provider([price("31", per)], hours))
    assert found is not None
    assert (str(found.amount), str(found.times), found.estimated) == (amount, times, per != "day")


def test_the_note_of_a_price_stands_wherever_the_price_does(site_of):
    for prices, words in (
        ([price("82", "day", note="whites lent")], ["£82 a day", "whites lent"]),
        ([price("130", "day", note="Assessments only")], ["£130 a day (Assessments only)"]),
        (
            [price("31", "hour", note="group of four"), price("49", "hour", note="one to one"), price("1980", "term")],
            ["about £124 a day (four hours, estimate)",
             "£31 an hour, four hours a day (group of four); also £49 an hour (one to one); £1,980 a term"],
        ),
        (
            [price("0", "day for an excluded pupil"), price("118", "day", note="For dual-registered pupils")],
            ["£0 per day for an excluded pupil", "also £118 a day (For dual-registered pupils)"],
        ),
        (
            [price("0", "day for an excluded pupil"), price("900", "term")],
            ["£900 a term", "also £0 per day for an excluded pupil"],
        ),
        (
            [price(str(at), "term") for at in range(1, 6)],
            ["£1 a term", "also £2 a term; £3 a term; and 2 other prices"],
        ),
    ):  # fmt: skip
        made = card(offer={"price": prices, "hours": SHORT})
        found = re.findall(r'data-part="price(?:_told)?">([^<]+)', row_html(made, site_of))
        assert found == words
        assert str(details(made)["values"]).count("a day (") >= sum(
            "note" in one and one["per"] == "day" for one in prices
        )
    # The comparison and the shortlist begin with what is compared; all the prices follow.
    lines = details(card(offer={"price": [price("9", "day", note="Trials only"), price("99", "day")]}))["values"]
    assert lines[list(ROWS).index("Price")] == ["£99 a day", ("detail", "£9 a day (Trials only)")]
