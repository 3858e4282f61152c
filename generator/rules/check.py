"""The one checker: every rule over a provider's folder, and over the whole directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.directory import Library, ReadProvider
from generator.problems import Problem, did_you_mean
from generator.rules import provider as provider_rules
from generator.rules import visit as visit_rules
from generator.rules.finding import Context, at_their_places, day_in_words
from generator.source import Document


@dataclass(frozen=True, slots=True)
class Check:
    """What one folder adds to the rules over the whole directory."""

    slug: str
    file: str
    name: str
    urn: str | None
    places: tuple[str, ...]


def check_provider(read: ReadProvider, library: Library, today: date) -> list[Problem]:
    """Every problem of one provider's folder: of its form first, then of every rule; sorted by place."""
    problems = list(read.problems)
    context = Context(library.settings, today)
    provider = read.reading.record if read.reading is not None else None
    if read.reading is not None and provider is not None and read.document is not None:
        findings = provider_rules.check(provider, context)
        problems += at_their_places(read.document, findings, read.reading.mended)
    ids = [visit.id for visit in read.visits]
    for visit in read.visits:
        record = visit.reading.record
        if record is None:
            continue
        if visit.framework is None:
            if ("framework",) in visit.reading.mended or ("date",) in visit.reading.mended:
                continue
            if record.framework in library.unreadable and record.framework not in library.frameworks:
                continue
            problems.append(_no_framework(visit.document, record.framework, record.date, library))
            continue
        findings = visit_rules.check(
            visit.id, read.slug, record, visit.framework, provider, [name for name in ids if name != visit.id], context
        )
        problems += at_their_places(visit.document, findings, visit.reading.mended)
    return sorted(set(problems))


def _no_framework(document: Document, framework: str, day: date, library: Library) -> Problem:
    if framework not in library.frameworks:
        return document.problem(
            ("framework",),
            f"There is no framework `{framework}`.",
            did_you_mean(framework, library.frameworks),
            "unknown id",
        )
    first = library.frameworks[framework][0]
    return document.problem(
        ("date",),
        f"No version of `{framework}` was in force on {day_in_words(day)}.",
        f"The earliest here holds from {day_in_words(first.in_force.start)}.",
        "version",
    )


def facts_of(read: ReadProvider) -> Check | None:
    """What the rules over the whole directory need to know of one folder."""
    record = read.reading.record if read.reading is not None else None
    if record is None or read.document is None:
        return None
    return Check(
        read.slug,
        read.document.file,
        record.name,
        record.registration.urn,
        tuple(site.postcode for site in record.sites if site.postcode),
    )


def check_directory(folders: Iterable[Check]) -> Iterator[Problem]:
    """Problems between providers: one school entered twice."""
    by_urn: dict[str, list[Check]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Check]] = defaultdict(list)
    for folder in folders:
        if folder.urn:
            by_urn[folder.urn].append(folder)
        for place in folder.places:
            by_name[folder.name.lower(), place].append(folder)
    for urn, same in sorted(by_urn.items()):
        for folder in same[1:]:
            yield Problem(
                folder.file,
                0,
                0,
                "registration.urn",
                f"URN {urn} is also that of {same[0].file}.",
                "Correct the number, or keep one of the two records.",
                "duplicate provider",
            )
    for (_, place), same in sorted(by_name.items()):
        for folder in {folder.slug: folder for folder in same[1:] if folder.slug != same[0].slug}.values():
            yield Problem(
                folder.file,
                0,
                0,
                "name",
                f"A provider of this name at {place} stands already in {same[0].file}.",
                "Keep one of the two records.",
                "duplicate provider",
            )
