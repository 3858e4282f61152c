"""What git knows: which files differ between two states of the records, and the files of an earlier one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

#: The empty name of what stands in the folder now, committed or not.
NOW = ""


def git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """What git prints, run in the directory's own folder. A git that is missing or refuses is wrong use."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False, input=stdin)
    except FileNotFoundError:
        raise click.UsageError("This needs git, which is not installed here.") from None
    if done.returncode != 0:
        raise click.UsageError(f"git could not do that: {done.stderr.decode('utf-8', 'replace').strip()[:300]}")
    return done.stdout


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision names. One that git does not know is wrong use."""
    if revision.startswith("-"):
        raise click.UsageError(f"`{revision}` is not a git revision.")
    try:
        return (
            git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
        )
    except click.UsageError as error:
        if "not installed" in error.message:
            raise
        raise click.UsageError(
            f"git does not know the revision `{revision}`, or {root} is not in a git repository."
        ) from None


def ends_of(root: Path, span: str | None) -> tuple[str, str]:
    """The two states of `A..B`, `A...B` (since B left A), `A` (to what stands here now), or nothing (from HEAD)."""
    first, dots, last = (span or "HEAD").partition("..")
    since_branch = last.startswith(".")
    last = last.removeprefix(".")
    before = commit_of(root, first or "HEAD")
    after = commit_of(root, last or "HEAD") if dots else NOW
    if since_branch:
        before = git(root, "merge-base", before, after).decode().strip()
    return before, after


def changed_names(root: Path, before: str, after: str) -> set[str]:
    """Files below ``root`` that differ between two states, by their names relative to it."""
    names = git(
        root, "diff", "--name-only", "--no-renames", "--relative", "-z", before, *([after] if after else []), "--"
    )
    if not after:
        names += git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {name.decode("utf-8", "replace") for name in names.split(b"\0") if name}


def folders_in(root: Path, commit: str) -> frozenset[str]:
    """The provider folders of a commit."""
    listed = git(root, "ls-tree", "-d", "--name-only", "-z", commit, "providers/")
    return frozenset(PurePosixPath(name).name for name in listed.decode("utf-8", "replace").split("\0") if name)


def take_out(root: Path, commit: str, parts: Iterable[str], folder: Path) -> None:
    """Write the ordinary files of some parts of a commit below ``folder``; the work tree is not touched."""
    listed = git(root, "ls-tree", "-r", "-z", commit, "--", *parts)
    files = []
    for row in listed.split(b"\0"):
        about, _, name = row.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        path = PurePosixPath(name.decode("utf-8", "replace"))
        if mode in (b"100644", b"100755") and ".." not in path.parts and not path.is_absolute():
            files.append((rest.split(b" ")[1], path))
    contents = git(root, "cat-file", "--batch", stdin=b"".join(blob + b"\n" for blob, _ in files))
    at = 0
    for _, path in files:
        end = contents.index(b"\n", at)
        size = int(contents[at:end].split(b" ")[2])
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents[end + 1 : end + 1 + size])
        at = end + size + 2
