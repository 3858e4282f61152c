"""What a school's lead does with one pupil, a phone and an hour: by mouse, by keyboard, at 360 px, without scripts."""

from __future__ import annotations

import re
from statistics import median
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from playwright.sync_api import Route, expect

from apdir.pages.compare import ROWS
from apdir.pages.views import words as listed
from tests.browser.test_finder import ask, found, settle, until
from tests.conftest import COLOURS, EVERY_TEXT
from tests.support.plain import number, plainly, records
from tests.support.sites import TODAY, site

#: A pupil in Year 10 with anxiety, free on Tuesdays, who is to learn construction or art; part-time.
PUPIL = {"need": ["anxiety"], "stage": ["KS4"], "day": ["Tue"], "time": ["part-time"]}


NAMES = {one.slug: one.record["name"] for one in records()}


@pytest.fixture
def root(serve_directory):
    return serve_directory(site())


def suits_the_pupil(page) -> None:
    settle(page)
    while page.locator("[data-ap-more]").is_visible():
        page.locator("[data-ap-more]").click()
    assert sorted(found(page)) == sorted(plainly(PUPIL))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_newer_worse_finding_is_seen_before_the_approval(width, root, new_page):
    """In the row that the script fills, in the comparison and in the shortlist: with a shape, above the approval."""
    page = new_page(width).page
    slug, warning = "spanner-works", "Later finding: Not appropriate provision"
    for path, where, standing in (
        ("providers/?q=spanner", f"[data-slug={slug}] [data-part=warning]", f"[data-slug={slug}] .ap-row-standing"),
        (f"compare/?p={slug}", f"td[data-of={slug}] .ap-stop", f"td[data-of={slug}] .ap-caution"),
        (f"shortlist/?p={slug}", "[data-ap-rows] th .ap-stop", "[data-ap-rows] th .ap-caution"),
    ):
        page.goto(root + path)
        if path.startswith("providers"):
            settle(page)
        told = page.locator(where).filter(has_text=warning)
        told.wait_for()
        assert told.locator("svg").is_visible()
        approval = page.locator(standing).filter(has_text="Approved with improvements").first
        assert told.bounding_box()["y"] < approval.bounding_box()["y"]
    page.goto(root + "providers/?q=copper")
    page.get_by_text("Approval expires soon, on 3 December 2026").first.wait_for()


def when_held(page, held: list[Route]) -> Route:
    """The request that a test holds back, once the page has made it."""
    for _ in range(1500):
        if held:
            return held[0]
        page.wait_for_timeout(20)
    raise AssertionError("never asked for")


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_chosen_before_the_script_runs_is_not_lost(width, root, new_page):
    page = new_page(width).page
    held: list[Route] = []
    page.route("**/assets/finder.js", lambda route: held.append(route))
    page.goto(root + "providers/?need=autism&price=100", wait_until="commit")
    page.get_by_label("Postcode or town").fill("DE1 2FS")
    wide = width == 1280
    if wide:
        page.get_by_role("checkbox", name="Anxiety").check()
        page.locator("[data-group=time] summary").click()
        page.get_by_role("checkbox", name="Part-time").check()
    assert page.locator("[data-ap-drawer]").is_disabled()
    assert page.locator("[data-ap-sort]").is_disabled()
    when_held(page, held).continue_()
    until(page, "location.search.includes('near')")
    settle(page)
    more = {"need": ["autism", "anxiety"], "time": ["part-time"]} if wide else {"need": ["autism"]}
    assert parse_qs(urlsplit(page.url).query) == {"price": ["100"], "near": ["DE1 2FS"]} | more
    there = page.url
    page.unroute("**/assets/finder.js")
    page.reload()
    settle(page)
    assert page.url == there
    assert page.locator("[name=need][value=anxiety]").is_checked() == wide


#: Whether every row that is shown is as one made anew of the same provider, both of them, its name, its buttons' names.
ANEW = """async () => {
  const assets = new URL("../assets/", document.baseURI);
  const { open } = await import(new URL("engine.js", assets));
  const { read } = await import(new URL("question.js", assets));
  const finder = document.querySelector("[data-ap-finder]");
  const engine = await open(new URL("../", document.baseURI), finder.dataset.version, {}, "../");
  const answer = await engine.answer(read(location.search));
  const rows = [...answer.rows, ...answer.apart, ...answer.off];
  const shown = [...document.querySelectorAll("[data-ap-found] [data-slug]:not([hidden])")];
  return Promise.all(shown.map(async (row, at) => {
    const [there, anew] = [row.cloneNode(true), answer.make(rows[at])];
    if (row.querySelector("[data-part=overdue_of]").textContent) await answer.fold(anew);
    there.querySelector(".ap-row-do").remove();
    there.className = anew.className;
    for (const one of [there, anew]) one.normalize();
    const name = row.querySelector("[data-part=name]").textContent;
    const buttons = [...row.querySelectorAll(".ap-row-do button")].map((one) => one.textContent);
    return [there.isEqualNode(anew), there.outerHTML, anew.outerHTML, name, buttons];
  }));
}"""


def test_a_row_that_is_filled_again_says_nothing_of_the_one_before(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/?sort=name&near=Derby")
    settle(page)
    assert page.locator(".ap-row-away:visible").count() > 10
    for name in (None, "Anxiety", "Key stage 4", "Anxiety", "Tuesday"):
        if name:
            page.get_by_role("checkbox", name=name).click()
            settle(page)
        rows = page.evaluate(ANEW)
        assert len(rows) > 4
        for same, there, anew, provider, buttons in rows:
            assert same, f"{there}\n{anew}"
            assert buttons == [f"Compare {provider}", f"Save {provider}"]


def test_a_row_that_the_script_makes_is_as_the_build_made_it(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/")
    settle(page)
    rows = page.evaluate(ANEW)
    assert len(rows) > 30
    for same, there, anew, *_ in rows:
        assert same, f"{there}\n{anew}"


#: The window's height, and where each row that is shown begins and ends and whether it has something to warn of.
ROWS_SEEN = """() => {
  const rows = [...document.querySelectorAll("[data-ap-found] [data-slug]:not([hidden])")];
  for (const row of rows) row.style.contentVisibility = "visible"; // else its height is a guess
  return [innerHeight, rows.map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return [top, bottom, row.querySelector(":is(.ap-row-told, .ap-row-late):not([hidden])") !== null];
  })];
}"""


@pytest.mark.parametrize(("width", "height", "high", "many"), [(360, 740, 220, 2), (1280, 800, 115, 5)])
def test_rows_are_short_and_after_find_they_are_in_view(width, height, high, many, root, new_page):
    """So many are whole on the first screen; one that has nothing to warn of is usually no higher than that."""
    page = new_page(width, viewport={"width": width, "height": height}).page
    page.goto(root + "providers/")
    settle(page)
    page.get_by_label("Postcode or town").fill("DE7 5AB")
    page.get_by_role("main").get_by_role("button", name="Find").click()
    settle(page)
    assert page.evaluate("document.activeElement.matches('[data-ap-heading]')")
    window, rows = page.evaluate(ROWS_SEEN)
    assert sum(0 <= top <= bottom <= window for top, bottom, _ in rows) >= many
    heights = [bottom - top for top, bottom, warns in rows if not warns]
    assert median(heights) <= high, heights
    # So it is where a search begins on another page of the site.
    page.goto(root + "providers/?q=anxiety")
    settle(page)
    _, rows = page.evaluate(ROWS_SEEN)
    assert rows[0][1] <= height


def test_what_a_row_folds_is_opened_by_a_press_and_whole_on_paper(root, new_page):
    page = new_page(360, scripts=False).page
    page.goto(root + "providers/by/need/semh/")
    row = page.locator("[data-slug=oakfield-care-farm]")
    for part in ("name", "standing", "price", "free", "days", "late"):
        assert row.locator(f"[data-part={part}]").is_visible(), part
    folded = row.locator("[data-part=needs]")
    assert not folded.is_visible()
    row.get_by_text("More facts about Oakfield Care Farm").click()
    assert folded.is_visible()
    row.get_by_text("More facts").click()
    page.emulate_media(media="print")
    for part in ("needs", "areas", "visited", "result", "overdue_of", "price_told", "registered", "checked"):
        assert row.locator(f"[data-part={part}]").is_visible(), part
    assert not row.get_by_text("More facts").is_visible()


def test_what_is_overdue_is_fetched_by_who_opens_a_row_and_is_what_the_build_wrote(root, new_page):
    tab = new_page(1280)
    page = tab.page
    page.goto(root + "providers/by/need/semh/")
    written = page.locator("[data-slug=oakfield-care-farm] [data-part=overdue_of]").text_content()
    page.goto(root + "providers/?need=SEMH&q=oakfield")
    settle(page)
    row = page.locator("[data-slug=oakfield-care-farm]")
    assert not [url for url in tab.requests if "finder/folded" in url]
    row.get_by_text("More facts about Oakfield Care Farm").click()
    expect(row.locator("[data-part=overdue_of]")).to_have_text(written)
    assert written
    page.locator("[name=need][value=SEMH]").evaluate("box => box.click()")
    settle(page)
    expect(row.locator("[data-part=overdue_of]")).to_have_text(written)


def test_a_row_says_which_choices_it_meets_and_who_meets_more_comes_first(root, new_page):
    page = new_page(360).page
    page.goto(root + "providers/?need=SEMH&need=anxiety&stage=KS3&day=Tue")
    settle(page)
    while page.locator("[data-ap-more]").is_visible():
        page.locator("[data-ap-more]").click()
    fits = page.locator("[data-ap-results] > li [data-part=fit]").all_text_contents()
    assert fits[0] == "Fits: SEMH, anxiety, KS3, Tue"
    assert set(fits[1:]) <= {fits[0], "Fits: SEMH, KS3, Tue but not anxiety", "Fits: anxiety, KS3, Tue but not SEMH"}
    whole = [fit == fits[0] for fit in fits]
    assert whole == sorted(whole, reverse=True)
    assert False in whole


def test_the_order_stays_with_a_search_and_is_another_for_another(root, new_page):
    """Nobody comes first for a name, and everybody who asks the same sees the same."""
    page = new_page(1280).page
    orders = []
    for search in ("?stage=KS3", "?stage=KS4"):
        page.goto(root + "providers/" + search)
        settle(page)
        orders.append(found(page))
        page.reload()
        settle(page)
        assert found(page) == orders[-1]
    other = new_page(360).page
    other.goto(root + "providers/?stage=KS4")
    settle(other)
    assert found(other) == orders[1]
    page.go_back()
    settle(page)
    assert found(page) == orders[0]
    both = set(orders[0][:15]) & set(orders[1][:15])
    assert len(both) > 4
    first, second = ([slug for slug in order if slug in both] for order in orders)
    assert first != second
    assert sorted(first) != first


@pytest.mark.parametrize("search", ["", "?need=autism"])
def test_no_number_is_shown_before_the_answer(search, root, new_page):
    """On a slow line the page says that it is looking, and shows neither a number nor a row that do not hold."""
    page = new_page(1280).page
    held: list[Route] = []
    page.route("**/finder/core.json*", lambda route: held.append(route))
    page.goto(root + "providers/" + search)
    if not search:
        page.get_by_role("checkbox", name="Autism").check()
    heading = page.locator("[data-ap-heading]")
    expect(heading).to_have_text("Finding…")
    assert page.locator("[data-ap-found]").get_attribute("aria-busy") == "true"
    assert page.locator("[data-ap-said]").text_content() == "Finding…"
    assert "31" not in page.locator("[data-ap-found]").inner_text()
    assert not page.locator("[data-slug]").first.is_visible()
    assert page.get_by_label("Sort by").is_visible()
    when_held(page, held).continue_()
    settle(page)
    assert heading.inner_text().startswith(f"{number({'need': ['autism']})} providers")
    assert page.locator("[data-ap-results] > li").first.is_visible()


def test_what_decides_first_is_on_one_screen_of_a_phone(root, new_page):
    page = new_page(360, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).page
    page.goto(root + "providers/?need=SEMH")
    settle(page)
    page.get_by_role("button", name="Filters").tap()
    for one in ("[data-group=need] summary", "[name=stage][value=KS3]", "[name=day][value=Tue]",
                "[name=price][value='80']", "[data-ap-done]"):  # fmt: skip
        box = page.locator(one).bounding_box()
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 740, one
    assert "SEMH" in page.locator("[data-group=need] summary").inner_text()
    page.locator("[name=day][value=Tue]").tap()
    settle(page)
    page.get_by_role("button", name=re.compile(r"^Show \d+ provider")).tap()
    assert page.locator("[data-ap-results] > li").first.bounding_box()["y"] < 370


@pytest.mark.parametrize("width", [360, 1280])
def test_by_keyboard_the_results_are_near_any_filter(width, root, new_page):
    page = new_page(width).page
    page.goto(root + "providers/?need=SEMH&stage=KS3&near=DE7+5AB")
    settle(page)
    if width == 360:
        page.get_by_role("button", name="Filters").click()
    page.locator("[name=day][value=Tue]").focus()
    page.keyboard.press("Space")
    settle(page)
    press(page, "Tab", "[data-ap-past]", most=6)
    assert page.evaluate("document.activeElement.textContent") == "Skip to results"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-ap-heading]')")
    press(page, "Tab", "[data-ap-results] [data-part=name]", most=4)
    # Enter on a choice leads there too.
    if width == 360:
        page.get_by_role("button", name="Filters").click()
    page.locator("[name=day][value=Wed]").focus()
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("document.activeElement.matches('[data-ap-heading]')")
    assert page.locator("[data-ap-results] > li").first.bounding_box()["y"] < 300


def test_a_press_that_ends_on_another_provider_is_no_press(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/?near=Derby")
    settle(page)
    name = page.locator("[data-ap-results] [data-part=name]").first
    name.hover(position={"x": 4, "y": 4})
    before = found(page)[0]
    page.mouse.down()
    page.evaluate("""() => {
      const near = document.querySelector("#ask-near");
      near.value = "Ilkeston";
      near.dispatchEvent(new Event("change", {bubbles: true}));
    }""")
    settle(page)
    assert found(page)[0] != before
    assert page.evaluate("document.querySelector('[data-ap-results] [data-part=name]').matches(':hover')")
    page.mouse.up()
    page.wait_for_timeout(500)
    assert parse_qs(urlsplit(page.url).query) == {"near": ["Ilkeston"]}
    slug = found(page)[0]
    name.click(position={"x": 4, "y": 4})
    page.wait_for_url(f"**/providers/{slug}/")


@pytest.mark.parametrize("width", [360, 1280])
def test_find_look_compare_and_print_by_mouse(width, root, new_page):
    tab = new_page(width)
    page = tab.page
    page.goto(root)
    if width == 360:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Providers").click()
    page.wait_for_url("**/providers/")
    page.get_by_label("Postcode or town").fill("DE1 2FS")
    if width == 360:
        assert not page.get_by_role("checkbox", name="Tuesday").is_visible()
        page.get_by_role("button", name="Filters").click()
        page.locator("[data-group=need] summary").click()
    for name in ("Anxiety", "Key stage 4", "Tuesday"):
        page.get_by_role("checkbox", name=name).check()
    page.locator("[data-group=time] summary").click()
    page.get_by_role("checkbox", name="Part-time").check()
    settle(page)
    if width == 360:
        page.get_by_role("button", name=re.compile(r"^Show \d+ provider")).click()
        assert not page.get_by_role("checkbox", name="Anxiety").is_visible()
    suits_the_pupil(page)
    assert parse_qs(urlsplit(page.url).query) == PUPIL | {"near": ["DE1 2FS"]}
    distances = page.locator("[data-slug]:not([hidden]) .ap-row-away").all_text_contents()
    assert distances[0].startswith(("less than", "about"))

    # Of one: registered or not, when last checked and by whom, what was found, what is overdue.
    name = page.locator("[data-ap-results] a").first.inner_text()
    page.locator("[data-ap-results] a").first.click()
    page.wait_for_url("**/providers/*/")
    text = page.get_by_role("main").inner_text()
    for word in (name, "Registered school", "Latest published visit", "What visits found", "Details confirmed"):
        assert word in text
    page.go_back()
    suits_the_pupil(page)

    # Two side by side, on paper.
    slugs = found(page)[:2]
    for at in (0, 1):
        page.locator("[data-ap-compare-button]").nth(at).click()
    page.get_by_role("region", name="Providers to compare").get_by_role("link", name="Compare 2").click()
    page.wait_for_url("**/compare/**")
    settle(page)
    page.locator("[data-ap-table]").wait_for()
    expect(page.locator("thead th[data-of]")).to_have_count(2)
    away = page.locator("[data-ap-away] td[data-of]").all_inner_texts()
    assert [text.strip() for text in away] == [f"{told}, straight line" for told in distances[:2]]
    assert name in page.locator("thead").inner_text()
    assert len(page.locator("tbody [data-row]:visible").all()) > 7
    assert not page.locator("th.ap-our-check").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    back = page.get_by_role("link", name="Back to results").get_attribute("href")
    assert parse_qs(urlsplit(back).query) == PUPIL | {"near": ["DE1 2FS"], "compare": slugs}
    page.emulate_media(media="print")
    assert page.locator("th.ap-our-check").is_visible()
    heights = page.locator("[data-ap-notes] td[data-of]").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) == 2
    assert min(heights) >= 56  # 15 mm
    assert parse_qs(urlsplit(page.locator("[data-ap-address]").inner_text()).query) == {"p": slugs}
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 3
    assert re.search(rb"/MediaBox\s*\[\s*0 0 84[12]", printed)
    assert tab.foreign_requests == []
    assert tab.errors == []


#: What of the page is where: the window's height, the tray's box, and the way to the comparison that is in sight.
SEEN = """() => {
  const tray = document.querySelector("[data-ap-tray]");
  const { top, bottom, height } = tray.getBoundingClientRect();
  const ways = [...document.querySelectorAll("a[href*='/compare/?']")].filter((one) => {
    const box = one.getBoundingClientRect();
    const there = box.width && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return there && one.contains(there);
  });
  const fixed = getComputedStyle(tray).position === "fixed";
  return { window: innerHeight, top, bottom, height, fixed, ways: ways.length };
}"""
#: Whether something that has just been given the focus can be seen whole, and is covered by nothing.
UNCOVERED = """(one) => {
  one.focus();
  const box = one.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.bottom - 1);
  return box.top >= 0 && box.bottom <= innerHeight && (one.contains(there) || there.contains(one));
}"""


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024), (1280, 800), (320, 256)])
def test_what_is_chosen_to_compare_is_in_sight_and_covers_nothing(width, height, root, new_page):
    page = new_page(width, viewport={"width": width, "height": height}).page
    page.goto(root + "providers/?need=SEMH")
    settle(page)
    buttons = page.locator("[data-ap-results] [data-ap-compare-button]")
    for at in (2, 3):
        buttons.nth(at).click()
    settle(page)
    seen = page.evaluate(SEEN)
    assert seen["ways"] == 1, seen
    # At 400 % of a window, which is 320 px wide and low, nothing stays in front of the page.
    assert seen["fixed"] == (height > 480)
    if seen["fixed"]:
        assert abs(seen["bottom"] - seen["window"]) < 1
        assert seen["height"] <= 0.1 * seen["window"]
    region = page.get_by_role("region", name="Providers to compare")
    expect(region.get_by_text("2 chosen")).to_have_count(1)
    for one in [
        buttons.nth(5),
        page.locator(".ap-footer a").last,
        *([] if width == 1280 else [page.locator("#ask-q")]),
    ]:
        assert page.evaluate(UNCOVERED, one.element_handle()), one
    bare = page.locator("#ap-content").evaluate("one => getComputedStyle(document.body).paddingBottom")
    assert (float(bare.removesuffix("px")) >= seen["height"] - 1) == seen["fixed"]
    way = region.get_by_role("link", name="Compare 2") if seen["fixed"] else page.locator(".ap-row-compare").last
    buttons.nth(3).scroll_into_view_if_needed()
    way.click()
    page.wait_for_url("**/compare/?p=**")
    page.locator("[data-ap-table]").wait_for()
    expect(page.locator("thead th[data-of]")).to_have_count(2)


def test_the_drawer_s_button_is_above_the_tray(root, new_page):
    page = new_page(360).page
    page.goto(root + "providers/?compare=riverside-learning&compare=alder-house")
    settle(page)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Tuesday").check()
    settle(page)
    # A click needs a button that nothing covers.
    page.get_by_role("button", name=re.compile(r"^Show \d+ provider")).click(timeout=3000)
    page.get_by_text("2 chosen").click()
    page.get_by_role("button", name="Do not compare Alder House").click()
    page.get_by_text("Choose one more to compare").wait_for()
    assert page.get_by_role("region", name="Providers to compare").get_by_text("1 chosen").is_visible()


def test_one_pupil_s_five_tasks_take_at_most_fourteen_taps(root, new_page):
    """Year 9, SEMH and anxiety, near DE7 5AB, Tuesdays and Thursdays, likes animals, £80 a day, on a phone.

    Find who suits; look at the best; compare it with another; print; take the blank form for the own visit.
    """
    page = new_page(360, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).page
    taps = []

    def tap(one, to=None):
        taps.append(one)
        one.tap()
        if to:
            page.wait_for_url(to)
        else:
            settle(page)

    page.goto(root)
    tap(page.get_by_label("Need, subject, place or name"))
    page.keyboard.type("year 9 SEMH anxiety animals Tue Thu")
    taps.append("the keyboard's next field")  # suggestions cover it on the page
    page.keyboard.press("Tab")
    page.keyboard.type("DE7 5AB")
    assert page.get_by_label("Postcode or town").input_value() == "DE7 5AB"
    tap(page.get_by_role("main").get_by_role("button", name="Find"), "**/providers/?*")
    settle(page)
    tap(page.get_by_role("button", name="Filters"))
    tap(page.get_by_role("radio", name="Up to £80"))
    show = page.get_by_role("button", name=re.compile(r"^Show \d+ provider"))
    assert show.inner_text() == "Show 1 provider"
    tap(show)
    # The best fit first, then the one that costs a little more; who is suspended stands apart and is not counted.
    shown = [page.locator(f"[data-ap-results{part}] > li:not([hidden])") for part in ("", "-over", "-off")]
    slugs = [rows.evaluate_all("all => all.map(one => one.dataset.slug)") for rows in shown]
    assert slugs == [["oakfield-care-farm"], ["copper-beech"], ["paws-and-hooves"]]
    heading = page.locator("[data-ap-heading]").inner_text()
    assert re.fullmatch(r"1 provider of \d+; 1 a little over the price; 1 suspended", heading)
    # Both are whole on the first screen.
    for rows in shown[:2]:
        box = rows.bounding_box()
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 740, box
    assert shown[0].locator("[data-part=fit]").inner_text() == "Fits: year 9, SEMH, anxiety, animal care, Tue, Thu"
    assert shown[0].locator("[data-part=price]").inner_text() == "about £78 a day (four hours, estimate)"
    told = shown[0].locator("[data-part=price_told]").text_content()
    assert told.startswith("£78 for a session of four hours, one a day (Four hours in a group")
    assert shown[2].locator("[data-part=notice]").inner_text().strip()
    tap(shown[0].locator("[data-part=name]"), "**/providers/oakfield-care-farm/")
    text = page.get_by_role("main").inner_text()
    for words in (
        "unregistered (non-school)",
        "Latest published visit",
        "1 action overdue",
        "9.5",
        "our estimate: £78",
    ):
        assert words in text, words
    page.go_back()
    settle(page)
    taps.append("back")
    for row in shown[:2]:
        tap(row.locator("[data-ap-compare-button]"))
    tap(page.get_by_role("region", name="Providers to compare").get_by_role("link"), "**/compare/**")
    page.locator("[data-ap-table]").wait_for()
    page.evaluate("window.print = () => (document.documentElement.dataset.printed = 'yes')")
    tap(page.get_by_role("button", name="Print"))
    assert page.evaluate("document.documentElement.dataset.printed") == "yes"
    tap(page.locator("[data-ap-form-row] a").first, "**/forms/*/?provider=oakfield-care-farm*")
    assert len(taps) <= 13, len(taps)


def test_a_postcode_and_a_price_among_the_words_are_taken_for_what_they_are(root, new_page):
    page = new_page(360).page
    hints, said = page.locator("[data-ap-hints]"), page.locator("[data-ap-said]")
    page.goto(root + "providers/?q=SEMH+animals+near+DE7+5AB+%C2%A380+a+day")
    settle(page)
    assert "Searched near “DE7 5AB”.\n" in hints.inner_text()
    assert "“£80 a day” is taken as the most that a day may cost." in hints.inner_text()
    assert (
        "Best match first; among equals, those with a serious later finding last; then nearest to DE7 5AB"
        in said.inner_text()
    )
    words = found(page)
    assert "oakfield-care-farm" in words
    # What was typed stays, in the box and in the address.
    assert page.locator("#ask-q").input_value() == "SEMH animals near DE7 5AB £80 a day"
    assert parse_qs(urlsplit(page.url).query) == {"q": ["SEMH animals near DE7 5AB £80 a day"]}
    ask(page, "?q=SEMH+animals&near=DE7+5AB&price=80")
    assert sorted(found(page)) == sorted(words)
    assert hints.is_hidden()
    # A price that the form does not offer, and a town that is misspelt, beside a choice.
    ask(page, "?q=Ilkston+%C2%A350&need=anxiety")
    assert "“Ilkston” is not found. Searched near “Ilkeston” instead." in hints.inner_text()
    ask(page, "?near=Ilkeston&price=50&need=anxiety")
    same = found(page)
    page.go_back()
    settle(page)
    assert sorted(found(page)) == sorted(same)


#: What is typed, and what the search says of it.
TOLD = [
    ("ELSA", "No provider’s details say “ELSA”."),
    ("no animals", "“no animals” was left out: the search cannot say what is not wanted."),
    ("SEMH without any animals or bikes", "“without any animals or bikes” was left out"),
    ("autsim", "“autsim” is not found. Searched for “autism” instead."),
    ("SEMH qqxzj", "No provider’s details say “qqxzj”."),
    ("SEMH Tuesdays qqxzj", "No provider’s details say “qqxzj”. Searched without it."),
    ("girls", "This directory does not record whether a provider is for girls or for boys alone"),
    ("horses", "Also searched for “animal care”."),
    ("unregistered", "Read also: When a provider must register;"),
    ("online maths tutor", "No provider has every word. These have all but one."),
]


def test_the_search_says_what_it_did_with_each_word(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/")
    settle(page)
    for text, told in TOLD:
        ask(page, "?sort=name&q=" + quote_plus(text))
        assert told in page.locator("[data-ap-hints]").inner_text(), text
        assert page.locator("[data-ap-hints] button").count() == 0, text
        left = re.sub("(no|without) .*", "", text).strip()
        if left not in (text, ""):
            before = found(page)
            ask(page, "?sort=name&q=" + quote_plus(left))
            assert found(page) == before, text
            assert page.locator("[data-ap-hints]").is_hidden(), left


def test_where_nobody_has_both_words_each_can_be_dropped(root, new_page):
    page = new_page(360).page
    page.goto(root + "providers/?q=ADHD+boxing")
    settle(page)
    assert found(page) == []
    page.get_by_role("button", name="Remove “ADHD”").click()
    settle(page)
    assert found(page) == ["southpaw-boxing-gym"]


#: What is typed, who is found by it, and who is not.
SAID = [
    ("animals", "oakfield-care-farm", "number-nine-tutoring"),  # "no field and no animals"
    ("PRU", "alder-house", "riverside-learning"),
    ("unregistered", None, "alder-house"),
    ("not registered", None, "alder-house"),
    ("registered school", None, "oakfield-care-farm"),
    ("wheelchair", None, "paws-and-hooves"),  # "too narrow for most wheelchairs"
    ("transport", None, "scissors-and-style"),  # "no transport of our own"
]


def test_words_find_who_says_so_and_not_who_says_the_opposite(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/")
    settle(page)
    for text, first, none in SAID:
        ask(page, "?q=" + quote_plus(text))
        while page.locator("[data-ap-more]").is_visible():
            page.locator("[data-ap-more]").click()
        slugs = found(page)
        assert slugs, text
        assert first in (slugs[:1] if text == "PRU" else slugs) or first is None, text
        assert none not in slugs, text


def test_a_row_says_where_a_provider_takes_pupils_from(root, new_page):
    page = new_page(360).page
    page.goto(root + "providers/")
    settle(page)
    slug = found(page)[0]
    row = page.locator(f"[data-slug={slug}] [data-part=areas]").first
    assert row.text_content() == ", ".join(next(one for one in records() if one.slug == slug).record["serves"])
    ask(page, "?near=DE7+5AB&price=100")
    for slug in found(page):
        areas = page.locator(f"[data-slug={slug}]:not([hidden]) [data-part=areas]").text_content()
        serves = next(one for one in records() if one.slug == slug).record.get("serves", ())
        assert areas == (", ".join(serves) or "Not given")
        # A pupil who lives there may be in no such area: that is told beside the distance.
        takes = page.locator(f"[data-slug={slug}]:not([hidden]) [data-part=takes]").text_content()
        assert takes == (listed(serves) if serves and "England" not in serves else ""), slug
    ask(page, "?near=DE7+5AB&area=Derby")
    assert not "".join(page.locator("[data-part=takes]").all_text_contents())


def test_compare_with_others_keeps_the_search_that_led_to_the_page(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/?q=animals&near=DE7+5AB&compare=copper-beech")
    settle(page)
    page.locator("[data-slug=oakfield-care-farm]:not([hidden]) [data-part=name]").click()
    page.wait_for_url("**/providers/oakfield-care-farm/")
    page.get_by_role("link", name="Compare with others").click()
    page.wait_for_url("**/providers/?*")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"q": ["animals"], "near": ["DE7 5AB"], "compare": ["copper-beech", "oakfield-care-farm"]}
    # Without a search before it, it compares this one alone.
    page.goto(root + "providers/oakfield-care-farm/")
    assert (
        page.get_by_role("link", name="Compare with others")
        .get_attribute("href")
        .endswith("?compare=oakfield-care-farm")
    )


def test_the_way_to_the_comparison_is_reached_by_keyboard_in_a_low_window(root, new_page):
    page = new_page(320, viewport={"width": 320, "height": 256}).page
    page.goto(root + "providers/?q=animals&compare=copper-beech")
    settle(page)
    compare = page.locator("[data-slug=oakfield-care-farm]:not([hidden]) [data-ap-compare-button]")
    compare.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Compare 2 chosen providers"
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?p=copper-beech&p=oakfield-care-farm*")


def test_folds_and_lists_have_the_directory_s_own_look(root, new_page):
    page = new_page(1280).page
    page.goto(root + "providers/")
    box = page.locator("[data-group=need]").evaluate(
        "one => [getComputedStyle(one).borderLeftWidth, getComputedStyle(one).borderRadius]"
    )
    assert box == ["0px", "0px"]


#: What has the focus: whether it is what a selector matches, is the page itself, is marked, can be seen.
FOCUSED = """(until) => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = here.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return {there: here.matches(until), lost: here === document.body, drawn, inside, what: here.outerHTML.slice(0, 90)};
}"""


def press(page, key: str, until: str, most: int = 200) -> None:
    """Press a key until what has the focus matches; the focus is seen at every step, and never lost."""
    for _ in range(most):
        page.keyboard.press(key)
        # What is scrolled to is laid out in its turn, which a machine at work takes its time for.
        for _ in range(100):
            seen = page.evaluate(FOCUSED, until)
            if seen["drawn"] and seen["inside"] and not seen["lost"]:
                break
            page.wait_for_timeout(20)
        assert not seen["lost"], f"the focus is lost on the way to {until}"
        assert seen["drawn"], seen["what"]
        assert seen["inside"], seen["what"]
        if seen["there"]:
            return
    raise AssertionError(f"{until} is not reached with {key}")


@pytest.mark.parametrize("width", [360, 1280])
def test_find_compare_look_and_get_a_form_by_keyboard_alone(width, root, new_page):
    page = new_page(width).page
    page.goto(root + "providers/")
    settle(page)
    press(page, "Tab", "#ask-near")
    page.keyboard.type("DE1 2FS")
    if width == 360:
        press(page, "Tab", "[data-ap-drawer]")
        page.keyboard.press("Enter")
        press(page, "Tab", "[data-group=need] summary")
        page.keyboard.press("Enter")
    for there in ("[name=need][value=anxiety]", "[name=stage][value=KS4]", "[name=day][value=Tue]"):
        press(page, "Tab", there)
        page.keyboard.press("Space")
    press(page, "Tab", "[data-group=time] summary")
    page.keyboard.press("Enter")
    press(page, "Tab", "[name=time][value=part-time]")
    page.keyboard.press("Space")
    settle(page)
    if width == 360:
        press(page, "Tab", "[data-ap-done]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('[data-ap-heading]')")
    suits_the_pupil(page)
    for at in (1, 2):
        press(page, "Tab", f"[data-ap-results] > li:nth-child({at}) [data-ap-compare-button]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    press(page, "Tab", "[data-ap-tray] a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/**")
    page.locator("[data-ap-table]").wait_for()
    press(page, "Tab", "thead th button")
    page.keyboard.press("Enter")
    until(page, "document.querySelectorAll('thead th[data-of]').length === 1")
    until(page, "document.activeElement.matches('h1')")
    # What is known of the one that is left, then the right blank form for the school's own check.
    name = page.locator("thead th[data-of] a").inner_text()
    press(page, "Tab", "thead th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/providers/*/")
    assert page.get_by_role("heading", level=1).inner_text() == name
    press(page, "Tab", "[aria-labelledby=found] summary")
    press(page, "Tab", "[aria-labelledby=forms] a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/forms/*/?provider=*")
    page.get_by_text(name).first.wait_for()


def test_without_scripts_a_list_for_each_area_need_key_stage_and_standing(root, new_page):
    page = new_page(360, scripts=False).page
    page.goto(root + "providers/")
    assert found(page) == plainly({})
    assert not page.get_by_role("button", name="Find").is_visible()
    for kind, name, question in (
        ("need", "Anxiety", {"need": ["anxiety"]}),
        ("area", "Erewash", {"area": ["Erewash"]}),
        ("key stage", "Key stage 2", {"stage": ["KS2"]}),
        ("standing", "Approved with improvements", {"standing": ["with improvements"]}),
    ):
        page.goto(root + "providers/")
        assert page.get_by_text("Search and filters need JavaScript").is_visible()
        for summary in page.locator(".ap-shelf > summary").all():
            summary.click()
        page.get_by_role("navigation", name="Lists by").get_by_role("link", name=name, exact=True).click()
        page.wait_for_url("**/providers/by/**")
        rows = page.locator(".ap-list > li").evaluate_all("rows => rows.map(row => row.dataset.slug)")
        assert rows == plainly(question), kind
    page.locator(".ap-list a").first.click()
    expect(page.get_by_role("heading", name="Key facts")).to_be_visible()
    page.goto(root + "compare/?p=riverside-learning")
    assert "needs JavaScript" in page.get_by_role("main").inner_text()
    assert page.get_by_role("main").get_by_role("link", name="list", exact=True).is_visible()


def test_compare_by_address(root, new_page):
    tab = new_page()
    page = tab.page
    page.goto(root + "compare/?p=riverside-learning,wharf-lane-school&p=brightpath-online&p=nobody-here")
    page.locator("[data-ap-table]").wait_for()
    expect(page.locator("thead th[data-of]")).to_have_count(3)
    assert "Not in this directory, or no longer: nobody-here." in page.get_by_role("main").inner_text()
    row = page.locator("[data-row]", has=page.get_by_role("rowheader", name="Registered school"))
    assert row.locator("td[data-of]").all_inner_texts() == [
        "No (non-school)",
        "Yes",
        "No (non-school)",
    ]
    page.get_by_role("button", name="Remove Wharf Lane").click()
    until(page, "document.querySelectorAll('thead th[data-of]').length === 2")
    expect(page.locator("[data-row]:visible")).to_have_count(len(ROWS))
    assert "Not given" in page.locator("[data-ap-table]").inner_text()
    page.go_back()
    until(page, "document.querySelectorAll('thead th[data-of]').length === 3")
    page.get_by_role("link", name="Add another from the list").click()
    page.wait_for_url("**/providers/?compare=riverside-learning&**")
    expect(page.get_by_role("region", name="Providers to compare").get_by_role("button")).to_have_count(3)
    assert tab.errors == []


def test_a_comparison_of_three_is_short_on_a_phone_and_unfolds(root, new_page):
    tab = new_page(360)
    page = tab.page
    page.goto(root + "compare/?p=riverside-learning&p=wharf-lane-school&p=spanner-works")
    page.locator("[data-ap-table]").wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") < 2500
    shown = page.locator("[data-row]:visible th").all_inner_texts()
    assert shown[:2] == ["Approval status", "Latest published visit"]  # the newest result beside the approval
    reason = page.get_by_text("All standards met: outcome of the visit on 12 March 2026.")
    assert not reason.is_visible()
    late = page.get_by_text(re.compile(r"^\d\w .*, since \d+ \w+ \d{4}"))  # the first that is overdue is never folded
    expect(late.first).to_be_visible()
    for name in ("More facts", "Needs and teaching", "Place, travel, access and food", "Checks and contact"):
        page.get_by_role("button", name=name, expanded=False).press("Enter")
    assert reason.is_visible()
    expect(page.locator("[data-row]:visible")).to_have_count(len(ROWS))
    contact = page.locator("[data-row]", has=page.get_by_role("rowheader", name="Contact")).locator("td a")
    ways = contact.evaluate_all("links => links.slice(0, 3).map(link => link.href)")
    assert ways == ["tel:+441632960123", "mailto:placements@riverside.example", "https://riverside.example/"]
    page.get_by_label("Distance from").fill("DE1 2FS")
    page.get_by_label("Distance from").press("Enter")
    page.get_by_text("less than a mile, straight line").wait_for()
    assert "near=DE1+2FS" in page.url
    page.get_by_role("checkbox", name="Show only what differs").check()
    page.get_by_text("Hidden here, but printed: 1 fact with the same value for all.").wait_for()
    teaching = page.locator("[data-row]", has=page.get_by_role("rowheader", name="Teaching"))
    assert not teaching.is_visible()
    assert page.get_by_role("rowheader", name="Registered school").is_visible()
    page.emulate_media(media="print")
    assert teaching.is_visible()
    assert tab.errors == []


def test_a_comparison_says_who_is_left_out(root, new_page):
    page = new_page(360).page
    slugs = ["riverside-learning", "wharf-lane-school", "brightpath-online", "alder-house", "oakfield-care-farm"]
    page.goto(root + "compare/?" + urlencode({"p": slugs}, doseq=True))
    page.get_by_text("Four can be compared; Oakfield Care Farm is left out.").wait_for()
    expect(page.locator("thead th[data-of]")).to_have_count(4)
    page.get_by_role("button", name="Remove Alder House").click()
    page.locator("thead th[data-of=oakfield-care-farm]").wait_for()
    assert "left out" not in page.get_by_role("main").inner_text()


@pytest.mark.parametrize(("where", "part"), [
    ("providers/{}/", "main"),
    ("compare/?p={}&p=riverside-learning", "td[data-of={}]"),
    ("shortlist/?p={}", "[data-ap-rows] tr"),
])  # fmt: skip
def test_no_visit_form_is_offered_for_who_takes_no_pupils(where, part, root, new_page):
    page = new_page(360).page
    for slug, offered in (("spanner-works", True), ("paws-and-hooves", False), ("moorhen-boats", False)):
        page.goto(root + where.format(slug))
        page.get_by_role("link", name=NAMES[slug]).or_(page.get_by_role("heading", name=NAMES[slug])).first.wait_for()
        forms = page.locator(part.format(slug)).locator(f"a[href*='forms/'][href$='?provider={slug}']")
        assert (forms.count() > 0) is offered, slug
    page.goto(root + "forms/derby-visit/?provider=paws-and-hooves")
    page.get_by_text("Filled in for Paws & Hooves.").wait_for()


def test_the_shortlist_is_kept_shown_and_printed(root, new_page):
    page = new_page(360).page
    page.goto(root + "providers/riverside-learning/")
    page.get_by_role("button", name="Save Riverside Learning").click()
    expect(page.get_by_role("main")).to_contain_text("saved on this device")
    page.goto(root + "providers/?q=brightpath")
    settle(page)
    page.locator("[data-ap-save-button]").first.click()
    page.get_by_role("link", name="Shortlist").click()
    page.locator("[data-ap-rows] tr").nth(1).wait_for()
    assert page.locator("[data-ap-rows] th a").all_inner_texts() == ["Riverside Learning", "Brightpath Online"]
    assert page.locator("[data-ap-rows] tr:first-child a[href='https://riverside.example']").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # No leave is asked for the clipboard, and where none is given the link can be copied by hand.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy a link").click()
    field = page.get_by_label("Link to this list")
    expect(field).to_be_focused()
    assert page.evaluate("document.activeElement.id === 'ap-link' && getSelection().toString()") == field.input_value()
    other = new_page(360, permissions=["clipboard-read", "clipboard-write"]).page
    other.goto(field.input_value())
    other.locator("[data-ap-rows] tr").nth(1).wait_for()
    assert other.evaluate("localStorage.length") == 0
    other.get_by_role("button", name="Copy a link").click()
    other.get_by_text("The link is copied.").wait_for()
    assert other.evaluate("navigator.clipboard.readText()") == other.url == field.input_value()
    other.get_by_role("button", name="Save these on this device").click()
    other.get_by_text("2 providers saved on this device.").wait_for()
    assert other.url.endswith("/shortlist/")
    other.once("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="Clear shortlist").click()
    other.get_by_text("You have not saved any providers yet.").wait_for()
    assert other.get_by_role("main").inner_text().count("not saved any providers") == 1
    page.emulate_media(media="print")
    assert page.locator("th.ap-our-check").is_visible()
    assert not page.get_by_role("button", name="Clear shortlist").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Remove Riverside Learning").click()
    until(page, "document.querySelectorAll('[data-ap-rows] tr').length === 1")
    until(page, "document.activeElement.matches('h1')")


def test_a_shortlist_is_watched_and_says_what_changed(root, new_page, tmp_path):
    tab = new_page(360)
    page = tab.page
    page.goto(root + "shortlist/?p=paws-and-hooves&p=spanner-works")
    page.locator("[data-ap-rows] tr").nth(1).wait_for()
    assert page.evaluate("localStorage.length") == 0  # a list that somebody sent
    with page.expect_download() as saved:
        page.get_by_role("button", name="Watch these: feeds (OPML)").press("Enter")
    outlines = ElementTree.parse(saved.value.path()).findall("body/outline")
    assert [one.get("text") for one in outlines] == ["Paws & Hooves", "Spanner Works"]
    for one in outlines:
        assert (site() / (one.get("xmlUrl") or "").removeprefix(root)).is_file()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save approvals as a calendar").click()
    [event] = Calendar.from_ical(saved.value.path().read_bytes()).walk("VEVENT")
    theirs = Calendar.from_ical((site() / "changes/provider/spanner-works.ics").read_bytes()).walk("VEVENT")[0]
    assert [event[key].to_ical() for key in ("uid", "dtstart")] == [theirs[key].to_ical() for key in ("uid", "dtstart")]
    page.get_by_role("button", name="Save these on this device").click()
    page.get_by_text("2 providers saved on this device.").wait_for()
    kept = page.evaluate("JSON.parse(localStorage.getItem('ap-shortlist-seen'))")
    assert kept["day"] == TODAY
    page.reload()
    page.locator("[data-ap-rows] tr").nth(1).wait_for()
    since = page.get_by_role("region", name="Changed since you looked on 12 November 2026")
    assert not since.is_visible()
    # As it was when the reader looked last.
    kept["states"]["paws-and-hooves"]["status"] = "approved"
    kept["states"]["spanner-works"]["visit"] = "14 May 2026 with improvements"
    page.evaluate(
        "(kept) => localStorage.setItem('ap-shortlist-seen', JSON.stringify(kept))", kept | {"day": "2026-11-12"}
    )
    page.reload()
    since.wait_for()
    told = since.get_by_role("listitem").all_inner_texts()
    assert told[0].startswith("Paws & Hooves: Suspended on ")
    assert "New placements and visits to the site are paused" in told[0]
    assert told[1].startswith(
        "Spanner Works: new result: 6 October 2026 by Erewash Schools Partnership: Not appropriate"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="I have read this").press("Enter")
    page.reload()
    page.locator("[data-ap-rows] tr").nth(1).wait_for()
    assert not since.is_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear shortlist").click()
    page.get_by_text("You have not saved any providers yet.").wait_for()
    assert page.evaluate("localStorage.length") == 0
    assert tab.foreign_requests == []
    assert tab.errors == []


def test_the_shortlist_says_who_takes_no_pupils_and_what_is_overdue_on_paper_too(root, new_page):
    page = new_page(1280).page
    page.goto(root + "shortlist/?p=paws-and-hooves&p=spanner-works")
    suspended, warned = (page.locator("[data-ap-rows] tr").nth(number) for number in (0, 1))
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        suspended.get_by_text("New placements and visits to the site are paused").wait_for()
        suspended.get_by_text("Places free: Not open to referrals").wait_for()
        warned.get_by_text("Ask the Alternative provision team before you place a pupil.").wait_for()
    late = [page.locator("[data-ap-rows] .ap-row-late").first.evaluate("(it) => getComputedStyle(it).color")]
    page.emulate_media(media="screen")
    for path, where in (("providers/", "[data-slug=spanner-works] .ap-row-late"),
                        ("providers/spanner-works/", ".ap-facts .ap-row-late"),
                        ("compare/?p=spanner-works", "td .ap-row-late")):  # fmt: skip
        page.goto(root + path)
        there = page.locator(where).first
        there.wait_for()
        late.append(there.evaluate("(it) => getComputedStyle(it).color"))
    assert len(set(late[1:])) == 1


#: The address of each state, what is pressed there, and the part of the page that is not as in the others. The finder
#: before it is asked is one of the pages of test_site.py.
STATES = {
    "finder with filters": ("providers/?need=SEMH&near=DE1+2FS", None, "main"),
    "drawer": ("providers/?q=motr", "[data-ap-drawer]", "main"),
    "nobody": ("providers/?need=SEMH&stage=KS1&day=Sat", None, "[data-ap-found]"),
    "wrong postcode": ("providers/?near=ZZ9+9ZZ", None, ".ap-ask-top"),
    "map": ("providers/?standing=approved", "[data-ap-map-button]", "[data-ap-map]"),
    "tray": ("providers/?compare=riverside-learning&compare=alder-house", None, "[data-ap-tray]"),
    "compare": ("compare/?p=riverside-learning&p=wharf-lane-school&p=alder-house&near=DE1+2FS", None, "main"),
    "compare nothing": ("compare/", None, "main"),
    "shortlist": ("shortlist/", None, "main"),
    "list of a need": ("providers/by/need/semh/", None, "main"),
}


@pytest.mark.parametrize("width", [320, 1280] if EVERY_TEXT else [320])
@pytest.mark.parametrize("state", STATES)
def test_the_finder_is_accessible(state, width, root, new_page, axe):
    """No violation, light or dark, nothing broken, no sideways scrolling: 320 px is 1280 at 400 %.

    `make test` opens it narrow, and then makes the window wide; `make test-long` opens it at each width.
    """
    path, button, own = STATES[state]
    tab = new_page(width)
    page = tab.page
    if state == "shortlist":
        page.goto(root + "privacy/")
        page.evaluate("""localStorage.setItem("ap-shortlist", '["riverside-learning", "alder-house", "gone"]')""")
    page.goto(root + path)
    settle(page)
    if button and page.locator(button).is_visible():
        page.locator(button).click()
        settle(page)
    tab.quiet()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page, without=COLOURS) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, own, only=COLOURS) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert axe(page, own, only=COLOURS) == []
    assert tab.foreign_requests == []
    assert [line for line in tab.complaints if "404" not in line and "ERR_ABORTED" not in line] == []
