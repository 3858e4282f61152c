"""PyYAML's composer without its guesses, and what is looked for in a text before it composes one."""

from __future__ import annotations

import re
from typing import Any

import yaml

#: Line and column of a place in a text, both from 0.
Place = tuple[int, int]
#: The tag of every value: none is worked out from what is written.
TAG = "tag:yaml.org,2002:str"
#: Only a text with one of these, behind nothing else, is searched for anchors, aliases and tags.
MARKED = re.compile(r"[&*!](?<![^\s\[{,].)")
#: Only a text with one of these has its depth counted: many dashes or question marks in a row, or a wide indent.
#: Each pattern begins with its character, which is found fastest.
DEEP = (re.compile(r"-(?: +[-?]){7}"), re.compile(r"\?(?: +[-?]){7}"), re.compile(r"\n {20}"))
BRACKETS = re.compile(r"[\[\]{}]")
#: Separators of values.
PARTING = ("\n", ",", ":", "[", "{", "?")
#: So many opening brackets cannot run out of stack, whatever quotes are between them.
FEW_BRACKETS = 100


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """PyYAML's loader without its guesses at types: no tag is worked out for any value."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The same tag for every value."""
        return TAG

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing: no tag depends on a value's place."""

    def ascend_resolver(self) -> None:
        """Nothing: no tag depends on a value's place."""


def place(mark: Any) -> Place:
    """The place of a parser's mark; the start of the text for one that it left out."""
    return (mark.line, mark.column) if mark is not None else (0, 0)


def tabs(text: str) -> list[Place]:
    """The first tab of each line that is indented with one."""
    lines = enumerate(text.split("\n")) if "\t" in text else ()
    return [
        (number, line.index("\t")) for number, line in lines if "\t" in line and not line[: line.index("\t")].strip()
    ]


def first_marked(text: str) -> tuple[Place, str] | None:
    """The first anchor, alias or tag, and its character; None where there is none.

    Looked for before composing, because composing is what a bomb of aliases blows up.
    """
    if not MARKED.search(text):
        return None
    scanner = Loader(text)
    kinds = {yaml.AnchorToken: "&", yaml.AliasToken: "*", yaml.TagToken: "!"}
    try:
        while scanner.check_token():
            token = scanner.get_token()
            if type(token) in kinds:
                return place(token.start_mark), kinds[type(token)]
    except yaml.YAMLError:
        return None
    finally:
        scanner.dispose()
    return None


def too_many(text: str, limit: int) -> Place | None:
    """Return where a text has passed ``limit`` values, None where it does not.

    Looked for before composing, which takes a kilobyte for each. Only a text with so many signs that can part values
    is parsed to be sure.
    """
    if sum(map(text.count, PARTING)) <= limit:
        return None
    parser = Loader(text)
    left = 2 * limit + 2  # each value may have a name, which is an event too
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.NodeEvent):
                left -= 1
                if left < 0:
                    return place(event.start_mark)
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()
    return None


def too_deep(text: str, limit: int) -> Place | None:
    """Return where nesting passes ``limit``, or None.

    Looked for before composing, which recurses for each level and would run out of stack. Only what may be deep is
    parsed to be sure: brackets in quotes are not told apart here.
    """
    depth = most = opened = 0
    for bracket in BRACKETS.findall(text):
        if bracket in "[{":
            opened += 1
            depth += 1
            most = max(most, depth)
        else:
            depth = max(depth - 1, 0)
    if most <= limit and opened <= FEW_BRACKETS and not any(deep.search(text) for deep in DEEP):
        return None
    parser = Loader(text)
    level = 0
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
                if level > limit:
                    return place(event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()
    return None


def last_token_before(text: str, end: Place) -> Any:
    """The last token that begins before a place, None where there is none; for saying what went wrong there."""
    scanner = Loader(text)
    last = None
    try:
        while scanner.check_token():
            token = scanner.get_token()
            if place(token.start_mark) >= end:
                break
            if not isinstance(token, yaml.StreamStartToken | yaml.BlockMappingStartToken | yaml.BlockEndToken):
                last = token
    except yaml.YAMLError:
        pass
    finally:
        scanner.dispose()
    return last
