"""The report to the board: a school year or a term beside the same days a year before. For officers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from apdir.pages import links, reckoned, views
from apdir.pages.columns import EVERYWHERE, STAGE_AGES, areas_of, stages_of
from apdir.pages.gaps import Area
from apdir.pages.page import Page, Site
from apdir.pages.reckoned import COUNTS_AS, Row, Table
from apdir.summary.periods import Reporting
from apdir.summary.reported import Found
from apdir.summary.statuses import STATUSES

#: The sheets of the workbook, by the key of a report.
SHEETS = {"year": "Year so far", "term": "Term so far", "last-year": "Last year", "last-term": "Last term"}


def report_page(
    rows: Sequence[Row], gaps: Sequence[Area], one: Reporting, others: Sequence[Reporting], site: Site
) -> Page:
    """The report on one period; ``others`` are those that the site has reports on too."""
    path = links.report_path(one.key)
    period = one.period
    content = site.render(
        "report.html",
        path,
        one=one,
        period=period,
        before=period.before,
        others=[(other.title, links.report_path(other.key), other is one) for other in others],
        tables=tables(rows, one, site),
        without=sum(area.number(stage, "none") for area in gaps for stage in STAGE_AGES),
        alone=sum(area.number(stage, "one") for area in gaps for stage in STAGE_AGES),
        combinations=sum(len(area.needs) for area in gaps) * len(STAGE_AGES),
        today_alone=period.end == site.today,
        edit=None,
        mistake=None,
    )
    return Page(
        path=path,
        title=f"Report: {views.small(one.title)}",
        description="Visits, approvals, findings, actions and places, beside the same days a year before. "
        "For officers.",
        content=content,
        crumbs=() if one.key == "year" else (("Report to the board", links.REPORT),),
    )


def tables(rows: Sequence[Row], one: Reporting, site: Site) -> list[Table]:
    """The tables of the report on one period; what is known of today alone only where the period ends today."""
    period, today = one.period, site.today
    found = [
        reckoned.visits(rows, period),
        reckoned.approvals(rows, period, today),
        reckoned.themes(rows, period, site.library.compared),
        reckoned.actions(rows, period),
    ]
    if period.end == today:
        used = [(card, facts) for card, facts in rows if facts.ended is None]
        cards = [card for card, _ in used]
        words = site.settings.vocabulary
        areas = [area for area in words.areas if area.casefold() not in EVERYWHERE]
        taken = {card.slug: areas_of(card, words.areas) for card in cards}
        by_type = [(kind, [card for card in cards if card.type == kind]) for kind in words.types]
        by_area = [(area, [card for card in cards if area in taken[card.slug]]) for area in areas]
        by_need = [(need, [card for card in cards if need in card.needs]) for need in words.needs]
        found += [
            reckoned.ahead(rows, today),
            reckoned.confirmed(cards, today, site.settings.record_stale_after_days),
            reckoned.places(used, today),
            reckoned.by_status("types", "Approval by type", [group for group in by_type if group[1]], keyed=True),
            reckoned.by_status("areas", "Approval by area", by_area, "A provider counts in each area it serves."),
            reckoned.by_status(
                "needs", "Approval by need", by_need, "A provider counts for each need it is set up for."
            ),
        ]
    return found


def report_sheets(rows: Sequence[Row], every: Sequence[Reporting], site: Site) -> dict[str, list[tuple[Any, ...]]]:
    """The sheets of the workbook, headings first: each report's tables, and the facts that they count."""
    sheets: dict[str, list[tuple[Any, ...]]] = {}
    for one in every:
        sheet: list[tuple[Any, ...]] = [("Period", "Table", "Row", "Column", "Number")]
        for table in tables(rows, one, site):
            sheet += [(one.title, table.title, line.label, *both) for line in table.lines
                      for both in zip(table.heads, line.values, strict=True)]  # fmt: skip
        sheets[SHEETS[one.key]] = sheet
    sheets["Providers"] = [
        ("Provider", "Type", "Approval status", "Areas", "Needs", "Key stages", "Details confirmed", "Places",
         "Free places", "Free places on", "Closed or withdrawn", "Folder"),
        *((card.name, card.type, STATUSES[card.standing].label, card.areas, card.needs, stages_of(card),
           _day(card.checked), facts.capacity, card.vacancies, _day(card.vacancies_as_at), _day(facts.ended), card.slug)
          for card, facts in rows),
    ]  # fmt: skip
    sheets["Visits"] = [
        ("Provider", "Day", "Framework", "Decides approval", "Next due", "Followed on", "Folder"),
        *((card.name, _day(it.day), it.framework, "yes" if it.decides else "no", _day(it.due), _day(it.followed),
           card.slug) for card, facts in rows for it in facts.visits),
    ]  # fmt: skip
    titles = {theme.id: theme.title for theme in (site.library.compared.themes if site.library.compared else ())}
    sheets["Findings"] = [
        ("Provider", "Day of the visit", "Shared theme", "Met", "Partly met", "Not met", "Folder"),
        *((card.name, _day(day), titles[theme], *(numbers.get(key, 0) for key in COUNTS_AS), card.slug)
          for card, facts in rows for (day, theme), numbers in _by_theme(facts.found).items()),
    ]  # fmt: skip
    sheets["Actions"] = [
        ("Provider", "Agreed", "Due", "Done", "Folder"),
        *((card.name, _day(it.agreed), _day(it.by), _day(it.done), card.slug)
          for card, facts in rows for it in facts.actions),
    ]  # fmt: skip
    return sheets


def _by_theme(found: Iterable[Found]) -> dict[tuple[str, str], dict[str, int]]:
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for one in found:
        rows.setdefault((one.day, one.theme), {})[one.counts_as] = one.number
    return rows


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day is not None else None
