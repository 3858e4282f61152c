"""Files of the new site, written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_file(folder: str | Path, text: str) -> None:
    """Write a new folder's index.html."""
    here = os.fspath(folder)
    try:
        os.mkdir(here)
    except FileNotFoundError:
        os.makedirs(here, exist_ok=True)
    except FileExistsError:
        pass
    write_whole(f"{here}/index.html", text)


def write_whole(name: str, text: str) -> None:
    """Write one file of a folder that is there."""
    with open(name, "wb", buffering=0) as file:
        view = memoryview(text.encode("utf-8"))
        while view:
            view = view[file.write(view) :]


def write_bytes(name: str, content: bytes) -> None:
    """Write one file, and its folder where that is missing."""
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def link_file(source: str | Path, target: str | Path) -> None:
    """Link a file, or copy it with its time where the system, or the file system, has no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileNotFoundError, FileExistsError):
        raise
    except (OSError, AttributeError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)
