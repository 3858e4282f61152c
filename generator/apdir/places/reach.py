"""Distances between places, and a directory's own places far from all its others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import hypot
from typing import TypeVar

from apdir.places.table import Grid

Name = TypeVar("Name", bound=Hashable)

METRES_A_MILE = 1609.344
#: No pupil travels further than this to a provider, in miles in a straight line.
FAR = 60


def miles(one: Grid, other: Grid) -> float:
    """The miles between two places in a straight line."""
    return hypot(one[0] - other[0], one[1] - other[1]) / METRES_A_MILE


def far_off(places: Mapping[Name, Grid]) -> dict[Name, float]:
    """The places that nobody reaches from most of the others, each with its miles to the nearest of those."""
    left, groups = dict(places), []
    while left:
        name, place = left.popitem()
        group, seen = {name: place}, [place]
        while seen:
            here = seen.pop()
            near = {other: there for other, there in left.items() if miles(here, there) <= FAR}
            group |= near
            seen += near.values()
            left = {other: there for other, there in left.items() if other not in near}
        groups.append(group)
    most = max(groups, key=len, default={})
    return {
        name: min(miles(place, other) for other in most.values()) for name, place in places.items() if name not in most
    }
