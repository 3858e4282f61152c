"""Slips that look right to the eye: each message says what was typed, where, and what to type instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from apdir.commands.main import apdir
from tests.support.case import HERE
from tests.support.sites import ROOT, TODAY

NEEDS = ("  capacity: 12", "  capacity: 12\n  needs: {}")
DAY = ("gias_checked: 2026-09-14", "gias_checked: {}")
#: A line of the record, what is written in its place, where it is told, and what of the message matters.
SLIPS = [
    (*DAY, "2026–09–10", "8:17", "`2026–09–10` has long dashes in it. Type it with hyphens: 2026-09-10."),
    (*DAY, "12/3/26", "8:17", "Write it as `2026-03-12`"),
    (*DAY, "2026/03/12", "8:17", "Write it as `2026-03-12`"),
    (*DAY, "2026-3-12", "8:17", "Write it as `2026-03-12`"),
    (*DAY, "12 Mar 26", "8:17", "Write it as `2026-03-12`"),
    (*DAY, "March 12th, 2026", "8:17", "Write it as `2026-03-12`"),
    (*DAY, "Oct 26", "8:17", "Write the date as year-month-day"),
    ("  - {id: main", "{}", "  – {id: main", "13:3", "This line begins with a long dash."),
    ("days: [Mon, Tue]", "days:{}", "\n    -Mon\n    -Tue", "18:5", ": `- Mon`; `- Tue`."),
    ("days: [Mon, Tue]", "days:{}", "\n    • Mon\n    • Tue", "18:5",
     "An item of a list begins with a hyphen, not with `•`. Write each item with a hyphen and a space: `- Mon`"),
    ("---\nSheep", "{}\n---\nSheep", "offer:\n  meals: Toast.", "21:1",
     "`offer` is given twice; it stands already on line 14. Move what stands below it here to the fields of line 14."),
    ("days: [Mon, Tue]", "days: {}", "Mon-Wed", "17:9", "`[Mon, Tue, Wed]`"),
    ("days: [Mon, Tue]", "days: {}", "[Mon-Wed]", "17:10", "Write each: Mon, Tue, Wed."),
    ("days: [Mon, Tue]", "days: {}", "Monday to Wednesday", "17:9", "`[Mon, Tue, Wed]`"),
    ("days: [Mon, Tue]", "days: {}", "[Tuesday to Thursday]", "17:10", "Write each: Tue, Wed, Thu."),
    (*NEEDS, "[speech, language and communication]", "20:11",
     'Put them in quotes: `"speech, language and communication"`.'),
    (*NEEDS, "[ASD]", "20:11", "Did you mean `autism`? Use one of: `SEMH`, `autism`"),
    ("offer:", "serves: [{}]\noffer:", "Derbyshire", "14:10", "Use one of: `Derby`, `Amber Valley`"),
    ("offer:", "serves: [{}]\noffer:", "Amber Vally", "14:10",
     "`Amber Vally` is not among this directory's areas. Did you mean `Amber Valley`?"),
    ("  role: Farm office", "  role: {}", "Farm ofice", "10:9", "Did you mean `office`?"),
    ("  capacity: 12", "{}", "  capacity:\u00a012", "19:12", "There is an invisible character here"),
    ("  capacity: 12", "{}", "\u00a0 capacity: 12", "19:1", "There is an invisible character here"),
    ("status: listed", "status: {}", "listed\u200b", "4:9", "There is an invisible character here, behind `listed`."),
    ('  role: Farm office\n  phone: "01632 960123"', "{}", 'role: Farm office\nphone: "01632 960123"', "10:1",
     "`role` is a part of `contact`, and stands in the same column."),
    ('{from: "09:30", to: "15:00"}', "{}", '{from: "09:30, to: "15:00"}', "18:17",
     "A quotation mark is opened here and not closed."),
    ("status: listed", "status: {}", "suspended status_date: 2026-11-02 public_notice: Paused.", "4:19",
     "Several fields stand on one line. Begin a line of its own with `status_date:` and `public_notice:`."),
    ("  - {id: main", "{}", "  - id: barn\n    name: Barn\n    public: yes\n    id: yard\n  - {id: main", "16:5",
     "If another item of the list begins here, write `- ` before it"),
    ("  - {id: main", "{}", "  - id: barn\n    name: Barn\n   public: yes\n  - {id: main", "15:4",
     "This line is not indented as the field above it. Begin it, and what follows of the item, with 4 spaces, as `id`"),
    ("  capacity: 12", "{}", "  capacity:12", "19:11",
     "A space is missing after the colon. Put one there: `capacity: 12`."),
    (*DAY, "Sept 2026", "8:17", "`Sept 2026` does not say which day. Find it out."),
    (*DAY, "2026-31-08", "8:17", "There is no such day as `2026-31-08`. Did you mean `2026-08-31`?"),
    (*DAY, "08/31/2026", "8:17", "Did you mean `2026-08-31`?"),
    (*NEEDS, "SEMH, ADHD and autism", "20:10", "Write it in square brackets: `[SEMH, ADHD, autism]`."),
    (*NEEDS, "[SEMH, “speech, language and communication”]", "20:17",
     "Curly quotes, as Word types them, do not hold a value with a comma together. Type straight ones: "
     '`"speech, language and communication"`.'),
    ("status: listed", "status: suspended\npublic_notice: Snow.\n{}", "status since: 2026-10-01", "6:1",
     "Did you mean `status_date`?"),
    ("  role: Farm office", "  role: Farm office\n  {}", "Telephone: 01632 960124", "11:3", "Did you mean `phone`?"),
]  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "base", tmp_path / "providers/case-farm")
    shutil.copy(ROOT / "settings.yml", tmp_path)
    return tmp_path


def check(root: Path) -> str:
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY, "check"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("line", "form", "written", "place", "said"), SLIPS, ids=[row[2][:20] for row in SLIPS])
def test_a_slip_is_told_where_it_is_and_what_to_type_instead(
    records: Path, line: str, form: str, written: str, place: str, said: str
) -> None:
    file = records / "providers/case-farm/provider.md"
    text = file.read_text(encoding="utf-8")
    assert line in text
    slip = form.replace("{}", written, 1) if form != "{}" else written
    file.write_text(text.replace(line, slip, 1), encoding="utf-8")
    told = check(records).splitlines()
    assert told[0].startswith(f"providers/case-farm/provider.md:{place}:"), told
    assert said in told[0]
    assert not any("`contact` is missing" in row or "`language and communication`" in row for row in told)


@pytest.mark.slow
def test_a_judgement_may_be_written_as_forms_print_it(records: Path) -> None:
    file = next((records / "providers/case-farm/visits").glob("*derby.yml"))
    file.write_text(file.read_text(encoding="utf-8").replace("fully", "Fully"), encoding="utf-8")
    assert not check(records)
