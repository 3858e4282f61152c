"""Files that the program keeps for itself beside the records: its cache, and the plan of a command that was stopped.

A stranger's branch could carry such a file, and git writes over files that it is told to ignore. So each file names in
its first line a moment, drawn at random within the second, and its number in the file system, and is believed only
where the file system has the same for it: git keeps no times, and no archive or copy the number. Nothing is written
through a link.
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
    """Something else is in place of a file or folder of the program's own. The message is for the user."""

    def __init__(self, path: Path, what: str) -> None:
        self.path, self.what = path, what
        super().__init__(f"{path} is {what}, and the program keeps its own there. Nothing was done: delete it first.")


def refuse_special(path: Path, *, file: bool = True, folder: bool = True) -> None:
    """Raise NotAFile where a path is there and is neither a file nor a folder, or that of the two it may not be."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if (stat.S_ISREG(mode) and file) or (stat.S_ISDIR(mode) and folder):
        return
    kinds = ((stat.S_ISLNK, "a symbolic link"), (stat.S_ISREG, "a file"), (stat.S_ISDIR, "a folder"))
    what = next((what for is_kind, what in kinds if is_kind(mode)), "neither a file nor a folder")
    raise NotAFile(path, what)


def refuse_special_below(folder: Path) -> None:
    """Raise NotAFile for the first link, pipe or device in a folder of the program's own."""
    refuse_special(folder)
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files):
            refuse_special(Path(top) / name)


def own_folder(folder: Path, root: Path | None = None) -> Path:
    """Return a folder of the program's own, made where it is missing. Raises NotAFile, as for those up to ``root``."""
    for part in reversed([folder, *folder.parents]):
        if part.is_relative_to(root or folder):
            refuse_special(part, file=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def locked(path: Path, seconds: float = -1) -> AbstractContextManager[object]:
    """Take the lock on a file, made where it is missing, for the block: what it does, one process does at a time.

    The system lets go of it when a process ends, however it ends. Raises NotAFile, and TimeoutError where somebody
    else has it for so long; with -1 it is waited for.
    """
    from filelock import FileLock  # what only reads does not wait for the import

    refuse_special(path, folder=False)
    return FileLock(path).acquire(timeout=seconds)


@contextmanager
def writing(path: Path, *, through: Path | None = None) -> Iterator[IO[bytes]]:
    """Yield a file that takes the place of ``path`` atomically, when the block ends well.

    Until then it is called ``through``, for who is alone there and deletes what a killed process left.
    """
    refuse_special(path, folder=False)
    temporary = through or path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    new = temporary.open("xb")
    try:
        with new as file:
            now = os.fstat(file.fileno()).st_mtime_ns
            _set_moment(temporary, now - now % SECOND + secrets.randbelow(SECOND))
            status = temporary.lstat()  # the moment as exact as this file system is
            file.write(_first_line(status))
            yield file
            file.flush()
            os.fsync(file.fileno())
        _set_moment(temporary, status.st_mtime_ns)
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
            return file.read() if file.readline(100) == _first_line(os.fstat(file.fileno())) else None
    except OSError:
        return None


def read_json(path: Path) -> Any:
    """Return the JSON that this program wrote to a file, here; None where it did not, or the file is broken."""
    try:
        return json.loads(read(path) or b"null")
    except (ValueError, RecursionError):
        return None


def _first_line(status: os.stat_result) -> bytes:
    return b"%d %d\n" % (status.st_mtime_ns, status.st_ino)


def _set_moment(path: Path, moment: int) -> None:
    os.utime(path, ns=(moment, moment))
