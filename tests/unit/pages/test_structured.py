"""What pages tell search engines of a provider: what it offers and for whom, and never how good it is."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.unit.pages.test_pages import HOSTILE, PROVIDER, pages, record, site

#: Words of schema.org by which a page would judge what it is about.
JUDGES = ("rating", "review", "award", "Rating", "Review")


def told(edition: str = "public", **changes: Any) -> list[dict[str, Any]]:
    """What stands in a provider's page for search engines."""
    page = pages(site(edition), record(PROVIDER | changes))[0]
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content, re.DOTALL)
    for text in found:
        assert not re.search("[<>&]", text)
    return [json.loads(text) for text in found]


def test_a_listed_provider_is_a_service_for_pupils_of_an_age_in_an_area() -> None:
    (it,) = told()
    assert (it["@context"], it["@type"]) == ("https://schema.org", "Service")
    assert it["url"] == it["@id"] == "https://ap.trentside.example/providers/hill-farm/"
    assert it["name"] == PROVIDER["name"]
    assert {area["name"] for area in it["areaServed"]} == set(PROVIDER["serves"])
    assert it["audience"]["@type"] == "PeopleAudience"
    assert it["audience"]["suggestedMinAge"] < it["audience"]["suggestedMaxAge"]
    assert it["provider"]["@type"] == "Organization"
    text = json.dumps(it)
    for word in (*JUDGES, "pprove", "met", "standing"):
        assert word not in text.replace("https://ap.trentside.example/", ""), word


def test_a_registered_school_is_an_educational_organisation() -> None:
    registration = {"status": "registered", "urn": "123456", "dfe_number": "830/1102", "gias_checked": "2026-09-14"}
    (it,) = told(registration=registration)
    assert it["provider"]["@type"] == "EducationalOrganization"


@pytest.mark.parametrize("status", ["suspended", "withdrawn", "closed"])
def test_nobody_is_led_to_who_is_not_listed(status: str) -> None:
    changes = {"status": status, "status_date": "2026-10-01", "public_notice": "No pupils are placed here."}
    assert told(**changes) == []


def test_officers_pages_are_for_no_search_engine() -> None:
    assert told("commissioner") == []


def test_a_place_that_is_not_public_is_not_told() -> None:
    sites = [
        {"id": "main", "name": "Main site", "address": ["12 Mill Lane", "Derby"], "postcode": "DE1 2FS",
         "public": "yes"},
        {"id": "refuge", "name": "The refuge", "address": ["3 Hidden Lane", "Belper"], "postcode": "DE56 1GG",
         "public": "no"},
    ]  # fmt: skip
    (it,) = told(sites=sites)
    assert it["provider"]["address"] == [
        {"@type": "PostalAddress", "streetAddress": "12 Mill Lane", "addressLocality": "Derby",
         "postalCode": "DE1 2FS", "addressCountry": "GB"},
    ]  # fmt: skip
    assert len(it["availableChannel"]) == 1
    for word in ("refuge", "Hidden", "Belper", "DE56"):
        assert word not in json.dumps(it)


def test_whatever_a_record_says_stays_text() -> None:
    (it,) = told(name=HOSTILE)
    assert it["name"] == HOSTILE
