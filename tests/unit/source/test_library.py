"""Faults of the files that every record is checked against: told at their lines, and not told again of every record."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from apdir.commands.check import find_problems
from apdir.directory import provider_folders
from apdir.library import NoDirectory, read_library
from apdir.problems import as_text
from tests.support.case import HERE
from tests.support.sites import ROOT

pytestmark = pytest.mark.slow  # each reads every framework anew

SETTINGS, DERBY = "settings.yml", "frameworks/derby/2024-05.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A directory of one provider with two visits, without a fault."""
    shutil.copytree(HERE / "base", tmp_path / "providers" / "case-farm")
    shutil.copytree(ROOT / "frameworks", tmp_path / "frameworks")
    shutil.copy(ROOT / "settings.yml", tmp_path)
    return tmp_path


def found(root: Path) -> list[str]:
    return list(as_text(find_problems(root, date(2026, 11, 22))[0]))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (SETTINGS, "council:\n", "council: x: y\n", ["second colon in this value"]),
        (SETTINGS, "council:\n", "cuncil:\n", ["no field `cuncil` here. Did you mean `council`?"]),
        (SETTINGS, "  types:\n", "  typs:\n", ["no field `typs` here. Did you mean `types`?"]),
        (SETTINGS, "  types:\n", "  types: farm\n  colours:\n", ["types: A list is expected here", "`colours`"]),
        (SETTINGS, "[derby]", "[drby]", ["frameworks[1]: There is no framework `drby`. Did you mean `derby`?"]),
        (SETTINGS, "mistake: ap-team@", "mistake: ap team@", ["report_mistake: `ap team@trentside.example` is not"]),
        (SETTINGS, "\nabout: ", "\nabout: Ask for Mrs Brown. ", ["about: This looks as if it named a person"]),
        (DERBY, "\npublisher:", "\npublisher: Jane Smith #", ["publisher: This looks as if it named a person"]),
        (SETTINGS, "\nsite_url:", "\nsite_url: 1\nsite_url:", ["`1` is not a web address", "is given twice"]),
        (DERBY, "id: derby\n", "id: drby\n", ['id: The id `drby` is not the folder\'s name. Write "derby".']),
        (DERBY, "version: 2024-05", "version: 2024-06", ["version: The version `2024-06` is not the file's name"]),
        (DERBY, "id: derby\n", "id: derby: x\n", ["There is a second colon in this value"]),
        (DERBY, "\nscale: standard\n", "\nscale: standrad\n", ["no scale `standrad`. Did you mean `standard`?"]),
        (DERBY, '- id: "2c"', '- id: "2a"', ["themes[2].requirements[3].id: `2a` is given twice"]),
        (DERBY, "\npublisher:", "\npublsher:", ["no field `publsher` here. Did you mean `publisher`?"]),
        (DERBY, "from: 2024-05-01", "from: 2024-15-01", ["in_force.from: There is no such day as `2024-15-01`"]),
        (DERBY, "gives: [all met]", "gives: [all mett]", ["There is no outcome `all mett`. Did you mean `all met`?"]),
        (DERBY, "from: 2024-05-01", "from: 2024-05-01\n  until: 2026-09-30",
         ["Version 2026-09 begins while version 2024-05 still holds"]),
        (DERBY, "key: fully\n", "key: full\n", ["`fully` is not a value of this scale"] * 31),
    ],
    ids=lambda value: value[:24].strip() if isinstance(value, str) else "",
)  # fmt: skip
def test_a_fault_is_told_at_its_line_and_nothing_that_follows_from_it(
    file: str, old: str, new: str, told: list[str], root: Path
) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old.lstrip("\n"))].count("\n") + 1
    lines = found(root)
    assert len(lines) == len(told), lines
    for said, words in zip(lines, told, strict=True):
        assert words in said
        if len(told) == 1 and "Version 2026-09" not in said:
            assert said.startswith(f"{file}:{line}:"), line


def test_several_faults_of_one_framework_are_told_together(root: Path) -> None:
    path = root / DERBY
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('- id: "2c"', '- id: "2a"'),
        ('- id: "3c"', '- id: "3a"'),
        ("\nscale: standard\n", "\nscale: x\n"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert len(found(root)) == 3


def test_a_visit_under_a_framework_that_cannot_be_read_is_still_looked_at(root: Path) -> None:
    (root / DERBY).write_text("id: derby: x\n", encoding="utf-8")
    visit = root / "providers/case-farm/visits/2026-03-12-derby.yml"
    text = visit.read_text(encoding="utf-8").replace("next_visit: 2027-03-12", "next_visit: 2026-03-12")
    visit.write_text(text.replace('"1a": fully', '"9z": fully'), encoding="utf-8")
    lines = found(root)
    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in lines] == ["2024-05.yml", "2026-03-12-derby.yml"]
    assert "next_visit: The next visit is on 12 March 2026" in lines[1]


def test_what_does_not_belong_beside_frameworks_and_providers(root: Path) -> None:
    (root / "frameworks/derby/notes.docx").touch()
    (root / "frameworks/derby/2024.yml").write_text("id: derby\n")
    (root / "frameworks/README.md").touch()
    (root / "frameworks/derby/2025-01.yml").symlink_to("/etc/hostname")
    (root / "providers/notes.md").touch()
    (root / "providers/README.md").touch()
    (root / "providers/.hidden").touch()
    (root / "providers/linked").symlink_to(root / "providers/case-farm")
    (root / "providers/Big Farm").mkdir()
    (root / "providers/case-farm/provider.md~").touch()
    assert [line.split(": ")[0] + ": " + line.split(": ")[1].split(".")[0] for line in found(root)] == [
        "frameworks/derby/2024.yml: A framework does not belong here",
        "frameworks/derby/2025-01.yml: This is a symbolic link that leads elsewhere",
        "frameworks/derby/notes.docx: A framework does not belong here",
        "providers/Big Farm: The folder's name `Big Farm` cannot be an address",
        "providers/Big Farm: There is no provider",
        "providers/linked: This is a symbolic link",
        "providers/notes.md: Only providers' folders belong here",
    ]
    assert provider_folders(root)[0] == ["Big Farm", "case-farm"]


def test_settings_that_lead_out_of_the_directory_are_not_read(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "settings.yml"
    shutil.move(root / SETTINGS, elsewhere)
    (root / SETTINGS).symlink_to(elsewhere)
    [told] = found(root)
    assert told.startswith("settings.yml: This is a symbolic link that leads elsewhere.")


@pytest.mark.parametrize("missing", ["settings.yml", "providers"])
def test_a_folder_that_is_no_directory_is_named(missing: str, root: Path) -> None:
    path = root / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(NoDirectory, match=missing):
        read_library(root)


def test_names_that_cannot_be_printed_stop_nothing(root: Path) -> None:
    """A name on disk may hold anything but a slash: half a character, the end of a line, a colour."""
    for name in (b"\xff", b"a\n::error::b", b"\x1b[31m"):
        Path(os.fsdecode(os.fsencode(root / "providers") + b"/" + name)).mkdir()
    lines = found(root)
    assert len(lines) == 6
    for line in lines:
        line.encode("utf-8")
        assert "\n" not in line
        assert "\x1b" not in line
