"""A record's text with one value changed: comments, the order of fields and quotation marks stay as they are.

Every change is made in place and read again; a result that is not exactly what was meant is refused. (Tried beside
ruamel.yaml: that keeps records laid out in one way, and none with a second space after a colon or inside a brace.)
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
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

__all__ = ["CannotEdit", "Editable", "save"]


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
        _put(wanted, path, value)
        for splice in self._ways(document, path, value, order):
            made = self._with(splice)
            if made._holds(wanted, document):
                return made
        raise CannotEdit(f"`{dotted(path)}` cannot be changed without touching the rest. Change it by hand.")

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
        depth = len(path)
        while nodes.find(path[: depth - 1]) is None or not _holds_more(nodes.find(path[: depth - 1])):
            depth -= 1
        for step in reversed(path[depth:]):
            value = {str(step): value} if isinstance(step, str) else [value]
        path = path[:depth]
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

    def _with(self, splice: Splice) -> Editable:
        start, end, new = splice
        line_end = "\r\n" if "\r\n" in self.text else "\n"
        return replace(self, text=self.text[:start] + new.replace("\n", line_end) + self.text[end:])

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


def _holds_more(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.CollectionNode)


def _at(data: Any, path: FieldPath) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Any, path: FieldPath, value: Any) -> None:
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
