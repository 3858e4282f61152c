"""A page of `content/`: what it may hold, so that it can be read in little time and does nothing but show itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from apdir.problems import Problem, shown
from apdir.source import Limits, read_document

#: The kind of a problem for which a page must not even be made into HTML.
UNREADABLE = "page limits"
#: The most characters of a page: the longest here has a sixth of that.
LONGEST_PAGE = 100_000
#: Syntax that takes quadratic time in Markdown, or as many nested calls: the most of each in one page, where the
#: busiest here has a tenth. Measured: none of them takes a second.
MOST: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (re.compile(r"\["), 1_000, "signs `[`"),
    (re.compile(r"\[[^\[\]]*(?=\[|\Z)"), 50, "signs `[` without a `]`"),
    (re.compile(r"`"), 2_000, "signs `` ` ``"),
    (re.compile(r"<"), 2_000, "signs `<`"),
    (re.compile(r"<[!?]"), 200, "signs `<!`"),
    (re.compile(r"<(?:!\[|\?)"), 10, "signs `<![` or `<?`"),
    (re.compile(r"<[^<>]*\bmarkdown\b", re.IGNORECASE), 50, "elements with `markdown`"),
    (re.compile(r"<[a-zA-Z/][^<>]*(?=<|\Z)"), 50, "signs `<` without a `>`"),
    (re.compile(r"\]\([^()\n]*(?=[(\n]|\Z)"), 50, "links without a `)` in their line"),
    (re.compile(r"~"), 2_000, "signs `~`"),
    (re.compile(r"\\"), 2_000, "signs `\\`"),
    (re.compile(r"^ {0,3}:", re.MULTILINE), 150, "lines that begin with `:`"),
    (re.compile(r"^ {0,3}#", re.MULTILINE), 500, "lines that begin with `#`"),
    (re.compile(r"^[ ]{0,3}[-=*_][-=*_ \t]*$", re.MULTILINE), 500, "lines of nothing but `-`, `=`, `*` or `_`"),
    (re.compile(r"^[ \t]*(?:(?:>|[-*+][ \t]|\d+\.[ \t])[ \t]*){12}", re.MULTILINE), 0, "lines of lists so deep"),
    (re.compile(r"^[ \t]{40,}(?:>|[-*+][ \t]|\d+\.[ \t])", re.MULTILINE), 0, "lines of lists so far in"),
)
#: The fields above a page, as MkDocs finds them: between lines of dashes, or without.
FIELDS = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
BARE_FIELD = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
KNOWN = ("title", "description", "frameworks")
#: The page of the search has a template of its own, and a form.
SEARCH = "content/search.md"
FOR_SEARCH = frozenset(("form", "input", "button", "label", "noscript"))
#: Elements allowed in a page. Every other element or attribute can lead a reader away, fetch or run something, or cover
#: the page.
ELEMENTS = frozenset((
    "a", "abbr", "address", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"
))  # fmt: skip
ATTRIBUTES = frozenset((
    "alt", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "cite", "class",
    "colspan", "datetime", "dir", "headers", "height", "hidden", "href", "id", "lang", "open",
    "rel", "reversed", "role", "rowspan", "scope", "src", "start", "tabindex", "title", "type",
    "value", "width"
))  # fmt: skip
ALIGNED = re.compile(r"text-align: (?:left|right|center);")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SCHEMES = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
TAG = re.compile(r"<([a-zA-Z][^\s/<>]*)")


def text_of(path: Path) -> str:
    """Return the text of a page: of one that is too long as much as tells that."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.read(LONGEST_PAGE + 1)


def too_much(file: str, text: str) -> list[Problem]:
    """Every problem for which a page is not made into HTML: its length, its signs, the fields above it."""
    if len(text) > LONGEST_PAGE:
        message = f"This page has more than {LONGEST_PAGE:,} characters."
        return [Problem(file, 0, 0, "", message, "Make several pages of it.", UNREADABLE)]
    found = []
    for sign, most, words in MOST:
        for count, match in enumerate(sign.finditer(text), 1):
            if count > most:
                message = f"This page has more than {most:,} {words}." if most else f"This page has {words}."
                line = text.count("\n", 0, match.start()) + 1
                found.append(Problem(file, line, 1, "", message, "Make several plain pages of it.", UNREADABLE))
                break
    return found + list(_fields(file, text))


def _fields(file: str, text: str) -> Iterator[Problem]:
    hint = f"Delete it. What can stand above a page is {', '.join(KNOWN[:-1])} and {KNOWN[-1]}, between lines of ---."
    bare = BARE_FIELD.match(text)
    if bare is not None:
        message = f"The page begins with the field {shown(bare[1])}, which nobody would see."
        yield Problem(file, 1, 1, "", message, "Begin with a heading.", UNREADABLE)
    if FIELDS.match(text) is None:
        return
    document, problems = read_document(file, text, Limits(), markdown=True)
    for problem in problems:
        yield Problem(file, problem.line, problem.column, problem.field, problem.message, problem.hint, UNREADABLE)
    fields: Mapping[str, object] = document.data if document is not None else {}
    for name, value in fields.items():
        own = file == SEARCH and (name, value) == ("template", "search.html")
        if document is not None and name not in KNOWN and not own:
            message = f"A page cannot have the field {shown(name)}."
            yield document.problem((name,), message, hint, UNREADABLE, key=True)


def unwanted(file: str, text: str, html: str) -> Iterator[Problem]:
    """A problem for each sort of element or attribute in the HTML of a page that does more than show something.

    ``text`` is what was written: in it the line is looked for.
    """
    # Where a comment ends, browsers and this reader may differ: all is read as if there were none.
    html = html.replace("<!--", "").replace("-->", "")
    elements = ELEMENTS | FOR_SEARCH if file == SEARCH else ELEMENTS
    reader = _Reader(searched=file == SEARCH)
    reader.feed(html)
    reader.close()
    told = {f"<{name}": f"The element `<{name}>`" for name in map(str.lower, TAG.findall(html)) if name not in elements}
    told |= reader.told
    for sign, what in told.items():
        at = text.lower().find(sign)
        line = text.count("\n", 0, max(at, 0)) + 1
        message = f"{what} cannot stand in a page: it could lead readers away, or fetch or run something."
        yield Problem(file, line, 1, "", message, "Write it as text, a link or a picture in Markdown.", "page")


class _Reader(HTMLParser):
    """Gathers the attributes that no page may have, by what to look for in its text."""

    def __init__(self, *, searched: bool) -> None:
        super().__init__()
        self.searched = searched
        self.told: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            target = re.sub(r"[\x00-\x20]+", "", value or "")
            if name in ("href", "cite") and SCHEME.match(target):
                allowed = SCHEMES.match(target) is not None
            elif name in ("src", "action"):
                allowed = SCHEME.match(target) is None and not target.startswith(("//", "\\"))
            elif name == "style":
                allowed = ALIGNED.fullmatch(value or "") is not None
            else:
                ours = self.searched and (tag in FOR_SEARCH or name.startswith("data-ap-"))
                allowed = name in ATTRIBUTES or (ours and not name.startswith(("on", "form")))
            if not allowed:
                what = (
                    f"`{name}` with {shown(value)}" if name in ATTRIBUTES and value else f"The attribute {shown(name)}"
                )
                self.told.setdefault((value or name).lower() if name in ATTRIBUTES else name, what)
