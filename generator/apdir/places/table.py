"""The table of postcodes: Ordnance Survey's Code-Point Open, a file a postcode area in `postcodes/`, with its day.

`tests/postcodes.py` makes the files. Contains OS data © Crown copyright and database right, and Royal Mail data.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

#: Easting and northing on the British National Grid, in metres.
Grid = tuple[int, int]
FOLDER = Path(__file__).with_name("postcodes")
ENDING = ".csv.xz"
#: The table's marks of quality up to this are of places that were seen: above it they are worked out, or none.
MOST_EXACT = 30
ROW = re.compile(r"(.+),\d+,(\d+),(\d+)\n")
AREA = re.compile(r"[A-Z]{1,2}(?=[0-9])")


@lru_cache(maxsize=1)
def areas() -> tuple[str, ...]:
    """The postcode areas in the table, sorted: `AB`, `AL`, `B` …."""
    return tuple(sorted(file.name.removesuffix(ENDING) for file in FOLDER.glob(f"*{ENDING}")))


@lru_cache(maxsize=1)
def table_date() -> date:
    """The day of the table."""
    return date.fromisoformat((FOLDER / "dated.txt").read_text(encoding="ascii").strip())


def area_of(postcode: str) -> str:
    """The letters that a postcode, or the first part of one, begins with: `DE`; empty where it has none."""
    match = AREA.match(postcode)
    return match[0] if match else ""


@lru_cache(maxsize=16)  # about half a megabyte an area
def rows(area: str) -> bytes:
    """The rows of an area as the table has them, sorted: `DE1 2FS,10,435534,336209`, a line each."""
    return lzma.decompress((FOLDER / f"{area}{ENDING}").read_bytes()) if area in areas() else b""


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
    """A postcode's place; None where the table does not know it, or knows no place for it."""
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
