"""A form's PDF filled in by PDFium, the engine of Chromium's own viewer: by clicks and keys, as a person does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as keys


def fill(source: Path, target: Path, answers: Mapping[str, str]) -> None:
    """Write answers by the names of their fields, and save: texts are typed, choices and ticks clicked."""
    document = pdfium.PdfDocument(source)
    document.init_forms()
    view = document.formenv
    pages = list(document)
    left = dict(answers)
    for number, name, value, x, y in _boxes(source):
        if left.get(name) is None or value not in (None, left[name]):
            continue
        text = left.pop(name)
        page = pages[number]
        keys.FORM_OnMouseMove(view, page, 0, x, y)
        keys.FORM_OnLButtonDown(view, page, 0, x, y)
        keys.FORM_OnLButtonUp(view, page, 0, x, y)
        for sign in text if value is None else "":
            keys.FORM_OnChar(view, page, ord("\r" if sign == "\n" else sign), 0)
        keys.FORM_ForceToKillFocus(view)
    assert not left, f"no such box: {left}"
    document.save(target)
    document.close()


def _boxes(source: Path) -> Iterator[tuple[int, str, str | None, float, float]]:
    """Each box: its page, its field, what a click on it chooses (None where one types), and its middle in points."""
    with pikepdf.open(source) as read:
        for number, page in enumerate(read.pages):
            for widget in page.get("/Annots", ()):
                if widget.get("/Subtype") == "/Widget":
                    field = widget if "/T" in widget else widget.Parent
                    chosen = None
                    if field.get("/FT", widget.get("/FT")) == "/Btn":
                        chosen = next(key[1:] for key in set(widget.AP.N.keys()) if key != "/Off")
                    left, bottom, right, top = map(float, widget.Rect)
                    yield number, str(field.T), chosen, (left + right) / 2, (bottom + top) / 2
