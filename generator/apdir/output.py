"""A folder of output, replaced atomically."""

from __future__ import annotations

import glob
import json
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePath

from apdir import state
from apdir.state import locked, refuse_special

#: A small file in every site that says what made it: only a folder that has it, or is empty, is ever replaced.
MARK = "apdir.json"
#: Prefix of a folder beside a site, after a dot and the site's name, in which a build is at work; and the place in
#: it of the earlier site for a moment.
BUILDING = ".building-"
OLD = "old"
#: In such a folder: what is put into the place of what, from when the new site is complete.
PLAN = "plan.json"
#: Folders that earlier versions of this program left beside a site.
FORMER = ("building", "spare", "mkdocs", "searched", "forms", "old")


class NotOurs(Exception):
    """The folder to replace holds something that this program did not make. The message is for the user."""


class Busy(Exception):
    """Another build is writing to the same folder. The message is for the user."""


@dataclass(frozen=True)
class NewSite:
    """A site in the making: what is made anew in the folder ``out``, and what stays where it is in the ``earlier`` one.

    ``kept`` names what stays: files, and folders, which end with a slash, with all that they hold.
    """

    out: Path
    earlier: Path | None = None
    kept: set[str] = field(default_factory=set)
    _folders: dict[str, bool] = field(default_factory=dict)

    def keep(self, stamps: Mapping[str, str]) -> bool:
        """Keep files and folders of the earlier site; False, with none kept, where one is not as it was left.

        A folder's time moves with each file that comes or goes, so nothing is in it that a build did not put there.
        """
        try:
            if self.earlier is None or any(stamp_of(f"{self.earlier}/{name}") != stamps[name] for name in stamps):
                return False
        except OSError:
            return False
        if not all(self._is_folder(folder) for folder in {_above(name) for name in stamps}.difference(stamps)):
            return False
        self.kept.update(stamps)
        return True

    def write(self, name: str, content: bytes) -> None:
        """Write a file; where the earlier site has the same in its place, that one stays."""
        if self._has(name, content):
            self.kept.add(name)
            return
        file = self.out / name
        try:
            file.write_bytes(content)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def _has(self, name: str, content: bytes) -> bool:
        """Whether the earlier site has a file of this content, and no link to one."""
        if self.earlier is None:
            return False
        old = self.earlier / name
        try:
            status = old.lstat()
            alike = stat.S_ISREG(status.st_mode) and status.st_size == len(content) and old.read_bytes() == content
        except OSError:
            return False
        return alike and self._is_folder(_above(name))

    def _is_folder(self, name: str) -> bool:
        """Whether a folder of the earlier site, and each that it is in, is one and no link to another."""
        if name and self.earlier is not None and name not in self._folders:
            link = (self.earlier / name).is_symlink()
            self._folders[name] = not link and self._is_folder(_above(name))
        return not name or self._folders[name]

    def file(self, name: str) -> Path:
        """Where a file of the new site is until the site is put in its place."""
        return (self.out if self.earlier is None or name not in self.kept else self.earlier) / name

    def pages(self) -> set[str]:
        """The addresses of all pages that the new site has."""
        new = (file.relative_to(self.out).as_posix() for file in self.out.rglob("index.html"))
        return {name.removesuffix("index.html") for name in chain(new, self.kept) if name.endswith("index.html")}


def _above(name: str) -> str:
    """The folder that a file or folder of a site is in, with a slash at its end; of the site itself, nothing."""
    return name.rstrip("/").rpartition("/")[0] + "/" if "/" in name.rstrip("/") else ""


def stamp_of(name: str) -> str:
    """Size and time of a file or folder; of a link, its own, which a slash at the end would follow."""
    status = os.lstat(name.rstrip("/"))
    return f"{status.st_size} {status.st_mtime_ns}"


def stamps_below(site: str | Path, folder: str) -> Iterator[tuple[str, str]]:
    """The stamp of a folder of a site, which ends with a slash, and of every file and folder below it, by name."""
    yield folder, stamp_of(f"{site}/{folder}")
    with os.scandir(f"{site}/{folder}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from stamps_below(site, f"{folder}{entry.name}/")
            else:
                yield folder + entry.name, stamp_of(entry.path)


@contextmanager
def replacing(out: Path, kept: Collection[str] = ()) -> Iterator[Path]:
    """Yield an empty folder to build in; it takes the place of ``out`` when the block ends well.

    ``kept``, which the block may fill, names what of ``out`` stays in place among the new: files, and folders, which
    end with a slash.

    When the block fails, ``out`` is as it was. The next build puts right one that was killed among the renames at the
    end, and deletes what a killed one left behind.

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
            if (plan := state.read_json(path / PLAN)) is not None:
                _carry_out(plan, path, out)
            shutil.rmtree(path, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}{BUILDING}", dir=out.parent))
        (work / "site").mkdir()
        try:
            yield work / "site"
            _put_among(work, out, kept) if kept else _exchange(work / "site", out)
        finally:
            if not (work / PLAN).exists():  # else the next build finishes what it says
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


def _put_among(work: Path, out: Path, kept: Collection[str]) -> None:
    """Put the new site among what is kept of the earlier one, folder by folder where nothing in one is kept."""
    above: set[str] = set()
    for name in kept:
        folder = _above(name)
        while folder and folder not in above:
            above.add(folder)
            folder = _above(folder)
    new = sorted(_tops(work / "site", above, {MARK}))
    plan = {"out": sorted(set(_tops(out, above, {MARK, *kept})).difference(new)), "in": new}
    with state.writing(work / PLAN) as file:
        file.write(json.dumps(plan).encode())
    _carry_out(plan, work, out)


def _tops(site: Path, above: Collection[str], kept: Collection[str], folder: str = "") -> Iterator[str]:
    """Files and folders of a site, not those that are kept, and of folders ``above`` one that is what is in them."""
    with os.scandir(site / folder) as entries:
        for entry in entries:
            name = folder + entry.name
            if name in kept or f"{name}/" in kept:
                continue
            if f"{name}/" in above and entry.is_dir(follow_symlinks=False):
                yield from _tops(site, above, kept, f"{name}/")
            else:
                yield name


def _is_below(plan: object, out: Path) -> bool:
    """Whether a plan has two lists, of plain names below the site that no link leads away from."""
    if not isinstance(plan, dict) or not all(isinstance(plan.get(key), list) for key in ("out", "in")):
        return False
    names = [*plan["out"], *plan["in"]]
    if not all(isinstance(name, str) and name == PurePath(name).as_posix() and "\0" not in name for name in names):
        return False
    paths = [PurePath(name) for name in names]
    if any(not path.parts or path.anchor or ".." in path.parts for path in paths):
        return False
    return not any((out / above).is_symlink() for above in {above for path in paths for above in path.parents[:-1]})


def _carry_out(plan: Mapping[str, list[str]], work: Path, out: Path) -> None:
    """Move names ``out`` of the site and others ``in``; what a killed build had moved is passed over.

    Raises NotOurs before anything is touched, and OSError, when all is as it was.
    """
    if not _is_below(plan, out):
        raise NotOurs(f"The plan {work / PLAN} names something outside the site. Nothing was done: delete {work}.")
    gone = work / "gone"
    gone.mkdir(exist_ok=True)
    done: list[tuple[Path, Path]] = []
    try:
        for number, name in enumerate([*plan["out"], *plan["in"]]):
            there, new = out / name, work / "site" / name
            if number >= len(plan["out"]) and not os.path.lexists(new):
                continue
            for move in ((there, gone / str(number)), (new, there)):
                if os.path.lexists(move[0]):
                    move[0].rename(move[1])
                    done.append(move)
        with suppress(FileNotFoundError):
            (work / "site" / MARK).replace(out / MARK)  # in one step, and last: without it the site is nobody's
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        (work / PLAN).unlink()
        raise
    (work / PLAN).unlink()
