"""Differences between two states of the records in git, and the files of an earlier one."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath

import click

from apdir.pupil import without
from apdir.rules.kept import TOOLS, is_made
from apdir.source.readable import MOST
from apdir.state import open_ordinary

#: The empty name of the folder's present state, committed or not.
NOW = ""


#: Protection from branches: git fetches nothing, starts no program, and takes no files for a repository.
ENVIRONMENT = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0",
               "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}  # fmt: skip
SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "safe.bareRepository": "explicit",
}
#: Seconds for one call.
SECONDS = 60
#: Bytes of contents asked for at once.
MOST_AT_ONCE = 20_000_000
#: Modes of a symbolic link and of a submodule.
LINK, SUBMODULE = b"120000", b"160000"
#: git's own words where they are not enough: what is the matter, and what helps.
IN_WORDS = (
    (b"not a git repository", "the folder is not in a git repository"),
    (b"dubious ownership", "git does not trust the folder, since it belongs to another user: git's message says how to "
     "trust it"),
    (b"ambiguous argument 'HEAD'", "nothing has been committed yet"),
)  # fmt: skip


class GitFailed(click.UsageError):
    """git is missing, or could not do what it was asked: wrong use, unless the command can go on without it."""

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        #: Git's exit code; None where it was not started, or its answer is not what it should be.
        self.code = code


class GitSlow(GitFailed):
    """git did not end in time, or would not: one of its files is a pipe or a device."""


def git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in the directory's own folder, changing nothing there; its output. Raises GitFailed and GitSlow."""
    _refuse_pipes(root)
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = ["git", *settings, *arguments]
    env = os.environ | ENVIRONMENT
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, check=False, input=stdin, env=env, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise GitSlow(f"`git {arguments[0]}` took longer than {SECONDS} seconds, so it was stopped.") from None
    except FileNotFoundError:
        raise GitFailed("This needs git, which is not installed here.") from None
    if done.returncode != 0:
        why = next((f"{words}. " for sign, words in IN_WORDS if sign in done.stderr), "")
        said = " ".join(without(done.stderr.decode("utf-8", "replace")).split())[:300] or "nothing"
        message = f"`git {arguments[0]}` ended with exit code {done.returncode}: {why}It said: {said}"
        raise GitFailed(message, done.returncode)
    return done.stdout


@cache
def _refuse_pipes(root: Path) -> None:
    """Raise GitSlow where a pipe or a device has the name of a file that git reads: it would wait without end."""
    above = [folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git")][:1]
    asked = [folder / name for top in above for folder in (top, *root.parents) if folder.is_relative_to(top)
             for name in (".git", ".gitignore", ".gitattributes")]  # fmt: skip
    for top in (*(top / ".git" for top in above), root):
        for folder, folders, names in os.walk(top):
            folders[:] = [name for name in folders if name not in TOOLS]
            asked += [Path(folder, name) for name in names if name.startswith(".git") or top is not root]
    for path in asked:
        with suppress(OSError):
            mode = path.stat().st_mode
            if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                raise GitSlow(f"{path} is a pipe or a device, which git would wait for. Delete it first.")


def contents_of(root: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """Yield git's content of each id, nothing in place of one that is larger than any file that is read.

    Raises GitFailed where one is missing, as in a clone without its files.
    """
    asked = "".join(f"{id}\n" for id in ids).encode()
    told = git(root, "cat-file", "--batch-check=%(objecttype) %(objectsize)", stdin=asked).splitlines()
    some: list[tuple[str, int]] = []
    total = 0
    for id, line in zip(ids, told, strict=True):
        kind, _, size = line.partition(b" ")
        if kind != b"blob":
            raise GitFailed(f"`git cat-file` has no content {id[:10]}: this clone is damaged, or was made without it.")
        some.append((id, int(size)))
        total += int(size) if int(size) <= MOST else 0
        if total > MOST_AT_ONCE:
            yield from _contents(root, some)
            some, total = [], 0
    yield from _contents(root, some)


def _contents(root: Path, ids: Sequence[tuple[str, int]]) -> Iterator[bytes]:
    asked = "".join(f"{id}\n" for id, size in ids if size <= MOST).encode()
    told = git(root, "cat-file", "--batch", stdin=asked) if asked else b""
    at = 0
    for _, size in ids:
        if size > MOST:
            yield b""
            continue
        start = told.find(b"\n", at) + 1
        at = start + size + 1
        yield told[start : start + size]


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision names. One that git does not know is wrong use."""
    if revision.startswith("-"):
        raise click.UsageError(f"`{revision}` is not a git revision.")
    try:
        return (
            git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
        )
    except GitFailed as error:
        if error.code != 1:
            raise
        raise click.UsageError(f"git does not know the revision `{revision}`.") from None


def ends_of(root: Path, span: str | None) -> tuple[str, str]:
    """The two states of `A..B`, `A...B` (since B left A), `A` (to the folder now), or nothing (from HEAD)."""
    first, dots, last = (span or "HEAD").partition("..")
    since_branch = last.startswith(".")
    last = last.removeprefix(".")
    before = commit_of(root, first or "HEAD")
    after = commit_of(root, last or "HEAD") if dots else NOW
    if since_branch:
        before = git(root, "merge-base", before, after).decode().strip()
    return before, after


def changed_names(root: Path, before: str, after: str) -> set[str]:
    """Files below ``root`` that differ between two states, by their names relative to it.

    The present state is read here, not by git: that would start the programs which the repository's own settings name
    as filters.
    """
    if after:
        listed = git(root, "diff-tree", "-r", "--name-only", "--no-renames", "--relative", "-z", before, after, "--")
        return {name.decode("utf-8", "replace") for name in listed.split(b"\0") if name}
    old = dict(_blobs(root, before))
    here = git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split(b"\0")
    names = old.keys() | {name for name in here if name}
    return {
        name.decode("utf-8", "replace")
        for name in names
        if not _is_same(root / os.fsdecode(name), *old.get(name, (b"", b"")))
    }


def _blobs(root: Path, commit: str, *parts: str) -> Iterator[tuple[bytes, tuple[bytes, bytes]]]:
    """Each file of a commit below ``root``, or of some parts of it: its name, its mode and its id."""
    for row in git(root, "ls-tree", "-r", "-z", commit, "--", *parts).split(b"\0"):
        about, tab, name = row.partition(b"\t")
        if tab:
            mode, _, id = about.split(b" ")
            yield name, (mode, id)


def tree_of(root: Path, commit: str, part: str) -> Iterator[tuple[str, str]]:
    """Each ordinary file of a part of a commit below ``root``: its name and its id."""
    for name, (mode, id) in _blobs(root, commit, part):
        if mode not in (LINK, SUBMODULE):
            yield name.decode("utf-8", "replace"), id.decode()


def _is_same(path: Path, mode: bytes, id: bytes) -> bool:
    """Whether a file is as git has it, but for line ends, which git may turn on the way; with no id, is not there."""
    if not id:
        return not os.path.lexists(path)
    try:
        if mode == SUBMODULE:
            return path.is_dir()
        if mode == LINK:
            return _id(os.fsencode(path.readlink()), id) == id
        with open_ordinary(path) as file:
            content = file.read(MOST + 1)
    except OSError:
        return False
    return id in (_id(content, id), _id(content.replace(b"\r\n", b"\n"), id))


def _id(content: bytes, like: bytes) -> bytes:
    """Return git's id of a content, by the digest by which a known id was made."""
    digest = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return digest(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest().encode()


def kept_names(root: Path) -> list[str] | None:
    """Return the files below ``root`` that git keeps or would keep, None where no git keeps them.

    What tools make it would keep too where no `.gitignore` says otherwise, and is left out until it does.
    """
    try:
        cached, others = (git(root, "ls-files", which, "--exclude-standard", "-z").split(b"\0")
                          for which in ("--cached", "--others"))  # fmt: skip
    except GitSlow:
        raise
    except GitFailed:
        return None
    found = dict.fromkeys(os.fsdecode(name) for name in cached if name)
    found |= dict.fromkeys(name for name in map(os.fsdecode, others) if name and not is_made(name))
    return list(found) if "settings.yml" in found else None


def branch_of(root: Path) -> str | None:
    """Return the name of the branch that is worked on, None where there is none."""
    try:
        return git(root, "symbolic-ref", "--quiet", "--short", "HEAD").decode("utf-8", "replace").strip()
    except click.UsageError:
        return None


def folders_in(root: Path, commit: str) -> frozenset[str]:
    """The provider folders of a commit."""
    listed = git(root, "ls-tree", "-d", "--name-only", "-z", commit, "providers/")
    return frozenset(PurePosixPath(name).name for name in listed.decode("utf-8", "replace").split("\0") if name)


def take_out(root: Path, commit: str, parts: Iterable[str], folder: Path) -> None:
    """Write the ordinary files of some parts of a commit below ``folder``; the work tree is not touched."""
    files = []
    for name, (mode, id) in _blobs(root, commit, *parts):
        path = PurePosixPath(name.decode("utf-8", "replace"))
        if mode in (b"100644", b"100755") and ".." not in path.parts and not path.is_absolute():
            files.append((id.decode(), path))
    for content, (_, path) in zip(contents_of(root, [blob for blob, _ in files]), files, strict=True):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
