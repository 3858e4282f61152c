"""Data with which a browser finds postcodes and towns and draws the map, in small files of which it asks for few."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from apdir.pages.card import Card
from apdir.pages.page import Site
from apdir.pages.spot import TIMES
from apdir.places import ATTRIBUTION, Grid, area_of, table_date, where
from apdir.places.drawing import Frame, drawn, frame_of, on_paper
from apdir.places.sectors import by_area
from apdir.places.shards import shards

#: Folder of the files, below the site's root.
FOLDER = "places"
#: An area with fewer than one in so many of the public sites is not one of the directory's own.
ONE_IN = 20
#: On a small map: the width of a letter and the height of a line, in units of the drawing.
LETTER, LINE = 36, 90
TOWN = re.compile(r"[A-Z][A-Za-z'’-]+( (and|in|le|on|the|under|upon|[A-Z][A-Za-z'’-]+))*\Z")


@dataclass(frozen=True, slots=True)
class Own:
    """The directory's own places: districts or areas, whole areas, towns, and where its public sites are.

    ``sites`` are those by which the map's frame is drawn, none where the settings name districts.
    """

    postcodes: tuple[str, ...]
    areas: tuple[str, ...]
    towns: dict[str, Grid]
    sites: tuple[Grid, ...]


def own_places(site: Site, cards: Sequence[Card]) -> Own:
    """Places of the settings; where they name no districts, the areas in which most public sites are."""
    named = site.settings.places.postcodes
    postcodes = named
    if not named:
        numbers = Counter(area_of(outcode) for card in cards for outcode in card.outcodes)
        postcodes = tuple(sorted(area for area, number in numbers.items() if number * ONE_IN >= numbers.total()))
    areas = tuple(dict.fromkeys(area_of(name) or name for name in postcodes))
    sites = [
        place
        for card in cards
        if any(area_of(outcode) in areas for outcode in card.outcodes)
        for place in zip(card.eastings, card.northings, strict=True)
    ]
    return Own(postcodes, areas, _towns(site, cards), () if named else tuple(sites))


def sector_files() -> dict[str, str]:
    """A file an area with its districts and their sectors."""
    return {f"{area}.txt": text for area, text in by_area().items()}


@lru_cache(maxsize=4)
def exact_files(areas: tuple[str, ...]) -> dict[str, str]:
    """A file a district with every postcode."""
    return {f"{district}.txt": text for area in areas for district, text in shards(area)}


def map_files(own: Own, exact: Sequence[str], site: Site) -> dict[str, str]:
    """The index of these files, and the ground of the map with its towns for a small one."""
    frame = frame_of(() if own.sites else own.postcodes, own.sites)
    index = {
        "table": f"{table_date():%B %Y}",
        "attribution": ATTRIBUTION,
        "areas": sorted(by_area()),
        "exact": exact,
        "towns": [[name, *place] for name, place in own.towns.items()],
        "map": None if frame is None else [frame.west, frame.south, frame.east, frame.north],
    }
    files = {"index.json": json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"}
    if frame is not None:
        ground = drawn(own.postcodes, frame)
        names = [(times, town_names(own.towns, frame, times)) for times in TIMES]
        files["map.svg"] = site.templates.get_template("map.svg.html").render(ground=ground, names=names)
    return files


@dataclass(frozen=True, slots=True)
class TownName:
    """A town on a small map: its dot, and its name beside it on the side where there is room."""

    name: str
    x: int
    y: int
    side: str


def town_names(towns: dict[str, Grid], frame: Frame, times: int) -> list[TownName]:
    """The towns in a frame whose names, in letters so many times as large, do not run into those before them."""
    taken: list[tuple[int, int, int, int]] = []
    named = []
    for name, place in towns.items():
        if not frame.holds(place):
            continue
        x, y = on_paper(place)
        long = (len(name) * LETTER + 40) * times
        for side, left in (("right", x), ("left", x - long)):
            box = (left - 20, y - LINE * times // 2, left + long + 20, y + LINE * times // 2)
            if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                taken.append(box)
                named.append(TownName(name, x, y, side))
                break
    return named


def _towns(site: Site, cards: Sequence[Card]) -> dict[str, Grid]:
    """The towns that the settings name, in their order, and then those of public addresses at the middle of them."""
    named = site.settings.places.towns
    found = {name: place for name, code in named.items() if (place := where(code)) is not None}
    known = {name.casefold() for name in named}
    others: dict[str, list[Grid]] = defaultdict(list)
    for card in cards:
        if len(card.towns) == 1 and TOWN.match(card.towns[0]) and card.towns[0].casefold() not in known:
            others[card.towns[0]] += zip(card.eastings, card.northings, strict=True)
    return found | {name: _middle(places) for name, places in sorted(others.items()) if places}


def _middle(places: Sequence[Grid]) -> Grid:
    easting, northing = (round(sum(place[axis] for place in places) / len(places)) for axis in (0, 1))
    return easting, northing
