"""The map's ground, drawn from postcodes and the coast: the directory's own area, sea, how thickly land is built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from apdir.places.coast import ABROAD, LAND, kinds
from apdir.places.outline import Point, area, blurred, density, nearest_kind, outlines, simpler
from apdir.places.sectors import by_area, districts, sectors
from apdir.places.table import Grid, area_of, postcodes

#: Metres a unit of the drawing, and the least side of a cell.
UNIT = 10
CELL = 350
#: Cells across the longer side: a large area is drawn more coarsely.
CELLS = 120
#: Round what the frame must hold, and its least side.
MARGIN = 1_500
LEAST = 12_000
#: Ratio of width to height, at least and at most.
SHAPE = (0.75, 1.15)
#: Postcodes a square kilometre from which land counts as a village, a town, a city.
THICK = (12, 34, 90)
#: With more areas than this in the frame, sectors replace postcodes, each for so many.
MANY_AREAS, A_SECTOR = 12, 150
#: Smaller shapes are not drawn, in cells; lines are so exact, in cells.
SMALLEST, EXACT = 5, 0.15
#: Cells that are drawn beyond the frame.
BEYOND = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the National Grid in metres."""

    west: int
    south: int
    east: int
    north: int

    def holds(self, place: Grid) -> bool:
        """Whether a place lies in it."""
        return self.west <= place[0] < self.east and self.south <= place[1] < self.north

    def wider(self, metres: int) -> Frame:
        """The frame with so much more on each side."""
        return Frame(self.west - metres, self.south - metres, self.east + metres, self.north + metres)

    @property
    def view(self) -> str:
        """The rectangle as an SVG viewBox."""
        left, top = on_paper((self.west, self.north))
        return f"{left} {top} {(self.east - self.west) // UNIT} {(self.north - self.south) // UNIT}"


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground as SVG paths: the edge of the directory's own area, the sea, the built land by how thickly.

    The ``sea`` is empty inland.
    """

    frame: Frame
    own: str
    sea: str
    built: tuple[str, ...]


def on_paper(place: Grid) -> tuple[int, int]:
    """A place in units of the drawing: those of the National Grid, with the north on top."""
    return round(place[0] / UNIT), -round(place[1] / UNIT)


@lru_cache(maxsize=16)
def frame_of(own: tuple[str, ...], places: tuple[Grid, ...] = ()) -> Frame | None:
    """A frame round all postcodes of the districts or areas that ``own`` names, and some places; None without any."""
    shown = list(places)
    for name in dict.fromkeys(area_of(district) or district for district in own):
        shown += [place for code, place in postcodes(name) if name in own or code.partition(" ")[0] in own]
    if not shown:
        return None
    ends = []
    for axis in (0, 1):
        low, high = min(place[axis] for place in shown) - MARGIN, max(place[axis] for place in shown) + MARGIN
        ends.append(_widened(low, high, LEAST))
    wide, high = (end - start for start, end in ends)
    ends[0] = _widened(*ends[0], round(high * SHAPE[0]))
    ends[1] = _widened(*ends[1], round(wide / SHAPE[1]))
    # On whole kilometres, so that one more provider seldom changes the drawing.
    (west, east), (south, north) = ((start // 1000 * 1000, -(-end // 1000) * 1000) for start, end in ends)
    return Frame(west, south, east, north)


def _widened(low: int, high: int, least: int) -> tuple[int, int]:
    more = max(0, least - (high - low)) // 2
    return low - more, high + more


@lru_cache(maxsize=16)
def drawn(own: tuple[str, ...], frame: Frame) -> Ground:
    """The ground of a frame; ``own`` are the districts, or whole areas, that are the directory's."""
    side = max(CELL, -(-max(frame.east - frame.west, frame.north - frame.south) // CELLS // 50) * 50)
    # Drawn over the edge, so that what goes on beyond it does not seem to end there.
    wide = frame.wider(BEYOND * side)
    columns, rows = -(-(wide.east - wide.west) // side), -(-(wide.north - wide.south) // side)
    owners: list[list[int | None]] = [[None] * columns for _ in range(rows)]
    land = kinds(wide.west, wide.south, side, columns, rows)
    points: list[tuple[int, int]] = []
    for district, places, weight in _places(wide):
        kind = int(district in own or area_of(district) in own)
        for easting, northing in places:
            column, row = (easting - wide.west) // side, (northing - wide.south) // side
            points += [(column, row)] * weight
            owners[row][column] = kind if owners[row][column] is None else max(kind, owners[row][column] or 0)
            land[row][column] = LAND  # wherever post goes, whatever a coast so coarse says
    if not points:
        return Ground(frame, "", "", ())
    owned = [
        [float(kind or 0) if there == LAND else 0.0 for kind, there in zip(row, line, strict=True)]
        for row, line in zip(nearest_kind(owners), land, strict=True)
    ]
    sea = [[float(there not in (LAND, ABROAD)) for there in line] for line in land]
    thick = density(points, columns, rows)
    square = side * side / 1e6
    return Ground(
        frame,
        _path(outlines(blurred(blurred(owned)), 0.5), side, frame),
        _path(outlines(blurred(blurred(sea)), 0.5), side, frame),
        tuple(_path(outlines(thick, level * square), side, frame) for level in THICK),
    )


def _places(frame: Frame) -> Iterable[tuple[str, list[Grid], int]]:
    """The postcodes in a frame by district, each with its weight."""
    around = frame.wider(5_000)
    near = [name for name in by_area() if any(around.holds(middle) for middle in districts(name).values())]
    for name in near:
        if len(near) > MANY_AREAS:
            for district in districts(name):
                yield district, [place for place in sectors(district).values() if frame.holds(place)], A_SECTOR
        else:
            found: dict[str, list[Grid]] = {}
            for postcode, place in postcodes(name):
                if frame.holds(place):
                    found.setdefault(postcode.partition(" ")[0], []).append(place)
            for district, places in found.items():
                yield district, places, 1


def _path(loops: Iterable[list[Point]], side: int, frame: Frame) -> str:
    """Closed lines as one SVG path: curves through the middles of their pieces, each from the end of the one before."""
    left, bottom = (frame.west - BEYOND * side) / UNIT, -(frame.south - BEYOND * side) / UNIT
    scale = side / UNIT
    parts = []
    for loop in sorted(loops):
        if area(loop) < SMALLEST:
            continue
        line = [(round(left + (x + 0.5) * scale), round(bottom - (y + 0.5) * scale)) for x, y in simpler(loop, EXACT)]
        middles = [((a[0] + b[0]) // 2, (a[1] + b[1]) // 2) for a, b in pairwise([*line, line[0]])]
        x, y = middles[-1]
        parts.append(f"M{x} {y}q")
        curves = []
        for corner, end in zip(line, middles, strict=True):
            curves.append(" ".join(f"{a - x} {b - y}" for a, b in (corner, end)))
            x, y = end
        parts.append(" ".join(curves).replace(" -", "-") + "z")
    return "".join(parts)
