"""The fields of the Open Referral export, by the names that the standard gives them."""

from __future__ import annotations

from apdir.model.fields import Amount, Count, Day, Email, Line, Phone, Record, Text, Web, YesNo, for_all

ID = "ac148810-d857-441c-9679-408f346de14b"


def _id() -> Line:
    made: Line = for_all("Its id: a UUID, the same in every build.", example=ID)
    return made


class Term(Record):
    """A word of a taxonomy."""

    id: Line = _id()
    code: Line = for_all("The word as it is in records.", example="autism")
    name: Line = for_all("The word.", example="autism")
    description: Line = for_all("What it is a word for.", example="Needs that a provider is set up for: autism.")
    taxonomy: Line = for_all("Its taxonomy: type, key-stage, need or delivery.", example="need")
    taxonomy_id: Line = for_all("The id of its taxonomy.", example=ID)


class Taxonomy(Record):
    """A list of words."""

    id: Line = _id()
    name: Line = for_all("Its name.", example="need")
    description: Line = for_all("What its words say.", example="Needs that a provider is set up for.")


class Attribute(Record):
    """A word that describes a service."""

    id: Line = _id()
    link_id: Line = for_all("The id of the service.", example=ID)
    link_entity: Line = for_all("What it describes: always `service`.", example="service")
    taxonomy_term: Term = for_all(
        "The word.",
        example={"id": ID, "code": "autism", "name": "autism", "description": "A need.", "taxonomy": "need",
                 "taxonomy_id": ID},
    )  # fmt: skip


class PhoneNumber(Record):
    """A telephone number."""

    id: Line = _id()
    number: Phone = for_all("The number.", example="01632 960123")
    type: Line = for_all("The type of line: always `voice`.", example="voice")


class ContactPoint(Record):
    """Who to ask for: a role, never a person."""

    id: Line = _id()
    title: Line = for_all("The role or office.", example="Placements office")
    email: Email | None = for_all("Its email address.", example="placements@riverside.example", default=None)
    phones: tuple[PhoneNumber, ...] = for_all(
        "Its telephone numbers.", example=[{"id": ID, "number": "01632 960123", "type": "voice"}], default=()
    )


class Schedule(Record):
    """When a week's days begin and end."""

    id: Line = _id()
    freq: Line = for_all("How often: always `WEEKLY`.", example="WEEKLY")
    interval: Count = for_all("How many weeks between: always 1.", example="1")
    byday: Line | None = for_all("The days, as calendars write them.", example="MO,TU", default=None)
    description: Line | None = for_all("The days in words.", example="Monday and Tuesday", default=None)
    opens_at: Line | None = for_all("When the day starts, in local time.", example="09:30", default=None)
    closes_at: Line | None = for_all("When the day ends, in local time.", example="15:00", default=None)
    attending_type: Line = for_all("How the teaching is delivered, in words.", example="On site and online")


class ServiceArea(Record):
    """An area that pupils are taken from."""

    id: Line = _id()
    name: Line = for_all("The area.", example="North Coastshire")


class CostOption(Record):
    """One price, as the provider gives it."""

    id: Line = _id()
    currency: Line = for_all("Its currency: always `gbp`.", example="gbp")
    amount: Amount = for_all("The amount in pounds.", example="95")
    amount_description: Line = for_all("What the amount is for.", example="per day")
    option: Line | None = for_all("What it includes or leaves out.", example="Lunch included", default=None)


class Identifier(Record):
    """A number that others know the organisation by."""

    id: Line = _id()
    identifier_scheme: Line = for_all("Whose number: always `GB-EDU`, the register of schools.", example="GB-EDU")
    identifier_type: Line = for_all("What sort of number: always `URN`.", example="URN")
    identifier: Line = for_all("The number.", example="123456")


class Brief(Record):
    """A service in brief."""

    id: Line = _id()
    name: Line = for_all("What the provider is called.", example="Riverside Learning")
    status: Line = for_all("The status of its listing: active, inactive or defunct.", example="active")
    url: Web = for_all(
        "Its page in this directory.", example="https://ap.coastshire.example/providers/riverside-learning/"
    )


class Organization(Record):
    """The provider as an organisation."""

    id: Line = _id()
    name: Line = for_all("What the provider is called.", example="Riverside Learning")
    description: Text = for_all("What it is, in Markdown; where nobody wrote that, its type.", example="A workshop.")
    email: Email | None = for_all("Its email address.", example="placements@riverside.example", default=None)
    website: Web | None = for_all("Its own website.", example="https://riverside.example", default=None)
    organization_identifiers: tuple[Identifier, ...] = for_all(
        "Numbers that others know it by.",
        example=[{"id": ID, "identifier_scheme": "GB-EDU", "identifier_type": "URN", "identifier": "123456"}],
        default=(),
    )
    services: tuple[Brief, ...] = for_all("Its one service; only in the list of organisations.", example=[], default=())


class Address(Record):
    """The address of a public site."""

    id: Line = _id()
    address_1: Line = for_all(
        "All lines but the last; the site's name where there is one line.", example="12 Mill Lane"
    )
    city: str = for_all("The last line: the town.", example="Coastshire")
    state_province: str = for_all("Left empty: English addresses have none.", example="")
    postal_code: str = for_all("The postcode.", example="DE1 2FS")
    country: Line = for_all("The country: always `GB`.", example="GB")
    address_type: Line = for_all("The kind of address: always `physical`.", example="physical")


class Accessibility(Record):
    """Access for disabled pupils."""

    id: Line = _id()
    description: Text = for_all("In the provider's words.", example="Step-free ground floor.")


class Location(Record):
    """A site that may be published. One that may not is in no list."""

    id: Line = _id()
    location_type: Line = for_all("The kind of place: always `physical`.", example="physical")
    name: Line = for_all("What the place is called.", example="Main site")
    addresses: tuple[Address, ...] = for_all("Its address.", example=[])
    accessibility: tuple[Accessibility, ...] = for_all("Access for disabled pupils.", example=[], default=())


class AtLocation(Record):
    """A service at one of its locations."""

    id: Line = _id()
    location: Location = for_all(
        "The location.", example={"id": ID, "location_type": "physical", "name": "Main site", "addresses": []}
    )
    schedules: tuple[Schedule, ...] = for_all("Its days there, where they differ.", example=[], default=())
    service: Brief | None = for_all(
        "Its service; only in the list of services at locations.",
        example={"id": ID, "name": "Riverside Learning", "status": "active", "url": "https://ap.coastshire.example/"},
        default=None,
    )


class Service(Brief):
    """A provider as a service."""

    description: Text = for_all("What it is, in Markdown; where nobody wrote that, its type.", example="A workshop.")
    assured_date: Day = for_all(
        "When these details were last confirmed. It says nothing about quality.", example="2026-09-14"
    )
    email: Email | None = for_all("Its email address.", example="placements@riverside.example", default=None)
    minimum_age: Count | None = for_all("The youngest age taken.", example="11", default=None)
    maximum_age: Count | None = for_all("The oldest age taken.", example="16", default=None)
    alert: Text | None = for_all(
        "What schools are told, where it is not listed.", example="Placements are paused.", default=None
    )
    contacts: tuple[ContactPoint, ...] = for_all("Who to ask for.", example=[])
    phones: tuple[PhoneNumber, ...] = for_all("Its telephone numbers.", example=[], default=())
    schedules: tuple[Schedule, ...] = for_all("Days and times it is open.", example=[], default=())
    service_areas: tuple[ServiceArea, ...] = for_all("Areas that it takes pupils from.", example=[], default=())
    cost_options: tuple[CostOption, ...] = for_all("Its prices.", example=[], default=())
    attributes: tuple[Attribute, ...] = for_all("Its type, key stages, needs and ways of teaching.", example=[])
    organization: Organization = for_all(
        "Who runs it.", example={"id": ID, "name": "Riverside Learning", "description": "A workshop."}
    )
    service_at_locations: tuple[AtLocation, ...] = for_all("Where it works, if that is public.", example=[], default=())


class PageOf(Record):
    """What stands before a list, as the standard has it. All is on one page, since a file has no parameters."""

    total_items: Count = for_all("How many items there are in all.", example="36")
    total_pages: Count = for_all("How many pages.", example="1")
    page_number: Count = for_all("Which page this is, from 1.", example="1")
    size: Count = for_all("How many items this page has.", example="36")
    first_page: YesNo = for_all("Whether this is the first page.", example="yes")
    last_page: YesNo = for_all("Whether this is the last page.", example="yes")
    empty: YesNo = for_all("Whether there is nothing on it.", example="no")


class Index(Record):
    """What stands at the top of the export."""

    version: Line = for_all("The profile of the standard: always `HSDS-UK-3.0`.", example="HSDS-UK-3.0")
    profile: Web = for_all("Where the profile is explained.", example="https://docs.openreferraluk.org/")
    openapi_url: Web = for_all(
        "The OpenAPI file.", example="https://ap.coastshire.example/api/v1/openreferral/openapi.json"
    )
    lists: dict[Line, Web] = for_all(
        "Where each list is.",
        example={"services": "https://ap.coastshire.example/api/v1/openreferral/services.json"},
    )
