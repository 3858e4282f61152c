"""Whether a sentence that picks somebody out is about a pupil: points for facts, fewer for what says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from apdir.pupil.phrases import SOMEBODY, themes
from apdir.pupil.rule import Patterns
from apdir.pupil.somebody import DESCRIBED, Somebody, somebody

#: So many points make a pupil.
ENOUGH = 6
#: Whoever else a text names is not looked at: so many are a list of people, whatever is said of them.
MOST_PEOPLE = 10_000
LIST = f"a list of more than {MOST_PEOPLE:,} people"
#: How many sentences behind one are read with it.
FOLLOWING = 2
#: How far from somebody a sentence is read.
NEAR = 220
#: Where a sentence ends, and where what is said of somebody does: at a new paragraph, item, field or row. Each begins
#: with a sign, which is looked for quickly.
SENTENCE_END = re.compile(
    rb"[.!?](?<![A-Z].)(?<!\b(?:no|Mr|St|Dr|Re|re).)(?<!\b(?:tel|Mrs|ref).)[)\"']?\s+(?=[A-Z0-9\"'(\[-])"
)
#: The same, where a text has the last of them: it is looked for from the text's end.
LAST_SENTENCE_END = re.compile(rb"(?s:.*)" + SENTENCE_END.pattern)
ITEM_END = re.compile(rb"\{|\}|\n(?:\s*\n|\s*[-;|] ?|[\w -]+:|#)")
THEMES = (*themes("facts.txt"), *themes("others.txt"))
_THEMES = Patterns(theme.pattern for theme in THEMES)


def pupils(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of everybody who is a pupil by what is said of them, or of too many people."""
    for number, one in enumerate(somebody(data)):
        if number == MOST_PEOPLE:
            yield LIST, 0, len(data)
            return
        if score(data, one) >= ENOUGH:
            yield one.kind, one.start, one.end


def score(data: bytes, one: Somebody) -> int:
    """Return the points of somebody and of each theme in the same sentence."""
    themes = [THEMES[number] for number in told(data, one)]
    return one.points + sum(theme.points for theme in themes if theme.named in (None, one.kind != DESCRIBED))


def told(data: bytes, one: Somebody) -> list[int]:
    """Return the numbers of the themes that a sentence has about somebody."""
    before, after = data[max(one.start - NEAR, 0) : one.start], data[one.end : one.end + NEAR]
    items = list(ITEM_END.finditer(before))
    before = before[items[-1].end() if items else 0 :]
    if (last := LAST_SENTENCE_END.match(before)) is not None:
        before = before[last.end() :]
    if (item := ITEM_END.search(after)) is not None:
        after = after[: item.start()]
    for following in islice(SENTENCE_END.finditer(after), FOLLOWING, FOLLOWING + 1):
        after = after[: following.start()]
    return _THEMES.in_text(before + SOMEBODY + after)
