"""The report to the board: every number on its pages and in its workbook, beside a plain reading of the files."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from openpyxl import load_workbook

from tests.support.plain_report import Directory, Pages, random_directory
from tests.support.sites import ROOT, TODAY, apdir, site

pytestmark = pytest.mark.slow

#: Random directories; `make test-long` asks for 50.
DIRECTORIES = int(os.environ.get("REPORTS", "1"))
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


def compare(built: Path, root: Path, today: date) -> None:
    plain = Directory(root, today)
    expected = plain.report()
    for path, tables in expected.items():
        assert shown(built, path) == tables, path
    assert in_workbook(built) == expected
    gaps = plain.gaps()
    told = shown(built, "report/gaps/")
    rows = load_workbook(built / "report/report.xlsx")["Gaps"].values
    next(rows)
    needs, stages = plain.settings["vocabulary"]["needs"], ("KS1", "KS2", "KS3", "KS4", "KS5")
    for area in plain.areas:
        short = {"none": [0] * 5, "one": [0] * 5}
        for need in needs:
            for at, stage in enumerate(stages):
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
