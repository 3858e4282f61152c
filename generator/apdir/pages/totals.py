"""Totals for the public, where settings publish them: no number under five, and none by subtraction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """One table of totals, and what to know of it."""

    key: str
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
    words, today = site.settings.vocabulary, site.today
    approved = [card for card in cards if card.standing in APPROVED]
    year = months_after(today, -12).isoformat()
    stale = site.settings.record_stale_after_days
    areas = [area for area in words.areas if area.casefold() not in EVERYWHERE]
    yes = {
        f"Visited since {views.day(year)}": sum(
            card.visited is not None and card.visited.date >= year for card in cards
        ),
        f"Details confirmed in the last {stale} days": sum(not card.stale for card in cards),
        "Registered schools": sum(card.registered for card in cards),
    }
    one = "A provider counts in each that it has."
    return [
        _apart("status", "By approval status", ((label, sum(c.standing == key for c in cards))
               for key, label in LABELS.items())),
        _apart("type", "By type", ((views.capital(kind), sum(c.type == kind for c in cards)) for kind in words.types)),
        Totals("facts", "Of all providers", tuple((label, among(number, len(cards))) for label, number in yes.items())),
        _among("area", "Approved providers by area", [(area, [c for c in approved if area in areas_of(c, words.areas)])
               for area in areas], approved, one),
        _among("need", "Approved providers by need", [(views.capital(need), [c for c in approved if need in c.needs])
               for need in words.needs], approved, one),
        _among("stage", "Approved providers by key stage", [(stage, [c for c in approved if stage in stages_of(c)])
               for stage in STAGE_AGES], approved, one),
    ]  # fmt: skip


def _apart(key: str, title: str, groups: Iterable[Counted]) -> Totals:
    rows = apart(list(groups))
    return Totals(key, title, tuple((label, f"{number:,}") for label, number in rows) if len(rows) > 1 else ())


def _among(
    key: str, title: str, groups: Sequence[tuple[str, Sequence[Card]]], whole: Sequence[Card], note: str
) -> Totals:
    if len(whole) < SMALL:
        return Totals(key, title, ())
    return Totals(key, title, tuple((label, among(len(cards), len(whole))) for label, cards in groups), note)
