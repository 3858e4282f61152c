"""A provider corrects its details in a browser, and the file is taken."""

from __future__ import annotations

import shutil

from playwright.sync_api import expect

from apdir.source.edit import Editable
from tests.support.sites import ROOT, apdir, site


def test_a_provider_saves_a_correction_that_the_command_takes(serve_directory, new_page, axe, sniff, tmp_path):
    page = new_page(360).page
    root = serve_directory(site())
    page.goto(f"{root}providers/oakfield-care-farm/")
    page.get_by_role("link", name="Correct your details").click()
    expect(page.locator("[data-ap-said]")).to_have_text("Oakfield Care Farm")
    assert axe(page) == []
    assert sniff(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Save the file").click()
    expect(page.locator("[data-ap-done]")).to_have_text("Change something, or confirm that everything is correct.")
    page.get_by_label("Capacity").fill("17")
    page.get_by_label("Hours: from").fill("08:45")
    page.get_by_label("Everything else on our page is correct today").check()
    first, second = (page.get_by_role("group", name=f"Price {number}") for number in (1, 2))
    first.get_by_label("Amount").fill("82")
    for field in second.locator("input").all():
        field.fill("")
    for _ in range(2):  # one of the two is left blank
        page.get_by_role("button", name="Add another to programmes").click()
    page.get_by_role("group", name="Programme 5").get_by_label("Name").fill("Beekeeping")
    assert axe(page) == []
    assert sniff(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    expect(page.locator("[data-ap-done]")).to_have_text("Saved, with 6 changes.")
    records = tmp_path / "records"
    shutil.copytree(ROOT / "providers/oakfield-care-farm", records / "providers/oakfield-care-farm")
    shutil.copy(ROOT / "settings.yml", records)
    done = apdir("take", str(saved.value.path()), "--confirm", "--write", root=records)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert [line.split(":")[0].strip() for line in done.stdout.splitlines()[1:]] == [
        "offer.hours.from", "offer.capacity", "prices.1.amount", "prices.2.amount", "prices.2.per", "programmes.4.name",
        "Details confirmed today.",
    ]  # fmt: skip
    offer = Editable.of(records / "providers/oakfield-care-farm/provider.md").data["offer"]
    assert [(price["amount"], price["per"]) for price in offer["price"]] == [("82", "session")]
    assert [row["name"] for row in offer["programmes"]][2:] == ["Growing and selling", "Beekeeping"]


def test_a_page_about_nobody_says_where_to_begin(serve_directory, new_page):
    page = new_page().page
    page.goto(f"{serve_directory(site())}correct/?provider=../../x")
    expect(page.locator("[data-ap-said]")).to_contain_text("Start from your own page in the list of providers")
    assert not page.get_by_role("button", name="Save the file").is_visible()


def test_a_provider_assesses_itself_before_a_visit_and_goes_on_another_day(serve_directory, new_page, tmp_path):
    root = serve_directory(site())
    tab = new_page(360)
    page = tab.page
    page.goto(f"{root}correct/?provider=oakfield-care-farm")
    page.get_by_role("link", name="Self-assessment: Herefordshire").click()
    expect(page.locator("[data-ap-said]")).to_have_text("Oakfield Care Farm")
    page.get_by_role("button", name="Save the file").click()
    expect(page.locator("[data-ap-done]")).to_have_text("Nothing is written yet.")
    first = page.locator("[data-ap-field='1.1']")
    first.fill("Each file was checked in May.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    expect(page.locator("[data-ap-done]")).to_contain_text("Saved, with 1 answer of ")
    page.reload()
    page.locator("[data-ap-field='1.2']").fill("The lead is there each day.")
    page.locator("[data-ap-open]").set_input_files(saved.value.path())
    expect(page.locator("[data-ap-opened]")).to_contain_text("Opened. 2 answers of ")
    expect(first).to_have_value("Each file was checked in May.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto(f"{root}frameworks/derby/self-assessment/?provider=oakfield-care-farm")
    page.locator("[data-ap-open]").set_input_files(saved.value.path())
    expect(page.locator("[data-ap-opened]")).to_contain_text("This is no file that this page saved")
    assert tab.foreign_requests == []
    assert tab.errors == []
    records = tmp_path / "records"
    shutil.copytree(ROOT / "providers/oakfield-care-farm", records / "providers/oakfield-care-farm")
    shutil.copytree(ROOT / "frameworks", records / "frameworks")
    shutil.copy(ROOT / "settings.yml", records)
    day = ("--date", "2026-12-10", "--state", "planned", "--organisation", "Coastshire Council", "--role", "AP officer")
    begun = apdir("new", "visit", "oakfield-care-farm", "--framework", "herefordshire", *day, root=records)
    assert begun.returncode == 0, begun.stderr
    done = apdir("take", str(saved.value.path()), "--write", root=records)
    assert done.returncode == 0, done.stderr
    record = next((records / "providers/oakfield-care-farm/visits").glob("2026-12-10-*"))
    said = record.read_text(encoding="utf-8").partition("self_assessment:")[2]
    assert "Each file was checked in May." in said
    assert "The lead is there each day." in said
