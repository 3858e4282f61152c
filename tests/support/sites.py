"""Sites built from the repository's own records, once for the whole run of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from apdir.commands.build import cache_folder
from apdir.state import locked

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22"
#: Names the folder of the run's sites, which its processes share.
FOLDER = "APDIR_TEST_SITES"


def apdir(*arguments: str, root: Path = ROOT, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    """A run of the command line as a person starts it."""
    command = [sys.executable, "-m", "apdir", "--root", str(root), "--today", today, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


@contextmanager
def kept() -> Iterator[None]:
    """The folder that `site` builds in, taken away at the end with all that was built."""
    with tempfile.TemporaryDirectory(prefix="apdir-tests-", ignore_cleanup_errors=True) as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


@cache
def site(edition: str = "public", today: str = TODAY) -> Path:
    """The site of an edition and a day, with its full-text index, built cold by the first process that asks for it.

    Only the files of the forms, which take over a minute to make, are taken from where this repository keeps them.
    """
    out = Path(os.environ[FOLDER]) / f"{edition}-{today}"
    with locked(out.with_suffix(".lock")):
        if not out.exists():
            done = apdir("build", "--edition", edition, "--out", str(out), today=today)
            shutil.rmtree(cache_folder(ROOT, out, edition), ignore_errors=True)
            assert done.returncode == 0, done.stderr
    return out
