"""What schools type finds the right first page in each of the three boxes, as `tests/support/searches.yml` has it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.browser.test_finder import found, settle
from tests.browser.test_search import BOXES, ask, pages
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
@pytest.mark.parametrize("box", BOXES)
def test_what_schools_type_has_the_right_first_page(box, serve_directory, new_page):
    """Every word from the finder's box, the first table from the others, which lead there."""
    root = serve_directory(site())
    page = new_page(360).page if box == "home" else new_page().page
    faults = {}
    cases = TABLE["cases"] + (TABLE["more"] if box == "finder" else [])
    for at, case in enumerate(cases):
        if box == "finder" and at:
            page.locator("#ask-q").fill(case["typed"])
            page.locator("#ask-q").press("Enter")
            settle(page)
        else:
            ask(page, root, box, case["typed"])
        if fault := wrong(page, case):
            faults[case["typed"]] = fault
    assert faults == {}


@pytest.mark.parametrize("box", ["home", "finder"])
def test_the_best_two_for_one_pupil_are_on_the_first_screen_of_a_phone(box, serve_directory, new_page):
    page = new_page(360, viewport={"width": 360, "height": 740}).page
    ask(page, serve_directory(site()), box, "anxiety animals year 9 near DE7 5AB")
    page.wait_for_timeout(300)
    for slug in ("oakfield-care-farm", "copper-beech"):
        name = page.locator(f"[data-slug={slug}] [data-part=name]").bounding_box()
        assert 0 <= name["y"] <= 740 - name["height"], (slug, name)
