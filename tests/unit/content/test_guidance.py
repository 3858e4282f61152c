"""Guidance, frameworks and forms are parted, so that a directory takes no text about a framework it does not use."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.utils.meta import get_data

from apdir.model.framework import Framework
from apdir.plugin.guidance import guidance_by_framework
from tests.support.records import ROOT, library
from tests.support.sites import site

CONTENT = ROOT / "content"
GUIDANCE = CONTENT / "guidance"
COMPARED = "compared"
PAGES = sorted(GUIDANCE.rglob("*.md"))
GENERAL = [*CONTENT.glob("*.md"), *(CONTENT / "officers").glob("*.md"), *GUIDANCE.glob("*.md")]
CURRENT: dict[str, Framework] = {name: versions[-1] for name, versions in library().frameworks.items()}
#: What each framework is called, in parts: `Amber Valley & Erewash` is told by either place.
NAMES = {name: re.sub(r"( [a-z]+)+$", "", framework.short_title).split(" & ") for name, framework in CURRENT.items()}


def named(path: Path) -> set[str]:
    """The frameworks that a page names, in its words, its links and the fields above it."""
    text = path.read_text(encoding="utf-8")
    found = {name for name, parts in NAMES.items() if any(re.search(rf"\b{part}\b", text) for part in parts)}
    return found | {name for name in NAMES if re.search(rf"\b{name}\b", text)}


def linked(path: Path) -> set[str]:
    """The folders of guidance that a page links to; empty stands for the pages of all."""
    text = path.read_text(encoding="utf-8")
    there = [(path.parent / link).resolve() for link in re.findall(r"\]\(([^)#]+\.md)", text)]
    return {page.relative_to(GUIDANCE).parent.as_posix() for page in there if page.is_relative_to(GUIDANCE)} - {"."}


def id_of(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix()


@pytest.mark.parametrize("path", GENERAL, ids=id_of)
def test_a_page_for_all_names_no_framework_and_no_council(path):
    assert named(path) == set()
    assert linked(path) == set()
    assert library().settings.council.name.split()[0] not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent.name in NAMES], ids=id_of)
def test_a_page_of_a_framework_names_and_links_to_no_other(path):
    assert named(path) <= {path.parent.name}
    assert linked(path) <= {path.parent.name}


@pytest.mark.parametrize("name", NAMES)
def test_a_framework_and_its_forms_name_no_other(name):
    files = [*(ROOT / "frameworks" / name).glob("*.yml"), *(CONTENT / "forms").glob(f"{name}-*.yml")]
    assert {other for path in files for other in named(path)} <= {name}


@pytest.mark.parametrize("path", sorted((GUIDANCE / COMPARED).glob("*.md")), ids=id_of)
def test_a_page_that_compares_says_which_frameworks_it_names(path):
    wanted = set(get_data(path.read_text(encoding="utf-8"))[1]["frameworks"])
    assert named(path) == wanted
    assert linked(path) <= {*wanted, COMPARED}
    assert len(wanted) > 1


def test_every_folder_is_of_a_framework_and_every_framework_has_one():
    assert {path.parent.name for path in PAGES if path.parent != GUIDANCE} == {*NAMES, COMPARED}


def rows(text: str) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| **")]


def test_what_a_comparison_says_of_a_source_is_what_the_sources_own_page_says():
    own = {
        (name, *row) for name in NAMES for row in rows((GUIDANCE / name / "reference.md").read_text(encoding="utf-8"))
    }
    compared = rows((GUIDANCE / COMPARED / "thresholds.md").read_text(encoding="utf-8"))
    assert len(compared) > 40
    for what, says in compared:
        topic, rest = re.fullmatch(r"(\*\*.+\.\*\*) (.+) \([^()]+\)", what).groups()
        name = next(name for name, parts in NAMES.items() if rest.startswith(" & ".join(parts)))
        where = rest.removeprefix(" & ".join(NAMES[name])).lstrip(", ")
        assert (name, f"{topic} {where}".strip(), says) in own, what


def test_the_list_has_what_is_there_and_an_index_first():
    text = "---\ntitle: {}\ndescription: What it says.\n---\n"
    files = [
        SimpleNamespace(src_uri=f"guidance/{name}", content_string=text.format(title))
        for name, title in (
            ("index.md", "Start"),
            ("documents.md", "For all"),
            ("derby/a.md", "A"),
            ("derby/index.md", "Topics"),
            ("nobodys/b.md", "B"),
            ("compared/c.md", "C"),
        )
    ]
    told = guidance_by_framework(files, library(), date(2026, 11, 29))
    assert re.findall(r"^(?:#+ .*|- \[.*)", told, re.MULTILINE) == [
        "## Guidance by framework",
        "### Derby framework",
        "- [Topics](derby/index.md): What it says.",
        "- [A](derby/a.md): What it says.",
        "### Frameworks compared",
        "- [C](compared/c.md): What it says.",
    ]
    assert guidance_by_framework(files[:2], library(), date(2026, 11, 29)) == ""


@pytest.mark.slow
def test_the_first_page_lists_what_each_framework_has():
    html = (site() / "guidance/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<li><a href="([^"]+)">([^<]*)</a>: ([^<]+)</li>', html)
    listed = [href for href, *_ in found if href.count("/") > 1 or href.rstrip("/") in NAMES]
    pages = [path.relative_to(GUIDANCE).with_suffix("") for path in PAGES if path.parent != GUIDANCE]
    assert sorted(listed) == sorted(f"{page.as_posix().removesuffix('index').rstrip('/')}/" for page in pages)
    headings = re.findall(r"<h3[^>]*>([^<]*)</h3>", html)
    assert headings == [*(framework.short_title.replace("&", "&amp;") for framework in CURRENT.values()),
                        "Frameworks compared"]  # fmt: skip
    assert "{guidance" not in html
