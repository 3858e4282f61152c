"""A folder for a command's own use that never outlives it: it may hold what only officers may see."""

from __future__ import annotations

import fcntl
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apdir.state import open_ordinary

#: What these folders begin with in the place for temporary files, and a file in each that is locked while it is used.
PREFIX = "apdir-work-"
IN_USE = "in-use.lock"
#: All that ends a command and lets it clear up first: a closed terminal, a shutdown, Ctrl+\, a limit on its time.
SIGNALS = (
    signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGVTALRM,
    signal.SIGPROF, signal.SIGXCPU,
)  # fmt: skip


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes at the end, by whatever signal that comes; and those of commands that were killed before."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), open_ordinary(left / IN_USE) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
    before = {each: signal.getsignal(each) for each in (*SIGNALS, signal.SIGINT)}
    for each in SIGNALS:
        signal.signal(each, lambda number, _: sys.exit(128 + number))
    try:
        with (
            tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name,
            (Path(name) / IN_USE).open("wb") as lock,
        ):
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield Path(name)
            finally:
                for each in before:
                    signal.signal(each, signal.SIG_IGN)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
