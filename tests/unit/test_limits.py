"""Every input has a price that is known: whatever has too much of something is refused, in few words and few steps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import TypeAdapter, ValidationError

from generator.commands.main import apdir
from generator.directory import read_provider
from generator.editor.fields import form_of
from generator.library import Library, read_library
from generator.model.fields import LONGEST_LINE, Amount
from generator.model.provider import Provider
from generator.problems import MOST, MOST_IN_FILE, Problem, bounded, how_many, shortened
from generator.rules import check_provider
from generator.source import Limits, loader, read_document
from tests.sites import ROOT
from tests.unit.test_fuzz import TODAY

SLUG = "riverside-learning"
RECORD = f"providers/{SLUG}/provider.md"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of one provider."""
    root = tmp_path_factory.mktemp("limits")
    shutil.copy(ROOT / "settings.yml", root)
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copytree(ROOT / "providers" / SLUG, root / "providers" / SLUG)
    return root


@pytest.fixture(scope="module")
def library(base: Path) -> Library:
    return read_library(base)


@pytest.fixture
def record(base: Path) -> Path:
    """The provider's record, which is put back when a test is done with it."""
    path = base / RECORD
    path.write_bytes((ROOT / RECORD).read_bytes())
    return path


def run(root: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY.isoformat(), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def problems(path: Path, text: str, library: Library) -> list[Problem]:
    path.write_text(text, encoding="utf-8")
    return check_provider(read_provider(path.parents[2], SLUG, library), library, TODAY)


def with_fields(fields: str) -> str:
    """The record with more fields, and no description."""
    head = (ROOT / RECORD).read_text(encoding="utf-8").partition("\n---\n")[0]
    return f"{head}\n{fields}---\n"


def with_description(text: str) -> str:
    return f"{with_fields('')}\n{text}\n"


FAULTY = {
    "tabs": ("---\n" + "\t\n" * 490_000 + "---\n", 490_000),
    "control characters": ("---\n" + "\x01\n" * 490_000 + "---\n", 490_000),
    "marks of a conflict": ("---\n" + "<<<<<<<\n" * 100_000 + "---\n", 100_000),
    "fields given twice": (with_fields("a: 1\n" * 900), 900),
    "unknown fields": (with_fields("".join(f"a{number}: 1\n" for number in range(900))), 900),
    "footnotes": (with_description("x [^1]\n\n" * 2_000), 2_000),
    "birthdays": (with_fields("".join(f"a{number}: Pupil Sam Hill, born 3 May 2011\n" for number in range(900))), 900),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_a_hundred_problems_of_a_file_are_told_and_the_rest_counted(record: Path, library: Library, kind: str) -> None:
    text, count = FAULTY[kind]
    found = problems(record, text, library)
    assert len(found) <= MOST_IN_FILE + 5  # the other things that are then wrong with the record
    assert how_many(found) >= count
    [rest] = [row for row in found if row.count > 1]
    assert rest.message == f"And {rest.count:,} more problems in this file."


def test_the_check_tells_how_many_there_are(base: Path, record: Path) -> None:
    record.write_text(FAULTY["tabs"][0], encoding="utf-8")
    done = run(base, "check")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == MOST_IN_FILE + 1
    assert f"{RECORD}:102:1: And 489,900 more problems in this file." in done.stdout
    assert "490,000 problems in 1 file." in done.stderr


def test_the_problems_of_many_files_are_counted_too() -> None:
    rows = [Problem(f"providers/p{number:05}/provider.md", 1, 1, "", "Wrong.", "", "x") for number in range(10_000)]
    told = shortened(rows)
    assert len(told) == MOST + 1
    assert told[-1].message == "And 8,000 more problems in this and 7,999 other files."
    assert how_many(told) == 10_000


def test_what_is_counted_already_is_counted_once() -> None:
    rows = [Problem("a", line, 1, "", "Wrong.", "", "x") for line in range(1, 400)]
    once = bounded(rows)
    assert (len(once), how_many(once)) == (MOST_IN_FILE + 1, 399)
    assert bounded(once) == once
    assert how_many(bounded([*once, *(Problem("a", 900, 1, "", f"{n}", "", "y") for n in range(5))])) == 404


#: A value of each kind of field that takes no more than a few words, and far too much of it.
LONG = {
    "name": "name: " + "A" * 301,
    "a line of spaces": 'registration: {dfe_number: "123' + " " * 400_000 + 'x"}',
    "telephone": 'contact: {phone: "' + "0" * 400_000 + '"}',
    "day": "checked: {date: " + "1" * 400_000 + "}",
    "address": "contact: {email: " + "a." * 200_000 + "@x}",
    "web": "contact: {website: https://" + "a." * 200_000 + "}",
    "choice": "status: " + "open" * 100_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_field_that_is_too_long_is_refused_by_its_length(record: Path, library: Library, kind: str) -> None:
    field, value = LONG[kind].split(":", 1)
    lines = (ROOT / RECORD).read_text(encoding="utf-8").split("\n")
    at = next((number for number, line in enumerate(lines) if line.startswith(f"{field}:")), None)
    if at is not None:
        end = next(number for number in range(at + 1, len(lines)) if not lines[number].startswith((" ", "\t")))
        lines[at:end] = [f"{field}:{value}"]
    else:
        lines.insert(1, f"{field}:{value}")
    found = problems(record, "\n".join(lines), library)
    assert any("is the most here." in row.message for row in found), found[:5]
    assert all(len(row.message) < 300 for row in found)


@pytest.mark.parametrize("text", ["[" * 100_000, ">" * 100_000, "[a](b)\n" * 90_000, "2. x\n\n7. y\n\n" * 50_000])
def test_a_description_that_is_too_long_is_not_looked_at(record: Path, library: Library, text: str) -> None:
    found = [row for row in problems(record, with_description(text), library) if row.field == "description"]
    assert len(found) == 1
    assert found[0].message.endswith("20,000 is the most.")


@pytest.mark.parametrize(
    "fields", ["x: [" + "a," * 480_000 + "]\n", "x:\n" + "- \n" * 300_000, "x: {" + "a: b, " * 20_000 + "}\n"]
)
def test_a_record_of_too_many_values_is_refused_before_it_is_composed(
    fields: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def composed(self: object) -> None:
        raise AssertionError("It was composed.")

    monkeypatch.setattr(loader.Loader, "get_single_node", composed)
    _, found = read_document("a.yml", fields, Limits(), markdown=False)
    assert [row.message for row in found] == ["This record has more than 20,000 values."]


@pytest.mark.parametrize("text", ["1E-999999", "1e5", "0E9999", "inf", "NaN"])
def test_an_amount_has_no_exponent(text: str) -> None:
    with pytest.raises(ValidationError, match="is not a number"):
        TypeAdapter(Amount).validate_python(text)


def test_the_schema_and_the_web_editor_have_the_same_limits() -> None:
    schema = json.loads((ROOT / "schema/provider.json").read_text(encoding="utf-8"))
    assert schema["properties"]["name"]["maxLength"] == LONGEST_LINE
    assert schema["properties"]["serves"]["maxItems"] == Limits().items
    form = {field["name"]: field for field in form_of(Provider)}
    assert form["name"]["maxlength"] == LONGEST_LINE
