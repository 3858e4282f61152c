"""The key facts of a provider, as terms and values that can be scanned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apdir.directory import ProviderRecord
from apdir.model.fields import Edition
from apdir.model.offer import Offer
from apdir.model.provider import Provider, Site
from apdir.pages import actions, sites, views
from apdir.pages.labelled import labelled
from apdir.summary import ProviderSummary
from apdir.summary.attendance import day_price
from apdir.summary.result import Result

#: The facts that a school decides by first, told in bold.
DECIDING = ("Registered school", "For", "Places", "Price")
IMPROVEMENTS = "Agreed improvements"


@dataclass(frozen=True, slots=True)
class Fact:
    """One term with its lines. ``note`` is said more quietly below; ``warns`` where it asks for care.

    ``result`` is what a visit found, drawn with its sign behind the first line; ``late``: that line says what is
    overdue.
    """

    term: str
    lines: tuple[str, ...]
    note: str | None = None
    warns: bool = False
    result: Result | None = None
    late: bool = False


def key_facts(record: ProviderRecord, summary: ProviderSummary, edition: Edition = "public") -> tuple[Fact, ...]:
    """Facts that a school asks first, in order; one not recorded says so, as in lists and comparisons."""
    return tuple(_key_facts(record, summary, edition))


def more_facts(provider: Provider) -> tuple[Fact, ...]:
    """Facts for a school that is interested."""
    offer = provider.offer
    rows = {
        "Subjects": views.capital(views.words(offer.subjects)),
        **labelled(offer),
        "Dual registration": _yes_no(offer.dual_registration),
    }
    return tuple(Fact(term, (value or views.NOT_GIVEN,)) for term, value in rows.items())


def where(provider: Provider) -> str:
    """Its public places in brief: `Whitby YO21`; empty where it has none."""
    places = dict.fromkeys(_place(site) for site in provider.sites if site.public)
    return views.words([place for place in places if place])


def _key_facts(record: ProviderRecord, summary: ProviderSummary, edition: Edition) -> Iterator[Fact]:
    provider, offer = record.provider, record.provider.offer
    registration = provider.registration
    note = views.capital(views.looked_up(registration.gias_checked))
    if registration.status == "registered":
        yield Fact("Registered school", (f"Yes: URN {registration.urn}, DfE number {registration.dfe_number}",), note)
    else:
        yield Fact("Registered school", ("No (non-school)",), note)
    yield Fact("For", _for_whom(offer))
    yield Fact("Needs", (views.capital(views.words(offer.needs)) or views.NOT_GIVEN,))
    yield Fact("Teaching", (views.delivery(offer.delivery),), _serves(provider))
    by_site = sites.by_site(provider)
    days = sites.days_and_hours(sites.days_of(provider), None if by_site else offer.hours)
    yield Fact("Days and hours", (days or views.NOT_GIVEN, *by_site))
    yield Fact("Length of placement", tuple(views.length(length) for length in offer.lengths) or (views.NOT_GIVEN,))
    places = _places(offer)
    if not summary.standing.open:
        recorded = ", ".join(filter(None, (*places.lines, places.note)))
        places = Fact("Places", (views.NO_REFERRALS,), f"Recorded: {recorded}" if edition == "commissioner" else None)
    yield places
    prices = tuple(views.price_with_note(price) for price in offer.price)
    yield Fact("Price", prices or (views.NOT_GIVEN,), _day_price(provider) if prices else None)
    yield _visited(provider, summary, views.LAST_VISIT[edition])
    if summary.plan.total or actions.uncounted(summary):
        yield _actions(summary, edition)
    yield Fact(
        "Details confirmed",
        (f"{views.day(provider.checked.date)}, by {provider.checked.by}",),
        "Out of date, by this directory’s rule: ask the provider what has changed" if summary.stale else None,
        warns=summary.stale,
    )


def _places(offer: Offer) -> Fact:
    if offer.vacancies is None:
        return Fact("Places", (f"{offer.capacity} at a time" if offer.capacity is not None else views.NOT_GIVEN,))
    free = f"{offer.vacancies.number} free" if offer.vacancies.number else "None free"
    of = f" of {offer.capacity}" if offer.capacity is not None else ""
    return Fact("Places", (free + of,), f"On {views.day(offer.vacancies.as_at)}; ask before you rely on it")


def _day_price(provider: Provider) -> str | None:
    """Cost of a day of attendance worked out from prices, where the record gives none."""
    daily = day_price(provider)
    if daily is None:
        return views.NO_DAY_PRICE
    if not daily.estimated:
        return None
    return f"{views.capital(views.day_price(daily))}, our estimate: {views.day_price_basis(daily)}"


def _visited(provider: Provider, summary: ProviderSummary, term: str) -> Fact:
    latest = summary.latest
    if latest is None:
        return Fact(term, ("No published visit",), warns=True)
    by = f" by {views.words(latest.organisations)}" if latest.organisations else ""
    site = sites.site_of(provider, latest)
    note = f"{latest.framework_title}, {latest.kind}{f', {site} only' if site else ''}"
    return Fact(term, (f"{views.day(latest.date)}{by}",), note, result=latest.result)


def _actions(summary: ProviderSummary, edition: Edition) -> Fact:
    plan = summary.plan
    left = (actions.overdue(plan), *actions.names(plan, "see “Improvement plans”"), actions.still_open(plan))
    if not plan.open and not plan.overdue:
        lines = (views.ALL_DONE[edition].format(plan.done) if plan.done else "", *actions.uncounted(summary))
    else:
        lines = (*left, *actions.uncounted(summary), f"{plan.done} done" if plan.done else "")
    late = bool(plan.overdue)
    return Fact(IMPROVEMENTS, tuple(filter(None, lines)), warns=late, late=late)


def _for_whom(offer: Offer) -> tuple[str, ...]:
    parts = [views.key_stages(offer.key_stages)] if offer.key_stages else []
    if offer.ages:
        parts.append(f"ages {views.ages(offer.ages)}" if parts else f"Ages {views.ages(offer.ages)}")
    return (", ".join(parts),)


def _serves(provider: Provider) -> str | None:
    return f"Takes pupils from {views.words(provider.serves)}" if provider.serves else None


def _place(site: Site) -> str:
    town = site.address[-1] if site.address else ""
    return f"{town} {site.postcode.split()[0]}".strip() if site.postcode else town


def _yes_no(value: bool | None) -> str | None:
    if value is None:
        return None
    return "Yes: a pupil may be on roll here and at their school" if value else "No: the pupil stays on your roll only"
