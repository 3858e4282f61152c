"""Free text on a page: Markdown cleaned of all that could do harm, plain text in paragraphs, and its first sentence."""

from __future__ import annotations

import re
from html import unescape

import nh3
from cmarkgfm import cmark
from markupsafe import Markup

from generator.source.files import HIDDEN

#: What a description may be made of. No pictures, no ids, no styles: a provider's own words come from outside.
TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "*": set()},  # without the star, nh3 lets `lang` and `title` stand everywhere
    url_schemes=SCHEMES,
    link_rel="noopener nofollow",
    strip_comments=True,
)
HEADING = re.compile(r"<h([1-6])>")
#: In a file these are refused; written as a reference (`&#8238;`) one could still stand in a description.
UNSEEN = re.compile(HIDDEN)
#: The headings of a description stand below the page's own h2.
TOP_HEADING = 3


def html(text: str) -> Markup:
    """A description's Markdown as HTML of `TAGS` alone, links to `SCHEMES` alone.

    CommonMark by cmark: a tenth of Python-Markdown's time, and a list may follow a line of text directly, which is how
    people write it.
    """
    if not text.strip():
        return Markup()
    made = CLEANER.clean(_below_the_page(cmark.markdown_to_html(text)))
    return Markup(UNSEEN.sub("", made) if "&" in text else made)  # cleaned by nh3


def _below_the_page(text: str) -> str:
    """The headings of a description moved to h3 and below, with no level left out."""
    used = sorted(set(HEADING.findall(text)))
    if not used:
        return text
    new = {level: str(min(TOP_HEADING + place, 6)) for place, level in enumerate(used)}
    text = HEADING.sub(lambda match: f"<h{new[match[1]]}>", text)
    return re.sub(r"</h([1-6])>", lambda match: f"</h{new.get(match[1], match[1])}>", text)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """Plain text as blocks, `p` with one line or `ul` with its items.

    Blank lines part paragraphs; other line breaks are spaces; lines that begin with a dash are items of a list.
    """
    found: list[tuple[str, list[str]]] = []
    fresh = True
    for raw in text.splitlines():
        line = " ".join(raw.split())
        item = line[:2] in ("- ", "* ", "• ")
        if item and found and found[-1][0] == "ul":
            found[-1][1].append(line[2:])
        elif item:
            found.append(("ul", [line[2:]]))
        elif line and (fresh or not found):
            found.append(("p", [line]))
        elif line:
            found[-1][1][-1] += f" {line}"
        fresh = not line
    return found


LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"[*_`]{1,3}|<[^>]*>")
#: Blocks that are no running text: headings, lists, quotations, rules, tables, code.
NOT_TEXT = re.compile(r"(#{1,6} |[-*+] |\d+[.)] |>|```|\||={3,}|-{3,}|\*{3,}|\s{4})")


def plain(text: str) -> str:
    """The words of a description without its Markdown, for a search."""
    bare = MARKS.sub("", LINK.sub(r"\1", text))
    return UNSEEN.sub("", unescape(bare)) if "&" in bare else bare


def first_sentence(text: str, longest: int = 170) -> str:
    """The first sentence or so of a description, without Markdown, of at most so many characters."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if NOT_TEXT.match(block):
            continue
        words = " ".join(plain(block).split())
        if not words:
            continue
        if len(words) <= longest:
            return words
        ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", words[: longest + 1])]
        if ends and ends[-1] > longest // 3:
            return words[: ends[-1]]
        return words[:longest].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return ""
