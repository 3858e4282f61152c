"""No pupil data in any file that a directory's repository keeps, in no name of one: not only in what is published.

Records, and pages that are published, are looked at where they are read; here is everything else.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from apdir.problems import Problem
from apdir.pupil import in_name
from apdir.source import PROGRAM, RecordFile, look_into, pupil_in_name

#: Names of files read as records, and so checked there.
RECORD = re.compile(
    r"settings\.yml|frameworks/(?:crosswalk|[^/.][^/]*/[^/.][^/]*)\.yml|content/forms/[^/.][^/]*\.yml"
    r"|providers/[^/.][^/]*(?<!~)/(?:provider\.md|(?:visits|years)/[^/]+\.yml)"
)
#: Prefixes of folders of further sites, such as the officers' edition.
SITES = "site-"
#: Folders at the top, and anywhere, that tools make.
MADE = frozenset((".cache", "site", "build", "dist", "venv", ".tox", ".nox", ".hypothesis"))
TOOLS = frozenset((".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".pytest_cache",
                   ".ruff_cache"))  # fmt: skip
#: In a repository of the program itself: its own code, which shows what pupil data looks like, and that of others.
OF_PROGRAM = ("generator/", "tests/", "theme/vendor/", "theme/assets/pdf-lib/")
#: A file by which that repository is known where another copy of the program checks it.
ITS_CODE = "generator/apdir/rules/kept.py"
ANOTHER_PROGRAM = (
    "This is a repository of the program itself, and another copy of the program checks it. The examples of pupil data "
    "in its own code and tests were not looked at.",
    "Check it with its own program: `make check`.",
)


def check_kept(root: Path, names: Iterable[str] | None) -> Iterator[Problem]:
    """Yield every problem of pupil data in the files that git keeps (``names``), or in all that are there (None)."""
    found = names if names is not None else _walk(root, "")
    other = not is_program(root) and (root / ITS_CODE).is_file()
    if other:
        yield Problem("generator", 0, 0, "", *ANOTHER_PROGRAM, "another program")
    passed = OF_PROGRAM if other or is_program(root) else ()
    for name in sorted(found):
        record = RECORD.fullmatch(name) is not None
        if name.startswith(passed) or (record and name.startswith("providers/")):  # its name is looked at there too
            continue
        path = root / name
        try:
            mode = path.lstat().st_mode
        except OSError:  # git remembers it, and it is gone
            continue
        told = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if in_name(told.split("/")[0]) is not None:
            told = "[name not shown]"
        yield from pupil_in_name(told, name)
        if stat.S_ISDIR(mode):  # another repository within this one
            yield from check_kept(root, _walk(root, name.rstrip("/")))
        elif stat.S_ISLNK(mode):
            yield from pupil_in_name(told, str(path.readlink()))
        elif stat.S_ISREG(mode) and not record:
            yield from look_into(RecordFile(path, told))


def is_program(root: Path) -> bool:
    """Return whether a directory's repository is that of the program too: of the one that runs, whatever it holds."""
    return root.resolve() == PROGRAM.resolve()


def is_made(name: str) -> bool:
    """Return whether a file, by its name below the root, is in a folder that a tool made and can make again."""
    top, *inner = name.split("/")[:-1] or [""]
    return top in MADE or top.startswith(SITES) or not TOOLS.isdisjoint((top, *inner))


def _walk(root: Path, top: str) -> Iterator[str]:
    """Every file below a folder, but for what tools make."""
    for folder, folders, files in os.walk(root / top):
        below = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if not is_made(f"{(below / name).as_posix()}/")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*files, *links):
            yield Path(folder, name).relative_to(root).as_posix()
