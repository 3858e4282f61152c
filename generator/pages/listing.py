"""The list of all providers by name, in pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.pages import links, views
from generator.pages.card import Card
from generator.pages.page import Page, Site
from generator.summary.standing import LABELS, TONES

PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many providers have one standing."""

    key: str
    label: str
    tone: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A card with the words that a row shows."""

    card: Card
    stages: str
    days: str
    needs: str
    delivery: str
    visited: str
    by: str
    price: str | None


def listing_pages(cards: Iterable[Card], site: Site) -> list[Page]:
    """Every provider by name, `PAGE_SIZE` a page; one page at least."""
    ordered = sorted(cards, key=lambda card: (card.name.casefold(), card.slug))
    parts = [ordered[start : start + PAGE_SIZE] for start in range(0, len(ordered), PAGE_SIZE)] or [[]]
    numbers = standing_counts(ordered)
    pages = []
    for number, part in enumerate(parts, 1):
        path = links.list_path(number)
        content = site.render(
            "listing.html",
            path,
            rows=[row(card) for card in part],
            total=len(ordered),
            counts=numbers,
            number=number,
            pages=[(n, links.list_path(n)) for n in range(1, len(parts) + 1)],
            first=part[0].name if part else "",
            last=part[-1].name if part else "",
            edit=None,
            mistake=links.mistake_link(site, "the list of providers"),
        )
        title = "Providers" if number == 1 else f"Providers, page {number}"
        pages.append(
            Page(
                path=path,
                title=title,
                description=f"{views.count(len(ordered), 'provider')} of alternative provision by name, with standing, "
                "registration, needs, days and price.",
                content=content,
                crumbs=() if number == 1 else (("Providers", links.PROVIDERS),),
                searched=False,
            )
        )
    return pages


def standing_counts(cards: Sequence[Card]) -> list[StandingCount]:
    """How many providers have each standing, in the order of `LABELS`; those that none has are left out."""
    numbers = dict.fromkeys(LABELS, 0)
    for card in cards:
        numbers[card.standing] += 1
    return [StandingCount(key, LABELS[key], TONES[key], number) for key, number in numbers.items() if number]


def row(card: Card) -> Row:
    """The words of one row."""
    visited = card.visited
    return Row(
        card=card,
        stages=card.stages,
        days=views.weekdays(card.days, short=True) if card.days else "",
        needs=views.capital(views.words(card.needs)),
        delivery=views.delivery(card.delivery),
        visited=views.day(visited.date) if visited else "",
        by=f"by {views.words(visited.organisations)}" if visited and visited.organisations else "",
        price=f"£{card.price_day} a day" if card.price_day else card.price,
    )
