"""The styles and settings of a Word form: what its paragraphs look like, and that they are in British English."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from generator.forms.ooxml import w

FONT, LANGUAGE = "Arial", "en-GB"
INK, QUIET = RGBColor(0x11, 0x11, 0x11), RGBColor(0x44, 0x44, 0x44)
#: Points of type, space before and after, whether bold, whether kept with what follows.
PARAGRAPHS: dict[str, tuple[float, float, float, bool, bool]] = {
    "Normal": (10, 0, 3, False, False),
    "Heading 1": (20, 0, 5, True, True),
    "Heading 2": (14, 16, 6, True, True),
    "Heading 3": (10.5, 1, 1, True, True),
    "Heading 4": (10, 2, 2, True, True),
    "Body Text": (10, 0, 3, False, False),
    "List Bullet": (10, 0, 2, False, False),
    "List Bullet 2": (8.5, 0, 2, False, False),
    "Header": (9, 0, 0, False, False),
    "Footer": (8.5, 0, 0, False, False),
    "Lead": (11, 0, 5, False, False),
    "Rule": (10, 6, 8, False, False),
    "Introduction": (10, 0, 5, False, True),
    "Label": (10, 7, 2, True, True),
    "Hint": (8.5, 0, 2, False, True),
    "Note": (8.5, 0, 2, False, True),
    "Stage": (8.5, 3, 1, True, True),
    "Column": (9, 0, 0, True, False),
    "Answer": (10, 0, 0, False, False),
    "Ticks": (10, 0, 1, False, False),
    "Tick": (10, 0, 1, False, False),
    "Gap": (5, 0, 0, False, False),
}
#: Pieces of text in another look than their paragraph.
CHARACTERS = {"Placeholder Text": "PlaceholderText", "Mark": "Mark", "Aside": "Aside"}


def set_styles(document: Any) -> None:
    """Give a new document the styles of a form."""
    styles = document.styles
    for name, (size, before, after, bold, keep) in PARAGRAPHS.items():
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in ("Normal",) and not name.startswith("Heading"):
            style.base_style = styles["Normal"]
        _font(style, size, bold)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.1
        shape.keep_with_next = keep
        style.quick_style = True
        if name in ("Hint", "Note", "Stage"):
            style.font.color.rgb = QUIET
    styles["Note"].font.italic, styles["Heading 4"].font.italic = True, False
    styles["Lead"].paragraph_format.keep_together = styles["Body Text"].paragraph_format.keep_together = True
    for name in ("Header", "Footer"):
        styles[name].paragraph_format.tab_stops.clear_all()
    for name in ("List Bullet", "List Bullet 2"):
        points = styles[name].paragraph_format
        points.left_indent, points.first_line_indent = Mm(5), Mm(-4)
    tick = styles["Tick"].paragraph_format
    tick.left_indent, tick.first_line_indent = Mm(8), Mm(-8)
    gap = styles["Gap"].paragraph_format
    gap.line_spacing = Pt(8)
    for name in CHARACTERS:
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(8.5), False, QUIET
    styles["Mark"].element.get_or_add_rPr().append(w("bdr", val="single", sz=6, space=0, color="333333"))
    _lined(styles)
    _language(document)


def _font(style: Any, size: float, bold: bool) -> None:
    """One family for every script, in place of the template's themes."""
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), bold, INK
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)


def _lined(styles: Any) -> None:
    """The line under a section's heading and the frame round the rule."""
    under = w("pBdr", w("bottom", val="single", sz=12, space=1, color="333333"))
    _into(styles["Heading 2"], under)
    around = w("pBdr", *(w(side, val="single", sz=8, space=4, color="333333") for side in
                         ("top", "left", "bottom", "right")))  # fmt: skip
    _into(styles["Rule"], around, w("shd", val="clear", color="auto", fill="EEF2F1"))
    _into(styles["Rule"], w("ind", left=85, right=85))


def _into(style: Any, *properties: Any) -> None:
    """Put properties of a paragraph where Word's order of them wants them: before its tabs, spacing and the like."""
    shape = style.element.get_or_add_pPr()
    for made in properties:
        later = AFTER[made.tag]
        place = next((at for at, there in enumerate(shape) if there.tag in later), len(shape))
        shape.insert(place, made)


_ORDER = [qn(f"w:{tag}") for tag in (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing",
    "ind", "contextualSpacing", "jc", "outlineLvl",
)]  # fmt: skip
AFTER = {tag: frozenset(_ORDER[at + 1 :]) for at, tag in enumerate(_ORDER)}


def _language(document: Any) -> None:
    """British English throughout, and no mode of an older Word."""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGE)
        found.set(qn("w:eastAsia"), LANGUAGE)
    settings = document.settings.element
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), LANGUAGE)
        del found.attrib[qn("w:eastAsia")]
    for found in settings.iter(qn("w:zoom")):
        found.set(qn("w:percent"), "100")
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
