"""The same data as `document` reads, four times as fast, for plain texts; no positions.

Most records use a small part of YAML: one field or list item a line, quotes and brackets that end on their line, `|`
and `>` for several lines. That part is read here. Whatever is written in another way, or wrongly, is left to PyYAML:
the answer is then None. A test holds both to the same data on every record and on texts made at random.
"""

from __future__ import annotations

import re
from typing import Any

#: Characters beyond which a text could hold more values than `Limits` allows.
LONGEST = 40_000
#: Levels of lists and fields, and again of brackets, beyond which a text is left to the reader that says where it is
#: too deep.
DEEPEST = 8
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
#: What no plain text may begin with, because YAML gives it a meaning or keeps it.
INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=< ")

NAME = r"\w[\w./'’()&+-]*+(?: [\w(&][\w./'’()&+-]*+){0,20}+"
QUOTED = r"\"[^\"\\]*+\"|'(?:[^']++|'')*+'"
PLAIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<](?:[^,\[\]{}:#?]++|:(?=[\w/]))*+"
IS_NAME = re.compile(NAME)
#: A name in quotes, before its value.
QUOTED_NAME = re.compile(rf"({QUOTED}):(?: |\Z)")
#: Text in quotes, with nothing behind it but a comment.
QUOTED_VALUE = re.compile(rf"({QUOTED})(?: ++#(?: .*+)?+)?+")
WORD = r"\w[^,\[\]{}:#?\"]*+"
#: A list of plain words in brackets, or named ones.
SIMPLE = re.compile(rf"\[({WORD}(?:, {WORD})*+)\]|{{(\w++: {WORD}(?:, \w++: {WORD})*+)}}")
#: A part of what stands in brackets: a mark, a name, text in quotes, plain text, anything else.
PART = re.compile(rf" *+(?:([\[\]{{}},])|({NAME}|{QUOTED}): |({QUOTED})|({PLAIN})|(.))")
#: A line break that folding turns into a space, or the empty lines that it keeps.
FOLD = re.compile(r"\n(\n*+)")

#: What may come next in brackets: a name, a value, or after one a comma or the closing bracket.
NAMED, VALUE, AFTER = range(3)
OPENED: dict[str, type[list[Any]] | type[dict[str, Any]]] = {"[": list, "{": dict}

#: Names as they were written, beside what they are: the same few hundred recur in every record.
_names: dict[str, str] = {}
#: How lines begin before a colon and a space, and whole lines that end with a colon, beside the column and the name.
_fields: dict[str, tuple[int, str]] = {}
_headings: dict[str, tuple[int, str]] = {}
#: Short values that were found to be plain text, as judgements and days are.
_plain: set[str] = set()
MOST_NAMES, SHORT = 10_000, 24


class _NotPlain(Exception):
    """The text is not of the part of YAML that is read here."""


def read_plain(text: str) -> dict[str, Any] | None:
    """A text's fields as mappings, lists, text and None; None where the slower reader must look at it."""
    if len(text) > LONGEST or "\t" in text or not text.endswith("\n"):
        return None
    try:
        return _Lines(text).read()
    except _NotPlain:
        return None


class _Lines:
    """A text being read from line to line.

    ``columns`` and ``holders`` are the lists and mappings that are open, outermost first; ``waiting`` is the mapping,
    name and column of a name that stands alone on its line, so that the next lines may be its value.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.number = 0
        self.columns = [0]
        self.holders: list[Any] = [{}]
        self.waiting: tuple[dict[str, Any], str, int] | None = None

    def read(self) -> dict[str, Any]:
        """The fields of the whole text."""
        root: dict[str, Any] = self.holders[0]
        lines, columns, holders = self.lines, self.columns, self.holders
        while self.number < len(lines):
            line = lines[self.number]
            self.number += 1
            written, colon, value = line.partition(": ")
            known = (_fields if colon else _headings).get(written)
            if known is not None:
                column, name = known
                fields = holders[-1]
                if columns[-1] != column or type(fields) is list:
                    fields = self._mapping(column)
                if name not in fields and (value in _plain or _is_itself(value)):
                    fields[name] = value
                    self.waiting = None
                else:
                    self._set(fields, name, value, column)
                continue
            content = line.lstrip(" ")
            if not content or content[0] == "#":
                continue
            column = len(line) - len(content)
            if content[0] == "-":
                self._items(content, column)
                continue
            named, value = _named(content)
            if named is None:
                raise _NotPlain
            _remember(written, column, named, bool(colon))
            self._set(self._mapping(column), named, value, column)
        if not root:
            raise _NotPlain
        return root

    def _items(self, content: str, column: int) -> None:
        """A line that begins with a dash, or with several."""
        items: list[Any] | None = None
        while content[:2] == "- ":
            if items is None:
                items = self._list(column)
            else:
                items.append(self._open(column, []))
                items = items[-1]
            rest = content[2:].lstrip(" ")
            column += len(content) - len(rest)
            content = rest
        if items is None or not content:
            raise _NotPlain
        self.waiting = None
        name, value = _named(content)
        if name is None:
            items.append(self._value(content, column - 2))
        else:
            items.append(self._open(column, {}))
            self._set(items[-1], name, value, column)

    def _set(self, fields: dict[str, Any], name: str, value: str, column: int) -> None:
        """Give a field what stands behind its name, or have it wait for what stands below."""
        if name in fields:
            raise _NotPlain
        self.waiting = None
        value = value.lstrip(" ")
        if value and value[0] != "#":
            fields[name] = self._value(value, column)
        elif value[1:2] in ("", " "):
            fields[name] = None
            self.waiting = fields, name, column
        else:
            raise _NotPlain

    def _mapping(self, column: int) -> Any:
        """The mapping for a name that stands first on its line."""
        while self.columns[-1] > column or (self.columns[-1] == column and type(self.holders[-1]) is list):
            self._close()
        return self.holders[-1] if self.columns[-1] == column else self._below_name(column, {}, column)

    def _list(self, column: int) -> Any:
        """The list for a dash that stands first on its line; it may stand right below its name."""
        while self.columns[-1] > column:
            self._close()
        if self.columns[-1] == column and type(self.holders[-1]) is list:
            return self.holders[-1]
        return self._below_name(column, [], column + 1)

    def _below_name(self, column: int, holder: Any, beyond: int) -> Any:
        """A new list or mapping as the value of the name that waits for one."""
        if self.waiting is None or self.waiting[2] >= beyond:
            raise _NotPlain
        fields, name, _ = self.waiting
        fields[name] = self._open(column, holder)
        return holder

    def _open(self, column: int, holder: Any) -> Any:
        if len(self.columns) > DEEPEST:
            raise _NotPlain
        self.columns.append(column)
        self.holders.append(holder)
        return holder

    def _close(self) -> None:
        if len(self.columns) == 1:
            raise _NotPlain
        self.columns.pop()
        self.holders.pop()

    def _value(self, text: str, column: int) -> Any:
        """A value that begins on this line, of a field or item in this column."""
        first = text[0]
        if first in "\"'":
            match = QUOTED_VALUE.fullmatch(text)
            if match is None:
                raise _NotPlain
            return _unquoted(match[1])
        if first in "|>":
            return self._lines_below(text, column)
        if "#" in text:
            text, mark, comment = text.partition(" #")
            if comment[:1] not in ("", " "):
                raise _NotPlain
            text = text.rstrip(" ") if mark else text
        if first in "[{":
            return _brackets(text)
        if first in INDICATORS or ": " in text or text[-1] in ": ":
            raise _NotPlain
        return _or_none(text)

    def _lines_below(self, style: str, column: int) -> str:
        """The lines below that are indented further than a column, as one text."""
        if style not in ("|", "|-", ">", ">-"):
            raise _NotPlain
        kept: list[str] = []
        depth = 0
        for line in self.lines[self.number :]:
            content = line.lstrip(" ")
            width = len(line) - len(content)
            if content and width <= column:
                break
            depth = depth or width
            deeper = width > depth and style[0] == ">"
            if not depth or (content and (width < depth or deeper)) or (line and not content):
                raise _NotPlain
            kept.append(line[depth:])
        self.number += len(kept)
        text = "\n".join(kept).rstrip("\n")
        if not text:
            raise _NotPlain
        if style[0] == ">":
            text = FOLD.sub(lambda breaks: breaks[1] or " ", text)
        return text if style.endswith("-") else f"{text}\n"


def _named(content: str) -> tuple[str | None, str]:
    """What a line or item begins with, as a name and what follows it; None where it is no name."""
    written, colon, value = content.partition(": ")
    name = _names.get(written)
    if name is not None and colon:
        return name, value
    if content[0] in "\"'":
        match = QUOTED_NAME.match(content)
        if match is None:
            return None, content
        written, value = match[1], content[match.end() :]
        name = _unquoted(written)
        if not name.strip():
            raise _NotPlain
    elif content[0] in "[{" or (not colon and content[-1] != ":"):
        return None, content
    else:
        written = written if colon else content[:-1]
        if not IS_NAME.fullmatch(written):
            raise _NotPlain
        name = written
    if len(_names) < MOST_NAMES:
        _names[written] = name
    return name, value


def _remember(written: str, column: int, name: str, has_value: bool) -> None:
    """Keep the beginning of a line, so that the next one like it is known at once."""
    begins = written[column:] if has_value else written[column:-1]
    if _names.get(begins) == name and len(_fields) + len(_headings) < MOST_NAMES:
        (_fields if has_value else _headings)[written] = column, name


def _is_itself(value: str) -> bool:
    """Whether a value is plain text that needs no closer look, as most are; kept of those that are likely to recur."""
    if not value[:1].isalnum() or "#" in value or ":" in value or value[-1] == " " or value in NULLS:
        return False
    if len(value) <= SHORT and len(_plain) < MOST_NAMES:
        _plain.add(value)
    return True


def _unquoted(text: str) -> str:
    return text[1:-1] if text[0] == '"' else text[1:-1].replace("''", "'")


def _brackets(text: str) -> Any:
    """A list or mapping in brackets that end with the text."""
    simple = SIMPLE.fullmatch(text)
    if simple is not None and " ," not in text and text[-2] != " " and "ull" not in text and "NULL" not in text:
        words, fields = simple.groups()
        if words:
            return words.split(", ")
        pairs = [field.split(": ", 1) for field in fields.split(", ")]
        mapping = dict(pairs)
        if len(mapping) == len(pairs):
            return mapping
    around: list[Any] = []
    holders: list[Any] = [around]
    holder: Any = around
    name = ""
    expected = VALUE
    for mark, named, quoted, plain, other in PART.findall(text):
        in_list = type(holder) is list
        closes = mark == ("]" if in_list else "}") and holder is not around
        if closes and (expected == AFTER or (not holder and expected == (VALUE if in_list else NAMED))):
            holders.pop()
            holder = holders[-1]
            expected = AFTER
        elif expected == AFTER and mark == "," and holder is not around:
            expected = VALUE if in_list else NAMED
        elif expected == NAMED and named:
            name = _unquoted(named) if named[0] in "\"'" else named
            if name in holder or not name.strip():
                raise _NotPlain
            expected = VALUE
        elif expected == VALUE and (quoted or plain or mark in OPENED) and not other:
            found: Any = OPENED[mark]() if mark else _unquoted(quoted) if quoted else _or_none(plain.rstrip(" "))
            if in_list:
                holder.append(found)
            else:
                holder[name] = found
            expected = AFTER
            if mark:
                if len(holders) > DEEPEST:
                    raise _NotPlain
                holders.append(found)
                holder = found
                expected = VALUE if mark == "[" else NAMED
        else:
            raise _NotPlain
    if expected != AFTER or holder is not around or len(holders) > 1:
        raise _NotPlain
    return around[0]


def _or_none(plain: str) -> str | None:
    return None if plain in NULLS else plain
