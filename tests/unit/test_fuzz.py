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
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.commands.check import find_problems
from generator.compile import compile_provider
from generator.library import Library, read_library
from generator.pages.card import Card
from generator.pages.crosswalk import crosswalk_page
from generator.pages.due import due_page
from generator.pages.framework import framework_pages
from generator.pages.home import home_page
from generator.pages.listing import listing_pages
from generator.pages.page import Site
from generator.pages.templates import make_templates
from generator.problems import FORMATS, Problem
from tests.sites import ROOT
from tests.unit.fuzz import CHANGES, FUZZ, TEXT_CHANGES, changed, cut_up, dumped

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
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def pruned(data: Any) -> Any:
    """A framework with the first two of each long list: as many ways to be wrong, in a tenth of the time."""
    if isinstance(data, dict):
        return {key: pruned(value) for key, value in data.items() if key not in ("notes", "source")}
    if isinstance(data, list):
        return [pruned(item) for item in (data[:2] if all(isinstance(item, str) for item in data) else data[:3])]
    return data


class Bench:
    """A small directory in which one file at a time is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copy(ROOT / "settings.yml", root)
        shutil.copytree(ROOT / "providers" / SLUG, root / "providers" / SLUG)
        (root / "content").mkdir()
        for name in ("derby", "amber-valley-erewash"):
            source = sorted((ROOT / "frameworks" / name).glob("*.yml"))[0]
            (root / "frameworks" / name).mkdir(parents=True)
            shutil.copy(source, root / "frameworks" / name)
        for path in list((root / "providers" / SLUG / "visits").iterdir()):
            if "derby" not in path.name:
                path.unlink()
        self.templates = make_templates(ROOT / "theme" / "pages")
        self.kept: dict[str, bytes] = {}
        self.known = read_library(root)

    def site(self, library: Library, edition: str) -> Site:
        return Site(library, edition, TODAY, self.templates)  # type: ignore[arg-type]

    @contextmanager
    def holding(self, name: str, content: bytes) -> Iterator[None]:
        """One file with other content."""
        path = self.root / name
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
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("fuzz"))


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
        for page in made.pages:
            assert ADDRESS.match(page.path), page.path
        cards = [made.card] if isinstance(made.card, Card) else []
        listing_pages(cards, site)
        home_page(cards, site)
        due_page(made.due, site)


def whole(bench: Bench) -> None:
    """Everything checked; where the settings and frameworks are right, made into pages."""
    problems, _ = find_problems(bench.root, TODAY)
    told(problems)
    library = read_library(bench.root)
    if not library.problems:
        for edition in ("public", "commissioner"):
            site = bench.site(library, edition)
            for page in (*framework_pages(site), crosswalk_page(site)):
                assert page is None or ADDRESS.match(page.path), page
        folder(bench, library)


RECORDS = {
    "provider": f"providers/{SLUG}/provider.md",
    "visit": f"providers/{SLUG}/visits/2026-03-12-derby.yml",
    "year": f"providers/{SLUG}/years/2025-26-amber-valley-erewash.yml",
}
#: Files that every record is read against: where one is wrong, the whole directory is checked.
SHARED = {
    "framework": "frameworks/derby/2024-05.yml",
    "framework-of-a-year": "frameworks/amber-valley-erewash/2021-01.yml",
    "settings": "settings.yml",
    "crosswalk": "frameworks/crosswalk.yml",
    "form": "content/forms/derby-referral.yml",
    "page": "content/about.md",
}


def source_of(kind: str) -> bytes:
    """The right file that a kind's wrong ones are made from."""
    if kind == "year":
        found = sorted((ROOT / "providers").glob("*/years/*.yml"))
        return found[0].read_bytes()
    if kind in RECORDS:
        return (ROOT / RECORDS[kind]).read_bytes()
    if kind in ("settings", "page", "form"):
        return (ROOT / SHARED[kind]).read_bytes()
    return dumped(pruned(plain(ROOT / SHARED[kind])))


SOURCES = {kind: source_of(kind) for kind in (*RECORDS, *SHARED)}


def check(bench: Bench, kind: str, content: bytes) -> None:
    with in_time(), bench.holding({**RECORDS, **SHARED}[kind], content):
        if kind in RECORDS:
            folder(bench, bench.known)
        else:
            whole(bench)


def front_of(content: bytes) -> tuple[Any, bytes]:
    """A record's fields, and its Markdown with the line before it."""
    if not content.startswith(b"---\n"):
        return yaml.load(content, Loader=yaml.BaseLoader), b""
    front, mark, body = content.removeprefix(b"---\n").partition(b"---\n")
    return yaml.load(front, Loader=yaml.BaseLoader), mark + body


def with_values(kind: str, changes: list[tuple[str, int, Any]]) -> bytes:
    data, body = front_of(SOURCES[kind])
    return (b"---\n" if body else b"") + dumped(changed(data, changes)) + body


@pytest.mark.parametrize("kind", [kind for kind in (*RECORDS, *SHARED) if kind != "page"])
def test_a_file_with_wrong_values(kind: str, bench: Bench) -> None:
    @FUZZ
    @given(CHANGES)
    def tried(changes: list[tuple[str, int, Any]]) -> None:
        check(bench, kind, with_values(kind, changes))

    tried()


@pytest.mark.parametrize("kind", [*RECORDS, *SHARED])
def test_a_file_with_wrong_text(kind: str, bench: Bench) -> None:
    @FUZZ
    @given(TEXT_CHANGES)
    def tried(changes: list[tuple[str, int, int, bytes]]) -> None:
        check(bench, kind, cut_up(SOURCES[kind], changes))

    tried()


@pytest.mark.parametrize("kind", [*RECORDS, *SHARED])
def test_a_file_that_is_no_record_at_all(kind: str, bench: Bench) -> None:
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
)


def test_a_folder_or_file_of_any_name(bench: Bench) -> None:
    @FUZZ
    @given(NAMES, st.sampled_from(PATTERNS))
    def tried(name: str, pattern: str) -> None:
        path = bench.root / pattern.replace("NAME", name)
        if len(path.name.encode()) > 250 or len(name.encode()) > 250 or name in (".", "..") or path.exists():
            return
        made = [parent for parent in path.parents if not parent.exists()]
        with in_time():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(SOURCES["visit"] if "visits" in pattern else SOURCES["provider"])
            try:
                told(find_problems(bench.root, TODAY)[0])
            finally:
                path.unlink()
                for parent in made:
                    parent.rmdir()

    tried()


KEPT = sorted(path for kind in SOURCES for path in (CORPUS / kind).glob("*"))


def test_what_once_failed_is_told(bench: Bench) -> None:
    """One test for all that is kept: with nothing kept yet, a test for each would be skipped and say nothing."""
    for path in KEPT:
        check(bench, path.parent.name, path.read_bytes())


def test_nothing_is_wrong_with_what_the_wrong_files_are_made_from(bench: Bench) -> None:
    run: dict[str, Callable[[], None]] = {kind: lambda kind=kind: check(bench, kind, SOURCES[kind]) for kind in SOURCES}
    for kind, one in run.items():
        one()
        with bench.holding({**RECORDS, **SHARED}[kind], SOURCES[kind]):
            problems, _ = find_problems(bench.root, TODAY)
        if kind not in ("framework", "framework-of-a-year", "crosswalk"):  # those are cut short, so others miss a part
            assert problems == [], kind
