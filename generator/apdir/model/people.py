"""Names of people in running text, such as a notice or a description: `Jane Smith`, `ask for Dave`, `J. Smith`.

A name that no list has is known by the words beside it: somebody is asked for, has a role, or has left. What may as
well be a place or an organisation passes; the words of a record's own name and places are never a person's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from apdir.first_names import ALL_FIRST_NAMES, FIRST_NAMES
from apdir.model.role import is_no_surname, is_of_a_thing, titles_in
from apdir.model.role_words import is_role, names_a_role, words_of

CAPITAL = r"[A-ZÀ-Þ]"
#: A name begins with such a letter. What must not stand before it is told behind it: a letter is found fast by itself.
START = rf"{CAPITAL}(?<![\w'’@./-].)"
AFTER_CAPITAL = r"(?:['’][A-ZÀ-Þ])?[a-zà-ÿ]+(?:[A-Z][a-zà-ÿ]+|['’-][A-Za-zÀ-ÿ]+)?(?<!['’]s)"
NAME = f"{CAPITAL}{AFTER_CAPITAL}"
#: Small words within a name.
PARTICLE = r"ap|ab|ferch|van|von|bin|bint|binti|ibn|al|el|de|da|dos|della"
MORE = rf"{AFTER_CAPITAL}(?: (?:{PARTICLE}))?(?: (?:[A-Z]\. )?{NAME}){{0,3}}"
WHOLE = f"{CAPITAL}{MORE}"
#: Verbs for deeds, not places: of "the centre Riverside", nobody is named.
DOES = (
    "manager|head|headteacher|head teacher|head of centre|deputy|deputy head|director|principal|owner|founder|leader|"
    "lead|tutor|teacher|mentor|coach|instructor|coordinator|co-ordinator|officer|secretary|receptionist|trainer|chef|"
    "cook|driver|farmer|proprietor|trustee|assistant|senco|dsl|caretaker|therapist|counsellor|chief executive"
)
ROLE = rf"(?:[\w-]+ ){{0,2}}(?i:{DOES})s?\b"
#: Said of a person alone. Of a provider, "is closed" is said, and not "is on leave".
LEAVES = r"(?:is|was|has been) (?:away|off sick|ill|unwell|on (?:\w+ )?leave|on holiday)|has (?:resigned|retired|left)"
#: A capital behind a word or a comma.
WITHIN = rf"{CAPITAL}(?<=[\w,] .)"
#: A sign that a text has where the pattern beside it finds something, and the pattern, which takes longer. Each has the
#: name as its group: who is asked for, who has a role before or behind, who has left, initials.
BESIDE = tuple(
    (re.compile(sign), re.compile(pattern))
    for sign, pattern in (
        (
            WITHIN,
            rf"(?i:\b(?:ask(?:ing)?(?: for)?|speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)|contact|ring|phone|"
            rf"call|email|text|see|meet|c/o)) (?:{ROLE},? )?({WHOLE})(?![\w'’]| ?['’]s\b)",
        ),
        (WITHIN, rf"\b(?i:the|our|their|its|a|new|acting) {ROLE},? ({WHOLE})"),
        (r" \(", rf"({START}{MORE}) \({ROLE}(?=[),;/])"),
        (",", rf"({START}(?<![a-z] .){AFTER_CAPITAL}(?: {NAME}){{1,3}}), (?:the |our |its |their )?{ROLE}"),
        (
            "",
            rf"({START}{MORE}) (?:is|was|has been|becomes) (?:the |our |its |their |a )?(?:new |acting |interim )?"
            rf"{ROLE}(?=[.,;:!?)]|\s*\Z|\s(?:and|at|of|for|here|who|from|in|on|since|until|with)\b)",
        ),
        ("", rf"({START}{MORE}) (?:{LEAVES})\b"),
        ("M", rf"\b(?:Mr|Mrs|Ms|Miss)\.? ({NAME})['’]s\b"),
        (f": {CAPITAL}", rf"\b(?i:{DOES})s?: ({NAME} {NAME})\b"),
        ("", rf"({START}{AFTER_CAPITAL} (?:ap|ab|ferch|van|von|bin|bint|binti|ibn) {NAME})"),
        (
            r"[A-Z]\.",
            rf"(?:(?:\A|\n)[ >+#*-]{{0,9}}|[.!?:]\s+|\b(?i:for|to|with|by|contact|ring|call|ask|email) )"
            rf"((?:[A-Z]\.\s?){{1,3}}{NAME})"
            rf"(?= [a-z]|[.,;!?)]|\s*\Z)",
        ),
    )
)  # fmt: skip
#: A given name and a surname, and the word behind them that may say what is called so.
NAMED = re.compile(
    r"([A-Z](?<![\w'’-].)[a-zà-ÿ]+)\s+([A-Z][A-Za-zÀ-ÿ'’-]+)(?=\s+([A-Z][a-z]+)|(?:\s+(school|street|road|centre))|)"
)
#: A given name by itself, in small letters around it.
ALONE = re.compile(
    r"([A-Z](?<![\w'’@./-].)[a-zà-ÿ]+)(?:['’]s)?(?![\w'’-]| [A-ZÀ-Þ]|\.\w| (?:school|street|road|centre)\b)"
)
#: Words before a place, or before a name that is an organisation's.
PLACED = re.compile(r"(?:\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Vv]ia|[Tt]owards|[Oo]f)|[a-z]{0,30}[A-Z][\w.'’&-]{0,30}) \Z")
#: Before these a word with a capital is no part of a name: they begin a sentence.
ASKS = re.compile(r"\b(?:Ask|Contact|Ring|Phone|Call|Email|Text|See|Meet|And|With|While|When|If|Our|The) \Z")
#: Words with a capital that name no person.
OTHERS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december easter christmas ofsted childline samaritans nspcc crimestoppers camhs send "
    "starting point first contact early help citizens advice social virtual inclusion county city borough district "
    "public health police fire ambulance transport bus taxi the a an our your their us you we it they this that these "
    "there here he she who which what each every all any both some no not for to on in at from with and or but if "
    "when where while please then english maths mathematics science art music ict gcse btec level entry functional "
    "skills food sport outdoor forest north south east west british england wales key stage year day "
    "parent parents pupils young people students staff online website page form details more above below"
)


def people_in(text: str, known: Collection[str] = ()) -> Iterator[int]:
    """Names of people in running text, as offsets; ``known`` are words in small letters that are no people's."""
    yield from titles_in(text)
    for match in NAMED.finditer(text):
        if (
            match[1].lower() in ALL_FIRST_NAMES
            and not is_no_surname(match[2])
            and match[2].lower() not in known
            and not match[3]
            and not match[4]
            and not text[: match.start()].endswith(("St ", "St. ", "Saint "))
        ):
            yield match.start()
    for match in ALONE.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        free = ASKS.search(before) or not PLACED.search(before) or is_role(before.split()[-1])
        if free and match[1].lower() in FIRST_NAMES and match[1].lower() not in known:
            yield match.start()
    for sign, pattern in BESIDE:
        for match in pattern.finditer(text) if sign.search(text) else ():
            if _can_be_a_person(match[1].split(), known):
                yield match.start(1)


@lru_cache(maxsize=16_384)  # the texts of frameworks are the same from one check to the next of a server
def person_in(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether running text names a person: `Mr Brown`, `ask for Dave`; not `John Port School`."""
    return next(people_in(text, known), None) is not None


def _can_be_a_person(words: list[str], known: Collection[str]) -> bool:
    """Whether none of the words of a name says what else it is."""
    lower = [word.lower().strip(".") for word in words]
    return not any(
        word in OTHERS or word in known or (len(word) > 1 and (is_of_a_thing(word) or names_a_role(word)))
        for word in lower
    )
