"""A PDF from elsewhere, read in an isolated process: no more time and memory than any good one needs."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from pikepdf import Pdf

Found = TypeVar("Found")

SECONDS = 20
#: Bytes: of memory, with the program itself; of one packed part when it is unpacked; of what is found in a file.
MEMORY, MOST_UNPACKED, MOST_FOUND = 500_000_000, 50_000_000, 20_000_000
#: A part may be packed so many times over: some programs write packed bytes as letters.
MOST_FILTERS = 2
#: Words of qpdf for a limit that kept it from unpacking a part.
LIMITS = ("memory limit exceeded", "limits error", "bad_alloc")
#: Exit code of the process at a limit.
ENOUGH = 3


class TooMuch(Exception):
    """The file takes more time or memory than any good one."""


class NotRead(Exception):
    """The process that was to read the file could not do it."""


def read_isolated(read: Callable[[bytes], Found], content: bytes) -> Found:
    """Run a module's function on a file in a process of its own; its result must be JSON. Raises TooMuch and NotRead.

    Where the system cannot limit the memory of a process (Windows), the limits of the PDF library and of time remain.
    """
    command = [sys.executable, "-P", "-m", __name__, read.__module__, read.__qualname__]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode == ENOUGH or done.returncode < 0:  # a process ends by a signal when a limit is passed
            raise TooMuch
        found: Found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise TooMuch from None
    except (OSError, ValueError) as error:
        raise NotRead from error
    return found


def unread(pdf: Pdf) -> Literal["", "much", "broken"]:
    """Return why parts of a PDF could not be read, which pikepdf passes over as though they were not there."""
    # That a page lacks something, as it says with "repairing", takes no text away.
    told = [text for text in map(str, pdf.get_warnings()) if "repairing" not in text]
    if any(limit in text for text in told for limit in LIMITS):
        return "much"
    return "broken" if told else ""


def main(module: str, name: str) -> None:
    """Read standard input with a function, and write what it returns."""
    _limit()
    try:
        found = json.dumps(getattr(importlib.import_module(module), name)(sys.stdin.buffer.read()))
    except MemoryError:
        sys.exit(ENOUGH)
    if len(found) > MOST_FOUND:
        sys.exit(ENOUGH)
    sys.stdout.write(found)


def _limit() -> None:
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        max_stream_filters=MOST_FILTERS,
        flate_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        dct_max_memory=MOST_UNPACKED,
    )
    with suppress(ImportError, OSError, ValueError):  # the system has none, or a lower limit already
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(*sys.argv[1:])
