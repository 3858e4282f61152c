"""A folder of output, replaced atomically."""

from __future__ import annotations

import glob
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from apdir.state import locked, refuse_special

#: A small file in every site that says what made it: only a folder that has it, or is empty, is ever replaced.
MARK = "apdir.json"
#: Prefix of a folder beside a site, after a dot and the site's name, in which a build is at work; and the place in
#: it of the earlier site for a moment.
BUILDING = ".building-"
OLD = "old"
#: Folders that earlier versions of this program left beside a site.
FORMER = ("building", "spare", "mkdocs", "searched", "forms", "old")


class NotOurs(Exception):
    """The folder to replace holds something that this program did not make. The message is for the user."""


class Busy(Exception):
    """Another build is writing to the same folder. The message is for the user."""


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Yield an empty folder to build in; it takes the place of ``out`` when the block ends well.

    When the block fails, ``out`` is as it was. The next build puts right one that was killed between the two renames at
    the end, and deletes what a killed one left behind.

    The folder is in another beside ``out``, which is gone at the end: there is room in it for parts of the work.
    Its name is new each time, so that a program that a killed build had started cannot write into the next one's.

    Raises NotOurs, NotAFile or Busy before anything is touched.
    """
    must_be_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = locked(lock_of(out), 0)
    except TimeoutError:
        raise Busy(f"Another build is writing to {out}. Wait until it has finished.") from None
    with lock:
        left = left_behind(out)
        old = [path / OLD for path in left if (path / OLD).is_dir()]
        if old and not out.exists():  # of a build that was killed between two renames
            old[0].rename(out)
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}{BUILDING}", dir=out.parent))
        (work / "site").mkdir()
        try:
            yield work / "site"
            _exchange(work / "site", out)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def lock_of(out: Path) -> Path:
    """Return the file that is locked while a site is built."""
    return out.parent / f".{out.name}.lock"


def left_behind(out: Path) -> list[Path]:
    """The folders that killed builds and earlier versions of this program left beside a site. Raises NotAFile."""
    former = [out.parent / f".{out.name}.{name}" for name in FORMER]
    left = [*sorted(out.parent.glob(f".{glob.escape(out.name)}{BUILDING}*")), *former]
    for path in left:
        refuse_special(path, file=False)
        refuse_special(path / OLD, file=False)
    return left


def put_file(file: Path, content: bytes, *, force: bool = False) -> None:
    """Write one file atomically; over one that is there only with ``force``. Raises FileExistsError."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as new:
            new.write(content)
        if force:
            temporary.replace(file)
        else:
            _put_new(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def _put_new(temporary: Path, file: Path) -> None:
    """Put a file where none may be. Raises FileExistsError."""
    try:
        file.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # the system or the file system has no links: the name is taken first
        file.open("xb").close()
        temporary.replace(file)


def put_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write new files below a folder, which is made where it is missing: all of them in their order, or none.

    Raises FileExistsError where one is there already.
    """
    made: list[Path] = []
    try:
        for name, text in texts.items():
            file = root / name
            for folder in reversed(file.parents):
                if not folder.exists():
                    folder.mkdir()
                    made.append(folder)
            put_file(file, text.encode("utf-8"))
            made.append(file)
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def mark(folder: Path, facts: dict[str, str]) -> None:
    """Write the file that says what made the folder: the edition and the day it was worked out for."""
    (folder / MARK).write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def must_be_ours(out: Path) -> None:
    """Raise NotOurs where a build would replace what is no site of its own."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise NotOurs(f"{out} is not a folder. Name a folder for the site with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise NotOurs(
            f"{out} holds files that are not a site made by apdir, and a build replaces the whole folder. "
            "Name another folder with --out, or empty this one."
        )


def _exchange(staging: Path, out: Path) -> None:
    """Put ``staging`` in the place of ``out``, which moves to `old` beside it: Python has no call to exchange two."""
    old = staging.with_name(OLD)
    if out.exists():
        out.rename(old)
    try:
        staging.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
