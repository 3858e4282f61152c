"""The finder gives what the records give, remembers it in the address, and keeps nothing else."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import pytest
from playwright.sync_api import Error, expect

from apdir.pages.views import count
from tests.support.chromium import ANSWERED
from tests.support.plain import Question, number, plainly, questions, records
from tests.support.sites import site


def found(page) -> list[str]:
    """The slugs of the list as it is shown."""
    lists = ", ".join(f"[data-ap-results{part}]" for part in ("", "-apart", "-over", "-otherwise", "-off"))
    rows = page.locator(f":is({lists}) > li:not([hidden])")
    return rows.evaluate_all("rows => rows.map(row => row.dataset.slug)")


def shows(page, asked: Question) -> bool:
    """Whether the list has who suits a question: those a little over the price, and others, after those within it."""
    slugs, of = found(page), {one.slug: one.group(asked) for one in records()}
    ranks = [["within", "over", "otherwise", "off"].index(of[slug] or "") for slug in slugs]
    return sorted(slugs) == sorted(plainly(asked)) and ranks == sorted(ranks)


def until(page, true: str) -> None:
    """Wait until an expression holds. The page's policy stops what Playwright itself would wait with."""
    for _ in range(1500):
        if page.evaluate(true):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never so: {true}")


#: Waits in the page until its letters are there and it has answered, and is drawn twice since: what follows an answer,
#: such as the address, has its turn too.
SETTLED = f"""async () => {{
  const late = performance.now() + 60000;
  await document.fonts.ready;
  for (let drawn = 0; drawn < 2; ) {{
    await new Promise((done) => {{
      requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
      setTimeout(done, 250);
    }});
    drawn = {ANSWERED} ? drawn + 1 : 0;
    if (performance.now() > late) throw new Error("never answered");
  }}
}}"""


def settle(page) -> None:
    """Wait until the finder has answered what it was asked last, by its address or since."""
    page.wait_for_load_state()
    try:
        page.evaluate(SETTLED)
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
        settle(page)  # it led to another page meanwhile


#: Asks by the address, as the browser does that goes back.
ASK = """(search) => {
  history.pushState(null, "", search || location.pathname);
  dispatchEvent(new PopStateEvent("popstate"));
}"""


def ask(page, search: str) -> None:
    """Ask the finder that is open something else, and wait for the answer: a fifth of the time of a page."""
    page.evaluate(ASK, search)
    settle(page)


@pytest.fixture
def finder(serve_directory, new_page):
    """A tab at the finder; `finder("?need=autism", width=360)` opens it with a question."""
    url = serve_directory(site()) + "providers/"

    def open_finder(search: str = "", width: int = 1280, *, scripts: bool = True):
        tab = new_page(width, scripts=scripts)
        tab.page.goto(url + search)
        if scripts:
            settle(tab.page)
        return tab

    return open_finder


def test_all_of_the_days_by_the_form_and_the_address(finder):
    page = finder("?need=autism&day=Tue&day=Fri").page
    days = page.locator("[data-group=day]")
    assert shows(page, {"need": ["autism"], "day": ["Tue", "Fri"]})
    days.get_by_role("radio", name="All of these").check()
    settle(page)
    assert shows(page, {"need": ["autism"], "day": ["Tue", "Fri"], "all": ["day"]})
    assert parse_qs(urlsplit(page.url).query) == {"need": ["autism"], "day": ["Tue", "Fri"], "all": ["day"]}
    assert "and Friday" in page.locator("[data-ap-chips]").inner_text()
    page.reload()
    settle(page)
    assert days.get_by_role("radio", name="All of these").is_checked()
    assert shows(page, {"need": ["autism"], "day": ["Tue", "Fri"], "all": ["day"]})


def test_who_has_too_few_days_does_not_suit_all_of_them_and_says_so(finder):
    page = finder("?day=Tue&day=Thu&q=greenwood").page
    assert found(page)[0] == "greenwood-forest-school"
    assert "up to 1 day a week" in page.locator("[data-slug=greenwood-forest-school] [data-part=days]").inner_text()
    page.locator("[data-group=day]").get_by_role("radio", name="All of these").check()
    settle(page)
    assert "greenwood-forest-school" not in found(page)
    assert "greenwood-forest-school" in found(finder("?day=Tue&all=day&q=greenwood").page)


def test_a_mailed_link_gives_what_the_records_give(finder):
    first, *others = (*questions(4, seed=11), {"type": ["farm", "therapeutic"], "need": ["SEMH"]})
    page = finder("?" + urlencode(first, doseq=True)).page
    for asked in (first, *others):
        if asked is not first:
            ask(page, "?" + urlencode(asked, doseq=True))
        if not number(asked):
            dearer = any(one.group(asked) == "otherwise" for one in records())
            why = "is known to cost so little" if dearer else "that is open to referrals suits all"
            assert page.get_by_text(f"No provider {why}").is_visible(), asked
        while page.locator("[data-ap-more]").is_visible():
            page.locator("[data-ap-more]").click()
        assert shows(page, asked), asked
        assert heading(page).startswith(f"{number(asked)} provider"), asked
        chips = page.locator("[data-ap-chips] button:not(.ap-all)")
        assert chips.count() == sum(len(values) for values in asked.values()), asked


def test_the_numbers_on_the_page_before_any_script_are_the_records(finder):
    page = finder(scripts=False).page
    numbers = page.locator("[data-group] input").evaluate_all(
        "all => all.filter(one => one.value && !one.closest('[data-together]'))"
        ".map(one => [one.name, one.value, one.closest('label').querySelector('[data-number]').textContent])"
    )
    assert len(numbers) > 80
    for key, value, shown in numbers:
        assert int(shown) == number({key: [value]}, key) > 0, (key, value)


# Who takes no pupils, and what is priced in another way


def heading(page) -> str:
    return page.locator("[data-ap-heading]").inner_text()


def test_who_takes_no_pupils_is_told_by_number_and_shown_apart_with_the_notice(finder):
    page = finder(
        "?need=SEMH&need=anxiety&stage=KS3&day=Tue&day=Thu&all=need&all=day&price=75&subject=animal care"
    ).page
    # Nobody who takes pupils; what is suggested counts those who do.
    assert heading(page).startswith("0 providers open to referrals; ")
    assert "1 suspended" in heading(page)
    assert page.locator("[data-ap-done]").text_content().startswith("Show 0 providers open to referrals; ")
    assert heading(page) in page.locator("[data-ap-said]").text_content()
    apart = page.get_by_role("region", name="Not open to referrals")
    row = apart.locator("[data-slug=paws-and-hooves]")
    notice = next(one for one in records() if one.slug == "paws-and-hooves").record["public_notice"]
    assert " ".join(row.locator("[data-part=notice]").inner_text().split()) == " ".join(notice.split())
    asked: Question = {"need": ["SEMH", "anxiety"], "stage": ["KS3"], "day": ["Tue", "Thu"], "all": ["need", "day"],
                       "price": ["75"], "subject": ["animal care"]}  # fmt: skip
    ways = page.get_by_role("list", name="What to remove").get_by_role("listitem").all_inner_texts()
    assert f"Remove Subject: Animal care ({count(number(asked | {'subject': []}), 'provider')})" in ways
    for text in ways:
        assert int(re.search(r"\((\d+) provider", text)[1]) > 0


def test_who_asks_for_a_status_gets_it(finder):
    page = finder().page
    for search in ("?standing=suspended", "?q=suspended"):
        ask(page, search)
        assert heading(page) == "0 providers open to referrals; 1 suspended"
        assert found(page) == ["paws-and-hooves"]
        assert page.get_by_role("region", name="Not open to referrals").is_visible()
        beside = "one => one.closest('label').querySelector('[data-number]').textContent"
        assert page.locator("[name=standing][value=suspended]").evaluate(beside) == "1"
        assert page.locator("[data-ap-empty]").is_visible() == ("q=" in search)


def test_who_was_refused_approval_is_counted_apart_and_never_ranked_above_who_was_not(finder):
    page = finder("?need=SEMH&need=anxiety&stage=KS3&day=Tue&day=Thu&price=80&all=need&all=day&near=DE7+5AB").page
    assert "; 1 with standards not met" in heading(page)
    refused = page.get_by_role("region", name="Not open to referrals").locator("[data-slug=the-kitchen-table]")
    assert "Standards not met on" in " ".join(refused.inner_text().split())
    assert "the-kitchen-table" not in page.locator("[data-ap-results]").inner_html()


def test_a_distance_says_to_which_site_it_is(finder):
    away = "about 6 miles to Trent Lock boathouse (Tue and Thu); about 12 miles to Crich base (Mon and Fri)"
    for sort in ("", "&sort=name"):
        page = finder(f"?q=ridgeway&near=DE7+5AB{sort}").page
        row = page.locator("[data-slug=ridgeway-outdoor]").first
        assert row.locator("[data-part=away]").inner_text() == away
        assert "in a straight line" in page.locator("[data-ap-order]").inner_text()
    page.get_by_role("button", name="Show map").click()
    lock = page.get_by_role("button", name="Ridgeway Outdoor, Trent Lock boathouse")
    lock.wait_for()
    assert lock.locator(".ap-map-warning").is_visible()
    page.goto(page.url.split("providers/")[0] + "compare/?p=ridgeway-outdoor&p=oakfield-care-farm&near=DE7+5AB")
    cells = page.locator("[data-ap-away] td")
    expect(cells.first).to_have_text(f"{away}, straight line")
    assert " to " not in cells.all_inner_texts()[1]


def test_a_mark_shows_what_was_found_at_its_own_site(finder):
    page = finder("?q=construction").page
    page.get_by_role("button", name="Show map").click()
    spondon = page.get_by_role(
        "button", name="Cornerstone Construction Training, Spondon yard Last visited on 13 May 2026"
    )
    spondon.wait_for()
    assert spondon.locator(".ap-map-warning").count() == 0
    assert "ap-caution" in spondon.get_attribute("class")
    assert "(all standards met). Approved with improvements: based on" in spondon.text_content()


def test_a_row_the_map_and_a_comparison_name_the_site_that_takes_a_pupil_on_that_day(finder):
    page = finder("?near=NG10 1HU&day=Mon").page
    assert found(page)[0] != "cornerstone-construction"
    while page.locator("[data-ap-more]").is_visible():
        page.locator("[data-ap-more]").click()

    def said(slug, part):
        # Of a row that is out of sight the browser has no inner text.
        text = page.locator(f"[data-slug={slug}]:not([hidden]) [data-part={part}]").text_content()
        return " ".join(text.split())

    away = "about 6 miles to Spondon yard (Mon to Thu)"
    assert said("cornerstone-construction", "away") == away
    note = "Mon to Thu on chosen days: Spondon yard (Mon to Thu)"
    assert said("cornerstone-construction", "days") == note
    assert said("ridgeway-outdoor", "away").endswith(" miles to Crich base (Mon and Fri)")
    page.goto(page.url.split("providers/")[0] + "compare/?p=cornerstone-construction&near=NG10+1HU&day=Mon")
    expect(page.locator("[data-ap-away] td").first).to_have_text(f"{away}, straight line")
    page.goto(page.url.split("compare/")[0] + "providers/?q=ridgeway&day=Tue&near=NG10+2FY")
    settle(page)
    at = "Trent Lock boathouse (Tue and Thu)"
    days = f"Mon to Fri up to 2 days a week; on chosen days: {at}, earlier finding: Not appropriate provision"
    assert said("ridgeway-outdoor", "days") == days
    assert f"Earlier finding at {at}: Not appropriate" in said("ridgeway-outdoor", "warning")
    assert said("ridgeway-outdoor", "away") == f"less than a mile to {at}"
    page.get_by_role("button", name="Show map").click()
    marks = page.locator(".ap-map-mark")
    marks.first.wait_for()
    (mark,) = marks.all_text_contents()
    assert mark.startswith("Ridgeway Outdoor, Trent Lock boathouse")


def test_a_price_that_cannot_be_compared_is_never_dropped_but_counted_apart(finder):
    page = finder("?price=40").page
    asked: Question = {"price": ["40"]}
    otherwise = [one.slug for one in records() if one.group(asked) == "otherwise"]
    over = [one.slug for one in records() if one.group(asked) == "over"]
    assert "sundial-arts" in otherwise
    assert f"; {len(over)} a little over the price; {len(otherwise)} with no price per day to compare" in heading(page)
    assert heading(page).startswith(f"{number(asked)} provider")
    for name, slugs in (("A little over the price", over), ("No price per day to compare", otherwise)):
        rows = (
            page.get_by_role("region", name=name, exact=True)
            .locator("li")
            .evaluate_all("all => all.map(one => one.dataset.slug)")
        )
        assert sorted(rows) == sorted(slugs)
    page.goto(page.url.replace("price=40", "need=SEMH"))
    settle(page)
    assert not page.get_by_role("region", name="No price per day to compare").is_visible()


# Words


def test_words_and_filters_together(finder):
    page = finder("?q=motr&stage=KS4").page
    slugs = found(page)
    assert slugs
    assert set(slugs) <= set(plainly({"stage": ["KS4"]}))
    assert "fairway-motors" in slugs


# Address, history, storage


def test_back_reload_and_a_link_give_the_same_results(finder):
    tab = finder()
    page = tab.page
    page.get_by_role("checkbox", name="Autism").check()
    settle(page)
    first = found(page)
    assert shows(page, {"need": ["autism"]})
    page.get_by_role("checkbox", name="Key stage 2").check()
    settle(page)
    second = found(page)
    assert shows(page, {"need": ["autism"], "stage": ["KS2"]})
    assert parse_qs(urlsplit(page.url).query) == {"need": ["autism"], "stage": ["KS2"]}
    page.reload()
    settle(page)
    assert found(page) == second
    assert page.get_by_role("checkbox", name="Key stage 2").is_checked()
    page.go_back()
    settle(page)
    assert found(page) == first
    assert not page.get_by_role("checkbox", name="Key stage 2").is_checked()
    page.go_forward()
    settle(page)
    assert found(page) == second
    page.locator("[data-ap-results] a").first.click()
    page.wait_for_url("**/providers/*/")
    page.go_back()
    settle(page)
    assert found(page) == second
    # Far down a list, Back leads to the row from which the reader went.
    page.get_by_role("checkbox", name="Autism").uncheck()
    page.get_by_role("checkbox", name="Key stage 2").uncheck()
    settle(page)
    row = page.locator("[data-ap-results] [data-part=name]").nth(12)
    row.click()
    page.wait_for_url("**/providers/*/")
    page.go_back()
    settle(page)
    until(page, "scrollY > 500")
    assert 0 <= row.bounding_box()["y"] <= 800
    assert tab.errors == []


def test_an_address_that_makes_no_sense_is_read_as_far_as_it_does(finder):
    tab = finder("?need=%3Cb%3Ex%3C/b%3E&sort=sideways&visited=7&price=cheap&compare=..%2F..%2Fx&nothing=1")
    assert tab.complaints == []
    assert tab.page.locator("[data-ap-chips] b").count() == 0
    assert "<b>x</b>" in tab.page.locator("[data-ap-chips]").inner_text()
    assert tab.page.get_by_text("No provider open to referrals matches all of this.").is_visible()


def test_the_sort_says_what_it_sorts_by(finder):
    everyone = found(finder().page)
    page = finder("?q=farm").page
    sort, best = page.locator("[data-ap-sort]"), page.locator("[data-ap-sort] [value=fit]")
    assert (sort.input_value(), best.is_disabled()) == ("fit", False)
    by_fit = found(page)
    sort.select_option("name")
    settle(page)
    assert found(page) == [slug for slug in everyone if slug in by_fit] != by_fit
    assert parse_qs(urlsplit(page.url).query) == {"q": ["farm"], "sort": ["name"]}
    page.locator("#ask-q").fill("")
    page.locator("#ask-q").press("Enter")
    settle(page)
    assert (sort.input_value(), best.is_disabled()) == ("name", True)
    page.goto(page.url.split("?")[0] + "?sort=fit")
    settle(page)
    assert sort.input_value() == "name"


def test_nothing_is_stored_until_it_is_asked_for_and_all_of_it_can_be_forgotten(finder):
    tab = finder("?need=SEMH&near=DE1+2FS")
    page = tab.page
    page.locator("[data-ap-compare-button]").first.click()
    page.get_by_role("button", name="Show map").click()
    settle(page)
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(stored) == [0, 0, ""]
    save = page.locator("[data-ap-save-button]").nth(1)
    slug = found(page)[1]
    save.click()
    assert page.evaluate("Object.entries(localStorage)") == [["ap-shortlist", f'["{slug}"]']]
    assert save.get_attribute("aria-pressed") == "true"
    page.goto(urlsplit(page.url)._replace(path="/shortlist/", query="").geturl())
    expect(page.locator("[data-ap-rows] tr")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Clear shortlist").click()
    expect(page.locator("[data-ap-rows] tr")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear shortlist").click()
    page.get_by_text("You have not saved any providers yet. In the").wait_for()
    assert page.evaluate(stored) == [0, 0, ""]
    assert tab.foreign_requests == []
    assert tab.complaints == []


def test_what_is_stored_by_others_under_our_name_does_no_harm(finder):
    tab = finder()
    page = tab.page
    page.evaluate("""localStorage.setItem("ap-shortlist", '["<img src=x onerror=alert(1)>", "gone-away", 7]')""")
    page.goto(urlsplit(page.url)._replace(path="/shortlist/").geturl())
    page.get_by_text("No longer in this directory").wait_for()
    expect(page.locator("[data-ap-rows] tr")).to_have_count(1)
    assert tab.complaints == []


def test_nothing_is_loaded_before_it_is_needed(finder):
    tab = finder()
    asked = [urlsplit(url).path for url in tab.requests]
    assert not [path for path in asked if path.startswith(("/finder/", "/places/"))]
    assert not [path for path in asked if path.endswith(("engine.js", "map.js", "places.js", "word-search.js"))]
    tab.page.get_by_role("checkbox", name="Autism").check()
    settle(tab.page)
    asked = [urlsplit(url).path for url in tab.requests]
    assert [path for path in asked if path.startswith(("/finder/", "/places/"))] == ["/finder/core.json"]


def test_the_index_of_the_public_site_has_no_place_that_is_not_public(finder):
    page = finder().page
    points = page.evaluate(
        "async (version) => (await (await fetch(new URL(`../finder/points.json`, document.baseURI))).json()).of", ""
    )
    for one, places in zip(records(), points, strict=True):
        public = [row for row in one.record.get("sites", ()) if row["public"] in ("yes", "true")]
        assert len(places) <= 2 * len(public), one.slug


# What a reader sees and hears


def test_results_are_said_and_the_empty_list_says_what_to_drop(finder):
    page = finder("?need=SEMH&stage=KS1&day=Sat").page
    said = page.locator("[data-ap-said]")
    assert said.get_attribute("role") == "status"
    assert "0 providers" in said.inner_text()
    ways = page.get_by_role("list", name="What to remove").get_by_role("button")
    assert ways.count() >= 1
    ways.first.click()
    settle(page)
    assert found(page)
    assert page.evaluate("document.activeElement.matches('[data-ap-heading]')")


def test_choices_of_a_group_say_how_they_are_joined(finder):
    page = finder().page
    for how, join in (("", "or"), ("&all=day&all=need", "and")):
        ask(page, f"?need=SEMH&need=anxiety&stage=KS1&stage=KS2&day=Tue&day=Thu&day=Fri&price=40{how}")
        chips = [one.removeprefix("Remove ").removesuffix(" ×") for one in
                 page.locator("[data-ap-chips] button:not(.ap-all)").all_text_contents()]  # fmt: skip
        assert chips == ["Need: SEMH", f"{join} Anxiety", "Key stage 1", "or Key stage 2",
                         "Day: Tuesday", f"{join} Thursday", f"{join} Friday", "Price per day: Up to £40"]  # fmt: skip
        for way in page.get_by_role("list", name="What to remove").get_by_role("button").all_inner_texts():
            if "Day" in way:
                assert f"Day: Tuesday {join} Thursday {join} Friday" in way


def test_a_chip_goes_and_the_focus_stays(finder):
    page = finder("?need=SEMH&need=autism&stage=KS4").page
    for left in (2, 1):
        page.locator("[data-ap-chips] button").first.click()
        settle(page)
        assert page.locator("[data-ap-chips] button:not(.ap-all)").count() == left
        assert page.evaluate("document.activeElement.closest('[data-ap-chips]') !== null")
    page.locator("[data-ap-chips] button").first.click()
    settle(page)
    assert page.evaluate("document.activeElement.matches('[data-ap-heading]')")
    assert page.url.endswith("/providers/")


BEST = "Best match first; among equals, those with a serious later finding last; then "
#: What is asked, what is said of the order, and what is chosen for it.
ORDERS = [
    ("", "By name.", "name"),
    ("?near=DE7+5AB", "Nearest to {}.", "near"),
    ("?near=DE7+5AB&sort=price", "Cheapest day first; distances are from {}.", "price"),
    ("?near=DE7+5AB&sort=checked", "Details confirmed most recently first; distances are from {}.", "checked"),
    ("?near=DE7+5AB&q=animals", f"{BEST}nearest to {{}}.", "fit"),
    ("?near=DE7+5AB&need=SEMH&need=anxiety", f"{BEST}nearest to {{}}.", "fit"),
    ("?near=DE7+5AB&q=anxiety&sort=near", "Nearest to {}.", "near"),
    ("?near=DE7+5AB&q=animals&sort=name", "By name; distances are from {}.", "name"),
    ("?q=animals", f"{BEST}in random order.", "fit"),
    ("?stage=KS3", f"{BEST}in random order.", "fit"),
    ("?sort=near", "By name.", "name"),
]


def test_the_order_is_said_as_it_is(finder):
    page = finder().page
    for search, order, sort in ORDERS:
        if search:
            ask(page, search)
        order = order.format("DE7 5AB, in a straight line")
        assert page.locator("[data-ap-order]").inner_text() == order, search
        assert page.get_by_label("Sort by").input_value() == sort, search
        assert not search or order.lower() in page.locator("[data-ap-said]").text_content().lower(), search
        if sort == "near":
            away = page.locator("[data-ap-results] > li:not([hidden]) [data-part=away]").all_inner_texts()
            miles = [0 if "less" in told else int(re.search(r"about (\d+)", told)[1]) for told in away if told]
            assert miles == sorted(miles), search
            assert len(miles) > 2


def test_a_serious_newer_finding_comes_after_its_equals(finder):
    """What chance orders is no way to send a pupil first where a visit has just found a place not appropriate."""
    page = finder("?q=excluded").page
    rows = page.locator("[data-ap-results] > li:not([hidden])")
    told = rows.evaluate_all(
        "all => all.map((one) => [one.querySelector('[data-part=fit]').innerText,"
        " one.querySelector('[data-part=warning].ap-stop:not([hidden])') !== null])"
    )
    assert any(grave for _, grave in told)
    for fit in {fit for fit, _ in told}:
        graves = [grave for other, grave in told if other == fit]
        assert graves == sorted(graves), fit


def test_nearest_first_and_those_without_a_place_apart(finder):
    page = finder("?near=" + quote_plus("DE1 2FS")).page
    while page.locator("[data-ap-more]").is_visible():
        page.locator("[data-ap-more]").click()
    assert sorted(found(page)) == sorted(one.slug for one in records())
    assert found(page)[0] in ("riverside-learning", "bassline-studio")
    assert page.locator("[data-ap-results] > li [data-part=away]").first.text_content()
    apart = page.get_by_role("region", name="Online, outreach, or no public address")
    assert apart.get_by_role("link", name="Brightpath Online").is_visible()
    assert not apart.locator("li").first.locator("[data-part=away]").text_content()


def test_a_postcode_that_is_none_is_told_and_the_list_stays(finder):
    tab = finder("?near=" + quote_plus("ZZ9 9ZZ") + "&need=autism")
    page = tab.page
    assert shows(page, {"need": ["autism"]})
    told = page.locator("[data-ap-place]")
    assert told.inner_text().strip()
    assert page.get_by_label("Postcode or town").get_attribute("aria-invalid") == "true"
    assert [line for line in tab.complaints if "404" not in line] == []
