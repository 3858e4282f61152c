"""Elements of a Word document: paragraphs, tables, and the content controls that are its fields.

python-docx has no content controls, so they are made of its elements. A template for docxtpl would have to be drawn in
Word for each framework.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from apdir.forms.form import DATE, PROVIDER, Field
from apdir.forms.looks import BOX_SIZE, EMPTY, LINE, TICKED, WASH
from apdir.forms.pieces import Answers, Box, written

#: An element of the document; python-docx gives it no narrower type.
Element = Any
#: Twentieths of a point in a millimetre.
MM = 1440 / 25.4
#: Content of an empty control: Word's own placeholder where none is given.
BLANK = "\u00a0" * 5
#: The most characters that Word takes as the title or the tag of a control.
NAME_LENGTH = 64
#: The font in which Word itself draws a check box.
BOX_FONT = "MS Gothic"
#: The part of the file for the text on every page, and its place there.
STORE = "{6B8E27C5-3C1D-4C0A-9D64-7A1F5B0E2C11}"
STORE_NAMESPACE = "urn:apdir:form"


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of Word's own namespace with attributes of it."""
    element = OxmlElement(f"w:{tag}", {qn(f"w:{name.rstrip('_')}"): str(value) for name, value in attributes.items()})
    element.extend(children)
    return element


def run(text: str, *properties: Element) -> Element:
    """A run of text; a new line in it is a new line on the page."""
    made = w("r", *([w("rPr", *properties)] if properties else []))
    for at, line in enumerate(text.split("\n")):
        if at:
            made.append(w("br"))
        words = w("t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        made.append(words)
    return made


def paragraph(style: str, *content: Element, keep: bool = False, centre: bool = False) -> Element:
    """A paragraph in a style, kept on one page with what follows it where asked."""
    properties = w("pPr", w("pStyle", val=style))
    if keep:
        properties.append(w("keepNext"))
    if centre:
        properties.append(w("jc", val="center"))
    return w("p", properties, *content)


def cell(width: float, *content: Element, span: int = 1, border: str = "", shaded: bool = False,
         middle: bool = False) -> Element:  # fmt: skip
    """A cell so many millimetres wide; ``border`` names its sides that have a line."""
    properties = w("tcPr", w("tcW", w=round(width * MM), type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=span))
    if border:
        lines = [w(side, val="single", sz=6, space=0, color=LINE) for side in border.split()]
        properties.append(w("tcBorders", *lines))
    if shaded:
        properties.append(w("shd", val="clear", color="auto", fill=WASH))
    if middle:
        properties.append(w("vAlign", val="center"))
    return w("tc", properties, *content)


def row(cells: Iterable[Element], *, height: float = 0, head: bool = False) -> Element:
    """A row that is never split over two pages, at least so many millimetres high; a ``head`` is repeated on each."""
    properties = w("trPr", w("cantSplit"))
    if height:
        properties.append(w("trHeight", val=round(height * MM), hRule="atLeast"))
    if head:
        properties.append(w("tblHeader"))
    return w("tr", properties, *cells)


def table(widths: Sequence[float], rows: Sequence[Element], *, about: str = "", lines: bool = True) -> Element:
    """A table with a line around it, and, with ``lines``, between its cells."""
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if lines else ()))
    margins = [w(side, w=round(size * MM), type="dxa") for side, size in
               (("top", 0.8), ("left", 1.8), ("bottom", 0.8), ("right", 1.8))]  # fmt: skip
    properties = w(
        "tblPr",
        w("tblW", w=sum(round(width * MM) for width in widths), type="dxa"),
        w("tblBorders", *(w(side, val="single", sz=6, space=0, color=LINE) for side in sides)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *margins),
        w("tblLook", val="0020" if rows and _is_head(rows[0]) else "0000"),
    )
    if about:
        properties.append(w("tblCaption", val=about))
    grid = w("tblGrid", *(w("gridCol", w=round(width * MM)) for width in widths))
    return w("tbl", properties, grid, *rows)


def _is_head(row: Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def keep_together(rows: Sequence[Element]) -> None:
    """Keep rows on one page where they fit on one: every paragraph stays with the next, but for the last row's."""
    for above in rows[:-1]:
        for found in above.iter(qn("w:p")):
            properties = found.find(qn("w:pPr"))
            if properties.find(qn("w:keepNext")) is None:
                properties.insert(1, w("keepNext"))


def name(text: str) -> str:
    """A title or tag short enough for Word: what says which field it is, its end, stays; the middle goes."""
    if len(text) <= NAME_LENGTH:
        return text
    end = text[-40:]
    end = end[end.find(" ") + 1 :]
    return f"{text[: NAME_LENGTH - len(end) - 2].rstrip()}… {end}"


@dataclass(slots=True)
class Controls:
    """The content controls of one document, numbered as they are made: no two may have one number."""

    answers: Answers
    made: int = field(default=0)

    def write(self, entry: Field) -> Element:
        """A control to write in. Those of the provider and the date show the same text everywhere."""
        text = written(entry, self.answers)
        properties = [*self._names(entry.name, entry.about)]
        if not text:
            properties.append(w("showingPlcHdr"))
        if entry.name in (PROVIDER, DATE):
            properties.append(
                w("dataBinding", prefixMappings=f"xmlns:f='{STORE_NAMESPACE}'",
                  xpath=f"/f:form[1]/f:{entry.name}[1]", storeItemID=STORE)
            )  # fmt: skip
        properties.append(_date() if entry.kind == "date" else w("text", multiLine=int(entry.kind == "text")))
        content = run(text) if text else run(BLANK, w("rStyle", val="PlaceholderText"))
        return w("sdt", w("sdtPr", *properties), w("sdtContent", content))

    def tick(self, box: Box) -> Element:
        """A check box."""
        ticked = box.ticked(self.answers)
        states = OxmlElement("w14:checkbox")
        for tag, attributes in (
            ("w14:checked", {"w14:val": "1" if ticked else "0"}),
            ("w14:checkedState", {"w14:val": f"{ord(TICKED):04X}", "w14:font": BOX_FONT}),
            ("w14:uncheckedState", {"w14:val": f"{ord(EMPTY):04X}", "w14:font": BOX_FONT}),
        ):
            states.append(OxmlElement(tag, {qn(key): value for key, value in attributes.items()}))
        properties = w("sdtPr", w("rPr", *_box_look()), *self._names(box.field.name, box.about), states)
        sign = run(TICKED if ticked else EMPTY, *_box_look())
        return w("sdt", properties, w("sdtContent", sign))

    def _names(self, tag: str, about: str) -> tuple[Element, ...]:
        self.made += 1
        return (
            w("alias", val=name(about)),
            w("tag", val=name(tag)),
            w("id", val=self.made),
            w("lock", val="sdtLocked"),
        )


def _box_look() -> tuple[Element, ...]:
    """The sign of a check box, large enough to tick by hand."""
    return (
        w("rFonts", ascii=BOX_FONT, eastAsia=BOX_FONT, hAnsi=BOX_FONT, cs=BOX_FONT),
        w("sz", val=2 * BOX_SIZE),
        w("szCs", val=2 * BOX_SIZE),
    )


def _date() -> Element:
    return w(
        "date",
        w("dateFormat", val="dd/MM/yyyy"),
        w("lid", val="en-GB"),
        w("storeMappedDataAs", val="text"),
        w("calendar", val="gregorian"),
    )
