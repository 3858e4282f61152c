"""What may not stand in the pages written by hand, nor beside the records: no pupil data, in no text and no name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.library import FORMS
from generator.problems import Problem
from generator.rules.mkdocs import read_mkdocs
from generator.source import RecordFile, look_into, pupil_in_name, record_files

#: Folders in which every file is looked at, and files that stand beside the records without being any.
FOLDERS = ("content",)
BESIDE = ("providers", "frameworks")


def check_content(root: Path) -> Iterator[Problem]:
    """Every problem of mkdocs.yml, and of pupil data in `content/` and in what stands beside the folders of records."""
    yield from read_mkdocs(root)[1]
    for folder in FOLDERS:
        for file in record_files(root, folder, passed_over=True):
            if isinstance(file, Problem):
                yield file
            elif not file.name.startswith(f"{FORMS}/") or file.path.suffix != ".yml":  # a record, looked at when read
                yield from _in(file)
    for folder in BESIDE:
        for path in sorted((root / folder).iterdir()) if (root / folder).is_dir() else ():
            if path.is_file() and not path.is_symlink() and path.suffix != ".yml":
                yield from _in(RecordFile(path, f"{folder}/{path.name}"))


def _in(file: RecordFile) -> Iterator[Problem]:
    yield from pupil_in_name(file.name, file.name)
    yield from look_into(file)
