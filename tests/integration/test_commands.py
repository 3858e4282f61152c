"""The commands as people use them, rightly and wrongly: what they print, write and exit with."""

from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from apdir.commands.main import main
from apdir.placeholders import Fill
from tests.support.case import HERE
from tests.support.commands import typed
from tests.support.reading import everything, texts
from tests.support.sites import ROOT, TODAY, apdir

pytestmark = pytest.mark.slow  # each reads five frameworks anew

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of one provider with two visits."""
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers" / "case-farm")
    shutil.copy(ROOT / "settings.yml", root)
    edit(root / "providers/case-farm/provider.md", "gias_checked: 2026-09-14", "census_setting: OTH")
    return root


@pytest.fixture
def run(small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("check")` runs a command on the small directory: its exit code, what it printed, what it complained of."""

    def run(*arguments: str, root: Path = small, today: str = TODAY) -> tuple[int, str, str]:
        return typed(["--root", str(root), "--today", today, *arguments], capsys, monkeypatch)

    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# Used wrongly: exit 2, and a sentence that says what would be right.

#: Words of the library that commands are made with, which say nothing to an officer.
CLICKS = re.compile(
    r"Missing (?:argument|option|command)|No such|Invalid value|unexpected extra|not in the range|Try '"
)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("biuld", "There is no command `biuld`. Did you mean `build`?"),
        ("zzz", "Use one of: `build`, `changes`, `check`"),
        ("check --fromat json", "There is no option `--fromat`. Did you mean `--format`?"),
        ("close case-farm --date 2026-01-01", "There is no option `--date`. Did you mean `--on`?"),
        (
            "check --format xml",
            "--format: `xml` is not one of the words for this. Use one of: `github`, `json`, `text`.",
        ),
        ("check --since nonsense", "the folder is not in a git repository"),
        ("check --since=--output=x", "`--output=x` is not a git revision"),
        ("check extra", "There is no provider `extra`."),
        (
            "check --since HEAD --format",
            "`--format` needs something behind it: github, json, text. For example: apdir check",
        ),
        ("due extra words", "`extra words` is more than is asked for. For example: apdir due"),
        ("due –within 3", "An option begins with two hyphens, and `–within` does not. Type `--within`."),
        ("due -within 3", "and `-within` does not. Type `--within`."),
        ("status case-farm", "STATUS is missing: listed, suspended, withdrawn, closed. For example: apdir status"),
        ("new provder x", "There is no `apdir new provder`. Did you mean `provider`?"),
        ("import theirs.xlsx", "There is no file `theirs.xlsx`."),
        ("import ROOT", "is a folder; a file is asked for"),
        ("build --no-forms=yes", "`--no-forms` stands by itself: write nothing behind it."),
        (
            "build --edition secret",
            "--edition: `secret` is not one of the words for this. Use one of: `public`, `commissioner`.",
        ),
        ("build --jobs 0", "`0` cannot be right. Write a whole number from 1"),
        ("build --out ROOT", "holds the records themselves. Name another folder with --out"),
        ("build --out ROOT/..", "holds the records themselves. Name another folder with --out"),
        ("build --out ROOT/providers", "is a place for records"),
        ("build --out ROOT/providers/case-farm/site", "is a place for records"),
        ("build --out ROOT/../full", "a build replaces the whole folder"),
        ("build --out ROOT/settings.yml", "settings.yml is a file"),
        ("due --format pdf", "`pdf` is not one of the words for this. Use one of: `text`, `csv`, `ics`."),
        ("due --within -1", "--within: `-1` cannot be right. Write a whole number from 0 to 3650."),
        ("due --within week", "--within: `week` cannot be right. Write a whole number from 0 to 3650."),
        ("new", "Commands:"),
        ("new provider", "Name the provider, such as"),
        ("new provider !!!", "`!!!` has no letters to make a folder's name of"),
        ("new provider Case-Farm", "providers/case-farm is there already"),
        ("new visit", "PROVIDER is missing. For example: apdir new visit riverside-learning"),
        ("new visit case-frm --framework derby", "no provider `case-frm`. Did you mean `case-farm`?"),
        ("new visit case-farm", "Name the framework: align, amber-valley-erewash, derby"),
        ("new visit case-farm --framework drby", "no framework `drby`"),
        ("new visit case-farm --framework derby --date 2027-01-01", "lies in the future; today is 2026-11-22"),
        ("new visit case-farm --framework derby --date 2027-01-01", "To plan a visit, add --state planned."),
        (
            "new visit case-farm --framework derby --state planned",
            "Say with --date for which day the visit is planned.",
        ),
        ("new visit case-farm --framework derby --until 2027-01-08", "add --state planned, or leave it out."),
        ("new visit case-farm --framework derby --date 1/2/2026", "`1/2/2026` is not a day. Write it as 2026-02-01."),
        ("new visit case-farm --framework derby --date 2020-01-01", "the earliest holds from 2024-05-01"),
        (
            "new visit case-farm --framework derby --kind walk",
            "`walk` is not a kind of visit of `derby`. Use one of: `visit`",
        ),
        ("new visit case-farm --framework derby --site mian", "The provider has no site `mian`. Did you mean `main`?"),
        ("serve --port 99999", "`99999` cannot be right. Write a whole number from 0 to 65535."),
    ],
)
def test_used_wrongly_a_command_says_what_would_be_right(arguments: str, words: str, small: Path, run: Run) -> None:
    (small.parent / "full").mkdir()
    (small.parent / "full/thesis.docx").touch()
    before = sorted(small.rglob("*"))
    code, _, told = run(*arguments.replace("ROOT", str(small)).split())
    assert (code, words in " ".join(told.split())) == (2, True), told
    assert not CLICKS.search(told)
    assert sorted(small.rglob("*")) == before


def test_without_a_command_all_of_them_are_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["apdir"])
    with pytest.raises(SystemExit) as done:
        main()
    told = capsys.readouterr()
    assert done.value.code == 2
    assert "Keep records up to date:" in told.out + told.err


def test_an_officer_finds_each_command_under_what_it_is_for(run: Run) -> None:
    _, out, _ = run("--help")
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" not in out
    assert "..." not in out.partition("See how things are:")[2]
    assert "  close    Close an action: give the date it was done" in lines


def test_one_provider_can_be_checked_by_its_folder(small: Path, run: Run) -> None:
    edit(small / "providers/case-farm/provider.md", "type: farm", "type: frm")
    code, out, told = run("check", "providers/case-farm/")
    assert (code, "`frm`" in out, "1 problem in 1 file" in told) == (1, True, True)
    shutil.copytree(HERE / "base", small / "providers/other-farm")
    code, out, told = run("check", "other-farm")
    assert "frm" not in out
    assert "Elsewhere: " in told
    assert run("check", "other-frm")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--today", "yesterday", "check"], "`yesterday` is not a day. Write it as year-month-day"),
        (["--root", "nowhere", "check"], "--root: There is no folder `nowhere`."),
        (["--root", ".", "check"], "There is no file `settings.yml` in"),
        (["--root", "odd", "check"], "is not a file, and must be one."),
        (["--root", ".", "build"], "name it with --root"),
        (["--root", ".", "due"], "name it with --root"),
        (["--root", "whole/providers/alder", "check"], "Run the command in {tmp}/whole (`cd whole`), or"),
    ],
)
def test_what_every_command_takes_is_looked_at_too(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "odd/settings.yml").mkdir(parents=True)
    (tmp_path / "whole/providers/alder").mkdir(parents=True)
    (tmp_path / "whole/settings.yml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["apdir", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 2
    assert words.replace("{tmp}", str(tmp_path)) in " ".join(capsys.readouterr().err.split())


def test_a_port_in_use_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, told = run("serve", "--port", port, "--no-search")
    assert code == 2
    assert f"Port {port} cannot be used" in told


# check


def test_a_clean_directory_is_told_so(run: Run) -> None:
    code, out, told = run("check")
    assert (code, out + told) == (0, "All is well: 1 provider checked.\n")
    assert run("check", "--format", "github") == (0, "", "")
    assert run("check", "--format", "json")[0] == 0


def test_a_provider_that_is_not_complete_can_wait_outside_the_site(small: Path, run: Run) -> None:
    folder = small / "providers/mill-farm"
    folder.mkdir()
    (folder / "provider.md").write_text("---\nname: Mill Farm\ntype: farm\n---\n", encoding="utf-8")
    waits = "can wait outside the site: rename its folder providers/mill-farm to providers/.mill-farm"
    for command in (("check",), ("build", "--no-forms")):
        code, _, told = run(*command)
        assert (code, waits in told) == (1, True)
    # Whoever has visits, or a status without its notice, is not new.
    edit(small / "providers/case-farm/provider.md", "status: listed", "status: suspended")
    assert "waits" not in run("check", "case-farm")[2].replace("can wait", "waits")
    edit(small / "providers/case-farm/provider.md", "status: suspended", "status: listed")
    folder.rename(folder.with_name(".mill-farm"))
    code, _, told = run("check")
    assert (code, waits in told) == (0, False)
    assert "To look at: providers/.mill-farm: This provider is not on the site" in told


def test_problems_are_lines_and_their_number(small: Path, run: Run) -> None:
    edit(small / "providers/case-farm/provider.md", "type: farm", "type: fram")
    code, out, told = run("check")
    assert code == 1
    assert out.startswith("providers/case-farm/provider.md:3:7: type: `fram` is not among this directory's types.")
    assert told == "\n1 problem in 1 file.\n"
    code, out, told = run("check", "--format", "github")
    assert (code, told) == (1, "")
    assert out.startswith("::error file=providers/case-farm/provider.md,line=3,col=7,title=unknown word::type: `fram`")


@pytest.fixture
def versioned(small: Path) -> Path:
    """The small directory in a git repository of its own, with a fault that nobody has touched since."""
    shutil.copytree(small / "providers/case-farm", small / "providers/other-farm")
    edit(small / "providers/other-farm/provider.md", "name: Case Farm", "name: Other Farm")
    edit(small / "providers/other-farm/provider.md", "type: farm", "type: fram")
    author = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "."], [*author, "commit", "--quiet", "--message", "x"]):
        subprocess.run(["git", *command], cwd=small, check=True, capture_output=True)
    return small


def test_since_tells_of_the_providers_that_changed(versioned: Path, run: Run) -> None:
    assert run("check", "--since", "HEAD")[0] == 0
    record = versioned / "providers/case-farm/provider.md"
    edit(record, "capacity: 12", "capacity: 1")
    code, out, _ = run("check", "--since", "HEAD")
    assert (code, out.count("\n")) == (1, 1)
    assert "case-farm/provider.md:20:23: offer.vacancies.number" in out


def test_since_tells_of_a_visit_that_a_change_beside_it_made_wrong(versioned: Path, run: Run) -> None:
    edit(versioned / "providers/case-farm/provider.md", "id: main", "id: yard")
    code, out, _ = run("check", "--since", "HEAD")
    assert code == 1
    assert "case-farm/visits/2026-03-12-derby.yml:3:7: site: The provider has no site `main`" in out


def test_since_tells_of_a_record_that_was_deleted_and_of_one_that_is_new(versioned: Path, run: Run) -> None:
    (versioned / "providers/case-farm/provider.md").unlink()
    shutil.copytree(versioned / "providers/other-farm", versioned / "providers/new-farm")
    _, out, _ = run("check", "--since", "HEAD")
    assert "providers/case-farm: There is no provider.md" in out
    assert "providers/new-farm/provider.md:3:7: type" in out
    assert "providers/other-farm" not in out.replace("stands also in providers/other-farm", "")


def test_since_tells_of_every_provider_where_settings_or_a_framework_changed(versioned: Path, run: Run) -> None:
    shutil.copytree(ROOT / "frameworks", versioned / "frameworks")
    edit(versioned / "frameworks/leicestershire/2023-09.yml", '- id: "1.1"', '- id: "1.11"')
    code, out, _ = run("check", "--since", "HEAD")
    assert code == 1
    assert "case-farm/visits/2026-03-05-leicestershire.yml" in out
    assert "other-farm/provider.md:3:7: type" in out


# new


def test_a_new_provider_is_told_what_is_still_to_fill_in(small: Path, run: Run) -> None:
    code, out, _ = run("new", "provider", "O’Brien & Son’s Yard")
    file = small / "providers/obrien-and-sons-yard/provider.md"
    assert code == 0
    assert file.read_text(encoding="utf-8").startswith("---\nname: ")
    assert "Wrote providers/obrien-and-sons-yard/provider.md." in out
    # Nobody has said that the facts were checked, nor whether it is a school.
    for field in ("type", "checked.date", "checked.by", "registration.status", "description"):
        assert re.search(rf"line \d+: {re.escape(field)}: ", out), field
    assert run("check")[0] == 1


def test_a_new_provider_with_what_is_needed_is_complete(small: Path, run: Run) -> None:
    checked = ["--checked", "2026-11-20", "--checked-by", "AP officer"]
    options = ["--type", "farm", "--role", "Office", "--phone", "01632 960999", "--key-stage", "KS4"]
    options += ["--delivery", "on site", "--registration", "unregistered"]
    code, out, _ = run("new", "provider", 'Yes: 50% "off" #1', *options, *checked)
    assert code == 0
    # All but the description, which no option can say.
    assert re.findall(r"line (\d+): (\S+): ", out) == [("21", "description")]
    described(small / "providers/yes-50-off-1/provider.md")
    assert run("check")[0] == 0
    options = ["--type", "farm", "--role", "Head", "--email", "a@b.example", "--website", "https://b.example"]
    options += ["--registration", "registered", "--urn", "012345", "--dfe-number", "830/1102", "--key-stage", "KS3"]
    options += ["--delivery", "online", "--need", "SEMH", "--serves", "Derby"]
    _, out, _ = run("new", "provider", "School", *options, *checked)
    assert re.findall(r"line (\d+): (\S+): ", out) == [("23", "description")]
    described(small / "providers/school/provider.md")
    assert run("check")[0] == 0


def test_what_the_check_would_refuse_is_not_written(small: Path, run: Run) -> None:
    options = ["--phone", "1632960123", "--role", "Zbigniew Kowalski", "--need", "ASDF"]
    code, out, err = run("new", "provider", "Test Farm", *options)
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()] == ["--role", "--phone", "--need"]
    assert ("Nothing was written." in err, (small / "providers/test-farm").exists()) == (True, False)
    farm = next(path.name for path in (small / "providers").iterdir())
    more = ["--organisation", "the council", "--role", "Hope Manager"]
    code, out, _ = run("new", "visit", farm, "--framework", "derby", "--date", "2026-11-20", *more)
    assert (code, out.split(": ")[0]) == (1, "--role")
    assert not (small / f"providers/{farm}/visits/2026-11-20-derby.yml").exists()


def test_a_second_record_of_one_school_is_not_begun(small: Path, run: Run) -> None:
    options = ["--registration", "registered", "--urn", "199801", "--dfe-number", "830/6001", "--type", "farm"]
    options += ["--role", "Office", "--phone", "01632 960999", "--key-stage", "KS4", "--delivery", "on site"]
    options += ["--checked", "2026-11-20", "--checked-by", "AP officer"]
    assert run("new", "provider", "Elm School", *options)[0] == 0
    described(small / "providers/elm-school/provider.md")
    code, out, _ = run("new", "provider", "Ash School", *options)
    assert (code, "--urn: URN 199801 is also that of providers/elm-school/provider.md." in out) == (1, True)
    assert not (small / "providers/ash-school").exists()


def described(record: Path) -> None:
    """Write what the provider is like in the place of the template's words."""
    edit(record, Fill.DESCRIPTION, "Hens and a kiln.")


def test_nothing_that_was_given_is_lost(small: Path, run: Run) -> None:
    run("new", "provider", "School", "--urn", "012345", "--checked-by", "AP officer")
    text = (small / "providers/school/provider.md").read_text(encoding="utf-8")
    assert '  urn: "012345"\n' in text
    assert "checked: {date: , by: AP officer}" in text
    assert "status:  # registered or unregistered" in text


@pytest.mark.parametrize("framework", ["align", "amber-valley-erewash", "derby", "herefordshire", "leicestershire"])
def test_a_new_visit_is_right_and_counts_as_unanswered(framework: str, small: Path, run: Run) -> None:
    code, out, _ = run("new", "visit", "case-farm", "--framework", framework, "--date", "2026-11-20")
    assert code == 0
    assert f"Wrote providers/case-farm/visits/2026-11-20-{framework}.yml." in out
    assert "It is a draft: it counts for nothing, and is not public" in out
    text = (small / f"providers/case-farm/visits/2026-11-20-{framework}.yml").read_text(encoding="utf-8")
    assert "\nstate: draft " in text
    # Nobody has said who visited.
    assert re.search(r"^visited_by:$", text, re.MULTILINE)
    assert run("check")[0] == 0


def test_a_new_visit_says_what_it_was_given_and_tells_what_it_assumed(small: Path, run: Run) -> None:
    given = ["--state", "disputed", "--organisation", "the council", "--role", "AP officer", "--date", "2026-11-20"]
    _, out, _ = run("new", "visit", "case-farm", "--framework", "derby", *given)
    assert "assumed" not in out
    text = (small / "providers/case-farm/visits/2026-11-20-derby.yml").read_text(encoding="utf-8")
    assert "state: disputed " in text
    assert "visited_by:\n- {organisation: the council, role: AP officer}" in text
    _, out, _ = run("new", "visit", "case-farm", "--framework", "amber-valley-erewash")
    assert "assumed: the day (22 November 2026), the kind (learning walk)." in out
    assert "delete the file, and say it with --date or --kind." in out
    _, out, _ = run("new", "visit", "case-farm", "--framework", "amber-valley-erewash", "--date", "2026-11-20")
    assert "say it with --kind." in out


def test_a_planned_visit_is_shown_to_officers_alone(small: Path, run: Run) -> None:
    plan = ["new", "visit", "case-farm", "--framework", "derby", "--state", "planned", "--role", "AP officer"]
    days = ["--organisation", "the council", "--date", "2027-01-11", "--until", "2027-01-15"]
    code, out, _ = run(*plan, *days, "--notice", "2027-01-04")
    assert (code, out) == (1, "--notice: The day of the notice is 4 January 2027, which is in the future: today is 22 "
                              "November 2026. Check the year and the month.\n")  # fmt: skip
    code, out, _ = run(*plan, *days, "--notice", "2026-11-20")
    assert (code, "It is planned: it counts for nothing, and is not public." in out) == (0, True)
    for edition in ("public", "commissioner"):
        assert run("build", "--edition", edition, "--no-search", "--no-forms", "--out", str(small / edition))[0] == 0
    page = (small / "commissioner/providers/case-farm/index.html").read_text(encoding="utf-8")
    told = "Visit planned for 11 to 15 January 2027 by the council (AP officer): Derby framework, QA visit"
    assert f"{told}. Notice given on 20 November 2026." in page
    assert told in (small / "commissioner/due/due.json").read_text(encoding="utf-8")
    file = small / "commissioner/providers/case-farm/visits/2027-01-11-derby.ics"
    [event] = icalendar.Calendar.from_ical(file.read_bytes()).events
    assert (event.start, event.end) == (date(2027, 1, 11), date(2027, 1, 16))
    assert event["location"] == "12 Mill Lane, Derby, DE1 2FS"
    # The same event as among due dates, so a calendar that has both has it once.
    _, due, _ = run("due", "--edition", "commissioner", "--within", "90", "--format", "ics")
    assert event["uid"] in [one["uid"] for one in icalendar.Calendar.from_ical(due).events]
    assert run("export", "--edition", "commissioner", "--out", str(small / "all.xlsx"))[0] == 0
    for text in (everything(small / "public"), *(text for name, text in texts(small) if name == "all.xlsx")):
        assert not re.search(r"2027-01-1[15]|2027011|1[15] January 2027", text)


def test_a_planned_visit_becomes_the_record_of_the_one_that_was_made(small: Path, run: Run) -> None:
    plan = ["new", "visit", "case-farm", "--framework", "derby", "--date", "2026-11-20"]
    more = ["--state", "planned", "--organisation", "the council", "--role", "AP officer", "--notice", "2026-11-06"]
    assert run(*plan, *more)[0] == 0
    file = small / "providers/case-farm/visits/2026-11-20-derby.yml"
    edit(file, "state: planned", 'owner: QA officer\ntime: {from: "09:30", to: "11:00"}\nstate: planned')
    code, out, _ = run(*plan)
    assert (code, out.splitlines()[0]) == (0, f"Wrote {file.relative_to(small)}, which was the plan of this visit.")
    text = file.read_text(encoding="utf-8")
    for line in ("state: draft ", "owner: QA officer", "2026-11-06", '"09:30"', "role: AP officer", '"1a":  # '):
        assert line in text, line
    assert run("check")[0] == 0
    # What a plan of several days says goes into the record of the one on which it was made.
    window = ["--state", "planned", "--until", "2026-11-19", "--organisation", "the council", "--role", "AP officer"]
    assert run(*plan[:5], "--date", "2026-11-16", *window, "--notice", "2026-11-06")[0] == 0
    first = small / "providers/case-farm/visits/2026-11-16-derby.yml"
    edit(first, "state: planned", "owner: QA officer\nself_assessment: {1a: Checked in May.}\nstate: planned")
    code, out, told = run(*plan[:5], "--date", "2026-11-18")
    made = (small / "providers/case-farm/visits/2026-11-18-derby.yml").read_text(encoding="utf-8")
    for line in ("owner: QA officer", "2026-11-06", "role: AP officer", "Checked in May."):
        assert line in made, line
    assert f"{first.relative_to(small)}. The new record has all that it says. If it is this one, delete" in told
    assert "who visited" not in out
    # One that lacks what the plan says, such as one that was there before, is no reason to delete the plan.
    other = small / "providers/case-farm/visits/2026-11-18-derby.yml"
    other.write_text("framework: derby\ndate: 2026-11-18\nstate: draft\n", encoding="utf-8")
    told = run(*plan[:5], "--date", "2026-11-21")[2]
    assert f"{first.relative_to(small)}. If it is this one, delete" in told
    (small / "providers/case-farm/visits/2026-11-21-derby.yml").unlink()
    other.unlink()
    first.unlink()
    # One that was made on another day than planned is told of: nobody but an officer knows that it is the same.
    assert run(*plan[:5], "--date", "2026-12-01", *more[:2])[0] == 0
    told = run(*plan[:5], "--date", "2026-11-21")[2]
    assert "A visit is planned for 1 December 2026: providers/case-farm/visits/2026-12-01-derby.yml." in told


def test_a_visit_of_nobody_with_nothing_in_it_does_not_become_final(small: Path, run: Run) -> None:
    walk = ["new", "visit", "case-farm", "--framework", "amber-valley-erewash", "--kind", "work scrutiny"]
    code, _, told = run(*walk, "--date", "2026-11-20", "--state", "final")
    assert (code, "Write it as a draft, fill it in, then set `state: final`." in " ".join(told.split())) == (2, True)
    _, out, _ = run(*walk, "--date", "2026-11-20")
    visit = small / out.removeprefix("Wrote ").partition(".yml")[0]
    edit(visit.with_suffix(".yml"), "state: draft", "state: final")
    code, out, _ = run("check")
    assert (code, "says neither who visited nor what was found" in out) == (1, True), out
    edit(visit.with_suffix(".yml"), "visited_by:", "visited_by: [{organisation: the council, role: AP officer}]")
    assert run("check")[0] == 0


def test_a_second_visit_of_a_day_is_asked_about(small: Path, run: Run) -> None:
    first = ["new", "visit", "case-farm", "--framework", "derby", "--date", "2026-11-20"]
    assert run(*first)[0] == 0
    before = (small / "providers/case-farm/visits/2026-11-20-derby.yml").read_bytes()
    code, _, told = run(*first)
    assert code == 2
    assert "visits/2026-11-20-derby.yml. Nothing would tell another one apart" in " ".join(told.split())
    # Of several sites, one that the first does not name tells the two apart.
    second = "  - {id: barn, name: Barn, address: [14 Mill Lane, Derby], postcode: DE1 2FS, public: yes}\noffer:\n"
    edit(small / "providers/case-farm/provider.md", "\noffer:\n", f"\n{second}")
    _, _, told = run(*first)
    assert "Is this another one? Then say what tells it apart with --site." in " ".join(told.split())
    assert run(*first, "--site", "main")[0] == 0
    assert run(*first, "--site", "main")[0] == 2
    code, _, told = run(*first[:-1], "2026-11-19")
    assert code == 2
    assert "has several sites: main (Main yard), barn (Barn). Say which was visited" in " ".join(told.split())
    visits = sorted(path.name for path in (small / "providers/case-farm/visits").glob("2026-11-20*"))
    assert visits == ["2026-11-20-derby-main.yml", "2026-11-20-derby.yml"]
    assert (small / "providers/case-farm/visits/2026-11-20-derby.yml").read_bytes() == before
    walk = [*first[:3], "--framework", "amber-valley-erewash", "--date", "2026-11-20", "--site", "barn", "--kind"]
    assert run(*walk, "learning walk")[0] == 0
    assert run(*walk, "work scrutiny")[0] == 0
    assert (small / "providers/case-farm/visits/2026-11-20-amber-valley-erewash-work-scrutiny.yml").is_file()
    edit(small / "providers/case-farm/visits/2026-03-12-derby.yml", "site: main\n", "")
    code, _, told = run("check")
    note = "2026-03-12-derby.yml:1:1: The provider has several sites (`main`, `barn`). This visit says none"
    assert (code, note in told) == (0, True), told


def test_a_final_visit_that_decides_says_who_visited(small: Path, run: Run) -> None:
    visit = small / "providers/case-farm/visits/2026-03-12-derby.yml"
    text = visit.read_text(encoding="utf-8")
    visit.write_text(re.sub(r"visited_by:\n(?: .*\n)+", "visited_by:\n", text), encoding="utf-8")
    code, out, _ = run("check")
    words = "state: The record is final, and does not say who visited, so its outcome counts for nothing. Fill in"
    assert (code, words in out) == (1, True), out


# due


LAPSED = "    12 March 2027      Case Farm: The approval has expired: arrange a visit"
STALE = "    13 March 2027      Case Farm: Confirm the details: last confirmed 14 September 2026"
NEXT = "    12 March 2027      Case Farm: Next visit under Derby framework"


def test_what_is_due_in_words(run: Run) -> None:
    code, out, told = run("due", today="2027-03-14")
    assert (code, told) == (0, "")
    assert [line for line in out.splitlines() if line] == [
        "Overdue: 2",
        "  Approval statuses",
        LAPSED,
        "  Details to confirm (if they are still correct: apdir confirm FOLDER)",
        STALE,
    ]
    _, out, _ = run("due", "--edition", "commissioner", "--within", "3650", today="2027-03-14")
    assert {LAPSED, STALE, NEXT} <= set(out.splitlines())
    assert out.index("Overdue: ") < out.index(NEXT) < out.index("To come: ")


def test_how_far_ahead_to_look(run: Run) -> None:
    assert run("due")[1] == "Nothing is due on 22 November 2026 or soon after.\n"
    lapses = "    12 March 2027      Case Farm: Approval expires unless there is a new visit"
    assert run("due", "--within", "110")[1].split("\n")[:4] == ["To come: 1", "", "  Approval statuses", lapses]
    assert run("due", "--within", "109")[1].startswith("Nothing is due")


def test_what_is_due_as_a_spreadsheet(small: Path, run: Run) -> None:
    edit(small / "providers/case-farm/provider.md", "name: Case Farm", "name: \"=HYPERLINK(1), 'x'\"")
    code, out, _ = run("due", "--format", "csv", today="2027-03-14")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert code == 0
    assert [list(row.values()) for row in rows] == [
        [
            "2027-03-12",
            "yes",
            "standing",
            "'=HYPERLINK(1), 'x'",
            "case-farm",
            "The approval has expired: arrange a visit",
            "Alternative provision team",
        ],
        [
            "2027-03-13",
            "yes",
            "facts",
            "'=HYPERLINK(1), 'x'",
            "case-farm",
            "Confirm the details: last confirmed 14 September 2026",
            "Alternative provision team",
        ],
    ]


def test_what_is_due_by_owner(small: Path, run: Run) -> None:
    record = small / "providers/case-farm/provider.md"
    edit(record, "status: listed", "status: listed\nowner: QA officer")
    code, out, _ = run("due", "--owner", "qa officer", today="2027-03-14")
    assert (code, out.split("\n")[0]) == (0, "Overdue: 2")
    code, _, told = run("due", "--owner", "nobody", today="2027-03-14")
    assert (code, "nothing is due for 'nobody'. Owners: QA officer." in told) == (2, True)
    edit(record, "owner: QA officer", "owner: visits@council.example")
    assert run("due", "--owner", "visits@council.example", today="2027-03-14")[0] == 0
    edit(record, "owner: visits@council.example", "owner: Sue Brown")
    code, out, told = run("check")
    assert (code, "This looks like a person's name" in out + told) == (1, True)


def calendar(out: str) -> tuple[str, dict[str, Any]]:
    """The name of a calendar, and its events by their ids."""
    made = icalendar.Calendar.from_ical(out)
    events = {str(event["uid"]): event for event in made.walk("VEVENT")}
    assert len(events) == out.count("BEGIN:VEVENT")
    return str(made["x-wr-calname"]), events


def test_what_is_due_as_a_calendar(small: Path, run: Run) -> None:
    edit(
        small / "providers/case-farm/provider.md",
        "name: Case Farm",
        'name: "Hülm’s; Farm, \\\\ with a name of some length"',
    )
    code, out, _ = run("due", "--format", "ics", today="2027-03-14")
    assert code == 0
    assert all(len(line.encode()) <= 75 for line in out.split("\r\n"))
    assert "\n" not in out.replace("\r\n", "")
    name, events = calendar(out)
    assert name == "Trentside AP Directory: what is due"
    farm = "Overdue: Hülm’s; Farm, \\ with a name of some length: "
    assert {(str(event["summary"]), event["dtstart"].dt) for event in events.values()} == {
        (f"{farm}The approval has expired: arrange a visit", date(2027, 3, 12)),
        (f"{farm}Confirm the details: last confirmed 14 September 2026", date(2027, 3, 13)),
    }
    for event in events.values():
        assert event["url"] == "https://ap.trentside.example/providers/case-farm/"
        [alarm] = event.walk("VALARM")
        assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(days=-7, hours=9))
    edit(small / "providers/case-farm/provider.md", "status: listed", "status: listed\nserves: [Derby]")
    assert calendar(run("due", "--format", "ics", today="2027-03-15")[1])[1].keys() == events.keys()


def test_an_event_keeps_its_id_when_its_day_moves(small: Path, run: Run) -> None:
    record, visit = small / "providers/case-farm/provider.md", small / "providers/case-farm/visits/2026-03-12-derby.yml"
    edit(visit, ", done: 2026-05-20}", "}")
    ask = ("due", "--format", "ics", "--edition", "commissioner", "--within", "900")
    before = calendar(run(*ask)[1])[1]
    edit(record, "date: 2026-09-14, by", "date: 2026-10-14, by")
    edit(visit, "by: 2026-06-01", "by: 2026-12-20")
    edit(visit, "next_visit: 2027-03-12", "next_visit: 2027-02-01")
    after = calendar(run(*ask)[1])[1]
    assert after.keys() == before.keys()
    moved = {str(event["summary"]) for key, event in after.items() if event["dtstart"] != before[key]["dtstart"]}
    assert {
        "Case Farm: Confirm the details: last confirmed 14 October 2026",
        "Case Farm: 5b: Send reports on time",
        "Case Farm: Next visit under Derby framework",
    } <= moved
    late = {str(event["summary"]) for event in before.values() if event["dtstart"].dt < date.fromisoformat(TODAY)}
    assert "Overdue: Case Farm: 5b: Send reports on time" in late
    assert all(words.startswith("Overdue: ") for words in late)


def test_the_export_has_what_the_last_visit_found_and_an_import_passes_it_over(
    small: Path, run: Run, tmp_path: Path
) -> None:
    visits = small / "providers/case-farm/visits"
    derby = (visits / "2026-03-12-derby.yml").read_text(encoding="utf-8")
    later = derby.replace("2026-03-12", "2026-10-12").replace("majority met", "not met, may reapply")
    later = later.replace("the council", "a partner school").replace("next_visit: 2027-03-12", "")
    later = later.replace("by: 2026-06-01, who: Manager, done: 2026-05-20", "by: 2026-11-01, who: Manager")
    later = re.sub(r": fully$", ": not at all", later, flags=re.MULTILINE)
    (visits / "2026-10-12-derby.yml").write_text(later, encoding="utf-8")
    code, out, told = run("export", "--format", "csv", "--sheet", "standings", "--out", "-")
    assert code == 0, told
    [row] = csv.DictReader(io.StringIO(out))
    assert (row["standing"], row["last_visited"], row["last_visited_by"], row["last_result"]) == (
        "with improvements", "2026-10-12", "a partner school", "Standards not met, may reapply",
    )  # fmt: skip
    assert row["warning"].startswith("The latest published visit, 12 October 2026 under the Derby framework")
    book = tmp_path / "book.xlsx"
    assert run("export", "--out", str(book))[0] == 0
    page = openpyxl.load_workbook(book)["standings"]
    assert [[str(value or "") for value in line] for line in page.values] == [list(row), list(row.values())]
    code, out, told = run("import", str(book))
    assert (code, "passed over" in told + out) == (0, False), told


def test_records_with_problems_are_left_out_and_told(small: Path, run: Run) -> None:
    shutil.copytree(small / "providers/case-farm", small / "providers/other-farm")
    edit(small / "providers/other-farm/provider.md", "type: farm", "type: fram")
    code, out, told = run("due", today="2027-03-14")
    assert code == 1
    assert {LAPSED, STALE} <= set(out.splitlines())
    assert "These records have problems and are left out" in told


# build


def build(root: Path, out: Path, *arguments: str, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    return apdir("build", "--no-search", "--no-forms", "--out", str(out), *arguments, root=root, today=today)


VISIT = ("new", "visit", "riverside-yard", "--framework", "derby", "--date", "2026-11-20")


def test_a_provider_added_by_hand_and_a_new_visit_are_on_the_site_with_no_other_edit(small: Path, run: Run) -> None:
    record = small / "providers/riverside-yard/provider.md"
    record.parent.mkdir()
    record.write_text(
        """---
name: Riverside Yard
type: farm
status: listed
checked: {date: 2026-11-20, by: AP officer}
registration: {status: unregistered}
contact: {role: Office, phone: "01632 960888"}
offer: {key_stages: [KS4], delivery: [on site]}
---
Boats and engines.
""",
        encoding="utf-8",
    )
    assert run(*VISIT)[0] == 0
    visit = small / "providers/riverside-yard/visits/2026-11-20-derby.yml"
    edit(visit, "state: draft", "state: final")
    assert "says neither who visited nor what was found" in run("check")[1]
    edit(visit, "visited_by:", "visited_by: [{organisation: the council, role: AP officer}]")
    assert "none of its 32 standards has a judgement" in run("check")[1]
    text = visit.read_text(encoding="utf-8").replace('"1a":', '"1a": fully', 1)
    visit.write_text(text.replace("\noutcome:", "\noutcome: not met, may reapply", 1), encoding="utf-8")
    out = small.parent / "site"
    done = build(small, out)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 providers" in done.stderr
    assert "Riverside Yard" in (out / "providers/index.html").read_text(encoding="utf-8")
    assert "01632 960888" in (out / "providers/riverside-yard/index.html").read_text(encoding="utf-8")
    assert "20 November 2026" in (out / "providers/riverside-yard/visits/2026-11-20-derby/index.html").read_text(
        encoding="utf-8"
    )
    assert "/providers/riverside-yard/visits/2026-11-20-derby/" in (out / "sitemap.xml").read_text(encoding="utf-8")


def test_a_standing_lapses_with_the_day_of_the_build(small: Path) -> None:
    out = small.parent / "site"
    page = out / "providers/case-farm/index.html"
    assert build(small, out, today="2026-11-22").returncode == 0
    assert "Approved with improvements" in page.read_text(encoding="utf-8")
    assert "Expired" not in page.read_text(encoding="utf-8")
    assert build(small, out, today="2027-06-01").returncode == 0
    assert "Expired" in page.read_text(encoding="utf-8")


def test_the_program_runs_as_a_module_and_tells_its_version_and_help() -> None:
    assert re.fullmatch(r"apdir, version \d+\.\d+\.\d+\n", apdir("--version").stdout)
    for command in ("build", "check", "due", "new", "serve"):
        done = apdir(command, "--help")
        assert (done.returncode, "Examples:" in done.stdout) == (0, True)
