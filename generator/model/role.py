"""A role in a record, such as "Head of centre": refused where it surely is the name of a person.

Roles are public where names are not, and stay true when people move on. What may be a name or not passes: an
organisation can be named after a person ("John Port School AP lead"), so a name counts as one where nothing beside it
says what it is of. The given names are those common in England that are no words, places or organisations' names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from generator.model.fields import Line, wrong


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN = _words(
    "aaron abdul abdullah abigail adam adrian ahmed aisha alan alexander alexandra alison amanda amelia amina amy "
    "anand andrea andrew angela anita anna anne annette anthony antony ayesha barbara barry ben benjamin bernard beth "
    "bethany beverley brenda brian bridget callum carl carol caroline catherine charles christine christopher claire "
    "clare clive colin craig daniel danielle darren dave david deborah debbie denise diane donna dorothy douglas "
    "duncan eileen elaine eleanor elizabeth ellen emily emma eric erin esther fatima fiona gareth garry gary gemma "
    "geoff geoffrey gillian gordon graham greg gurpreet hannah harpreet harriet hassan helen hilary hussain ian "
    "ibrahim imran irene isabel isabelle jacqueline jake james jane janet janice jason jayne jean jenna jennifer "
    "jeremy jessica jill joan joanna joanne joe john jonathan joseph joshua judith judy julia julie julian kamran "
    "karen katherine kathleen kathryn katie kayleigh keith kelly kenneth kerry kevin khadija kieran kirsty kuldeep "
    "laura lauren leanne lesley liam linda lisa lorraine louise lucy luke lynn lynne manjit margaret maria marie "
    "marion martin mary matt matthew maureen megan melanie michael michelle mohamed mohammad mohammed moira muhammad "
    "nadia natalie natasha neil nicholas nicola nicole nigel olivia oliver omar parveen patricia paul paula pauline "
    "peter philip phillip phil priya rachael rachel raj rajesh rebecca richard robert roger ronald rosemary rukhsana "
    "ryan sally samantha samuel sandra sanjay sara sarah sean shabana shannon sharon shaun sheila shirley simon "
    "sophia sophie stacey stephanie stephen steve steven stuart sunil susan suzanne tariq teresa theresa thomas tim "
    "timothy tina tom toni tony tracey tracy trevor usman valerie vanessa vijay vikram vivien wendy william yasmin "
    "yusuf yvonne zainab zoe"
)
#: What stands in roles and in names of organisations, so that the words beside it need not be a person's.
NO_SURNAMES = _words(
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
INITIALS = re.compile(rf"(?:[A-Z]\.\s*)+(?P<name>[A-Z]{WORD})\Z")
MIDDLE = re.compile(r"[A-Za-z]\.?\Z")

MESSAGE = "This looks like a person's name; a role is asked for."
HINT = "Write the role, such as `Head of centre` or `AP officer`. If it is an organisation's name, say what it is: "
HINT += "`AP lead of John Port School`."


def names_a_person(text: str) -> bool:
    """Whether a text on one line surely names a person, in whole or beside a role."""
    titled = [*TITLED.finditer(text), TITLED_SMALL.match(text)]
    if any(match is not None and not _is_of_a_thing(match[match.lastindex or 0]) for match in titled):
        return True
    return any(_is_name(piece.strip(" .\"'“”‘’*_")) for piece in BETWEEN.split(text))


def _is_of_a_thing(name: str) -> bool:
    """Whether a word cannot be a surname: a role's, an organisation's, or one that owns what follows."""
    return name.lower() in NO_SURNAMES or name.endswith(("'s", "’s"))


def _is_name(piece: str) -> bool:
    """Whether a piece of text is a person's name and nothing else."""
    initials = INITIALS.match(piece)
    if initials is not None:
        return not _is_of_a_thing(initials["name"])
    given, *rest = piece.split()[:4] or [""]
    if given.lower() not in GIVEN:
        return False
    if not rest:
        return not given.isupper()
    surnames = [word for word in rest if not MIDDLE.match(word)]
    if not 1 <= len(surnames) <= 2 or len(rest) > 2 or piece.count(" ") > len(rest):
        return False
    one_case = piece.islower() or piece.isupper()
    return all(
        re.fullmatch(WORD, word) is not None and (one_case or word[0].isupper()) and not _is_of_a_thing(word)
        for word in surnames
    )


@lru_cache(maxsize=4_096)  # a few roles recur in every visit
def _role(text: str) -> str:
    if names_a_person(text):
        raise wrong(MESSAGE, HINT, "name of a person")
    return text


Role = Annotated[Line, AfterValidator(_role)]
