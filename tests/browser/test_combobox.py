"""The combobox of a search box: it says what it will do, by keyboard, by press, and loads nothing before it is used."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_finder import found, settle
from tests.browser.test_search import BOXES
from tests.conftest import EVERY_PAGE
from tests.support.sites import site


@pytest.fixture
def root(serve_directory):
    return serve_directory(site())


def opened(page: Page, root: str, box: str, words: str) -> None:
    """Type into a box until something is suggested."""
    path, field = BOXES[box]
    page.goto(root + path)
    page.locator(field).press_sequentially(words)
    page.locator(".ap-suggest [role=option]").first.wait_for()


def suggests(page: Page, *words: str) -> None:
    """Wait until these are the suggestions: as one types, others come before."""
    expect(page.locator(".ap-suggest [role=option]")).to_have_text(list(words), use_inner_text=True)


@pytest.mark.parametrize("box", BOXES)
def test_by_keyboard_it_says_what_it_will_do_and_does_it(box, root, new_page, axe):
    tab = new_page()
    page = tab.page
    path, field = BOXES[box]
    page.goto(root + path)
    tab.quiet()
    assert not [url for url in tab.requests if "finder/suggest" in url or "combobox.js" in url or ".pagefind" in url]
    combobox = page.locator(field)
    expect(combobox).to_have_attribute("role", "combobox")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    below = page.get_by_role("heading", level=1).bounding_box()
    combobox.press_sequentially("oak")
    suggests(page, "Oakfield Care Farm open this provider: Farm, Belper DE56")
    assert page.get_by_role("heading", level=1).bounding_box() == below
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".ap-suggest-foot")).to_have_text("Enter searches for “oak”.")
    assert axe(page) == []
    # Down to the suggestion, on to the box itself, and back up.
    for key, active in (("ArrowDown", True), ("ArrowDown", False), ("ArrowUp", True)):
        combobox.press(key)
        assert (combobox.get_attribute("aria-activedescendant") is not None) is active
    chosen = page.locator(f"#{combobox.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(page.locator(".ap-suggest-foot")).to_contain_text("Enter: Oakfield Care Farm, open this provider")
    combobox.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert combobox.input_value() == "oak"
    combobox.press("ArrowDown")
    page.locator(".ap-suggest [role=option]").first.wait_for()
    combobox.press("ArrowDown")
    combobox.press("Enter")
    page.wait_for_url("**/providers/oakfield-care-farm/")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert tab.foreign_requests == []
    assert tab.complaints == []


#: What is typed, what is pressed, and what the finder is then asked.
PRESSES = [
    ("anxiety near ilk", "anxiety, near Ilkeston nearest providers first", {"q": ["anxiety"], "near": ["Ilkeston"]}),
    ("de7 5ab", "Near DE7 5AB nearest providers first", {"near": ["DE7 5AB"]}),
    ("animals tues", "animals, Day: Tuesday show providers", {"q": ["animals"], "day": ["Tue"]}),
    ("y9", "Year 9: KS3 show providers", {"q": ["year 9"]}),
]


@pytest.mark.parametrize(
    ("box", "words", "option", "asked"),
    [(box, *press) for box in BOXES for press in (PRESSES if EVERY_PAGE or box == "finder" else PRESSES[:1])],
)
def test_a_press_asks_in_the_finder(box, words, option, asked, root, new_page):
    """`make test` presses each in the finder, and one in the boxes that lead there; `make test-long` each in each."""
    page = new_page().page
    opened(page, root, box, words)
    # Towns and postcodes have a file of their own, so what they add may come a moment later.
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == asked)
    settle(page)
    assert found(page)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_in_the_finder_what_is_chosen_already_stays(root, new_page):
    page = new_page().page
    page.goto(root + "providers/?day=Tue")
    settle(page)
    page.locator("#ask-q").press_sequentially("autis")
    page.get_by_role("option", name="Need: Autism").click()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"need": ["autism"], "day": ["Tue"]})
    settle(page)
    assert page.get_by_role("checkbox", name="Autism").is_checked()


def test_pages_are_suggested_by_title_and_by_what_they_explain(root, new_page):
    page = new_page().page
    opened(page, root, "header", "section 19")
    suggests(page, "Words and abbreviations: Section 19 open this page")
    page.locator("#ap-find").fill("attendance codes")
    page.get_by_role("option", name="Attendance and its codes").first.wait_for()
    page.locator("#ap-find").press("Enter")
    page.wait_for_url("**/providers/?q=attendance+codes")


@pytest.mark.parametrize("colours", [{"forced_colors": "active"}, {"dark": True}, {}])
def test_it_is_accessible_at_400_per_cent_and_in_other_colours(colours, root, new_page, axe):
    page = new_page(320, **colours).page
    opened(page, root, "finder", "ani")
    page.locator("#ask-q").press("ArrowDown")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page, ".ap-ask-top") == []
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator(".ap-suggest [role=option]").first.evaluate(outline) == "solid"


def test_without_scripts_a_box_is_a_plain_form(root, new_page):
    page = new_page(scripts=False).page
    page.goto(root)
    assert page.get_by_role("combobox").count() == 0
    page.locator("#home-search").fill("registration")
    page.locator("#home-search").press("Enter")
    page.wait_for_url("**/providers/?q=registration*")
