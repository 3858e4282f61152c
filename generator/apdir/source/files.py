"""The files below a repository that may hold records, and their bytes as checked text."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from apdir.problems import Problem, first_of
from apdir.state import open_ordinary

#: Git's conflict markers, each alone at the start of a line. Seven equals signs alone
#: may be a heading's underline, so they count only beside one of the others.
CONFLICT = re.compile(r"^(?:<{7}(?: |$)|={7}$|>{7}(?: |$)|\|{7}(?: |$))", re.MULTILINE)
CONFLICT_BEGINS = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
CONFLICTING = re.compile(r"^(?:<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)", re.MULTILINE)
#: Starts of conflict markers but the equals signs, for a quick search.
CONFLICTED = ("<<<<<<<", ">>>>>>>", "|||||||")
#: Line breaks, tabs and the printable characters of ASCII: a file of nothing else has no character to look for.
PLAIN_BYTES = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F)))
#: Characters that no editor shows, that break lines in some programs alone, or that turn the direction of text, none
#: of which a record needs.
HIDDEN = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
#: The kinds of problem of what is neither a file nor a folder.
LINK, SPECIAL = "symbolic link", "file"
#: A line is told of once.
CONTROL = re.compile(rf"{HIDDEN}[^\n]*")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file before it is refused unread: a record is a few kilobytes.

    ``nodes`` are all its values, ``items`` those of one list or group of fields.
    """

    bytes: int = 1_000_000
    nodes: int = 20_000
    depth: int = 20
    items: int = 1_000


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file found below the root: its path on disk and its name relative to the root, with forward slashes.

    ``passed_over``: it is hidden or an editor's back-up, and so is no record; but git may keep it.
    """

    path: Path
    name: str
    passed_over: bool = False


def record_files(root: Path, folder: str, *, passed_over: bool = False) -> Iterator[RecordFile | Problem]:
    """Every file below ``root/folder`` in sorted order; a problem for each link, pipe or device.

    Hidden files (a leading dot) and editors' back-ups (a trailing tilde) are passed over, or with ``passed_over`` are
    given too and say so.
    """
    top = root / folder
    if top.is_symlink():
        yield _outside(folder)
    elif top.is_dir():
        yield from _files_in(root, os.fspath(top), folder, passed_over)


def _files_in(root: Path, place: str, name: str, passed_over: bool) -> Iterator[RecordFile | Problem]:
    """The files of one folder, then those of its folders; the system tells of links and kinds as it lists them."""
    waiting = [(place, name)]
    while waiting:
        place, name = waiting.pop()
        with os.scandir(place) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        folders = []
        for entry in entries:
            relative = f"{name}/{entry.name}"
            hidden = entry.name.startswith(".") or entry.name.endswith("~")
            if entry.is_symlink():
                yield _outside(relative)
            elif entry.is_dir(follow_symlinks=False):
                if not hidden:
                    folders.append((entry.path, relative))
            elif not entry.is_file(follow_symlinks=False):
                yield _special(relative)
            elif hidden:
                if passed_over:
                    yield RecordFile(Path(entry.path), relative, passed_over=True)
            else:
                yield RecordFile(Path(entry.path), relative)
        waiting += reversed(folders)


def record_file(root: Path, name: str) -> RecordFile | Problem:
    """One file by its name relative to the root, or the problem that it is a link, a pipe or a device."""
    return special_file(root, name) or RecordFile(root / name, name)


def special_file(root: Path, name: str) -> Problem | None:
    """Return the problem that something is neither a file nor a folder; None where it is one, or is not there.

    A link among its parent folders is told by its own name.
    """
    for folder in list(PurePosixPath(name).parents)[-2::-1]:
        if (root / folder).is_symlink():
            return _outside(folder.as_posix())
    try:
        mode = (root / name).lstat().st_mode
    except OSError:
        return None
    if stat.S_ISLNK(mode):
        return _outside(name)
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else _special(name)


def _special(name: str) -> Problem:
    return Problem(name, 0, 0, "", "This is not an ordinary file.", "Put the file itself here.", SPECIAL)


def _outside(name: str) -> Problem:
    return Problem(
        name,
        0,
        0,
        "",
        "This is a symbolic link that leads elsewhere.",
        "Put the file itself here: a record must stand inside the repository.",
        LINK,
    )


def read_bytes(file: RecordFile, limits: Limits) -> tuple[str, list[Problem]]:
    """The text of a file with plain line ends, and every problem of its bytes.

    A byte-order mark and CRLF line ends are read rightly and are no problem: the words are what counts. What cannot
    be read rightly (another encoding, control characters, merge-conflict marks) is a problem at its line; the
    text is then empty, for nothing in it can be trusted.
    """

    def problem(line: int, column: int, message: str, hint: str, kind: str) -> Problem:
        return Problem(file.name, line, column, "", message, hint, kind)

    try:
        with open_ordinary(file.path) as opened:
            size = os.fstat(opened.fileno()).st_size
            raw = opened.read() if size <= limits.bytes else b""
        if size > limits.bytes:
            return "", [
                problem(
                    0,
                    0,
                    f"This file has {size:,} bytes; a record has {limits.bytes:,} at most.",
                    "Keep documents and pictures elsewhere and give their address.",
                    "huge file",
                )
            ]
    except OSError as error:
        return "", [problem(0, 0, f"This file cannot be read ({error.strerror}).", "Check its permissions.", "file")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8-sig", "replace")) + 1
        return "", [
            problem(
                line,
                column,
                "This file is not UTF-8 text: a character here was saved in another encoding.",
                "Save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8).",
                "encoding",
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        return "", [problem(0, 0, "This file is empty.", "Fill in the record or delete the file.", "empty file")]
    marked = any(mark in text for mark in CONFLICTED) and CONFLICTING.search(text)
    found = first_of(
        _places(text, CONFLICT_BEGINS if CONFLICT_BEGINS.search(text) else CONFLICT) if marked else (),
        lambda place: problem(
            *place,
            "Two people changed these lines, and both versions are here, down to the line `>>>>>>>`.",
            "Keep the version that is right; delete the other, and the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
            "merge conflict",
        ),
    )
    found += first_of(
        _places(text, CONTROL) if raw.translate(None, PLAIN_BYTES) else (),
        lambda place: problem(
            *place, "There is an invisible control character here.", "Delete it, or type the line again.",
            "control character",
        ),
    )  # fmt: skip
    return ("" if found else text), found


def _places(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield line and column, from 1, of everything in a text that a pattern finds."""
    line, start = 1, 0
    for match in sign.finditer(text):
        breaks = text.count("\n", start, match.start())
        start = text.rfind("\n", start, match.start()) + 1 if breaks else start
        line += breaks
        yield line, match.start() - start + 1
