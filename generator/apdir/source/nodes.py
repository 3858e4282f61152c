"""Places of a record's values in its text, and replacements for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from apdir.source import written
from apdir.source.document import FieldPath, dotted
from apdir.source.folded import refolded
from apdir.source.loader import place


class CannotEdit(Exception):
    """The change cannot be made without harm to the rest of the record. The message is for the user."""


#: Two offsets, and the text that replaces all between them.
Splice = tuple[int, int, str]


class Nodes:
    """The nodes of a record's fields, and where each begins and ends in the file's text.

    ``first`` is the line, from 0, on which the fields begin.
    """

    def __init__(self, text: str, top: yaml.Node | None, first: int) -> None:
        self.text = text
        self.top = top
        self.first = first
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self.bom = 1 if text.startswith("\ufeff") else 0

    def find(self, path: FieldPath) -> yaml.Node | None:
        """The node at a path, None where there is none."""
        node = self.top
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = self._pair(node, step)
                node = pair[1] if pair else None
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                return None
        return node

    def replaced(self, path: FieldPath, value: Any) -> list[Splice]:
        """Ways to write another value in the place of one that is there."""
        parent, node = self.find(path[:-1]), self.find(path)
        assert parent is not None
        assert node is not None
        start, end = self._start(node), self._end(node)
        if isinstance(node, yaml.ScalarNode) and not node.value and not node.style and not isinstance(path[-1], int):
            return self._filled(parent, path, value)
        if isinstance(node, yaml.ScalarNode) and isinstance(value, str):
            if node.style in ("|", ">"):
                body = self.text[start:end]
                again = refolded(body, node.value, value, self._key_column(parent, path)) if value.strip() else None
                new = "\n".join(written.lines(str(path[-1]), value, self._key_column(parent, path))).lstrip()
                anew = [] if isinstance(path[-1], int) else [(self._start(self._key(parent, path)), end, new)]
                return [(start, end, again), *anew] if again is not None else anew
            plain = (start, end, value)
            double, single = written.quoted(value), "'" + value.replace("'", "''") + "'"
            if node.style:
                return [(start, end, double if node.style == '"' or "\n" in value else single)]
            if "\n" in value or value != value.strip() or not value:
                return [(start, end, double)]
            return [plain, (start, end, double)]
        if value is None and isinstance(node, yaml.ScalarNode):
            # Within braces, a colon needs the space behind it.
            return [(self._colon(parent, path) + 1, end, " " if getattr(parent, "flow_style", False) else "")]
        if isinstance(path[-1], int):
            return [(start, end, written.flow(value))]
        column = self._key_column(parent, path)
        if getattr(parent, "flow_style", False):
            return [(start, end, written.flow(value))]
        new = "\n".join(written.lines(str(path[-1]), value, column)).lstrip()
        return [(self._start(self._key(parent, path)), end, new)]

    def _filled(self, parent: yaml.Node, path: FieldPath, value: Any) -> list[Splice]:
        """A value after a colon with nothing behind it."""
        colon = self._colon(parent, path) + 1
        if value is None:
            return [(colon, colon, "")]
        if isinstance(parent, yaml.CollectionNode) and parent.flow_style:
            follows = self.text[colon : colon + 1]
            return [(colon, colon + (1 if follows == " " else 0), f" {written.flow(value)}")]
        first, *more = "\n".join(written.lines("k", value, self._key_column(parent, path))).lstrip().split("\n")
        line_end = self._line_end(colon)
        comment = self.text[colon:line_end].rstrip()
        return [(colon, line_end, "\n".join([first.removeprefix("k:") + comment, *more]))]

    def added(self, path: FieldPath, value: Any, order: Sequence[str]) -> Splice:
        """The splice for a field or an item that is not there yet."""
        parent = self.find(path[:-1])
        if isinstance(parent, yaml.SequenceNode):
            return self._appended(parent, value)
        assert isinstance(parent, yaml.MappingNode)
        name = str(path[-1])
        if parent.flow_style:
            new = f"{written.key(name)}: {written.flow(value)}"
            if not parent.value:
                return (self._start(parent) + 1, self._start(parent) + 1, new)
            before = self._before(parent, name, order)
            if before is None:
                at = self._start(parent.value[0][0])
                return (at, at, f"{new}, ")
            return (self._end(before[1]), self._end(before[1]), f", {new}")
        column = place(parent.value[0][0].start_mark)[1]
        before = self._before(parent, name, order)
        new = "\n".join(written.lines(name, value, column))
        if before is None:
            at = self._start(parent.value[0][0])
            if self.text[:at].endswith("\n" + " " * column) or at == column:
                return (at - column, at - column, new + "\n")
            before = parent.value[0]
        at = self._line_end(max(self._end(before[1]), self._end(before[0])))
        return (at, at, "\n" + new)

    def _appended(self, parent: yaml.SequenceNode, value: Any) -> Splice:
        if parent.flow_style:
            if not parent.value:
                return (self._start(parent) + 1, self._start(parent) + 1, written.flow(value))
            at = self._end(parent.value[-1])
            return (at, at, f", {written.flow(value)}")
        column = place(parent.start_mark)[1]
        block = any(isinstance(item, yaml.MappingNode) and not item.flow_style for item in parent.value)
        at = self._line_end(self._end(parent.value[-1]))
        return (at, at, "\n" + "\n".join(written.item_lines(value, column, block=block)))

    def renamed(self, path: FieldPath, name: str) -> Splice:
        """The splice that renames a field."""
        parent = self.find(path[:-1])
        assert parent is not None
        key = self._key(parent, path)
        return (self._start(key), self._end(key), written.key(name))

    def without(self, path: FieldPath) -> Splice:
        """Return the splice that removes a field or item, with its line where it has one to itself."""
        parent = self.find(path[:-1])
        assert isinstance(parent, yaml.CollectionNode)
        rows = [row if isinstance(row, tuple) else (row, row) for row in parent.value]
        at = path[-1] if isinstance(path[-1], int) else [key.value for key, _ in rows].index(str(path[-1]))
        (key, node), last = rows[at], at == len(rows) - 1
        if parent.flow_style:
            if not last:
                return (self._start(key), self._start(rows[at + 1][0]), "")
            return (self._end(rows[at - 1][1]) if at else self._start(key), self._end(node), "")
        start = self._start(key)
        line_start = max(begin for begin in self.starts if begin <= start)
        lead = self.text[line_start:start]
        end = self._line_end(max(self._end(node), self._end(key)))
        if lead.strip() in ("", "-") and (isinstance(parent, yaml.SequenceNode) or not lead.strip()):
            after = next((begin for begin in self.starts if begin > end), len(self.text))
            return (line_start, after, "")
        return (start, self._start(rows[at + 1][0]) if not last else end, "")

    def _before(self, parent: yaml.MappingNode, name: str, order: Sequence[str]) -> tuple[yaml.Node, yaml.Node] | None:
        """The field after which a new one belongs; None where it belongs before all of them."""
        if name not in order:
            return parent.value[-1]  # type: ignore[no-any-return]
        earlier = set(order[: order.index(name)])
        return next((pair for pair in reversed(parent.value) if pair[0].value in earlier), None)

    def _pair(self, node: yaml.MappingNode, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
        return next((pair for pair in node.value if pair[0].value == str(step)), None)

    def _key_column(self, parent: yaml.Node, path: FieldPath) -> int:
        pair = self._pair(parent, path[-1]) if isinstance(parent, yaml.MappingNode) else None
        return place(pair[0].start_mark)[1] if pair else place(parent.start_mark)[1]

    def _key(self, parent: yaml.Node, path: FieldPath) -> yaml.Node:
        pair = self._pair(parent, path[-1]) if isinstance(parent, yaml.MappingNode) else None
        if pair is None:
            raise CannotEdit(f"`{dotted(path)}` cannot be changed. Change it by hand.")
        return pair[0]

    def _colon(self, parent: yaml.Node, path: FieldPath) -> int:
        return self.text.index(":", self._end(self._key(parent, path)))

    def _offset(self, line: int, column: int) -> int:
        number = line + self.first
        if number >= len(self.starts):
            return len(self.text)
        return self.starts[number] + column + (self.bom if number == 0 else 0)

    def _start(self, node: yaml.Node) -> int:
        return self._offset(*place(node.start_mark))

    def _end(self, node: yaml.Node) -> int:
        """Return the end of a value; a parser counts what follows it in, up to the next value."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            if isinstance(last, tuple):
                key, value = last
                return max(self._end(key), self._end(value)) if value.value or value.style else self._after_colon(key)
            return self._end(last)
        start, end = self._start(node), self._offset(*place(node.end_mark))
        if isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
            return start
        return start + len(self.text[start:end].rstrip())

    def _after_colon(self, key: yaml.Node) -> int:
        return self.text.index(":", self._end(key)) + 1

    def _line_end(self, offset: int) -> int:
        match = re.compile(r"\r|\n|\Z").search(self.text, offset)
        return match.start() if match else len(self.text)
