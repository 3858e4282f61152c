"""The council's records as one sorted, immutable directory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from apdir.library import Library, open_document
from apdir.model.framework import Framework
from apdir.model.provider import Provider
from apdir.model.reading import Reading, read
from apdir.model.scale import Scale
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.names import LONGEST, RESERVED, slug_of
from apdir.problems import Problem
from apdir.source import (
    Document,
    FieldPath,
    Limits,
    RecordFile,
    pupil_in_file,
    pupil_in_name,
    record_files,
    special_file,
)
from apdir.source.files import LINK

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
PHOTO = re.compile(r"pictures/[^/]+\.jpg\Z")


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """One visit with the framework version it was made under. ``id`` is its file's name without the ending."""

    id: str
    file: str
    visit: Visit
    framework: Framework


@dataclass(frozen=True, slots=True)
class YearRecord:
    """One judged year with the framework version it is judged by. ``id`` is its file's name without the ending."""

    id: str
    file: str
    year: Year
    framework: Framework


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """One provider with its description (Markdown), its visits and its judged years, oldest first.

    ``visits`` have been made. Those that are only planned stand apart, so that nothing counts one of them as made.
    """

    slug: str
    file: str
    provider: Provider
    description: str
    visits: tuple[VisitRecord, ...] = ()
    years: tuple[YearRecord, ...] = ()
    planned: tuple[VisitRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadVisit:
    """A visit as it was read, before the rules: its framework may be unknown and its record mended."""

    id: str
    document: Document
    reading: Reading[Visit]
    framework: Framework | None


@dataclass(frozen=True, slots=True)
class ReadYear:
    """A judged year as it was read, before the rules."""

    id: str
    document: Document
    reading: Reading[Year]
    framework: Framework | None


@dataclass(frozen=True, slots=True)
class ReadProvider:
    """A provider's folder as it was read, before the rules."""

    slug: str
    document: Document | None
    reading: Reading[Provider] | None
    visits: tuple[ReadVisit, ...]
    problems: tuple[Problem, ...]
    years: tuple[ReadYear, ...] = ()
    photos: tuple[RecordFile, ...] = ()

    @property
    def name(self) -> str | None:
        """The provider's name in the record, None where it has none: a mended one has an example."""
        if self.reading is None or self.reading.record is None or ("name",) in self.reading.mended:
            return None
        return self.reading.record.name

    def record(self) -> ProviderRecord | None:
        """The folder as a record, None where any part of it has a problem."""
        if self.problems or self.document is None or self.reading is None or self.reading.record is None:
            return None
        visits = [
            VisitRecord(visit.id, visit.document.file, visit.reading.record, visit.framework)
            for visit in self.visits
            if visit.reading.record is not None and visit.framework is not None
        ]
        visits.sort(key=lambda visit: (visit.visit.date, visit.id))
        years = [
            YearRecord(year.id, year.document.file, year.reading.record, year.framework)
            for year in self.years
            if year.reading.record is not None and year.framework is not None
        ]
        return ProviderRecord(
            self.slug,
            self.document.file,
            self.reading.record,
            self.document.body,
            tuple(visit for visit in visits if not visit.visit.is_planned),
            tuple(years),
            tuple(visit for visit in visits if visit.visit.is_planned),
        )


def is_folder_name(slug: str) -> bool:
    """Whether a provider's folder can have a name, which is an address of the site too."""
    return SLUG.match(slug) is not None and len(slug) <= LONGEST and slug not in RESERVED


def provider_folders(root: Path) -> tuple[list[str], list[Problem]]:
    """The names of the provider folders, sorted, and a problem for anything else in `providers/`."""
    top = root / "providers"
    slugs: list[str] = []
    problems: list[Problem] = []
    with os.scandir(top) as listing:  # which tells of links and folders without another look at each
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        name = f"providers/{entry.name}"
        if entry.name.startswith(".") or entry.name == "README.md" or entry.name.endswith("~"):
            special = special_file(root, name)
            if special is not None:
                problems.append(special)
            continue
        if entry.is_symlink():
            hint = "Put the folder itself here: a record must stand inside the repository."
            problems.append(Problem(name, 0, 0, "", "This is a symbolic link.", hint, LINK))
        elif not entry.is_dir():
            hint = (
                f"Move it to providers/<folder>/provider.md, such as providers/{Path(name).stem.lower()}/provider.md."
            )
            problems.append(Problem(name, 0, 0, "", "Only providers' folders belong here.", hint, "wrong place"))
        else:
            slugs.append(entry.name)
    return slugs, problems


def read_provider(root: Path, slug: str, library: Library) -> ReadProvider:
    """One provider's folder, with every problem of its files' place, form and fields."""
    limits = Limits()
    problems: list[Problem] = []
    folder = f"providers/{slug}"
    problems += pupil_in_name(folder, slug)
    if not is_folder_name(slug):
        problems.append(
            Problem(
                folder,
                0,
                0,
                "",
                f"The folder's name `{slug}` cannot be an address.",
                f"Use small letters, digits and single hyphens, such as {slug_of(slug) or 'riverside-learning'}. If it "
                "had another name, give it that back: links lead there.",
                "wrong place",
            )
        )
    document: Document | None = None
    reading: Reading[Provider] | None = None
    visits: list[ReadVisit] = []
    years: list[ReadYear] = []
    photos: list[RecordFile] = []
    for file in record_files(root, folder, passed_over=True):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        inside = file.name.removeprefix(folder + "/")
        problems += pupil_in_name(file.name, inside)
        if file.passed_over:
            problems += pupil_in_file(file)
            continue
        if inside == "provider.md":
            document, found = open_document(file, limits, markdown=True)
            problems += found
            if document is not None:
                reading = _spelt(read(Provider, document), library)
                problems += reading.problems
        elif re.match(r"visits/[^/]+\.yml\Z", inside):
            visit_document, found = open_document(file, limits, markdown=False)
            problems += found
            if visit_document is not None:
                visit = read(Visit, visit_document)
                problems += visit.problems
                framework = None
                if visit.record is not None and ("framework",) not in visit.mended:
                    framework = library.on(visit.record.framework, visit.record.date)
                visit = _in_scale(visit, framework)
                visits.append(ReadVisit(file.path.stem, visit_document, visit, framework))
        elif re.match(r"years/[^/]+\.yml\Z", inside):
            year_document, found = open_document(file, limits, markdown=False)
            problems += found
            if year_document is not None:
                year = read(Year, year_document)
                problems += year.problems
                framework = None
                if year.record is not None and year.record.day is not None and ("framework",) not in year.mended:
                    framework = library.on(year.record.framework, year.record.day)
                years.append(ReadYear(file.path.stem, year_document, year, framework))
        elif PHOTO.match(inside):
            photos.append(file)
            problems += pupil_in_file(file)
        else:
            problems.append(
                Problem(file.name, 0, 0, "", "This file does not belong here.", _where(inside, file), "wrong place")
            )
            problems += pupil_in_file(file)
    if document is None and not any(problem.file.lower() == f"{folder}/provider.md" for problem in problems):
        problems.append(
            Problem(
                folder,
                0,
                0,
                "",
                "There is no provider.md in this folder.",
                f"Add {folder}/provider.md, or move the folder's visits to the provider they belong to.",
                "missing file",
            )
        )
    visits.sort(key=lambda visit: visit.id)
    years.sort(key=lambda year: year.id)
    return ReadProvider(slug, document, reading, tuple(visits), tuple(problems), tuple(years), tuple(photos))


def same_day(read: ReadProvider, framework: str, day: date) -> list[tuple[str, str, str | None]]:
    """The names, kinds and sites of a provider's visits of one day under one framework."""
    visits = [(visit.id, visit.reading.record) for visit in read.visits]
    return [
        (name, record.kind, record.site)
        for name, record in visits
        if record is not None and (record.framework, record.date) == (framework, day)
    ]


def planned_for(read: ReadProvider, framework: str, kind: str, site: str | None, day: date) -> ReadVisit | None:
    """The record of a visit of this kind that is planned for this day, or for days around it, and for no other site."""
    for row in read.visits:
        it = row.reading.record
        if it is None or not it.is_planned or (it.framework, it.kind) != (framework, kind):
            continue
        if it.date <= day <= it.last_day and (site is None or it.site in (None, site)):
            return row
    return None


def planned_values(plan: ReadVisit) -> Iterator[tuple[str, Any]]:
    """What a plan says beside which visit it is: each field as its file has it, with its value."""
    which = ("framework", "kind", "date", "site", "state", "provider")
    return ((key, value) for key, value in plan.document.data.items() if value and key not in which)


def place_in(root: Path, slug: str, path: FieldPath) -> tuple[int, int]:
    """Line and column of a path in a provider's record, 0 where the record cannot be read."""
    document, _ = open_document(RecordFile(root / f"providers/{slug}/provider.md", ""), Limits(), markdown=True)
    return document.position(path) if document is not None else (0, 0)


def _spelt(reading: Reading[Provider], library: Library) -> Reading[Provider]:
    """The record with its type, needs and areas as settings.yml spells them: `semh` and `SEMH` are one need."""
    record, words = reading.record, library.settings.vocabulary
    if record is None:
        return reading

    def spelt(values: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
        spelling = {word.lower(): word for word in known}
        return tuple(spelling.get(value.lower(), value) for value in values)

    needs, serves = spelt(record.offer.needs, words.needs), spelt(record.serves, words.areas)
    [kind] = spelt((record.type,), words.types)
    if (needs, serves, kind) == (record.offer.needs, record.serves, record.type):
        return reading
    offer = record.offer.model_copy(update={"needs": needs})
    return replace(reading, record=record.model_copy(update={"offer": offer, "serves": serves, "type": kind}))


def _in_scale(reading: Reading[Visit], framework: Framework | None) -> Reading[Visit]:
    """The visit with its judgements spelt as their scales' keys: `Fully`, as forms print it, is `fully`."""
    record = reading.record
    if record is None or framework is None:
        return reading
    changed: dict[str, Any] = {}
    scale = framework.scale_by_id[framework.scale]
    judgements = {key: _key_of(value, framework.scale_of.get(key, scale)) for key, value in record.judgements.items()}
    areas = {key: _key_of(value, scale) for key, value in record.areas.items()}
    if judgements != record.judgements:
        changed["judgements"] = judgements
    if areas != record.areas:
        changed["areas"] = areas
    if record.overall is not None and _key_of(record.overall, scale) != record.overall:
        changed["overall"] = _key_of(record.overall, scale)
    rows = tuple(
        row.model_copy(update={"marks": tuple(_key_of(mark, of_row) for mark in row.marks)})
        for row in record.rows
        for of_row in [next((framework.scale_of[key] for key in row.items if key in framework.scale_of), scale)]
    )
    if rows != record.rows:
        changed["rows"] = rows
    return replace(reading, record=record.model_copy(update=changed)) if changed else reading


def _key_of(value: str, scale: Scale) -> str:
    """The key of a scale's value that a text means; the text itself where it means none."""
    if value in scale.by_key:
        return value
    return next((key for key in scale.keys if key.lower() == value.lower()), value)


#: The name of a visit's file.
VISIT = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.yml\Z")


def _where(inside: str, file: RecordFile) -> str:
    name = inside.rsplit("/", 1)[-1]
    if name.endswith((".md.txt", ".yml.txt", ".yaml.txt")):
        return f"Rename it to {name.removesuffix('.txt')}: an editor put .txt behind its name."
    if inside.startswith("pictures/"):
        return "A picture is a JPEG with a name of small letters, digits and hyphens: save it as pictures/yard.jpg."
    if name.endswith(".yaml"):
        return f"Rename it to {name.removesuffix('.yaml')}.yml."
    if name.lower() == "provider.md":
        return "Name it provider.md, directly in the provider's folder."
    if name.endswith(".yml"):
        document, _ = open_document(file, Limits(), markdown=False)
        said = [str(document.data.get(key)) for key in ("date", "framework")] if document is not None else []
        right = f"{'-'.join(said)}.yml"
        if not VISIT.match(right):
            right = name if VISIT.match(name) else "YEAR-MONTH-DAY-FRAMEWORK.yml"
        return f"If it is the record of a visit, move it to visits/{right}."
    return "A provider's folder holds provider.md, visits/, years/ and pictures/ alone: keep other files elsewhere."
