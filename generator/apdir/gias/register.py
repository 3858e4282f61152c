"""The register's own files: the establishment download and the links between establishments.

CSV in Windows-1252, about 135 columns, dates as dd-mm-yyyy. Only the columns named here are read: the file names heads
and proprietors too, and people are never taken in. The Ofsted columns left the file in April 2025; nothing needs them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from apdir.names import in_plain_letters
from apdir.problems import Problem, did_you_mean
from apdir.tables.delimited import delimited
from apdir.tables.parts import TooMuch

if TYPE_CHECKING:
    from apdir.tables.delimited import Reader

Table = TypeVar("Table")

#: The columns that are read, and what cannot be checked without each; None where nothing can.
COLUMNS: dict[str, str | None] = {
    "URN": None,
    "EstablishmentName": None,
    "EstablishmentStatus (name)": "whether a school is open",
    "LA (code)": "DfE numbers",
    "EstablishmentNumber": "DfE numbers",
    "TypeOfEstablishment (name)": "the type of school",
    "TypeOfEstablishment (code)": "which rows are no schools, other than by their names",
    "CloseDate": "when a school closed",
    "Postcode": "postcodes, and likely matches of unregistered providers",
}
#: First bytes of a workbook, a ZIP archive.
WORKBOOK = b"PK\x03\x04"
#: What a workbook has in it, and another zip file has not: Excel's list of parts, and OpenDocument's kind.
OF_WORKBOOKS = (b"[Content_Types].xml", b"mimetypeapplication/")
#: The file to take.
AS_DOWNLOADED = "Take the establishment fields CSV as it is downloaded."
#: The number of an authority or a school, without the noughts before it.
URN = re.compile(r"[0-9]{1,9}\Z")
FEW_FIGURES = re.compile(r"[0-9]{1,4}\Z")
#: The most that is read of a file: the register has 52,000 rows, 1,000 more each year, in about 65 million bytes, and
#: twice as many as Excel's "Unicode Text". Its longest name has some 120 characters; a row with a longer cell than
#: this, in a column that is read, is passed over. With the most of all three it takes two seconds.
MOST_BYTES, MOST_ROWS, MOST_IN_CELL = 160_000_000, 70_000, 200
#: Children's centres and their further sites are in the register, and are no schools: their URN has five digits.
NO_SCHOOLS = ("47", "48")
FIVE = 5
CHILDRENS_CENTRE = "children's centre"
LINK_COLUMNS = ("URN", "LinkURN", "LinkType")


class School(NamedTuple):
    """One establishment of the register; ``closes`` is the day on which it closed, as the file has it."""

    urn: str
    name: str
    status: str
    dfe_number: str | None
    closes: str
    postcode: str

    @property
    def closed(self) -> date | None:
        """The day on which it closed."""
        return _day(self.closes)

    @property
    def is_open(self) -> bool:
        """Whether pupils can be there: open, or open and proposed to close."""
        return self.status.lower().startswith("open") or not self.status


@dataclass
class Facts:
    """Facts of a whole file that tell whether it can be the whole register.

    ``types`` are in small letters; ``districts`` are the first halves of its schools' postcodes: `DE1`.
    """

    rows: int = 0
    open: int = 0
    closed: int = 0
    authorities: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Register:
    """The register on one day. ``missing`` says what cannot be checked; ``passed`` counts rows that cannot be read."""

    by_urn: dict[str, School]
    by_dfe_number: dict[str, School]
    by_postcode: dict[str, list[School]]
    by_name: dict[str, list[School]]
    missing: tuple[str, ...] = ()
    passed: int = 0
    facts: Facts = field(default_factory=Facts)
    successors: dict[str, list[str]] = field(default_factory=dict)


def read_register(file: str, raw: bytes) -> tuple[Register | None, list[Problem]]:
    """The establishments; None where the file is not the register's download."""
    return _read(file, raw, _register, None)


def _register(file: str, reader: Reader) -> tuple[Register | None, list[Problem]]:
    headings = [heading.strip() for heading in next(reader, [])]
    places = {name: headings.index(name) for name in COLUMNS if name in headings}
    problems = [
        Problem(file, 1, 1, "", f"There is no column `{name}`.", _hint(name, headings), "missing column")
        for name, without in COLUMNS.items()
        if without is None and name not in places
    ]
    if problems:
        return None, problems
    missing = tuple(
        dict.fromkeys(
            f"Without the column `{name}`, {without} cannot be checked."
            for name, without in COLUMNS.items()
            if without is not None and name not in places
        )
    )
    register = Register({}, {}, defaultdict(list), defaultdict(list), missing)
    passed = sum(not _take(register, row) for row in _picked(reader, places, len(headings)))
    register.by_postcode.pop("", None)
    register.by_name.pop("", None)
    for unsaid in (register.facts.authorities, register.facts.types, register.facts.districts):
        unsaid.discard("")
    return replace(register, passed=passed), []


def read_links(file: str, raw: bytes) -> tuple[dict[str, list[str]], list[Problem]]:
    """The successors of each establishment, by URN."""
    return _read(file, raw, _links, {})


def _read(
    file: str, raw: bytes, take: Callable[[str, Reader], tuple[Table, list[Problem]]], nothing: Table
) -> tuple[Table, list[Problem]]:
    """Read a file; ``nothing`` and a problem where it has too much in it, or is no CSV."""
    line = 0
    if raw.startswith(WORKBOOK):
        message, hint = "This is a workbook, and the register is a CSV file.", AS_DOWNLOADED
        if not any(part in raw for part in OF_WORKBOOKS):
            message, hint = "This is a zip file.", "Unzip it, and give the CSV file that is in it."
        return nothing, [Problem(file, 0, 0, "", message, hint, "file")]
    try:
        # A byte that cannot be decoded is in a name, and does no harm there.
        reader = delimited(raw, MOST_BYTES, "replace")
        try:
            return take(file, reader)
        finally:
            line = reader.line_num
    except TooMuch as error:
        return nothing, [Problem(file, 0, 0, "", str(error), AS_DOWNLOADED, "huge file")]
    except csv.Error:
        message = "From here on the file cannot be read as CSV."
        hint = "A quotation mark may be missing above: download the file again, and do not save it from a spreadsheet."
        return nothing, [Problem(file, line, 1, "", message, hint, "file")]


def _links(file: str, reader: Reader) -> tuple[dict[str, list[str]], list[Problem]]:
    headings = [heading.strip() for heading in next(reader, [])]
    wrong = [name for name in LINK_COLUMNS if name not in headings]
    if wrong:
        return {}, [
            Problem(file, 1, 1, "", f"There is no column `{name}`.", _hint(name, headings), "missing column")
            for name in wrong
        ]
    urn, other, kind = (headings.index(name) for name in LINK_COLUMNS)
    successors: dict[str, list[str]] = defaultdict(list)
    for row in _rows(reader):
        if len(row) > max(urn, other, kind) and row[kind].strip().lower().startswith("successor"):
            successors[row[urn].strip()].append(row[other].strip())
    return dict(successors), []


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows below the headings. Raises TooMuch."""
    for number, row in enumerate(reader, 1):
        if number > MOST_ROWS:
            raise TooMuch(f"This file has more than {MOST_ROWS:,} rows.")
        yield row


def plain_name(name: str) -> str:
    """A name as two people would write it alike: small letters and digits, without `the`, `ltd` and the like."""
    words = re.findall(r"[a-z0-9]+", in_plain_letters(name))
    return " ".join(word for word in words if word not in ("the", "ltd", "limited", "cic", "and"))


def plain_postcode(text: str) -> str:
    """A postcode without its spaces, in capitals."""
    return text.replace(" ", "").upper()


def _picked(reader: Reader, places: dict[str, int], width: int) -> Iterator[list[str]]:
    """The cells of each row in the order of `COLUMNS`, empty where the file has no such column; none of a torn row."""
    picked = itemgetter(*(places.get(name, width) for name in COLUMNS))
    for row in _rows(reader):
        if len(row) == width:
            row.append("")
            yield [cell.strip() for cell in picked(row)]
        elif row:
            yield []


def _take(register: Register, row: list[str]) -> bool:
    """Take a row into account; False where it cannot be read."""
    if not row or not URN.match(row[0]) or max(map(len, row)) > MOST_IN_CELL:
        return False
    urn, name, status, authority, number, kind, code, closes, postcode = row
    urn, kind, facts = urn.lstrip("0"), kind.lower(), register.facts
    school = School(urn.zfill(6), name, status, dfe_number(authority, number), closes, plain_postcode(postcode))
    facts.rows += 1
    facts.open += status.lower().startswith("open")
    facts.closed += status.lower().startswith("closed")
    facts.authorities.add(authority.lstrip("0"))
    facts.types.add(kind)
    facts.districts.add(school.postcode[:-3])
    if len(urn) <= FIVE or code in NO_SCHOOLS or kind.replace("’", "'").startswith(CHILDRENS_CENTRE):
        return True
    register.by_urn[school.urn] = school
    if school.dfe_number and (school.dfe_number not in register.by_dfe_number or school.is_open):
        register.by_dfe_number[school.dfe_number] = school
    register.by_postcode[school.postcode].append(school)
    register.by_name[plain_name(name)].append(school)
    return True


def dfe_number(authority: str, number: str) -> str | None:
    """`830/1102`, however either part is padded; None where there is no authority or no number."""
    authority, number = authority.lstrip("0"), number.lstrip("0") or number[-1:]
    if not FEW_FIGURES.match(authority) or not FEW_FIGURES.match(number):
        return None
    return f"{int(authority):03}/{int(number):04}"


def _day(text: str) -> date | None:
    match = re.match(r"(\d\d?)[-/](\d\d?)[-/](\d{4})\Z", text.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _hint(name: str, headings: list[str]) -> str:
    return f"{did_you_mean(name, headings, '')} {AS_DOWNLOADED}".strip()
