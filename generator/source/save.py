"""Files of records written together: all of them or none, whatever happens while they are written.

The new texts are first written into a folder of their own, then a plan of where each belongs is put beside them in one
step. Before that step nothing has changed; from it on everything has, since whoever reads the records next finishes
what the plan says (`finish`). A process killed at any moment so leaves the old records or the new ones, never some of
each, and at the next command no trace.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

#: The folder in which new texts wait, at the root of the directory repository.
WAITING = ".apdir-saving"
PLAN = "plan.json"
#: Where files are written so. A plan that names another place is none of ours, and nothing is done with it.
RECORDS = "providers"
#: How often to try again, each fiftieth of a second, while another process writes.
PATIENCE = 1_000


class NotSaved(Exception):
    """The records are no longer what the change was made from, or another is writing. The message is for users."""


def write_files(root: Path, texts: Mapping[str, str], was: Mapping[str, str | None]) -> None:
    """Write each text to its file below `providers/`, by its name relative to the root: all of them, or none.

    ``was`` is the text that each was made from, None for one that must not be there yet. Raises NotSaved where one has
    changed since, so that of two commands at once neither takes away what the other wrote.
    """
    if not texts:
        return
    with _alone(root):
        _finish(root)
        for name in texts:
            if _text_of(root / name) != was[name]:
                raise NotSaved(f"{name} changed while this command was at work. Nothing was written: run it again.")
        waiting = root / WAITING
        try:
            waiting.mkdir()
            for number, text in enumerate(texts.values()):
                _write(waiting / str(number), text.encode("utf-8"))
            _write(waiting / "plan", json.dumps(list(texts)).encode("utf-8"))
            (waiting / "plan").replace(waiting / PLAN)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise
        _finish(root)


def finish(root: Path) -> list[str]:
    """Do what is left of a change that was stopped in the middle; the names of its files, none where none was."""
    if not _is_there(root):
        return []
    with _alone(root):
        return _finish(root)


def read_text(path: Path) -> str:
    """A file's text with its line ends and its byte-order mark as they are."""
    return path.read_bytes().decode("utf-8")


def _finish(root: Path) -> list[str]:
    """Move what waits to its place where there is a plan, and clear the folder. Only for who holds the lock."""
    waiting = root / WAITING
    names = _planned(root)
    for number, name in enumerate(names):
        source, target = waiting / str(number), (root / name).resolve()
        if not source.exists():
            continue  # moved before the process was stopped
        target.parent.mkdir(parents=True, exist_ok=True)
        source.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        try:
            source.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            beside = target.with_name(f".{target.name}.new")  # providers/ lies on another disk
            shutil.copy(source, beside)
            beside.replace(target)
            source.unlink()
    if _is_there(root):
        shutil.rmtree(waiting)
    return names


def _planned(root: Path) -> list[str]:
    """The files that a plan names, none where there is no plan or it is not one that this module wrote."""
    try:
        names = json.loads(read_text(root / WAITING / PLAN))
    except (OSError, ValueError):
        return []
    if not _is_there(root) or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return []
    records = (root / RECORDS).resolve()
    ours = all((root / name).resolve().is_relative_to(records) for name in names)
    return names if ours and not any(entry.is_symlink() for entry in (root / WAITING).iterdir()) else []


def _is_there(root: Path) -> bool:
    """Whether something was left waiting; a link is nothing that this module made."""
    return (root / WAITING).is_dir() and not (root / WAITING).is_symlink()


def _text_of(path: Path) -> str | None:
    try:
        return read_text(path)
    except FileNotFoundError:
        return None


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Be the only one who writes records at ``root``. The system lets go when a process ends, however it ends."""
    handle = os.open(root, os.O_RDONLY)
    try:
        for _ in range(PATIENCE):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.02)
            else:
                break
        else:
            raise NotSaved("Another command is writing records here. Wait until it has finished, and try again.")
        yield
    finally:
        os.close(handle)
