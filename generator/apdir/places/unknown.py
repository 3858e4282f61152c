"""Messages for officers on a postcode that the table does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from apdir.places.sectors import districts, sectors
from apdir.places.table import area_of, areas, has, is_street, table_date, where

NO_PLACE = "post that has no place"
#: Areas with postcodes that the table leaves out, and what each is for.
ELSEWHERE = {
    "BT": "Northern Ireland", "GY": "Guernsey", "JE": "Jersey", "IM": "the Isle of Man", "BF": "the forces",
    "GX": "Gibraltar", "BX": NO_PLACE, "XX": NO_PLACE, "QC": NO_PLACE,
}  # fmt: skip
SHAPE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})\Z")
#: Characters taken for one another, by eye or by ear.
ALIKE = ("0O", "1I", "1L", "5S", "2Z", "8B", "6G", "4A", "UV", "MN", "BP", "BD", "FS", "EF", "QO", "WV")
#: More likely slips than this are named; with more, none is likely.
FEW = 3


def unknown(postcode: str) -> tuple[str, str] | None:
    """The fault of a postcode (written `DE1 2FS`), and maybe the right one; None where nothing is known.

    Nothing is said of places that the table leaves out.
    """
    area = area_of(postcode)
    if area in ELSEWHERE or has(postcode):
        return None
    return f"There is no postcode `{postcode}` in the table of {table_date():%B %Y}.", _meant(postcode, area)


def no_place(postcode: str) -> str | None:
    """Why nothing can be measured from a postcode that is not known to be wrong; None where it is, or has a place."""
    if unknown(postcode) is not None or where(postcode) is not None:
        return None
    elsewhere = ELSEWHERE.get(area_of(postcode))
    return f"The table of postcodes has no place for `{postcode}`" + (
        f": it leaves out {elsewhere}." if elsewhere else "."
    )


def no_middle(postcode: str) -> tuple[str, str] | None:
    """Why a postcode cannot be the middle of a town: it is none, or nobody's place is known by it."""
    found = unknown(postcode)
    if found is None and not is_street(postcode):
        message = f"The table of postcodes has no street for `{postcode}`"
        if elsewhere := ELSEWHERE.get(area_of(postcode)):
            return f"{message}: it leaves out {elsewhere}.", "Take the town out, or one in England, Scotland or Wales."
        message = f"{message}: it may be a PO box."
        return message, "Take the postcode of a street in the middle of the town."
    return found


def unknown_district(text: str) -> tuple[str, str] | None:
    """The fault of a postcode area (`DE`) or district (`DE1`); None where it is one, or nothing is known."""
    area = area_of(f"{text}0")
    if area in ELSEWHERE or text in areas() or text in districts(area):
        return None
    if area not in areas():
        return f"No postcode begins with `{area}`.", "Check the letters."
    known = sorted(districts(area), key=lambda name: (len(name), name))
    return f"No postcode begins with `{text}`.", f"{area} has {known[0]} to {known[-1]}: check the number."


def _meant(postcode: str, area: str) -> str:
    near = list(dict.fromkeys(_slips(postcode)))
    if 0 < len(near) <= FEW:
        return f"Did you mean {_either(near)}?"
    district, _, rest = postcode.partition(" ")
    if area not in areas():
        return f"No postcode begins with {area}: check the letters."
    known = districts(area)
    if district not in known:
        return f"No postcode begins with {district}: check what stands before the space, or look the address up."
    digits = sectors(district)
    if rest[0] not in digits:
        known_digits = _either(sorted(digits), code=False)
        return f"Every postcode in {district} has {known_digits} straight after the space: look the address up."
    return f"There are postcodes that begin `{district} {rest[0]}`: check the last two letters."


def _slips(postcode: str) -> Iterator[str]:
    """Postcodes of the table that one common slip turns into this one: two characters swapped, or one mistaken."""
    text = postcode.replace(" ", "")
    for place in range(len(text) - 1):
        yield from _known(text[:place] + text[place + 1] + text[place] + text[place + 2 :])
    for place, letter in enumerate(text):
        for pair in ALIKE:
            if letter in pair:
                yield from _known(text[:place] + pair.replace(letter, "") + text[place + 1 :])
    for place in range(2, len(text) - 2):
        if text[place] == text[place - 1]:
            yield from _known(text[:place] + text[place + 1 :])


def _known(text: str) -> Iterator[str]:
    match = SHAPE.match(text)
    if match and has(f"{match[1]} {match[2]}"):
        yield f"{match[1]} {match[2]}"


def _either(words: Iterable[str], *, code: bool = True) -> str:
    listed = [f"`{word}`" if code else word for word in words]
    return " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
