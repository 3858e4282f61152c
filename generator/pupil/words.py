"""Words by which one pupil is known: a birthday, a name with a year group, initials, a home, a family."""

from __future__ import annotations

from generator.pupil import context
from generator.pupil.rule import Rule
from generator.pupil.vocabulary import (
    ADDRESS,
    AGE,
    CALLED,
    CHILD,
    DATE,
    END,
    FIRST,
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
        rf"(?:^|[^A-Za-z])((?i:(?:date{GAP}of{GAP})?birth(?:[ -]?da(?:te|y))?|dateOfBirth|{DOB}"
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
        rf"{LEFT}({LABEL}[\"']?\s{{0,9}}[:=]\s{{0,9}}[\"'\[]{{0,2}}[A-Za-z][A-Za-z'-]{{1,30}}"
        rf"(?: [A-Za-z'-]{{1,30}}){{0,3}})",
        context.is_value,
    ),
    Rule(NAMED, rf"{LEFT}({PERSON}\"?:\s{{1,9}}[\"']?{NAME} {NAME})", context.is_full_name),
    Rule(NAMED, rf"{LEFT}({FIRST})(?:[^A-Za-z]|$)", context.is_pupil),
)
FAMILIES = (
    Rule(FAMILY, rf"{LEFT}({NAME}'s?{GAP}(?i:(?:\w{{1,12}} )?{KIN}))\b", context.is_relative),
    Rule(FAMILY, rf"{LEFT}({FIRST}'s?{GAP}(?i:{OWN}))\b", context.is_no_staff),
    Rule(FAMILY, rf"{LEFT}((?i:{KIN}) (?i:of) {FIRST})\b"),
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
        rf"{LEFT}((?i:lives|living){GAP}(?i:with){GAP}(?i:his|her){GAP}(?i:\w{{1,12}} )?(?i:{KIN}))\b",
        context.is_person,
    ),
)
RULES = (*BIRTHDAYS, *NAMES, *FAMILIES, *INITIALS_ONLY, *HOMES)
