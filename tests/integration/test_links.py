"""Every link of every page leads to something, or the build fails and says which does not, and where it is written."""

from __future__ import annotations

import re
import shutil
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from apdir.handwritten import EXTENSIONS, address_of, lost, written_links
from apdir.linked import broken_links, has_place, leads_out, target
from apdir.output import NewSite
from apdir.rules.page import LONGEST_PAGE, UNREADABLE, too_much
from tests.integration.test_building import build, digest, small
from tests.support.sites import ROOT, apdir

__all__ = ["small"]  # the directory of one provider

SITE = "https://ap.trentside.example/"


@pytest.mark.parametrize(
    ("href", "where"),
    [
        ("../../guidance/", "guidance/"),
        ("visits/one/", "providers/farm/visits/one/"),
        ("visits/one/#1a", "providers/farm/visits/one/#1a"),
        ("..", "providers/"),
        (".", "providers/farm/"),
        ("./../../", ""),
        ("../../forms/x/?provider=farm", "forms/x/"),
        ("#about", "providers/farm/#about"),
        ("", "providers/farm/"),
        ("?compare=farm", "providers/farm/"),
        ("/guidance/", "guidance/"),
        (f"{SITE}guidance/#top", "guidance/#top"),
        ("../../a%20b/#c%20d", "a b/#c d"),
        ("../../admin/#/collections/providers", "admin/"),
        ("../../../out/", "../../../../out/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("mailto:office@farm.example", None),
    ],
)
def test_where_a_link_leads(href: str, where: str | None) -> None:
    assert target("providers/farm/", href, SITE) == where


def test_a_site_below_a_path_knows_its_own_addresses() -> None:
    url = "https://www.trentside.example/ap/"
    assert target("about/", "/ap/guidance/", url) == "guidance/"
    assert target("about/", f"{url}guidance/", url) == "guidance/"
    assert target("about/", "/elsewhere/", url) is None


def test_links_are_found_however_they_are_written(tmp_path: Path) -> None:
    text = (
        '<a href=one/>1</a> <A class="x" HREF=\'two/\'>2</A> <img alt="" src=three.png> <form action="four/">'
        '<a data-href="no/" href = "five/#&#39;s">5</a> <svg><use href="#six"/></svg> <p>href="no/"</p>'
        '<a href="#p">p</a>'
        "<p id=p>"
    )
    (tmp_path / "index.html").write_text(text)
    told = [broken.target for broken in broken_links(NewSite(tmp_path), SITE, {})]
    assert told == ["#six", "five/#'s", "four/", "one/", "three.png", "two/"]
    assert has_place("<p id='a b'>", "a b")
    assert not has_place("<p id=about>", "ab")


def test_a_dead_link_is_told_on_each_of_many_pages_that_are_alike(tmp_path: Path) -> None:
    for name in ("a", "b", "c/2"):
        (tmp_path / "by" / name).mkdir(parents=True)
        (tmp_path / "by" / name / "index.html").write_text('<a href="/none/">none</a>')
    told = [broken.page for broken in broken_links(NewSite(tmp_path), SITE, {}, ["providers/by/", "by/"])]
    assert told == ["by/a/", "by/b/", "by/c/2/"]


def test_pages_made_together_are_followed_among_themselves() -> None:
    pages = {"a/": '<a href="b/#x">1</a><a href="b/#y">2</a><a href="../c/">3</a><p id="z">', "a/b/": '<p id="x">'}
    assert leads_out(pages, SITE) == ("a/b/#y", "c/")


def test_links_of_a_page_are_found_where_they_are_written() -> None:
    text = "One [a](b.md#c)\n\n```\n[no](no.md)\n```\n`[no](no.md)` <!-- [no](no.md) -->\n\n[r]: d.md\n<a href='../e/'>"
    assert [(link.line, link.column, link.targets[0]) for link in written_links("guidance/a.md", text, SITE)] == [
        (1, 9, "guidance/b/#c"),
        (8, 6, "guidance/d/"),
        (9, 10, "guidance/e/"),
    ]
    assert address_of("index.md") == ""
    assert address_of("guidance/index.md") == "guidance/"


@pytest.mark.parametrize("again", ["~~~ {.a}\n", "~~~a\nb\n```\n", "\n```a`"])
def test_code_that_never_ends_hides_no_link_and_costs_no_time(again: str) -> None:
    """Each took some seconds, when the rest of the page was searched anew for each."""
    begun = time.process_time()
    text = again * (LONGEST_PAGE // len(again)) + "\n[a](b.md)"
    assert [link.href for link in written_links("c.md", text, SITE)] == ["b.md"]
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "again",
    ["~~~ {.a}\n", "# a\n", "#\n", "a\n===\n", "---\n", "* * *\n", "\\*", "[a](b\n", "<a ", f"<![CDATA[{'a' * 900}",
     f"[{'a' * 90}", f"\n: {'a' * 90}"],
)  # fmt: skip
def test_a_page_that_markdown_takes_long_over_is_refused(again: str) -> None:
    """At the limit of a page's length, each took MkDocs from 4 seconds to 2 minutes, or too deep."""
    text = f"{(again * LONGEST_PAGE)[: LONGEST_PAGE // 4]}\n"
    assert [problem.kind for problem in too_much("content/a.md", text)][:1] == [UNREADABLE]


def test_the_check_reads_pages_as_mkdocs_does() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r"^  - (\w+)", text.split("markdown_extensions:")[1], re.MULTILINE)
    assert set(EXTENSIONS) == {"toc", "tables", "fenced_code", *named}


def test_words_that_a_hand_written_page_would_not_show() -> None:
    text = "---\ntitle: No\n---\n# One {#no}\n\n<!-- no -->\n1. Two [x](no.md)\n\n[three]: four\n"
    html = '<h1 id="no">One</h1><ol><li>Two <a href="y">x</a></li></ol>'
    [problem] = lost("content/a.md", text, html)
    assert (problem.line, "`three`" in problem.message) == (9, True)


def test_lines_that_a_page_would_not_show_are_found_in_little_time() -> None:
    """It took half a minute, when each word was looked for in each line."""
    text = "".join(f'[w{row}x]: y{row} "{" ".join(f"a{row}b{word}" for word in range(12))}"\n' for row in range(900))
    begun = time.process_time()
    assert len(lost("content/a.md", text, "<p>w1x</p>")) > 800
    assert time.process_time() - begun < 2


def both(small: Path, out: Path) -> tuple[str, str]:
    """What the check tells of a directory, and what a build tells, which leaves nothing."""
    checked, built = apdir("check", root=small), build(small, out)
    assert (built.returncode, out.exists()) == (1, False)
    return checked.stdout, built.stdout


@pytest.mark.slow
def test_a_form_that_was_taken_out_is_told_wherever_it_is_linked(small: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", small / "content", dirs_exist_ok=True)
    settings(small, "leave_out: [forms/derby-referral]\n")
    checked, built = both(small, tmp_path / "site")
    wanted = set()
    for file in sorted((small / "content").rglob("*.md")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if "forms/derby-referral/" in line:
                wanted.add((file.relative_to(small).as_posix(), number))
    assert len(wanted) >= 5
    for told in (checked, built):
        found = re.findall(r"^(content/\S+\.md):(\d+):\d+: .*`(?:\.\./)+forms/derby-referral/`", told, re.MULTILINE)
        assert {(name, int(number)) for name, number in found} == wanted
    assert "On the page `/guidance/derby/who-does-what/` the link" in built


def settings(root: Path, text: str) -> None:
    with (root / "settings.yml").open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.slow
def test_every_sort_of_broken_link_is_told_at_its_line(small: Path, tmp_path: Path) -> None:
    page = small / "content/about.md"
    before = page.read_text(encoding="utf-8")
    added = [
        '<p>See <a href="../nowhere/">this</a>.</p>',
        "See [this](guidance/nothing.md).",
        "See [this](guidance/compared/thresholds.md#fyre).",
        "See [this](#what-a-standing-meant).",
        f"See <{SITE}nowhere/else/>.",
        "![A goat](goat.webp)",
    ]
    page.write_text(before + "\n" + "\n\n".join(added) + "\n", encoding="utf-8")
    record = small / "providers/case-farm/provider.md"
    record.write_text(record.read_text(encoding="utf-8") + f"\n[Our page]({SITE}gone/)\n", encoding="utf-8")
    checked, built = both(small, tmp_path / "site")
    first = before.count("\n") + 2
    for told in (checked, built):
        lines = [int(line) for line in re.findall(r"^content/about\.md:(\d+):", told, re.MULTILINE)]
        assert lines == [first + 2 * at for at in range(6)]
        assert "Did you mean `#fire`?" in told
    last = record.read_text(encoding="utf-8").count("\n")
    assert f"providers/case-farm/provider.md:{last}:12: On the page `/providers/case-farm/` the link" in built


@pytest.mark.slow
def test_a_page_that_is_taken_over_from_the_last_build_is_followed_too(small: Path, tmp_path: Path) -> None:
    """Its provider did not change, so the page is not made again; what it leads to is gone."""
    out = tmp_path / "site"
    page = small / "content/extra.md"
    page.write_text("# Extra\n", encoding="utf-8")
    record = small / "providers/case-farm/provider.md"
    record.write_text(record.read_text(encoding="utf-8") + f"\n[More]({SITE}extra/)\n", encoding="utf-8")
    for _ in range(2):
        assert build(small, out).returncode == 0
    before = digest(out)
    page.unlink()
    done = build(small, out)
    assert done.returncode == 1
    assert done.stdout.startswith("providers/case-farm/provider.md:")
    assert digest(out) == before


class _Links(HTMLParser):
    """Reads a page as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.links.append(value)
            if name == "id":
                self.ids.add(value or "")


def followed(site: Path) -> tuple[int, list[str]]:
    """How many links a site has, and those that lead to nothing."""
    pages = {}
    for file in site.rglob("*.html"):
        pages[file] = _Links()
        pages[file].feed(file.read_text(encoding="utf-8"))
    count, broken = 0, []
    for file, page in pages.items():
        here = SITE + file.relative_to(site).as_posix().removesuffix("index.html")
        for link in page.links:
            whole = urljoin(here, link)
            if not whole.startswith(SITE):
                continue
            count += 1
            parts = urlsplit(whole)
            there = site / unquote(parts.path).lstrip("/")
            there = there / "index.html" if there.is_dir() else there
            place = unquote(parts.fragment) if there in pages and not parts.fragment.startswith("/") else ""
            if not there.is_file() or (place and place not in pages[there].ids):
                broken.append(f"{here}: {link}")
    return count, broken


@pytest.mark.slow
def test_a_directory_without_guidance_and_forms_and_with_one_framework_has_no_broken_link(
    small: Path, tmp_path: Path
) -> None:
    settings(small, "frameworks: [derby]\nleave_out: [guidance, forms]\n")
    for visit in (small / "providers").glob("*/visits/*.yml"):
        if "derby" not in visit.name:
            visit.unlink()
    shutil.rmtree(small / "content")
    assert apdir("check", root=small).returncode == 0
    for edition in ("public", "commissioner"):
        out = tmp_path / edition
        done = build(small, out, "--edition", edition)
        assert done.returncode == 0, done.stdout + done.stderr
        count, broken = followed(out)
        assert count > 500
        assert broken == []
        text = (out / "index.html").read_text(encoding="utf-8")
        assert "guidance/" not in text
        assert ">Guidance<" not in re.sub(r"\s+", "", text)
