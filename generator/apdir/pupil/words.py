"""Words by which one pupil is known: a birthday, a name with a year group, initials, a home, a family."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.pupil import context
from apdir.pupil.rule import Rule
from apdir.pupil.vocabulary import (
    ADDRESS,
    AGE,
    CALLED,
    CHILD,
    DATE,
    END,
    FULL_DATE,
    GAP,
    INITIAL,
    KIN,
    LABEL,
    LEFT,
    MORE,
    NAME,
    NAMES_IN_FULL,
    OLD,
    OWN,
    PERSON,
    RIGHT,
    SECOND,
    THEN,
    YEAR,
)

BIRTH = "date of birth"
NAMED = "pupil described by name"
INITIALS = "pupil's initials"
HOME = "home address of a pupil"
FAMILY = "pupil's family"

#: "d.o.b.", "D/O/B", "dob".
DOB = r"d[./]? ?o[./]? ?b"
#: "who is", a few words: what may stand between "Year 9" and "boy".
SOME = rf"(?:[\w-]{{1,20}}{GAP}){{0,2}}"
A_PUPIL = rf"(?:{YEAR}{GAP}{SOME})?"
DOTTED = r"[A-Z]\.\s?[A-Z]\.?"

BIRTHDAYS = (
    Rule(
        BIRTH,
        rf"{LEFT}((?i:born)(?:{GAP}(?i:in){GAP}[A-Z][a-z]{{1,20}})?[\s,:(-]{{0,40}}"
        rf"(?i:(?:on|in|the|around|about){GAP}){{0,2}}{DATE}){END}",
        context.is_birth,
    ),
    Rule(BIRTH, rf"{LEFT}((?i:b)\.?{GAP}(?:on{GAP})?{FULL_DATE}){END}", context.is_young),
    Rule(
        BIRTH,
        rf"(?:^|[^A-Za-z])((?i:(?:date{GAP}of{GAP})?birth(?:[ -]?da(?:te|y))?|b-?day|dateOfBirth|{DOB}"
        rf"\.?)[^A-Za-z0-9.;]{{0,12}}"
        rf"(?:(?i:is|was|of the pupil|of pupil|of child|pupil|child)[^0-9.;]{{0,12}})?"
        rf"(?:{DATE}|[0-9]{{8}}|[0-9]{{6}})){END}",
        context.is_young,
    ),
    Rule(
        BIRTH,
        rf"(?:^|[^0-9])({DATE}\s{{0,9}}[(\[]\s{{0,9}}(?i:{DOB}|date of birth|born|birth(?:day|date)?)){RIGHT}",
        context.is_young,
    ),
)
NAMES = (
    Rule(
        NAMED,
        rf"{LEFT}({A_PUPIL}{PERSON}{MORE}[\s,(-]{{1,40}}{CALLED}[\s:\"'-]{{1,40}}(?:{NAME}|[A-Z]{{3,12}}|[B-HJ-Z]\b))",
        context.is_named,
    ),
    Rule(
        NAMED,
        rf"{LEFT}({A_PUPIL}{CHILD}{MORE}[\s,(-]{{1,40}}{CALLED}[\s:\"'-]{{1,40}}[a-z]{{2,20}})\b",
        context.is_named,
    ),
    Rule(NAMED, rf"{LEFT}{YEAR}{GAP}{SOME}{PERSON}\s{{0,9}}[,:(-]\s{{0,40}}({NAMES_IN_FULL})", context.is_name),
    Rule(NAMED, rf"{LEFT}(?:{YEAR}|{OLD}){GAP}{SOME}{PERSON}{GAP}({NAMES_IN_FULL})", context.is_name_with_verb),
    Rule(NAMED, rf"{LEFT}{OLD}{GAP}({NAMES_IN_FULL})", context.is_name),
    Rule(
        NAMED,
        rf"{LEFT}({NAMES_IN_FULL}),?\s{{1,9}}\(?(?i:who{GAP}is{GAP}|is{GAP})?"
        rf"(?:(?i:an?){GAP}(?:{YEAR}|{OLD}){GAP}{SOME}{PERSON}|(?i:aged?){GAP}{AGE})\b",
        context.is_one_age,
    ),
    Rule(
        NAMED,
        rf"{LEFT}({LABEL}[\"']?\s{{0,9}}[:=;]\s{{0,9}}[\"'\[]{{0,2}}[A-Za-z][A-Za-z'-]{{1,30}}"
        rf"(?: [A-Za-z'-]{{1,30}}){{0,3}})",
        context.is_value,
    ),
    Rule(NAMED, rf"{LEFT}({PERSON}\"?:\s{{1,9}}[\"']?{NAME} {NAME})", context.is_full_name),
    Rule(NAMED, rf"{LEFT}([A-Z][a-z]{{1,12}}-{SECOND})\b", context.is_pupil),
    Rule(
        NAMED,
        rf"{LEFT}([A-Za-z]{{2,20}})[.,]? (?:is )?(?:{YEAR}|{AGE}[.,])(?:[^A-Za-z0-9]|$)",
        context.is_first_name_of_no_staff,
    ),
    Rule(
        NAMED,
        rf"{LEFT}(?:[Oo]ne|[Aa]|[Tt]he|[Tt]his|[Oo]ur) {SOME}{PERSON}(?: \w{{1,12}})?, ({NAME}),",
        context.is_name,
    ),
    Rule(NAMED, rf"{LEFT}((?i:her|his) (?i:name is|name's) {NAME}|(?i:he|she)(?i:'s| is) (?i:called|named) {NAME})"),
    Rule(NAMED, rf"{LEFT}({NAME} {NAME}),? \(?{YEAR}[,;.)]", context.is_whole_name),
    Rule(NAMED, rf"{LEFT}(?i:he|she) \(({NAME})", context.is_name),
    Rule(
        NAMED,
        rf"{LEFT}[Nn]ame:\s{{0,9}}({NAMES_IN_FULL})\s{{1,9}}(?i:year|yr|ncy|age|dob|date of birth|d\.o\.b)\b",
        context.is_name,
    ),
    Rule(NAMED, rf"{LEFT}{PERSON}{GAP}(?:in|from|of){GAP}{YEAR}[\s,:(-]{{1,9}}({NAMES_IN_FULL})", context.is_name),
    Rule(NAMED, rf"{LEFT}(?i:twins|brothers|sisters|siblings) ({NAMES_IN_FULL})", context.is_whole_name),
    Rule(
        NAMED,
        rf"{LEFT}(?i:attendance|sw|behaviour|exclusion|suspension|diagnosis|mum|mother|dad|father|parents|carers?|"
        rf"photo|"
        rf"medication|ehcp?|ehc plan|key worker|social worker|taxi|timetable|tuition) (?:of|for) ({NAME} {NAME})",
        context.is_whole_name,
    ),
    Rule(
        NAMED,
        rf"{LEFT}({NAME}) \((?:{YEAR}|{AGE})\b[^)]{{0,60}}\b(?i:adopted|heritage|ehcp?|send?|autism|autistic|adhd|"
        rf"risk|lac|"
        r"excluded|mum|male|female|she|he|his|her)\b",
        context.is_name,
    ),
)
FAMILIES = (
    Rule(FAMILY, rf"{LEFT}({NAME}'s?{GAP}(?i:(?:\w{{1,12}} )?{KIN}))\b", context.is_relative),
    Rule(FAMILY, rf"{LEFT}({NAME}(?: {NAME})?'s?{GAP}(?i:{OWN}))\b", context.is_first_name_of_no_staff),
    Rule(FAMILY, rf"{LEFT}(?i:{KIN}) (?i:of) ({NAME})\b", context.is_first_name),
    Rule(
        FAMILY,
        rf"{LEFT}((?i:{KIN})(?i:'s)? (?i:mobile|phone|tel|number|telephone|email)(?: (?i:is|no|number))?"
        r"[:\s.]{0,5}[0-9+][0-9 ]{7,14})",
    ),
)
INITIALS_ONLY = (
    Rule(
        INITIALS,
        rf"{LEFT}({INITIAL}),?\s{{0,9}}\(?(?i:(?:is )?in{GAP}|from{GAP}|of{GAP})?{YEAR}\b",
        context.is_initials,
    ),
    Rule(INITIALS, rf"{LEFT}({DOTTED}),?\s{{0,9}}\(?(?i:aged? )?{AGE}\b", context.is_initials),
    Rule(INITIALS, rf"{LEFT}({PERSON}\s{{0,40}}[,:(]?\s{{0,40}}(?:{DOTTED}|[A-Z]\.{GAP}{NAME}))"),
    Rule(INITIALS, rf"{LEFT}({PERSON}[\s,:(]{{1,40}}[A-Z]{{2}}){RIGHT}", context.is_initials),
    Rule(INITIALS, rf"{LEFT}({YEAR}{GAP}{DOTTED}){RIGHT}"),
    Rule(
        INITIALS,
        rf"{LEFT}([A-Z]{{2}}) (?:was|is|has|had|said|came|left|refused|hit|will)\b",
        context.is_pupil_by_initials,
    ),
    Rule(INITIALS, rf"{LEFT}((?i:initials):\s{{0,9}}[A-Z]{{2,3}}){RIGHT}"),
    Rule(INITIALS, rf"{LEFT}([A-Z]\. ?{NAME})", context.is_pupil_by_initials),
)
HOMES = (
    Rule(
        HOME,
        rf"{LEFT}((?i:lives?|living|resides|residing|stays|staying){GAP}(?i:at|in|on|near){GAP}{ADDRESS})",
        context.is_person,
    ),
    Rule(
        HOME,
        rf"{LEFT}((?i:home[\s-]address|home postcode|address of (?:the )?(?:pupil|child|student|learner)){THEN}"
        rf"(?i:is{GAP})?[\"']?{ADDRESS})",
    ),
    Rule(
        HOME,
        rf"{LEFT}((?:(?:{PERSON}|{NAME})(?i:'s|s')|(?i:his|her|their)){GAP}(?i:home )?(?i:address|postcode){THEN}"
        rf"(?i:is{GAP})?[\"']?{ADDRESS})",
        context.is_address,
    ),
    Rule(
        HOME,
        rf"{LEFT}((?:Lives{GAP}with{GAP}(?:(?i:his|her){GAP})?|(?i:lives|living){GAP}(?i:with){GAP}(?i:his|"
        rf"her){GAP})(?i:\w{{1,12}} )?(?i:{KIN}))\b",
        context.is_person,
    ),
)
RULES = (*BIRTHDAYS, *NAMES, *FAMILIES, *INITIALS_ONLY, *HOMES)


def named_pupils(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of every first name in a sentence about a pupil."""
    return ((NAMED, *span) for span in context.first_names(data) if context.is_pupil(data, *span))
