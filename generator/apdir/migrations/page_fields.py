"""The fields above a page of `content/` are YAML: a value with a colon in it needs quotes."""

from __future__ import annotations

import re

from apdir.migrations.files import Files
from apdir.source.edit import CannotEdit, Editable
from apdir.source.written import quoted

#: The fields above a page, and one whose value has a colon and no quotes.
FIELDS = re.compile(r"\A\ufeff?---[ ]*\r?\n(.*?\n)---[ ]*\r?$", re.DOTALL | re.MULTILINE)
COLON = re.compile(r"^(\w+:[ ]+)([^\s\"'\[{|>&*!#%@`-][^\r\n]*?:[ ](?:[^\r\n]*[^ \r\n])?)([ ]*)(?=\r?$)", re.MULTILINE)


def forward(files: Files) -> None:
    """Put quotes round each value in which a second colon would break the fields."""
    for name in files.below("content", ".md"):
        text = files.read(name)
        head = FIELDS.match(text)
        if head is None or not COLON.search(head[1]):
            continue
        written = COLON.sub(lambda field: field[1] + quoted(field[2]) + field[3], head[1])
        made = text[: head.start(1)] + written + text[head.end(1) :]
        try:
            assert isinstance(Editable(made, markdown=True).data, dict)
        except CannotEdit:
            continue  # something else is wrong too: the check tells it
        first = COLON.search(head[1])
        assert first is not None
        line = text.count("\n", 0, head.start(1) + first.start()) + 1
        files.put(name, made, line, "a value with a second colon in it gets quotes.")


def back(files: Files) -> None:
    """Leave everything: earlier versions read the quotes as well."""
