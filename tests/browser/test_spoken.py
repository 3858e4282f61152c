"""What a screen reader says of a search: the number found, a row, and the combobox with what it suggests."""

from __future__ import annotations

from pathlib import Path

from tests import node
from tests.browser.test_finder import settle
from tests.support.sites import site

GOLDEN = Path(__file__).parent / "spoken.txt"
#: Everything that the screen reader says from the beginning of an element to its end.
READ = """async (where) => {
  const { virtual } = await import(new URL("/screen-reader.js", location.href).href);
  await virtual.start({ container: document.querySelector(where) });
  let said;
  do {
    await virtual.next();
    said = await virtual.spokenPhraseLog();
  } while (said.length < 500 && (said.length < 2 || said.at(-1) !== said[0]));
  await virtual.stop();
  return said.slice(0, -1);
}"""


def test_a_search_is_read_as_sentences(serve_directory, new_page):
    """`spoken.txt` is the golden text; what this writes beside it is what the page says now."""
    page = new_page().page
    source = node.SCREEN_READER.read_text(encoding="utf-8")
    page.route("**/screen-reader.js", lambda route: route.fulfill(body=source, content_type="text/javascript"))
    page.goto(serve_directory(site()) + "providers/?q=anxiety+animals+year+9+near+DE7+5AB")
    settle(page)
    told = ["# The status", page.locator("[data-ap-said]").text_content().strip()]
    told += ["", "# What was found", *page.evaluate(READ, ".ap-found-top")]
    told += ["", "# A row", *page.evaluate(READ, "[data-slug=oakfield-care-farm]:not([hidden])")]
    box = page.locator("#ask-q")
    box.fill("oak")
    page.locator(".ap-suggest [role=option]").first.wait_for()
    page.get_by_text("1 suggestion. Enter searches for “oak”.").wait_for(state="attached")
    told += ["", "# Suggestions", *page.evaluate(READ, ".ap-ask-words")]
    box.press("ArrowDown")
    told += ["", "# One is chosen", *page.evaluate(READ, ".ap-ask-words")]
    assert "\n".join(told) + "\n" == GOLDEN.read_text(encoding="utf-8")
