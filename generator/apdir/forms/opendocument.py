"""A form as an OpenDocument text, with a bookmark for every field."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from odfdo import Document

from apdir.archive import without_times
from apdir.brand import PLAIN, Face
from apdir.forms.form import Form
from apdir.forms.looks import LANGUAGE, LOGO_DOTS, logo_size
from apdir.forms.odf import Blanks, Element, Sheets, o, paragraph, put, spoken
from apdir.forms.odf_pieces import Drawing
from apdir.forms.odf_styles import set_page, set_styles
from apdir.forms.pieces import Answers, written
from apdir.forms.walk import footer, running, walk
from apdir.model.settings import Council

#: Parts of odfdo's own template of no use in a form: places for toolbars, a picture of a blank page.
LEFTOVERS = ("Configurations2/", "Thumbnails/")


def opendocument(form: Form, council: Council, answers: Answers, face: Face = PLAIN) -> bytes:
    """The OpenDocument file of a form, blank where there are no answers; the same bytes for the same input."""
    document = Document("text")
    for part in document.parts:
        if part.startswith(LEFTOVERS):
            document.del_part(part)
    for path in document.manifest.get_paths():
        if path.startswith(LEFTOVERS):
            document.manifest.del_full_path(path)
    set_styles(document, face)
    set_page(document, _head(form, answers), _foot(form))
    _properties(document, form, council)
    body = document.body
    for old in body.get_elements("text:p"):
        body.delete(old)
    if face.on_paper:
        body.append(_letterhead(document, council, face))
    sheets = Sheets(document.content.get_element("//office:automatic-styles"))
    for element in Drawing(sheets, Blanks(answers)).elements(walk(form)):
        body.append(element)
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _head(form: Form, answers: Answers) -> Element | None:
    """Provider and date, each with a line to write on."""
    fields = running(form)
    if not fields:
        return None
    content: list[Element] = []
    for place, field in enumerate(fields):
        between = o("text:s", {"text:c": 3})
        content += [between] if place else []
        content += [spoken(f"{field.label} {written(field.field, answers)}"), o("text:tab", {})]
    return paragraph("Header", *content)


def _letterhead(document: Any, council: Council, face: Face) -> Element:
    """The band at the head of a council's own forms: its logo where there is one, and the directory's name."""
    line = paragraph("Letterhead")
    if face.logo is not None:
        uri = document.add_file(io.BytesIO(face.logo.png(LOGO_DOTS)))
        document.manifest.set_media_type(uri, "image/png")
        width, height = logo_size(face.logo.ratio)
        size = {"svg:width": f"{width:g}mm", "svg:height": f"{height:g}mm"}
        frame = o("draw:frame", {"draw:name": "Logo", "text:anchor-type": "as-char", **size})
        shown = {"xlink:href": uri, "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
        put(frame, o("draw:image", shown), o("svg:title", {}))
        frame.get_element("svg:title").text = face.logo.text
        put(line, frame)
    return put(line, o("text:s", {"text:c": 2}), spoken(council.directory))


def _foot(form: Form) -> Element:
    """Title, version and date, with the number of the page."""
    return paragraph(
        "Footer",
        spoken(footer(form)),
        o("text:tab", {}),
        spoken("Page "),
        o("text:page-number", {"text:select-page": "current"}),
        spoken(" of "),
        o("text:page-count", {}),
    )


def _properties(document: Any, form: Form, council: Council) -> None:
    meta = document.meta
    made = datetime.combine(form.dated, time())
    meta.title, meta.subject, meta.language = form.title, form.summary, LANGUAGE
    meta.initial_creator = meta.creator = f"{council.directory}, {council.name}"
    meta.creation_date = meta.date = made
    meta.set_user_defined_metadata("formid", form.id)
    meta.set_user_defined_metadata("formversion", form.version)
