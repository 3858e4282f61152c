"""Rules on the record of a judged year, against the framework version by which it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.days import day_in_words
from apdir.directory import ReadYear
from apdir.model.framework import Framework
from apdir.model.year import Year, is_year
from apdir.problems import did_you_mean
from apdir.rules import dispute
from apdir.rules.finding import Context, Finding, in_order, not_after
from apdir.rules.judgements import areas_are_of_their_scale, unknown
from apdir.source import FieldPath
from apdir.terms import terms_of_year


def check(read: ReadYear, context: Context) -> Iterator[Finding]:
    """Every finding on one judged year. What needs its framework is looked at only where that is known."""
    year = read.reading.record
    if year is None:
        return
    yield from stands_where_it_belongs(read.id, year)
    yield from days_are_possible(year, context)
    if read.framework is None:
        return
    if not read.framework.areas or read.framework.terms_a_year is None:
        message = f"The {read.framework.short_title} does not judge years."
        yield Finding(("framework",), message, "Check `framework`, or take this file out.", "unknown id")
        return
    yield from terms_are_known(year, read.framework, context)
    yield from received_once(year, read.framework)
    yield from judgements_are_known(year, read.framework)
    yield from final_is_whole(year, read.framework)
    yield from dispute.check(year.dispute, year.state, read.framework, context)


def stands_where_it_belongs(name: str, year: Year) -> Iterator[Finding]:
    """The file's name says the year and the framework; a year is two years that follow each other."""
    if not is_year(year.year):
        message = f"`{year.year}` is not a school year."
        yield Finding(("year",), message, "Write it like 2025-26.", "year")
    elif name != f"{year.year}-{year.framework}":
        yield Finding(
            (),
            f"The file is called {name}.yml, but the record in it is of {year.year} under `{year.framework}`.",
            f"Rename it to {year.year}-{year.framework}.yml, or correct `year` or `framework`.",
            "file name",
            rests_on=(("year",), ("framework",)),
        )


def days_are_possible(year: Year, context: Context) -> Iterator[Finding]:
    """Returns and the judgement lie in the past; the judgement has a day, and follows the year's beginning."""
    for index, row in enumerate(year.received):
        yield from not_after(("received", index, "on"), row.on, context.today, "The day on which this came")
    yield from not_after(("judged_on",), year.judged_on, context.today, "The day of the judgement")
    terms = terms_of_year(context.settings, year.year)
    if year.judged_on is not None and terms and year.judged_on < terms[0].start:
        yield Finding(
            ("judged_on",),
            f"The year was judged on {day_in_words(year.judged_on)}, before it began.",
            "Check `judged_on` and `year`.",
            "dates",
            rests_on=(("year",),),
        )
    if (year.overall or year.areas) and year.judged_on is None:
        yield Finding(
            ("overall",) if year.overall else ("areas",),
            "The year has judgements and no day on which they were made.",
            "Add `judged_on`.",
            "missing field",
            key=True,
            rests_on=(("judged_on",),),
        )
    withheld = year.payment_withheld
    if withheld is not None and withheld.until is not None:
        right = withheld.start <= withheld.until
        yield from in_order(("payment_withheld",), "Payment was withheld until a day before it was.", right=right)


def terms_are_known(year: Year, framework: Framework, context: Context) -> Iterator[Finding]:
    """The settings have the terms of the year, as many as the framework's year has."""
    number = len(terms_of_year(context.settings, year.year))
    if is_year(year.year) and number != framework.terms_a_year:
        yield Finding(
            ("year",),
            f"settings.yml has {number} terms for {year.year}, and a year of the {framework.short_title} has "
            f"{framework.terms_a_year}.",
            "Add them under year_terms.",
            "terms",
            rests_on=(("framework",),),
        )


def received_once(year: Year, framework: Framework) -> Iterator[Finding]:
    """A return owed is an item of the schedule that is not a visit, once for each term of the year."""
    items = {item.id: item for item in framework.schedule if not item.judgement}
    seen: set[tuple[str, int | None]] = set()
    for index, row in enumerate(year.received):
        path: FieldPath = ("received", index)
        if row.what not in items:
            near = did_you_mean(row.what, items)
            message = f"The schedule of the {framework.short_title} has nothing called `{row.what}`."
            yield Finding((*path, "what"), message, near, "unknown id")
            continue
        if row.term is not None and not 1 <= row.term <= (framework.terms_a_year or 0):
            right = f"They are numbered from 1 to {framework.terms_a_year}."
            yield Finding((*path, "term"), f"The year has no term {row.term}.", right, "unknown id")
        if (row.what, row.term) in seen:
            message = f"`{row.what}` stands here twice for the same term."
            yield Finding((*path, "what"), message, "Give each its own `term`, or keep one.", "duplicate")
        seen.add((row.what, row.term))


def judgements_are_known(year: Year, framework: Framework) -> Iterator[Finding]:
    """Areas are the framework's, and every judgement is a value of its scale."""
    areas = list(framework.area)
    for key in year.areas:
        if key not in areas:
            yield Finding(("areas", key), *unknown(key, areas, framework, "area"), "unknown id", key=True)
    yield from areas_are_of_their_scale(year.areas, year.overall, framework)


def final_is_whole(year: Year, framework: Framework) -> Iterator[Finding]:
    """A final year has every area, the overall judgement, the day and the role that made it."""
    if not year.is_final:
        return
    missing = [f"areas.{key}" for key in framework.area if key not in year.areas]
    missing += [name for name in ("overall", "judged_on", "by") if getattr(year, name) is None]
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        yield Finding(
            ("state",),
            f"The year is final, and these are missing: {names}.",
            "Add them, or write `state: draft` while the year runs.",
            "missing field",
            rests_on=(("areas",), ("overall",), ("judged_on",), ("by",)),
        )
