"""The files of data and the news written into the new site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from apdir.data import paths
from apdir.data.lists import list_files
from apdir.data.openapi import openapi_file
from apdir.data.paths import provider_file
from apdir.data.schemas import schema_files
from apdir.news.history import History
from apdir.news.page import FEED, changes_page, feed
from apdir.news.tell import tell
from apdir.news.watch import watch_files
from apdir.output import NewSite
from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.plugin.files import write_whole
from apdir.plugin.writing import Written

#: The folders that hold a file a provider, filled while the providers are made; the others are made anew each time.
EACH = (paths.PROVIDERS, paths.SERVICES)


def begin_data(out: Path) -> None:
    """Make the folders that every process writes into."""
    for folder in EACH:
        (out / folder).mkdir(parents=True, exist_ok=True)


def write_data(new: NewSite, written: Sequence[Written], site: Site) -> None:
    """Write everything below `api/v1/` that is not a provider's own."""
    rows = [row.data for row in written if row.data]
    services = (
        new.file(name).read_bytes().rstrip(b"\n")
        for row in written
        for name in row.entry.files
        if name.startswith(paths.SERVICES)
    )
    for name, content in list_files(rows, services, site):
        new.write(name, content)
    for name, text in (*schema_files(site.edition), openapi_file(site)):
        new.write(name, text.encode())


def write_news(new: NewSite, written: Sequence[Written], history: History | None, site: Site, *, there: bool) -> Page:
    """Write the feed of changes; the page of them, for MkDocs to finish. Told from the data that was just written."""
    if not there:
        return changes_page((), None, site, there=False)
    told = history or History(site.today, whole=False)
    origins = {turn.origin for turn in told.turns}
    shown = {
        row.slug: json.loads(new.file(provider_file(row.slug)).read_bytes())
        for row in written
        if row.entry.card is not None and told.origins.get(row.slug, row.slug) in origins
    }
    cards = [row.entry.card for row in written if row.entry.card is not None]
    items = tell(told, shown, cards, site.library) if history is not None else []
    (new.out / links.CHANGES).mkdir(exist_ok=True)
    unread = history is None and bool(site.settings.publishing.news_for_months)
    write_whole(f"{new.out}/{FEED}", feed(items, site, unread=unread))
    for name, content in watch_files(items, cards, site):
        new.write(name, content)
    return changes_page(items, history, site)
