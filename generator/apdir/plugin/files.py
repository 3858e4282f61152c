"""Files of the new site: each is made anew, or is a link to the same file of the earlier one and never written into."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

#: Size and time of files by their names.
Stamps = Mapping[str, tuple[int, int]]


def write_file(folder: str | Path, text: str) -> tuple[int, int]:
    """Write a folder's index.html, in place of one that may be a link to the earlier site's; its size and time."""
    here = os.fspath(folder)
    try:
        os.mkdir(here)
    except FileExistsError:
        return write_whole(f"{here}/index.html", text)
    except FileNotFoundError:
        os.makedirs(here, exist_ok=True)
    return _write_new(f"{here}/index.html", text.encode("utf-8"))


def write_whole(name: str, text: str) -> tuple[int, int]:
    """Write one file of a folder that is there, in place of one that may be a link; its size and time."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name)
    return _write_new(name, text.encode("utf-8"))


def _write_new(name: str, content: bytes) -> tuple[int, int]:
    with open(name, "xb", buffering=0) as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]
        status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def stamp_of(name: str | Path) -> tuple[int, int]:
    """Size and time of a file; of a link, its own."""
    status = os.lstat(name)
    return status.st_size, status.st_mtime_ns


def stamps_in(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below a folder, by its name in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): stamp_of(path) for path in files}


def link_file(source: str | Path, target: str | Path) -> None:
    """Link a file, or copy it with its time where the system, or the file system, has no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileNotFoundError, FileExistsError):
        raise
    except (OSError, AttributeError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def link_files(stamps: Iterable[tuple[str, tuple[int, int]]], earlier: str | Path, folder: str | Path) -> bool:
    """Link files of an earlier folder into the new one; False, with some linked, where one is not as it was left."""
    try:
        for name, stamp in stamps:
            if stamp_of(f"{earlier}/{name}") != stamp:
                return False
            target = f"{folder}/{name}"
            try:
                link_file(f"{earlier}/{name}", target)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                link_file(f"{earlier}/{name}", target)
    except OSError:
        return False
    return True
