"""Whether an unregistered provider may be used: what a framework makes a condition, and when it was looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from apdir.days import day_in_words, months_after
from apdir.directory import ProviderRecord
from apdir.model.framework import Framework
from apdir.model.policy import Limit
from apdir.model.provider import Provider
from apdir.model.registration import Figures
from apdir.model.settings import Settings
from apdir.summary.advice import Advice, due_state, in_words
from apdir.summary.threshold import RegistrationCheck


def looked_up(provider: Provider, frameworks: Sequence[Framework], settings: Settings, today: date) -> Advice:
    """R31: when the provider was looked up in Get Information about Schools; one not found there is unregistered.

    Herefordshire, pre-visit check. How long a check is valid is this directory's rule: as long as its settings
    let a record go unchecked.
    """
    day = provider.registration.gias_checked
    asked = [f"{framework.title}, pre-visit check" for framework in frameworks if framework.pre_visit]
    source = "; ".join(asked) or None
    title = "Check Get Information about Schools"
    holds = "How long a check is valid is this directory's rule."
    if day is None:
        return Advice("R31", title, "unknown", f"No look-up is recorded. {holds}", source, convention=True)
    due = day + timedelta(days=settings.record_stale_after_days)
    found = "registered" if provider.registration.status == "registered" else "not found there, so unregistered"
    text = f"Looked up on {day_in_words(day)}: {found}. {holds}"
    return Advice("R31", title, "ok" if due >= today else due_state(due, today), text, source, convention=True, due=due)


def caveats(
    record: ProviderRecord,
    frameworks: Sequence[Framework],
    check: RegistrationCheck | None,
    settings: Settings,
    today: date,
) -> Iterator[Advice]:
    """R05: the five conditions for using unregistered provision, each by itself; all must be securely met.

    Herefordshire, Unregistered provision. The first is the school's to judge for each pupil, and no record answers it.
    """
    if record.provider.registration.status == "registered":
        return
    for framework in frameworks:
        limit = framework.limit("unregistered-hours", today)
        if limit is None:
            continue
        rows = (
            ("The placement matches the pupil", "check", "The school judges this for each pupil; no record can."),
            ("Regular quality assurance", *_assured(record, framework, settings, today)),
            ("Found suitable each time", *_suitable(record, framework)),
            ("Below the registration threshold", *_below(check)),
            ("Hours in the week", *hours_kept(record.provider.registration.figures, limit)),
        )
        for number, (title, state, text) in enumerate(rows, 1):
            name = f"Unregistered use, condition {number} of {len(rows)}: {title.lower()}"
            yield Advice("R05", name, state, text, in_words(limit.source, framework), convention=number != 1)


def _assured(record: ProviderRecord, framework: Framework, settings: Settings, today: date) -> tuple[str, str]:
    """The framework is applied through regular visits; how often is this directory's rule."""
    days = [visit.visit.date for visit in record.visits if visit.framework.id == framework.id and visit.visit.is_final]
    if not days:
        return "due", f"No final visit under the {framework.short_title} is recorded."
    months = settings.standing.lapses_after_months
    until = months_after(max(days), months)
    said = f"Last visit on {day_in_words(max(days))}. No number is given; {months} months are this directory's."
    return ("ok" if until >= today else "overdue"), said


def _suitable(record: ProviderRecord, framework: Framework) -> tuple[str, str]:
    """Every final visit that decides found it suitable; reading its outcome so is this directory's rule."""
    visits = [
        visit
        for visit in record.visits
        if visit.framework.id == framework.id and visit.visit.is_final and visit.framework.decides(visit.visit.kind)
    ]
    standings = [
        visit.framework.outcome[visit.visit.outcome].standing
        for visit in visits
        if visit.visit.outcome in visit.framework.outcome
    ]
    if not standings or len(standings) < len(visits):
        return "unknown", "Not every visit has an outcome. Taking the outcome for this is this directory's rule."
    bad = sum(standing == "not met" for standing in standings)
    found = f"{len(standings) - bad} of {len(standings)} visits found it so"
    text = f"{found}. Taking the outcome for this is this directory's rule."
    return ("check" if bad else "ok"), text


def _below(check: RegistrationCheck | None) -> tuple[str, str]:
    """Below the threshold by every source's test; that all of them are asked is this directory's rule."""
    if check is None or not check.tests:
        return "unknown", "No figures are recorded."
    if check.needed:
        return "check", "The figures reach at least one source's threshold."
    if any(test.reached is None for test in check.tests):
        return "unknown", "The figures do not answer every source's test."
    return "ok", f"By the figures of {day_in_words(check.as_at)}, no source's threshold is reached."


def hours_kept(figures: Figures | None, limit: Limit) -> tuple[str, str]:
    """At most so many hours a week: the hours that a pupil attends here; hours elsewhere are the school's to add."""
    hours = [value for value in (figures.full_time_hours, figures.part_time_hours) if value] if figures else []
    rest = "Adding up all unregistered providers of a pupil is this directory's rule, and the school's to do."
    if not hours:
        return "unknown", f"The hours that a pupil attends are not recorded; at most {limit.value}. {rest}"
    most = max(hours)
    return ("ok" if limit.holds(most) else "check"), f"Up to {most} hours a week here; at most {limit.value}. {rest}"
