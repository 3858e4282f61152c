"""A role in a record, such as "Head of centre": refused where it surely is the name of a person.

Roles are public where names are not, and stay true when people move on. An organisation can be called after a person
("John Port School AP lead"), so a first name, with a surname or without, is a person's where the words behind it do not
say what is called so: "Jo Head" and "Grace Office" are people, "Grace House manager" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any

from anyascii import anyascii
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from apdir.first_names import ALL_FIRST_NAMES, SUBJECTS, WORDS_FIRST
from apdir.model.fields import Line
from apdir.model.role_words import MATTERS, is_role, is_thing, pattern
from apdir.model.values import read_email, wrong

WORD = r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*"
#: A title and who bears it. In capitals DR and others are other things too: then the name must be in capitals as well.
#: What must not stand before its first letter is told behind that: a letter is found fast by itself.
TITLED = re.compile(
    r"[MDRP](?<![\w'’-].)(?:"
    r"(?:(?<=M)(?:rs?|s|iss|x)|(?<=D)r|(?<=R)ev(?:d|erend)?|(?<=P)rof(?:essor)?)\.?\s+([A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]*)"
    r"|(?:(?<=M)(?:RS?|ISS|X)|(?<=D)R|(?<=R)EV|(?<=P)ROF)\.?\s+([A-ZÀ-Þ]{2,})(?![\w'’-]))"
)
#: A title in small letters counts at the beginning alone: a "near miss" is none.
TITLED_SMALL = re.compile(rf"(?:mr|mrs|miss|mx|dr|rev|revd)\.?\s+({WORD})")
#: Separators of a role and a name: "Head of centre (Jane Smith)", "Jane Smith / AP lead".
BETWEEN = re.compile(r"\bc/o\b|\boffice of\b|[,;:()\[\]/|&+–—]|\s-+\s|\sand\s", re.IGNORECASE)
INITIALS = re.compile(r"(?:[A-Z]\.?\s+|[A-Z]\.)+(?=[A-Z][A-Za-z'])")
#: Whose child somebody is: "Rhys ap Gwilym".
WELSH = re.compile(r"(?<![\w'’-])[A-Z][a-z]+ (?:ap|ab|ferch|bin|bint|ibn) [A-Z][a-z]+")
#: Words after a name, so that it is whole: "Kate from the office".
BEHIND = frozenset(("the", "from", "at", "in", "on", "who", "or", "as", "is"))
#: Words before a name, beside a role: "PA to Jane Smith", "Director Jane".
BEFORE = frozenset(("to", "for", "with", "ask", "contact", "is", "attn", "fao"))
MIDDLE = re.compile(r"[A-Za-z]\.?\Z")

MESSAGE = "This looks like a person's name; a role is asked for."
HINT = "Write the role, such as `Head of centre` or `AP officer`. If it is an organisation's name, say what it is: "
HINT += "`AP lead of John Port School`."


def names_a_person(text: str) -> bool:
    """Whether a text on one line surely names a person, in whole or beside a role."""
    small = TITLED_SMALL.match(text)
    if next(titles_in(text), None) is not None or (small is not None and not is_of_a_thing(small[1])):
        return True
    if "@" in text or WELSH.search(text):
        return True
    return any(_is_name(anyascii(piece).strip(" .\"'*_")) for piece in BETWEEN.split(text))


def titles_in(text: str) -> Iterator[int]:
    """Names with a title: `Mr Brown`, `Dr Okafor`; not `Dr Barnardo's` or `MS OFFICE`."""
    for match in TITLED.finditer(text):
        if not is_of_a_thing(match[2]) if match[1] is None else not is_no_surname(match[1]):
            yield match.start()


def is_of_a_thing(name: str) -> bool:
    """Whether a word is hardly a surname: a role's, an organisation's, or one that owns what follows."""
    return is_role(name) or is_no_surname(name)


def is_no_surname(word: str) -> bool:
    """Whether nobody is called so, though a role's word may be a surname ("Mr Head")."""
    return is_thing(word) or word.lower() in MATTERS or word.endswith(("'s", "’s"))


def _is_name(piece: str) -> bool:
    """Whether a piece of text, in plain letters, names a person: at its beginning, or behind a role."""
    initials = INITIALS.match(piece)
    if initials is not None and _is_surname(piece[initials.end() :].split()):
        return True
    words = piece.split()
    one_case = piece.islower() or piece.isupper()
    return any(
        _begins_with_a_name(words[at:], one_case=one_case)
        for at in range(len(words))
        if at == 0 or (words[at][0].isupper() and (words[at - 1].lower() in BEFORE or is_role(words[at - 1])))
    )


def _begins_with_a_name(words: list[str], *, one_case: bool) -> bool:
    """Whether words begin with a first name, and nothing behind it says what else is called so."""
    given, *rest = words
    name = given.lower().removesuffix("'s")
    known = name in ALL_FIRST_NAMES or name.partition("-")[0] in ALL_FIRST_NAMES
    if not (known or name in WORDS_FIRST) or (given.isupper() and not one_case):
        return False
    if name != given.lower():  # "Kate's office"; "Jamie's Farm" is an organisation
        return bool(rest) and (rest[0].islower() or not is_thing(rest[0]))
    while rest and MIDDLE.match(rest[0]):
        rest = rest[1:]
    if not rest:
        return known and not given.isupper()
    if name in SUBJECTS and any(map(is_role, rest)):
        return False
    if is_role(rest[0]) and not is_thing(rest[0]):
        return known or rest[0][0].isupper()
    return rest[0].lower() in BEHIND or _is_surname(rest, one_case=one_case)


def _is_surname(words: list[str], *, one_case: bool = False) -> bool:
    """Whether words begin with one or two that may be surnames, with a role or nothing more behind."""
    for size, word in enumerate(words):
        if word.endswith(("'s", "s'")):  # "Tom Hardy's office"; "Elizabeth Fry's House" is an organisation
            after = words[size + 1 :]
            return (one_case or word[0].isupper()) and bool(after) and (after[0].islower() or not is_thing(after[0]))
        if is_thing(word):
            return False
        if size and (word.lower() in BEHIND or is_role(word)):
            return True
        if size == 2 or is_role(word) or not re.fullmatch(WORD, word) or not (one_case or word[0].isupper()):
            return False
    return bool(words) and words[-1].lower() not in MATTERS


@lru_cache(maxsize=4_096)  # a few roles recur in every visit
def _role(text: str) -> str:
    if names_a_person(text):
        raise wrong(MESSAGE, HINT, "name of a person")
    return text


class _RoleKind:
    """The check of a field for a role, and the pattern that editors hold it to."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_role, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": pattern()}


class _OwnerKind:
    """The check of a field for who sees to a thing: a role or, in an address, a team's mailbox."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def checked(text: str) -> str:
            return read_email(text) if "@" in text else _role(text)

        return core_schema.no_info_after_validator_function(checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": rf"{pattern()}|^[^\s@]+@[^\s@]+$"}


#: Mark of a field for a role.
ROLE = _RoleKind()
Role = Annotated[Line, ROLE]
#: Mark of a field for who sees to a thing.
OWNER = _OwnerKind()
Owner = Annotated[Line, OWNER]
