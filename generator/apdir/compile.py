"""One provider's folder as pages: read, checked, summarised, redacted for the edition, rendered.

Each provider is worked on by itself and let go again, so that memory does not grow with the directory and several
processes can share the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from apdir.data.calendar import invitation
from apdir.data.provider import Files, data_of
from apdir.directory import ProviderRecord, read_provider
from apdir.edition import redact_for
from apdir.pages import newest
from apdir.pages.card import Card, card_of, in_brief
from apdir.pages.checking import checking_page
from apdir.pages.compare import details_json
from apdir.pages.page import Page, Site
from apdir.pages.provider import provider_page
from apdir.pages.row import row_html
from apdir.pages.visit import visit_page
from apdir.problems import Problem
from apdir.rules import Check, check_provider
from apdir.rules.check import facts_of
from apdir.source.photo import Photo, photo_of
from apdir.summary import ProviderSummary
from apdir.summary.due import Due
from apdir.summary.periods import reporting
from apdir.summary.reported import Reported, reported


@dataclass(frozen=True, slots=True)
class Compiled:
    """One compiled folder.

    With problems there are no pages. ``card`` is None where the edition does not show the provider; ``row`` is what
    lists show of it, and ``compared`` what a comparison does. ``due`` is empty in the public edition, and ``reported``
    None where the edition has no report. ``photos`` are those of its page, ``invitations`` the calendar files of
    planned visits, both by their names below its address. ``data`` is there where it was asked for.
    """

    slug: str
    problems: tuple[Problem, ...]
    facts: Check | None = None
    card: Card | None = None
    row: str = ""
    compared: bytes = b""
    due: tuple[Due, ...] = ()
    reported: Reported | None = None
    pages: tuple[Page, ...] = ()
    photos: tuple[tuple[str, Photo], ...] = ()
    invitations: tuple[tuple[str, str], ...] = ()
    data: Files | None = None


def compile_provider(root: Path, slug: str, site: Site, *, with_data: bool = False) -> Compiled:
    """The pages of one provider for one edition and day, and its part of the data; or its problems."""
    read = read_provider(root, slug, site.library)
    problems = check_provider(read, site.library, site.today)
    facts = facts_of(read)
    record = read.record()
    if problems or record is None:
        return Compiled(slug, tuple(problems), facts)
    shown = redact_for(record, site.library, site.edition, site.today)
    if shown is None:
        return Compiled(slug, (), facts)
    named = record.provider.pictures
    record, summary = shown
    photos = tuple(
        (picture.file, photo_of(root / f"providers/{slug}" / own.file))
        for own, picture in zip(named, record.provider.pictures, strict=True)
    )
    card, pages = card_of(record, summary, site.phrases), tuple(pages_of(record, summary, site, photos))
    data = data_of(record, summary, site.edition, str(site.settings.site_url)) if with_data else None
    url = str(site.settings.site_url)
    planned = tuple((f"visits/{visit.id}.ics", invitation(visit, record, site.today, url)) for visit in record.planned)
    facts_for_report = None
    if site.edition == "commissioner":
        days = [day for one in reporting(site.settings, site.today) for day in one.days]
        facts_for_report = reported(record, summary, site.library, days)
    shown_beside = details_json(card, site.edition, newest.ask(site.settings))
    row = row_html(card, site)
    return Compiled(
        slug,
        (),
        facts,
        in_brief(card),
        row,
        shown_beside,
        summary.due,
        facts_for_report,
        pages,
        photos,
        planned,
        data,
    )


def pages_of(
    record: ProviderRecord, summary: ProviderSummary, site: Site, photos: Sequence[tuple[str, Photo]] = ()
) -> list[Page]:
    """The pages of a provider and its visits, from what the site's edition may show."""
    pages = [provider_page(record, summary, site, photos), checking_page(record, summary, site)]
    summaries = {visit.id: visit for visit in summary.visits}
    pages += [visit_page(record, visit, summaries[visit.id], summary, site) for visit in record.visits]
    return pages
