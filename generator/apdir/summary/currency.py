"""Whether a provider's training, policies and checks are in date by each framework that concerns it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from apdir.days import day_in_words, months_after
from apdir.model.described import described
from apdir.model.framework import Framework
from apdir.model.policy import Limit
from apdir.model.provider import PolicyDates, Provider
from apdir.model.settings import Settings
from apdir.summary.advice import Advice, in_words
from apdir.terms import termly

#: Labels of dates.
DATES = {field.name: field.label for field in described(PolicyDates)}
#: Those that are about training, and the fire drill; the others are policies, assessments and inspections.
TRAINING = (
    "dsl_training",
    "dsl_update",
    "managers_training",
    "staff_training",
    "staff_update",
    "kcsie_read",
    "fire_awareness",
)
FIRE_DRILL = ("fire_drill",)
#: Frameworks ask for cover and none says for how long, so the day is the policy's own.
INSURANCE = "the insurance policy"
#: Months or days from one time to the next, by the unit of a limit; `times a year` is read as so many months.
MONTHS = {"years": 12, "months": 1}
DAYS = {"weeks": 7, "days": 1}


def currency(provider: Provider, frameworks: Sequence[Framework], settings: Settings, today: date) -> Iterator[Advice]:
    """Yield what R21, R22 and R23 say of each date, and what is not recorded."""
    dates = provider.dates or PolicyDates()
    yield from insurance(dates, today)
    for framework in frameworks:
        for limit in framework.limits:
            if limit.dates and limit.in_force(today) and not _cannot_apply(limit, framework, provider):
                yield in_date(limit, framework, dates, settings, today)


def rule_of(limit: Limit) -> str:
    """R23 for fire drills, R21 for training, R22 for policies, assessments and inspections."""
    if limit.dates == FIRE_DRILL:
        return "R23"
    return "R21" if set(limit.dates) <= set(TRAINING) else "R22"


def in_date(limit: Limit, framework: Framework, dates: PolicyDates, settings: Settings, today: date) -> Advice:
    """R21, R22, R23: training, policies and assessments, and fire drills: each in date, due or overdue by one limit.

    Herefordshire 1.2, 1.3, 2.2, 2.3; Derby 18, 1b, 1f, 2g; Align 1.2, 1.3, 1.7, 2.1, 2.3, 2.4, 2.8. What a source
    wants so many times a year is due that part of a year after the last time, which is this directory's rule.
    """
    known = [day for name in limit.dates if (day := getattr(dates, name)) is not None]
    name = f"{DATES[limit.dates[0]]} ({framework.short_title})"
    asked = f"Asked for: {interval(limit)}. {limit.what}"
    convention = limit.convention or limit.unit in ("times a year", "times a term")
    if not known:
        return Advice(
            rule_of(limit),
            name,
            "unknown",
            asked,
            in_words(limit.source, framework),
            convention,
        )
    last = max(known)
    state, due = _state(limit, last, settings, today)
    text = f"Last on {day_in_words(last)}. {asked}"
    if limit.unit == "times a year":
        text += " We count from the last time it was done: this directory's rule."
    elif limit.unit == "times a term":
        text += " The school terms of this directory are used, which is this directory's rule: the framework has none."
    return Advice(rule_of(limit), name, state, text, in_words(limit.source, framework), convention, due)


def interval(limit: Limit) -> str:
    """An interval in words: `every 2 years`, `once a term`, `2 times a year`."""
    if limit.unit in ("times a year", "times a term"):
        part = limit.unit.removeprefix("times ")
        return f"once {part}" if limit.value == 1 else f"{limit.value} times {part}"
    unit = limit.unit.removesuffix("s")
    return f"every {unit}" if limit.value == 1 else f"every {limit.value} {limit.unit}"


def insurance(dates: PolicyDates, today: date) -> Iterator[Advice]:
    """R22: insurance that has run out, or runs out.

    The insurance policy itself gives the day: frameworks ask for cover, and none says for how long.
    """
    day = dates.public_liability_expires
    if day is not None:
        state = "overdue" if day < today else "ok"
        text = f"The last day of cover {'was' if day < today else 'is'} {day_in_words(day)}."
        yield Advice("R22", DATES["public_liability_expires"], state, text, INSURANCE, convention=False, due=day)


def _state(limit: Limit, last: date, settings: Settings, today: date) -> tuple[str, date | None]:
    """The state by one limit, and the day by which the next time is due."""
    if limit.unit == "times a term":
        found = termly(settings.terms, last, today)
        if found is None:
            return "unknown", None
        if found.missed is not None:
            return "overdue", found.missed
        return "ok" if found.done else "due", found.due
    due = next_time(limit, last)
    return ("ok" if due >= today else "overdue"), due


def next_time(limit: Limit, last: date) -> date:
    """The last day on which something done on a day is still in date."""
    if limit.unit == "times a year":
        return months_after(last, 12 // max(limit.value, 1))
    if limit.unit in MONTHS:
        return months_after(last, MONTHS[limit.unit] * limit.value)
    return last + timedelta(days=DAYS[limit.unit] * limit.value)


def _cannot_apply(limit: Limit, framework: Framework, provider: Provider) -> bool:
    """Whether the limit's requirement plainly cannot apply to how the provider teaches."""
    requirement = framework.requirement.get(limit.requirement or "")
    if requirement is None or requirement.may_not_apply is None:
        return False
    delivery = requirement.may_not_apply.delivery
    return bool(delivery) and set(provider.offer.delivery) <= set(delivery)
