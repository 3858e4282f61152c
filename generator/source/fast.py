"""The same data as `document` reads, four times as fast, for plain texts; no positions.

rapidyaml parses, its JSON is read back with every number as the text that was written. Whatever could be read in two
ways (anchors, tags, several documents, an odd key …) is left to PyYAML: the answer is then None. A test
holds both to the same data on every record.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

import ryml

#: What is left to the slower reader: anchors, aliases, tags and complex keys stand at the start of a value; a pattern
#: begins with the character itself, which is found fastest, and then looks back.
ODD = (
    ("&", re.compile(r"&(?<![^\s\[{,:-]&)[^\s&]")),
    ("*", re.compile(r"\*(?<![^\s\[{,:-]\*)\S")),
    ("!", re.compile(r"!(?<![^\s\[{,:-]!)")),
    ("?", re.compile(r"\?(?<![^\s\[{,-]\?)(?:\s|$)")),
    (" #", re.compile(r" #[^\s#]")),
)
#: Documents, directives, tabs, and escapes, which may stand for characters that no record may hold.
ODD_PIECES = ("\n---", "\n...", "\n%", "\t", "\\")
BOOLEANS = (("true", re.compile(r"true\b")), ("false", re.compile(r"false\b")))


class _TwiceNamed(ValueError):
    """A key stands twice in one mapping."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise _TwiceNamed
    for key, value in pairs:
        if value is True or value is False:
            data[key] = "true" if value else "false"
    return data


_JSON = json.JSONDecoder(object_pairs_hook=_mapping, parse_int=str, parse_float=str, parse_constant=str)


def read_plain(text: str) -> dict[str, Any] | None:
    """A text's fields as mappings, lists, text and None; None where the slower reader must look at it."""
    if text.startswith(("---", "...", "%")) or any(piece in text for piece in ODD_PIECES):
        return None
    if any(piece in text and odd.search(text) for piece, odd in ODD) or _boolean_in_a_list(text):
        return None
    try:
        with _silence():
            tree = ryml.parse_in_arena(text.encode())
            written = ryml.emit_json(tree, tree.root_id())
        data = _JSON.decode(written)
    except (ryml.ExceptionBasic, ryml.ExceptionParse, ryml.ExceptionVisit, ValueError, TypeError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _boolean_in_a_list(text: str) -> bool:
    """Whether plain true or false may be an item of a list: JSON would not say how it was written."""
    for word, boolean in BOOLEANS:
        if word in text:
            for match in boolean.finditer(text):
                before = text[max(0, match.start() - 80) : match.start()].rstrip()
                if not before or before[-1] in "[,-":
                    return True
    return False


class _silence:
    """The parser prints its errors to the process's own error stream before it raises: send that nowhere."""

    nowhere: int | None = None
    ours: int | None = None

    def __enter__(self) -> None:
        if _silence.nowhere is None:
            _silence.nowhere = os.open(os.devnull, os.O_WRONLY)
            _silence.ours = os.dup(2)
        sys.stderr.flush()
        os.dup2(_silence.nowhere, 2)

    def __exit__(self, *_: object) -> None:
        if _silence.ours is not None:
            os.dup2(_silence.ours, 2)
