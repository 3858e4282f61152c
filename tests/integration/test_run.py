"""Where a council has its own records, the tests run with the sample, out of the history."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import run

pytestmark = pytest.mark.slow  # starts git a dozen times


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample, made in two versions, whose council has put its own records in its place."""
    root = tmp_path / "council"
    monkeypatch.setattr(run, "ROOT", root)
    write(root, {"providers/riverside-learning/provider.md": "first", "settings.yml": "Trentside", "tests/a.py": "one"})
    write(root, {"providers/riverside-learning/provider.md": "second", "tests/a.py": "two"})
    git(root, "rm", "-rq", "providers")
    write(root, {"providers/orchard-farm/provider.md": "own", "settings.yml": "Wyevale", "generator/x.py": "own"})
    return root


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Officer", "-c", "user.email=officer@trentside.example"]
    return subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    if not (root / ".git").is_dir():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Edit")


def said(root: Path, commit: str | None) -> str:
    assert commit is not None
    return git(root, "show", f"{commit}:providers/riverside-learning/provider.md")


def test_the_sample_is_known_from_a_councils_own_records(council: Path) -> None:
    assert not run.has_sample(council)
    git(council, "checkout", "--quiet", "HEAD~1")
    assert run.has_sample(council)


def test_the_sample_is_that_of_these_very_tests_or_else_the_newest(council: Path) -> None:
    assert said(council, run.commit_with_sample()) == "second"
    write(council, {"tests/a.py": "one"})
    assert said(council, run.commit_with_sample()) == "first"
    write(council, {"tests/a.py": "three"})
    assert said(council, run.commit_with_sample()) == "second"


def test_the_program_is_laid_out_as_it_stands_with_the_sample(council: Path, tmp_path: Path) -> None:
    commit = run.commit_with_sample()
    assert commit is not None
    (council / "generator" / "x.py").write_text("changed, not committed", encoding="utf-8")
    folder = tmp_path / "laid-out"
    folder.mkdir()
    run.lay_out(commit, folder)
    assert run.has_sample(folder)
    assert (folder / "generator" / "x.py").read_text(encoding="utf-8") == "changed, not committed"
    assert not (folder / "providers" / "orchard-farm").exists()


def test_without_the_history_nothing_is_found(council: Path) -> None:
    clone = council.parent / "clone"
    git(council, "clone", "--quiet", "--depth=1", f"file://{council}", str(clone))
    run.ROOT = clone
    assert run.commit_with_sample() is None
