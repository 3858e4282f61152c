"""Differences between two sites that two versions of the program made of the same records."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path
from typing import Any

from apdir.source.svg import read_svg
from apdir.wording import providers

#: Folder of the site's data; the shapes of records and the profile of others are no data of the directory's own.
DATA = "api/v1"
NO_DATA = ("api/v1/schema/", "api/v1/openreferral/")
#: Pages of lists that only part what is on others.
PARTED = re.compile(r"(?:^|/)page/\d+/")
#: So many pages of each kind are read word for word, and so many differences of each sort are told.
READ, TOLD = 40, 10
#: A text shorter than this says nothing by itself where it is new or gone.
SHORT = 12
UNSEEN = re.compile(r"<(script|style|svg|template)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
TITLE = re.compile(r"<title>([^<]*)</title>")


def lost_pages(own: Iterable[str], old: Path, new: Path) -> list[str]:
    """Pages of providers, visits and the directory's own that the new site lacks, in words. There may be none.

    ``own`` are the names of the directory's own files.
    """
    written = {name.removeprefix("content/").removesuffix(".md").removesuffix("index") for name in own}
    gone = sorted(_pages(old) - _pages(new))
    return [
        f"The page /{_address(name)} would be gone."
        for name in gone
        if name.startswith("providers/") or _address(name) in written or _address(name).rstrip("/") in written
    ]


def lost_files(own: Mapping[str, Path], old: Path, new: Path) -> list[str]:
    """The directory's own files, by their names, that the old site holds as they are and the new one nowhere.

    A drawing that the new site holds as a clean copy is in it.
    """
    was, there = _digests(old), _digests(new)
    return [
        f"{name} is in the site now, and would not be."
        for name, content in ((name, path.read_bytes()) for name, path in own.items())
        if _digest(content) in was and not there & {_digest(content), _digest(read_svg(content).content)}
    ]


def site_changes(old: Path, new: Path) -> Iterator[str]:
    """Yield in words what the new site has otherwise: approvals, pages, data, words."""
    yield from _standings(_listed(old), _listed(new))
    yield from _addresses(old, new)
    yield from _data(old, new)
    yield from _words(old, new)


def _pages(site: Path) -> set[str]:
    names = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return {name for name in names if not PARTED.search(name)}


def _address(name: str) -> str:
    return name.removesuffix("index.html")


def _standings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield each provider whose approval status, or latest visit, another version words or reckons otherwise."""
    both = [(old[slug], new[slug]) for slug in sorted(old.keys() & new.keys())]
    standing = [
        f"{now['name']}: its approval status is “{now['label']}”, and was “{was['label']}”."
        for was, now in both
        if was["standing"] != now["standing"]
    ]
    yield from standing or [f"No approval status has changed ({providers(len(both))})."]
    yield from _first(
        [
            f"{now['name']}: its latest visit found “{now['last_result']}”, and was told as “{was['last_result']}”."
            for was, now in both
            if was.get("last_result") != now.get("last_result")
        ]
    )


def _listed(site: Path) -> dict[str, Any]:
    rows = json.loads((site / DATA / "providers.json").read_bytes())["providers"]
    return {row["folder"]: row for row in rows}


def _addresses(old: Path, new: Path) -> Iterator[str]:
    """Yield the pages that have moved, are gone, and are new."""
    before, after = _pages(old), _pages(new)
    titles = {_title(new / name): name for name in sorted(after - before)}
    gone = []
    for name in sorted(before - after):
        to = titles.pop(_title(old / name), None)
        if to is None:
            gone.append(f"/{_address(name)}")
        else:
            yield f"The page /{_address(name)} is now /{_address(to)}."
    yield from _some("Pages that are gone", gone)
    yield from _some("New pages", [f"/{_address(name)}" for name in sorted(titles.values())])
    if not gone and before <= after:
        yield f"All {len(before)} pages keep their addresses."


def _title(page: Path) -> str:
    found = TITLE.search(page.read_text(encoding="utf-8"))
    return found[1] if found else page.as_posix()


def _data(old: Path, new: Path) -> Iterator[str]:
    """Yield the fields that the data files no longer have, and have anew, and in what the providers' own differ."""
    before, after = _fields(old), _fields(new)
    yield from _some("Fields that the data files no longer have", _topmost(before - after))
    yield from _some("New fields of the data files", _topmost(after - before))
    differ: Counter[str] = Counter()
    for path in (old / DATA / "providers").glob("*.json"):
        there = new / DATA / "providers" / path.name
        if there.is_file():
            was, now = json.loads(path.read_bytes()), json.loads(there.read_bytes())
            differ.update(key for key in was.keys() & now.keys() if was[key] != now[key])
    rows = [f"`{field}` of {count}" for field, count in sorted(differ.items())]
    yield from _some("What the data files say of single providers differs", rows)


def _topmost(fields: set[str]) -> list[str]:
    """The fields, in order, without those within another of them."""
    return sorted(field for field in fields if field.rpartition(".")[0] not in fields)


def _fields(site: Path) -> set[str]:
    """Every field of the data files, by the kind of file."""
    found = set()
    for path in sorted((site / DATA).rglob("*.json")):
        name = path.relative_to(site).as_posix()
        if not name.startswith(NO_DATA):
            parts = name.removeprefix(f"{DATA}/").removesuffix(".json").split("/")
            found |= {f"{parts[0]}: {field}" for field in _paths(json.loads(path.read_bytes()))}
    return found


def _paths(value: Any, at: str = "") -> Iterator[str]:
    """Yield the path of each field; the keys that a framework or a record gives itself are one field."""
    if isinstance(value, dict):
        for key, inner in value.items():
            own = re.fullmatch(r"[a-z_]+", key) is None
            path = f"{at}.…" if own else f"{at}.{key}".removeprefix(".")
            yield path
            yield from _paths(inner, path)
    elif isinstance(value, list):
        for item in value:
            yield from _paths(item, at)


def _words(old: Path, new: Path) -> Iterator[str]:
    """Yield the words that differ on most pages; of each kind of page some are read."""
    kinds: Counter[str] = Counter()
    turned: Counter[tuple[str, str]] = Counter()
    read = differ = 0
    for name in sorted(_pages(old) & _pages(new)):
        kind = f"{name.partition('/')[0]} {name.count('/')}"
        kinds[kind] += 1
        if kinds[kind] <= READ:
            found = set(_turned(_text(old / name), _text(new / name)))
            turned.update(found)
            read += 1
            differ += bool(found)
    if not turned:
        yield f"Not a word differs on the {read} pages that were read."
        return
    yield f"Words differ on {differ} of the {read} pages that were read. What differs on most of them:"
    for (was, now), count in sorted(turned.items(), key=lambda row: (-row[1], "" in row[0], row[0]))[:TOLD]:
        where = f"{count} pages" if count > 1 else "1 page"
        if was and now:
            yield f"“{_cut(was)}” reads “{_cut(now)}” ({where})."
        else:
            yield f"{'Gone' if was else 'New'}: “{_cut(was or now)}” ({where})."
    if len(turned) > TOLD:
        yield f"And {len(turned) - TOLD:,} other differences."


def _text(page: Path) -> list[str]:
    """The texts of a page, from tag to tag."""
    html = UNSEEN.sub(" ", page.read_text(encoding="utf-8").partition("<body")[2])
    return [words for part in TAG.split(html) if re.search(r"\w", words := " ".join(unescape(part).split()))]


def _turned(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what of a page's texts became what, with nothing for what is gone or new."""
    for kind, start, end, other, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        was, now = before[start:end], after[other:other_end]
        if len(was) == len(now):
            yield from zip(was, now, strict=True)
            continue
        gone = [text for text in was if len(text) >= SHORT and text not in now]
        new = [text for text in now if len(text) >= SHORT and text not in was]
        for text in gone:
            longer = next((other for other in new if other.startswith(text.rstrip(":"))), "")
            new = [other for other in new if other != longer]
            yield text, longer
        yield from (("", text) for text in new)


def _first(rows: list[str]) -> Iterator[str]:
    """Yield the first of some lines, and how many more there are."""
    yield from rows[:TOLD]
    if len(rows) > TOLD:
        yield f"And {len(rows) - TOLD:,} more such."


def _some(title: str, rows: list[str]) -> Iterator[str]:
    if rows:
        more = f" and {len(rows) - TOLD} more" if len(rows) > TOLD else ""
        yield f"{title}: {', '.join(rows[:TOLD])}{more}."


def _cut(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content).hexdigest()


def _digests(site: Path) -> set[str]:
    """The digest of every file of a site."""
    return {_digest(path.read_bytes()) for path in site.rglob("*") if path.is_file()}
