"""A small map of where one provider is: a window on the ground that `map.svg` holds, made without any script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from apdir.model.provider import Site as ProviderSite
from apdir.pages.card import place_of
from apdir.places import Grid, area_of
from apdir.places.drawing import UNIT, on_paper
from apdir.places.sectors import districts, sectors

#: The window in metres, taken so many times, and how far its edge is from a site.
WIDE, HIGH, TIMES, EDGE = 16_000, 10_000, (1, 2, 3, 4), 1_700
#: How far beyond the middles of the own districts' sectors the ground is drawn, at least.
BEYOND = 1_500


@dataclass(frozen=True, slots=True)
class Spot:
    """The window as an SVG viewBox, how many times the smallest one it is, and the marks in it.

    ``beyond`` names the public sites that it does not show.
    """

    view: str
    times: int
    marks: tuple[tuple[int, int], ...]
    beyond: tuple[str, ...]


def spot_of(sites: Sequence[ProviderSite], own: tuple[str, ...]) -> Spot | None:
    """The map of a provider's public sites; None where none lies on the ground that is drawn of the ``own`` districts.

    Sites too far apart for one window are left out from the last on.
    """
    places = [(site.name, place_of(site)) for site in sites if site.public]
    ground = _ground(own)
    if ground is None:
        return None
    (west, east), (south, north) = ground
    drawn = (place for _, place in places if place and west <= place[0] <= east and south <= place[1] <= north)
    shown = list(dict.fromkeys(drawn))
    while shown:
        ends = [(min(place[axis] for place in shown), max(place[axis] for place in shown)) for axis in (0, 1)]
        across, upright = (high - low for low, high in ends)
        fits = (
            times for times in TIMES if across <= times * (WIDE - 2 * EDGE) and upright <= times * (HIGH - 2 * EDGE)
        )
        times = next(fits, None)
        if times is not None:
            left = _start(*ends[0], times * WIDE, west, east)
            top = _start(*ends[1], times * HIGH, south, north) + times * HIGH
            x, y = on_paper((left, top))
            size = f"{times * WIDE // UNIT} {times * HIGH // UNIT}"
            beyond = tuple(name for name, place in places if place not in shown)
            return Spot(f"{x} {y} {size}", times, tuple(on_paper(place) for place in shown), beyond)
        shown.pop()
    return None


def _start(low: int, high: int, long: int, first: int, last: int) -> int:
    """The start of a window: round what it must show, and on the drawn ground as far as that is large enough."""
    middle = (low + high - long) // 2
    return max(min(middle, last - long), first) if long <= last - first else middle


@lru_cache(maxsize=8)
def _ground(own: tuple[str, ...]) -> tuple[Grid, Grid] | None:
    """From where to where the ground is drawn, eastwards and northwards; None where the settings name no districts."""
    names = [district for name in own for district in ([name] if area_of(name) else districts(name))]
    middles = [middle for district in names for middle in sectors(district).values()]
    if not middles:
        return None
    ends = [
        (min(middle[axis] for middle in middles) - BEYOND, max(middle[axis] for middle in middles) + BEYOND)
        for axis in (0, 1)
    ]
    return ends[0], ends[1]
