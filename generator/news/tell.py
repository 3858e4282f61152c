"""The news in words: from what changed, and from what the edition shows today of whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from generator.changes.fields import said
from generator.library import Library
from generator.model.offer import Delivery, KeyStage, Weekday
from generator.model.settings import Vocabulary
from generator.news.facts import Facts, digest
from generator.news.history import History, Turn
from generator.pages import links, views
from generator.pages.card import Card

#: More visits than these of one provider on one day are counted.
MOST_VISITS = 3
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
#: What is counted where an old word may not be told.
NOUNS = {"key_stages": "key stage", "needs": "need", "subjects": "subject", "delivery": "way of teaching",
         "days": "day", "programmes": "programme", "serves": "area"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: when, about whom, where to read on, and parts of one sentence.

    ``id`` stays for good, and has no folder's name in it: that may have been taken back too.
    """

    day: date
    moment: str
    id: str
    name: str
    path: str
    parts: tuple[str, ...]


def tell(history: History, shown: Mapping[str, Shown], cards: Iterable[Card], library: Library) -> list[Item]:
    """Every piece of news, newest first. ``shown`` has a provider's file for each of whom the history tells."""
    now = {history.origins.get(slug, slug): slug for slug in shown}
    known = _known(library.settings.vocabulary)
    items = []
    for turn in history.turns:
        slug = now.get(turn.origin)
        if slug is None:
            continue
        parts = tuple(_parts(turn, shown[slug], known))
        if parts:
            items.append(_item(turn.day, turn.moment, digest(turn.origin), slug, str(shown[slug]["name"]), parts))
    for card in cards:
        day = date.fromisoformat(card.since) if card.since and card.standing == "lapsed" else None
        if day is not None and day >= history.since:
            part = "its standing has lapsed: no later decision is published"
            origin = history.origins.get(card.slug, card.slug)
            items.append(
                _item(day, f"{day.isoformat()}T00:00:00Z", f"lapsed/{digest(origin)}", card.slug, card.name, (part,))
            )
    for day, name, version in history.frameworks:
        found = next((row for row in library.frameworks.get(name, ()) if row.version == version), None)
        if found is not None:
            parts = (f"new version, in force from {views.day(found.in_force.start)}",)
            items.append(Item(day, f"{day.isoformat()}T00:00:00Z", f"{day.isoformat()}/frameworks/{name}/{version}",
                              found.short_title, links.framework_path(name), parts))  # fmt: skip
    return sorted(items, key=lambda item: (-item.day.toordinal(), item.name.lower(), item.id))


def _item(day: date, moment: str, key: str, slug: str, name: str, parts: tuple[str, ...]) -> Item:
    return Item(day, moment, f"{day.isoformat()}/{key}", name, links.provider_path(slug), parts)


def _known(words: Vocabulary) -> dict[str, dict[str, str]]:
    """The words that the directory chooses from, by their digests: they are nobody's secret."""
    model = {"key_stages": KeyStage, "delivery": Delivery, "days": Weekday}
    found = {name: get_args(kind)[1].words for name, kind in model.items()}
    found |= {"needs": words.needs, "serves": words.areas}
    return {name: {digest(word): word for word in listed} for name, listed in found.items()}


def _parts(turn: Turn, shown: Shown, known: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """What one day changed, gravest first."""
    old, new = turn.before.get("provider.md"), turn.after.get("provider.md")
    about = "provider.md" in turn.after
    if about and new is None:
        return
    if about and new is not None and old is None:
        visits = list(_visits(turn, shown, begun=True))
        more = f", with {views.count(len(visits), 'visit')}" if visits else ""
        yield f"new in the directory: {shown['type']}{more}"
        if new["status"] != "listed":
            yield from _status(new["status"], shown)
        return
    if old is not None and new is not None:
        if old["status"] != new["status"]:
            yield from _status(new["status"], shown)
        if old["name"] != new["name"]:
            yield "has a new name"
    yield from _visits(turn, shown)
    if old is not None and new is not None:
        yield from _offer(old, new, shown, known)


def _status(status: str, shown: Shown) -> Iterator[str]:
    yield "listed again" if status == "listed" else status
    notice = shown.get("public_notice")
    if notice and status != "listed" and shown["status"] == status:
        yield f"schools are told: “{said(notice)}”"


def _visits(turn: Turn, shown: Shown, *, begun: bool = False) -> Iterator[str]:
    """Visits that were published that day, or whose outcome changed, of those that are published now."""
    fresh: list[tuple[str, str]] = []
    for visit in shown.get("visits", ()):
        name = f"visits/{visit['id']}.yml"
        new, old = turn.after.get(name), turn.before.get(name)
        if new is None or not new["final"] or visit.get("state") != "final":
            continue
        outcome, result = visit["found"].get("outcome"), visit["found"]["result"]
        what = f"visit of {views.day(visit['date'])} ({visit['found']['title']}, {views.small(visit['found']['kind'])})"
        if old is None or not old["final"]:
            fresh.append((visit["date"], f"new {what}: {result}"))
        elif old["outcome"] != new["outcome"] and not begun:
            yield f"the outcome of the {what} was put right: {outcome or 'none'}"
    if len(fresh) > MOST_VISITS and not begun:
        days = sorted(day for day, _ in fresh)
        yield f"{len(fresh)} new visits, from {views.day(days[0])} to {views.day(days[-1])}"
    else:
        yield from (text for _, text in fresh)


def _offer(old: Facts, new: Facts, shown: Shown, known: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    if old["registered"] != new["registered"]:
        yield "now a registered school" if new["registered"] else "no longer a registered school"
    offer = shown["offer"]
    for name, (more, fewer) in GAINED.items():
        before, after = old["lists"][name], new["lists"][name]
        present = offer.get(name, ()) if name != "serves" else shown.get("serves", ())
        words = [row["name"] if name == "programmes" else row for row in present]
        tellable = {digest(word): word for word in words} | dict(known.get(name, {}))
        gained = [tellable[key] for key in after if key not in before and key in tellable]
        lost = [known.get(name, {}).get(key) for key in before if key not in after]
        if gained:
            yield f"{more} {_said(name, gained)}"
        told = [word for word in lost if word is not None]
        if told:
            yield f"{fewer} {_said(name, told)}"
        if len(told) < len(lost):
            yield f"{views.count(len(lost) - len(told), NOUNS[name])} fewer"
    changed = [name for name in new["values"] if old["values"].get(name) != new["values"][name]]
    if changed:
        yield f"{views.words(changed)} changed"


def _said(name: str, words: list[str]) -> str:
    if name == "key_stages":
        return views.small(views.key_stages(words))
    if name == "days":
        return views.words([views.WEEKDAYS[word] for word in words])
    if name == "delivery":
        return views.words([views.DELIVERY[word] for word in words])
    return views.words([said(word) for word in words])
