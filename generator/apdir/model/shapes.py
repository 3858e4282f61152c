"""The shapes of values as patterns, for editors that check while one types: the web editor's forms, JSON Schemas.

Each is what an answer of a kind must fit, and what is told where it does not; the check says more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The name of a site in plain letters, up to the slash behind it.
SITE = r"(?!xn--)(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.(?!xn--))+[A-Za-z]{2,24}"

#: The bases of prices that are compared, and how else people write each.
BASES: Mapping[str, str] = {
    "day": r"days?|daily",
    "half day": r"half(?:\s+an?)?[\s-]*days?|(?:1/2|½)[\s-]*days?",
    "hour": r"hours?|hrs?|hourly",
    "session": r"sessions?",
    "week": r"weeks?|wks?|weekly",
    "term": r"terms?|termly",
    "placement": r"placements?",
}
_FOR = r"pupil|child|learner|student|person|place"
#: What may stand before and behind a basis without making another of it: "per day", "a full day, per pupil".
_BEFORE = rf"(?:(?:p|per|for|each|every|an?|one|the|full|whole|school|{_FOR})[\s/,.-]+|/\s*)*"
_BEHIND = rf"(?:[\s/,.-]+(?:per|for|each|every|an?|one|rate|{_FOR}))*"


def near_basis(words: str) -> str:
    """The pattern, in small letters, of what means a basis; ``words`` are patterns of how it is written."""
    return rf"\s*{_BEFORE}(?:{words}){_BEHIND}[\s.]*$"


def _any_case(pattern: str) -> str:
    """The pattern for letters of any case: patterns for editors have no flags."""
    return re.sub(r"(?<!\\)[a-z]", lambda letter: f"[{letter[0].upper()}{letter[0]}]", pattern)


_EXACT = "|".join(BASES).replace(" ", r"[\s-]+")
SHAPES: Mapping[str, tuple[str, str]] = {
    "Urn": (r"^\s*[0-9]{6}\s*$", "A URN has six digits."),
    "Ukprn": (r"^\s*1[0-9]{7}\s*$", "A UKPRN has eight digits, the first of them 1."),
    "DfeNumber": (r"^\s*[0-9]{3}\s*/?\s*[0-9]{4}\s*$", "Write it like 830/1102."),
    "Email": (rf"^\s*[A-Za-z0-9.!$'*+/^_~-]+@{SITE}\s*$", "Write it like office@provider.example."),
    # Ten digits behind the zero; older areas and freephone numbers have nine, and Childline seven.
    "Phone": (
        r"^\s*(?:\(?0(?:[\s().–-]*[1-9])(?:[\s().–-]*\d){9}|\(?0[\s(]*[18](?:[\s().–-]*\d){8}|0800\s*1111"
        r"|0845\s*46\s*4\d|(?:\+|00)\s*[1-9](?:[\s().–-]*\d){7,14})(?:,?\s*(?:[Ee]xt(?:ension)?|x)\.?\s*\d{1,5})?\s*$",
        "Write the whole number with its zero, like 01632 960123.",
    ),
    "Web": (
        rf"^\s*https?://{SITE}(?::[0-9]+)?(?:/[^\s\"'<>\\`]*)?\s*$",
        "Write it with https:// in front, in plain letters.",
    ),
    "Postcode": (
        r"^\s*[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s*[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\s*$",
        "Write a whole postcode, like DE1 2FS.",
    ),
    "PhotoFile": (
        r"^pictures/[a-z0-9]+([-_][a-z0-9]+)*\.jpg$",
        "Write it like pictures/yard.jpg, in small letters.",
    ),
    "Slug": (r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and single hyphens."),
    "Amount": (
        r"^\s*£?\s*(?:(?:[0-9]{1,6}|[0-9]{1,3},[0-9]{3})(?:\.[0-9]{0,2})?|\.[0-9]{1,2})\s*$",
        "Write pounds below a million, with two figures of pence at most, such as 95 or 7.50.",
    ),
    "Basis": (
        rf"^(?:\s*(?:{_any_case(_EXACT)})\s*$|(?!{_any_case(near_basis('|'.join(BASES.values())))}))",
        f"Write one of these words alone, or another basis in words: {', '.join(BASES)}.",
    ),
    "Count": (r"^\s*[0-9]{1,6}\s*$", "Write a whole number, such as 12."),
    "Colour": (
        r"^\s*#?(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\s*$",
        "Write it in six figures and letters, in quotes, like #00703c.",
    ),
    "Clock": (r"^\s*(?:[01]?[0-9]|2[0-3]):[0-5][0-9]\s*$", "Write hours and minutes, like 09:30."),
}


def between(least: int, most: int, *, parts: bool) -> tuple[str, str]:
    """The shape of numbers from one to another; ``parts``: of such with parts of a whole, from 0."""
    if parts:
        below = "|".join(_below(most))
        shape = rf"(?:{below})(?:\.[0-9]*)?|{most}(?:\.0*)?|\.[0-9]+"
        return rf"^\s*£?\s*(?:0*(?:{shape}))\s*$", f"Write a number from {least} to {most}, such as 7.5."
    shape = "|".join((*_below(most), str(most)))
    above = rf"(?!\s*0*(?:{'|'.join(map(str, range(least)))})\s*$)" if least else ""
    return rf"^{above}\s*0*(?:{shape})\s*$", f"Write a whole number from {least} to {most}."


def _below(most: int) -> list[str]:
    """Patterns of the whole numbers below one."""
    figures = str(most)
    fewer = [f"[0-9]{{1,{len(figures) - 1}}}"] if len(figures) > 1 else []
    return fewer + [
        f"{figures[:at]}[{0 if at else 1}-{int(figure) - 1}]{'[0-9]' * (len(figures) - at - 1)}"
        for at, figure in enumerate(figures)
        if figure > ("0" if at or not fewer else "1")
    ]
