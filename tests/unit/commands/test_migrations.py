"""What a version calls otherwise is changed in a directory's own files, and back: nothing else, and no comment."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from apdir import __version__
from apdir.migrations import MIGRATIONS, migrated, number
from tests.support.commands import typed
from tests.support.sites import ROOT, TODAY

OWN = "frameworks/coastshire/2026-01.yml"
OLD = """\
# Ours since 2020.
id: coastshire
outcome_rule: {rule}  # as agreed in June
# The boxes of the form.
boxes: []
"""


def directory(root: Path, **files: str) -> Path:
    for name, text in {"settings.yml": "council: {}\n", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root


def texts(root: Path) -> dict[str, str]:
    files = [path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in files}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("rule", "first"), [("derby", "all met"), ("herefordshire", "appropriate")])
def test_a_rule_is_written_out_and_goes_back_to_the_same_bytes_but_for_where_its_comment_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, rule: str, first: str, end: str
) -> None:
    before = OLD.format(rule=rule).replace("\n", end)
    root = directory(tmp_path, **{OWN: before})
    code, out, _ = typed(["--root", str(root), "migrate"], capsys, monkeypatch)
    assert code == 0
    assert f"{OWN}:3: `outcome_rule: {rule}` becomes `outcome_rules`" in out
    after = texts(root)[OWN]
    assert "outcome_rules:" in after
    assert first in after
    assert after.count(end) == after.count("\n")
    for kept in ("# Ours since 2020.", "# as agreed in June", "# The boxes of the form.", "boxes: []"):
        assert after.count(kept) == 1
    assert "nothing to change" in typed(["--root", str(root), "migrate"], capsys, monkeypatch)[1]
    code, out, _ = typed(["--root", str(root), "migrate", "--back", "0.1.0"], capsys, monkeypatch)
    assert code == 0
    assert "apdir==0.1.0" in out
    back = texts(root)[OWN]
    if back != before:  # a comment behind the rules has no line to stand behind now
        back = back.replace(f"# as agreed in June{end}", "").replace(rule, f"{rule}  # as agreed in June")
    assert back == before


def test_a_framework_without_a_rule_loses_the_line_alone(tmp_path: Path) -> None:
    root = directory(tmp_path, **{OWN: OLD.format(rule="none")})
    files = migrated(root)
    assert files.changed[OWN] == OLD.format(rule="none").replace("outcome_rule: none  # as", "# as")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: coastshire\noutcome_rule: coastshire\n", ":2: there never was an `outcome_rule: coastshire`."),
        ("outcome_rule: derby\noutcome_rules: []\n", ":1: `outcome_rule` and `outcome_rules` are both here."),
        ("outcome_rule: derby\n\tid: x\n", ": The record has problems."),
    ],
)
def test_what_cannot_be_moved_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    root = directory(tmp_path, **{OWN: text, "frameworks/moor/2026-01.yml": "outcome_rule: derby\n"})
    before = texts(root)
    code, out, err = typed(["--root", str(root), "migrate"], capsys, monkeypatch)
    assert code == 1
    assert f"{OWN}{said}" in out
    assert "Nothing was written." in err
    assert texts(root) == before


def test_rules_of_ones_own_do_not_go_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = directory(tmp_path, **{OWN: "outcome_rules:\n  - gives: [gold]\n"})
    code, out, _ = typed(["--root", str(root), "migrate", "--back", "0.1.0"], capsys, monkeypatch)
    assert code == 1
    assert f"{OWN}:1: `outcome_rules` has rules of its own" in out


KINDS = """\
kinds:
  - id: visit
    label: Visit
  - id: reassessment  # after eight weeks
    label: Reassessment
header:
  - {id: lengths, type: text, fills_from: offer.lengths}
  - id: name
    fills_from: name
  - id: others
    fills_from: offer.lengths  # perhaps
    type: text
"""


def test_what_a_name_alone_said_is_said_and_what_fills_nothing_goes(tmp_path: Path) -> None:
    root = directory(tmp_path, **{OWN: KINDS, "content/forms/plan.yml": "- fills_from: offer.lengths\n"})
    files = migrated(root)
    assert [(row.file, row.line) for row in files.told] == [(OWN, 4), (OWN, 11), (OWN, 7)]
    assert [row.file for row in files.refused] == ["content/forms/plan.yml"]  # no record at all, as the check says
    after = KINDS.replace(", fills_from: offer.lengths", "").replace(
        "    fills_from: offer.lengths  # perhaps\n", "# perhaps\n"
    )
    assert files.changed == {OWN: after.replace(": Reassessment\n", ": Reassessment\n    reassesses: yes\n")}
    (root / "content/forms/plan.yml").unlink()
    files.write()
    assert migrated(root).changed == {}
    assert migrated(root, back="0.1.0").changed == {OWN: after}


def test_a_kind_by_another_name_that_judges_again_does_not_go_back(tmp_path: Path) -> None:
    root = directory(tmp_path, **{OWN: "kinds:\n  - id: again\n    reassesses: yes\n"})
    (refused,) = migrated(root, back="0.1.0").refused
    assert str(refused) == f"{OWN}:3: no version before 0.2.0 can say this of a kind with the id `again`."


PAGE = """\
# Ours

[When](registration-threshold.md#full-time) and [who](who-does-what.md), ![map](pictures/map.png)
<a href="../../forms/plan/">
"""


def test_a_page_of_ones_own_moves_with_the_programs_and_links_follow(tmp_path: Path) -> None:
    pages = {
        "content/guidance/choosing-provision.md": PAGE,
        "content/walks.md": "[Choose](guidance/choosing-provision.md) <https://a.example/who-does-what.md>\n",
    }
    root = directory(tmp_path, **pages)
    files = migrated(root)
    files.write()
    assert texts(root) == {
        "settings.yml": "council: {}\n",
        "content/guidance/derby/choosing-provision.md": (
            "# Ours\n\n[When](../registration-threshold.md#full-time) and [who](who-does-what.md), "
            '![map](../pictures/map.png)\n<a href="../../../forms/plan/">\n'
        ),
        "content/walks.md": "[Choose](guidance/derby/choosing-provision.md) <https://a.example/who-does-what.md>\n",
    }
    assert [str(row) for row in files.told] == [
        "content/guidance/choosing-provision.md: moves to content/guidance/derby/choosing-provision.md.",
        "content/guidance/derby/choosing-provision.md:3: links follow the pages that have moved.",
        "content/walks.md:1: links follow the pages that have moved.",
    ]
    migrated(root, back="0.1.0").write()
    assert texts(root) == {"settings.yml": "council: {}\n", **pages}


def test_a_page_stays_where_its_framework_is_not_used(tmp_path: Path) -> None:
    settings = {"settings.yml": "frameworks: [leicestershire]\n"}
    root = directory(tmp_path, **{"content/guidance/choosing-provision.md": PAGE, **settings})
    assert migrated(root).changed == {}


def test_a_value_above_a_page_with_a_second_colon_gets_quotes(tmp_path: Path) -> None:
    page = '---\ntitle: "Ours: all"\ndescription: Which code: B or "D"\nhide: [toc]\n---\nSee: the end\n'
    root = directory(tmp_path, **{"content/walks.md": page, "content/plain.md": "---\ntitle: Ours\n---\na: b: c\n"})
    files = migrated(root)
    assert files.changed == {"content/walks.md": page.replace('Which code: B or "D"', r'"Which code: B or \"D\""')}
    assert [str(row) for row in files.told] == ["content/walks.md:3: a value with a second colon in it gets quotes."]


def test_two_pages_for_one_place_are_told(tmp_path: Path) -> None:
    names = ("content/guidance/choosing-provision.md", "content/guidance/derby/choosing-provision.md")
    root = directory(tmp_path, **dict.fromkeys(names, "# Ours\n"))
    (refused,) = migrated(root).refused
    assert str(refused).startswith(f"{names[0]}: this page would move to {names[1]}, which is there already.")


@pytest.mark.slow
def test_a_directory_of_the_first_version_has_no_problem_once_it_is_migrated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was checked with that version. What a later check refuses of it needs a migration, not another directory."""
    root = tmp_path / "ours"
    shutil.copytree(ROOT / "tests" / "directory-0.1.0", root)
    before = texts(root)
    line = ["--root", str(root), "--today", TODAY]
    code, out, err = typed([*line, "check"], capsys, monkeypatch)
    assert code == 1
    assert "`outcome_rule` here. Version 0.2.0 of the program gave it another name: run `apdir migrate`." in out
    assert "`apdir migrate --dry-run` shows" in err
    assert typed([*line, "migrate"], capsys, monkeypatch)[0] == 0
    code, out, err = typed([*line, "check"], capsys, monkeypatch)
    assert (code, out) == (0, ""), out
    after = texts(root)
    assert {name: text for name, text in after.items() if name.startswith("providers/")} == {
        name: text for name, text in before.items() if name.startswith("providers/")
    }
    comments = sorted(row.partition("# ")[2] for text in before.values() for row in text.split("\n"))
    assert sorted(row.partition("# ")[2] for text in after.values() for row in text.split("\n") if "# " in row) == [
        comment for comment in comments if comment
    ]


def test_only_what_came_after_a_version_is_done(tmp_path: Path) -> None:
    root = directory(tmp_path, **{OWN: OLD.format(rule="derby")})
    assert migrated(root, since="0.1.9").changed
    assert not migrated(root, since="0.2.0").changed
    assert not migrated(root, since="0.10.0").changed
    assert number(MIGRATIONS[-1].version) <= number(__version__)
    assert all(number(one.version) <= number(two.version) for one, two in pairwise(MIGRATIONS))
