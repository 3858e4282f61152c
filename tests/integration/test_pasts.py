"""The history of each provider that officers see: what changed, when, by which role, in which pull request."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
import yaml

from apdir.commands import pasts
from apdir.commands.pasts import MOST, UNREAD, tell_pasts
from apdir.model.fields import Edition
from apdir.pages.past import Past as Change
from tests.integration.test_news import FARM, TODAY, Past
from tests.support.records import PROVIDER
from tests.support.sites import apdir

pytestmark = pytest.mark.slow  # each starts git a dozen times

PAGE = "providers/hill-farm/index.html"


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path)


def of(past: Past, slug: str = "hill-farm", *, kept: Path | None = None) -> list[Change]:
    found = tell_pasts(past.root, past.history(), "commissioner", kept)
    assert found is not None
    return list(found.of.get(slug, ()))


def said(past: Past, slug: str = "hill-farm") -> list[str]:
    return [f"{it.day} {it.by} {it.request}: {'; '.join(it.parts)}" for it in of(past, slug)]


def build(root: Path, edition: Edition, out: Path) -> str:
    options = ("--out", str(out), "--no-search", "--no-forms", "--jobs", "1")
    done = apdir("build", "--edition", edition, *options, root=root, today=TODAY.isoformat())
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def text(page: Path) -> str:
    found = re.search(r"<h3>History of the record</h3>(.*?)</details>", page.read_text(encoding="utf-8"), re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def commit(past: Past, day: str, subject: str, **changes: object) -> None:
    past.write(FARM, PROVIDER | changes)
    past.git("add", "--all")
    past.git("commit", "--quiet", "--message", subject, day=day)


def test_each_change_is_told_with_its_role_and_its_pull_request(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = yaml.load((past.root / "settings.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    settings["officers"] = {"roles": {"Jane.Smith@trentside.example": "QA officer"}}
    (past.root / "settings.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    commit(past, "2026-02-02", "Add Hill Farm for Jane Smith (#7)")
    past.git("switch", "--quiet", "--create", "edit")
    commit(past, "2026-03-03", "Say more", level="desk-checked")
    past.git("switch", "--quiet", "main")
    past.git("merge", "--quiet", "--no-ff", "--message", "Merge pull request #12 from jane/edit", "edit",
             day="2026-03-04")  # fmt: skip
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Jane Smith")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "jane.smith@trentside.example")
    lead = {"name": "A. Example", "phone": "01632 960124"}
    commit(past, "2026-04-04", "Lead, see (#3) there", level="desk-checked", safeguarding_lead=lead)
    assert said(past) == [
        "2026-04-04 QA officer None: safeguarding lead changed",
        "2026-03-04 an officer 12: level of checking: now desk-checked",
        "2026-02-02 an officer 7: new: farm, no published decision",
    ]
    out = past.root / "site"
    build(past.root, "commissioner", out)
    assert text(out / PAGE) == (
        "What changed in this record, its visits and its years since 5 January 2026. "
        "4 April 2026 , by QA officer: safeguarding lead changed. "
        "4 March 2026 , by an officer, pull request 12: level of checking: now desk-checked. "
        "2 February 2026 , by an officer, pull request 7: new: farm, no published decision."
    )
    pages = "".join(page.read_text(encoding="utf-8") for page in out.rglob("*.html"))
    assert not re.search(r"jane|smith@", pages, re.IGNORECASE)
    build(past.root, "public", past.root / "public")
    assert not text(past.root / "public" / PAGE)


def test_a_renamed_folder_keeps_its_history_and_a_wrong_record_is_told_as_that(past: Past) -> None:
    commit(past, "2026-02-02", "Add")
    commit(past, "2026-02-03", "Wrong", type=["farm", "online"])
    commit(past, "2026-02-04", "Mend", level="visited")
    past.git("mv", "providers/hill-farm", "providers/hill-top-farm")
    past.commit("2026-03-03")
    assert said(past, "hill-top-farm") == [
        "2026-03-03 an officer None: folder renamed from hill-farm to hill-top-farm: its pages move, and links to the "
        "old addresses break",
        f"2026-02-04 an officer None: {UNREAD}",
        f"2026-02-03 an officer None: {UNREAD}",
        "2026-02-02 an officer None: new: farm, no published decision",
    ]
    assert said(past) == []


def test_what_was_told_once_is_kept_and_no_more_is_told_than_a_page_holds(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST + 3):
        commit(past, f"2026-02-{number + 1:02}", "Edit", public_notice=None, level=("visited", None)[number % 2])
    kept = tmp_path / "told/pasts.json"
    first = of(past, kept=kept)
    assert len(first) == MOST
    assert [it.day.day for it in first] == list(range(MOST + 3, 3, -1))
    with monkeypatch.context() as patched:
        patched.setattr(pasts, "contents_of", lambda *_: pytest.fail("told anew"))
        assert of(past, kept=kept) == first
    told = [it.parts for it in first]
    commit(past, "2026-03-01", "Edit", status="closed", status_date="2026-03-01", public_notice="Closed.")
    assert [it.parts for it in of(past, kept=kept)][1:] == told[:-1]


def test_a_commit_alone_makes_the_page_of_its_provider_anew(past: Past) -> None:
    (past.root / ".gitignore").write_text("site/\n.cache/\nnews.json\n", encoding="utf-8")
    commit(past, "2026-02-02", "Add")
    out = past.root / "site"
    past.write(FARM, PROVIDER | {"level": "visited"})
    build(past.root, "commissioner", out)
    assert "level of checking" not in text(out / PAGE)
    past.commit("2026-03-03")
    assert "2 providers, 1 made anew" in build(past.root, "commissioner", out)
    assert "3 March 2026 , by an officer: level of checking: now visited." in text(out / PAGE)
    cold = past.root / ".cache/cold"
    build(past.root, "commissioner", cold)
    assert (cold / PAGE).read_bytes() == (out / PAGE).read_bytes()
    assert "2 providers, 0 made anew" in build(past.root, "commissioner", out)


@pytest.mark.parametrize("how", ["without git", "in another's git", "shallow"])
def test_a_build_that_does_not_know_the_past_says_so(
    how: str, past: Past, tmp_path_factory: pytest.TempPathFactory
) -> None:
    commit(past, "2026-02-02", "Add")
    commit(past, "2026-03-03", "Edit", level="visited")
    copy = (past.root if how == "in another's git" else tmp_path_factory.mktemp("elsewhere")) / "copy"
    depth = ["--depth=2"] if how == "shallow" else []
    subprocess.run(["git", "clone", "--quiet", *depth, past.root.as_uri(), str(copy)], check=True)
    if how != "shallow":
        shutil.rmtree(copy / ".git")
    build(copy, "commissioner", copy / "site")
    seen = text(copy / "site" / PAGE)
    if how == "without git":
        assert seen == "This site was made without the history of the records, so what changed is not known here."
    elif how == "in another's git":
        assert seen == "This record is not committed in git yet, so it has no history."
    else:
        assert "since 2 February 2026" in seen
        assert "This copy of the records begins on that day: earlier changes are not known here." in seen
        assert seen.endswith("3 March 2026 , by an officer: level of checking: now visited.")
