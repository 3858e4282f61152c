"""The council's records as one sorted, immutable directory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from generator.model.crosswalk import Crosswalk
from generator.model.crosswalk import gaps as crosswalk_gaps
from generator.model.framework import Framework
from generator.model.provider import Provider
from generator.model.reading import Reading, read
from generator.model.settings import Settings
from generator.model.visit import Visit
from generator.model.year import Year
from generator.problems import Problem, did_you_mean
from generator.source import (
    Document,
    FieldPath,
    Limits,
    RecordFile,
    read_bytes,
    read_document,
    record_file,
    record_files,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
#: Addresses below providers/ that the site uses itself.
RESERVED = frozenset(("page",))
CROSSWALK = "frameworks/crosswalk.yml"
VERSION = re.compile(r"\d{4}-\d{2}\Z")
#: A framework holds five times what a visit does.
FRAMEWORK_LIMITS = Limits(bytes=2_000_000, nodes=60_000)
#: The parts of a framework that visits are judged against: where one of them is mended, no visit can be judged.
JUDGED_AGAINST = frozenset(
    ("id", "version", "in_force", "kinds", "scales", "scale", "header", "pre_visit", "themes", "areas", "lists",
     "outcomes", "outcome_rule", "schedule", "terms_a_year", "dispute")
)  # fmt: skip


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
    """One provider with its description (Markdown), its visits and its judged years, oldest first."""

    slug: str
    file: str
    provider: Provider
    description: str
    visits: tuple[VisitRecord, ...] = ()
    years: tuple[YearRecord, ...] = ()


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
            self.slug, self.document.file, self.reading.record, self.document.body, tuple(visits), tuple(years)
        )


@dataclass(frozen=True)
class Library:
    """Every framework in every version, and the settings: what each provider's folder is read against.

    ``problems`` are those of its own files. Where there are any, settings or frameworks are mended: good for checking
    the records in the same run, never for a page. ``mended`` are the settings that could not be read, ``unreadable``
    the frameworks of which a version could not.
    """

    settings: Settings
    frameworks: dict[str, tuple[Framework, ...]]
    documents: tuple[tuple[Framework, Document], ...] = ()
    problems: tuple[Problem, ...] = ()
    unreadable: frozenset[str] = frozenset()
    mended: tuple[FieldPath, ...] = ()
    crosswalk: Crosswalk | None = None

    def current(self, framework: str, today: date) -> Framework:
        """The version in force on a day, or the latest there is."""
        versions = self.frameworks[framework]
        return next((version for version in reversed(versions) if version.holds_on(today)), versions[-1])

    def on(self, framework: str, day: date) -> Framework | None:
        """The version in force on a day, None where there is no such framework or none was in force."""
        return next((version for version in self.frameworks.get(framework, ()) if version.holds_on(day)), None)


class NoDirectory(Exception):
    """There is no directory repository where one was looked for. The message is for the user."""


def read_library(root: Path) -> Library:
    """Settings and frameworks below ``root``, with every problem of them. Raises NoDirectory where there are none."""
    if not (root / "settings.yml").is_file() or not (root / "providers").is_dir():
        missing = "settings.yml" if not (root / "settings.yml").is_file() else "folder `providers`"
        raise NoDirectory(
            f"There is no {missing} in {root}. Run the command in the directory's own folder, or name it with --root."
        )
    problems: list[Problem] = []
    file = record_file(root, "settings.yml")
    document, found = (None, [file]) if isinstance(file, Problem) else _document(file, Limits(), markdown=False)
    problems += found
    reading = read(Settings, document or Document("settings.yml", {}))
    if document is not None:
        problems += reading.problems
    if reading.record is None:
        raise RuntimeError("settings cannot be mended from their examples")
    versions: dict[str, list[Framework]] = {}
    documents: list[tuple[Framework, Document]] = []
    unreadable: set[str] = set()
    for file in record_files(root, "frameworks"):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        framework, framework_document, found = _read_framework(file)
        problems += found
        if framework is not None and framework_document is not None:
            versions.setdefault(framework.id, []).append(framework)
            documents.append((framework, framework_document))
        elif found:
            unreadable.add(file.name.split("/")[1])
    for rows in versions.values():
        rows.sort(key=lambda framework: framework.in_force.start)
    for earlier, later, overlapping in _overlaps(versions, documents):
        problems.append(
            overlapping.problem(
                ("in_force", "from"),
                f"Version {later.version} begins while version {earlier.version} still holds.",
                f"Give version {earlier.version} an `until` on the day before.",
                "version",
            )
        )
    settings = reading.record
    if document is not None and not reading.problems:
        for index, name in enumerate(settings.standing.frameworks):
            if name not in versions and name not in unreadable:
                problems.append(
                    document.problem(
                        ("standing", "frameworks", index),
                        f"There is no framework `{name}`.",
                        did_you_mean(name, versions) if versions else "Add it to frameworks/.",
                        "unknown id",
                    )
                )
    frameworks = {name: tuple(rows) for name, rows in sorted(versions.items())}
    crosswalk, found = _read_crosswalk(root, frameworks, unreadable)
    return Library(
        settings,
        frameworks,
        tuple(documents),
        (*problems, *found),
        frozenset(unreadable),
        reading.mended,
        crosswalk,
    )


def _read_crosswalk(
    root: Path, frameworks: dict[str, tuple[Framework, ...]], unreadable: Collection[str]
) -> tuple[Crosswalk | None, list[Problem]]:
    """The map between frameworks, None where the directory has none; a problem for whatever it leaves out."""
    if not (root / CROSSWALK).exists():
        return None, []
    file = record_file(root, CROSSWALK)
    if isinstance(file, Problem):
        return None, [file]
    document, problems = _document(file, FRAMEWORK_LIMITS, markdown=False)
    if document is None:
        return None, problems
    reading = read(Crosswalk, document)
    problems += reading.problems
    if reading.record is not None:
        findings = crosswalk_gaps(reading.record, frameworks, unreadable)
        problems += [document.problem(path, message, hint, "crosswalk", key=True) for path, message, hint in findings]
    return (None if problems else reading.record), problems


def _read_framework(file: RecordFile) -> tuple[Framework | None, Document | None, list[Problem]]:
    """One version of a framework; nothing at all for a file that is no version of one."""
    parts = file.name.split("/")
    if file.name == CROSSWALK or parts[-1] == "README.md":
        return None, None, []
    if len(parts) != 3 or not VERSION.match(file.path.stem) or file.path.suffix != ".yml":
        hint = "Name it frameworks/<id>/<year-month>.yml, such as frameworks/derby/2024-05.yml."
        return None, None, [Problem(file.name, 0, 0, "", "A framework does not belong here.", hint, "wrong place")]
    document, problems = _document(file, FRAMEWORK_LIMITS, markdown=False)
    if document is None:
        return None, None, problems
    reading = read(Framework, document)
    problems += reading.problems
    framework = reading.record
    if framework is None:
        return None, None, problems
    for name, value, right in (("id", framework.id, parts[1]), ("version", framework.version, file.path.stem)):
        if value != right and (name,) not in reading.mended:
            what = "folder" if name == "id" else "file"
            problems.append(
                document.problem(
                    (name,), f"The {name} `{value}` is not the {what}'s name.", f'Write "{right}".', "folder and id"
                )
            )
    if framework.id != parts[1] or any(JUDGED_AGAINST.intersection(path[:1]) for path in reading.mended):
        return None, None, problems
    return framework, document, problems


def _overlaps(
    versions: dict[str, list[Framework]], documents: list[tuple[Framework, Document]]
) -> Iterator[tuple[Framework, Framework, Document]]:
    for rows in versions.values():
        for earlier, later in pairwise(rows):
            if earlier.in_force.until is None or earlier.in_force.until >= later.in_force.start:
                yield earlier, later, next(document for framework, document in documents if framework is later)


def _document(
    file: RecordFile, limits: Limits, *, markdown: bool, quickly: bool = False
) -> tuple[Document | None, list[Problem]]:
    text, problems = read_bytes(file, limits)
    if problems:
        return None, problems
    return read_document(file.name, text, limits, markdown=markdown, quickly=quickly)


def provider_folders(root: Path) -> tuple[list[str], list[Problem]]:
    """The names of the provider folders, sorted, and a problem for whatever else stands in `providers/`."""
    top = root / "providers"
    slugs: list[str] = []
    problems: list[Problem] = []
    for entry in sorted(top.iterdir(), key=lambda entry: entry.name):
        name = f"providers/{entry.name}"
        if entry.name.startswith(".") or entry.name == "README.md" or entry.name.endswith("~"):
            continue
        if entry.is_symlink():
            hint = "Put the folder itself here: a record must stand inside the repository."
            problems.append(Problem(name, 0, 0, "", "This is a symbolic link.", hint, "symbolic link"))
        elif not entry.is_dir():
            hint = f"Move it to providers/<folder>/provider.md, such as providers/{entry.stem.lower()}/provider.md."
            problems.append(Problem(name, 0, 0, "", "Only providers' folders belong here.", hint, "wrong place"))
        else:
            slugs.append(entry.name)
    return slugs, problems


def read_provider(root: Path, slug: str, library: Library, *, quickly: bool = False) -> ReadProvider:
    """One provider's folder, with every problem of its files' place, form and fields.

    ``quickly``: whatever is found then has no lines, so where anything is, read again.
    """
    limits = Limits()
    problems: list[Problem] = []
    folder = f"providers/{slug}"
    if not SLUG.match(slug) or len(slug) > 80 or slug in RESERVED:
        problems.append(
            Problem(
                folder,
                0,
                0,
                "",
                f"The folder's name `{slug}` cannot be an address.",
                "Use small letters, digits and single hyphens, such as riverside-learning.",
                "wrong place",
            )
        )
    document: Document | None = None
    reading: Reading[Provider] | None = None
    visits: list[ReadVisit] = []
    years: list[ReadYear] = []
    for file in record_files(root, folder):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        inside = file.name.removeprefix(folder + "/")
        if inside == "provider.md":
            document, found = _document(file, limits, markdown=True, quickly=quickly)
            problems += found
            if document is not None:
                reading = read(Provider, document)
                problems += reading.problems
        elif re.match(r"visits/[^/]+\.yml\Z", inside):
            visit_document, found = _document(file, limits, markdown=False, quickly=quickly)
            problems += found
            if visit_document is not None:
                visit = read(Visit, visit_document)
                problems += visit.problems
                framework = None
                if visit.record is not None and ("framework",) not in visit.mended:
                    framework = library.on(visit.record.framework, visit.record.date)
                visits.append(ReadVisit(file.path.stem, visit_document, visit, framework))
        elif re.match(r"years/[^/]+\.yml\Z", inside):
            year_document, found = _document(file, limits, markdown=False, quickly=quickly)
            problems += found
            if year_document is not None:
                year = read(Year, year_document)
                problems += year.problems
                framework = None
                if year.record is not None and year.record.day is not None and ("framework",) not in year.mended:
                    framework = library.on(year.record.framework, year.record.day)
                years.append(ReadYear(file.path.stem, year_document, year, framework))
        else:
            problems.append(
                Problem(file.name, 0, 0, "", "This file does not belong here.", _where(inside), "wrong place")
            )
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
    return ReadProvider(slug, document, reading, tuple(visits), tuple(problems), tuple(years))


def place_in(root: Path, slug: str, path: FieldPath) -> tuple[int, int]:
    """Line and column of a path in a provider's record, 0 where the record cannot be read."""
    document, _ = _document(RecordFile(root / f"providers/{slug}/provider.md", ""), Limits(), markdown=True)
    return document.position(path) if document is not None else (0, 0)


def _where(inside: str) -> str:
    name = inside.rsplit("/", 1)[-1]
    if name.endswith(".yaml"):
        return f"Rename it to {name.removesuffix('.yaml')}.yml."
    if name.lower() == "provider.md":
        return "Name it provider.md, directly in the provider's folder."
    if name.endswith(".yml"):
        return f"A visit's record is visits/{name}."
    return "A provider's folder holds provider.md, visits/ and years/ alone: keep other files elsewhere."
