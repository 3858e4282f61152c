"""YAML and front matter as plain data with positions.

Every scalar stays the text that was written: `no`, `01332` and `4.10` mean what the model says, never what YAML
would guess. PyYAML's composer gives nodes with their marks; nothing of its type resolution is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.problems import Problem
from generator.source.fast import read_plain
from generator.source.files import Limits

#: Keys and list positions from the top of a document to one value.
FieldPath = tuple[str | int, ...]


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """PyYAML's loader without its guesses at types: no tag is worked out for any value."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The same tag for every value."""
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing: no tag depends on a value's place."""

    def ascend_resolver(self) -> None:
        """Nothing: no tag depends on a value's place."""


NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Document:
    """One file as data: mappings, lists, text and None, with the Markdown below its front matter.

    ``offset`` is the number of lines before the YAML, ``body_line`` the line on which the Markdown starts.
    """

    file: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 0
    _node: yaml.Node | None = field(default=None, repr=False)
    _offset: int = 0

    def position(self, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at ``path`` (of its key where ``key``), or of the nearest parent there is."""
        node = self._node
        if node is None:
            return 1, 1
        mark = node.start_mark
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = next(((name, value) for name, value in node.value if name.value == str(step)), None)
                if pair is None:
                    break
                node = pair[1]
                mark = pair[0].start_mark if key or _is_block(node) else node.start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
            else:
                break
        return mark.line + 1 + self._offset, mark.column + 1

    def problem(self, path: FieldPath, message: str, hint: str, kind: str, *, key: bool = False) -> Problem:
        """A problem at the place of ``path``."""
        line, column = self.position(path, key=key)
        return Problem(self.file, line, column, dotted(path), message, hint, kind)


def dotted(path: FieldPath) -> str:
    """A path as a person reads it: ``offer.lengths[1].mode``, with list items counted from 1."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step}" if text else str(step)
    return text


def read_document(
    file: str, text: str, limits: Limits, *, markdown: bool, quickly: bool = False
) -> tuple[Document | None, list[Problem]]:
    """A file's text as a document, with every problem of its form; None where there is no data to go on with.

    ``quickly``: where the text is plain, the document knows no positions; a reader that finds a problem reads again.
    """
    compose = _read_quickly if quickly else _compose
    if not markdown:
        return compose(file, text, limits, body="", body_line=0, offset=0)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [
            Problem(
                file,
                1,
                1,
                "",
                "The record does not start with front matter.",
                "Begin the file with a line `---`, then the fields, then another line `---`, then the description.",
                "front matter",
            )
        ]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return None, [
            Problem(
                file,
                1,
                1,
                "",
                "The front matter is not closed.",
                "Put a line `---` after the last field, before the description.",
                "front matter",
            )
        ]
    body = "\n".join(lines[end + 1 :])
    return compose(file, "\n".join(lines[1:end]) + "\n", limits, body=body, body_line=end + 2, offset=1)


def _read_quickly(
    file: str, text: str, limits: Limits, *, body: str, body_line: int, offset: int
) -> tuple[Document | None, list[Problem]]:
    data = read_plain(text) if _too_deep(text, limits.depth) is None else None
    if data is None:
        return _compose(file, text, limits, body=body, body_line=body_line, offset=offset)
    return Document(file, data, body, body_line, None, offset), []


def _compose(
    file: str, text: str, limits: Limits, *, body: str, body_line: int, offset: int
) -> tuple[Document | None, list[Problem]]:
    tabs = [
        Problem(
            file,
            number + offset,
            line.index("\t") + 1,
            "",
            "This line is indented with a tab.",
            "Indent with spaces, two for each step.",
            "tab",
        )
        for number, line in enumerate(text.split("\n"), 1)
        if "\t" in line and not line[: line.index("\t")].strip()
    ]
    if tabs:
        return None, tabs
    loader = Loader(text)
    try:
        if deep := _too_deep(text, limits.depth):
            return None, [
                Problem(
                    file,
                    deep[0] + 1 + offset,
                    deep[1] + 1,
                    "",
                    f"Lists and fields are nested more than {limits.depth} deep here.",
                    "A record needs five or six levels: close the brackets, or check the indentation.",
                    "huge file",
                )
            ]
        if alias := _first_alias(text):
            return None, [
                Problem(
                    file,
                    alias[0] + 1 + offset,
                    alias[1] + 1,
                    "",
                    "An anchor or alias (`&name`, `*name`) is used here.",
                    "Write the value out, or put it in quotes if it is meant as text.",
                    "alias",
                )
            ]
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1 + offset, mark.column + 1) if mark else (1, 1)
        message, hint = _in_words(error)
        return None, [Problem(file, line, column, "", message, hint, "YAML")]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [Problem(file, 1 + offset, 1, "", "This is not readable YAML.", _plain(str(error)), "YAML")]
    finally:
        loader.dispose()
    if node is None:
        return None, [
            Problem(file, 1 + offset, 1, "", "There are no fields here.", "Fill in the record.", "empty file")
        ]
    if not isinstance(node, yaml.MappingNode):
        return None, [
            Problem(
                file,
                node.start_mark.line + 1 + offset,
                node.start_mark.column + 1,
                "",
                "The record is not a list of fields.",
                "Write each field as `name: value` on a line of its own.",
                "YAML",
            )
        ]
    reader = _Reader(file, offset, limits)
    data = reader.mapping(node, (), 0)
    return Document(file, data, body, body_line, node, offset), reader.problems


def _first_alias(text: str) -> tuple[int, int] | None:
    """Line and column (from 0) of the first anchor or alias, None where there is none.

    Looked for before composing, because composing is what a bomb of aliases blows up; and only in a text that has
    one of the two characters at all, because most have none.
    """
    if "&" not in text and "*" not in text:
        return None
    scanner = Loader(text)
    try:
        while scanner.check_token():
            token = scanner.get_token()
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                return token.start_mark.line, token.start_mark.column
    except yaml.YAMLError:
        return None
    finally:
        scanner.dispose()
    return None


#: What a text must show before its depth is worth counting: many dashes or question marks in a row.
DEEP_LIST = re.compile(r"-(?: +-){7}")
DEEP_KEY = re.compile(r"\?(?: +\?){7}")
DEEP_INDENT = " " * 60
BRACKETS = re.compile(r"[\[\]{}]")


def _too_deep(text: str, limit: int) -> tuple[int, int] | None:
    """Line and column (from 0) at which nesting passes ``limit``, None where it does not.

    Looked for before composing, which recurses for each level and would run out of stack. Counting brackets as
    characters is cheap and never too low for flow collections; only what looks deep is parsed to be sure.
    """
    depth = most = 0
    for bracket in BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        most = max(most, depth)
    if most <= limit and DEEP_INDENT not in text and not DEEP_LIST.search(text) and not DEEP_KEY.search(text):
        return None
    parser = Loader(text)
    level = 0
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
                if level > limit:
                    return event.start_mark.line, event.start_mark.column
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()
    return None


class _Reader:
    """Nodes to plain data, gathering problems on the way."""

    def __init__(self, file: str, offset: int, limits: Limits) -> None:
        self.file = file
        self.offset = offset
        self.limits = limits
        self.problems: list[Problem] = []
        self.nodes = 0

    def mapping(self, node: yaml.MappingNode, path: FieldPath, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(key_node, path, "A key must be plain text.", "Put quotes round a key with brackets.", "key")
                continue
            key = key_node.value
            if key in data:
                self._add(
                    key_node,
                    (*path, key),
                    f"`{key}` is given twice; it stands already on line {first[key]}.",
                    "Keep one of the two.",
                    "duplicate key",
                )
                continue
            first[key] = key_node.start_mark.line + 1 + self.offset
            data[key] = self.value(value_node, (*path, key), depth + 1)
        return data

    def value(self, node: yaml.Node, path: FieldPath, depth: int) -> Any:
        self.nodes += 1
        if depth > self.limits.depth or self.nodes > self.limits.nodes:
            if not any(problem.kind == "huge file" for problem in self.problems):
                self._add(
                    node, path, "This record is nested too deeply or has too many values.", "Split it.", "huge file"
                )
            return None
        if type(node) is yaml.ScalarNode:
            if not node.style and node.value in NULLS:
                return None
            return node.value
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        return [self.value(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]

    def _add(self, node: yaml.Node, path: FieldPath, message: str, hint: str, kind: str) -> None:
        mark = node.start_mark
        self.problems.append(
            Problem(self.file, mark.line + 1 + self.offset, mark.column + 1, dotted(path), message, hint, kind)
        )


def _is_block(node: yaml.Node) -> bool:
    """Whether a value starts below its key, so that the key is the better place to point at."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


#: What the parser says, beside what an officer can do about it.
PHRASES = (
    ("mapping values are not allowed", "There is a second colon in this value.", "Put the whole value in quotes."),
    ("could not find expected ':'", "This line is not `name: value`.", "Put a colon and a space after the field's name."),
    ("found character that cannot start any token", "A value starts with a character that YAML keeps for itself.", "Put the value in quotes."),
    ("did not find expected ',' or '}'", "A `{` is not closed, or a comma is missing before here.", "Close it with `}`; put values that hold commas or colons in quotes."),
    ("did not find expected ',' or ']'", "A `[` is not closed, or a comma is missing before here.", "Close it with `]`; put values that hold commas in quotes."),
    ("found unexpected end of stream", "A quotation mark is opened and not closed.", "Close the quotes."),
    ("did not find expected key", "This line does not fit the lines above it.", "Check its indentation, and put values with quotation marks in quotes."),
    ("did not find expected '-' indicator", "This line stands among list items without being one.", "Start it with `- `, or check its indentation."),
    ("block sequence entries are not allowed", "A list starts on the same line as its field's name.", "Start the list on the next line."),
    ("expected a single document", "There are several documents in this file.", "Keep one: delete the line `---` in the middle."),
    ("found undefined tag", "There is a tag (`!name`) here.", "Put the value in quotes."),
)  # fmt: skip


def _in_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    said = f"{error.context or ''} {error.problem or ''}"
    for phrase, message, hint in PHRASES:
        if phrase in said:
            return message, hint
    return "This is not readable YAML.", _plain(error.problem or "")


def _plain(said: str) -> str:
    return f"The reader says: {said.splitlines()[0]}." if said else "Compare it with the line above."
