"""Text of several lines written again in the way it was: the same indicator, the same breaks where words stayed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise

from apdir.source.written import WIDTH, filled

HEAD = re.compile(r"([|>][^\n\r]*)(\r\n|\r|\n)((?:[ \t]*(?:\r\n|\r|\n))*)( *)")


def refolded(block: str, old: str, new: str, column: int) -> str | None:
    """A block of `|` or `>` lines with the text ``new``, None where the block cannot be read.

    ``block`` begins with its indicator and ends with its last word; ``column`` is that of the field's name.
    """
    head = HEAD.match(block)
    if head is None:
        return None
    indent = head[4] or " " * (column + 2)
    new = new.rstrip("\n")
    if head[1].startswith("|"):
        lines = new.split("\n")
    elif "\n" not in new and "\n" not in old.rstrip("\n"):
        lines = _like(re.split(r"\r\n|\r|\n", block[head.start(4) :]), new, WIDTH - len(indent))
    else:
        lines = [line for part in new.split("\n") for line in (*filled(part, WIDTH - len(indent)), "")][:-1]
    return head[1] + "\n" + head[3] + "\n".join(f"{indent}{line}".rstrip() for line in lines)


def _like(before: list[str], text: str, width: int) -> list[str]:
    """One paragraph in lines, broken where ``before`` was, as far as its words are the same or as many."""
    old = [word for line in before for word in line.split()]
    ends, count = set(), 0
    for line in before:
        count += len(line.split())
        ends.add(count - 1)
    words = text.split()
    came_from: dict[int, int] = {}
    for tag, old_start, old_end, start, end in SequenceMatcher(None, old, words, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and old_end - old_start == end - start):
            came_from.update(zip(range(start, end), range(old_start, old_end), strict=True))
    lines = [words[0]]
    for here, following in pairwise(range(len(words))):
        together = came_from.get(here, -2) + 1 == came_from.get(following, -9)
        breaks = came_from[here] in ends if together else len(lines[-1]) + 1 + len(words[following]) > width
        if breaks:
            lines.append(words[following])
        else:
            lines[-1] += f" {words[following]}"
    return lines
