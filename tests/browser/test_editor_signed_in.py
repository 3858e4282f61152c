"""An officer signed in at the code host: a change becomes a pull request there, and no other host is reached."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, expect

from tests.conftest import serve
from tests.support.code_host import HOST, CodeHost
from tests.support.editing import Editor, records
from tests.support.sites import ROOT, site

#: What a browser has stored for a site.
KEPT = "async () => [...(await indexedDB.databases()).map((one) => one.name), ...Object.keys(localStorage)]"
FILE = "providers/clay-and-fire/provider.md"


def test_a_change_becomes_a_pull_request(browser: Browser) -> None:
    here = ("clay-and-fire", "riverside-learning")
    host = CodeHost({path: text for path, text in records(ROOT).items() if path.split("/")[1] in here})
    profile = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    profile.set_default_timeout(20_000)
    profile.route(f"{HOST}/**", host.answer)
    page = profile.new_page()
    reached: list[Request] = []
    page.on("requestfinished", lambda request: reached.append(request))
    with serve(site("commissioner")) as address:
        editor = Editor.signed_in(page, address)
        editor.go("Providers", "Clay & Fire")
        editor.pick("status", "suspended")
        editor.fill("status_date", "2026-11-19")
        editor.fill("public_notice", "Placements are paused.")
        editor.fill("private_reason", "The new kiln is not inspected yet.")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Send for Review").click()
        expect(page.get_by_role("row").filter(has_text="Clay & Fire")).to_contain_text("In Review")
        hosts = {urlsplit(request.url)[:2] for request in reached if request.url.startswith("http")}
        own = urlsplit(address)[:2]
        assert page.evaluate(KEPT) != []
        page.goto(f"{address}/admin/")
        page.get_by_role("button", name="Account").click()
        page.get_by_role("menuitem", name="Sign Out").click()
        page.get_by_role("button", name="Sign In Using Access Token").wait_for()
        page.goto(f"{address}/privacy/")
        assert page.evaluate(KEPT) == []
    profile.close()
    assert hosts - {own} == {urlsplit(HOST)[:2]}
    done = dict(host.done)
    assert done["createRef"]["name"] == "refs/heads/cms/providers/clay-and-fire"
    change = done["createCommitOnBranch"]["fileChanges"]
    assert [row["path"] for row in change["additions"]] == [FILE]
    written = base64.b64decode(change["additions"][0]["contents"]).decode()
    assert set(written.splitlines()) ^ set(host.files[FILE].splitlines()) == {
        "status: listed", "status: suspended", "status_date: 2026-11-19", "public_notice: Placements are paused.",
        "private_reason: The new kiln is not inspected yet.",
    }  # fmt: skip
    assert done["PATCH /api/v3/repos/ap/directory/issues/7"] == {"labels": ["sveltia-cms/pending_review"]}
    assert any("markPullRequestReadyForReview" in name for name in done)
    asked = next(sent for name, sent in host.done if name.endswith("/pulls"))
    assert (asked["base"], asked["head"]) == ("main", "cms/providers/clay-and-fire")
