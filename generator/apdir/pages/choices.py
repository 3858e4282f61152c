"""Choices of the finder, in groups, each with the number of providers that it leaves.

Only providers that are open to referrals are counted. The others are choices of the standing alone, where the choice
itself says what they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from apdir.days import months_after
from apdir.model.fields import Edition
from apdir.model.settings import Settings
from apdir.pages import procurement, views
from apdir.pages.card import WEEKS, Card
from apdir.pages.columns import COLUMNS, STAGE_AGES, Value, ages_of, areas_of, priced
from apdir.summary.statuses import LABELS

#: Subjects are in each record's own words: so many are offered, the commonest.
SUBJECTS = 40
#: Within so many months it was visited.
MONTHS = (3, 6, 12, 24)
PLACES = (1, 2, 4, 8)
POUNDS = (40, 60, 80, 100, 120, 150, 200)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its word in the address, the words on the page, how many providers it leaves.

    ``bound`` is the earliest day that will do, where the choice is of days.
    """

    value: str
    label: str
    number: int
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of one kind. Of ``many`` several may be chosen, and any of them will do; else one at most.

    ``open`` groups are unfolded at first. ``note`` says what to know before choosing. Of a
    group ``together`` the reader may ask that all of the choices hold.
    """

    key: str
    title: str
    many: bool
    choices: tuple[Choice, ...]
    open: bool = False
    note: str | None = None
    together: bool = False


def groups(everyone: Sequence[Card], settings: Settings, today: date, edition: Edition = "public") -> list[Group]:
    """Every group that has a choice, in the order in which a school asks: the four that decide first are unfolded."""
    words = settings.vocabulary
    cards = [card for card in everyone if card.open]
    found = [
        _many("need", "Need", cards, words.needs, open=True, together=True),
        _many("stage", "Key stage", cards, STAGE_AGES, _stage, open=True),
        _many("day", "Day", cards, views.WEEKDAYS, views.WEEKDAYS.__getitem__, open=True,
              together=True),
        _prices(cards),
        _ages(cards),
        _many("area", "Takes pupils from", cards, words.areas, read=lambda card: areas_of(card, words.areas)),
        _many("type", "Type of provision", cards, words.types),
        _many("how", "Where teaching happens", cards, views.DELIVERY,
              lambda kind: views.capital(views.DELIVERY[kind])),
        _many("time", "Full- or part-time", cards, ("full-time", "part-time"), read=lambda card: card.modes),
        _lengths(cards),
        _many("subject", "Subject", cards, _subjects(cards)),
        _many("registered", "Registered school", cards, ("yes", "no"),
              {"yes": "Registered school", "no": "Not registered (non-school)"}.__getitem__),
        _many("standing", "Approval status", everyone, LABELS, LABELS.__getitem__),
        _visited(cards, today, views.LAST_VISIT[edition]),
        _many("level", "Level of checking", cards, procurement.LABELS, procurement.LABELS.__getitem__,
              note="How the details were checked. It says nothing of quality: approval status does."),
        _many("list", "Procurement list", cards, sorted({name for card in cards for name in card.lists}),
              note="Being on a list is no approval."),
        _places(cards),
    ]  # fmt: skip
    return [group for group in found if group.choices]


def _many(
    key: str,
    title: str,
    cards: Sequence[Card],
    order: Iterable[str],
    label: Callable[[str], str] = views.capital,
    *,
    read: Callable[[Card], Iterable[Value]] | None = None,
    open: bool = False,
    together: bool = False,
    note: str | None = None,
) -> Group:
    """A group of values in ``order``, those that no provider has left out; by default those of the facet's column."""
    read = read or COLUMNS[key]
    numbers = Counter(value for card in cards for value in dict.fromkeys(read(card)))
    choices = tuple(Choice(value, label(value), numbers[value]) for value in order if numbers[value])
    return Group(key, title, True, choices, open, note, together)


def _one(key: str, title: str, choices: Iterable[Choice], note: str | None = None, *, open: bool = False) -> Group:
    return Group(key, title, False, tuple(choice for choice in choices if choice.number), open, note)


def _ages(cards: Sequence[Card]) -> Group:
    numbers = Counter(age for card in cards for age in ages_of(card))
    return _one("age", "Age", (Choice(str(age), str(age), numbers[age]) for age in sorted(numbers)))


def _lengths(cards: Sequence[Card]) -> Group:
    rows = [(str(weeks), f"{weeks} weeks or longer") for weeks in WEEKS] + [("open", "As long as it is needed")]
    ends = Counter(end for card in cards for end in {term.rpartition(" ")[2] for term in card.terms})
    return _one("length", "Length of placement", (Choice(value, label, ends[value]) for value, label in rows))


def _visited(cards: Sequence[Card], today: date, title: str) -> Group:
    days = [card.visited.date for card in cards if card.visited]
    rows = [(months, months_after(today, -months).isoformat()) for months in MONTHS]
    choices = (
        Choice(str(months), f"In the last {months} months", sum(day >= first for day in days), first)
        for months, first in rows
    )
    return _one("visited", title, choices, "By any organisation, under any framework.")


def _places(cards: Sequence[Card]) -> Group:
    free = [card.vacancies for card in cards if card.vacancies is not None]
    choices = (Choice(str(number), f"{number} or more", sum(there >= number for there in free)) for number in PLACES)
    return _one("places", "Places free", choices, "As each provider last said: ask before you rely on it.")


def _prices(cards: Sequence[Card]) -> Group:
    prices = [amount for card in cards for amount in priced(card)]
    choices = (Choice(str(pounds), f"Up to £{pounds}", sum(amount <= pounds for amount in prices)) for pounds in POUNDS)
    return _one("price", "Price per day", choices, "A day there may be shorter than a school day. Where a provider "
                "charges by the hour, half day or session, this is our estimate. Providers with no price per "
                "day, or with one for some pupils or placements only, are listed last.", open=True)  # fmt: skip


def _subjects(cards: Sequence[Card]) -> list[str]:
    numbers = Counter(subject for card in cards for subject in card.subjects)
    common = sorted(numbers, key=lambda subject: (-numbers[subject], subject))[:SUBJECTS]
    return sorted(common, key=str.casefold)


def _stage(stage: str) -> str:
    return f"Key stage {stage.removeprefix('KS')}"
