"""Always a pupil's: a birthday, a name behind its label, a home, a parent's telephone."""

from __future__ import annotations

from apdir.pupil import context
from apdir.pupil.rule import Rule
from apdir.pupil.somebody import INITIALS, NAMED
from apdir.pupil.vocabulary import (
    ADDRESS,
    CALLED,
    CHILD,
    DATE,
    END,
    FULL_DATE,
    GAP,
    KIN,
    LABEL,
    LEFT,
    MORE,
    NAME,
    PERSON,
    RIGHT,
    THEN,
    YEAR,
)

BIRTH = "date of birth"
HOME = "home address of a pupil"
FAMILY = "pupil's family"

#: "d.o.b.", "D/O/B", "dob".
DOB = r"d[./]? ?o[./]? ?b"
#: A few words: may come between "Year 9" and "boy".
SOME = rf"(?:[\w-]{{1,20}}{GAP}){{0,2}}"
A_PUPIL = rf"(?:{YEAR}{GAP}{SOME})?"

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
    Rule(
        NAMED,
        rf"{LEFT}({LABEL}[\"']?\s{{0,9}}[:=;]\s{{0,9}}[\"'\[]{{0,2}}[A-Za-z][A-Za-z'-]{{1,30}}"
        rf"(?: [A-Za-z'-]{{1,30}}){{0,3}})",
        context.is_value,
    ),
    Rule(INITIALS, rf"{LEFT}((?i:initials):\s{{0,9}}[A-Z]{{2,3}}){RIGHT}"),
    Rule(
        FAMILY,
        rf"{LEFT}((?i:{KIN})(?i:'s)? (?i:mobile|phone|tel|number|telephone|email)(?: (?i:is|no|number))?"
        r"[:\s.]{0,5}[0-9+][0-9 ]{7,14})",
    ),
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
RULES = (*BIRTHDAYS, *NAMES, *HOMES)
