"""What in a visit's record gives away that it was copied from another's: notes, which refuse nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from apdir.days import day_in_words
from apdir.directory import ReadProvider
from apdir.model.described import places, values_at
from apdir.model.fields import TEXT_KIND
from apdir.model.visit import Visit
from apdir.problems import Problem
from apdir.source import Document
from apdir.source.document import dotted

KIND = "copied visit"
#: Two texts of so many letters that are alike are no chance, and one of so many: stock phrases are shorter.
LONG, LONG_ALONE = 40, 90


def _if_copied(slug: str, visit: Visit) -> str:
    begin = f"apdir new visit {slug} --framework {visit.framework} --date {visit.date}"
    return f"If the record was copied, delete the file and begin it with `{begin}`."


def days_of_another(read: ReadProvider) -> Iterator[Problem]:
    """A note at the first signature from before a visit, and at a notice for other days than its own."""
    for visit in read.visits:
        record, mended = visit.reading.record, visit.reading.mended
        if record is None or ("date",) in mended or record.is_planned:
            continue
        copied = _if_copied(read.slug, record)
        signed = [(at, one.date) for at, one in enumerate(record.signed) if one.date is not None]
        early = next(((at, day) for at, day in signed if day < record.date), None)
        if early is not None:
            message = f"This was signed on {day_in_words(early[1])}, before the visit on {day_in_words(record.date)}."
            yield visit.document.problem(
                ("signed", early[0], "date"), message, f"{copied} If not, correct the day.", KIND
            )
        period = record.notice.period if record.notice is not None else None
        if period is not None and period.start <= period.end and not period.start <= record.date <= period.end:
            first, last = day_in_words(period.start), day_in_words(period.end)
            message = f"Notice was given of a visit from {first} to {last}, and it was on {day_in_words(record.date)}."
            yield visit.document.problem(("notice", "period"), message, f"{copied} If not, correct the days.", KIND)


@dataclass(frozen=True, slots=True)
class Texts:
    """The longer texts of a visit, with their places, to be compared with those of other providers' visits.

    ``if_copied`` says what to do if they were copied.
    """

    slug: str
    date: date
    if_copied: str
    file: str
    places: dict[str, tuple[int, int, str]]


def texts_of(read: ReadProvider) -> Iterator[Texts]:
    """The longer texts of each of a provider's visits."""
    for visit in read.visits:
        if visit.reading.record is not None:
            yield Texts(
                read.slug,
                visit.reading.record.date,
                _if_copied(read.slug, visit.reading.record),
                visit.document.file,
                dict(_long(visit.reading.record, visit.document)),
            )


def _long(record: Visit, document: Document) -> Iterator[tuple[str, tuple[int, int, str]]]:
    for trail in places(Visit, TEXT_KIND):
        for path, text in values_at(record, trail):
            if len(plain := " ".join(text.split())) >= LONG:
                yield plain, (*document.position(path), dotted(path))


def same_texts(every: Iterable[Texts]) -> Iterator[Problem]:
    """A note at each visit that has texts of an earlier one to another provider, word for word."""
    earlier: dict[str, Texts] = {}
    for visit in sorted(every, key=lambda one: (one.date, one.file)):
        same: dict[str, list[str]] = defaultdict(list)
        for text in visit.places:
            other = earlier.setdefault(text, visit)
            if other.slug != visit.slug:
                same[other.file].append(text)
        for file, texts in same.items():
            if len(texts) == 1 and len(texts[0]) < LONG_ALONE:
                continue
            line, column, field = visit.places[texts[0]]
            several = f"{len(texts)} texts of this visit, the first here, are" if len(texts) > 1 else "This text is"
            message = f"{several} word for word in {file}, the visit of another provider."
            yield Problem(visit.file, line, column, field, message, visit.if_copied, KIND)
