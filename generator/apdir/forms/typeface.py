"""The font that a PDF's fields are typed in: a simple one, cut down to what WinAnsi can write, embedded once."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Folders of systems' fonts, and the fonts asked for, the better first; Windows and macOS have the last.
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
NAMES = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf")
FIRST, LAST = 32, 255


class FormsFailed(Exception):
    """The forms' files cannot be made on this machine: something is not installed. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font program with the measures that PDF asks for, in thousandths of the type size."""

    name: str
    program: bytes
    widths: tuple[int, ...]
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]

    def width(self, text: str, size: float) -> float:
        """Width of a text at a size, both in points."""
        return sum(self.widths[byte - FIRST] for byte in encoded(text) if byte >= FIRST) * size / 1000


def encoded(text: str) -> bytes:
    """Text as WinAnsi writes it; what it has no sign for becomes a question mark."""
    return text.encode("cp1252", "replace")


@cache
def typeface() -> Typeface:
    """The font, found on this machine and cut down. Raises FormsFailed."""
    from fontTools import subset  # takes as long to import as the rest of the program
    from fontTools.ttLib import TTFont

    font = TTFont(font_file(), lazy=False, recalcTimestamp=False)
    wanted = {byte: _sign(byte) for byte in range(FIRST, LAST + 1)}
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[1, 2, 4, 6], notdef_outline=True,
                             drop_tables=["GSUB", "GPOS", "GDEF", "kern", "FFTM"], glyph_names=False)  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in wanted.values() if code])
    cutter.subset(font)
    stream = io.BytesIO()
    font.save(stream, reorderTables=True)
    unit = 1000 / font["head"].unitsPerEm
    known = font.getBestCmap()
    metrics = font["hmtx"].metrics
    widths = tuple(
        round(metrics[known[code]][0] * unit) if code in known else 0 for code in (wanted[byte] for byte in wanted)
    )
    head, lines = font["head"], font["hhea"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Typeface(
        name=f"{font['name'].getDebugName(6) or 'Typed'}",
        program=stream.getvalue(),
        widths=widths,
        ascent=round(lines.ascent * unit),
        descent=round(lines.descent * unit),
        cap_height=round(getattr(font["OS/2"], "sCapHeight", lines.ascent * 0.75) * unit),
        box=tuple(round(value * unit) for value in box),
    )


def _sign(byte: int) -> int:
    """The character of a byte of WinAnsi, 0 where it has none."""
    try:
        return ord(bytes([byte]).decode("cp1252"))
    except UnicodeDecodeError:
        return 0


def font_file() -> Path:
    """The file of the font on this machine. Raises FormsFailed."""
    for name in NAMES:
        for folder in FOLDERS:
            for file in sorted(Path(folder).rglob(name)):
                return file
    raise FormsFailed(
        f"PDFs of the forms need the font {NAMES[0]}. Install it (on Debian: apt-get install fonts-liberation), "
        "and try again."
    )
