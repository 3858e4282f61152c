"""The files that list every provider, put together from each provider's own lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apdir.data import paths
from apdir.data.provider import PROVIDERS, STANDING_COLUMNS, columns_of, compact
from apdir.data.referral import TAXONOMIES, identifier, term
from apdir.model.fields import Edition
from apdir.model.framework import Framework
from apdir.model.offer import CHOICES
from apdir.pages import links
from apdir.pages.page import Site
from apdir.tables.sheets import PRICE_COLUMNS, TOLD_COLUMNS
from apdir.tables.written import csv_lines

#: The lists of the Open Referral export that have an item or several a provider.
REFERRAL_LISTS = ("organizations", "locations", "service_at_locations")
#: Those of the directory's own.
OWN_LISTS = ("providers", "providers.csv", "standings", "standings.csv")
LISTS = (*OWN_LISTS, *REFERRAL_LISTS)
#: The profile as its validator reads it, and where it is explained.
VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/"
#: Excel reads a CSV file without this mark in an old encoding.
MARK = "\ufeff"
#: In what is kept of a provider: between its parts of two lists, and for the end of a line.
BETWEEN, BREAK = b"\x1d", b"\x1e"


@dataclass(frozen=True, slots=True)
class About:
    """Metadata at the head of every file."""

    edition: Edition
    today: str
    base: str
    title: str
    publisher: str

    def head(self, **more: Any) -> dict[str, Any]:
        """The beginning of a file, before its list."""
        return {"version": "1", "edition": self.edition, "worked_out_for": self.today, **more}


def about_of(site: Site) -> About:
    """Return a site's metadata for its data."""
    council = site.settings.council
    base = f"{str(site.settings.site_url).rstrip('/')}/"
    return About(site.edition, site.today.isoformat(), base, council.directory, council.name)


def lines_of(items: Mapping[str, list[Any]]) -> bytes:
    """A provider's items as they stand in each of `LISTS`, on one line: no JSON and no cell has the signs between."""
    texts = (
        csv_lines(items[name]) if name.endswith(".csv") else "\n".join(map(compact, items[name])) for name in LISTS
    )
    return BETWEEN.join(map(str.encode, texts)).replace(b"\n", BREAK)


def list_files(rows: Sequence[bytes], services: Iterable[bytes], site: Site) -> Iterator[tuple[str, bytes]]:
    """Every file that lists what is in the data, by name; each of ``rows`` is what `lines_of` gives of a provider.

    ``services`` are their services, read again from their own files when their turn comes: half of all there is. One
    list is in memory at a time.
    """
    about = about_of(site)
    yield f"{paths.ROOT}index.json", _index(about, len(rows), site).encode()
    yield f"{paths.ROOT}providers.json", _listed(about.head(), "providers", _parts(rows, "providers"))
    headings = (
        *PROVIDERS.keys,
        *(column.heading for column in columns_of(site.edition)),
        *PRICE_COLUMNS,
        *TOLD_COLUMNS,
    )
    yield f"{paths.ROOT}providers.csv", _csv([headings], _parts(rows, "providers.csv", b"\n"))
    yield f"{paths.ROOT}standings.json", _listed(about.head(), "standings", _parts(rows, "standings"))
    yield f"{paths.ROOT}standings.csv", _csv([STANDING_COLUMNS], _parts(rows, "standings.csv", b"\n"))
    yield from _frameworks(about, site)
    yield from _referral(about, rows, services, site)


def _parts(rows: Iterable[bytes], name: str, between: bytes = b",\n") -> Iterator[bytes]:
    """What each provider has in one of `LISTS`, with ``between`` where one of its items ends and the next begins."""
    at = LISTS.index(name)
    return (part.replace(BREAK, between) for row in rows if (part := row.split(BETWEEN, at + 1)[at]))


def _index(about: About, number: int, site: Site) -> str:
    licence = site.settings.publishing.data_licence
    data = {
        **about.head(title=about.title, publisher=about.publisher),
        **({"licence": licence} if licence and about.edition == "public" else {}),
        "documentation": about.base + paths.PAGE,
        "providers": number,
        "files": {name: f"{about.base}{paths.ROOT}{name}" for name in (
            *(name if name.endswith(".csv") else f"{name}.json" for name in OWN_LISTS),
            "frameworks.json", "frameworks.csv", "openreferral/index.json")},
        "news": f"{about.base}{links.CHANGES}feed.xml",
    }  # fmt: skip
    return pretty(data)


def pretty(value: Any) -> str:
    """A small file, for people's eyes too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _listed(head: Mapping[str, Any], name: str, items: Iterable[bytes]) -> bytes:
    """A file with a list behind its head: each item on a line of its own."""
    return b"".join((f'{compact(head)[:-1]},"{name}":[\n'.encode(), b",\n".join(items), b"\n]}\n"))


def _csv(headings: Iterable[Sequence[str]], lines: Iterable[bytes] = ()) -> bytes:
    return b"".join((f"{MARK}{csv_lines(headings)}".encode(), *lines))


def _frameworks(about: About, site: Site) -> Iterator[tuple[str, bytes]]:
    versions = [version for name in sorted(site.library.frameworks) for version in site.library.frameworks[name]]
    rows = []
    for version in versions:
        name = f"{paths.FRAMEWORKS}{version.id}/{version.version}.json"
        yield name, f"{compact(version.model_dump(mode='json', by_alias=True, exclude_defaults=True))}\n".encode()
        rows.append(compact(_framework_row(version, about, name, site)).encode())
    yield f"{paths.ROOT}frameworks.json", _listed(about.head(), "frameworks", rows)
    headings = ("framework", "version", "theme", "theme_title", "requirement", "title", "scale")
    yield f"{paths.ROOT}frameworks.csv", _csv([headings, *_requirements(versions)])


def _framework_row(version: Framework, about: About, name: str, site: Site) -> dict[str, Any]:
    until = version.in_force.until
    current = site.library.current(version.id, site.today) is version
    page = links.framework_path(version.id) + ("" if current else f"{version.version}/")
    found = {
        "id": version.id,
        "version": version.version,
        "title": version.title,
        "publisher": version.publisher,
        "from": version.in_force.start.isoformat(),
        "until": until.isoformat() if until else None,
        "requirements": len(version.requirements),
        "url": about.base + page,
        "data": about.base + name,
    }
    return {key: value for key, value in found.items() if value is not None}


def _requirements(versions: Iterable[Framework]) -> Iterator[tuple[str, ...]]:
    for version in versions:
        for theme in version.themes:
            for requirement in theme.requirements:
                scale = "; ".join(version.scale_of[requirement.id].keys)
                yield (version.id, version.version, theme.id, theme.title, requirement.id, requirement.title or "",
                       scale)  # fmt: skip


def _referral(
    about: About, rows: Sequence[bytes], services: Iterable[bytes], site: Site
) -> Iterator[tuple[str, bytes]]:
    words = site.settings.vocabulary
    terms = {
        "type": words.types,
        "key-stage": CHOICES["key_stages"],
        "need": words.needs,
        "delivery": CHOICES["delivery"],
    }
    taxonomies = [
        {"id": identifier(about.base, "taxonomy", name), "name": name, "description": f"{text}."}
        for name, text in TAXONOMIES.items()
    ]
    fixed = {
        "taxonomies": taxonomies,
        "taxonomy_terms": [term(about.base, name, word) for name, found in terms.items() for word in found],
    }
    yield (
        f"{paths.REFERRAL}index.json",
        pretty(
            {
                "version": VERSION,
                "profile": PROFILE,
                "openapi_url": about.base + paths.OPENAPI,
                "lists": {name: f"{about.base}{paths.REFERRAL}{name}.json" for name in paths.REFERRAL_NAMES},
            }
        ).encode(),
    )
    yield _page("services", services, len(rows))
    for name in REFERRAL_LISTS:
        parts = list(_parts(rows, name))
        yield _page(name, parts, sum(part.count(b"\n") + 1 for part in parts))
    for name, items in fixed.items():
        yield _page(name, (compact(item).encode() for item in items), len(items))


def _page(name: str, items: Iterable[bytes], number_of: int) -> tuple[str, bytes]:
    """A list as one page, in the words of the standard: a file has no parameters by which to ask for another."""
    head = {
        "total_items": number_of,
        "total_pages": 1,
        "page_number": 1,
        "size": number_of,
        "first_page": True,
        "last_page": True,
        "empty": number_of == 0,
    }
    return f"{paths.REFERRAL}{name}.json", _listed(head, "contents", items)
