"""A build is whole or not at all, and the same records give the same bytes."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apdir import state
from apdir.cache import Memory
from apdir.output import MARK, PLAN, Busy, NotOurs, replacing
from apdir.plugin.build import build_site
from apdir.plugin.job import Options
from apdir.state import NotAFile, locked
from tests.support.case import HERE
from tests.support.reading import everything
from tests.support.sites import ROOT, TODAY, apdir

LATER = "2027-06-01"
#: The index and the forms' files are made by programs of their own, with tests of their own.
PARTS = ("--no-search", "--no-forms")


def digest(site: Path) -> str:
    """One number for every name and byte of a folder."""
    found = hashlib.sha256()
    for file in sorted(site.rglob("*")):
        found.update(f"{file.relative_to(site).as_posix()}\0".encode() + (file.read_bytes() if file.is_file() else b""))
    return found.hexdigest()


def copy_of(source: Path, root: Path) -> Path:
    """A directory with the records of another."""
    for name in ("providers", "frameworks", "content"):
        shutil.copytree(source / name, root / name)
    shutil.copy(source / "settings.yml", root)
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of one provider with two visits."""
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers" / "case-farm")
    (root / "content").mkdir()
    shutil.copy(ROOT / "content/about.md", root / "content")
    shutil.copy(ROOT / "settings.yml", root)
    return root


def build(root: Path, out: Path, *arguments: str, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    return apdir("build", *PARTS, "--out", str(out), *arguments, root=root, today=today)


def left_behind(out: Path) -> list[str]:
    """What stands beside a site other than its lock, which a build may leave there."""
    kept = (out.name, f".{out.name}.lock")
    return sorted(entry.name for entry in out.parent.iterdir() if entry.name not in kept)


# The folder that is replaced.


def test_a_folder_is_replaced_in_one_step(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for text in ("one", "two"):
        with replacing(out) as folder:
            assert list(folder.iterdir()) == []
            (folder / MARK).write_text("{}")
            (folder / "page").write_text(text)
            assert not out.exists() or (out / "page").read_text() == "one"
    assert (out / "page").read_text() == "two"
    assert left_behind(out) == []


def test_when_the_work_fails_the_folder_is_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / MARK).write_text("{}")
    before = digest(out)
    with pytest.raises(ZeroDivisionError), replacing(out) as folder:
        (folder / "page").write_text(str(1 / 0))
    assert digest(out) == before
    assert left_behind(out) == []


def site_of(out: Path, **texts: str) -> Path:
    """A small site with a page in several folders."""
    with replacing(out) as folder:
        for name, text in {MARK: "{}", **texts}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    return out


KEPT = {"a/x/", "a/x/page", "a/b/one"}
BEFORE = {"a/x/page": "kept", "a/y/page": "old", "a/b/one": "kept", "a/b/two": "old", "c/page": "old", "d": "old"}
AFTER = {"a/x/page": "kept", "a/y/page": "new", "a/b/one": "kept", "a/e": "new", "c/deep/page": "new", "f/page": "new"}


def change(out: Path) -> None:
    with replacing(out, KEPT) as folder:
        for name, text in {MARK: "{}", **AFTER}.items():
            if text == "new" or name == MARK:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)


def test_what_is_kept_stays_in_place_among_the_new(tmp_path: Path) -> None:
    expected = digest(site_of(tmp_path / "expected", **AFTER))
    out = site_of(tmp_path / "there" / "site", **BEFORE)
    page = (out / "a/x/page").stat().st_mtime_ns
    change(out)
    assert digest(out) == expected
    assert (out / "a/x/page").stat().st_mtime_ns == page
    assert left_behind(out) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed")
@pytest.mark.parametrize("end", ["killed", "failed"])
def test_a_build_that_ends_among_its_renames_is_undone_or_finished_by_the_next(end: str, tmp_path: Path) -> None:
    before, after = (digest(site_of(tmp_path / name, **texts)) for name, texts in (("b", BEFORE), ("a", AFTER)))
    found = []
    for number in range(20):
        out = site_of(tmp_path / str(number) / "site", **BEFORE)
        child = os.fork()
        if child == 0:
            renames = [Path.rename] * number

            def rename(path: Path, target: Path, left: list[Any] = renames, real: Any = Path.rename) -> Path:
                if left:
                    return left.pop()(path, target)
                if end == "killed":
                    os._exit(0)
                left += [real] * 40  # what undoes the others goes well
                raise OSError

            Path.rename = rename  # type: ignore[method-assign, assignment]
            try:
                change(out)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        if end == "failed":
            assert digest(out) in (before, after)
            assert left_behind(out) == []
        with pytest.raises(ZeroDivisionError), replacing(out):
            _ = 1 / 0
        found.append(digest(out))
        assert left_behind(out) == []
    assert set(found) == ({before, after} if end == "failed" else {after})
    assert found[-1] == after


@pytest.mark.parametrize(
    "plan",
    [
        *({"out": [name], "in": []} for name in ("../kept", "/kept", "a/../../kept", ".", "", "a//x", "./a", "b/kept")),
        *({"out": [], "in": [name]} for name in ("..", "a\0", "b/new")),
        {"out": "a", "in": []}, {"out": [1], "in": []}, {"out": []}, ["a"],
    ],
)  # fmt: skip
def test_a_plan_that_names_something_outside_the_site_is_refused(plan: Any, tmp_path: Path) -> None:
    out = site_of(tmp_path / "site", **BEFORE)
    (tmp_path / "kept").write_text("theirs", encoding="utf-8")
    (out / "b").symlink_to(tmp_path)
    work = tmp_path / ".site.building-x"
    (work / "site").mkdir(parents=True)
    with state.writing(work / PLAN) as file:
        file.write(json.dumps(plan).encode())
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NotOurs, match="names something outside the site"), replacing(out):
        pass
    assert sorted(tmp_path.rglob("*")) == before


def test_what_an_earlier_build_left_behind_is_never_built_upon(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for name in (
        ".site.building-x/site",
        ".site.building/site",
        ".site.spare",
        ".site.mkdocs",
        ".site.searched",
        ".site.forms",
        ".site.old",
    ):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "page").write_text("left", encoding="utf-8")
    with replacing(out) as folder:
        assert list(folder.iterdir()) == []
        (folder / MARK).write_text("{}")
    assert left_behind(out) == []


@pytest.mark.parametrize("name", [".site.building-x", ".site.building", ".site.spare", ".site.lock"])
def test_a_link_beside_a_site_is_refused_and_not_followed(name: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.docx").write_text("years of work")
    (tmp_path / name).symlink_to(mine if name != ".site.lock" else mine / "thesis.docx")
    with pytest.raises(NotAFile, match=f"{name} is a symbolic link"), replacing(tmp_path / "site"):
        pytest.fail("the link was followed")
    assert (mine / "thesis.docx").read_text() == "years of work"


def test_nothing_is_replaced_that_a_build_did_not_make(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.docx").write_text("years of work")
    link = tmp_path / "link"
    link.symlink_to(mine)
    for out in (mine, link, mine / "thesis.docx"):
        with pytest.raises(NotOurs, match="--out"), replacing(out):
            pytest.fail("the folder was opened for writing")
    assert (mine / "thesis.docx").read_text() == "years of work"
    empty = tmp_path / "empty"
    empty.mkdir()
    with replacing(empty) as folder:
        (folder / MARK).write_text("{}")
    assert (empty / MARK).is_file()


def test_two_builds_of_one_folder_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with replacing(out) as folder:
        (folder / MARK).write_text("{}")
        with pytest.raises(Busy, match="Wait until it has finished"), replacing(out):
            pytest.fail("two builds wrote at once")
    with replacing(out):
        pass  # a lock that was let go of holds nobody up


# The command.


@pytest.mark.slow
def test_a_record_with_a_problem_leaves_the_earlier_site(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert build(small, out).returncode == 0
    before = digest(out)
    record = small / "providers/case-farm/provider.md"
    good = record.read_text(encoding="utf-8")
    record.write_text(good.replace("type: farm", "type: fram"), encoding="utf-8")
    for arguments in ([], ["--no-cache"]):
        done = build(small, out, *arguments)
        assert done.returncode == 1
        assert done.stdout.startswith("providers/case-farm/provider.md:3:7: type: `fram`")
        assert "the earlier site, if there is one, is as it was" in done.stderr
        assert digest(out) == before
        assert left_behind(out) == ["records"]
    record.write_text(good.replace("Sheep", "Goats"), encoding="utf-8")
    assert build(small, out).returncode == 0
    assert "Goats" in (out / "providers/case-farm/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_with_a_broken_link_leaves_the_earlier_site(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert build(small, out).returncode == 0
    before = digest(out)
    page = small / "content/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[nowhere](nowhere.md)\n", encoding="utf-8")
    done = build(small, out)
    assert done.returncode == 1
    assert "nowhere.md" in done.stdout
    assert "Traceback" not in done.stderr
    assert digest(out) == before


@pytest.mark.slow
def test_a_build_beside_another_is_told_so(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    with locked(tmp_path / ".site.lock"):
        done = build(small, out)
    assert (done.returncode, out.exists()) == (2, False)
    assert "Another build is writing to" in done.stderr
    assert build(small, out).returncode == 0


@pytest.mark.slow
def test_a_warm_build_gives_the_bytes_of_a_cold_one(small: Path, tmp_path: Path) -> None:
    """Nothing changed; one record changed and was changed back; a provider came and went; another edition between."""
    cold, out = tmp_path / "cold", tmp_path / "site"
    record = small / "providers/case-farm/provider.md"
    text = record.read_text(encoding="utf-8")
    assert build(small, cold, "--no-cache").returncode == 0
    expected = digest(cold)
    assert build(small, out).returncode == 0
    for change in ("nothing", "an edit", "undone", "one more", "one less"):
        if change == "an edit":
            record.write_text(text.replace("Sheep", "Goats"), encoding="utf-8")
        if change == "undone":
            record.write_text(text, encoding="utf-8")
        if change == "one more":
            shutil.copytree(HERE / "base", small / "providers/zebra-crossing")
            other = text.replace("name: Case Farm", "name: Zebra Crossing").replace("[KS3, KS4]", "[KS5]")
            (small / "providers/zebra-crossing/provider.md").write_text(other, encoding="utf-8")
        if change == "one less":
            shutil.rmtree(small / "providers/zebra-crossing")
        done = build(small, out)
        assert done.returncode == 0
        anew = 1 if change in ("an edit", "undone", "one more") else 0
        assert f", {anew} made anew, " in done.stdout + done.stderr, change
        assert (digest(out) == expected) == (change not in ("an edit", "one more")), change
        assert (out / "providers/by/key-stage/ks5").exists() == (change == "one more")
    assert build(small, out, "--edition", "commissioner").returncode == 0
    assert build(small, out).returncode == 0
    assert digest(out) == expected


@pytest.mark.slow
def test_builds_that_follow_in_one_process_give_the_bytes_of_fresh_ones_and_leave_nothing(
    small: Path, tmp_path: Path
) -> None:
    """As `apdir serve` builds: what it remembers is as good as what is read, and does not grow."""
    out, memory, objects, same = tmp_path / "site", Memory(), [], set()
    given = Options(small, "public", date.fromisoformat(TODAY), search=False, forms=False, cache=tmp_path / "cache")
    record = small / "providers/case-farm/provider.md"
    text = record.read_text(encoding="utf-8")
    for number in range(8):
        record.write_text(f"{text}\nOpen all week.\n" if number % 2 else text, encoding="utf-8")
        memory.changed = frozenset(["case-farm"])
        job = build_site(replace(given, earlier=out if number else None, memory=memory), out)
        same.add((out / "api/v1/frameworks.json").stat().st_mtime_ns)  # what comes out alike is not written again
        assert [row.slug for row in job.written if row.anew] == (["case-farm"] if number else list(job.slugs))
        if number < 3:
            build_site(replace(given, cache=None), tmp_path / str(number))
            assert digest(out) == digest(tmp_path / str(number))
        del job
        gc.collect()
        objects.append(len(gc.get_objects()))
    assert objects[7] <= objects[5] + 20, objects
    assert len(same) == 1


@pytest.mark.slow
def test_the_full_text_index_holds_no_record_and_is_kept_from_build_to_build(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    searched = ("build", "--no-forms", "--out", str(out))
    assert apdir(*searched, root=small).returncode == 0
    expected = (out / "pagefind/made-from.txt").read_text(encoding="utf-8")
    shutil.copytree(HERE / "base", small / "providers/other-farm")  # the same name twice: a problem of the whole
    assert apdir(*searched, root=small, today=LATER).returncode == 1
    shutil.rmtree(small / "providers/other-farm")
    assert apdir(*searched, root=small).returncode == 0
    assert (out / "pagefind/made-from.txt").read_text(encoding="utf-8") == expected
    found = re.findall(r'"url":"([^"]*)"', everything(out / "pagefind"))
    assert "/privacy/" in found
    assert not [url for url in found if url.startswith("/providers/")]


@pytest.mark.slow
def test_a_link_in_the_site_is_taken_away_and_never_followed(small: Path, tmp_path: Path) -> None:
    out, mine = tmp_path / "site", tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("Keep.", encoding="utf-8")
    assert build(small, out).returncode == 0
    expected = digest(out)
    shutil.rmtree(out / "providers/by")
    for link in ("by", "page"):
        (out / "providers" / link).symlink_to(mine)
    for _ in range(2):  # the second takes over the folder that the links stand in
        assert build(small, out).returncode == 0
    assert digest(out) == expected
    assert [file.name for file in mine.iterdir()] == ["notes.txt"]


@pytest.mark.slow
def test_a_folder_whose_name_is_no_text_is_told_by_a_build_too(small: Path, tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", small / "providers" / os.fsdecode(b"caf\xe9"))
    done = build(small, tmp_path / "site")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Nothing was built" in done.stderr


@pytest.mark.slow
def test_a_site_whose_history_cannot_be_read_says_so(small: Path, tmp_path: Path) -> None:
    done = build(small, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "Warning: the history of the records could not be read" in done.stderr
    assert "exit code 128: the folder is not in a git repository." in done.stderr
    said = "The history of the records could not be read when this"
    assert said in (tmp_path / "site/changes/index.html").read_text(encoding="utf-8")
    assert said in (tmp_path / "site/changes/feed.xml").read_text(encoding="utf-8")
