"""An invented download of the register of schools, in the shape of the real one: no school in it exists."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence

#: The columns that are read, where the download has them, and enough others to make it as wide.
HEADINGS = [
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (code)", "EstablishmentStatus (name)", "ReasonEstablishmentOpened (code)", "OpenDate",
    "ReasonEstablishmentClosed (code)", "CloseDate", "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge",
    "Street", "Locality", "Address3", "Town", "County (name)", "Postcode", "SchoolWebsite", "TelephoneNum", "HeadTitle",
    "HeadFirstName", "HeadLastName", "PropsName", "LastChangedDate", "Easting", "Northing",
    *(f"Column{number}" for number in range(102)),
]  # fmt: skip
OFSTED = ["OfstedLastInsp", "OfstedSpecialMeasures (code)", "OfstedSpecialMeasures (name)", "OfstedRating (name)"]
FIRST = ["Ash", "Beck", "Café", "Dale", "Elm", "Fern", "Glen", "Holt", "Ivy", "St Anne’s"]
LAST = ["Primary School", "Academy", "Infant School", "High School", "College", "Junior School", "Nursery"]


def school(urn: int, name: str, **more: str) -> dict[str, str]:
    """A row: open, in an invented authority, unless ``more`` says otherwise."""
    row = {
        "URN": str(urn), "EstablishmentName": name, "LA (code)": "830", "EstablishmentNumber": str(urn % 10_000),
        "EstablishmentStatus (name)": "Open", "TypeOfEstablishment (name)": "Other independent school",
        "TypeOfEstablishment (code)": "11",
        "Postcode": "ZZ99 3VZ", "HeadLastName": "Nobody",
    }  # fmt: skip
    return row | {key.replace("_", " "): value for key, value in more.items()}


def others(count: int = 160) -> Iterable[dict[str, str]]:
    """Invented schools as the whole register has them: of many authorities, all types and statuses, near everybody."""
    types = ["Other independent school", "Other independent special school", "Pupil referral unit", "Community school"]
    districts = ["DE1", "DE3", "DE5", "DE6", "DE7", "DE11", "DE13", "DE21", "DE22", "DE23", "DE24", "DE55", "DE56",
                 "DE65", "DE72", "DE73", "DE74", "DE75", "NG9", "NG10", "NG16"]  # fmt: skip
    for number in range(count):
        row = school(200_000 + number, f"Invented {number}", Postcode=f"{districts[number % len(districts)]} 9ZZ")
        status = "Closed" if number % 5 == 0 else "Open"
        yield row | {"LA (code)": str(200 + number % 160), "TypeOfEstablishment (name)": types[number % len(types)],
                     "TypeOfEstablishment (code)": "10", "EstablishmentStatus (name)": status}  # fmt: skip


def many(count: int, seed: int = 1) -> Iterable[dict[str, str]]:
    """Invented schools, with line breaks in quotes and letters outside ASCII."""
    pick = random.Random(seed)
    for number in range(count):
        name = f"{pick.choice(FIRST)} {pick.choice(FIRST)} {pick.choice(LAST)} {number}"
        row = school(100_000 + number, name, Street=f"{number} High Street,\r\nUpper End", Town='"Old" Town')
        row["Postcode"] = f"ZZ{number % 90 + 1} {number % 9}{pick.choice('ABDEFGHJLN')}{pick.choice('ABDEFGHJLN')}"
        yield row


def download(rows: Iterable[dict[str, str]], without: Sequence[str] = (), *, ofsted: bool = False) -> bytes:
    """The file's bytes, in Windows-1252."""
    headings = [heading for heading in (*HEADINGS, *(OFSTED if ofsted else ())) if heading not in without]
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="x", extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({"CloseDate": "", **row} for row in rows)
    return out.getvalue().encode("cp1252")


def links(*rows: tuple[int, int, str]) -> bytes:
    """The links file's bytes."""
    lines = ["URN,LinkURN,LinkName,LinkType,LinkEstablishedDate", *(f'{a},{b},"x, y",{kind},' for a, b, kind in rows)]
    return "\r\n".join(lines).encode("cp1252")
