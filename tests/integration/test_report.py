"""The report to the board: every number on its pages and in its workbook, beside a plain reading of the files."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from openpyxl import load_workbook

from tests.support.plain_report import STAGES, STATUSES, Directory, Pages, random_directory
from tests.support.sites import ROOT, TODAY, apdir, site

pytestmark = pytest.mark.slow

#: Random directories; `make test-long` asks for 50.
DIRECTORIES = int(os.environ.get("REPORTS", "1"))
APPROVED = ("approved", "with improvements")
SHEETS = {"report/": "Year so far", "report/term/": "Term so far", "report/last-year/": "Last year",
          "report/last-term/": "Last term"}  # fmt: skip


def shown(built: Path, path: str) -> dict[str, dict[str, list[str]]]:
    """The tables of a page by their headings: rows by their labels."""
    page = lxml.html.parse(built / path / "index.html").getroot()
    found = {}
    for section in page.iterfind(".//main//section"):
        found[section.findtext("h2")] = {
            row.find("th").text_content(): [
                it.text_content() for it in row.findall("td") if it.get("class") != "ap-drawn"
            ]
            for row in section.iterfind(".//tbody/tr")
        }
    return found


def in_workbook(built: Path) -> Pages:
    book = load_workbook(built / "report/report.xlsx")
    found: Pages = {}
    for path, name in SHEETS.items():
        for _, table, label, _, value in list(book[name].values)[1:]:
            found.setdefault(path, {}).setdefault(table, {}).setdefault(label, []).append(str(value))
    return found


def behind(built: Path, plain: Directory) -> None:
    """The rows behind the numbers are as many as the numbers say."""
    book = load_workbook(built / "report/report.xlsx")
    rows = {name: list(book[name].values)[1:] for name in ("Providers", "Visits", "Findings", "Actions")}
    assert [row[-1] for row in rows["Providers"]] == sorted(plain.providers, key=plain.name)
    for path, (start, end) in plain.periods().items():
        there = plain.report()[path]
        seen = [row for row in rows["Visits"] if start <= row[1].date() <= end]
        assert str(len(seen)) == there["Visits"]["Visits made"][0]
        assert str(sum(row[3] == "yes" for row in seen)) == there["Visits"]["Visits that decide approval"][0]
        for theme, numbers in there["Findings by shared theme"].items():
            found = [row for row in rows["Findings"] if row[2] == theme and start <= row[1].date() <= end]
            assert [str(sum(row[at] for row in found)) for at in (3, 4, 5)] == numbers[:3]
        done = [row for row in rows["Actions"] if row[3] and start <= row[3].date() <= end]
        assert str(len(done)) == there["Actions"]["Done in this period"][0]


def compare(built: Path, root: Path, today: date) -> None:
    plain = Directory(root, today)
    expected = plain.report()
    for path, tables in expected.items():
        assert shown(built, path) == tables, path
    assert in_workbook(built) == expected
    behind(built, plain)
    gaps = plain.gaps()
    numbers = [len(gaps[area, need, stage]) for area in plain.areas for need in plain.settings["vocabulary"]["needs"]
               for stage in STAGES]  # fmt: skip
    said = (
        f"of {len(numbers):,} combinations of area, need and key stage, {numbers.count(0):,} have no approved provider"
    )
    assert f"{said} and {numbers.count(1):,} have only one." in (built / "report/index.html").read_text("utf-8")
    told = shown(built, "report/gaps/")
    rows = load_workbook(built / "report/report.xlsx")["Gaps"].values
    next(rows)
    needs = plain.settings["vocabulary"]["needs"]
    for area in plain.areas:
        short = {"none": [0] * 5, "one": [0] * 5}
        for need in needs:
            for at, stage in enumerate(STAGES):
                there = gaps[area, need, stage]
                online = [slug for slug in there if plain.providers[slug]["offer"]["delivery"] == ["online"]]
                cell = told[area][need[0].upper() + need[1:]][at]
                several = "online only" if len(online) == len(there) else str(len(there))
                assert cell == {0: "none", 1: "1"}.get(len(there), several), (area, need, stage)
                short["none"][at] += not there
                short["one"][at] += len(there) == 1
                only = there[0] if len(there) == 1 else None
                assert list(next(rows))[:5] == [area, need, stage, len(there), len(online)]
                assert only is None or f'providers/{only}/"' in (built / "report/gaps/index.html").read_text("utf-8")
        pairs = zip(short["none"], short["one"], strict=True)
        assert told["In short"][area] == [f"{none} none, {one} one" for none, one in pairs]
    assert next(rows, None) is None
    for town, postcode in plain.settings["places"]["towns"].items():
        assert told["Miles to the nearest"][town] == [plain.miles(postcode, stage) for stage in STAGES]


def test_every_number_of_the_sample_is_that_of_the_files() -> None:
    compare(site("commissioner"), ROOT, date.fromisoformat(TODAY))


@pytest.mark.parametrize("seed", range(DIRECTORIES))
def test_every_number_of_a_random_directory_is_that_of_its_files(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "records"
    root.mkdir()
    today = random_directory(root, seed)
    built = tmp_path / "site"
    options = ("--edition", "commissioner", "--no-search", "--no-forms", "--jobs", "1", "--out", str(built))
    done = apdir("build", *options, root=root, today=today.isoformat())
    assert done.returncode == 0, done.stderr
    compare(built, root, today)


def test_public_totals_are_there_where_settings_say_so_and_tell_of_no_few(tmp_path: Path) -> None:
    assert not (site() / "totals").exists()
    shutil.copytree(ROOT / "providers", tmp_path / "records/providers")
    settings = (ROOT / "settings.yml").read_text(encoding="utf-8")
    (tmp_path / "records/settings.yml").write_text(settings.replace("publishing:", "publishing:\n  totals: yes"))
    built = tmp_path / "site"
    done = apdir("build", "--no-search", "--no-forms", "--out", str(built), root=tmp_path / "records")
    assert done.returncode == 0, done.stderr
    told = shown(built, "totals/")
    plain = Directory(ROOT, date.fromisoformat(TODAY))
    there = [plain.status(slug, TODAY) for slug in plain.providers]
    approved = [slug for slug, status in zip(plain.providers, there, strict=True) if status in APPROVED]
    rest = sum(there.count(key) for key in STATUSES if there.count(key) < 5)
    expected = {label: [str(there.count(key))] for key, label in STATUSES.items() if there.count(key) >= 5}
    assert told["By approval status"] == expected | {"All others together": [str(rest)]}
    for area in plain.areas:
        number = sum(plain.serves(slug, area) for slug in approved)
        few = len(approved) - number
        words = "fewer than 5" if number < 5 else f"more than {len(approved) - 5}" if 0 < few < 5 else str(number)
        assert told["Approved providers by area"][area] == [words]
    numbers = [cell for rows in told.values() for [cell] in rows.values() if cell.isdigit()]
    assert min(map(int, numbers)) >= 5
    assert "totals/" in (built / "index.html").read_text(encoding="utf-8")
