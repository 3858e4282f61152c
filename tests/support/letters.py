"""Letters of the sample records, written once for the tests of a process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.support.sites import apdir

#: A letter of each layout: a planned visit, judgements with a plan, rows of marks, areas.
LETTERS = (
    ("southpaw-boxing-gym", "2027-01-14", "notice"),
    ("riverside-learning", "2025-03-13", "report"),
    ("the-lantern", "2026-05-12", "report"),
    ("quarry-lane-skills", "2026-02-04-amber-valley-erewash-half-day-inspection", "report"),
)


@cache
def letters() -> Path:
    """The folder of the letters."""
    folder = Path(tempfile.mkdtemp(prefix="apdir-letters-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for provider, visit, kind in LETTERS:
        done = apdir("letter", provider, visit, "--kind", kind, "--out", str(folder))
        assert done.returncode == 0, done.stderr
    return folder
