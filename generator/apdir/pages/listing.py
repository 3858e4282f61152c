"""The list of all providers by name, in pages; the first carries the finder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apdir.pages import links, views
from apdir.pages.browse import Shelf, shelves
from apdir.pages.card import Card
from apdir.pages.choices import Group, groups
from apdir.pages.page import Page, Site
from apdir.pages.row import row_parts
from apdir.pages.tally import SIGNS, tally
from apdir.summary.statuses import LABELS, TONES

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many providers have one standing, and of how many of them ``doubts`` are told too.

    These have a finding that is worse than what the standing rests on, or an action for safety that is overdue.
    """

    key: str
    label: str
    tone: str
    number: int
    doubts: int


def in_order(cards: Iterable[Card]) -> list[Card]:
    """Providers as every list has them: by name, those that are not open to referrals after all others."""
    return sorted(cards, key=lambda card: (not card.open, card.name.casefold(), card.slug))


def listing_pages(
    cards: Iterable[Card], site: Site, version: str = "", choices: Sequence[Group] | None = None
) -> Iterator[Page]:
    """Every provider by name, `PAGE_SIZE` a page; one page at least. ``version`` is that of the finder's index.

    ``choices`` are those of `groups`, where they are worked out already.
    """
    ordered = in_order(cards)
    parts = [ordered[start : start + PAGE_SIZE] for start in range(0, len(ordered), PAGE_SIZE)] or [[]]
    numbers, counts = tally(ordered), standing_counts(ordered)
    for number, part in enumerate(parts, 1):
        path = links.list_path(number)
        first = number == 1
        content = site.render(
            "finder.html" if first else "listing.html",
            path,
            **row_parts(part, path, site),
            tally=numbers,
            counts=counts,
            number=number,
            pages=[(n, links.list_path(n)) for n in range(1, len(parts) + 1)],
            first=part[0].name if part else "",
            last=part[-1].name if part else "",
            edit=None,
            mistake=links.mistake_link(site, "the list of providers"),
            **(_finder(ordered, site, version, choices) if first else {}),
        )
        title = "Find a provider" if first else f"Providers, page {number}"
        yield Page(
            path=path,
            title=title,
            description=f"{views.count(numbers.open, 'provider')} of alternative provision: find those that suit "
            "one pupil by need, key stage, day, distance and price, with approval status and registration.",
            content=content,
            crumbs=() if first else (("Providers", links.PROVIDERS),),
        )


def _finder(cards: Sequence[Card], site: Site, version: str, choices: Sequence[Group] | None) -> dict[str, Any]:
    """Context of the first page beside its rows: the choices, and the ways through the list without scripts."""
    shelved: list[Shelf] = shelves(cards, site.settings)
    return {
        "groups": choices or groups(cards, site.settings, site.today, site.edition),
        "shelves": shelved,
        "signs": SIGNS,
        "version": version,
    }


def standing_counts(cards: Sequence[Card]) -> list[StandingCount]:
    """How many providers open to referrals have each standing, in the order of `LABELS`; what none has is left out."""
    found: dict[str, list[Card]] = {key: [] for key in LABELS}
    for card in cards:
        if card.open:
            found[card.standing].append(card)
    return [
        StandingCount(key, LABELS[key], TONES[key], len(there), sum(_doubted(card) for card in there))
        for key, there in found.items()
        if there
    ]


def _doubted(card: Card) -> bool:
    return card.warning is not None or card.safety_overdue
