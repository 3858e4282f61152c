"""Free text on a page: Markdown cleaned of all that could do harm, plain text in paragraphs, and its first sentence."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from apdir import markdown
from apdir.markdown import UNSEEN
from apdir.source.pupil import without_marks


def html(text: str) -> Markup:
    """A description's Markdown as clean HTML."""
    return Markup(markdown.html(text))  # cleaned by nh3


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """Plain text as blocks, `p` with one line or `ul` with its items.

    Blank lines part paragraphs; other line breaks are spaces; lines that begin with a dash are items of a list.
    """
    found: list[tuple[str, list[str]]] = []
    fresh = True
    for raw in text.splitlines():
        line = " ".join(raw.split())
        item = line[:2] in ("- ", "* ", "• ")
        if item and found and found[-1][0] == "ul":
            found[-1][1].append(line[2:])
        elif item:
            found.append(("ul", [line[2:]]))
        elif line and (fresh or not found):
            found.append(("p", [line]))
        elif line:
            found[-1][1][-1] += f" {line}"
        fresh = not line
    return found


LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
#: Signs of Markdown, and the brackets round an address.
MARKS = re.compile(r"[*_`]{1,3}|~~|<((?:https?:|mailto:|tel:)[^\s<>]+|[^\s<>@]+@[^\s<>]+)>")


def plain(text: str) -> str:
    """The words of a description without its Markdown, for a search."""
    bare = MARKS.sub(r"\1", LINK.sub(r"\1", without_marks(text)))
    return UNSEEN.sub("", unescape(bare)) if "&" in bare else bare
