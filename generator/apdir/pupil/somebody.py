"""Who is picked out by a text: people by name or initials, and one child by what singles it out.

Each has points for how sure it is that it is a child; `score.py` adds what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from apdir.first_names import FIRST_NAMES
from apdir.pupil.phrases import themes, vocabulary, words
from apdir.pupil.rule import Rule, Rules

NAMED = "pupil described by name"
INITIALS = "pupil's initials"
DESCRIBED = "one pupil described"
#: Kinds that a member of staff may be taken for.
NAMES = (NAMED, INITIALS)


class Somebody(NamedTuple):
    """A mention: its kind, where it begins and ends, and how many points it has to begin with."""

    kind: str
    start: int
    end: int
    points: int


LISTS = words("names.txt")
#: Not names unless a list says so.
WORDS = LISTS["no names"] | LISTS["towns"] | vocabulary("facts.txt", "others.txt", "somebody.txt")
CHILDREN = themes("somebody.txt")
_CHILDREN = Rules([Rule(str(theme.points), f"({theme.pattern})") for theme in CHILDREN])
SMALL_NAMES = frozenset(name.encode() for name in FIRST_NAMES - LISTS["also in small letters"])

#: A word with a capital is a first name and nothing else, a first name that is a word too, a word that no list has, two
#: letters, or nobody's.
FIRST, ALSO, UNKNOWN, LETTERS, NOBODY = range(5)
#: Points of each, alone and with a surname.
POINTS = {FIRST: (5, 4), ALSO: (3, 5), UNKNOWN: (1, 1)}
#: "JS", "J.S.", "J. Smith", "sam".
OF_LETTERS = 3
OF_INITIALS = 4
OF_INITIAL = 3
OF_SMALL_LETTERS = 3
#: A surname that is an initial is what pupils have, and a first name that few children have now is what staff have.
OF_SURNAME_INITIAL = 1
OF_OLDER_AGE = -3
OF_MIDDLE_AGE = -1
MOST_SURNAMES = 3
#: Of "he" and "his" so close together, the first is enough.
FAR = 25

#: What must not stand before a word or an initial is told behind its first letter, which is found fast by itself.
TOKEN = re.compile(rb"[A-Z](?<![A-Za-z0-9/@.-].)(?<![A-Za-z]'.)[A-Za-z]*(?:['-][A-Za-z]+)*(?![A-Za-z0-9@])")
SURNAME = re.compile(
    rb"(?: |\n {0,12})(?:(?:ap|ab|ferch|van|von|de|da|di|del|dos|bin|bint|binti|ibn|al|el) )?"
    rb"([A-Z](?:['-]*[A-Z]?[a-z])*)(\.(?= [a-z(]|[,:;)'-]))?(?![A-Za-z0-9])"
)
#: Separators of several names.
AND = re.compile(rb",? and |, | & |/| or ")
#: "L.M.", "D.O'C.", "M. A. K.", and as a group of its own the surname of "J. Lister".
BY_INITIALS = re.compile(
    rb"[A-Z](?<![A-Za-z.].)(?<![A-Za-z]'.)\. ?(?:(?:[A-Z]\. ?|(?:O'|Mc)?[A-Z]\.){1,2}(?![a-z])|O'[A-Z]\.?"
    rb"|([A-Z](?:['-]*[A-Z]?[a-z])+))"
)
BY_INITIAL = re.compile(rb"(?<![A-Za-z.])[A-Z]\. ?$")
IN_SMALL = re.compile(rb"(?<![A-Za-z0-9'/@._-])[a-z]{3,}(?![A-Za-z0-9@/_-]|\.[A-Za-z])")
#: Of a text its letters, and a space for any other sign.
ONLY_LETTERS = bytes(sign if chr(sign).isalpha() and sign < 128 else 32 for sign in range(256))
#: Words right before a place.
PLACED = re.compile(rb"(?i:\b(?:in|at|near|from|to|of|around|across|via|outside|st|the)) $")
#: Words right behind or before a word that make it somebody's name although no list has it.
BESIDE = re.compile(
    rb"'s? (?!h)[a-z]|(?:,| \() ?(?:[4-9]|1[0-9])(?:[,). ]|$)"
    rb"|,? (?:- |\| )?\(?(?:[Yy](?:ea)?r?s? ?[0-9]|aged?\b|DOB|dob|NCY)|[,:] (?:he|she|his|her|who|whose)\b"
)
CALLED = re.compile(
    rb"(?i:\b(?:called|named|pupil|learner|student|child|boy|girl|lad|initials)[:,]? (?-i:[A-Z]\.? )?)$"
)
#: Acts of somebody named by a word that is a first name too.
ACTS = re.compile(
    rb" (?:has|had|is|was|won't|didn't|doesn't|isn't|wasn't|hasn't|says|said|told|came|went|arrived|left|got) "
)
#: Before the first word of a sentence, which has a capital whatever it is.
STARTS = re.compile(rb"(?:^|[.!?:;|\"(\[{/*-]|\n) *$")
THING = re.compile(rb"(?:'s?)?(?: |\n {0,12})([A-Za-z]+)")
#: A capital within a word that is no surname's: "JavaScript", not "McGlinchey".
CAPITAL_WITHIN = re.compile("(?<!^Mc)(?<!^Mac)(?<!^De)(?<=[a-z])[A-Z]")
ENDS = ("'s", "'", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs")


def somebody(data: bytes) -> Iterator[Somebody]:
    """Yield everybody who is picked out by a plain text."""
    return chain(_named(data), _in_small_letters(data), _by_initials(data), _described(data))


@lru_cache(1 << 14)
def kind_of(word: bytes) -> int:
    """Return which kind of name a word with a capital is."""
    text = word.decode().removesuffix("'s")
    low = text.lower()
    first, *more = low.split("-")
    if text.isupper() and len(text) < 4:
        return LETTERS if len(text) == 2 and low not in LISTS["acronyms"] else NOBODY
    also = low in LISTS["also words"] or low in LISTS["no names"] or low in LISTS["towns"]
    if (first in FIRST_NAMES and not also) or (first in LISTS["also words"] and set(more) & LISTS["second halves"]):
        return FIRST
    if text.isupper():
        return NOBODY
    if low in LISTS["also words"] or low in FIRST_NAMES:
        return ALSO
    if len(low) < 3 or CAPITAL_WITHIN.search(text) or any(map(_is_word, re.split("['-]", low))):
        return NOBODY
    return UNKNOWN


def is_unknown(word: str) -> bool:
    """Return whether no list has a word, so that it may be a surname."""
    return word.isascii() and word.isalpha() and kind_of(word.capitalize().encode()) == UNKNOWN


def _is_word(low: str) -> bool:
    """Whether a word in small letters, or what it is made from, is known to be no name."""
    return low in WORDS or any(low.endswith(end) and low[: -len(end)] in WORDS for end in ENDS)


def _named(data: bytes) -> Iterator[Somebody]:
    """Yield everybody whose name has a capital; several names in a row are one somebody."""
    done = 0
    for match in TOKEN.finditer(data):
        start, kind = match.start(), kind_of(match[0])
        if kind == NOBODY or start < done or BY_INITIAL.search(data, max(start - 4, 0), start):
            continue
        if kind == LETTERS:
            yield Somebody(INITIALS, start, start + 2, OF_LETTERS)
            continue
        end, points = _person(data, match, kind)
        if not points:
            done = end
        elif _is_name(data, start, end, kind):
            done = end
            while (more := AND.match(data, done)) and (token := TOKEN.match(data, more.end())):
                other = kind_of(token[0])
                if other not in (FIRST, UNKNOWN) and not (other == ALSO and kind == FIRST):
                    break
                end, worth = _person(data, token, other)
                if not worth:
                    break
                done, points = end, max(worth, points)
            yield Somebody(NAMED, start, done, points)


def _person(data: bytes, token: re.Match[bytes], kind: int) -> tuple[int, int]:
    """Return where a name ends that begins with a word, and its points: none where a thing has the name."""
    start, end = token.span()
    names = initial = 0
    while names < MOST_SURNAMES and not data.endswith(b"'s", start, end) and (more := SURNAME.match(data, end)):
        low = more[1].decode().lower().removesuffix("'s")
        if kind != FIRST and kind_of(more[1]) == FIRST:
            return end, 0
        if low in LISTS["things"] and not (kind == FIRST and low in LISTS["also surnames"]):
            return more.end(), 0
        if low in LISTS["no surnames"] or low in LISTS["no names"] or (more[1].isupper() and len(more[1]) > 1):
            break
        initial |= len(low) == 1
        end = more.end()
        names += 1
    owns = data.endswith(b"'s", start, end)
    end -= 2 * owns
    thing = THING.match(data, end)
    if thing is not None and _is_thing(thing[1].decode(), alone=not (names or owns)):
        return thing.end(), 0
    if re.sub(r"\W+", "-", data[start:end].decode().lower()) in LISTS["famous"]:
        return end, 0
    if (kind == UNKNOWN or (kind == ALSO and not names)) and PLACED.search(data, max(start - 9, 0), start):
        return end, 0
    points = POINTS[kind][names > 0] + OF_SURNAME_INITIAL * initial
    first = re.split(r"\W", token[0].decode().lower(), maxsplit=1)[0]
    if kind == FIRST and first in LISTS["of an older age"]:
        points += OF_OLDER_AGE
    elif kind == FIRST and first in LISTS["of a middle age"]:
        points += OF_MIDDLE_AGE
    return end, points


def _is_thing(word: str, *, alone: bool) -> bool:
    """Whether a word behind a name says that a thing has the name: "Robin Close", "Robin group"."""
    return word.lower() in LISTS["things"] if word.istitle() else alone and word in LISTS["things in small letters"]


def _is_name(data: bytes, start: int, end: int, kind: int) -> bool:
    """Whether the context of a word lets it be a name, where it may be something else."""
    if kind == FIRST or b" " in data[start:end]:
        return True
    if data[start:end].decode().lower() in LISTS["no names"]:  # a month or a season, more often
        return ACTS.match(data, end) is not None
    if BESIDE.match(data, end) is not None or CALLED.search(data, max(start - 14, 0), start) is not None:
        return True
    return kind == ALSO and (ACTS.match(data, end) is not None or STARTS.search(data, max(start - 9, 0), start) is None)


def _in_small_letters(data: bytes) -> Iterator[Somebody]:
    """Yield everybody whose first name is written in small letters."""
    if SMALL_NAMES.isdisjoint(data.translate(ONLY_LETTERS).split()):
        return
    for match in IN_SMALL.finditer(data):
        if match[0] in SMALL_NAMES:
            yield Somebody(NAMED, *match.span(), OF_SMALL_LETTERS)


def _by_initials(data: bytes) -> Iterator[Somebody]:
    """Yield everybody known by initials with stops, or by one and a surname."""
    for match in BY_INITIALS.finditer(data):
        if match[1] is None:
            known = re.sub("[^A-Z]", "", match[0].decode()).lower() in LISTS["with stops"]
        else:
            known = any(match[1].decode().lower() in LISTS[name] for name in ("things", "no names", "no surnames"))
        if not known:
            yield Somebody(
                INITIALS, match.start(), match.start() + len(match[0].rstrip()), OF_INITIAL if match[1] else OF_INITIALS
            )


def _described(data: bytes) -> Iterator[Somebody]:
    """Yield one child who is picked out by something other than a name."""
    told = -FAR
    for points, start, end in _CHILDREN.search(data):
        if int(points) > 0 or not 0 <= start - told < FAR:
            yield Somebody(DESCRIBED, start, end, int(points))
            told = start
