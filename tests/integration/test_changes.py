"""What a branch changes on the site, in words: one true sentence each, nothing that its readers may not know."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from apdir.changes import FORMATS, Changes
from apdir.commands.main import apdir
from apdir.problems import UNPRINTABLE
from tests.support.canary import seen_in, write
from tests.support.case import HERE
from tests.support.sites import ROOT, TODAY

pytestmark = pytest.mark.slow  # each reads five frameworks anew, twice

FARM = "providers/case-farm/provider.md"
DERBY = "providers/case-farm/visits/2026-03-12-derby.yml"


class Branch:
    """A directory in git, to be edited."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=Officer", "-c", "user.email=officer@trentside.example"]
        done = subprocess.run(["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=Edit")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def told(self, *arguments: str, code: int = 0, today: str = TODAY) -> str:
        done = self.run("changes", *arguments, today=today)
        assert (done.exit_code, done.stderr) == (code, "")
        return done.stdout

    def run(self, *arguments: str, today: str = TODAY) -> Result:
        return CliRunner().invoke(apdir, ["--root", str(self.root), "--today", today, *arguments])

    def sentences(self, *arguments: str) -> list[str]:
        """What is said, without the pages and the last line."""
        lines = self.told(*arguments).rstrip("\n").split("\n")
        return [line for line in lines[:-2] if not line.startswith(" ")]


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers/case-farm")
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "providers/riverside-learning", root / "providers/riverside-learning")
    shutil.copy(ROOT / "settings.yml", root)
    return Branch(root)


def test_nothing_changed(branch: Branch) -> None:
    assert branch.told() == branch.told("HEAD..HEAD") == "Nothing changes on the site.\n"


def suspend(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "status: listed\n",
                "status: suspended\nstatus_date: 2026-11-20\n"
                "public_notice: Paused.\nprivate_reason: Secretly.\n")  # fmt: skip


def new_visit(branch: Branch) -> None:
    text = (branch.root / DERBY).read_text(encoding="utf-8").replace("2026-03-12", "2026-11-12")
    text = text[: text.index("improvement_plan:")]
    (branch.root / DERBY.replace("2026-03-12", "2026-11-12")).write_text(text, encoding="utf-8")


def rename(branch: Branch) -> None:
    branch.git("mv", "providers/case-farm", "providers/hill-farm")


def framework(branch: Branch) -> None:
    branch.edit("frameworks/leicestershire/2023-09.yml", "label: Amber", "label: Amber (some concern)")


def typo(branch: Branch) -> None:
    branch.edit(
        "providers/riverside-learning/provider.md", "with three half-built walls in it", "with 3 halfbuilt walls"
    )


def private(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "name: Stephen Lomas", "name: Zora Quill")


def comment(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "status: listed\n", "status: listed  # for now\n")


def programme(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "{name: Joinery and carpentry,", "{name: Joinery,")


def price(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "{amount: 95, per: day}", "{amount: 97, per: day}")


def needs(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "needs: [SEMH, ADHD,", "needs: [SEMH, autism,")


def confirm(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "checked: {date: 2026-09-14", "checked: {date: 2026-11-20")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (suspend, r"Riverside Learning: [^;]+ → suspended, since 20 November 2026; schools are told: “Paused\.”\."),
        (new_visit, r"Case Farm: .*new visit on 12 November 2026 \(Derby framework, QA visit\): .+; its approval .+\."),
        (rename, r"Case Farm: folder renamed from case-farm to hill-farm: its pages move, and .+ break\."),
        (framework, r"Leicestershire .*version 2023-09: .*label: Amber → Amber \(some concern\)\."),
        (typo, r"Riverside Learning: wording \(description\)\."),
        (private, r"Riverside Learning: changes only in what officers see; public pages stay as they are\."),
        (comment, r"Riverside Learning: layout or comments of its file; pages stay as they are\."),
        (programme, r"Riverside Learning: programmes: Joinery and carpentry → Joinery\."),
        (price, r"Riverside Learning: price 1 amount: 95 → 97\."),
        (needs, r"Riverside Learning: needs: adds autism; without ADHD\."),
        (confirm, r"Riverside Learning: details confirmed on 20 November 2026 by AP officer\."),
    ],
)  # fmt: skip
def test_a_change_is_told_in_one_sentence(branch: Branch, change: Callable[[Branch], None], expected: str) -> None:
    change(branch)
    now = branch.sentences()
    about = [line for line in now if not line.startswith("Pages beside")]
    assert len(about) == 1, about
    assert re.fullmatch(expected, about[0]), about[0]
    branch.commit()
    assert branch.sentences("HEAD~1..HEAD") == now
    assert branch.git("status", "--porcelain") == ""


def test_each_of_several_edits_at_once_has_its_own_sentence(branch: Branch) -> None:
    """A new visit, a suspension, a renamed folder, a framework's edit and a mended word on one branch."""
    for slug in ("alder-house", "meadow-view-farm"):
        shutil.copytree(ROOT / "providers" / slug, branch.root / "providers" / slug)
    shutil.copytree(HERE / "base", branch.root / "providers/old-farm")
    branch.edit("providers/old-farm/provider.md", "name: Case Farm", "name: Old Farm")
    branch.edit("providers/old-farm/provider.md", "DE1 2FS", "DE1 1AA")
    branch.commit()
    new_visit(branch)
    suspend(branch)
    branch.git("mv", "providers/old-farm", "providers/hill-farm")
    framework(branch)
    text = (branch.root / "providers/alder-house/provider.md").read_text(encoding="utf-8")
    line = text.rstrip("\n").split("\n")[-1]
    branch.edit("providers/alder-house/provider.md", line, line.replace(" a ", " one ", 1) + " So it is.")
    branch.commit()
    told = branch.sentences("HEAD~1..HEAD")
    found = {line.split(": ")[0]: line for line in told}
    assert found["Alder House Pupil Referral Unit"] == "Alder House Pupil Referral Unit: wording (description)."
    assert "new visit on 12 November 2026 (Derby framework, QA visit)" in found["Case Farm"]
    assert "its approval expires after" in found["Case Farm"]
    assert re.fullmatch(r"Old Farm: folder renamed from old-farm to hill-farm: its pages move, .+", found["Old Farm"])
    assert "→ suspended, since 20 November 2026; schools are told: “Paused.”" in found["Riverside Learning"]
    assert len([name for name in found if name.startswith("Leicestershire ")]) == 1
    assert len(told) - sum(line.startswith("Pages beside") for line in told) == 5
    pages = branch.told("HEAD~1..HEAD", "--format", "json")
    named = {row["folder"]: row["pages"] for row in json.loads(pages)["providers"]}
    assert "providers/case-farm/visits/2026-11-12-derby/" in named["case-farm"]
    assert {"providers/old-farm/", "providers/hill-farm/"} <= set(named["hill-farm"])
    assert "providers/alder-house/" in named["alder-house"]


def test_a_site_that_is_published_no_longer_takes_its_address_out_of_the_sentence_too(branch: Branch) -> None:
    text = (branch.root / FARM).read_text(encoding="utf-8")
    (branch.root / FARM).write_text(text.replace("public: yes", "public: no", 1), encoding="utf-8")
    [sentence] = branch.sentences()
    assert "site main: published no longer" in sentence
    assert "DE1" not in branch.told()
    assert "Lane" not in sentence


NORTH = "  - {id: north, name: North site, address: [1 Iron Gate, Derby], postcode: DE1 3AF, public: yes}\n"


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_a_standing_is_told_in_the_words_of_pages(branch: Branch, edition: str) -> None:
    """Of one site alone, where it is of one of several; and where that is published no longer, of no site by name."""

    def sentence() -> str:
        [told] = branch.sentences("HEAD", "--edition", edition)
        return told

    branch.edit(FARM, "offer:\n", f"{NORTH}offer:\n")
    assert re.search(r"Case Farm: (\w[\w ]+) → \1: based on the visit to Main yard only, since 12 March", sentence())
    branch.commit()
    text = (branch.root / DERBY).read_text(encoding="utf-8")
    other = text.replace("2026-03-12", "2026-06-12").replace("site: main", "site: north")
    other = other.replace("2026-06-01", "2026-09-01").replace("2026-05-20", "2026-08-20")
    (branch.root / DERBY.replace("03-12", "06-12")).write_text(other, encoding="utf-8")
    assert ": based on the visit to North site only, since 12 June 2026" in sentence()
    assert "new visit on 12 June 2026 (Derby framework, QA visit, North site)" in sentence()
    branch.commit()
    branch.edit(FARM, "postcode: DE1 3AF, public: yes", "postcode: DE1 3AF, public: no")
    assert "published no longer" in sentence()
    assert "based on" not in sentence()
    assert "Iron" not in sentence()


def test_a_plan_whose_day_moves_is_no_wording(branch: Branch) -> None:
    branch.edit(DERBY, "by: 2026-06-01", "by: 2026-07-01")
    [sentence] = branch.sentences("HEAD", "--edition", "commissioner")
    assert "action 1 by: 1 June 2026 → 1 July 2026" in sentence


def test_the_two_states_are_named_in_several_ways(branch: Branch) -> None:
    branch.git("checkout", "--quiet", "-b", "edit")
    confirm(branch)
    branch.commit()
    branch.git("checkout", "--quiet", "main")
    suspend(branch)
    branch.commit()
    assert "suspended" in branch.sentences("HEAD~1")[0]
    assert "details confirmed on 14 September 2026" in branch.sentences("edit..main")[0]
    assert branch.sentences("main...edit") == branch.sentences("edit~1..edit")


def test_one_sentence_tells_status_actions_and_next_visit(branch: Branch) -> None:
    visit = sorted((branch.root / "providers/riverside-learning/visits").glob("*derby.yml"))[-1]
    before = visit.read_text(encoding="utf-8")
    data = yaml.load(before, yaml.CBaseLoader)
    still = [row for row in data.get("improvement_plan") or () if not row.get("done")]
    if not still:
        data.setdefault("improvement_plan", []).append({"area": "1b", "action": "Rewrite it.", "by": "2027-02-01"})
        data.setdefault("improvement_plan", []).append({"area": "1c", "action": "Sign it.", "by": "2027-02-01"})
        visit.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        branch.commit()
        still = data["improvement_plan"][-2:]
    for row in still[:2]:
        row["done"] = "2026-11-19"
    data["next_visit"] = "2027-03-03"
    visit.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    suspend(branch)
    [sentence] = branch.sentences()
    assert "→ suspended, since 20 November 2026" in sentence
    assert f"{len(still[:2])} action" in sentence
    assert "closed" in sentence
    assert "next visit moves to 3 March 2027" in sentence
    assert "Secretly" not in branch.told()
    assert "private reason: now Secretly" in branch.told("--edition", "commissioner") or (
        "private reason: added" in branch.told("--edition", "commissioner")
    )


def test_the_pages_that_change_are_named(branch: Branch) -> None:
    suspend(branch)
    told = json.loads(branch.told("--format", "json"))
    [change] = told["providers"]
    assert {"providers/riverside-learning/", "providers/"} <= set(change["pages"])
    assert not any("case-farm" in page for page in change["pages"])


def test_a_provider_comes_and_goes(branch: Branch) -> None:
    shutil.copytree(ROOT / "providers/alder-house", branch.root / "providers/alder-house")
    shutil.rmtree(branch.root / "providers/riverside-learning")
    first, second = branch.sentences()
    assert first.startswith("Alder House Pupil Referral Unit: new: ")
    assert second == "Riverside Learning: taken out, with all its visits."


def test_a_record_with_problems_is_named_and_its_values_are_not(branch: Branch) -> None:
    branch.edit("providers/riverside-learning/provider.md", "name: Stephen Lomas", "nmae: Zora Quill")
    told = branch.told(code=1)
    assert "riverside-learning has problems: `apdir check` tells them" in told
    assert "Zora" not in told


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_no_private_value_is_ever_told_to_the_public(tmp_path: Path, form: str) -> None:
    root = tmp_path / "records"
    root.mkdir()
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, root / name)
    marks = write(root, yaml.load((ROOT / "settings.yml").read_text(encoding="utf-8"), yaml.CBaseLoader))
    branch = Branch(root)
    records = [*root.glob("providers/**/*.md"), *root.glob("providers/**/*.yml"), root / "settings.yml"]
    kept = {path: path.read_text(encoding="utf-8") for path in records}
    for path, text in kept.items():
        path.write_text(re.sub(r"\bZq(\d+)z\b", r"Zx\1z", text), encoding="utf-8")
    public = branch.told("--format", form, today="2025-11-22")
    assert "Zx" in public
    both = public.replace("Zx", "Zq")
    private = [mark for mark in marks if mark.private]
    assert seen_in(both, private) == set()
    officers = branch.told("--edition", "commissioner", "--format", "json", today="2025-11-22").replace("Zx", "Zq")
    assert seen_in(officers, private)


def test_a_record_cannot_write_into_the_comment(branch: Branch) -> None:
    branch.edit(FARM, "name: Case Farm", 'name: "<img src=x @all [a] http://b.example `x` **b** #1"')
    told = branch.told("--format", "markdown")
    assert not re.search(r"<img|@all|(?<!\\)\[|http://|(?<!\\)`x|(?<!\\)#1", told)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "git does not know the revision `nonsense`"),
        (["HEAD..nonsense"], "git does not know the revision `nonsense`"),
        (["--", "--output=x"], "`--output=x` is not a git revision"),
        (
            ["--format", "pdf"],
            "--format: `pdf` is not one of the words for this. Use one of: `text`, `markdown`, `json`.",
        ),
    ],
)
def test_wrong_usage_exits_with_2(branch: Branch, arguments: list[str], words: str) -> None:
    done = branch.run("changes", *arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())


def test_where_there_is_no_git(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    shutil.copy(ROOT / "settings.yml", tmp_path)
    done = CliRunner().invoke(apdir, ["--root", str(tmp_path), "changes"])
    assert done.exit_code == 2
    assert "is not in a git repository" in " ".join(done.stderr.split())


def test_a_comment_is_short_enough_whatever_is_wrong() -> None:
    slugs = tuple(f"provider-with-a-long-name-{number}" for number in range(3_000))
    lines = list(FORMATS["markdown"](Changes(providers=(), others=(), unread=slugs), "public", date(2026, 11, 22)))
    assert len("\n".join(lines)) < 62_000
    assert "more that have problems." in lines[-2]


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_of_a_folder_begins_no_line_and_moves_no_cursor(form: str) -> None:
    slugs = ("a\n::error::pwned", "\x1b[31mred", "\u202egnp")
    told = "\n".join(FORMATS[form](Changes(providers=(), others=(), unread=slugs), "public", date(2026, 11, 22)))
    assert not UNPRINTABLE.search(told.replace("\n", ""))
    assert not re.search("^::", told, re.MULTILINE)
