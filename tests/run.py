"""`python -m tests.run`: pytest, with the sample records that the tests are about, wherever these are.

The tests rest on the sample: invented providers, settings and pages. A council that has put its own in their place
keeps its tests all the same: the newest commit that has the sample, and these very tests where there is one, is laid
out in a folder of its own, with the program as it stands here, and tested there. Its own records are checked first.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: A file and a word that tell the sample from another council's records.
SAMPLE = ("providers/riverside-learning/provider.md", "settings.yml", "Trentside")
#: What is the program's, and so tested as it stands here.
PROGRAM = ("generator", "theme", "tests", ".ci", "Makefile", "mkdocs.yml", "pyproject.toml", "requirements.lock",
           "requirements-dev.lock")  # fmt: skip
#: How many commits are looked at for one that has these very tests.
FAR = 400


def has_sample(root: Path) -> bool:
    """Whether the records below a folder are the sample."""
    provider, settings, word = SAMPLE
    return (root / provider).is_file() and word in (root / settings).read_text(encoding="utf-8", errors="replace")


def git(*arguments: str) -> bytes:
    """What git prints; nothing where it cannot."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False).stdout


def commit_with_sample() -> str | None:
    """The newest commit that has the sample and the tests as they are here, or else the newest that has the sample."""
    tests = git("rev-parse", "HEAD:tests").strip()
    newest = None
    for commit in git("rev-list", "--all", f"--max-count={FAR}", "--", "tests", SAMPLE[0], SAMPLE[1]).decode().split():
        settings = git("cat-file", "-p", f"{commit}:{SAMPLE[1]}").decode("utf-8", "replace")
        if not git("cat-file", "-t", f"{commit}:{SAMPLE[0]}") or SAMPLE[2] not in settings:
            continue
        newest = newest or commit
        if git("rev-parse", f"{commit}:tests").strip() == tests:
            return commit
    return newest


def lay_out(commit: str, folder: Path) -> None:
    """The commit's files in a folder, with the program's own as they stand here, and its packages."""
    with tarfile.open(fileobj=io.BytesIO(git("archive", commit))) as box:
        box.extractall(folder, filter="data")
    for name in PROGRAM:
        here, there = ROOT / name, folder / name
        if here.is_dir():
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
        elif here.is_file():
            shutil.copyfile(here, there)
    (folder / ".venv").symlink_to(ROOT / ".venv")


def tell(text: str) -> None:
    """A line before what is printed next."""
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Run pytest with some arguments; what it ends with, or 1 where the council's own records have problems."""
    pytest = [sys.executable, "-m", "pytest", *arguments]
    if has_sample(ROOT):
        return subprocess.run(pytest, cwd=ROOT, check=False).returncode
    apdir = [sys.executable, "-m", "apdir", "--root", os.fspath(ROOT)]
    tell("The records here are not the sample that the tests are about. They are checked by themselves:")
    own = max(subprocess.run([*apdir, *line], cwd=ROOT, check=False).returncode
              for line in (["check"], ["schema", "--check"]))  # fmt: skip
    commit = commit_with_sample()
    if commit is None:
        tell("The program was not tested: no commit with the sample records is at hand. Fetch the history of the "
             "repository that this one was made from: git fetch --unshallow, or git fetch upstream.")  # fmt: skip
        return own
    with tempfile.TemporaryDirectory(prefix="apdir-tests-") as name:
        folder = Path(name).resolve() / "sample"
        folder.mkdir()
        lay_out(commit, folder)
        tell(f"The program is tested with the sample records of {commit[:10]}:")
        tested = subprocess.run(pytest, cwd=folder, check=False).returncode
    return tested or own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
