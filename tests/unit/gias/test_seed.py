"""Records begun from the register of schools: each open setting of alternative provision, and nobody's name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from apdir.commands.main import apdir
from tests.support.case import HERE
from tests.support.register import download, school
from tests.support.sites import ROOT, TODAY

BY = ["--set", "checked.by=AP officer"]


def setting(urn: int, name: str, code: str, postcode: str, **more: str) -> dict[str, str]:
    row = school(urn, name, Postcode=postcode, **more)
    return (
        row
        | {
            "TypeOfEstablishment (code)": code,
            "HeadTitle": "Ms",
            "HeadFirstName": "Zenobia",
            "HeadLastName": "Nightingale",
            "Street": "",
            "Locality": "",
            "Address3": "",
            "Town": "",
            "County (name)": "",
            "StatutoryLowAge": "11",
            "StatutoryHighAge": "16",
            "TelephoneNum": "1632960301",
            "SchoolWebsite": "www.school.example",
        }
        | more
    )


ROWS = [
    setting(199901, "Riverbank PRU", "14", "DE1 2FS", Street="Mill Lane", Town="Derby"),
    setting(199902, "Reach AP", "43", "DE7 5AB", **{"LA (code)": "831", "Town": "Ilkeston"}),
    setting(199903, "Reach AP", "49", "", **{"LA (code)": "831"}),
    setting(199904, "Old Moor PRU", "14", "DE5 3BR", **{"EstablishmentStatus (name)": "Closed"}),
    setting(199905, "Elm Primary", "01", "DE5 3BR"),
    setting(20011, "Vale Children's Centre", "47", "DE5 3BR"),
    setting(199906, "Far PRU", "14", "WR1 2AB", **{"LA (code)": "885"}),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "records/providers").mkdir(parents=True)
    shutil.copy(ROOT / "settings.yml", tmp_path / "records")
    (tmp_path / "register.csv").write_bytes(download(ROWS))
    return tmp_path / "records"


def run(root: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY, *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.slow
def test_each_open_setting_of_an_authority_begins_a_record(root: Path) -> None:
    register = str(root.parent / "register.csv")
    done = run(root, "gias", register, "--new", "--la", "830, 0831", *BY, "--write")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (root / "providers").iterdir()} == {"riverbank-pru", "reach-ap", "reach-ap-2"}
    text = (root / "providers/riverbank-pru/provider.md").read_text(encoding="utf-8")
    for said in ('urn: "199901"', 'dfe_number: "830/9901"', "type: pupil referral unit", "address: [Mill Lane, Derby]",
                 "postcode: DE1 2FS", 'phone: "01632 960301"', 'website: "https://www.school.example"',
                 "ages: {from: 11, to: 16}", "by: AP officer"):  # fmt: skip
        assert said in text or said.replace('"1', "1").replace('1"', "1") in text, said
    assert "Nightingale" not in "".join(path.read_text() for path in root.rglob("*.md"))
    assert "Old Moor PRU (URN 199904): closed" in done.stderr
    assert (
        "delivery: [online]"
        in (root / "providers/reach-ap-2/provider.md").read_text()
        + (root / "providers/reach-ap/provider.md").read_text()
    )
    assert run(root, "check").exit_code == 0
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    done = run(root, "gias", register, "--new", "--la", "830,831", *BY, "--write")
    assert (done.exit_code, before) == (0, {path: path.read_bytes() for path in root.rglob("*.md")}), done.output


@pytest.mark.slow
def test_an_extract_in_an_old_encoding_begins_its_open_settings(root: Path) -> None:
    done = run(root, "gias", str(HERE / "lists/register-extract-cp1252.csv"), "--new", *BY, "--write")
    begun = {path.name for path in (root / "providers").iterdir()}
    assert begun == {"peak-free-school", "reach-ap", "reach-ap-2", "riverbank-pupil-referral-unit",
                     "st-aelfgars-ap-academy"}  # fmt: skip
    assert "Left out, for they are not open: Old Moor PRU (URN 149904): closed." in done.stderr
    assert "Peak Free School (URN 149903): Open, but proposed to close, on 31-12-2026." in done.stderr
    assert "St Ælfgar’s AP Academy" in (root / "providers/st-aelfgars-ap-academy/provider.md").read_text()


def test_what_nobody_said_is_asked_for_and_nothing_is_begun(root: Path) -> None:
    done = run(root, "gias", str(root.parent / "register.csv"), "--new", "--write")
    assert done.exit_code == 1
    assert '--set "checked.by=AP officer"  (4 rows (2, 3, 4, 8): The role that confirmed them' in done.stdout
    assert not list((root / "providers").iterdir())


def test_a_download_of_the_register_is_no_list(root: Path) -> None:
    done = run(root, "import", str(root.parent / "register.csv"), "--new")
    assert (done.exit_code, "apdir gias register.csv --new" in done.stderr) == (2, True), done.output
    done = run(root, "gias", str(root.parent / "register.csv"), "--la", "830")
    assert (done.exit_code, "add --new" in done.stderr) == (2, True), done.output
