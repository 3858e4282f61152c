"""Whatever happens to a build, its folder holds the old site or the new: killed, out of room, or beside another."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from apdir.commands.build import cache_folder
from apdir.plugin.writing import WORTH_SHARING
from tests.integration.test_building import LATER, digest, left_behind
from tests.support import forked
from tests.support.case import HERE
from tests.support.sites import BEGUN, ROOT, TODAY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, and elsewhere the exchange is not one step"),
]

#: How often a build is killed; `make test-long` asks for 50.
KILLS = int(os.environ.get("KILLS", "2"))
#: As few as two processes share; in `make test` they share fewer.
PROVIDERS = WORTH_SHARING if KILLS >= 50 else 15
SHARE = f"import apdir.plugin.writing as w; w.WORTH_SHARING = {PROVIDERS}"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of so many providers that two processes share the work."""
    root = tmp_path_factory.mktemp("whole") / "records"
    for number in range(PROVIDERS):
        folder = root / "providers" / f"farm-{number}"
        shutil.copytree(HERE / "base", folder)
        record = folder / "provider.md"
        text = record.read_text(encoding="utf-8").replace("name: Case Farm", f"name: Farm {number}")
        record.write_text(text, encoding="utf-8")
    settings = (ROOT / "settings.yml").read_text(encoding="utf-8")
    only = "frameworks: [derby, leicestershire]\nleave_out: [guidance]"
    (root / "settings.yml").write_text(f"{settings}\n{only}\n", encoding="utf-8")
    return root


def command(root: Path, out: Path, *arguments: str, today: str = TODAY) -> list[str]:
    """A build by two processes."""
    given = ["--root", str(root), "--today", today, "build", "--jobs", "2", "--out", str(out), *arguments]
    return [sys.executable, "-c", f"{SHARE}; from apdir.commands import main; main()", *given]


def run(root: Path, out: Path, *arguments: str, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    """The same without the start of Python."""
    given = ["apdir", *command(root, out, *arguments, today=today)[3:]]
    return forked.run(BEGUN, f"{SHARE}\nimport sys\nsys.argv = given\nmain()", given)


def helpers(parent: int) -> list[int]:
    """The processes that a process started to share its work with, which run this program too; git is none."""
    try:
        started = [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
        return [one for one in started if b"python" in Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")[0]]
    except OSError:
        return []


def alive(process: int) -> bool:
    """Whether a process is at work: neither gone nor waiting for somebody to hear that it is."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def kept(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A folder with the old site and the cache that its build left, and the digests of the old and the new."""
    folder = tmp_path_factory.mktemp("kept")
    out = folder / "site"
    done = run(root, out, "--no-search", "--no-forms", today=LATER)
    assert done.returncode == 0, done.stdout + done.stderr
    new = digest(out)
    assert run(root, out, "--no-search", "--no-forms").returncode == 0
    cache_folder(root, out, "public").rename(folder / "cache")
    shutil.rmtree(root / ".cache")
    return folder, digest(out), new


@pytest.fixture
def sites(root: Path, kept: tuple[Path, str, str], tmp_path: Path) -> Iterator[tuple[Path, str, str]]:
    """A folder with the old site, as if it had been built there, and the digests of the old and the new."""
    folder, old, new = kept
    out = tmp_path / "site"
    shutil.copytree(folder / "site", out)
    shutil.copytree(folder / "cache", cache_folder(root, out, "public"))
    yield out, old, new
    shutil.rmtree(root / ".cache", ignore_errors=True)


def test_a_build_killed_at_random_moments_leaves_the_old_site_or_the_new_and_no_process(
    root: Path, sites: tuple[Path, str, str]
) -> None:
    out, old, new = sites
    started = time.monotonic()
    assert run(root, out, "--no-search", "--no-forms", "--no-cache").returncode == 0
    took = time.monotonic() - started
    chance = random.Random(KILLS)
    moments = sorted(chance.uniform(0.1, 1.05) * took for _ in range(KILLS))
    for number, moment in enumerate(moments):
        cached = [] if number % 2 else ["--no-cache"]
        line = command(root, out, "--no-search", "--no-forms", *cached, today=LATER)
        running = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        started_by_it = helpers(running.pid)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert digest(out) in (old, new), moment
        until = time.monotonic() + 5
        while any(alive(process) for process in started_by_it) and time.monotonic() < until:
            time.sleep(0.02)
        assert not [process for process in started_by_it if alive(process)], moment
        if digest(out) == new:
            assert run(root, out, "--no-search", "--no-forms").returncode == 0
            assert digest(out) == old
    done = run(root, out, "--no-search", "--no-forms", today=LATER)
    assert done.returncode == 0, done.stderr
    assert digest(out) == new
    assert left_behind(out) == []


def test_a_helper_that_is_killed_is_told_and_the_old_site_stays(root: Path, sites: tuple[Path, str, str]) -> None:
    out, old, _ = sites
    line = command(root, out, "--no-search", "--no-forms", "--no-cache", today=LATER)
    running = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    found: list[int] = []
    while not found and running.poll() is None and time.monotonic() < until:
        # Git is this program too in the moment before it is itself.
        seen = helpers(running.pid)
        time.sleep(0.03)
        found = [process for process in seen if process in helpers(running.pid)]
    assert found, "the work was not shared"
    os.kill(found[0], signal.SIGKILL)
    said = "".join(running.communicate())
    assert running.returncode == 1
    assert "ended from outside" in said
    assert "Traceback" not in said
    assert digest(out) == old
    assert left_behind(out) == []


#: Bytes at which the disk is full for any one file: a page, a style sheet, the list, the index.
ROOM = [(0, True), (3_000, False), (20_000, True), (60_000, False)]


@pytest.mark.parametrize(("room", "cached"), ROOM if KILLS >= 50 else ROOM[1:3])
def test_where_there_is_no_room_the_old_site_stays(
    room: int, cached: bool, root: Path, sites: tuple[Path, str, str]
) -> None:
    out, old, new = sites

    import resource  # Windows has none

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    flags = ["--no-search", "--no-forms", *([] if cached else ["--no-cache"])]
    line = command(root, out, *flags, today=LATER)
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=full)
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "File too large" in said
    assert "Traceback" not in said
    assert digest(out) == old
    assert left_behind(out) == []
    assert run(root, out, *flags, today=LATER).returncode == 0
    assert digest(out) == new


def test_two_builds_at_once_do_not_mix(root: Path, sites: tuple[Path, str, str], tmp_path: Path) -> None:
    """Of one folder, one has its way and the other is told; of two folders, each gets its own."""
    out, old, new = sites
    both = [
        subprocess.Popen(
            command(root, out, "--no-search", "--no-forms", today=LATER), cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ended = [(one.communicate()[1], one.returncode) for one in both]
    assert {code for _, code in ended} <= {0, 2}
    assert 0 in {code for _, code in ended}
    assert all("Another build is writing to" in said for said, code in ended if code == 2)
    assert digest(out) == new
    officers = tmp_path / "officers"
    done = run(root, officers, "--no-search", "--no-forms", "--edition", "commissioner")
    assert done.returncode == 0, done.stderr
    alone = digest(officers)
    shutil.rmtree(officers)
    shutil.rmtree(root / ".cache")
    pair = [
        subprocess.Popen(command(root, out, "--no-search", "--no-forms"), cwd=ROOT),
        subprocess.Popen(command(root, officers, "--no-search", "--no-forms", "--edition", "commissioner"), cwd=ROOT),
    ]
    assert [one.wait() for one in pair] == [0, 0]
    assert (digest(out), digest(officers)) == (old, alone)
