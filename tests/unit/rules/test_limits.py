"""Every input has a price that is known: whatever has too much of something is refused, in few words and few steps."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydantic import TypeAdapter, ValidationError

from apdir import processes
from apdir.commands import list_run, lists
from apdir.commands.main import apdir
from apdir.directory import read_provider
from apdir.editor.fields import form_of
from apdir.gias.register import read_register
from apdir.library import Library, read_library
from apdir.lists import mapping, providers
from apdir.model.fields import LONGEST_LINE, Amount
from apdir.model.provider import Provider
from apdir.problems import MOST, MOST_IN_FILE, Problem, bounded, how_many, shortened
from apdir.rules import check_provider
from apdir.source import Limits, edit, loader, read_document
from apdir.tables import taking
from tests.nightly.test_fuzz import TODAY
from tests.support.sites import ROOT

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


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTY)
def test_a_hundred_problems_of_a_file_are_told_and_the_rest_counted(record: Path, library: Library, kind: str) -> None:
    text, count = FAULTY[kind]
    found = problems(record, text, library)
    assert len(found) <= MOST_IN_FILE + 5  # the other things that are then wrong with the record
    assert how_many(found) >= count
    [rest] = [row for row in found if row.count > 1]
    assert rest.message == f"And {rest.count:,} more problems in this file."


@pytest.mark.slow
def test_the_check_tells_how_many_there_are(base: Path, record: Path) -> None:
    record.write_text(FAULTY["tabs"][0], encoding="utf-8")
    done = run(base, "check")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == MOST_IN_FILE + 1
    assert f"{RECORD}:102:1: And 489,900 more problems in this file." in done.stdout
    assert "490,000 problems in 1 file." in done.stderr


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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
    with pytest.raises(ValidationError, match=r"is (?:not a number|more than an amount)"):
        TypeAdapter(Amount).validate_python(text)


def test_the_schema_and_the_web_editor_have_the_same_limits() -> None:
    schema = json.loads((ROOT / "schema/provider.json").read_text(encoding="utf-8"))
    assert schema["properties"]["name"]["maxLength"] == LONGEST_LINE
    assert schema["properties"]["serves"]["maxItems"] == Limits().items
    form = {field["name"]: field for field in form_of(Provider)}
    assert form["name"]["maxlength"] == LONGEST_LINE


@pytest.mark.slow
def test_unknown_folders_are_told_a_hundred_times(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(taking, "did_you_mean", lambda *words: asked.append(words) or "")
    path = tmp_path / "a.csv"
    path.write_text("folder,name\n" + "".join(f"none-{n},x\n" for n in range(74_000)), encoding="utf-8")
    done = run(base, "import", str(path))
    assert done.exit_code == 1
    assert len(asked) == MOST_IN_FILE + 1
    assert len(done.stdout.splitlines()) == MOST_IN_FILE + 1
    assert "73,900 more problems" in done.stdout


LIST = "Provider,Postcode,Telephone,Ages,Subjects,Registered school\n"


def test_a_record_that_is_begun_is_read_a_few_times_however_many_cells_it_has(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def counted(*words: Any, **named: Any) -> Any:
        read.append(words)
        return read_document(*words, **named)

    monkeypatch.setattr(edit, "read_document", counted)
    path = tmp_path / "a.csv"
    path.write_text(LIST + "".join(f"Farm {n},DE1 2FS,01332 496000,14-16,cooking,no\n" for n in range(5)), "utf-8")
    done = run(base, "import", str(path), "--new", "--set", "contact.role=Office")
    assert "5 rows" in done.stderr
    assert len(read) <= 5 * 3 + len(list((base / "providers").rglob("*.*")))


@pytest.mark.parametrize(
    ("limit", "rows", "told"),
    [
        ("lists.MOST_LISTED", "A,,,,a,\nB,,,,b,\nC,,,,c,\n", "This list has 3 rows, and 2 is the most that is taken"),
        (
            "lists.MOST_WRITTEN",
            "A,,,,abc,\n",
            "This list has 4 characters, and 2 is the most that is taken in at once.",
        ),
        ("providers.MOST_OF_ONE", "A,,,,a,\nA,,,,b,\nA,,,,c,\n", "More than 2 rows are about this provider."),
    ],
)
def test_a_list_with_too_many_rows_is_told_to_be_divided(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, rows: str, told: str
) -> None:
    module, name = limit.split(".")
    monkeypatch.setattr({"lists": lists, "providers": providers}[module], name, 2)
    path = tmp_path / "a.csv"
    path.write_text(LIST + rows, encoding="utf-8")
    done = run(base, "import", str(path), "--new", "--all")
    assert done.exit_code == 1
    assert told in done.output


@pytest.mark.parametrize(
    ("limit", "table", "told"),
    [
        ("MOST_BEGUN", "folder,name\na,A\nb,B\nc,C\n", "More than 2 rows begin a record. Nothing after that was "),
        ("MOST_CHANGED", "folder,name,type\na,A,farm\nb,B,farm\n", "More than 2 cells, or more than 400,000 "),
        ("MOST_WRITTEN", "folder,name,type\na,A,farm\nb,B,farm\n", "or more than 2 characters, would change. Nothing "),
        ("MOST_OF_ONE", "folder,number,id,name\n" + f"{SLUG},,x,X\n{SLUG},,y,Y\n{SLUG},,z,Z\n",
         f"More than 2 cells change {RECORD}."),
    ],
)  # fmt: skip
def test_a_table_that_changes_too_much_is_told_to_be_divided(
    base: Path, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, table: str, told: str
) -> None:
    monkeypatch.setattr(taking, limit, 2)
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    done = run(base, "import", str(path), "--new", "--sheet", "sites" if "number" in table else "providers")
    assert done.exit_code == 1
    assert told in done.output
    assert "Put half of the rows into a second file" in done.output


@pytest.mark.parametrize("new", [4, 5])
def test_a_list_of_too_much_is_tried_once(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: int
) -> None:
    """Else its rows would be taken for bad one by one."""
    tried = []

    def counted(*words: Any, **named: Any) -> Any:
        tried.append(words)
        return taking.Taking(*words, **named)

    monkeypatch.setattr(taking, "MOST_BEGUN", 4)
    monkeypatch.setattr(list_run, "Taking", counted)
    path = tmp_path / "a.csv"
    path.write_text(LIST + "".join(f"Farm {n},,,,,no\n" for n in range(new)), encoding="utf-8")
    done = run(base, "import", str(path), "--new")
    assert done.exit_code == 1
    assert ("Nothing after that was looked at." in done.output, len(tried)) == ((False, 2) if new == 4 else (True, 1))


def test_so_many_words_of_a_list_are_asked_at_once(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "MOST_ASKED", 2)
    path = tmp_path / "a.csv"
    path.write_text(LIST + "".join(f"Farm {n},,,,,perhaps {n}\n" for n in range(5)), encoding="utf-8")
    asked = base / "imports/a.yml"
    for count in (2, 4, 5):
        run(base, "import", str(path), "--new")
        assert asked.read_text(encoding="utf-8").count("perhaps") == count
    asked.unlink()


@pytest.mark.parametrize("place", ["authority", "number", "urn"])
def test_a_number_of_thousands_of_digits_is_no_number(place: str) -> None:
    cells = {"urn": "100001", "authority": "830", "number": "1102"} | {place: "9" * 5_000}
    text = "URN,EstablishmentName,LA (code),EstablishmentNumber\n{urn},A,{authority},{number}\n".format(**cells)
    register, told = read_register("a.csv", text.encode())
    assert register is not None
    assert not told
    assert all(school.dfe_number is None for school in register.by_urn.values())


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2101-01-01", "9000-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["due", "build", "check", "serve", "export"])
def test_a_day_that_cannot_be_reckoned_with_is_told(base: Path, command: str, day: str) -> None:
    done = CliRunner().invoke(apdir, ["--root", str(base), "--today", day, command], standalone_mode=True)
    assert done.exit_code == 2
    assert "cannot be right: give one from 1990 to 2100" in done.output


@pytest.mark.slow
@pytest.mark.parametrize("day", ["1990-01-01", "2100-12-31"])
@pytest.mark.parametrize("command", ["due", "check"])
def test_the_first_and_last_day_can_be_reckoned_with(base: Path, command: str, day: str) -> None:
    done = CliRunner().invoke(apdir, ["--root", str(base), "--today", day, command])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception


@pytest.mark.slow
@pytest.mark.parametrize("module", ["apdir.commands.main", "apdir.commands.check", "apdir.library"])
def test_it_can_be_stopped_while_it_is_being_loaded(module: str) -> None:
    program = f"""
import sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}: raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
sys.argv = ["apdir", "check"]
from apdir.commands import main
main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr.strip()) == (130, "Stopped.")


@pytest.mark.slow
@pytest.mark.parametrize("in_the_background", [False, True])
def test_what_takes_too_long_ends_in_a_sentence(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_the_background: bool
) -> None:
    def slow(*_: object) -> None:
        with suppress(KeyboardInterrupt):  # as an interrupt is lost that comes while an object is cleared away
            while True:
                sum(range(1_000))
        while True:
            sum(range(1_000))

    path = tmp_path / "a.csv"
    path.write_text("folder,name\na,b\n", encoding="utf-8")
    monkeypatch.setattr("apdir.commands.taking.read_grids", slow)
    monkeypatch.setattr("apdir.commands.limit.AGAIN", 0.2)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if in_the_background else signal.default_int_handler)
    try:
        done = CliRunner().invoke(apdir, ["--root", str(base), "import", str(path), "--time-limit", "1"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert done.exit_code == 1
    assert "took longer than 1 seconds" in done.output


@pytest.mark.parametrize("command", [["read"], ["import"], ["gias"], ["new", "provider"]])
def test_what_reads_from_elsewhere_has_a_time_limit(command: list[str]) -> None:
    assert "--time-limit" in CliRunner().invoke(apdir, [*command, "--help"]).output


@pytest.mark.slow
def test_a_page_written_by_hand_has_a_limit(base: Path) -> None:
    page = base / "content/long.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Long\n\n" + "<a " * 40_000, encoding="utf-8")
    done = run(base, "check")
    page.unlink()
    assert "content/long.md: This page has more than 100,000 characters." in done.stdout


HOUR = 3600


@pytest.mark.parametrize(
    "shared", [lambda: processes.pool(2), lambda: processes.meanwhile(2, lambda: time.sleep(HOUR))]
)
def test_a_command_that_is_stopped_waits_for_no_work(
    shared: Callable[[], AbstractContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the work waited for, pytest would end the run as one that hangs."""
    monkeypatch.setattr(processes, "_stopped", False)  # put back at the end: else the next command ends this process

    def stopped() -> None:
        with shared() as pool:
            if pool is not None:
                pool.submit(time.sleep, HOUR)
            time.sleep(0.5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
