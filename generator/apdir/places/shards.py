"""Every postcode of a district as one small text that a browser reads: `places.js` holds the same reading.

A line a sector: its digit, then each postcode's last two letters with the way from the one before in metres, the
first from nothing: `2FS435461,336327 FT-3,1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from apdir.places.table import Grid, postcodes

UNIT = re.compile(r"([A-Z]{2})(-?\d+),(-?\d+)")


def shards(area: str) -> Iterator[tuple[str, str]]:
    """Each district of an area with its text."""
    for district, rows in groupby(postcodes(area), key=lambda row: row[0].partition(" ")[0]):
        lines = [_line(sector, list(of_sector)) for sector, of_sector in groupby(rows, key=lambda row: row[0][-3])]
        yield district, "\n".join(lines) + "\n"


def read_shard(district: str, text: str) -> dict[str, Grid]:
    """The postcodes of a district's text with their places."""
    found: dict[str, Grid] = {}
    for line in text.splitlines():
        easting = northing = 0
        for letters, east, north in UNIT.findall(line):
            easting, northing = easting + int(east), northing + int(north)
            found[f"{district} {line[0]}{letters}"] = (easting, northing)
    return found


def _line(sector: str, rows: list[tuple[str, Grid]]) -> str:
    parts = []
    easting = northing = 0
    for postcode, (east, north) in rows:
        parts.append(f"{postcode[-2:]}{east - easting},{north - northing}")
        easting, northing = east, north
    return sector + " ".join(parts)
