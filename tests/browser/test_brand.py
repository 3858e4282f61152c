"""A council's own colours as readers see them: whatever colour is accepted, axe finds nothing, in light and dark."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from apdir.brand import colours
from apdir.rendering import own_styles
from apdir.source import Theme
from tests.support.brand import branded, drawn
from tests.support.sites import ROOT, apdir

#: How many colours are tried: `BRAND_COLOURS=200` for as many as a council's own were to be tried with.
COUNT = int(os.environ.get("BRAND_COLOURS", "3"))
#: Pages, and what of each is looked at: of a form, what is no question.
PAGES = {
    "": ["body"],
    "providers/orchard-farm/": ["body"],
    "forms/leicestershire-visit/": [".ap-header", ".title", ".end"],
}
#: Colours put over those of a page in the order of its style sheets, and axe asked about each. A policy forbids styles
#: in the page, not those that scripts make.
TRY = """async ([include, sheets]) => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const found = [];
  for (const css of sheets) {
    sheet.replaceSync(css);
    const told = await axe.run({include}, {runOnly: ["color-contrast"], resultTypes: ["violations"]});
    found.push(...told.violations.flatMap(({nodes}) => nodes.map(({target, failureSummary}) =>
      `${css.match(/#\\w+/)[0]} ${target} ${failureSummary}`)));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    root = branded(tmp_path_factory.mktemp("brand") / "records")
    out = root.parent / "site"
    done = apdir("build", "--no-search", "--no-forms", "--out", str(out), root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_with_any_accepted_colour(site, dark, serve_directory, new_page, axe):
    address, theme = serve_directory(site), Theme.of(ROOT)
    sheets = []
    for colour, header in drawn(COUNT):
        light, over = colours(colour, header)
        sheets.append(own_styles(theme, "colours.css", colours=light | (over if dark else {})))
    tab = new_page(360, dark=dark)
    for path, parts in PAGES.items():
        tab.page.goto(address + path)
        tab.quiet()
        for part in parts:
            assert axe(tab.page, part) == []
        assert tab.page.evaluate(TRY, [parts, sheets]) == []
        assert tab.page.evaluate(TRY, [parts, [f":root {{ --ap-link: {'#202020' if dark else '#e8e8e8'} }}"]])
    assert tab.foreign_requests == []
    assert tab.complaints == []


def test_a_reader_who_chooses_dark_or_light_gets_the_councils_own(site, serve_directory, new_page):
    page = new_page(1280).page
    page.goto(serve_directory(site))
    page.keyboard.press("Tab")
    assert page.locator(".ap-skip").evaluate("at => getComputedStyle(at).outlineColor") == "rgb(0, 0, 0)"
    link = page.locator("footer a").first
    shades = [link.evaluate("at => getComputedStyle(at).color")]
    for _ in range(2):
        page.locator("[data-ap-palette]").click()
        shades.append(link.evaluate("at => getComputedStyle(at).color"))
    assert shades[0] == shades[2] == "rgb(0, 112, 60)"
    assert shades[1] != shades[0]
    assert page.locator(".ap-own-logo").evaluate("at => [at.complete, at.naturalWidth > 0]") == [True, True]
    assert page.evaluate("getComputedStyle(document.querySelector('#ap-content')).letterSpacing") != "normal"


def test_a_printed_form_has_the_head_and_not_the_way_to_it(site, serve_directory, new_page):
    page = new_page(1280).page
    page.goto(serve_directory(site) + "forms/leicestershire-visit/")
    for media, shown in (("screen", ".ap-header"), ("print", ".letterhead")):
        page.emulate_media(media=media)
        there = [name for name in (".ap-header", ".letterhead") if page.locator(name).is_visible()]
        assert there == [shown]
