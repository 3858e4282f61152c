"""The last build's knowledge of each provider, so that unchanged ones are neither read nor rendered nor written."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from apdir import state
from apdir.pages.card import Card, from_json, to_json
from apdir.rules import Check
from apdir.summary import reported
from apdir.summary.due import Due
from apdir.summary.reported import Reported

FORMAT = 10
#: Endings of the files beside the entries: of rows, of comparisons, and of data.
BESIDE = (".rows", ".compared", ".data")
#: A line of a file for each slug.
Lines = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry of one provider.

    ``signature`` tells whether its files changed; ``files`` are those written for it, and their folders, by their names
    below the site's root, each with its stamp; ``links`` where its pages lead beside each other.
    """

    signature: str
    facts: Check | None
    card: Card | None
    due: tuple[Due, ...]
    reported: Reported | None = None
    files: dict[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()

    @property
    def pages(self) -> list[str]:
        """The addresses of its pages."""
        return [name.removesuffix("index.html") for name in self.files if name.endswith("/index.html")]


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries by slug, good only for one ``key``: the same program, templates, settings, frameworks, edition, day.

    ``lines`` holds each entry as it is stored, so that one that did not change is not written out again; ``rows`` what
    lists show of each provider, ``compared`` what comparisons do, and ``data`` its lines of the files that list all of
    them. These are kept in files of their own, which nobody takes apart for this.
    """

    key: str
    entries: dict[str, Entry]
    lines: dict[str, bytes]
    rows: dict[str, bytes] = field(default_factory=dict)
    compared: dict[str, bytes] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Memory:
    """The cache of the last site in a process that builds again and again: nothing is read for it, or written.

    ``changed`` names the providers' folders that changed since, where that is known: the others, and what was made of
    them, are not looked at.
    """

    cache: Cache = field(default_factory=lambda: Cache("", {}, {}))
    changed: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Entries as they are stored, in a file from the moment they are made, so that no memory is taken by them."""

    file: IO[bytes]

    def add(self, slug: str, line: bytes) -> None:
        """Put one more entry at the end."""
        self.file.write(_line(slug, line))


@contextmanager
def gathering(folder: Path) -> Iterator[Gathered]:
    """A place for the entries of one build until `save`: a file without a name, gone however the build ends."""
    state.own_folder(folder)
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Gathered(file)


def signature(folder: Path) -> str:
    """A digest of a folder's files by name, size, number and times, read without opening any.

    The time of the last change of a file's entry moves with every write and cannot be set back, so a file edited and
    given its old date again is noticed.
    """
    digest = hashlib.blake2b(digest_size=16)
    stack = [os.fspath(folder)]
    while stack:
        here = stack.pop()
        with os.scandir(here) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                status = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    stack.append(entry.path)
                    digest.update(f"{entry.name}/\0".encode())
                else:
                    digest.update(
                        f"{entry.name}\0{status.st_size}\0{status.st_ino}\0{status.st_mtime_ns}\0"
                        f"{status.st_ctime_ns}\0{status.st_mode}\0".encode("utf-8", "surrogateescape")
                    )
    return digest.hexdigest()


def key_of(parts: Iterable[str], files: Iterable[Path]) -> str:
    """A digest of everything that every page rests on: some words, and the content of some files."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() + b"\0")
    for file in sorted(files):
        with file.open("rb") as opened:
            digest.update(os.fsencode(file) + b"\0" + hashlib.file_digest(opened, "blake2b").digest())
    return digest.hexdigest()


def load(path: Path, key: str) -> Cache:
    """The cache at ``path``, empty where there is none, it is broken, or it is for another key."""
    try:
        lines = _load(path, key)
        entries = {slug: _entry(json.loads(line)) for slug, line in lines.items()}
        return Cache(key, entries, lines, *(_load(path.with_suffix(ending), key) for ending in BESIDE))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Cache(key, {}, {})


def save(path: Path, key: str, entries: Gathered, *beside: Lines) -> None:
    """Write the cache, each file atomically; all are by slug, those ``beside`` the entries in the order of `BESIDE`."""
    for ending, lines in zip(BESIDE, beside, strict=True):
        with _replacing(path.with_suffix(ending), key) as file:
            file.writelines(_line(slug, line) for slug, line in lines)
    entries.file.seek(0)
    with _replacing(path, key) as file:
        shutil.copyfileobj(entries.file, file)


def _load(path: Path, key: str) -> dict[str, bytes]:
    head, *rows = (state.read(path) or b"{}").split(b"\n")
    if json.loads(head) != {"format": FORMAT, "key": key}:
        return {}
    parted = (row.partition(b"\t") for row in rows)
    return {slug.decode("utf-8", "surrogateescape"): line for slug, tab, line in parted if tab}


@contextmanager
def _replacing(path: Path, key: str) -> Iterator[IO[bytes]]:
    with state.writing(path) as file:
        file.write(json.dumps({"format": FORMAT, "key": key}).encode() + b"\n")
        yield file


def _line(slug: str, line: bytes) -> bytes:
    return slug.encode("utf-8", "surrogateescape") + b"\t" + line + b"\n"


def line_of(entry: Entry) -> bytes:
    """An entry as it is stored, on one line."""
    return json.dumps(_row(entry), separators=(",", ":")).encode()


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "signature": entry.signature,
        "facts": dataclasses.asdict(entry.facts) if entry.facts else None,
        "card": to_json(entry.card) if entry.card else None,
        "due": [{**dataclasses.asdict(row), "day": row.day.isoformat()} for row in entry.due],
        "reported": reported.to_json(entry.reported) if entry.reported else None,
        "files": entry.files,
        "links": entry.links,
    }


def _entry(row: dict[str, Any]) -> Entry:
    facts = row["facts"]
    return Entry(
        row["signature"],
        Check(**facts | {name: tuple(facts[name]) for name in ("places", "hidden", "shown")}) if facts else None,
        from_json(row["card"]) if row["card"] else None,
        tuple(Due(**{**due, "day": date.fromisoformat(due["day"])}) for due in row["due"]),
        reported.from_json(row["reported"]) if row["reported"] else None,
        row["files"],
        tuple(row["links"]),
    )
