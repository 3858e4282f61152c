"""Rules on a provider's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.provider import REPORT_CARD_GRADES, Provider
from generator.problems import nearest
from generator.rules.finding import Context, Finding, not_after
from generator.source import FieldPath


def check(provider: Provider, context: Context) -> Iterator[Finding]:
    """Every finding on a provider's own record."""
    yield from words_are_known(provider, context)
    yield from days_have_come(provider, context)
    yield from grades_are_of_one_framework(provider)
    yield from parts_agree(provider)


def words_are_known(provider: Provider, context: Context) -> Iterator[Finding]:
    """Types, needs and areas are words that settings.yml lists, so that lists and filters agree."""
    vocabulary = context.settings.vocabulary
    yield from _listed(("type",), [provider.type], vocabulary.types, "types", single=True)
    yield from _listed(("offer", "needs"), provider.offer.needs, vocabulary.needs, "needs")
    yield from _listed(("serves",), provider.serves, vocabulary.areas, "areas")


def _listed(
    path: FieldPath, values: Iterable[str], known: tuple[str, ...], name: str, *, single: bool = False
) -> Iterator[Finding]:
    words = {word.lower() for word in known}
    for index, value in enumerate(values):
        if value.lower() not in words:
            near = nearest(value, known)
            meant = f"Did you mean `{near}`? " if near else ""
            yield Finding(
                path if single else (*path, index),
                f"`{value}` is not among this directory's {name}.",
                f"{meant}The words are listed in settings.yml under vocabulary.{name}; a new one is added there.",
                "unknown word",
            )


def days_have_come(provider: Provider, context: Context) -> Iterator[Finding]:
    """Days on which something happened do not lie in the future."""
    today = context.today
    yield from not_after(("checked", "date"), provider.checked.date, today, "The day of checking,")
    yield from not_after(("status_date",), provider.status_date, today, "The day of the status,")
    registration = provider.registration
    yield from not_after(("registration", "gias_checked"), registration.gias_checked, today, "The day of looking up,")
    for index, inspection in enumerate(registration.ofsted):
        yield from not_after(
            ("registration", "ofsted", index, "date"), inspection.date, today, "The day of the inspection,"
        )
    if registration.figures is not None:
        yield from not_after(
            ("registration", "figures", "as_at"), registration.figures.as_at, today, "The day of the figures,"
        )
    if provider.offer.vacancies is not None:
        yield from not_after(
            ("offer", "vacancies", "as_at"), provider.offer.vacancies.as_at, today, "The day of the vacancies,"
        )
    if provider.dates is not None:
        for name in type(provider.dates).model_fields:
            if name != "public_liability_expires":
                yield from not_after(("dates", name), getattr(provider.dates, name), today, "This day,")


def grades_are_of_one_framework(provider: Provider) -> Iterator[Finding]:
    """A report card's grades and the older words cannot be compared, so no inspection mixes them."""
    for index, inspection in enumerate(provider.registration.ofsted):
        path: FieldPath = ("registration", "ofsted", index)
        new = {grade for grade in inspection.areas.values() if grade in REPORT_CARD_GRADES}
        old = set(inspection.areas.values()) - new
        if new and (old or inspection.outcome):
            yield Finding(
                (*path, "areas"),
                "Grades of a report card stand beside grades of an older framework.",
                "Record the two inspections apart; nothing converts one into the other.",
                "mixed grades",
                key=True,
            )


def parts_agree(provider: Provider) -> Iterator[Finding]:
    """Figures and names that stand in two places agree."""
    offer = provider.offer
    if offer.vacancies is not None and offer.capacity is not None and offer.vacancies.number > offer.capacity:
        yield Finding(
            ("offer", "vacancies", "number"),
            f"There are {offer.vacancies.number} vacancies and only {offer.capacity} places.",
            "Check `vacancies` and `capacity`.",
            "figures",
        )
    names = {programme.name for programme in offer.programmes}
    for place, site in enumerate(provider.sites):
        for index, name in enumerate(site.programmes):
            if name not in names:
                near = nearest(name, names)
                yield Finding(
                    ("sites", place, "programmes", index),
                    f"`{name}` is not among the programmes of the offer.",
                    f"Did you mean `{near}`?" if near else "Add it to offer.programmes.",
                    "unknown id",
                )
    figures = provider.registration.figures
    if figures is not None:
        for name in ("full_time_ehcp", "full_time_looked_after"):
            if getattr(figures, name) > figures.compulsory_age_full_time:
                yield Finding(
                    ("registration", "figures", name),
                    f"This counts {getattr(figures, name)} of only {figures.compulsory_age_full_time} full-time pupils.",
                    "It is a part of `compulsory_age_full_time` and cannot be more.",
                    "figures",
                )
