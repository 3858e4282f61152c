"""What a column of a list is: proposed by its heading and by what its cells hold, with the reason, and never as sure
where the two do not agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from apdir.lists.evidence import LONGEST, MOST, share_of, sort_of
from apdir.lists.prices import prices_in
from apdir.model.described import value_of
from apdir.model.fields import words_of
from apdir.model.offer import CHOICES
from apdir.model.provider import ListingStatus
from apdir.tables.sheets import BY_NAME, Column

#: Heading of the column that says why a row was given back.
WHY = "Why it was not taken in"
FILE = Path(__file__).with_name("headings.yml")
#: Fields of lists that are no column of a table here: a cell of one is taken apart.
DESCRIPTION, SITES, PRICE, CONTACT, AGES, HOURS, PROGRAMMES, SAME, FOLDER, IGNORE = (
    "description", "sites", "offer.price", "contact", "offer.ages", "offer.hours", "offer.programmes", "row", "folder",
    "ignore",
)  # fmt: skip
#: Tables whose items a flat row may have, by the path of their list.
ITEMS = {"sites": "sites", "offer.programmes": "programmes", "offer.price": "prices", "offer.lengths": "lengths"}
#: Headings of columns that may name people.
PERSON = "person"
#: The fields of lists that no table here has as a column, and what a cell of each is taken for.
APART = {
    SITES: "One address or several, each up to its postcode.",
    CONTACT: "Telephone, email and website in one cell; names beside them are left out.",
    PRICE: "Prices as people write them; `per` beside the field says what an amount without a basis is for.",
    AGES: "Ages, years or key stages: 11-16, Year 7 to 11, KS3/4.",
    HOURS: "When a day starts and ends, and on which days: Mon-Thu 9.30-2.30.",
    PROGRAMMES: "Names of programmes, with semicolons, commas or lines between.",
    SAME: "Rows with the same are about one provider.",
    FOLDER: "The folder of the provider's record.",
    DESCRIPTION: "What a day there looks like.",
    IGNORE: "Nothing: the column is left out.",
}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a column is: its field, ``per`` what a price is for, ``tick`` the word that a tick in it stands for.

    A field that is not ``sure`` is a guess, or empty: then somebody must say it.
    """

    field: str
    reason: str = ""
    sure: bool = True
    per: str = ""
    tick: str = ""
    #: A cell, for the screen alone: the file that keeps how a list is read holds none.
    example: str = ""


@cache
def fields() -> dict[str, Column | None]:
    """Every field that a column of a list may be, with its column where a table has it."""
    found: dict[str, Column | None] = {column.heading: column for column in BY_NAME["providers"].columns}
    for path, name in ITEMS.items():
        found |= {f"{path}.{column.heading}": column for column in BY_NAME[name].columns}
    return {**dict.fromkeys(APART), **found}


@dataclass(frozen=True, slots=True)
class Heading:
    """What some headings mean: a field, the sorts of cells that bear it out, and why, where it wants saying."""

    field: str
    pattern: re.Pattern[str]
    holds: tuple[str, ...]
    why: str


@cache
def known_headings() -> tuple[Heading, ...]:
    """The program's table of headings."""
    rows = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
    return tuple(
        Heading(row["field"], _pattern(row["said"]), tuple(row.get("holds", ())), row.get("why", "")) for row in rows
    )


def _pattern(said: str) -> re.Pattern[str]:
    """The pattern of some headings, each with a space behind its last word."""
    ways = (" ".join(re.sub(r"\s*\|\s*", "|", way).split()) for way in said.split(";"))
    return re.compile("|".join("".join(map(_part, PART.findall(way))) for way in ways))


def _part(part: str) -> str:
    one = f"(?:{part.strip('[]()*')})s? "
    return f"(?:{one})*" if part.endswith("*") else f"(?:{one})?" if part.startswith("[") else one


def known(name: str) -> Heading | None:
    """What a heading means, as `plain` has it; also behind a word that says whose it is: `charity contact postcode`."""
    found = next((one for one in known_headings() if one.pattern.fullmatch(f"{name} ")), None)
    first, _, rest = name.partition(" ")
    if found is None and rest and first in WHOSE:
        found = known(rest)
        return found if found is not None and found.field.startswith(("contact.", "sites.", "offer.")) else None
    return found


#: A part of a heading in the table: in brackets of either kind, or a word, or several of which one stands.
PART = re.compile(r"\[[^\]]*\]\*?|\([^)]*\)|[^\s\[(]+")
#: Words before a heading that say whose it is.
WHOSE = ("charity", "provider", "organisation", "organization", "school", "setting", "contact", "company", "main")
#: Sorts that none of the fields holds of which cells may be any words.
NO_WORDS = ("postcodes", "email addresses", "web addresses", "UKPRNs", "URNs", "days of the calendar",
            "telephone numbers", "yes or no")  # fmt: skip
PRICED = re.compile(r"\b(?:cost|price|charge|fee|rate|tariff)s?\b|£")
BASIS = {
    "half day": r"half day|am pm|\b[ap]m\b", "day": r"daily|(?:full )?\bdays?\b|\bp ?d\b",
    "hour": r"hourly|\bhours?\b|\bhr\b|\bp ?h\b", "session": r"sessions?", "week": r"weekly|\bweeks?\b|\bp ?w\b",
    "term": r"termly|\bterms?\b", "year": r"annual|annum|yearly|\byears?\b|\bp ?a\b", "placement": r"placements?",
}  # fmt: skip
#: Headings of columns that may name pupils.
PUPIL = r"\b(?:pupil|child|children|student|learner)s?\b"
OF_PUPILS = re.compile(rf"{PUPIL}.*\b(?:name|initial)s?\b|\b(?:name|initial)s? of .*{PUPIL}")
TICKED = re.compile(r"(?:y|n|yes|no|x|✓|✔|☑|•|true|false|-|0|1)\Z", re.IGNORECASE)
YES = frozenset(("y", "yes", "x", "✓", "✔", "☑", "•", "true", "1"))
ONLINE = {
    "online": "online",
    "on site": "on site",
    "onsite": "on site",
    "outreach": "outreach",
    "at home": "pupil's home",
    "home visits": "pupil's home",
    "in the home": "pupil's home",
    "community": "community",
    "remote": "online",
    "virtual": "online",
    "offers online": "online",
    "online provision": "online",
}


def plain(heading: str) -> str:
    """A heading as people would say it: `EstablishmentName`, `Tel No.` and `tel_no` in small words."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^\w£]+|_", " ", text.lower()).split())


def meant(heading: str, cells: Sequence[str], words: Sequence[str] = ()) -> Meant:
    """What a column is; ``words`` are those of settings.yml for needs, so that one may be a column of ticks."""
    name, sort = plain(heading), sort_of(cells)
    said = [text[:LONGEST] for text in cells if text]
    if not said:
        return Meant(IGNORE, "no cell says anything")
    own = heading.strip().lower()
    if own == "status":
        few = words_of(value_of(ListingStatus))
        if not all(text.lower() in few for text in said):
            return Meant("", f"a status here is one of {', '.join(few)}", sure=False, example=_some(said))
        return Meant("status", "the heading and its cells say so")
    if "." in own and own in fields():
        return Meant(own, "the heading is the field's name")
    tick = _ticked(name, said, words)
    if tick is not None:
        return tick
    found = known(name)
    if found is not None and found.why:
        return Meant(found.field.rstrip("?"), found.why, sure=not found.field.endswith("?"))
    if PRICED.search(name):
        per = next((basis for basis, way in BASIS.items() if re.search(way, name)), "")
        priced = [text for text in said if re.search(r"\d", text) or "free" in text.lower()]
        if not priced:
            return Meant("", "the heading says a price, and no cell has an amount", sure=False, example=_some(said))
        if not per and not any(prices_in(text).items for text in priced):
            why = "what is the amount for? Write `per` beside the field"
            return Meant(PRICE, why, sure=False, example=_some(priced))
        return Meant(PRICE, f"the heading says a price{f' per {per}' if per else ''}", per=per)
    if found is not None and found.field == PERSON:
        return _contact(name, said, sort)
    if found is not None:
        return _agreed(found, said, sort)
    by_cells = {
        "postcodes": "sites.postcode", "email addresses": "contact.email", "web addresses": "contact.website",
        "telephone numbers": "contact.phone", "addresses with a postcode": SITES, "prices": PRICE,
        "key stages": "offer.key_stages", "ages": AGES, "days of the week": "offer.days", "DfE numbers":
        "registration.dfe_number", "URNs": "registration.urn",
    }.get(sort)  # fmt: skip
    if by_cells:
        return Meant(by_cells, f"its cells hold {sort}", sure=False, example=_some(said))
    if OF_PUPILS.search(name):
        return Meant("", "pupils' names do not belong here: leave it out, and delete it from the list", sure=False)
    return Meant("", f"nothing here is called so{f'; its cells hold {sort}' if sort else ''}", sure=False,
                 example=_example(said, sort))  # fmt: skip


def _agreed(found: Heading, said: Sequence[str], sort: str) -> Meant:
    """A field by its heading, sure where the cells do not speak against it."""
    field, sure = found.field, Meant(found.field, "the heading says so")
    if field == SITES and sort != "addresses with a postcode":
        return Meant("sites.address", "the heading says so") if sort in ("", "roles") else _doubtful(field, said, sort)
    if found.holds:
        agreed = not sort or sort in found.holds or max(share_of(said, one) for one in found.holds) >= MOST
        return sure if agreed else _doubtful(field, said, sort)
    column = fields().get(field)
    of_words = field == DESCRIPTION or (column is not None and str in column.value.innermost.types)
    wrong = of_words and sort in NO_WORDS and not (field == "registration.status" and sort == "yes or no")
    return _doubtful(field, said, sort) if wrong else sure


def _doubtful(field: str, said: Sequence[str], sort: str) -> Meant:
    why = f"the heading says `{field}`, and the cells hold {sort}"
    return Meant("", why, sure=False, example=_example(said, sort))


def _example(said: Sequence[str], sort: str) -> str:
    return "" if sort == "names of people" else _some(said)


def _contact(name: str, said: Sequence[str], sort: str) -> Meant:
    """A column headed as a contact or a person: taken by what it holds, and people are left out."""
    by_cells = {"email addresses": "contact.email", "telephone numbers": "contact.phone",
                "web addresses": "contact.website"}.get(sort)  # fmt: skip
    if by_cells:
        return Meant(by_cells, f"its cells hold {sort}")
    if sort == "roles":
        return Meant("contact.role", "its cells hold roles", example=_some(said))
    if any(re.search(r"@|\d{5}", text) for text in said):
        return Meant(CONTACT, "its cells hold numbers and addresses beside names, which are left out")
    return Meant(IGNORE, "it names people: records have a role to ask for, `contact.role`")


def _ticked(name: str, said: Sequence[str], needs: Sequence[str]) -> Meant | None:
    """A column of ticks under a word of a list: `KS3`, `Monday`, `Online?`, `SEMH`."""
    if not all(TICKED.match(text) for text in said):
        return None
    short = re.sub(r" (?:y n|yes no)$", "", name)
    day = short[:3].capitalize() if re.fullmatch(r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|"
                                                 r"nesday|"
                                                 r"rsday|urday)?s?", short) else ""  # fmt: skip
    stage = re.fullmatch(r"(?:ks|key ?stage) ?([1-5])", short)
    need = next((word for word in needs if plain(word) == short), "")
    for field, word in (("offer.days", day), ("offer.key_stages", f"KS{stage[1]}" if stage else ""),
                        ("offer.delivery", ONLINE.get(short, "")), ("offer.needs", need)):  # fmt: skip
        if word and (field == "offer.needs" or word in CHOICES[field.rpartition(".")[2]]):
            return Meant(field, f"a tick stands for {word}", tick=word)
    return None


def price_note(heading: str) -> str:
    """What the heading of a price says beside its basis, such as for whom it is: all of it; empty where nothing."""
    name = plain(heading)
    for way in (
        *BASIS.values(),
        r"costs?|prices?|charges?|fees?|rates?|tariff|unit|current|gbp|full|per|a|an|the|of|for|in|£",
    ):
        name = re.sub(rf"(?<![a-z])(?:{way})(?![a-z])", " ", name)
    return heading if name.strip() else ""


def is_tick(text: str) -> bool:
    """Whether a cell of a column of ticks says yes."""
    return text.strip().lower() in YES


def _some(said: Sequence[str]) -> str:
    text = " ".join(said[0].split())
    return f"`{text[:40]}{'…' if len(text) > 40 else ''}`"


#: Fields that several columns may be of.
MANY_COLUMNS = (
    IGNORE,
    "",
    SITES,
    "sites.address",
    PRICE,
    PROGRAMMES,
    DESCRIPTION,
    CONTACT,
    "offer.days",
    "offer.key_stages",
    "offer.needs",
    "offer.subjects",
    "offer.delivery",
    "serves",
    SAME,
    AGES,
    HOURS,
)
