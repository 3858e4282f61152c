"""The OpenDocument file of a form: the same fields in the same order as every other format, in a file that opens."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from lxml import etree
from odfdo import Document

from apdir.forms.opendocument import opendocument
from tests.support.forms import ANSWERS, EACH, a_form, form_of, page_words, squeezed
from tests.support.records import library
from tests.support.sites import apdir

NAMESPACES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("table", "table"), ("text", "text"), ("fo", "xsl-fo-compatible"),
        ("meta", "meta"), ("manifest", "manifest"),
    )
}  # fmt: skip
BOXES = re.compile("[☐☒]")


def made(form, answers=None):
    return opendocument(form, library().settings.council, answers or {})


@cache
def blank(which):
    """The blank of a form, made once."""
    return made(form_of(which))


def part(data, name="content.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def q(name):
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def find(element, path):
    return element.xpath(path, namespaces=NAMESPACES)


def shown(element):
    return "".join(element.itertext())


@EACH
def test_an_opendocument_file_has_the_fields_and_words_of_the_page_in_its_order(which):
    form = form_of(which)
    text = find(part(blank(which)), "//office:text")[0]
    assert find(text, ".//text:bookmark/@text:name") == [field.name for field in form.fields]
    boxes = BOXES.findall(shown(text))
    assert len(boxes) == sum(len(f.options) if f.kind == "choice" else f.kind == "tick" for f in form.fields)
    assert set(boxes) <= {"☐"}
    assert squeezed(BOXES.sub("", shown(text))) == page_words(form)


@EACH
def test_every_style_that_is_used_is_there_once(which):
    content, styles = part(blank(which)), part(blank(which), "styles.xml")
    there = [
        (style.get(q("style:family")), style.get(q("style:name")))
        for root in (content, styles)
        for style in find(root, "//style:style")
    ]
    assert len(set(there)) == len(there)
    names = {name for _, name in there} | {style.get(q("style:name")) for style in find(styles, "//text:list-style")}
    used = set(find(content, "//office:text//@text:style-name | //office:text//@table:style-name"))
    assert used
    assert used <= names
    tables = find(content, "//@table:name")
    assert len(set(tables)) == len(tables)


def test_every_row_has_as_many_cells_as_the_table_has_columns():
    for table in find(part(blank("every-block")), "//table:table"):
        columns = len(find(table, "./table:table-column"))
        for row in find(table, ".//table:table-row"):
            assert len(row) == columns


def test_a_requirement_stays_on_one_page_under_a_heading_that_is_repeated():
    content = part(blank("every-block"))
    frames = find(content, "//table:table[.//text:h]")
    assert len(frames) == 2
    for frame in frames:
        assert len(find(frame, "./table:table-header-rows/table:table-row//text:h")) == 1
        look = find(content, f"//style:style[@style:name='{frame.get(q('table:style-name'))}']/*")[0]
        assert look.get(q("style:may-break-between-rows")) == "false"
    rows = find(content, "//style:style[@style:family='table-row']/*")
    assert {row.get(q("fo:keep-together")) for row in rows} == {"always"}


def test_there_is_room_to_write_by_hand():
    content = part(blank("every-block"))
    for name in ("about", "details-1a-evidence", "box-1", "box-2", "box-3"):
        row = find(content, f"//table:table-row[.//text:bookmark[@text:name='{name}']]")[0]
        look = find(content, f"//style:style[@style:name='{row.get(q('table:style-name'))}']/*")[0]
        label = 8 if find(row, ".//text:p[@text:style-name='Label']") else 0
        assert float(look.get(q("style:min-row-height")).removesuffix("mm")) - label >= 20


def test_answers_are_filled_in_as_they_are_written():
    content = part(made(a_form(), ANSWERS))

    def at(name):
        return find(content, f"//text:p[text:bookmark[@text:name='{name}']]")[0]

    assert shown(at("provider")) == "Château Farm’s “Élan”"
    assert shown(at("table-0-0")) == "A & B <c>"
    about = at("about")
    assert shown(about) == "One line.Another line, with naïve façade – £5."
    assert len(find(about, ".//text:line-break")) == 1
    assert squeezed(shown(at("open"))) == "☐Yes☒No"
    assert squeezed(shown(at("tick-1"))) == "☒Tick1☐Tick2"
    assert squeezed(shown(at("judgements-1a"))) == "☒Fully☐Notatall"
    assert shown(at("best_practice-1a-1")).startswith("☐")
    assert shown(at("best_practice-1a-2")).startswith("☒")
    row = find(content, "//table:table-row[.//text:bookmark[@text:name='grid-0']]")[0]
    assert BOXES.findall(shown(row)) == ["☐", "☒"]


def test_head_and_foot_of_every_page():
    styles = part(made(a_form(), ANSWERS), "styles.xml")
    head = find(styles, "//style:master-page/style:header/text:p")[0]
    assert squeezed(shown(head)) == squeezed("Provider Château Farm’s “Élan” Date 14/03/2026")
    foot = find(styles, "//style:master-page/style:footer/text:p")[0]
    assert squeezed(shown(foot)) == squeezed("Every block. Version 2026-11, 1 November 2026 Page of")
    assert len(find(foot, ".//text:page-number")) == len(find(foot, ".//text:page-count")) == 1
    bare = a_form(sections=a_form().sections[1:])
    assert find(part(made(bare), "styles.xml"), "//style:header") == []


def test_page_language_numbering_and_properties():
    data = blank("every-block")
    styles = part(data, "styles.xml")
    page = find(styles, "//style:page-layout-properties")[0]
    assert (page.get(q("fo:page-width")), page.get(q("fo:page-height"))) == ("210mm", "297mm")
    assert set(find(styles, "//office:styles/style:default-style//@fo:language")) == {"en"}
    assert set(find(styles, "//office:styles/style:default-style//@fo:country")) == {"GB"}
    assert set(find(styles, "//text:outline-level-style/@style:num-format")) == {""}
    again = Document(io.BytesIO(data))
    meta = again.meta
    assert (meta.title, meta.language) == ("Every block", "en-GB")
    assert str(meta.creation_date.date()) == str(meta.date.date()) == "2026-11-01"
    assert meta.user_defined_metadata == {"formid": "every-block", "formversion": "2026-11"}
    assert len(again.body.get_bookmarks()) == len(a_form().fields)  # type: ignore[attr-defined]


def test_the_same_form_gives_the_same_bytes_at_any_time(monkeypatch):
    first = made(a_form(), ANSWERS)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 4, 3, 2, 1, 0, 0, 0))
    assert made(a_form(), ANSWERS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert archive.testzip() is None
    listed = set(find(part(first, "META-INF/manifest.xml"), "//@manifest:full-path"))
    assert listed == {entry.filename for entry in entries} - {"mimetype", "META-INF/manifest.xml"} | {"/"}


@pytest.mark.slow
def test_the_command_writes_it_for_one_provider(tmp_path):
    target = tmp_path / "visit.odt"
    done = apdir("form", "derby-visit", "--provider", "riverside-learning", "--format", "odt", "--out", str(target))
    assert done.returncode == 0, done.stderr
    where = find(part(target.read_bytes()), "//text:p[text:bookmark[@text:name='provider']]")[0]
    assert shown(where) == "Riverside Learning"
