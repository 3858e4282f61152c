"""How many steps a pattern takes over a text, counted: Python's own way of matching, without its short cuts.

Seconds say little on a busy machine, and a pattern that can read a text in many ways needs no long text to show it.
"""

from __future__ import annotations

import re
import re._compiler as sre_compiler  # type: ignore[import-not-found]
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

Then = Callable[[int], bool]
#: Matches from a place of the text on, and goes on with the rest.
Step = Callable[[int, Then], bool]
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
#: A repeat that may go on longer than this can be what a text is made long for.
MANY = 8
#: Signs of a short text, and steps that none may take.
SHORT, ENDLESS = 10, 50_000


class Endless(Exception):
    """More steps than were allowed."""


def thinned(ways: list[Any]) -> list[Any]:
    """Of many ways without a repeat a few: a list of a hundred words is no other than one of six."""
    plain = [way for way in ways if not any(repeats(way))]
    return [way for way in ways if all(way is not left for left in plain[3:-3])] if len(plain) > 6 else ways


def inner(op: Any, value: Any) -> list[Any]:
    """Parts of a pattern within a part of it."""
    if op in REPEATS:
        return [value[2]]
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.BRANCH:
        return thinned(value[1])
    if op is sre.ATOMIC_GROUP:
        return [value]
    return [value[1]] if op in (sre.ASSERT, sre.ASSERT_NOT) else []


def repeats(tree: Any) -> Iterator[Any]:
    """Yield each repeat in a pattern that may go on for long."""
    for op, value in tree:
        if op in REPEATS and (value[1] is sre.MAXREPEAT or value[1] > MANY):
            yield value
        for part in inner(op, value):
            yield from repeats(part)


def signs(tree: Any) -> Iterator[Any]:
    """Yield each part of a pattern that wants one sign."""
    for op, value in tree:
        parts = inner(op, value)
        if not parts and op not in (sre.AT, sre.GROUPREF):
            yield op, value
        for part in parts:
            yield from signs(part)


class Walk:
    """A pattern as it goes through texts. ``steps`` counts signs that were looked at and repeats that began."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.tree = sre_parser.parse(pattern.pattern, pattern.flags)
        self.flags = self.tree.state.flags
        self.bytes = isinstance(pattern.pattern, bytes)
        self.text, self.most, self.steps = "", 0, 0
        self.raw: str | bytes = ""
        self.groups: dict[int, tuple[int, int]] = {}
        self.whole = self.sequence(list(self.tree))

    def search(self, text: str, most: int) -> int:
        """Steps of a search for every match."""
        self.text, self.most, self.steps = text, most, 0
        self.raw = text.encode("latin-1") if self.bytes else text
        step = self.whole
        at = 0
        while at <= len(self.text):
            self.groups.clear()
            end = [-1]

            def matched(place: int, end: list[int] = end) -> bool:
                end[0] = place
                return True

            found = step(at, matched)
            at = max(at + 1, end[0]) if found else at + 1
        return self.steps

    def count(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise Endless

    def sequence(self, nodes: list[Any]) -> Step:
        steps = [self.step(*node) for node in nodes]

        def run(index: int, at: int, then: Then) -> bool:
            if index == len(steps):
                return then(at)
            return steps[index](at, lambda place: run(index + 1, place, then))

        return lambda at, then: run(0, at, then)

    def step(self, op: Any, value: Any) -> Step:
        if op in REPEATS:
            return self.repeat(op, *value)
        if op is sre.SUBPATTERN:
            group, _, _, inner = value
            return self.group(group, self.sequence(list(inner)))
        if op is sre.BRANCH:
            ways = [self.sequence(list(way)) for way in thinned(value[1])]
            return lambda at, then: any(way(at, then) for way in ways)
        if op is sre.ATOMIC_GROUP:
            return self.atomic(self.sequence(list(value)))
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            return self.look(op is sre.ASSERT, *value)
        if op is sre.GROUPREF:
            return lambda at, then: self.again(value, at, then)
        if op is sre.AT:
            here = single(self.flags, self.bytes, (op, value))
            return lambda at, then: here.match(self.raw, at) is not None and then(at)
        return self.sign(op, value)

    def sign(self, op: Any, value: Any) -> Step:
        part = single(self.flags, self.bytes, (op, value))

        def run(at: int, then: Then) -> bool:
            self.count()
            return at < len(self.text) and fits(part, self.text[at]) and then(at + 1)

        return run

    def group(self, number: int | None, inner: Step) -> Step:
        if number is None:
            return inner

        def run(at: int, then: Then) -> bool:
            def ended(place: int) -> bool:
                before = self.groups.get(number)
                self.groups[number] = (at, place)
                if then(place):
                    return True
                self.groups.pop(number) if before is None else self.groups.__setitem__(number, before)
                return False

            return inner(at, ended)

        return run

    def again(self, number: int, at: int, then: Then) -> bool:
        self.count()
        start, end = self.groups.get(number, (0, -1))
        return end >= start and self.text.startswith(self.text[start:end], at) and then(at + end - start)

    def atomic(self, inner: Step) -> Step:
        def run(at: int, then: Then) -> bool:
            end = [-1]

            def matched(place: int) -> bool:
                end[0] = place
                return True

            return inner(at, matched) and then(end[0])

        return run

    def look(self, wanted: bool, direction: int, tree: Any) -> Step:
        step = self.sequence(list(tree))
        width = tree.getwidth()[0] if direction < 0 else 0

        def run(at: int, then: Then) -> bool:
            seen = at >= width and step(at - width, lambda _: True)
            return seen == wanted and then(at)

        return run

    def repeat(self, op: Any, least: int, most: Any, inner: Any) -> Step:
        step = self.sequence(list(inner))

        def run(times: int, at: int, last: int, then: Then) -> bool:
            self.count()

            def more() -> bool:
                return (
                    (most is sre.MAXREPEAT or times < most)
                    and (at != last or times < least)
                    and step(at, lambda place: run(times + 1, place, at, then))
                )

            if times < least:
                return more()
            if op is sre.MIN_REPEAT:
                return then(at) or more()
            return more() or then(at)

        def whole(at: int, then: Then) -> bool:
            return run(0, at, -1, then)

        return self.atomic(whole) if op is sre.POSSESSIVE_REPEAT else whole


@cache
def _single(flags: int, raw: bool, written: str) -> list[re.Pattern[Any]]:
    """Room for a part that was compiled: nodes of a pattern cannot be keys, but their written form can."""
    return []


def single(flags: int, raw: bool, node: Any) -> re.Pattern[Any]:
    """A part of a pattern as a pattern of its own."""
    kept = _single(flags, raw, repr(node))
    if not kept:
        state = sre_parser.State()
        state.flags = flags
        state.str = b"" if raw else ""
        kept.append(sre_compiler.compile(sre_parser.SubPattern(state, [node]), flags))
    return kept[0]


@cache
def fits(part: re.Pattern[Any], sign: str) -> bool:
    """Whether a sign is what a part of a pattern wants."""
    return part.match(sign.encode("latin-1", "replace") if isinstance(part.pattern, bytes) else sign) is not None


#: Signs of the sorts that patterns tell apart.
SORTS = "aA1 -.\n\x01é@_"


class Attack:
    """Texts that could take long: what reaches a repeat, what it repeats for long, and an end that does not fit."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.walk = Walk(pattern)
        tree, raw = self.walk.tree, self.walk.bytes
        parts = [self.part(node) for node in signs(tree)]
        sorts = dict.fromkeys([*SORTS, *(sign for node in signs(tree) for sign in named(*node))])
        kinds: dict[tuple[bool, ...], str] = {}
        for sign in sorts:
            if not raw or ord(sign) < 256:
                kinds.setdefault(tuple(fits(part, sign) for part in parts), sign)
        #: One sign for each set of signs that no part of the pattern tells apart.
        self.kinds = list(kinds.values())

    def part(self, node: Any) -> re.Pattern[Any]:
        return single(self.walk.flags, self.walk.bytes, node)

    def sample(self, tree: Any, pick: int = 0) -> str:
        """A short text that fits a part of the pattern; another for another ``pick``."""
        text = ""
        for op, value in tree:
            if op in REPEATS:
                text += self.sample(value[2], pick) * max(value[0], min(pick, 1))
            elif op is sre.BRANCH:
                text += self.sample(value[1][pick % len(value[1])], pick)
            elif op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
                text += self.sample(inner(op, value)[0], pick)
            elif op not in (sre.ASSERT, sre.ASSERT_NOT, sre.AT, sre.GROUPREF):
                fitting = [sign for sign in self.kinds if fits(self.part((op, value)), sign)]
                text += fitting[pick % len(fitting)] if fitting else ""
        return text

    def reached(self, tree: Any, before: str = "") -> Iterator[tuple[str, Any, str]]:
        """Yield each long repeat: a text before it, what it repeats, and a text behind it."""
        for index, (op, value) in enumerate(tree):
            head = before + self.sample(tree[:index])
            if op in REPEATS and (value[1] is sre.MAXREPEAT or value[1] > MANY):
                yield head, value[2], self.sample(tree[index + 1 :])
            for part in inner(op, value):
                yield from self.reached(part, head)

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Yield beginnings, what to repeat behind each, and ends."""
        seen = set()
        for head, body, tail in self.reached(self.walk.tree):
            parts = [self.part(node) for node in signs(body)]
            fitting = [sign for sign in self.kinds if any(fits(part, sign) for part in parts)]
            bad = next((sign for sign in self.kinds if sign not in fitting), "\x01")
            for again in filter(None, dict.fromkeys([*(self.sample(body, pick) for pick in range(4)), *fitting])):
                for end in (bad, tail + bad):
                    if (head, again, end) not in seen:
                        seen.add((head, again, end))
                        yield head, again, end

    def worst(self, times: int = 24) -> tuple[str, str, str] | None:
        """A text of which four times as much takes more than so many ``times`` the steps, and again."""
        sys.setrecursionlimit(100_000)  # a sign of the text takes some calls, each within the one before
        for head, again, end in self.texts():
            texts = [head + (again * length)[:length] + end for length in (SHORT, 4 * SHORT, 16 * SHORT)]
            try:
                few = self.walk.search(texts[0], ENDLESS)
                # Of four times the text, a hundred times the steps are more than the cube.
                more = self.walk.search(texts[1], min(40 * ENDLESS, 4 * times * max(few, 1_000)))
                if more > times * few:
                    self.walk.search(texts[2], times * more)
            except Endless:
                return head, again, end
        return None


def named(op: Any, value: Any) -> Iterator[str]:
    """Yield signs that a part of a pattern names."""
    if op in (sre.LITERAL, sre.NOT_LITERAL):
        yield chr(value)
    elif op is sre.RANGE:
        yield from map(chr, value)
    elif op is sre.IN:
        for node in value:
            yield from named(*node)
