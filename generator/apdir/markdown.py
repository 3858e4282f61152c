"""The Markdown of a description as HTML that can do no harm.

CommonMark by cmark, with tables and struck-out words: a tenth of Python-Markdown's time, and a list may follow a line
of text directly, which is how people write it. Whatever else is written is refused (`markdown_faults.py`), so that
nothing of a description disappears.
"""

from __future__ import annotations

import re

import nh3
from cmarkgfm import cmark

from apdir.problems import shown
from apdir.source.files import HIDDEN
from apdir.source.pupil import without_marks

#: Elements allowed in a description. No pictures, no ids, no styles: a provider's own words come from outside.
TAGS = {
    "p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
CLEANER = nh3.Cleaner(
    tags=TAGS,
    # Without the star, nh3 allows `lang` and `title` everywhere.
    attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
    set_tag_attribute_values={"th": {"scope": "col"}},
    url_schemes=SCHEMES,
    link_rel="noopener nofollow",
    strip_comments=True,
)
#: Only cmark's extensions read these. They are used where one occurs and nowhere else: each use costs 15 kB for good.
EXTENDED = re.compile(r"~~|^[ >\t]*(?:\|[ \t]*)?:?-+:?[ \t]*\|", re.MULTILINE)
EXTENSIONS = ("table", "strikethrough")
DOUBLE_TILDE = cmark.Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
WITH_LINES = cmark.Options.CMARK_OPT_SOURCEPOS
AS_WRITTEN = cmark.Options.CMARK_OPT_UNSAFE
#: Cmark's replacement of HTML.
OMITTED = "<!-- raw HTML omitted -->"
HEADING = re.compile(r"<h([1-6])>")
#: In a file these are refused; written as a reference (`&#8238;`) one could still be in a description.
UNSEEN = re.compile(HIDDEN)
#: Headings of a description are below the page's own h2.
TOP_HEADING = 3

PLAIN_WORDS = "Take the signs `<` and `>` out, and write the words as they are."
#: Not allowed in plain text: the page would show its signs as they are.
MARKUP = re.compile(r"<!--|</?[A-Za-z][A-Za-z0-9:]*(?:\s[^<>]*)?/?>|!?\[[^\[\]\n]*\]\([^()\n]*\)")
#: The same as what fits a text, for JSON Schemas, and what they say.
NO_MARKUP = (rf"^(?![\s\S]*(?:{MARKUP.pattern}))", "Write plain words: HTML, links and pictures are not read here.")


def html(text: str) -> str:
    """A description's Markdown as HTML of `TAGS` alone, links to `SCHEMES` alone."""
    if not text.strip():
        return ""
    made = CLEANER.clean(_below_the_page(made_by_cmark(without_marks(text))))
    return UNSEEN.sub("", made) if "&" in text else made


def markup_in(text: str) -> tuple[str, str] | None:
    """The fault of HTML, a link or a picture in a text that is shown as it is written, or None."""
    found = MARKUP.search(text)
    if found is None:
        return None
    if found[0].endswith(")"):
        return f"{shown(found[0])} would be shown with its signs.", "Write the words, and the address behind them."
    return f"{shown(found[0])} is HTML, and would be shown as it is.", PLAIN_WORDS


def made_by_cmark(text: str, options: int = 0) -> str:
    """A description as cmark makes it, before anything is taken out of it."""
    if EXTENDED.search(text):
        made = cmark.markdown_to_html_with_extensions(text, options | DOUBLE_TILDE, EXTENSIONS)
    else:
        made = cmark.markdown_to_html(text, options)
    return str(made)


def _below_the_page(text: str) -> str:
    """The headings of a description moved to h3 and below, with no level left out."""
    used = sorted(set(HEADING.findall(text)))
    if not used:
        return text
    new = {level: str(min(TOP_HEADING + place, 6)) for place, level in enumerate(used)}
    text = HEADING.sub(lambda match: f"<h{new[match[1]]}>", text)
    return re.sub(r"</h([1-6])>", lambda match: f"</h{new.get(match[1], match[1])}>", text)
