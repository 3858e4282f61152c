"""The page that asks providers: one message each, nothing of a pupil in it, nothing sent or kept."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import COLOURS
from tests.support.sites import site

#: What looks like a pupil: the page names it, and writes no message.
REFUSED = {
    "Would Kayden like it?": "Kayden",
    "JS in Y9 likes cars": "JS",
    "UPN H801200001001": "H801200001001",
    "born 12/03/2011": "born 12/03/2011",
}


@pytest.fixture
def root(serve_directory):
    return serve_directory(site())


def test_a_shortlist_is_asked_by_one_message_each(root, new_page, axe, sniff):
    tab = new_page(360, permissions=["clipboard-read", "clipboard-write"])
    page = tab.page
    page.goto(root + "shortlist/?p=riverside-learning&p=paws-and-hooves")
    page.get_by_role("link", name="Ask these").click()
    page.wait_for_url("**/ask/?p=riverside-learning&p=paws-and-hooves")
    assert page.locator("a[href^='mailto:'][href*='body']").count() == 0
    page.get_by_role("checkbox", name="Key stage 4").check()
    page.get_by_role("checkbox", name="Anxiety").check()
    page.get_by_role("checkbox", name="Tuesday").check()
    page.get_by_label("Start date").fill("2027-01-05")
    page.get_by_role("checkbox", name="Travel").uncheck()
    more = page.get_by_label("About the place, never about the pupil")
    more.fill("Is there a lift?")
    page.get_by_role("button", name="Create messages").press("Enter")
    expect(page.get_by_role("heading", name="Messages")).to_be_focused()
    link = page.get_by_role("link", name="Open in your email for Riverside Learning")
    address = urlsplit(link.get_attribute("href"))
    assert (address.scheme, address.path) == ("mailto", "placements@riverside.example")
    body = parse_qs(address.query)["body"][0]
    for line in ("Key stage: 4", "Needs: Anxiety", "Days: Tuesday", "From: 5 January 2027", "Is there a lift?"):
        assert f"\r\n{line}\r\n" in body
    assert "Do you have a suitable place" in body
    assert "How do pupils get to you" not in body
    assert page.get_by_text("Suspended: it takes no referrals now.").is_visible()
    council = page.get_by_role("link", name="none was found").get_attribute("href")
    assert "found%20none" in council
    page.get_by_role("button", name="Copy the message for Riverside Learning").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == body.replace("\r", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page, without=COLOURS) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page, "main", only=COLOURS) == [], scheme
    assert sniff(page) == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert "Is there" not in page.url
    assert tab.foreign_requests == []
    assert tab.errors == []


def test_what_looks_like_a_pupil_is_refused(root, new_page):
    tab = new_page(360)
    page = tab.page
    page.goto(root + "providers/riverside-learning/")
    page.get_by_role("link", name="Ask about a place").click()
    more = page.get_by_label("About the place, never about the pupil")
    write = page.get_by_role("button", name="Create messages")
    write.click()
    page.get_by_role("heading", name="Riverside Learning").wait_for()
    for text, named in REFUSED.items():
        more.fill(text)
        assert not page.get_by_role("heading", name="Messages").is_visible()
        write.click()
        page.get_by_text(f"Take out “{named}").wait_for()
        assert page.locator("a[href*='body']:visible").count() == 0
        expect(more).to_be_focused()
    more.fill("")
    page.get_by_label("Start date").fill("2011-03-12")
    write.click()
    page.get_by_text("Give the first day of a placement").wait_for()
    assert tab.errors == []


def test_where_nobody_is_found_the_council_can_be_told(root, new_page):
    page = new_page(360).page
    page.goto(root + "providers/?need=SEMH&stage=KS1&day=Sat")
    page.get_by_role("link", name="Tell the council that none was found").click()
    expect(page.get_by_role("checkbox", name="SEMH")).to_be_checked()
    page.get_by_role("button", name="Create messages").click()
    text = page.get_by_label("Message: Alternative provision team: none was found").inner_text()
    assert "Needs: SEMH" in text
    assert "Days: Saturday" in text


def test_without_scripts_the_page_says_what_to_ask(root, new_page):
    page = new_page(scripts=False).page
    page.goto(root + "ask/")
    assert page.get_by_text("Do you have a suitable place, and when could it start?").first.is_visible()
    assert not page.get_by_role("button", name="Create messages").is_visible()
