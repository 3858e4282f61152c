"""One way to know a pupil: a pattern that RE2 matches in linear time, and a second look at what it matched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    return re2.compile(pattern.encode("ascii"), _options(32 << 20))


class Patterns:
    """Many patterns, of which one pass over a text tells those that it has."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)

    @cached_property
    def _all(self) -> re2.Set:
        every = re2.Set.SearchSet(_options(256 << 20))
        for pattern in self._patterns:
            every.Add(pattern.encode("ascii"))
        every.Compile()
        return every

    def in_text(self, data: bytes) -> list[int]:
        """Return the numbers of the patterns that a plain text has."""
        return self._all.Match(data) or []


class Rules:
    """Many rules, of which one pass over a text tells those that are worth looking at."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._patterns = Patterns(rule.pattern for rule in rules)

    def search(self, data: bytes) -> Iterator[tuple[str, int, int]]:
        """Yield kind, start and end of everything that any rule finds."""
        for number in self._patterns.in_text(data):
            yield from self._rules[number].search(data)


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = memory
    return options
