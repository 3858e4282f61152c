"""How much the finder sends and how fast it answers, with many invented providers and a slow processor.

`python -m tests.bench.finder --providers 10000` prints the figures; nothing is asserted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench import ours
from tests.support import chromium
from tests.support.hosting import hosted

SLOWDOWN = 4
TODAY = "2026-11-22"
#: From a press to the frame in which the answer is shown, in milliseconds of the page's own clock.
PRESS = """async (act) => {
  const heading = document.querySelector("[data-ap-heading]");
  const said = document.querySelector("[data-ap-said]");
  said.textContent = "";
  await new Promise((next) => setTimeout(next));
  const answered = new Promise((done) => {
    const watch = new MutationObserver(() => { if (said.textContent) { watch.disconnect(); done(); } });
    watch.observe(said, {childList: true, characterData: true, subtree: true});
  });
  const from = performance.now();
  if (act.press) document.querySelector(act.press).click();
  if (act.words !== undefined) {
    document.querySelector("#ask-q").value = act.words;
    document.querySelector("[data-ap-ask]").requestSubmit();
  }
  await answered;
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  return [performance.now() - from, heading.textContent];
}"""
#: Milliseconds that a person takes at least from an answer to the next press.
BETWEEN = 300
WORDS = ("workshop", "motr", "climb", "autsim", "animal care", "hawthron", "construction derby", "zzzz")


def main() -> None:
    """Build, serve, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--providers", type=int, default=10_000)
    asked.add_argument("--site", type=Path, help="a site that is built already")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="apdir-finder-") as folder:
        site = options.site or _build(Path(folder), options.providers)
        with hosted(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), chromium_sandbox=False, args=list(chromium.FLAGS)
            )
            _sizes(browser, address)
            _times(browser, address)
            browser.close()


def _build(folder: Path, number: int) -> Path:
    print(f"Building a site of {number:,} providers; this takes a minute or two.", flush=True)
    ours.set_up(folder / "records", number)
    out = folder / "site"
    command = ours.command(folder / "records", out, TODAY, *ours.PAGES_ALONE)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return out


class _Counted:
    """A page that counts what is sent to it, as it is sent: compressed, with its headers."""

    def __init__(self, browser: Browser, slow: int = 1) -> None:
        self.page: Page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
        self.sent: dict[str, int] = {}
        self._names: dict[str, str] = {}
        session: CDPSession = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        self._names[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.sent[self._names.get(event["requestId"], "?")] = int(event["encodedDataLength"])


def _sizes(browser: Browser, address: str) -> None:
    """What a mailed link with filters, with words, and the choice to compare ask for beyond the page itself."""
    plain = _Counted(browser)
    plain.page.goto(f"{address}providers/")
    plain.page.wait_for_load_state("networkidle")
    shell = set(plain.sent)
    print(f"\nThe page as it stands: {sum(plain.sent.values()) / 1000:.0f} kB in {len(shell)} files")
    for what, path in (
        ("First results of a link with filters", "providers/?need=autism&stage=KS4&day=Fri"),
        ("First results of a link with words", "providers/?q=motor"),
        ("First results of a link with a postcode", "providers/?near=DE1+2FS"),
        ("A comparison of four", None),
    ):
        counted = _Counted(browser)
        if path is None:
            rows = plain.page.locator("[data-ap-results] [data-slug]").evaluate_all(
                "rows => [0, 30, 60, 90].map(at => rows[at].dataset.slug)"
            )
            path = f"compare/?{'&'.join(f'p={slug}' for slug in rows)}"
        counted.page.goto(address + path)
        counted.page.wait_for_load_state("networkidle")
        more = {name: size for name, size in counted.sent.items() if name not in shell and "?q=" not in name}
        data = {name: size for name, size in more.items() if name != address + path}
        print(f"{what}: {sum(data.values()) / 1000:.1f} kB beyond the page")
        for name, size in data.items():
            print(f"    {size / 1000:7.1f} kB  {name.removeprefix(address).split('?')[0]}")


def _times(browser: Browser, address: str) -> None:
    """How long a press of a filter and a search take, with a processor slowed down."""
    page = _Counted(browser, SLOWDOWN).page
    page.goto(f"{address}providers/")
    page.locator("#ask-q").focus()
    page.wait_for_load_state("networkidle")
    boxes = page.locator("[data-ap-filters] input").evaluate_all(
        "all => all.filter(one => one.value && !one.closest('[data-together]'))"
        ".map(one => `[name='${one.name}'][value='${one.value}']`)"
    )
    pressed = [(_act(page, {"press": box}), box) for box in (*boxes[:8], *boxes[:8], *boxes[20:40])]
    page.goto(f"{address}providers/")
    page.locator("#ask-q").focus()
    page.wait_for_load_state("networkidle")
    searched = [(_act(page, {"words": words}), words) for words in WORDS]
    print(f"\nWith the processor slowed down {SLOWDOWN} times, from the press to the frame with the answer:")
    for what, rows in (("filter", pressed), ("search", searched)):
        times = [row[0][0] for row in rows]
        most = quantiles(times, n=10)[-1]
        print(
            f"a {what}: first {times[0]:.0f} ms, median {median(times):.0f} ms, nine of ten within {most:.0f} ms, "
            f"longest {max(times):.0f} ms"
        )
    for (time, heading), words in searched:
        print(f"    {time:5.0f} ms  {words}: {heading}")


def _act(page: Page, act: dict[str, str]) -> tuple[float, str]:
    """Milliseconds until the answer is seen, and the heading above it."""
    page.wait_for_timeout(BETWEEN)
    took, heading = page.evaluate(PRESS, act)
    return took, heading


if __name__ == "__main__":
    main()
