"""One way to know a pupil: a pattern that RE2 matches in linear time, and a second look at what it matched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import re2


def _any(data: bytes, start: int, end: int) -> bool:
    """Hold whatever the pattern matched."""
    return True


@dataclass(frozen=True)
class Rule:
    """Finds one kind of pupil data in a plain text.

    The first group of ``pattern`` is what is refused. ``holds`` looks at the plain text, and at where the group
    begins and ends in it, and says whether it is pupil data after all.
    """

    kind: str
    pattern: str
    holds: Callable[[bytes, int, int], bool] = _any

    @cached_property
    def _compiled(self) -> re2._Regexp:
        return compiled(self.pattern)

    def search(self, data: bytes) -> Iterator[tuple[str, int, int]]:
        """Yield kind, start and end of everything that the rule finds."""
        at = 0
        while (match := self._compiled.search(data, at)) is not None:
            start, end = match.span(1)
            if self.holds(data, start, end):
                yield self.kind, start, end
                at = end
            else:
                # The next may begin inside this one: "Year 9 boy Year 9 boy called Sam".
                at = max(start + 1, match.start() + 1)


def compiled(pattern: str) -> re2._Regexp:
    """Return a pattern over plain text, whose every character is one byte."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 32 << 20
    return re2.compile(pattern.encode("ascii"), options)


class Rules:
    """Many rules, of which one pass over a text tells those that are worth looking at."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.max_mem = 256 << 20
        self._all = re2.Set.SearchSet(options)
        for rule in rules:
            self._all.Add(rule.pattern.encode("ascii"))
        self._all.Compile()

    def search(self, data: bytes) -> Iterator[tuple[str, int, int]]:
        """Yield kind, start and end of everything that any rule finds."""
        for number in self._all.Match(data) or ():
            yield from self._rules[number].search(data)
