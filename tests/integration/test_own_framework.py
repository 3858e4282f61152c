"""A framework of a council's own: begun by a command, and taken out with all that belongs to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from apdir.commands import framework as command
from apdir.commands.main import apdir
from apdir.library import read_library
from apdir.model.checked_framework import CheckedFramework
from apdir.model.crosswalk import Crosswalk
from apdir.model.form_field import FACTS
from apdir.model.framework import Framework
from apdir.model.reading import read
from apdir.source import Document
from tests.support.commands import typed
from tests.support.records import library
from tests.support.sites import ROOT, TODAY

pytestmark = pytest.mark.slow
Run = Callable[..., tuple[int, str, str]]
#: Settings and one provider, of a council that uses one framework.
HERE = ROOT / "tests" / "directory"
FILE = "frameworks/moor/2026-11.yml"
FORM = """\
id: moor-agreement
title: Agreement
short_title: Agreement
version: 2026-11
dated: 2026-11-01
framework: moor
task: place a pupil
who: The school
summary: What school and provider agree.
about_pupils: yes
not_read: It tells of a pupil.
sections:
  - {id: aims, title: Aims, fields: [{id: aim, label: What is agreed, stored: no, fills_from: name}]}
"""
#: What belongs to a framework beside its own file, and what names it among others.
BELONGING = {
    "content/forms/moor-agreement.yml": FORM,
    "content/guidance/moor/index.md": "# Moor visits\n\nHow we go about it.\n",
    "content/moor.md": "---\nframeworks: [moor]\n---\n# The moor\n\nAbout one alone.\n",
}
NAMING = {
    "content/both.md": "---\nframeworks: [leicestershire, moor]\n---\n# Both\n\nAbout two.\n",
    "content/guide.md": "# Guide\n\nRead [our visits](guidance/moor/index.md) and the [form](/forms/moor-agreement/).\n"
    "\n- [The agreement](forms/moor-agreement/)\n- [Providers](providers/index.md)\n",
    "frameworks/crosswalk.yml": "# Our reading.\nframeworks:\n  moor:\n"
    '    "1.1": {theme: safeguarding}\n    "1.2": {theme: safeguarding}\n    "2.1": {theme: safeguarding}\n',
}


def whole() -> Crosswalk:
    """The program's own map."""
    crosswalk = library().crosswalk
    assert crosswalk
    return crosswalk


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE, tmp_path / "records"))


@pytest.fixture
def run(own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        return typed(["--root", str(own), "--today", TODAY, *arguments], capsys, monkeypatch)

    return run


@pytest.fixture
def moor(own: Path, run: Run) -> dict[str, bytes]:
    """The directory with a framework of its own and all that can belong to one; its files as they were without."""
    text = (own / "settings.yml").read_text(encoding="utf-8")
    (own / "settings.yml").write_text(text.replace("frameworks: [leic", "frameworks:  # ours\n  - [leic", 1)
                                      .replace("  - [leicestershire]", "  - leicestershire  # theirs", 1),
                                      encoding="utf-8")  # fmt: skip
    before = files(own)
    assert run("new", "framework", "moor")[0] == 0
    for name, content in {**BELONGING, **NAMING}.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(content, encoding="utf-8")
    text = (own / "settings.yml").read_text(encoding="utf-8")
    text = text.replace("  frameworks: [leicestershire]", "  frameworks: [leicestershire, moor]", 1)
    (own / "settings.yml").write_text(f"{text}leave_out: [guidance/documents, moor]\n", encoding="utf-8")
    assert run("check")[0] == 0
    return before


def files(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".cache/")}


def test_a_framework_is_begun_whole_and_added_to_the_settings_with_their_comments(own: Path, run: Run) -> None:
    code, said, told = run("new", "framework", "moor", "--title", "Moor standards: 2026", "--from", "2026-09-14")
    assert (code, told) == (0, "")
    assert "Wrote frameworks/moor/2026-09.yml" in said
    assert "Visits under it give no approval yet" in said
    assert run("check")[0] == 0
    found = read_library(own)
    [version] = found.frameworks["moor"]
    assert (version.title, version.publisher) == ("Moor standards: 2026", found.settings.council.name)
    assert (len(version.themes), len(version.requirements), len(version.kinds)) == (2, 3, 1)
    assert found.settings.frameworks == ("leicestershire", "moor")
    before, after = ((root / "settings.yml").read_text(encoding="utf-8") for root in (HERE, own))
    assert after.replace("frameworks: [leicestershire, moor]", "frameworks: [leicestershire]") == before
    assert run("new", "visit", "orchard-farm", "--framework", "moor", "--date", "2026-10-01")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["Moor Standards"],
            "`Moor Standards` cannot be an address. Use small letters, digits",
        ),
        (["derby"], "A framework `derby` comes with the program, to be named under `frameworks` in settings.yml."),
        (["moor", "--from", "14/9/2026"], "`14/9/2026` is not a day. Write it as 2026-09-14."),
        (["leicestershire"], "Give yours another id."),
    ],
)
def test_what_cannot_be_begun_is_told_and_nothing_is_written(
    own: Path, run: Run, arguments: list[str], told: str
) -> None:
    before = files(own)
    code, _, said = run("new", "framework", *arguments)
    assert (code, told in said) == (2, True), said
    assert files(own) == before


def test_at_a_terminal_what_is_not_given_is_asked_for(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "at_terminal", lambda: True)
    asked = CliRunner().invoke(
        apdir, ["--root", str(own), "--today", TODAY, "new", "framework", "moor"], input="The moor\n\n"
    )
    assert asked.exit_code == 0, asked.output
    assert "What is it called [Moor framework]: " in asked.output
    [version] = read_library(own).frameworks["moor"]
    assert (version.title, version.publisher) == ("The moor", "Coastshire Council")
    before = files(own)
    refused = CliRunner().invoke(
        apdir, ["--root", str(own), "--today", TODAY, "framework", "remove", "moor"], input="n\n"
    )
    assert "Do all of this? [y/N]: n" in refused.output
    assert files(own) == before


def test_a_title_that_cannot_stand_in_a_record_is_told(own: Path, run: Run) -> None:
    before = files(own)
    code, said, _ = run("new", "framework", "moor", "--title", "M" * 400)
    assert (code, "title: This has 400 characters" in said) == (1, True), said
    assert files(own) == before


def test_all_that_belongs_to_it_goes_and_nothing_else(own: Path, run: Run, moor: dict[str, bytes]) -> None:
    before = files(own)
    code, dry, _ = run("framework", "remove", "moor", "--dry-run")
    assert code == 0
    for name in (FILE, *BELONGING):
        assert f"Delete {name}." in dry
    for line in (
        "Take it out of the frameworks that content/both.md is about.",
        "Delete content/guidance/moor/index.md.",
        "Delete frameworks/crosswalk.yml: it has nothing else.",
        "Take `moor` out of `frameworks` in settings.yml.",
        "Take `moor` out of `standing`, `frameworks` in settings.yml: no approval is based on it any more.",
        "Take `moor` out of `leave_out` in settings.yml.",
        "Take 3 links to it out of content/guide.md.",
        "Nothing was written: this was a dry run.",
    ):
        assert line in dry
    assert files(own) == before
    code, said, _ = run("framework", "remove", "moor")
    assert (code, said) == (0, dry.replace("Nothing was written: this was a dry run.", "Done."))
    assert run("check")[0] == 0
    after = files(own)
    assert after.pop("settings.yml") == moor.pop("settings.yml") + b"leave_out: [guidance/documents]\n"
    assert after.pop("content/both.md").startswith(b"---\nframeworks: [leicestershire]\n---\n")
    assert after.pop("content/guide.md") == (
        b"# Guide\n\nRead our visits and the form.\n\n- [Providers](providers/index.md)\n"
    )
    assert after == moor
    assert list((own / "frameworks").iterdir()) == []


def test_a_page_about_a_framework_that_is_not_there_is_told_at_its_line(own: Path, run: Run) -> None:
    (own / "content").mkdir()
    (own / "content/both.md").write_text("---\ntitle: Both\nframeworks: [leicestershire, derbi]\n---\n# Both\n")
    code, said, _ = run("check")
    assert code == 1
    assert "content/both.md:3:30: frameworks[2]: There is no framework `derbi`. Did you mean `derby`?" in said


def test_a_note_that_names_a_framework_which_is_not_used_is_left_out(own: Path, run: Run) -> None:
    text = (own / "settings.yml").read_text(encoding="utf-8")
    text = text.replace("frameworks: [leicestershire]", "frameworks: [leicestershire, derby]", 1)
    (own / "settings.yml").write_text(text, encoding="utf-8")
    crosswalk = read_library(own).crosswalk
    assert crosswalk
    rows = crosswalk.frameworks
    assert rows["derby"]["1g"].note == whole().frameworks["derby"]["1g"].note
    assert whole().frameworks["derby"]["1c"].names == ("herefordshire",)
    assert rows["derby"]["1c"].note is None


def test_a_note_says_which_other_frameworks_it_names() -> None:
    called = {
        name: re.sub(r"( [a-z]+)+$", "", versions[-1].short_title).split(" & ")
        for name, versions in library().frameworks.items()
    }
    for name, rows in whole().frameworks.items():
        for key, row in rows.items():
            note = row.note or ""
            found = {other for other, parts in called.items() if other != name and any(part in note for part in parts)}
            assert found == set(row.names), (name, key)


def test_one_that_visits_are_under_stays_and_they_are_named(own: Path, run: Run, moor: dict[str, bytes]) -> None:
    assert run("new", "visit", "orchard-farm", "--framework", "moor")[0] == 0
    before = files(own)
    code, said, told = run("framework", "remove", "moor")
    assert (code, said) == (2, "")
    assert "1 record is under `moor`: providers/orchard-farm/visits/2026-11-22-moor.yml." in told
    assert "Approvals are based on them." in told
    assert files(own) == before


def test_one_that_cannot_be_read_is_taken_out_too(own: Path, run: Run, moor: dict[str, bytes]) -> None:
    (own / FILE).write_text("id: moor\nkinds: [\n", encoding="utf-8")
    assert run("framework", "remove", "moor")[0] == 0
    assert run("check")[0] == 0


def test_one_of_the_programs_is_taken_out_of_the_settings_alone(own: Path, run: Run, moor: dict[str, bytes]) -> None:
    for path in (own / "providers").rglob("*-leicestershire.yml"):
        path.unlink()
    before = files(own)
    code, said, _ = run("framework", "remove", "leicestershire")
    assert code == 0, said
    after = files(own)
    assert {name for name in before if before[name] != after.get(name)} == {"settings.yml"}
    assert read_library(own).settings.frameworks == ("moor",)
    code, _, told = run("framework", "remove", "moor")
    assert (code, "`moor` is the only framework of this directory." in told) == (2, True), told


def test_where_all_are_used_the_others_are_named(own: Path, run: Run) -> None:
    text = (own / "settings.yml").read_text(encoding="utf-8")
    (own / "settings.yml").write_text(text.replace("frameworks: [leicestershire]\n", "", 1), encoding="utf-8")
    assert run("framework", "remove", "derby")[0] == 0
    assert read_library(own).settings.frameworks == (
        "align", "amber-valley-erewash", "herefordshire", "leicestershire",
    )  # fmt: skip
    code, _, told = run("framework", "remove", "derby")
    assert (code, "This directory uses no framework `derby`." in told) == (2, True), told


PAGE = ROOT / "content" / "officers" / "own-framework.md"
FIRST = re.compile(r"^```yaml\n# (?P<what>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(what: str) -> list[str]:
    """The blocks of the page that begin with such a remark."""
    return [match["text"] for match in FIRST.finditer(PAGE.read_text(encoding="utf-8")) if match["what"] == what]


def test_who_follows_the_page_has_a_framework_that_is_checked_and_built(own: Path, run: Run) -> None:
    assert run("new", "framework", "quality-mark", "--from", "2026-09-01")[0] == 0
    for name in ("frameworks/quality-mark/2026-09.yml", "frameworks/crosswalk.yml"):
        (own / name).write_text("".join(blocks(name)), encoding="utf-8")
    text = (own / "settings.yml").read_text(encoding="utf-8")
    (own / "settings.yml").write_text(text.replace("  frameworks: [leicestershire]", "  frameworks: [quality-mark]", 1),
                                      encoding="utf-8")  # fmt: skip
    assert run("new", "visit", "orchard-farm", "--framework", "quality-mark", "--date", "2026-10-01")[0] == 0
    [record] = (own / "providers").rglob("*-quality-mark.yml")
    text = re.sub(r"(?m)^state: .*", "state: final", record.read_text(encoding="utf-8"))
    text = re.sub(r'(?m)^(  "\d\.\d":)  # .*', r"\1 silver", re.sub(r"(?m)^outcome:.*", "outcome: gold", text))
    text = re.sub(r"(?m)^visited_by:$", "visited_by: [{organisation: the council, role: AP officer}]", text)
    record.write_text(text, encoding="utf-8")
    code, said, _ = run("check")
    assert (code, "That gives `silver`." in said) == (1, True), said
    record.write_text(text.replace("outcome: gold", "outcome: silver"), encoding="utf-8")
    assert run("check")[0] == 0
    site = own.parent / "site"
    assert run("build", "--edition", "commissioner", "--no-search", "--no-forms", "--out", str(site))[0] == 0
    page = (site / "frameworks/quality-mark/index.html").read_text(encoding="utf-8")
    assert "12 standards in 3 themes" in page
    assert "The source" not in page
    assert "the source" not in page
    assert "Silver award" in (site / "providers/orchard-farm/index.html").read_text(encoding="utf-8")
    form = (site / "forms/quality-mark-visit/index.html").read_text(encoding="utf-8")
    assert "Groups that were seen" in form
    assert not re.search(r"true to the source|The source’s form", form)
    assert "Quality mark" in (site / "frameworks/crosswalk/index.html").read_text(encoding="utf-8")


def test_other_ways_to_decide_fit_into_the_pages_framework() -> None:
    framework = yaml.load("".join(blocks("frameworks/quality-mark/2026-09.yml")), Loader=yaml.CBaseLoader)
    ways = [yaml.load(text, Loader=yaml.CBaseLoader) for text in blocks("Instead")]
    assert len(ways) == 2
    for way in ({}, *ways):
        assert read(CheckedFramework, Document("frameworks/quality-mark/2026-09.yml", framework | way)).problems == ()
    conditions = re.findall(r"^\| `(\{.*?\})` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(conditions) == 6
    for written in conditions:
        when = yaml.load(f"[{written}]", Loader=yaml.CBaseLoader)
        rules = [{"when": when, "gives": ["passed"]}, {"gives": ["not passed"]}]
        changed = framework | ways[0] | {"outcome_rules": rules}
        assert read(CheckedFramework, Document("frameworks/quality-mark/2026-09.yml", changed)).problems == (), written


def test_the_page_has_every_word_that_is_fixed() -> None:
    text = PAGE.read_text(encoding="utf-8")
    schema = Framework.model_json_schema()["$defs"]
    for part, name, where in (
        ("Box", "id", "boxes"), ("PlanColumn", "id", "plan"), ("FormField", "type", "header"),
        ("FormField", "kept_as", "header"), ("ScheduleItem", "per", "schedule"),
    ):  # fmt: skip
        [told] = re.findall(rf"^\| `{where}`, `{name}` \| (.*) \|$", text, re.MULTILINE)
        kind = schema[part]["properties"][name]
        words = kind.get("enum") or kind["anyOf"][0]["enum"]
        assert re.findall(r"`([^`]+)`", told) == words, where


def test_the_page_names_each_fact_and_each_shared_theme() -> None:
    text = PAGE.read_text(encoding="utf-8")
    facts = re.search(r"It can be (.*?)\. The check", text)
    assert facts
    assert set(re.findall(r"`([^`]+)`", facts[1])) == set(FACTS)
    themes = re.search(r"one of six shared themes: (.*?)\. Choose", text)
    assert themes
    assert re.findall(r"`([^`]+)`", themes[1]) == list(whole().theme)
