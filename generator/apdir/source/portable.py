"""The texts of a PDF, and what keeps it from being looked into.

A hostile one may take for ever, so it is read by a process of its own (see apdir.isolated).
"""

from __future__ import annotations

import io
import re

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Stream, StreamDecodeLevel, String
from pypdf.errors import PyPdfError

from apdir.isolated import unread
from apdir.problems import shown

MOST_PAGES = 300
MOST_OBJECTS = 100_000
MOST_LETTERS = 2_000_000
#: Actions of a PDF beside links to pages and addresses (ISO 32000-2, table 201); and where to.
ACTIONS = frozenset((
    "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/Sound", "/Movie", "/Hide", "/SubmitForm", "/ResetForm",
    "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute",
))  # fmt: skip
#: Where a text is.
PAGES, BESIDE = "its pages", "its fields, notes or properties"
ELSEWHERE = re.compile(r"(?!https?:|mailto:|tel:)\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def texts_of(raw: bytes) -> tuple[list[tuple[str, str]], str]:
    """Return where each text is and what it says, of pages, fields, notes and all beside; and one word for a fault."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            if pdf.is_encrypted:
                return [], "locked"
            if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
                return [], "much"
            try:
                written, foreign = _written(pdf)
            except pikepdf.PdfError:
                return [], unread(pdf) or "broken"
            if fault := unread(pdf):
                return written, fault
    except pikepdf.PasswordError:
        return [], "locked"
    reader = pypdf.PdfReader(io.BytesIO(raw))
    pages: list[str] = []
    scanned = False
    for page in reader.pages:
        try:
            text = page.extract_text()
            scanned = scanned or (not text.strip() and len(page.images) > 0)
        except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError):
            return [(PAGES, "\n".join(pages)), *written], "much"
        pages.append(text)
        if sum(map(len, pages)) > MOST_LETTERS:
            return [(PAGES, "\n".join(pages)), *written], "much"
    return [(PAGES, "\n".join(pages)), *written], "foreign" if foreign else "scanned" if scanned else ""


def _written(pdf: pikepdf.Pdf) -> tuple[list[tuple[str, str]], bool]:
    """Return every text that an object holds, and whether one holds another file, or starts anything.

    Each is a text of its own: two that lie side by side in the file say nothing together, but a field's answer is read
    with the last part of its name, which is the question ("About the visit: Date of birth").
    """
    found: list[tuple[str, str]] = []
    foreign = False
    waiting: list[object] = [*pdf.objects, pdf.trailer]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, String):
            found.append((BESIDE, str(thing)))
        elif isinstance(thing, Stream) and thing.get("/Type") == "/Metadata":
            found.append((BESIDE, thing.read_bytes().decode("utf-8", "replace")))
        elif isinstance(thing, Stream) and thing.get("/Subtype") == "/Form":
            found.append((BESIDE, _drawn(thing)))  # how a note or a stamp looks, which is on no page
        elif isinstance(thing, Stream) and "/Subtype" not in thing:
            # No part of a page may be passed over.
            thing.read_bytes(StreamDecodeLevel.specialized)
        elif isinstance(thing, Dictionary | Array):
            foreign = foreign or (isinstance(thing, Dictionary) and _starts(thing))
            if isinstance(thing, Dictionary) and isinstance(thing.get("/V"), String):
                name = str(thing.get("/TU", thing.get("/T", "")))
                found.append((f"the field {shown(name)}", f"{name.rpartition(': ')[2]}: {thing['/V']}"))
            inner = list(thing.as_dict().values()) if isinstance(thing, Dictionary) else list(thing.as_list())
            # Indirect objects are among them already.
            waiting += [one for one in inner if not getattr(one, "is_indirect", False)]
    return list(dict.fromkeys(found)), foreign


def _starts(thing: Dictionary) -> bool:
    """Return whether a dictionary holds another file or a script, or is an action that no page needs."""
    address = thing.get("/URI")
    return (
        "/EF" in thing
        or "/JS" in thing
        or str(thing.get("/S", "")) in ACTIONS
        or (isinstance(address, String) and ELSEWHERE.match(str(address)) is not None)
    )


def _drawn(stream: Stream) -> str:
    """Return the letters that a stream draws, as far as its font has them in the usual order."""
    pieces = pikepdf.parse_content_stream(stream)
    operands = (
        one for piece in pieces if isinstance(piece, pikepdf.ContentStreamInstruction) for one in piece.operands
    )
    inner = (part for one in operands for part in (one.as_list() if isinstance(one, Array) else [one]))
    return "".join(str(part) for part in inner if isinstance(part, String))
