"""Makes `places/coast.txt` from Natural Earth's countries. Run by hand, when a newer world-atlas is wanted:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz package/countries-10m.json
    uv run tests/coastline.py package/countries-10m.json

The same input gives the same file. What it needs is named here and in no lock: the program itself needs none of it.
"""

# /// script
# requires-python = ">=3.12"
# dependencies = ["pyproj==3.7.2", "shapely==2.2.0"]
# ///
import json
import sys
from pathlib import Path

FILE = Path(__file__).parent.parent / "generator" / "apdir" / "places" / "coast.txt"
HEAD = """\
# The coast of Great Britain, and of the land round it, on the National Grid in units of 100 m, to within about 250 m.
# Source: Natural Earth 1:10m Admin 0 countries, version 4.1.0, as the package world-atlas 2.0.2 has it (npm).
# Licence: public domain (https://www.naturalearthdata.com/about/terms-of-use/). Made by tests/coastline.py.
# A line a ring: `land` where postcodes of the table are, `abroad` where none is; a point, then steps from each to the
# next, eastwards and northwards.
"""
#: What is drawn of the world, in metres of the grid. Islands of fewer square metres than LEAST, and turns finer than
#: EXACT metres, are left out.
WEST, SOUTH, EAST, NORTH = -200_000, -200_000, 900_000, 1_300_000
LEAST, EXACT = 400_000, 100
UNIT = 100
NEAR = ("Ireland", "Isle of Man", "France", "Belgium", "Netherlands", "Jersey", "Guernsey")


def main(source: Path) -> None:
    """Read the topology, and write the file."""
    from pyproj import Transformer
    from shapely import Polygon, box, transform, unary_union

    topology = json.loads(source.read_text(encoding="utf-8"))
    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    window = box(WEST, SOUTH, EAST, NORTH)
    parts = {"land": [], "abroad": []}
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        if name != "United Kingdom" and name not in NEAR:
            continue
        for rings in [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]:
            shell = Polygon(line(topology, rings[0]))
            north = name == "United Kingdom" and shell.contains(Polygon([(-6.5, 54.6), (-6.4, 54.6), (-6.4, 54.65)]))
            kind = "land" if name == "United Kingdom" and not north else "abroad"
            parts[kind].append(transform(shell.buffer(0), to_grid.transform, interleaved=False))
    rows = []
    for kind, shapes in parts.items():
        whole = unary_union(shapes).intersection(window).simplify(EXACT)
        for shape in getattr(whole, "geoms", [whole]):
            if shape.area >= LEAST:
                rows.append(f"{kind} {steps(list(shape.exterior.coords)[:-1])}")
    FILE.write_text(HEAD + "\n".join(sorted(rows)) + "\n", encoding="ascii")


def line(topology: dict, arcs: list) -> list:
    """The points of a ring, in degrees: its arcs one after another, each of them as steps."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    points = []
    for arc in arcs:
        x = y = 0
        run = []
        for east, north in topology["arcs"][~arc if arc < 0 else arc]:
            x, y = x + east, y + north
            run.append((x * across + west, y * up + south))
        run = run[::-1] if arc < 0 else run
        points += run[1:] if points else run
    return points


def steps(points: list) -> str:
    """Points as the file has them."""
    x = y = 0
    found = []
    for east, north in points:
        to_x, to_y = round(east / UNIT), round(north / UNIT)
        if not found or (to_x, to_y) != (x, y):
            found += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return " ".join(map(str, found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
