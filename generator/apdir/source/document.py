"""YAML and front matter as plain data with positions.

Every scalar stays the text that was written: `no`, `01332` and `4.10` mean what the model says, never what YAML
would guess. PyYAML's composer gives nodes with their marks; nothing of its type resolution is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from apdir.problems import Problem, first_of, shown
from apdir.source import loader
from apdir.source.faults import BREAK, fault_of
from apdir.source.files import CONTROL, Limits

#: Keys and list positions from the top of a document to one value.
FieldPath = tuple[str | int, ...]
#: Makes a problem of a place in the text (from 0), a message, a hint, a kind and, where there is one, a field.
Tell = Callable[..., Problem]

#: Remedy where a comma within braces splits a value.
COMMA = "Put the whole value in quotes; where it is a list, in square brackets."
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
#: A comment that was meant as text: no space after the number sign.
NO_COMMENT = re.compile(r" +#[^\s#]")

NO_FRONT_MATTER = (
    "The record does not start with front matter.",
    "Begin the file with a line `---`, then the fields, then another line `---`, then the description.",
)
OPEN_FRONT_MATTER = (
    "The line `---` between the fields and the description is missing.",
    "Put it back, above the first line of the description.",
)
#: A line that is none of the description's: blank, a field, an item, a comment, or a part of one of these.
OF_FIELDS = re.compile(r"\s|#|-\s|[A-Za-z_]+:(?:\s|\Z)|\Z")
#: Curly quotes, as Word types them.
OPENING, CLOSING = ("“", "„", "‘"), ("”", "“", "’")
#: Beside the character that marks it, what an officer did not mean to write.
MARKED = {
    "&": "An anchor (`&name`) is used here.",
    "*": "An alias (`*name`) is used here.",
    "!": "A tag (`!name`) is used here.",
}


@dataclass(frozen=True, eq=False)
class Document:
    """One file as data: mappings, lists, text and None, with the Markdown below its front matter.

    ``body_line`` is the line on which the Markdown starts.
    """

    file: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 0
    _node: yaml.Node | None = field(default=None, repr=False)
    _offset: int = 0
    _pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, repr=False, compare=False)

    def position(self, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at ``path`` (of its key where ``key``), or of the nearest parent there is."""
        node = self._node
        if node is None:
            return 1, 1
        mark = node.start_mark
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = self._pairs_of(node).get(str(step))
                if pair is None:
                    break
                node = pair[1]
                mark = pair[0].start_mark if key or _is_block(node) else node.start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
            else:
                break
        line, column = loader.place(mark)
        return line + 1 + self._offset, column + 1

    @cached_property
    def text(self) -> str:
        """Every name and value of the data, one below the other: a rule that finds nothing there need not go on."""
        found: list[str] = []
        ahead: list[Any] = [self.data]
        while ahead:
            value = ahead.pop()
            if isinstance(value, str):
                found.append(value)
            elif isinstance(value, dict):
                found += value
                ahead += value.values()
            elif isinstance(value, list):
                ahead += value
        return "\n".join(found)

    def problem(self, path: FieldPath, message: str, hint: str, kind: str, *, key: bool = False) -> Problem:
        """A problem at the place of ``path``."""
        line, column = self.position(path, key=key)
        return Problem(self.file, line, column, dotted(path), message, hint, kind)

    def field_at(self, line: int, column: int) -> str:
        """Return the field at a place of the file, as a person reads it; for a comment, the field before it."""
        if self.body_line and line >= self.body_line:
            return "description"
        place = line - 1 - self._offset, column - 1
        path: list[str | int] = []
        node = self._node
        while isinstance(node, yaml.MappingNode | yaml.SequenceNode):
            steps = (
                [(loader.place(key.start_mark), str(key.value), value) for key, value in node.value]
                if isinstance(node, yaml.MappingNode)
                else [(loader.place(item.start_mark), at, item) for at, item in enumerate(node.value)]
            )
            inside = [(name, value) for start, name, value in steps if start <= place]
            if not inside:
                break
            path.append(inside[-1][0])
            node = inside[-1][1]
        return dotted(tuple(path))

    def _pairs_of(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The first key and value of each name in a mapping."""
        if id(node) not in self._pairs:
            self._pairs[id(node)] = {str(key.value): (key, value) for key, value in reversed(node.value)}
        return self._pairs[id(node)]


def dotted(path: FieldPath) -> str:
    """A path as a person reads it: ``offer.lengths[1].mode``, with list items counted from 1."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step}" if text else str(step)
    return text


def read_document(file: str, text: str, limits: Limits, *, markdown: bool) -> tuple[Document | None, list[Problem]]:
    """A file's text as a document, with every problem of its form; None where there is no data to go on with."""
    if not markdown:
        return _compose(file, text, limits, body="", body_line=0, offset=0)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [Problem(file, 1, 1, "", *NO_FRONT_MATTER, "front matter")]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        after = next(
            (number for number, line in enumerate(lines) if number and not OF_FIELDS.match(line)), len(lines) - 1
        )
        return None, [Problem(file, after + 1, 1, "", *OPEN_FRONT_MATTER, "front matter")]
    body = "\n".join(lines[end + 1 :])
    return _compose(file, "\n".join(lines[1:end]) + "\n", limits, body=body, body_line=end + 2, offset=1)


def _compose(
    file: str, text: str, limits: Limits, *, body: str, body_line: int, offset: int
) -> tuple[Document | None, list[Problem]]:
    def tell(place: loader.Place, message: str, hint: str, kind: str, path: FieldPath = ()) -> Problem:
        return Problem(file, place[0] + 1 + offset, place[1] + 1, dotted(path), message, hint, kind)

    tabs = loader.tabs(text)
    if tabs:
        words = "This line is indented with a tab.", "Indent with spaces, two for each step.", "tab"
        return None, first_of(tabs, lambda tab: tell(tab, *words))
    node, problem = _node_of(text, limits, offset, tell)
    if node is None or problem is not None:
        return None, [problem or tell((0, 0), "There are no fields here.", "Fill in the record.", "empty file")]
    reader = _Reader(text, limits, tell, offset)
    data = reader.mapping(node, ())
    if reader.full:
        return None, [reader.full]
    return Document(file, data, body, body_line, node, offset), first_of(reader.faults, lambda fault: tell(*fault))


def _node_of(text: str, limits: Limits, offset: int, tell: Tell) -> tuple[yaml.MappingNode | None, Problem | None]:
    """The text composed, or the fault of form for which it cannot be; neither where nothing is written."""
    # First of all: other readers take quadratic time for nested brackets.
    if deep := loader.too_deep(text, limits.depth):
        message = f"Lists and fields are nested more than {limits.depth} deep here."
        hint = "A record needs five or six levels: close the brackets, or check the indentation."
        return None, tell(deep, message, hint, "huge file")
    if many := loader.too_many(text, limits.nodes):
        return None, tell(many, *_too_many(limits), "huge file")
    if marked := loader.first_marked(text):
        where, character = marked
        hint = "Put the value in quotes if it is meant as text; otherwise write it out."
        return None, tell(where, MARKED[character], hint, "alias")
    composer = loader.Loader(text)
    try:
        node = composer.get_single_node()
    except yaml.MarkedYAMLError as error:
        fault = fault_of(error, text, offset)
        return None, tell(fault.place, fault.message, fault.hint, "YAML")
    except (yaml.YAMLError, ValueError) as error:
        return None, tell((0, 0), "This is not readable YAML.", f"The reader says: {shown(str(error))}.", "YAML")
    finally:
        composer.dispose()
    if node is not None and not isinstance(node, yaml.MappingNode):
        message = "The record is not a list of fields."
        hint = "Write each field as `name: value` on a line of its own."
        return None, tell(loader.place(node.start_mark), message, hint, "YAML")
    return node, None


class _Reader:
    """Nodes to plain data, gathering problems on the way."""

    def __init__(self, text: str, limits: Limits, tell: Tell, offset: int) -> None:
        self.text = text
        self.commented = "#" in text
        self.limits = limits
        self.tell = tell
        self.offset = offset
        self.faults: list[tuple[loader.Place, str, str, str, FieldPath]] = []
        self.full: Problem | None = None
        self.nodes = 0

    @cached_property
    def lines(self) -> list[str]:
        """The text by its lines; a value that it breaks off ends on a line after the last."""
        return [*BREAK.split(self.text), ""]

    def mapping(self, node: yaml.MappingNode, path: FieldPath) -> dict[str, Any]:
        """The fields of a mapping; the first of those that are given twice."""
        data: dict[str, Any] = {}
        another = False
        before: yaml.Node = node
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(key_node, "A name must be plain text.", "Put quotes round a name with brackets.", "key", path)
            elif not key.strip():
                self._add(key_node, "A field has no name.", "Write each field as `name: value`.", "key", path)
            elif node.flow_style and self._has_no_colon(key_node, value_node):
                last = next(reversed(data), "")
                if str(data.get(last)).startswith(OPENING):
                    data[last] = self._joined(before, (*path, last), f"{data[last]}, {key}")
                    continue
                message = f"A comma splits this value: {shown(key)} is read as a field of its own."
                self._add(key_node, message, COMMA, "comma", path)
                if isinstance(data.get(last), str):  # what is wrong with the value is told of all of it
                    data[last] = f"{data[last]}, {key}"
            elif key in data:
                if another:  # the others are told by the first
                    continue
                first = next(loader.place(known.start_mark)[0] for known, _ in node.value if known.value == key)
                message = f"{shown(key)} is given twice; it stands already on line {first + 1 + self.offset}."
                another = bool(path) and isinstance(path[-1], int) and key == next(iter(data))
                hint = "Keep one of the two."
                if isinstance(value_node, yaml.MappingNode) and isinstance(data[key], dict):
                    hint = f"Move what stands below it here to the fields of line {first + 1 + self.offset}."
                if another:
                    hint = "If another item of the list begins here, write `- ` before it; if not, keep one of the two."
                self._add(key_node, message, hint, "duplicate key", (*path, key))
            else:
                before = value_node
                data[key] = self.value(value_node, (*path, key))
        return data

    def value(self, node: yaml.Node, path: FieldPath) -> Any:
        """The value of a node."""
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self.full = self.full or self.tell(
                loader.place(node.start_mark), *_too_many(self.limits), "huge file", path
            )
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if len(node.value) > self.limits.items:
            message = f"This has {len(node.value):,} entries; {self.limits.items:,} is the most."
            self._add(node, message, "Keep long lists elsewhere.", "too long", path)
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        items: list[Any] = []
        before: yaml.Node = node
        for item in node.value:
            value = self.value(item, (*path, len(items)))
            if items and not _is_block(node) and isinstance(value, str) and str(items[-1]).startswith(OPENING):
                items[-1] = self._joined(before, (*path, len(items) - 1), f"{items[-1]}, {value}")
            else:
                before = item
                items.append(value)
        return items

    def _joined(self, node: yaml.Node, path: FieldPath, text: str) -> str:
        """A value in curly quotes that commas took apart; where it is whole again, it is told, and loses them."""
        if not text.endswith(CLOSING):
            return text
        message = "Curly quotes, as Word types them, do not hold a value with a comma together."
        self._add(node, message, f'Type straight ones: `"{text[1:-1]}"`.', "quotes", path)
        return text[1:-1]

    def _scalar(self, node: yaml.ScalarNode, path: FieldPath) -> str | None:
        if node.style:
            if node.style == '"' and CONTROL.search(node.value):
                message = "There is an invisible control character here."
                self._add(node, message, "Delete it.", "control character", path)
            return str(node.value)
        if self.commented:
            end, column = loader.place(node.end_mark)
            if "#" in self.lines[end] and NO_COMMENT.match(self.lines[end], column):
                message = "What follows `#` in this value is read as a comment."
                hint = "Put the whole value in quotes, or a space after `#`."
                self._add(node, message, hint, "comment", path)
        return None if node.value in NULLS else str(node.value)

    def _has_no_colon(self, key: yaml.ScalarNode, value: yaml.Node) -> bool:
        """Whether a name in braces has no value: `{evidence: Read, all of it}` has the name `all of it`."""
        if not isinstance(value, yaml.ScalarNode) or value.style or value.value:
            return False
        (line, column), (end, last) = loader.place(key.end_mark), loader.place(value.start_mark)
        between = [*self.lines[line:end], self.lines[end][:last]]
        return ":" not in "\n".join(between)[column:]

    def _add(self, node: yaml.Node, message: str, hint: str, kind: str, path: FieldPath) -> None:
        self.faults.append((loader.place(node.start_mark), message, hint, kind, path))


def _too_many(limits: Limits) -> tuple[str, str]:
    """Return what is wrong with a record of too many values, and what would be right."""
    return f"This record has more than {limits.nodes:,} values.", "Keep long lists elsewhere and give their address."


def _is_block(node: yaml.Node) -> bool:
    """Whether a value starts below its key, so that the key is the better place to point at."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style
