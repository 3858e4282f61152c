"""A folder for a command's own use that never outlives it: it may hold what only officers may see."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from apdir.state import NotAFile, locked

#: Prefix of these folders among temporary files, and of a file in each that is locked while it is used.
PREFIX = "apdir-work-"
IN_USE = "in-use.lock"
#: All that ends a command and lets it clear up first: a closed terminal, a shutdown, Ctrl+\, a limit on its time. No
#: system has all of them.
NAMES = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGBREAK")
SIGNALS = tuple(each for each in signal.Signals if each.name in NAMES)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes at the end, by whatever signal that comes; and those of commands that were killed before."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, NotAFile):
            if (left / IN_USE).exists():  # else it has only just been made
                with locked(left / IN_USE, 0):
                    pass  # whoever made it is gone
                shutil.rmtree(left, ignore_errors=True)
    before = {each: signal.getsignal(each) for each in (*SIGNALS, signal.SIGINT)}
    for each in SIGNALS:
        signal.signal(each, lambda number, _: sys.exit(128 + number))
    try:
        with ExitStack() as stack:
            folder = _made(stack)
            try:
                yield folder
            finally:
                for each in before:
                    signal.signal(each, signal.SIG_IGN)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _made(stack: ExitStack) -> Path:
    """A folder that is locked. Before it was, another command may have taken it for one that is left."""
    while True:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)))
        with suppress(FileNotFoundError):
            stack.enter_context(locked(folder / IN_USE))
            if (folder / IN_USE).exists():
                return folder
