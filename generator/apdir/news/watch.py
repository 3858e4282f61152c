"""Feeds and calendars of one provider, one area, one need: the news of whom somebody watches, and ends of approvals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from icalendar import Event

from apdir.news.page import feed
from apdir.news.tell import Item
from apdir.pages import links
from apdir.pages.browse import WATCHED, shelves
from apdir.pages.card import Card
from apdir.pages.page import Site

#: Around the events of a calendar, each of which is written once for all calendars that have it.
BEGIN = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//apdir//watch//EN\r\n"
END = b"END:VCALENDAR\r\n"


def watch_files(items: Iterable[Item], cards: Sequence[Card], site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each feed, and of each calendar that has a day; ``items`` have the newest first.

    A feed without news says when its providers' details were last confirmed: no build changes it without a reason.
    """
    news: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for name, path in item.about or ((item.name, item.path),):
            # What tells of several at once tells a watcher of the one.
            alone = replace(item, id=f"{item.id}/{path}", name=name, path=path, about=()) if item.about else item
            news[path].append(alone)
    events = {card.path: _event(card, site).to_ical() for card in cards if card.until}
    for card in cards:
        yield from _files(links.watch_path(card.path), card.name, [card], news, events, site)
    for shelf in shelves(cards, site.settings):
        for book in shelf.books:
            if book.path.startswith(WATCHED):
                yield from _files(links.watch_path(book.path), book.title, book.cards, news, events, site)


def _files(
    path: str,
    title: str,
    cards: Sequence[Card],
    news: dict[str, list[Item]],
    events: dict[str, bytes],
    site: Site,
) -> Iterator[tuple[str, bytes]]:
    found = [item for card in cards for item in news.get(card.path, ())]
    found.sort(key=lambda item: (-item.day.toordinal(), item.name.lower(), item.id))
    quiet = f"{max(card.checked for card in cards)}T00:00:00Z"
    yield f"{path}.xml", feed(found, site, path=f"{path}.xml", title=title, quiet=quiet).encode()
    days = [events[card.path] for card in cards if card.path in events]
    if days:
        yield f"{path}.ics", b"".join((BEGIN, *days, END))


def _event(card: Card, site: Site) -> Event:
    """The last day of an approval; the event stays one and the same when that day moves."""
    event = Event()
    event.add("uid", f"approval-{card.slug}-{site.edition}@apdir")
    event.add("dtstamp", datetime.combine(date.fromisoformat(card.checked), time(), UTC))
    event.add("dtstart", date.fromisoformat(card.until or card.checked))
    event.add("summary", f"{card.name}: last day of its approval")
    event.add("url", site.url + card.path)
    event.add("transp", "TRANSPARENT")
    return event
