"""Files made wrong on purpose: right ones with values, keys, lines and bytes changed in ways that hypothesis picks.

A change is plain data: what is done, where (a number that is taken modulo the places there are) and what is put there.
So hypothesis can make a failing file smaller, and `corpus/` keeps those that once failed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

#: How many files of a kind: a few of the same ones each time, or with FUZZ=10000 that many new ones.
MANY = int(os.environ.get("FUZZ", "0"))
FUZZ = settings(
    max_examples=MANY or 6,
    derandomize=not MANY,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)

#: What a value is replaced with: words of YAML, of the models and of Python, numbers and days at their ends.
ODD = (
    "",
    " ",
    "~",
    "null",
    "no",
    "yes",
    "-",
    ".",
    "..",
    "/",
    "../../x",
    "0",
    "-1",
    "00",
    "1.5",
    "1e999",
    "-0",
    "NaN",
    ".inf",
    "²",
    "٣",
    "12",
    "999999",
    "1000000",
    "99999999999999999999",
    "2026-02-30",
    "2026-13-01",
    "0001-01-01",
    "9999-12-31",
    "1990-01-01",
    "2100-12-31",
    "2024-02-29",
    "2026-11-22",
    "2027-01-01",
    "24:00",
    "00:00",
    "23:59",
    "9:5",
    "a",
    "A" * 301,
    "a" * 8_001,
    "x y" * 200,
    "é",
    "İ",
    "ß",
    "ﬃ",
    "🙂",
    "\u200f",
    "\u2028",
    "\ue000",
    "\ue000title\ue001",
    "\0",
    "\x1b[31m",
    "\t",
    "a\nb",
    "a\n\n- b\n- c",
    "|",
    ">",
    "&a",
    "*a",
    "!a",
    "@a",
    "%a",
    "`a`",
    "'",
    '"',
    "{",
    "[",
    "]",
    "}",
    "#",
    ": ",
    "a: b",
    "? a",
    "---",
    "...",
    "<<",
    "=",
    "True",
    "__class__",
    "model_fields",
    "{0}",
    "%s",
    "{{ x }}",
    "<b>",
    "&amp;",
    "main",
    "derby",
    "align",
    "final",
    "draft",
    "listed",
    "closed",
    "withdrawn",
    "suspended",
    "registered",
    "unregistered",
    "fully",
    "met",
    "green",
    "1a",
    "1b",
    "1",
    "2",
    "3",
    "visit",
    "full-time",
    "KS3",
    "Mon",
    "DE1 2FS",
    "01632 960123",
    "a@b.example",
    "https://a.example",
    "http://[",
    "https://a.example:99999999/",
    "123456",
    "830/1102",
)
SCALARS = st.one_of(st.sampled_from(ODD), st.text(max_size=12), st.integers(-3, 40).map(str), st.none())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(ODD), inner, max_size=3)),
    max_leaves=5,
)
OPERATIONS = ("replace", "delete", "rename", "twice", "swap", "add", "wrap", "empty", "many")
CHANGES = st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 10**6), VALUES), min_size=1, max_size=6)
CUTS = ("cut", "twice", "insert", "byte", "indent", "end", "crlf", "swap")
#: What is put between the characters of a text.
PIECES = (
    b"\t",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"- ",
    b"  ",
    b": ",
    b"? ",
    b"[",
    b"{",
    b"]",
    b"}",
    b"&a ",
    b"*a",
    b"!!x ",
    b"|",
    b">",
    b"'",
    b'"',
    b"#",
    b"---\n",
    b"...\n",
    b"<<: ",
    b"<<<<<<< a\n",
    b"=======\n",
    b"\xe2\x80\xa8",
    b"%YAML 9\n",
    b"\xc3",
    b"\x1b",
    b"[" * 200,
    b"- " * 200,
    b"a: {" * 50,
    b" " * 400,
    b"x" * 9_000,
    b"\\",
    b"\\x",
    b"\\u",
    b"@",
    b"`",
    b"\n",
    b"\n\n\n",
)
TEXT_CHANGES = st.lists(
    st.tuples(st.sampled_from(CUTS), st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(PIECES)),
    min_size=1,
    max_size=5,
)


def changed(data: Any, changes: list[tuple[str, int, Any]]) -> Any:
    """A copy of a file's data with changes made in it one after another."""
    data = deepcopy(data)
    for operation, where, value in changes:
        places = list(_places(data))
        if not places:
            return value
        holder, key = places[where % len(places)]
        old = holder[key]
        if operation == "replace":
            holder[key] = value
        elif operation == "delete":
            del holder[key]
        elif operation == "rename" and isinstance(holder, dict):
            holder[value if isinstance(value, str) else "x"] = holder.pop(key)
        elif operation == "twice" and isinstance(holder, list):
            holder.append(old)
        elif operation == "swap":
            other, place = places[(where * 7 + 3) % len(places)]
            if not _within(old, other):
                holder[key], other[place] = other[place], old
                if _circular(data):
                    holder[key], other[place] = old, holder[key]
        elif operation == "add" and isinstance(holder, dict):
            holder[f"x{where % 7}"] = value
        elif operation == "wrap":
            holder[key] = [old] if where % 2 else {"a": old}
        elif operation == "empty":
            holder[key] = [None, "", [], {}][where % 4]
        elif operation == "many":
            holder[key] = [old] * (where % 60)
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in some data: what holds it, and by which key or position."""
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield data, key
        yield from _places(data[key])


def _within(outer: Any, inner: Any) -> bool:
    return outer is inner or any(_within(holder[key], inner) for holder, key in _places_flat(outer))


def _places_flat(data: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    yield from ((data, key) for key in keys)


def _circular(data: Any, above: tuple[int, ...] = ()) -> bool:
    if id(data) in above:
        return True
    return any(_circular(holder[key], (*above, id(data))) for holder, key in _places_flat(data))


class _Whole(yaml.CSafeDumper):
    """Writes everything where it stands, and nothing as an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dumped(data: Any) -> bytes:
    """Data as YAML, in blocks; characters that UTF-8 cannot have are left out."""
    return yaml.dump(data, Dumper=_Whole, allow_unicode=True, sort_keys=False).encode("utf-8", "ignore")


def cut_up(text: bytes, changes: list[tuple[str, int, int, bytes]]) -> bytes:
    """A file's bytes with changes made in them one after another."""
    for operation, where, more, piece in changes:
        at = where % (len(text) + 1)
        to = min(at + more % 80, len(text))
        lines = text.split(b"\n")
        line = where % len(lines)
        if operation == "cut":
            text = text[:at] + text[to:]
        elif operation == "twice":
            text = text[:to] + text[at:]
        elif operation == "insert":
            text = text[:at] + piece + text[at:]
        elif operation == "byte":
            text = text[:at] + bytes([more % 256]) + text[at + 1 :]
        elif operation == "indent":
            lines[line] = b" " * (more % 9) + lines[line].lstrip()
            text = b"\n".join(lines)
        elif operation == "end":
            text = text[:at]
        elif operation == "crlf":
            text = text.replace(b"\n", b"\r\n" if more % 2 else b"\r")
        elif operation == "swap":
            other = more % len(lines)
            lines[line], lines[other] = lines[other], lines[line]
            text = b"\n".join(lines)
    return text
