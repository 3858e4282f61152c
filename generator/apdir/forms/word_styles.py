"""The styles and settings of a Word form: what its paragraphs look like, and that they are in British English."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from apdir.forms import looks
from apdir.forms.ooxml import w

FONT = "Arial"
INK, QUIET = RGBColor.from_string(looks.INK), RGBColor.from_string(looks.QUIET)
#: Pieces of text in another look than their paragraph.
CHARACTERS = {"Placeholder Text": "PlaceholderText", "Mark": "Mark", "Aside": "Aside"}


def set_styles(document: Any, rule: str) -> None:
    """Give a new document the styles of a form; ``rule`` is the colour of the lines under its headings."""
    styles = document.styles
    for name, (size, before, after, bold, keep) in looks.PARAGRAPHS.items():
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in ("Normal",) and not name.startswith("Heading"):
            style.base_style = styles["Normal"]
        _font(style, size, bold)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.1
        shape.keep_with_next = keep
        style.quick_style = True
        if name in looks.QUIETLY:
            style.font.color.rgb = QUIET
    styles["Heading 4"].font.italic = False
    styles["Lead"].paragraph_format.keep_together = styles["Body Text"].paragraph_format.keep_together = True
    for name in ("Header", "Footer"):
        styles[name].paragraph_format.tab_stops.clear_all()
    points = styles["List Bullet"].paragraph_format
    points.left_indent, points.first_line_indent = Mm(5), Mm(-4)
    tick = styles["Tick"].paragraph_format
    tick.left_indent, tick.first_line_indent = Mm(8), Mm(-8)
    for name in ("Ticks", "Tick"):
        _into(styles[name], w("textAlignment", val="center"))
    gap = styles["Gap"].paragraph_format
    gap.line_spacing = Pt(7)
    for name in CHARACTERS:
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(8.5), False, QUIET
    styles["Mark"].element.get_or_add_rPr().append(w("bdr", val="single", sz=6, space=0, color=looks.STRONG))
    _lined(styles, rule)
    _language(document)


def _font(style: Any, size: float, bold: bool) -> None:
    """One family for every script, in place of the template's themes."""
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), bold, INK
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)


def _lined(styles: Any, rule: str) -> None:
    """The line under a section's heading and the frame round the rule."""
    under = w("pBdr", w("bottom", val="single", sz=12, space=1, color=rule))
    _into(styles["Heading 2"], under)
    around = w("pBdr", *(w(side, val="single", sz=8, space=4, color=looks.STRONG) for side in
                         ("top", "left", "bottom", "right")))  # fmt: skip
    _into(styles["Rule"], around, w("shd", val="clear", color="auto", fill=looks.WASH))
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
    "ind", "contextualSpacing", "jc", "textAlignment", "outlineLvl",
)]  # fmt: skip
AFTER = {tag: frozenset(_ORDER[at + 1 :]) for at, tag in enumerate(_ORDER)}


def _language(document: Any) -> None:
    """British English throughout, and no mode of an older Word."""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), looks.LANGUAGE)
        found.set(qn("w:eastAsia"), looks.LANGUAGE)
    settings = document.settings.element
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), looks.LANGUAGE)
        del found.attrib[qn("w:eastAsia")]
    for found in settings.iter(qn("w:zoom")):
        found.set(qn("w:percent"), "100")
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
