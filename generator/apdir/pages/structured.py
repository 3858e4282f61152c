"""A provider described to search engines in the words of schema.org: what it offers, for whom, and where."""

from __future__ import annotations

from typing import Any

from apdir.directory import ProviderRecord
from apdir.model.provider import Site as Place
from apdir.pages import links, views
from apdir.pages.columns import STAGE_AGES
from apdir.pages.page import Site
from apdir.summary.standing import Standing

CONTEXT = "https://schema.org"


def structured(record: ProviderRecord, standing: Standing, site: Site) -> dict[str, Any] | None:
    """A provider as a service for pupils; None on officers’ pages, and where it is not open to referrals.

    It never says anything of quality: no outcome, no approval, no rating.
    """
    provider = record.provider
    if site.edition != "public" or not standing.open:
        return None
    url = site.url + links.provider_path(record.slug)
    places = [_place(place) for place in provider.sites if place.public and place.postcode]
    registered = provider.registration.status == "registered"
    runs: dict[str, Any] = {
        "@type": "EducationalOrganization" if registered else "Organization",
        "name": provider.name,
        "url": provider.contact.website,
        "email": provider.contact.email,
        "telephone": provider.contact.phone,
        "address": [place["address"] for place in places],
    }
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Service",
        "@id": url,
        "url": url,
        "name": provider.name,
        "serviceType": f"Alternative provision: {provider.type}",
        "areaServed": [{"@type": "AdministrativeArea", "name": area} for area in provider.serves],
        "audience": _audience(record),
        "availableChannel": [{"@type": "ServiceChannel", "serviceLocation": place} for place in places],
        "provider": _without_empty(runs),
    }
    return _without_empty(found)


def _audience(record: ProviderRecord) -> dict[str, Any]:
    """The pupils that it takes: their ages, and their key stages in words."""
    offer = record.provider.offer
    ages = [age for stage in offer.key_stages for age in STAGE_AGES[stage]]
    youngest, oldest = (offer.ages.youngest, offer.ages.oldest) if offer.ages else (min(ages), max(ages))
    found: dict[str, Any] = {
        "@type": "PeopleAudience",
        "audienceType": f"Pupils in {views.key_stages(offer.key_stages)}" if offer.key_stages else "Pupils",
        "suggestedMinAge": youngest,
        "suggestedMaxAge": oldest,
    }
    return found


def _place(place: Place) -> dict[str, Any]:
    *street, town = place.address or (place.name,)
    address = {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(street),
        "addressLocality": town if place.address else None,
        "postalCode": place.postcode,
        "addressCountry": "GB",
    }
    return {"@type": "Place", "name": place.name, "address": _without_empty(address)}


def _without_empty(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if part not in (None, "", [])}
