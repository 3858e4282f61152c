"""The page of changes, and its Atom feed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlsplit
from xml.etree import ElementTree

from apdir.news.history import History
from apdir.news.tell import LATE, Item
from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.problems import UNPRINTABLE

#: The most pieces of news that the page has, and the feed.
MOST = 200
MOST_IN_FEED = 50
#: Notice of a feed without a history, so that nobody takes it for one without news.
UNREAD = "The history of the records could not be read when this feed was made, so changes are missing."
ATOM = "http://www.w3.org/2005/Atom"
FEED = f"{links.CHANGES}feed.xml"


def changes_page(items: Sequence[Item], history: History | None, site: Site, *, there: bool = True) -> Page:
    """Changes, newest first, by day; ``there`` says whether this build has the feed."""
    days = [(day, list(rows)) for day, rows in groupby(items[:MOST], key=lambda item: item.day)]
    content = site.render(
        "changes.html", links.CHANGES, days=days, history=history, more=max(len(items) - MOST, 0), there=there,
        feed="feed.xml", late=LATE, edit=None, mistake=None,
    )  # fmt: skip
    return Page(
        path=links.CHANGES,
        title="Changes",
        description="What changed for schools: new providers, suspensions, visits, offers, approvals that expired.",
        content=content,
    )


def feed(
    items: Sequence[Item], site: Site, *, unread: bool = False, path: str = FEED, title: str = "", quiet: str = ""
) -> str:
    """The newest pieces of news as an Atom feed (RFC 4287); ``unread``: their history could not be read.

    ``title`` says what it is of, at ``path``, where it is not of the whole directory; ``quiet`` is its moment where it
    has no news.
    """
    base = f"{str(site.settings.site_url).rstrip('/')}/"
    host = urlsplit(base).hostname or "localhost"
    council = site.settings.council
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(root, "title", f"{council.directory}: {title or 'changes'}")
    if unread:
        _add(root, "subtitle", UNREAD)
    of = f"/{path.removeprefix(links.CHANGES)}" if title else ""
    _add(root, "id", f"tag:{host},2026:changes/{site.edition}{of}")
    newest = [item.moment for item in items[:MOST_IN_FEED]]
    _add(root, "updated", max(newest, default=quiet or f"{site.today.isoformat()}T00:00:00Z"))
    ElementTree.SubElement(_add(root, "author"), "name").text = _clean(council.name)
    _add(root, "link", rel="self", type="application/atom+xml", href=base + path)
    _add(root, "link", rel="alternate", type="text/html", href=base + links.CHANGES)
    for item in items[:MOST_IN_FEED]:
        entry = _add(root, "entry")
        _add(entry, "id", f"tag:{host},2026:{item.id}")
        _add(entry, "title", f"{item.name}: {item.parts[0]}")
        _add(entry, "updated", item.moment)
        place = f"#d{item.day.isoformat()}" if item.about else ""
        _add(entry, "link", rel="alternate", type="text/html", href=f"{base}{item.path}{place}")
        names = f": {', '.join(name for name, _ in item.about)}" if item.about else ""
        _add(entry, "summary", f"{item.name}: {'; '.join(item.parts)}{names}.")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **about: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, about)
    made.text = _clean(text) if text is not None else None
    return made


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return "".join(sign for sign in UNPRINTABLE.sub(" ", text) if sign not in "\ufffe\uffff")
