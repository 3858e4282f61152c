"""The one checker: every rule over a provider's folder, and over the whole directory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from apdir.days import day_in_words
from apdir.directory import ReadProvider, ReadVisit, ReadYear
from apdir.library import Library
from apdir.lookalike import skeleton
from apdir.model.fields import Record
from apdir.model.reading import overlap
from apdir.model.visit import Visit
from apdir.problems import Problem, bounded, did_you_mean, guarded
from apdir.rules import description, photos
from apdir.rules import person as person_rules
from apdir.rules import provider as provider_rules
from apdir.rules import reassessment as reassessment_rules
from apdir.rules import role as role_rules
from apdir.rules import visit as visit_rules
from apdir.rules import year as year_rules
from apdir.rules.copied import in_description, private_values
from apdir.rules.finding import Context, Finding, at_their_places
from apdir.rules.placeholder import placeholders
from apdir.source import Document, FieldPath


@dataclass(frozen=True, slots=True)
class Check:
    """Facts of a folder for rules over the whole directory."""

    slug: str
    file: str
    name: str | None
    urn: str | None
    dfe_number: str | None
    places: tuple[str, ...]
    hidden: tuple[str, ...]
    """Names, numbers and addresses that only officers may see, as they are compared."""
    shown: tuple[str, ...]
    """Those that all may see."""


def check_provider(read: ReadProvider, library: Library, today: date) -> list[Problem]:
    """Every problem of one provider's folder: of its form first, then of every rule; sorted by place."""
    problems = list(read.problems)
    context = Context(library.settings, today, library.mended)
    provider = read.reading.record if read.reading is not None else None
    known = person_rules.known_words(provider, context)
    if read.document is not None:
        problems += description.check(read.document)
    sites_known = provider
    if read.reading is not None and provider is not None and read.document is not None:
        problems += photos.unnamed(provider, read)
        facts = [*provider_rules.check(provider, context), *photos.check(provider, read)]
        facts += [*_words(read.document, provider, known, context)]
        problems += person_rules.in_description(read.document, known)
        problems += in_description(read.document, provider)
        problems += at_their_places(read.document, facts, read.reading.mended)
        if any(overlap(path, ("sites",)) for path in read.reading.mended):
            sites_known = None
    ids = [*(visit.id for visit in read.visits), *(year.id for year in read.years)]
    judged = _judged(read)
    for visit in read.visits:
        others = [name for name in ids if name != visit.id]
        findings = visit_rules.check(visit, read.slug, sites_known, others, context)
        problems += at_their_places(visit.document, findings, visit.reading.mended)
        if visit.reading.record is not None:
            record = visit.reading.record
            of_record = [*reassessment_rules.check(record, judged), *_words(visit.document, record, known, context)]
            if visit.framework is not None:
                of_record += person_rules.in_answers(record, visit.framework, known)
            problems += at_their_places(visit.document, of_record, visit.reading.mended)
        if visit.framework is None:
            problems += _no_framework(visit, library)
    for visit, finding in visit_rules.told_apart(read.visits, sites_known):
        problems += at_their_places(visit.document, [finding], visit.reading.mended)
    for year in read.years:
        problems += at_their_places(year.document, year_rules.check(year, context), year.reading.mended)
        if year.reading.record is not None:
            words = _words(year.document, year.reading.record, known, context)
            problems += at_their_places(year.document, words, year.reading.mended)
        if year.framework is None:
            problems += _no_framework(year, library)
    documents = [read.document, *(visit.document for visit in read.visits), *(year.document for year in read.years)]
    unsaid = [problem for document in documents if document is not None for problem in placeholders(document)]
    told = {(problem.file, problem.field, problem.line) for problem in unsaid}
    problems = [row for row in problems if (row.file, row.field, row.line) not in told] + unsaid
    return bounded(guarded(problems))


def _words(document: Document, record: Record, known: person_rules.Known, context: Context) -> Iterator[Finding]:
    """Where a record should say a role and does not, where it names a person, and where it has HTML."""
    yield from role_rules.check(record, context)
    yield from person_rules.check(record, known)
    yield from description.in_texts(record, document)


def _judged(read: ReadProvider) -> dict[str, tuple[str, date | None]]:
    """The framework and the day of every visit and judged year, by id."""
    visits = ((visit.id, visit.reading.record) for visit in read.visits)
    years = ((year.id, year.reading.record) for year in read.years)
    found: dict[str, tuple[str, date | None]] = {
        name: (record.framework, record.date) for name, record in visits if record is not None
    }
    found |= {name: (record.framework, record.judged_on) for name, record in years if record is not None}
    return found


def _no_framework(read: ReadVisit | ReadYear, library: Library) -> Iterator[Problem]:
    """Why a visit or a year has no framework to be judged against, where that is a fault of its own."""
    record, mended = read.reading.record, read.reading.mended
    if record is None or ("framework",) in mended or record.framework in library.unreadable:
        return
    if record.framework not in library.frameworks:
        message = f"There is no framework `{record.framework}`."
        hint = did_you_mean(record.framework, library.frameworks)
        yield read.document.problem(("framework",), message, hint, "unknown id")
    elif not {("date",), ("judged_on",), ("year",)} & set(mended):
        first = library.frameworks[record.framework][0]
        day, at = (record.date, "date") if isinstance(record, Visit) else (record.day, "year")
        if day is None:
            return
        message = f"No version of `{record.framework}` was in force on {day_in_words(day)}."
        hint = f"The earliest here holds from {day_in_words(first.in_force.start)}."
        yield read.document.problem((at,), message, hint, "version")


def facts_of(read: ReadProvider) -> Check | None:
    """Facts of a folder for rules over the whole directory, if readable."""
    record = read.reading.record if read.reading is not None else None
    if record is None or read.document is None:
        return None
    return Check(
        read.slug,
        read.document.file,
        read.name,
        record.registration.urn,
        re.sub(r"\D", "", record.registration.dfe_number or "") or None,
        tuple(site.postcode for site in record.sites if site.postcode),
        *private_values(record),
    )


def for_officers_alone(folders: Iterable[Check]) -> set[str]:
    """Values that no page may hold: hidden in a folder, shown in none."""
    rows = list(folders)
    return {value for row in rows for value in row.hidden} - {value for row in rows for value in row.shown}


def check_directory(folders: Iterable[Check], place: Callable[[str, FieldPath], tuple[int, int]]) -> Iterator[Problem]:
    """Problems between providers: one school entered twice, told at both entries.

    ``place`` gives line and column of a path in the record of a folder.
    """
    by_urn: dict[str, list[Check]] = defaultdict(list)
    by_dfe_number: dict[str, list[Check]] = defaultdict(list)
    by_name: dict[str, list[Check]] = defaultdict(list)
    for folder in folders:
        if folder.urn:
            by_urn[folder.urn].append(folder)
        if folder.dfe_number:
            by_dfe_number[folder.dfe_number].append(folder)
        if folder.name is not None:
            by_name[skeleton(folder.name)].append(folder)
    for urn, same in sorted(by_urn.items()):
        for folder, other in _beside_another(same):
            message = f"URN {urn} is also that of {other.file}."
            hint = "Correct the number, or keep one of the two records."
            line, column = place(folder.slug, ("registration", "urn"))
            yield Problem(folder.file, line, column, "registration.urn", message, hint, "duplicate provider")
    for number, same in sorted(by_dfe_number.items()):
        for folder, other in _beside_another(same):
            if folder.urn is None or folder.urn != other.urn:  # else told of the URN already
                message = f"DfE number {number[:3]}/{number[3:]} is also that of {other.file}."
                hint = "Correct the number, or keep one of the two records."
                line, column = place(folder.slug, ("registration", "dfe_number"))
                field = "registration.dfe_number"
                yield Problem(folder.file, line, column, field, message, hint, "duplicate provider")
    for same in by_name.values():
        for folder in same if len(same) > 1 else ():
            fault = _same_name(folder, same)
            if fault is not None:
                line, column = place(folder.slug, ("name",))
                yield Problem(folder.file, line, column, "name", *fault, "duplicate provider")


def _same_name(folder: Check, same: list[Check]) -> tuple[str, str] | None:
    """Return the problem and hint for a name that others share, None where the register tells them apart."""
    others = [other for other in same if other is not folder]
    for other in others:
        shared = [postcode for postcode in folder.places if postcode in other.places]
        if shared:
            return (
                f"A provider of this name at {shared[0]} stands also in {other.file}.",
                "Keep one of the two records.",
            )
    for other in others:
        if not _is_written_alike(folder, other):
            return (
                f"This name looks like that of {other.file}, and is written otherwise.",
                "Keep one of the two records, or name them apart, such as with the town in brackets.",
            )
        if not folder.urn or not other.urn:
            return (
                f"{other.file} has the same name.",
                "If it is another provider, name them apart, such as with the town in brackets; else keep one record.",
            )
    return None


def _is_written_alike(one: Check, other: Check) -> bool:
    """Whether two names have the same letters and words, in whatever case."""
    return (one.name or "").lower().split() == (other.name or "").lower().split()


def similar_names(folders: Iterable[Check], place: Callable[[str, FieldPath], tuple[int, int]]) -> Iterator[Problem]:
    """A note, no fault, where two names differ by `Ltd`, `the` and the like alone."""
    by_name: dict[str, list[Check]] = defaultdict(list)
    for folder in folders:
        if folder.name is not None:
            by_name[skeleton(folder.name, legal=False)].append(folder)
    for same in by_name.values():
        for folder, other in _beside_another(same):
            if skeleton(folder.name or "") != skeleton(other.name or ""):
                line, column = place(folder.slug, ("name",))
                message = f"But for words such as Ltd, this is the name of {other.file}."
                hint = "If it is one provider, keep one of the two records."
                yield Problem(folder.file, line, column, "name", message, hint, "similar name")


def _beside_another(same: list[Check]) -> Iterator[tuple[Check, Check]]:
    """Each of several that are the same, with the first of the others."""
    for folder in same if len(same) > 1 else ():
        yield folder, next(other for other in same if other is not folder)
