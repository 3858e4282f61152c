"""Time and memory of one command and everything it starts."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
#: Seconds between two looks at the memory of the processes, and how many looks pass between two dearer ones that
#: divide shared pages among the processes that share them.
EVERY, DEARER = 0.05, 20


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run took: seconds of wall time and of processor time, and the peak of resident memory in bytes.

    `together` is the sum over all processes of the run at its largest moment, in which a page that they share counts
    once for each; `shared_once` is the same with such a page counted once, looked at once a second; `largest` is the
    peak of the largest single process.
    """

    wall: float
    processor: float
    together: int
    shared_once: int
    largest: int


class Failed(Exception):
    """The command ended with an error. The message holds the command and the end of what it said."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measurement:
    """Run a command in `folder` and measure it. Raises Failed."""
    if not any(Path("/proc/self/task").glob("*/children")):
        raise Failed("This system does not tell which processes a process has started: measure on Linux.")
    said = folder / ".said"
    with said.open("w+b") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = said.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        raise Failed("\n".join([f"{' '.join(command)}: exit {process.returncode}", *last]))
    said.unlink()
    largest = max(watch.largest, usage.ru_maxrss * 1024)
    processor = usage.ru_utime + usage.ru_stime
    return Measurement(wall, processor, max(watch.together, largest), watch.shared_once, largest)


class Watch(threading.Thread):
    """Looks at a process and its descendants until it is stopped."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.together = 0
        self.shared_once = 0
        self.largest = 0
        self._root = root
        self._end = threading.Event()

    def run(self) -> None:
        for look in count(1):
            if self._end.wait(EVERY):
                return
            processes = _tree(self._root)
            sizes = [_resident(process) for process in processes]
            self.together = max(self.together, sum(sizes))
            self.largest = max(self.largest, *sizes)
            if look % DEARER == 0:
                self.shared_once = max(self.shared_once, sum(_share(process) for process in processes))

    def stop(self) -> None:
        self._end.set()
        self.join()


def processor_of(root: int) -> float:
    """Seconds of processor time that a process and its ended children have taken so far."""
    fields = _text(Path(f"/proc/{root}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _tree(root: int) -> list[int]:
    """A process and all its descendants that are still there."""
    found, ahead = [], [root]
    while ahead:
        process = ahead.pop()
        found.append(process)
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            ahead += map(int, _text(children).split())
    return found


def _resident(process: int) -> int:
    """Bytes of memory that a process holds, 0 where it has gone."""
    fields = _text(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _share(process: int) -> int:
    """The same, each page divided by the number of processes that share it."""
    found = re.search(r"^Pss:\s+(\d+) kB", _text(Path(f"/proc/{process}/smaps_rollup")), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _text(file: Path) -> str:
    """A file below /proc; empty where its process has gone."""
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""
