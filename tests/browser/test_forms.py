"""The forms' pages as people fill and print them: by keyboard, on a phone, for one provider, without scripts."""

from __future__ import annotations

import io

import pypdf
import pytest

from apdir.forms.form import Grid, Judged, Prose, Question, Table
from apdir.forms.make import FORMATS
from tests.conftest import COLOURS
from tests.support.forms import forms, some_forms, squeezed
from tests.support.sites import site

SOME = pytest.mark.parametrize("which", some_forms())
LOOKS = [(360, "dark", ()), (1280, "light", COLOURS)]
#: Each field that the keyboard comes to, with the name that a screen reader says of it.
WATCH = """() => {
  window.reached = [];
  document.addEventListener("focusin", ({target}) => {
    if (!target.matches("main form input, main form textarea")) return;
    const group = target.closest("fieldset, [role=radiogroup]");
    const of = group?.querySelector("legend") ?? document.getElementById(group?.getAttribute("aria-labelledby") ?? "");
    const own = target.ariaLabel ?? [...target.labels].map((label) => label.textContent).join(" ");
    window.reached.push([target.name, own.trim(), target.type === "radio" && group ? of.textContent.trim() : "-"]);
  });
}"""
STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length]"""


@pytest.fixture
def opened(serve_directory, new_page):
    """`opened("derby-visit", "?provider=x")` opens the page of a form of the public site."""

    def opened(which, query="", edition="public", **tab):
        made = new_page(**tab)
        answer = made.page.goto(f"{serve_directory(site(edition))}forms/{which}/{query}")
        assert answer.status == 200
        if not query:
            made.quiet()
        return made

    return opened


def values(page):
    """What stands in the fields that hold anything."""
    return page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")


def some(page):
    return {name: value for name, value in values(page).items() if value}


@SOME
def test_forms_are_accessible(which, opened, axe, sniff):
    tab = opened(which)
    for width, scheme, rules in LOOKS:
        tab.page.set_viewport_size({"width": width, "height": 800})
        tab.page.emulate_media(color_scheme=scheme)
        assert axe(tab.page, only=rules) == [], (width, scheme)
    tab.page.set_viewport_size({"width": 320, "height": 800})
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert sniff(tab.page) == []
    assert tab.foreign_requests == []
    assert tab.complaints == []
    assert not [said for said in tab.console if "debug" not in said]


@SOME
def test_every_field_is_reached_and_named_by_keyboard_alone(which, opened):
    page = opened(which).page
    names = list(dict.fromkeys(field.name for field in forms()[which].fields))
    page.evaluate(WATCH)
    page.locator("#ap-content").focus()
    for pressed in range(page.locator("a, button, input, textarea, [tabindex='0']").count() + 25):
        page.keyboard.press("Tab")
        if pressed % 20 == 19 and page.evaluate("window.reached.at(-1)?.[0]") == names[-1]:
            break
    reached = page.evaluate("window.reached")
    assert list(dict.fromkeys(name for name, _, _ in reached)) == names
    assert [row for row in reached if not row[1] or not row[2]] == []
    choice = next((field for field in forms()[which].fields if field.kind == "choice"), None)
    if choice is not None:
        page.locator(f"[name='{choice.name}']").first.focus()
        page.keyboard.press("Space")
        for option in choice.options[1:]:
            page.keyboard.press("ArrowDown")
            assert values(page)[choice.name] == option.key
        page.keyboard.press("Delete")
        assert choice.name not in values(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_enter_key_sends_and_prints_nothing_and_the_last_button_prints(scripts, opened):
    page = opened("derby-visit", scripts=scripts).page
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    before = page.url
    field = page.locator("main form input[type=text]").first
    field.fill("Kestrel House")
    field.press("Enter")
    page.wait_for_timeout(200)
    assert page.url == before
    assert page.evaluate("window.printed") == 0
    assert field.input_value() == "Kestrel House"
    end = page.locator("main form [type=submit]")
    assert end.is_visible() == scripts
    if scripts:
        end.press("Enter")
        assert page.evaluate("window.printed") == 1
        assert page.url == before


def test_the_page_of_one_provider_is_filled_in(opened):
    tab = opened("derby-visit", "?provider=riverside-learning")
    tab.page.get_by_text("Filled in for Riverside Learning.").wait_for()
    given = some(tab.page)
    assert given["provider"] == "Riverside Learning"
    # When a form was opened is no day of a visit.
    assert not given.get("date")
    assert "Derby" in " ".join(given.values())
    assert not [name for name in given if name.startswith(("judgements", "details", "outcome"))]
    assert "form-open_actions" not in given
    assert tab.complaints == []


def test_officers_have_open_actions_beside_it(opened):
    tab = opened("derby-visit", "?provider=riverside-learning", edition="commissioner")
    tab.page.get_by_text("Filled in for Riverside Learning").wait_for()
    assert "provider" in some(tab.page)
    assert tab.page.get_by_text("Officers’ edition: it holds").is_visible()


@pytest.mark.parametrize(
    "query",
    ["?provider=no-such-place", "?provider=..%2F..%2Fabout", "?provider=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
     "?provider=Riverside-Learning", "?provider=a%22%7D%20body%7Bdisplay:none", "?provider=//evil.example"],
)  # fmt: skip
def test_a_provider_that_is_none_is_told_and_nothing_filled(query, opened):
    tab = opened("derby-visit", query)
    tab.page.get_by_text("This directory has no such provider, so nothing was filled in.").wait_for()
    assert some(tab.page) == {}
    assert tab.foreign_requests == []
    asked = [request.split("?")[0] for request in tab.requests]
    assert [address for address in asked if "about" in address or "evil" in address] == []
    assert tab.errors == []


def test_an_answer_is_taken_back_by_a_second_press(opened):
    page = opened("derby-visit").page
    answer = page.locator("[name='judgements-1a']")
    answer.nth(1).click()
    assert answer.nth(1).is_checked()
    answer.nth(1).click()
    assert "judgements-1a" not in values(page)
    label = answer.nth(0).locator("xpath=..")
    label.click()
    assert answer.nth(0).is_checked()
    answer.nth(2).click()
    assert (answer.nth(0).is_checked(), answer.nth(2).is_checked()) == (False, True)
    label.click()
    label.click()
    assert "judgements-1a" not in values(page)


def test_nothing_is_stored_and_clear_brings_back_what_the_page_was_opened_with(opened):
    tab = opened("derby-visit", "?provider=riverside-learning")
    page = tab.page
    page.get_by_text("Filled in for Riverside Learning.").wait_for()
    asked = len(tab.requests)
    opened_with = some(page)
    page.locator("[name='provider']").fill("Another")
    page.locator("[name='details-1a-evidence']").fill("Café “Élan”")
    page.locator("[name='judgements-1a']").first.check()
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    clear = page.get_by_role("button", name="Clear every answer")
    page.once("dialog", lambda dialog: dialog.dismiss())
    clear.click()
    assert some(page)["details-1a-evidence"] == "Café “Élan”"
    page.once("dialog", lambda dialog: dialog.accept())
    clear.click()
    assert some(page) == opened_with
    assert opened_with["provider"] == "Riverside Learning"
    page.locator("[name='details-1a-evidence']").fill("again")
    page.keyboard.press("Enter")
    assert len(tab.requests) == asked
    # Leaving what was written is asked about first (the test of leaving says how): here it is wanted.
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert "details-1a-evidence" not in some(page)


@SOME
def test_without_scripts_the_page_is_whole(which, opened):
    page = opened(which, scripts=False).page
    for _, label, _ in FORMATS.values():
        assert page.get_by_role("link", name=label, exact=True).is_visible()
    assert page.locator("main").get_by_role("button").count() == 0
    fields = page.locator("main form input, main form textarea")
    wanted = sum(len(field.options) or 1 for field in forms()[which].fields)
    assert fields.count() == wanted
    boxes = fields.all()
    assert boxes[0].is_visible()
    assert boxes[-1].is_visible()


def phrases(form):
    """What a printed form says, in its order."""
    yield form.title
    for section in form.sections:
        if section.blocks:
            yield section.title
        for block in section.blocks:
            match block:
                case Question():
                    yield block.label
                    yield from (option.label for field in block.fields for option in field.options)
                case Table():
                    yield from (block.label, *block.columns, *(row.head for row in block.rows if row.head))
                case Grid():
                    yield from (block.label, *(option.label for option in block.options))
                    yield from (field.label for field in block.fields)
                case Prose():
                    yield from (*block.paragraphs, *block.points)
                case Judged():
                    yield block.id
                    for asked in block.asked:
                        yield from (asked.title, *asked.statements, *asked.sub_points)
                        yield from (prompt for prompt, _ in asked.prompts)
                        yield from (text for text, _ in asked.practice)
                    yield from (option.label for option in block.choice.options) if block.choice else ()
                    yield from (box.label for box in block.boxes)
    yield from [form.more] if form.more else []


@SOME
def test_a_browser_prints_what_the_pdf_says_on_pages_that_say_whose_they_are(which, opened):
    form = forms()[which]
    page = opened(which).page
    name = "Château Riverside"
    if form.about_provider:
        page.locator("main form [name=provider]").fill(name)
    if page.locator("main form [name=date]").count():
        page.locator("main form [name=date]").fill("14/03/2026")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    said = [squeezed(sheet.extract_text()) for sheet in printed.pages]
    for number, text in enumerate(said, start=1):
        assert f"Page{number}of{len(said)}" in text
        assert squeezed(f"{form.title}. Version {form.version}") in text
        if form.about_provider:
            assert squeezed(f"Provider: {name}") in text
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    whole, place = "".join(said), 0
    for phrase in phrases(form):
        found = whole.find(squeezed(phrase), place)
        # A page's end may stand in the middle of a long phrase.
        assert found >= 0 or len(phrase) > 60, phrase
        place = max(place, found)


WORDS = [f"word{number}" for number in range(400)]


def printed_words(page):
    """The text of the page as it prints, without spaces."""
    return squeezed("".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages))


@pytest.mark.parametrize("grows", [True, False])
def test_what_was_written_prints_whole(grows, opened):
    tab = opened("derby-visit")
    page = tab.page
    if not grows:
        # A browser that does not know `field-sizing`.
        page.add_init_script(
            "const known = CSS.supports; CSS.supports = (name, ...rest) =>"
            " name !== 'field-sizing' && known.call(CSS, name, ...rest)"
        )
        page.reload()
        tab.quiet()
        page.evaluate(
            "() => { const sheet = new CSSStyleSheet();"
            " sheet.replaceSync('textarea { field-sizing: fixed !important }');"
            " document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"
        )
    page.locator("[name='details-1a-evidence']").fill(" ".join(WORDS))
    page.locator("[name='improvement_plan-0-action']").fill(" ".join(word.upper() for word in WORDS[:60]))
    line = "A name that is longer than any line of this form has room for, and goes on " * 3
    page.locator("main form [name=provider]").fill(line)
    page.locator("[name='form-signed-0-name']").fill("Signature" * 12)
    whole = printed_words(page)
    for word in (*WORDS, *(word.upper() for word in WORDS[:60])):
        assert word in whole
    assert squeezed(line) in whole
    assert "Signature" * 12 in whole
    assert page.locator(".whole-line").count() == 0
    assert page.locator("main form [name=provider]").is_visible()
    assert tab.complaints == []


def asked_before_leaving(page):
    """Whether the browser asks before the page is left: then it stays, else it goes."""
    asked, here = [], page.url
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.assign('../'), 0)")
    for _ in range(1500):
        if asked or page.url != here:
            break
        page.wait_for_timeout(20)
    return asked


def test_leaving_with_answers_that_were_not_printed_is_asked_about(opened):
    page = opened("derby-visit").page
    box = page.locator("[name='details-1a-evidence']")
    box.click()
    page.keyboard.type("Seen.")
    assert asked_before_leaving(page) == ["beforeunload"]
    assert box.input_value() == "Seen."
    page.pdf()
    assert asked_before_leaving(page) == []
    page.wait_for_url("**/forms/")
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert some(page) == {}
