"""Sites built from the repository's own records, once for the whole run of the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from generator.commands.build import cache_folder

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-22"


def apdir(*arguments: str, root: Path = ROOT, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    """A run of the command line as a person starts it."""
    command = [sys.executable, "-m", "generator.commands", "--root", str(root), "--today", today, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


@cache
def site(edition: str = "public", today: str = TODAY) -> Path:
    """The site of an edition and a day, with its full-text index, built cold.

    Only the files of the forms, which take over a minute to make, are taken from where this repository keeps them.
    """
    out = Path(mkdtemp(prefix="apdir-tests-")) / "site"
    done = apdir("build", "--edition", edition, "--out", str(out), today=today)
    shutil.rmtree(cache_folder(ROOT, out, edition), ignore_errors=True)
    assert done.returncode == 0, done.stderr
    return out
