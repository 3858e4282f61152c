"""The same records give the same site, to the byte, wherever and however it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_building import copy_of
from tests.support.reading import texts
from tests.support.sites import ROOT, TODAY

pytestmark = pytest.mark.slow

#: `make test-long` takes all providers, makes the forms' PDF, Word and OpenDocument files too, and changes one thing
#: at a time.
FORMS = os.environ.get("FORMS") == "1"
#: What differs from the first build. `start` runs in the process before the command does.
SHARE = "import apdir.plugin.writing as w; w.WORTH_SHARING = 2"
LATER = "import time; real = time.time; time.time = lambda: real() + 40 * 86_400"
APART: dict[str, dict[str, Any]] = {
    "again": {},
    "on another path": {"place": "elsewhere/with a space/é"},
    "in another language": {"environment": {"LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "de"}},
    "in another time zone": {"environment": {"TZ": "Pacific/Kiritimati"}},
    "on another day": {"start": LATER, "touch": 1_000_000_000, "environment": {"TZ": "America/Adak"}},
    "by two processes": {"start": SHARE, "flags": ["--jobs", "2"], "environment": {"PYTHONHASHSEED": "7"}},
    "with a warm cache": {"twice": True, "flags": []},
    "over another edition": {"before": "commissioner", "environment": {"PYTHONHASHSEED": "11"}, "umask": 0o077},
}
TOGETHER = {
    "elsewhere, another day, another language": {
        **APART["on another path"], **APART["on another day"],
        "environment": {**APART["on another day"]["environment"], **APART["in another language"]["environment"]},
    },
    "by two processes, another zone": {
        **APART["by two processes"],
        "environment": {**APART["by two processes"]["environment"], **APART["in another time zone"]["environment"]},
    },
    "with a warm cache, over another edition": {
        **APART["over another edition"], **APART["with a warm cache"],
    },
}  # fmt: skip
FEW = ("alder-house", "copper-beech", "oakfield-care-farm", "paws-and-hooves", "riverside-learning", "the-lantern")
SETTINGS = APART if FORMS else TOGETHER


def build(root: Path, out: Path, given: dict[str, Any], edition: str = "public") -> None:
    start = given.get("start", "pass")
    flags = given.get("flags", ["--jobs", "1", "--no-cache"])
    code = f"{start}; from apdir.commands import main; main()"
    forms = [] if FORMS else ["--no-forms"]
    line = [sys.executable, "-c", code, "--root", str(root), "--today", TODAY, "build", "--edition", edition]
    done = subprocess.run(
        [*line, *forms, "--out", str(out), *flags], cwd=ROOT, env=os.environ | given.get("environment", {}),
        capture_output=True, text=True, check=False, umask=given.get("umask", -1),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def digests(site: Path) -> dict[str, str]:
    """One number a file; of the full-text index, whose files are named by chance, one for all that it says."""
    found = {}
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.is_file() and not name.startswith("pagefind/"):
            found[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    fragments = sorted(text for name, text in texts(site / "pagefind") if name.endswith(".pf_fragment"))
    assert len(fragments) > 20
    said = [text for text in fragments if "fragment/" not in text]
    found["pagefind"] = hashlib.sha256("\n".join(said).encode()).hexdigest()
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The records, and what the first build made of them."""
    folder = tmp_path_factory.mktemp("same")
    root = folder / "records"
    root.mkdir()
    copy_of(ROOT, root)
    for provider in sorted((root / "providers").iterdir()):
        if provider.is_dir() and provider.name not in FEW and not FORMS:
            shutil.rmtree(provider)
    build(root, folder / "site", {})
    return root, digests(folder / "site")


@pytest.mark.parametrize("name", SETTINGS)
def test_a_build_is_reproducible(name: str, first: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    given = SETTINGS[name]
    root, expected = first
    if "place" in given or "touch" in given:
        root = tmp_path / given.get("place", "records")
        root.mkdir(parents=True)
        copy_of(first[0], root)
    for file in root.rglob("*") if "touch" in given else ():
        os.utime(file, (given["touch"], given["touch"]))
    out = tmp_path / "out" / "site"
    if "before" in given:
        build(root, out, {}, given["before"])
    if given.get("twice"):
        build(root, out, given)
        (root / "providers/riverside-learning/provider.md").touch()
    build(root, out, given)
    found = digests(out)
    assert sorted(set(found) ^ set(expected)) == []
    assert [file for file in found if found[file] != expected[file]] == []
    shutil.rmtree(root / ".cache", ignore_errors=True)
