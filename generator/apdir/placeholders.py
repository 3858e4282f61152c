"""The words that templates write for somebody to replace, and people for what they do not know yet.

The check refuses every one of them, anywhere.

A template takes them from here and has none of its own: `tests/unit/rules/test_placeholders.py` renders each.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

import re2

from apdir.scripted import scripted

#: Message for each of them.
UNSAID = "This is not an answer."


class Fill(StrEnum):
    """A placeholder, in the words that are there until it is filled in."""

    DESCRIPTION = "What a day there looks like, whom it suits, and how a placement starts."
    TYPE = "in the words of settings.yml: vocational centre, farm …"
    CHECKED = "the day somebody confirmed these facts, and that person's role"
    REGISTERED = "registered or unregistered"
    LOOKED_UP = "the day you looked it up in Get Information about Schools"
    ROLE = "the office to ask for, never a person's name"
    SERVES = "areas, in the words of settings.yml"
    STAGES = "such as [KS3, KS4]"
    NEEDS = "in the words of settings.yml: [SEMH, autism]"
    DELIVERY = "on site, outreach, online, pupil's home, community"
    EVIDENCE = "what was seen"
    NOTE = "what to ask next time"
    REASON = "why it cannot apply"
    AREA = "which requirement"
    ACTION = "what is to be done"
    DAY = "year-month-day"
    WHO = "which role"
    VISITOR = "which organisation"


#: Values of a new directory until somebody gives others; it may be built so, and the check only points at it.
COUNCIL, AREA, SITE, EXAMPLE = "Your Council", "Your area", "your-council.example", "(not a real provider)"
#: Words that say that something does not apply without saying why.
NO_REASON = frozenset(("yes", "true", "y", "n/a", "na", "not applicable", "x", "-", "none", "tbc"))


def is_starting(text: str) -> bool:
    """Whether a value is still what a new directory was begun with."""
    return any(words in text for words in (COUNCIL, AREA, SITE, EXAMPLE))


#: Signs before a line's words and around them: of a list, of a heading, of emphasis, quotation marks.
SIGNS = ' \t>#*_~`"“”+-.…'
#: Of these, a part may be what is so: that a day is described, that it is on site.
WHOLE = (Fill.DESCRIPTION, Fill.DELIVERY, Fill.STAGES, Fill.REGISTERED)


def same(text: str) -> str:
    """A text without what does not tell it from another: capitals, spaces, marks, the full stop at its end."""
    return " ".join(text.replace("’", "'").split()).strip(SIGNS).lower()


@cache
def words() -> frozenset[str]:
    """Every placeholder, and every part of one that has three words or more, as `same` has them."""
    parts = (part for word in Fill if word not in WHOLE for part in re.split(r"[,:…]| and ", word))
    return frozenset({*UNKNOWN, *map(same, Fill), *(same(part) for part in parts if len(part.split()) >= 3)})


#: Words of people who know nothing yet, and where a spreadsheet or a form wants something in the field.
UNKNOWN = frozenset((
    "tbc", "tba", "tbd", "to be confirmed", "to be advised", "to be decided", "to follow", "n/a", "na", "n.a", "n / a",
    "todo", "to do", "xxx", "name of officer", "name of the officer", "your name", "your role", "provider name",
    "name of provider", "name of the provider", "site name", "new provider",
))  # fmt: skip
#: Words that say there are none of a provider's facts, where leaving them out would.
NOTHING = frozenset(("none", "nil", "null", "nothing", "blank", "empty"))
BRACKETS = "()[]{}<>?"
DASHES = re.compile(r"[\s\-–—_.?/()]+\Z")
#: How a text begins, or words in it, that somebody is still to write.
TO_WRITE = re.compile(
    r"\s*(?:to ?do|fixme|tbc)\b\s*[:\-–—]|\s*\[\s*(?:insert|add|enter|describe|write|your|name|to be)\b[^\]]*\]\s*\Z",
    re.IGNORECASE,
)
#: The longest of them, in characters, with room for spaces.
LONGEST = 2 * max(map(len, Fill))
#: A sentence that counts as left over anywhere in a longer text.
SENTENCE = re.compile(r"\s+".join(re.escape(word) for word in same(Fill.DESCRIPTION).split()), re.IGNORECASE)


def is_placeholder(text: str) -> bool:
    """Whether a value is still the template's, or says only that nobody knows yet."""
    if TO_WRITE.match(text) or "lorem ipsum" in text.lower():
        return True
    if len(text) > LONGEST:
        return False
    short = same(text)
    return short in words() or short.strip(BRACKETS) in words()


def is_no_reason(text: str) -> bool:
    """Return whether a text says that something does not apply without saying why."""
    return text.lower().strip(". ") in NO_REASON


def says_nothing(text: str) -> bool:
    """Whether a fact about a provider is a dash or a `none`, where leaving it out says so."""
    return bool(DASHES.match(text.strip())) or same(text).strip(BRACKETS) in NOTHING


def is_begun(description: str) -> bool:
    """Whether a whole description is but a part of the template's sentence."""
    return len(description) <= LONGEST and same(description) in starts()


def may_be_left(text: str) -> bool:
    """Whether any line of a text may be a placeholder, or say nothing: one quick look at many values."""
    return _left().search(text) is not None


@cache
def _left() -> re2._Regexp:
    space = r"[\s\pZ\v\x1c-\x1f\x{85}]"
    signs, brackets = rf"(?:{space}|[{re.escape(SIGNS.strip())}])*", rf"[{re.escape(BRACKETS)}]*"
    known = "|".join(f"{space}+".join(map(re.escape, word.split())) for word in sorted({*words(), *NOTHING}))
    known = known.replace("'", "['’]")
    line = rf"{signs}{brackets}(?:{known}){brackets}{signs}|{space}*[-–—_.?/()](?:[-–—_.?/()]|{space})*"
    to_write = TO_WRITE.pattern.replace(r"\s", space).replace(r"\Z", "$")
    sentence = SENTENCE.pattern.replace(r"\s", space)
    return re2.compile(rf"(?im)^(?:(?:{line})$|{to_write})|lorem ipsum|{sentence}")


def pattern() -> str:
    """A pattern that no text with a placeholder fits, for JSON Schemas, whose patterns know no flags."""
    signs, brackets = rf"[\s{re.escape(SIGNS.strip())}]*", rf"[{re.escape(BRACKETS)}]*"
    known = "|".join(r"\s+".join(map(re.escape, word.split())).replace("'", "['’]") for word in sorted(words()))
    to_write = TO_WRITE.pattern.replace(r"\b", "(?![a-z0-9_])").replace(r"\Z", r"(?:\n|$)")
    line = rf"(?:^|\n)(?:{signs}{brackets}(?:{known}){brackets}{signs}(?:\n|$)|{to_write})"
    left = re.compile(rf"(?i:{line}|lorem ipsum|{SENTENCE.pattern})")
    return rf"^(?![\s\S]*(?:{scripted(left)[0]}))"


def starts() -> list[str]:
    """The parts of the template's sentence of which a whole description may be left, as `same` has them."""
    return [same(part) for part in Fill.DESCRIPTION.split(", ")]
