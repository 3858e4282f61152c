"""One provider as a row of a list: made once, and put into every list that has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from apdir.pages import procurement, views
from apdir.pages.card import Card
from apdir.pages.page import Site

#: Stands in a row for the way from its page to the site's root. No record can hold it: a control character, which,
#: other than one of private use, leaves the text of a row one byte a character.
BASE = "\x1d"
#: Stands in a row for the end of a line, where a row is kept on one; no record can hold it either.
BREAK = "\x1e"
#: Stands for the places free of a provider that is not open to referrals: fewer than any number that is looked for.
CLOSED = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A card with the words that a row shows."""

    card: Card
    days: str
    days_told: str
    needs: str
    areas: str
    delivery: str
    price: str
    since: str
    free: str
    free_on: str
    visited: str
    by: str
    late: str
    overdue_of: str
    level: str
    checked: str


def row_parts(cards: Sequence[Card], path: str, site: Site) -> dict[str, Markup]:
    """The rows of a list for the page at ``path``: of providers open to referrals, and of the others (`off`)."""
    parts = {"rows": [card for card in cards if card.open], "off": [card for card in cards if not card.open]}
    return {name: Markup(rows(part, path, site)) for name, part in parts.items()}


def rows(cards: Iterable[Card], path: str, site: Site) -> str:
    """The rows of some providers for the page at ``path``."""
    base = "../" * path.count("/") or "./"
    return "".join([site.pieces.get(key_of(card.slug)) or row_html(card, site) for card in cards]).replace(BASE, base)


def key_of(slug: str) -> tuple[str, str]:
    """Key of a provider's row among the site's pieces."""
    return ("row", slug)


def row_html(card: Card, site: Site) -> str:
    """The row of one provider, with `BASE` in place of the way to the site's root."""
    return site.piece("_row.html", None, row=row(card), blank=False, base=BASE)


def on_one_line(html: str) -> bytes:
    """A row as a line of a file that has a line for each provider."""
    return html.replace("\n", BREAK).encode()


def from_one_line(line: bytes) -> str:
    """The row that `on_one_line` was given."""
    return line.decode().replace(BREAK, "\n")


def since(card: Card) -> str:
    """`on 3 March 2026; no published visit to North site`."""
    first = f"on {views.day(card.since)}" if card.since else ""
    return "; ".join(filter(None, (first, card.unvisited)))


def price(card: Card) -> str:
    """`£95 a day`, `about £78 a day (four hours, estimate)`; empty where no price is given."""
    if not card.price or not card.price_estimated:
        return card.price or ""
    return f"{card.price} ({f'{card.price_lasts}, ' if card.price_lasts else ''}estimate)"


def short_days(days: Sequence[str]) -> str:
    """`Mon to Wed`; or that none are given."""
    return views.weekdays(days, short=True) if days else "Days not given"


def late(card: Card) -> str:
    """`2 actions overdue`, and whether any is about safety; empty where none is overdue."""
    if not card.safety_overdue:
        return card.overdue
    return f"{card.overdue}, {'about safety' if card.overdue.startswith('1 ') else 'some about safety'}"


def free_places(number: int | None) -> str:
    """Places free, in words; `CLOSED` says that the provider is not open to referrals."""
    if number == CLOSED:
        return views.NO_REFERRALS
    return views.NOT_GIVEN if number is None else str(number or "None")


def most_days(number: int | None) -> str:
    """Most days a week of a placement; empty where no number is given."""
    return "" if number is None else f"up to {views.count(number, 'day')} a week"


def row(card: Card) -> Row:
    """The words of one row."""
    visited = card.visited
    return Row(
        card=card,
        days=short_days(card.days),
        days_told="; ".join(filter(None, (most_days(card.most_days), "days differ by site" if card.open_at else ""))),
        needs=views.capital(", ".join(card.needs)),
        areas=", ".join(card.areas),
        delivery=views.delivery(card.delivery),
        price=price(card) or "Price not given",
        since=since(card),
        free=free_places(card.vacancies if card.open else CLOSED),
        free_on=f"on {views.day(card.vacancies_as_at)}" if card.open and card.vacancies_as_at else "",
        visited=views.day(visited.date) if visited else "No published visit",
        by=visited.by if visited else "",
        late=late(card),
        overdue_of="; ".join(card.overdue_of),
        level=procurement.LABELS[card.level],
        checked=views.day(card.checked),
    )
