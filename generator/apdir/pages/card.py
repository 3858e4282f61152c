"""Cards: one provider in brief, for lists, search and comparison."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apdir.directory import ProviderRecord
from apdir.model.offer import Length
from apdir.model.provider import Site
from apdir.pages import actions, newest, picture, procurement, sites, text, views
from apdir.pages.labelled import labelled
from apdir.pages.texts import words_of
from apdir.pages.words import Phrases, program_phrases
from apdir.places import Grid, where
from apdir.summary import ProviderSummary, VisitSummary
from apdir.summary.attendance import day_price, limited
from apdir.summary.statuses import NO_REFERRALS


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitInBrief:
    """One visit. ``date`` is ISO; ``result`` is what it found in the framework's words, with its ``sign`` and what is
    below them in ``detail``; ``found`` how much was met; ``by`` who visited, and the framework; ``site`` the one
    that it was of, where there are several; ``path`` leads there
    from the root.
    """

    date: str
    framework: str
    organisations: tuple[str, ...]
    by: str
    site: str
    result: str
    detail: str | None
    sign: str
    found: str | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One provider in brief, for lists and search: text, numbers and tuples alone, as JSON needs them.

    Days are ISO text. ``price_day`` is what a day of attendance costs in pounds, None where that cannot be worked
    out; ``price`` says it, or else the first price, in words; ``price_of`` what it was worked out from and its note,
    and ``price_estimated`` whether it was worked out at all, for a day so long as ``price_lasts`` says;
    ``price_also`` which other prices there are. ``towns`` and ``outcodes`` are those of public sites only; so are
    ``eastings`` and ``northings``, a pair a site whose place is known, on the National Grid in metres, and ``places``,
    the names of these where the provider has several sites, with ``place_signs``, what `newest.at_site` says of each;
    ``rests_on`` is the name of the one site that its approval is of, ``covered_days`` the days on which that is open.
    Where sites differ in their days, ``open_at`` has the days of each, its name with them and what was found there
    that is worse, and ``places_open`` the first two of those on the grid. ``most_days`` is how many days a week a
    placement has at most, None where no number is given. ``notice`` is what schools are told where the provider is not
    listed. ``warning`` says what was found since that is worse than what the approval rests on, with its
    ``warning_sign``, and ``warning_on`` when; ``ending`` that the approval ends soon, ``until`` its last day;
    ``unvisited`` of which of several sites no visit is published. ``overdue`` says how many actions are so,
    ``overdue_of`` what they are about, ``safety_overdue`` whether one is about safety. ``terms`` says for each way of
    attending how long a placement can last, in the words of `lasting`. ``visited`` is the newest final visit under
    whatever framework. ``lists`` are the procurement lists and their lots, ``listed`` says since when, ``level`` is
    that of checking. ``words`` are those of the description and of what programmes lead to, for a search.
    """

    slug: str
    name: str
    type: str
    notice: str | None
    standing: str
    standing_label: str
    tone: str
    unvisited: str
    since: str | None
    lapses: str | None
    warning: str | None
    warning_sign: str | None
    warning_on: str | None
    ending: str
    until: str | None
    registered: bool
    lists: tuple[str, ...]
    listed: str
    level: str
    areas: tuple[str, ...]
    towns: tuple[str, ...]
    outcodes: tuple[str, ...]
    eastings: tuple[int, ...]
    northings: tuple[int, ...]
    places: tuple[str, ...]
    place_signs: tuple[tuple[str, str, str, str], ...]
    rests_on: str
    open_at: tuple[tuple[str, str, str], ...]
    places_open: tuple[tuple[str, str], ...]
    key_stages: tuple[str, ...]
    youngest: int | None
    oldest: int | None
    needs: tuple[str, ...]
    subjects: tuple[str, ...]
    programmes: tuple[str, ...]
    delivery: tuple[str, ...]
    days: tuple[str, ...]
    covered_days: tuple[str, ...]
    most_days: int | None
    modes: tuple[str, ...]
    terms: tuple[str, ...]
    price_day: str | None
    price: str | None
    price_of: str | None
    price_estimated: bool
    price_lasts: str
    price_also: str
    vacancies: int | None
    vacancies_as_at: str | None
    visited: VisitInBrief | None
    checked: str
    stale: bool
    words: str
    overdue: str
    overdue_of: tuple[str, ...]
    safety_overdue: bool

    @property
    def path(self) -> str:
        """The provider's page, below the site's root."""
        return f"providers/{self.slug}/"

    @property
    def price_told(self) -> str:
        """The words beside the price: what it was worked out from, its note, the other prices."""
        return "; ".join(filter(None, (self.price_of, self.price_also)))

    @property
    def stale_told(self) -> str:
        """That its facts were not checked for longer than the directory allows; empty where they were."""
        return f"Details last confirmed {views.day(self.checked)}" if self.stale else ""

    @property
    def open(self) -> bool:
        """Whether it is open to referrals, as far as the directory knows."""
        return self.standing not in NO_REFERRALS

    @property
    def place(self) -> str:
        """The place in brief: `Whitby YO21`; without a public site, how it works: `online`."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCard(Card):
    """A card with what only a comparison shows: the process that makes the lists has thousands of cards, without it.

    ``prices`` are all prices, each with its note, the one that a card shows first; ``by_site`` has the days and hours
    of sites that differ in them. ``still_open`` says how many actions are so and when, ``done`` is the number of those
    done, ``uncounted`` what is left to do after visits that are not final. ``ask``: a school asks the council before
    it places a pupil. ``counted`` is the visit that the standing rests on.
    """

    status: str
    reason: str
    by_site: tuple[str, ...]
    hours: str | None
    lengths: tuple[str, ...]
    prices: tuple[str, ...]
    more: tuple[str, ...]
    contact: tuple[str, ...]
    capacity: int | None
    counted: VisitInBrief | None
    level_told: str
    checked_by: str
    still_open: str
    done: int
    uncounted: tuple[str, ...]
    ask: bool


def card_of(record: ProviderRecord, summary: ProviderSummary, phrases: Phrases | None = None) -> FullCard:
    """The card of a provider, from a record and summary that are already redacted to an edition.

    ``phrases`` are those that are looked for in its texts: the directory's own too, where that is of use.
    """
    provider, offer, contact = record.provider, record.provider.offer, record.provider.contact
    standing, latest = summary.standing, summary.latest
    warnings = newest.warnings(provider, summary)
    warned = next(iter(warnings), None)
    worse = {it.site: it.there for it in reversed(warnings)}
    open_at = sites.open_at(provider)
    level = procurement.level_of(provider, latest)
    daily = day_price(provider)
    first = daily.of if daily else next(iter(sorted(offer.price, key=limited)), None)
    public = [site for site in provider.sites if site.public]
    placed = [(site, place) for site in public if (place := place_of(site)) is not None]
    named = sites.names(provider)
    return FullCard(
        slug=record.slug,
        name=provider.name,
        type=provider.type,
        status=provider.status,
        notice=provider.public_notice if provider.status != "listed" else None,
        standing=standing.key,
        standing_label=sites.label(provider, summary),
        tone=standing.tone,
        reason=" ".join(filter(None, (standing.reason, sites.others(provider, summary)))),
        unvisited=sites.unvisited(provider, summary),
        since=standing.since.isoformat() if standing.since else None,
        lapses=standing.lapses.isoformat() if standing.lapses else None,
        warning=warned.short if warned else None,
        warning_sign=warned.sign if warned else None,
        warning_on=warned.on or None if warned else None,
        ending=newest.ending(summary.ends_soon),
        until=standing.approved_until.isoformat() if standing.approved_until else None,
        registered=provider.registration.status == "registered",
        lists=_once(procurement.choices(provider)),
        listed="; ".join(procurement.listed(provider)),
        level=level.key,
        level_told=level.told,
        areas=provider.serves,
        towns=_once(site.address[-1] for site in public if site.address),
        outcodes=_once(site.postcode.split()[0] for site in public if site.postcode),
        eastings=tuple(place[0] for _, place in placed),
        northings=tuple(place[1] for _, place in placed),
        places=tuple(named[site.id] for site, _ in placed) if named else (),
        place_signs=tuple(newest.at_site(provider, summary, site.id) for site, _ in placed) if named else (),
        rests_on=sites.rests_on(provider, summary),
        open_at=tuple((*told, worse.get(site, "")) for site, told in open_at.items()),
        places_open=tuple(open_at[site.id] for site, _ in placed) if open_at else (),
        key_stages=offer.key_stages,
        youngest=offer.ages.youngest if offer.ages else None,
        oldest=offer.ages.oldest if offer.ages else None,
        needs=offer.needs,
        subjects=offer.subjects,
        programmes=tuple(programme.name for programme in offer.programmes),
        delivery=offer.delivery,
        days=sites.days_of(provider),
        covered_days=sites.covered_days(provider, summary),
        most_days=_most_days(offer.lengths),
        by_site=sites.by_site(provider),
        hours=views.hours(offer.hours) if offer.hours else None,
        lengths=tuple(views.length(length) for length in offer.lengths),
        modes=_once(length.mode for length in offer.lengths),
        terms=_once(term for length in offer.lengths for term in lasting(length)),
        price_day=str(daily.amount) if daily else None,
        price=views.day_price(daily) if daily else views.price_with_note(first) if first else None,
        price_of=views.day_price_basis(daily) or None if daily else None,
        price_estimated=daily is not None and daily.estimated,
        price_lasts=views.long(daily.hours) if daily and daily.estimated and daily.hours else "",
        price_also=views.other_prices(offer.price, first) if first else "",
        prices=tuple(views.price_with_note(price) for price in sorted(offer.price, key=lambda one: one is not first)),
        more=tuple(labelled(offer).values()),
        contact=_once(filter(None, (contact.role, contact.phone, contact.email, contact.website))),
        capacity=offer.capacity,
        vacancies=offer.vacancies.number if offer.vacancies else None,
        vacancies_as_at=offer.vacancies.as_at.isoformat() if offer.vacancies else None,
        visited=_brief(record, latest),
        counted=_brief(record, next((visit for visit in summary.visits if visit.id == standing.visit), None)),
        checked=summary.checked.isoformat(),
        checked_by=provider.checked.by,
        stale=summary.stale,
        words=words_of(
            text.plain(record.description),
            *(words for it in offer.programmes for words in (it.level, it.qualification, it.outcome)),
            *(words for price in offer.price for words in (price.per, price.note)),
            *labelled(offer).values(),
            offer.admissions,
            phrases=phrases or program_phrases(),
        ),
        still_open=actions.still_open(summary.plan),
        done=summary.plan.done,
        overdue=actions.overdue(summary.plan),
        overdue_of=actions.names(summary.plan, "see its page"),
        safety_overdue=any(action.overdue and action.first for action in summary.plan.actions),
        uncounted=actions.uncounted(summary),
        ask=newest.asks(summary),
    )


#: The names of a card's fields, and of a visit's, in their order.
FIELDS = {kind: tuple(field.name for field in dataclasses.fields(kind)) for kind in (Card, VisitInBrief)}
#: The numbers of weeks that a school may ask a placement to last.
WEEKS = (6, 12, 24)


def lasting(length: Length) -> list[str]:
    """Kinds of placement by length: `full-time`, `full-time 12` (twelve weeks or longer), `full-time open`.

    Where no number of weeks is given, the weeks are not what limits it.
    """
    long_enough = [weeks for weeks in WEEKS if length.open_ended or (length.up_to_weeks or weeks) >= weeks]
    ends = [length.mode, *(f"{length.mode} {weeks}" for weeks in long_enough)]
    return [*ends, f"{length.mode} open"] if length.open_ended else ends


def _most_days(lengths: Sequence[Length]) -> int | None:
    most = [length.up_to_days for length in lengths]
    return max((days for days in most if days is not None), default=None) if None not in most else None


def to_json(card: Card) -> dict[str, Any]:
    """The card as plain values."""
    values = _values(card)
    return values | ({"visited": _values(card.visited)} if card.visited else {})


def from_json(data: dict[str, Any]) -> Card:
    """The card that `to_json` made, also where the values have been through a file."""
    values: dict[str, Any] = _tuples(data)
    visited = values["visited"]
    return Card(**(values | {"visited": VisitInBrief(**_tuples(visited)) if visited else None}))


def in_brief(card: FullCard) -> Card:
    """The card alone."""
    return Card(**_values(card, Card))


def sharing(card: Card) -> Card:
    """The same card, with one copy in memory of each text that many cards have."""
    shared: Card = _shared(card)
    return shared


def place_of(site: Site) -> Grid | None:
    """A site's place: its postcode's, or else the one close by."""
    found = where(site.postcode) if site.postcode else None
    return found if found is not None or site.near is None else where(site.near)


def _brief(record: ProviderRecord, visit: VisitSummary | None) -> VisitInBrief | None:
    if visit is None:
        return None
    return VisitInBrief(
        date=visit.date.isoformat(),
        framework=visit.framework_title,
        organisations=visit.organisations,
        by=newest.by(record.provider, visit),
        site=sites.site_of(record.provider, visit),
        result=visit.result.label,
        detail=visit.result.detail,
        sign=visit.result.sign,
        found=picture.met_in_words(visit) if visit.tally.total else None,
        path=f"providers/{record.slug}/visits/{visit.id}/",
    )


def _shared(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return sys.intern(value)
    if kind is tuple:
        return tuple(map(_shared, value))
    return kind(**{name: _shared(held) for name, held in _values(value).items()}) if kind in FIELDS else value


def _values(value: Card | VisitInBrief, kind: type[Card] | None = None) -> dict[str, Any]:
    return {name: getattr(value, name) for name in FIELDS[kind or type(value)]}


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) for key, value in data.items()}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def _once(items: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
