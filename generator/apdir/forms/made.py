"""A form's file as it was made: what pages need to know of it, without the libraries that make it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file of a form: where it is kept, its name on the site, its size in bytes and how many pages it has."""

    path: Path
    name: str
    label: str
    size: int
    pages: int | None
