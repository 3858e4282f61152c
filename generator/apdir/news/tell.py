"""The news in words: from what changed, and from what the edition shows today of whom it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from apdir.changes.fields import said
from apdir.edition import UNPUBLISHED
from apdir.library import Library
from apdir.model.framework import Framework
from apdir.model.offer import CHOICES, Price
from apdir.model.settings import Vocabulary
from apdir.news.facts import Facts, Shape, digest, priced, respelt
from apdir.news.history import History, Turn
from apdir.pages import links, views
from apdir.pages.card import Card

#: More visits than these of one provider on one day are counted.
MOST_VISITS = 3
#: So many days after it took place, a visit is no news: its record was added.
LATE = 90
#: One provider's file of the data, as the edition has it.
Shown = Mapping[str, Any]
#: How each list is told: what one more says, and what one fewer.
GAINED = {
    "key_stages": ("now takes", "no longer takes"),
    "needs": ("now set up for", "no longer set up for"),
    "subjects": ("now teaches", "no longer teaches"),
    "delivery": ("now teaches", "no longer teaches"),
    "days": ("now open on", "no longer open on"),
    "programmes": ("new programme:", "without the programme"),
    "serves": ("now takes pupils from", "no longer takes pupils from"),
}
#: Nouns for counts where an old word may not be told.
NOUNS = {"key_stages": "key stage", "needs": "need", "subjects": "subject", "delivery": "way of teaching",
         "days": "day", "programmes": "programme", "serves": "area"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: when, about whom, where to read on, and parts of one sentence.

    ``id`` stays for good, and no folder's name can be guessed from it: that may have been taken back too. ``about`` are
    the names and addresses of all whom it is about, where these are several.
    """

    day: date
    moment: str
    id: str
    name: str
    path: str
    parts: tuple[str, ...]
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """A provider's news of one day: whether it is listed since, visits of long before, and all else in words."""

    turn: Turn
    slug: str
    name: str
    listed: bool
    earlier: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]

    @property
    def all_parts(self) -> tuple[str, ...]:
        """Everything, as parts of one sentence."""
        return (*self.parts, *_added(self.earlier))


def tell(history: History, shown: Mapping[str, Shown], cards: Iterable[Card], library: Library) -> list[Item]:
    """Every piece of news, newest first. ``shown`` has a provider's file for each of whom the history tells."""
    now = {history.origins.get(slug, slug): slug for slug in shown}
    known = _known(library.settings.vocabulary)
    told = [
        _turn(turn, slug, shown[slug], known) for turn in history.turns if (slug := now.get(turn.origin)) is not None
    ]
    items = list(_items(told, history.salt))
    for card in cards:
        day = date.fromisoformat(card.since) if card.since and card.standing == "lapsed" else None
        if day is not None and day >= history.since:
            part = "its approval has expired, and no later decision is published"
            origin = history.origins.get(card.slug, card.slug)
            items.append(_item(day, f"lapsed/{digest(history.salt, origin)}", card.slug, card.name, (part,)))
    items += _frameworks(history, library)
    return sorted(items, key=lambda item: (-item.day.toordinal(), item.name.lower(), item.id))


def _items(told: Iterable[_Told], salt: str) -> Iterator[Item]:
    """An item for each of what is told; what arrives on one day for several providers is one."""
    listed: dict[date, list[_Told]] = defaultdict(list)
    earlier: dict[date, list[_Told]] = defaultdict(list)
    for row in told:
        if row.listed:
            listed[row.turn.day].append(row)
        elif row.earlier and not row.parts:
            earlier[row.turn.day].append(row)
        elif row.parts:
            yield _item(row.turn.day, digest(salt, row.turn.origin), row.slug, row.name, row.all_parts)
    for kind, days in (("listed", listed), ("added", earlier)):
        for day, rows in days.items():
            if len(rows) == 1:
                [row] = rows
                yield _item(day, digest(salt, row.turn.origin), row.slug, row.name, row.all_parts)
                continue
            rows.sort(key=lambda row: (row.name.lower(), row.slug))
            parts = ("now listed",) if kind == "listed" else tuple(_added([one for row in rows for one in row.earlier]))
            yield Item(day, _moment(day), f"{day.isoformat()}/{kind}",
                       views.count(len(rows), "provider"), links.CHANGES, parts,
                       tuple((row.name, links.provider_path(row.slug)) for row in rows))  # fmt: skip


def _frameworks(history: History, library: Library) -> Iterator[Item]:
    """Versions of frameworks: a new one each, and those that have long been in force as one for each day."""
    late: dict[date, list[Framework]] = defaultdict(list)
    for day, name, version in history.frameworks:
        found = next((row for row in library.frameworks.get(name, ()) if row.version == version), None)
        if found is None:
            continue
        start = found.in_force.start
        if (day - start).days > LATE:
            late[day].append(found)
            continue
        yield Item(day, _moment(day), f"{day.isoformat()}/frameworks/{name}/{version}",
                   found.short_title, links.framework_path(name),
                   (f"new version, in force from {views.day(start)}",))  # fmt: skip
    for day, rows in late.items():
        moment = _moment(day)
        about = dict.fromkeys((row.short_title, links.framework_path(row.id)) for row in rows)
        if len(rows) == 1:
            [(title, path)] = about
            part = f"added, in force since {views.day(rows[0].in_force.start)}"
            key = f"{day.isoformat()}/frameworks/{rows[0].id}/{rows[0].version}"
            yield Item(day, moment, key, title, path, (part,))
        else:
            yield Item(day, moment, f"{day.isoformat()}/frameworks", "Frameworks", links.CHANGES,
                       (f"{views.count(len(rows), 'earlier version')} added",), tuple(about))  # fmt: skip


def _added(earlier: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Visits of long before whose records came in: one in words, several counted."""
    if len(earlier) == 1:
        yield f"earlier visit added: {earlier[0][1].removeprefix('on ')}"
    elif earlier:
        yield f"{len(earlier)} earlier visits added, {_between(earlier)}"


def _between(visits: Sequence[tuple[str, str]]) -> str:
    """The days of some visits, in words."""
    first, last = min(day for day, _ in visits), max(day for day, _ in visits)
    return f"on {views.day(first)}" if first == last else f"from {views.day(first)} to {views.day(last)}"


def _item(day: date, key: str, slug: str, name: str, parts: tuple[str, ...]) -> Item:
    return Item(day, _moment(day), f"{day.isoformat()}/{key}", name, links.provider_path(slug), parts)


def _moment(day: date) -> str:
    """The time that a feed gives: the day alone, for a commit's own time may be that of something private."""
    return f"{day.isoformat()}T00:00:00Z"


def _known(words: Vocabulary) -> dict[str, dict[str, str]]:
    """The words that the directory chooses from, by their digests: they are nobody's secret."""
    found = {**CHOICES, "needs": words.needs, "serves": words.areas}
    return {name: {digest(word): word for word in listed} for name, listed in found.items()}


def _turn(turn: Turn, slug: str, shown: Shown, known: Mapping[str, Mapping[str, str]]) -> _Told:
    """One provider's news of one day, gravest first."""
    old, new = turn.before.get("provider.md"), turn.after.get("provider.md")
    fresh, earlier, changed = _visits(turn, shown)
    name = str(shown["name"])
    if "provider.md" in turn.after and new is None:
        return _Told(turn, slug, name, listed=False, earlier=(), parts=())
    if "provider.md" in turn.after and new is not None and old is None:
        count = len(fresh) + len(earlier)
        more = f", with {views.count(count, 'visit')}" if count else ""
        if new["status"] == "listed":
            return _Told(turn, slug, name, listed=True, earlier=(), parts=(f"now listed: {shown['type']}{more}",))
        parts = f"now in the directory: {shown['type']}{more}", *_status(new["status"], shown)
        return _Told(turn, slug, name, listed=False, earlier=(), parts=parts)
    parts = (*_about(old, new, shown), *changed, *_fresh(fresh))
    if old is not None and new is not None:
        parts = *parts, *_offer(old, new, shown, known)
    return _Told(turn, slug, name, listed=False, earlier=tuple(earlier), parts=parts)


def _about(old: Facts | None, new: Facts | None, shown: Shown) -> Iterator[str]:
    if old is None or new is None:
        return
    if old["status"] != new["status"]:
        yield from _status(new["status"], shown)
    if old["name"] != new["name"] and not respelt(_shape(old, old["name"]), _shape(new, new["name"])):
        yield "has a new name"


def _shape(facts: Facts, key: str) -> Shape:
    return cast("Shape", facts["shapes"][key])


def _status(status: str, shown: Shown) -> Iterator[str]:
    yield "listed again" if status == "listed" else status
    notice = shown.get("public_notice")
    if notice and status != "listed" and shown["status"] == status:
        yield f"schools are told: “{said(notice)}”"


def _visits(turn: Turn, shown: Shown) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
    """Visits that were published that day: new ones and those of long before; and outcomes that were put right.

    Of those alone that are published now, each by its day, in words.
    """
    fresh: list[tuple[str, str]] = []
    earlier: list[tuple[str, str]] = []
    changed: list[str] = []
    sites = shown.get("sites", ())
    places = {site["id"]: site["name"] for site in sites if site["name"] != UNPUBLISHED}
    gone = [name for name, facts in turn.after.items() if facts is None and turn.before.get(name)]
    for visit in shown.get("visits", ()):
        name = _file_of(visit, turn, shown)
        new, old = turn.after.get(name), turn.before.get(name)
        if new is None or not new["final"] or visit.get("state") != "final":
            continue
        renamed = [file for file in gone if file.startswith(f"visits/{visit['date']}-{visit['framework']}")]
        if old is None and renamed:  # as when the id of its site changes, which may be that of a home
            old = turn.before[renamed[0]]
            gone.remove(renamed[0])
        outcome = visit["found"].get("outcome")
        site = places.get(visit.get("site"), "") if len(sites) > 1 else ""
        kind = ", ".join(filter(None, (visit["found"]["title"], views.small(visit["found"]["kind"]), site)))
        what = f"on {views.day(visit['date'])} ({kind})"
        if old is None or not old["final"]:
            late = (turn.day - date.fromisoformat(visit["date"])).days > LATE
            (earlier if late else fresh).append((visit["date"], f"{what}: {visit['found']['result']}"))
        elif old["outcome"] != new["outcome"]:
            changed.append(f"the outcome of the visit {what} was corrected: {outcome or 'none'}")
    return fresh, earlier, changed


def _file_of(visit: Shown, turn: Turn, shown: Shown) -> str:
    """The file of a published visit: where its site has a neutral id there, the one file of its day and framework."""
    name = f"visits/{visit['id']}.yml"
    site = visit.get("site") or ""
    private = any(row["id"] == site and not row["public"] for row in shown.get("sites", ()))
    if name in turn.after or not private or not visit["id"].endswith(f"-{site}"):
        return name
    others = {f"visits/{other['id']}.yml" for other in shown["visits"]}
    start = f"visits/{visit['id'].removesuffix(site)}"
    found = [file for file in turn.after if file.startswith(start) and file not in others]
    return found[0] if len(found) == 1 else name


def _fresh(fresh: list[tuple[str, str]]) -> Iterator[str]:
    if len(fresh) > MOST_VISITS:
        yield f"{len(fresh)} new visits, {_between(fresh)}"
    else:
        yield from (f"new visit {text}" for _, text in fresh)


def _offer(old: Facts, new: Facts, shown: Shown, known: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    if old["registered"] != new["registered"]:
        yield "now a registered school" if new["registered"] else "no longer a registered school"
    offer = shown["offer"]
    for name, (more, fewer) in GAINED.items():
        present = offer.get(name, ()) if name != "serves" else shown.get("serves", ())
        words = [row["name"] if name == "programmes" else row for row in present]
        tellable = {digest(word): word for word in words} | dict(known.get(name, {}))
        came, went = _apart(old, new, name)
        gained = [tellable[key] for key in came if key in tellable]
        lost = [known.get(name, {}).get(key) for key in went]
        if gained:
            yield f"{more} {_said(name, gained)}"
        told = [word for word in lost if word is not None]
        if told:
            yield f"{fewer} {_said(name, told)}"
        if len(told) < len(lost):
            yield f"{views.count(len(lost) - len(told), NOUNS[name])} fewer"
    changed = [name for name in new["values"] if old["values"].get(name) != new["values"][name]]
    prices = [Price.model_validate(price) for price in offer.get("price", ())]
    # Prices of then that are not today's may have been taken back: they are told by no word.
    if "prices" in changed and prices and priced(prices) == new["values"]["prices"]:
        changed.remove("prices")
        others = views.other_prices(prices, prices[0]).removeprefix("also ")
        yield f"new prices: {'; '.join(filter(None, (views.price_with_note(prices[0]), others)))}"
    if changed:
        yield f"{views.words(changed)} changed"


def _apart(old: Facts, new: Facts, name: str) -> tuple[list[str], list[str]]:
    """Items that a list gained and lost, by digests, without those that are only spelt otherwise."""
    before, after = old["lists"][name], new["lists"][name]
    came, went = [key for key in after if key not in before], [key for key in before if key not in after]
    for key in list(came):
        shape = new["shapes"].get(key, [])
        same = next((other for other in went if shape and respelt(shape, old["shapes"].get(other, []))), None)
        if same is not None:
            came.remove(key)
            went.remove(same)
    return came, went


def _said(name: str, words: list[str]) -> str:
    if name == "key_stages":
        return views.small(views.key_stages(words))
    if name == "days":
        return views.words([views.WEEKDAYS[word] for word in words])
    if name == "delivery":
        return views.words([views.DELIVERY[word] for word in words])
    return views.words([said(word) for word in words])
