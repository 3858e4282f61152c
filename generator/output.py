"""A folder of output that is replaced whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

#: A small file in every site that says what made it: only a folder that has it, or is empty, is ever replaced.
MARK = "apdir.json"
AT_FDCWD = -100
RENAME_EXCHANGE = 2


class NotOurs(Exception):
    """The folder to replace holds something that this program did not make. The message is for the user."""


class Busy(Exception):
    """Another build is writing to the same folder. The message is for the user."""


@contextmanager
def replacing(out: Path, *, spare: bool = False) -> Iterator[Path]:
    """A folder beside ``out`` to build in; it takes the place of ``out`` when the block ends well.

    The exchange is one step of the file system: a reader, or a process killed at any moment, finds the old folder or
    the new one. When the block fails, ``out`` is as it was. What a killed build left behind is cleared by the next.

    The folder is empty, or with ``spare`` it may hold the site before the present one, kept for this: a build that
    leaves in place what did not change need not make thousands of folders again. Its files may be links to those of
    ``out``: never write into one, put a new one in its place.

    Raises NotOurs or Busy before anything is touched.
    """
    _must_be_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = out.parent / f".{out.name}.building"
    kept = out.parent / f".{out.name}.spare"
    with _lock(out.parent / f".{out.name}.lock", out):
        shutil.rmtree(staging, ignore_errors=True)
        if spare and kept.is_dir():
            kept.rename(staging)
        else:
            shutil.rmtree(kept, ignore_errors=True)
            staging.mkdir()
        try:
            yield staging
            _exchange(staging, out)
            if spare and staging.is_dir():
                staging.rename(kept)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def beside(out: Path, what: str) -> Iterator[Path]:
    """A new, empty folder beside ``out`` for a part of the work, gone at its end. Only for who holds the lock."""
    folder = out.parent / f".{out.name}.{what}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(new: Path, folder: Path, *, keeping: Collection[str]) -> None:
    """Move everything in ``new`` into ``folder``, over what stands there; what is not in ``new`` goes.

    ``keeping`` are the entries of ``folder`` that somebody else fills: there only files of the same name are replaced.
    """
    for entry in list(folder.iterdir()):
        if entry.name not in keeping:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for entry in sorted(new.rglob("*")):
        target = folder / entry.relative_to(new)
        if entry.is_dir():
            target.mkdir(exist_ok=True)
        else:
            entry.replace(target)


def put_file(file: Path, content: bytes, *, force: bool = False) -> None:
    """Write one file, whole or not at all; over one that is there only with ``force``. Raises FileExistsError."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        temporary.write_bytes(content)
        if force:
            temporary.replace(file)
        else:
            file.hardlink_to(temporary)
    finally:
        temporary.unlink(missing_ok=True)


def mark(folder: Path, facts: dict[str, str]) -> None:
    """Write the file that says what made the folder: the edition and the day it was worked out for."""
    (folder / MARK).write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _must_be_ours(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise NotOurs(f"{out} is not a folder. Name a folder for the site with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise NotOurs(
            f"{out} holds files that are not a site made by apdir, and a build replaces the whole folder. "
            "Name another folder with --out, or empty this one."
        )


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock on ``path``, waiting for whoever has it: what the block does, one process does at a time."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _lock(path: Path, out: Path) -> Iterator[None]:
    """Hold the lock on ``path``. The system lets go of it when a process ends, however it ends."""
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(f"Another build is writing to {out}. Wait until it has finished.") from None
        yield


def _exchange(staging: Path, out: Path) -> None:
    """Put ``staging`` in the place of ``out``; what stood there is left at ``staging`` to be removed."""
    if not out.exists():
        staging.rename(out)
        return
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        done = libc.renameat2(AT_FDCWD, os.fsencode(staging), AT_FDCWD, os.fsencode(out), RENAME_EXCHANGE)
    except AttributeError:
        done = -1
        ctypes.set_errno(errno.ENOSYS)
    if done == 0:
        return
    if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(out))
    # A file system without the exchange: two renames, and for that moment there is no folder at all.
    old = out.parent / f".{out.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
