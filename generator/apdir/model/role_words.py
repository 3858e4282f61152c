"""The words that name a role or an office: a role has one of them, which no person's name does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


#: Words for what somebody does, for whom one asks, or for a body that acts; plurals and compounds (headteacher, link
#: workers) are known by them.
ROLES = words_of(
    "accountant admin administration administrator admissions adviser advisor advocate agency agent ambassador "
    "analyst ap apprentice artist assessor assistant assurance attendance auditor authority beekeeper behaviour "
    "blacksmith board booking bookings bookkeeper bricklayer builder bursar carer caretaker caseworker centre ceo "
    "cfo chair chairman chairperson charity chef childminder clerk clinician coach commissioner commissioning "
    "committee company consultant contact coo coordinator council counsellor crew curriculum ddsl delegate "
    "department deputy designer desk dietitian director dsl editor education educator electrician elsa employee "
    "employer engineer enquiries enquiry enrolment ep ewo examinations examiner exams executive facilitator finance "
    "foreman founder freelancer gardener governor groundsman handler head headmaster headmistress headteacher "
    "helpdesk helpline hlta hr inclusion individual info infoline information inspector instructor intake "
    "interviewer iqa joiner keyworker labourer lado lead leader leadership lecturer liaison librarian lifeguard "
    "line link lsa machinist mailbox management manager matron md mechanic mediator member mentor minister musician "
    "nominee nurse nurture office officer operations operative operator ordinator organiser outreach owner pa "
    "paediatrician paramedic partner partnership pastor pastoral photographer physiotherapist placement placements "
    "planner plumber practitioner president principal producer professor programmer proprietor provider provision "
    "psychiatrist psychologist reception receptionist recruiter referral referrals registrar representative "
    "researcher reviewer safeguarding school secretary senco sendco service services slt specialist staff "
    "supervisor support surveyor switchboard teacher team technician technologist therapist trader trainee trainer "
    "treasurer trust trustee tutor verifier vice visitor volunteer warden welder welfare worker"
)
#: Things called after people, so that a first name before one is no person's: "Hope House", "Victoria Centre".
THINGS = words_of(
    "academy agency alliance and area association base baths block board building campus centre charity chi church "
    "city club college committee common company cottage council county court department district estate farm "
    "federation form forum foundation gallery garden grange group hall hospital hotel house hub infant inn "
    "institute junior kitchen lane leisure level library lodge ltd museum nursery organisation panel park "
    "partnership preparatory primary programme project region road room scheme school secondary service shop site "
    "sixth society square stable station street studio team tech term theatre town trust unit university upper "
    "valley village wing word workshop yard"
)
#: Subjects of roles: no surname, and behind a first name the role begins with it ("Sam Youth Worker").
MATTERS = words_of(
    "business care class development education emeritus family housing learning pupil quality safety sen senior "
    "social sport student teaching training work youth"
)
#: Trades that are surnames too: they name a role in small letters, or by themselves ("The potter", "Skipper"; not "Sue
#: Potter").
TRADES = words_of(
    "baker barber bishop blacksmith brewer butcher butler carpenter chaplain cook dean driver farmer farrier fisher "
    "forester gamekeeper groom mason miller painter porter potter ranger roofer saddler sailor shepherd singer "
    "skipper steward tailor thatcher vicar weaver"
)
#: Between whom one asks for and where: "Kate from the office" names no role before it.
PLACE = re.compile(r"\s(?:from|at|in|on)\s", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Endings that make a role of any words before them.
ENDINGS = ("worker", "teacher", "leader", "manager", "keeper", "maker", "person", "people", "minder", "mentor", "tutor",
           "therapist", "ologist")  # fmt: skip


@lru_cache(maxsize=4_096)  # a few roles recur in every visit
def names_a_role(text: str, more: Sequence[str] = ()) -> bool:
    """Whether a text says which role or office is meant; ``more`` are words that a directory adds."""
    whom = PLACE.split(text)[0]
    written = WORD.findall(whom)
    words = [word.lower() for word in written]
    if any(map(is_role, words)):
        return True
    if any(_stands_in(WORD.findall(other.lower()), words) for other in more):
        return True
    alone = [word for word in words if word not in ("the", "a", "an")]
    return any(_one(word.lower()) & TRADES and (word.islower() or len(alone) == 1) for word in written)


def _stands_in(phrase: list[str], words: list[str]) -> bool:
    """Whether the words of a phrase follow each other among others, as they are or as plurals."""
    size = len(phrase)
    starts = range(len(words) - size + 1) if size else ()
    return any(all(word in _one(other) for word, other in zip(phrase, words[at:], strict=False)) for at in starts)


def is_role(word: str) -> bool:
    """Whether a word is one for a role or an office, by itself."""
    return any(one in ROLES or one.endswith(ENDINGS) for one in _one(word.lower()))


def is_thing(word: str) -> bool:
    """Whether a word, or the one it is the plural of, is called after people and is no person."""
    return bool(_one(word.lower()) & THINGS)


def _one(word: str) -> set[str]:
    """A word, and what it may be the plural of."""
    singular = {word, word.removesuffix("s"), word.removesuffix("’s").removesuffix("'s")}
    if word.endswith(("ses", "xes", "ches", "shes")):
        singular.add(word.removesuffix("es"))
    if word.endswith("ies"):
        singular.add(f"{word.removesuffix('ies')}y")
    if word.endswith("men"):
        singular.add(f"{word.removesuffix('men')}man")
    return singular


def pattern(more: Sequence[str] = ()) -> str:
    """A pattern that a text with a word for a role fits, as a whole word, for forms that check while one types.

    It knows no first names: `Sue Brown, head of centre` is left to the check.
    """
    words = "|".join(_spelt(word) for word in sorted({*ROLES, *(word.lower() for word in more)}))
    trades = "|".join(sorted(TRADES))
    alone = "|".join(_spelt(word) for word in sorted(TRADES))
    ends = "|".join((*ENDINGS, *(ending.upper() for ending in ENDINGS)))
    before = r"(?:(?!\s(?:from|at|in|on)\s).)*?"
    return (
        r"^\s*$|^(?![^@]*@)(?!(?:.*[\s(,])?(?:Mr|Mrs|Miss|Mx)\.?\s+[A-Z])(?!.*[a-z]\s(?:ap|ab)\s[A-Z])(?:"
        rf"{before}(?<![A-Za-zÀ-ÿ])(?:(?:{words}|(?:{trades}))(?:s|S|es|ES|['’][sS])?|[A-Za-z]*(?:{ends})[sS]?)"
        rf"(?![A-Za-zÀ-ÿ])|(?:[Tt]he\s+|[Aa]n?\s+)?(?:{alone})[sS]?\s*$)"
    )


def _spelt(word: str) -> str:
    """A word in small letters, with a capital, or in capitals; a short one, such as SENCo, in whatever case."""
    if len(word) <= 6:
        return "".join(f"[{sign.upper()}{sign}]" if sign.isalpha() else re.escape(sign) for sign in word)
    if word.endswith(("y", "man")):
        stem, endings = (word[:-1], "(?:y|ies)") if word.endswith("y") else (word[:-3], "m[ae]n")
        return f"[{stem[0].upper()}{stem[0]}]{stem[1:]}{endings}|{word.upper()}"
    escaped = re.escape(word).replace("\\ ", r"\s+")
    return f"[{word[0].upper()}{word[0]}]{escaped[len(re.escape(word[0])) :]}|{word.upper()}"
