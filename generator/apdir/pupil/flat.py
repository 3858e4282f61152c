"""A text as plain ASCII, so that one simple pattern finds what it looks for however it was written.

Invisible characters, Markdown marks and HTML tags inside a word are dropped; entities are decoded; long dashes, curly
quotes, unusual spaces and letters of other alphabets become their plain form. Each character knows its place in the
original text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from anyascii import anyascii

#: Anything but plain characters: the start of a comment, a tag, an entity, a mark, a character that is not
#: plain ASCII. Zeros count as one, however many: of these alone a file can have millions that take no room.
PIECE = re.compile(
    r"\x00+|[<&*`~\\\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\U0010ffff]"
    r"(?:(?<=<)(?:!--|/?[A-Za-z][^<>\n]{0,200}>)|(?<=&)(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});)?"
)
#: The bytes that are plain: a text of these alone need not be looked at sign by sign.
ITSELF = bytes(set(range(32, 127)) - set(b"<&*`~\\")) + b"\n\t\r"
#: Separators like a space: signs of YAML comments, quotations and file names.
SPACES = str.maketrans("_#>\t\r", "     ")
#: Characters that no eye sees although Unicode counts them as letters.
BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
MARKS = frozenset("*`~\\")


class Flat:
    """The plain form of a text: ``data``, in which every character is one byte."""

    __slots__ = ("_here", "_size", "_there", "data")

    def __init__(self, text: str) -> None:
        self._size = len(text)
        #: Where in the plain form, and where in the text, each part begins that has as many characters in both.
        self._here, self._there = [0], [0]
        if text.isascii() and not text.encode().translate(None, ITSELF):
            self.data = text.translate(SPACES).encode()
            return
        plain: list[str] = []
        length = done = 0
        for match in PIECE.finditer(text):
            start, end = match.span()
            part = _plain(match[0], text[max(start - 1, 0) : start] in ("", "\n", " ") and text[end : end + 1] == " ")
            plain += text[done:start], part
            length += start - done
            self._here += length, length + len(part)
            self._there += start, end
            length += len(part)
            done = end
        plain.append(text[done:])
        self.data = "".join(plain).translate(SPACES).encode("ascii")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the text that a part of the plain form was made from."""
        first, _ = self._piece(start)
        _, last = self._piece(end - 1)
        return first, last

    def _piece(self, at: int) -> tuple[int, int]:
        """Return where the piece of text begins and ends that a character of the plain form was made from."""
        part = bisect_right(self._here, at) - 1
        if part % 2:  # it stands in place of what was rewritten
            return self._there[part], self._there[part + 1]
        place = self._there[part] + at - self._here[part]
        return place, place + 1


def _plain(piece: str, alone: bool) -> str:
    """Return what a piece of text is in plain ASCII; ``alone``: it has spaces on both sides."""
    if piece in MARKS:
        # Such a mark is a bullet: what follows it is a new item, not the next word.
        return ";" if piece == "*" and alone else ""
    if len(piece) == 1:
        return piece if piece in "<&" else _character(piece)
    if piece[0] == "\0":
        return ""
    if piece[0] == "&":
        decoded = html.unescape(piece)
        return piece if decoded == piece else "".join(map(_character, decoded))
    return " " if piece == "<!--" else ""


@lru_cache(4096)
def _character(sign: str) -> str:
    """Return a character in ASCII, nothing where it is not seen."""
    if sign in "\n\t\r" or " " <= sign <= "~":
        return sign
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf", "Cs", "Mn", "Me") or sign in BLANK_LETTERS:
        return ""
    if kind[0] == "Z":
        return " "
    if kind == "Pd" or sign == "\u2212":
        return "-"
    if kind in ("Pi", "Pf"):
        return "'" if sign in "\u2018\u2019\u201a\u201b\u2039\u203a" else '"'
    return anyascii(unicodedata.normalize("NFKC", sign)).replace("*", ";") or "?"
