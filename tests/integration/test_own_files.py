"""A directory that holds records alone: the program's pages, frameworks and theme are there unless it has its own."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from apdir.library import read_library
from tests.integration.test_building import build
from tests.integration.test_links import followed, settings
from tests.support.sites import ROOT, apdir

pytestmark = pytest.mark.slow
#: Settings and one provider, of a council that uses one framework.
HERE = ROOT / "tests" / "directory"
OTHERS = re.compile(r"derby|herefordshire|amber valley|erewash|trentside", re.IGNORECASE)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    root = tmp_path / "records"
    shutil.copytree(HERE, root)
    return root


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_a_directory_of_records_alone_is_built_with_one_framework(own: Path, tmp_path: Path, edition: str) -> None:
    site = tmp_path / "site"
    done = build(own, site, "--edition", edition)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 provider, " in done.stderr + done.stdout
    count, broken = followed(site)
    assert count > 100
    assert broken == []
    assert {path.name for path in (site / "frameworks").iterdir() if path.is_dir()} == {"leicestershire"}
    forms = {path.name for path in (site / "forms").iterdir() if path.is_dir()}
    assert forms == {"leicestershire-visit"}
    for page in ("index.html", "providers/index.html", "forms/index.html", "frameworks/leicestershire/index.html"):
        assert not OTHERS.search((site / page).read_text(encoding="utf-8")), page


def test_a_page_of_ones_own_stands_in_place_of_the_programs(own: Path, tmp_path: Path) -> None:
    write(own, **{"content/about.md": "# About us\n\nWritten in Coastshire.\n", "content/walks.md": "# Walks\n"})
    assert build(own, tmp_path / "site").returncode == 0
    about = (tmp_path / "site/about/index.html").read_text(encoding="utf-8")
    assert "Written in Coastshire." in about
    assert (tmp_path / "site/walks/index.html").is_file()
    assert (tmp_path / "site/guidance/checking-a-provider/index.html").is_file()


def test_a_style_sheet_and_a_template_of_ones_own_are_used(own: Path, tmp_path: Path) -> None:
    row = (ROOT / "theme/pages/home.html").read_text(encoding="utf-8")
    sheets = {"theme/assets/map.css": "svg { fill: red }\n", "theme/styles/home.css": ".own { color: red }\n",
              "theme/assets/apdir.css": ":root { --ap-brand: #5b2c83 }\n"}  # fmt: skip
    write(own, **{"theme/pages/home.html": f"{row}<p>Our own line.</p>\n"}, **sheets)
    assert build(own, tmp_path / "site").returncode == 0
    assert "<p>Our own line.</p>" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "site/assets/map.css").read_text(encoding="utf-8") == "svg { fill: red }\n"
    pages = (tmp_path / "site/assets/pages.css").read_text(encoding="utf-8")
    assert ".own { color: red }" in pages
    assert "@import" not in pages
    assert ".ap-hero" not in pages
    assert ".ap-row" in pages
    # As a copy of a version that had all in one sheet: others rely on the tokens.
    tokens, _, own_colours = (tmp_path / "site/assets/apdir.css").read_text(encoding="utf-8").rpartition("#5b2c83")
    assert "--ap-radius:" in tokens
    assert own_colours == " }\n"
    assert not (tmp_path / "site/styles").exists()


def test_a_version_of_a_framework_of_ones_own_is_read_beside_the_programs(own: Path) -> None:
    text = (ROOT / "frameworks/leicestershire/2023-09.yml").read_text(encoding="utf-8")
    newer = re.sub(r"(?m)^(version: ).*", r'\1"2027-01"', text, count=1).replace("from: 2023-09", "from: 2027-01", 1)
    assert newer != text
    write(own, **{"frameworks/leicestershire/2027-01.yml": newer})
    assert apdir("check", root=own).returncode == 0
    older, later = read_library(own).frameworks["leicestershire"]
    assert (older.in_force.until, later.version) == (date(2026, 12, 31), "2027-01")


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("frameworks: [leicestershire]", "frameworks: [leicester]", "Did you mean `leicestershire`?"),
        (
            "  frameworks: [leicestershire]",
            "  frameworks: [derby]",
            "is not among the `frameworks` that this directory uses",
        ),
        ("vocabulary:", "rules: [leistershire]\nvocabulary:", "Did you mean `leicestershire`?"),
        ("vocabulary:", "rules: [derby]\nvocabulary:", "is not among the `frameworks` that this directory uses"),
        (
            "vocabulary:",
            "leave_out: [guidance/atendance-codes]\nvocabulary:",
            "Did you mean `guidance/attendance-codes`?",
        ),
    ],
)
def test_what_settings_name_and_is_not_there_is_told_at_its_line(own: Path, before: str, after: str, line: str) -> None:
    text = (own / "settings.yml").read_text(encoding="utf-8")
    assert before in text
    changed = (
        text.replace(before, after, 1)
        if before.startswith("f")
        else text[::-1].replace(before[::-1], after[::-1], 1)[::-1]
    )
    (own / "settings.yml").write_text(changed, encoding="utf-8")
    done = apdir("check", root=own)
    number = changed[: changed.index(after.split("[")[1].split("]")[0])].count("\n") + 1
    assert re.search(rf"^settings\.yml:{number}:\d+: .*{re.escape(line)}", done.stdout, re.MULTILINE), done.stdout


def test_what_is_left_out_takes_the_links_to_it_along(own: Path, tmp_path: Path) -> None:
    settings(own, "leave_out: [guidance/documents]\n")
    assert build(own, tmp_path / "site").returncode == 0
    assert followed(tmp_path / "site")[1] == []
    assert not (tmp_path / "site/guidance/documents").exists()
    assert "guidance/checking-a-provider" in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")


def test_a_map_of_ones_own_adds_to_the_programs(own: Path, tmp_path: Path) -> None:
    text = (own / "settings.yml").read_text(encoding="utf-8")
    (own / "settings.yml").write_text(
        text.replace("frameworks: [leicestershire]", "frameworks: [leicestershire, derby]", 1), encoding="utf-8"
    )
    assert build(own, tmp_path / "before").returncode == 0
    page = (tmp_path / "before/frameworks/crosswalk/index.html").read_text(encoding="utf-8")
    assert "Herefordshire" not in page
    wrong = "asks:\n  - {id: sheep, title: Sheep are well, theme: sheeps}\n"
    write(own, **{"frameworks/crosswalk.yml": wrong})
    assert (
        "frameworks/crosswalk.yml:2:47: asks[1].theme: There is no shared theme `sheeps`."
        in apdir("check", root=own).stdout
    )
    write(own, **{"frameworks/crosswalk.yml": wrong.replace("sheeps", "safeguarding")})
    assert build(own, tmp_path / "after").returncode == 0
