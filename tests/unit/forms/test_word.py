"""The Word file of a form: the same fields in the same order as every other format, in a file that Word opens."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from apdir.forms.ooxml import BLANK, NAME_LENGTH, name
from apdir.forms.word import word
from tests.support.forms import ANSWERS, EACH, a_form, form_of, page_words, squeezed
from tests.support.records import library
from tests.support.sites import apdir

#: The order of what a control's properties hold, as the standard has it.
PROPERTIES = ["rPr", "alias", "tag", "id", "lock", "showingPlcHdr", "dataBinding", "date", "text", "checkbox"]


def made(form, answers=None):
    return word(form, library().settings.council, answers or {})


def opened(form, answers=None):
    return Document(io.BytesIO(made(form, answers)))


@cache
def blank(which):
    """The blank of a form, made once, opened."""
    return Document(io.BytesIO(made(form_of(which))))


def controls(element):
    return list(element.iter(qn("w:sdt")))


def value(control, tag):
    found = control.find(f"{qn('w:sdtPr')}/{qn(tag)}")
    return None if found is None else found.get(qn("w:val"))


def text(element):
    """The words of an element, with what stands in its controls left out."""
    outside = (words for words in element.iter(qn("w:t")) if next(words.iterancestors(qn("w:sdt")), None) is None)
    return squeezed(" ".join(words.text or "" for words in outside))


def local(element):
    return element.tag.rsplit("}", 1)[1]


@EACH
def test_a_word_file_has_the_fields_and_words_of_the_page_in_its_order(which):
    form, body = form_of(which), blank(which).element.body
    tags = [tag for tag, _ in groupby(value(control, "w:tag") for control in controls(body))]
    assert tags == [name(field.name) for field in form.fields]
    boxes = [control for control in controls(body) if control.find(f".//{qn('w14:checkbox')}") is not None]
    assert len(boxes) == sum(len(f.options) if f.kind == "choice" else f.kind == "tick" for f in form.fields)
    assert text(body) == page_words(form)


@EACH
def test_controls_keep_within_what_word_takes(which):
    document = blank(which)
    header = document.sections[0].header._element
    found = controls(document.element.body) + controls(header)
    numbers = [value(control, "w:id") for control in found]
    assert len(set(numbers)) == len(numbers)
    for control in found:
        order = [PROPERTIES.index(local(entry)) for entry in control.find(qn("w:sdtPr"))]
        assert order == sorted(order)
        for tag in ("w:alias", "w:tag"):
            assert 0 < len(value(control, tag)) <= NAME_LENGTH
    root = document.element
    assert root.nsmap["w14"] == "http://schemas.microsoft.com/office/word/2010/wordml"
    assert "w14" in root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()


def test_a_control_says_which_field_it_is_however_long_its_words():
    long = "Before the visit: unregistered provision: What do leaders understand of the law on registration?: reply"
    assert name("1a: evidence") == "1a: evidence"
    assert name(long).startswith("Before the visit")
    assert name(long).endswith("registration?: reply")
    assert len(name(long)) <= NAME_LENGTH


def test_tables_touch_no_other_and_the_document_ends_in_a_paragraph():
    body = opened(a_form()).element.body
    kinds = [local(element) for element in body]
    assert ("tbl", "tbl") not in pairwise(kinds)
    assert kinds[-2:] == ["p", "sectPr"]


def test_a_requirement_stays_on_one_page_under_a_heading_that_is_repeated():
    body = opened(a_form()).element.body
    frames = [table for table in body.iter(qn("w:tbl")) if table.find(f".//*[@{qn('w:val')}='Heading3']") is not None]
    assert len(frames) == 2
    for frame in frames:
        rows = frame.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows].index(False) == 1
        for row in rows[:-1]:
            assert all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
        assert rows[-1].find(f".//{qn('w:p')}[last()]/{qn('w:pPr')}/{qn('w:keepNext')}") is None
        grid = [int(column.get(qn("w:w"))) for column in frame.iter(qn("w:gridCol"))]
        for row in rows:
            spans = [cell.find(f".//{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == len(grid)


def test_there_is_room_to_write_by_hand():
    body = opened(a_form()).element.body
    for control in controls(body):
        if value(control, "w:tag") in ("about", "details-1a-evidence", "box-1", "box-2", "box-3"):
            row = next(control.iterancestors(qn("w:tr")))
            width = int(row.find(f".//{qn('w:tcW')}").get(qn("w:w")))
            height = int(row.find(f".//{qn('w:trHeight')}").get(qn("w:val")))
            label = row.find(f".//*[@{qn('w:val')}='Label']") is not None
            assert width >= 50 / 25.4 * 1440
            assert height / 1440 * 25.4 - (8 if label else 0) >= 20


def test_answers_are_filled_in_as_they_are_written():
    document = opened(a_form(), ANSWERS)
    shown: dict[Any, Any] = {}
    for control in controls(document.element.body):
        content = control.find(qn("w:sdtContent"))
        words = "".join("\n" if local(e) == "br" else e.text for e in content.iter(qn("w:t"), qn("w:br")))
        shown.setdefault(value(control, "w:tag"), []).append(words)
        hint = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        assert hint == (words == BLANK)
    assert shown["provider"] == ["Château Farm’s “Élan”"]
    assert shown["about"] == ["One line.\nAnother line, with naïve façade – £5."]
    assert shown["table-0-0"] == ["A & B <c>"]
    assert shown["open"] == ["☐", "☒"]
    assert shown["tick-1"] == ["☒"]
    assert shown["tick-2"] == ["☐"]
    assert shown["judgements-1a"] == ["☒", "☐"]
    assert shown["best_practice-1a-1"] + shown["best_practice-1a-2"] == ["☐", "☒"]
    assert shown["grid-0"] == ["☐", "☒"]
    assert shown["grid-1"] == ["☐", "☐"]
    ticked = [control.find(f".//{qn('w14:checked')}") for control in controls(document.element.body)]
    assert [box.get(qn("w14:val")) for box in ticked if box is not None].count("1") == 5


def test_provider_and_date_stand_on_every_page_and_are_one_field_each():
    document = opened(a_form(), ANSWERS)
    header = document.sections[0].header._element
    assert [value(control, "w:tag") for control in controls(header)] == ["provider", "date"]
    assert "Château Farm’s “Élan”" in "".join(words.text for words in header.iter(qn("w:t")))
    bound = [
        c
        for c in (*controls(header), *controls(document.element.body))
        if c.find(f".//{qn('w:dataBinding')}") is not None
    ]
    assert [value(control, "w:tag") for control in bound] == ["provider", "date"] * 2
    footer = document.sections[0].footer._element
    assert text(footer) == squeezed("Every block. Version 2026-11, 1 November 2026 Page 1 of 1")
    assert [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_what_is_typed_into_one_of_them_has_a_place_in_the_file():
    with zipfile.ZipFile(io.BytesIO(made(a_form(), ANSWERS))) as archive:
        kept = archive.read("customXml/item1.xml").decode()
        store = archive.read("customXml/itemProps1.xml").decode()
        document = archive.read("word/document.xml").decode()
    assert "<provider>Château Farm’s “Élan”</provider><date>14/03/2026</date>" in kept
    identity = store.split('itemID="')[1].split('"')[0]
    assert f'storeItemID="{identity}"' in document


def test_a_form_about_no_provider_has_no_line_for_one():
    form = a_form()
    about = form.sections[0]
    bare = a_form(sections=(type(about)("about", "About", about.blocks[2:]),), read_as="nothing", about_pupils=True)
    document = opened(bare)
    assert controls(document.sections[0].header._element) == []
    assert text(document.element.body) == page_words(bare)


def test_page_language_and_properties():
    document = opened(a_form())
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    core = document.core_properties
    assert (core.title, core.identifier, core.version, core.language) == (
        "Every block",
        "every-block",
        "2026-11",
        "en-GB",
    )
    assert core.created == core.modified
    assert str(core.created.date()) == "2026-11-01"
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    used = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert used <= {style.style_id for style in document.styles}


@pytest.mark.slow
def test_the_same_form_gives_the_same_bytes_at_any_time(monkeypatch):
    first = made(a_form(), ANSWERS)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 4, 3, 2, 1, 0, 0, 0))
    assert made(a_form(), ANSWERS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None


def test_what_no_xml_may_hold_is_left_out_of_an_answer():
    document = opened(a_form(), {"about": "a\x00b\x0bc\r\nd"})
    control = next(c for c in controls(document.element.body) if value(c, "w:tag") == "about")
    assert [words.text for words in control.iter(qn("w:t"))] == ["abc", "d"]


@pytest.mark.slow
def test_the_command_writes_it_for_one_provider(tmp_path):
    target = tmp_path / "visit.docx"
    done = apdir("form", "derby-visit", "--provider", "riverside-learning", "--format", "docx", "--out", str(target))
    assert done.returncode == 0, done.stderr
    document = Document(target)
    shown = [control for control in controls(document.element.body) if value(control, "w:tag") == "provider"]
    assert "".join(words.text for words in shown[0].iter(qn("w:t"))) == "Riverside Learning"
    assert "Riverside Learning" in "".join(w.text for w in document.sections[0].header._element.iter(qn("w:t")))
