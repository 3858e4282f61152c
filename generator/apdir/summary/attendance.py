"""The cost of a day of attendance: the one figure by which prices on different bases are compared.

A day of attendance is one day that one pupil spends with the provider, as long as the pupil's day there is. It is not
always a whole school day: where a provider runs for one half day, that half day is the day of attendance, and the
words say so. What the school pays for the rest of such a day is not in the figure.

- A price whose words limit it (`limited`: "Assessment placements only", "For dual-registered pupils", "from three
  pupils", "on request") is not what a place costs. It is never compared; it is shown with its words, behind others.
- A price per day is that figure. Where there are several, the first counts.
- Otherwise the first price per hour, half day or session that can be worked out is taken as often as the record says
  that a pupil has it in a day (`a_day`). Where it does not say: as many hours as the provider's day has; two half days,
  or one where the provider's day has at most `HALF` hours; as many sessions of so many `hours` as its day has room for.
- A week, a term, a placement, any other basis, and a price whose hours are not known are not worked out: a week may be
  three days or five. They are shown as they are given.

That a day is worked out in this way is this directory's rule; the figure is an estimate, and pages say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from apdir.model.offer import Hours, Price, basis_of
from apdir.model.provider import Provider

#: A provider whose day has no more hours than this runs for one half day.
HALF = Decimal(4)
#: The words that keep a price to some pupils, to many of them or of days, to a request or to part of a day: at the
#: start of a note, or anywhere.
LIMITS = re.compile(
    r"^(for (?!(a|each|every|one|per|the) (pupil|place|day)\b)|(assessments?|trials?|tasters?|inductions?|emergency)\b)"
    r"|\b(only|except|unless|if|not for|EHC plans?|excluded|dual[ -]registered|looked[ -]after)\b"
    r"|\b(assessment|trial|taster) (day|place|placement|week|session)s?\b"
    r"|\b(minim(um|al)|at least|on (request|application)|by (arrangement|negotiation|quotation)|members?"
    r"|partner schools|out of (area|county|borough)|in[ -]area|siblings?|discount\w*|subsidi[sz]ed|funded|bursar\w+)\b"
    r"|\b(from|if|when) (\d+|two|three|four|five|six|eight|ten|twelve) (?!o.clock|minutes)[a-z]"
    r"|\b(\d+|two|three|four|five|six|eight|ten|twelve|[a-z]+s) or more\b"
    r"|\bKS ?[1-5]\b|\bkey stages? \d|\byears? \d+\b|\b(pre|post|under|over|aged)[ -]?\d+",
    re.IGNORECASE,
)
DAY, HOUR, HALF_DAY, SESSION = "day", "hour", "half day", "session"


@dataclass(frozen=True, slots=True)
class DayPrice:
    """The cost of a day of attendance in pounds. ``of`` is the price it is worked out from, ``times`` how often.

    An amount that the record itself gives per day has been taken once, and is no estimate.
    """

    amount: Decimal
    of: Price
    times: Decimal

    @property
    def estimated(self) -> bool:
        """Whether it was worked out from a price on another basis."""
        return basis(self.of) != DAY

    @property
    def hours(self) -> Decimal | None:
        """How long that day of attendance is, where the basis of the price tells."""
        kind = basis(self.of)
        long = Decimal(1) if kind == HOUR else self.of.hours if kind == SESSION else None
        return long * self.times if long is not None else None


def day_price(provider: Provider) -> DayPrice | None:
    """The price of a day of attendance; None where there is no price that tells."""
    prices = [price for price in provider.offer.price if not limited(price)]
    for price in prices:
        if basis(price) == DAY:
            return DayPrice(_to_the_penny(price.amount), price, Decimal(1))
    long = _day_of(provider)
    for price in prices:
        times = _times(price, long)
        if times:
            return DayPrice(_to_the_penny(price.amount * times), price, times)
    return None


def limited(price: Price) -> bool:
    """Whether its words say that it is not what every place costs: for some pupils, from so many on, on request."""
    return any(LIMITS.search(words) is not None for words in (price.note or "", price.per))


def _to_the_penny(amount: Decimal) -> Decimal:
    """Pounds without pence where there are none."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def basis(price: Price) -> str:
    """The basis of a price, or whatever else it is for."""
    return basis_of(price.per)


def _times(price: Price, long: Decimal | None) -> Decimal | None:
    """Hours, half days or sessions of one pupil in a day; None or 0 where the record does not tell."""
    kind = basis(price)
    if kind not in (HOUR, HALF_DAY, SESSION):
        return None
    if price.a_day is not None:
        return price.a_day
    if kind == HOUR:
        return long
    if kind == HALF_DAY:
        return Decimal(1 if long and long <= HALF else 2)
    if price.hours and long:
        return max(Decimal(1), long // price.hours)
    return None


def _day_of(provider: Provider) -> Decimal | None:
    """The hours from when the provider's day starts to when it ends; of its sites where they agree, else None."""
    if provider.offer.hours:
        return _long(provider.offer.hours)
    found = {_long(hours) for hours in _site_hours(provider)}
    return found.pop() if len(found) == 1 else None


def _site_hours(provider: Provider) -> Iterable[Hours]:
    return (site.hours for site in provider.sites if site.hours)


def _long(hours: Hours) -> Decimal | None:
    minutes = (hours.end.hour - hours.start.hour) * 60 + hours.end.minute - hours.start.minute
    return Decimal(minutes) / 60 if minutes > 0 else None
