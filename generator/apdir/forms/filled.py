"""What was written on a filled copy of a PDF form, field by field, as text."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: A filled form is well under a megabyte; pictures pasted into one make it larger.
LARGEST = 20_000_000
#: The largest form has some four hundred fields.
MOST_FIELDS = 5_000
DEEPEST = 8
LONGEST_NAME = 1_000
#: Bytes of all packed streams together when they are unpacked, and characters of all that is filled in.
MOST_UNPACKED, MOST_CHARACTERS = 50_000_000, 1_000_000
#: Where a packed stream may begin.
STREAM = re.compile(rb"stream\r?\n")
CHUNK = 65_536
TOO_LARGE = "Opened, this PDF would have more in it than any form of this directory, so it is not read."
#: What a text field can hold and a record cannot: a page break is a line break here, the rest a space.
BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\t")
SETTINGS = ("formid", "formversion", "formfields", "apdirprovider")


class NotReadable(Exception):
    """The file is no filled form that can be read. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled copy: which form in which version, for which provider's folder, and what stands in each field.

    ``values`` holds every field by its name; what is blank, and a box without a tick, is empty text.
    """

    form: str
    version: str
    fields: str
    provider: str
    values: dict[str, str]


def read_filled(content: bytes) -> Filled:
    """What a filled PDF holds. Raises NotReadable with the reason where it is no filled form of a directory."""
    if len(content) > LARGEST:
        raise NotReadable(
            f"The file has {len(content):,} bytes; a filled form has {LARGEST:,} at most. Take pasted pictures out."
        )
    if b"%PDF-" not in content[:1024]:
        raise NotReadable(
            "This is not a PDF. Word and OpenDocument files are not read back: type them, or fill the PDF."
        )
    if _unpacks_to_more(content, MOST_UNPACKED):
        raise NotReadable(TOO_LARGE)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise NotReadable("This PDF is encrypted. Save a copy without a password, and read that.")
            return _read(pdf)
    except pikepdf.PasswordError:
        raise NotReadable("This PDF needs a password. Save a copy without one, and read that.") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError, zlib.error) as error:
        raise NotReadable(
            "This PDF is broken and cannot be read. Save the filled form again, and read that."
        ) from error


def _read(pdf: pikepdf.Pdf) -> Filled:
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    if not isinstance(fields, Array) or len(fields) == 0:
        raise NotReadable(
            "This PDF has no fields: it was printed to PDF, flattened or scanned, so what was written is a picture "
            "alone. Read the filled form as it was saved, or type the record with `apdir new visit`."
        )
    about = {name: _text(pdf.docinfo.get(f"/{name}")) for name in SETTINGS}
    if not about["formid"]:
        raise NotReadable("This PDF is a form, but none of this directory: it does not say which.")
    values: dict[str, str] = {}
    left = MOST_CHARACTERS
    for name, field in _walk(fields, "", 0, set()):
        value = _value(field)
        left -= len(name) + len(value)
        if left < 0:
            raise NotReadable(TOO_LARGE)
        values[name] = value or values.get(name, "")
    return Filled(about["formid"], about["formversion"], about["formfields"], about["apdirprovider"], values)


def _walk(
    fields: Array, prefix: str, depth: int, seen: set[tuple[int, int] | int]
) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every field with its full name; one that stands in several places is looked at once."""
    if depth > DEEPEST:
        raise NotReadable("The fields of this PDF stand within one another deeper than in any form of this directory.")
    if len(fields) > MOST_FIELDS:
        raise _too_many()
    for field in fields:
        if not isinstance(field, Dictionary):
            continue
        mark = field.objgen if field.is_indirect else len(seen)
        if mark in seen:
            continue
        seen.add(mark)
        if len(seen) > MOST_FIELDS:
            raise _too_many()
        own = _text(field.get("/T"))
        name = f"{prefix}.{own}" if prefix and own else own or prefix
        if len(name) > LONGEST_NAME:
            raise NotReadable(TOO_LARGE)
        kids = field.get("/Kids")
        if isinstance(kids, Array) and len(kids) > MOST_FIELDS:
            raise _too_many()
        if isinstance(kids, Array) and any(isinstance(kid, Dictionary) and "/T" in kid for kid in kids):
            yield from _walk(kids, name, depth + 1, seen)
        elif name:
            yield name, field


def _too_many() -> NotReadable:
    return NotReadable(f"This PDF has more than {MOST_FIELDS:,} fields, so it is none of this directory’s forms.")


def _unpacks_to_more(content: bytes, most: int) -> bool:
    """Whether the packed streams of a PDF have more than ``most`` bytes together, looked at a piece at a time."""
    left = most
    view = memoryview(content)
    for match in STREAM.finditer(content):
        # What is unpacked may be packed once more.
        once, twice = zlib.decompressobj(), zlib.decompressobj()
        packed: bytes | memoryview = view[match.end() :][:CHUNK]
        at = match.end()
        try:
            while packed and not once.eof and left >= 0:
                out = once.decompress(packed, CHUNK)
                left -= len(out)
                left -= _unpacked(twice, out, left)
                packed = once.unconsumed_tail
                if not packed and not once.eof:
                    at += CHUNK
                    packed = view[at : at + CHUNK]
        except zlib.error:
            continue
        if left < 0:
            return True
    return False


def _unpacked(stream: zlib._Decompress, packed: bytes, most: int) -> int:
    """How many bytes come out of the next piece of a stream, counted no further than ``most``; of none, 0."""
    count = 0
    try:
        while packed and not stream.eof and count <= most:
            count += len(stream.decompress(packed, CHUNK))
            packed = stream.unconsumed_tail
    except zlib.error:
        return count
    return count


def _value(field: pikepdf.Object) -> str:
    """A field's value as text, empty where it is blank or a box without a tick."""
    value = field.get("/V")
    if value is None and field.get("/FT") == Name.Btn:
        # Some viewers set only the box.
        kids = field.get("/Kids")
        boxes = kids if isinstance(kids, Array) else [field]
        value = next((box.AS for box in boxes if box.get("/AS") not in (None, Name.Off)), None)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, Name):
        text = str(value).removeprefix("/")
        return "" if text == "Off" else text
    if isinstance(value, pikepdf.Stream):
        packing = value.get("/Filter")
        raw = value.read_raw_bytes() if packing in (None, Name.FlateDecode) else None
        if raw is None or len(raw) > MOST_CHARACTERS:
            raise NotReadable(TOO_LARGE)
        if packing is not None:
            raw = zlib.decompressobj().decompress(raw, MOST_CHARACTERS + 1)
        if len(raw) > MOST_CHARACTERS:
            raise NotReadable(TOO_LARGE)
        text = raw.decode("utf-8", "replace")
    elif isinstance(value, String | str):
        text = str(value)
    else:
        return ""
    return UNSEEN.sub(" ", BREAKS.sub("\n", text)).strip()
