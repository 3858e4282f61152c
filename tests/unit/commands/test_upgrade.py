"""A later version of the program: where its number stands, and what two sites of two versions differ in, in words."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import click
import pytest

from apdir import __version__
from apdir.changes.sites import lost_files, lost_pages, site_changes
from apdir.commands import upgrade as command
from apdir.commands.versions import Pin, news_between
from apdir.source.svg import read_svg
from tests.support.commands import typed
from tests.support.sites import ROOT

CHANGELOG = """\
# Changelog

## Unreleased

- d

## [0.10.0] - 2027-01-01

### Added

- c

## [0.2.0]
- b
## [0.1.0]
- a
"""


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("apdir==0.1.0", "apdir==0.2.0"),
        ("apdir[forms] == 0.1.0  # ours", "apdir[forms] == 0.2.0  # ours"),
        ("./wheels/apdir-0.1.0-py3-none-any.whl", "./wheels/apdir-0.2.0-py3-none-any.whl"),
        ("apdir @ https://code.example/v0.1.0/apdir-0.1.0-py3-none-any.whl",
         "apdir @ https://code.example/v0.2.0/apdir-0.2.0-py3-none-any.whl"),
    ],
)  # fmt: skip
def test_the_number_alone_changes(line: str, after: str) -> None:
    around = "# apdir==9.9.9 was never ours\nmkdocs-apdir==0.1.0\n{}\nother==0.1.0\n"
    pin = Pin.of(around.format(line))
    assert pin.version == "0.1.0"
    assert pin.at("0.2.0") == around.format(after)


@pytest.mark.parametrize("text", ["", "apdir>=0.1.0\n", "apdir==0.1.0\napdir==0.2.0\n"])
def test_a_directory_must_name_one_version(text: str) -> None:
    with pytest.raises(click.UsageError, match=r"One must\."):
        Pin.of(text)


def test_a_number_with_a_digest_is_left_to_a_person() -> None:
    with pytest.raises(click.UsageError, match="digest"):
        Pin.of("apdir==0.1.0 --hash=sha256:00\n").at("0.2.0")


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ([], None, "There is no requirements.txt here."),
        (["latest"], "apdir==0.1.0\n", "`latest` is neither a version"),
        (["0.0.9"], "apdir==0.1.0\n", "To go back, `git revert`"),
        ([__version__], f"apdir=={__version__}\n", f"Version {__version__} is not later."),
    ],
)
def test_what_cannot_be_taken_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    asked: list[str], text: str | None, said: str,
) -> None:  # fmt: skip
    if text is not None:
        (tmp_path / "requirements.txt").write_text(text, encoding="utf-8")
    code, out, err = typed(["--root", str(tmp_path), "upgrade", *asked], capsys, monkeypatch)
    assert said in out + err
    assert code == (0 if "later." in said else 2)
    assert [path.name for path in tmp_path.iterdir()] == (["requirements.txt"] if text is not None else [])


def test_a_pull_request_is_told_what_its_number_changes_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pin, own = tmp_path / "requirements.txt", tmp_path / "frameworks/coastshire/2026-01.yml"
    own.parent.mkdir(parents=True)
    own.write_text("outcome_rule: derby\n", encoding="utf-8")
    pin.write_text("apdir==0.1.0\n", encoding="utf-8")
    for line in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        who = ["-c", "user.name=Officer", "-c", "user.email=officer@coastshire.example"]
        subprocess.run(["git", *who, *line], cwd=tmp_path, check=True)
    monkeypatch.setattr(command, "_compared", lambda *_: ([], ["Mill_Farm: a *word* differs."]))
    asked = ["--root", str(tmp_path), "upgrade", "--since", "HEAD", "--format", "markdown"]
    assert typed(asked, capsys, monkeypatch) == (0, "", "")
    pin.write_text(f"apdir=={__version__}\n", encoding="utf-8")
    code, out, _ = typed(asked, capsys, monkeypatch)
    assert code == 0
    assert f"## From version 0.1.0 to {__version__} of the program" in out
    assert r"- Mill\_Farm: a \*word\* differs." in out
    assert "Run \\`apdir migrate\\` for these." in out
    assert own.read_text(encoding="utf-8") == "outcome_rule: derby\n"


def test_the_changelog_is_read_between_two_versions() -> None:
    assert list(news_between(CHANGELOG, "0.1.0", "0.2.0")) == ["- d", "- b"]
    assert list(news_between(CHANGELOG, "0.2.0", "0.10.0")) == ["- d", "Added", "- c"]
    assert list(news_between((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), "0.1.0", __version__))


def site(root: Path, label: str, *, pages: dict[str, str], **fields: str) -> Path:
    row = {"folder": "mill-farm", "name": "Mill Farm", "standing": label, "label": label.capitalize(), **fields}
    pages = {"index.html": "<h1>Home</h1>", "providers/mill-farm/index.html": f"<p>{label}</p>", **pages}
    for name, body in pages.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        title = f"<title>{name.split('/')[-2] if '/' in name else name}</title>"
        (root / name).write_text(f"<html><head>{title}</head><body>{body}</body></html>", encoding="utf-8")
    (root / "api/v1").mkdir(parents=True)
    (root / "api/v1/providers.json").write_text(json.dumps({"providers": [row]}), encoding="utf-8")
    return root


def test_what_differs_between_two_sites_is_told_in_words(tmp_path: Path) -> None:
    pages = {"guidance/codes/index.html": "<p>Standing of all</p>", "walks/index.html": "Walks"}
    old = site(tmp_path / "old", "approved", town="Leeds", pages=pages)
    pages = {"guidance/law/codes/index.html": "<p>Standing of all</p>", "plan/index.html": "Plan"}
    new = site(tmp_path / "new", "lapsed", area="Leeds", pages=pages)
    assert list(site_changes(old, new)) == [
        "Mill Farm: its approval status is “Lapsed”, and was “Approved”.",
        "The page /guidance/codes/ is now /guidance/law/codes/.",
        "Pages that are gone: /walks/.",
        "New pages: /plan/.",
        "Fields that the data files no longer have: providers: providers.town.",
        "New fields of the data files: providers: providers.area.",
        "Words differ on 1 of the 2 pages that were read. What differs on most of them:",
        "“approved” reads “lapsed” (1 page).",
    ]
    assert list(site_changes(old, old)) == [
        "No approval status has changed (1 provider).",
        "All 4 pages keep their addresses.",
        "Not a word differs on the 4 pages that were read.",
    ]


@pytest.mark.parametrize("more", [0, 1])
def test_of_many_differences_ten_are_told_and_the_rest_counted(tmp_path: Path, more: int) -> None:
    many = range(10 + more)
    pages = {f"walks/{number:02}/index.html": "" for number in many}
    old, new = site(tmp_path / "old", "approved", pages=pages), site(tmp_path / "new", "approved", pages={})
    for root in (old, new):
        rows = [{"folder": f"f{number}", "name": f"F{number}", "standing": "a", "label": "A",
                 "last_result": root.name} for number in many]  # fmt: skip
        (root / "api/v1/providers.json").write_text(json.dumps({"providers": rows}), encoding="utf-8")
    told = list(site_changes(old, new))
    assert sum("its latest visit found “new”, and was told as “old”." in line for line in told) == 10
    assert ("And 1 more such." in told) == bool(more)
    [gone] = [line for line in told if line.startswith("Pages that are gone")]
    assert gone.endswith(", /walks/09/ and 1 more." if more else ", /walks/09/.")


def test_a_text_that_goes_on_is_told_as_one_that_reads_otherwise(tmp_path: Path) -> None:
    before = "<p>The first sentence</p><p>Another sentence</p>"
    after = "<p>The first sentence, and more of it</p><p>What is new here</p><p>Another sentence</p>"
    old, new = (site(tmp_path / name, "approved", pages={"x/index.html": text})
                for name, text in (("old", before), ("new", after)))  # fmt: skip
    assert list(site_changes(old, new))[-2:] == [
        "“The first sentence” reads “The first sentence, and more of it” (1 page).",
        "New: “What is new here” (1 page).",
    ]


@pytest.mark.parametrize("name", ["providers/page/2/index.html", "page/2/index.html"])
def test_a_further_page_of_a_list_is_no_page_that_would_be_gone(tmp_path: Path, name: str) -> None:
    old, new = site(tmp_path / "old", "approved", pages={name: ""}), site(tmp_path / "new", "approved", pages={})
    assert lost_pages([], old, new) == []


def test_a_page_of_a_provider_or_a_file_of_ones_own_that_would_go_is_told(tmp_path: Path) -> None:
    gone = dict.fromkeys(
        ("providers/mill-farm/visits/2026-03-12-moor/index.html", "walks/index.html", "x/index.html"), ""
    )
    old, new = site(tmp_path / "old", "approved", pages=gone), site(tmp_path / "new", "approved", pages={})
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg/>", encoding="utf-8")
    (old / "logo.svg").write_text("<svg/>", encoding="utf-8")
    assert lost_pages(["content/walks.md", "theme/x.css"], old, new) == [
        "The page /providers/mill-farm/visits/2026-03-12-moor/ would be gone.",
        "The page /walks/ would be gone.",
    ]
    assert lost_files({"theme/logo.svg": logo}, old, new) == ["theme/logo.svg is in the site now, and would not be."]
    assert lost_files({"theme/logo.svg": logo}, old, old) == []


def test_a_drawing_that_comes_into_the_site_as_a_clean_copy_is_not_lost(tmp_path: Path) -> None:
    drawing = tmp_path / "logo.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"  viewBox="0 0 9 9"><path d="M0 0h9"/></svg>')
    for name, content in (("old", drawing.read_bytes()), ("new", read_svg(drawing.read_bytes()).content)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "logo.svg").write_bytes(content)
    assert (tmp_path / "new/logo.svg").read_bytes() != drawing.read_bytes()
    assert lost_files({"theme/logo.svg": drawing}, tmp_path / "old", tmp_path / "new") == []
