"""What is written into a form's page is kept as the reader wants it: as a PDF, as a draft, after a slip."""

from __future__ import annotations

import pytest
import yaml

from tests.support import pdfium
from tests.support.filling import answers_for, expected, held
from tests.support.forms import FORMS, forms
from tests.support.sites import apdir, site

#: The visit form of each framework.
VISITS = ("align-visit", "amber-valley-erewash-half-day-inspection", "derby-visit", "herefordshire-visit",
          "leicestershire-visit")  # fmt: skip
WRITE = """(answers) => {
  for (const input of document.querySelectorAll("main form [name]")) {
    const value = answers[input.name];
    if (/radio|checkbox/.test(input.type)) { if (input.value === value && !input.checked) input.click(); }
    else { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); }
  }
}"""
ANSWERS = "Object.fromEntries([...new FormData(document.querySelector('main form'))].filter(([, value]) => value))"
STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length]"""
EVIDENCE = "[name='details-1a-evidence']"


@pytest.fixture
def opened(serve_directory, new_page):
    """`opened("derby-visit", "?provider=x")` opens the page of a form on a phone, and waits for what it says."""
    address = serve_directory(site())

    def opened(which, query="", tab=None):
        shown = tab or new_page(360)
        shown.page.goto(f"{address}forms/{which}/{query}")
        shown.page.wait_for_load_state("networkidle")
        if query and not tab:
            shown.page.get_by_text("Filled in for Riverside Learning.").wait_for()
        return shown

    return opened


def button(page, name):
    return page.get_by_role("button", name=name).first


def said(page):
    return page.locator("[data-ap-said]")


def accept(page):
    page.once("dialog", lambda dialog: dialog.accept())


def given_to(form):
    """An answer for each field, but a reason why something does not apply, which stands beside no judgement.

    The sample's provider has other sites.
    """
    return answers_for(form, "Riverside Learning") | {
        field.name: "" for field in form.fields
        if field.name.endswith("not_applicable") or field.to in (("site",), ("reassesses",))
    }  # fmt: skip


def told_by(done):
    """What `apdir read --print` made of answers, by its place in the record."""
    own = {"framework", "kind", "state"}
    return {path: value for path, value in held(yaml.load(done.stdout, Loader=yaml.CBaseLoader)).items()
            if path[2:] != ("for",) and path[2:3] != ("items",) and path[0] not in own}  # fmt: skip


def stored(form, given):
    """What a record holds of answers."""
    return {path: value for path, value in expected(form, given).items()
            if value and path[0] not in ("reassesses", "site")}  # fmt: skip


@pytest.mark.parametrize("which", VISITS)
def test_a_form_filled_on_a_phone_is_saved_read_and_opened_again_with_nothing_lost(which, opened, tmp_path):
    form = forms()[which]
    given = given_to(form)
    tab = opened(which, "?provider=riverside-learning")
    page = tab.page
    page.evaluate(WRITE, given)
    wanted = {name: value for name, value in given.items() if value}
    assert page.evaluate(ANSWERS) == wanted
    assert not [request for request in tab.requests if "pdf" in request]
    with page.expect_download() as downloading:
        button(page, "Download as PDF").click()
    assert downloading.value.suggested_filename == f"{which}-riverside-learning.pdf"
    saved = tmp_path / "saved.pdf"
    downloading.value.save_as(saved)
    assert said(page).text_content().startswith("The PDF is saved")
    assert told_by(apdir("read", str(saved), "--print")) == stored(form, given)
    # Leaving asks for nothing now; the saved one opens where nothing was written.
    opened(which, tab=tab)
    page.locator("[data-ap-open]").set_input_files(saved)
    said(page).filter(has_text="saved.pdf is open.").wait_for()
    assert page.evaluate(ANSWERS) == wanted
    with page.expect_download() as downloading:
        button(page, "Download as PDF").click()
    assert downloading.value.suggested_filename == f"{which}-riverside-learning.pdf"
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    assert (tab.foreign_requests, tab.complaints) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("which", VISITS if FORMS else ("derby-visit", "leicestershire-visit"))
def test_a_form_begun_on_a_phone_is_finished_in_chromiums_viewer_with_nothing_lost(which, opened, tmp_path):
    form = forms()[which]
    given = given_to(form)
    begun = {name: value if at % 2 == 0 or name == "provider" else "" for at, (name, value) in enumerate(given.items())}
    page = opened(which, "?provider=riverside-learning").page
    page.evaluate(WRITE, begun)
    with page.expect_download() as downloading:
        button(page, "Download as PDF").click()
    downloading.value.save_as(tmp_path / "begun.pdf")
    there = page.evaluate(ANSWERS)  # the provider's own facts too
    finish = {name: value for name, value in given.items() if value and name not in there}
    pdfium.fill(tmp_path / "begun.pdf", tmp_path / "finished.pdf", finish)
    assert told_by(apdir("read", str(tmp_path / "finished.pdf"), "--print")) == stored(form, given)


def test_a_pdf_of_another_form_or_none_is_told_and_nothing_written_is_lost(opened, tmp_path):
    tab = opened("derby-visit")
    page = tab.page
    with page.expect_download() as downloading:
        button(page, "Download as PDF").click()
    saved = tmp_path / "saved.pdf"
    downloading.value.save_as(saved)
    opened("derby-referral", tab=tab)
    box = page.locator("main form textarea").first
    box.fill("Written")
    chooser = page.locator("[data-ap-open]")
    page.once("dialog", lambda dialog: dialog.dismiss())
    chooser.set_input_files(saved)
    assert said(page).text_content() == ""
    accept(page)
    chooser.set_input_files(saved)
    said(page).filter(has_text="This PDF is another form.").wait_for()
    assert page.get_by_role("link", name="derby-visit").get_attribute("href") == "../derby-visit/"
    (tmp_path / "notes.pdf").write_bytes(b"Notes")
    accept(page)
    chooser.set_input_files(tmp_path / "notes.pdf")
    said(page).filter(has_text="This is not a PDF.").wait_for()
    assert box.input_value() == "Written"
    assert tab.complaints == []


def test_a_draft_is_kept_from_when_it_is_asked_for_until_it_is_not(opened, axe):
    tab = opened("derby-visit", "?provider=riverside-learning")
    page = tab.page
    keep = page.get_by_label("Keep a draft on this device")
    page.locator(EVIDENCE).fill("First")
    assert (keep.is_checked(), page.evaluate(STORED)[0]) == (False, 0)
    keep.check()
    page.locator(EVIDENCE).fill("Second")
    page.locator("[name=provider]").fill("Riverside, by another name")
    page.locator("[name='judgements-1a']").first.check()
    assert axe(page, ".tools") == []
    # What is kept may be left, and is there again; each provider has a draft of its own.
    opened("derby-visit", tab=tab)
    assert (page.locator(EVIDENCE).input_value(), keep.is_checked()) == ("", False)
    opened("derby-visit", "?provider=riverside-learning", tab=tab)
    assert said(page).text_content() == "Your draft of 22 November 2026 is open. It is only on this device."
    assert page.locator(EVIDENCE).input_value() == "Second"
    assert page.locator("[name=provider]").input_value() == "Riverside, by another name"
    assert page.locator("[name='judgements-1a']").first.is_checked()
    # A slip: all is cleared, and brought back.
    accept(page)
    button(page, "Clear every answer").click()
    assert (page.locator(EVIDENCE).input_value(), page.evaluate(STORED)[0]) == ("", 0)
    button(page, "Undo").click()
    assert page.locator(EVIDENCE).input_value() == "Second"
    keep.uncheck()
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    assert tab.foreign_requests == []


@pytest.mark.parametrize("which", [which for which, form in forms().items() if form.about_pupils])
def test_a_form_about_a_pupil_keeps_none_unless_asked_and_says_why(which, opened):
    page = opened(which).page
    assert "about a pupil: whoever uses this device" in page.locator("[data-ap-tools]").text_content()
    assert not page.get_by_label("Keep a draft on this device").is_checked()
    for box in page.locator("main form input[type=text]").all()[:3]:
        box.fill("Kayden S., Y9, born 03/05/2013, UPN H801200001001")
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    assert "Kayden" not in page.url


def test_no_form_of_a_school_has_a_command_on_it():
    pages = {edition: [*(site(edition) / "forms").glob("*/index.html")] for edition in ("public", "commissioner")}
    assert [file for files in pages.values() for file in files if "apdir" in file.read_text(encoding="utf-8")] == []
    assert all(len(files) >= len(forms()) for files in pages.values())
