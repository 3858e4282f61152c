"""The files of places written into the new site, each part made again only when what it rests on changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import generator
from generator.pages import places
from generator.pages.card import Card
from generator.pages.page import Site
from generator.places import table_date

#: In each part: the digest of all that it was made from.
DIGEST = "made-from.txt"
SECTORS, EXACT, MAP = "sectors", "exact", "map"


def write_places(site: Site, cards: Sequence[Card], theme: Path, out: Path, earlier: Path | None) -> None:
    """Put `places/` into ``out``; nothing where there is no table of postcodes.

    A part that was made from the same is left there, or taken over from the ``earlier`` site.
    """
    target = out / places.FOLDER
    if table_date() is None:
        shutil.rmtree(target, ignore_errors=True)
        return
    own = places.own_places(site, cards)
    program = Path(generator.__file__).parent
    files = [*(program / "places").glob("*.*"), program / "pages" / "places.py", theme / "pages" / "map.svg.html"]
    base = hashlib.blake2b(str(table_date()).encode(), digest_size=16)
    for file in sorted(files, key=lambda file: file.name):
        base.update(file.read_bytes())

    def part(name: str, make: Callable[[], dict[str, str]], *rests_on: object) -> None:
        digest = base.copy()
        digest.update(json.dumps(rests_on).encode())
        _write(target / name, digest.hexdigest(), make, earlier / places.FOLDER / name if earlier else None)

    part(SECTORS, places.sector_files)
    part(EXACT, lambda: places.exact_files(own.areas), own.areas)
    exact = sorted(file.stem for file in (target / EXACT).iterdir() if file.name != DIGEST)
    part(MAP, lambda: places.map_files(own, exact, site), own.postcodes, own.sites, list(own.towns.items()))


def _write(folder: Path, digest: str, make: Callable[[], dict[str, str]], earlier: Path | None) -> None:
    if _made_from(folder) == digest:
        return
    shutil.rmtree(folder, ignore_errors=True)
    if earlier is not None and _made_from(earlier) == digest:
        shutil.copytree(earlier, folder, copy_function=os.link)
        return
    folder.mkdir(parents=True)
    for name, text in make().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / DIGEST).write_text(digest, encoding="utf-8")


def _made_from(folder: Path) -> str | None:
    """The digest that a part was made from, None where it is not all there."""
    note = folder / DIGEST
    return note.read_text(encoding="utf-8") if note.is_file() else None
