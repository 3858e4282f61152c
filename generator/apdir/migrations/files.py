"""A directory's own files while migrations change them: nothing is written before all is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from apdir.source import FieldPath, RecordFile, record_files
from apdir.source.edit import CannotEdit, Editable
from apdir.source.save import read_text, write_files

COMMENT = re.compile(r"(?:^|\s)(#.*)$")


@dataclass(frozen=True, slots=True, order=True)
class Moved:
    """Something that a migration changes, or cannot: in which file, on which line (0 for the file), in words."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        """The change as a line for people."""
        return f"{self.file}{f':{self.line}' if self.line else ''}: {self.words}"


class Files:
    """The texts of a directory's own files with what migrations change in them; None for one that goes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, str | None] = {}
        self.was: dict[str, str | None] = {}
        self.told: list[Moved] = []
        #: The changes of names for which something is changed here.
        self.why: list[str] = []
        #: Moves that would do harm: where there is any, nothing may be written.
        self.refused: list[Moved] = []

    def below(self, folder: str, ending: str) -> Iterator[str]:
        """The names of the files below a folder, as they are by now, that end so."""
        there = {file.name for file in record_files(self.root, folder) if isinstance(file, RecordFile)}
        names = (there | self.texts.keys()) - {name for name, text in self.texts.items() if text is None}
        yield from sorted(name for name in names if name.startswith(f"{folder}/") and name.endswith(ending))

    def has(self, name: str) -> bool:
        """Whether the directory has a file of its own by this name, as things are by now."""
        return self.texts[name] is not None if name in self.texts else (self.root / name).is_file()

    def read(self, name: str) -> str:
        """The text of a file as it is by now; empty where it is none, which `apdir check` tells of."""
        if name not in self.texts:
            try:
                return read_text(self.root / name)
            except (OSError, UnicodeDecodeError):
                return ""
        return self.texts[name] or ""

    def editable(self, folder: str, word: str) -> list[tuple[str, Editable]]:
        """The YAML files below a folder that have a word anywhere; one that cannot be read is refused."""
        found = []
        for name in self.below(folder, ".yml"):
            if word in self.read(name):
                file = Editable(self.read(name))
                try:
                    assert isinstance(file.data, dict)
                    found.append((name, file))
                except CannotEdit as error:
                    self.refuse(name, 0, str(error))
        return found

    def put(self, name: str, text: str, line: int, words: str) -> None:
        """Give a file another text, and say so by the line of the text that it has now."""
        self.told.append(Moved(name, self._line(name, line), words))
        self._put(name, text)

    def move(self, name: str, to: str) -> None:
        """Give a file another name, and say so."""
        self._put(to, self.read(name))
        self._put(name, None)
        self.told.append(Moved(name, 0, f"moves to {to}."))

    def refuse(self, name: str, line: int, words: str) -> None:
        """Say what cannot be moved without harm."""
        self.refused.append(Moved(name, self._line(name, line), words))

    @property
    def changed(self) -> dict[str, str | None]:
        """The files that are not as they were: their new texts by name."""
        return {name: text for name, text in self.texts.items() if text != self.was[name]}

    def write(self, also: dict[str, tuple[str, str]] | None = None) -> None:
        """Write every change, all or none; with them other files, as they were and as they become. Raises NotSaved."""
        more = also or {}
        texts = self.changed | {name: new for name, (_, new) in more.items()}
        write_files(self.root, texts, self.was | {name: old for name, (old, _) in more.items()})

    def _line(self, name: str, line: int) -> int:
        """The line of the file on disk that is a line of its text by now; the same where there is none."""
        was, now = (self.was.get(name) or "").split("\n"), self.read(name).split("\n")
        blocks = SequenceMatcher(None, now, was, autojunk=False).get_matching_blocks() if name in self.was else ()
        return next((row.b + line - row.a for row in blocks if row.a < line <= row.a + row.size), line)

    def _put(self, name: str, text: str | None) -> None:
        if name not in self.was:
            self.was[name] = self.read(name) if (self.root / name).is_file() else None
        self.texts[name] = text


def fields(data: Any, name: str, at: FieldPath = ()) -> Iterator[FieldPath]:
    """Yield the path of every field of a name, wherever in the data, in order."""
    rows = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in rows:
        if step == name:
            yield (*at, step)
        yield from fields(inner, name, (*at, step))


def with_comments(before: str, after: str) -> str:
    """The new text with the comments, above what changed, that went with the lines that are no longer there."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    end = "\r\n" if "\r\n" in before else "\n"
    kept = [match[1] for row in old if (match := COMMENT.search(row.rstrip("\r\n")))]
    for comment in (match[1] for row in new if (match := COMMENT.search(row.rstrip("\r\n")))):
        if comment in kept:
            kept.remove(comment)
    return "".join([*new[:same], *(f"{comment}{end}" for comment in kept), *new[same:]])
