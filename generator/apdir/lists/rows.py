"""The rows of a list, cell by cell, as values of records' fields: with what was mended, and what no field takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from apdir.lists.ages import ages_in, key_stages_in
from apdir.lists.cells import Part, is_unsaid
from apdir.lists.contacts import contact_in, email_in, phone_in, sites_in, website_in
from apdir.lists.days import day_hours, days_in, hours_in
from apdir.lists.headings import (
    AGES,
    CONTACT,
    DESCRIPTION,
    HOURS,
    IGNORE,
    ITEMS,
    PRICE,
    PROGRAMMES,
    SAME,
    SITES,
    Meant,
    is_tick,
    price_note,
)
from apdir.lists.layout import Listing, Row
from apdir.lists.mapping import ListMapping
from apdir.lists.prices import prices_in
from apdir.lists.values import REGISTERED, Vocabulary
from apdir.problems import PUPIL_DATA, Problem, shown
from apdir.pupil import findings
from apdir.tables.grid import MOST_IN_CELL

#: What is told of a cell that a record is taken from.
MENDED, LEFT, UNSAID = "mended", "left", "unsaid"
SECONDS = re.compile(r"(\d{1,2}[:.]\d\d)[:.]00\Z")
#: The most characters of a cell that is taken apart, or is a line of a record.
MOST_APART = 1_000
CLOCK = re.compile(r"\d\d:\d\d\Z")
SUBJECTS = re.compile(r"[;,|\n•]")
#: Fields that a record has one text of, which a cell may have spread over lines.
TEXTS = (DESCRIPTION, "offer.transport", "offer.accessibility", "offer.admissions", "offer.meals")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is told of a cell: its sort, what it is about in a few words, and where."""

    sort: str
    words: str
    place: str


@dataclass
class Flat:
    """One row: the values of a provider's fields, the items of its lists, and the column of each by its key.

    Items are a site, a price, a programme, each with the key of the column that has it, as ``@``.
    """

    listing: Listing
    number: int
    values: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    items: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    same: str = ""
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: Fields that wait for somebody's answer, and whether it was said that the provider is another row's.
    open: set[str] = field(default_factory=set)
    joined: bool = False

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self.listing.title

    def place(self, name: str = "name") -> str:
        """The cell of a field, as spreadsheets name it."""
        return self.listing.place(self.number, self.keys.get(name, name))

    def put(self, name: str, text: str, key: str) -> None:
        """Set a field, or add to a list."""
        if name in self.values and name in MANY:
            text = f"{self.values[name]}; {text}"
        elif name in self.values and name in TEXTS:
            text = f"{self.values[name]}\n\n{text}"
        self.values[name] = text
        self.keys.setdefault(name, key)


#: Lists of a provider that several cells may add to.
MANY = ("offer.key_stages", "offer.days", "offer.needs", "offer.delivery", "offer.subjects", "serves")


class Reader:
    """Reads the rows of a list by its mapping. ``file`` is the file's name, for problems."""

    def __init__(self, file: str, mapping: ListMapping, vocabulary: Vocabulary) -> None:
        self.file = file
        self.mapping = mapping
        self.vocabulary = vocabulary

    def rows(self, listing: Listing, meanings: dict[str, Meant]) -> Iterator[Flat]:
        """Every row of a sheet; ``meanings`` are those of its columns by key."""
        for row in listing.rows:
            flat = Flat(listing, row.number)
            for key, meaning in meanings.items():
                self._cell(flat, row, key, meaning)
            self._finish(flat)
            yield flat

    def _cell(self, flat: Flat, row: Row, key: str, meaning: Meant) -> None:
        text, name = row.cells.get(key, ""), meaning.field
        place = flat.listing.place(row.number, key)
        if not text or name in ("", IGNORE) or not meaning.sure:
            return
        most = MOST_IN_CELL if name in TEXTS else MOST_APART
        if len(text) > most:
            message = f"This cell has {len(text):,} characters; {most:,} is the most here."
            hint = "A quotation mark may be missing. Say it shorter."
            flat.problems.append(Problem(self.file, flat.number, 0, place, message, hint, "value"))
            return
        flat.notes += [Note(MENDED, what, place) for what in row.mended.get(key, ())]
        if name == SAME:
            flat.same = text
        elif meaning.tick:
            if is_tick(text):
                flat.put(name, meaning.tick, key)
        elif is_unsaid(text) or (name == "registration.urn" and not text.strip("0")):
            flat.notes.append(Note(UNSAID, " ".join(text.split()), place))
        else:
            self._value(flat, key, meaning, text, place)

    def _value(self, flat: Flat, key: str, meaning: Meant, text: str, place: str) -> None:
        kinds = dict.fromkeys(found.kind for found in findings(text))
        if kinds:  # before any word of it is asked about, in a file that is kept
            message = f"This looks like pupil data: {', '.join(kinds)}."
            hint = "Take it out of the list, which may not hold it either."
            flat.problems.append(Problem(self.file, flat.number, 0, place, message, hint, PUPIL_DATA))
            return
        name, line = meaning.field, " ".join(text.split())
        part = _PARTS[name](text) if name in _PARTS else prices_in(line, meaning.per) if name == PRICE else None
        if part is not None:
            table = "sites" if name == SITES else "prices"
            if name == PRICE and (note := price_note(key)):
                for item in part.items:
                    item["note"] = f"{note}: {item['note']}" if item.get("note") else note
            flat.items.setdefault(table, []).extend({**item, "@": key} for item in part.items)
            for field_, value in part.values:
                flat.put(field_, value, key)
            self._told(flat, part.repairs, part.left, place)
        elif name in (AGES, "offer.key_stages"):
            self._ages(flat, key, line, place, figures=name == "offer.key_stages")
        elif name in (HOURS, "offer.days"):
            self._times(flat, key, line, place)
        elif name in ("offer.hours.from", "offer.hours.to"):
            flat.put(name, SECONDS.sub(r"\1", line), key)
        elif name in self.vocabulary.known:
            self._words(flat, key, name, text, place)
        elif name == "registration.status":
            if line.lower().strip(" .") in REGISTERED:
                flat.put(name, REGISTERED[line.lower().strip(" .")], key)
            else:
                self._ask(flat, key, name, line, place)
        elif name in ("offer.subjects", PROGRAMMES):
            items = [" ".join(item.split()) for item in SUBJECTS.split(text) if item.strip()]
            if name == PROGRAMMES:
                flat.items.setdefault("programmes", []).extend({"name": item, "@": key} for item in items)
            else:
                flat.put(name, "; ".join(items), key)
        elif name in ("offer.ages.from", "offer.ages.to") and re.fullmatch(r"\d{1,2}\.\d", line):
            flat.put(name, line.partition(".")[0], key)
            self._told(flat, [f"{line} as {line.partition('.')[0]}"], "", place)
        elif name == "name" and isinstance(other := self.mapping.values.get(name, {}).get(line), str):
            if other and not other.endswith("?"):
                flat.put(name, other, key)
                flat.joined = other != line
            else:
                flat.put(name, line, key)
                self._open(flat, key, name, line, place)
        elif name not in TEXTS and (path := name.rpartition(".")[0]) in ITEMS:
            self._item(flat, ITEMS[path], name.rpartition(".")[2], text, key, place)
        else:
            flat.put(name, text if name in TEXTS else line, key)

    def _item(self, flat: Flat, table: str, heading: str, text: str, key: str, place: str) -> None:
        """A field of the row's own site, programme or price."""
        items = flat.items.setdefault(table, [])
        own = next((item for item in items if item.get("@own")), None)
        if own is None:
            own = {"@": key, "@own": "yes"}
            items.append(own)
        if heading == "postcode":
            postcode = re.sub(r"[^A-Za-z0-9]+\Z|\A[^A-Za-z0-9]+", "", text)
            if postcode != text:
                self._told(flat, [f"what stands around the postcode {postcode}"], "", place)
            own |= {"postcode": postcode.upper(), "@": key}
        elif heading == "address":
            part = sites_in(text)
            found = part.items[0] if len(part.items) == 1 and not part.left else {}
            if found.get("postcode"):
                own.setdefault("postcode", found["postcode"])
            lines = found.get("address") or "; ".join(" ".join(line.split()) for line in re.split(r"[;\n]", text))
            own["address"] = "; ".join(filter(None, (own.get("address"), lines)))
        else:
            own[heading] = " ".join(text.split())

    def _ages(self, flat: Flat, key: str, line: str, place: str, *, figures: bool) -> None:
        stages, rest = key_stages_in(line, figures=figures)
        if stages:
            flat.put("offer.key_stages", "; ".join(stages), key)
            line = rest
        ages, left, repairs = ages_in(line) if line else (None, "", [])
        if ages:
            flat.put("offer.ages.from", ages[0], key)
            flat.put("offer.ages.to", ages[1], key)
        self._told(flat, repairs, left, place)

    def _times(self, flat: Flat, key: str, line: str, place: str) -> None:
        hours, rest, repairs = hours_in(line)
        days, left = days_in(rest)
        if hours:
            flat.put("offer.hours.from", hours[0], key)
            flat.put("offer.hours.to", hours[1], key)
        if days:
            flat.put("offer.days", "; ".join(days), key)
        self._told(flat, repairs, left, place)

    def _words(self, flat: Flat, key: str, name: str, text: str, place: str) -> None:
        found, asked, others, told = self.vocabulary.read(name, text)
        if name == "type":
            found = found[:1]
        if found:
            flat.put(name, "; ".join(f'"{word}"' if "," in word else word for word in found), key)
        for other, value in others.items():
            flat.put(other, value, key)
        self._told(flat, told, "", place)
        for word in asked:
            self._open(flat, key, name, word, place)

    def _ask(self, flat: Flat, key: str, name: str, text: str, place: str) -> None:
        said = self.mapping.values.get(name, {}).get(text)
        if isinstance(said, str) and said and not said.endswith("?"):
            flat.put(name, said, key)
            return
        if said is None:
            self.mapping.ask(name, text, "")
        self._open(flat, key, name, text, place)

    def _open(self, flat: Flat, key: str, name: str, text: str, place: str) -> None:
        flat.open.add(name)
        guess = self.mapping.values.get(name, {}).get(text, "")
        guess = guess.get(name, "") if isinstance(guess, dict) else guess
        meant = f"Is it {shown(guess.rstrip('?'))}? " if guess else ""
        message = f"Nobody has said what {shown(text)} is called here."
        hint = f"{meant}Say it in {self.mapping.path}, under `values`, `{name}`."
        flat.problems.append(Problem(self.file, flat.number, 0, place, message, hint, "unknown word"))

    def _told(self, flat: Flat, repairs: list[str], left: str, place: str) -> None:
        flat.notes += [Note(MENDED, repair, place) for repair in repairs]
        if left:
            flat.notes.append(Note(LEFT, left, place))

    def _finish(self, flat: Flat) -> None:
        """Put right what only two cells together tell."""
        start, end = (flat.values.get(f"offer.hours.{one}", "").replace(".", ":").zfill(5) for one in ("from", "to"))
        if CLOCK.match(start) and CLOCK.match(end):
            _, after, repairs = day_hours(start, end)
            flat.values |= {"offer.hours.from": start, "offer.hours.to": after}
            self._told(flat, repairs, "", flat.place("offer.hours.to"))
        ages = [flat.values.get(f"offer.ages.{end}") for end in ("from", "to")]
        if sum(map(bool, ages)) == 1:
            end = "from" if ages[0] else "to"
            name = f"offer.ages.{end}"
            words = f"{end} {flat.values.pop(name)}, without the {'oldest' if end == 'from' else 'youngest'} age"
            flat.notes.append(Note(LEFT, words, flat.place(name)))
            del flat.keys[name]


_PARTS = {
    SITES: sites_in, "contact.phone": phone_in, "contact.email": email_in, "contact.website": website_in,
    CONTACT: contact_in,
}  # fmt: skip
__all__ = ["LEFT", "MENDED", "UNSAID", "Flat", "Note", "Part", "Reader"]
