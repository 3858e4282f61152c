"""Values as YAML text in the style of these records: plain where nothing could misread it, short things on one line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

#: Text that needs no quotes.
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ()/.'’&-]*\Z")
#: Days, numbers, yes and no: the model gives every field its type, so these need no quotes.
SIMPLE = re.compile(r"\d{4}-\d\d-\d\d\Z|0\Z|[1-9]\d{0,5}\Z|\d{1,6}\.\d*[1-9]\Z|yes\Z|no\Z")
#: Words that a reader of YAML could take for something else than text.
RESERVED = frozenset(("yes", "no", "true", "false", "null", "on", "off", "y", "n"))
#: Columns beyond which a value is broken into lines.
WIDTH = 110

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(value: str) -> str:
    """Text as a YAML value: plain where nothing could misread it, in double quotes otherwise."""
    if SIMPLE.match(value):
        return value
    if PLAIN.match(value) and value.lower() not in RESERVED and not value.endswith((" ", ":")):
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """Text in double quotes."""
    return '"' + re.sub(r'[\\"\n\t]', lambda match: _ESCAPES[match[0]], value) + '"'


def key(name: str) -> str:
    """The name of a field or of what a record names itself, such as a requirement's number."""
    return name if re.match(r"[A-Za-z_][A-Za-z0-9_-]*\Z", name) and name.lower() not in RESERVED else quoted(name)


def flow(value: Any) -> str:
    """A value on one line, with brackets round lists and braces round fields."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(name)}: {flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return "" if value is None else scalar(str(value))


def lines(name: str, value: Any, indent: int) -> Iterator[str]:
    """A field with its value as lines: on one where it fits, with its parts below it where not."""
    start = f"{' ' * indent}{key(name)}:"
    inner = " " * (indent + 2)
    one_line = f"{start} {flow(value)}".rstrip()
    if isinstance(value, str) and "\n" in value:
        yield f"{start} |" if value.endswith("\n") else f"{start} |-"
        yield from (f"{inner}{line}".rstrip() for line in value.removesuffix("\n").split("\n"))
    elif isinstance(value, str) and len(one_line) > WIDTH and value == " ".join(value.split()):
        yield f"{start} >-"
        yield from (inner + line for line in filled(value, WIDTH - indent - 2))
    elif isinstance(value, str) or not value or (len(one_line) <= WIDTH and not _has_lines(value)):
        yield one_line
    elif isinstance(value, Mapping):
        yield start
        for inside, item in value.items():
            yield from lines(inside, item, indent + 2)
    elif not any(isinstance(item, Mapping | list | tuple) for item in value):
        yield one_line
    else:
        yield start
        for item in value:
            yield from item_lines(item, indent + 2)


def item_lines(value: Any, indent: int, *, block: bool = False) -> Iterator[str]:
    """An item of a list as lines; ``block``: its fields on lines of their own, as those of the other items are."""
    one_line = f"{' ' * indent}- {flow(value)}"
    if not isinstance(value, Mapping) or not value or (len(one_line) <= WIDTH and not block and not _has_lines(value)):
        yield one_line
        return
    below = [line for inside, item in value.items() for line in lines(inside, item, indent + 2)]
    yield f"{' ' * indent}- {below[0].lstrip()}"
    yield from below[1:]


def _has_lines(value: Any) -> bool:
    """Whether a text within a value has several lines."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return (isinstance(value, str) and "\n" in value) or any(_has_lines(item) for item in inner)


def filled(text: str, width: int) -> list[str]:
    """Text broken into lines at its spaces."""
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)
