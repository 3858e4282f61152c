"""What a spreadsheet may cost: one that would cost more is refused before it is opened, and none costs more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from apdir.commands.main import apdir
from apdir.tables import cells, parts
from apdir.tables.cells import read_book
from apdir.tables.grid import read_grids
from apdir.tables.sheets import BY_NAME
from tests.support.memory import MOST, cost
from tests.support.sites import ROOT

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, BOOK, STYLES, SHARED = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
#: Parts of a workbook by name, or a change to one.
Parts = dict[str, str | bytes | Callable[[str], str]]
LETTERS = [get_column_letter(number) for number in range(1, 61)]
HEADED = "".join(
    f'<c r="{place}1" t="inlineStr"><is><t>{heading}</t></is></c>'
    for place, heading in (("A", "folder"), ("B", "name"))
)


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """A sheet's part, with its headings."""
    head = f'{before}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{HEADED}</row>'
    return f"{head}{rows}</sheetData>{after}</worksheet>"


def table(count: int, cell: str = "<v>7</v>", kind: str = "") -> str:
    """So many cells in rows of 60, one like the other."""
    rows = range(2, count // 60 + 2)
    return "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"{kind}>{cell}</c>' for letter in LETTERS) + "</row>"
        for row in rows
    )


def shared(*texts: str) -> str:
    """The texts that cells share."""
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def styles(formats: str, more: str = "") -> Callable[[str], str]:
    """A change to the styles: formats of numbers, and cells that have them."""
    return lambda text: text.replace("<cellXfs", f"<numFmts>{formats}</numFmts><cellXfs").replace(
        "</cellXfs>", f"{more}</cellXfs>"
    )


def named(*names: str) -> Callable[[str], str]:
    """A change to the workbook: more names of its one sheet."""
    more = "".join(f'<sheet xmlns:r="{OFFICE}" name="{name}" sheetId="9" r:id="rId1"/>' for name in names)
    return lambda text: text.replace("<sheets>", f"<sheets>{more}")


def workbook(path: Path, parts: Parts) -> Path:
    """A workbook with parts of one's own, or changed ones."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "providers"
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **parts}:
            content = parts.get(name, lambda text: text)
            new.writestr(name, content if isinstance(content, str | bytes) else content(old.read(name).decode()))
    return path


LONG = "x" * 30_000
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
#: What is refused before it is opened, and in which words.
REFUSED: dict[str, tuple[Callable[[], Parts], str]] = {
    "one far cell": (lambda: {SHEET: sheet(FAR)}, "A cell stands beyond row"),
    "a far cell in a near row": (
        lambda: {SHEET: sheet('<row r="2"><c r="A9999999"><v>1</v></c></row>')},
        "A cell stands",
    ),
    "a far column": (lambda: {SHEET: sheet('<row r="2"><c r="XFD2"><v>1</v></c></row>')}, "A cell stands beyond row"),
    "two cells far apart": (
        lambda: {
            SHEET: sheet('<row r="2"><c r="OJ2"><v>1</v></c></row><row r="74999"><c r="A74999"><v>1</v></c></row>')
        },
        "more than 450,000 cells",
    ),
    "cells": (lambda: {SHEET: sheet(table(450_060))}, "more than 450,000 cells"),
    "elements": (
        lambda: {SHEET: sheet("<row>" + "<c><v>1</v></c>" * 700_000 + "</row>")},
        "more than 1,350,000 elements",
    ),
    "texts": (lambda: {SHARED: shared() + "<si/>" * 1_400_000}, "more than 1,350,000 elements"),
    "words of its own": (
        lambda: {SHEET: sheet("", before='<!DOCTYPE x [<!ENTITY a "a">]>')},
        "defines words of its own",
    ),
    "parts": (lambda: {f"xl/s{number}.xml": "<x/>" for number in range(1_001)}, "1,000 parts"),
    "bytes": (lambda: {"xl/media/a.xml": b" " * 60_000_001}, "60,000,000 bytes"),
    "one long text in many cells": (
        lambda: {SHEET: sheet(table(449_000, "<v>0</v>", ' t="s"')), SHARED: shared(LONG)},
        "60,000,000 bytes",
    ),
    "the same, written in another way": (
        lambda: {SHEET: sheet(table(449_000, "<v> 0 </v>", ' t="s"')), SHARED: shared(LONG)},
        "60,000,000 bytes",
    ),
    "a text without end": (
        lambda: {SHEET: sheet(f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"x" * 50_000_000}</t></is></c></row>')},
        "a longer text",
    ),
    "attributes": (
        lambda: {SHEET: sheet(f"<row {' '.join(f'a{number}=' + chr(34) * 2 for number in range(100_000))}/>")},
        "a longer text",
    ),
    "texts that are said to be many": (lambda: {SHARED: f'<sst xmlns="{MAIN}" uniqueCount="4294967295"/>'}, "elements"),
    "merged cells": (
        lambda: {SHEET: sheet("", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 20_001 + "</mergeCells>")},
        "more than 20,000 merged cells",
    ),
    "sheets": (lambda: {BOOK: named(*map(str, range(1_000)))}, "more than 1,000 sheets"),
    "formats of numbers": (
        lambda: {STYLES: styles('<numFmt numFmtId="200" formatCode="0"/>' * 1_001)},
        "1,000 formats",
    ),
    "a long format": (
        lambda: {STYLES: styles(f'<numFmt numFmtId="200" formatCode="{"[h]" * 100}"/>')},
        "a longer text",
    ),
    "styles": (lambda: {STYLES: styles("", "<xf/>" * 70_001)}, "more than 70,000 styles of cells"),
}


def in_utf_16(text: str) -> bytes:
    """A part whose signs are others in UTF-16: what reads it goes by UTF-8."""
    return (
        b"\xff\xfe"
        + "<a>".encode("utf-16-le")
        + f"{text:<{len(text) + len(text) % 2}}".encode()
        + "</a>".encode("utf-16-le")
    )


TABLES = (
    "providers",
    "sites",
    "programmes",
    "lengths",
    "prices",
    "ofsted",
    "visits",
    "judgements",
    "details",
    "actions",
)
#: What is read, or found to be none: at the limits, and whatever else costs memory.
COSTLY: dict[str, Callable[[], Parts]] = {
    "numbers": lambda: {SHEET: sheet(table(599_000))},
    "texts": lambda: {SHEET: sheet(table(430_000, f"<is><t>{'x' * 60}</t></is>", ' t="inlineStr"'))},
    "shared texts": lambda: {SHEET: sheet(table(590_000, "<v>1</v>", ' t="s"')), SHARED: shared(LONG, "x" * 90)},
    "rows": lambda: {SHEET: sheet("<row/>" * 1_790_000)},
    "empty cells": lambda: {SHEET: sheet("<row>" + "<c/>" * 1_790_000 + "</row>")},
    "depth": lambda: {SHEET: sheet("<row>" * 800_000 + "</row>" * 800_000)},
    "one sheet as all tables": lambda: {BOOK: named(*BY_NAME), SHEET: sheet(table(599_000))},
    "names": lambda: {BOOK: lambda text: text.replace("<definedNames/>", "<definedNames>" + "<definedName name='a'>A1"
              "</definedName>" * 1_300_000 + "</definedNames>")},
    "styles": lambda: {STYLES: styles('<numFmt numFmtId="200" formatCode="[h]:mm"/>', '<xf numFmtId="200"/>' * 69_000)},
    "a sheet that says it is large": lambda: {SHEET: sheet("").replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')},
    "other letters": lambda: {SHEET: in_utf_16(f"<worksheet><sheetData>{FAR}</sheetData></worksheet>")},
}  # fmt: skip
UNOPENED = """
from apdir.tables import cells
cells.load_workbook = None
"""
READ = """
from apdir.tables.cells import read_book
from apdir.tables.grid import read_grids
_, told, _ = read_grids(read_book(path), None, {})
print(told[0].message if told else "")
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", COSTLY)
def test_no_workbook_costs_more_than_it_may(tmp_path: Path, kind: str) -> None:
    _, most = cost(READ, workbook(tmp_path / "a.xlsx", COSTLY[kind]()))
    assert most < MOST


@pytest.mark.slow
@pytest.mark.parametrize("kind", REFUSED)
def test_a_workbook_that_costs_too_much_is_refused_before_it_is_opened(tmp_path: Path, kind: str) -> None:
    parts, words = REFUSED[kind]
    told, most = cost(UNOPENED + READ, workbook(tmp_path / "a.xlsx", parts()))
    assert words in told
    assert most < MOST


@pytest.mark.slow
def test_a_day_beyond_all_calendars_is_told_in_a_sentence(tmp_path: Path) -> None:
    """What reads workbooks gives up on it with lines of its own."""
    late = {STYLES: styles('<numFmt numFmtId="200" formatCode="[h]:mm"/>', '<xf numFmtId="200"/>'),
            SHEET: sheet('<row r="2"><c r="A2" s="1"><v>1e300</v></c></row>')}  # fmt: skip
    told, _ = cost(READ, workbook(tmp_path / "a.xlsx", late))
    assert told == "This file cannot be read as a spreadsheet."


def test_what_excel_keeps_beside_an_open_workbook_is_told_by_name(tmp_path: Path) -> None:
    file = tmp_path / "~$providers.xlsx"
    file.write_bytes(b"\x05Alex".ljust(165, b"\0"))
    wrong = read_book(file).wrong
    assert wrong is not None
    assert (wrong.message.startswith("This is what Excel keeps"), wrong.hint) == (
        True, "Close it in Excel, and give providers.xlsx.",
    )  # fmt: skip


@pytest.mark.parametrize("ranges", [["A1:XFD1048576"], [f"A{row}:XFD{row}" for row in range(1, 2_001)]])
def test_merged_cells_are_told_however_wide(tmp_path: Path, ranges: list[str]) -> None:
    merged = "<mergeCells>" + "".join(f'<mergeCell ref="{span}"/>' for span in ranges) + "</mergeCells>"
    _, told, _ = read_grids(read_book(workbook(tmp_path / "a.xlsx", {SHEET: sheet("", merged)})), None, {})
    assert told[0].message.startswith(f"The cells {ranges[0]} ")
    assert [problem.message for problem in told].count(told[0].message) == 1
    assert ("and 1999 more ranges" in told[0].message) == (len(ranges) > 1)


def test_an_empty_cell_far_to_the_right_costs_nothing(tmp_path: Path) -> None:
    """Whoever formats whole rows leaves such cells behind."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="XFD{n}" s="0"/></row>' for n in range(2, 500))
    [grid], told, _ = read_grids(read_book(workbook(tmp_path / "a.xlsx", {SHEET: sheet(rows)})), None, {})
    assert (len(grid.rows), told) == (498, [])


@pytest.mark.slow
def test_no_row_of_a_long_sheet_is_left_out(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 30_002))
    [grid], _, _ = read_grids(read_book(workbook(tmp_path / "a.xlsx", {SHEET: sheet(rows)})), None, {})
    assert [number for number, _ in grid.rows] == list(range(2, 30_002))
    assert grid.rows[-1][1]["folder"] == "30001"


def test_a_value_is_read_as_the_program_shows_it(tmp_path: Path) -> None:
    """A whole number has no point however long it is, an error is told, and so is what is on two sheets."""
    row = (
        '<c r="A2"><v>441632960123</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="A3" t="b"><v>1</v></c>'
        '<c r="B3" t="s"><v>0</v></c>'
    )
    parts: Parts = {SHEET: sheet(f'<row r="2">{row}</row>'), SHARED: shared("Toast &amp; café")}
    [grid], told, _ = read_grids(read_book(workbook(tmp_path / "a.xlsx", parts)), None, {})
    assert [dict(values) for _, values in grid.rows] == [
        {"folder": "441632960123", "name": ""}, {"folder": "yes", "name": "Toast & café"}]  # fmt: skip
    assert [row.message for row in told] == ["The spreadsheet reports an error here: `#N/A`."]
    parts |= {BOOK: named("Providers ")}
    _, told, _ = read_grids(read_book(workbook(tmp_path / "a.xlsx", parts)), None, {})
    assert "The sheets `Providers` and `providers` are both `providers`." in told[0].message


@pytest.mark.slow
def test_a_workbook_is_looked_at_once_and_no_part_counts_for_less_than_its_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list's sheets were counted by their parts: a thousand sheets of one part took all memory."""
    looked = []

    def counted(path: Path) -> io.BytesIO:
        looked.append(path)
        return parts.looked_at(path)

    monkeypatch.setattr(cells, "looked_at", counted)
    monkeypatch.setattr(cells, "MOST_CELLS", 400)
    headed = sheet(table(180)).replace("folder", "Provider").replace("name", "Postcode")
    path = workbook(tmp_path / "a.xlsx", {SHEET: headed, BOOK: named("second", "third")})
    done = CliRunner().invoke(apdir, ["--root", str(ROOT), "import", str(path)])
    assert done.exit_code == 1
    assert "more than 450,000 cells" in done.output
    assert len(looked) == 1


TEXTS = {
    "columns": (",".join(f"c{number}" for number in range(20_000)) + "\n", "A cell stands beyond"),
    "rows": ("folder,name\n" + "a,b\n" * 75_001, "A cell stands beyond"),
    "cells": ("folder,name\n" + ("," * 399 + "\n") * 1_500, "more than 450,000 cells"),
    "signs": ("folder,name\n" + "," * 10_000_001, "more than 10,000,000 cells"),
    "bytes": ("folder,name\n" + "a" * 30_000_001, "more than 30,000,000 bytes"),
    "a field that is never closed": ('folder,name\n"' + "a" * 1_000_000, "cannot be read as a spreadsheet"),
    "a long field": ('folder,name\na,"' + "a" * 100_000 + '"\n', "This cell has 100,000 characters"),
    "one row": ("folder,name\n" + "," * 9_999_999, "more than 450,000 cells"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_a_table_of_text_that_has_too_much_is_refused(tmp_path: Path, kind: str) -> None:
    text, words = TEXTS[kind]
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    told, most = cost(READ, path)
    assert words in told
    assert most < MOST


@pytest.mark.parametrize(("name", "content"), [("list.pdf", b"%PDF-1.7\n\0"), ("list.docx", b"PK\3\4")])
def test_a_document_in_place_of_a_list_is_told_as_that(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    wrong = read_book(tmp_path / name).wrong
    assert wrong is not None
    assert wrong.message == "This is a document, and a list is read from a spreadsheet alone."


@pytest.mark.parametrize("name", ["a.ods", "a.csv", "a.xlsx"])
def test_another_programs_file_is_told_whatever_its_name(tmp_path: Path, name: str) -> None:
    """OpenDocument's own file, and that of Excel before 2007."""
    with zipfile.ZipFile(tmp_path / name, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<x/>")
    for content in ((tmp_path / name).read_bytes(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)):
        (tmp_path / name).write_bytes(content)
        found, told, _ = read_grids(read_book(tmp_path / name), None, {})
        says = "This file cannot be read" if content[:2] == b"PK" else "This is a workbook of Excel before 2007 (.xls)"
        assert (found, told[0].message.startswith(says)) == ([], True), told
