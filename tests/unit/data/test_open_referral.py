"""The Open Referral export by the published profile, and by the file that describes it to programs.

What the profile asks is written down here as facts, by name of field, from the schema of services in
OpenReferralUK/uk-profile and the reference of HSDS 3.0 in openreferral/specification, read on 29 November 2026. No
file of theirs is here: their licence asks that what contains one is shared alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from apdir.data import paths
from apdir.data.openapi import openapi_file
from apdir.model.fields import Edition
from tests.unit.data.test_data import FARM, URL, files, site

#: Fields that each thing must have.
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "organization_identifiers": {"id", "identifier_type", "identifier"},
    "service_at_locations": {"id"},
    "location": {"id", "location_type"},
    "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "accessibility": {"id"},
    "contacts": {"id"},
    "phones": {"id", "number"},
    "schedules": {"id"},
    "service_areas": {"id"},
    "cost_options": {"id"},
    "attributes": {"id", "link_id", "link_entity"},
    "taxonomy_term": {"id", "code", "name", "description", "taxonomy"},
    "taxonomy_terms": {"id", "code", "name", "description"},
    "taxonomies": {"id", "name", "description"},
}
#: Fields with one of a few values; fields that are no text.
ONE_OF = {
    ("service", "status"): {"active", "inactive", "defunct", "temporarily closed"},
    ("location", "location_type"): {"physical", "postal", "virtual"},
    ("addresses", "address_type"): {"physical", "postal", "virtual"},
    ("schedules", "freq"): {"WEEKLY", "MONTHLY"},
}
NUMBERS = {"minimum_age", "maximum_age", "interval", "amount"}
HEAD = {"total_items": int, "total_pages": int, "page_number": int, "size": int, "first_page": bool,
        "last_page": bool, "empty": bool}  # fmt: skip
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def wrong(kind: str, thing: dict[str, Any]) -> Iterator[str]:
    """What a thing, and all within it, has against the profile."""
    yield from (f"{kind}: no {name}" for name in REQUIRED[kind] - thing.keys())
    for name, value in thing.items():
        inner = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        for part in inner:
            yield from wrong("service" if name in ("service", "services") else name, part)
        if inner or value == []:
            continue
        if (name == "id" or name.endswith("_id")) and not UUID.fullmatch(value):
            yield f"{kind}.{name}: {value} is no UUID"
        if value not in ONE_OF.get((kind, name), {value}):
            yield f"{kind}.{name}: {value}"
        if isinstance(value, int | float) != (name in NUMBERS):
            yield f"{kind}.{name}: {value!r}"
        if name in ("url", "website") and urlsplit(value).scheme not in ("http", "https"):
            yield f"{kind}.{name}: {value}"
        if name.endswith("_date"):
            date.fromisoformat(value)
        if name.endswith("_at") and not re.fullmatch(r"\d\d:\d\d", value):
            yield f"{kind}.{name}: {value}"


LISTS = {"services": "service", "organizations": "organization", "locations": "location",
         "service_at_locations": "service_at_locations", "taxonomies": "taxonomies",
         "taxonomy_terms": "taxonomy_terms"}  # fmt: skip


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_everything_is_as_the_profile_asks(edition: Edition) -> None:
    made = files(FARM | {"status": "suspended"}, edition=edition)
    seen = 0
    for name, kind in LISTS.items():
        page = json.loads(made[f"{paths.REFERRAL}{name}.json"])
        assert {key: type(value) for key, value in page.items() if key != "contents"} == HEAD
        seen += len(page["contents"])
        assert [fault for thing in page["contents"] for fault in wrong(kind, thing)] == []
    for name, text in made.items():
        if name.startswith(paths.SERVICES):
            assert list(wrong("service", json.loads(text))) == []
    assert seen > 20
    assert set(LISTS) == set(paths.REFERRAL_NAMES)


def test_the_standards_schema_refuses_a_wrong_service() -> None:
    service = json.loads(files()[f"{paths.REFERRAL}services.json"])["contents"][0]
    for change in ({"status": "open"}, {"id": "1"}, {"minimum_age": "11"}, {"url": "x"}, {"phones": [{"id": "1"}]}):
        assert list(wrong("service", service | change)), change
    assert list(wrong("service", {key: value for key, value in service.items() if key != "name"}))


def test_the_top_names_the_profile_as_validators_read_it_and_leads_to_what_describes_it() -> None:
    top = json.loads(files()[f"{paths.REFERRAL}index.json"])
    assert top["version"] == "HSDS-UK-3.0"
    assert top["openapi_url"] == f"{URL.rstrip('/')}/{paths.OPENAPI}"
    assert openapi_file(site())[0] == paths.OPENAPI
    assert set(top["lists"]) == set(paths.REFERRAL_NAMES)


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_the_description_is_true_of_every_answer(edition: Edition) -> None:
    made = files(edition=edition)
    told = json.loads(openapi_file(site(edition))[1])
    assert told["openapi"] == "3.1.0"
    assert {"title", "version"} <= told["info"].keys()
    base = told["servers"][0]["url"]
    assert f"{base}/" == f"{URL.rstrip('/')}/{paths.REFERRAL}"
    operations = [path["get"]["operationId"] for path in told["paths"].values()]
    assert len(set(operations)) == len(operations)
    assert {"/", "/services", "/services/{id}"} <= told["paths"].keys()
    service = json.loads(made[f"{paths.REFERRAL}services.json"])["contents"][0]["id"]
    for path, methods in told["paths"].items():
        file = paths.file_at(paths.REFERRAL + path.removeprefix("/").replace("{id}", service))
        assert [part["name"] for part in methods["get"].get("parameters", ())] == re.findall(r"{(\w+)}", path)
        schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check = jsonschema.Draft202012Validator({**schema, "components": told["components"]},
                                                format_checker=jsonschema.FormatChecker())  # fmt: skip
        check.check_schema(check.schema)
        assert [fault.message for fault in check.iter_errors(json.loads(made[file]))] == [], path
        assert list(check.iter_errors({})), path
    text = json.dumps(told)
    assert "$defs" not in text
    for reference in re.findall(r'"#/components/schemas/([^"]+)"', text):
        assert reference in told["components"]["schemas"]
