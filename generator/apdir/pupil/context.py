"""Second looks at what a pattern matched: whether it is about a pupil, and not about staff, a place or an animal.

Each takes the plain text, and where the match begins and ends in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apdir.first_names import FIRST_NAMES
from apdir.pupil.rule import compiled
from apdir.pupil.vocabulary import (
    ACRONYMS,
    AGE,
    AGE_IN_WORDS,
    GAP,
    NO_CALLS,
    NO_NAMES,
    NUMBER,
    OLD,
    YEAR,
)

#: Nobody born before this is a pupil of today's records; those who found or run a provider were.
FIRST_BIRTH_YEAR = 2000
#: Who or what else is born and lives at an address.
OTHERS = compiled(
    r"(?i)\b(?:goats?|horses?|pony|ponies|donkeys?|sheep|lambs?|foals?|dogs?|pup(?:py|pies)?|cats?|kittens?|"
    r"chickens?|hens?|"
    r"ducks?|pigs?|piglets?|cows?|calves|calf|llamas?|alpacas?|herd|flock|rabbits?|owls?|birds?|animals?|caretakers?|"
    r"owners?|directors?|founders?|managers?|farmers?|instructors?|teachers?|staff|workshop|team|company|charity|"
    r"project|idea|farm|centre|business|programme|scheme|organisation|provider|trust|service|caf[ae]"
    r")\b[^.;!?\n]{0,30}$"
)
ANIMALS = (
    r"(?:goats?|horses?|pony|ponies|donkeys?|sheep|lambs?|foals?|dogs?|pup(?:py|pies)?|cats?|kittens?|chickens?|hens?|"
    r"ducks?|pigs?|piglets?|cows?|calves|calf|llamas?|alpacas?|rabbits?|owls?)"
)
ANIMAL_BEFORE = compiled(rf"(?i)\b{ANIMALS}\b[^.;!?\n]{{0,60}}$")
ANIMAL_AFTER = compiled(rf"(?i)^,? (?:is |was )?(?:our|the|a|an) (?:[a-z-]+ ){{0,3}}{ANIMALS}\b")
#: What makes it likely that somebody named nearby is a pupil.
PUPIL_WORDS = compiled(
    rf"(?i)(?:^|[^A-Za-z])(?:{YEAR}|{OLD}|age[ds]? ?(?:{AGE}|{AGE_IN_WORDS})|is (?:only |just |now |nearly )?{AGE}|"
    rf"\({AGE}[,)]|[,(-] ?{AGE} ?yrs?|[:,] ?{AGE}[,;]|[|] ?{NUMBER} ?[|]|"
    rf"exclu(?:ded|sion)s?|"
    r"suspended|suspension|ehc|ehcp|ehc plan|education,? health|sen|send|sen support|mum|mums|mam|mom|dad|mother|"
    r"father|"
    r"stepdad|stepmum|nan|gran|parents?|carers?|foster (?:carers?|care|mum|dad|parents?|family|home|placement)|"
    r"looked[ -]after|lac|cla|child in need|in care|child protection|"
    r"attendance|attends|attended|absent|absences?|truant\w*|truancy|timetable|placement|diagnos\w*|adhd|autism|"
    r"autistic|asd|asc|pda|self[ -]harm\w*|pupil|student|learner|boy|girl|child|lad|tutor group|classmates?|peers?|"
    r"gcses?|medication|inhaler|epilep\w*|asthma|allerg\w*|social worker|camhs|yot|youth offending|absconded|absconds|"
    r"ran (?:away|off)|hit out|bit|kicked|swore|threw|restrained|meltdowns?|anxiety|anxious|pregnant|bullied|"
    rf"(?:his|her|their|the) family|family (?:has|have )?moved|new address|off since|been off|adopted|collects?|"
    rf"picked up|turn(?:ed|s) {AGE}|who'?s {AGE}|daughter|son|sw|lac review|[bdkx] code|code [bdkx]|was in on|"
    rf"no show|home visit|self[ -]harms?|in prison|aunt|uncle|"
    r"sister|brother|grandad|grandma|emergency contact|annual review|dyslexi[ac]|dyspraxi[ac]|from care|"
    r"went missing|missing from|arrested|solicitor|tagged|curfew|"
    r"gcse resit|"
    r"first aid given|parental consent|consent|allergic|penicillin|reading age|home school|on roll|taxi|"
    r"safeguarding concern|disclosed|disclosure|punched|fight|refused)"
    r"(?:[^A-Za-z0-9]|$)"
)
ROLE = (
    r"(?:head\w*|manag\w+|founder|director|tutor|teacher|instructor|officer|coach|senco|dsl|lead\w*|therapist|worker|"
    r"trainer|owner|mentor|assessor|governor|chair\w*|trustee|co-?ordinator|deputy|assistant|counsellor|nurse|"
    r"psychologist|farmer|chef|mechanic|administrator|principal|consultant|adviser|advisor|author|poet|inspector|"
    r"councillor|mp|bursar|receptionist|volunteer|facilitator|practitioner|specialist|professor|artist)"
)
#: What says, before or behind a name, that it is somebody who works there, or a thing that bears a name.
STAFF_BEFORE = compiled(
    rf"(?i)(?:\b(?:{ROLE}|staff)(?: is| are|,|:)?|\b(?:ask for|call|ring|email|contact|speak to|mr|mrs|ms|miss|dr|"
    rf"sir|prof|rev|st|"
    r"saint|king|queen|prince|princess|lord|lady|by|our|thanks to|duke of|the|a) ?\.?|@)\s{0,3}"
    r"(?:[A-Z][a-z]+(?: and | or |, )){0,4}$"
)
STAFF_AFTER = compiled(
    rf"(?i)^(?: [A-Z][A-Za-z'-]+)?(?:,? (?:who |also |and \w+ )?(?:teach\w*|runs?|leads?|led|manag\w+|found\w+|"
    rf"coach\w*|"
    r"delivers?|tutors|mentors|works|worked|joined|set up|started|owns|trained|trains|holds|supervises|supports|"
    rf"co-?ordinates|assesses|wrote|qualified|(?:is|was) (?:our|the|a|an) [^.]{{0,30}}{ROLE})\b|"
    rf"(?:, | ?\(| - )(?:our|the|a|an)? ?(?:[a-z-]+ ){{0,3}}{ROLE}\b|"
    r" (?:rooms?|groups?|class|suite|block|wing|road|street|lane|avenue|close|drive|court|house|hall|centre|farm|"
    r"school|academy|college|church|park|trust|"
    r"foundation|hospital|university|library|theatre|award|gallery|ltd|limited|(?:&|and) sons|day|way|place|square|"
    r"hill|"
    r"green|"
    r"'s (?:church|school|college|hospital|academy))\b|'s (?:cafe|farm|place|kitchen|garden|yard|garage|award|"
    r"(?:ce|rc|catholic|church|primary|junior|infant|school|academy|college|hospice|house|hospital)\b))"
)
SENTENCE_END = re.compile(
    rb"(?<![A-Z])[.!?][)\"']?\s+(?!She|He|They|His|Her|Their|Mum|Dad|Parents|Yr|Year)|\n\s*\n|\n\s*[-;] |\n[\w ]+:|;"
)
#: What lessons are about: books, people of the past, countries.
TOPIC = compiled(
    r"(?i)\b(?:taught|topics?|novels?|poems?|poetry|plays? by|reading (?:club|group)|books?|films?|studied|"
    r"study(?:ing)?|studies|"
    r"biograph\w*|projects?|set texts?|lessons? on|unit on|scheme of work|read|readers?|library|authors?|"
    r"shakespeare|drama|characters?|the story of|"
    r"(?:ks ?[1-5]|(?:year|yr) [0-9]+|in) (?:history|geography)|(?:history|geography) (?:lessons?|topics?|week))\b"
)
#: Ages behind a name that are those of many.
RANGE = compiled(
    rf",?\s{{1,9}}\(?(?i:aged?){GAP}[0-9]{{1,2}}\s{{0,3}}(?:[+-]|(?i:to|and|or|plus|upwards|over|under|up)\b)"
)
CAPITALISED = re.compile(rb"(?<![A-Za-z])[A-Z][a-z]+(?![A-Za-z])")
CAPITALISED_NAMES = frozenset(name.capitalize().encode() for name in FIRST_NAMES)
#: What somebody does who is named.
ACTS = compiled(r" (?:was|is|has|had|said|did|will|who|came|went|left|needs)\b")
#: Whose address it is, where no name says so.
WHOSE = compiled(r"(?i:pupil|student|learner|child|boy|girl|his|her|their|young person|kid|lad|lass)\b")
#: What stands behind "pupil's name:" in a form that is blank, or in a rule about it.
NO_VALUES = frozenset(
    ("no", "none", "null", "not", "yes", "true", "false", "text", "line", "leave", "to", "the", "a", "first")
)
#: Whose mother is no pupil's.
NO_CHILDREN = frozenset(("mother", "father", "tomorrow", "council", "world"))
#: How far from a name its sentence is read.
NEAR = 110


def is_name(data: bytes, start: int, end: int) -> bool:
    """Return whether the first word of a match can be a person's name."""
    return _first_word(data[start:end]) not in NO_NAMES


def is_first_name(data: bytes, start: int, end: int) -> bool:
    """Return whether the first word of a match is a first name that children have."""
    return _first_word(data[start:end]) in FIRST_NAMES


def is_named(data: bytes, start: int, end: int) -> bool:
    """Return whether the last word of a match can be a name: "pupil called the office" has none."""
    name = re.split(rb"[\s:\"'-]+", data[start:end])[-1].decode().lower()
    return name not in NO_CALLS and name not in NO_NAMES


def is_name_with_verb(data: bytes, start: int, end: int) -> bool:
    """Return whether a match is a first name, or a name that does something: "Year 10 pupil Zed was"."""
    return is_first_name(data, start, end) or (
        is_name(data, start, end) and ACTS.match(data, end, end + 10) is not None
    )


def is_value(data: bytes, start: int, end: int) -> bool:
    """Return whether what is written behind "pupil's name:" is a name and not a word about one."""
    return re.split(rb"[:=;]", data[start:end])[-1].strip(b" \"'[").split(b" ")[0].decode().lower() not in NO_VALUES


def is_full_name(data: bytes, start: int, end: int) -> bool:
    """Return whether two names stand behind "pupil:"."""
    return is_name(data, data.index(b":", start) + 1, end)


def is_one_age(data: bytes, start: int, end: int) -> bool:
    """Return whether an age behind a name is one age: "Riverside Learning, aged 11 to 16" is about a provider."""
    return RANGE.match(data, end, end + 60) is None and is_name(data, start, end)


def is_pupil(data: bytes, start: int, end: int) -> bool:
    """Return whether a first name stands in a sentence about a pupil, with no sign that it is a member of staff's."""
    before, after = _sentence(data, start, end)
    if not is_no_staff(data, start, end) or STAFF_AFTER.search(after) is not None:
        return False
    if ANIMAL_BEFORE.search(before) is not None or ANIMAL_AFTER.search(after) is not None:
        return False
    if TOPIC.search(before) is not None or TOPIC.search(after) is not None:
        return False
    return any(PUPIL_WORDS.search(part.replace(b"pupil data", b"")) is not None for part in (before, after))


def is_pupil_by_initials(data: bytes, start: int, end: int) -> bool:
    """Return whether initials, or an initial and a surname, stand in a sentence about a pupil."""
    found = data[start:end].decode()
    surname = found.partition(".")[2].strip().lower()
    if found[:2] in ACRONYMS or surname in NO_NAMES:
        return False
    return is_pupil(data, start, end)


def is_whole_name(data: bytes, start: int, end: int) -> bool:
    """Return whether no word of a match is the name of a thing."""
    return not NO_NAMES & set(re.split(r"[\s-]+", data[start:end].decode().lower()))


def is_first_name_of_no_staff(data: bytes, start: int, end: int) -> bool:
    """Return whether a match begins with a first name that is no member of staff's, as far as can be seen."""
    return is_first_name(data, start, end) and is_no_staff(data, start, end)


def first_names(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each first name begins and ends."""
    for word in CAPITALISED.finditer(data):
        if word[0] in CAPITALISED_NAMES:
            yield word.span()


def is_no_staff(data: bytes, start: int, end: int) -> bool:
    """Return whether nothing before a name says that it is a member of staff's, or of a place."""
    return STAFF_BEFORE.search(data[max(start - NEAR, 0) : start]) is None


def is_relative(data: bytes, start: int, end: int) -> bool:
    """Return whether the mother or home of a match is somebody's: "Today's parents" are nobody's."""
    name = _first_word(data[start:end])
    return name not in NO_NAMES and name not in NO_CHILDREN


def is_address(data: bytes, start: int, end: int) -> bool:
    """Return whether it is a person's address that a match gives: "her address", "pupil's address", "Sam's address"."""
    return WHOSE.match(data, start, end) is not None or is_name(data, start, end)


def is_person(data: bytes, start: int, end: int) -> bool:
    """Return whether no animal, member of staff or business is said to live at, or be born on, what follows."""
    return OTHERS.search(data[max(start - 60, 0) : start]) is None


def is_young(data: bytes, start: int, end: int) -> bool:
    """Return whether a date of birth is recent enough to be a pupil's."""
    year = re.search(rb"(?:19|20)[0-9]{2}", data[start:end])
    if year is not None:
        return int(year[0]) >= FIRST_BIRTH_YEAR
    short = re.search(rb"([0-9]{2})\D*$", data[start:end])
    return short is None or int(short[1]) < 50


def is_birth(data: bytes, start: int, end: int) -> bool:
    """Return whether it is a young person who was born, and no animal or business."""
    return is_young(data, start, end) and is_person(data, start, end)


def is_initials(data: bytes, start: int, end: int) -> bool:
    """Return whether the last letters of a match are somebody's initials and not "PE" or "IT"."""
    letters = re.search(rb"[A-Z]{2}$|[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?$", data[start:end])
    return letters is not None and (b"." in letters[0] or letters[0].decode() not in ACRONYMS)


def _first_word(found: bytes) -> str:
    return re.split(r"[\s-]", found.decode().strip(" '\"-"), maxsplit=1)[0].removesuffix("'s").lower()


def _sentence(data: bytes, start: int, end: int) -> tuple[bytes, bytes]:
    """Return what stands before and behind a place in the same sentence."""
    before, after = data[max(start - NEAR, 0) : start], data[end : end + NEAR]
    begin = max((match.end() for match in SENTENCE_END.finditer(before)), default=0)
    stop = SENTENCE_END.search(after)
    return before[begin:], after[: stop.start()] if stop is not None else after
