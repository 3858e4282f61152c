"""What a description writes that its page would not show, or would show as something else, each at its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from urllib.parse import unquote

from apdir.link_faults import wrong_link
from apdir.markdown import AS_WRITTEN, OMITTED, PLAIN_WORDS, UNSEEN, WITH_LINES, made_by_cmark
from apdir.problems import MOST_IN_FILE, shown
from apdir.source.pupil import without_marks

#: Without any of these, everything that is written is shown: text, emphasis, headings, quotations, lists with dashes.
RISKY_SIGN = re.compile(r"[<\[|~`\\]|&[#\w]")
RISKY_START = re.compile(r"^[ >\t*+-]*(?:\d+[.)]|:[ \t]|##+\w|[•·▪◦‣]|o\t)|^(?: {4}|\t)", re.MULTILINE)
TAG = re.compile(r"(<[^>]*>)")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
ENTITY = re.compile(r"&#?\w+;")
#: Signs of Markdown that may be within a word.
INSIDE_WORDS = str.maketrans("", "", "*_~`\\")
WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
#: The beginning of a line within quotations and lists.
START = r"[ >\t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
DELIMITERS = re.compile(r"[ >\t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?\Z")
CELLS = re.compile(r"(?<!\\)\|")
#: Syntax not allowed, and its replacement.
LINES = (
    (re.compile(r"(?<![\\!])\[\^[^\[\]\s]+\]"),
     "Footnotes are not shown as such.", "Write the note as a sentence, in brackets where it belongs."),
    (re.compile(rf"\A{START}\[[^\]]+\]:[ \t]*\S+(?:[ \t]+[\"'(].*|[ \t]*)\Z"),
     "An address on a line of its own is not shown.", "Write it where its words are: `[words](https://address)`."),
    (re.compile(rf"\A[ >\t]*(?:[-*+]|\d{{1,9}}[.)])[ \t]{START}\[[ xX]\][ \t]"),
     "A list cannot have boxes to tick.", "Say it in words, such as `- First aid: yes`."),
    (re.compile(r"\A[ >\t]*##+\w"),
     "This is no heading yet.", "Put a space behind the signs `#`."),
    (re.compile(r"(?<!\\)</?[A-Za-z]{1,9}:[a-z]{1,9}(?:\s[^<>]*)?/?>"),
     "An element of Word's is shown as it is written.", PLAIN_WORDS),
    (re.compile(r"\A[ >\t]*(?:[•·▪◦‣]|o\t)"),
     "This is not read as an item of a list.", "Begin the line with `- ` instead."),
)  # fmt: skip
#: Without any of these a line is none of them, and no part of a table.
SIGNS = re.compile(r"[\[:#|•·▪◦‣\t]|^[ >\t]*:?-")
#: A term's meaning, on the line below the term.
MEANING = re.compile(r"[ >\t]*:[ \t]+\S")
NO_TERMS = "A list of terms is not shown as one.", "Write `- **Term**: what it means`, a line for each."
#: The rest of a link that is not read as one.
NO_LINK = re.compile(r"\](?:\([^)\s]+|[ \t\n]\((?:https?:|mailto:|tel:|www\.)[^)\s]*)")
UNREAD_LINK = "This is not read as a link.", "Write `[words](https://address)`, with no space between or within."
NO_TABLE = (
    "This is not read as a table.",
    "Write its heading, below it a line such as `| --- | --- |` with as many cells, and then its rows.",
)
#: Replacements of elements of HTML.
INSTEAD = {
    ("b", "strong"): "Write `**words**`.",
    ("i", "em"): "Write `*words*`.",
    ("s", "del", "strike"): "Write `~~words~~`.",
    ("p", "div", "span", "br", "center", "font", "section"): "Take the tags out; an empty line begins a new paragraph.",
    ("ul", "ol", "li", "dl", "dt", "dd"): "Begin a line with `- ` for each item.",
    ("table", "thead", "tbody", "tr", "td", "th"): "Write a table with `|` between its cells, or a list.",
    ("a",): "Write `[words](https://address)`.",
    ("img", "picture", "svg", "video"): "Pictures are not shown: say it in words.",
    ("h1", "h2", "h3", "h4", "h5", "h6"): "Write `## Heading` on a line of its own.",
    ("code", "pre", "kbd"): "Write it between two signs `` ` ``.",
    ("!--",): "Take it out: the description has no place for notes that nobody sees.",
}
ELEMENT = re.compile(r"<(!--|/?[A-Za-z][A-Za-z0-9]*)")

#: A line of the description, from 0; what is wrong; what would be right.
Fault = tuple[int, str, str]


def faults(text: str) -> list[Fault]:
    """Everything in a description that its page would not show, or would show as something else, in order of lines."""
    if RISKY_SIGN.search(text) is None and RISKY_START.search(text) is None:
        return []
    text = without_marks(text)
    made = made_by_cmark(text, WITH_LINES)
    page, lines = _read(made), text.split("\n")
    found = [*page.faults, *_references(lines), *_links(lines, page), *_lines(lines, page), *_tables(lines, page)]
    found += [*_numbers(lines, page), *(_html_in(text) if OMITTED in made else ())]
    return sorted(dict.fromkeys(found)) or _lost(lines, page)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link of the page: the lines of its block from 0, where it leads, and its words."""

    first: int
    last: int
    href: str
    words: str


@dataclass
class _Table:
    """A table of the page: its lines from 0, how many columns it has, and the line of each row."""

    first: int
    last: int
    columns: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass
class _Shown:
    """A description as a page shows it, with the lines that its parts came from.

    ``text`` is all of it, addresses of links included; ``prose`` is without code and addresses.
    """

    text: str = ""
    prose: str = ""
    faults: list[Fault] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    tables: list[_Table] = field(default_factory=list)
    numbered: list[tuple[int, int, int]] = field(default_factory=list)

    def in_a_table(self, line: int) -> bool:
        """Whether a line is part of what is read as a table."""
        return any(table.first <= line <= table.last for table in self.tables)


class _Reader:
    """Reads the HTML that cmark made, with its places: all of it is well formed, and every sign in a value escaped."""

    INLINE = frozenset(("a", "strong", "em", "del", "code", "img"))

    def __init__(self) -> None:
        self.shown = _Shown()
        self.parts: list[str] = []
        self.prose: list[str] = []
        self.in_code = False
        self.place = (0, 0)
        self.counts: list[int | None] = []
        self.link: tuple[str, int] | None = None

    def feed(self, made: str) -> None:
        """Read a whole text."""
        for number, piece in enumerate(TAG.split(made)):
            if number % 2 == 0:
                self._text(unescape(piece) if "&" in piece else piece)
            elif piece.startswith("</"):
                self._end(piece[2:-1])
            elif not piece.startswith("<!"):
                name = piece[1:-1].split(" ", 1)[0]
                self._start(name, {key: unescape(value) for key, value in ATTRIBUTE.findall(piece)})

    def _start(self, tag: str, about: dict[str, str]) -> None:
        column = 0
        if "data-sourcepos" in about:
            first, column, last = map(int, re.findall(r"\d+", about["data-sourcepos"])[:3])
            if first:
                self.place = first - 1, max(last, first) - 1
        if tag not in self.INLINE:
            self._apart()
        self.in_code = self.in_code or tag in ("pre", "code")
        if tag == "pre":
            self.shown.code.update(range(self.place[0], self.place[1] + 1))
        elif tag == "code" and about.get("class", "").startswith("language-"):
            told = f"The word {shown(about['class'].removeprefix('language-'))} behind the signs is not shown."
            self._tell(told, "Leave nothing but the signs ``` on that line.")
        elif tag == "table":
            self.shown.tables.append(_Table(*self.place))
        elif tag == "tr":
            self.shown.tables[-1].rows.append(self.place[0])
        elif tag == "th":
            self.shown.tables[-1].columns += 1
        elif tag in ("ol", "ul"):
            self.counts.append(int(about.get("start", "1")) if tag == "ol" else None)
        elif tag == "li" and self.counts and (number := self.counts[-1]) is not None:
            self.parts.append(f"{number}\n")
            self.shown.numbered.append((self.place[0], column - 1, number))
            self.counts[-1] = number + 1
        elif tag == "img":
            self._tell("Pictures are not shown in a description.", "Say in words what it shows.")
        elif tag == "a":
            if "title" in about:
                told = f"The words {shown(about['title'])} behind the link's address are not shown."
                self._tell(told, "Write `[words](https://address)` and no more.")
            self._apart(" ")
            self.link = about.get("href", ""), len(self.parts)

    def _end(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.counts.pop()
        elif tag == "a" and self.link is not None:
            href, start = self.link
            words = "".join(self.parts[start:])
            self.shown.links.append(_Link(*self.place, href, words.strip()))
            self._apart(" ")
            self.parts.append(f"{href} {unquote(href) if '%' in href else ''} ")
            self.link = None
        elif tag == "pre" or (tag == "code" and self.in_code):
            self.in_code = False
        if tag not in self.INLINE:
            self._apart()

    def _text(self, data: str) -> None:
        self.parts.append(data)
        if not self.in_code:
            self.prose.append(data)

    def _apart(self, sign: str = "\n") -> None:
        self.parts.append(sign)
        self.prose.append(sign)

    def _tell(self, message: str, hint: str) -> None:
        self.shown.faults.append((self.place[0], message, hint))


def _read(made: str) -> _Shown:
    reader = _Reader()
    reader.feed(made)
    reader.shown.text, reader.shown.prose = "".join(reader.parts), "".join(reader.prose)
    return reader.shown


def _html_in(text: str) -> Iterator[Fault]:
    """Every piece of HTML that was written, at its line: all that cmark gives of it is a mark in its place."""
    pieces = made_by_cmark(text).split(OMITTED)
    written = made_by_cmark(text, AS_WRITTEN)
    at, place = len(pieces[0]), 0
    told: set[int] = set()
    for piece in pieces[1:]:
        end = written.find(piece, at) if piece.strip() else written.find("\n", at)
        raw = written[at : end if end > at else len(written)].strip()
        at = max(end, at) + len(piece) if end >= 0 else len(written)
        first = raw.split("\n", 1)[0]
        if not first:
            continue
        where = text.find(first, place)
        place = where + len(first) if where >= 0 else place
        line = text.count("\n", 0, max(where, 0))
        if line in told:
            continue
        told.add(line)
        element = ELEMENT.match(raw)
        name = element[1].lower().removeprefix("/") if element else ""
        if name == "!--":
            message = "A comment is not shown."
        else:
            message = f"{shown(first.partition('>')[0] + '>')} is HTML, which is left out of a description."
        yield line, message, next((words for names, words in INSTEAD.items() if name in names), PLAIN_WORDS)


def _references(lines: list[str]) -> Iterator[Fault]:
    for number, line in enumerate(lines):
        if "&" not in line:
            continue
        for match in ENTITY.finditer(line):
            if UNSEEN.search(unescape(match[0])):
                yield number, f"{shown(match[0])} stands for a sign that nobody sees.", "Delete it."


def _links(lines: list[str], page: _Shown) -> Iterator[Fault]:
    for link in page.links:
        fault = wrong_link(unquote(link.href), link.words, link.href)
        if fault is not None:
            target = unquote(link.href)
            rows = range(link.first, min(link.last + 1, len(lines)))
            sign = target or link.words
            line = next((row for row in (*rows, *range(len(lines))) if sign in lines[row]), link.first)
            yield line, *fault


def _lines(lines: list[str], page: _Shown) -> Iterator[Fault]:
    """Lines that were meant as something that a page cannot show."""
    before: tuple[str, str] | None = None
    for number, line in enumerate(lines):
        if number in page.code or SIGNS.search(line) is None:
            before = None
            continue
        bare = CODE.sub("", line)
        fault = next(((message, hint) for pattern, message, hint in LINES if pattern.search(bare)), None)
        if fault is None and MEANING.match(bare) and number and lines[number - 1].strip():
            fault = NO_TERMS
        if fault is None and CELLS.search(bare) and not page.in_a_table(number):
            inside = bare.strip(" >\t")
            if DELIMITERS.match(bare) or (len(inside) > 1 and inside.startswith("|") and inside.endswith("|")):
                fault = NO_TABLE
        if fault is not None and not (fault == before == NO_TABLE):
            yield number, *fault
        before = fault
    signs = dict.fromkeys(left[0].partition("\n")[0] for left in NO_LINK.finditer(page.prose))
    for text in islice(signs, MOST_IN_FILE):  # each is looked for in every line
        sign = re.compile(rf"(?<!\\){re.escape(text)}")
        written = next((number for number, line in enumerate(lines) if sign.search(line)), None)
        if written is not None:  # else it was written with signs before it that take its meaning away
            yield written, *UNREAD_LINK


def _tables(lines: list[str], page: _Shown) -> Iterator[Fault]:
    """Rows with more cells than their table's heading: cmark leaves the last ones out."""
    for table in page.tables:
        for row in table.rows[1:]:
            count = _cells(lines[row]) if row < len(lines) else 0
            if count > table.columns:
                message = f"This row has {count} cells and the table's heading {table.columns}: the last are not shown."
                yield row, message, "Give the heading as many cells, or write `\\|` where a sign `|` is meant."


def _cells(line: str) -> int:
    text = line.strip(" >\t")
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return len(CELLS.findall(text)) + 1


def _numbers(lines: list[str], page: _Shown) -> Iterator[Fault]:
    """Numbers of a list that the page would count otherwise."""
    for row, column, number in page.numbered:
        written = re.match(r"(\d{1,9})[.)]", lines[row][column:]) if row < len(lines) else None
        if written is not None and int(written[1]) != number:
            message = f"The page would number this item {number}, not {written[1]}."
            yield row, message, f"Write {number}, or begin each item with `- ` and put the number in its words."


def _lost(lines: list[str], page: _Shown) -> list[Fault]:
    """The first line of which the page would not show a word: what no other rule knows of."""
    written = Counter(words_of("\n".join(lines)))
    missing = written - Counter(words_of(page.text))
    if missing:  # perhaps only since code says how a reference is written
        missing = written - (Counter(words_of(page.text)) | Counter(words_of(page.text, known=False)))
    if not missing:
        return []
    word = min(missing, key=lambda word: written[word])  # of equals the first
    line = next(number for number, line in enumerate(lines) if word in words_of(line))
    return [(line, f"The page would not show {shown(word)} here.", "Write it as plain text.")]


def words_of(text: str, *, known: bool = True) -> list[str]:
    """The words of a text; ``known``: references in it (`&eacute;`) are read as their signs."""
    if known and "&" in text:
        text = ENTITY.sub(lambda match: unescape(match[0]), text)
    return WORD.findall(text.translate(INSIDE_WORDS))
