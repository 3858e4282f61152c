"""The files of places written into the new site, made again only when what they rest on changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import generator
from generator.model.settings import Settings
from generator.pages.card import Card
from generator.pages.places import FOLDER, place_files
from generator.places import table_date

#: Beside the files: the digest of all that they were made from.
DIGEST = "made-from.txt"


def write_places(settings: Settings, cards: Sequence[Card], out: Path, earlier: Path | None) -> None:
    """Put `places/` into ``out``; taken over from there, or from ``earlier``, where it was made from the same."""
    target = out / FOLDER
    now = _digest(settings, cards)
    if _made_from(target) == now:
        return
    shutil.rmtree(target, ignore_errors=True)
    if earlier is not None and _made_from(earlier / FOLDER) == now:
        shutil.copytree(earlier / FOLDER, target, copy_function=os.link)
        return
    files = place_files(settings, cards)
    for folder in {target / Path(name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8")
    if files:
        (target / DIGEST).write_text(now, encoding="utf-8")


def _made_from(folder: Path) -> str | None:
    """The digest that a folder's files were made from, None where they are not all there."""
    note = folder / DIGEST
    return note.read_text(encoding="utf-8") if note.is_file() else None


def _digest(settings: Settings, cards: Sequence[Card]) -> str:
    """A digest of the settings, the places of the cards, the table and the program that makes files of them."""
    digest = hashlib.blake2b(digest_size=16)
    rows = [[card.towns, card.outcodes, card.eastings, card.northings] for card in cards]
    parts = [str(table_date()), settings.places.model_dump_json(), json.dumps(rows)]
    program = Path(generator.__file__).parent
    for file in sorted([*(program / "places").iterdir(), program / "pages" / "places.py"]):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()
