"""The history of the records, as git has it: which files each commit changed, read once and kept by their content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click
import pydantic

import apdir
from apdir import state
from apdir.cache import key_of
from apdir.commands.revisions import GitFailed, contents_of, git
from apdir.days import months_after
from apdir.library import read_settings
from apdir.news.facts import Facts, facts_of
from apdir.news.history import Changed, Commit, History, follow
from apdir.source.save import read_text

#: Files with facts: a provider's own and its visits.
READ = ("provider.md",)
#: Prefix of the mode of an ordinary file.
FILE = "100"
UNSHALLOW = "Fetch it with `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`."


def read_history(root: Path, day: date, kept: Path | None) -> History | None:
    """The news' history up to a day, as far back as settings say; None where they ask for none.

    None as well, with a warning, where it cannot be read: the page of changes then says so. ``kept`` is the file in
    which facts of contents are kept from one build to the next. What a revision that is not there any more said is not
    kept.
    """
    settings = read_settings(root)[1].record
    if settings is None or not settings.publishing.news_for_months:
        return None
    since = months_after(day, -settings.publishing.news_for_months)
    try:
        history = _read(root, since, day, kept, settings.publishing.feed_secret or "")
    except GitFailed as error:
        click.echo(
            "Warning: the history of the records could not be read, so that the page of changes and its feed tell "
            f"nothing. {error.message}",
            err=True,
        )
        return None
    if not history.whole:
        click.echo(
            f"Warning: this is a shallow clone, whose history begins on {history.since.isoformat()}: what changed "
            f"before is not told. {UNSHALLOW}",
            err=True,
        )
    return history


def _read(root: Path, since: date, day: date, kept: Path | None, secret: str) -> History:
    if git(root, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise GitFailed("The folder is not in git's working tree.")
    begun = git(root, "rev-list", "--max-parents=0", "--format=%cs", "HEAD").decode().split()
    every = tuple(_commits(root, since))
    commits = [commit for commit in every if since <= commit.day <= day]
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    if shallow and not commits:
        raise GitFailed(f"This is a shallow clone, which does not hold what changed before. {UNSHALLOW}")
    first = max(since, _day(begun[-1]))
    found = follow(
        commits, _facts(root, commits, kept), first, whole=not shallow or first == since, salt=f"{begun[-2]} {secret}"
    )
    return replace(found, commits=every, until=day)


def state_of(root: Path) -> bytes:
    """Cache key of a history beside the day: last commit and settings; empty where there is no git."""
    try:
        return git(root, "rev-parse", "HEAD") + read_text(root / "settings.yml").encode()
    except (GitFailed, OSError, UnicodeDecodeError):
        return b""


def _commits(root: Path, since: date) -> Iterator[Commit]:
    """The commits of the main line that changed records, oldest first; not the first of all, which changed nothing."""
    listed = git(
        root, "log", "-z", "--first-parent", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--no-renames",
        "--no-ext-diff", "--no-show-signature", "--reverse", "--relative", f"--since={since - timedelta(days=2)}",
        "--min-parents=1", "--format=%x01%cs%x02%H%x02%ae%x02%s", "HEAD", "--", "providers", "frameworks",
    )  # fmt: skip
    for block in listed.decode("utf-8", "replace").split("\x01")[1:]:
        head, *rows = block.split("\0")
        on, *about_it = head.split("\x02", 3)
        files = []
        for about, name in zip(rows[::2], rows[1::2], strict=False):
            was, now, before, after, _ = about.split()
            # Links and submodules are no records.
            before = before if was.removeprefix(":").startswith(FILE) else ""
            files.append(Changed(name, before or None, after if now.startswith(FILE) else None))
        yield Commit(_day(on), tuple(files), *about_it)


def _day(written: str) -> date:
    """Return the day that a commit states; of one beyond all that Python counts, the last."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.max


def _facts(root: Path, commits: Iterable[Commit], kept: Path | None) -> dict[str, Facts | None]:
    """The facts of every content that some commits changed, by its id."""
    wanted: dict[str, str] = {}
    for commit in commits:
        for file in commit.files:
            inside = file.name.split("/", 2)[-1]
            if file.name.startswith("providers/") and (inside in READ or inside.startswith("visits/")):
                wanted |= {id: inside for id in (file.before, file.after) if id is not None}
    key = key_of([pydantic.VERSION], Path(apdir.__file__).parent.rglob("*.py"))
    found = {id: facts for id, facts in _load(kept, key).items() if id in wanted}
    fresh = [id for id in wanted if id not in found]
    for id, content in zip(fresh, contents_of(root, fresh), strict=True):
        found[id] = facts_of(wanted[id], content)
    if kept is not None:
        state.own_folder(kept.parent)
        with state.writing(kept) as note:
            note.write(json.dumps({"key": key, "facts": found}).encode())
    return found


def _load(kept: Path | None, key: str) -> dict[str, Facts | None]:
    try:
        data = state.read_json(kept) if kept is not None else {}
        return dict(data["facts"]) if data["key"] == key else {}
    except (ValueError, KeyError, TypeError):
        return {}
