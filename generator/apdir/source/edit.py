"""A record's text with one value changed: comments, the order of fields and quotation marks stay as they are.

Every change is made in place and read again; a result that is not exactly what was meant is refused. (Tried beside
ruamel.yaml: that keeps records laid out in one way, and none with a second space after a colon or inside a brace.)
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from apdir.source.document import Document, FieldPath, dotted, read_document
from apdir.source.files import Limits
from apdir.source.nodes import CannotEdit, Nodes, Splice
from apdir.source.save import read_text, write_files

#: A framework is the largest of the records.
FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
LIMITS = Limits(bytes=2_000_000, nodes=60_000)

__all__ = ["CannotEdit", "Editable", "put", "save"]


@dataclass(frozen=True, slots=True)
class Editable:
    """A record's text that can be changed; ``markdown``: its fields are front matter.

    ``was`` is the text as its file has it, None where there is no file yet.
    """

    text: str
    markdown: bool = False
    was: str | None = None

    @classmethod
    def of(cls, path: Path) -> Editable:
        """The record in a file."""
        text = read_text(path)
        return cls(text, path.suffix == ".md", text)

    @property
    def data(self) -> dict[str, Any]:
        """The fields, as text, lists and mappings."""
        return self._read().data

    def line(self, path: FieldPath) -> int:
        """Return the line of a field in the file, from 1."""
        return self._read().position(path, key=True)[0]

    def put(self, path: FieldPath, value: Any, *, order: Sequence[str] = ()) -> Editable:
        """Return a copy with ``value`` (text, list, mapping, or None for nothing after the colon) at ``path``.

        A missing one is added: an item at the end of its list, a field after the one before it in ``order``, or at the
        end. Raises CannotEdit.
        """
        document = self._read()
        wanted = copy.deepcopy(document.data)
        put(wanted, path, value)
        for splice in self._ways(document, path, value, order):
            made = self._with(splice)
            if made._holds(wanted, document):
                return made
        raise CannotEdit(f"`{dotted(path)}` cannot be changed without touching the rest. Change it by hand.")

    def put_together(
        self, changes: Sequence[tuple[FieldPath, Any]], order: Callable[[FieldPath], Sequence[str]]
    ) -> Editable | None:
        """Return a copy with every value put as `put` does, the record read twice whatever their number.

        ``order`` has the names of the fields beside a path. None where each has to be put by itself.
        """
        document = self._read()
        wanted, nodes = copy.deepcopy(document.data), self._nodes(document)
        for path, value in changes:
            put(wanted, path, value)
        places = {_anchor(nodes, path) for path, _ in changes}
        if any(path[:depth] in places for path in places for depth in range(len(path))):
            return None
        ways: list[list[Splice]] = []
        for path in sorted(places, key=lambda path: _turn(path, order(path))):
            value = _at(wanted, path)
            ways.append(
                [nodes.added(path, value, order(path))] if nodes.find(path) is None else nodes.replaced(path, value)
            )
        for way in (0, -1):
            splices = sorted((some[way] for some in ways), key=lambda splice: splice[:2])
            made = self._with(*splices)
            if all(one[1] <= other[0] for one, other in pairwise(splices)) and made._holds(wanted, document):
                return made
        return None

    def drop(self, path: FieldPath) -> Editable:
        """The same without the field or list item at ``path``. Raises CannotEdit."""
        document = self._read()
        wanted = copy.deepcopy(document.data)
        parent = _at(wanted, path[:-1])
        del parent[path[-1]]
        while not parent and len(path) > 1:
            path = path[:-1]
            parent = _at(wanted, path[:-1])
            del parent[path[-1]]
        made = self._with(self._nodes(document).without(path))
        if not made._holds(wanted, document):
            raise CannotEdit(f"`{dotted(path)}` cannot be taken out without touching the rest. Do it by hand.")
        return made

    def with_body(self, body: str) -> Editable:
        """The same with another text below its front matter."""
        fields = FRONT_MATTER.match(self.text)
        if fields is None:
            raise CannotEdit("The record has no front matter. Put that right first.")
        line_end = "\r\n" if "\r\n" in self.text else "\n"
        text = f"{fields[0].rstrip()}\n\n{body.strip()}\n" if body.strip() else f"{fields[0].rstrip()}\n"
        return replace(self, text=re.sub(r"\r?\n", line_end, text))

    def rename(self, path: FieldPath, name: str) -> Editable:
        """The same with another name for the field at ``path``. Raises CannotEdit."""
        document = self._read()
        wanted = copy.deepcopy(document.data)
        parent = _at(wanted, path[:-1])
        if name in parent:
            raise CannotEdit(f"`{dotted(path)}` cannot be called `{name}`: there is one already.")
        parent[name] = parent.pop(path[-1])
        made = self._with(self._nodes(document).renamed(path, name))
        if not made._holds(wanted, document):
            raise CannotEdit(f"`{dotted(path)}` cannot be renamed without touching the rest. Do it by hand.")
        return made

    def _ways(self, document: Document, path: FieldPath, value: Any, order: Sequence[str]) -> list[Splice]:
        """Ways to put in a value, the nearest to the present layout first."""
        nodes = self._nodes(document)
        anchor = _anchor(nodes, path)
        for step in reversed(path[len(anchor) :]):
            value = {str(step): value} if isinstance(step, str) else [value]
        path = anchor
        if nodes.find(path) is not None:
            return nodes.replaced(path, value)
        return [nodes.added(path, value, order)]

    def _nodes(self, document: Document) -> Nodes:
        return Nodes(self.text, document._node, document._offset)

    def _read(self) -> Document:
        text = re.sub(r"\r\n?", "\n", self.text.removeprefix("\ufeff"))
        document, problems = read_document("", text, LIMITS, markdown=self.markdown)
        if document is None or problems:
            raise CannotEdit("The record has problems. Put them right first: `apdir check` tells them.")
        return document

    def _with(self, *splices: Splice) -> Editable:
        """The same with other text in some places, which follow one another."""
        line_end = "\r\n" if "\r\n" in self.text else "\n"
        pieces, done = [], 0
        for start, end, new in splices:
            pieces += [self.text[done:start], new.replace("\n", line_end)]
            done = end
        return replace(self, text="".join(pieces) + self.text[done:])

    def _holds(self, wanted: dict[str, Any], before: Document) -> bool:
        try:
            after = self._read()
        except CannotEdit:
            return False
        return after.body == before.body and _same(after.data, wanted)


def save(root: Path, files: Mapping[str, Editable]) -> list[str]:
    """Write what was changed of files of records, all or none; their names. Raises NotSaved."""
    changed = {name: file for name, file in files.items() if file.text != file.was}
    write_files(
        root, {name: file.text for name, file in changed.items()}, {name: file.was for name, file in changed.items()}
    )
    return list(changed)


def _anchor(nodes: Nodes, path: FieldPath) -> FieldPath:
    """The first steps of a path, up to the one at which something is written: in what is there as a list or fields."""
    depth = len(path)
    while not isinstance(nodes.find(path[: depth - 1]), yaml.CollectionNode):
        depth -= 1
    return path[:depth]


def _turn(path: FieldPath, order: Sequence[str]) -> int:
    """When a new field or item is written among those that come to be at one place."""
    last = path[-1]
    return last if isinstance(last, int) else order.index(last) if last in order else len(order)


def _at(data: Any, path: FieldPath) -> Any:
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: FieldPath, value: Any) -> None:
    """Put a value into plain data; what leads to it is made where it is missing."""
    for step, following in pairwise(path):
        inner: Any = {} if isinstance(following, str) else []
        if isinstance(data, dict):
            if data.get(step) is None:
                data[step] = inner
            data = data[step]
        else:
            if step == len(data):
                data.append(inner)
            data = data[step]
    if isinstance(data, list) and path[-1] == len(data):
        data.append(value)
    else:
        data[path[-1]] = value


def _same(one: Any, other: Any) -> bool:
    """Whether two values mean the same: line breaks at the end of a text do not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(map(str, sorted(one))) == list(map(str, sorted(other))) and all(
            _same(one[name], other[name]) for name in one
        )
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\n") == other.rstrip("\n")
    return bool(one == other)
