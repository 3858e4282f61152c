"""The coast of Great Britain and of what lies round it, from a small file beside the program.

The file says itself where it comes from; `tests/coastline.py` makes it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from apdir.places.table import Grid

FILE = Path(__file__).with_name("coast.txt")
UNIT = 100
#: Land where the table of postcodes has places, and land where it has none.
LAND, ABROAD = "land", "abroad"
Ring = tuple[Grid, ...]


@lru_cache(maxsize=1)
def rings() -> tuple[tuple[str, Ring], ...]:
    """Every closed line round land with its kind, in metres of the National Grid; the first point is the last too."""
    found = []
    for row in FILE.read_text(encoding="ascii").splitlines():
        kind, *numbers = row.split(" ")
        if kind in (LAND, ABROAD):
            steps = [int(number) * UNIT for number in numbers]
            points = list(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))
            found.append((kind, (*points, points[0])))
    return tuple(found)


def kinds(west: int, south: int, side: int, columns: int, rows: int) -> list[list[str | None]]:
    """The kind of land at the middle of each cell of a square grid, by row from the south; None where there is sea."""
    found: list[list[str | None]] = [[None] * columns for _ in range(rows)]
    middles = [south + side * (row + 0.5) for row in range(rows)]
    across = [west + side * (column + 0.5) for column in range(columns)]
    for kind, ring in rings():
        crossings: list[list[float]] = [[] for _ in range(rows)]
        for (x, y), (to_x, to_y) in _upwards(ring, middles[0], middles[-1]):
            for row in range(bisect_left(middles, y), bisect_left(middles, to_y)):
                crossings[row].append(x + (to_x - x) * (middles[row] - y) / (to_y - y))
        for line, met in zip(found, crossings, strict=True):
            met.sort()
            for start, end in zip(met[::2], met[1::2], strict=True):
                first, last = bisect_left(across, start), bisect_left(across, end)
                line[first:last] = [kind] * (last - first)
    return found


def _upwards(ring: Ring, lowest: float, highest: float) -> Iterator[tuple[Grid, Grid]]:
    """The pieces of a ring that cross rows between two heights, each with its lower end first."""
    for one, other in pairwise(ring):
        lower, upper = (one, other) if one[1] <= other[1] else (other, one)
        if lower[1] < upper[1] and upper[1] >= lowest and lower[1] <= highest:
            yield lower, upper
