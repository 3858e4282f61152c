"""Second looks at what a pattern matched: whether it is about a pupil, and not about staff, a place or an animal.

Each takes the plain text, and where the match begins and ends in it.
"""

from __future__ import annotations

import re

from apdir.pupil.rule import compiled
from apdir.pupil.somebody import LISTS

#: Nobody born before this is a pupil of today's records; those who found or run a provider were.
FIRST_BIRTH_YEAR = 2000
#: Others that are born or live at an address.
OTHERS = compiled(
    r"(?i)\b(?:goats?|horses?|pony|ponies|donkeys?|sheep|lambs?|foals?|dogs?|pup(?:py|pies)?|cats?|kittens?|"
    r"chickens?|hens?|ducks?|pigs?|piglets?|cows?|calves|calf|llamas?|alpacas?|herd|flock|rabbits?|owls?|birds?|"
    r"animals?|caretakers?|owners?|directors?|founders?|managers?|farmers?|instructors?|teachers?|staff|workshop|team|"
    r"company|charity|project|idea|farm|centre|business|programme|scheme|organisation|provider|trust|service|caf[ae]"
    r")\b[^.;!?\n]{0,30}$"
)
#: Whose address it is, where no name says so.
WHOSE = compiled(r"(?i:pupil|student|learner|child|boy|girl|his|her|their|young person|kid|lad|lass)\b")
#: Values of "pupil's name:" in a form that is blank, or in a rule about it.
NO_VALUES = frozenset(
    ("no", "none", "null", "not", "yes", "true", "false", "text", "line", "leave", "to", "the", "a", "first")
)


def is_named(data: bytes, start: int, end: int) -> bool:
    """Return whether the last word of a match can be a name: "pupil called the office" has none."""
    name = re.split(rb"[\s:\"'-]+", data[start:end])[-1].decode().lower()
    return name not in LISTS["no calls"] and name not in LISTS["no names"]


def is_value(data: bytes, start: int, end: int) -> bool:
    """Return whether what is written behind "pupil's name:" is a name and not a word about one."""
    return re.split(rb"[:=;]", data[start:end])[-1].strip(b" \"'[").split(b" ")[0].decode().lower() not in NO_VALUES


def is_address(data: bytes, start: int, end: int) -> bool:
    """Return whether it is a person's address that a match gives: "her address", "pupil's address", "Sam's address"."""
    first = re.split(r"[\s-]", data[start:end].decode().strip(" '\"-"), maxsplit=1)[0].removesuffix("'s").lower()
    return WHOSE.match(data, start, end) is not None or first not in LISTS["no names"]


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
