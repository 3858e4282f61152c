"""One search: the header's box, the home page's and the finder's give one answer, providers first, then pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_finder import found, settle
from tests.support.sites import site


@pytest.fixture
def root(serve_directory):
    return serve_directory(site())


#: The three boxes: the page each is on, and itself.
BOXES = {"header": ("about/", "#ap-find"), "home": ("", "#home-search"), "finder": ("providers/", "#ask-q")}


def ask(page, root: str, box: str, words: str) -> None:
    """Type words into a box, and wait for the answer."""
    path, field = BOXES[box]
    page.goto(root + path)
    page.locator(field).fill(words)
    page.locator(field).press("Enter")
    page.wait_for_url("**/providers/?q=**")
    settle(page)


def pages(page) -> list[str]:
    """The addresses of the pages that are shown beside providers."""
    links = page.locator("[data-ap-pages]:not([hidden]) h3 a").evaluate_all("all => all.map(one => one.href)")
    return [urlsplit(link)._replace(scheme="", netloc="").geturl().lstrip("/") for link in links]


@pytest.mark.parametrize("box", BOXES)
def test_each_box_leads_to_one_answer_providers_first_then_pages(box, root, new_page, axe):
    tab = new_page()
    page = tab.page
    ask(page, root, box, "unregistered")
    assert len(found(page)) == 20
    assert "guidance/herefordshire/unregistered-use/" in pages(page)
    assert not [path for path in pages(page) if path.startswith("providers/")]
    last = page.locator("[data-ap-found] [data-slug]:not([hidden])").last.bounding_box()
    assert page.locator("#ap-pages").bounding_box()["y"] > last["y"]
    page.get_by_role("link", name=re.compile(r"^\d+ pages$")).click()
    settle(page)
    expect(page.locator("#ap-pages")).to_be_focused()
    assert axe(page) == []
    assert tab.foreign_requests == []
    assert tab.complaints == []


def test_where_no_provider_is_found_pages_are_what_one_sees(root, new_page):
    page = new_page(360).page
    ask(page, root, "finder", "attendance codes")
    assert found(page) == []
    assert pages(page)[0] == "guidance/attendance-codes/"
    first = page.locator("[data-ap-pages] h3").first.bounding_box()
    assert first["y"] < page.locator("[data-ap-empty]").bounding_box()["y"]


def test_a_search_that_finds_nothing_says_so(root, new_page):
    page = new_page(360).page
    ask(page, root, "finder", "zzzyqx")
    assert (found(page), pages(page)) == ([], [])
    assert page.get_by_text("No provider’s details say “zzzyqx”.").is_visible()


def test_where_the_index_of_pages_does_not_load_the_page_says_so(root, new_page):
    page = new_page().page
    page.route("**/pagefind/**", lambda route: route.abort())
    ask(page, root, "finder", "unregistered")
    assert len(found(page)) == 20
    expect(page.get_by_text("The search of pages is not available")).to_be_visible()


def test_a_search_is_forgotten_with_its_words(root, new_page):
    page = new_page().page
    ask(page, root, "finder", "registration")
    assert pages(page)
    page.locator("[data-ap-chips] button").click()
    settle(page)
    assert pages(page) == []


def test_an_address_of_the_earlier_search_keeps_its_words(root, new_page):
    page = new_page().page
    page.goto(root + "search/?q=tractor+shed")
    page.wait_for_url("**/providers/?q=tractor+shed")
    settle(page)
    assert found(page)[0] == "oakfield-care-farm"


def test_the_earlier_search_page_leads_on_without_scripts(root, new_page):
    page = new_page(scripts=False).page
    page.goto(root + "search/")
    page.get_by_role("main").get_by_role("link", name="list of providers").click()
    page.wait_for_url("**/providers/")


def test_on_a_phone_the_header_leads_to_the_box(root, new_page):
    page = new_page(360).page
    page.goto(root + "about/")
    page.get_by_role("banner").get_by_role("link", name="Search providers and pages").click()
    page.wait_for_url("**/providers/#ask-q")
    expect(page.locator("#ask-q")).to_be_focused()
