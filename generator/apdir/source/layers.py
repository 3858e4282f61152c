"""A directory's own files over those that come with the program.

A file of the directory in `content/`, `frameworks/` or `theme/` replaces the program's of the same name; the others
are the program's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apdir.problems import Problem
from apdir.source.files import RecordFile, record_file, record_files

PACKAGE = Path(__file__).parents[1]
#: Folder of the program's own files: in the package where it is installed, at the top in its repository.
PROGRAM = PACKAGE if (PACKAGE / "theme").is_dir() else PACKAGE.parents[1]


def layered_files(root: Path, folder: str) -> Iterator[RecordFile | Problem]:
    """Every file below a folder as `record_files` has them: the directory's own, then the program's others."""
    taken = set()
    for file in record_files(root, folder):
        taken.add(file.file if isinstance(file, Problem) else file.name)
        yield file
    if root.resolve() != PROGRAM:
        yield from (file for file in _programs(folder) if file.name not in taken)


def layered_file(root: Path, name: str) -> RecordFile | Problem | None:
    """One file by its name: the directory's own, else the program's; None where neither has it."""
    if (root / name).exists() or (root / name).is_symlink():
        return record_file(root, name)
    return RecordFile(PROGRAM / name, name) if (PROGRAM / name).is_file() else None


def _programs(folder: str) -> Iterator[RecordFile]:
    return (file for file in record_files(PROGRAM, folder) if isinstance(file, RecordFile))


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders in which a part of the theme is looked for, the first that has it first."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, root: Path) -> Theme:
        """The theme of a directory: its own `theme/`, where it has one, over the program's."""
        own = root / "theme"
        return cls((own, PROGRAM / "theme") if own.is_dir() and root.resolve() != PROGRAM else (PROGRAM / "theme",))

    @property
    def own(self) -> Path | None:
        """The directory's own folder; None where it has none."""
        return self.folders[0] if len(self.folders) > 1 else None

    def below(self, name: str) -> Theme:
        """A folder of the theme."""
        return Theme(tuple(folder / name for folder in self.folders))

    def file(self, name: str) -> Path:
        """A file of the theme, which the program has if the directory has not."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), self.folders[-1] / name)

    def files(self, ending: str = "") -> list[Path]:
        """Every file with an ending at any depth, by its name below the folders."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in folder.rglob(f"*{ending}"):
                if path.is_file():
                    found.setdefault(path.relative_to(folder).as_posix(), path)
        return [path for _, path in sorted(found.items())]


class TemplateFault(Exception):
    """A template of a directory's own theme cannot be used. The message is for the user; so is ``problem``."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.file}:{problem.line}: {problem.message}")
        self.problem = problem
