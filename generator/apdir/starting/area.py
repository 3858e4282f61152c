"""The area of a new directory, from what somebody typed of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apdir.places.authorities import Authority, authorities, authority, meant, towns
from apdir.places.table import area_of
from apdir.problems import did_you_mean

#: Told to somebody who typed anything else.
KINDS = "Give the authority's name, its DfE number (830) or ONS code (E10000007), or how its postcodes begin (LE1, LE)."
POSTCODE = re.compile(r"[A-Z]{1,2}(?:[0-9][A-Z0-9]?)?")
#: Not the area in a council's name: `London Borough of …`, `… County Council`.
BEFORE = re.compile(r"\A(?:the )?(?:(?:royal|london|metropolitan) )*(?:(?:borough|city|county|district) of )?", re.I)
BEHIND = re.compile(r"(?: (?:metropolitan|county|city|borough|district|unitary))*(?: (?:council|authority))\Z", re.I)
TOWN = re.compile(r"(.*[^\s:]):?\s+([A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2})", re.I)
#: The largest towns are named, up to this many.
MOST = 20


@dataclass(frozen=True, slots=True)
class Area:
    """A directory's area: authorities' names, districts or areas of postcodes, and towns with a postcode each.

    ``faults`` says of all that is neither an authority nor like a postcode what is wrong with it.
    """

    names: tuple[str, ...]
    postcodes: tuple[str, ...]
    towns: dict[str, str]
    faults: tuple[str, ...]

    @property
    def named(self) -> str:
        """The authorities' names in one; empty where there is none."""
        return " and ".join(self.names)


def area_in(name: str) -> str:
    """Return the area that a council's name has in it: `Camden` for "London Borough of Camden"."""
    return BEHIND.sub("", BEFORE.sub("", name)).strip() or name


def area_typed(parts: Sequence[str]) -> Area:
    """Return the area that somebody means by authorities and beginnings of postcodes."""
    found: dict[str, Authority] = {}
    postcodes: list[str] = []
    faults: list[str] = []
    for text in parts:
        if one := _authority(text):
            found[one.number] = one
        elif POSTCODE.fullmatch(text.upper()):
            postcodes.append(text.upper())
        else:
            faults.append(_fault(text))
    largest: dict[str, str] = {}
    for town in towns():
        theirs = {town.postcode.split(" ")[0], area_of(town.postcode)}
        if len(largest) < MOST and (town.authority in found or theirs.intersection(postcodes)):
            largest.setdefault(town.name, town.postcode)
    return Area(
        tuple(one.name for one in found.values()),
        tuple(dict.fromkeys([part for one in found.values() for part in one.postcodes] + postcodes)),
        largest,
        tuple(faults),
    )


def town_typed(text: str) -> tuple[str, str]:
    """Return a town and the postcode behind it; the whole text as each, where it ends in none: the check then tells."""
    match = TOWN.fullmatch(text)
    return (match[1], match[2].upper()) if match else (text, text)


def parts_typed(given: Sequence[str]) -> tuple[str, ...]:
    """Return the single authorities and postcodes of texts that have commas between them, or within a name."""
    return tuple(
        dict.fromkeys(
            part.strip() for text in given for part in ([text] if _authority(text) else text.split(",")) if part.strip()
        )
    )


def _authority(text: str) -> Authority | None:
    return authority(text) or authority(area_in(text))


def _fault(text: str) -> str:
    if text.isdigit():
        return f"No authority in England has the number `{text}`. {KINDS}"
    names = " or ".join(f"`{name}`" for name in meant(area_in(text)))
    hint = did_you_mean(area_in(text), [one.name for one in authorities()], KINDS)
    return f"There is no authority `{text}` in England. " + (f"Did you mean {names}?" if names else hint)
