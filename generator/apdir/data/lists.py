"""The files that list every provider, put together from each provider's own lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apdir.data import paths
from apdir.data.provider import (
    PRICE_COLUMNS,
    PROVIDERS,
    STANDING_COLUMNS,
    TOLD_COLUMNS,
    columns_of,
    compact,
)
from apdir.data.referral import TAXONOMIES, identifier, term
from apdir.model.fields import Edition
from apdir.model.framework import Framework
from apdir.model.offer import CHOICES
from apdir.pages import links
from apdir.pages.page import Site
from apdir.tables.written import csv_lines

#: The lists of the Open Referral export that have an item or several a provider.
REFERRAL_LISTS = ("organizations", "locations", "service_at_locations")
LISTS = ("providers", "providers.csv", "standings", "standings.csv", *REFERRAL_LISTS)
#: The words that records choose from, whatever a council's settings say.
#: The profile as its validator reads it, and where it is explained.
VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/"
#: Excel reads a CSV file without this mark in an old encoding.
MARK = "\ufeff"
#: In what is kept of a provider: between its parts of two lists, and for the end of a line.
BETWEEN, BREAK = "\x1d", "\x1e"


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
    return BETWEEN.join(texts).replace("\n", BREAK).encode()


def list_files(rows: Sequence[bytes], services: Iterable[str], site: Site) -> Iterator[tuple[str, str]]:
    """Every file that lists what is in the data, by name; each of ``rows`` is what `lines_of` gives of a provider.

    ``services`` are their services, read again from their own files when their turn comes: half of all there is.
    """
    about = about_of(site)
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    for row in rows:
        for name, text in zip(LISTS, row.decode().replace(BREAK, "\n").split(BETWEEN), strict=True):
            if text:
                lists[name] += [text] if name.endswith(".csv") else text.split("\n")
    yield f"{paths.ROOT}index.json", _index(about, len(rows), site)
    yield f"{paths.ROOT}providers.json", _listed(about, "providers", lists["providers"])
    headings = (
        *PROVIDERS.keys,
        *(column.heading for column in columns_of(site.edition)),
        *PRICE_COLUMNS,
        *TOLD_COLUMNS,
    )
    yield f"{paths.ROOT}providers.csv", MARK + csv_lines([headings]) + "".join(lists["providers.csv"])
    yield f"{paths.ROOT}standings.json", _listed(about, "standings", lists["standings"])
    yield f"{paths.ROOT}standings.csv", MARK + csv_lines([STANDING_COLUMNS]) + "".join(lists["standings.csv"])
    yield from _frameworks(about, site)
    yield from _referral(about, lists, services, site)


def _index(about: About, number: int, site: Site) -> str:
    licence = site.settings.publishing.data_licence
    data = {
        **about.head(title=about.title, publisher=about.publisher),
        **({"licence": licence} if licence and about.edition == "public" else {}),
        "documentation": about.base + paths.PAGE,
        "providers": number,
        "files": {name: f"{about.base}{paths.ROOT}{name}" for name in (
            "providers.json", "providers.csv", "standings.json", "standings.csv", "frameworks.json", "frameworks.csv",
            "openreferral/index.json")},
        "news": f"{about.base}{links.CHANGES}feed.xml",
    }  # fmt: skip
    return pretty(data)


def pretty(value: Any) -> str:
    """A small file, for people's eyes too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _listed(about: About, name: str, lines: Iterable[str]) -> str:
    """A file with a list: each item on a line of its own."""
    head = compact(about.head())
    return f'{head[:-1]},"{name}":[\n' + ",\n".join(lines) + "\n]}\n"


def _frameworks(about: About, site: Site) -> Iterator[tuple[str, str]]:
    versions = [version for name in sorted(site.library.frameworks) for version in site.library.frameworks[name]]
    rows = []
    for version in versions:
        name = f"{paths.FRAMEWORKS}{version.id}/{version.version}.json"
        yield name, compact(version.model_dump(mode="json", by_alias=True, exclude_defaults=True)) + "\n"
        rows.append(compact(_framework_row(version, about, name, site)))
    yield f"{paths.ROOT}frameworks.json", _listed(about, "frameworks", rows)
    headings = ("framework", "version", "theme", "theme_title", "requirement", "title", "scale")
    yield f"{paths.ROOT}frameworks.csv", MARK + csv_lines([headings, *_requirements(versions)])


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
    about: About, lists: dict[str, list[str]], services: Iterable[str], site: Site
) -> Iterator[tuple[str, str]]:
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
        "taxonomies": [compact(taxonomy) for taxonomy in taxonomies],
        "taxonomy_terms": [compact(term(about.base, name, word)) for name, found in terms.items() for word in found],
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
        ),
    )
    yield _page("services", services, len(lists["organizations"]))
    for name in REFERRAL_LISTS:
        yield _page(name, lists[name], len(lists[name]))
    for name, items in fixed.items():
        yield _page(name, items, len(items))


def _page(name: str, items: Iterable[str], number_of: int) -> tuple[str, str]:
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
    return f"{paths.REFERRAL}{name}.json", f'{compact(head)[:-1]},"contents":[\n' + ",\n".join(items) + "\n]}\n"
