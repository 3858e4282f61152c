"""However wrong a file from elsewhere is, it is told: filled PDFs, spreadsheets, the register's CSV."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apdir.forms.back import NotTaken, take_back
from apdir.forms.fill import fill
from apdir.forms.filled import NotReadable, read_filled
from apdir.gias.check import check_against
from apdir.gias.register import read_links, read_register
from apdir.library import Library, read_library
from apdir.tables.cells import read_book
from apdir.tables.grid import read_grids
from tests.nightly.fuzz import FUZZ, TEXT_CHANGES, cut_up
from tests.nightly.test_fuzz import in_time
from tests.support.records import record
from tests.support.sites import ROOT, apdir

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 22)
REGISTER = (
    '"URN","LA (code)","EstablishmentNumber","EstablishmentName","TypeOfEstablishment (name)",'
    '"EstablishmentStatus (name)","CloseDate","Postcode"\r\n'
    '"100001","830","1102","Hill Farm","Other independent school","Open","","DE1 2FS"\r\n'
    '"100002","000","","St Mary\x92s","Academy","Closed","31-08-2020","DE1 2FT"\r\n'
).encode("latin-1")
LINKS = b'"URN","LinkURN","LinkName","LinkType"\r\n"100001","100002","x","Predecessor"\r\n'
CHANGES = st.tuples(TEXT_CHANGES, st.integers(0, 50))


def register(content: bytes) -> None:
    found, problems = read_register("edubase.csv", content)
    assert (found is None) == bool(problems)
    if found is not None:
        check_against(record(), found, whole=True)


def test_a_register_with_wrong_text() -> None:
    @FUZZ
    @given(TEXT_CHANGES)
    def tried(changes: list[tuple[str, int, int, bytes]]) -> None:
        with in_time():
            register(cut_up(REGISTER, changes))
            read_links("links.csv", cut_up(LINKS, changes))

    tried()


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    for found, problems in (
        read_register("edubase.csv", REGISTER + b'"' + b"x" * 200_000),
        read_links("links.csv", LINKS + b'"' + b"x" * 200_000),
    ):
        assert not found
        assert [(row.line, row.kind) for row in problems] in ([(4, "file")], [(3, "file")])


def test_a_file_that_is_no_register() -> None:
    @FUZZ
    @given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))))
    def tried(content: bytes) -> None:
        register(content)
        read_links("links.csv", content)

    tried()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of two providers, one of them inspected."""
    root = tmp_path_factory.mktemp("small")
    shutil.copy(ROOT / "settings.yml", root)
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    for slug in ("riverside-learning", "wharf-lane-school"):
        shutil.copytree(ROOT / "providers" / slug, root / "providers" / slug)
    return root


@pytest.fixture(scope="module")
def book(small: Path) -> Path:
    """Its records as a workbook."""
    out = small / "all.xlsx"
    done = apdir("export", "--edition", "commissioner", "--out", str(out), root=small)
    assert done.returncode == 0, done.stderr
    return out


def grids(path: Path) -> None:
    found, problems, passed = read_grids(read_book(path), None, {})
    assert found or problems or passed.titles or passed.worked_out


def test_a_workbook_with_wrong_bytes(book: Path, tmp_path: Path) -> None:
    content = book.read_bytes()
    target = tmp_path / "a.xlsx"

    @FUZZ
    @given(TEXT_CHANGES)
    def tried(changes: list[tuple[str, int, int, bytes]]) -> None:
        target.write_bytes(cut_up(content, changes))
        with in_time():
            grids(target)

    tried()


def test_a_workbook_with_wrong_parts(book: Path, tmp_path: Path) -> None:
    """The file is whole, and one of the parts within it is wrong."""
    with zipfile.ZipFile(book) as box:
        parts = {name: box.read(name)[:20_000] if "sheet" in name else box.read(name) for name in box.namelist()}
        whole = {name: box.read(name) for name in box.namelist()}
    target = tmp_path / "a.xlsx"

    @FUZZ
    @given(CHANGES, st.booleans())
    def tried(changes: tuple[list[tuple[str, int, int, bytes]], int], short: bool) -> None:
        name = sorted(parts)[changes[1] % len(parts)]
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as box:
            for part, content in whole.items():
                box.writestr(part, cut_up(parts[name] if short else content, changes[0]) if part == name else content)
        target.write_bytes(made.getvalue())
        with in_time():
            grids(target)

    tried()


@pytest.mark.parametrize("path", sorted((CORPUS / "workbook").iterdir()), ids=lambda path: path.stem)
def test_past_failures_stay_fixed(path: Path) -> None:
    grids(path)


def test_a_table_with_wrong_text(tmp_path: Path) -> None:
    made = apdir("export", "--format", "csv", "--edition", "commissioner", "--out", "-")
    assert made.returncode == 0, made.stderr
    content = made.stdout.encode()[:6_000]
    target = tmp_path / "providers.csv"

    @FUZZ
    @given(TEXT_CHANGES)
    def tried(changes: list[tuple[str, int, int, bytes]]) -> None:
        target.write_bytes(cut_up(content, changes))
        with in_time():
            grids(target)

    tried()


def test_a_workbook_that_grows_when_it_is_opened_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/worksheets/sheet1.xml", b"<" + b" " * 120_000_000)
    with in_time():
        found, problems, _ = read_grids(read_book(target), None, {})
    assert (found, [row.kind for row in problems]) == ([], ["huge file"])


@pytest.fixture(scope="module")
def filled(small: Path) -> tuple[bytes, Library, Path]:
    """A filled form, and the directory that it is read into."""
    done = apdir("form", "derby-visit", "--out", str(small / "blank.pdf"), root=small)
    assert done.returncode == 0, done.stderr
    blank = (small / "blank.pdf").read_bytes()
    return fill(blank, {"date": "2026-11-20"}, "riverside-learning"), read_library(small), small


def take(content: bytes, library: Library, root: Path) -> None:
    try:
        draft = take_back(read_filled(content), library, root, TODAY)
    except (NotReadable, NotTaken):
        pass
    else:
        assert draft.file.startswith("providers/riverside-learning/visits/")
        assert ".." not in draft.file


def test_a_filled_form_with_wrong_bytes(filled: tuple[bytes, Library, Path]) -> None:
    content, library, root = filled

    @FUZZ
    @given(TEXT_CHANGES)
    def tried(changes: list[tuple[str, int, int, bytes]]) -> None:
        with in_time():
            take(cut_up(content, changes), library, root)

    tried()


def test_a_filled_form_with_any_values(filled: tuple[bytes, Library, Path]) -> None:
    content, library, root = filled

    @FUZZ
    @given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["riverside-learning", "../..", "", "x/y", "é"]))
    def tried(day: str, other: str, provider: str) -> None:
        try:
            made = fill(content, {"date": day, "provider": other}, provider)
        except (UnicodeError, ValueError):  # what no PDF field can hold
            return
        with in_time():
            take(made, library, root)

    tried()


def test_a_file_that_is_no_form(filled: tuple[bytes, Library, Path]) -> None:
    _, library, root = filled

    @FUZZ
    @given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda some: b"%PDF-1.7\n" + some)))
    def tried(content: bytes) -> None:
        take(content, library, root)

    tried()
