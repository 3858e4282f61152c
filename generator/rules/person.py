"""Rules on people in what everybody reads: no name in a notice, and an address of an office rather than of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.directory import ReadProvider
from generator.first_names import ALL_FIRST_NAMES
from generator.model.provider import Provider
from generator.model.role import NO_SURNAMES, person_in
from generator.model.role_words import names_a_role
from generator.names import slug_of
from generator.problems import Problem
from generator.rules.finding import Finding, at_their_places
from generator.source import FieldPath

#: What everybody reads in an officer's own words.
TEXTS: tuple[FieldPath, ...] = (
    ("public_notice",),
    ("offer", "transport"),
    ("offer", "accessibility"),
    ("offer", "admissions"),
    ("offer", "meals"),
)
#: First halves of an office's address, beside those that name a role: `hello.derby@`.
OFFICES = frozenset(("hello", "hi", "mail", "post", "general", "sales", "webmaster", "north", "south", "east", "west",
                     "no", "noreply"))  # fmt: skip
#: In a folder's name: a postcode, whole or without its last letters; a house's number and its street.
POSTCODE = re.compile(r"-[a-z]{1,2}\d[a-z\d]?-?\d[a-z]{2}-|-[a-z]{1,2}\d[a-z\d]?-\d[a-z]?-")
NUMBER = re.compile(r"(?:flat-)?\d+[a-z]?-")
HOUSE = re.compile(
    r"-(?:flat-)?\d+[a-z]?-(?:[a-z]+-){1,3}(?:avenue|ave|close|court|crescent|drive|gardens|green|grove|hill|lane|"
    r"mews|park|place|rise|road|rd|row|square|street|st|terrace|view|walk|way)-"
)


def check(provider: Provider) -> Iterator[Finding]:
    """No public text names a person: people move on, and nobody asked them."""
    for path in TEXTS:
        text = getattr(provider if len(path) == 1 else provider.offer, str(path[-1]))
        if text is not None and person_in(text):
            yield Finding(
                path,
                "This looks as if it named a person, and everybody can read it.",
                "Write the role, such as `the head of centre`, or take the name out.",
                "name of a person",
            )


def mail_of_a_person(read: ReadProvider) -> Iterator[Problem]:
    """A note, no fault: about one address in five of real lists is a person's, and some have no other."""
    record = read.reading.record if read.reading is not None else None
    if record is None or read.reading is None or read.document is None:
        return
    contact = record.contact
    if contact.email is not None and not contact.business and is_a_persons(contact.email):
        note = Finding(
            ("contact", "email"),
            "This looks like one person's address, and it is published.",
            "Ask for an office's, such as office@. If it is meant for everybody, add `business: yes` to the contact.",
            "address of a person",
        )
        yield from at_their_places(read.document, [note], read.reading.mended)


def folder_of_a_home(read: ReadProvider) -> Iterator[Problem]:
    """A note where a folder's name, which is the page's address, tells where somebody lives."""
    record = read.reading.record if read.reading is not None else None
    if record is None or not (record.sole_trader or any(not site.public for site in record.sites)):
        return
    name = f"-{read.slug}-"
    lines = (slug_of(line) for site in record.sites if not site.public for line in site.address)
    streets = (NUMBER.sub("", line) for line in lines if NUMBER.match(line))
    told = any(f"-{street}-" in name for street in streets if street)
    if told or POSTCODE.search(name) or HOUSE.search(name):
        message = "The folder's name is the page's address, and this one looks like a home's."
        hint = "Name the folder after the provider: rename it before the site is published."
        yield Problem(f"providers/{read.slug}", 0, 0, "", message, hint, "address of a home")


def is_a_persons(address: str) -> bool:
    """Whether an address looks like a person's: first.last@, j.smith@, kate@."""
    parts = [part for part in re.split(r"[._+-]|\d+", address.partition("@")[0].lower()) if part]
    known = NO_SURNAMES | OFFICES
    if not parts or any(part in known or names_a_role(part) for part in parts):
        return False
    if len(parts) == 1:
        return parts[0] in ALL_FIRST_NAMES
    host = address.partition("@")[2].lower().replace("-", "")
    return len(parts) <= 3 and not any(len(part) > 3 and part in host for part in parts)
