"""What was written on a filled copy of a PDF form, field by field, as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: A filled form is well under a megabyte; pictures pasted into one make it larger.
LARGEST = 20_000_000
#: The largest form has some four hundred fields.
MOST_FIELDS = 5_000
DEEPEST = 8
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
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise NotReadable("This PDF is encrypted. Save a copy without a password, and read that.")
            return _read(pdf)
    except pikepdf.PasswordError:
        raise NotReadable("This PDF needs a password. Save a copy without one, and read that.") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
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
    for name, field in _walk(fields, "", 0):
        if len(values) >= MOST_FIELDS:
            raise NotReadable(
                f"This PDF has more than {MOST_FIELDS:,} fields, so it is none of this directory’s forms."
            )
        values[name] = _value(field) or values.get(name, "")
    return Filled(about["formid"], about["formversion"], about["formfields"], about["apdirprovider"], values)


def _walk(fields: Array, prefix: str, depth: int) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every field with its full name."""
    if depth > DEEPEST:
        raise NotReadable("The fields of this PDF stand within one another deeper than in any form of this directory.")
    for field in fields:
        if not isinstance(field, Dictionary):
            continue
        own = _text(field.get("/T"))
        name = f"{prefix}.{own}" if prefix and own else own or prefix
        kids = field.get("/Kids")
        if isinstance(kids, Array) and any(isinstance(kid, Dictionary) and "/T" in kid for kid in kids):
            yield from _walk(kids, name, depth + 1)
        elif name:
            yield name, field


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
        text = value.read_bytes().decode("utf-8", "replace")
    elif isinstance(value, String | str):
        text = str(value)
    else:
        return ""
    return UNSEEN.sub(" ", BREAKS.sub("\n", text)).strip()
