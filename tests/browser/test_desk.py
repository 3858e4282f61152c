"""What needs doing, as officers look through it."""

from __future__ import annotations

import io
import re
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.support.sites import site

OFFICER = "owner=QA+officer"


@pytest.fixture
def root(serve_directory):
    return serve_directory(site("commissioner"))


def count(words):
    return int(words.split()[0])


def test_an_officer_sees_their_own_by_the_address_and_what_is_overdue_apart(root, new_page, axe, sniff):
    page = new_page(360).page
    page.goto(f"{root}due/?{OFFICER}&kind=action")
    said = page.locator("[data-ap-said]")
    expect(said).to_contain_text("to do,")
    mine = count(said.inner_text())
    rows = page.locator("[data-ap-parts] tbody tr")
    assert rows.count() == mine > 0
    assert set(page.locator("td[data-label=Owner]").all_inner_texts()) == {"QA officer"}
    assert page.locator("h2").first.inner_text().startswith("Overdue (")
    assert page.locator("section").first.locator("td.ap-late").count() == page.locator("td.ap-late").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
    assert sniff(page) == []
    page.get_by_label("Owner").select_option("Everybody")
    page.get_by_label("Search by provider or keyword").fill("spanner")
    page.get_by_label("Group by").select_option("Provider")
    page.wait_for_url("**/due/?kind=action&words=spanner&by=provider")
    expect(page.get_by_role("heading", name="Spanner Works (")).to_be_visible()
    page.get_by_label("Search by provider or keyword").fill("no such thing")
    expect(said).to_have_text("Nothing needs doing by what you chose.")


def test_what_is_shown_can_be_saved_as_a_calendar_and_all_of_it_as_a_workbook(root, new_page):
    page = new_page().page
    page.goto(f"{root}due/?{OFFICER}")
    expect(page.locator("[data-ap-said]")).to_contain_text("to do,")
    mine = count(page.locator("[data-ap-said]").inner_text())
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download these dates as a calendar file").click()
    events = Calendar.from_ical(saved.value.path().read_bytes()).walk("VEVENT")
    assert len(events) == len({str(event["uid"]) for event in events}) == mine
    with urlopen(f"{root}due/due.xlsx") as answer:
        [sheet] = load_workbook(io.BytesIO(answer.read())).worksheets
    headings, *rows = sheet.iter_rows(values_only=True)
    assert headings == ("By", "Overdue", "Kind", "Provider", "What", "Owner", "Folder")
    assert sum(row[5] == "QA officer" for row in rows) == mine < len(rows)
    assert {row[6] for row in rows if row[5] == "QA officer"} == {"spanner-works", "quarry-lane-skills"}


def test_a_long_part_shows_the_rest_when_asked(root, new_page):
    page = new_page().page
    page.goto(f"{root}due/")
    more = page.get_by_role("button", name="Show all").first
    expect(more).to_be_visible()
    for width, highest in ((1280, 7_000), (360, 16_000)):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollHeight") < highest
    whole = int(more.inner_text().split()[2])
    rows = page.locator("section").first.locator("tbody tr")
    expect(rows).to_have_count(25)
    more.click()
    expect(rows).to_have_count(whole)


def test_many_groups_are_shown_some_at_a_time(root, new_page):
    page = new_page().page

    def many(route):
        rows = [
            ["2027-01-01", False, "visit", f"farm-{n}", f"Farm {n:04}", "Visit", "Team", str(n)] for n in range(1200)
        ]
        route.fulfill(json=rows)

    page.route("**/due.json", many)
    page.goto(f"{root}due/?by=provider")
    expect(page.locator("section")).to_have_count(500)
    page.get_by_role("button", name="Show 700 more groups").click()
    expect(page.locator("section")).to_have_count(1000)
    expect(page.get_by_role("link", name="Farm 0500")).to_be_focused()
    page.get_by_role("button", name="Show 200 more groups").click()
    expect(page.locator("section")).to_have_count(1200)
    expect(page.get_by_role("button", name="more groups")).to_have_count(0)


def test_without_scripts_the_first_of_each_part_are_there(root, new_page):
    page = new_page(scripts=False).page
    page.goto(f"{root}due/")
    assert page.get_by_role("heading", name="Overdue").is_visible()
    assert page.locator("tbody tr").count() == 3 * 25
    assert not page.get_by_label("Group by").is_visible()


def test_the_report_is_one_sheet_of_paper_and_every_bar_has_a_colour(root, new_page):
    page = new_page(360).page
    page.goto(f"{root}report/")
    fills = page.locator("svg rect").evaluate_all("(all) => all.map((one) => getComputedStyle(one).fill)")
    assert len(fills) > 100
    assert "rgb(0, 0, 0)" not in fills
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    page.goto(f"{root}due/")
    page.get_by_role("link", name="Gaps in provision").click()
    page.get_by_role("link", name="Derby", exact=True).click()
    assert page.url.endswith("report/gaps/#area-1")
