"""Files that the program keeps for itself beside the records: its cache, and the plan of a command that was stopped.

A stranger's branch could carry such a file, and git writes over files that it is told to ignore. So each file names in
its first line a moment, drawn at random within the second, and is believed only where the file system has the same for
it: git keeps no times. Nothing is written through a link.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

SECOND = 1_000_000_000


class NotAFile(Exception):
    """A link, a pipe or a device stands where the program keeps a file of its own. The message is for the user."""


def refuse_special(path: Path) -> None:
    """Raise NotAFile where a path is there and is neither a file nor a folder."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        what = "a symbolic link" if stat.S_ISLNK(mode) else "neither a file nor a folder"
        raise NotAFile(f"{path} is {what}, and the program keeps its own there. Nothing was done: delete it first.")


def refuse_special_below(folder: Path) -> None:
    """Raise NotAFile for the first link, pipe or device in a folder of the program's own."""
    refuse_special(folder)
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files):
            refuse_special(Path(top) / name)


def own_folder(folder: Path, root: Path) -> Path:
    """Return a folder of the program's own below ``root``, made where it is missing. Raises NotAFile."""
    for part in reversed([folder, *folder.parents]):
        if part == root or part.is_relative_to(root):
            refuse_special(part)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def locked(path: Path, seconds: float = -1) -> AbstractContextManager[object]:
    """Take the lock on a file, made where it is missing, for the block: what it does, one process does at a time.

    The system lets go of it when a process ends, however it ends. Raises NotAFile, and TimeoutError where somebody
    else has it for so long; with -1 it is waited for.
    """
    from filelock import FileLock  # what only reads does not wait for the import

    refuse_special(path)
    return FileLock(path).acquire(timeout=seconds)


@contextmanager
def writing(path: Path, *, through: Path | None = None) -> Iterator[IO[bytes]]:
    """Yield a file that takes the place of ``path`` when the block ends well, whole or not at all.

    Until then it is called ``through``, for who is alone there and deletes what a killed process left.
    """
    temporary = through or path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    new = temporary.open("xb")
    try:
        with new as file:
            now = os.fstat(file.fileno()).st_mtime_ns
            _set_moment(temporary, now - now % SECOND + secrets.randbelow(SECOND))
            moment = temporary.lstat().st_mtime_ns  # as exact as this file system is
            file.write(b"%d\n" % moment)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _set_moment(temporary, moment)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def open_ordinary(path: Path) -> IO[bytes]:
    """Open an ordinary file, to be read. Raises OSError, as for a link, a pipe or a device, which is never opened."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "This is not an ordinary file, but a link, a folder or a pipe", os.fspath(path))
    # Where the system has these, no link or pipe that was put there since is followed or waited for.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, os.O_RDONLY | flags), "rb")


def read(path: Path) -> bytes | None:
    """Return what was written to a file by this program, here; None where it was not."""
    try:
        with open_ordinary(path) as file:
            return file.read() if file.readline() == b"%d\n" % os.fstat(file.fileno()).st_mtime_ns else None
    except OSError:
        return None


def read_json(path: Path) -> Any:
    """Return the JSON that this program wrote to a file, here; None where it did not, or the file is broken."""
    try:
        return json.loads(read(path) or b"null")
    except (ValueError, RecursionError):
        return None


def _set_moment(path: Path, moment: int) -> None:
    os.utime(path, ns=(moment, moment))
