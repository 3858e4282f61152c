"""Where the Chromium that the tests drive is. `python -m tests.support.chromium` prints it, or fails."""

import os
import shutil
import sys
from pathlib import Path

# The shell is the same browser without windows: it opens a page in half the time. `chromium-browser` is not here: on
# Ubuntu it is a script that asks for a snap.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# Nothing that Chromium does on its own account leaves this machine, and no page of ours reaches another host either.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
#: For tests, which share the processors: threads beside one another cost more than they save.
FEW_THREADS = ("--num-raster-threads=1", "--js-flags=--single-threaded")

CLOCK = """(() => {
  const Now = Date;
  const ahead = Now.parse("DAYT12:00") - Now.now();
  globalThis.Date = class extends Now {
    constructor(...given) { super(...(given.length ? given : [Now.now() + ahead])); }
    static now() { return Now.now() + ahead; }
  };
})()"""


#: Whether the page has answered all that it was asked.
ANSWERED = "document.querySelector('[aria-busy=true], html[data-ap-asked]') === null"


def on_day(day: str) -> str:
    """The script that gives pages a day: one of a site that was built for an earlier day says that it is old."""
    return CLOCK.replace("DAY", day)


def find() -> Path:
    """The browser that CHROMIUM names, else the first in the usual places; FileNotFoundError in words where none is."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return Path(found)
        raise FileNotFoundError(f"CHROMIUM={named} is no program that can be run")
    for name in NAMES:
        found = shutil.which(name)
        # A snap sees neither /tmp nor the profile that Playwright makes there.
        if found and not Path(found).resolve().is_relative_to("/snap"):
            return Path(found)
    raise FileNotFoundError("no Chromium: run `make test`, which installs it, or name one: CHROMIUM=/path/to/chrome")


if __name__ == "__main__":
    try:
        print(find())
    except FileNotFoundError as missing:
        sys.exit(str(missing))
