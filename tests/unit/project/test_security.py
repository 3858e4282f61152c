"""SECURITY.md promises what is so: every test that it names is there, and its figures are the program's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from apdir.commands.serve import MAX_CONNECTIONS, TIMEOUT_SECONDS
from apdir.library import FRAMEWORK_LIMITS
from apdir.model.fields import LONGEST, LONGEST_DESCRIPTION
from apdir.source import Limits
from tests.support.records import library
from tests.support.sites import ROOT, apdir, site

POLICY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(test_\w+)`")
THREATS = POLICY.split("## Who can send what", 1)[1].split("**What nothing here stops**", 1)[0]


def test_every_row_of_the_threat_model_names_a_test_and_each_is_there() -> None:
    there = {name for path in (ROOT / "tests").rglob("test_*.py")
             for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    rows = [line.strip("| ").split(" | ") for line in THREATS.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 15
    for who, sent, place, stopped, shown in rows:
        assert all((who, sent, place, stopped))
        assert NAMED.search(shown), sent
    assert set(NAMED.findall(POLICY)) - there == set()


def test_the_figures_are_the_programs() -> None:
    one, framework = Limits(), FRAMEWORK_LIMITS
    needs = " ".join(POLICY.split("## What a build needs of its host", 1)[1].split("\n## ", 1)[0].split())
    for said in (
        f"may have {one.bytes // 1_000_000} MB (a framework {framework.bytes // 1_000_000} MB), {one.nodes:,} values "
        f"({framework.nodes:,}), {one.items:,} in one list and {one.depth} levels; a field {LONGEST:,} characters",
        f"a description {LONGEST_DESCRIPTION:,}",
        f"over {TIMEOUT_SECONDS} seconds",
        f"more than {MAX_CONNECTIONS} at once",
    ):
        assert said in needs


def test_the_record_of_trials_is_apart_and_found() -> None:
    assert "](tests/TRIALS.md)" in POLICY
    assert "](../SECURITY.md)" in (ROOT / "tests/TRIALS.md").read_text(encoding="utf-8")
    assert not re.search(r"\b20\d\d\b", THREATS)  # a day of a trial belongs there


def test_the_page_on_privacy_names_all_that_pages_store_on_a_device() -> None:
    storage = re.compile(
        r"\b(?:localStorage|sessionStorage|indexedDB|cookie(?:Store)?|caches|serviceWorker|sendBeacon)\b"
    )
    privacy = (ROOT / "content/privacy.md").read_text(encoding="utf-8")
    used: dict[str, set[str]] = {}
    for path in sorted((ROOT / "theme").rglob("*.*")):
        if path.suffix in (".js", ".mjs", ".html") and not {"vendor", "pdf-lib"} & {*path.parts}:
            text = path.read_text(encoding="utf-8")
            for word in storage.findall(text):
                used.setdefault(word, set()).update(
                    re.findall(r'^ *const KEY = "([\w-]+)"', text, re.MULTILINE) or [path.name]
                )
    assert used == {"localStorage": {"ap-palette", "ap-shortlist", "ap-shortlist-seen", "ap-form-drafts"}}
    assert [name for name in used["localStorage"] if f"`{name}`" not in privacy] == []


@pytest.mark.slow
def test_the_page_on_privacy_says_how_long_a_visit_is_published() -> None:
    words = " ".join((site() / "privacy/index.html").read_text(encoding="utf-8").split())
    months = library().settings.publishing.visits_for_months
    assert f"A visit stays published for {months} months." in words
    assert "The public site then shows neither what the visit found nor that it took place." in words


@pytest.mark.slow
def test_a_build_writes_below_and_beside_the_site_and_into_its_cache_alone(tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(ROOT / "tests/support/base", root / "providers" / "case-farm")
    for name in ("frameworks", "content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("settings.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, root)

    def files() -> dict[str, tuple[int, int]]:
        return {path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.stat().st_size)
                for path in root.rglob("*") if path.is_file()}  # fmt: skip

    before = files()
    for _ in range(2):
        done = apdir("build", "--no-search", "--no-forms", root=root)
        assert done.returncode == 0, done.stdout + done.stderr
    new = {name for name, state in files().items() if before.get(name) != state}
    assert any(name.startswith("site/") for name in new)
    assert [name for name in new if not name.startswith(("site/", ".site.", ".cache/"))] == []
    assert before.keys() <= files().keys()
    assert list(tmp_path.iterdir()) == [root]
