"""Lighthouse, as on a phone, on the home page, the finder and a provider, served with compression.

`python -m tests.lighthouse` prints the scores and what costs points; it fails where a score is below what is asked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from tests import node
from tests.support import chromium
from tests.support.hosting import hosted
from tests.support.sites import kept, site

PROGRAM = node.PACKAGES / "lighthouse/cli/index.js"
PAGES = {"home": "", "finder": "providers/", "provider": "providers/riverside-learning/"}
ASKED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = ("--headless=new", "--no-sandbox", *chromium.FLAGS)


def main() -> None:
    """Measure each page several times, print the medians, and fail where one is too low."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--site", type=Path, help="a site that is built already")
    options = asked.parse_args()
    low = []
    with kept(), hosted(options.site or site(today=f"{date.today()}")) as address:
        print(f"{'':10}" + "".join(f"{name:>16}" for name in ASKED))
        for name, path in PAGES.items():
            reports = [_report(address + path) for _ in range(options.runs)]
            scores = {what: median(_score(report, what) for report in reports) for what in ASKED}
            print(f"{name:10}" + "".join(f"{scores[what]:>16.0f}" for what in ASKED), flush=True)
            for line in _costs(reports[-1]):
                print(f"    {line}")
            low += [f"{name}: {what} {scores[what]:.0f}" for what in ASKED if scores[what] < ASKED[what]]
    if low:
        sys.exit("Below what is asked: " + ", ".join(low))


def _report(address: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="apdir-lighthouse-") as folder:
        out = Path(folder) / "report.json"
        flags = " ".join(map(_quoted, FLAGS))
        command = [
            os.fspath(node.NODE), os.fspath(PROGRAM), address, "--quiet", "--output=json", f"--output-path={out}",
            f"--only-categories={','.join(ASKED)}", "--form-factor=mobile", f"--chrome-flags={flags}",
        ]  # fmt: skip
        settings = os.environ | {"CHROME_PATH": os.fspath(chromium.find())}
        done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return report


def _quoted(flag: str) -> str:
    return f'"{flag}"' if " " in flag else flag


def _score(report: dict[str, Any], what: str) -> float:
    return 100 * float(report["categories"][what]["score"] or 0)


def _costs(report: dict[str, Any]) -> list[str]:
    """The audits that cost points."""
    weighed = {
        audit["id"] for what in ASKED for audit in report["categories"][what]["auditRefs"] if audit["weight"] > 0
    }
    rows = []
    for key, audit in report["audits"].items():
        if key in weighed and audit["score"] is not None and audit["score"] < 0.9:
            rows.append(f"{audit['score']:.2f}  {audit['title']} {audit.get('displayValue', '')}")
    return rows


if __name__ == "__main__":
    main()
