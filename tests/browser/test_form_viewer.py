"""A form filled in a real viewer, as a person does, and read back: pdf.js, the viewer of Firefox, in Chromium."""

from __future__ import annotations

import base64
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from tests.node import run
from tests.support.case import HERE
from tests.support.forms import blanks, forms
from tests.support.sites import ROOT, apdir

#: The whole viewer, out of a package that is never imported: it would ask for Qt.
VIEWER = "pdfjs_viewer"
TEXT = "Café “Élan” – it’s naïve, £5.\nA second line; ‘quoted’.\n\nA fourth."
SAVE = """async () => {
  const bytes = await PDFViewerApplication.pdfDocument.saveDocument();
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


@pytest.fixture
def viewer(tmp_path, serve_directory, new_page):
    """`viewer(file)` opens a form's PDF in the viewer."""
    package = find_spec(VIEWER)
    assert package is not None
    [folder] = package.submodule_search_locations or []
    shutil.copytree(Path(folder) / "pdfjs", tmp_path / "viewer")

    def viewer(file):
        shutil.copy(file, tmp_path / "viewer" / "web" / "blank.pdf")
        tab = new_page(bypass_csp=True)  # the viewer has a policy of its own, which stops what waits for it
        tab.page.goto(f"{serve_directory(tmp_path / 'viewer')}web/viewer.html?file=blank.pdf")
        tab.page.wait_for_function("window.PDFViewerApplication?.pdfDocument?.numPages > 0")
        return tab

    return viewer


def at(page, form, name):
    """The field's boxes, on whatever page they stand."""
    boxes = page.locator(f"section[data-annotation-id] [name='{name}']")
    pages = page.evaluate("PDFViewerApplication.pagesCount")
    for number in range(1, pages + 1):
        page.evaluate("(number) => { PDFViewerApplication.page = number }", number)
        page.wait_for_function(
            """(number) => {
                const layer = PDFViewerApplication.pdfViewer.getPageView(number - 1).annotationLayer;
                return layer?.div?.childElementCount;
            }""",
            arg=number,
        )
        if boxes.count():
            return boxes
    raise AssertionError(f"{name} is on no page")


def write(page, form, name, text):
    at(page, form, name).first.click()
    for number, line in enumerate(text.split("\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def save(page, folder):
    saved = folder / "filled.pdf"
    saved.write_bytes(base64.b64decode(page.evaluate(SAVE)))
    return saved


@pytest.mark.slow
def test_a_form_filled_in_a_viewer_reads_back_whole(viewer, tmp_path):
    form = forms()["derby-visit"]
    tab = viewer(blanks()[form.id]["pdf"])
    page = tab.page
    typed = {"provider": "Case Farm", "date": "14/10/2026", "header-overview": TEXT, "details-1a-evidence": TEXT}
    for name, text in typed.items():
        write(page, form, name, text)
    choice = next(field for field in form.fields if field.name == "judgements-1b")
    at(page, form, choice.name).nth(1).click()
    tick = next(field for field in form.fields if field.kind == "tick")
    at(page, form, tick.name).first.click()
    saved = save(page, tmp_path)
    assert tab.foreign_requests == []
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers" / "case-farm")
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "settings.yml", root)
    done = apdir("read", str(saved), "--print", root=root)
    assert done.returncode == 0, done.stderr
    record = yaml.load(done.stdout, Loader=yaml.CBaseLoader)
    assert record.pop(tick.to[0]) == tick.tick
    assert record == {
        "framework": "derby", "kind": "visit", "date": "2026-10-14", "state": "draft",
        "header": {"overview": TEXT}, "judgements": {"1b": choice.options[1].key},
        "details": {"1a": {"evidence": TEXT}},
    }  # fmt: skip


@pytest.mark.slow
def test_a_form_that_the_page_filled_is_filled_further_in_a_viewer_and_opens_again(viewer, tmp_path):
    form, out = forms()["derby-visit"], tmp_path / "page.pdf"
    choice, other = (f"judgements-{which}" for which in ("1a", "1b"))
    given = {"provider": "Case Farm", "details-1a-evidence": TEXT, choice: "fully"}
    script = ROOT / "tests/scripts/form.js"
    run(script, [{"file": str(blanks()[form.id]["pdf"]), "answers": given, "provider": "case-farm", "out": str(out)}])
    page = viewer(out).page
    assert at(page, form, "details-1a-evidence").first.input_value() == TEXT
    assert at(page, form, choice).nth(0).is_checked()
    write(page, form, "date", "14/10/2026")
    write(page, form, "details-1b-evidence", TEXT)
    at(page, form, other).nth(1).click()
    at(page, form, choice).nth(2).click()
    [read] = run(script, [{"file": str(save(page, tmp_path))}])
    scale = next(field.options for field in form.fields if field.name == choice)
    assert (read["form"], read["provider"]) == (form.id, "case-farm")
    assert {name: value for name, value in read["values"].items() if value} == given | {
        "date": "14/10/2026", "details-1b-evidence": TEXT, other: scale[1].key, choice: scale[2].key,
    }  # fmt: skip
