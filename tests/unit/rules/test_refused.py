"""What no record may have is refused by the check at its line, by an import at its cell, by the editor beside it."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from apdir.commands.main import apdir
from apdir.directory import read_provider
from apdir.editor import code_host, configuration
from apdir.rules import check_provider
from apdir.source.document import dotted
from tests.support.editor_rules import ask
from tests.support.records import PROVIDER, TODAY, library
from tests.support.sites import ROOT


def flat(rows: Sequence[Any]) -> Iterator[str]:
    for row in rows:
        yield from flat(row) if isinstance(row, list) else [row]


TABLE = {
    field: list(flat(values))
    for field, values in yaml.safe_load((ROOT / "tests/support/refused.yml").read_text(encoding="utf-8")).items()
    if field != "about"
}
LEFT = TABLE.pop("left_to_the_check")
#: Lists that have a table of their own in a spreadsheet, and where a record has them.
LISTS = {"sites": ("sites",), "prices": ("offer", "price"), "lengths": ("offer", "lengths")}
GOOD = PROVIDER | {
    "contact": {"role": "Farm office", "phone": "01632 960123"},
    "sites": [{"id": "main", "name": "Main yard", "public": "yes"}],
    "offer": {"key_stages": ["KS3"], "delivery": ["on site"], "price": [{"amount": "95", "per": "day"}],
              "lengths": [{"mode": "part-time"}]},
}  # fmt: skip
#: Fields that stand only beside others, which are then right.
BESIDE = {
    "offer.ages.from": {"offer.ages.to": "25"}, "offer.ages.to": {"offer.ages.from": "3"},
    "offer.hours.from": {"offer.hours.to": "23:00"}, "offer.vacancies.number": {"offer.vacancies.as_at": "2026-11-01"},
    "registration.urn": {"registration.status": "registered", "registration.dfe_number": "830/1102"},
    "registration.dfe_number": {"registration.status": "registered", "registration.urn": "123456"},
}  # fmt: skip
#: At most so many fields of one record are bad, so that a table has no more problems than are told.
TOGETHER = [list(TABLE)[at::4] for at in range(4)]
RECORDS = [
    {field: TABLE[field][at] for field in fields if at < len(TABLE[field])}
    for fields in TOGETHER
    for at in range(max(len(TABLE[field]) for field in fields))
]

#: So many records of them are in one workbook: of one file only the first problems are told.
AT_ONCE = 12


def path_of(field: str) -> tuple[str | int, ...]:
    first, *rest = field.split(".")
    return (*LISTS[first], 0, *rest) if first in LISTS else (first, *rest)


def put(record: dict[str, Any], field: str, value: str) -> None:
    *way, last = path_of(field)
    here: Any = record
    for step in way:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    here[last] = value


def written(number: int, bad: dict[str, str]) -> tuple[str, dict[str, int]]:
    """A record with bad values, and the line on which each stands."""
    record = copy.deepcopy(GOOD) | {"name": f"Farm {number:04}"}
    for field in bad:
        for other, value in BESIDE.get(field, {}).items():
            if other not in bad:
                put(record, other, value)
    marks = {}
    for at, field in enumerate(bad):
        put(record, field, f"mark{at:02}")
        marks[field] = f"mark{at:02}"
    lines = ["---", *yaml.dump(record, sort_keys=False, Dumper=yaml.CSafeDumper).splitlines(), "---", "Hens.", ""]
    found = {field: next(at for at, line in enumerate(lines, 1) if mark in line) for field, mark in marks.items()}
    for field, mark in marks.items():
        lines[found[field] - 1] = lines[found[field] - 1].replace(mark, json.dumps(bad[field], ensure_ascii=False))
    return "\n".join(lines), found


def test_the_check_tells_each_at_its_line(tmp_path: Path) -> None:
    passed = []
    for number, bad in enumerate(RECORDS):
        text, lines = written(number, bad)
        folder = tmp_path / f"providers/farm-{number}"
        folder.mkdir(parents=True)
        (folder / "provider.md").write_text(text, encoding="utf-8")
        told = check_provider(read_provider(tmp_path, folder.name, library()), library(), TODAY)
        places = {(problem.field, problem.line) for problem in told}
        fields = {field: dotted(path_of(field)) for field in bad}
        passed += [(field, bad[field]) for field in bad if (fields[field], lines[field]) not in places]
    assert passed == []


def test_nothing_is_refused_of_a_right_record(tmp_path: Path) -> None:
    (tmp_path / "providers/farm").mkdir(parents=True)
    (tmp_path / "providers/farm/provider.md").write_text(written(0, {})[0], encoding="utf-8")
    assert check_provider(read_provider(tmp_path, "farm", library()), library(), TODAY) == []


@pytest.mark.slow
def test_an_import_tells_each_at_its_cell(tmp_path: Path) -> None:
    for name in ("frameworks", "settings.yml"):
        (shutil.copytree if name == "frameworks" else shutil.copy)(ROOT / name, tmp_path / name)
    for number in range(len(RECORDS)):
        folder = tmp_path / f"providers/farm-{number}"
        folder.mkdir(parents=True)
        (folder / "provider.md").write_text(written(number, {})[0], encoding="utf-8")
    passed = []
    for first in range(0, len(RECORDS), AT_ONCE):
        book, cells = workbook(first)
        book.save(tmp_path / "bad.xlsx")
        given = ["--root", str(tmp_path), "--today", f"{TODAY}", "import", str(tmp_path / "bad.xlsx")]
        done = CliRunner().invoke(apdir, given)
        assert done.exit_code == 1, done.output
        passed += [row for row, cell in cells if f": {cell} (" not in done.output]
    assert passed == []


def workbook(first: int) -> tuple[Workbook, list[tuple[tuple[str, str], str]]]:
    """A workbook with the bad values of some records, and the cell of each."""
    book = Workbook()
    book.remove(book.active)
    cells = []
    for number, bad in list(enumerate(RECORDS))[first : first + AT_ONCE]:
        beside = {other: value for field in bad for other, value in BESIDE.get(field, {}).items()}
        for field, value in (beside | bad).items():
            start, _, rest = field.partition(".")
            name, heading, keys = (
                (start, rest, ("folder", "number")) if start in LISTS else ("providers", field, ("folder",))
            )
            if name not in book.sheetnames:
                book.create_sheet(name).append(keys)
            page = book[name]
            folder = f"farm-{number}"
            if folder not in [cell.value for cell in page["A"]]:
                page.append((folder, "1")[: len(keys)])
            headings = [cell.value for cell in page[1]]
            column = headings.index(heading) + 1 if heading in headings else len(headings) + 1
            page.cell(1, column, heading)
            row = [cell.value for cell in page["A"]].index(folder) + 1
            page.cell(row, column, value).data_type = "s"
            if field in bad:
                cells.append(((field, value), f"{name}!{get_column_letter(column)}{row}"))
    return book, cells


@pytest.mark.slow
def test_the_editor_tells_each_beside_its_field() -> None:
    host = code_host(library().settings, "commissioner")
    assert host is not None
    form = next(row for row in configuration(library(), host, TODAY)["collections"] if row["name"] == "providers")
    asked = [(field, value) for field, values in TABLE.items() for value in values if value not in LEFT]
    paths = [".".join(map(str, path_of(field))) for field, _ in asked]
    told = ask(fields=[["providers", path, value] for path, (_, value) in zip(paths, asked, strict=True)])["fields"]
    passed = [
        row
        for row, path, words in zip(asked, paths, told, strict=True)
        if not words and not misfits(form, path, row[1])
    ]
    assert passed == []


def misfits(form: dict[str, Any], path: str, value: str) -> bool:
    """Whether the form's own field takes no such value: by its words to choose from, its shape or its length."""
    here = form
    for step in path.split("."):
        if not step.isdigit():
            here = next(field for field in here["fields"] if field["name"] == step)
    words = [option["value"] if isinstance(option, dict) else option for option in here.get("options", ())]
    if words:
        return value not in words
    shape = here.get("pattern")
    return (shape is not None and re.search(shape[0], value) is None) or len(value) > here.get("maxlength", len(value))
