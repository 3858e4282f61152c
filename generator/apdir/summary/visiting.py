"""Whether visits come as often, and in the order, that their framework has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from apdir.days import day_in_words
from apdir.directory import ProviderRecord, VisitRecord
from apdir.model.framework import Framework
from apdir.model.policy import ScheduleItem
from apdir.model.settings import Settings
from apdir.summary.advice import Advice, in_words
from apdir.terms import term_on, year_term


def termly_visits(
    record: ProviderRecord, frameworks: Sequence[Framework], settings: Settings, today: date
) -> Iterator[Advice]:
    """R13: one visit in each term; due by the term's last day where there was none, and in the holidays nothing is.

    Derby, section 12, recommends it. Its terms are undefined: those of this directory's settings are used, which is
    its convention. A term that went by without a visit cannot be made up for, so nothing is ever overdue.
    """
    term = term_on(settings.terms, today)
    if term is None:
        return
    for framework in frameworks:
        for item in framework.schedule:
            if item.per == "term" and item.kind is not None and item.count and framework.terms_a_year is None:
                days = [
                    visit.visit.date
                    for visit in record.visits
                    if visit.framework.id == framework.id and visit.visit.kind == item.kind and visit.visit.is_final
                ]
                made = [day for day in days if term.start <= day <= today]
                yield Advice(
                    rule="R13",
                    title=f"{term.name} visit, {framework.short_title}",
                    state="ok" if len(made) >= item.count else "due",
                    text=_visits(item, made, days),
                    source=in_words(item.source, framework),
                    convention=True,
                    due=term.end,
                )


def _visits(item: ScheduleItem, made: list[date], days: list[date]) -> str:
    if made:
        found = f"Visited this term on {day_in_words(max(made))}."
    elif days:
        found = f"No final visit is recorded this term; the last was on {day_in_words(max(days))}."
    else:
        found = "No final visit is recorded."
    return f"{found} {item.text} Terms are those of this directory's settings: the framework does not define them."


def out_of_order(visit: VisitRecord, others: Sequence[VisitRecord], settings: Settings) -> Iterator[Advice]:
    """R14: a kind of visit that came before the term from which it comes, or not on the day of the kind it goes with.

    Amber Valley & Erewash, p4 and p6. The visit took place all the same: an officer is told, and nothing is refused.
    """
    kind = visit.framework.kind.get(visit.visit.kind)
    if kind is None or (kind.from_term is None and kind.same_day_as is None):
        return
    source = next(
        (in_words(item.source, visit.framework) for item in visit.framework.schedule if item.kind == kind.id), None
    )
    term = year_term(settings, visit.visit.date)
    if kind.from_term is not None and term is not None and term.number < kind.from_term:
        text = f"It was made in term {term.number} of {term.year}. This kind comes from term {kind.from_term} on."
        yield Advice("R14", f"{kind.title} early in the year", "check", text, source, convention=False, about=visit.id)
    if kind.same_day_as is not None:
        with_it = visit.framework.kind[kind.same_day_as]
        together = any(
            other.framework.id == visit.framework.id
            and other.visit.kind == with_it.id
            and other.visit.date == visit.visit.date
            and other.visit.site == visit.visit.site
            for other in others
        )
        if not together:
            day = day_in_words(visit.visit.date)
            text = f"No {with_it.title.lower()} of {day} is recorded; the two come on one day."
            yield Advice("R14", f"{kind.title} by itself", "check", text, source, convention=False, about=visit.id)
