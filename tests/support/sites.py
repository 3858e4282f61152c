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
from tests.support import forked

ROOT = forked.ROOT
TODAY = "2026-11-22"
#: Names the folder of the run's sites, which its processes share.
FOLDER = "APDIR_TEST_SITES"


#: Done once, before any command is forked: a check and a build of an empty directory, so that every library is imported
#: and the program's own files are read.
BEGUN = f"""
import shutil, tempfile
import docx, odfdo, pikepdf, weasyprint
from pathlib import Path
from click.testing import CliRunner
from apdir.commands.main import apdir, main
with tempfile.TemporaryDirectory() as folder:
    records = Path(folder) / "records"
    (records / "providers").mkdir(parents=True)
    shutil.copy({str(ROOT / "settings.yml")!r}, records)
    for command in ("check", "build --no-search --no-forms --jobs 1"):
        done = CliRunner().invoke(apdir, ["--root", str(records), "--today", {TODAY!r}, *command.split()])
        assert done.exit_code == 0, done.output
"""


def apdir(*arguments: str, root: Path = ROOT, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    """A run of the command line in a process of its own."""
    given = ["apdir", "--root", str(root), "--today", today, *arguments]
    if not hasattr(os, "fork"):
        line = [sys.executable, "-m", *given]
        return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return forked.run(BEGUN, "import sys\nsys.argv = given\nmain()", given)


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


#: A letter of each layout: a planned visit, judgements with a plan, rows of marks, areas.
LETTERS = (
    ("southpaw-boxing-gym", "2027-01-14", "notice"),
    ("riverside-learning", "2025-03-13", "report"),
    ("the-lantern", "2026-05-12", "report"),
    ("quarry-lane-skills", "2026-02-04-amber-valley-erewash-half-day-inspection", "report"),
)


@cache
def letters() -> Path:
    """The folder of these letters of the sample records, written by the first process that asks for them."""
    folder = Path(os.environ[FOLDER]) / "letters"
    with locked(folder.with_suffix(".lock")):
        for provider, visit, kind in () if folder.exists() else LETTERS:
            done = apdir("letter", provider, visit, "--kind", kind, "--out", str(folder))
            assert done.returncode == 0, done.stderr
    return folder
