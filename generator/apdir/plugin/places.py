"""The files of places written into the new site, each part made again only when what it rests on changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import apdir
from apdir.pages import places
from apdir.pages.card import Card
from apdir.pages.page import Site
from apdir.places import table_date
from apdir.plugin.parts import DIGEST, Parts
from apdir.source import Theme

SECTORS, EXACT, MAP = NAMES = tuple(f"{places.FOLDER}/{name}" for name in ("sectors", "exact", "map"))


def write_places(site: Site, cards: Sequence[Card], theme: Theme, parts: Parts) -> None:
    """Put `places/` into the site."""
    own = places.own_places(site, cards)
    program = Path(apdir.__file__).parent
    files = [*(program / "places").glob("*.*"), program / "pages" / "places.py", theme.file("pages/map.svg.html")]
    base = hashlib.blake2b(str(table_date()).encode(), digest_size=16)
    for file in sorted(files, key=lambda file: file.name):
        base.update(file.read_bytes())

    def part(name: str, make: Callable[[], dict[str, str]], *rests_on: object) -> None:
        digest = base.copy()
        digest.update(json.dumps(rests_on).encode())
        parts.put(name, digest.hexdigest(), lambda folder: _write(folder, make()))

    part(SECTORS, places.sector_files)
    part(EXACT, lambda: places.exact_files(own.areas), own.areas)
    exact = sorted(file.stem for file in parts.folder(EXACT).iterdir() if file.name != DIGEST)
    part(MAP, lambda: places.map_files(own, exact, site), own.postcodes, own.sites, list(own.towns.items()))


def _write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
