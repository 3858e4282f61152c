"""Postcodes, towns and the map as a browser has them, on a small page of their own."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from apdir.pages.tally import SIGNS
from apdir.pages.templates import make_templates
from apdir.places import where
from apdir.places.table import postcodes
from apdir.source import Theme
from tests.support.sites import ROOT, site

CONTENT = """<link rel="stylesheet" href="../assets/map.css"><h1>Places</h1>{shapes}<div id="map"></div>
<script type="module" src="page.js"></script>"""
SCRIPT = """import * as places from "../assets/places.js";
import { drawMap } from "../assets/map.js";
const base = new URL("../", document.baseURI).href;
window.places = places;
window.chosen = [];
window.draw = (marks) => {
  window.map = drawMap(document.getElementById("map"), base, marks, (slug) => window.chosen.push(slug));
  return window.map.ready;
};
window.base = base;
document.body.dataset.ready = "";
"""
MARKS = [
    ("riverside", "Riverside Learning", "approved", "DE1 2FS"),
    ("kitchen", "The Kitchen Table", "with improvements", "DE1 1BS"),
    ("upstairs", "Upstairs at the Kitchen Table", "lapsed", "DE1 1BS"),
    ("oakfield", "Oakfield Care Farm", "never visited", "DE56 1BE"),
    ("wharf", "Wharf Lane School", "suspended", "NG10 1JG"),
    ("seaside", "Seaside Sailing", "approved", "TR26 1NJ"),
]


def marks() -> list[dict[str, Any]]:
    rows = []
    for slug, name, standing, postcode in MARKS:
        place = where(postcode)
        assert place is not None, postcode
        rows.append({"slug": slug, "name": name, "standing": standing, "easting": place[0], "northing": place[1]})
    return rows


@pytest.fixture
def served(tmp_path: Path, serve_directory) -> str:
    """The address of a page of the site's own kind, beside its scripts and places, under its policy."""
    for name in ("assets", "places"):
        (tmp_path / name).symlink_to(site() / name)
    folder = tmp_path / "page"
    folder.mkdir()
    shapes = make_templates(Theme.of(ROOT)).get_template("_signs.html")
    shell = (site() / "about" / "index.html").read_text(encoding="utf-8")
    start, end = shell.index(">", shell.index("<article")) + 1, shell.index("</article>")
    content = CONTENT.replace("{shapes}", shapes.render(signs=SIGNS))
    assert "Content-Security-Policy" in shell
    (folder / "index.html").write_text(shell[:start] + content + shell[end:], encoding="utf-8")
    (folder / "page.js").write_text(SCRIPT, encoding="utf-8")
    return serve_directory(tmp_path) + "page/"


@pytest.fixture
def tab(served: str, new_page) -> Iterator[Any]:
    tab = new_page()
    tab.page.goto(served)
    tab.page.locator("[data-ready]").wait_for()
    yield tab
    assert tab.complaints == []
    assert tab.foreign_requests == []


def located(page, query: str) -> dict[str, Any]:
    return page.evaluate("(query) => places.locate(query, base)", query)


def drawn(page, rows=None):
    page.evaluate("(rows) => draw(rows)", marks() if rows is None else rows)
    page.locator(".ap-map-mark").first.wait_for()


def test_nothing_is_loaded_until_it_is_asked_for_and_then_little(tab):
    assert not any("/places/" in url for url in tab.requests)
    located(tab.page, "DE1 2FS")
    located(tab.page, "DE1 2FS")
    asked = [url.partition("/places/")[2] for url in tab.requests if "/places/" in url]
    assert asked == ["map/index.json", "sectors/DE.txt", "exact/DE1.txt"]


def test_the_three_nearest_are_those_of_exact_distances(tab):
    """For 300 postcodes of the directory's own areas, through the very script that pages use."""
    chance = random.Random(5)
    everywhere = [row for area in ("DE", "NG") for row in postcodes(area)]
    asked = chance.sample(everywhere, 300)
    providers = [place for _, place in chance.sample([row for row in everywhere if row[0].startswith("DE")], 36)]
    answers = tab.page.evaluate(
        "(queries) => Promise.all(queries.map((query) => places.locate(query, base)))", [row[0] for row in asked]
    )

    def first(place):
        return sorted(providers, key=lambda other: (hypot(other[0] - place[0], other[1] - place[1]), other))[:3]

    right = [
        first((found["easting"], found["northing"])) == first(place)
        for (_, place), found in zip(asked, answers, strict=True)
    ]
    assert sum(right) >= 0.97 * len(right)


#: The boxes of the map's words, and of its marks, on the page.
BOXES = """(name) => [...document.querySelectorAll(name)].map((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  return [one.textContent, left, top, right, bottom];
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_word_of_the_map_stands_on_another_or_under_a_mark(width, served, new_page):
    page = new_page(width).page
    page.goto(served)
    page.locator("[data-ready]").wait_for()
    drawn(page, [{**row, "warned": "not met"} for row in marks()])
    page.evaluate("(place) => map.from(place)", dict(zip(("easting", "northing"), where("DE7 5AB") or (), strict=True)))
    texts = page.evaluate(BOXES, ".ap-map svg text")
    on = page.evaluate(BOXES, ".ap-map-mark, .ap-map-warning")
    assert len(texts) > 8
    for at, (words, left, top, right, low) in enumerate(texts):
        # The box of a text is as high as a line: its letters are less.
        high, deep = top + 3, low - 3
        for other, west, north, east, south in [*texts[at + 1 :], *on]:
            apart = right <= west + 1 or left >= east - 1 or deep <= north + 1 or high >= south - 1
            assert apart, (words, other)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_map_is_accessible(served, new_page, axe, width):
    tab = new_page(width)
    tab.page.goto(served)
    tab.page.locator("[data-ready]").wait_for()
    drawn(tab.page)
    tab.page.evaluate("map.from({easting: 435000, northing: 336000})")
    for scheme in ("light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)
        assert axe(tab.page) == [], scheme
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []
    for box in [mark.bounding_box() for mark in tab.page.locator(".ap-map-mark").all()]:
        assert min(box["width"], box["height"]) >= 24


def test_a_keyboard_reaches_every_provider_and_chooses_one(tab):
    page = tab.page
    drawn(page)
    page.get_by_role("button", name="Wharf Lane School Suspended").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("chosen") == ["wharf"]
    page.get_by_role("button", name="3 providers").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("across, near Derby.").is_visible()
    nearer = page.locator(":focus")
    assert "Riverside Learning" in nearer.inner_text() or "2 providers" in nearer.inner_text()
    page.get_by_role("button", name="2 providers").press("Enter")
    # They are at one place: nearer would not part them, so they are listed.
    assert "The Kitchen Table" in page.locator(":focus").inner_text()
    page.get_by_role("button", name="Upstairs at the Kitchen Table Expired").press("Enter")
    assert page.evaluate("chosen") == ["wharf", "upstairs"]
    page.get_by_role("button", name="Close this list").press("Enter")
    assert "2 providers" in page.locator(":focus").inner_text()
    page.get_by_role("button", name="Whole area").press("Enter")
    assert page.locator(":focus").get_attribute("class").startswith("ap-map-mark")
    assert page.get_by_role("button", name="Whole area").count() == 0


@pytest.mark.parametrize(("standing", "words"), [("suspended", "suspended"), ("not met", "with standards not met")])
def test_a_mark_of_several_counts_who_is_not_open_to_referrals_apart(standing, words, tab):
    """A figure 1 would read as one provider where two are."""
    rows = [row | {"standing": standing} if row["slug"] == "upstairs" else row for row in marks()]
    drawn(tab.page, [row for row in rows if row["slug"] in ("kitchen", "upstairs", "oakfield")])
    mark = tab.page.get_by_role("button", name=f"1 provider; 1 {words}")
    assert mark.locator("b").inner_text() == "1+1"
    figure, whole = mark.locator("b").bounding_box(), mark.bounding_box()
    assert whole["x"] <= figure["x"]
    assert figure["x"] + figure["width"] <= whole["x"] + whole["width"]


def test_a_warning_is_seen_on_its_mark_and_in_the_key(tab):
    drawn(tab.page)
    assert tab.page.locator(".ap-map-warning").count() == 0
    signs = {"upstairs": "not met", "oakfield": "with improvements"}
    rows = [row | {"warned": signs.get(row["slug"], "")} for row in marks()]
    drawn(tab.page, rows)
    one = tab.page.get_by_role("button", name="Oakfield Care Farm")
    several = tab.page.get_by_role("button", name="with a warning")
    assert "1 with a warning" in several.text_content()
    for mark in (one, several):
        assert mark.locator(".ap-map-warning").is_visible()
    colours = [mark.locator(".ap-map-warning").evaluate("(it) => getComputedStyle(it).backgroundColor")
               for mark in (one, several)]  # fmt: skip
    assert colours[0] != colours[1]  # in the tone of what was found
    assert tab.page.get_by_role("button", name="Wharf Lane School").locator(".ap-map-warning").count() == 0
    key = tab.page.get_by_role("list", name="What the marks mean").get_by_role("listitem").all_inner_texts()
    said = "! Warning: a finding that is worse than the approval status, in the colour of that finding"
    assert " ".join(key[-1].split()) == said


def test_the_map_follows_the_filters_and_says_what_lies_outside(tab):
    page = tab.page
    drawn(page)
    assert page.get_by_text("On this map: 4 providers; 1 suspended. Outside it: 1 provider.").is_visible()
    page.evaluate("map.show(({slug}) => ['oakfield', 'kitchen'].includes(slug))")
    expect(page.locator(".ap-map-mark")).to_have_count(2)
    assert page.get_by_text("On this map: 2 providers.").is_visible()
    page.evaluate("map.chosen('oakfield')")
    assert page.locator(".ap-map [aria-current]").inner_text().startswith("Oakfield Care Farm")
    page.evaluate("map.show(null)")
    assert page.locator(".ap-map-mark").count() > 2
    page.evaluate("map.from({easting: 529000, northing: 180000})")
    assert page.get_by_text("The place that distances are measured from lies outside it.").is_visible()


def test_each_standing_has_a_shape_of_its_own(tab):
    page = tab.page
    drawn(page)
    shapes = page.locator(".ap-map-key svg").evaluate_all("rows => rows.map((row) => row.innerHTML)")
    assert len(set(shapes)) == len(shapes) == 5


def test_thousands_of_marks_are_drawn_without_delay(tab):
    """Ten thousand, many at the same places: what counts is that grouping them does not grow with their square."""
    chance = random.Random(2)
    places = chance.choices([place for _, place in postcodes("DE")], k=10_000)
    rows = [
        {"slug": f"p{at}", "name": f"Provider {at}", "standing": "approved", "easting": easting, "northing": northing}
        for at, (easting, northing) in enumerate(places)
    ]
    drawn(tab.page, rows)
    took = tab.page.evaluate(
        "() => { const begun = performance.now(); map.show(null); return performance.now() - begun }"
    )
    assert took < 1000
    assert tab.page.locator(".ap-map-mark").count() < 400


def test_the_ground_is_small_and_drawn(tab):
    drawn(tab.page)
    # The drawing is a file of its own, which comes when it comes.
    box = 0
    for _ in range(100):
        box = tab.page.evaluate("document.querySelector('.ap-map-ground').getBBox().width")
        if box:
            break
        tab.page.wait_for_timeout(50)
    assert box > 1000
    assert json.loads((site() / "places/map/index.json").read_text(encoding="utf-8"))["map"]
