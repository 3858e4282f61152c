"""Records beside the register of schools: what it says of each, what is written, how fast."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from apdir.commands.main import apdir
from apdir.gias import check, whole
from apdir.gias.register import read_register
from tests.support.case import HERE
from tests.support.register import download, links, many, others, school
from tests.support.sites import ROOT, TODAY

slow = pytest.mark.slow

URN, OTHER = 199913, 199999
FARM = "providers/case-farm/provider.md"


class Directory:
    """A directory of one registered and one unregistered provider, beside a register."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.record = (root / "providers/alder-house/provider.md").read_text(encoding="utf-8")
        self.file = root.parent / "edubasealldata.csv"
        self.links = root.parent / "links.csv"

    def run(self, *rows: dict[str, str], raw: bytes | None = None, more: tuple[str, ...] = ()) -> Result:
        self.file.write_bytes(raw if raw is not None else download([*others(), *rows]))
        arguments = ["--root", str(self.root), "--today", TODAY, "gias", str(self.file), *more]
        done = CliRunner().invoke(apdir, arguments)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Directory:
    monkeypatch.setattr(whole, "FEWEST", 160)  # in a test of its own the register is as long as it is
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers/case-farm")
    shutil.copytree(ROOT / "providers/alder-house", root / "providers/alder-house")
    shutil.copy(ROOT / "settings.yml", root)
    return Directory(root)


def alder(**more: str) -> dict[str, str]:
    fields = {"EstablishmentNumber": "1199", "Postcode": ALDER_POSTCODE} | more
    return school(URN, "Alder House Pupil Referral Unit", **fields)


ALDER = (ROOT / "providers/alder-house/provider.md").read_text(encoding="utf-8")
ALDER_POSTCODE = ALDER.split("postcode: ")[1][:8].strip(" ,}")


def test_a_register_that_agrees_is_told_in_one_line(directory: Directory) -> None:
    done = directory.run(alder())
    assert (done.exit_code, done.stdout) == (
        0, "The register agrees with 2 providers: 1 registered, 1 not; 0 to look at.\n")  # fmt: skip


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (school(OTHER, "Elsewhere School"), f"no school with URN {URN} is in the register"),
        (alder(EstablishmentStatus=""), "agrees"),
        (alder() | {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"},
         "the register says Closed on 31 August 2026"),
        (alder() | {"EstablishmentStatus (name)": "Open, but proposed to close"},
         "the register says Open, but proposed to close"),
        (alder(EstablishmentNumber="1198"), "the register's DfE number is 830/1198, the record's 830/1199"),
        (alder() | {"LA (code)": "0830", "EstablishmentNumber": "01199"}, "agrees"),
        (alder() | {"LA (code)": "0"}, "agrees"),
        (alder(EstablishmentName="The Alder House pupil referral unit Ltd"), "agrees"),
        (alder(EstablishmentName="Birch House"), "the register calls it `Birch House`"),
        (alder(Postcode="ZZ1 1AA"), "the register's postcode ZZ1 1AA is that of none of the record's sites"),
        (alder(Postcode=""), "agrees"),
        (alder(URN=f"0{URN}"), "agrees"),
        (school(OTHER, "Alder House Pupil Referral Unit", EstablishmentNumber="1199"),
         f"its DfE number 830/1199 is that of `Alder House Pupil Referral Unit` (URN {OTHER}, Open)"),
    ],
)  # fmt: skip
def test_a_registered_provider(directory: Directory, row: dict[str, str], words: str) -> None:
    done = directory.run(row)
    if words == "agrees":
        assert (done.exit_code, ": 1 registered" in done.stdout) == (0, True), done.stdout
    else:
        assert (done.exit_code, f"  {words}\n" in done.stdout) == (1, True), done.stdout


def test_a_school_that_became_another(directory: Directory) -> None:
    directory.links.write_bytes(links((URN, OTHER, "Successor"), (URN, 1, "Predecessor - merged")))
    more = ("--links", str(directory.links))
    done = directory.run(alder(), school(OTHER, "Alder Academy"), more=more)
    assert f"  its successor is `Alder Academy` (URN {OTHER}, Open)\n" in done.stdout
    assert "URN 1" not in done.stdout.replace(f"URN {OTHER}", "")


@pytest.mark.parametrize(
    ("name", "postcode", "words"),
    [
        ("Case Farm", "DE1 2FS", "very likely `Case Farm` (URN 199999, Open): same name, same postcode"),
        ("THE CASE FARM LIMITED", "DE12FS", "very likely `THE CASE FARM LIMITED`"),
        ("Case Farm School", "DE1 2FS", "perhaps `Case Farm School` (URN 199999, Open): same postcode"),
        ("Case Farm", "ZZ1 1AA", "perhaps `Case Farm` (URN 199999, Open): same name at ZZ1 1AA"),
        ("Wholly Other School", "DE1 2FS", None),
        ("Case Farmhouse Nursery", "ZZ1 1AA", None),
    ],
)
def test_an_unregistered_provider(directory: Directory, name: str, postcode: str, words: str | None) -> None:
    text = (directory.root / FARM).read_text(encoding="utf-8")
    if "postcode: DE1 2FS" not in text:
        line = "sites: [{id: main, name: Yard, postcode: DE1 2FS, public: yes}]\n"
        old = next((row for row in text.splitlines(keepends=True) if row.startswith("sites:")), None)
        text = text.replace(old, line) if old else text.replace("offer:\n", f"{line}offer:\n")
        (directory.root / FARM).write_text(text, encoding="utf-8")
    done = directory.run(alder(), school(OTHER, name, Postcode=postcode))
    if words is None:
        assert done.exit_code == 0, done.stdout
    else:
        assert (done.exit_code, words in done.stdout) == (1, True), done.stdout


def test_only_what_the_register_bears_out_is_written(directory: Directory) -> None:
    path = directory.root / "providers/alder-house/provider.md"
    farm = (directory.root / FARM).read_bytes()
    directory.run(alder(EstablishmentName="Birch House"), school(OTHER, "Case Farm"), more=("--write",))
    assert path.read_text(encoding="utf-8") == directory.record
    assert (directory.root / FARM).read_bytes() == farm
    done = directory.run(alder(), more=("--write",))
    assert "Wrote 2 records." in done.stderr
    assert path.read_text(encoding="utf-8") == directory.record.replace(
        "gias_checked: 2026-10-07", f"gias_checked: {TODAY}"
    )
    assert f"gias_checked: {TODAY}" in (directory.root / FARM).read_text(encoding="utf-8")
    assert "Wrote 0 records." in directory.run(alder(), more=("--write",)).stderr


def test_a_register_of_a_day_to_come_is_asked_about(directory: Directory) -> None:
    directory.file = directory.file.with_name("edubasealldata20271120.csv")
    done = directory.run(alder(), more=("--write",))
    assert done.exit_code == 2
    assert "the register of 20 November 2027, which is in the future" in " ".join(done.stderr.split())
    assert (directory.root / "providers/alder-house/provider.md").read_text(encoding="utf-8") == directory.record


def test_a_provider_that_is_closed_is_named(directory: Directory) -> None:
    path = directory.root / FARM
    closed = "status: closed\nstatus_date: 2026-11-01\npublic_notice: The farm has closed.\n"
    path.write_text(path.read_text(encoding="utf-8").replace("status: listed\n", closed), encoding="utf-8")
    assert "Closed, so not looked up: Case Farm." in directory.run(alder()).stderr


def test_missing_columns_are_told(directory: Directory) -> None:
    done = directory.run(raw=download([*others(), alder()], without=["Postcode", "EstablishmentStatus (name)"]))
    assert done.exit_code == 1
    assert "it has no school that is said to be open; it has no postcodes." in done.stderr
    assert "the file does not say whether it is open" in done.stdout
    assert "Without the column `Postcode`, postcodes, and likely matches of unregistered providers" in done.stderr
    assert "Without the column `EstablishmentStatus (name)`, whether a school is open cannot be checked." in done.stderr
    done = directory.run(raw=download([alder()], without=["URN"]))
    assert (done.exit_code, "There is no column `URN`." in done.stdout) == (1, True)
    for raw, words in (
        (b"", "There is no column `URN`."),
        (b"PK\x03\x04\x00\x00[Content_Types].xml", "This is a workbook, and the register is a CSV file."),
        (b"PK\x03\x04\x00\x00edubasealldata.csv", "Unzip it, and give the CSV file that is in it."),
        (b"name,postcode\r\nA,B\r\n", "There is no column `URN`."),
    ):
        done = directory.run(raw=raw)
        assert (done.exit_code, words in done.stdout) == (1, True)


def test_rows_that_cannot_be_read_are_counted(directory: Directory) -> None:
    done = directory.run(raw=download([*others(), alder()]) + b'"1","too short"\r\n\r\n')
    assert done.exit_code == 0
    assert "1 row of edubasealldata.csv cannot be read" in done.stderr


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_report_for_programs(directory: Directory, form: str) -> None:
    done = directory.run(alder(EstablishmentName="=cmd()"), more=("--format", form))
    assert "the register calls it" in done.stdout
    if form == "json":
        rows = {row["slug"]: row for row in json.loads(done.stdout)["providers"]}
        assert (rows["alder-house"]["state"], rows["case-farm"]["state"]) == ("look", "agrees")


@pytest.mark.parametrize("ofsted", [True, False])
def test_the_register_is_read_as_it_comes(ofsted: bool) -> None:
    raw = download([*many(50), alder(EstablishmentName="Café “Rosé” – St Anne’s")], ofsted=ofsted)
    for content in (raw, b"\xef\xbb\xbf" + raw.decode("cp1252").encode()):
        register, problems = read_register("x.csv", content)
        assert problems == []
        assert register is not None
        assert (len(register.by_urn), register.passed) == (51, 0)
        found = register.by_urn[str(URN)]
        assert (found.name, found.dfe_number) == ("Café “Rosé” – St Anne’s", "830/1199")
        assert "Nobody" not in repr(register)


def unicode_text(raw: bytes) -> bytes:
    """A download as Excel saves it anew as "Unicode Text": UTF-16 with tabs."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows(csv.reader(io.StringIO(raw.decode("cp1252"), newline="")))
    return out.getvalue().encode("utf-16")


def test_excels_unicode_text_is_read(directory: Directory) -> None:
    raw = download([*others(), alder(EstablishmentName="Café “Rosé”")])
    done = directory.run(raw=unicode_text(raw))
    assert (done.stdout, done.exit_code) == (directory.run(raw=raw).stdout, 1)
    assert "the register calls it `Café “Rosé”`" in done.stdout
    moved = [alder(**{"EstablishmentStatus (name)": "Closed"}), school(OTHER, "Alder Academy")]
    directory.links.write_bytes(unicode_text(links((URN, OTHER, "Successor"))))
    done = directory.run(raw=unicode_text(download([*others(), *moved])), more=("--links", str(directory.links)))
    assert "Alder Academy" in done.stdout


@pytest.mark.slow
def test_a_register_of_too_many_rows_is_refused() -> None:
    found, [told] = read_register("x.csv", b"URN,EstablishmentName\n" + b"1,a\n" * 70_001)
    assert (found, told.message) == (None, "This file has more than 70,000 rows.")
    found, [told] = read_register("x.csv", b"URN,EstablishmentName\n" + b"," * 10_000_001)
    assert (found, told.message) == (None, "This file has more than 10,000,000 cells.")


def test_schools_made_to_be_compared_cost_no_more_than_a_hundred(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those at one postcode; the one of the provider's own name is found among all of them."""
    compared = []

    def counted(*names: str) -> bool:
        compared.append(names)
        return False

    monkeypatch.setattr(check, "_is_like", counted)
    rows = [school(300_000 + number, f"Farm Case {number}", Postcode="DE1 2FS") for number in range(300)]
    done = directory.run(raw=download([*others(), alder(), *rows, school(OTHER, "Case Farm", Postcode="DE1 2FS")]))
    assert len(compared) == 100
    assert "very likely `Case Farm`" in done.stdout


def test_a_row_with_a_longer_name_than_schools_have_is_passed_over(directory: Directory) -> None:
    done = directory.run(alder(), school(OTHER, "é" * 201), school(OTHER + 1, "é" * 200))
    assert "1 row of edubasealldata.csv cannot be read, and were passed over." in done.stderr


def test_at_most_five_successors_are_told(directory: Directory) -> None:
    directory.links.write_bytes(links(*((URN, number, "Successor") for number in range(1, 2_000))))
    done = directory.run(alder(), more=("--links", str(directory.links)))
    assert done.stdout.count("its successor has URN") == 5


@slow
def test_fifty_thousand_rows_are_read_whole(directory: Directory) -> None:
    raw = download([*others(), *many(50_000), alder()])
    done = directory.run(raw=raw)
    assert done.exit_code == 0, done.stdout


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([*others()][:5], "the register has over 50,000 establishments, and this has 6;"),
        ([row | {"LA (code)": "830"} for row in others()], "it has schools of 1 authority, where England"),
        ([row | {"LA (code)": ""} for row in others()], "it has schools of 1 authority"),
        ([row | {"EstablishmentStatus (name)": "Open"} for row in others()], "no school that is said to be closed"),
        ([row | {"EstablishmentStatus (name)": ""} for row in others()], "no school that is said to be closed"),
        ([row | {"TypeOfEstablishment (name)": "Academy converter"} for row in others()],
         "it has no school of the type `Other independent special school` or `Pupil referral unit`."),
    ],
    ids=["short", "one authority", "no authority", "open alone", "no status", "one type"],
)  # fmt: skip
def test_a_part_of_the_register_proves_nothing_of_what_is_not_in_it(
    directory: Directory, rows: list[dict[str, str]], reason: str
) -> None:
    farm = (directory.root / FARM).read_bytes()
    done = directory.run(raw=download([*rows, alder()]), more=("--write",))
    assert done.exit_code == 1
    assert reason in done.stderr
    assert "So it proves of no provider that it is not registered." in done.stderr
    assert "The register agrees with 1 provider: 1 registered, 0 not; 0 to look at." in done.stdout
    assert "Case Farm, providers/case-farm: this file does not show whether it is in the register" in done.stdout
    # What is in the file is borne out by it.
    assert "Wrote 1 record." in done.stderr
    assert (directory.root / FARM).read_bytes() == farm
    record = (directory.root / "providers/alder-house/provider.md").read_text(encoding="utf-8")
    assert f"gias_checked: {TODAY}" in record


def test_a_school_that_is_not_in_a_part_of_the_register_is_not_said_to_be_gone(directory: Directory) -> None:
    done = directory.run(raw=download([*others()][:5]))
    assert done.exit_code == 1
    assert f"this file has no school with URN {URN}, and is not the whole register" in done.stdout
    assert "is in the register\n" not in done.stdout.replace("whether it is in the register", "")


def test_a_file_without_any_school_near_a_site_says_nothing_of_its_provider(directory: Directory) -> None:
    rows = [row | {"Postcode": "ZZ1 1AA"} for row in others()]
    done = directory.run(raw=download([*rows, alder(Postcode="ZZ1 1AA")]), more=("--write",))
    assert "providers/case-farm: this file does not show whether it is in the register: it has no school in DE1" in (
        done.stdout
    )
    assert "Wrote 0 records." in done.stderr


@pytest.mark.slow
def test_the_real_register_is_longer_than_the_limit() -> None:
    for rows, enough in ((39_000, False), (41_000, True)):
        register, _ = read_register("x.csv", download([*others(), *many(rows)]))
        assert register is not None
        assert (list(whole.shortcomings(register)) == []) == enough


def test_a_closed_school_is_followed_by_the_academy_of_its_name_and_postcode(directory: Directory) -> None:
    closed = alder() | {"EstablishmentStatus (name)": "Closed"}
    after = school(OTHER, "Alder House Pupil Referral Unit", Postcode=ALDER_POSTCODE)
    elsewhere = school(OTHER - 1, "Alder House Pupil Referral Unit")
    done = directory.run(closed, after, elsewhere)
    said = f"its successor is probably `Alder House Pupil Referral Unit` (URN {OTHER}, Open): same name, same postcode"
    assert said in done.stdout
    assert str(OTHER - 1) not in done.stdout


@pytest.mark.parametrize("more", [
    {"TypeOfEstablishment (code)": "47"}, {"TypeOfEstablishment (code)": "48"},
    {"TypeOfEstablishment (name)": "Children's centre linked site"}, {"URN": "20123"},
], ids=str)  # fmt: skip
def test_a_childrens_centre_is_no_school(directory: Directory, more: dict[str, str]) -> None:
    text = (directory.root / FARM).read_text(encoding="utf-8")
    postcode = text.split("postcode: ")[1][:8].strip(" ,}\n")
    assert directory.run(alder(), school(OTHER, "Case Farm", Postcode=postcode)).exit_code == 1
    assert directory.run(alder(), school(OTHER, "Case Farm", Postcode=postcode) | more).exit_code == 0


def test_the_day_that_is_written_is_that_of_the_register(directory: Directory) -> None:
    path = directory.root / "providers/alder-house/provider.md"
    for name, day in (
        ("edubasealldata20261112.csv", "2026-11-12"),
        ("edubasealldata20261030.csv", "2026-11-12"),  # an older one takes nothing back
        ("edubasealldata.csv", TODAY),  # no day in its name
    ):
        directory.file = directory.root.parent / name
        directory.run(alder(), more=("--write",))
        assert f"gias_checked: {day}" in path.read_text(encoding="utf-8")
