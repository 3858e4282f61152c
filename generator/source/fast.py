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

#: What is left to the slower reader, each beside a piece of text without which it cannot stand there: anchors, aliases,
#: tags, complex keys, directives, documents, true or false in a list, tabs.
ODD = (
    ("&", re.compile(r"(?:^|[\s\[{,])&[^\s&]", re.MULTILINE)),
    ("*", re.compile(r"(?:^|[\s\[{,])\*\S", re.MULTILINE)),
    ("!", re.compile(r"(?:^|[\s\[{,])!", re.MULTILINE)),
    ("?", re.compile(r"(?:^|[\s\[{,-])\?(?:\s|$)", re.MULTILINE)),
    ("%", re.compile(r"^%", re.MULTILINE)),
    ("---", re.compile(r"^---", re.MULTILINE)),
    ("...", re.compile(r"^\.\.\.", re.MULTILINE)),
    ("true", re.compile(r"(?:[\[,]|^\s*-)\s*true\b", re.MULTILINE)),
    ("false", re.compile(r"(?:[\[,]|^\s*-)\s*false\b", re.MULTILINE)),
    ("\t", re.compile(r"\t")),
)


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
    if any(piece in text and odd.search(text) for piece, odd in ODD):
        return None
    try:
        with _silence():
            tree = ryml.parse_in_arena(text.encode())
            written = ryml.emit_json(tree, tree.root_id())
        data = _JSON.decode(written)
    except (ryml.ExceptionBasic, ryml.ExceptionParse, ryml.ExceptionVisit, ValueError, TypeError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


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
