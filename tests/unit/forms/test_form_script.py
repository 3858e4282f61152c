"""The form's PDF as the page fills it in and reads it: its script, by Node.js, does what Python does."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Stream, String

from apdir.forms.fill import fill
from apdir.forms.filled import read_filled
from apdir.forms.identity import IDENTITY, SETTINGS
from tests.node import run
from tests.support import pdfua
from tests.support.filling import answers_for
from tests.support.forms import blanks, forms, some_forms
from tests.support.sites import ROOT

pytestmark = pytest.mark.slow  # the first to need them waits until all forms are made

FORM = ROOT / "tests/scripts/form.js"


def looks(content):
    """What is drawn of each field, by its name: the drawing of a text, the state of a box."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {
            str(field.T): [
                widget.AP.N.read_bytes() if isinstance(widget.AP.N, Stream) else str(widget.AS)
                for widget in field.get("/Kids", Array([field]))
            ]
            for field in pdf.Root.AcroForm.Fields
            if str(field.T) != IDENTITY
        }


def test_a_form_filled_in_the_page_is_as_python_fills_it_and_is_read_as_python_reads_it(tmp_path):
    few = {*some_forms(), "align-visit", "herefordshire-visit", "leicestershire-visit"}
    given = {which: answers_for(forms()[which], "Case Farm (Élan)") for which in few}
    out = {which: tmp_path / f"{which}.pdf" for which in few}
    files = [{"file": str(blanks()[which]["pdf"]), "answers": given[which], "provider": "case-farm",
              "out": str(out[which])} for which in few]  # fmt: skip
    told = run(FORM, files)
    assert all(row["unlike"] == [] for row in told)
    assert any(row["long"] for row in told)
    read = run(FORM, [{"file": str(out[which])} for which in few])
    for which, found in zip(few, read, strict=True):
        made, ours = out[which].read_bytes(), fill(blanks()[which]["pdf"].read_bytes(), given[which], "case-farm")
        filled = read_filled(made)
        assert filled == read_filled(ours), which
        assert looks(made) == looks(ours), which
        about = {"form": which, "fields": filled.fields, "provider": "case-farm"}
        assert found == {**about, "values": given[which]}
    assert pdfua.failures([out["derby-visit"]]) == []


def test_a_copy_that_another_program_wrote_anew_is_known_by_its_hidden_field(tmp_path):
    out, blank = tmp_path / "out.pdf", str(blanks()["derby-visit"]["pdf"])
    run(FORM, [{"file": blank, "answers": {"date": "14/10/2026"}, "provider": "case-farm", "out": str(out)}])
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        for name in SETTINGS:
            del pdf.docinfo[f"/{name}"]
        pdf.save(out)
    [read] = run(FORM, [{"file": str(out)}])
    assert (read["form"], read["provider"], read["values"]["date"]) == ("derby-visit", "case-farm", "14/10/2026")
    python = read_filled(out.read_bytes())
    assert (python.fields, python.provider) == (read["fields"], "case-farm")


def test_signs_that_the_font_lacks_are_kept_and_told(tmp_path):
    out = tmp_path / "out.pdf"
    file = {
        "file": str(blanks()["derby-visit"]["pdf"]),
        "answers": {"provider": "Łąka 🌱"},
        "provider": "",
        "out": str(out),
    }
    assert run(FORM, [file]) == [{"long": [], "unlike": ["provider"]}]
    assert read_filled(out.read_bytes()).values["provider"] == "Łąka 🌱"


def test_what_is_no_filled_form_is_told(tmp_path):
    blank = blanks()["derby-visit"]["pdf"]

    def changed(change, **saving):
        with pikepdf.open(blank) as pdf:
            change(pdf)
            pdf.save(tmp_path / "changed.pdf", **saving)
        return (tmp_path / "changed.pdf").read_bytes()

    def nameless(pdf):
        del pdf.docinfo["/formid"]
        pdf.Root.AcroForm.Fields[-1].V = String("")

    printed = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(printed)
    locked = pikepdf.Encryption(owner="a", user="b")
    contents = {
        "This is not a PDF": b"PK",
        "This PDF has no fields": printed.getvalue(),
        "This PDF is no form of this directory": changed(nameless),
        "This PDF was saved as an XFA form": changed(lambda pdf: pdf.Root.AcroForm.update({"/XFA": Array([])})),
        "This PDF is damaged or has a password": changed(lambda pdf: None, encryption=locked),
        "This PDF is damaged": blank.read_bytes()[:3000],
        "This file is larger": b"%PDF-" + bytes(20_000_000),
    }
    for at, content in enumerate(contents.values()):
        (tmp_path / f"{at}.pdf").write_bytes(content)
    told = run(FORM, [{"file": str(tmp_path / f"{at}.pdf")} for at in range(len(contents))])
    for words, row in zip(contents, told, strict=True):
        assert (row["kind"], words in row["error"]) == ("NotReadable", True), row
