"""The PDFs of every form, as a viewer, a screen reader, a printer and veraPDF have them."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from typing import Any

import pikepdf
import pypdf
import pytest

from apdir.forms.catalogue import forms_of
from apdir.forms.form import Grid, Judged, Prose, Question, Table, fields_of
from apdir.forms.html import digest
from apdir.forms.identity import IDENTITY
from apdir.forms.make import make_forms
from apdir.library import read_library
from apdir.source import RecordFile, Theme
from apdir.source.pupil import look_into
from tests.support import pdfua
from tests.support.forms import FORMS, blanks, forms, some_forms, squeezed
from tests.support.records import ROOT, library
from tests.support.sites import TODAY, letters

pytestmark = pytest.mark.slow  # the first to need them waits until all forms are made

MM = 72 / 25.4
PDFS = ("pdf", "large print")
EACH = pytest.mark.parametrize("which", list(forms()))
EACH_PDF = pytest.mark.parametrize(("which", "kind"), [(which, kind) for which in forms() for kind in PDFS])


@cache
def opened(which, kind="pdf"):
    return pikepdf.open(blanks()[which][kind])


@cache
def words(which, kind="pdf"):
    """What each page says, without spaces."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(blanks()[which][kind]).pages]


@dataclasses.dataclass(frozen=True)
class Box:
    """A box to write in or to tick: on which page, where on it in millimetres from its top, and its size."""

    page: int
    top: float
    width: float
    height: float
    widget: pikepdf.Object = dataclasses.field(compare=False)


@cache
def boxes(which, kind="pdf"):
    """Every box by the name of its field, in the order of the pages."""
    found: dict[Any, Any] = {}
    for number, page in enumerate(opened(which, kind).pages):
        for widget in page.get("/Annots", ()):
            if widget.Subtype == pikepdf.Name.Widget:
                left, bottom, right, top = (float(side) for side in widget.Rect)
                name = str(widget.T if "/T" in widget else widget.Parent.T)
                if name == IDENTITY:
                    continue
                box = Box(
                    number, (float(page.MediaBox[3]) - top) / MM, (right - left) / MM, (top - bottom) / MM, widget
                )
                found.setdefault(name, []).append(box)
    return found


def test_every_pdf_passes_the_machine_checks_of_pdf_ua_1():
    """`make test` looks at letters, and a form of each way to be read back and a long one, `make test-long` at all."""
    one_of_each = {form.read_as: which for which, form in forms().items()} | {"long": "derby-referral"}
    looked_at = forms() if FORMS else one_of_each.values()
    files = [blanks()[which][kind] for which in looked_at for kind in PDFS]
    assert pdfua.failures([*files, *letters().glob("*.pdf")]) == []


@EACH_PDF
def test_fields_are_those_of_the_form_and_are_named_in_full(which, kind):
    form, pdf = forms()[which], opened(which, kind)
    once = list({field.name: field for field in form.fields}.values())
    *fields, identity = pdf.Root.AcroForm.Fields
    assert (identity.T, identity.F, str(identity.V)) == (IDENTITY, 2, f"{form.id}|{form.version}|{digest(form)}|")
    assert [str(field.T) for field in fields] == [field.name for field in once]
    assert pdf.Root.AcroForm.NeedAppearances is False or not pdf.Root.AcroForm.NeedAppearances
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.docinfo["/formid"] == form.id
    for wanted, field in zip(once, fields, strict=True):
        assert str(field.TU) == wanted.about
        widgets = list(field.Kids) if "/Kids" in field else [field]
        if wanted.kind == "choice":
            for widget, option in zip(widgets, wanted.options, strict=True):
                assert str(widget.Contents) == str(widget.TU) == f"{wanted.about}: {option.label}"
                assert set(widget.AP.N.keys()) == {f"/{option.key}", "/Off"}
        elif wanted.kind == "tick":
            assert set(field.AP.N.keys()) == {f"/{wanted.tick}", "/Off"}
        for widget in widgets:
            assert str(widget.Contents).startswith(wanted.about)
            assert str(widget.get("/AS", "/Off")) == "/Off"
        assert str(field.get("/V", "")) in ("", "/Off")


@EACH
def test_a_field_is_told_by_its_requirement(which):
    for section in forms()[which].sections:
        for block in section.blocks:
            if isinstance(block, Judged):
                for field in fields_of(block):
                    assert any(asked.id in field.about for asked in block.asked), field
    abouts = [field.about for field in forms()[which].fields]
    repeated = {about for about in abouts if abouts.count(about) > 1}
    assert repeated == set(), "two fields say the same of themselves"


@EACH
def test_what_a_form_says_itself_is_no_pupil_data(which):
    """`make test` looks at the PDFs of some forms alone: each takes a second, and has the words of the Word file."""
    for kind, path in blanks()[which].items():
        if kind in PDFS and which not in some_forms():
            continue
        assert look_into(RecordFile(path, path.name)) == [], kind


@EACH_PDF
def test_every_page_says_what_it_is(which, kind):
    form, pages = forms()[which], len(opened(which, kind).pages)
    here = boxes(which, kind)
    said = words(which, kind) if kind == "pdf" else []
    for number, text in enumerate(said, start=1):
        assert f"Page{number}of{pages}" in text
        assert squeezed(f"{form.title}. Version {form.version}, {form.dated.day} {form.dated:%B %Y}") in text
    if form.about_provider:
        dates = here["date"]
        for name in ("provider", "date"):
            assert {box.page for box in here[name]} == set(range(pages)), name
        assert all(any(box.page == number and box.top < 25 for box in dates) for number in range(pages))


@EACH_PDF
def test_there_is_room_to_write_by_hand_and_to_tick(which, kind):
    side = {"pdf": 5.0, "large print": 7.0}[kind]
    line = 0.6  # what a box of 20 mm loses to its border
    here = boxes(which, kind)
    for section in forms()[which].sections:
        for block in section.blocks:
            for field in fields_of(block):
                for box in here[field.name]:
                    if field.kind in ("choice", "tick"):
                        assert (box.width, box.height) == pytest.approx((side, side), abs=0.05), field
                    elif isinstance(block, Judged) and field in block.boxes:
                        assert (box.width >= 50, box.height >= 20 - line) == (True, True), (field.name, box)
                    else:
                        assert (box.width >= 18, box.height >= 7 - line) == (True, True), (field.name, box)


@EACH_PDF
def test_a_requirement_stands_on_one_page_unless_it_is_taller(which, kind):
    here = boxes(which, kind)
    split = 0
    for section in forms()[which].sections:
        for first, block in enumerate(section.blocks):
            if not isinstance(block, Judged):
                continue
            spots = [spot for field in fields_of(block) for spot in here[field.name]]
            pages = sorted({spot.page for spot in spots})
            heading = squeezed(f"{block.id} {block.asked[0].title if len(block.asked) == 1 else ''}")
            if len(pages) == 1:
                assert kind == "large print" or heading in words(which)[pages[0]], block.id
                continue
            split += 1
            said = words(which, kind)
            for page in pages:
                assert heading in said[page], f"{block.id}: its heading is not repeated"
            # It has begun on a page of its own: nothing of the block before it stands there.
            before = section.blocks[first - 1] if first else None
            ends = [spot.page for field in fields_of(before) for spot in here[field.name]] if before else []
            assert pages[0] not in ends, f"{block.id} is split, and does not begin on a fresh page"
    assert kind == "large print" or split < 4


@EACH
def test_no_heading_or_label_is_left_behind_at_the_end_of_a_page(which):
    here, said = boxes(which), words(which)
    for section in forms()[which].sections:
        if not section.blocks:
            continue
        first = section.blocks[0]
        for block in section.blocks:
            fields = list(fields_of(block))
            if not fields:
                continue
            page = min(spot.page for spot in here[fields[0].name] if fields[0].name not in ("provider", "date")
                       or spot.top > 25)  # fmt: skip
            label = block.id if isinstance(block, Judged) else block.label
            assert squeezed(label) in said[page], label
            if block is first:
                assert squeezed(section.title) in said[page], section.title


@EACH
def test_a_table_over_two_pages_repeats_its_headings(which):
    here, said = boxes(which), words(which)
    for section in forms()[which].sections:
        for block in section.blocks:
            if isinstance(block, Table | Grid):
                pages = {spot.page for field in fields_of(block) for spot in here[field.name]}
                heads = block.columns if isinstance(block, Table) else [option.label for option in block.options]
                for page in pages:
                    assert all(squeezed(head) in said[page] for head in heads), (block.label, page)


@EACH
def test_what_is_read_aloud_has_the_order_of_the_form(which):
    """The words of each page stand in the order of the form."""
    text, place = "".join(words(which)), 0
    for section in forms()[which].sections:
        if not section.blocks:
            continue
        for label in [section.title, *(_label(block) for block in section.blocks)]:
            place = text.index(squeezed(label), place)


def _label(block):
    match block:
        case Question() | Table() | Grid():
            return block.label
        case Judged():
            return f"{block.id} {block.asked[0].title}" if len(block.asked) == 1 else block.id
        case Prose():
            return (*block.paragraphs, *block.points)[0]


@EACH_PDF
def test_no_page_is_nearly_empty(which, kind):
    """A page holds more than a line, and a form does not end on a page of its own for a few words."""
    here = boxes(which, kind)
    if kind == "pdf":
        for number, text in enumerate(words(which)):
            used = sum(spot.page == number for row in here.values() for spot in row)
            assert len(text) > 250 or used > 4, number


# Made again.


def small(lib=None):
    """The two forms that are made in the least time."""
    made = forms_of(lib or library(), date.fromisoformat(TODAY))
    return {which: made[which] for which in ("herefordshire-improvement-plan", "amber-valley-erewash-review")}


def contents(made):
    return {file.name: file.path.read_bytes() for files in made.values() for file in files}


def test_the_same_form_gives_the_same_bytes_and_nothing_is_made_twice(tmp_path):
    council, theme = library().settings.council, Theme.of(ROOT)
    code = (
        "import sys; from pathlib import Path; from tests.integration.test_form_pdf import *; "
        "make_forms(small(), Theme.of(ROOT), library().settings.council, Path(sys.argv[1]), 1)"
    )
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "SOURCE_DATE_EPOCH": ""}
    surroundings = {name: value for name, value in (os.environ | surroundings).items() if value}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=surroundings, check=True)
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.name != ".lock"]
    before = {file: file.stat().st_mtime_ns for file in files}
    made = make_forms(small(), theme, council, tmp_path, 2)
    assert {file: file.stat().st_mtime_ns for file in files} == before
    assert contents(made) == {
        file.name: file.read_bytes() for which in small() for file in blanks()[which].values()
    }  # fmt: skip


def test_a_form_is_made_anew_when_its_framework_says_something_else(tmp_path, monkeypatch):
    monkeypatch.setattr("apdir.forms.make._contents", lambda form, *_: dict.fromkeys(
        ("pdf", "large print", "docx", "odt"), blanks()[form.id]["pdf"].read_bytes()))  # fmt: skip
    root = tmp_path / "root"
    (root / "providers").mkdir(parents=True)
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "settings.yml", root)
    keep = tmp_path / "keep"

    def made():
        lib = read_library(root)
        assert not lib.problems
        make_forms(small(lib), Theme.of(ROOT), lib.settings.council, keep, 1)
        return {folder.name: folder.stat().st_mtime_ns for folder in keep.iterdir() if folder.name != ".lock"}

    before = made()
    assert made() == before
    [file] = (root / "frameworks" / "herefordshire").glob("*.yml")
    old, new = "label: Area for improvement (theme and criterion)", "label: What is to be improved"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    after = made()
    changed = {name for name in after if after[name] != before.get(name)}
    assert [name.rsplit("-", 1)[0] for name in changed] == ["herefordshire-improvement-plan"]
    assert len(after) == len(before)
