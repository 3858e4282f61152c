"""A role in a record, such as "Head of centre": refused where it surely is the name of a person.

Roles are public where names are not, and stay true when people move on. What may be a name or not passes: an
organisation can be named after a person ("John Port School AP lead"), so a name counts as one where nothing beside it
says what it is of. The given names are those common in England that are no words, places or organisations' names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from apdir.first_names import ALL_FIRST_NAMES
from apdir.model.fields import Line, wrong
from apdir.model.role_words import names_a_role, pattern, words_of

#: What stands in roles and in names of organisations, so that the words beside it need not be a person's.
NO_SURNAMES = words_of(
    "academy admin administrator adviser advisor alliance and ap apprentice area assistant association attendance "
    "board business care caseworker centre chair charity chef church clerk club coach college commissioner "
    "commissioning consultant coordinator council counsellor dean deputy designated development director dsl "
    "education educator emeritus executive facilitator family farm federation foundation governor group hall head "
    "headteacher house housing inclusion infant inspector institute instructor junior lane lead leader learning level "
    "lodge manager mentor nursery office officer operations park pastoral practitioner preparatory primary principal "
    "programme project proprietor provider provision psychologist pupil quality receptionist registrar road room "
    "safeguarding school schools secondary secretary sen senco sendco senior services sixth social specialist staff "
    "street student studio studios supervisor support teacher teaching team teams therapist trainer training trust "
    "trustee trustees tutor unit upper visitor warden welfare word work worker workshop youth"
)
WORD = r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*"
#: A title and who bears it. In capitals DR and others are other things too: then the name must be in capitals as well.
TITLED = re.compile(
    r"(?<![\w'’-])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Reverend|Prof|Professor)\.?\s+([A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]*)"
    r"|(?:MR|MRS|MISS|MX|DR|REV|PROF)\.?\s+([A-ZÀ-Þ]{2,})(?![\w'’-]))"
)
#: A title in small letters counts at the beginning alone: a "near miss" is none.
TITLED_SMALL = re.compile(rf"(?:mr|mrs|miss|mx|dr|rev|revd)\.?\s+({WORD})")
#: What stands between a role and a name: "Head of centre (Jane Smith)", "Jane Smith / AP lead".
BETWEEN = re.compile(r"[,;:()\[\]/|&+–—]|\s-+\s|\sand\s", re.IGNORECASE)
INITIALS = re.compile(rf"(?:[A-Z]\.?\s+|[A-Z]\.)+(?P<name>[A-Z]{WORD})\Z")
#: Whose child somebody is: "Rhys ap Gwilym".
WELSH = re.compile(r"(?<![\w'’-])[A-Z][a-z]+ (?:ap|ab|ferch|bin|bint|ibn) [A-Z][a-z]+")
#: What follows a name that says whose it is: "Kate from the office".
BEHIND = frozenset(("the", "from", "at", "in", "on", "who", "or"))
MIDDLE = re.compile(r"[A-Za-z]\.?\Z")

MESSAGE = "This looks like a person's name; a role is asked for."
HINT = "Write the role, such as `Head of centre` or `AP officer`. If it is an organisation's name, say what it is: "
HINT += "`AP lead of John Port School`."


def names_a_person(text: str) -> bool:
    """Whether a text on one line surely names a person, in whole or beside a role."""
    titled = [*TITLED.finditer(text), TITLED_SMALL.match(text)]
    if any(match is not None and not is_of_a_thing(match[match.lastindex or 0]) for match in titled):
        return True
    if "@" in text or WELSH.search(text):
        return True
    return any(_is_name(piece.strip(" .\"'“”‘’*_")) for piece in BETWEEN.split(text))


def is_of_a_thing(name: str) -> bool:
    """Whether a word cannot be a surname: a role's, an organisation's, or one that owns what follows."""
    return name.lower() in NO_SURNAMES or name.endswith(("'s", "’s"))


def _is_name(piece: str) -> bool:
    """Whether a piece of text is a person's name and nothing else."""
    initials = INITIALS.match(piece)
    if initials is not None:
        return not is_of_a_thing(initials["name"])
    given, *rest = piece.split()[:4] or [""]
    owner = re.sub(r"['’]s\Z", "", given)
    if owner != given and owner.lower() in ALL_FIRST_NAMES and rest and rest[0].islower():
        return True  # "Kate's office"
    if given.lower() not in ALL_FIRST_NAMES:
        return _is_behind_a_role(piece.split())
    if rest and rest[0].lower() in BEHIND:
        return True
    if not rest:
        return not given.isupper()
    surnames = [word for word in rest if not MIDDLE.match(word)]
    if not 1 <= len(surnames) <= 2 or len(rest) > 2 or piece.count(" ") > len(rest):
        return False
    one_case = piece.islower() or piece.isupper()
    return all(
        re.fullmatch(WORD, word) is not None and (one_case or word[0].isupper()) and not is_of_a_thing(word)
        for word in surnames
    )


def _is_behind_a_role(words: list[str]) -> bool:
    """Whether a piece ends in a name right behind a role: "Director Jane", "Tutor Jane Lee"."""
    for size in (1, 2):
        role, name = words[:-size], words[-size:]
        if role and name[0].lower() in ALL_FIRST_NAMES and name[0].istitle() and names_a_role(role[-1]):
            return all(word.istitle() and not is_of_a_thing(word) for word in name)
    return False


@lru_cache(maxsize=4_096)  # a few roles recur in every visit
def _role(text: str) -> str:
    if names_a_person(text):
        raise wrong(MESSAGE, HINT, "name of a person")
    return text


class _RoleKind:
    """What a field for a role refuses, and the pattern that editors hold it to."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_role, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": pattern()}


#: What marks a field as one for a role.
ROLE = _RoleKind()
Role = Annotated[Line, ROLE]
