"""The readable text of a file of any kind, and why the rest of it cannot be read.

Text in any encoding, Word, Excel, OpenDocument, PDF, and metadata of pictures. All of it within limits: what is more,
or of another kind, is said to be unreadable, so that it can be refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape

from apdir.isolated import NotRead, TooMuch, read_isolated
from apdir.source.fetching import fetches
from apdir.source.picture import is_whole, is_whole_font, tells_place

#: Bytes of one file that are read, and of what an archive or a picture unfolds to.
MOST = 2_000_000
MOST_UNFOLDED = 20_000_000
MOST_LETTERS = 3_000_000
MOST_PARTS = 2_000
#: Bytes that no text has, and runs of plain letters in what is none: shorter ones come about by chance.
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
PRINTABLE = re.compile(rb"[\x20-\x7e]{12,}")
WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){12,}")

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"\x00\x00\x01\x00")
FONTS = (b"wOFF", b"wOF2", b"OTTO", b"true", b"\x00\x01\x00\x00")
MARKED = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
          (b"\xfe\xff", "utf-16"))  # fmt: skip
#: Parts of a document that hold another program's file, or a program.
FOREIGN_PARTS = re.compile(
    r"vbaProject|oleObject|embeddings/|macros?/|activeX/|externalLinks/|queryTables/|connections\.xml|^(?:Basic|Scripts)/"
    r"|\.(?:exe|dll|js|vbs)\Z",
    re.IGNORECASE,
)
#: XML elements that end a line or a cell; every other element is part of a word.
LINE_ENDS = re.compile(r"</?(?:[\w-]+:)?(?:p|h|tr|row|table-row|si|br|cr|line-break|title|comment|list-item)\b[^<>]*>")
CELL_ENDS = re.compile(r"</?(?:[\w-]+:)?(?:c|v|tc|table-cell|creator|lastModifiedBy|subject|keywords)\b[^<>]*>")
SPACES = re.compile(r"</?(?:[\w-]+:)?(?:tab|s|noBreakHyphen)\b[^<>]*>")
WRITTEN = re.compile(
    r"\s(?:[\w-]+:)?(?:descr|title|author|alt|tooltip|string-value|value|date-value|keywords|display)=\"([^\"<>]*)\""
)
ELEMENT = re.compile(r"<[^<>]*>")

OTHER_KIND = (
    "Nobody can say whether this file holds pupil data: it is of a kind that cannot be looked into.",
    "Keep it elsewhere and give its address, or save it as text, PDF, Word, Excel or OpenDocument; a picture as JPEG.",
)
OTHER_TEXT = (
    "This text is not in UTF-8, so nobody can be sure what it says.",
    "Save it as UTF-8.",
)
TOO_LARGE = (
    f"This file is too large to be looked into: {MOST:,} bytes are the most.",
    "Keep it elsewhere and give its address.",
)
TOO_MUCH = (
    "This file unfolds to more than can be looked into, or holds files within files.",
    "Keep it elsewhere and give its address.",
)
LOCKED = ("This file is locked by a password.", "Save it without one, or keep it elsewhere.")
FOREIGN = ("This file holds or starts another file or a program.", "Take that out, or keep the file elsewhere.")
FETCHES = (
    "This document fetches something from elsewhere, or starts something, when it is opened.",
    "Save it as PDF, or keep it elsewhere.",
)
BROKEN = ("This file is broken, so nobody can say what is in it.", "Save it again, or keep it elsewhere.")
MORE_THAN_A_PICTURE = (
    "This picture is broken, or holds more than a picture: nobody can say whether that is pupil data.",
    "Open it in a program for pictures and save it again, as PNG or JPEG.",
)
PLACED = (
    "A picture in this file says where it was taken.",
    "Open it in a program for pictures and save it without its location.",
)
SCANNED = (
    "Pages of this PDF are pictures, so nobody can say whether they show pupil data.",
    "Keep it elsewhere and give its address.",
)


@dataclass(frozen=True, slots=True)
class Readable:
    """The texts of a file; whether it is one text, whose lines count; and what keeps it from being looked into.

    ``places`` say of each text of a PDF where it is.
    """

    texts: tuple[str, ...]
    is_text: bool = False
    fault: tuple[str, str] | None = None
    places: tuple[str, ...] = ()


def read(raw: bytes, *, within: bool = False) -> Readable:
    """Return what a person can read in the bytes of a file; ``within`` another, it may hold no files itself."""
    if len(raw) > MOST and not within:
        known = _read(raw[:MOST], within)
        return Readable(known.texts, known.is_text, TOO_LARGE)
    return _read(raw, within)


def holds_files(raw: bytes) -> bool:
    """Return whether a file is an archive, a document or a PDF, which may hold others."""
    return raw[:4] in (b"PK\x03\x04", b"PK\x05\x06") or b"%PDF-" in raw[:1024]


def _read(raw: bytes, within: bool) -> Readable:
    if holds_files(raw):
        if within:
            return Readable((), fault=TOO_MUCH)
        return _archive(raw) if raw[:2] == b"PK" else _pdf(raw)
    if raw.startswith(PICTURES) or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"):
        return _picture(raw)
    if raw.startswith(FONTS) and is_whole_font(raw):
        return Readable(tuple(_runs(raw)))
    if raw.startswith(b"{\\rtf"):
        return Readable(tuple(_runs(raw)), fault=OTHER_KIND)
    for mark, encoding in MARKED:
        if raw.startswith(mark):
            return Readable((raw.decode(encoding, "replace"),), is_text=True, fault=OTHER_TEXT)
    if b"\0" in raw:
        # Both orders of UTF-16 without a mark, and the bytes without the zeros between them.
        wide = (raw.decode("utf-16-le", "replace"), raw.decode("utf-16-be", "replace"))
        return Readable((raw.replace(b"\0", b"").decode("latin-1"), *wide, *_runs(raw)), fault=OTHER_KIND)
    try:
        return Readable((raw.decode("utf-8-sig"),), is_text=True, fault=OTHER_KIND if CONTROL.search(raw) else None)
    except UnicodeDecodeError:
        if CONTROL.search(raw):
            return Readable(tuple(_runs(raw)), fault=OTHER_KIND)
        return Readable((raw.decode("cp1252", "replace"),), is_text=True, fault=OTHER_TEXT)


def _runs(raw: bytes) -> Iterator[str]:
    """Yield the runs of plain letters in bytes that are no text, in one byte a letter and in two."""
    yield "\n".join(run.decode("ascii") for run in PRINTABLE.findall(raw))
    yield "\n".join(run.decode("utf-16-le") for run in WIDE.findall(raw))
    yield "\n".join(run.decode("utf-16-be") for run in re.findall(rb"(?:\x00[\x20-\x7e]){12,}", raw))


def _picture(raw: bytes) -> Readable:
    """Return the metadata of a picture; a PNG may hold texts compressed."""
    texts = [*_runs(raw)]
    at, left = 8, MOST
    while raw.startswith(PICTURES[0]) and at + 8 <= len(raw):
        size, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        _, _, value = raw[at + 8 : at + 8 + size].partition(b"\0")
        packed = value[1:] if kind in (b"zTXt", b"iCCP") else b""
        if kind == b"iTXt" and value[:1] == b"\1":  # a sign, a method, a language, a translated key, the text
            packed = value[2:].partition(b"\0")[2].partition(b"\0")[2]
        if packed:
            with suppress(zlib.error):
                content = zlib.decompressobj().decompress(packed, left + 1)
                left -= len(content)
                texts.append(content.decode("utf-8", "replace"))
        if left < 0:
            return Readable(tuple(texts), fault=TOO_MUCH)
        at += size + 12
    if not is_whole(raw):
        return Readable(tuple(texts), fault=MORE_THAN_A_PICTURE)
    placed = tells_place(raw) or any("GPSLatitude" in text for text in texts)
    return Readable(tuple(texts), fault=PLACED if placed else None)


def _archive(raw: bytes) -> Readable:
    """The text of Word, Excel, OpenDocument and plain archives."""
    texts: list[str] = []
    left, fault = MOST_UNFOLDED, None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                return Readable((), fault=TOO_MUCH)
            office = any(part.filename in ("[Content_Types].xml", "mimetype") for part in parts)
            texts.append("\n".join(["", *(part.filename for part in parts), archive.comment.decode("latin-1")]))
            for part in parts:
                if part.flag_bits & 1:
                    return Readable(tuple(texts), fault=LOCKED)
                if part.is_dir():
                    continue
                with archive.open(part) as opened:
                    content = opened.read(left + 1)
                left -= len(content)
                if left < 0:
                    return Readable(tuple(texts), fault=TOO_MUCH)
                if office and content.lstrip(b"\xef\xbb\xbf\r\n ")[:1] == b"<":
                    inner = _xml(content)
                else:
                    inner = read(content, within=True)
                texts += inner.texts
                if sum(map(len, texts)) > MOST_LETTERS:
                    return Readable(tuple(texts)[:-1], fault=TOO_MUCH)
                if office and FOREIGN_PARTS.search(part.filename):
                    fault = FOREIGN
                elif office and fetches(content):
                    fault = fault or FETCHES
                elif tells_place(content):
                    fault = fault or PLACED
                elif not office or holds_files(content) or b"<!ENTITY" in content:
                    fault = fault or inner.fault
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return Readable(tuple(texts), fault=BROKEN)
    return Readable(tuple(texts), fault=fault)


def _xml(content: bytes) -> Readable:
    """The text of a part in XML, its words whole, and the words that its elements carry."""
    text = content.decode("utf-8-sig", "replace")
    said = "\n".join(WRITTEN.findall(text))
    text = SPACES.sub(" ", CELL_ENDS.sub(" | ", LINE_ENDS.sub("\n", text)))
    fault = OTHER_KIND if "<!ENTITY" in text else None
    return Readable((unescape(ELEMENT.sub("", text)), unescape(said)), fault=fault)


def _pdf(raw: bytes) -> Readable:
    """A PDF's pages, fields and notes, read by a process that is ended when it takes too long or too much."""
    from apdir.source.portable import texts_of

    try:
        texts, fault = read_isolated(texts_of, raw)
    except TooMuch:
        return Readable(tuple(_runs(raw)), fault=TOO_MUCH)
    except NotRead:
        return Readable(tuple(_runs(raw)), fault=BROKEN)
    faults = {"locked": LOCKED, "foreign": FOREIGN, "scanned": SCANNED, "much": TOO_MUCH, "broken": BROKEN}
    places, words = zip(*texts, strict=True) if texts else ((), ())
    return Readable(words, fault=faults.get(fault) or (PLACED if tells_place(raw) else None), places=places)
