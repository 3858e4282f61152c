"""Elements of an OpenDocument text: paragraphs, tables, and the automatic styles that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import odfdo

from apdir.forms.form import Field
from apdir.forms.looks import EMPTY, LINE, TICKED, WASH
from apdir.forms.pieces import Answers, Box, written

#: An element of the document; odfdo gives it no narrower type here.
Element = Any
Attributes = Mapping[str, str | int]
THIN = f"0.75pt solid #{LINE.lower()}"


def o(tag: str, attributes: Attributes, *children: Element) -> Element:
    """An element with its attributes and what is in it."""
    element = odfdo.Element.from_tag(tag)
    for name, value in attributes.items():
        element.set_attribute(name, str(value))
    return put(element, *children)


def put(element: Element, *children: Element) -> Element:
    """The element with more in it. odfdo's own rows and tables would copy what they are given, and count it anew."""
    for child in children:
        odfdo.Element.append(element, child)
    return element


def spoken(text: str, style: str = "") -> Element:
    """A piece of text; a new line in it is a new line on the page."""
    element = o("text:span", {"text:style-name": style} if style else {})
    first, *more = text.split("\n")
    element.text = first
    for line in more:
        broken = o("text:line-break", {})
        broken.tail = line
        put(element, broken)
    return element


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph in a style, by the name that people see."""
    return o("text:p", {"text:style-name": coded(style)}, *content)


def coded(style: str) -> str:
    """A style's name as files write it."""
    return style.replace(" ", "_20_")


@dataclass(slots=True)
class Sheets:
    """Tables and their automatic styles: one style for each look, numbered as they come."""

    container: Element
    styles: dict[tuple[str, tuple[tuple[str, str], ...]], str] = field(default_factory=dict)
    made: int = 0

    def style(self, family: str, **properties: str) -> str:
        """The name of the automatic style with these properties; ``fo_padding`` is `fo:padding`."""
        given = tuple((name.replace("_", ":", 1).replace("_", "-"), value) for name, value in properties.items())
        key = (family, given)
        if key not in self.styles:
            self.styles[key] = f"form-{family}-{len(self.styles) + 1}"
            names = {"style:name": self.styles[key], "style:family": family}
            put(self.container, o("style:style", names, o(f"style:{family}-properties", dict(given))))
        return self.styles[key]

    def cell(self, *content: Element, span: int = 1, border: str = "", shaded: bool = False,
             middle: bool = False) -> Element:  # fmt: skip
        """A cell; ``border`` names its sides that have a line."""
        look = {"fo_padding": "1.2mm", **{f"fo_border_{side}": THIN for side in border.split()}}
        if shaded:
            look["fo_background_color"] = f"#{WASH.lower()}"
        if middle:
            look["style_vertical_align"] = "middle"
        attributes: dict[str, str | int] = {
            "table:style-name": self.style("table-cell", **look),
            "office:value-type": "string",
        }
        if span > 1:
            attributes["table:number-columns-spanned"] = span
        return o("table:table-cell", attributes, *content)

    def row(self, cells: Iterable[Element], *, height: float = 0) -> Element:
        """A row that is never split over two pages, at least so many millimetres high."""
        look = {"fo_keep_together": "always"}
        if height:
            look["style_min_row_height"] = f"{height:g}mm"
        row = o("table:table-row", {"table:style-name": self.style("table-row", **look)})
        for cell in cells:
            put(row, cell)
            span = cell.get_attribute("table:number-columns-spanned")
            for _ in range(int(span or 1) - 1):
                put(row, o("table:covered-table-cell", {}))
        return row

    def table(
        self, widths: Sequence[float], rows: Sequence[Element], *, head: Element | None = None, whole: bool = True
    ) -> Element:
        """A table whose ``head`` is repeated on each page; a ``whole`` one stays on one where it fits on one."""
        self.made += 1
        look = self.style(
            "table", style_width=f"{sum(widths):g}mm", table_align="left",
            style_may_break_between_rows="false" if whole else "true", table_border_model="collapsing",
        )  # fmt: skip
        table = o("table:table", {"table:name": f"Form {self.made}", "table:style-name": look})
        for width in widths:
            column = self.style("table-column", style_column_width=f"{width:.2f}mm")
            put(table, o("table:table-column", {"table:style-name": column}))
        if head is not None:
            put(table, o("table:table-header-rows", {}, head))
        for row in rows:
            put(table, row)
        return table


@dataclass(slots=True)
class Blanks:
    """The fields of one document, each under a bookmark of its name."""

    answers: Answers
    seen: set[str] = field(default_factory=set)

    def write(self, entry: Field) -> tuple[Element, ...]:
        """A field, with its present text."""
        text = written(entry, self.answers)
        return (*self._named(entry.name), *((spoken(text),) if text else ()))

    def tick(self, box: Box) -> tuple[Element, ...]:
        """A box to tick."""
        return (*self._named(box.field.name), spoken(TICKED if box.ticked(self.answers) else EMPTY, "Box"))

    def _named(self, name: str) -> tuple[Element, ...]:
        if name in self.seen:
            return ()
        self.seen.add(name)
        return (o("text:bookmark", {"text:name": name}),)
