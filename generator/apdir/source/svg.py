"""A drawing in SVG with nothing in it but what it shows: shapes, text and colours, whatever program saved it.

What programs add for themselves, and styles that say how shapes look, are taken out or written beside the shapes.
What could run, move, or fetch something, or what would be missed if it were taken out, is a fault and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import tinycss2

from apdir.problems import Problem
from apdir.source.files import RecordFile
from apdir.state import open_ordinary

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
#: Elements allowed in a drawing; those that only describe it; and those read and then taken out.
SHAPES = frozenset((
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "symbol",
    "use", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
))  # fmt: skip
UNSHOWN = frozenset(("title", "desc", "metadata", "style"))
PLACES = frozenset((
    "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy", "width", "height",
    "points", "transform", "viewBox", "preserveAspectRatio", "href", "offset", "gradientUnits", "gradientTransform",
    "spreadMethod", "clipPathUnits", "maskUnits", "maskContentUnits", "patternUnits", "patternContentUnits",
    "patternTransform", "textLength", "lengthAdjust", "rotate",
))  # fmt: skip
LOOKS = frozenset((
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "clip-path",
    "clip-rule", "mask", "stop-color", "stop-opacity", "display", "visibility", "font-family", "font-size",
    "font-weight", "font-style", "text-anchor", "letter-spacing", "word-spacing", "paint-order", "dominant-baseline",
))  # fmt: skip
#: The most bytes and elements of a drawing: a council's arms have a tenth of either.
LARGEST, MOST = 200_000, 5_000
NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:px|pt|mm|cm|in)?\s*\Z")
FETCH = re.compile(r"url\(\s*+(?![\"']?#)|[a-z]:|//|\\", re.IGNORECASE)
SELECTOR = re.compile(r"(?:[A-Za-z]+|(?P<class>\.)[\w-]+|(?P<id>#)[\w-]+)\Z")
DRAW_AGAIN = "Save it again as plain SVG from the program that it was drawn with, or take a PNG."
NO_DRAWING = "it is no drawing in SVG, or a broken one"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing made clean, and how much wider it is than high; or its faults, as what comes behind "in it"."""

    content: bytes = b""
    ratio: float = 1.0
    faults: tuple[str, ...] = ()


def read_svg(raw: bytes) -> Drawing:
    """Return the drawing that the bytes of a file hold; the same bytes for the same input."""
    if len(raw) > LARGEST:
        return Drawing(faults=(f"it has {len(raw):,} bytes, and {LARGEST:,} are the most",))
    if b"<!ENTITY" in raw:  # before it is read: such names can stand for any number of others
        return Drawing(faults=("it has names of its own for other text (`<!ENTITY`)",))
    try:
        top = ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError):
        return Drawing(faults=(NO_DRAWING,))
    every = list(top.iter())
    if top.tag != f"{{{SVG}}}svg":
        return Drawing(faults=(NO_DRAWING,))
    if len(every) > MOST:
        return Drawing(faults=(f"it has {len(every):,} parts, and {MOST:,} are the most",))
    faults: list[str] = ["there is a `<use>` of what has a `<use>` in it"] if _is_deep(every) else []
    try:
        made = _clean(top, list(_rules(every, faults)), faults)
    except RecursionError:
        return Drawing(faults=("its parts stand too deep in each other",))
    box = _box(top)
    if box is None:
        faults.append("it does not say how large it is (`viewBox`)")
    elif made is not None:
        for name in ("width", "height", "x", "y"):
            made.attrib.pop(name, None)
        size = {"width": f"{100 * box[2] / box[3]:g}", "height": "100"}
        made.attrib |= {"xmlns": SVG, "viewBox": " ".join(f"{number:g}" for number in box), **size}
    if faults or box is None or made is None:
        return Drawing(faults=tuple(dict.fromkeys(faults)))
    return Drawing(ElementTree.tostring(made, "utf-8") + b"\n", box[2] / box[3])


def drawing_problems(file: RecordFile) -> Iterator[Problem]:
    """Yield the problems of a drawing that a directory has of its own."""
    with open_ordinary(file.path) as opened:
        drawing = read_svg(opened.read(LARGEST + 1))
    for fault in drawing.faults:
        yield Problem(file.name, 0, 0, "", f"This drawing cannot be used as it is: {fault}.", DRAW_AGAIN, "brand")


def _box(top: ElementTree.Element) -> tuple[float, float, float, float] | None:
    """The corner, width and height of what is shown; None where the drawing does not tell."""
    parts = top.get("viewBox", "").replace(",", " ").split()
    try:
        left, up, width, height = map(float, parts)
    except ValueError:
        found = [NUMBER.match(top.get(name, "")) for name in ("width", "height")]
        left, up, width, height = 0.0, 0.0, *(float(match[1]) if match else 0.0 for match in found)
    return (left, up, width, height) if 0 < width < 1e6 and 0 < height < 1e6 else None


def _is_deep(every: Iterable[ElementTree.Element]) -> bool:
    """Whether one drawing is used in another that is used: a few such can make a million shapes."""
    use = f"{{{SVG}}}use"
    used = {element.get(name) for element in every if element.tag == use for name in ("href", f"{{{XLINK}}}href")}
    return any(f"#{element.get('id')}" in used and next(element.iter(use), None) is not None for element in every)


def _clean(
    element: ElementTree.Element, rules: list[tuple[str, dict[str, str]]], faults: list[str]
) -> ElementTree.Element | None:
    """The element with what is its own alone, None for one that shows nothing; what it must not have is a fault."""
    namespace, _, name = element.tag.rpartition("}")
    if namespace.lstrip("{") != SVG or name in UNSHOWN:
        return None
    if name not in SHAPES:
        faults.append(f"there is `<{name}>`")
        return None
    made = ElementTree.Element(name)
    for key, value in element.attrib.items():
        space, _, key = key.rpartition("}")
        if key.lower().startswith("on"):
            faults.append(f"there is `{key}`, which starts something")
        elif key == "href" and not value.startswith("#"):
            faults.append("it fetches another file (`href`)")
        elif not space and key not in ("style", "class", "href"):
            _put(made, key, value, faults)
        elif key == "href" and space.lstrip("{") in ("", XLINK):
            made.set("href", value)
    matching = [look for selector, look in rules if _is_meant(element, name, selector)]
    for look in (*matching, _looks(element.get("style", ""))):
        for key, value in look.items():
            _put(made, key, value, faults)
    if name in ("text", "tspan"):
        made.text, made.tail = element.text, element.tail
    made.extend([inner for child in element if (inner := _clean(child, rules, faults)) is not None])
    return made


def _put(made: ElementTree.Element, key: str, value: str, faults: list[str]) -> None:
    if key in LOOKS and FETCH.search(value):
        faults.append(f"it fetches another file (`{key}`)")
    elif key in LOOKS or key in PLACES:
        made.set(key, value)
    elif key == "filter" and value != "none":
        faults.append("there is an effect (`filter`)")


def _rules(every: Iterable[ElementTree.Element], faults: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The looks that the drawing's own styles give, by what they are for: a sort of element, a class or an id."""
    text = "\n".join(element.text or "" for element in every if element.tag == f"{{{SVG}}}style")
    found: list[tuple[str, dict[str, str]]] = []
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            faults.append("there are styles that are more than looks (`<style>`)")
            continue
        for selector in tinycss2.serialize(rule.prelude).split(","):
            if SELECTOR.match(selector.strip()) is None:
                faults.append(f"there is a style for `{selector.strip()[:40]}`, which is too much to follow")
            found.append((selector.strip(), _looks(tinycss2.serialize(rule.content))))
    # One for an id is stronger than one for a class, and that than one for a sort of element.
    yield from sorted(found, key=lambda entry: (entry[0].startswith("#"), entry[0].startswith(".")))


def _looks(text: str) -> dict[str, str]:
    """Properties of style attributes."""
    declared = tinycss2.parse_declaration_list(text, skip_comments=True, skip_whitespace=True)
    return {part.lower_name: tinycss2.serialize(part.value).strip() for part in declared if part.type == "declaration"}


def _is_meant(element: ElementTree.Element, name: str, selector: str) -> bool:
    if selector.startswith("."):
        return selector[1:] in element.get("class", "").split()
    return selector[1:] == element.get("id") if selector.startswith("#") else selector == name
