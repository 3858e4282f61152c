"""The page that our build puts round its content, cut open, so that Hugo's pages stand in the very same one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

#: A slot's name -> the text before it, what stands in it, and the text after it.
SLOTS = {
    "title": re.compile(r"(<title>)(.*?)( - [^<]*</title>)", re.DOTALL),
    "description": re.compile(r'(<meta name="description" content=")([^"]*)(">)'),
    "address": re.compile(r'(<link rel="canonical" href=")([^"]*)(">)'),
    "previewed title": re.compile(r'(<meta property="og:title" content=")([^"]*)(">)'),
    "previewed description": re.compile(r'(<meta property="og:description" content=")([^"]*)(">)'),
    "previewed address": re.compile(r'(<meta property="og:url" content=")([^"]*)(">)'),
    "content": re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL),
}


class NotAShell(Exception):
    """The page does not have a slot in the place where one was looked for. The message names the slot."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A finished page of our build, as an example: everything but its slots is the shell."""

    page: str

    def with_slots(self, filling: Callable[[str], str]) -> str:
        """The page with `filling(name)` in each slot. Raises NotAShell."""
        text = self.page
        for name, pattern in SLOTS.items():
            found = pattern.search(text)
            if found is None:
                raise NotAShell(name)
            text = f"{text[: found.end(1)]}{filling(name)}{text[found.start(3) :]}"
        return text
