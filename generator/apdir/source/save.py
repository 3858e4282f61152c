"""Atomic writes of several files of records: all or none, whatever happens meanwhile.

The new texts are put into one file, the plan, atomically. Before that step nothing has changed; from it on everything
has, since whoever reads the records next writes what the plan says (`finish`). A process killed at any moment so leaves
the old records or the new ones, and at the next command no trace. A plan is believed only where this program wrote it
(`apdir.state`), and writes over nothing that has changed since; any other is told of and not carried out.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from apdir import state
from apdir.source.readable import MOST

#: The plan, at the root of the directory repository.
PLAN = ".apdir-saving.json"
UNFINISHED = f"{PLAN}.new"
#: Locked while records are written. It stays when the lock is let go: two could have one file if it were deleted.
LOCK = ".cache/apdir/saving.lock"
#: Paths written so.
RECORDS = ("providers/", "frameworks/", "content/", "imports/", "settings.yml", "requirements.txt")
#: Seconds to wait while another process writes.
LOCK_TIMEOUT = 20.0


class NotSaved(Exception):
    """The records are no longer what the change was made from, or another is writing. The message is for users."""


def write_files(
    root: Path, texts: Mapping[str, str | None], was: Mapping[str, str | None] | Mapping[str, bytes | None]
) -> None:
    """Write each text to its file among `RECORDS`, by its name relative to the root: all of them, or none.

    A file whose text is None is taken away, and its folder where nothing else is in it. ``was`` is what each was made
    from, None for one that must not be there yet. Raises NotSaved where one has changed since, so that of two commands
    at once neither takes away what the other wrote, and NotAFile.
    """
    if not texts:
        return
    plan = {name: {"was": _digest(was[name]), "is": _digest(text), "text": text} for name, text in texts.items()}
    with _alone(root):
        _finish(root)
        for name in texts:
            if _digest_of(root, name) != plan[name]["was"]:
                raise NotSaved(f"{name} changed while this command was at work. Nothing was written: run it again.")
        with state.writing(root / PLAN, through=root / UNFINISHED) as file:
            file.write(json.dumps(plan).encode())
        _finish(root)


def finish(root: Path) -> list[str]:
    """Do what is left of a change that was stopped in the middle; the names of its files, none where there was none.

    Raises NotSaved where one of them has changed since: nothing is written then.
    """
    if not _plan(root) and not os.path.lexists(root / UNFINISHED):
        return []
    with _alone(root):
        return _finish(root)


def read_text(path: Path) -> str:
    """A file's text with its line ends and its byte-order mark as they are.

    Raises OSError, as for a link or a pipe, and for a file that is larger than any that may be here.
    """
    with state.open_ordinary(path) as file:
        raw = file.read(MOST + 1)
    if len(raw) > MOST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))
    return raw.decode("utf-8")


def _finish(root: Path) -> list[str]:
    """Write what a plan says, and take the plan away. Only for who holds the lock."""
    state.refuse_special(root / UNFINISHED, folder=False)
    (root / UNFINISHED).unlink(missing_ok=True)
    plan = _plan(root)
    found = {name: _digest_of(root, name) for name in plan}
    changed = [name for name, row in plan.items() if found[name] not in (row["was"], row["is"])]
    if changed:
        raise NotSaved(
            f"An earlier command was stopped while it wrote {len(plan)} files, and since then somebody changed "
            f"{', '.join(changed)}. Nothing was written over. Look at `git diff`, put right what is half done, "
            f"and delete the file {PLAN}; or undo that change, and the next command finishes the others."
        )
    for name, row in plan.items():
        if found[name] == row["is"]:
            continue
        if row["text"] is None:
            _take_away(root, name)
        else:
            _put(root, name, row["text"].encode("utf-8"))
    if plan:
        (root / PLAN).unlink()
    return list(plan)


def _plan(root: Path) -> dict[str, dict[str, Any]]:
    """The plan that this program left here, empty where there is none. Raises NotSaved where it cannot be believed."""
    if not os.path.lexists(root / PLAN):
        return {}
    if state.read(root / PLAN) is None:
        raise NotSaved(
            f"The file {PLAN} was not left here by this program: it came with a branch, an archive or a copy of this "
            "folder, and is not carried out. Look at `git diff`, put right what is half done, and delete that file."
        )
    plan = state.read_json(root / PLAN)
    if not isinstance(plan, dict) or not all(map(_is_row, plan.values())):
        raise NotSaved(
            f"The file {PLAN}, which a stopped command left, is broken, so that its work cannot be finished. "
            "Look at `git diff`, put right what is half done, and delete that file."
        )
    return plan if all(map(_is_record, plan)) else {}


def _is_record(name: str) -> bool:
    """Whether a file is one of `RECORDS`, or below a folder of them."""
    below = any(name == record or (record.endswith("/") and name.startswith(record)) for record in RECORDS)
    return below and ".." not in PurePosixPath(name).parts


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("text", 0), str | None) and {"was", "is"} <= row.keys()


def _put(root: Path, name: str, content: bytes) -> None:
    """Write one file atomically, with the permissions that it had."""
    target = root / name
    state.own_folder(target.parent, root)
    beside = target.with_name(f".{target.name}.new")
    state.refuse_special(beside, folder=False)
    beside.unlink(missing_ok=True)  # of the process that was stopped
    with beside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, beside)
    beside.replace(target)


def _take_away(root: Path, name: str) -> None:
    """Delete one file, and the folders that are empty without it, up to the one at the top."""
    (root / name).unlink()
    for folder in list(Path(name).parents)[:-2]:
        if any((root / folder).iterdir()):
            break
        (root / folder).rmdir()


def _digest_of(root: Path, name: str) -> str | None:
    """The digest of a file, None where it is not there. Raises NotAFile where a link leads elsewhere."""
    for part in ((root / name), *(root / name).parents):
        if part != root and part.is_relative_to(root):
            state.refuse_special(part)
    try:
        return hashlib.blake2b((root / name).read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _digest(content: str | bytes | None) -> str | None:
    if content is None:
        return None
    return hashlib.blake2b(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Be the only one who writes records at ``root``. Raises NotSaved where another does not end."""
    state.own_folder((root / LOCK).parent, root)
    try:
        lock = state.locked(root / LOCK, LOCK_TIMEOUT)
    except TimeoutError:
        raise NotSaved("Another command is writing records here. Wait until it has finished, and try again.") from None
    with lock:
        yield
