"""Photographs of a provider's place: what is wrong with a file, and the small copy that the site has of it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from apdir.source.picture import is_whole
from apdir.source.readable import MOST as MOST_BYTES

#: The most pixels of a file, and the smallest side: a phone makes 12 to 50 million.
MOST_PIXELS, LEAST_SIDE = 60_000_000, 300
#: The largest side of the copy, and the most bytes that it may have.
LARGEST_SIDE, MOST_SHOWN = 800, 60_000
#: Qualities of a JPEG that are tried, the best first, and smaller sides where none is small enough.
QUALITIES, SIDES = (82, 72, 62, 50), (LARGEST_SIDE, 640, 480, 320)
NO_JPEG = "This is no JPEG, or a part of it is missing.", "Open the picture in a program and save it as a JPEG."


@dataclass(frozen=True, slots=True)
class Photo:
    """The copy of a photograph: its size in pixels, and a JPEG without metadata."""

    width: int
    height: int
    content: bytes


def photo_fault(path: Path) -> tuple[str, str] | None:
    """Why a file is no photograph that the site can show, and what would be right; None where it is one."""
    if path.stat().st_size > MOST_BYTES:
        return (
            f"This picture has more than {MOST_BYTES // 1_000_000} MB.",
            "Save a smaller copy: 800 pixels wide is what the site shows.",
        )
    if not is_whole(path.read_bytes()):  # Pillow takes halves where another library has told it to
        return NO_JPEG
    try:
        with _opened(path) as image:
            if min(image.size) < LEAST_SIDE:
                return f"This picture is {image.width} by {image.height} pixels.", "Take one of 800 by 600 or more."
            if image.width * image.height > MOST_PIXELS:
                return "This picture has more pixels than can be read.", "Make it smaller: 800 by 600 is shown."
            image.draft("RGB", (LEAST_SIDE, LEAST_SIDE))
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return NO_JPEG
    return None


def photo_of(path: Path) -> Photo:
    """The copy of a photograph that the site shows. The file has no `photo_fault`."""
    with _opened(path) as image:
        image.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
        plain = ImageOps.exif_transpose(image).convert("RGB")
    for side in SIDES:
        copy = plain.copy()
        copy.thumbnail((side, side), Image.Resampling.LANCZOS)
        clean = Image.frombytes("RGB", copy.size, copy.tobytes())  # nothing but the pixels
        for quality in QUALITIES:
            out = BytesIO()
            clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= MOST_SHOWN:
                return Photo(clean.width, clean.height, out.getvalue())
    raise ValueError(f"{path}: no copy is small enough")


def _opened(path: Path) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large ones: how large one may be is checked here
        return Image.open(path, formats=("JPEG",))
