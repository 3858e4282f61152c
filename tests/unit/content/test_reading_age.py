"""How hard the pages are to read: the reading age of their visible text, and the length of their sentences.

Reading age is the Flesch-Kincaid grade and five years, as children start school in England at five. Syllables and
sentences are counted as textstat 0.7.4 does, which does not run without a package that is no longer kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyphen
import pytest
from lxml import etree, html

from tests.support.sites import site

#: A page of each kind.
PAGES = (
    "", "providers", "providers/by/standing/lapsed", "providers/oakfield-care-farm", "providers/spanner-works",
    "providers/oakfield-care-farm/visits/2026-06-18-derby", "frameworks", "frameworks/derby", "frameworks/crosswalk",
    "forms", "forms/derby-visit", "forms/derby-referral", "plan", "changes", "compare", "shortlist", "about", "privacy",
    "accessibility", "licences",
)  # fmt: skip
#: What is quoted from elsewhere: licences, and what must be said of open data in words that its owners chose.
QUOTED = ("Contains OS data", "Permission is hereby granted", "In no event shall")
BLOCKS = (
    "article", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "h1", "h2",
    "h3", "h4", "h5", "h6", "label", "legend", "li", "main", "ol", "p", "section", "summary", "table", "td", "th", "tr",
    "ul",
)  # fmt: skip
SYLLABLES = pyphen.Pyphen(lang="en_US")
UNSEEN = ("nav", "script", "select", "style", "svg", "template")


def guidance() -> list[str]:
    """The addresses of all pages of guidance."""
    return sorted(page.parent.relative_to(site()).as_posix() for page in (site() / "guidance").rglob("index.html"))


def article(path: str) -> etree._Element:
    found = html.parse(site() / path / "index.html").getroot().xpath("//article | //main")[-1]
    etree.strip_elements(found, *UNSEEN, with_tail=False)
    for hidden in found.xpath(".//*[@hidden]"):
        hidden.drop_tree()
    return found


def lines(node: etree._Element) -> list[str]:
    """The text of each block below a node, in order."""
    parts = [""]

    def walk(here: etree._Element) -> None:
        block = here.tag in BLOCKS
        if block:
            parts.append("")
        parts[-1] += here.text or ""
        for child in here.iterchildren(etree.Element):
            walk(child)
            parts[-1] += child.tail or ""
        if block:
            parts.append("")

    walk(node)
    return [" ".join(part.split()) for part in parts if part.strip()]


def age(node: etree._Element) -> float:
    text = "\n".join(line if line[-1] in ".!?" else f"{line}." for line in lines(node))
    words = re.sub(r"[^\w\s']|_", "", text).split()
    # A heading of one or two words makes no text easier.
    spoken = sum(len(sentence.split()) > 2 for sentence in re.findall(r"\b[^.!?]+[.!?]*", text))
    syllables = sum(len(SYLLABLES.positions(word.lower())) + 1 for word in words)
    return 0.39 * len(words) / max(spoken, 1) + 11.8 * syllables / len(words) - 15.59 + 5


def sentences(node: etree._Element) -> Iterator[str]:
    """Each sentence outside tables."""
    for table in node.xpath(".//table"):
        table.drop_tree()
    for line in lines(node):
        yield from re.split(r"(?<=[.!?:;]) (?=\W?[A-Z\d])|(?<=[.!?][\"”’]) (?=\W?[A-Z\d])", line)


@pytest.mark.slow
def test_the_directorys_own_pages_are_read_at_thirteen() -> None:
    ages = {path: age(article(path)) for path in (*PAGES, *guidance())}
    assert len(ages) > 35
    assert {path: found for path, found in ages.items() if found > 13} == {}


@pytest.mark.slow
def test_in_short_is_read_at_eleven() -> None:
    """Each provider's first sentences are for a parent and a pupil."""
    ages = {}
    for page in sorted((site() / "providers").glob("*/index.html")):
        for short in html.parse(page).getroot().find_class("ap-short"):
            ages[page.parent.name] = age(short)
    assert len(ages) > 25
    assert {slug: found for slug, found in ages.items() if found > 11} == {}


@pytest.mark.slow
def test_no_sentence_has_more_than_thirty_words() -> None:
    """Where the directory's own words are, rather than those of records and frameworks."""
    records = ("providers", "frameworks/", "forms", "changes")
    own = [*guidance(), "forms/derby-referral", *(page for page in PAGES if not page.startswith(records))]
    long = {
        (path, sentence)
        for path in own
        for sentence in sentences(article(path))
        if len(sentence.split()) > 30 and not sentence.startswith(QUOTED)
    }
    assert len(own) > 35
    assert long == set()
