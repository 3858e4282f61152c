"""Rows of lists as providers: which rows are about one, which record of this directory it is, and the tables of it all.

A row is about the record that it names by folder, by URN, or by exact name and postcode.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from apdir.directory import ProviderRecord
from apdir.lists.layout import Listing
from apdir.lists.mapping import ONE, SEVERAL, ListMapping
from apdir.lists.rows import LEFT, MANY, TEXTS, Flat, Note
from apdir.model.provider import Provider, Site
from apdir.names import slug_of
from apdir.problems import Problem, shown
from apdir.tables.grid import Grid
from apdir.tables.sheets import BY_NAME, cell

#: Name of the only site of a provider, and its id.
MAIN, MAIN_ID = "Main site", "main"
#: The most rows about one provider, each of which is compared with all before it: one a site, day or programme.
MOST_OF_ONE = 100


@dataclass
class Group:
    """The rows about one provider. ``folder`` is its record's, ``there`` whether that is there already."""

    rows: list[Flat]
    folder: str = ""
    there: bool = False
    problems: list[Problem] = field(default_factory=list)
    #: Rows that say nothing but what one before them says.
    repeats: list[Flat] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The provider's name."""
        return self.rows[0].values.get("name", "")

    @property
    def places(self) -> set[tuple[str, int]]:
        """Sheet and number of each of its rows."""
        return {(row.title, row.number) for row in (*self.rows, *self.repeats)}

    def items(self, table: str) -> Iterator[tuple[Flat, dict[str, str]]]:
        """The items of its rows for a table, with the row of each."""
        for row in self.rows:
            yield from ((row, item) for item in row.items.get(table, ()))


def groups_of(file: str, rows: Sequence[Flat], mapping: ListMapping) -> list[Group]:
    """The rows by provider, in their order."""
    groups: list[Group] = []
    by_key: dict[tuple[str, ...], Group] = {}
    by_name: dict[str, list[Group]] = defaultdict(list)
    first = rows[0].title if rows else ""
    names = {_name(row) for row in rows}
    for row in rows:
        _ask_of_branch(file, row, names, mapping)
        name, urn = _name(row), row.values.get("registration.urn", "")
        of_title = groups[-1] if groups and groups[-1].rows[-1].title == row.title else None
        if not (name or row.same or urn or row.values.get("folder")) and of_title is not None:
            _add(file, of_title, row)  # a row without a name goes on with the one above
            continue
        keys: list[tuple[str, ...]] = [("row", row.title, row.same)] if row.same else []
        keys += [("folder", row.values["folder"])] if row.values.get("folder") else []
        keys += [("urn", urn)] if urn else [("name", name, place) for place in _postcodes(row) or [""]] if name else []
        there = (by_key[key] for key in keys if key in by_key)
        group = next((one for one in there if not name or row.same == "" or _name(one.rows[0]) == name), None)
        if group is None and (row.joined or row.title != first) and len(by_name[name]) == 1:
            group = by_name[name][0]  # another sheet tells more of the providers of the first
        if group is None and name and by_name[name] and not urn and not any(map(_urn, by_name[name])):
            if mapping.same_name == ONE:
                group = by_name[name][0]
            elif mapping.same_name != SEVERAL:
                _ask(file, row, by_name[name][0], mapping)
        if group is None:
            group = Group([])
            groups.append(group)
            by_name[name].append(group)
        _add(file, group, row)
        by_key |= dict.fromkeys(keys, group)
    for group in groups:
        _unite(file, group)
    return groups


def _add(file: str, group: Group, row: Flat) -> None:
    if len(group.rows) < MOST_OF_ONE:
        group.rows.append(row)
        return
    group.repeats.append(row)
    message = f"More than {MOST_OF_ONE} rows are about this provider."
    hint = "Write what they say in fewer rows, or import them in parts."
    row.problems.append(Problem(file, row.number, 0, row.place(), message, hint, "huge file"))


def _name(row: Flat) -> str:
    return " ".join(row.values.get("name", "").lower().split())


def _urn(group: Group) -> str:
    return group.rows[0].values.get("registration.urn", "")


def _postcodes(row: Flat) -> list[str]:
    return [_flat(item["postcode"]) for item in row.items.get("sites", ()) if item.get("postcode")]


def _flat(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def _ask_of_branch(file: str, row: Flat, names: Collection[str], mapping: ListMapping) -> None:
    """Ask once whether `Mill Farm (Derby)` is a site of `Mill Farm` or a provider of its own."""
    text = row.values.get("name", "")
    base = text.rpartition("(" if text.endswith(")") else " - ")[0].strip()
    if not base or " ".join(base.lower().split()) not in names or row.joined or "name" in row.open:
        return
    if text in mapping.values.get("name", {}):
        return
    mapping.ask("name", text, base)
    message = f"Is this a site of {shown(base)}, or a provider of its own?"
    hint = f"Say the provider's name in {mapping.path}, under `values`, `name`."
    place = row.place()
    row.problems.append(Problem(file, row.number, 0, place, message, hint, "unknown word"))


def _ask(file: str, row: Flat, other: Group, mapping: ListMapping) -> None:
    if not mapping.same_name:
        mapping.same_name = f"{ONE}?"
        mapping.added[("same_name",)] = mapping.same_name
    message = f"Row {other.rows[0].number} has this name too, at another place."
    hint = f"Say in {mapping.path}, under `same_name`, whether such rows are `{ONE}` with several sites or `{SEVERAL}`."
    row.problems.append(Problem(file, row.number, 0, row.place(), message, hint, "same name"))
    for one in (row, other.rows[0]):  # the check would tell the same of both
        one.open.add("name")


def _unite(file: str, group: Group) -> None:
    """Bring what later rows say into the first; what contradicts it is a problem, what repeats it is told."""
    first, *others = group.rows
    for row in others:
        new = False
        for name, text in row.values.items():
            known = first.values.get(name)
            if known is None:
                first.values[name], first.keys[name] = text, row.keys[name]
                new = True
            elif name in MANY:
                both = dict.fromkeys([*known.split("; "), *text.split("; ")])
                new |= len(both) > len(known.split("; "))
                first.values[name] = "; ".join(both)
            elif " ".join(known.lower().split()) == " ".join(text.lower().split()):
                continue
            elif name in TEXTS:
                first.values[name] = f"{known}\n\n{text}"
                new = True
            elif (of_day := _of_day(name, group)) or (name.startswith("contact.") and _elsewhere(group, row)):
                new = True
                one = "usual times" if of_day else "one contact"
                words = f"{text}; {known} of row {first.number} is kept, for a provider has {one}"
                row.notes.append(Note(LEFT, words, row.place(name)))
            else:
                message = f"Row {first.number} says {shown(known)} of the same provider."
                place = row.place(name)
                group.problems.append(Problem(file, row.number, 0, place, message, "Write the same in both rows, or "
                                      "leave it empty in one.", "contradiction"))  # fmt: skip
                new = True
        for table, items in row.items.items():
            there = [_said(item) for other in group.rows if other is not row for item in other.items.get(table, ())]
            kept = [item for item in items if _said(item) not in there]
            if table == "sites":
                kept = [item for item in kept if not any(_same_site(item, other) for _, other in _before(group, row))]
            new |= bool(kept)
            row.items[table] = kept
        if not new:
            group.repeats.append(row)
    repeats = set(map(id, group.repeats))
    group.rows = [row for row in group.rows if id(row) not in repeats]
    _tell_prices_apart(group)


def _tell_prices_apart(group: Group) -> None:
    """Where rows have a programme and a price each, and the prices differ, say of each price what it is for."""
    rows = [row for row in group.rows if row.items.get("prices") and len(row.items.get("programmes", ())) == 1]
    prices = [item for row in rows for item in row.items["prices"]]
    if len(rows) > 1 and len({item["amount"] for item in prices}) > len({item["per"] for item in prices}):
        for row in rows:
            for item in row.items["prices"]:
                item.setdefault("note", row.items["programmes"][0]["name"])


def _elsewhere(group: Group, row: Flat) -> bool:
    """Whether a row is about another site than those before it."""
    sites = row.items.get("sites", ())
    return any(not any(_same_site(item, other) for _, other in _before(group, row)) for item in sites)


def _of_day(name: str, group: Group) -> bool:
    """Whether a field is one that rows of several days or sites say each for itself."""
    return name.startswith("offer.hours.") and any(row.items.get("sites") for row in group.rows[1:])


def _before(group: Group, row: Flat) -> Iterator[tuple[Flat, dict[str, str]]]:
    for other in group.rows:
        if other is row:
            return
        yield from ((other, item) for item in other.items.get("sites", ()))


def _said(item: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(text.lower().split()) for name, text in item.items() if not name.startswith("@")}


def _same_site(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    if one.get("postcode") and other.get("postcode"):
        return _flat(one["postcode"]) == _flat(other["postcode"]) and one.get("name", "") in ("", other.get("name", ""))
    return not one.get("postcode") and one.get("address", "") == other.get("address", "")


class Known:
    """The records of the directory by what rows name them by."""

    def __init__(self, records: Mapping[str, ProviderRecord], folders: Iterable[str]) -> None:
        self.records = records
        self.taken = set(folders)
        self.by_urn = {one.provider.registration.urn: slug for slug, one in records.items()
                       if one.provider.registration.urn}  # fmt: skip
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for slug, one in records.items():
            self.by_name[" ".join(one.provider.name.lower().split())].append(slug)

    def settle(self, file: str, groups: Sequence[Group]) -> None:
        """Give each group the folder of its record, or a new one."""
        for group in groups:
            group.folder = self._record(group)
            group.there = bool(group.folder)
        settled: dict[str, Group] = {}
        for group in groups:
            if not group.there:
                group.folder = self._new(group)
                self.taken.add(group.folder)
            other = settled.setdefault(group.folder, group)
            if other is not group and group.folder:
                row = group.rows[0]
                message = f"Row {other.rows[0].number} is about the same record, providers/{group.folder}."
                group.problems.append(Problem(file, row.number, 0, row.place(), message,
                                              "Keep one of the two rows.", "duplicate row"))  # fmt: skip

    def _record(self, group: Group) -> str:
        row = group.rows[0]
        folder, urn = row.values.get("folder", ""), row.values.get("registration.urn", "")
        if folder in self.records:
            return folder
        if urn in self.by_urn:
            return self.by_urn[urn]
        postcodes = {_flat(item["postcode"]) for _, item in group.items("sites") if item.get("postcode")}
        for slug in self.by_name[_name(row)]:
            known = self.records[slug].provider
            if urn and known.registration.urn:
                continue  # two schools of one name
            there = {_flat(site.postcode) for site in known.sites if site.postcode}
            if there & postcodes or not there or not postcodes:
                return slug
        return ""

    def _new(self, group: Group) -> str:
        slug = slug_of(group.rows[0].values.get("folder", "") or group.name)
        towns = [
            slug_of(line) for _, item in group.items("sites") for line in reversed(item.get("address", "").split("; "))
        ]
        for name in (
            slug,
            *(f"{slug}-{town}" for town in towns if town),
            *(f"{slug}-{number}" for number in range(2, 99)),
        ):
            if slug and name not in self.taken:
                return name
        return slug


def grids_of(file: str, groups: Sequence[Group], listings: Sequence[Listing], known: Known,
             sets: Mapping[str, str]) -> Iterator[Grid]:  # fmt: skip
    """The tables of what groups say, each cell at its place in the list; providers first."""
    columns = {listing.title: listing.places for listing in listings}
    tables: dict[tuple[str, str, str], list[tuple[int, dict[str, str]]]] = defaultdict(list)
    keys: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)

    def add(table: str, row: Flat, key: str, values: dict[str, str], own: Mapping[str, str]) -> None:
        at = (table, row.title, key)
        tables[at].append((row.number, values))
        keys[at] |= own

    for group in groups:
        first = group.rows[0]
        record = known.records.get(group.folder)
        values = {**({} if group.there else _of_provider(sets)), **first.values, "folder": group.folder}
        if record is not None and _name(first) == " ".join(record.provider.name.lower().split()):
            values.pop("name", None)
        add("providers", first, "", values, first.keys)
        for table in ("sites", "programmes", "prices", "lengths"):
            ready = _sites(group, record, sets) if table == "sites" else _numbered(group, table, record)
            for row, item in ready:
                key = item["@"]
                said = {name: text for name, text in item.items() if not name.startswith("@")}
                add(table, row, key, {"folder": group.folder, **said}, dict.fromkeys(said, key))
    for name in ("providers", "sites", "programmes", "prices", "lengths"):
        for (table, title, key), rows in tables.items():
            if table == name:
                of_sheet = columns[title]
                own = keys[table, title, key]
                places = {heading: of_sheet.get(column, 1) for heading, column in own.items()}
                headings = dict(own)
                if table == "providers":
                    places |= {"folder": of_sheet.get(own.get("name", ""), 1)}
                yield Grid(BY_NAME[table], file, title, places, tuple(rows), headings)


def _of_provider(sets: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in sets.items() if not name.startswith("sites.")}


def _sites(
    group: Group, record: ProviderRecord | None, sets: Mapping[str, str]
) -> Iterator[tuple[Flat, dict[str, str]]]:
    """The sites of a provider: those of its record by their numbers, new ones with name, id and what is set of all."""
    found = [(row, item) for row, item in group.items("sites") if item.get("postcode") or item.get("address")
             or item.get("name")]  # fmt: skip
    there = record.provider.sites if record is not None else ()
    taken = {site.id for site in there}
    for row, item in found:
        number = _number_of(item, there)
        if number:
            yield row, {**item, "number": str(number)}
            continue
        lines = item.get("address", "").split("; ")
        name = item.get("name") or (MAIN if len(found) == 1 and not there else lines[-1] or item.get("postcode", ""))
        slug = MAIN_ID if len(found) == 1 and not there else slug_of(name)
        site = next((one for one in (slug, *(f"{slug}-{more}" for more in range(2, 99))) if one not in taken), slug)
        taken.add(site)
        of_all = {key.removeprefix("sites."): text for key, text in sets.items() if key.startswith("sites.")}
        yield row, {**of_all, "id": site, **item, "name": name}


def _number_of(item: Mapping[str, str], sites: Sequence[Site]) -> int:
    """The number, from 1, of the site that an item is about; 0 where it is a new one."""
    for number, site in enumerate(sites, 1):
        if item.get("postcode") and site.postcode and _flat(item["postcode"]) == _flat(site.postcode):
            return number
    for number, site in enumerate(sites, 1):
        if not item.get("postcode") and (
            item.get("address", "").lower() == "; ".join(site.address).lower() or item.get("name") == site.name
        ):
            return number
    return 0


def _numbered(group: Group, table: str, record: ProviderRecord | None) -> Iterator[tuple[Flat, dict[str, str]]]:
    """Prices, programmes and lengths with the numbers of those that the record has."""
    tells = {"prices": "per", "programmes": "name", "lengths": "mode"}[table]
    there: Sequence[object] = _list(record.provider, table) if record is not None else ()
    used: set[int] = set()
    for row, item in group.items(table):
        same = [number for number, one in enumerate(there, 1) if number not in used
                and cell(getattr(one, tells)).lower() == item.get(tells, "").lower()]  # fmt: skip
        exact = [number for number in same if all(
            cell(getattr(there[number - 1], name, None)).lower() in (text.lower(), "") for name, text in item.items()
            if not name.startswith("@"))]  # fmt: skip
        number = next(iter((*exact, *same)), 0)
        used.add(number)
        yield row, {**item, **({"number": str(number)} if number else {})}


def _list(provider: Provider, table: str) -> Sequence[object]:
    offer = provider.offer
    return {"prices": offer.price, "programmes": offer.programmes, "lengths": offer.lengths}[table]
