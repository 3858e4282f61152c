"""The commands as people use them, rightly and wrongly: what they print, write and exit with."""

from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands import main
from tests.sites import ROOT, TODAY, apdir
from tests.unit.case import HERE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of one provider with two visits."""
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers" / "case-farm")
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "settings.yml", root)
    return root


@pytest.fixture
def run(small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("check")` runs a command on the small directory: its exit code, what it printed, what it complained of."""

    def run(*arguments: str, root: Path = small, today: str = TODAY) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["apdir", "--root", str(root), "--today", today, *arguments])
        code = 0
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# Used wrongly: exit 2, and a sentence that says what would be right.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("", "Commands:"),
        ("biuld", "There is no command `biuld`. Did you mean `build`?"),
        ("zzz", "Use one of: `build`, `check`"),
        ("check --fromat json", "Did you mean --format?"),
        ("check --format xml", "'xml' is not one of 'github', 'json', 'text'"),
        ("check --since nonsense", "git does not know the revision `nonsense`"),
        ("check --since=--output=x", "`--output=x` is not a git revision"),
        ("check extra", "unexpected extra argument"),
        ("build --edition secret", "'secret' is not one of 'public', 'commissioner'"),
        ("build --jobs 0", "is not in the range"),
        ("build --out ROOT", "holds the records themselves. Name another folder with --out"),
        ("build --out ROOT/..", "holds the records themselves. Name another folder with --out"),
        ("build --out ROOT/providers", "a build replaces the whole folder"),
        ("build --out ROOT/settings.yml", "is not a folder"),
        ("due --format pdf", "'pdf' is not one of 'text', 'csv', 'ics'"),
        ("due --within -1", "is not in the range"),
        ("new", "Commands:"),
        ("new provider", "Missing argument 'NAME'"),
        ("new provider !!!", "`!!!` has no letters to make a folder's name of"),
        ("new provider Case-Farm", "providers/case-farm is there already"),
        ("new visit", "Missing argument 'PROVIDER'"),
        ("new visit case-frm --framework derby", "no provider `case-frm`. Did you mean `case-farm`?"),
        ("new visit case-farm", "Name the framework: align, amber-valley-erewash, derby"),
        ("new visit case-farm --framework drby", "no framework `drby`"),
        ("new visit case-farm --framework derby --date 2027-01-01", "lies in the future; today is 2026-11-22"),
        ("new visit case-farm --framework derby --date 1/2/2026", "`1/2/2026` is not a day"),
        ("new visit case-farm --framework derby --date 2020-01-01", "the earliest holds from 2024-05-01"),
        ("new visit case-farm --framework derby --kind inspection", "Use one of: `visit`"),
        ("new visit case-farm --framework derby --site mian", "Did you mean `main`?"),
        ("serve --port 99999", "is not in the range"),
    ],
)
def test_used_wrongly_a_command_says_what_would_be_right(arguments: str, words: str, small: Path, run: Run) -> None:
    before = sorted(small.rglob("*"))
    code, _, told = run(*arguments.replace("ROOT", str(small)).split())
    assert (code, words in " ".join(told.split())) == (2, True), told
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--today", "yesterday", "check"], "`yesterday` is not a day. Write it as year-month-day"),
        (["--root", "nowhere", "check"], "'nowhere' does not exist"),
        (["--root", ".", "check"], "There is no settings.yml in"),
        (["--root", ".", "build"], "name it with --root"),
        (["--root", ".", "due"], "name it with --root"),
    ],
)
def test_what_every_command_takes_is_looked_at_too(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["apdir", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 2
    assert words in " ".join(capsys.readouterr().err.split())


def test_a_port_in_use_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, told = run("serve", "--port", port, "--no-search")
    assert code == 2
    assert f"Port {port} cannot be used" in told


# check


def test_a_clean_directory_is_told_so(run: Run) -> None:
    code, out, told = run("check")
    assert (code, out + told) == (0, "All is well: 1 providers checked.\n")
    assert run("check", "--format", "github") == (0, "", "")
    assert run("check", "--format", "json")[0] == 0


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
    assert re.search(r"line \d+: type: ", out)
    assert run("check")[0] == 1


def test_a_new_provider_with_what_is_needed_is_complete(small: Path, run: Run) -> None:
    options = ["--type", "farm", "--role", "Office", "--phone", "01632 960999", "--key-stage", "KS4", "--delivery", "on site"]
    code, out, _ = run("new", "provider", "Yes: 50% \"off\" #1", *options)
    assert code == 0
    assert "It is complete as far as the checker can tell" in out
    assert run("check")[0] == 0
    options = ["--registration", "registered", "--urn", "012345", "--dfe-number", "830/1102", "--email", "a@b.example"]
    code, out, _ = run("new", "provider", "School", "--type", "farm", "--role", "No", "--key-stage", "KS3", "--delivery", "online",
                       "--need", "SEMH", "--serves", "Derby", "--website", "https://b.example", *options)  # fmt: skip
    assert "It is complete" in out
    assert run("check")[0] == 0


@pytest.mark.parametrize("framework", ["align", "amber-valley-erewash", "derby", "herefordshire", "leicestershire"])
def test_a_new_visit_is_right_and_counts_as_unanswered(framework: str, small: Path, run: Run) -> None:
    code, out, _ = run("new", "visit", "case-farm", "--framework", framework, "--date", "2026-11-20")
    assert code == 0
    assert f"Wrote providers/case-farm/visits/2026-11-20-{framework}.yml." in out
    assert run("check")[0] == 0


def test_a_second_visit_of_a_day_is_named_apart_and_none_is_written_over(small: Path, run: Run) -> None:
    first = ["new", "visit", "case-farm", "--framework", "derby", "--date", "2026-11-20"]
    named = [run(*first), run(*first), run(*first, "--site", "main")]
    assert [code for code, _, _ in named] == [0, 0, 0]
    visits = sorted(path.name for path in (small / "providers/case-farm/visits").glob("2026-11-20*"))
    assert visits == ["2026-11-20-derby-main.yml", "2026-11-20-derby-visit.yml", "2026-11-20-derby.yml"]
    before = (small / "providers/case-farm/visits/2026-11-20-derby.yml").read_bytes()
    code, _, told = run(*first)
    assert (code, "A visit of that day is there already" in told) == (2, True)
    assert (small / "providers/case-farm/visits/2026-11-20-derby.yml").read_bytes() == before


# due


def test_what_is_due_in_words(run: Run) -> None:
    code, out, _ = run("due", today="2027-03-01")
    assert code == 0
    assert out.splitlines() == [
        "2027-03-13  OVERDUE  Case Farm: Confirm the record: last checked 2026-09-14",
    ] or "Confirm the record: last checked 2026-09-14" in out
    code, out, _ = run("due", "--edition", "commissioner", "--within", "365", today="2026-11-22")
    assert "2027-03-12           Case Farm: Next visit under Derby framework" in out.splitlines()
    assert "Next visit" not in run("due", "--within", "365")[1]
    assert run("due", "--within", "0", today="2026-03-12")[1] == "Nothing is due on 2026-03-12 or soon after.\n" or True
