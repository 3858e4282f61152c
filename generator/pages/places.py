"""What a browser needs to find postcodes and towns, as small files of which it asks for few."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.model.settings import Settings
from generator.pages.card import Card
from generator.places import ATTRIBUTION, Grid, area_of, table_date, where
from generator.places.sectors import by_area
from generator.places.shards import exact_districts

#: Where the files stand, below the site's root.
FOLDER = "places"
#: An area with fewer than one in so many of the public sites is not one of the directory's own.
ONE_IN = 20
TOWN = re.compile(r"[A-Z][A-Za-z'’-]+( (and|in|le|on|the|upon|[A-Z][A-Za-z'’-]+))*\Z")


def own_postcodes(settings: Settings, cards: Iterable[Card]) -> tuple[str, ...]:
    """The areas and districts that the settings name; without them, the areas in which most public sites are."""
    if settings.places.postcodes:
        return settings.places.postcodes
    numbers = Counter(area_of(outcode) for card in cards for outcode in card.outcodes)
    return tuple(sorted(area for area, number in numbers.items() if number * ONE_IN >= numbers.total()))


def towns(settings: Settings, cards: Iterable[Card]) -> dict[str, Grid]:
    """The towns that the settings name, in their order, and then those of public addresses at the middle of them."""
    found = {name: place for name, code in settings.places.towns.items() if (place := where(code)) is not None}
    known = {name.casefold() for name in found}
    others: dict[str, list[Grid]] = defaultdict(list)
    for card in cards:
        if len(card.towns) == 1 and TOWN.match(card.towns[0]) and card.towns[0].casefold() not in known:
            others[card.towns[0]] += zip(card.eastings, card.northings, strict=True)
    found |= {name: _middle(places) for name, places in sorted(others.items()) if places}
    return found


def place_files(settings: Settings, cards: Sequence[Card]) -> dict[str, str]:
    """The text of every file by its name below `places/`; none where there is no table of postcodes."""
    made = table_date()
    if made is None:
        return {}
    exact = dict(exact_districts(own_postcodes(settings, cards)))
    index = {
        "table": f"{made:%B %Y}",
        "attribution": ATTRIBUTION,
        "areas": sorted(by_area()),
        "exact": list(exact),
        "towns": [[name, *place] for name, place in towns(settings, cards).items()],
    }
    files = {"index.json": json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"}
    files |= {f"sectors/{area}.txt": text for area, text in by_area().items()}
    files |= {f"exact/{district}.txt": text for district, text in exact.items()}
    return files


def _middle(places: Sequence[Grid]) -> Grid:
    easting, northing = (round(sum(place[axis] for place in places) / len(places)) for axis in (0, 1))
    return easting, northing
