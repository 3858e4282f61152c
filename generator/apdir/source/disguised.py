"""Text hidden from the eye and readable by programs: base64, percent signs, escapes, quoted-printable."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from apdir.pupil import Found, findings
from apdir.source.readable import holds_files, read

#: One character written as its number, or a break that the reader of the text takes away.
ESCAPE = re.compile(
    r"\\x(?P<x>[0-9A-Fa-f]{2})|\\u\{?(?P<u>[0-9A-Fa-f]{4,6})\}?|\\U(?P<U>[0-9A-Fa-f]{8})|%(?P<p>[0-9A-Fa-f]{2})"
    r"|=(?P<q>[0-9A-F]{2})|\\\n[ \t]*|=\n"
)
#: Base64: a run that is no word, and the short end of one that fills several lines.
RUN = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
END = re.compile(r"\s{1,8}([A-Za-z0-9+/_-]{1,15}={0,2})(?=[\s\"')>]|\Z)")
URL_LETTERS = str.maketrans("-_", "+/")
#: Longer ones are read from their first character alone.
MOST_TRIED = 4_000
LETTERS = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F)))
#: Documents and archives inside a text are not looked into.
HIDDEN_FILE = "a file hidden in a text"
HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){10,}\Z")


def disguised(text: str, depth: int = 0) -> Iterator[Found]:
    """Yield what looks like pupil data in a text once it is decoded, with the place of what was decoded."""
    yield from _escaped(text)
    for start, end in _runs(text):
        for content in _decoded(re.sub(r"\s", "", text[start:end])):
            if holds_files(content):
                kinds = [HIDDEN_FILE]
            else:
                parts = read(content, within=True).texts
                kinds = [row.kind for part in parts for row in (*findings(part), *_deeper(part, depth))]
            if kinds:
                yield Found(kinds[0], start, end)
                break


def _deeper(text: str, depth: int) -> Iterator[Found]:
    return disguised(text, depth + 1) if depth < 2 else iter(())


def _escaped(text: str) -> Iterator[Found]:
    if "\\" not in text and "%" not in text and "=" not in text:
        return
    here, there = [0], [0]
    parts: list[str] = []
    length = done = 0
    for match in ESCAPE.finditer(text):
        number = match["x"] or match["u"] or match["U"] or match["p"] or match["q"]
        value = int(number, 16) if number else 0
        sign = chr(value) if 0x20 <= value < 0x110000 and not 0xD800 <= value < 0xE000 else " " if number else ""
        parts += text[done : match.start()], sign
        length += match.start() - done + len(sign)
        done = match.end()
        here.append(length)
        there.append(done)
    if not done:
        return
    plain = "".join((*parts, text[done:]))
    known = _Known(text)

    def place(at: int) -> int:
        part = bisect_right(here, at) - 1
        return min(there[part] + at - here[part], len(text) - 1)

    for kind, start, end in findings(plain):
        first, last = place(start), place(end - 1) + 1
        if not known.holds(kind, first, last):
            yield Found(kind, first, max(last, first + 1))


class _Known:
    """Findings in the text as written, by kind: where each begins, and the furthest end so far."""

    def __init__(self, text: str) -> None:
        self._places: dict[str, tuple[list[int], list[int]]] = {}
        for kind, start, end in sorted(findings(text)):
            starts, ends = self._places.setdefault(kind, ([], []))
            starts.append(start)
            ends.append(max(end, ends[-1]) if ends else end)

    def holds(self, kind: str, first: int, last: int) -> bool:
        """Return whether something of a kind has a character of a place."""
        starts, ends = self._places.get(kind, ([], []))
        before = bisect_left(starts, last)
        return before > 0 and ends[before - 1] > first


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield possible base64: runs of its characters, several lines of them as one."""
    start = end = -1
    for match in RUN.finditer(text):
        if start >= 0 and match.start() - end <= 40 and not text[end : match.start()].strip("\r\n\t \"'+>#,"):
            end = match.end()
            continue
        if start >= 0:
            yield start, _tail(text, end)
        start, end = match.span()
    if start >= 0:
        yield start, _tail(text, end)


def _tail(text: str, end: int) -> int:
    tail = END.match(text, end)
    return tail.end(1) if tail is not None else end


@lru_cache(maxsize=4_096)  # most runs are names of fields, which recur in every record
def _decoded(letters: str) -> tuple[bytes, ...]:
    """Return what a run of base64 or hexadecimal digits may decode to, where a person could read it."""
    return tuple(_tried(letters))


def _tried(letters: str) -> Iterator[bytes]:
    letters = re.sub(r"[^A-Za-z0-9+/=_-]", "", letters).rstrip("=").translate(URL_LETTERS)
    if HEX.match(letters):
        content = bytes.fromhex(letters)
        if _is_readable(content):
            yield content
        return
    for skip in range(4 if len(letters) <= MOST_TRIED else 1):
        part = letters[skip:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        try:
            content = base64.b64decode(part + "=" * (-len(part) % 4))
        except (binascii.Error, ValueError):
            continue
        if content.startswith((b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")) or _is_readable(content):
            yield content


def _is_readable(content: bytes) -> bool:
    """Whether decoded bytes can be a text: most are letters, or every other one is a zero as in UTF-16."""
    other = len(content.translate(None, LETTERS))
    return other <= len(content) * 0.3 or content.count(0) >= len(content) * 0.4
