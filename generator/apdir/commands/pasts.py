"""Each provider's history in words, from the commits that changed its records. For officers alone."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import click
import pydantic

import apdir
from apdir import state
from apdir.cache import key_of
from apdir.changes.compare import Seen, compare, moved
from apdir.commands.revisions import GitFailed, contents_of, tree_of
from apdir.commands.temporary import temporary_folder
from apdir.directory import ProviderRecord, read_provider
from apdir.library import Library, read_library, read_settings
from apdir.model.fields import Edition
from apdir.news.history import Commit, History
from apdir.pages.past import Past, Pasts
from apdir.summary import summarise

#: The most changes of one provider that are told: a page is no archive.
MOST = 20
#: The number of a pull request in the subject of a squashed commit, and of a merge.
REQUEST = re.compile(r"\(#(\d{1,9})\)\Z|\AMerge pull request #(\d{1,9})\b")
#: Told of whoever settings give no role, and of a record that cannot be read by today's rules.
SOMEBODY = "an officer"
UNREAD = "changed; what it said then cannot be read any more"
LEAD = "safeguarding lead changed"
#: The files of a folder, by their names in it, with the ids of their contents.
Files = dict[str, str]


def tell_pasts(root: Path, history: History | None, edition: Edition, kept: Path | None) -> Pasts | None:
    """Return each provider's changes for officers; None in another edition, and without a history.

    ``kept`` is the file in which what was told of each commit is kept from one build to the next.
    """
    if edition != "commissioner" or history is None:
        return None
    try:
        return _Teller(root, history).pasts(kept)
    except GitFailed as error:
        click.echo(f"Warning: no provider's page has its history. {error.message}", err=True)
        return None


class _Teller:
    """Walks the commits from the newest to the oldest, and back the states of the folders that they changed."""

    def __init__(self, root: Path, history: History) -> None:
        self.root = root
        self.history = history
        self.files = _folders(tree_of(root, "HEAD", "providers"))
        self.last: dict[str, tuple[Files, ProviderRecord | None]] = {}

    @cached_property
    def library(self) -> Library:
        """Settings and frameworks of today, by which earlier records are read."""
        return read_library(self.root)

    def pasts(self, kept: Path | None) -> Pasts:
        """Return every provider's changes."""
        program = Path(apdir.__file__).parent.rglob("*.py")
        own = [path for path in (self.root / "frameworks").rglob("*.yml") if path.is_file()]
        key = key_of([pydantic.VERSION], [*program, self.root / "settings.yml", *own])
        known, told = _load(kept, key), {}
        settings = read_settings(self.root)[1].record
        roles = {mail.lower(): role for mail, role in settings.officers.roles.items()} if settings else {}
        found: dict[str, list[Past]] = {slug: [] for slug in self.files}
        number: Counter[str] = Counter()
        # Each folder of long ago, by the name that it has today.
        today = {slug: slug for slug in self.files}
        for commit in reversed(self.history.commits):
            turns = self._turns(commit)
            wanted = {slug for slug in turns if slug in today and number[slug] < MOST}
            if any(not turns[slug][0] for slug in wanted):  # maybe under another name before
                wanted |= {slug for slug, (_, after) in turns.items() if not after}
            if not wanted or not self.history.since <= commit.day <= self.history.until:
                continue
            row = known.get(commit.id, {"parts": {}, "moved": {}})
            if not wanted <= row["parts"].keys():
                row = self._tell(commit, {slug: turns[slug] for slug in wanted})
            told[commit.id] = row
            request = REQUEST.search(commit.subject)
            for slug in sorted(wanted & today.keys()):
                parts = tuple(row["parts"][slug])
                number[slug] += 1
                if parts:
                    by = roles.get(commit.author.lower(), SOMEBODY)
                    of = int(request[1] or request[2]) if request else None
                    found[today[slug]].append(Past(commit.day, by, of, parts))
            for new, old in row["moved"].items():
                if new in today:
                    today[old] = today.pop(new)
                    number[old] = number[new]
        _save(kept, key, told)
        return Pasts(self.history.since, self.history.whole, MOST, {slug: tuple(rows) for slug, rows in found.items()})

    def _turns(self, commit: Commit) -> dict[str, tuple[Files, Files]]:
        """The files of each folder that a commit changed, before it and after it."""
        turns: dict[str, tuple[Files, Files]] = {}
        for file in commit.files:
            top, slug, inside = (*file.name.split("/", 2), "", "")[:3]
            if top != "providers" or not inside:
                continue
            here = self.files.get(slug, {})
            before, after = turns.setdefault(slug, (dict(here), dict(here)))
            for files, id in ((before, file.before), (after, file.after)):
                if id is None:
                    files.pop(inside, None)
                else:
                    files[inside] = id
        self.files |= {slug: before for slug, (before, _) in turns.items()}
        return turns

    def _tell(self, commit: Commit, turns: Mapping[str, tuple[Files, Files]]) -> dict[str, Any]:
        """What a commit changed in some folders: parts of a sentence of each, and which had another name before."""
        records = [self._records(commit, {slug: turn[at] for slug, turn in turns.items()}) for at in (1, 0)]
        after, before = records
        changed = {
            slug for slug in after.keys() & before.keys()
            if (one := before[slug]) and (other := after[slug])
            and one.provider.safeguarding_lead != other.provider.safeguarding_lead
        }  # fmt: skip
        states = [{slug: self._seen(commit, slug, record) for slug, record in some.items()} for some in (before, after)]
        folders = tuple(frozenset(some) for some in (before, after))
        names = [f"providers/{slug}/provider.md" for slug in turns if slug not in changed]
        changes = compare(states[0].values(), states[1].values(), (self.library,) * 2, (folders[0], folders[1]), names)
        parts = {change.folder: list(change.parts) for change in changes.providers}
        for slug, (first, second) in turns.items():
            unread = any(files and some.get(slug) is None for files, some in ((first, before), (second, after)))
            parts[slug] = [UNREAD] if unread else parts.get(slug, [])
            parts[slug] += [LEAD] if slug in changed and not unread else []
        return {"parts": parts, "moved": moved(states[0], states[1], (folders[0], folders[1]))}

    def _seen(self, commit: Commit, slug: str, record: ProviderRecord | None) -> Seen:
        """A record as officers saw it that day; whom it names as its lead is nothing to keep."""
        if record is None:
            return Seen(slug)
        nobody = record.provider.model_copy(update={"safeguarding_lead": None})
        record = dataclasses.replace(record, provider=nobody)
        summary = summarise(record, self.library, commit.day, advised=False)
        return Seen(slug, record, (record, summary))

    def _records(self, commit: Commit, states: Mapping[str, Files]) -> dict[str, ProviderRecord | None]:
        """The records of some states of folders, those that are there; None for one that cannot be read."""
        there = {slug: files for slug, files in states.items() if files}
        fresh = {slug: files for slug, files in there.items() if self.last.get(slug, ({}, None))[0] != files}
        names = [(slug, name, id) for slug, files in fresh.items() for name, id in files.items() if _is_record(name)]
        with temporary_folder() as folder:
            for (slug, name, _), content in zip(names, contents_of(self.root, [id for *_, id in names]), strict=True):
                path = folder / "providers" / slug / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            for slug, files in fresh.items():
                is_there = (folder / "providers" / slug).is_dir()
                record = read_provider(folder, slug, self.library).record() if is_there else None
                self.last[slug] = files, record
        return {slug: self.last[slug][1] for slug in there}


def _is_record(name: str) -> bool:
    return name == "provider.md" or (name.startswith(("visits/", "years/")) and name.count("/") == 1)


def _folders(tree: Iterable[tuple[str, str]]) -> dict[str, Files]:
    found: defaultdict[str, Files] = defaultdict(dict)
    for name, id in tree:
        _, slug, inside = (*name.split("/", 2), "", "")[:3]
        if inside:
            found[slug][inside] = id
    return dict(found)


def _load(kept: Path | None, key: str) -> dict[str, Any]:
    try:
        data = state.read_json(kept) if kept is not None else {}
        return dict(data["told"]) if data["key"] == key else {}
    except (ValueError, KeyError, TypeError):
        return {}


def _save(kept: Path | None, key: str, told: Mapping[str, Any]) -> None:
    if kept is not None:
        state.own_folder(kept.parent)
        with state.writing(kept) as note:
            note.write(json.dumps({"key": key, "told": told}).encode())
