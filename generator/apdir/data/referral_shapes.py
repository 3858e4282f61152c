"""The fields of the Open Referral export, by the names that the standard gives them."""

from __future__ import annotations

from apdir.model.fields import Amount, Count, Day, Email, Line, Phone, Record, Text, Web, YesNo, field

ID = "ac148810-d857-441c-9679-408f346de14b"


def _id() -> Line:
    made: Line = field("Its id: a UUID, the same in every build.", example=ID)
    return made


class Term(Record):
    """A word of a taxonomy."""

    id: Line = _id()
    code: Line = field("The word as records write it.", example="autism")
    name: Line = field("The word.", example="autism")
    description: Line = field("What it is a word for.", example="Needs that a provider is set up for: autism.")
    taxonomy: Line = field("Its taxonomy: type, key-stage, need or delivery.", example="need")
    taxonomy_id: Line = field("The id of its taxonomy.", example=ID)


class Taxonomy(Record):
    """A list of words."""

    id: Line = _id()
    name: Line = field("Its name.", example="need")
    description: Line = field("What its words say.", example="Needs that a provider is set up for.")


class Attribute(Record):
    """A word that describes a service."""

    id: Line = _id()
    link_id: Line = field("The id of the service.", example=ID)
    link_entity: Line = field("What it describes: always `service`.", example="service")
    taxonomy_term: Term = field(
        "The word.",
        example={"id": ID, "code": "autism", "name": "autism", "description": "A need.", "taxonomy": "need",
                 "taxonomy_id": ID},
    )  # fmt: skip


class PhoneNumber(Record):
    """A telephone number."""

    id: Line = _id()
    number: Phone = field("The number.", example="01632 960123")
    type: Line = field("What answers: always `voice`.", example="voice")


class ContactPoint(Record):
    """Whom to ask for: a role, never a person."""

    id: Line = _id()
    title: Line = field("The role or office.", example="Placements office")
    email: Email | None = field("Its email address.", example="placements@riverside.example", default=None)
    phones: tuple[PhoneNumber, ...] = field(
        "Its telephone numbers.", example=[{"id": ID, "number": "01632 960123", "type": "voice"}], default=()
    )


class Schedule(Record):
    """When a week's days begin and end."""

    id: Line = _id()
    freq: Line = field("How often: always `WEEKLY`.", example="WEEKLY")
    interval: Count = field("Every how many weeks: always 1.", example="1")
    byday: Line | None = field("The days, as calendars write them.", example="MO,TU", default=None)
    description: Line | None = field("The days in words.", example="Monday and Tuesday", default=None)
    opens_at: Line | None = field("When the day starts, in local time.", example="09:30", default=None)
    closes_at: Line | None = field("When the day ends, in local time.", example="15:00", default=None)
    attending_type: Line = field("How the teaching is delivered, in words.", example="On site and online")


class ServiceArea(Record):
    """An area that pupils are taken from."""

    id: Line = _id()
    name: Line = field("The area.", example="North Coastshire")


class CostOption(Record):
    """One price, as the provider gives it."""

    id: Line = _id()
    currency: Line = field("Its currency: always `gbp`.", example="gbp")
    amount: Amount = field("Pounds.", example="95")
    amount_description: Line = field("What the amount is for.", example="per day")
    option: Line | None = field("What it includes or leaves out.", example="Lunch included", default=None)


class Identifier(Record):
    """A number that others know the organisation by."""

    id: Line = _id()
    identifier_scheme: Line = field("Whose number: always `GB-EDU`, the register of schools.", example="GB-EDU")
    identifier_type: Line = field("What sort of number: always `URN`.", example="URN")
    identifier: Line = field("The number.", example="123456")


class Brief(Record):
    """A service in brief."""

    id: Line = _id()
    name: Line = field("What the provider is called.", example="Riverside Learning")
    status: Line = field("The status of its listing: active, inactive or defunct.", example="active")
    url: Web = field(
        "Its page in this directory.", example="https://ap.coastshire.example/providers/riverside-learning/"
    )


class Organization(Record):
    """The provider as an organisation."""

    id: Line = _id()
    name: Line = field("What the provider is called.", example="Riverside Learning")
    description: Text = field("What it is, in Markdown; where nobody wrote that, its type.", example="A workshop.")
    email: Email | None = field("Its email address.", example="placements@riverside.example", default=None)
    website: Web | None = field("Its own website.", example="https://riverside.example", default=None)
    organization_identifiers: tuple[Identifier, ...] = field(
        "Numbers that others know it by.",
        example=[{"id": ID, "identifier_scheme": "GB-EDU", "identifier_type": "URN", "identifier": "123456"}],
        default=(),
    )
    services: tuple[Brief, ...] = field("Its one service; only in the list of organisations.", example=[], default=())


class Address(Record):
    """The address of a public site."""

    id: Line = _id()
    address_1: Line = field("All lines but the last; the site's name where there is one line.", example="12 Mill Lane")
    city: str = field("The last line: the town.", example="Coastshire")
    state_province: str = field("Left empty: English addresses have none.", example="")
    postal_code: str = field("The postcode.", example="DE1 2FS")
    country: Line = field("The country: always `GB`.", example="GB")
    address_type: Line = field("The kind of address: always `physical`.", example="physical")


class Accessibility(Record):
    """Access for disabled pupils."""

    id: Line = _id()
    description: Text = field("In the provider's words.", example="Step-free ground floor.")


class Location(Record):
    """A site that may be published. One that may not is in no list."""

    id: Line = _id()
    location_type: Line = field("The kind of place: always `physical`.", example="physical")
    name: Line = field("What the place is called.", example="Main site")
    addresses: tuple[Address, ...] = field("Its address.", example=[])
    accessibility: tuple[Accessibility, ...] = field("Access for disabled pupils.", example=[], default=())


class AtLocation(Record):
    """A service at one of its locations."""

    id: Line = _id()
    location: Location = field(
        "Where.", example={"id": ID, "location_type": "physical", "name": "Main site", "addresses": []}
    )
    schedules: tuple[Schedule, ...] = field("Its days there, where they differ.", example=[], default=())
    service: Brief | None = field(
        "Of which service; only in the list of services at locations.",
        example={"id": ID, "name": "Riverside Learning", "status": "active", "url": "https://ap.coastshire.example/"},
        default=None,
    )


class Service(Brief):
    """A provider as a service."""

    description: Text = field("What it is, in Markdown; where nobody wrote that, its type.", example="A workshop.")
    assured_date: Day = field(
        "When these facts were last confirmed. It never says anything of quality.", example="2026-09-14"
    )
    email: Email | None = field("Its email address.", example="placements@riverside.example", default=None)
    minimum_age: Count | None = field("The youngest age taken.", example="11", default=None)
    maximum_age: Count | None = field("The oldest age taken.", example="16", default=None)
    alert: Text | None = field(
        "What schools are told, where it is not listed.", example="Placements are paused.", default=None
    )
    contacts: tuple[ContactPoint, ...] = field("Whom to ask for.", example=[])
    phones: tuple[PhoneNumber, ...] = field("Its telephone numbers.", example=[], default=())
    schedules: tuple[Schedule, ...] = field("Its week.", example=[], default=())
    service_areas: tuple[ServiceArea, ...] = field("Areas that it takes pupils from.", example=[], default=())
    cost_options: tuple[CostOption, ...] = field("Its prices.", example=[], default=())
    attributes: tuple[Attribute, ...] = field("Its type, key stages, needs and ways of teaching.", example=[])
    organization: Organization = field(
        "Who runs it.", example={"id": ID, "name": "Riverside Learning", "description": "A workshop."}
    )
    service_at_locations: tuple[AtLocation, ...] = field("Where it works, if that is public.", example=[], default=())


class PageOf(Record):
    """What stands before a list, as the standard has it. All is on one page, since a file has no parameters."""

    total_items: Count = field("How many items there are in all.", example="36")
    total_pages: Count = field("How many pages.", example="1")
    page_number: Count = field("Which page this is, from 1.", example="1")
    size: Count = field("How many items this page has.", example="36")
    first_page: YesNo = field("Whether this is the first page.", example="yes")
    last_page: YesNo = field("Whether this is the last page.", example="yes")
    empty: YesNo = field("Whether there is nothing on it.", example="no")


class Index(Record):
    """What stands at the top of the export."""

    version: Line = field("The profile of the standard: always `HSDS-UK-3.0`.", example="HSDS-UK-3.0")
    profile: Web = field("Where the profile is explained.", example="https://docs.openreferraluk.org/")
    openapi_url: Web = field(
        "The OpenAPI file.", example="https://ap.coastshire.example/api/v1/openreferral/openapi.json"
    )
    lists: dict[Line, Web] = field(
        "Where each list is.",
        example={"services": "https://ap.coastshire.example/api/v1/openreferral/services.json"},
    )
