"""A time limit for commands that read what came from elsewhere."""

from __future__ import annotations

import _thread
import functools
import gc
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

#: Seconds: the largest workbook that is read, of 400 providers with 1,200 visits, takes half a minute.
GENEROUS = 600
#: Seconds until it is stopped again: Python loses an interrupt that comes while it clears an object away.
AGAIN = 5


def in_good_time(function: Function) -> Function:
    """Give a command `--time-limit`: when it takes longer, it ends with a sentence."""

    @functools.wraps(function)
    def run(*args: Any, time_limit: int, **named: Any) -> Any:
        gc.disable()  # looking for cycles takes a tenth of the time, and one file leaves few
        try:
            with no_longer_than(time_limit):
                return function(*args, **named)
        finally:
            gc.enable()

    option = click.option(
        "--time-limit",
        type=click.IntRange(1, 86_400),
        default=GENEROUS,
        show_default=True,
        metavar="SECONDS",
        help="Stop when it takes longer than this.",
    )
    return option(run)  # type: ignore[return-value]


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Stop what is done within, as Ctrl-C would, when it takes longer. Raises ClickException."""
    over, done = threading.Event(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            over.set()
            _thread.interrupt_main()
            wait = AGAIN

    threading.Thread(target=watch, daemon=True).start()
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # a job in the background ignores Ctrl-C, and would run on
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        if not over.is_set():
            raise
        raise click.ClickException(
            f"This took longer than {seconds:g} seconds, so it was stopped. The file may have been made to be slow to "
            "read; if you trust it, allow more with --time-limit."
        ) from None
    finally:
        done.set()
        if before is signal.SIG_IGN:
            signal.signal(signal.SIGINT, before)
