"""A blank PDF filled in by the program: for one provider, and in tests for every field."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apdir.forms.finish import MULTILINE, SIZE, TYPED, sorted_rectangle
from apdir.forms.identity import IDENTITY, SEPARATOR
from apdir.forms.typeface import encoded, typeface

#: Smallest size of a text made to fit its box, in points.
SMALLEST = 6
MARGIN = 3


def fill(blank: bytes, answers: Mapping[str, str], provider: str = "") -> bytes:
    """The form with the answers in place, and drawn, so that every viewer and printer shows them.

    ``answers`` holds text, the key of a choice or the value of a tick, by the fields' names. ``provider`` is the folder
    of the provider that the form is for: it comes back when the filled form is read.
    """
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        font = pdf.Root.AcroForm.DR.Font[str(TYPED)]
        for field in pdf.Root.AcroForm.Fields:
            value = answers.get(str(field.T))
            if value is None:
                continue
            if Name.Btn == field.FT:
                _choose(field, value)
            else:
                _write(pdf, field, value, font)
        if provider:
            pdf.docinfo["/apdirprovider"] = provider
            identity = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == IDENTITY)
            identity.V = String(SEPARATOR.join([*str(identity.V).split(SEPARATOR)[:-1], provider]))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _widgets(field: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/Kids" in field:
        yield from field.Kids
    else:
        yield field


def _choose(field: pikepdf.Object, value: str) -> None:
    on = Name(f"/{value}")
    for widget in _widgets(field):
        chosen = str(on) in widget.AP.N
        widget.AS = on if chosen else Name.Off
        if chosen:
            field.V = on


def _write(pdf: pikepdf.Pdf, field: pikepdf.Object, value: str, font: pikepdf.Object) -> None:
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    field.V = String(text)
    multiline = bool(int(field.get("/Ff", 0)) & MULTILINE)
    for widget in _widgets(field):
        left, bottom, right, top = sorted_rectangle(widget)
        drawing = pdf.make_stream(_drawn(text, right - left, top - bottom, multiline=multiline))
        drawing.Type = Name.XObject
        drawing.Subtype = Name.Form
        drawing.BBox = Array([0, 0, Decimal(f"{right - left:.3f}"), Decimal(f"{top - bottom:.3f}")])
        drawing.Resources = Dictionary(Font=Dictionary({str(TYPED): font}))
        widget.AP = Dictionary(N=drawing)


def _drawn(text: str, width: float, height: float, *, multiline: bool) -> bytes:
    """The text as a viewer would draw it: in lines from the top, or on one line in the middle."""
    size = float(SIZE)
    lines = list(_lines(text, width - 2 * MARGIN, size)) if multiline else [" ".join(text.split())]
    face = typeface()
    while size > SMALLEST and (
        len(lines) * size * 1.2 > height - MARGIN or max(face.width(line, size) for line in lines) > width - 2 * MARGIN
    ):
        size -= 0.5
        if multiline:
            lines = list(_lines(text, width - 2 * MARGIN, size))
    first = height - MARGIN / 2 - size if multiline else (height - size * 0.72) / 2
    rows = [f"/Tx BMC q BT {TYPED} {size:g} Tf 0 g {size * 1.2:g} TL {MARGIN} {first:.2f} Td".encode()]
    for number, line in enumerate(lines):
        escaped = encoded(line).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        rows.append((b"T* " if number else b"") + b"(" + escaped + b") Tj")
    rows.append(b"ET Q EMC")
    return b"\n".join(rows)


def _lines(text: str, width: float, size: float) -> Iterator[str]:
    """The text in lines of at most ``width`` points; a word that is longer has a line of its own."""
    face = typeface()
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and face.width(longer, size) > width:
                yield line
                line = word
            else:
                line = longer
        yield line
