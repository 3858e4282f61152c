"""WeasyPrint's PDF made into a form that viewers fill and screen readers name.

WeasyPrint draws every box in its place; what it leaves wrong is mended here: one field for each name, answers named by
their keys, names said in full, a simple font to type in, headings of tables with their scope.
"""

from __future__ import annotations

import io
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apdir.forms.form import Field, Form
from apdir.forms.identity import IDENTITY, SEPARATOR, SETTINGS
from apdir.forms.typeface import FIRST, LAST, typeface

RADIO = 1 << 15
MULTILINE = 1 << 12
PRINTED, HIDDEN, READ_ONLY = 4, 2, 1
#: The families that only fields are drawn in (form-paper.css): nothing on the page itself uses them.
FIELD_FAMILY = "DejaVu"
TYPED = Name("/Typed")
SIZE = 10


def finish(drawn: bytes, form: Form) -> bytes:
    """The finished PDF; the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        font = _typed_font(pdf)
        widgets = _widgets(pdf)
        fields = [_field(pdf, field, widgets[field.name]) for field in form.answers]
        fields.append(_identity(pdf))
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(
                Fields=Array(fields),
                DR=Dictionary(Font=Dictionary({str(TYPED): font})),
                DA=String(_appearance_string(SIZE)),
                NeedAppearances=False,
            )
        )
        _drop_field_family(pdf)
        scope_headings(pdf.Root.StructTreeRoot)
        out = io.BytesIO()
        pdf.save(
            out, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )  # fmt: skip
        return out.getvalue()


def _appearance_string(size: float) -> str:
    return f"/Typed {size:g} Tf 0 g"


def _identity(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A field that no page shows and nobody can change, with what the PDF says of itself beside its pages.

    Programs that write a filled copy anew leave the latter out, and keep the fields.
    """
    about = [str(pdf.docinfo.get(f"/{name}", "")) for name in SETTINGS]
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(IDENTITY), TU=String("Which form this is"),
            V=String(SEPARATOR.join(about)), Ff=READ_ONLY, F=HIDDEN, Rect=Array([0, 0, 0, 0]), P=pdf.pages[0].obj,
            DA=String(_appearance_string(SIZE)),
        )
    )  # fmt: skip
    pdf.pages[0].obj.Annots.append(field)
    return field


def _widgets(pdf: pikepdf.Pdf) -> dict[str, list[pikepdf.Object]]:
    """The widgets of each name: page by page, and on a page from the top left to the bottom right."""
    found: dict[str, list[tuple[int, int, float, pikepdf.Object]]] = {}
    for number, page in enumerate(pdf.pages):
        for widget in page.obj.get("/Annots", Array()):
            if widget.get("/Subtype") != Name.Widget:
                continue
            name = str(widget["/T"]) if "/T" in widget else str(widget["/Parent"]["/T"])
            left, top = _corner(widget)
            found.setdefault(name, []).append((number, -round(top / 3), left, widget))
    return {name: [widget for *_, widget in sorted(rows, key=lambda row: row[:3])] for name, rows in found.items()}


def _corner(widget: pikepdf.Object) -> tuple[float, float]:
    numbers = [float(value) for value in widget["/Rect"]]
    return min(numbers[0], numbers[2]), max(numbers[1], numbers[3])


def _field(pdf: pikepdf.Pdf, field: Field, widgets: list[pikepdf.Object]) -> pikepdf.Object:
    """One field over its widgets."""
    if field.kind == "choice":
        return _choice(pdf, field, widgets)
    if field.kind == "tick":
        return _tick(pdf, field, widgets[0])
    return _text(pdf, field, widgets)


def _plain(widget: pikepdf.Object, about: str) -> tuple[float, float]:
    """Leave of a widget what places it, name it, and tell its width and height."""
    for key in ("/T", "/TU", "/FT", "/Ff", "/V", "/DV", "/DA", "/AP", "/AS", "/MK", "/Parent", "/Opt", "/Kids", "/BS"):
        if key in widget:
            del widget[key]
    left, bottom, right, top = sorted_rectangle(widget)
    widget.Rect = Array([Decimal(f"{value:.3f}") for value in (left, bottom, right, top)])
    widget.F = PRINTED
    widget.Contents = String(about)
    return right - left, top - bottom


def sorted_rectangle(widget: pikepdf.Object) -> tuple[float, float, float, float]:
    """The corners of a widget's box: left, bottom, right, top."""
    a, b, c, d = (float(value) for value in widget["/Rect"])
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _choice(pdf: pikepdf.Pdf, field: Field, widgets: list[pikepdf.Object]) -> pikepdf.Object:
    group = pdf.make_indirect(
        Dictionary(FT=Name.Btn, T=String(field.name), TU=String(field.about), Ff=RADIO, V=Name.Off, DV=Name.Off)
    )
    for option, widget in zip(field.options, widgets, strict=True):
        _box(pdf, widget, option.key, f"{field.about}: {option.label}")
        widget.TU = String(f"{field.about}: {option.label}")
        widget.Parent = group
    group.Kids = Array(widgets)
    return group


def _tick(pdf: pikepdf.Pdf, field: Field, widget: pikepdf.Object) -> pikepdf.Object:
    _box(pdf, widget, field.tick or "yes", field.about)
    widget.update(Dictionary(FT=Name.Btn, T=String(field.name), TU=String(field.about), V=Name.Off, DV=Name.Off))
    return widget


def _box(pdf: pikepdf.Pdf, widget: pikepdf.Object, key: str, about: str) -> None:
    """A box that is ticked or not. Its border is on the page already; the tick is drawn, so it needs no font."""
    width, height = _plain(widget, about)
    on = f"q 1.4 w 1 J 1 j 0 G {width * 0.2:.2f} {height * 0.52:.2f} m {width * 0.42:.2f} {height * 0.24:.2f} l " \
         f"{width * 0.82:.2f} {height * 0.8:.2f} l S Q"  # fmt: skip
    states = {f"/{key}": _drawing(pdf, width, height, on), "/Off": _drawing(pdf, width, height, "")}
    widget.AP = Dictionary(N=Dictionary(states))
    widget.AS = Name.Off
    widget.MK = Dictionary(CA=String("4"))


def _text(pdf: pikepdf.Pdf, field: Field, widgets: list[pikepdf.Object]) -> pikepdf.Object:
    """A field of text. Where it is on several pages, they all show what is typed on one."""
    facts = Dictionary(
        FT=Name.Tx, T=String(field.name), TU=String(field.about), DA=String(_appearance_string(SIZE)), V=String(""),
    )  # fmt: skip
    if field.kind == "text":
        facts.Ff = MULTILINE
    for widget in widgets:
        width, height = _plain(widget, field.about)
        widget.AP = Dictionary(N=_drawing(pdf, width, height, "/Tx BMC EMC"))
    if len(widgets) == 1:
        widgets[0].update(facts)
        return widgets[0]
    group = pdf.make_indirect(facts)
    for widget in widgets:
        widget.Parent = group
        widget.TU = String(field.about)
    group.Kids = Array(widgets)
    return group


def _drawing(pdf: pikepdf.Pdf, width: float, height: float, content: str) -> pikepdf.Stream:
    stream = pdf.make_stream(content.encode("ascii"))
    stream.Type = Name.XObject
    stream.Subtype = Name.Form
    stream.BBox = Array([0, 0, Decimal(f"{width:.3f}"), Decimal(f"{height:.3f}")])
    stream.Resources = Dictionary()
    return stream


def _typed_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    face = typeface()
    program = pdf.make_stream(face.program)
    program.Length1 = len(face.program)
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/APFORM+{face.name}"), Flags=32, FontBBox=Array(face.box),
            ItalicAngle=0, Ascent=face.ascent, Descent=face.descent, CapHeight=face.cap_height, StemV=80,
            FontFile2=program,
        )
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/APFORM+{face.name}"), FirstChar=FIRST,
            LastChar=LAST, Widths=Array(face.widths), Encoding=Name.WinAnsiEncoding, FontDescriptor=descriptor,
        )
    )  # fmt: skip


def _drop_field_family(pdf: pikepdf.Pdf) -> None:
    """Take the fields' own family out of the pages: it was named there so that it could be told apart, and dropped."""
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        for name in [name for name, font in fonts.items() if FIELD_FAMILY in str(font.get("/BaseFont", ""))]:
            del fonts[name]


def scope_headings(tree: pikepdf.Object) -> None:
    """Say of every heading of a table whether it heads its column or its row."""
    stack: list[tuple[pikepdf.Object, bool]] = [(tree, False)]
    while stack:
        element, in_head = stack.pop()
        kind = element.get("/S")
        inside = in_head or kind == Name.THead
        if kind == Name.TH:
            scope = Name.Column if inside else Name.Row
            element.A = Dictionary(O=Name.Table, Scope=scope)
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and ("/S" in kid or "/K" in kid):
                stack.append((kid, inside))
