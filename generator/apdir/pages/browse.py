"""The lists that need no script: the providers of each area, need, key stage and standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from apdir.model.settings import Settings
from apdir.names import slug_of
from apdir.pages import links, views
from apdir.pages.card import Card
from apdir.pages.columns import STAGE_AGES, areas_of, stages_of
from apdir.pages.page import Page, Site
from apdir.pages.row import row_parts
from apdir.pages.tally import Tally, tally
from apdir.summary.statuses import LABELS

#: Providers on one page of such a list.
PAGE_SIZE = 100
#: The kinds of lists that may be watched; of the others nobody waits for news.
WATCHED = (f"{links.BROWSE}area/", f"{links.BROWSE}need/")


@dataclass(frozen=True, slots=True)
class Book:
    """One list: its address, its heading, who is on it, and how many they are."""

    path: str
    label: str
    title: str
    cards: tuple[Card, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Shelf:
    """The lists of one kind."""

    title: str
    books: tuple[Book, ...]


def shelves(cards: Sequence[Card], settings: Settings) -> list[Shelf]:
    """Every list that has a provider on it, from providers in the order of the lists."""
    words = settings.vocabulary
    found = [
        _shelf("area", "Area", cards, lambda card: areas_of(card, words.areas), words.areas, views.capital,
               "Takes pupils from {}"),
        _shelf("need", "Need", cards, lambda card: card.needs, words.needs, views.capital, "Need: {}"),
        _shelf("key-stage", "Key stage", cards, stages_of, STAGE_AGES, _stage, "{}"),
        _shelf("standing", "Approval status", cards, lambda card: (card.standing,), LABELS, LABELS.__getitem__,
               "Approval status: {}"),
    ]  # fmt: skip
    return [shelf for shelf in found if shelf.books]


def browse_pages(cards: Sequence[Card], site: Site) -> Iterator[Page]:
    """The pages of every list, `PAGE_SIZE` providers a page, one by one: each provider is on many of them."""
    return (page for shelf in shelves(cards, site.settings) for book in shelf.books for page in _pages(book, site))


def _shelf(
    kind: str,
    title: str,
    cards: Sequence[Card],
    read: Callable[[Card], Iterable[str]],
    order: Iterable[str],
    label: Callable[[str], str],
    heading: str,
) -> Shelf:
    on: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for value in dict.fromkeys(read(card)):
            on[value].append(card)
    return Shelf(
        title,
        tuple(
            Book(f"{links.BROWSE}{kind}/{slug_of(value)}/", label(value), heading.format(views.small(label(value))
                 if ":" in heading else label(value)), tuple(on[value]), tally(on[value]))
            for value in order
            if on[value]
        ),
    )  # fmt: skip


def _pages(book: Book, site: Site) -> Iterable[Page]:
    parts = [book.cards[start : start + PAGE_SIZE] for start in range(0, len(book.cards), PAGE_SIZE)]
    paths = [book.path if number == 1 else f"{book.path}{number}/" for number in range(1, len(parts) + 1)]
    for number, (path, part) in enumerate(zip(paths, parts, strict=True), 1):
        title = book.title if number == 1 else f"{book.title}, page {number}"
        content = site.render(
            "browse.html",
            path,
            title=title,
            tally=book.tally,
            **row_parts(part, path, site),
            number=number,
            days=any(card.until for card in book.cards),
            watch=links.watch_path(book.path) if site.feeds and book.path.startswith(WATCHED) else "",
            pages=list(enumerate(paths, 1)),
            edit=None,
            mistake=links.mistake_link(site, book.title),
        )
        yield Page(
            path=path,
            title=title,
            description=f"Alternative provision: {book.tally.words}. {book.title}.",
            content=content,
            crumbs=(("Providers", links.PROVIDERS),),
        )


def _stage(stage: str) -> str:
    return f"Key stage {stage.removeprefix('KS')}"
