"""The report to the board and the gaps in provision, with the workbook behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apdir.output import NewSite
from apdir.pages import links
from apdir.pages.card import Card
from apdir.pages.gaps import areas, gap_rows, gaps_page
from apdir.pages.page import Page, Site
from apdir.pages.reckoned import Row
from apdir.pages.report import report_page, report_sheets
from apdir.summary.periods import reporting
from apdir.summary.reported import Reported

WORKBOOK = f"{links.REPORT}report.xlsx"


def report_pages(facts: Sequence[tuple[Card, Reported]], site: Site, new: NewSite) -> Iterator[Page]:
    """The pages of the report; the workbook is written where the site has files for other programs."""
    rows: list[Row] = sorted(facts, key=lambda row: (row[0].name.casefold(), row[0].slug))
    cards = [card for card, _ in rows]
    found = areas(cards, site.settings)
    every = reporting(site.settings, site.today)
    if site.feeds:
        # Brought in here: it takes longer to load than the rest of the build takes for these pages.
        from apdir.tables.workbook import simple

        (new.out / links.REPORT).mkdir(exist_ok=True)
        tables = {**report_sheets(rows, every, site), "Gaps": list(gap_rows(found))}
        (new.out / WORKBOOK).write_bytes(simple(tables, site.today))
    yield from (report_page(rows, found, one, every, site) for one in every)
    yield gaps_page(cards, found, site)
