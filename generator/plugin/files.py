"""Files of the new site: each takes the place of one that may be a link to the earlier site's, never written into."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from pathlib import Path


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
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        status = os.fstat(handle)
    finally:
        os.close(handle)
    return status.st_size, status.st_mtime_ns


def prune(root: Path, below: str, wanted: Collection[str]) -> None:
    """Take out of the folder ``below`` of ``root`` all but the pages of the addresses ``wanted``.

    Folders that stay are not made anew: on some file systems that takes longer than to write what is in them.
    """
    for folder, _, names in os.walk(root / below, topdown=False):
        path = Path(folder).relative_to(root).as_posix()
        kept = {"index.html"} if ("" if path == "." else f"{path}/") in wanted else set()
        for name in set(names) - kept:
            os.unlink(os.path.join(folder, name))
        if not kept and not os.listdir(folder):
            os.rmdir(folder)


def without_links(folder: Path) -> None:
    """Take every link out of a folder that is to be written into, and the folder if it is one: they lead elsewhere."""
    if folder.is_symlink():
        folder.unlink()
    for here, folders, _ in os.walk(folder):
        for name in folders:
            if os.path.islink(f"{here}/{name}"):
                os.unlink(f"{here}/{name}")
