"""Words by which one pupil is known: a birthday, a name behind "Year 9 boy called", initials, a home.

Each pattern is looked for only where a word stands that it needs, so that a text without them costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.pupil.numbers import occurrences
from generator.pupil.quick import may_have

BIRTH = "date of birth"
NAMED = "pupil described by name"
INITIALS = "pupil's initials"
HOME = "home address of a pupil"

#: Between two words: spaces, the end of a line, the sign before a comment or a quotation; in file names, hyphens.
GAP = r"[\s#>_-]+"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
DATE = (
    r"(?:[0-9]{4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:[0-9]{4}|[0-9]{2})"
    rf"|(?:{DAY}{GAP}(?:of{GAP})?)?{MONTH}\.?,?{GAP}(?:{DAY},?{GAP})?['’]?(?:[0-9]{{4}}|[0-9]{{2}}))(?![0-9])"
)
BORN = re.compile(
    rf"born\b(?:{GAP}in{GAP}[A-Z]\w+)?[\s#>,:(_-]*(?:(?:on|in|the|around|about){GAP}){{0,2}}{DATE}", re.IGNORECASE
)
#: Behind "date of birth" a date follows soon, or eight or six digits that are one.
OF_BIRTH = re.compile(
    rf"(?:birth(?:[ _-]*da(?:te|y))?|d\.?[ _]?o\.?[ _]?b\b\.?)[^0-9.;]{{0,25}}"
    rf"(?:{DATE}|(?:[0-9]{{8}}|[0-9]{{6}})(?![0-9]))",
    re.IGNORECASE,
)
#: A date with the label behind it: "12/03/2011 (DOB)".
DATE_BEFORE = re.compile(rf"{DATE}[\s#]*[(\[][\s#]*\Z", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSONS = ("boy", "girl", "pupil", "student", "learner", "child", "young person", "lad")
#: What nearly every text has, so that a quick look for it with the others would tell nothing.
FREQUENT = ("pupil",)
BY_SEX = frozenset(("boy", "girl", "lad"))
NAME = r"[A-Z](?:['’][A-Z])?[a-z]+(?:['’-][A-Z]?[a-z]+)*"
#: What begins a sentence or is the name of a thing, so that it is no person's behind "pupil".
NO_NAMES = _words(
    "A All An And As Asked At But By Each Every For From He Her His However If In Is It Its Key My No None Not Of On "
    "One Or Our She Some Staff That The Their There These They This Those To Today Was We What When Where Which While "
    "Who With Yes Yesterday You Your Level Entry Year Full Part Half Free School Academy College Provider Council "
    "Ofsted Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December English Maths Mathematics Science Art Music History Geography Construction "
    "Catering Hair Motor Sport Functional Skills Support Voice Premium Referral Unit Learning Work Health Safety First "
    "Second Then Here Also After Before Now Since Such Other Another Both Later Earlier Pupil Student Learner"
)
ACRONYMS = _words(
    "AI AM AP BA CE CP CV DT EH EP EY FE GP HE HR HS ID IT KS LA MP NI OK OT PA PC PE PM PR PT QA RE RI RS SE SL TA TV "
    "UK US YP"
)
#: What follows "boy called" without being a name.
NO_CALLS = _words(
    "a about after again an and around as at away back because before by down for from he her him his home i if in "
    "into it its me my names of off on or our out over round she staff that the their them they this to up upon us "
    "when while who with you"
)
YEAR_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?:year|yr|y)[\s#-]*(?:[0-9]{{1,2}}|seven|eight|nine|ten|eleven){GAP}(?:[\w-]+{GAP}){{0,2}}\Z",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(rf"({NAME})(?:{GAP}{NAME})?,{GAP}an?{GAP}\Z")
AGED = rf"(?:{GAP}(?:with|aged){GAP}[\w-]+){{0,2}}(?:{GAP}(?:who|that){GAP}(?:is|was))?"
CALLED = re.compile(
    rf"{AGED}[\s#>,(_-]+(?:called|named|known{GAP}as|by{GAP}the{GAP}name{GAP}of)[\s#>:\"'“‘_-]+"
    rf"({NAME}(?:{GAP}{NAME})*|[A-Z]\b)"
)
CALLED_SMALL = re.compile(rf"{AGED}[\s#>,(_-]+called[\s#>:\"'“‘_-]+([a-z]+)", re.IGNORECASE)
NAME_AFTER = re.compile(rf"[\s#>]*[,:(–—-]?[\s#>]*({NAME})(?:{GAP}{NAME})*")
LABELLED_NAME = re.compile(
    r"(?:['’]s|s['’]?)?[ _-]?(?:(?:full|first|last)[ _-]?)?names?[\"']?\s*[:=]\s*[\"'\[]*([A-Za-z][\w'’-]+)(?: \w+)*",
    re.IGNORECASE,
)
FULL_NAME = re.compile(rf"\"?:\s*[\"']?({NAME})[ ]{NAME}")
LETTERS = re.compile(
    rf"[\s#>]*[,:(]?[\s#>]*(?:([A-Z]\.[\s#>]?[A-Z](?:\.|(?![A-Za-z])))|(?<=[\s,:(])([A-Z]{{2}})(?![A-Za-z0-9])"
    rf"|([A-Z])\.{GAP}({NAME}))"
)
ADDRESS = (
    rf"[\s#>:\"'\[(]*(?:is{GAP})?[\"']?(?:flat{GAP}\w+,?{GAP})?"
    rf"[0-9]{{1,4}}[A-Za-z]?,?{GAP}[A-Z][a-z]+(?:{GAP}[A-Z][a-z]+)*"
)
LIVES = re.compile(rf"(?:(?:lives|living|resides|residing){GAP}at|home[ _]address){ADDRESS}")
ITS_HOME = re.compile(rf"(?:['’]s|s['’])?[ _](?:home[ _])?address{ADDRESS}")
#: Words that begin what is looked for, in small letters.
LABELLED = {
    "born": (BIRTH, BORN),
    **dict.fromkeys(("birth", "dob", "d.o", "d o b"), (BIRTH, OF_BIRTH)),
    **dict.fromkeys(("lives", "living", "resid", "home"), (HOME, LIVES)),
}
NOTHING = frozenset(("no", "none", "null", "not", "yes", "true", "false", "text", "line"))
_may_be_labelled = may_have(LABELLED)
_may_be_others = may_have(word for word in PERSONS if word not in FREQUENT)


def words(text: str, lower: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every description of one pupil; ``lower`` is the text in small letters."""
    for word, (kind, pattern) in LABELLED.items() if _may_be_labelled(lower) else ():
        if word not in lower:
            continue
        for start in occurrences(lower, word, alone=word != "birth"):
            match = pattern.match(text, start)
            if match is not None:
                yield kind, start, match.end()
            if kind == BIRTH:
                day = DATE_BEFORE.search(text, max(start - 40, 0), start)
                if day is not None:
                    yield BIRTH, day.start(), start + len(word)
    for word in PERSONS if _may_be_others(lower) else FREQUENT:
        if word not in lower:  # as most are not: nothing is begun then
            continue
        for start in occurrences(lower, word):
            yield from _of_person(text, lower, word, start)


def _of_person(text: str, lower: str, word: str, start: int) -> Iterator[tuple[str, int, int]]:
    """What makes one person of a pupil who is spoken of at a place."""
    end = start + len(word)
    soon = lower[end : end + 80]
    labelled = LABELLED_NAME.match(text, end) if "name" in soon[:16] else None
    if labelled is not None and labelled[1].lower() not in NOTHING:
        yield NAMED, start, labelled.end()
    home = ITS_HOME.match(text, end) if "address" in soon[:20] else None
    if home is not None:
        yield HOME, start, home.end()
    if soon[:1].isalpha():
        return
    full = FULL_NAME.match(text, end) if soon[:1] in ':"' else None
    if full is not None and full[1] not in NO_NAMES:
        yield NAMED, start, full.end()
    near = lower[max(start - 60, 0) : start]
    year = YEAR_BEFORE.search(near) if "year" in near or "yr" in near or " y" in near else None
    first = max(start - 60, 0) + year.start() if year is not None else start
    if "called" in soon or "named" in soon or "known" in soon or "by the name" in soon:
        called = CALLED.match(text, end)
        small = CALLED_SMALL.match(text, end) if word in BY_SEX else None
        if called is not None and called[1] not in NO_NAMES and called[1] not in ("A", "I"):
            yield NAMED, first, called.end()
        elif small is not None and small[1].lower() not in NO_CALLS:
            yield NAMED, first, small.end()
    if year is not None:
        name = NAME_AFTER.match(text, end)
        if name is not None and name[1] not in NO_NAMES:
            yield NAMED, first, name.end()
        introduced = NAME_BEFORE.search(text[max(first - 60, 0) : first])
        if introduced is not None and introduced[1] not in NO_NAMES:
            yield NAMED, max(first - 60, 0) + introduced.start(), end
    letters = LETTERS.match(text, end)
    if letters is not None and letters[2] not in ACRONYMS and letters[4] not in NO_NAMES:
        yield INITIALS, first, letters.end()
