"""One provider in the shape of Open Referral UK 3 (HSDS 3): a service, its organisation, its locations.

A provider is one organisation with one service. `assured_date` is the day on which its facts were last confirmed and
never says anything of quality. A site that is not public is no location.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from apdir.directory import ProviderRecord
from apdir.model.offer import Hours, Offer, Price
from apdir.model.provider import Provider, Site
from apdir.pages import links, views

#: Status of a standing as a service, else `active`. Who is suspended, withdrawn or refused approval
#: may well be open; the alert says what it means.
STATUS = {"not met": "inactive", "suspended": "inactive", "withdrawn": "inactive", "closed": "defunct"}
#: Days of the week in iCalendar.
BYDAY = {"Mon": "MO", "Tue": "TU", "Wed": "WE", "Thu": "TH", "Fri": "FR", "Sat": "SA", "Sun": "SU"}
#: The lists of words that services are described with: id, name, and what it says.
TAXONOMIES = {
    "type": "Types of alternative provision",
    "key-stage": "Key stages of the national curriculum",
    "need": "Needs that a provider is set up for",
    "delivery": "Where the teaching happens",
}


@dataclass(frozen=True, slots=True)
class Referral:
    """A provider as the export has it: one service and organisation, and its places."""

    service: dict[str, Any]
    organization: dict[str, Any]
    locations: list[dict[str, Any]]
    at_locations: list[dict[str, Any]]


def referral(record: ProviderRecord, standing: str, base: str, warning: str = "") -> Referral:
    """A provider already redacted for an edition; ``base`` is the site's address, ``standing`` the standing's key.

    ``warning`` is what was found since that is worse than what its approval rests on.
    """
    provider = record.provider
    url = base + links.provider_path(record.slug)
    service = _service(record, standing, url, base, warning)
    brief = {name: service[name] for name in ("id", "name", "status", "url")}
    organization = _organization(record, url)
    service["organization"] = organization
    at = [_at_location(site, provider.offer, url) for site in provider.sites if site.public]
    if at:
        service["service_at_locations"] = at
    return Referral(
        service,
        {**organization, "services": [brief]},
        [row["location"] for row in at],
        [{**row, "service": brief} for row in at],
    )


def identifier(url: str, *parts: str) -> str:
    """The id of a part of an address, the same in every build: a UUID of version 5 (RFC 9562)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "#".join((url, *parts))))


@cache
def term(base: str, taxonomy: str, word: str) -> dict[str, Any]:
    """A word of a taxonomy."""
    return {
        "id": identifier(base, "taxonomy", taxonomy, word),
        "code": word,
        "name": word,
        "description": f"{TAXONOMIES[taxonomy]}: {word}.",
        "taxonomy": taxonomy,
        "taxonomy_id": identifier(base, "taxonomy", taxonomy),
    }


def _organization(record: ProviderRecord, url: str) -> dict[str, Any]:
    provider, contact = record.provider, record.provider.contact
    found: dict[str, Any] = {
        "id": identifier(url, "organization"),
        "name": provider.name,
        "description": _about(record),
    }
    if contact.email:
        found["email"] = contact.email
    if contact.website:
        found["website"] = contact.website
    if provider.registration.urn:
        found["organization_identifiers"] = [
            {
                "id": identifier(url, "urn"),
                "identifier_scheme": "GB-EDU",
                "identifier_type": "URN",
                "identifier": provider.registration.urn,
            }
        ]
    return found


def _about(record: ProviderRecord) -> str:
    return record.description.strip() or f"{views.capital(record.provider.type)}."


def _service(record: ProviderRecord, standing: str, url: str, base: str, warning: str) -> dict[str, Any]:
    provider, contact, offer = record.provider, record.provider.contact, record.provider.offer
    service = identifier(url, "service")
    found: dict[str, Any] = {
        "id": service,
        "name": provider.name,
        "description": _about(record),
        "url": url,
        "status": STATUS.get(standing, "active"),
        "assured_date": provider.checked.date.isoformat(),
    }
    if contact.email:
        found["email"] = contact.email
    if offer.ages is not None:
        found |= {"minimum_age": offer.ages.youngest, "maximum_age": offer.ages.oldest}
    if provider.status != "listed" and provider.public_notice:
        found["alert"] = provider.public_notice
    elif warning:
        found["alert"] = warning
    person: dict[str, Any] = {"id": identifier(url, "contact"), "title": contact.role}
    if contact.email:
        person["email"] = contact.email
    if contact.phone:
        person["phones"] = [{"id": identifier(url, "phone"), "number": contact.phone, "type": "voice"}]
        found["phones"] = person["phones"]
    found["contacts"] = [person]
    found["schedules"] = _schedules(offer.days, offer.hours, offer, url, "service")
    found["service_areas"] = [{"id": identifier(url, "area", area), "name": area} for area in provider.serves]
    found["cost_options"] = [_cost(price, url, number) for number, price in enumerate(offer.price)]
    found["attributes"] = _attributes(provider, url, base, service)
    return {name: value for name, value in found.items() if value != []}


def _schedules(days: tuple[str, ...], hours: Hours | None, offer: Offer, url: str, of: str) -> list[dict[str, Any]]:
    if not days and hours is None:
        return []
    found: dict[str, Any] = {"id": identifier(url, "schedule", of), "freq": "WEEKLY", "interval": 1}
    if days:
        found |= {"byday": ",".join(BYDAY[day] for day in days), "description": views.weekdays(days)}
    if hours is not None:
        found |= {"opens_at": f"{hours.start:%H:%M}", "closes_at": f"{hours.end:%H:%M}"}
    found["attending_type"] = views.delivery(offer.delivery)
    return [found]


def _cost(price: Price, url: str, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": identifier(url, "price", str(number)),
        "currency": "gbp",
        "amount": float(price.amount),
        "amount_description": f"per {price.per}",
    }
    return {**found, "option": price.note} if price.note else found


def _attributes(provider: Provider, url: str, base: str, service: str) -> list[dict[str, Any]]:
    offer = provider.offer
    words = (
        ("type", (provider.type,)),
        ("key-stage", offer.key_stages),
        ("need", offer.needs),
        ("delivery", offer.delivery),
    )
    return [
        {
            "id": identifier(url, "attribute", taxonomy, word),
            "link_id": service,
            "link_entity": "service",
            "taxonomy_term": term(base, taxonomy, word),
        }
        for taxonomy, found in words
        for word in found
    ]


def _at_location(site: Site, offer: Offer, url: str) -> dict[str, Any]:
    """A service at a site, with the location in it."""
    location: dict[str, Any] = {
        "id": identifier(url, "location", site.id),
        "location_type": "physical",
        "name": site.name,
        "addresses": [_address(site, url)],
    }
    if offer.accessibility:
        location["accessibility"] = [
            {"id": identifier(url, "accessibility", site.id), "description": offer.accessibility}
        ]
    found: dict[str, Any] = {"id": identifier(url, "at", site.id)}
    schedules = _schedules(site.days, site.hours, offer, url, site.id)
    return {**found, **({"schedules": schedules} if schedules else {}), "location": location}


def _address(site: Site, url: str) -> dict[str, Any]:
    """An address: its last line is the town, as everywhere in the directory."""
    first = ", ".join(site.address[:-1]) if len(site.address) > 1 else site.name
    return {
        "id": identifier(url, "address", site.id),
        "address_1": first,
        "city": site.address[-1] if site.address else "",
        "state_province": "",
        "postal_code": site.postcode or "",
        "country": "GB",
        "address_type": "physical",
    }
