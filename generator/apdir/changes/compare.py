"""Two states of a directory, side by side: what changes for whom, and which pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from apdir.changes.fields import differences
from apdir.changes.provider import begun, compared, told
from apdir.compile import pages_of
from apdir.days import day_in_words
from apdir.directory import ProviderRecord, read_provider
from apdir.edition import redact_for
from apdir.library import Library
from apdir.model.framework import Framework
from apdir.pages import links
from apdir.pages.card import Card, card_of
from apdir.pages.page import Site
from apdir.pages.views import count, words
from apdir.pupil import hidden_name
from apdir.rules import check_provider
from apdir.summary import ProviderSummary

#: Prefixes of files that say something, not how it is shown.
RECORDS = ("content/", "providers/", "frameworks/", "settings.yml")
#: Files on which pages depend beside them, and how many others are named.
PROGRAM = ("generator/", "theme/", "requirements.", "mkdocs.yml", "pyproject.toml")
MOST_FILES = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One provider's folder in one state, as an edition shows it.

    ``shown`` is None where the edition does not show it or where it has problems; ``whole`` is the record before it
    was redacted for the edition, None with problems.
    """

    slug: str
    whole: ProviderRecord | None = None
    shown: tuple[ProviderRecord, ProviderSummary] | None = None
    card: Card | None = None
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name for readers."""
        return self.shown[0].provider.name if self.shown else self.slug


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one provider, framework or other part: parts of one sentence, and addresses of pages."""

    name: str
    folder: str
    parts: tuple[str, ...]
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changes; ``unread`` are the folders with problems, of which nothing can be said."""

    providers: tuple[Change, ...]
    others: tuple[Change, ...]
    unread: tuple[str, ...]


def see(root: Path, slug: str, site: Site) -> Seen:
    """One folder as the site's edition shows it."""
    if not (root / "providers" / slug).is_dir():
        return Seen(slug)
    read = read_provider(root, slug, site.library)
    record = None if check_provider(read, site.library, site.today) else read.record()
    if record is None:
        return Seen(slug)
    shown = redact_for(record, site.library, site.edition, site.today)
    if shown is None:
        return Seen(slug, record)
    pages = {page.path: f"{page.title}\n{page.content}" for page in pages_of(*shown, site)}
    return Seen(slug, record, shown, card_of(*shown), pages)


def compare(
    before: Iterable[Seen],
    after: Iterable[Seen],
    libraries: tuple[Library, Library],
    folders: tuple[frozenset[str], frozenset[str]],
    names: Iterable[str] = (),
) -> Changes:
    """Compare two states of some folders and of the library.

    ``folders`` are the names of all provider folders in each state, ``names`` those of every file that differs.
    """
    old = {seen.slug: seen for seen in before}
    new = {seen.slug: seen for seen in after}
    names_before = moved(old, new, folders)
    rows: list[Change] = []
    unread = {
        seen.slug
        for states, there in zip((old, new), folders, strict=True)
        for seen in states.values()
        if seen.slug in there and seen.whole is None
    }
    names = tuple(names)
    touched = {name.split("/")[1] for name in names if name.startswith("providers/") and "/" in name[10:]}
    beside: list[Change] = []
    for slug in sorted(old.keys() | new.keys()):
        if slug in names_before.values() or slug in unread:
            continue
        one = old.get(names_before.get(slug, slug), Seen(slug))
        change = _provider(one, new.get(slug, Seen(slug)), folders)
        if slug in touched or change.parts:
            rows.append(change if change.parts else replace(change, parts=_unseen(change)))
        elif change.pages:
            beside.append(change)
    rows = [change for change in rows if change.parts]
    rows.sort(key=lambda change: (change.name.lower(), change.folder))
    return Changes(tuple(rows), tuple(_library(*libraries, names, beside)), tuple(sorted(map(hidden_name, unread))))


def moved(old: dict[str, Seen], new: dict[str, Seen], folders: tuple[frozenset[str], frozenset[str]]) -> dict[str, str]:
    """Folders that are new, each with the folder that it was before: one school, one name, or the same visits."""
    gone = [seen for slug, seen in old.items() if slug not in folders[1] and seen.whole is not None]
    found: dict[str, str] = {}
    for slug, seen in new.items():
        if slug in folders[0] or seen.whole is None:
            continue
        for other in gone:
            if other.slug not in found.values() and _same(other.whole, seen.whole):
                found[slug] = other.slug
                break
    return found


def _same(one: ProviderRecord | None, other: ProviderRecord | None) -> bool:
    if one is None or other is None:
        return False
    urn = one.provider.registration.urn
    if urn is not None and urn == other.provider.registration.urn:
        return True
    return one.provider.name.lower() == other.provider.name.lower() or one.provider.contact == other.provider.contact


def _provider(old: Seen, new: Seen, folders: tuple[frozenset[str], frozenset[str]]) -> Change:
    """The change of one provider; without parts where its readers are told nothing new."""
    pages = [path for path in (*old.pages, *new.pages) if old.pages.get(path) != new.pages.get(path)]
    if old.card != new.card:
        pages.append(links.PROVIDERS)
    paths = tuple(dict.fromkeys(pages))
    parts: Iterable[str] = ()
    if new.shown is None and old.shown is not None:
        parts = ("is published no longer",) if new.slug in folders[1] else ("taken out, with all its visits",)
    elif new.shown is not None and old.shown is None:
        parts = begun(*new.shown) if old.slug not in folders[0] else ("is published again",)
    elif new.shown is not None and old.shown is not None:
        parts = compared(old.shown, new.shown)
    if new.shown is None and old.shown is None:
        parts = ("a provider that this edition does not show",)
    found = tuple(parts)
    if not found and _own(old.whole) != _own(new.whole):
        found = ("changes only in what officers see; public pages stay as they are",)
    return Change(new.name if new.shown else old.name, new.slug, found, paths)


def _own(record: ProviderRecord | None) -> object:
    """The folder's own content, without the frameworks that it is read against."""
    if record is None:
        return None
    visits = [(visit.id, visit.visit) for visit in (*record.visits, *record.planned)]
    return record.provider, record.description, visits, [(year.id, year.year) for year in record.years]


def _unseen(change: Change) -> tuple[str, ...]:
    """Words for a file that was edited and tells its readers nothing new."""
    return ("layout of its pages",) if change.pages else ("layout or comments of its file; pages stay as they are",)


def _library(old: Library, new: Library, names: Iterable[str], beside: Iterable[Change]) -> Iterator[Change]:
    was = {(version.id, version.version): version for rows in old.frameworks.values() for version in rows}
    now = {(version.id, version.version): version for rows in new.frameworks.values() for version in rows}
    for key in sorted(was.keys() | now.keys()):
        yield from _framework(key, was.get(key), now.get(key))
    if old.settings != new.settings:
        yield Change("Settings", "settings.yml", tuple(told(list(differences(old.settings, new.settings)))))
    if old.crosswalk != new.crosswalk and old.crosswalk is not None and new.crosswalk is not None:
        parts = tuple(told(list(differences(old.crosswalk, new.crosswalk))))
        yield Change("How the frameworks compare", "frameworks/crosswalk.yml", parts, (links.CROSSWALK,))
    others = list(beside)
    if others:
        paths = tuple(path for change in others for path in change.pages)
        yield Change("Pages beside", "", (f"those of {count(len(others), 'provider')} show the above",), paths)
    by_hand = sorted(name for name in names if name.startswith("content/"))
    if by_hand:
        yield Change("Pages written by hand", "content", tuple(name.removeprefix("content/") for name in by_hand))
    rest = sorted(name for name in names if not name.startswith(RECORDS))
    of_program = {name for name in rest if name.startswith(PROGRAM)}
    for title, files, effect in (
        ("The program", [name for name in rest if name in of_program], "pages may look different"),
        ("Other files", [name for name in rest if name not in of_program], "no page depends on them"),
    ):
        if files:
            yield Change(title, "", (f"{_some(files)}: {effect}",))


def _some(names: list[str]) -> str:
    """The first of some files, and how many more there are."""
    more = len(names) - MOST_FILES
    return words([*map(hidden_name, names[:MOST_FILES]), *([f"{count(more, 'more file')}"] if more > 0 else [])])


def _framework(key: tuple[str, str], old: Framework | None, new: Framework | None) -> Iterator[Change]:
    known = new or old
    if old == new or known is None:
        return
    name, folder = f"{known.short_title}, version {known.version}", f"frameworks/{key[0]}/{key[1]}.yml"
    page = (links.framework_path(key[0]),)
    if new is None:
        yield Change(name, folder, ("taken out",), page)
    elif old is None:
        yield Change(name, folder, (f"new version, in force from {day_in_words(new.in_force.start)}",), page)
    else:
        yield Change(name, folder, tuple(told(list(differences(old, new)))), page)
