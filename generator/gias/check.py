"""Each provider beside the register: what agrees, what does not, what may be the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.directory import ProviderRecord
from generator.gias.register import Register, School, plain_name, plain_postcode
from generator.problems import shown
from generator.rules.finding import day_in_words

#: How alike two names at one postcode must be, from 0 to 1, for somebody to look.
AT_POSTCODE = 0.5


@dataclass(frozen=True, slots=True)
class Result:
    """What the register says of one provider.

    ``state``: `agrees`, or `look` where a person must decide. ``dfe_number``: the register's, where the record has none
    and everything else agrees.
    """

    slug: str
    name: str
    registered: bool
    state: str
    said: tuple[str, ...]
    dfe_number: str | None = None


def check_against(record: ProviderRecord, register: Register) -> Result:
    """One provider's registration against the register."""
    provider = record.provider
    registered = provider.registration.status == "registered"
    if not registered:
        said = tuple(_matches(record, register))
        agrees = "not in the register under this name and postcode" if _postcodes(record) else "not in the register"
        return Result(record.slug, provider.name, False, "look" if said else "agrees", said or (agrees,))
    school = _school(record, register)
    if school is None:
        return Result(record.slug, provider.name, True, "look", tuple(_not_found(record, register)))
    said = tuple(_differences(record, school, register))
    missing = provider.registration.dfe_number is None and not said
    return Result(
        record.slug,
        provider.name,
        True,
        "look" if said else "agrees",
        said or (f"{school.status or 'in the register'}: {school.name}, URN {school.urn}",),
        school.dfe_number if missing else None,
    )


def _school(record: ProviderRecord, register: Register) -> School | None:
    """The school that the record's URN names."""
    urn = record.provider.registration.urn
    return register.by_urn.get(urn) if urn else None


def _not_found(record: ProviderRecord, register: Register) -> Iterator[str]:
    known = record.provider.registration
    if known.urn is None:
        yield "the record has no URN"
    else:
        yield f"no school with URN {known.urn} is in the register"
    by_number = register.by_dfe_number.get(known.dfe_number or "")
    if by_number is not None:
        yield f"its DfE number {by_number.dfe_number} is that of {_named(by_number)}"
    yield from _matches(record, register)


def _differences(record: ProviderRecord, school: School, register: Register) -> Iterator[str]:
    known = record.provider.registration
    if school.status and school.status.lower() != "open":
        closed = f" on {day_in_words(school.closed)}" if school.closed and not school.is_open else ""
        yield f"the register says {school.status}{closed}"
    for urn in register.successors.get(school.urn, ()):
        after = register.by_urn.get(urn)
        yield f"its successor is {_named(after)}" if after else f"its successor has URN {urn}"
    if known.dfe_number and school.dfe_number and known.dfe_number != school.dfe_number:
        yield f"the register's DfE number is {school.dfe_number}, the record's {known.dfe_number}"
    if plain_name(record.provider.name) != plain_name(school.name):
        yield f"the register calls it {shown(school.name)}"
    if school.postcode and _postcodes(record) and school.postcode not in _postcodes(record):
        yield f"the register's postcode {_spaced(school.postcode)} is that of none of the record's sites"


def _matches(record: ProviderRecord, register: Register) -> Iterator[str]:
    """Schools that may be this provider, likeliest first: by name and postcode, by name, by postcode and likeness."""
    name = plain_name(record.provider.name)
    postcodes = _postcodes(record)
    found: dict[str, str] = {}
    for postcode in sorted(postcodes):
        for school in register.by_postcode.get(postcode, ()):
            other = plain_name(school.name)
            if other == name:
                found.setdefault(school.urn, f"very likely {_named(school)}: same name, same postcode")
            elif _alike(name, other) >= AT_POSTCODE:
                found.setdefault(school.urn, f"perhaps {_named(school)}: same postcode, a name much like it")
    for school in register.by_name.get(name, ()):
        where = f" at {_spaced(school.postcode)}" if school.postcode else ""
        found.setdefault(school.urn, f"perhaps {_named(school)}: same name{where}")
    yield from list(found.values())[:5]


def _alike(one: str, other: str) -> float:
    """How much two names are alike: 1 where every word of the shorter stands in the longer."""
    words, others = set(one.split()), set(other.split())
    shorter = min(words, others, key=len)
    if len(shorter) > 1 and shorter <= words & others:
        return 1
    return SequenceMatcher(None, one, other).ratio()


def _postcodes(record: ProviderRecord) -> set[str]:
    return {plain_postcode(site.postcode) for site in record.provider.sites if site.postcode}


def _named(school: School) -> str:
    status = f", {school.status}" if school.status else ""
    return f"{shown(school.name)} (URN {school.urn}{status})"


def _spaced(postcode: str) -> str:
    return f"{postcode[:-3]} {postcode[-3:]}"
