"""Every rule that advises, gathered for a visit and for a provider. RULES.md says which rule is where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from apdir.directory import ProviderRecord, VisitRecord
from apdir.library import Library
from apdir.model.framework import Framework
from apdir.summary.advice import STATES, Advice, in_words
from apdir.summary.currency import currency
from apdir.summary.judgement import Judgement, overall_fits, places_at_risk
from apdir.summary.marks import marks
from apdir.summary.notice import notice
from apdir.summary.offer import lengths
from apdir.summary.path import dispute
from apdir.summary.threshold import RegistrationCheck
from apdir.summary.unregistered import caveats, looked_up
from apdir.summary.visit import VisitSummary
from apdir.summary.visiting import out_of_order, termly_visits
from apdir.summary.year import YearSummary, year_advice


def concerning(record: ProviderRecord, library: Library, today: date) -> tuple[Framework, ...]:
    """The frameworks whose rules are applied to a provider, in the version of the day.

    Those that give a standing, and those that it was visited under; one for unregistered providers alone is not
    applied to a registered school. This is this directory's rule: no source says to whom another's rules apply.
    """
    names = {*library.settings.standing.frameworks, *(visit.framework.id for visit in record.visits)}
    registered = record.provider.registration.status == "registered"
    current = (library.current(name, today) for name in library.frameworks if name in names)
    return tuple(framework for framework in current if framework.applies_to == "all" or not registered)


def visit_advice(
    visit: VisitRecord, summary: VisitSummary, record: ProviderRecord, library: Library
) -> tuple[Advice, ...]:
    """The advice of every rule on one visit."""
    it, framework = visit.visit, visit.framework
    others = [other for other in record.visits if other.id != visit.id]
    found: list[Advice] = list(unconfirmed(visit))
    found += notice(visit)
    found += marks(visit, summary)
    found += out_of_order(visit, others, library.settings)
    found += dispute(it.dispute, it.state, framework, visit.id)
    judged = Judgement(visit.id, it.date, framework, it.areas, it.overall, it.reassesses, it.confirmed_outcome)
    fits = overall_fits(judged)
    return tuple(found if fits is None else [*found, fits])


def provider_advice(
    record: ProviderRecord,
    years: Sequence[YearSummary],
    judged: Sequence[Judgement],
    check: RegistrationCheck | None,
    library: Library,
    today: date,
) -> tuple[Advice, ...]:
    """Return every rule's advice on a provider as a whole and on its years, overdue first."""
    settings = library.settings
    frameworks = concerning(record, library, today)
    found: list[Advice] = [looked_up(record.provider, frameworks, settings, today)]
    found += caveats(record, frameworks, check, settings, today)
    found += places_at_risk(judged)
    found += termly_visits(record, frameworks, settings, today)
    found += lengths(record.provider, frameworks, today)
    found += currency(record.provider, frameworks, settings, today)
    for year, summary in zip(record.years, years, strict=True):
        it = year.year
        found += year_advice(year, summary, today)
        found += dispute(it.dispute, it.state, year.framework, year.id)
        if it.judged_on is not None:
            of_it = Judgement(year.id, it.judged_on, year.framework, it.areas, it.overall, confirmed=it.confirmed)
            found += [fits] if (fits := overall_fits(of_it)) is not None else []
    return tuple(sorted(found, key=lambda advice: STATES.index(advice.state)))


def unconfirmed(visit: VisitRecord) -> Iterator[Advice]:
    """R06: an outcome that rests on this directory's rule is confirmed by a person.

    Derby, section 18, end: a majority of the standards, with no number; more than half is this directory's rule.
    """
    outcome = visit.framework.outcome.get(visit.visit.outcome or "")
    if outcome is not None and outcome.convention and visit.visit.is_final and not visit.visit.confirmed_outcome:
        yield Advice(
            rule="R06",
            title="Outcome to be confirmed",
            state="check",
            text=f"`{outcome.label}` rests on a number that the framework does not give. Nobody has confirmed it yet: "
            "write `confirmed_outcome: yes` in the record of the visit when somebody has.",
            source=in_words(visit.framework.source, visit.framework),
            convention=True,
            about=visit.id,
        )
