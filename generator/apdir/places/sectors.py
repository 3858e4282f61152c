"""The sectors of Great Britain (`DE1 2`) with their middles, kept beside the program: working them out takes a second.

`sectors.txt` has a line a district, sorted: `DE1 43542 33634 0 43603 33541 1 43540 33672`. That is the district and
its middle, then each sector's digit and its middle, all in tens of metres. A test holds the file equal to the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from apdir.places.table import Grid, area_of, postcodes

FILE = Path(__file__).with_name("sectors.txt")
UNIT = 10


@lru_cache(maxsize=1)
def by_area() -> dict[str, str]:
    """The lines of `sectors.txt` by postcode area, each area's as one text."""
    lines = FILE.read_text(encoding="ascii").splitlines()
    return {area: "\n".join(group) + "\n" for area, group in groupby(lines, key=area_of)}


@lru_cache(maxsize=32)
def districts(area: str) -> dict[str, Grid]:
    """The districts of an area with their middles; none for an area that is not there."""
    found = {}
    for line in by_area().get(area, "").splitlines():
        name, easting, northing = line.split(" ", 3)[:3]
        found[name] = (int(easting) * UNIT, int(northing) * UNIT)
    return found


def sectors(district: str) -> dict[str, Grid]:
    """The sectors of a district by their digit, with their middles; none for a district that is not there."""
    for line in by_area().get(area_of(district), "").splitlines():
        name, _, _, *rest = line.split(" ")
        if name == district:
            digits, eastings, northings = rest[::3], rest[1::3], rest[2::3]
            return {
                digit: (int(easting) * UNIT, int(northing) * UNIT)
                for digit, easting, northing in zip(digits, eastings, northings, strict=True)
            }
    return {}


def worked_out(areas: Iterable[str]) -> Iterator[str]:
    """The lines of `sectors.txt` for so many areas, made from the table."""
    for area in areas:
        for district, of_district in groupby(postcodes(area), key=lambda row: row[0].split(" ")[0]):
            rows = list(of_district)
            parts = [district, _middle(place for _, place in rows)]
            for sector, of_sector in groupby(rows, key=lambda row: row[0].split(" ")[1][0]):
                parts += [sector, _middle(place for _, place in of_sector)]
            yield " ".join(parts)


def _middle(places: Iterable[Grid]) -> str:
    every = list(places)
    return " ".join(str(round(sum(place[axis] for place in every) / len(every) / UNIT)) for axis in (0, 1))
