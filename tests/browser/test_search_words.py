"""What schools type finds the right first page in each of the three boxes, as `tests/support/searches.yml` has it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.test_finder import found, settle
from tests.browser.test_search import ask, pages
from tests.conftest import EVERY_PAGE
from tests.support.sites import ROOT, site

TABLE = yaml.safe_load((ROOT / "tests/support/searches.yml").read_text(encoding="utf-8"))


def wrong(page, case: dict[str, Any]) -> str:
    """What of a case is not on the page; nothing where all is."""
    slugs, first = found(page), case.get("first", [])
    said = page.locator("[data-ap-hints]").inner_text() if page.locator("[data-ap-hints]").is_visible() else ""
    there = pages(page)
    faults = [
        set(slugs[: len(first)]) != set(first) and f"{slugs[: len(first) + 2]} come first",
        (missing := set(case.get("has", [])) - set(slugs)) and f"{missing} are not found",
        (not slugs if "has" in case else False) and "nobody is found",
        (more := set(case.get("not", [])) & set(slugs)) and f"{more} are found",
        case.get("nobody") and slugs and f"{slugs} are found",
        "page" in case and there[:1] != [case["page"]] and f"the first pages are {there[:2]}",
        case.get("says", "") not in said and f"it says {said!r}",
    ]
    return "; ".join(str(fault) for fault in faults if fault)


@pytest.mark.slow
def test_what_schools_type_has_the_right_first_page(serve_directory, new_page):
    page = new_page().page
    ask(page, serve_directory(site()), "finder", TABLE["cases"][0]["typed"])
    faults = {}
    for case in TABLE["cases"] + TABLE["more"]:
        page.locator("#ask-q").fill(case["typed"])
        page.locator("#ask-q").press("Enter")
        settle(page)
        if fault := wrong(page, case):
            faults[case["typed"]] = fault
    assert faults == {}


@pytest.mark.slow
@pytest.mark.parametrize("box", ["home", "header"])
def test_the_other_boxes_ask_the_same(box, serve_directory, new_page):
    """They hand on what was typed, letter by letter; words, a price, a place and signs of an address alike."""
    root = serve_directory(site())
    page = new_page(360).page if box == "home" else new_page().page
    of = {case["typed"]: case for case in TABLE["cases"]}
    handed_on = ("St John’s", "£50", "anxiety animals year 9 near DE7 5AB", "DE7 5A", "EHCP")
    for typed in handed_on if EVERY_PAGE else handed_on[:3]:
        ask(page, root, box, typed)
        assert parse_qs(urlsplit(page.url).query) == {"q": [typed]}
        assert page.locator("#ask-q").input_value() == typed
        assert wrong(page, of[typed]) == ""
    ask(page, root, box, "a&b=c+d 50%")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["a&b=c+d 50%"]}


@pytest.mark.parametrize("box", ["home", "finder"])
def test_the_best_two_for_one_pupil_are_on_the_first_screen_of_a_phone(box, serve_directory, new_page):
    page = new_page(360, viewport={"width": 360, "height": 740}).page
    ask(page, serve_directory(site()), box, "anxiety animals year 9 near DE7 5AB")
    for slug in ("oakfield-care-farm", "copper-beech"):
        expect(page.locator(f"[data-slug={slug}] [data-part=name]")).to_be_in_viewport(ratio=1)
