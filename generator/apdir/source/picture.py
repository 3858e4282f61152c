"""Whether a picture's or font's file is that alone, with no part that nobody can read; whether it tells a place."""

from __future__ import annotations

import re
from typing import Literal

#: The parts of each kind of picture, by their standards.
PNG = frozenset((
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"tEXt", b"zTXt", b"iTXt", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"tIME", b"eXIf", b"acTL", b"fcTL",
    b"fdAT",
))  # fmt: skip
WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "))
#: Segments of a JPEG and blocks of a GIF for metadata.
JPEG = (
    b"JFIF\0",
    b"JFXX\0",
    b"Exif\0",
    b"http://ns.adobe.com/",
    b"ICC_PROFILE\0",
    b"Photoshop 3.0\0",
    b"Adobe",
    b"MPF\0",
)
GIF = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"XMP DataXMP", b"ICCRGBG1012")
#: Beginnings of files that may be packed into a part.
PACKED = (b"PK\3\4", b"\x1f\x8b\x08", b"%PDF-", b"7z\xbc\xaf", b"Rar!", b"BZh9", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0")

#: How Exif begins, in either order of bytes.
EXIF = re.compile(rb"II\x2a\0|MM\0\x2a")


def is_whole(raw: bytes) -> bool:
    """Return whether the bytes are one PNG, JPEG, GIF or WebP from its first to its last; icons are not looked at."""
    try:
        if raw.startswith(b"\x89PNG"):
            return _png(raw)
        if raw.startswith(b"\xff\xd8"):
            return _jpeg(raw)
        if raw.startswith(b"GIF8"):
            return _gif(raw)
        return not raw.startswith(b"RIFF") or _webp(raw)
    except IndexError:  # it breaks off
        return False


def is_whole_font(raw: bytes) -> bool:
    """Return whether the bytes are one font from first to last, as its own list of tables or its length says."""
    if raw.startswith(b"wOF"):
        return int.from_bytes(raw[8:12], "big") == len(raw)
    rows = [raw[at : at + 16] for at in range(12, 12 + 16 * int.from_bytes(raw[4:6], "big"), 16)]
    ends = [int.from_bytes(row[8:12], "big") + int.from_bytes(row[12:], "big") for row in rows]
    return bool(ends) and 0 <= len(raw) - max(ends) < 4


def _png(raw: bytes) -> bool:
    at, kind, shown = 8, b"", 0
    while kind != b"IEND":
        size, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if kind not in PNG or (kind not in (b"IDAT", b"fdAT") and _is_packed(raw[at + 8 : at + 8 + size])):
            return False
        shown += kind in (b"IHDR", b"IDAT")
        at += size + 12
    return at == len(raw) and shown >= 2


def _jpeg(raw: bytes) -> bool:
    at, shown = 2, False
    while True:
        while raw[at] == 0xFF and raw[at + 1] == 0xFF:
            at += 1
        mark = raw[at + 1]
        if raw[at] != 0xFF or mark in (0x00, 0xD8):
            return False
        if mark == 0xD9:
            return shown and at + 2 == len(raw)
        size = int.from_bytes(raw[at + 2 : at + 4], "big")
        part = raw[at + 4 : at + 2 + size]
        if size < 2 or (0xE0 <= mark <= 0xEF and not part.startswith(JPEG)):
            return False
        if (0xE0 <= mark <= 0xEF or mark == 0xFE) and _is_packed(part):
            return False
        at += 2 + size
        if mark == 0xDA:  # what is shown: in it this sign stands only before a zero or a mark of its own
            shown = True
            at = raw.index(b"\xff", at) if b"\xff" in raw[at:] else len(raw)
            while raw[at + 1] == 0 or 0xD0 <= raw[at + 1] <= 0xD7:
                found = raw.find(b"\xff", at + 2)
                at = found if found >= 0 else len(raw)


def _gif(raw: bytes) -> bool:
    at, shown = 13 + _table(raw[10]), False
    while raw[at] != 0x3B:
        if raw[at] == 0x2C:
            shown = True
            at += 11 + _table(raw[at + 9])
        elif raw[at] == 0x21 and raw[at + 1] in (0x01, 0xF9, 0xFE, 0xFF):
            if raw[at + 1] == 0xFF and raw[at + 3 : at + 14] not in GIF:
                return False
            at += 2
        else:
            return False
        while raw[at]:
            at += raw[at] + 1
        at += 1
    return shown and at + 1 == len(raw)


def _table(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(raw: bytes) -> bool:
    if int.from_bytes(raw[4:8], "little") + 8 != len(raw):
        return False
    at, shown = 12, False
    while at < len(raw):
        kind, size = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        shown = shown or kind in (b"VP8 ", b"VP8L", b"ANMF")
        if kind not in WEBP or (kind in (b"ICCP", b"EXIF", b"XMP ") and _is_packed(raw[at + 8 : at + 8 + size])):
            return False
        at += 8 + size + size % 2
    return shown and at == len(raw)


def tells_place(raw: bytes) -> bool:
    """Return whether a picture, or one within other bytes, says where it was taken: in Exif or in XMP."""
    return b"GPSLatitude" in raw or any(_has_latitude(raw[start.start() :]) for start in EXIF.finditer(raw))


def _has_latitude(exif: bytes) -> bool:
    order: Literal["little", "big"] = "little" if exif[:2] == b"II" else "big"

    def entries(at: int) -> dict[int, int]:
        """The fields of a list of Exif, by number, and the last four bytes of each: a value, or where it stands."""
        count = int.from_bytes(exif[at : at + 2], order)
        rows = (exif[row : row + 12] for row in range(at + 2, min(at + 2 + 12 * count, len(exif)), 12))
        return {int.from_bytes(row[:2], order): int.from_bytes(row[8:], order) for row in rows}

    place = entries(int.from_bytes(exif[4:8], order)).get(0x8825)
    return place is not None and 2 in entries(place)


def _is_packed(part: bytes) -> bool:
    return any(sign in part for sign in PACKED)
