"""Changes of each provider on each day, from the files that every commit changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from apdir.news.facts import Facts


@dataclass(frozen=True, slots=True)
class Changed:
    """One file that a commit changed: its name below the directory's root, and its content before and after by id."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its day as it states it, the files it changed; its id, whose address it has, its first line."""

    day: date
    files: tuple[Changed, ...]
    id: str = ""
    author: str = ""
    subject: str = ""


@dataclass(slots=True)
class Turn:
    """A provider's change on one day: facts of each of its files before that day and after it.

    ``origin`` is the first folder that is known of it, so that it stays the same when the folder is renamed.
    """

    day: date
    origin: str
    before: dict[str, Facts | None] = field(default_factory=dict)
    after: dict[str, Facts | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """The known past: turns, oldest first; the origins of renamed folders; new versions of frameworks.

    ``since`` is the first day of it. ``whole``: whether it reaches back as far as was asked for. ``salt`` is mixed into
    what the feed's ids are made of, so that nobody can guess a folder's name from them; it is the same for good.
    ``commits`` are those that it is made of and all that are newer, oldest first; ``until`` is its last day.
    """

    since: date
    whole: bool
    turns: tuple[Turn, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    frameworks: tuple[tuple[date, str, str], ...] = ()
    salt: str = ""
    commits: tuple[Commit, ...] = ()
    until: date = date.max


def follow(
    commits: Iterable[Commit], facts: Mapping[str, Facts | None], since: date, *, whole: bool, salt: str
) -> History:
    """The history of some commits, oldest first; ``facts`` are those of contents, by their ids."""
    turns: dict[tuple[date, str], Turn] = {}
    origins: dict[str, str] = {}
    last: dict[tuple[str, str], Facts | None] = {}
    frameworks: list[tuple[date, str, str]] = []
    for commit in commits:
        files = [(*_parts(file.name), file) for file in commit.files if file.name.startswith("providers/")]
        origins |= _renamed(files, facts, origins)
        # Removed files come first: of a folder that was renamed, its files come back under the new name.
        for slug, inside, file in sorted(files, key=lambda row: row[2].after is not None):
            origin = origins.get(slug, slug)
            turn = turns.setdefault((commit.day, origin), Turn(commit.day, origin))
            known = last.get((origin, inside), facts.get(file.before) if file.before else None)
            after = facts.get(file.after) if file.after else None
            if file.after is not None and after is None:
                # Not a right record: the next one is compared with what was known before.
                last.setdefault((origin, inside), known)
                continue
            turn.before.setdefault(inside, known)
            turn.after[inside] = last[(origin, inside)] = after
        for file in commit.files:
            parts = file.name.split("/")
            if parts[0] == "frameworks" and len(parts) == 3 and file.before is None and file.after is not None:
                frameworks.append((commit.day, parts[1], parts[2].removesuffix(".yml")))
    found = tuple(turn for turn in turns.values() if turn.before != turn.after)
    return History(since, whole, found, origins, tuple(frameworks), salt)


def _parts(name: str) -> tuple[str, str]:
    _, slug, inside = (*name.split("/", 2), "")[:3]
    return slug, inside


def _renamed(
    files: list[tuple[str, str, Changed]], facts: Mapping[str, Facts | None], origins: Mapping[str, str]
) -> dict[str, str]:
    """Folders that a commit made of others, each with its origin: one school by its number, or one name."""
    gone = {slug: facts.get(file.before or "") for slug, inside, file in files
            if inside == "provider.md" and file.after is None}  # fmt: skip
    found: dict[str, str] = {}
    for slug, inside, file in files:
        new = facts.get(file.after or "")
        if inside != "provider.md" or file.before is not None or new is None:
            continue
        for old, was in gone.items():
            if was is not None and old not in found.values() and _same(was, new):
                found[slug] = origins.get(old, old)
                break
    return found


def _same(one: Facts, other: Facts) -> bool:
    alike = one["name"] == other["name"] or one["values"]["contact details"] == other["values"]["contact details"]
    return bool(one["urn"] and one["urn"] == other["urn"]) or alike
