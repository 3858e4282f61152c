"""Processes that share a build's work, and end with it however it ends.

One that lived on would hold the lock of the build that started it, and write into the next one's folder.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import NoReturn


class HelperLost(Exception):
    """A process that shared the work is gone. The message is for the user."""


def can_share() -> bool:
    """Whether this system can hand work on to processes that know all that this one knows.

    macOS can, but its own libraries may crash in a process that was made so.
    """
    return hasattr(os, "fork") and sys.platform != "darwin"


@contextmanager
def pool(jobs: int, start: Callable[..., object] | None = None, *given: object) -> Iterator[Executor]:
    """So many processes; each calls ``start`` with what is given once, before its first piece of work.

    Raises HelperLost where one of them was ended from outside.
    """
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin, (start, given)) as processes:
            try:
                yield processes
            except (KeyboardInterrupt, SystemExit):  # whoever stops the command does not wait a minute for their work
                # First: of what is cancelled its own thread would fail to say that it is broken, and nobody end at all.
                processes.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():
                    process.kill()
                global _stopped
                _stopped = True
                raise
    except BrokenProcessPool:
        raise HelperLost(
            "A process that shared the work was ended from outside, as happens where memory runs out. "
            "Try again, or with --jobs 1."
        ) from None


_stopped = False


def leave(code: int) -> NoReturn:
    """End this process; at once where shared work was stopped: Python would wait for the rest of a half-sent result."""
    if _stopped:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


@contextmanager
def meanwhile(jobs: int, work: Callable[[], object]) -> Iterator[None]:
    """Have a piece of work done by another process meanwhile; at the end it is done. With one job it is done first.

    Raises what the work raises, and HelperLost.
    """
    if jobs <= 1 or not can_share():
        work()
        yield
        return
    with pool(1, _keep, work) as other:
        done = other.submit(_do_kept)
        yield
        done.result()


_kept: Callable[[], object] | None = None


def _keep(work: Callable[[], object]) -> None:
    """Work is handed on by fork: not all of what it needs could be sent."""
    global _kept
    _kept = work


def _do_kept() -> None:
    if _kept is None:
        raise RuntimeError("the process was not started by the pool")
    _kept()


def _begin(start: Callable[..., object] | None, given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells all, and whoever started this one ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is no more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)
