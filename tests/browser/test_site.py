"""The pages as their readers open them: nothing from elsewhere, nothing that says it is broken, nobody kept out."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from apdir.addresses import fixed_paths
from apdir.summary.statuses import LABELS
from tests.conftest import COLOURS, EVERY_PAGE, EVERY_TEXT
from tests.support.records import library
from tests.support.sites import TODAY, site

PAGES = {
    "changes": "changes/",
    "data": "api/",
    "home": "",
    "list": "providers/",
    "provider": "providers/riverside-learning/",
    "suspended provider": "providers/paws-and-hooves/",
    "registered provider": "providers/wharf-lane-school/",
    "provider without a place": "providers/brightpath-online/",
    "provider to check": "providers/spanner-works/check/",
    "provider to check without visits": "providers/brightpath-online/check/",
    "visit": "providers/riverside-learning/visits/2026-03-12-derby/",
    "visit marked in rows": "providers/copper-beech/visits/2026-03-05-leicestershire/",
    "frameworks": "frameworks/",
    "framework": "frameworks/derby/",
    "framework of before": "frameworks/derby/2024-05/",
    "framework with essential themes": "frameworks/herefordshire/",
    "framework of a year": "frameworks/amber-valley-erewash/",
    "frameworks side by side": "frameworks/crosswalk/",
    "guidance": "guidance/",
    "guidance with tables": "guidance/compared/thresholds/",
    "plan": "plan/",
    "enquiry": "ask/",
    "correction": "correct/",
    "self-assessment": "frameworks/herefordshire/self-assessment/",
    "search": "search/",
    "about": "about/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
}
OFFICERS_PAGES = {
    "provider": "providers/quarry-lane-skills/",
    "visit": "providers/spanner-works/visits/2026-05-14-derby/",
    "due": "due/",
    "report": "report/",
    "report on a year": "report/last-year/",
    "gaps": "report/gaps/",
    "every field": "officers/fields/",
    "guide for officers": "officers/",
    "guide with pictures": "officers/record-a-visit/",
    "guide with code": "officers/own-framework/",
    "guide with steps": "officers/behind-your-sign-in/",
}
#: Another page of the same template is looked at with axe each time, and of "search" the list that it leads to; these
#: each night.
OF_ONE_TEMPLATE = {"search", "registered provider", "provider without a place", "provider to check without visits",
                   "framework of before", "framework of a year", "guide with code", "guide with steps"}  # fmt: skip


def looked_at(pages: dict[str, str]) -> list[str]:
    """The pages that `make test` looks at with axe, or all of them."""
    return [where for where in pages if EVERY_PAGE or where not in OF_ONE_TEMPLATE]


def address(where: str, pages: dict[str, str], built: Path) -> str:
    """The page's path, with the date of a visit taken from the site where the records move it."""
    path = pages[where]
    if (built / path / "index.html").is_file():
        return path
    folder = built / path.split("visits/")[0] / "visits"
    return f"{path.split('visits/')[0]}visits/{sorted(entry.name for entry in folder.iterdir())[-1]}/"


@pytest.mark.parametrize("where", looked_at(PAGES))
def test_public_page(where, serve_directory, new_page, axe, sniff):
    look(site(), address(where, PAGES, site()), serve_directory, new_page, axe, sniff)


@pytest.mark.parametrize("where", looked_at(OFFICERS_PAGES))
def test_officers_page(where, serve_directory, new_page, axe, sniff):
    built = site("commissioner")
    look(built, address(where, OFFICERS_PAGES, built), serve_directory, new_page, axe, sniff)


COUNTED = """(status) => {
  const rows = document.querySelectorAll("[data-ap-found] .ap-row").length;
  const choice = document.querySelector(`input[value="${status}"]`).closest("label");
  return rows < 30 && rows === Number.parseInt(choice.querySelector("[data-number]").textContent);
}"""


@pytest.mark.parametrize(("today", "told"), [("2026-11-24", ""), ("2026-12-20", "28 days ago.")])
def test_a_site_that_nobody_builds_any_more_says_so(today, told, serve_directory, new_page):
    tab = new_page(today=today)
    page = tab.page
    ended = "Approval expired on 3 December 2026"
    root = serve_directory(site())
    for path in ("", "providers/", "providers/copper-beech/", "compare/?p=copper-beech", "guidance/"):
        page.goto(root + path)
        tab.quiet()
        notice = page.locator("[data-ap-built]")
        expect(notice).to_be_visible(visible=bool(told))
        assert not told or f"correct on 22 November 2026, {told}" in notice.inner_text()
        if path == "" and told:
            assert page.locator("[aria-labelledby=ending] li").last.inner_text().endswith(ended)
        if "providers/" in path or "copper-beech" in path:
            content = page.locator("main").evaluate("(main) => main.textContent")
            assert content.count(ended) == (1 if told else 0), path
    status, label = ("lapsed", LABELS["lapsed"]) if told else ("approved", "Approved")
    page.goto(root + f"providers/?standing={status}")
    # The number of the filter is that of its rows, on the reader's day.
    page.wait_for_function(COUNTED, arg=status)
    row = page.locator("[data-ap-found] [data-slug=copper-beech]")
    expect(row).to_contain_text(ended if told else "Approved")
    expect(row.locator("[data-part=standing]")).to_have_text(f" {label}" if told else re.compile("Approved on"))
    page.goto(root + "providers/by/standing/approved/")
    expect(page.locator("[data-slug=copper-beech] [data-part=standing]")).to_contain_text(label)
    good = page.locator(".ap-standing.ap-good")
    page.goto(root + "providers/copper-beech/")
    tab.quiet()
    assert good.count() == (0 if told else 1)


def test_without_scripts_the_foot_alone_has_the_day(serve_directory, new_page):
    page = new_page(today="2026-12-20", scripts=False).page
    root = serve_directory(site())
    page.goto(root + "providers/copper-beech/")
    assert not page.locator("[data-ap-built]").is_visible()
    assert "Correct on 22 November 2026" in page.locator("footer.ap-foot").inner_text()


def test_every_kind_of_page_is_looked_at() -> None:
    """Of the pages that are always there, all but those of frameworks; three are looked at as they are used."""
    there = fixed_paths(library(), "commissioner", date.fromisoformat(TODAY))
    known = {*PAGES.values(), *OFFICERS_PAGES.values(), "compare/", "shortlist/", "forms/"}
    known |= {"report/term/", "report/last-term/"}  # as the others
    assert {path for path in there if path.count("/") < 2 or not path.startswith("frameworks/")} <= known


# Other tests look at these with axe, as they are used.
@pytest.mark.parametrize(
    "path",
    [
        "providers/?q=farm&needs=SEMH",
        "providers/?view=map",
        "providers/by/area/derby/",
        "compare/?providers=riverside-learning,oakfield-care-farm",
        "shortlist/",
        "forms/",
        "nowhere/",
    ],
)
def test_the_sniffer_finds_nothing(path, serve_directory, new_page, sniff):
    tab = new_page()
    tab.page.goto(serve_directory(site()) + path)
    tab.quiet()
    assert sniff(tab.page) == []


def look(built, path, serve_directory, new_page, axe, sniff):
    """No request to another host, no complaint, no violation, no sideways scrolling; narrow, wide, light and dark.

    What is no colour is alike in light and dark, and at both widths but for what a narrow page folds.
    """
    tab = new_page(360)
    answer = tab.page.goto(serve_directory(built) + path)
    assert answer.status == 200
    tab.quiet()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(tab.page) == []
    tab.page.emulate_media(color_scheme="dark")
    if EVERY_TEXT:
        assert axe(tab.page, only=COLOURS) == []
    tab.page.set_viewport_size({"width": 1280, "height": 800})
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert axe(tab.page, only=() if EVERY_TEXT else COLOURS) == []
    assert sniff(tab.page) == []
    assert tab.foreign_requests == []
    assert tab.complaints == []


#: How many times lighter one of two colours is than the other (WCAG 2, relative luminance).
CONTRAST = """(pair) => {
  const light = (colour) => {
    const parts = colour.match(/\\d+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [more, less] = pair.map((name) => light(getComputedStyle(document.querySelector(name)).backgroundColor) + 0.05)
    .sort((one, other) => other - one);
  return more / less;
}"""


@pytest.mark.parametrize("dark", [False, True])
def test_the_first_button_is_seen_first_and_the_head_leaves_room(dark, serve_directory, new_page):
    tab = new_page(360, dark=dark)
    tab.page.goto(serve_directory(site("public")) + "providers/")
    assert tab.page.evaluate(CONTRAST, [".ap-ask-go button", ".ap-ask-top"]) >= 3
    assert tab.page.locator(".ap-header").bounding_box()["height"] <= 130


#: What a page shows of an element: how it is drawn, and where.
DRAWN = """(selectors) => Object.fromEntries(selectors.map((selector) => {
  const there = document.querySelector(selector), { left, right, top, bottom, width } = there.getBoundingClientRect();
  const style = getComputedStyle(there);
  return [selector, { left, right, top, bottom, width, weight: style.fontWeight, radius: style.borderRadius,
    colour: style.color, font: style.fontFamily, edge: `${style.borderBottomStyle} ${style.borderBottomWidth}` }];
}))"""


def test_pages_look_alike_and_use_the_width_of_a_screen(serve_directory, new_page):
    page = new_page().page
    root = serve_directory(site())

    def drawn(where, *selectors):
        page.goto(root + where)
        return page.evaluate(DRAWN, [*selectors, "h1"]).values()

    (heading,) = drawn("")
    assert page.locator("h1").inner_text() != page.locator(".ap-brand").inner_text()
    fonts = [heading["font"]]
    # What stands beside the text, and stays there: the parts of the page, the day of a change.
    inpage, text, heading = drawn("guidance/derby/attendance-codes/", ".ap-inpage", "h2#in-short")
    assert inpage["left"] >= text["right"] > 700
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 1000")
    assert page.locator(".ap-inpage").bounding_box()["y"] >= 0
    day, changes, heading = drawn("changes/", ".ap-changed > h2", ".ap-changed > ul")
    assert (day["right"] <= changes["left"], changes["right"] > 900) == (True, True)
    # Of the key facts those that decide are bold; what is folded is no wider than its words.
    deciding, other, summary, standing, head, duty, heading = drawn(
        PAGES["provider"], ".ap-deciding dd > span", ".ap-facts > div:not(.ap-deciding) dd > span",
        "main summary", ".ap-standing", ".ap-head", ".ap-duty",
    )  # fmt: skip
    assert (deciding["weight"], other["weight"]) == ("700", "400")
    assert summary["width"] < 400
    gaps = [standing["top"] - head["bottom"], duty["top"] - standing["bottom"]]
    fonts.append(heading["font"])
    outcome, after, head, heading = drawn(PAGES["visit"], ".ap-outcome", ".ap-outcome + *", ".ap-head")
    gaps += [outcome["top"] - head["bottom"], after["top"] - outcome["bottom"]]
    assert [gap for gap in gaps if not 16 <= gap <= 32] == []
    # Choices of which one holds are round, on forms too, and forms have the heading of other pages.
    radio, tick, heading = drawn("forms/derby-visit/", "input[type=radio]", "input[type=checkbox]")
    assert (radio["radius"], tick["radius"]) == ("50%", "0px")
    fonts.append(heading["font"])
    assert len(set(fonts)) == 1
    assert fonts[0].startswith('"Source Sans 3"')
    assert page.evaluate("document.fonts.load('16px \"Source Sans 3\"').then((found) => found.length)") == 1


def test_with_a_readers_own_colours_buttons_have_edges_and_one_page_is_marked(serve_directory, new_page):
    page = new_page(forced_colors="active").page
    root = serve_directory(site())
    for where, pressed in (
        ("", [".ap-find button", ".ap-search button"]),
        ("providers/", [".ap-ask-go button"]),
        ("changes/", []),
        ("ask/", [".ap-button"]),
    ):
        page.goto(root + where)
        for selector in pressed:
            page.locator(selector).first.wait_for()
            edge = page.evaluate(DRAWN, [selector])[selector]["edge"]
            assert edge in ("solid 1px", "solid 2px"), (where, selector, edge)
        marked = page.locator(".ap-nav a").evaluate_all(
            """(all) => all.filter((one) => getComputedStyle(one).borderBottomWidth !== "0px")
              .map((one) => one.ariaCurrent)"""
        )
        assert marked == (["true"] if where == "providers/" else []), where


@pytest.mark.parametrize("where", ["", "providers/", "forms/derby-visit/"])
def test_the_pages_of_the_site_are_behind_a_button_on_a_phone(where, serve_directory, new_page):
    page = new_page(360).page
    page.goto(serve_directory(site()) + where)
    menu, about = page.get_by_role("button", name="Menu"), page.locator(".ap-nav").get_by_role("link", name="About")
    assert page.locator(".ap-header").bounding_box()["height"] <= 60
    assert not about.is_visible()
    menu.click()
    assert (about.is_visible(), menu.get_attribute("aria-expanded")) == (True, "true")
    menu.click()
    assert not about.is_visible()


def test_a_dark_page_is_dark(serve_directory, new_page):
    url = serve_directory(site()) + PAGES["provider"]
    shades = []
    for dark in (False, True):
        tab = new_page(dark=dark)
        tab.page.goto(url)
        tab.quiet()
        colour = tab.page.evaluate("getComputedStyle(document.body).backgroundColor")
        shades.append(sum(int(number) for number in re.findall(r"\d+", colour)[:3]))
    assert shades[0] > 600
    assert shades[1] < 200


@pytest.mark.parametrize("where", PAGES)
def test_a_page_can_be_read_with_scripts_off(where, serve_directory, new_page):
    tab = new_page(360, scripts=False)
    tab.page.goto(serve_directory(site()) + address(where, PAGES, site()))
    expect(tab.page.locator("h1")).to_have_count(1)
    assert tab.page.locator("h1").is_visible()
    assert len(tab.page.locator("main").inner_text()) > (100 if where == "search" else 200)  # it leads on
    assert tab.page.locator("header nav a:visible, nav a:visible").count() >= 4


def test_a_visitor_without_scripts_gets_from_home_to_what_a_visit_found(serve_directory, new_page):
    tab = new_page(360, scripts=False)
    page = tab.page
    page.goto(serve_directory(site()))
    page.get_by_role("main").get_by_role("link", name=re.compile(r"All \d+ providers")).click()
    page.wait_for_url("**/providers/")
    page.get_by_role("link", name="Riverside Learning", exact=True).click()
    page.wait_for_url("**/providers/*/")
    assert "Approved" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="Read the report of this visit").click()
    page.wait_for_url("**/visits/*/")
    text = page.get_by_role("main").inner_text()
    assert "1a" in text
    assert "Fully" in text


@pytest.mark.slow
def test_every_link_of_the_site_leads_to_a_page_or_a_place_on_one():
    for edition in ("public", "commissioner"):
        broken = []
        built = site(edition)
        pages = {file: file.read_text(encoding="utf-8") for file in built.rglob("*.html") if file.name != "404.html"}
        drawings = {file: file.read_text(encoding="utf-8") for file in built.rglob("*.svg")}
        ids = {file: set(re.findall(r'\sid="?([^"\s>]+)', text)) for file, text in (pages | drawings).items()}
        for file, text in pages.items():
            here = "http://site/" + file.relative_to(built).as_posix().removesuffix("index.html")
            for link in re.findall(r'\s(?:href|src)="([^"]*)"', text):
                parts = urlsplit(urljoin(here, html.unescape(link)))
                if parts.netloc != "site" or parts.scheme != "http":
                    assert parts.scheme in ("http", "https", "mailto", "tel", "data"), link
                    continue
                target = built / parts.path.lstrip("/")
                if target.is_dir():
                    assert parts.path.endswith("/"), (file, link)
                    target = target / "index.html"
                # What follows the mark in an address of the web editor is its own route, no place on the page.
                place = parts.fragment if not parts.fragment.startswith("/") else ""
                if not target.is_file() or (place and place not in ids.get(target, set())):
                    broken.append(f"{file.relative_to(built)}: {link}")
        assert broken == []


def test_the_site_stands_under_a_path_and_its_404_page_too(serve_directory, new_page):
    tab = new_page()
    url = serve_directory(site(), "/council/directory/")
    tab.page.goto(url + "providers/riverside-learning/")
    tab.quiet()
    assert tab.complaints == []
    assert all(request.startswith(url) for request in tab.requests)


def test_what_to_ask_a_provider_is_one_page_to_take_along(serve_directory, new_page):
    """With scripts off too: what was not met, what is overdue, what nobody looked at, the letter."""
    page = new_page(360, scripts=False).page
    page.goto(serve_directory(site()) + PAGES["provider to check"])
    text = page.get_by_role("main").inner_text()
    for words in (
        "What we know on 22 November 2026",
        "Not appropriate provision",
        "6 October 2026, Herefordshire framework: 15 requirements",
        "1.2 Safeguarding policies in place and followed",
        "overdue since 13 June 2026",
        "What no published visit has looked at",
        "To: Workshop manager, Spanner Works",
        "please confirm in writing",
    ):
        assert words in text, words
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 3


def test_a_provider_prints_on_few_pages_of_a4(serve_directory, new_page):
    page = new_page().page
    page.goto(serve_directory(site()) + PAGES["provider"])
    page.wait_for_load_state("networkidle")
    printed = page.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 4
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.get_by_text("Approved").first.is_visible()


def test_a_site_that_is_opened_as_a_file_says_what_it_needs(new_page, serve_directory):
    page = new_page().page
    words = "work only from a web server"
    for address, told in ((f"{site().as_uri()}/", True), (serve_directory(site()), False)):
        for path in ("index.html", "providers/index.html", "forms/derby-visit/index.html"):
            page.goto(address + path)
            assert page.get_by_text(words).is_visible() == told, (address, path)
