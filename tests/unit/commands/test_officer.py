"""An officer's tasks, by plain edits of files and by the commands that make them one line."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from apdir.commands.main import apdir
from apdir.placeholders import Fill
from tests.support.case import HERE
from tests.support.sites import ROOT, TODAY

slow = pytest.mark.slow  # each reads five frameworks anew

FARM = "providers/case-farm/provider.md"
DERBY = "providers/case-farm/visits/2026-03-12-derby.yml"
NOTICE = "Placements are paused while new premises are checked."


class Office:
    """A directory of one provider, edited by hand and by commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.edit(DERBY, ", done: 2026-05-20}", "}  # agreed on the day")
        self.before = {name: self.text(name) for name in (FARM, DERBY)}

    def run(self, *arguments: str) -> Result:
        done = CliRunner().invoke(apdir, ["--root", str(self.root), "--today", TODAY, *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.text(name)
        assert text.count(old) == 1, (old, text)
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def changed(self, name: str) -> list[str]:
        lines = difflib.ndiff(self.before[name].split("\n"), self.text(name).split("\n"))
        return [line for line in lines if line[0] in "+-"]

    def passes(self) -> None:
        done = self.run("check")
        assert done.exit_code == 0, done.output


@pytest.fixture
def office(tmp_path: Path) -> Office:
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers/case-farm")
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copy(ROOT / "settings.yml", root)
    return Office(root)


# By plain edits of files.


@slow
def test_a_provider_is_added(office: Office) -> None:
    new = "providers/mill-farm/provider.md"
    office.run("new", "provider", "Mill Farm")
    assert office.run("check").exit_code == 1
    for old, filled in (
        (r"type:.*", "type: farm"),
        (r"checked:.*", "checked: {date: 2026-11-20, by: AP officer}"),
        (r"  status:.*", "  status: unregistered"),
        (r"  gias_checked:.*", "  gias_checked: 2026-11-20"),
        (r"  role:.*", "  role: Farm office"),
        (r"  phone:", '  phone: "01632 960177"'),
        (r"serves:.*", "serves: [Derby]"),
        (r"  key_stages:.*", "  key_stages: [KS3, KS4]"),
        (r"  needs:.*", "  needs: [SEMH, autism]"),
        (r"  delivery:.*", "  delivery: [on site]"),
        (Fill.DESCRIPTION, "Hens first, then the garden."),
    ):
        text, count = re.subn(rf"(?m)^{old}$", filled, office.text(new))
        assert count == 1, old
        (office.root / new).write_text(text, encoding="utf-8")
    office.passes()


@slow
def test_a_name_that_is_none_begins_no_record(office: Office) -> None:
    done = office.run("new", "provider", "TBC")
    assert (done.exit_code, "This is not an answer." in done.output) == (1, True), done.output
    assert not (office.root / "providers/tbc").exists()


@slow
def test_a_visit_is_recorded(office: Office) -> None:
    done = office.run("new", "visit", "case-farm", "--framework", "derby", "--date", "2026-11-20")
    name = "providers/case-farm/visits/2026-11-20-derby.yml"
    assert f"Wrote {name}" in done.output
    text = re.sub(r'(?m)^(  "\d[a-z]":)', r"\1 fully", office.text(name))
    text = re.sub(r"(?m)^outcome:", "outcome: all met", text)
    (office.root / name).write_text(re.sub(r"(?m)^next_visit:", "next_visit: 2027-11-01", text), encoding="utf-8")
    office.passes()


@slow
def test_an_action_is_closed(office: Office) -> None:
    office.edit(DERBY, "who: Manager}", "who: Manager, done: 2026-11-20}")
    office.passes()


@slow
def test_a_listing_is_suspended(office: Office) -> None:
    office.edit(FARM, "status: listed\n", f"status: suspended\nstatus_date: 2026-11-20\npublic_notice: {NOTICE}\n")
    office.passes()


@slow
def test_a_record_is_confirmed(office: Office) -> None:
    line = next(line for line in office.text(FARM).split("\n") if line.startswith("checked:"))
    office.edit(FARM, line, "checked: {date: 2026-11-20, by: AP officer}")
    office.passes()


# By commands.


@slow
def test_nothing_is_told_that_the_record_does_not_say(office: Office) -> None:
    """What is missing is read as an example, so that the rest can be checked; nobody is told the example."""
    office.edit(FARM, "name: Case Farm", "name:")
    office.edit(FARM, "checked: {date: 2026-09-14, by: AP officer}", "checked: {date: , by: }")
    refused = office.run("confirm", "case-farm")
    assert refused.exit_code == 2
    assert "The record of case-farm does not say who confirms it: name the role with --by." in refused.stderr
    # 1 August lies before the example's day.
    done = office.run("confirm", "case-farm", "--by", "AP officer", "--on", "2026-08-01")
    assert (done.exit_code, "case-farm: details confirmed on 1 August 2026 by AP officer." in done.stdout) == (
        0,
        True,
    ), done.output
    done = office.run("status", "case-farm", "suspended", "--notice", NOTICE)
    assert "case-farm is suspended from" in done.stdout
    office.edit(DERBY, "action: Send reports on time, by:", "by:")
    listed = office.run("close", "case-farm")
    assert listed.exit_code == 1
    assert "the plan has problems, which `apdir check` tells" in listed.stderr


@slow
def ticked(path: Path, **cells: str | date) -> str:
    """The sheet to tick, with some cells filled in, saved again."""
    book = load_workbook(path)
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(path.with_name("ticked.xlsx"))
    return str(path.with_name("ticked.xlsx"))


@slow
def test_providers_that_are_ticked_in_a_sheet_are_confirmed_together(office: Office, tmp_path: Path) -> None:
    other = office.root / "providers/other-farm"
    other.mkdir()
    text = office.text(FARM).replace("name: Case Farm", "name: Other Farm")
    (other / "provider.md").write_text(re.sub("(?m)^checked: .*", "checked: {date: 2025-10-01, by: Farm lead}", text))
    sheet = tmp_path / "term.xlsx"
    assert office.run("confirm", "--sheet", str(sheet)).exit_code == 0
    rows = [[cell.value for cell in row] for row in load_workbook(sheet).active.rows]
    assert [row[0] for row in rows] == ["folder", "other-farm", "case-farm"]  # the longest unconfirmed first
    assert "is there already" in office.run("confirm", "--sheet", str(sheet)).stderr
    assert "Nothing is ticked in term.xlsx." in office.run("confirm", "--ticked", str(sheet)).stderr
    bad = office.run("confirm", "--ticked", ticked(sheet, H2="maybe", A3="case-frm", H3="x"))
    assert bad.exit_code == 1
    for words in (
        "ticked.xlsx:2:1: To confirm!H2 (confirmed): `maybe` is neither a tick nor a day. Write `x`, or the day",
        "To confirm!A3 (folder): There is no provider `case-frm`. Did you mean `case-farm`?",
    ):
        assert words in bad.stdout
    for day, words in ((date(2030, 1, 1), "lies in the future."), ("1/2/2020", "after that day. Give a later one.")):
        assert words in office.run("confirm", "--ticked", ticked(sheet, H2=day)).stdout
    twice = ticked(sheet, H2=date(2026, 11, 2), A3="other-farm", H3="x")
    assert "To confirm!H3 (confirmed): Row 2 says another day. Keep" in office.run("confirm", "--ticked", twice).stdout
    assert "give them with --ticked" in office.run("confirm", "--sheet", "x.xlsx", "--by", "AP officer").stderr
    assert office.changed(FARM) == []
    done = office.run("confirm", "--ticked", ticked(sheet, H2=date(2026, 11, 2), H3="✓"), "--by", "AP support officer")
    assert done.exit_code == 0, done.output
    assert "Other Farm: details confirmed on 2 November 2026 by AP support officer." in done.stdout
    assert office.changed(FARM)[-1].startswith(f"+ checked: {{date: {TODAY}, by: AP support officer")
    office.edit("providers/other-farm/provider.md", "name: Other Farm", "name: TBC")
    told = office.run("confirm", "--sheet", str(tmp_path / "next.xlsx")).stderr
    assert "Left out, for they have problems: 1 file. `apdir check` tells them." in told
    assert "checked: {date: 2026-11-02, by: AP support officer}" in (other / "provider.md").read_text(encoding="utf-8")


@slow
@pytest.mark.parametrize("arguments", [(), ("case-farm", "--sheet", "x.xlsx")])
def test_confirm_asks_for_one_of_its_three_ways(office: Office, arguments: tuple[str, ...]) -> None:
    told = office.run("confirm", *arguments).stderr
    assert "Name the providers, such as `apdir confirm riverside-learning`, or use --sheet or --ticked alone." in told


def test_confirm_writes_the_day_and_the_role(office: Office) -> None:
    done = office.run("confirm", "case-farm", "--by", "AP support officer")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Wrote {FARM}.\n")
    assert "details confirmed on" in done.stdout
    assert [line for line in office.changed(FARM) if line[0] == "+"] == [
        f"+ checked: {{date: {TODAY}, by: AP support officer}}"
    ]
    assert "says so already" in office.run("confirm", "case-farm").stderr
    earlier = office.run("confirm", "case-farm", "--on", "2020-01-01")
    assert (earlier.exit_code, "after that day" in earlier.stderr) == (2, True)
    office.passes()


@slow
def test_close_lists_actions_and_marks_one_done(office: Office) -> None:
    listed = office.run("close", "case-farm")
    assert listed.stdout == "2026-03-12-derby 1  5b: `Send reports on time`, by 1 June 2026 (overdue)\n"
    assert "such as `apdir close case-farm 2026-03-12-derby 1`" in listed.stderr
    assert office.run("close", "case-farm", "2026-03-12").stdout == listed.stdout
    several = office.run("close", "case-farm", "2026-03", "1")
    assert "`2026-03` may be `2026-03-05-leicestershire` or `2026-03-12-derby`. Say which." in several.stderr
    assert several.exit_code == 2
    done = office.run("close", "case-farm", "2026-03-12", "1", "--on", "2026-11-20")
    assert done.exit_code == 0, done.output
    assert "Closed on 20 November 2026: 5b" in done.stdout
    [gone, come] = office.changed(DERBY)
    assert come == f"+{gone[1:]}".replace("who: Manager}", "who: Manager, done: 2026-11-20}")
    assert come.endswith("}  # agreed on the day")
    said = 'No action is open. To close the listing itself: apdir status case-farm closed --notice "…"\n'
    assert office.run("close", "case-farm").stdout == said
    office.passes()


@slow
def test_status_suspends_with_a_notice_and_a_reason(office: Office) -> None:
    done = office.run("status", "case-farm", "suspended", "--notice", NOTICE, "--reason", "Two: reports", "--on",
                      "2026-11-20")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert office.changed(FARM) == [
        "- status: listed",
        "+ status: suspended",
        "+ status_date: 2026-11-20",
        f"+ public_notice: {NOTICE}",
        '+ private_reason: "Two: reports"',
    ]
    assert f"is suspended from 20 November 2026. Schools read: `{NOTICE}`" in done.stdout
    office.passes()
    old = "What only officers see still gives the reason why it was suspended: give the new one with --reason"
    again = office.run("status", "case-farm", "suspended", "--notice", "Placements are paused again.")
    closed = office.run("status", "case-farm", "closed", "--notice", "The farm has closed.")
    assert (old in again.stdout, old in closed.stdout) == (False, True)
    done = office.run("status", "case-farm", "suspended", "--notice", NOTICE, "--reason", "Two: reports")
    assert "still gives" not in done.stdout
    assert office.run("status", "case-farm", "listed").exit_code == 0
    assert office.changed(FARM) == ['+ private_reason: "Two: reports"']


@slow
def test_a_status_keeps_its_day_until_another_is_given(office: Office) -> None:
    office.run("status", "case-farm", "suspended", "--notice", NOTICE, "--on", "2026-11-01")
    done = office.run("status", "case-farm", "suspended", "--notice", "Placements are paused again.")
    assert "is suspended from 1 November 2026. Schools read: `Placements are paused again.`" in done.stdout
    assert "+ status_date: 2026-11-01" in office.changed(FARM)
    office.run("status", "case-farm", "suspended", "--notice", NOTICE, "--on", "2026-11-03")
    assert "+ status_date: 2026-11-03" in office.changed(FARM)
    office.run("status", "case-farm", "closed", "--notice", "The farm has closed.")
    assert f"+ status_date: {TODAY}" in office.changed(FARM)


@slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("close", "case-farm", "12/03/2026", "1"), "`12/03/2026` is no visit. Write its day as 2026-03-12."),
        (("confirm", "case-farm", "--by", " "), "This is blank. Fill it in, or leave the option out."),
        (("status", "case-farm", "suspended", "--notice", NOTICE, "--reason", ""), "This is blank."),
    ],
)
def test_what_says_nothing_or_is_written_otherwise_is_told(
    arguments: tuple[str, ...], words: str, office: Office
) -> None:
    done = office.run(*arguments)
    assert (done.exit_code, words in " ".join(done.stderr.split())) == (2, True), done.output
    assert office.changed(FARM) == []


@slow
def test_what_changes_nothing_is_told_as_that_alone(office: Office) -> None:
    office.run("confirm", "case-farm")
    for command in (("status", "case-farm", "listed"), ("confirm", "case-farm")):
        done = office.run(*command)
        assert (done.exit_code, done.output) == (0, "The record says so already.\n")


@slow
@pytest.mark.parametrize("more", [("--notice", "Back again."), ("--on", "2026-11-20")])
def test_nothing_that_is_given_for_a_listed_provider_is_lost(more: tuple[str, str], office: Office) -> None:
    done = office.run("status", "case-farm", "listed", *more)
    assert (done.exit_code, f"leave {more[0]} out" in " ".join(done.stderr.split())) == (2, True), done.output


@slow
def test_the_only_site_tells_no_visit_from_another(office: Office) -> None:
    begin = ("new", "visit", "case-farm", "--framework", "derby", "--date", "2026-11-20")
    assert office.run(*begin, "--site", "main").exit_code == 0
    for more in ((), ("--site", "main")):
        done = office.run(*begin, *more)
        assert (done.exit_code, "--site" in done.stderr) == (2, False), done.output
        assert "Nothing would tell another one apart, so edit that record." in " ".join(done.stderr.split())


@slow
@pytest.mark.parametrize(("framework", "has_outcome"), [("derby", True), ("align", False), ("leicestershire", False)])
def test_an_outcome_is_asked_for_only_where_there_is_one(framework: str, has_outcome: bool, office: Office) -> None:
    done = office.run("new", "visit", "case-farm", "--framework", framework, "--date", "2026-11-20",
                      "--organisation", "the council", "--role", "AP officer")  # fmt: skip
    assert "Nothing is answered yet" in done.output
    assert ("and the outcome" in done.output) == has_outcome


@slow
def test_what_the_checker_would_refuse_is_not_written(office: Office) -> None:
    done = office.run("status", "case-farm", "suspended", "--notice", "Paused for the pupil born on 14/03/2012.")
    assert done.exit_code == 1, done.output
    assert "looks like pupil data" in done.stdout
    assert "2012" not in done.output
    assert office.changed(FARM) == []


@slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            "confirm",
            "Name the providers, such as `apdir confirm riverside-learning`, or use --sheet or --ticked alone.",
        ),
        ("confirm case-frm", "There is no provider `case-frm`. Did you mean `case-farm`?"),
        ("confirm case-farm --on 2027-01-01", "lies in the future; today is 2026-11-22"),
        ("close case-farm 2026-03-12-drby 1", "Did you mean `2026-03-12-derby`?"),
        (
            "close case-farm 2026-03-12-derby 9",
            "2026-03-12-derby has 1 action, by number, and no `9`. `apdir close case-farm` lists the open actions",
        ),
        ("close case-farm 2026-03-12-derby 0", "2026-03-12-derby has 1 action, by number, and no `0`."),
        (
            "close case-farm 2026-03-12 5B --on 2026-11-20",
            "no `5B`. Did you mean: apdir close case-farm 2026-03-12-derby 1 --on 2026-11-20 `apdir close",
        ),
        (
            "close case-farm 5b",
            "`5b` is no visit: a visit is named first, then the number of the action. Did you mean: apdir close "
            "case-farm 2026-03-12-derby 1 `apdir close",
        ),
        (
            "confirm case-frm nowhere",
            "There is no provider `case-frm`. Did you mean `case-farm`? There is no provider `nowhere`.",
        ),
        ("confirm case-farm --on 2027-01-01", "Give the command on that day, once it is so."),
        (
            "status suspended case-farm --on 2026-11-20",
            "`suspended` and `case-farm` stand in each other's place. Type: apdir status case-farm suspended --on "
            "2026-11-20 `apdir status",
        ),
        (
            "status case-farm suspended --notice Paused for now. --on 2026-11-20",
            'Text of several words goes in quotes. Type it so: apdir status case-farm suspended --notice "Paused for '
            'now." --on 2026-11-20 `apdir status',
        ),
        ("status case-farm suspended", "Say with --notice what schools are told"),
        (
            "status case-farm paused",
            "`paused` is not one of the words for this. Use one of: `listed`, `suspended`, `withdrawn`, `closed`.",
        ),
        ("completion fish", "`fish` is not one of the words for this. Use one of: `bash`, `zsh`."),
        ("schema providr", "`providr` is not one of the words for this. Did you mean `provider`?"),
    ],
)
def test_wrong_usage_exits_with_2(office: Office, arguments: str, words: str) -> None:
    done = office.run(*arguments.split())
    assert (done.exit_code, words in " ".join(done.stderr.split())) == (2, True), done.output
    assert office.changed(FARM) == office.changed(DERBY) == []


@slow
def test_a_record_with_problems_is_left_as_it_is(office: Office) -> None:
    office.edit(FARM, "status: listed\n", "status: listed\nstatus: suspended\n")
    done = office.run("confirm", "case-farm")
    assert (done.exit_code, "Put them right first" in done.stderr) == (1, True), done.output


# Every command.


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize("path", commands(apdir), ids=" ".join)
def test_every_command_explains_itself_with_an_example(path: tuple[str, ...]) -> None:
    done = CliRunner().invoke(apdir, [*path, "--help"])
    assert done.exit_code == 0
    assert f"    apdir {' '.join(path)}" in done.output
    wrong = CliRunner().invoke(apdir, [*path, "--no-such-option"])
    assert wrong.exit_code == 2
    assert "Traceback" not in wrong.output


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_can_complete(shell: str) -> None:
    script = CliRunner().invoke(apdir, ["completion", shell])
    assert script.exit_code == 0
    assert "_APDIR_COMPLETE" in script.output
    checked = subprocess.run(["bash", "-n"], input=script.output, text=True, check=False) if shell == "bash" else None
    assert checked is None or checked.returncode == 0


def completed(*words: str, last: str) -> list[str]:
    shell = ShellComplete(apdir, {}, "apdir", "_APDIR_COMPLETE")
    return [item.value for item in shell.get_completions(list(words), last)]


def test_what_is_completed(tmp_path: Path) -> None:
    (tmp_path / "providers/mill-farm").mkdir(parents=True)
    (tmp_path / "providers/mill-lane").mkdir()
    assert completed(last="con") == ["confirm"]
    assert completed("--root", str(tmp_path), "confirm", last="mill") == ["mill-farm", "mill-lane"]
    assert completed("status", "x", last="sus") == ["suspended"]
    assert "--format" in completed("changes", last="--f")
    (tmp_path / "providers/mill-farm/visits").mkdir()
    (tmp_path / "providers/mill-farm/visits/2026-03-12-derby.yml").touch()
    (tmp_path / "frameworks/derby").mkdir(parents=True)
    root = ("--root", str(tmp_path))
    assert completed(*root, "close", "mill-farm", last="2026") == ["2026-03-12-derby"]
    assert completed(*root, "check", last="mill-l") == ["mill-lane"]
    assert completed(*root, "new", "visit", "mill-farm", "--framework", last="der") == ["derby"]
    assert completed(*root, "form", "derby-visit", "--provider", last="mill-f") == ["mill-farm"]
    assert completed(*root, "read", "filled.pdf", "--provider", last="mill-f") == ["mill-farm"]


@pytest.mark.slow
def test_a_build_says_at_once_what_it_does_where_nobody_is_at_a_terminal(office: Office) -> None:
    office.edit(FARM, "type: farm", "type: castle")
    done = office.run("build", "--no-forms", "--no-search")
    assert (done.exit_code, done.stderr.partition("\n")[0]) == (1, "Building the public edition …")


@slow
def test_a_schema_is_written_while_a_framework_that_is_named_is_not(office: Office) -> None:
    office.edit("settings.yml", "\nstanding:", "\nframeworks: [derby, coastshire]\nstanding:")
    done = office.run("schema")
    assert done.exit_code == 0, done.output
    assert "There is no framework `coastshire`." in done.stderr
    assert "Wrote schema/visit.json." in done.stdout
    assert "Commit with the records" in done.stderr
    assert set(re.findall(r'"const": "([a-z-]+)"', office.text("schema/visit.json"))) == {"derby"}
    office.edit("settings.yml", "coastshire]", "coastshire")
    assert office.run("schema").exit_code == 1


@pytest.mark.slow
def test_what_takes_long_says_how_far_it_is_to_a_person_alone() -> None:
    code = (
        "import time; from apdir.commands.options import progress\n"
        "for item in progress([1, 2, 3], 'Reading'): time.sleep(0.6)"
    )
    quiet = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert quiet.stdout + quiet.stderr == b""
    import pty  # Windows has none

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=theirs, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:
        pass
    assert b"Reading" in shown


@slow
@pytest.mark.parametrize(
    ("organisation", "counts"),
    [("Trentside Council", True), ("The Council", True), ("council", True), ("Teh council", False)],
)
def test_an_approval_rests_on_the_council_however_it_is_written(
    office: Office, organisation: str, *, counts: bool
) -> None:
    office.edit(DERBY, "organisation: the council", f"organisation: {organisation}")
    done = office.run("check")
    note = f"visited_by[1].organisation: `{organisation}` is none of the organisations whose visits give an approval."
    assert (done.exit_code, note in done.stderr, "Did you mean `the council`?" in done.stderr) == (
        0, not counts, not counts
    )  # fmt: skip
    rows = office.run("export", "--format", "csv", "--sheet", "providers", "--out", "-").stdout
    assert ("with improvements" in rows) == counts, rows
