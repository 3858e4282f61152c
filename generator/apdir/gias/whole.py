"""Whether a file can be the whole register. Only then does it say anything that a school is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.gias.register import Register
from apdir.problems import shown

#: The whole register has over 50,000 establishments (those that closed stay in it), of 153 authorities and of some 40
#: types; fewer than this is a part of it.
FEWEST = 40_000
FEWEST_AUTHORITIES = 140
#: Types of providers that are registered schools.
TYPES = ("Other independent school", "Other independent special school", "Pupil referral unit")
WHOLE = "Take the CSV of all establishments, with every status, type and authority, as it is downloaded."


def described(register: Register) -> str:
    """A file in words: `12 establishments of 1 local authority and 2 types, 11 of them open`."""
    facts = register.facts
    parts = [_count(facts.rows, "establishment")]
    if facts.authorities:
        parts.append(f"of {_count(len(facts.authorities), 'local authority', 'local authorities')}")
    if facts.types:
        parts.append(f"and {_count(len(facts.types), 'type')}")
    return " ".join(parts) + f", {facts.open:,} of them open"


def shortcomings(register: Register) -> Iterator[str]:
    """Why a file cannot be the whole register, one reason after the other; none where it can."""
    facts = register.facts
    if facts.rows < FEWEST:
        yield f"the register has over 50,000 establishments, and this has {facts.rows:,}"
    if not facts.authorities:
        yield "it does not say which local authority a school belongs to"
    elif len(facts.authorities) < FEWEST_AUTHORITIES:
        few = _count(len(facts.authorities), "authority", "authorities")
        yield f"it has schools of {few}, where England has over 150"
    if not facts.open:
        yield "it has no school that is said to be open"
    elif not facts.closed:
        yield "it has no school that is said to be closed"
    missing = [name for name in TYPES if name.lower() not in facts.types]
    if missing:
        yield f"it has no school of the type {' or '.join(map(shown, missing))}"
    if not facts.districts:
        yield "it has no postcodes"


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
