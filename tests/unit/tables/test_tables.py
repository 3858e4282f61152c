"""To and from spreadsheets: a round trip changes nothing, and whatever is wrong is told with sheet, row and column."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from apdir.commands.export import ENDINGS
from apdir.commands.main import apdir
from apdir.tables.formula import escape_formula, unescape_formula
from apdir.tables.hidden import Hidden, hidden_in
from apdir.tables.sheets import SHEETS, cell, split
from tests.support.canary import seen_in, write
from tests.support.case import HERE
from tests.support.sites import ROOT, TODAY

slow = pytest.mark.slow  # each reads five frameworks anew

FARM = "providers/case-farm/provider.md"
DERBY = "providers/case-farm/visits/2026-03-12-derby.yml"


class Records:
    """A directory of a few providers, and commands on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.before = self.bytes()

    def bytes(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    @property
    def untouched(self) -> bool:
        return self.bytes() == self.before

    def run(self, *arguments: str, today: str = TODAY) -> Result:
        done = CliRunner().invoke(apdir, ["--root", str(self.root), "--today", today, *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def export(self, *arguments: str, name: str = "out.xlsx", today: str = TODAY) -> Path:
        out = self.root.parent / name
        done = self.run("export", "--out", str(out), *arguments, today=today)
        assert done.exit_code == 0, done.output
        return out

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


@pytest.fixture
def records(tmp_path: Path) -> Records:
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers/case-farm")
    theirs = ("provider.md", "visits/2025-03-13-derby.yml", "visits/2026-05-20-align.yml")
    for name in (f"providers/riverside-learning/{name}" for name in theirs):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    shutil.copy(ROOT / "settings.yml", root)
    return Records(root)


def told_same(done: Result) -> None:
    assert done.exit_code == 0, done.output
    assert "nothing changes" in done.stderr, done.output


@slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_a_round_trip_changes_nothing(records: Records, edition: str) -> None:
    book = records.export("--edition", edition)
    told_same(records.run("import", str(book), "--write"))
    for sheet in SHEETS:
        if sheet.shown(edition):
            table = records.export("--edition", edition, "--format", "csv", "--sheet", sheet.name, name="out.csv")
            told_same(records.run("import", str(table), "--sheet", sheet.name, "--write"))
    assert records.untouched


def test_the_same_records_give_the_same_bytes(records: Records) -> None:
    assert records.export(name="a.xlsx").read_bytes() == records.export(name="b.xlsx").read_bytes()


@slow
@pytest.mark.parametrize("form", ENDINGS)
def test_the_public_export_holds_no_private_value(tmp_path: Path, form: str) -> None:
    root = tmp_path / "records"
    root.mkdir()
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    marks = write(root, yaml.load((ROOT / "settings.yml").read_text(encoding="utf-8"), yaml.CBaseLoader))
    records = Records(root)
    for edition in ("public", "commissioner"):
        out = records.export("--edition", edition, "--format", form, name=f"out.{form}", today="2025-11-22")
        text = out.read_bytes().decode("utf-8") if form != "xlsx" else " ".join(
            str(value.date() if isinstance(value, datetime) else value)
            for page in load_workbook(out).worksheets for row in page.values for value in row
        )  # fmt: skip
        private = [mark.field for mark in seen_in(text, marks) if mark.private]
        assert bool(private) == (edition == "commissioner"), private
        told_same(records.run("import", str(out), today="2025-11-22")) if form != "json" else json.loads(text)


def test_a_workbook_has_filters_meanings_and_lists_to_choose_from(records: Records) -> None:
    book = load_workbook(records.export("--edition", "commissioner"))
    for page in book.worksheets[:-1]:
        assert page.auto_filter.ref.rstrip("0123456789") == page.dimensions.rstrip("0123456789"), page.title
    settings = yaml.safe_load(records.text("settings.yml"))["vocabulary"]
    for sheet, heading, words in (
        ("providers", "type", settings["types"]),
        ("providers", "offer.needs", settings["needs"]),
        ("providers", "status", ["listed", "suspended", "withdrawn", "closed"]),
        ("providers", "contact.business", ["yes", "no"]),
        ("visits", "framework", sorted(path.name for path in (ROOT / "frameworks").iterdir() if path.is_dir())),
        ("actions", "rag", ["red", "amber", "green"]),
    ):
        page = book[sheet]
        letter = next(place.column_letter for place in page[1] if place.value == heading)
        of_cell = {
            (cell.min_row == 1, cell.max_row > page.max_row): rule
            for rule in page.data_validations.dataValidation
            for cell in rule.sqref.ranges
            if f"{letter}1" in cell or f"{letter}{page.max_row}" in cell
        }
        assert of_cell[True, False].prompt.endswith((".", "?")), heading
        choice = of_cell[False, True]
        name, _, cells = choice.formula1.partition("!")
        assert [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]] == list(words), heading
        assert (choice.type, choice.errorStyle) == ("list", "warning")
        assert choice.showErrorMessage == (heading != "offer.needs")  # of a list a cell may hold several


def edited(book: Path, *changes: tuple[str, str, Any]) -> Path:
    """A workbook with some cells set, by sheet and cell."""
    pages = load_workbook(book)
    for sheet, place, value in changes:
        pages[sheet][place] = value
    pages.save(book)
    return book


def column(book: Path, sheet: str, heading: str) -> str:
    row = next(load_workbook(book)[sheet].iter_rows(max_row=1))
    return next(place.column_letter for place in row if place.value == heading)


@slow
def test_a_cell_changes_its_value_and_nothing_else(records: Records) -> None:
    book = records.export("--edition", "commissioner")
    names = [row[0] for row in load_workbook(book)["providers"].values]
    row = names.index("riverside-learning") + 1

    def at(heading: str) -> str:
        return f"{column(book, 'providers', heading)}{row}"

    edited(
        book,
        ("providers", at("offer.capacity"), 16),
        ("providers", at("checked.date"), datetime(2026, 11, 20)),
        ("providers", at("offer.needs"), " SEMH ; ADHD\u00a0;autism "),
        ("providers", at("contact.phone"), "01632\u00a0960125 "),
        ("providers", at("dates.fire_drill"), "14/10/2026"),
        ("providers", at("offer.meals"), "(none)"),
    )
    dry = records.run("import", str(book))
    assert dry.exit_code == 0
    assert records.untouched
    assert "  offer.capacity: `14` → `16`  (providers!" in dry.output
    done = records.run("import", str(book), "--write")
    assert dry.stdout == done.stdout
    old = (ROOT / "providers/riverside-learning/provider.md").read_text(encoding="utf-8").split("\n")
    new = records.text("providers/riverside-learning/provider.md").split("\n")
    assert [line for line in old if line not in new] == [
        "checked: {date: 2026-09-14, by: AP officer}",
        next(line for line in old if line.startswith("contact:")),
        "  needs: [SEMH, ADHD, at risk of exclusion, excluded, re-engagement]",
        "  capacity: 14",
        next(line for line in old if line.startswith("  meals:")),
        "  fire_drill: 2026-09-10",
    ]
    assert "  needs: [SEMH, ADHD, autism]" in new
    assert "  capacity: 16" in new
    assert "  fire_drill: 2026-10-14" in new
    told_same(records.run("import", str(book), "--write"))


@slow
def test_line_breaks_of_a_cell_are_kept_however_they_are_written(records: Records) -> None:
    book = records.export()
    row = [row[0] for row in load_workbook(book)["providers"].values].index("case-farm") + 1
    for heading, text in (
        ("offer.transport", "A bus from Derby.\nA lift_x000D_\nfrom the station."),
        ("description", "Hens first._x000D_\n_x000D_\nThen the garden,\r\nand goats."),
    ):
        edited(book, ("providers", f"{column(book, 'providers', heading)}{row}", text))
    done = records.run("import", str(book), "--write")
    assert done.exit_code == 0, done.output
    text = records.text(FARM)
    assert text.endswith("---\n\nHens first.\n\nThen the garden,\nand goats.\n")
    offer = yaml.safe_load(text.split("---\n")[1])["offer"]
    assert offer["transport"] == "A bus from Derby.\nA lift\nfrom the station."
    assert records.run("check").exit_code == 0


def test_items_and_judgements_are_taken_in_too(records: Records) -> None:
    book = records.export("--edition", "commissioner")
    pages = load_workbook(book)
    pages["prices"].append(["case-farm", "", 45, "hour"])
    pages["actions"].append(["case-farm", "2026-03-12-derby", "", "5b", "Ask again", None, date(2026, 12, 1)])
    for row in pages["judgements"].iter_rows():
        if [cell.value for cell in row[:3]] == ["case-farm", "2026-03-12-derby", "5c"]:
            row[3].value = "partially"
    pages.save(book)
    done = records.run("import", str(book), "--write")
    assert done.exit_code == 0, done.output
    assert "{amount: 45, per: hour}" in records.text(FARM)
    assert '  - {area: "5b", action: Ask again, by: 2026-12-01}' in records.text(DERBY)
    assert '  "5c": partially' in records.text(DERBY)
    assert records.run("check").exit_code == 0


def test_a_public_export_never_takes_away_what_only_officers_see(records: Records) -> None:
    book = records.export()
    names = [row[0] for row in load_workbook(book)["providers"].values]
    place = f"{column(book, 'providers', 'offer.capacity')}{names.index('riverside-learning') + 1}"
    edited(book, ("providers", place, None))
    done = records.run("import", str(book), "--write")
    assert f"providers!{place} (offer.capacity) is empty" in done.stderr
    assert records.untouched


def sheet(tmp_path: Path, *rows: list[Any], title: str = "providers", merge: str | None = None) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    book.save(tmp_path / "theirs.xlsx")
    return tmp_path / "theirs.xlsx"


@pytest.mark.parametrize(
    ("rows", "merge", "place", "words"),
    [
        ([["name", "offer.capacity"], ["Case Farm", 4]], None, "providers!A2 (name)", "Write `case-farm` under"),
        ([["offer.capacity"], [4]], None, "providers!A1", "There is no column `folder`"),
        ([["folder", "offer.capacty"], ["case-farm", 4]], None, "providers!B1", "If it is `offer.capacity`, head"),
        ([["folder", "Contact Name"], ["case-farm", "A"]], None, "providers!B1", 'is: --map "Contact Name=FIELD"; or'),
        ([["folder", "QA visit date"], ["case-farm", "A"]], None, "providers!B1", "It belongs on the sheet `visits`"),
        ([["folder", "Cost per day"], ["case-farm", "A"]], None, "providers!B1", "It belongs on the sheet `prices`"),
        ([["folder", "Organisation"], ["case-farm", "A"]], None, "providers!B1", 'is: --map "Organisation=FIELD"; or'),
        ([["folder", "Date checked"], ["case-farm", "A"]], None, "providers!B1", "If it is `checked.date`, head it so"),
        ([["folder", "name", "name"], ["case-farm", "A", "B"]], None, "providers!C1", "is given twice"),
        ([["folder", "name"], ["case-farm", "A"], ["case-farm", "B"]], None, "providers!A3 (folder)", "same as row 2"),
        ([["folder", "name"], ["case-frm", "A"]], None, "providers!A2 (folder)", "Did you mean `case-farm`?"),
        ([["folder", "checked.date"], ["case-farm", 46279]], None, "providers!B2 (checked.date)", "is not a date"),
        ([["folder", "checked.date"], ["case-farm", "31/31/2026"]], None, "providers!B2 (checked.date)", "no such day"),
        ([["folder", "checked.date"], ["case-farm", datetime(2027, 1, 1)]], None, "providers!B2 (checked.date)",
         "which is in the future"),
        ([["folder", "checked.date"], ["case-farm", datetime(2026, 1, 5)]], None, "providers!B2 (checked.date)",
         "after this day. Write 2026-"),
        ([["folder", "offer.needs"], ["case-farm", "SEMH; autizm"]], None, "autizm", "autism"),
        ([["folder", "offer.key_stages"], ["case-farm", "KS9"]], None, "providers!B2 (offer.key_stages)", "KS9"),
        ([["folder", "contact.phone"], ["case-farm", "1.63E+09"]], None, "providers!B2 (contact.phone)",
         "The spreadsheet shortened a long number to `1.63E+09`, and its last figures are lost. Look the number up"),
        ([["folder", "contact.phone"], ["case-farm", "01632 960123 / 07700 900123 (Dave, workshop)"]], None,
         "providers!B2 (contact.phone)", "There is more than one telephone number here. Write one alone"),
        ([["folder", "offer.days"], ["case-farm", "Mon; Fri - not in lambing"]], None, "providers!B2 (offer.days)",
         "Did you mean `Fri`?"),
        ([["folder", "name"], ["case-farm", "#REF!"]], None, "providers!B2 (name)", "reports an error"),
        ([["folder", "name", "type"], ["case-farm", "A", "farm"]], "B2:C2", "providers!B2:C2", "are merged"),
        ([["folder", "name"], ["case-farm", "(none)"]], None, "providers!B2 (name)", "This must not be empty."),
        ([["folder", "status"], ["case-farm", "suspended"]], None, "providers!B2 (status)",
         "A provider that is suspended needs `status_date` and `public_notice`. Say since when, and what schools are "
         "to be told. Add the column `status_date` and `public_notice`."),
        ([["folder", "status", "status_date"], ["case-farm", "suspended", "2026-11-01"]], None, "providers!B2 (status)",
         "needs `public_notice`"),
        ([["folder", "status", "status_date", "public_notice"], ["case-farm", "suspended", "2026-11-01", ""]], None,
         "providers!B2 (status)", "Fill in the column `public_notice`."),
        ([["folder", "registration.status"], ["case-farm", "registered"]], None, "providers!B2 (registration.status)",
         "Add the column `registration.urn` and `registration.dfe_number`."),
        ([["folder", "checked.by"], ["case-farm", "(none)"]], None, "providers!B2", "name. For example: AP officer\n"),
        ([["folder", "Checked.By"], ["case-farm", "Sue Brown"]], None, "providers!B2 (Checked.By)", "a role is asked"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_every_problem_is_told_with_its_place_and_nothing_is_written(
    records: Records, tmp_path: Path, rows: list[list[Any]], merge: str | None, place: str, words: str
) -> None:
    good = [["riverside-learning", *("" for _ in rows[0][1:])]] if rows[0][0] == "folder" else []
    done = records.run("import", str(sheet(tmp_path, *rows, *good, merge=merge)), "--write")
    assert done.exit_code == 1, done.output
    assert place in done.stdout, done.output
    assert words in done.stdout, done.output
    assert records.untouched


def test_all_that_is_wrong_is_told_at_once(records: Records, tmp_path: Path) -> None:
    rows = [
        ["folder", "nmae", "status", "checked.date"],
        ["case-farm", "A", "lsited", "soon"],
        ["case-farm", "", "", ""],
    ]
    done = records.run("import", str(sheet(tmp_path, *rows, merge="B3:C3")), "--write")
    assert done.exit_code == 1
    # What is wrong with the table as such does not hide what is wrong in its cells.
    assert [line.split(": ")[1] for line in done.stdout.strip().split("\n")] == [
        "providers!B1", "providers!C2 (status)", "providers!D2 (checked.date)", "providers!A3 (folder)",
        "providers!B3:C3"]  # fmt: skip
    assert records.untouched


@slow
def test_a_list_of_their_own_begins_records(records: Records, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_bytes(
        "Provider name;Kind;Tel;Stage;Where\r\nMill Farm – hens;farm;01632 960150;KS3, KS4;on site\r\n".encode("cp1252")
    )
    names = ["--map", "Provider name=name", "--map", "Kind=type", "--map", "tel=contact.phone",
             "--map", "Stage=offer.key_stages", "--map", "Where=offer.delivery"]  # fmt: skip
    done = records.run("import", str(theirs), *names)
    assert done.exit_code == 1
    assert "With --new, a row with a name begins a record" in done.stdout
    done = records.run("import", str(theirs), *names, "--new")
    assert done.exit_code == 1
    assert "theirs.csv:2:1: providers!A2 (Provider name): contact.role: `role` is missing." in done.stdout
    assert "Add the column `contact.role`." in done.stdout
    # Nobody has said that the facts were checked, nor whether it is a school.
    for field in ("checked.date", "checked.by", "registration.status"):
        assert f"providers!A2 (Provider name): {field}: `{field.rpartition('.')[2]}` is missing." in done.stdout
        assert f"Add the column `{field}`." in done.stdout
    text = theirs.read_bytes().decode("cp1252").replace("KS3, KS4", '"KS3\nKS4"')
    text = text.replace("Where", "Where;contact.role;checked.date;checked.by;registration.status")
    text = text.replace("on site", "on site;Office;2026-11-20;AP officer;unregistered")
    theirs.write_text(text, encoding="utf-8")
    done = records.run("import", str(theirs), *names, "--new", "--write")
    assert done.exit_code == 0, done.output
    # What the list does not say and the record gets is told beside what it does say.
    assert "  status: nothing → `listed`  (no cell says so" in done.stdout
    begun = records.text("providers/mill-farm-hens/provider.md")
    assert "key_stages: [KS3, KS4]" in begun
    assert "checked: {date: 2026-11-20, by: AP officer}" in begun
    assert "#" not in begun
    assert records.run("check").exit_code == 0


@pytest.mark.parametrize("folder", ["../../x", "a" * 5_000, "page", "con\x1b[31m", ".git"])
def test_a_folder_that_cannot_be_is_told_in_a_short_sentence(folder: str, records: Records, tmp_path: Path) -> None:
    book = tmp_path / "theirs.csv"
    book.write_text(f"folder,name,type\n{folder},Elm Farm,farm\n", encoding="utf-8")
    done = records.run("import", str(book), "--new", "--write")
    assert (done.exit_code, len(done.stdout) < 400) == (1, True), done.output
    assert "cannot be the name of a folder. Give it another, such as `elm-farm`." in done.stdout
    assert records.untouched


def test_a_row_that_comes_again_is_told_and_not_taken_in_as_well(records: Records, tmp_path: Path) -> None:
    """Each was once written into the record too: 200,000 took a minute and a half."""
    book = tmp_path / "theirs.csv"
    book.write_text("folder,status\n" + "case-farm,odd\n" * 300, encoding="utf-8")
    done = records.run("import", str(book))
    assert done.exit_code == 1
    assert done.stdout.count("`odd` is not one of the words") == 1
    assert "This row is about the same as row 2: `case-farm`." in done.stdout


SCHOOLS = ["name", "type", "registration.status", "registration.urn", "registration.dfe_number", "contact.role",
           "contact.email", "offer.key_stages", "offer.delivery", "checked.date", "checked.by"]  # fmt: skip


def a_school(name: str, urn: str) -> list[str]:
    return [name, "independent school", "registered", urn, "830/6001", "Office", "office@school.example", "KS3",
            "on site", "2026-11-01", "AP officer"]  # fmt: skip


def test_two_rows_with_one_urn_are_told_at_their_cells_and_nothing_is_written(records: Records, tmp_path: Path) -> None:
    book = sheet(tmp_path, SCHOOLS, a_school("Elm School", "199801"), a_school("Ash School", "199801"))
    done = records.run("import", str(book), "--new", "--write")
    assert done.exit_code == 1
    assert done.stdout.strip().split("\n") == [
        "theirs.xlsx:2:4: providers!D2 (registration.urn): URN 199801 is also that of providers!A3 "
        "(providers/ash-school/provider.md). Correct the number, or keep one of the two records.",
        "theirs.xlsx:3:4: providers!D3 (registration.urn): URN 199801 is also that of providers!A2 "
        "(providers/elm-school/provider.md). Correct the number, or keep one of the two records.",
    ]
    assert records.untouched


def test_two_rows_with_one_dfe_number_are_told_however_it_is_written(records: Records, tmp_path: Path) -> None:
    other = [value.replace("/", "") for value in a_school("Ash School", "199802")]
    book = sheet(tmp_path, SCHOOLS, a_school("Elm School", "199801"), other)
    done = records.run("import", str(book), "--new", "--write")
    assert done.exit_code == 1
    assert [line.split(" is also")[0] for line in done.stdout.strip().split("\n")] == [
        f"theirs.xlsx:{row}:5: providers!E{row} (registration.dfe_number): DfE number 830/6001" for row in (2, 3)
    ]
    assert records.untouched


def test_what_only_the_check_finds_is_told_beside_cells_that_cannot_be_read(records: Records, tmp_path: Path) -> None:
    rows = [a_school(name, str(199801 + number)) for number, name in enumerate(("Elm", "Ash", "Oak", "Fir"))]
    for number, row in enumerate(rows):
        row[4] = f"830/60{number:02}"
    rows[0][6] = "no address"  # a cell that cannot be read, without which nothing says how to reach the office
    rows[1][5] = "Zbigniew Kowalski"
    rows[2][9] = "2027-01-01"
    rows[3][3] = "12345"
    done = records.run("import", str(sheet(tmp_path, SCHOOLS, *rows)), "--new", "--write")
    assert done.exit_code == 1
    assert [line.split(": ")[1] for line in done.stdout.strip().split("\n")] == [
        "providers!G2 (contact.email)", "providers!F3 (contact.role)", "providers!J4 (checked.date)",
        "providers!D5 (registration.urn)"]  # fmt: skip
    assert records.untouched


def test_the_column_to_add_is_one_that_there_is(records: Records, tmp_path: Path) -> None:
    done = records.run("import", str(sheet(tmp_path, ["name"], ["Mill Farm"])), "--new")
    told = [line for line in done.stdout.split("\n") if "Add the column" in line]
    named = [name for line in told for name in re.findall(r"`([^`]+)`", line.split("Add the column")[1])]
    known = {column.heading for column in SHEETS[0].columns}
    assert set(named) <= known
    assert {"offer.key_stages", "contact.phone", "contact.email", "contact.website"} <= set(named)


def test_a_lost_zero_is_told_in_the_words_of_spreadsheets(records: Records, tmp_path: Path) -> None:
    done = records.run("import", str(sheet(tmp_path, ["folder", "contact.phone"], ["case-farm", 1632960123])))
    assert "Did you mean `01632 960123`? Format the cell as text, so that no zero is lost." in done.stdout
    done = records.run("new", "provider", "Mill Farm", "--phone", "1632960123", "--urn", "12")
    assert "Did you mean `01632 960123`? Write it with its zero." in done.stdout
    assert "quotes" not in done.stdout


def test_a_telephone_number_is_never_told_as_a_pupils_number(records: Records) -> None:
    done = records.run("new", "provider", "Mill Farm", "--phone", "7700900123")
    assert "--phone: This is not a telephone number. Did you mean `07700 900123`?" in done.stdout


def test_the_address_of_a_person_is_pointed_out_beside_what_is_wrong(records: Records, tmp_path: Path) -> None:
    rows = ["name", "contact.email"], ["Mill Farm", "sue.brown@farm.example"]
    done = records.run("import", str(sheet(tmp_path, *rows)), "--new")
    assert done.exit_code == 1
    assert "To look at: providers!B2: this looks like one person's address" in done.stderr


def test_excels_unicode_text_is_read(records: Records, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_bytes("folder\toffer.meals\r\ncase-farm\tToast and café au lait\r\n".encode("utf-16"))
    done = records.run("import", str(theirs))
    assert (done.exit_code, "Toast and café au lait" in done.stdout) == (0, True), done.output


def test_a_postcode_without_a_place_is_told_at_its_cell(records: Records, tmp_path: Path) -> None:
    rows = sheet(tmp_path, ["folder", "number", "postcode"], ["case-farm", 1, "JE2 3AB"], title="sites")
    done = records.run("import", str(rows), "--write")
    assert (
        "sites!C2 (postcode): The table of postcodes has no place for `JE2 3AB`: it leaves out Jersey." in done.stdout
    )
    assert (done.exit_code, records.untouched) == (1, True)


def test_the_first_action_of_a_visit_is_told_to_need_no_number(records: Records, tmp_path: Path) -> None:
    plan = next(line for line in records.text(DERBY).split("\n") if line.startswith("improvement_plan"))
    text = records.text(DERBY)
    (records.root / DERBY).write_text(text[: text.index(plan)], encoding="utf-8")
    rows = ["folder", "visit", "number", "action"], ["case-farm", "2026-03-12-derby", "9", "Send reports"]
    done = records.run("import", str(sheet(tmp_path, *rows, title="actions")))
    assert "There are none yet; leave it empty to add one." in done.stdout, done.output


def test_the_address_of_a_person_is_pointed_out_when_a_record_begins(records: Records) -> None:
    done = records.run("new", "provider", "Mill Farm", "--email", "sue.brown@farm.example")
    assert "To look at: --email: This looks like one person's address, and it is published." in done.stdout


def test_a_row_with_the_urn_of_a_record_is_told(records: Records, tmp_path: Path) -> None:
    book = sheet(tmp_path, SCHOOLS, a_school("Elm School", "199801"))
    assert records.run("import", str(book), "--new", "--write").exit_code == 0
    records.before = records.bytes()
    book = sheet(tmp_path, SCHOOLS, a_school("Ash School", "199801"))
    done = records.run("import", str(book), "--new", "--write")
    assert done.exit_code == 1
    assert (
        "providers!D2 (registration.urn): URN 199801 is also that of providers/elm-school/provider.md." in done.stdout
    )
    assert records.untouched
    # A change that nothing between providers rests on needs no look at the others.
    done = records.run("import", str(sheet(tmp_path, ["folder", "contact.role"], ["elm-school", "Front office"])))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zbigniew Kowalski", "This does not say which role or office is meant."),
        ("Jo Head", "This looks like a person's name; a role is asked for."),
    ],
)
def test_a_name_where_a_role_stands_is_told_at_its_cell(
    records: Records, tmp_path: Path, name: str, words: str
) -> None:
    rows = ["folder", "contact.role"], ["case-farm", name]
    done = records.run("import", str(sheet(tmp_path, *rows)), "--write")
    assert done.exit_code == 1
    assert f"theirs.xlsx:2:2: providers!B2 (contact.role): {words}" in done.stdout
    assert records.untouched


def test_the_address_of_a_person_is_pointed_out_and_taken(records: Records, tmp_path: Path) -> None:
    rows = ["folder", "contact.email"], ["case-farm", "jane.smith@farm.example"]
    done = records.run("import", str(sheet(tmp_path, *rows)), "--write")
    assert (done.exit_code, "To look at: providers!B2: this looks like one person's address" in done.stderr) == (
        0,
        True,
    )
    assert "jane.smith@farm.example" in records.text(FARM)


def test_an_item_of_a_list_that_is_no_word_is_told_at_its_cell(records: Records, tmp_path: Path) -> None:
    rows = ["folder", "offer.needs"], ["case-farm", "SEMH; ASDF"]
    done = records.run("import", str(sheet(tmp_path, *rows)), "--write")
    assert done.exit_code == 1
    assert "theirs.xlsx:2:2: providers!B2 (offer.needs): `ASDF` is not among" in done.stdout
    assert records.untouched


@given(st.text())
def test_a_disarmed_cell_is_no_formula_and_comes_back(text: str) -> None:
    assert escape_formula(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert unescape_formula(escape_formula(text)) == text


@given(st.lists(st.text("ab ;,'x").map(lambda text: " ".join(text.split())).filter(bool)))
def test_a_list_comes_back_from_its_cell(items: list[str]) -> None:
    assert split(cell(tuple(items))) == items


@slow
@pytest.mark.parametrize("name", ["=1+1", "+44", "@all", "-x", "'=1", '=HYPERLINK("http://a.example")'])
def test_no_cell_is_a_formula(records: Records, name: str) -> None:
    text = records.text(FARM)
    quoted = json.dumps(name)
    (records.root / FARM).write_text(re.sub(r"name: .*", lambda _: f"name: {quoted}", text, count=1), encoding="utf-8")
    table = records.export("--format", "csv", name="out.csv")
    rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"))))
    assert [row[1] for row in rows if row[0] == "case-farm"] == ["'" + name]
    assert not any(re.match(r"[=+\-@\t\r]", place) for row in rows for place in row)
    book = records.export()
    page = load_workbook(book)["providers"]
    assert [(row[1].value, row[1].data_type) for row in page.iter_rows() if row[0].value == "case-farm"] == [
        (name, "s")
    ]
    told_same(records.run("import", str(table)))
    told_same(records.run("import", str(book)))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("import", "Name the file to take in"),
        ("import nowhere.xlsx", "There is no file `nowhere.xlsx`."),
        ("import SETTINGS --map nonsense", "does not say which field a heading is"),
        ("export --out -", "A workbook cannot be printed"),
        ("export --format csv --sheet actions", "is for officers only: add --edition commissioner"),
        ("export --format csv --out x.xlsx", "`x.xlsx` is no name for csv. End it in .csv, or leave --format out."),
        ("export --out x.txt", "`x.txt` has the ending of no format. Use one of: .csv, .xlsx, .json."),
        ("export --out nowhere/list.xlsx", "There is no folder `nowhere` to write into"),
        ("export --format pdf", "`pdf` is not one of the words for this"),
    ],
)
def test_wrong_usage_exits_with_2(records: Records, arguments: str, words: str) -> None:
    done = records.run(*arguments.replace("SETTINGS", str(records.root / "settings.yml")).split())
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())


@slow
@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", b"\xff\xfe\x00\x01"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_file_that_is_no_spreadsheet(records: Records, tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = records.run("import", str(tmp_path / name))
    assert done.exit_code == 1
    assert "Nothing was written." in done.stderr


def test_a_workbook_with_parts_that_nobody_asks_for_is_read_without_a_word(records: Records, tmp_path: Path) -> None:
    """As another program saves it: here without names of styles, which openpyxl warns of."""
    with zipfile.ZipFile(records.export()) as book, zipfile.ZipFile(tmp_path / "plain.xlsx", "w") as plain:
        for name in book.namelist():
            plain.writestr(name, re.sub(rb"<cellStyles.*</cellStyles>", b"", book.read(name)))
    told_same(records.run("import", str(tmp_path / "plain.xlsx")))


@slow
@pytest.mark.parametrize(
    ("sheet", "words"), [("Module1", "nothing changes"), ("sites", "The sheet `sites` cannot be read.")]
)
def test_a_sheet_that_a_workbook_names_and_does_not_hold(
    records: Records, tmp_path: Path, sheet: str, words: str
) -> None:
    """Programs leave such names of old modules; of a table of ours, records would be missed."""
    with zipfile.ZipFile(records.export()) as book, zipfile.ZipFile(tmp_path / "lost.xlsx", "w") as lost:
        for name in book.namelist():
            content = book.read(name)
            if name == "xl/workbook.xml" and sheet == "Module1":
                content = content.replace(b"</sheets>", b'<sheet name="Module1" sheetId="99"/></sheets>')
            if name != "xl/worksheets/sheet2.xml" or sheet == "Module1":
                lost.writestr(name, content)
    done = records.run("import", str(tmp_path / "lost.xlsx"))
    assert words in done.output
    assert records.untouched


@slow
@pytest.mark.parametrize(
    ("title", "cell", "code", "words"),
    [
        ("Providers 2026", "name", 1, "The sheet `Providers 2026` was not compared: it has the headings of a table, "
         "and the name of none. If it is `providers`, name it so."),
        ("standings", "standing", 0, "To look at: standings!D2 (standing): this is worked out from the records of "
         "`case-farm`, which say otherwise now, so it is not taken in. If you changed it, record the visit"),
        ("standings", "status", 0, "If you changed it, change `status` on the sheet `providers` instead."),
        ("notes", "of ours", 0, "The sheet 'notes' is not one of the tables, and was passed over."),
    ],
)  # fmt: skip
def test_no_sheet_is_passed_over_as_though_it_said_the_same(
    title: str, cell: str, code: int, words: str, records: Records, tmp_path: Path
) -> None:
    book = load_workbook(records.export())
    page = book[{"Providers 2026": "providers", "notes": "columns"}.get(title, title)]
    page.title = title
    place = next((at for at, heading in enumerate(page[1], 1) if heading.value == cell), 1)
    page.cell(2, place, "Something else")
    book.save(tmp_path / "changed.xlsx")
    done = records.run("import", str(tmp_path / "changed.xlsx"))
    assert (done.exit_code, words in done.output) == (code, True), done.output


def test_a_worked_out_column_of_providers_is_not_passed_over_when_it_was_changed(records: Records) -> None:
    table = records.export("--format", "csv", "--sheet", "providers", name="out.csv")
    [row, *rest] = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline=""))
    with table.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(row))
        out.writeheader()
        out.writerows([row | {"standing": "approved", "standing_label": "Approved by all"}, *rest])
    done = records.run("import", str(table), "--sheet", "providers", "--write")
    assert (done.exit_code, records.untouched) == (0, True)
    assert done.stderr.startswith("To look at: providers!"), done.output
    assert done.stderr.endswith("The records say all else already: nothing changes.\n")
    assert "2 (standing_label): this is worked out" in done.stderr or "2 (standing, standing_label)" in done.stderr


def test_rows_that_nobody_sees_are_not_changed_without_a_word(records: Records) -> None:
    """Who fills a column down in a filtered sheet changes the rows in between too."""
    book = load_workbook(records.export())
    page = book["providers"]
    place = next(at for at, heading in enumerate(page[1], 1) if heading.value == "offer.capacity")
    for number in (2, 3):
        page.cell(number, place, 31)
    page.row_dimensions[3].hidden = True
    file = records.root.parent / "filled.xlsx"
    book.save(file)
    done = records.run("import", str(file), "--write")
    assert (done.exit_code, records.untouched) == (1, True)
    assert "3 (offer.capacity): Row 3 is hidden, and would change: riverside-learning. Show all rows" in done.stdout
    page.row_dimensions[3].hidden = False
    book.save(file)
    assert records.run("import", str(file)).exit_code == 0
    page.cell(3, place, "")
    page.row_dimensions[3].hidden = True  # hidden, and says nothing new
    book.save(file)
    assert records.run("import", str(file)).exit_code == 0


def test_a_column_that_was_sorted_without_the_others_is_refused(records: Records) -> None:
    for name in ("one", "two"):
        farm = records.root / f"providers/farm-{name}/provider.md"
        farm.parent.mkdir()
        farm.write_text(records.text(FARM).replace("name: Case Farm", f"name: Farm {name}"), encoding="utf-8")
    records.before = records.bytes()
    book = load_workbook(records.export())
    cells: list[Any] = [row[1] for row in book["providers"].iter_rows(min_row=2)]
    for place, name in zip(cells, [place.value for place in cells[1:]] + [cells[0].value], strict=True):
        place.value = name
    file = records.root.parent / "sorted.xlsx"
    book.save(file)
    done = records.run("import", str(file), "--write")
    assert (done.exit_code, records.untouched) == (1, True)
    assert "4 cells of `name` hold each other's values, as if it was sorted without the others." in done.stdout
    cells[-1].value = "A new name"
    book.save(file)
    assert "each other's values" not in records.run("import", str(file)).stdout


OPEN_DOCUMENT = """<office:document-content><table:table table:name="A &amp; B"><table:table-column
 table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/><table:table-row
 table:number-rows-repeated="2"/><table:table-row table:number-rows-repeated="3" table:visibility="filter"/>
</table:table><table:table table:name="C"><table:table-row/></table:table></office:document-content>"""


def test_hidden_rows_of_an_open_document_are_known_by_their_numbers() -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as made:
        made.writestr("content.xml", OPEN_DOCUMENT)
    assert hidden_in(book, 1_000) == {"A & B": Hidden(frozenset((3, 4, 5)), frozenset((3,))), "C": Hidden()}


@slow
def test_a_heading_that_was_renamed_is_told_once_at_the_heading(records: Records) -> None:
    book = load_workbook(records.export())
    for cell_ in book["providers"][1]:
        cell_.value = {"folder": "Provider", "offer.capacity": "Places"}.get(cell_.value, cell_.value)
    file = records.root.parent / "renamed.xlsx"
    book.save(file)
    done = records.run("import", str(file))
    [provider, places] = done.stdout.strip().split("\n")
    assert 'Its cells are names of folders: head it `folder`, or add --map "Provider=folder".' in provider
    assert 'Say which field it is: --map "Places=FIELD"' in places
    assert "left as they are" not in done.stderr


def test_merged_cells_are_told_once_and_say_what_their_first_says(records: Records) -> None:
    book = load_workbook(records.export())
    page = book["prices"]
    assert page["A2"].value == page["A3"].value
    page.merge_cells("A2:A3")
    file = records.root.parent / "merged.xlsx"
    book.save(file)
    done = records.run("import", str(file))
    assert done.exit_code == 1
    assert done.stdout.strip().count("\n") == 0, done.output
    assert "The cells A2:A3 are merged" in done.stdout
    assert "left as they are" not in done.stderr


def test_a_file_of_another_kind_is_not_offered_for_one_that_is_not_there(records: Records) -> None:
    for name in ("providers-now.xls", "~$providers-nov.xlsx", "providers-old.xlsx"):
        (records.root.parent / name).touch()
    done = records.run("import", str(records.root.parent / "providers-nov.xlsx"))
    assert (done.exit_code, "providers-old.xlsx`?" in done.stderr) == (2, True), done.output


def test_every_column_is_documented() -> None:
    done = CliRunner().invoke(apdir, ["import", "--columns"])
    for table in SHEETS:
        for entry in table.columns:
            assert entry.meaning
            assert f"  {entry.heading}" in done.output


def test_a_csv_of_providers_has_the_approval_and_is_taken_back(records: Records) -> None:
    table = records.export("--format", "csv", "--sheet", "providers", name="out.csv")
    [row, *_] = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline=""))
    assert {"standing", "standing_label", "standing_lapses", "last_visited", "last_result", "warning", "ending"} <= {
        *row
    }
    assert row["standing_label"]
    told_same(records.run("import", str(table), "--sheet", "providers", "--write"))


def test_a_cell_without_a_heading_is_refused(records: Records) -> None:
    table = records.root.parent / "cut.csv"
    table.write_text("folder,offer.meals\ncase-farm,Toast on arrival, lunch at 12\n", encoding="utf-8")
    done = records.run("import", str(table), "--write")
    assert (done.exit_code, records.untouched) == (1, True)
    assert "providers!C2: `lunch at 12` stands in a column without a heading" in done.output
    book = Workbook()
    book.active.title = "providers"
    for row in (["folder", None, "offer.meals"], ["case-farm", "Lunch", None]):
        book.active.append(row)
    book.save(records.root.parent / "cut.xlsx")
    done = records.run("import", str(records.root.parent / "cut.xlsx"), "--write")
    assert (done.exit_code, "providers!B2: `Lunch` stands in a column" in done.output, records.untouched) == (
        1, True, True
    )  # fmt: skip


def test_a_price_that_moves_up_takes_no_note_of_another(records: Records) -> None:
    prices = "  price: [{amount: 92, per: day}, {amount: 2250, per: term, note: Two days}, {amount: 35, per: card}]\n"
    farm = records.root / FARM
    farm.write_text(farm.read_text(encoding="utf-8").replace("  capacity:", f"{prices}  capacity:"), encoding="utf-8")
    table = records.root.parent / "prices.csv"
    table.write_text(
        "folder,number,amount,per,note\ncase-farm,1,2250,term,Two days\ncase-farm,2,35,card,\n", encoding="utf-8"
    )
    done = records.run("import", str(table), "--sheet", "prices", "--write")
    assert (done.exit_code, "left as they are: case-farm 3 (amount 35, per card)." in done.stderr) == (0, True), (
        done.output
    )
    assert [line for line in records.text(FARM).splitlines() if "amount" in line] == [
        "  price: [{amount: 2250, per: term, note: Two days}, {amount: 35, per: card}, {amount: 35, per: card}]"
    ]


@slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_each_row_that_is_deleted_is_told(records: Records, edition: str) -> None:
    prices = "  price: [{amount: 92, per: day}, {amount: 80, per: day, note: Two days}]\n"
    farm = records.root / FARM
    farm.write_text(farm.read_text(encoding="utf-8").replace("  capacity:", f"{prices}  capacity:"), encoding="utf-8")
    book = records.export("--edition", edition)
    pages = load_workbook(book)
    told = []
    for sheet in SHEETS:
        if sheet.name in pages.sheetnames and sheet.name != "providers" and pages[sheet.name].max_row > 1:
            page = pages[sheet.name]
            *of, item = (str(page.cell(2, at).value) for at in range(1, len(sheet.keys) + 1))
            page.delete_rows(2)
            several = any(list(map(str, row[: len(of)])) == of for row in page.iter_rows(min_row=2, values_only=True))
            if sheet.within and not several:
                told.append(rf"No row in {sheet.name} for these, and left as they are: {' '.join(of)}\.")
            else:
                told.append(rf"Not in {sheet.name}, and left as they are: {' '.join((*of, item))}( \(.+\))?\.")
    pages.save(book)
    done = records.run("import", str(book))
    assert done.exit_code == 0, done.output
    assert len(told) >= 6
    assert [line for line in told if not re.search(line, done.stderr)] == [], done.stderr


@slow
@pytest.mark.parametrize("word", ["TBC", "-", "n/a", "none"])
def test_a_cell_that_says_nothing_yet_is_refused_and_told_how_to_take_a_value_out(records: Records, word: str) -> None:
    table = records.root.parent / "meals.csv"
    table.write_text(f"folder,offer.meals\nriverside-learning,{word}\n", encoding="utf-8")
    done = records.run("import", str(table), "--write")
    assert (done.exit_code, records.untouched) == (1, True), done.output
    assert "Write what is so, or leave the cell empty; (none) takes out what the record says." in done.output
    table.write_text("folder,offer.meals\nriverside-learning,(None)\n", encoding="utf-8")
    done = records.run("import", str(table))
    assert (done.exit_code, "→ nothing" in done.output) == (0, True), done.output


@pytest.mark.parametrize("word", ["TBC", "-"])
def test_a_cell_of_any_kind_that_says_nothing_is_told_so_once(records: Records, tmp_path: Path, word: str) -> None:
    fields = [column.heading for column in SHEETS[0].columns]
    done = records.run("import", str(sheet(tmp_path, ["folder", *fields], ["case-farm", *(word for _ in fields)])))
    told = [re.search(r"\((.+?)\): (.*?\.)", line) for line in done.stdout.strip().split("\n")]
    said = [match.groups() for match in told if match is not None]
    assert said == [(field, "This is not an answer.") for field in fields]


def test_a_judgement_that_is_none_is_told_in_the_words_of_spreadsheets(records: Records, tmp_path: Path) -> None:
    head = ["folder", "visit", "id", "value"]
    rows = [["case-farm", "2026-03-12-derby", "5b", "n/a"], ["case-farm", "2026-03-12-derby", "5c", "TBC"]]
    done = records.run("import", str(sheet(tmp_path, head, *rows, title="judgements")))
    reason = "Write (none) here, and the reason on the sheet `details`, under `not_applicable`."
    assert f"judgements!D2 (value): `n/a` is not a value of this scale. {reason}" in done.stdout
    assert "judgements!D3 (value): `TBC` is not a value of this scale. Write what is so, or leave" in done.stdout


@slow
def test_places_that_are_free_on_another_day_say_which(records: Records) -> None:
    table = records.root.parent / "free.csv"
    for columns, row, told in (
        ("offer.vacancies.number", "2", True),
        ("offer.vacancies.number,offer.vacancies.as_at", "2,2026-11-20", False),
    ):
        table.write_text(f"folder,{columns}\ncase-farm,{row}\n", encoding="utf-8")
        done = records.run("import", str(table))
        note = "To look at: providers!B2 (offer.vacancies.number) changes, and offer.vacancies.as_at does not"
        assert (done.exit_code, note in done.stderr) == (0, told), done.output
    # In a workbook, the same row of its other sheets says nothing of it.
    book = records.export()
    free = column(book, "providers", "offer.vacancies.number")
    done = records.run("import", str(edited(book, ("providers", f"{free}2", 7))))
    assert done.stderr.count("To look at: ") == 1, done.output
    assert f"To look at: providers!{free}2 (" in done.stderr


def test_a_first_line_that_says_what_parts_the_cells_is_none_of_them(records: Records) -> None:
    table = records.root.parent / "excel.csv"
    table.write_text("sep=;\nfolder;offer.meals\ncase-farm;Lunch, with tea\n", encoding="utf-8")
    done = records.run("import", str(table))
    assert (done.exit_code, "`Lunch, with tea`  (providers!B2)" in done.output) == (0, True), done.output
    table.write_text("folder,contact.phone\ncase-farm,01632 960123 / 07700 900123\n", encoding="utf-8")
    done = records.run("import", str(table))
    words = "There is more than one telephone number here. Write one alone, such as 01632 960123."
    assert (done.exit_code, words in done.output) == (1, True), done.output


@pytest.mark.parametrize(("amount", "words"), [
    ("£54 + VAT", "Write one amount, such as 95 or 7.50, and what else is to be said under `note`."),
    ("£98 per day", "`£98 per day` is more than an amount."),
    ("58-62", "`58-62` is more than an amount."),
    ("dear", "`dear` is not a number."),
])  # fmt: skip
def test_what_is_more_than_an_amount_goes_under_note(records: Records, amount: str, words: str) -> None:
    table = records.root.parent / "prices.csv"
    table.write_text(f"folder,number,amount\nriverside-learning,1,{amount}\n", encoding="utf-8")
    done = records.run("import", str(table), "--sheet", "prices")
    assert (done.exit_code, words in done.output) == (1, True), done.output


def test_a_mistake_in_a_record_is_told_once_and_not_at_its_rows(records: Records) -> None:
    book = records.export("--edition", "commissioner")
    farm = records.root / FARM
    farm.write_text(farm.read_text(encoding="utf-8").replace("  capacity: ", "  capacity: [", 1), encoding="utf-8")
    line = next(at for at, text in enumerate(records.text(FARM).splitlines(), 1) if "capacity: [" in text)
    done = records.run("import", str(book), "--write")
    assert done.exit_code == 1
    told = done.stdout.splitlines()
    assert len(told) == 1, done.output
    assert told[0].startswith(f"{FARM}:"), done.output
    assert abs(int(told[0].split(":")[1]) - line) <= 1, done.output


@slow
def test_a_table_is_known_by_its_headings(records: Records, tmp_path: Path) -> None:
    for edition in ("public", "commissioner"):
        table = records.export("--edition", edition, "--format", "csv", "--sheet", "prices", name="theirs.csv")
        told_same(records.run("import", str(table)))
    rows = [["folder", "number", "amount"], ["riverside-learning", 1, 77]]
    done = records.run("import", str(sheet(tmp_path, *rows, title="Price list")))
    assert (done.exit_code, "→ `77`  (Price list!C2)" in done.stdout) == (0, True), done.output
    rows = [["folder", "number", "name"], ["riverside-learning", 1, "Farm"]]
    done = records.run("import", str(sheet(tmp_path, *rows, title="Names")), "--write")
    assert (done.exit_code, records.untouched) == (1, True), done.output
    assert "This may be the table `sites` or `lists` or `programmes`. Say which: --sheet sites" in done.stdout


def test_an_item_that_is_taken_out_moves_no_other(records: Records) -> None:
    prices = (
        "  price: [{amount: 92, per: day}, {amount: 80, per: week}, {amount: 35, per: card}, {amount: 9, per: x}]\n"
    )
    farm = records.root / FARM
    farm.write_text(farm.read_text(encoding="utf-8").replace("  capacity:", f"{prices}  capacity:"), encoding="utf-8")
    table = records.root.parent / "prices.csv"
    rows = ["1,(none),(none)", "2,81,week", "3,(none),(none)", "4,9,coffee", "5,7,cake", ",6,bun"]
    table.write_text("folder,number,amount,per\n" + "".join(f"case-farm,{row}\n" for row in rows), encoding="utf-8")
    done = records.run("import", str(table), "--write")
    assert done.exit_code == 0, done.output
    data = yaml.safe_load(records.text(FARM).split("---")[1])
    kept = [(row["amount"], row["per"]) for row in data["offer"]["price"]]
    assert kept == [(81, "week"), (9, "coffee"), (7, "cake"), (6, "bun")], done.output


@slow
@pytest.mark.parametrize("ignored", [ROOT / ".gitignore", ROOT / "generator/apdir/starting/gitignore"])
def test_an_export_among_the_records_is_not_committed(
    records: Records, monkeypatch: pytest.MonkeyPatch, ignored: Path
) -> None:
    monkeypatch.chdir(records.root)
    shutil.copy(ignored, ".gitignore")
    done = records.run("export")
    assert "do not commit it. --out ../apdir-public.xlsx writes it outside." in done.stderr
    assert "commit" not in records.run("export", "--out", "../apdir-public.xlsx").stderr
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "check-ignore", "-q", "apdir-public.xlsx"], check=True)


def test_a_visit_that_only_officers_see_is_not_missed_in_a_public_workbook(records: Records) -> None:
    draft = records.root / "providers/riverside-learning/visits/2025-03-13-derby.yml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("state: final", "state: draft"), encoding="utf-8")
    done = records.run("import", str(records.export()))
    assert (done.exit_code, "Not in visits" in done.stderr) == (0, False), done.output
