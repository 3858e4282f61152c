"""Every fault that a record can have, told at its line in an officer's words; every case is a file of `cases/`."""

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from apdir.directory import read_provider
from apdir.library import Library, read_library
from apdir.problems import Problem, as_text
from apdir.rules import check_directory, check_provider
from apdir.rules.check import facts_of
from tests.support.case import FILES, Case
from tests.support.sites import ROOT, apdir

TODAY = date(2026, 11, 22)
GOLDEN = Path(__file__).parent / "golden/awful.txt"


@pytest.fixture(scope="module")
def library() -> Library:
    library = read_library(ROOT)
    assert not library.problems
    return library


def found(providers: Path, slugs: list[str], library: Library) -> list[Problem]:
    """What the checker says of some folders."""
    read = [read_provider(providers.parent, slug, library) for slug in slugs]
    problems = [problem for folder in read for problem in check_provider(folder, library, TODAY)]
    documents = {folder.slug: folder.document for folder in read}
    facts = [known for folder in read if (known := facts_of(folder)) is not None]
    return sorted([*problems, *check_directory(facts, lambda slug, path: documents[slug].position(path))])


def places(problems: list[Problem]) -> list[tuple[str, int, int, str, str]]:
    return [(row.file, row.line, row.column, row.field, row.kind) for row in problems]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_fault_is_told_at_its_place(path: Path, tmp_path: Path, library: Library) -> None:
    case = Case.load(path)
    case.write(tmp_path / "providers")
    problems = found(tmp_path / "providers", case.slugs, library)
    told = case.told()
    assert places(problems) == [row[:5] for row in told], "\n".join(as_text(problems))
    for problem, row in zip(problems, told, strict=True):
        for words in row[5]:
            assert words in f"{problem.message} {problem.hint}"


@pytest.fixture(scope="module")
def awful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample records, and beside them a folder for each case."""
    root = tmp_path_factory.mktemp("awful")
    shutil.copy(ROOT / "settings.yml", root)
    for name in ("providers", "frameworks"):
        shutil.copytree(ROOT / name, root / name)
    for path in FILES:
        Case.load(path).write(root / "providers")
    return root


@pytest.mark.slow
def test_one_run_tells_every_fault_of_an_awful_directory(awful: Path) -> None:
    done = apdir("check", "--format", "json", root=awful)
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)
    problems = [Problem(**row) for row in told["problems"]]
    assert told["count"] == len(problems)
    assert places(problems) == [row[:5] for row in sorted(row for path in FILES for row in Case.load(path).told())]


@pytest.mark.slow
def test_every_message_matches_the_golden_file(awful: Path) -> None:
    """A person reads the file and judges whether an officer would know what to do; WRITE_GOLDEN=1 makes it anew."""
    done = apdir("check", root=awful)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = re.sub(r"DE1 \d[A-Z]{2} stands", "DE1 2FS stands", done.stdout.replace("providers/case-", ""))
    if "WRITE_GOLDEN" in os.environ:
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8")
