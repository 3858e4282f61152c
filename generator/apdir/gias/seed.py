"""The register's rows for new records: the settings of some types and authorities that are open, by the register's own
columns. Columns that name people are not read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from apdir.gias.register import AS_DOWNLOADED, MOST_BYTES, dfe_number
from apdir.problems import Problem
from apdir.tables.delimited import delimited
from apdir.tables.parts import TooMuch
from apdir.tables.taking import MOST_BEGUN

#: Types of alternative provision: pupil referral unit, free school, academies, online provider.
TYPES = ("14", "38", "42", "43", "49")
ONLINE = "49"
#: What a provider of a type is called here, where settings.yml has the word.
CALLED = {"14": "pupil referral unit", "38": "AP free school", "42": "AP academy", "43": "AP academy", ONLINE: "online",
          "10": "independent school", "11": "independent school"}  # fmt: skip
URN, NAME, TYPE, STATUS, CLOSES = (
    "URN", "EstablishmentName", "TypeOfEstablishment (code)", "EstablishmentStatus (name)", "CloseDate",
)  # fmt: skip
AUTHORITY, NUMBER = "LA (code)", "EstablishmentNumber"
#: The columns that records are begun from, and the field of each.
FIELDS = {
    NAME: "name", URN: "registration.urn", NUMBER: "registration.dfe_number", TYPE: "type", "Street": "sites.address",
    "Locality": "sites.address", "Address3": "sites.address", "Town": "sites.address", "County (name)": "sites.address",
    "Postcode": "sites.postcode", "SchoolWebsite": "contact.website", "TelephoneNum": "contact.phone",
    "StatutoryLowAge": "offer.ages.from", "StatutoryHighAge": "offer.ages.to",
}  # fmt: skip


@dataclass
class Seeds:
    """The rows, each with its number and its cells by heading; and which were left out, and why."""

    places: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    #: Settings that are open and about to close, which somebody should know.
    closing: list[str] = field(default_factory=list)


def seeds_of(
    file: str, raw: bytes, authorities: Collection[str], types: Collection[str]
) -> tuple[Seeds, list[Problem]]:
    """The open settings of some types; of all authorities where none is named."""
    seeds = Seeds()
    try:
        reader = delimited(raw, MOST_BYTES, "replace")
        headings = [heading.strip() for heading in next(reader, [])]
        seeds.places = {name: headings.index(name) + 1 for name in headings}
        needed = (URN, NAME, TYPE, STATUS, *((AUTHORITY,) if authorities else ()))
        missing = [name for name in needed if name not in headings]
        if missing:
            return seeds, [Problem(file, 1, 1, "", f"There is no column `{name}`.", AS_DOWNLOADED, "missing column")
                           for name in missing]  # fmt: skip
        kind = headings.index(TYPE)
        for number, row in enumerate(reader, 2):
            if len(row) == len(headings) and row[kind].strip().lstrip("0") in types:
                _take(seeds, number, dict(zip(headings, map(str.strip, row), strict=True)), authorities)
    except TooMuch as error:
        return seeds, [Problem(file, 0, 0, "", str(error), AS_DOWNLOADED, "huge file")]
    except csv.Error:
        return seeds, [Problem(file, 0, 0, "", "This file cannot be read as CSV.", AS_DOWNLOADED, "file")]
    if len(seeds.rows) > MOST_BEGUN:
        message = (
            f"It has {len(seeds.rows):,} open settings of these types, and {MOST_BEGUN:,} is the most that is begun."
        )
        return seeds, [Problem(file, 0, 0, "", message, "Name some authorities with --la.", "huge file")]
    return seeds, []


def _take(seeds: Seeds, number: int, row: Mapping[str, str], authorities: Collection[str]) -> None:
    if not re.fullmatch(r"[0-9]{6}", row[URN]):
        return
    if authorities and row[AUTHORITY].lstrip("0") not in authorities:
        return
    status = row[STATUS]
    if not status.lower().startswith("open"):
        seeds.left.append(f"{row[NAME]} (URN {row[URN]}): {status.lower() or 'no status'}")
        return
    if status.lower() != "open":
        until = f", on {row[CLOSES]}" if row.get(CLOSES) else ""
        seeds.closing.append(f"{row[NAME]} (URN {row[URN]}): {status}{until}")
    seeds.rows.append((number, dict(_cells(row, row[TYPE].lstrip("0")))))


def _cells(row: Mapping[str, str], code: str) -> Iterator[tuple[str, str]]:
    for heading in FIELDS:
        text = row.get(heading, "")
        if heading == NUMBER:
            text = dfe_number(row.get(AUTHORITY, ""), text) or ""
        yield heading, CALLED.get(code, "") if heading == TYPE else text
