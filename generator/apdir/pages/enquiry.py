"""The page that asks providers: a script writes the messages, and the reader's own mail program sends them."""

from __future__ import annotations

from apdir.pages import links, views
from apdir.pages.columns import STAGE_AGES, Index
from apdir.pages.page import Page, Site

#: What may be asked: as the page offers it, and as the message says it.
QUESTIONS = (
    ("Places", "Do you have a suitable place, and when could it start? If not, when might you have one?"),
    ("Price", "What would it cost in total, what is included, and what costs extra?"),
    ("Travel", "How do pupils get to you, and what do you arrange?"),
    ("Checks", "Can you confirm in writing that you have done checks on all staff, and can we visit first?"),
)


def enquiry_page(site: Site, index: Index) -> Page:
    """The page, with the needs that this directory knows."""
    content = site.render(
        "enquiry.html",
        links.ENQUIRY,
        index=index,
        needs=[(need, views.capital(need)) for need in site.settings.vocabulary.needs],
        stages=[(stage, views.key_stages([stage])) for stage in STAGE_AGES],
        days=views.WEEKDAYS,
        questions=QUESTIONS,
        edit=None,
        mistake=None,
    )
    return Page(
        path=links.ENQUIRY,
        title="Ask providers",
        description="One message for each provider of a shortlist, about places, price and travel, to send from "
        "your own email. This page sends nothing and keeps nothing.",
        content=content,
        searched=True,
    )
