"""Whatever was built before into a folder, a build leaves there what it would have left in an empty one.

Builds of both editions, with and without parts, killed at any moment, after records and pages were edited, unpublished
and deleted, and after somebody changed the site itself, follow one another at random into one folder.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from apdir.commands.main import apdir
from tests.integration.test_building import digest
from tests.support.case import HERE
from tests.support.sites import ROOT

pytestmark = pytest.mark.slow

#: How many sequences of builds; `make test-long` asks for 200. Every eighth makes the index and the forms too.
SEQUENCES = int(os.environ.get("SEQUENCES", "2"))
#: Builds in each.
STEPS = 4
DAYS = ("2026-11-22", "2027-06-01")
PROVIDERS = 3
CHANGES = ("nothing", "words", "offer", "draft", "note", "closed", "delete", "add", "page", "site", "stray", "settings",
           "broken")  # fmt: skip
NOTE = "The gate was locked all morning."
EACH, COUNTS = "judgements: each requirement", "judgements: counts by theme"


def arguments(root: Path, out: Path, chance: random.Random, parts: bool) -> list[str]:
    """One way to build, at random; the full-text index and the forms' files take long, so few sequences have them."""
    given = ["--root", str(root), "--today", chance.choice(DAYS), "build", "--out", str(out), "--jobs", "1"]
    given += ["--edition", chance.choice(["public", "commissioner"])]
    given += ["--no-search"] if not parts or chance.random() < 0.5 else []
    given += ["--no-forms"] if not parts or chance.random() < 0.5 else []
    return given + (["--no-feeds"] if chance.random() < 0.3 else [])


def build(given: list[str]) -> int:
    return CliRunner().invoke(apdir, given).exit_code


def killed(given: list[str], moment: float) -> None:
    """A build in a process of its own, which is killed."""
    child = os.fork()
    if child == 0:
        os.setsid()
        build(given)
        os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.fixture(scope="module")
def kept_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of forms, kept for all sequences: they take long to make, and are the same for each."""
    return tmp_path_factory.mktemp("forms") / "forms"


def directory(root: Path) -> Path:
    """A small directory: one framework, pages without guidance, farms with two visits."""
    for name in ("providers", "content"):
        (root / name).mkdir(parents=True)
    shutil.copytree(ROOT / "frameworks/derby", root / "frameworks/derby")
    settings = (ROOT / "settings.yml").read_text(encoding="utf-8")
    (root / "settings.yml").write_text(f"{settings}\nframeworks: [derby]\nleave_out: [guidance]\n", encoding="utf-8")
    for number in range(PROVIDERS):
        add(root, number)
    return root


def add(root: Path, number: int) -> None:
    folder = root / f"providers/farm-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "base", folder)
    for visit in (folder / "visits").glob("*leicestershire*"):
        visit.unlink()
    record = folder / "provider.md"
    record.write_text(record.read_text(encoding="utf-8").replace("Case Farm", f"Farm {number}"), encoding="utf-8")
    visit = next((folder / "visits").glob("*.yml"))
    visit.write_text(f"{visit.read_text(encoding='utf-8')}\n# {number}\n", encoding="utf-8")


def change(root: Path, out: Path, chance: random.Random) -> str:
    """Change one thing in the records, the pages or the site itself; what it was."""
    farms = sorted((root / "providers").iterdir())
    farm = chance.choice(farms)
    record = farm / "provider.md"
    text = record.read_text(encoding="utf-8")
    what = chance.choice(CHANGES)
    if what == "words":
        record.write_text(f"{text}\nOpen in word {chance.randrange(1000)}.\n", encoding="utf-8")
    if what == "offer":
        days = chance.choice(["[Mon]", "[Tue, Wed]", "[Fri]"])
        record.write_text(text.replace("[Mon, Tue]", days), encoding="utf-8")
    if what in ("draft", "note"):
        for visit in (farm / "visits").glob("*.yml"):
            was = visit.read_text(encoding="utf-8")
            new = was.replace("state: final", "state: draft") if what == "draft" else f"{was}\n# {NOTE}\n"
            visit.write_text(new, encoding="utf-8")
    if what == "closed":
        new = text.replace("status: listed", "status: closed\nstatus_date: 2019-01-01\npublic_notice: It has closed.")
        record.write_text(new, encoding="utf-8")
    if what == "delete" and len(farms) > 2:
        shutil.rmtree(farm)
    if what == "add":
        add(root, chance.randrange(20))
    if what == "page":
        extra = root / "content/extra.md"
        extra.unlink() if extra.exists() else extra.write_text("# More\n\nWords.\n", encoding="utf-8")
    if what == "settings":
        settings = root / "settings.yml"
        was = settings.read_text(encoding="utf-8")
        new = was.replace(EACH, COUNTS)
        settings.write_text(new if new != was else was.replace(COUNTS, EACH), encoding="utf-8")
    if what in ("site", "stray") and out.is_dir():
        pages = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "apdir.json")
        page = chance.choice(pages)
        if what == "site":
            page.write_bytes(b"Somebody was here.")
        else:
            (page.parent / "stray.html").write_text("left over", encoding="utf-8")
    return what


def fresh(root: Path, given: list[str], folder: Path, forms: Path) -> str:
    """The digest of what the same build makes of the same records where nothing was built before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root, folder / "records", ignore=shutil.ignore_patterns(".cache", ".git"))
    if forms.is_dir():
        shutil.copytree(forms, folder / "records/.cache/apdir/forms")
    out = folder / "site"
    anew = [str(folder / "records") if word == str(root) else word for word in given]
    anew[anew.index("--out") + 1] = str(out)
    assert build(anew) == 0
    if (folder / "records/.cache/apdir/forms").is_dir():
        shutil.rmtree(forms, ignore_errors=True)
        shutil.copytree(folder / "records/.cache/apdir/forms", forms)
    return digest(out)


@pytest.mark.parametrize("number", range(1, SEQUENCES + 1))
def test_a_sequence_of_builds_leaves_what_one_build_leaves(number: int, tmp_path: Path, kept_forms: Path) -> None:
    chance = random.Random(number)
    root = directory(tmp_path / "records")
    out = tmp_path / "site"
    parts = number % 8 == 0
    done = []
    for _ in range(STEPS):
        done.append([change(root, out, chance)])
        given = arguments(root, out, chance, parts)
        if done[-1] == ["broken"]:
            farm = root / "providers/farm-broken"
            farm.mkdir()
            before = digest(out) if out.is_dir() else None
            assert build(given) == 1, done
            assert (digest(out) if out.is_dir() else None) == before, done
            farm.rmdir()
        done[-1] += given[3:]
        if chance.random() < 0.3:
            moment = chance.uniform(0, 1.5)
            killed(given, moment)
            done[-1].append(f"killed after {moment:.2f} s")
            given = arguments(root, out, chance, parts)
            done[-1] += given[3:]
        assert build(given) == 0, done
        assert digest(out) == fresh(root, given, tmp_path / "fresh", kept_forms), json.dumps(done, indent=1)
        assert {path.name for path in tmp_path.iterdir()} <= {"records", "site", ".site.lock", "fresh"}, done


def test_an_officers_site_leaves_nothing_to_the_public_ones_that_follow(tmp_path: Path) -> None:
    """Two officers' builds, a public one with and a public one without an index: the order in which it once leaked."""
    root = directory(tmp_path / "records")
    out = tmp_path / "site"
    given = ["--root", str(root), "--today", DAYS[0], "build", "--out", str(out), "--no-forms", "--jobs", "1"]
    for more in (["--edition", "commissioner"], [], ["--edition", "commissioner"], ["--no-search"], ["--no-feeds"]):
        assert build([*given, *more]) == 0
        there = json.loads((out / "apdir.json").read_bytes())["edition"]
        assert there == ("commissioner" if "commissioner" in more else "public")
        assert (out / "pagefind").exists() == ("--no-search" not in more)
        assert (out / "api/v1").exists() == ("--no-feeds" not in more)
        assert (out / "due").exists() == (there == "commissioner")
    shutil.rmtree(out)
    (tmp_path / ".site.spare/pagefind").mkdir(parents=True)
    (tmp_path / ".site.spare/pagefind/officers.txt").write_text("left by the version before", encoding="utf-8")
    assert build([*given, "--no-search"]) == 0
    assert not (out / "pagefind").exists()
    assert not (tmp_path / ".site.spare").exists()
