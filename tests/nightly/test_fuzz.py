"""However wrong a file is, the checker says so: no traceback, no hang, and no page that stands elsewhere.

`make test` tries the same few files each time, `make test-long` ten thousand new ones of a kind. What once failed is
kept in `corpus/`, a folder a kind, and is tried first.
"""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from apdir.commands.check import find_problems
from apdir.compile import compile_provider
from apdir.forms.catalogue import forms_of
from apdir.library import Library, read_library
from apdir.pages.card import Card
from apdir.pages.crosswalk import crosswalk_page
from apdir.pages.due import due_page
from apdir.pages.framework import framework_pages
from apdir.pages.home import home_page
from apdir.pages.listing import listing_pages
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.problems import FORMATS, Problem
from apdir.source import Theme
from tests.nightly.fuzz import CHANGES, FUZZ, TEXT_CHANGES, changed, cut_up, dumped
from tests.support.sites import ROOT

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
TODAY = date(2026, 11, 22)
SLUG = "riverside-learning"
#: Where a page may stand: nothing that leads elsewhere, nothing that a file system could read in two ways.
ADDRESS = re.compile(r"(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?/)*\Z")
#: No file takes longer than this to be refused, on a machine that has other work too.
SECONDS = 90


def plain(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def shortened(file: str) -> Any:
    """A framework with the first few of each long list: as many ways to be wrong, in a tenth of the time."""
    framework = _pruned(plain(ROOT / file))
    ids = {row["id"] for theme in framework.get("themes", ()) for row in theme["requirements"]}
    ids |= {point["id"] for group in framework.get("lists", ()) for point in group["points"]}
    if "limits" in framework:
        framework["limits"] = [limit for limit in framework["limits"] if limit.get("requirement") in {None, *ids}]
    for step in framework.get("schedule", ()):
        if "points" in step:
            step["points"] = [point for point in step["points"] if point in ids]
    return framework


def _pruned(data: Any, key: str = "") -> Any:
    if isinstance(data, dict):
        return {key: _pruned(value, key) for key, value in data.items() if key != "notes"}
    if isinstance(data, list):
        few = len(data) if key in ("values", "outcomes") else 2 if all(isinstance(item, str) for item in data) else 3
        return [_pruned(item) for item in data[:few]]
    return data


class Bench:
    """A small directory in which one file at a time is wrong: the smallest in which it can be wrong in every way."""

    def __init__(self, root: Path, kind: str) -> None:
        self.root = root
        self.file = {**RECORDS, **SHARED}[kind]
        self.with_pages = kind not in ("page", "form")
        records = kind in RECORDS
        shutil.copy(ROOT / "settings.yml", root)
        with (root / "settings.yml").open("a", encoding="utf-8") as settings:
            settings.write(f"frameworks: [{', '.join(FRAMEWORKS)}]\n")
        shutil.copytree(ROOT / "providers" / SLUG, root / "providers" / SLUG)
        (root / "content").mkdir()
        for name in ("derby", "amber-valley-erewash"):
            file = FRAMEWORKS[name]
            if records or name == "derby" or kind == "framework-of-a-year":
                (root / file).parent.mkdir(parents=True)
                (root / file).write_bytes((ROOT / file).read_bytes() if records else dumped(shortened(file)))
        if not records:  # the program's later version has more than a map of the shortened one
            (root / LATER).write_bytes(dumped(shortened(LATER)))
        for path in list((root / "providers" / SLUG / "visits").iterdir()):
            if not records or "derby" not in path.name:
                path.unlink()
        self.templates = make_templates(Theme.of(ROOT))
        self.known = read_library(root)

    def site(self, library: Library, edition: str) -> Site:
        return Site(library, edition, TODAY, self.templates)

    @contextmanager
    def holding(self, content: bytes) -> Iterator[None]:
        """The file with other content."""
        path = self.root / self.file
        before = path.read_bytes() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        try:
            yield
        finally:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Bench]:
    """`bench(kind)` is the directory for a kind of file."""
    return cache(lambda kind: Bench(tmp_path_factory.mktemp("fuzz"), kind))


@contextmanager
def in_time() -> Iterator[None]:
    """An error where the work takes too long."""

    def too_long(*_: object) -> None:
        raise TimeoutError(f"it took more than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def told(problems: list[Problem]) -> None:
    """Every problem can be printed in every format."""
    for form in FORMATS.values():
        for line in form(problems):
            line.encode("utf-8")
    for problem in problems:
        assert problem.message
        assert problem.line >= 0


def folder(bench: Bench, library: Library) -> None:
    """The provider's folder checked and, where it is right, made into pages of both editions."""
    for edition in ("public", "commissioner"):
        site = bench.site(library, edition)
        made = compile_provider(bench.root, SLUG, site)
        told(list(made.problems))
        assert made.problems or made.facts
        if made.problems:  # of the files: the other edition has the same
            return
        for page in made.pages:
            assert ADDRESS.match(page.path), page.path
        cards = [made.card] if isinstance(made.card, Card) else []
        assert all(ADDRESS.match(page.path) for page in listing_pages(cards, site))
        home_page(cards, site)
        due_page(made.due, site, workbook=True)


def whole(bench: Bench) -> None:
    """Everything checked; where all is right, made into what depends on it."""
    problems, _ = find_problems(bench.root, TODAY)
    told(problems)
    if problems:
        return
    library = read_library(bench.root)
    forms_of(library, TODAY)
    if bench.with_pages:
        for edition in ("public", "commissioner"):
            site = bench.site(library, edition)
            for page in (*framework_pages(site), crosswalk_page(site)):
                assert page is None or ADDRESS.match(page.path), page
        folder(bench, library)


FRAMEWORKS = {
    "derby": "frameworks/derby/2024-05.yml",
    "amber-valley-erewash": "frameworks/amber-valley-erewash/2021-01.yml",
}
LATER = "frameworks/derby/2026-09.yml"
RECORDS = {
    "provider": f"providers/{SLUG}/provider.md",
    "visit": f"providers/{SLUG}/visits/2026-03-12-derby.yml",
    "year": f"providers/{SLUG}/years/2025-26-amber-valley-erewash.yml",
}
#: Files that every record is read against: where one is wrong, the whole directory is checked.
SHARED = {
    "framework": FRAMEWORKS["derby"],
    "framework-of-a-year": FRAMEWORKS["amber-valley-erewash"],
    "settings": "settings.yml",
    "crosswalk": "frameworks/crosswalk.yml",
    "form": "content/forms/derby-referral.yml",
    "letter": "content/letters/outcome.md",
    "page": "content/about.md",
}


def source_of(kind: str) -> bytes:
    """The right file that a kind's wrong ones are made from."""
    if kind == "year":
        found = sorted((ROOT / "providers").glob("*/years/*.yml"))
        return found[0].read_bytes()
    if kind in RECORDS:
        return (ROOT / RECORDS[kind]).read_bytes()
    if kind == "page":  # it stands alone, so its links to other pages lead out
        return re.sub(rb"\]\((?!https?:|mailto:)[^)]*\)", b"](https://www.gov.uk/)", (ROOT / SHARED[kind]).read_bytes())
    if kind in ("settings", "form", "letter"):
        return (ROOT / SHARED[kind]).read_bytes()
    if kind == "crosswalk":
        return dumped(crosswalk_of(shortened(FRAMEWORKS["derby"])))
    return dumped(shortened(SHARED[kind]))


def crosswalk_of(framework: Any) -> Any:
    """The crosswalk with what it says of one framework, and no more."""
    data = plain(ROOT / SHARED["crosswalk"])
    ids = {row["id"] for theme in framework["themes"] for row in theme["requirements"]}
    mapped = {key: row for key, row in data["frameworks"]["derby"].items() if key in ids}
    asked = {ask for row in mapped.values() for ask in row.get("asks", ())}
    asks = [ask for ask in data["asks"] if ask["id"] in asked]
    return {"themes": data["themes"], "asks": asks, "frameworks": {"derby": mapped}}


SOURCES = {kind: source_of(kind) for kind in (*RECORDS, *SHARED)}


def check(bench: Callable[[str], Bench], kind: str, content: bytes) -> None:
    one = bench(kind)
    with in_time(), one.holding(content):
        if kind in RECORDS:
            folder(one, one.known)
        else:
            whole(one)


@cache
def front_of(kind: str) -> tuple[Any, bytes]:
    """The fields of the right file of a kind, and its Markdown with the line before it."""
    content = SOURCES[kind]
    if not content.startswith(b"---\n"):
        return yaml.load(content, Loader=yaml.CBaseLoader), b""
    front, mark, body = content.removeprefix(b"---\n").partition(b"---\n")
    return yaml.load(front, Loader=yaml.CBaseLoader), mark + body


def with_values(kind: str, changes: list[tuple[str, int, Any]]) -> bytes:
    data, body = front_of(kind)
    return (b"---\n" if body else b"") + dumped(changed(data, changes)) + body


@pytest.mark.parametrize("kind", [kind for kind in (*RECORDS, *SHARED) if kind != "page"])
def test_a_file_with_wrong_values(kind: str, bench: Callable[[str], Bench]) -> None:
    @FUZZ
    @given(CHANGES)
    def tried(changes: list[tuple[str, int, Any]]) -> None:
        check(bench, kind, with_values(kind, changes))

    tried()


@pytest.mark.parametrize("kind", [*RECORDS, *SHARED])
def test_a_file_with_wrong_text(kind: str, bench: Callable[[str], Bench]) -> None:
    @FUZZ
    @given(TEXT_CHANGES)
    def tried(changes: list[tuple[str, int, int, bytes]]) -> None:
        check(bench, kind, cut_up(SOURCES[kind], changes))

    tried()


@pytest.mark.parametrize("kind", [*RECORDS, *SHARED])
def test_a_file_that_is_no_record_at_all(kind: str, bench: Callable[[str], Bench]) -> None:
    @FUZZ
    @given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))))
    def tried(content: bytes) -> None:
        check(bench, kind, content)

    tried()


NAMES = st.one_of(
    st.sampled_from(
        ["..", "a b", "A", "é", "x" * 255, "-", "a-", "--help", "page", "index.html", "con", "a\nb", "a'b", "{0}", "~"]
    ),
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=40),
)
PATTERNS = (
    "providers/NAME/provider.md",
    f"providers/{SLUG}/NAME",
    f"providers/{SLUG}/visits/NAME.yml",
    "frameworks/NAME/2024-05.yml",
    "frameworks/derby/NAME.yml",
    "frameworks/NAME",
    "providers/NAME",
    "content/NAME.md",
    "content/forms/NAME.yml",
    "content/letters/NAME.md",
)


def test_a_folder_or_file_of_any_name(bench: Callable[[str], Bench]) -> None:
    root = bench("settings").root

    @FUZZ
    @given(NAMES, st.sampled_from(PATTERNS))
    def tried(name: str, pattern: str) -> None:
        path = root / pattern.replace("NAME", name)
        if len(path.name.encode()) > 250 or len(name.encode()) > 250 or name in (".", "..") or path.exists():
            return
        made = [parent for parent in path.parents if not parent.exists()]
        with in_time():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(SOURCES["visit"] if "visits" in pattern else SOURCES["provider"])
            try:
                told(find_problems(root, TODAY)[0])
            finally:
                path.unlink()
                for parent in made:
                    parent.rmdir()

    tried()


KEPT = sorted(path for kind in SOURCES for path in (CORPUS / kind).glob("*"))


def test_past_failures_stay_fixed(bench: Callable[[str], Bench]) -> None:
    """One test for all that is kept: with nothing kept yet, a test for each would be skipped and say nothing."""
    for path in KEPT:
        check(bench, path.parent.name, path.read_bytes())


@pytest.mark.parametrize("kind", SOURCES)
def test_nothing_is_wrong_with_what_the_wrong_files_are_made_from(kind: str, bench: Callable[[str], Bench]) -> None:
    check(bench, kind, SOURCES[kind])
    with bench(kind).holding(SOURCES[kind]):
        assert find_problems(bench(kind).root, TODAY)[0] == []
