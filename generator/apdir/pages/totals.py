"""Totals for the public, where settings publish them: no number under five, and none by subtraction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from apdir.days import months_after
from apdir.pages import links, views
from apdir.pages.card import Card
from apdir.pages.columns import EVERYWHERE, STAGE_AGES, areas_of, stages_of
from apdir.pages.page import Page, Site
from apdir.summary.statuses import APPROVED, LABELS

#: Numbers under this are small: they might tell of single providers.
SMALL = 5
OTHERS = "All others together"
Counted = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """One table of totals: the heading of its groups, its own, and what to know of it."""

    head: str
    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


def apart(groups: Sequence[Counted]) -> list[Counted]:
    """Groups that have no provider in common, the small ones as one row; where that is small, with the next above it.

    No row then has a small number, and what is left after all others are taken from the total is that row again.
    """
    every = sorted(((label, number) for label, number in groups), key=lambda group: group[1])
    pooled = sum(number for _, number in every if number < SMALL)
    kept = [group for group in every if group[1] >= SMALL]
    while 0 < pooled < SMALL and kept:
        pooled += kept.pop(0)[1]
    shown = [group for group in groups if group in kept]
    return [*shown, (OTHERS, pooled)] if pooled >= SMALL else shown


def among(number: int, whole: int) -> str:
    """A number of a group that others overlap; in words where it is small, or all but a small number of the whole."""
    if number < SMALL:
        return f"fewer than {SMALL}"
    return f"more than {whole - SMALL}" if 0 < whole - number < SMALL else f"{number:,}"


def totals_page(cards: Sequence[Card], site: Site) -> Page:
    """The page of totals, from what the public may see."""
    content = site.render(
        "totals.html",
        links.TOTALS,
        tables=[table for table in _tables(cards, site) if table.rows] if len(cards) >= SMALL else [],
        small=SMALL,
        edit=None,
        mistake=links.mistake_link(site, "the page of totals"),
    )
    return Page(
        path=links.TOTALS,
        title="Totals",
        description="How many providers of alternative provision there are, by approval status, type, area and need.",
        content=content,
        searched=True,
    )


def _tables(cards: Sequence[Card], site: Site) -> list[Totals]:
    words = site.settings.vocabulary
    areas = [area for area in words.areas if area.casefold() not in EVERYWHERE]
    year, stale = months_after(site.today, -12).isoformat(), site.settings.record_stale_after_days
    facts = {
        f"Visited since {views.day(year)}": [c for c in cards if c.visited is not None and c.visited.date >= year],
        f"Details confirmed in the last {stale} days": [card for card in cards if not card.stale],
        "Registered schools": [card for card in cards if card.registered],
    }
    return [
        _apart("Approval status", Counter(LABELS[card.standing] for card in cards), LABELS.values()),
        _apart("Type", Counter(card.type for card in cards), words.types),
        Totals("Details", "Of all providers", tuple((label, among(len(c), len(cards))) for label, c in facts.items())),
        _among("Area", cards, areas, lambda card: areas_of(card, words.areas)),
        _among("Need", cards, words.needs, lambda card: card.needs),
        _among("Key stage", cards, STAGE_AGES, stages_of),
    ]


def _apart(head: str, numbers: Counter[str], order: Iterable[str]) -> Totals:
    rows = apart([(views.capital(label), numbers[label]) for label in order])
    told = tuple((label, f"{number:,}") for label, number in rows) if len(rows) > 1 else ()
    return Totals(head, f"By {views.small(head)}", told)


def _among(head: str, cards: Sequence[Card], order: Iterable[str], read: Callable[[Card], Iterable[str]]) -> Totals:
    approved = [card for card in cards if card.standing in APPROVED]
    numbers = Counter(value for card in approved for value in set(read(card)))
    told = tuple((views.capital(label), among(numbers[label], len(approved))) for label in order)
    note = "A provider counts once for each that it has."
    return Totals(head, f"Approved providers by {views.small(head)}", told if len(approved) >= SMALL else (), note)
