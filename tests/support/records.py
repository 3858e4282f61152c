"""Small records for the tests of rules, under the repository's own frameworks and settings."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from apdir.directory import ProviderRecord, ReadProvider, ReadVisit, ReadYear, VisitRecord, YearRecord
from apdir.library import Library, read_library
from apdir.model.provider import Provider
from apdir.model.reading import read
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.rules import check_provider
from apdir.source import Document
from apdir.summary import summarise

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
AVE = "amber-valley-erewash"
PROVIDER: dict[str, Any] = {
    "name": "Hill Farm",
    "type": "farm",
    "status": "listed",
    "checked": {"date": "2026-09-14", "by": "AP officer"},
    "registration": {"status": "unregistered", "gias_checked": "2026-09-14", "census_setting": "OTH"},
    "contact": {"role": "Office", "email": "office@hillfarm.example"},
    "offer": {"key_stages": ["KS3"], "delivery": ["on site"]},
}
#: Who visited.
COUNCIL = [{"organisation": "the council", "role": "AP officer"}]
GOOD = {"quality-of-education": "good", "behaviour-and-attitudes": "good", "personal-development": "good"}


@cache
def library() -> Library:
    """The repository's settings and frameworks, read once."""
    found = read_library(ROOT)
    assert not found.problems, found.problems
    return found


def framework(name, day=TODAY):
    return library().on(name, day)


def provider(**changes):
    return PROVIDER | changes


def visit(name, day, suffix="", **fields):
    data = {"framework": name, "date": day, "state": "final", **fields}
    return f"{day}-{name}{suffix}", data


def ave(kind, day, suffix="", **fields):
    return visit(AVE, day, suffix, kind=kind, **fields)


def year(name="2025-26", **fields):
    return f"{name}-{AVE}", {"framework": AVE, "year": name, "state": "draft", **fields}


def judged(name="2025-26", **fields):
    """A whole judged year."""
    return year(name, **({"state": "final", "areas": GOOD, "overall": "good", "judged_on": "2026-07-20",
                          "by": "Quality lead"} | fields))  # fmt: skip


def record(*visits, years=(), about=PROVIDER):
    lib = library()
    rows = []
    for name, data in visits:
        it = Visit.model_validate(data)
        rows.append(VisitRecord(name, f"visits/{name}.yml", it, lib.on(it.framework, it.date)))
    rows.sort(key=lambda row: (row.visit.date, row.id))
    made = []
    for name, data in years:
        judged_year = Year.model_validate(data)
        version = lib.on(judged_year.framework, judged_year.day)
        made.append(YearRecord(name, f"years/{name}.yml", judged_year, version))
    visits = tuple(row for row in rows if not row.visit.is_planned)
    planned = tuple(row for row in rows if row.visit.is_planned)
    return ProviderRecord("hill-farm", "provider.md", Provider.model_validate(about), "", visits, tuple(made), planned)


def summary(*visits, years=(), about=PROVIDER, today=TODAY):
    return summarise(record(*visits, years=years, about=about), library(), today)


def problems(*visits, years=(), about=PROVIDER, today=TODAY, body=""):
    """What the checker says of such a folder: (file, field, message). A visit that does not say who came is our own."""
    lib = library()
    rows = []
    for name, said in visits:
        data = {"visited_by": COUNCIL} | said
        reading = read(Visit, document := Document(f"visits/{name}.yml", data))
        it = reading.record
        rows.append(ReadVisit(name, document, reading, lib.on(it.framework, it.date)))
    made = []
    for name, data in years:
        of_year = read(Year, document := Document(f"years/{name}.yml", data))
        known = of_year.record
        made.append(ReadYear(name, document, of_year, lib.on(known.framework, known.day) if known.day else None))
    top = Document("provider.md", about, body)
    found = ReadProvider("hill-farm", top, read(Provider, top), tuple(rows), (), tuple(made))
    return [(row.file, row.field, row.message) for row in check_provider(found, lib, today)]


def said(advice, rule, title=""):
    """The advice of one rule, of those whose title has some words."""
    return [row for row in advice if row.rule == rule and title in row.title]


def states(advice, rule, title=""):
    return [row.state for row in said(advice, rule, title)]
