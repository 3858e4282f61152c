"""What a list, a search or a comparison needs to know of one provider."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.directory import ProviderRecord
from generator.model.provider import Provider, Site
from generator.pages import text, views
from generator.places import Grid, where
from generator.summary import ProviderSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class LastVisit:
    """The newest final visit, under whatever framework. ``date`` is ISO; ``path`` leads there from the site's root."""

    date: str
    framework: str
    organisations: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One provider in brief: text, numbers and tuples alone, so that it can stand in JSON.

    Days are ISO text. ``price_day`` is the amount in pounds of a price per day, ``price`` the first price in words.
    ``towns`` and ``outcodes`` are those of public sites only; so are ``eastings`` and ``northings``, a pair a site
    whose place is known, on the National Grid in metres. ``notice`` is what schools are told where the provider
    is not listed. ``open_actions`` counts those that are not overdue.
    """

    slug: str
    name: str
    type: str
    status: str
    notice: str | None
    standing: str
    standing_label: str
    tone: str
    reason: str
    since: str | None
    lapses: str | None
    registered: bool
    areas: tuple[str, ...]
    towns: tuple[str, ...]
    outcodes: tuple[str, ...]
    eastings: tuple[int, ...] = ()
    northings: tuple[int, ...] = ()
    key_stages: tuple[str, ...]
    youngest: int | None
    oldest: int | None
    needs: tuple[str, ...]
    subjects: tuple[str, ...]
    programmes: tuple[str, ...]
    delivery: tuple[str, ...]
    days: tuple[str, ...]
    lengths: tuple[str, ...]
    modes: tuple[str, ...]
    price_day: str | None
    price: str | None
    capacity: int | None
    vacancies: int | None
    vacancies_as_at: str | None
    visited: LastVisit | None
    checked: str
    checked_by: str
    stale: bool
    summary: str
    open_actions: int
    overdue_actions: int

    @property
    def path(self) -> str:
        """The provider's page, below the site's root."""
        return f"providers/{self.slug}/"

    @property
    def place(self) -> str:
        """Where it is, for the eye: `Derby DE1`; without a public site, how it works: `online`."""
        if not self.towns and not self.outcodes:
            return views.small(views.delivery(self.delivery))
        first = " ".join((*self.towns[:1], *self.outcodes[:1]))
        more = max(len(self.towns), len(self.outcodes)) - 1
        return f"{first} and {more} more" if more > 0 else first

    @property
    def stages(self) -> str:
        """`KS3, KS4`, or the ages where no key stage is given."""
        if self.key_stages:
            return ", ".join(self.key_stages)
        return f"ages {self.youngest} to {self.oldest}"


def card_of(record: ProviderRecord, summary: ProviderSummary) -> Card:
    """The card of a provider, from a record and summary that are already narrowed to an edition."""
    provider, offer = record.provider, record.provider.offer
    standing, latest = summary.standing, summary.latest
    day_price = next((price.amount for price in offer.price if price.per == "day"), None)
    public = [site for site in provider.sites if site.public]
    places = [place for site in public if (place := place_of(site)) is not None]
    return Card(
        slug=record.slug,
        name=provider.name,
        type=provider.type,
        status=provider.status,
        notice=provider.public_notice if provider.status != "listed" else None,
        standing=standing.key,
        standing_label=standing.label,
        tone=standing.tone,
        reason=standing.reason,
        since=standing.since.isoformat() if standing.since else None,
        lapses=standing.lapses.isoformat() if standing.lapses else None,
        registered=provider.registration.status == "registered",
        areas=provider.serves,
        towns=_once(site.address[-1] for site in public if site.address),
        outcodes=_once(site.postcode.split()[0] for site in public if site.postcode),
        eastings=tuple(place[0] for place in places),
        northings=tuple(place[1] for place in places),
        key_stages=offer.key_stages,
        youngest=offer.ages.youngest if offer.ages else None,
        oldest=offer.ages.oldest if offer.ages else None,
        needs=offer.needs,
        subjects=offer.subjects,
        programmes=tuple(programme.name for programme in offer.programmes),
        delivery=offer.delivery,
        days=days_of(provider),
        lengths=tuple(views.length(length) for length in offer.lengths),
        modes=_once(length.mode for length in offer.lengths),
        price_day=_plain(day_price) if day_price is not None else None,
        price=views.price(offer.price[0]) if offer.price else None,
        capacity=offer.capacity,
        vacancies=offer.vacancies.number if offer.vacancies else None,
        vacancies_as_at=offer.vacancies.as_at.isoformat() if offer.vacancies else None,
        visited=LastVisit(
            date=latest.date.isoformat(),
            framework=latest.framework_title,
            organisations=latest.organisations,
            path=f"providers/{record.slug}/visits/{latest.id}/",
        )
        if latest
        else None,
        checked=summary.checked.isoformat(),
        checked_by=provider.checked.by,
        stale=summary.stale,
        summary=text.first_sentence(record.description),
        open_actions=summary.plan.open,
        overdue_actions=summary.plan.overdue,
    )


def to_json(card: Card) -> dict[str, Any]:
    """The card as plain values."""
    return dataclasses.asdict(card)


def from_json(data: dict[str, Any]) -> Card:
    """The card that `to_json` made, also where the values have been through a file."""
    values: dict[str, Any] = _tuples(data)
    visited = values["visited"]
    return Card(**(values | {"visited": LastVisit(**_tuples(visited)) if visited is not None else None}))


def days_of(provider: Provider) -> tuple[str, ...]:
    """The days on which it runs anywhere: its own, or else those of its sites."""
    if provider.offer.days:
        return provider.offer.days
    open_days = {day for site in provider.sites for day in site.days}
    return tuple(day for day in views.WEEKDAYS if day in open_days)


def place_of(site: Site) -> Grid | None:
    """Where a site is: at its postcode, or else at the one close by."""
    found = where(site.postcode) if site.postcode else None
    return found if found is not None or site.near is None else where(site.near)


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _once(items: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _plain(amount: Decimal) -> str:
    """`95`, `87.50`."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"
