"""The finder's index: columns of providers, for a script to search in the browser.

Each column lists its different values once, then which sets of them occur, and for each provider the number of its
set: text that repeats from provider to provider is sent once. Where two columns part providers alike, the later one
names the first instead of its numbers. Where most providers have a set of their own, the sets are theirs in turn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from apdir.names import slug_of
from apdir.pages import procurement, views
from apdir.pages.card import Card
from apdir.pages.name_files import name_files
from apdir.pages.row import CLOSED, free_places, late, most_days, price, short_days, since
from apdir.pages.texts import text_files

FOLDER = "finder"
#: Providers in one file of what a comparison shows, and of what a row folds.
SHARD = 64
#: Boundaries of key stages, in years of age.
STAGE_AGES = {"KS1": (5, 7), "KS2": (7, 11), "KS3": (11, 14), "KS4": (14, 16), "KS5": (16, 19)}

#: Who takes pupils from one of these takes them from every area: in small letters.
EVERYWHERE = ("england", "great britain", "united kingdom", "everywhere", "anywhere")

Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The files of the index by their path below `FOLDER`, and a digest of them all for their addresses."""

    files: dict[str, bytes]
    version: str
    shards: int


def make_index(
    cards: Sequence[Card], compared: Callable[[Card], bytes], suggested: Mapping[str, Any] | None = None
) -> Index:
    """The index of providers in the order in which the list has them.

    ``compared`` gives what a comparison shows of one provider, as JSON; ``suggested`` is what search boxes suggest
    beside names.
    """
    texts = _texts(tuple(card.words for card in cards))
    shards = max(1, -(-len(cards) // SHARD))
    columns = {name: _column(cards, read, SHOWN.get(name)) for name, read in (COLUMNS | WORDS).items()}
    columns = _once(columns)
    files = {
        "core.json": _packed(
            {
                "names": [card.name for card in cards],
                "open": sum(card.open for card in cards),
                "everywhere": _everywhere(area for card in cards for area in card.areas),
                "slugs": [0 if _script_knows(card) else card.slug for card in cards],
                "shards": shards,
                "columns": {name: columns[name] for name in COLUMNS},
            }
        ),
        "words.json": _packed({"columns": {name: columns[name] for name in WORDS}, "texts": " ".join(sorted(texts))}),
        "points.json": _packed(
            {
                "of": [points_of(card) for card in cards],
                "sites": list(map(sites_of, cards)),
                "days": [card.places_open for card in cards],
            }
        ),
    }
    parts: list[list[Card]] = [[] for _ in range(shards)]
    for card in cards:
        parts[shard_of(card.slug, shards)].append(card)
    for number, part in enumerate(parts):
        files[f"cards/{number}.json"] = b"{%b}" % b",".join(
            b'"%b":%b' % (it.slug.encode(), compared(it)) for it in part
        )
    files |= {f"folded/{n}.json": _packed({it.slug: _folded(it) for it in part}) for n, part in enumerate(parts)}
    files |= {f"texts/{start}.json": part for start, part in texts.items()}
    names = name_files(cards)
    files |= {f"names/{start}.json": _packed(part) for start, part in names.items()}
    files["suggest.json"] = _packed({**(suggested or {}), "names": " ".join(names)})
    digest = hashlib.blake2b(digest_size=6)
    for content in files.values():
        digest.update(content)
    return Index(files, digest.hexdigest(), shards)


@lru_cache(1)  # for a server: few edits change any of these words
def _texts(words: tuple[str, ...]) -> dict[str, bytes]:
    return {start: _packed(part) for start, part in text_files(words).items()}


def _folded(card: Card) -> str:
    """What its overdue actions are about: a row folds it and nobody searches it, so who opens the row fetches it."""
    return "; ".join(card.overdue_of)


def _script_knows(card: Card) -> bool:
    """Whether the script can make the slug of the name by itself, by the rule of `names`: it spells plain letters."""
    return card.name.isascii() and card.slug == slug_of(card.name)


def shard_of(slug: str, shards: int) -> int:
    """The shard of details that holds a provider; the script computes it alike."""
    number = 0
    for letter in slug:
        number = (number * 31 + ord(letter)) % 2_147_483_647
    return number % shards


def stages_of(card: Card) -> tuple[str, ...]:
    """Its key stages: those it names, or else those that its ages reach into."""
    if card.key_stages or card.youngest is None or card.oldest is None:
        return card.key_stages
    young, old = card.youngest, card.oldest
    if young == old:
        return tuple(stage for stage, (first, last) in STAGE_AGES.items() if first <= young < last)
    return tuple(stage for stage, (first, last) in STAGE_AGES.items() if young < last and old > first)


def ages_of(card: Card) -> tuple[int, ...]:
    """The ages it takes: those it names, or else those of its key stages."""
    if card.youngest is not None and card.oldest is not None:
        return tuple(range(card.youngest, card.oldest + 1))
    spans = (STAGE_AGES[stage] for stage in card.key_stages)
    return tuple(sorted({age for first, last in spans for age in range(first, last + 1)}))


def areas_of(card: Card, areas: tuple[str, ...]) -> tuple[str, ...]:
    """The areas it takes pupils from: every one of ``areas`` where one that it names holds them all."""
    return areas if _everywhere(card.areas) else card.areas


def _everywhere(areas: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(area for area in areas if area.casefold() in EVERYWHERE))


def points_of(card: Card) -> tuple[int, ...]:
    """Its public places: easting, northing, easting, northing, and so on, in metres."""
    return tuple(chain.from_iterable(zip(card.eastings, card.northings, strict=True)))


def sites_of(card: Card) -> tuple[tuple[str, ...], str, tuple[tuple[str, str, str, str], ...]] | int:
    """The names of these places, which of them its approval is of, and the signs of each; 0 where it has one site."""
    return (card.places, card.rests_on, card.place_signs) if card.places else 0


def priced(card: Card) -> tuple[float, ...]:
    """Cost of a day of attendance in pounds, if known."""
    if card.price_day is None:
        return ()
    amount = float(card.price_day)
    return (int(amount),) if amount.is_integer() else (amount,)


def _some(value: Value | None) -> tuple[Value, ...]:
    return () if value is None else (value,)


#: Columns to filter and sort by, and those for a row of the list.
COLUMNS: dict[str, Callable[[Card], Iterable[Value]]] = {
    "type": lambda card: (card.type,),
    "place": lambda card: (card.place,),
    "need": lambda card: card.needs,
    "stage": stages_of,
    "age": ages_of,
    "for": lambda card: (card.stages,),
    "subject": lambda card: card.subjects,
    "day": lambda card: card.days,
    "covered": lambda card: card.covered_days,
    "open_at": lambda card: card.open_at,
    "most_days": lambda card: _some(card.most_days),
    "how": lambda card: card.delivery,
    "terms": lambda card: card.terms,
    "registered": lambda card: ("yes" if card.registered else "no",),
    "list": lambda card: card.lists,
    "listed": lambda card: _some(card.listed or None),
    "level": lambda card: (card.level,),
    "standing": lambda card: (card.standing,),
    "stands": lambda card: (card.standing_label,),
    "since": lambda card: _some(since(card) or None),
    "visited": lambda card: _some(card.visited.date if card.visited else None),
    "by": lambda card: _some(card.visited.by if card.visited else None),
    "result": lambda card: _some(card.visited.result if card.visited else None),
    "sign": lambda card: _some(card.visited.sign if card.visited else None),
    "warning": lambda card: _some(card.warning),
    "warning_sign": lambda card: _some(card.warning_sign),
    "warning_on": lambda card: _some(card.warning_on),
    "ending": lambda card: _some(card.ending or None),
    "until": lambda card: _some(card.until),
    "overdue": lambda card: _some(late(card) or None),
    "places": lambda card: _some(card.vacancies) if card.open else (CLOSED,),
    "as_at": lambda card: _some(card.vacancies_as_at) if card.open else (),
    "price": priced,
    "priced": lambda card: _some(price(card) or None),
    "price_told": lambda card: _some(card.price_told or None),
    "area": lambda card: card.areas,
    "checked": lambda card: (card.checked,),
    "stale": lambda card: _some(card.stale_told or None),
    "notice": lambda card: _some(card.notice),
}
#: Words in a row for a column, once for each set of values; the script shows them as they are.
SHOWN: dict[str, Callable[[Sequence[Any]], str]] = {
    "day": short_days,
    "most_days": lambda values: most_days(values[0] if values else None),
    "how": views.delivery,
    "registered": lambda values: "Yes" if "yes" in values else "No (non-school)",
    "level": lambda values: procurement.LABELS[values[0]],
    "visited": lambda values: views.day(values[0]) if values else "No published visit",
    "places": lambda values: free_places(values[0] if values else None),
    "as_at": lambda values: f"on {views.day(values[0])}" if values else "",
    "checked": lambda values: views.day(values[0]),
}
#: Searched by words, beside names and `COLUMNS`.
WORDS: dict[str, Callable[[Card], Iterable[Value]]] = {
    "programme": lambda card: card.programmes,
    "town": lambda card: (*card.towns, *card.outcodes),
}


def _column(
    cards: Sequence[Card],
    read: Callable[[Card], Iterable[Any]],
    show: Callable[[Sequence[Any]], str] | None = None,
) -> dict[str, Any]:
    rows = [tuple(read(card)) for card in cards]
    # In the order in which they occur: columns that part providers alike then have the same numbers.
    sets = list(dict.fromkeys(rows))
    values = list(dict.fromkeys(value for row in sets for value in row))
    numbers = {value: number for number, value in enumerate(values)}
    own = len(sets) > len(rows) / 2
    if own:
        sets = rows
    places = {row: number for number, row in enumerate(sets)}
    column: dict[str, Any] = {"values": values}
    if own or any(len(row) != 1 for row in sets):
        column["sets"] = [[numbers[value] for value in row] for row in sets]
    if show is not None:
        column["shown"] = [show(row) for row in sets]
    return column if own else column | {"of": [places[row] for row in rows]}


def _once(columns: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Columns that part providers alike share the numbers: the later ones name the first."""
    first: dict[tuple[int, ...], str] = {}
    for name, column in columns.items():
        if "of" not in column:
            continue
        same = first.setdefault(tuple(column["of"]), name)
        if same != name:
            column["of"] = same
    return columns


def _packed(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
