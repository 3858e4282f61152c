"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_files(texts: Mapping[Path, str]) -> None:
    """Write each text to its file: all of them beside their places first, then each moved there in one step.

    A process killed at any moment leaves every file as it was or as it should be.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
            waiting.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        for temporary, path in waiting:
            temporary.replace(path.resolve())
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def read_text(path: Path) -> str:
    """A file's text with its line ends and its byte-order mark as they are."""
    return path.read_bytes().decode("utf-8")
