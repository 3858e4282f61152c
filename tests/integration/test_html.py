"""Pages, style sheets and drawings of both editions, and the file of a form, by the W3C's checker."""

from __future__ import annotations

import os
import subprocess
import zlib
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from apdir.linked import leads_to
from tests.conftest import EVERY_PAGE
from tests.node import VNU
from tests.support.pdfua import BRIEF
from tests.support.sites import ROOT, apdir, site

URL = "https://ap.trentside.example/"
#: Read from a folder, a page has no origin, so that the checker holds all its own files to be another's.
POLICY = r".*Content Security Policy.*blocked by .(img|script|style)-src. directive.*"
#: Properties of CSS and SVG 2 that the checker does not know yet.
NEW = r".*(field-sizing|paint-order|vector-effect).*"
#: Python-Markdown closes void elements as XHTML does, which HTML allows.
SLASH = r"Trailing slash on void elements.*"
#: Of providers, with their visits, one in so many is looked at, and every one each night.
ONE_IN = 6


def told(*paths: Path) -> list[str]:
    """What the checker says of files and folders, a line each."""
    skip = "|".join((POLICY, NEW, SLASH))
    command = ["java", *BRIEF, "-Xss8m", "-jar", os.fspath(VNU), "--exit-zero-always", "--stdout", "--format", "gnu",
               "--also-check-css", "--also-check-svg", "--filterpattern", skip, *map(os.fspath, paths)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def pages(folders: Iterable[Path]) -> list[Path]:
    """What is checked of a site: not what others made whole, the search's and the editor's own files."""
    kinds = {".html", ".css", ".svg"}
    return [file for folder in folders for file in sorted(folder.rglob("*"))
            if file.suffix in kinds and "pagefind" not in file.parts]  # fmt: skip


def some(files: list[Path]) -> Iterator[Path]:
    """Of files with the same bytes the first; in `make test` without the pages of most providers."""
    seen = set()
    for file in files:
        slug = file.as_posix().partition("/providers/")[2].split("/")[0]
        of_provider = (ROOT / "providers" / slug / "provider.md").is_file()
        if of_provider and zlib.crc32(slug.encode()) % ONE_IN and not EVERY_PAGE:
            continue
        content = file.read_bytes()
        if content not in seen:
            seen.add(content)
            yield file


@pytest.mark.slow
def test_the_w3c_checker_finds_nothing_but_what_is_wrong(tmp_path: Path) -> None:
    every = pages((site(), site("commissioner")))
    files = list(some(every))
    assert len([file for file in every if file.suffix == ".html"]) > 400
    assert len([file for file in files if file.suffix == ".html"]) > 150
    assert {file.suffix for file in files} == {file.suffix for file in every}
    done = apdir("form", "derby-visit", "--format", "html", "--out", os.fspath(tmp_path / "derby-visit.html"))
    assert done.returncode == 0, done.stderr
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    page = '<!doctype html><html><title></title><p id="a"><p id="a"><input type="checkbox" autocomplete="off">'
    (wrong / "a.html").write_text(page, encoding="utf-8")
    (wrong / "a.css").write_text("p { colour: red }", encoding="utf-8")
    lines = told(*files, tmp_path / "derby-visit.html", wrong)
    assert [line for line in lines if f"{wrong}/" not in line] == []
    for fault in ("Duplicate ID", "autocomplete", "colour"):
        assert any(fault in line for line in lines), fault


class Names(HTMLParser):
    """The ids of a page, and those that its labels and descriptions name: the checker looks for these no longer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.named: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "headers"):
            self.named.update(given.get(name, "").split())


@pytest.mark.slow
def test_what_names_an_element_names_one_that_is_there() -> None:
    for file in pages((site(), site("commissioner"))):
        if file.suffix == ".html":
            names = Names(file.read_text(encoding="utf-8"))
            assert names.named <= names.ids, (file, names.named - names.ids)
    assert Names('<p aria-labelledby="a b" id="b">').named == {"a", "b"}


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_links_lead_from_the_first_page_to_every_other(edition: str) -> None:
    """Or nobody finds it. A form leads to the search; a page that is not found has no address of its own."""
    built = site(edition)
    left = {f"{file.parent.relative_to(built).as_posix()}/".removeprefix("./") for file in built.rglob("index.html")}
    left.remove("search/")
    found = {""}
    while there := found & left:
        left -= there
        pages = {path: (built / path / "index.html").read_text(encoding="utf-8") for path in there}
        found |= {lead.partition("#")[0] for path, text in pages.items() for lead in leads_to(path, text, URL)}
    assert sorted(left) == []
