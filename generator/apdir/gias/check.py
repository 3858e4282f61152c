"""Each provider beside the register: what agrees, what does not, what may be the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from apdir.days import day_in_words
from apdir.directory import ProviderRecord
from apdir.gias.register import Register, School, plain_name, plain_postcode
from apdir.problems import shown

#: Least similarity of two names at one postcode, from 0 to 1, for somebody to look.
AT_POSTCODE = 0.5
#: So many schools are named of a provider, and of one postcode so many names are compared, each of which takes half a
#: millisecond where it is made to. Of real schools 20 or so have one postcode.
MOST_NAMED, MOST_COMPARED = 5, 100


@dataclass(frozen=True, slots=True)
class Result:
    """The register's answer on one provider.

    ``state``: `agrees`, `look` where a person must decide, or `unknown` where the file does not show. ``dfe_number``:
    the register's, where the record has none and everything else agrees.
    """

    slug: str
    name: str
    registered: bool
    state: str
    said: tuple[str, ...]
    dfe_number: str | None = None


def check_against(record: ProviderRecord, register: Register, *, whole: bool) -> Result:
    """One provider's registration against the register; that something is not in it tells only in a ``whole`` one."""
    provider = record.provider
    registered = provider.registration.status == "registered"
    unseen = _unseen(record, register)
    if not registered:
        said = tuple(_matches(record, register))
        if said:
            return Result(record.slug, provider.name, False, "look", said)
        if not whole or unseen:
            return Result(record.slug, provider.name, False, "unknown", (_no_proof(unseen),))
        agrees = "not in the register under this name and postcode" if _postcodes(record) else "not in the register"
        return Result(record.slug, provider.name, False, "agrees", (agrees,))
    school = _school(record, register)
    if school is None:
        found = [*_not_found(record, register, whole=whole and not unseen)]
        alone = not whole and found == [_not_here(record)]
        return Result(record.slug, provider.name, True, "unknown" if alone else "look", tuple(found))
    said = tuple(_differences(record, school, register))
    missing = provider.registration.dfe_number is None and not said
    return Result(
        record.slug,
        provider.name,
        True,
        "look" if said else "agrees",
        said or (f"{school.status}: {school.name}, URN {school.urn}",),
        school.dfe_number if missing else None,
    )


def _unseen(record: ProviderRecord, register: Register) -> list[str]:
    """The postcode districts of a provider's sites in which the file has no school at all: it leaves them out."""
    found = {postcode[:-3] for postcode in _postcodes(record)}
    return sorted(found - register.facts.districts)


def _no_proof(unseen: list[str]) -> str:
    where = f": it has no school in {' or '.join(unseen)}" if unseen else ""
    return f"this file does not show whether it is in the register{where}"


def _not_here(record: ProviderRecord) -> str:
    return f"this file has no school with URN {record.provider.registration.urn}, and is not the whole register"


def _school(record: ProviderRecord, register: Register) -> School | None:
    """The school that the record's URN names."""
    urn = record.provider.registration.urn
    return register.by_urn.get(urn) if urn else None


def _not_found(record: ProviderRecord, register: Register, *, whole: bool) -> Iterator[str]:
    known = record.provider.registration
    if known.urn is None:
        yield "the record has no URN"
    elif whole:
        yield f"no school with URN {known.urn} is in the register"
    else:
        yield _not_here(record)
    by_number = register.by_dfe_number.get(known.dfe_number or "")
    if by_number is not None:
        yield f"its DfE number {by_number.dfe_number} is that of {_named(by_number)}"
    yield from _matches(record, register)


def _differences(record: ProviderRecord, school: School, register: Register) -> Iterator[str]:
    known = record.provider.registration
    if not school.status:
        yield "the file does not say whether it is open"
    elif school.status.lower() != "open":
        closed = f" on {day_in_words(school.closed)}" if school.closed and not school.is_open else ""
        yield f"the register says {school.status}{closed}"
    successors = register.successors.get(school.urn, ())
    for urn in successors[:MOST_NAMED]:
        after = register.by_urn.get(urn)
        yield f"its successor is {_named(after)}" if after else f"its successor has URN {urn}"
    if not school.is_open and not successors:
        for other in islice(_after(school, register), MOST_NAMED):
            yield f"its successor is probably {_named(other)}: same name, same postcode"
    if known.dfe_number and school.dfe_number and known.dfe_number != school.dfe_number:
        yield f"the register's DfE number is {school.dfe_number}, the record's {known.dfe_number}"
    if plain_name(record.provider.name) != plain_name(school.name):
        yield f"the register calls it {shown(school.name)}"
    if school.postcode and _postcodes(record) and school.postcode not in _postcodes(record):
        yield f"the register's postcode {_spaced(school.postcode)} is that of none of the record's sites"


def _after(school: School, register: Register) -> Iterator[School]:
    """Open schools of a closed one's name at its postcode: what an academy is to the school that became one."""
    name = plain_name(school.name)
    for other in register.by_postcode.get(school.postcode, [])[:MOST_COMPARED]:
        if other.urn != school.urn and other.is_open and _has_its_words(name, plain_name(other.name)):
            yield other


def _matches(record: ProviderRecord, register: Register) -> Iterator[str]:
    """Schools that may be this provider, likeliest first."""
    found: set[str] = set()
    for school, likely, why in _candidates(record, register):
        if school.urn not in found and len(found) < MOST_NAMED:
            found.add(school.urn)
            yield f"{likely} {_named(school)}: {why}"


def _candidates(record: ProviderRecord, register: Register) -> Iterator[tuple[School, str, str]]:
    """Schools of a provider's name and postcode, of its postcode and a name much like it, and of its name."""
    name, postcodes = plain_name(record.provider.name), _postcodes(record)
    of_name = register.by_name.get(name, ())
    for school in of_name:
        if school.postcode in postcodes:
            yield school, "very likely", "same name, same postcode"
    for postcode in sorted(postcodes):
        for school in register.by_postcode.get(postcode, [])[:MOST_COMPARED]:
            if _is_like(name, plain_name(school.name)):
                yield school, "perhaps", "same postcode, a name much like it"
    for school in of_name:
        yield school, "perhaps", f"same name at {_spaced(school.postcode)}" if school.postcode else "same name"


def _is_like(one: str, other: str) -> bool:
    """Whether two names are alike by their words or their letters; what rules it out at less cost is asked first."""
    letters = SequenceMatcher(None, one, other)
    return _has_its_words(one, other) or all(
        ratio() >= AT_POSTCODE for ratio in (letters.real_quick_ratio, letters.quick_ratio, letters.ratio)
    )


def _has_its_words(one: str, other: str) -> bool:
    """Whether two names are the same, or the longer has every word of the shorter, which are two or more."""
    words, others = set(one.split()), set(other.split())
    shorter = min(words, others, key=len)
    return one == other or (len(shorter) > 1 and shorter <= words & others)


def _postcodes(record: ProviderRecord) -> set[str]:
    return {plain_postcode(site.postcode) for site in record.provider.sites if site.postcode}


def _named(school: School) -> str:
    status = f", {school.status}" if school.status else ""
    return f"{shown(school.name)} (URN {school.urn}{status})"


def _spaced(postcode: str) -> str:
    return f"{postcode[:-3]} {postcode[-3:]}"
