"""Which files of a directory changed while `apdir serve` runs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver

#: With more changed folders than this all are looked at: of very many changes the system may lose some.
MANY = 500
WATCHED = ("providers", "frameworks", "content", "theme", "settings.yml", "mkdocs.yml")
#: What the system tells of. That a folder was opened, as a build does with thousands, it would tell of at great cost.
CHANGED: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent, DirCreatedEvent, DirDeletedEvent,
    DirMovedEvent,
]  # fmt: skip


class Changes(FileSystemEventHandler):
    """Notes when something changed, and in which providers' folders since the last site was built."""

    def __init__(self, root: Path) -> None:
        self._root, self._providers = root, root / "providers"
        self._folders: set[str] = set()
        self.last: float | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change of what is not hidden; many programs save a file under a hidden name and rename it."""
        for path in (Path(os.fsdecode(name)) for name in (event.src_path, event.dest_path) if name):
            if self._providers in path.parents:
                self._folders.add(path.relative_to(self._providers).parts[0])
            elif path == self._providers or self._root not in path.parents:  # some systems tell of another path to it
                self._folders.add("")
            if not path.name.startswith("."):
                self.last = time.monotonic()

    @contextmanager
    def taken(self) -> Iterator[frozenset[str] | None]:
        """The folders that changed, None where all may have; when the block ends well, they are forgotten."""
        folders, self._folders = self._folders, set()
        try:
            yield frozenset(folders) if len(folders) <= MANY and "" not in folders else None
        except BaseException:
            self._folders |= folders
            raise


def watched(root: Path) -> list[Path]:
    """Return the files and folders whose changes start a build: nothing behind a link, which may lead anywhere."""
    return [path for name in WATCHED if (path := root / name).exists() and not path.is_symlink()]


def watch(observer: BaseObserver, changes: Changes, root: Path) -> None:
    """Have changes noted once the observer starts."""
    for path in watched(root):
        observer.schedule(changes, os.fspath(path), recursive=path.is_dir(), event_filter=CHANGED)
