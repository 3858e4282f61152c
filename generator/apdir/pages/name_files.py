"""Providers by the words of their names, in files by the first letters, for what a search box suggests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from apdir.model.known_words import words_in
from apdir.pages import views
from apdir.pages.card import Card

#: So many names fill a file of some kilobytes; more are parted by three letters.
LARGE = 300

Row = tuple[str, str, str]


def name_files(cards: Sequence[Card]) -> dict[str, list[Row]]:
    """By two letters, or three where those would be too many, who has a word that begins so in the name."""
    uses: dict[str, list[Row]] = defaultdict(list)
    for card in cards:
        told = f"{card.type}, {card.place}" if card.open and card.place != card.type else card.type
        row = (card.name, card.slug, views.capital(told) if card.open else card.standing_label)
        for start in dict.fromkeys(word[:3] for word in words_in(card.name) if len(word) > 1):
            uses[start].append(row)
    sizes: dict[str, int] = defaultdict(int)
    for start, rows in uses.items():
        sizes[start[:2]] += len(rows)
    files: dict[str, dict[str, Row]] = defaultdict(dict)
    for start, rows in uses.items():
        files[start[:2] if sizes[start[:2]] <= LARGE else start] |= {
            slug: (name, slug, told) for name, slug, told in rows
        }
    return {start: list(rows.values()) for start, rows in sorted(files.items())}
