"""Records that are written together: all of them or none, whatever happens on the way."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from apdir.commands.main import apdir
from apdir.source import save
from apdir.source.save import NotSaved, finish, write_files
from apdir.state import NotAFile
from tests.support.case import HERE
from tests.support.sites import ROOT, TODAY

#: How often an import is killed; `make test-long` asks for 50.
KILLS = int(os.environ.get("KILLS", "3"))
NAMES = ["providers/a/provider.md", "providers/a/visits/2026-03-12-derby.yml", "providers/new/provider.md"]
NEW = dict.fromkeys(NAMES, "new\r\n")
WAS = {NAMES[0]: "old", NAMES[1]: "old", NAMES[2]: None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "providers/a/visits").mkdir(parents=True)
    for name in NAMES[:2]:
        (tmp_path / name).write_text("old", encoding="utf-8")
    return tmp_path


def state(root: Path) -> dict[str, bytes]:
    """Every file there is but the lock, and what is in it."""
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != save.LOCK}


def test_all_are_written_with_their_line_ends_and_rights(root: Path) -> None:
    (root / NAMES[0]).chmod(0o640)
    write_files(root, NEW, WAS)
    assert state(root) == dict.fromkeys(NAMES, b"new\r\n")
    assert (root / NAMES[0]).stat().st_mode & 0o777 == 0o640
    assert not (root / save.PLAN).exists()


def test_the_lock_is_one_file_for_good(root: Path) -> None:
    """One that waits has it open: were it deleted, the next would lock a new file, and both would write."""
    write_files(root, NEW, WAS)
    lock = (root / save.LOCK).stat().st_ino
    write_files(root, dict.fromkeys(NAMES, "newer"), NEW)
    assert (root / save.LOCK).stat().st_ino == lock


@pytest.mark.parametrize("place", [".cache", ".cache/apdir", save.LOCK])
def test_a_lock_that_leads_elsewhere_is_refused(
    root: Path, tmp_path_factory: pytest.TempPathFactory, place: str
) -> None:
    theirs = tmp_path_factory.mktemp("theirs")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(theirs / "lock" if place == save.LOCK else theirs)
    before = state(root)
    with pytest.raises(NotAFile):
        write_files(root, NEW, WAS)
    assert state(root) == before
    assert not list(theirs.iterdir())


def test_a_text_that_cannot_be_written_leaves_all_as_they_were(root: Path) -> None:
    before = state(root)
    with pytest.raises(UnicodeEncodeError):
        write_files(root, {**NEW, NAMES[2]: "\ud800"}, WAS)
    assert state(root) == before
    assert not (root / save.PLAN).exists()


@pytest.mark.parametrize("name", NAMES)
def test_what_somebody_else_changed_since_is_not_written_over(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("theirs", encoding="utf-8")
    before = state(root)
    with pytest.raises(NotSaved, match=f"{name} changed while"):
        write_files(root, NEW, WAS)
    assert state(root) == before


def _killed_at(number: int, root: Path) -> int:
    """Write in a process of its own that ends, as if killed, before its ``number``th step on a file; how it ended."""
    child = os.fork()
    if child == 0:
        left = [number]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" or event.startswith(("os.", "shutil.")):
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)

        sys.addaudithook(watch)
        write_files(root, NEW, WAS)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.slow
def test_killed_at_any_step_the_next_command_finds_the_old_records_or_the_new(tmp_path: Path) -> None:
    seen, ended = set(), None
    for number in range(1, 200):
        root = tmp_path / str(number)
        (root / "providers/a/visits").mkdir(parents=True)
        for name in NAMES[:2]:
            (root / name).write_text("old", encoding="utf-8")
        ended = _killed_at(number, root)
        between = state(root)
        told = finish(root)
        after = state(root)
        assert after in (dict.fromkeys(NAMES[:2], b"old"), dict.fromkeys(NAMES, b"new\r\n")), number
        assert not (root / save.PLAN).exists()
        assert bool(told) == (save.PLAN in between)
        seen.add((len(after) == len(NAMES), bool(told)))
        if ended == 0:
            break
    assert ended == 0, "there are more steps than were tried"
    assert seen == {(False, False), (True, True), (True, False)}


def _stopped(root: Path, texts: dict[str, Any], was: dict[str, Any]) -> None:
    """Write in a process of its own that ends, as if killed, once the plan is there and nothing is moved."""
    child = os.fork()
    if child == 0:
        save._put = save._take_away = lambda *_: os._exit(9)  # type: ignore[assignment]
        write_files(root, texts, was)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.slow
def test_the_next_command_says_that_it_finished_what_was_stopped(tmp_path: Path) -> None:
    root = _records(tmp_path)
    name = "providers/farm-0/provider.md"
    old = (root / name).read_text(encoding="utf-8")
    text = old.replace("Farm 0", "Farm Nought")
    _stopped(root, {name: text}, {name: old})
    assert (root / name).read_text(encoding="utf-8") == old
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY, "check"])
    assert f"An earlier command was stopped while it wrote; it is finished now: {name}." in done.stderr
    assert (root / name).read_text(encoding="utf-8") == text


def test_a_file_is_taken_away_with_the_folder_that_is_empty_then(root: Path) -> None:
    gone, kept = "frameworks/x/2026-01.yml", "content/guidance/note.md"
    for name in (gone, kept):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(b"\xff")
    _stopped(root, {gone: None, "settings.yml": "new"}, {gone: b"\xff", "settings.yml": None})
    assert (root / gone).is_file()
    assert finish(root) == [gone, "settings.yml"]
    assert state(root) == dict.fromkeys(NAMES[:2], b"old") | {"settings.yml": b"new", kept: b"\xff"}
    assert not (root / "frameworks/x").exists()


@pytest.mark.parametrize("name", NAMES)
def test_what_was_edited_after_a_command_was_stopped_is_not_written_over(root: Path, name: str) -> None:
    _stopped(root, NEW, WAS)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("by hand", encoding="utf-8")
    before = state(root)
    for _ in range(2):
        with pytest.raises(NotSaved, match=f"since then somebody changed {name}"):
            finish(root)
        assert state(root) == before
    (root / save.PLAN).unlink()
    assert finish(root) == []


def test_a_folder_that_cannot_be_written_leaves_nothing_that_is_written_over_later(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = save._put

    def refused(root: Path, name: str, content: bytes) -> None:  # as of a folder of somebody else's
        if name == NAMES[1]:
            raise PermissionError(errno.EACCES, "Permission denied", name)
        put(root, name, content)

    monkeypatch.setattr(save, "_put", refused)
    with pytest.raises(PermissionError):
        write_files(root, NEW, WAS)
    monkeypatch.undo()
    (root / NAMES[1]).write_text("by hand", encoding="utf-8")
    before = state(root)
    with pytest.raises(NotSaved, match=f"since then somebody changed {NAMES[1]}"):
        finish(root)
    assert state(root) == before


@pytest.mark.slow
def test_what_was_edited_after_a_command_was_stopped_is_told_plainly(tmp_path: Path) -> None:
    root = _records(tmp_path)
    name = "providers/farm-0/provider.md"
    old = (root / name).read_text(encoding="utf-8")
    _stopped(root, {name: old.replace("Farm 0", "Farm Nought")}, {name: old})
    (root / name).write_text(old.replace("Farm 0", "Farm Zero"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "apdir", "--root", str(root), "--today", TODAY, "check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"somebody changed {name}. Nothing was written over. Look at `git diff`" in done.stderr
    assert "Farm Zero" in (root / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("bring", [shutil.copyfile, shutil.copy2, lambda plan, there: there.symlink_to(plan)])
def test_a_plan_that_came_from_elsewhere_is_told_and_not_carried_out(
    bring: Callable[[Path, Path], object], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever it says: git keeps no times, an archive keeps them, and a link has those of its file."""
    _stopped(root, NEW, WAS)
    plan = (root / save.PLAN).rename(tmp_path_factory.mktemp("theirs") / "plan")
    bring(plan, root / save.PLAN)
    before = state(root)
    for work in (lambda: finish(root), lambda: write_files(root, NEW, WAS)):
        with pytest.raises(NotSaved, match="was not left here by this program"):
            work()
    assert state(root) == before


def test_a_plan_of_the_version_before_is_not_carried_out(root: Path) -> None:
    (root / ".apdir-saving").mkdir()
    (root / ".apdir-saving/0").write_text("bad", encoding="utf-8")
    (root / ".apdir-saving/plan.json").write_text(json.dumps(NAMES[:1]), encoding="utf-8")
    assert finish(root) == []
    assert (root / NAMES[0]).read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("part", ["providers", "providers/a", "providers/a/visits", NAMES[1]])
def test_nothing_is_written_through_a_link(root: Path, part: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    theirs = tmp_path_factory.mktemp("theirs") / "moved"
    (root / part).rename(theirs)
    (root / part).symlink_to(theirs)
    with pytest.raises(NotAFile, match="is a symbolic link"):
        write_files(root, NEW, WAS)
    assert {*state(root).values(), *state(theirs).values()} <= {b"old"}
    assert not (root / save.PLAN).exists()


def _no_room() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    import resource  # Windows has none

    resource.setrlimit(resource.RLIMIT_FSIZE, (300, resource.RLIM_INFINITY))


def test_a_full_disk_leaves_all_as_they_were(root: Path) -> None:
    before = state(root)
    child = os.fork()
    if child == 0:
        _no_room()
        try:
            write_files(root, {**NEW, NAMES[2]: "x" * 301}, WAS)
        except OSError as error:
            os._exit(error.errno or 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == errno.EFBIG
    assert state(root) == before
    assert not (root / save.PLAN).exists()


def _many(root: Path, word: str, failed: list[str]) -> None:
    for _ in range(20):
        was = {name: (root / name).read_text(encoding="utf-8") for name in NAMES[:2]}
        try:
            write_files(root, dict.fromkeys(NAMES[:2], word), was)
        except NotSaved as error:
            failed.append(str(error))


@pytest.mark.slow
def test_two_that_write_at_once_do_not_mix(root: Path) -> None:
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=_many, args=(root, word, [])) for word in ("one", "two")]
    for process in both:
        process.start()
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert len({(root / name).read_text(encoding="utf-8") for name in NAMES[:2]}) == 1


def test_whoever_writes_for_long_is_waited_for_and_then_told_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save, "LOCK_TIMEOUT", 0.02)
    with save._alone(root), pytest.raises(NotSaved, match="Another command is writing"):
        write_files(root, NEW, WAS)


def _records(folder: Path, count: int = 12) -> Path:
    """A directory of a few farms."""
    root = folder / "records"
    for number in range(count):
        shutil.copytree(HERE / "base", root / f"providers/farm-{number}")
        record = root / f"providers/farm-{number}/provider.md"
        record.write_text(record.read_text(encoding="utf-8").replace("Case Farm", f"Farm {number}"), encoding="utf-8")
    settings = (ROOT / "settings.yml").read_text(encoding="utf-8")
    (root / "settings.yml").write_text(f"{settings}\nframeworks: [derby, leicestershire]\n", encoding="utf-8")
    return root


def _book(folder: Path, capacity: int, count: int = 12) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["folder", "offer.capacity"])
    for number in range(count):
        page.append([f"farm-{number}", capacity])
    book.save(folder / f"{capacity}.xlsx")
    return folder / f"{capacity}.xlsx"


def _import(root: Path, book: Path) -> list[str]:
    return [sys.executable, "-m", "apdir", "--root", str(root), "--today", TODAY, "import", str(book),
            "--write"]  # fmt: skip


def _capacities(root: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in root.glob("providers/*/provider.md")]
    return {line.strip() for text in texts for line in text.split("\n") if line.strip().startswith("capacity:")}


@pytest.mark.slow
def test_an_import_killed_at_random_moments_leaves_the_old_records_or_the_new(tmp_path: Path) -> None:
    root = _records(tmp_path)
    books = [_book(tmp_path, 4), _book(tmp_path, 5)]
    started = time.monotonic()
    assert subprocess.run(_import(root, books[0]), cwd=ROOT, capture_output=True, check=False).returncode == 0
    took = time.monotonic() - started
    chance = random.Random(KILLS)
    for number in range(KILLS):
        before = _capacities(root)
        assert len(before) == 1
        # Most of the time goes into reading; what is of interest comes last.
        moment = chance.uniform(0.6, 1.05) * took
        book = books[before == {"capacity: 4"}]
        running = subprocess.Popen(_import(root, book), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        running.send_signal(signal.SIGKILL)
        running.wait()
        finish(root)
        assert len(_capacities(root)) == 1, (number, moment)
        assert {path.name for path in root.rglob(".*")} == {".cache"}
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY, "check"])
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_two_imports_at_once_do_not_mix(tmp_path: Path) -> None:
    root = _records(tmp_path)
    books = [_book(tmp_path, 4), _book(tmp_path, 5)]
    both = [subprocess.Popen(_import(root, book), cwd=ROOT, stderr=subprocess.PIPE, text=True) for book in books]
    ended = [(process.communicate()[1], process.returncode) for process in both]
    assert {code for _, code in ended} <= {0, 2}, ended
    assert 0 in {code for _, code in ended}
    assert all("changed while this command was at work" in said for said, code in ended if code == 2)
    assert len(_capacities(root)) == 1


@pytest.mark.slow
def test_where_there_is_no_room_the_old_records_stay(tmp_path: Path) -> None:
    root = _records(tmp_path)
    before = state(root)
    made = subprocess.run(
        _import(root, _book(tmp_path, 4)), cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=_no_room
    )
    assert made.returncode == 1, made.stdout + made.stderr
    assert "File too large" in made.stderr
    assert "Traceback" not in made.stderr
    assert state(root) == before
