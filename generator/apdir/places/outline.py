"""The shape that postcodes make: how many there are about each spot, and the lines round where there are enough."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import pairwise

#: A point in cells from the south-west corner; the first number runs east.
Point = tuple[float, float]
Cells = list[list[float]]


def density(points: Iterable[tuple[int, int]], columns: int, rows: int) -> Cells:
    """Points a cell, by row from the south, spread a little so that lines round them are smooth."""
    counts = [[0.0] * columns for _ in range(rows)]
    for column, row in points:
        counts[row][column] += 1
    return blurred(counts)


def blurred(cells: Cells) -> Cells:
    """Each cell as what it and its neighbours hold, nearer ones weighing more."""
    across = [_spread(row) for row in cells]
    upright = [_spread(list(column)) for column in zip(*across, strict=True)]
    return [list(row) for row in zip(*upright, strict=True)]


def _spread(line: list[float]) -> list[float]:
    padded = [line[0], line[0], *line, line[-1], line[-1]]
    beside = zip(padded, padded[1:], padded[2:], padded[3:], padded[4:], strict=False)
    return [(a + e + 4 * (b + d) + 6 * c) / 16 for a, b, c, d, e in beside]


def nearest_kind(kinds: list[list[int | None]]) -> list[list[int | None]]:
    """Each empty cell with the kind of the cell nearest to it, found by walking outwards from all at once."""
    filled = [list(row) for row in kinds]
    waiting = deque(
        (row, column) for row, line in enumerate(kinds) for column, kind in enumerate(line) if kind is not None
    )
    while waiting:
        row, column = waiting.popleft()
        for there in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if 0 <= there[0] < len(filled) and 0 <= there[1] < len(filled[0]) and filled[there[0]][there[1]] is None:
                filled[there[0]][there[1]] = filled[row][column]
                waiting.append(there)
    return filled


def outlines(cells: Cells, level: float) -> list[list[Point]]:
    """Closed lines round all that is at least ``level``, with what is higher always on the same side.

    Marching squares: a line crosses between the middles of two cells where the level lies between them. Outside of
    the cells everything is lower, so that each line closes.
    """
    width = len(cells[0])
    edge = [[0.0] * (width + 2)]
    framed = edge + [[0.0, *row, 0.0] for row in cells] + edge
    after: dict[Point, Point] = {}
    for row, (lower, upper) in enumerate(pairwise(framed)):
        for column in range(width + 1):
            values = (lower[column], lower[column + 1], upper[column + 1], upper[column])
            inside = [value >= level for value in values]
            if any(inside) and not all(inside):
                after.update(_crossed(values, inside, column - 1, row - 1, level))
    return _loops(after)


def _crossed(
    values: tuple[float, ...], inside: list[bool], column: int, row: int, level: float
) -> Iterable[tuple[Point, Point]]:
    """The pieces of line across one square: each from where a walk round it goes up to where it leaves."""
    corners = ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
    enters: list[Point] = []
    leaves: list[Point] = []
    for one in range(4):
        two = (one + 1) % 4
        if inside[one] == inside[two]:
            continue
        # Both squares beside an edge must find the same point on it, so it is always worked out the same way round.
        first, second = (one, two) if corners[one] < corners[two] else (two, one)
        share = min(max((level - values[first]) / (values[second] - values[first]), 0.01), 0.99)
        (x, y), (to_x, to_y) = corners[first], corners[second]
        point = (x + share * (to_x - x), y + share * (to_y - y))
        (enters if inside[two] else leaves).append(point)
    if inside[0]:
        leaves.append(leaves.pop(0))
    return zip(enters, leaves, strict=True)


def _loops(after: dict[Point, Point]) -> list[list[Point]]:
    loops = []
    while after:
        start, here = after.popitem()
        loop = [start]
        while here != start:
            loop.append(here)
            here = after.pop(here)
        loops.append(loop)
    return loops


def area(loop: list[Point]) -> float:
    """The area in a closed line."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*loop, loop[0]]))) / 2


def simpler(loop: list[Point], off: float) -> list[Point]:
    """A closed line with fewer points, none of the others more than ``off`` from it."""
    half = len(loop) // 2
    return _thinned(loop[: half + 1], off)[:-1] + _thinned([*loop[half:], loop[0]], off)[:-1]


def _thinned(line: list[Point], off: float) -> list[Point]:
    """Douglas and Peucker's way: keep the point furthest from the straight line between the ends, or none."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        (x, y), (to_x, to_y) = line[start], line[end]
        long = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        furthest, at = off, None
        for place in range(start + 1, end):
            east, north = line[place][0] - x, line[place][1] - y
            far = abs(east * (to_y - y) - north * (to_x - x)) / long if long else (east**2 + north**2) ** 0.5
            if far > furthest:
                furthest, at = far, place
        if at is not None:
            kept.add(at)
            spans += [(start, at), (at, end)]
    return [line[place] for place in sorted(kept)]
