"""The home page: what this is, the way in, and what changed."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from apdir.pages import links, views
from apdir.pages.card import Card
from apdir.pages.listing import standing_counts
from apdir.pages.page import Page, Site
from apdir.pages.tally import tally

#: Most of the newest visits named.
NEWEST = 6
#: Most notices, and approvals that end soon, named; the rest are counted.
NOTICES = 12


def home_page(cards: Sequence[Card], site: Site, introduction: str = "") -> Page:
    """The home page. ``introduction`` is the HTML of `content/index.md`, made by MkDocs from the council's own text."""
    visited = [card for card in cards if card.visited is not None]
    visited.sort(key=lambda card: (card.visited.date if card.visited else "", card.slug), reverse=True)
    notices = [card for card in cards if not card.open]
    notices.sort(key=lambda card: (card.since or "", card.slug), reverse=True)
    ending = sorted((card for card in cards if card.ending), key=lambda card: (card.lapses or "", card.slug))
    council = site.settings.council
    numbers = tally(cards)
    content = site.render(
        "home.html",
        "",
        introduction=Markup(introduction),  # the council's own page, not a provider's words
        tally=numbers,
        counts=standing_counts(cards),
        newest=visited[:NEWEST],
        notices=notices[:NOTICES],
        more_notices=max(len(notices) - NOTICES, 0),
        ending=ending[:NOTICES],
        more_ending=max(len(ending) - NOTICES, 0),
        stale=sum(card.stale for card in cards),
        edit=None,
        mistake=links.mistake_link(site, "the home page"),
    )
    return Page(
        path="",
        title=council.directory,
        description=f"{council.directory}: {views.count(numbers.open, 'provider')} of alternative provision, run by "
        f"{council.name}. Listing is not approval.",
        content=content,
    )
