"""A form as a Word file, with a content control for every field."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm

from apdir.archive import without_times
from apdir.brand import PLAIN, Face
from apdir.forms.form import Form
from apdir.forms.looks import LANGUAGE, LOGO_DOTS, WIDTH, bare, logo_size
from apdir.forms.ooxml import MM, STORE, STORE_NAMESPACE, Controls, Element, paragraph, run, w
from apdir.forms.pieces import Answers, written
from apdir.forms.walk import footer, running, walk
from apdir.forms.word_pieces import drawn
from apdir.forms.word_styles import set_styles
from apdir.model.settings import Council

#: python-docx takes no longer property.
PROPERTY_LENGTH = 255
#: Parts of python-docx's own template of no use in a form: a list of sources, styles again, a picture of it.
LEFTOVERS = (
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def word(form: Form, council: Council, answers: Answers, face: Face = PLAIN) -> bytes:
    """The Word file of a form, blank where there are no answers; the same bytes for the same input."""
    document = begun(face)
    properties(document, council, form.title, form.summary, form.dated)
    document.core_properties.identifier, document.core_properties.version = form.id, form.version
    controls = Controls(answers)
    if form.about_provider:
        _running(document, form, controls)
        _store(document, form, answers)
    foot(document, footer(form))
    end = document.element.body.find(qn("w:sectPr"))
    if face.on_paper:
        end.addprevious(letterhead(document, council, face))
    for element in drawn(walk(form), controls):
        end.addprevious(element)
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def begun(face: Face) -> Element:
    """A new document with the styles and the page of all that the directory prints."""
    document = Document()
    _drop_leftovers(document)
    set_styles(document, bare(face.rule))
    _page(document)
    return document


def _drop_leftovers(document: Element) -> None:
    for holder in (document.part, document.part.package):
        for key in [key for key, link in holder.rels.items() if link.reltype in LEFTOVERS]:
            del holder.rels[key]


def _page(document: Element) -> None:
    """A4, with the margins of the PDF."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(25), Mm(18)
    section.header_distance, section.footer_distance = Mm(11), Mm(9)


def properties(document: Element, council: Council, title: str, subject: str, dated: date) -> None:
    """Say of a file what it is, who made it and of which day it is."""
    core = document.core_properties
    core.title, core.subject = title[:PROPERTY_LENGTH], subject[:PROPERTY_LENGTH]
    core.author = core.last_modified_by = f"{council.directory}, {council.name}"[:PROPERTY_LENGTH]
    core.language, core.revision = LANGUAGE, 1
    core.comments = core.keywords = core.category = ""
    core.created = core.modified = datetime.combine(dated, time(), UTC)


def letterhead(document: Element, council: Council, face: Face) -> Element:
    """The band at the head of a council's own forms: its logo where there is one, and the directory's name."""
    look = (w("b"), w("color", val=bare(face.ink)))
    line = paragraph("Lead", run(f"  {council.directory}", *look))
    band, edge = bare(face.band), bare(face.edge)
    sides = (("top", 8, band), ("left", 8, band), ("bottom", 24, edge), ("right", 8, band))
    around = w("pBdr", *(w(side, val="single", sz=size, space=4, color=colour) for side, size, colour in sides))
    line.pPr.extend((around, w("shd", val="clear", color="auto", fill=band), w("spacing", after=200),
                     w("ind", left=85, right=85), w("textAlignment", val="center")))  # fmt: skip
    if face.logo is not None:
        picture = io.BytesIO(face.logo.png(LOGO_DOTS))
        width, height = map(Mm, logo_size(face.logo.ratio))
        inline = document.part.new_pic_inline(picture, width, height)
        inline.docPr.set("descr", face.logo.text)
        line.insert(1, w("r", w("drawing", inline)))
    return line


def _running(document: Element, form: Form, controls: Controls) -> None:
    """Provider and date at the head of every page, each with a line to write on."""
    line = paragraph("Header")
    line.pPr.append(w("tabs", *(w("tab", val="left", leader="underscore", pos=round(at * MM)) for at in (118, WIDTH))))
    for place, field in enumerate(running(form)):
        line.append(run(f"{'   ' if place else ''}{field.label} "))
        line.append(controls.write(field.field))
        line.append(w("r", w("tab")))
    _fill(document.sections[0].header, line)


def foot(document: Element, text: str) -> None:
    """Say at the foot of every page what it is of, with its number."""
    line = paragraph("Footer", run(text), w("r", w("tab")), run("Page "))
    line.pPr.append(w("tabs", w("tab", val="right", pos=round(WIDTH * MM))))
    line.append(w("fldSimple", run("1"), instr=" PAGE "))
    line.append(run(" of "))
    line.append(w("fldSimple", run("1"), instr=" NUMPAGES "))
    _fill(document.sections[0].footer, line)


def _fill(margin: Element, line: Element) -> None:
    margin.is_linked_to_previous = False
    element = margin._element
    for old in list(element):
        element.remove(old)
    element.append(line)


def _store(document: Element, form: Form, answers: Answers) -> None:
    """Bind the controls of provider and date, so that text typed in one shows in all."""
    kept = ElementTree.Element("form", xmlns=STORE_NAMESPACE, id=form.id, version=form.version)
    for entry in running(form):
        ElementTree.SubElement(kept, entry.field.name).text = written(entry.field, answers)
    about = ElementTree.Element("ds:datastoreItem", {"xmlns:ds": DATA_STORE, "ds:itemID": STORE})
    references = ElementTree.SubElement(about, "ds:schemaRefs")
    ElementTree.SubElement(references, "ds:schemaRef", {"ds:uri": STORE_NAMESPACE})
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, _xml(kept), package)
    described = Part(PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _xml(about), package)
    item.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _xml(element: ElementTree.Element) -> bytes:
    text: bytes = ElementTree.tostring(element, "utf-8", xml_declaration=True)
    return text
