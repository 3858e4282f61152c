"""The pictures of the README and of the guide for officers: `make pictures` takes them anew, of invented records."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.conftest import serve
from tests.support import chromium
from tests.support.code_host import HOST, CodeHost
from tests.support.editing import Editor, records
from tests.support.sites import ROOT, TODAY, apdir

OUT = ROOT / "content/officers"
WIDTH, HEIGHT = 960, 600
LARGEST = 60_000
README = ROOT / "docs/finder.png"
README_LARGEST = 120_000
HIDE = """() => {
  for (const part of document.querySelectorAll("button, p, div")) {
    if (!part.querySelector("button, h1") && /Local Repository|root directory/.test(part.textContent)) part.remove();
  }
}"""


def main() -> None:
    """Take every picture."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder) / "site"
        made = apdir("build", "--edition", "commissioner", "--out", str(out), "--no-search", "--no-forms", "--no-cache")
        if made.returncode:
            raise SystemExit(made.stderr)
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), headless=True, chromium_sandbox=False,
            args=[*chromium.FLAGS, "--lang=en-GB"], env={"LANGUAGE": "en_GB", "LANG": "en_GB.UTF-8"},
        )  # fmt: skip
        profile = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", timezone_id="Europe/London",
            reduced_motion="reduce",
        )  # fmt: skip
        with serve(out) as address:
            take(profile.new_page(), address)
            signed_in = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", reduced_motion="reduce"
            )
            signed_in.route(f"{HOST}/**", CodeHost(records(ROOT)).answer)
            send(signed_in.new_page(), address)
            large = browser.new_page(viewport={"width": 1400, "height": 1200}, locale="en-GB")
            large.add_init_script(chromium.on_day(TODAY))
            readme(large, address)
        browser.close()


def take(page: Page, address: str) -> None:
    """Do each task, with a picture where the guide has one."""
    editor = Editor(page, address, records(ROOT))
    editor.local.wait_for()
    # Away from one's own machine, nothing is said of folders.
    page.evaluate(HIDE)
    picture(page, "sign-in")
    page.reload()
    editor.begin()
    page.get_by_text("Bassline Studio").wait_for()
    picture(page, "list")

    editor.go("Providers")
    editor.fill("name", "Mill Lane Workshop")
    editor.pick("type", "vocational centre")
    picture(page, "add-provider")
    editor.leave()

    editor.go("Providers", "Clay & Fire")
    editor.pick("status", "suspended")
    editor.fill("status_date", "2026-11-19")
    editor.fill("public_notice", "Placements are paused while new premises are checked.")
    top(editor, "status")
    picture(page, "suspend")
    editor.leave()

    editor.go("Providers", "Riverside Learning")
    top(editor, "checked")
    picture(page, "confirm")
    editor.leave()

    editor.go("Derby visits")
    editor.pick("provider", "Riverside Learning")
    editor.fill("date", "2026-11-18")
    top(editor, "provider")
    picture(page, "record-visit")
    editor.open("theme_1")
    editor.pick("theme_1.1a.judgement", "Fully")
    top(editor, "theme_1.1a")
    picture(page, "judgements")
    editor.leave()

    editor.go("Derby visits", "14 May 2026: Spanner Works")
    editor.open("improvement_plan", "Fire drill with all present")
    editor.fill("improvement_plan.1.done", "2026-11-20")
    editor.field("improvement_plan.1.by").evaluate("part => part.scrollIntoView({block: 'start'})")
    picture(page, "close-action")


def send(page: Page, address: str) -> None:
    """Save at the code host, as an officer does who is signed in."""
    editor = Editor.signed_in(page, address)
    editor.go("Providers", "Clay & Fire")
    editor.pick("status", "suspended")
    editor.fill("status_date", "2026-11-19")
    editor.fill("public_notice", "Placements are paused while new premises are checked.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Send for Review").wait_for()
    picture(page, "send-for-review")


def readme(page: Page, address: str) -> None:
    """The list of providers, searched, in as few colours as it needs."""
    page.goto(f"{address}providers/?need=SEMH&stage=KS4&near=DE1+1RN")
    page.get_by_role("heading", name="providers").wait_for()
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image = image.resize((1000, 857), Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE)
    README.parent.mkdir(exist_ok=True)
    image.save(README, optimize=True)
    if README.stat().st_size > README_LARGEST:
        raise SystemExit(f"{README.name} is too large.")


def top(editor: Editor, path: str) -> None:
    """Scroll a field to the top of the window."""
    editor.field(path).evaluate("part => part.scrollIntoView({block: 'start'})")


def picture(page: Page, name: str) -> None:
    """Keep what the window shows."""
    page.mouse.move(2, HEIGHT - 2)
    page.wait_for_timeout(700)
    image = Image.open(io.BytesIO(page.screenshot(caret="hide"))).convert("RGB")
    image.save(OUT / f"{name}.webp", quality=80, method=6)
    size = (OUT / f"{name}.webp").stat().st_size
    print(f"{name}.webp: {size:,} bytes")
    if size > LARGEST:
        raise SystemExit(f"{name}.webp is too large.")


if __name__ == "__main__":
    main()
