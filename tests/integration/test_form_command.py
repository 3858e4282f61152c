"""`apdir form` as people use it, rightly and wrongly."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.support.commands import typed
from tests.support.forms import forms
from tests.support.sites import ROOT, TODAY

pytestmark = pytest.mark.slow  # each reads five frameworks anew

Run = Callable[..., tuple[int, str, str]]
#: The form that is made in the least time.
PLAN = "herefordshire-improvement-plan"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(PLAN, "--format", "odt")` runs the command in an empty folder: its exit code, what it printed and told."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        line = ["--root", str(ROOT), "--today", TODAY, "form", *arguments]
        code, out, told = typed(line, capsys, monkeypatch)
        return code, out, " ".join(told.split())

    return run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("derby-vist", "There is no form `derby-vist`. Did you mean `derby-visit`?"),
        ("derby-visit --provider riverside", "There is no provider `riverside`."),
        ("derby-visit --provider riverside-lerning", "Did you mean `riverside-learning`?"),
        ("derby-visit --provider ../providers/riverside-learning", "There is no provider"),
        ("derby-visit --format doc", "`doc` is not one of the words for this"),
        ("derby-visit --date 1/2/2026", "`1/2/2026` is not a day"),
        ("derby-visit --edition secret", "--edition: `secret` is not one of the words for this"),
        ("derby-visit more", "`more` is more than is asked for"),
        (f"{PLAN} --format html --out nowhere/x.html", "nowhere/x.html cannot be written"),
        (f"{PLAN} --format html --out there.html", "there.html is there already. Name another file with --out"),
        (f"{PLAN} --format pdf --out x.docx", "`x.docx` is no name for pdf. End it in .pdf, or leave --format out."),
        (f"{PLAN} --out x.doc", "`x.doc` has the ending of no format. Use one of: .pdf, .docx, .odt, .html."),
        (f"{PLAN} --format odt --out x.doc", "`x.doc` is no name for odt. End it in .odt."),
    ],
)
def test_used_wrongly_it_says_what_would_be_right(arguments: str, words: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "there.html").write_text("mine")
    code, printed, told = run(*arguments.split())
    assert (code, printed, words in told) == (2, "", True), told
    assert [file.name for file in tmp_path.iterdir()] == ["there.html"]
    assert (tmp_path / "there.html").read_text() == "mine"


def test_without_an_id_all_forms_are_listed(run: Run) -> None:
    code, printed, _ = run()
    assert code == 0
    assert [line.split("  ")[0] for line in printed.splitlines()] == list(forms())
    assert all(form.title in printed for form in forms().values())


@pytest.mark.parametrize(
    ("kind", "ending", "start"),
    [("pdf", ".pdf", b"%PDF-1.7"), ("large print", "-large-print.pdf", b"%PDF-1.7"), ("docx", ".docx", b"PK"),
     ("odt", ".odt", b"PK"), ("html", ".html", b"<!DOCTYPE html>")],
)  # fmt: skip
def test_a_form_for_one_provider_is_written_in_each_format(
    kind: str, ending: str, start: bytes, tmp_path: Path, run: Run
) -> None:
    code, printed, told = run(PLAN, "--provider", "riverside-learning", "--format", kind, "--date", "2026-10-14")
    file = tmp_path / f"{PLAN}-riverside-learning{ending}"
    assert (code, printed, f"Wrote {file.name}." in told) == (0, "", True)
    content = file.read_bytes()
    assert content.lstrip().startswith(start)
    if start.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            given = {str(field.T): str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields}
            assert (given["provider"], given["date"]) == ("Riverside Learning", "14/10/2026")
            assert pdf.docinfo["/apdirprovider"] == "riverside-learning"
    code, _, told = run(PLAN, "--provider", "riverside-learning", "--format", kind, "--date", "2026-10-14", "--force")
    assert (code, file.read_bytes() == content) == (0, True)


@pytest.mark.parametrize(
    ("name", "more", "start"),
    [("x.docx", (), b"PK"), ("x.HTML", (), b"<!DOCTYPE"), ("x.pdf", ("--format", "large print"), b"%PDF"),
     ("x", (), b"%PDF")],
)  # fmt: skip
def test_the_ending_of_the_file_is_its_format(
    name: str, more: tuple[str, ...], start: bytes, tmp_path: Path, run: Run
) -> None:
    assert run(PLAN, "--out", name, *more)[0] == 0
    assert (tmp_path / name).read_bytes().lstrip().startswith(start)


def test_a_form_among_the_records_is_not_to_be_committed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "own"
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copy(ROOT / "settings.yml", root)
    (root / "providers").mkdir()
    for folder, told in ((root, True), (tmp_path, False)):
        line = ["--root", str(root), "--today", TODAY, "form", PLAN, "--out", str(folder / "plan.html")]
        code, _, words = typed(line, capsys, monkeypatch)
        assert (code, "It is in the directory's own folder: do not commit it." in words) == (0, told)


def test_the_day_of_a_visit_is_left_blank_unless_it_is_given(tmp_path: Path, run: Run) -> None:
    code, _, _ = run(PLAN, "--provider", "riverside-learning")
    assert code == 0
    with pikepdf.open(tmp_path / f"{PLAN}-riverside-learning.pdf") as pdf:
        given = {str(field.T): str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields}
    assert (given["provider"], given["date"]) == ("Riverside Learning", "")


def test_the_day_of_a_visit_is_filled_in_on_a_form_of_no_provider_too(tmp_path: Path, run: Run) -> None:
    assert run(PLAN, "--date", "2026-10-14")[0] == 0
    with pikepdf.open(tmp_path / f"{PLAN}.pdf") as pdf:
        given = {str(field.T): str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields}
        assert (given["provider"], given["date"], "/apdirprovider" in pdf.docinfo) == ("", "14/10/2026", False)
