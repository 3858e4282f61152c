"""Rules on people in what everybody reads: no name in a notice, and an address of an office rather than of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from apdir.directory import ReadProvider
from apdir.first_names import ALL_FIRST_NAMES
from apdir.library import Library
from apdir.model.described import places, values_at
from apdir.model.fields import CALLED, LINE_KIND, PLACED, TEXT_KIND, Record
from apdir.model.framework import Framework
from apdir.model.people import people_in, person_in
from apdir.model.provider import Provider
from apdir.model.role import ROLE, is_of_a_thing
from apdir.model.role_words import is_thing, names_a_role
from apdir.model.visit import Visit
from apdir.names import slug_of
from apdir.problems import Problem
from apdir.rules.finding import Context, Finding, at_their_places
from apdir.source import Document, FieldPath

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: In a description: signs that can surround words, and where a link leads.
EMPHASIS = str.maketrans("*_~`", "    ")
WORDS_OF_LINKS = re.compile(r"(\[[^\[\]\n]*\])\([^()\n]*\)")
HINT = "Write the role, such as `the head of centre`, or take the name out."
MESSAGE = "This looks as if it named a person, and everybody can read it."
MAIL_MESSAGE = "This looks like one person's address, and it is published."
#: First halves of an office's address, beside those that name a role: `hello.north@`.
OFFICES = frozenset(("hello", "hi", "mail", "post", "general", "sales", "webmaster", "north", "south", "east", "west",
                     "no", "noreply"))  # fmt: skip
#: In a folder's name: a postcode, whole or without its last letters; a house's number and its street.
POSTCODE = re.compile(r"-[a-z]{1,2}\d[a-z\d]?-?\d[a-z]{2}-|-[a-z]{1,2}\d[a-z\d]?-\d[a-z]?-")
NUMBER = re.compile(r"(?:flat-)?\d+[a-z]?-")
ENDINGS = (
    "(?:avenue|ave|close|court|crescent|drive|gardens|green|grove|hill|lane|mews|park|place|rise|road|rd|row|square|"
    "street|st|terrace|view|walk|way)"
)
HOUSE = re.compile(rf"-(?:flat-)?\d+[a-z]?-(?:[a-z]+-){{1,3}}{ENDINGS}-")
#: In a line of an address: its street, also where a house has a name in place of a number.
STREET = re.compile(rf"[a-z]+-{ENDINGS}\Z")


class Known(NamedTuple):
    """Words that are no people's: in running text, and in a line of a record."""

    in_text: frozenset[str]
    in_line: frozenset[str]


def check(record: Record, known: Known) -> Iterator[Finding]:
    """No public text or line of a record names a person, for people move on, and nobody asked them."""
    for kind, but, words in ((TEXT_KIND, (), known.in_text), (LINE_KIND, (ROLE, CALLED, PLACED), known.in_line)):
        for trail in places(type(record), kind, but=but, public=True):
            yield from _told(values_at(record, trail), words)
    for trail in places(type(record), PLACED, public=True):
        yield from _told(((at, text) for at, text in values_at(record, trail) if not is_a_place(text)), known.in_line)


def is_a_place(text: str) -> bool:
    """Whether a place's name has one word beside what it is, which then is the place's: `Douglas`, `Beverley site`."""
    return sum(not is_thing(word) for word in text.split()) == 1


def in_answers(visit: Visit, framework: Framework, known: Known) -> Iterator[Finding]:
    """No answer to a form that everybody may read names a person."""
    answers = framework.public_answers(visit.header)
    yield from _told(values_at(answers, at=("header",)), known.in_text)


def in_library(library: Library, context: Context) -> Iterator[Problem]:
    """No public text of the settings, a framework or a form names a person."""
    known = known_words(None, context)
    for record, document in library.documents:
        yield from at_their_places(document, check(record, known))


def _told(texts: Iterable[tuple[FieldPath, str]], known: frozenset[str]) -> Iterator[Finding]:
    return (Finding(at, MESSAGE, HINT, "name of a person") for at, text in texts if person_in(text, known))


def in_description(document: Document, known: Known) -> Iterator[Problem]:
    """First names of people in a description."""
    text = WORDS_OF_LINKS.sub(lambda match: f"{match[1]}{' ' * (len(match[0]) - len(match[1]))}", document.body)
    for at in people_in(text.translate(EMPHASIS), known.in_text):
        line = document.body_line + text.count("\n", 0, at)
        yield Problem(document.file, line, 1, "description", MESSAGE, HINT, "name of a person")
        return


def known_words(provider: Provider | None, context: Context) -> Known:
    """The words of the directory's areas, and of the provider's name, places and programmes, where it is known."""
    areas = " ".join(context.settings.vocabulary.areas)
    if provider is None:
        return Known(_words(areas), frozenset())
    sites = [line for site in provider.sites for line in (site.name, *site.address)]
    programmes = [programme.name for programme in provider.offer.programmes]
    words = " ".join((areas, provider.name, *sites, *programmes, *provider.serves))
    return Known(_words(words), _words(provider.name))


def _words(text: str) -> frozenset[str]:
    """The words of a text in small letters: of "Jamie's Farm", `jamie` too."""
    words = WORD.findall(text.lower())
    return frozenset((*words, *(re.split("['’]", word)[0] for word in words)))


def mail_of_a_person(read: ReadProvider) -> Iterator[Problem]:
    """A note, no fault: about one address in five of real lists is a person's, and some have no other."""
    record = read.reading.record if read.reading is not None else None
    if record is None or read.reading is None or read.document is None:
        return
    contact = record.contact
    published = not (contact.business or record.sole_trader)
    if contact.email is not None and published and is_a_persons(contact.email):
        hint = "Ask for an office's, such as office@. If it is meant for everybody, add `business: yes` to the contact."
        note = Finding(("contact", "email"), MAIL_MESSAGE, hint, "address of a person")
        yield from at_their_places(read.document, [note], read.reading.mended)


def folder_of_a_home(read: ReadProvider) -> Iterator[Problem]:
    """A note where a folder's name, which is the page's address, tells where somebody lives."""
    record = read.reading.record if read.reading is not None else None
    if record is None or not (record.sole_trader or any(not site.public for site in record.sites)):
        return
    name = f"-{read.slug}-"
    lines = [slug_of(line) for site in record.sites if not site.public for line in site.address]
    streets = {NUMBER.sub("", line) for line in lines if NUMBER.match(line)}
    streets |= {found[0] for line in lines if (found := STREET.search(line))}
    told = any(f"-{street}-" in name for street in streets if street)
    if told or POSTCODE.search(name) or HOUSE.search(name):
        message = "The folder's name is the page's address, and this one looks like a home's."
        hint = "Name the folder after the provider: rename it before the site is published."
        yield Problem(f"providers/{read.slug}", 0, 0, "", message, hint, "address of a home")


def is_a_persons(address: str) -> bool:
    """Whether an address looks like a person's: first.last@, j.smith@, kate@."""
    parts = [part for part in re.split(r"[._+-]|\d+", address.partition("@")[0].lower()) if part]
    if not parts or any(part in OFFICES or is_of_a_thing(part) or names_a_role(part) for part in parts):
        return False
    if len(parts) == 1:
        return parts[0] in ALL_FIRST_NAMES
    host = address.partition("@")[2].lower().replace("-", "")
    return len(parts) <= 3 and not any(len(part) > 3 and part in host for part in parts)
