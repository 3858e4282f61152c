"""The authorities of England that answer for schools, with their postcodes and towns.

`authorities.csv` has a line an authority, by number: the DfE's number, the ONS's code, the name, and the districts of
its postcodes, or an area in place of all its districts. `towns.csv` has a line a town: its authority's number, its
name, about how many people live there, and a postcode at its middle; each authority's largest first.
`tests/authorities.py` makes both. Sources: Office for National Statistics, ONS Postcode Directory of November 2025, and
DfE, Get information about schools (Open Government Licence 3.0); GeoNames, July 2026 (CC BY 4.0), with changes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from apdir.names import slug_of

AUTHORITIES = Path(__file__).with_name("authorities.csv")
TOWNS = Path(__file__).with_name("towns.csv")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority as its line has it."""

    number: str
    code: str
    name: str
    postcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town as its line has it; ``authority`` is the number of the one that it is in."""

    authority: str
    name: str
    people: int
    postcode: str


@lru_cache(maxsize=1)
def authorities() -> tuple[Authority, ...]:
    """Every authority, by number."""
    return tuple(
        Authority(row["number"], row["code"], row["name"], tuple(row["postcodes"].split()))
        for row in _rows(AUTHORITIES)
    )


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Every town, the largest first."""
    found = (Town(row["authority"], row["name"], int(row["people"]), row["postcode"]) for row in _rows(TOWNS))
    return tuple(sorted(found, key=lambda town: (-town.people, town.name, town.authority)))


def authority(text: str) -> Authority | None:
    """The authority with a number, code or name, in whatever letters; None where there is none."""
    plain = slug_of(text)
    return next((one for one in authorities() if plain in map(slug_of, (one.number, one.code, one.name))), None)


def meant(text: str) -> list[str]:
    """The names that have all the words of a text: `Kingston upon Hull` for "Hull"."""
    words = set(slug_of(text).split("-"))
    return [one.name for one in authorities() if words <= set(slug_of(one.name).split("-"))]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
