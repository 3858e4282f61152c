"""The styles and the page of an OpenDocument form."""

from __future__ import annotations

from typing import Any

from apdir.brand import Face
from apdir.forms import looks
from apdir.forms.odf import Element, coded, o

#: The families to write and to draw boxes in: the first that a machine has.
FONTS = {
    "Form": "'Liberation Sans', Arial, Helvetica, sans-serif",
    "Boxes": "'Segoe UI Symbol', 'MS Gothic', 'DejaVu Sans', sans-serif",
}
STRONG_LINE = f"solid #{looks.STRONG}"
#: Paragraph properties of some styles, beyond the table of looks.
SHAPES: dict[str, dict[str, str]] = {
    "Heading 2": {"fo:padding-bottom": "1mm"},
    "Rule": {
        "fo:border": f"1pt {STRONG_LINE}", "fo:padding": "2mm", "fo:background-color": f"#{looks.WASH}",
    },
    "Tick": {"fo:margin-left": "8mm", "fo:text-indent": "-8mm", "style:vertical-align": "middle"},
    "Ticks": {"style:vertical-align": "middle"},
}  # fmt: skip
#: Tabs in the lines at the head and the foot of a page, in millimetres, and what leads to them.
TABS: dict[str, tuple[tuple[float, str, str], ...]] = {
    "Header": ((118, "left", "solid"), (looks.WIDTH, "right", "solid")),
    "Footer": ((looks.WIDTH, "right", "none"),),
    "Tick": ((0, "left", "none"),),
}
#: Styles of the table of looks by another name here, or with one of its looks for more.
NAMES = {"Normal": "Standard", "List Bullet": "Points"}


def set_styles(document: Any, face: Face) -> None:
    """Give a new document the styles of a form, its fonts and its language."""
    part = document.styles
    document.set_language(looks.LANGUAGE)
    for holder in (part, document.content):
        faces = holder.get_element("//office:font-face-decls")
        for name, family in FONTS.items():
            faces.append(o("style:font-face", {"style:name": name, "svg:font-family": family}))
    styles = part.get_element("//office:styles")
    for name in looks.PARAGRAPHS:
        style = _paragraph_style(name)
        if name == "Heading 2":
            _shape(style).set_attribute("fo:border-bottom", f"1.5pt solid {face.rule}")
        _replace(styles, style)
    centred = _paragraph_style("Ticks")
    centred.set_attribute("style:name", "Ticks_20_centred")
    centred.set_attribute("style:display-name", "Ticks centred")
    centred.get_element("style:paragraph-properties").set_attribute("fo:text-align", "center")
    styles.append(centred)
    head = _paragraph_style("Lead")
    head.set_attribute("style:name", "Letterhead")
    head.set_attribute("style:display-name", "Letterhead")
    look = {
        "fo:background-color": face.band, "fo:padding": "2mm", "fo:margin-bottom": "4mm",
        "fo:border-bottom": f"1mm solid {face.edge}", "style:vertical-align": "middle",
    }  # fmt: skip
    for name, value in look.items():
        _shape(head).set_attribute(name, value)
    head.get_element("style:text-properties").set_attribute("fo:color", face.ink)
    head.get_element("style:text-properties").set_attribute("fo:font-weight", "bold")
    styles.append(head)
    for name, properties in _spans():
        names = {"style:name": name, "style:family": "text"}
        styles.append(o("style:style", names, o("style:text-properties", properties)))
    styles.append(_points())
    for level in part.get_elements("//text:outline-level-style"):
        level.set_attribute("style:num-format", "")
        for noise in ("style:num-suffix", "loext:num-list-format", "text:display-levels"):
            level.set_attribute(noise, None)


def _shape(style: Element) -> Element:
    return style.get_element("style:paragraph-properties")


def _replace(styles: Element, style: Element) -> None:
    for old in styles.get_elements("style:style"):
        if old.get_attribute("style:name") == style.get_attribute("style:name"):
            styles.delete(old)
    styles.append(style)


def _paragraph_style(look: str) -> Element:
    size, before, after, bold, keep = looks.PARAGRAPHS[look]
    name = NAMES.get(look, look)
    attributes = {"style:name": coded(name), "style:display-name": name, "style:family": "paragraph"}
    if look.startswith("Heading"):
        attributes["style:default-outline-level"] = look[-1]
        attributes["style:parent-style-name"] = "Standard"
    elif name != "Standard":
        attributes["style:parent-style-name"] = "Standard"
    shape = {
        "fo:margin-top": f"{before:g}pt", "fo:margin-bottom": f"{after:g}pt",
        "fo:keep-with-next": "always" if keep else "auto", **SHAPES.get(look, {}),
    }  # fmt: skip
    if look == "Gap":
        shape["fo:line-height"] = "7pt"
    text = {
        "style:font-name": "Form", "fo:font-size": f"{size:g}pt", "fo:font-weight": "bold" if bold else "normal",
        "fo:color": f"#{looks.QUIET if look in looks.QUIETLY else looks.INK}",
    }  # fmt: skip
    properties = o("style:paragraph-properties", shape)
    if look in TABS:
        properties.append(o("style:tab-stops", {}, *(
            o("style:tab-stop", {
                "style:position": f"{at:g}mm", "style:type": side, "style:leader-style": leader,
                **({"style:leader-text": "_"} if leader != "none" else {}),
            })
            for at, side, leader in TABS[look]
        )))  # fmt: skip
    return o("style:style", attributes, properties, o("style:text-properties", text))


def _spans() -> tuple[tuple[str, dict[str, str]], ...]:
    small = {"fo:font-size": "8.5pt", "fo:font-weight": "normal", "fo:color": f"#{looks.QUIET}"}
    return (
        ("Mark", {**small, "fo:border": f"0.75pt {STRONG_LINE}", "fo:padding": "0.5mm"}),
        ("Aside", small),
        ("Strong", {"fo:font-weight": "bold"}),
        ("Box", {"style:font-name": "Boxes", "fo:font-size": f"{looks.BOX_SIZE}pt", "fo:font-weight": "normal"}),
    )


def _points() -> Element:
    alignment = {"text:label-followed-by": "listtab", "fo:text-indent": "-4mm", "fo:margin-left": "5mm"}
    placed = o(
        "style:list-level-properties",
        {"text:list-level-position-and-space-mode": "label-alignment"},
        o("style:list-level-label-alignment", alignment),
    )
    level = o("text:list-level-style-bullet", {"text:level": 1, "text:bullet-char": "•"}, placed)
    return o("text:list-style", {"style:name": "Form_20_points"}, level)


def set_page(document: Any, head: Element | None, foot: Element) -> None:
    """A4 with the margins of the PDF, and the head and foot of every page."""
    part = document.styles
    layout = part.get_element("//style:page-layout")
    properties = layout.get_element("style:page-layout-properties")
    for name, value in (("page-width", "210mm"), ("page-height", "297mm"), ("margin-left", "14mm"),
                        ("margin-right", "14mm"), ("margin-top", "11mm"), ("margin-bottom", "9mm")):  # fmt: skip
        properties.set_attribute(f"fo:{name}", value)
    for place, side, height in (("header", "bottom", "14mm"), ("footer", "top", "9mm")):
        look = {"fo:min-height": height, f"fo:margin-{side}": "4mm", "style:dynamic-spacing": "false"}
        layout.get_element(f"style:{place}-style").append(o("style:header-footer-properties", look))
    master = part.get_element("//style:master-page")
    if head is not None:
        master.append(o("style:header", {}, head))
    master.append(o("style:footer", {}, foot))
