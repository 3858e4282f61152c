"""A directory's own files while migrations change them: nothing is written before all is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apdir.source import RecordFile, record_files
from apdir.source.save import read_text, write_files


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
        #: What cannot be moved without harm: where there is any, nothing may be written.
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

    def put(self, name: str, text: str, line: int, words: str) -> None:
        """Give a file another text, and say so."""
        self._put(name, text)
        self.told.append(Moved(name, line, words))

    def move(self, name: str, to: str) -> None:
        """Give a file another name, and say so."""
        self._put(to, self.read(name))
        self._put(name, None)
        self.told.append(Moved(name, 0, f"moves to {to}."))

    def refuse(self, name: str, line: int, words: str) -> None:
        """Say what cannot be moved without harm."""
        self.refused.append(Moved(name, line, words))

    @property
    def changed(self) -> dict[str, str | None]:
        """The files that are not as they were: their new texts by name."""
        return {name: text for name, text in self.texts.items() if text != self.was[name]}

    def write(self, also: dict[str, tuple[str, str]] | None = None) -> None:
        """Write every change, all or none; with them other files, as they were and as they become. Raises NotSaved."""
        more = also or {}
        texts = self.changed | {name: new for name, (_, new) in more.items()}
        write_files(self.root, texts, self.was | {name: old for name, (old, _) in more.items()})

    def _put(self, name: str, text: str | None) -> None:
        if name not in self.was:
            self.was[name] = self.read(name) if (self.root / name).is_file() else None
        self.texts[name] = text
