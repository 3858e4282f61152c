"""One provider's part of the data: its own files, and its rows of the files that list all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from apdir.data import paths
from apdir.data.referral import referral
from apdir.directory import ProviderRecord
from apdir.model.fields import Edition
from apdir.model.provider import Provider
from apdir.pages import actions, links, newest, procurement, sites, views
from apdir.summary import ProviderSummary
from apdir.summary.attendance import day_price
from apdir.summary.visit import PlanProgress, Tally, VisitSummary
from apdir.tables.rows import plain_record, rows
from apdir.tables.sheets import BY_NAME, PRICE_COLUMNS, TOLD_COLUMNS, Column, cell

PROVIDERS = BY_NAME["providers"]
#: The columns of standings.csv, which are the fields of its twin.
STANDING_COLUMNS = (
    "folder", "name", "status", "standing", "label", "since", "lapses", "visit", "framework", "version", "outcome",
    "checked", "stale", "last_visited", "last_visited_by", "last_framework", "last_result", "warning", "ending",
    "site", "other_sites", "last_site", "checking", "procurement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Files:
    """Files by their names below the site's root, and this provider's items of each file that lists all."""

    files: dict[str, str]
    items: dict[str, list[Any]]


def data_of(record: ProviderRecord, summary: ProviderSummary, edition: Edition, site_url: str) -> Files:
    """Return the data of a provider, from a record and summary already redacted for an edition."""
    base = f"{site_url.rstrip('/')}/"
    url = base + links.provider_path(record.slug)
    found = referral(record, summary.standing.key, base, _alert(record, summary))
    whole = {
        paths.provider_file(record.slug): _whole(record, summary, url, base),
        paths.service_file(found.service["id"]): found.service,
    }
    return Files(
        {name: f"{compact(value)}\n" for name, value in whole.items()},
        {
            "providers": [_row(record, summary, url, base)],
            "providers.csv": [_cells(record, summary, edition)],
            "standings": [_without_none(_standing_row(record, summary))],
            "standings.csv": [standing_cells(record, summary)],
            "organizations": [found.organization],
            "locations": found.locations,
            "service_at_locations": found.at_locations,
        },
    )


def compact(value: Any) -> str:
    """A value as JSON on one line."""
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _whole(record: ProviderRecord, summary: ProviderSummary, url: str, base: str) -> dict[str, Any]:
    whole = {"folder": record.slug, "url": url, **plain_record(record)}
    if not whole["description"]:
        del whole["description"]
    found = {visit.id: visit for visit in summary.visits}
    for visit in whole["visits"]:
        visit["url"] = base + links.visit_path(record.slug, visit["id"])
        visit["found"] = _found(found[visit["id"]])
    ids = [it.id for it in summary.warnings]
    found_worse = [{"about": name, "text": text} for name, text in zip(ids, warned(record, summary), strict=True)]
    last = _last(record, summary)
    price = _price_a_day(record.provider)
    return {
        **whole,
        **({"price_a_day": price} if price else {}),
        "standing": _standing(record, summary),
        **({"warnings": found_worse} if found_worse else {}),
        **({"last_visit": last} if last else {}),
        "checking": procurement.level_of(record.provider, summary.latest).key,
        "stale": summary.stale,
        "actions": _actions(summary.plan),
    }


def _price_a_day(provider: Provider) -> dict[str, Any] | None:
    found = day_price(provider)
    if found is None:
        return None
    basis = views.day_price_basis(found)
    return {"amount": str(found.amount), "estimated": found.estimated, **({"basis": basis} if basis else {})}


def _priced_otherwise(provider: Provider) -> dict[str, str]:
    """For the basis of a price that cannot be compared by the day: the prices as they are given, with their notes."""
    prices = "; ".join(map(views.price_with_note, provider.offer.price))
    return {"basis": f"{views.NO_DAY_PRICE}: {prices}"} if prices else {}


def _row(record: ProviderRecord, summary: ProviderSummary, url: str, base: str) -> dict[str, Any]:
    provider = record.provider
    return {
        "folder": record.slug,
        "name": provider.name,
        "type": provider.type,
        "status": provider.status,
        "standing": summary.standing.key,
        "label": sites.label(provider, summary),
        "registered": provider.registration.status == "registered",
        **_newest(record, summary),
        "checked": provider.checked.date.isoformat(),
        "url": url,
        "data": base + paths.provider_file(record.slug),
    }


def warned(record: ProviderRecord, summary: ProviderSummary) -> list[str]:
    """Findings since that are worse than those the approval rests on, a text for each."""
    return [it.text for it in newest.warnings(record.provider, summary)]


def _alert(record: ProviderRecord, summary: ProviderSummary) -> str:
    """The warning of a listed provider: of findings that are worse, and of standards not met."""
    refused = summary.standing.key == "not met"
    own = (f"{sites.label(record.provider, summary)}. {summary.standing.reason}",) if refused else ()
    return " ".join((*warned(record, summary), *own))


def _newest(record: ProviderRecord, summary: ProviderSummary) -> dict[str, Any]:
    """The last visit with its result, what warns, how details were checked and procurement lists, for a row."""
    last = _last(record, summary)
    told = {f"last_{name}": last.get(name) for name in ("visited", "visited_by", "framework", "result", "site")}
    if told["last_visited_by"] is not None:
        told["last_visited_by"] = views.words(told["last_visited_by"])
    told |= {"warning": " ".join(warned(record, summary)) or None, "ending": _ending(summary)}
    told["checking"] = procurement.level_of(record.provider, summary.latest).key
    told["procurement"] = "; ".join(procurement.listed(record.provider)) or None
    return _without_none(told)


def _last(record: ProviderRecord, summary: ProviderSummary) -> dict[str, Any]:
    visit = summary.latest
    if visit is None:
        return {}
    return _without_none(
        {
            "visit": visit.id,
            "visited": visit.date.isoformat(),
            "visited_by": list(visit.organisations) or None,
            "framework": visit.framework_title,
            "kind": visit.kind,
            "site": sites.site_of(record.provider, visit) or None,
            "result": visit.result.label,
            "detail": visit.result.detail,
        }
    )


def _ending(summary: ProviderSummary) -> str | None:
    return newest.ending(summary.ends_soon) or None


def _standing(record: ProviderRecord, summary: ProviderSummary) -> dict[str, Any]:
    where = summary.standing
    return _without_none(
        {
            "key": where.key,
            "label": sites.label(record.provider, summary),
            "since": _day(where.since),
            "lapses": _day(where.lapses),
            "ending": _ending(summary),
            "visit": where.visit,
            "framework": where.framework_title,
            "version": where.version,
            "outcome": where.outcome_label,
            "reason": where.reason,
            "site": sites.rests_on(record.provider, summary) or None,
            "other_sites": sites.others(record.provider, summary) or None,
        }
    )


def _standing_row(record: ProviderRecord, summary: ProviderSummary) -> dict[str, Any]:
    told = {**_standing(record, summary), **_newest(record, summary)}
    told["standing"] = told.pop("key")
    known: dict[str, Any] = {
        "folder": record.slug,
        "name": record.provider.name,
        "status": record.provider.status,
        **told,
        "checked": record.provider.checked.date.isoformat(),
        "stale": summary.stale,
    }
    return {name: known.get(name) for name in STANDING_COLUMNS}


def standing_cells(record: ProviderRecord, summary: ProviderSummary) -> list[str]:
    """A row of standings.csv."""
    row = _standing_row(record, summary)
    return [cell(row[name]) for name in STANDING_COLUMNS]


def _found(visit: VisitSummary) -> dict[str, Any]:
    return _without_none(
        {
            "title": visit.framework_title,
            "kind": visit.kind,
            "outcome": visit.outcome_label,
            "result": visit.result.label,
            "detail": visit.result.detail,
            "counts": _counts(visit.tally),
            "marks": _counts(visit.marked) if visit.marked is not None else None,
            "unanswered": visit.tally.unanswered,
            "not_applicable": visit.tally.not_applicable,
            "outside": visit.outside or None,
            "actions": _actions(visit.plan),
        }
    )


def _counts(tally: Tally) -> list[dict[str, Any]]:
    return [
        {"key": count.key, "label": count.label, "counts_as": count.counts_as, "number": count.number}
        for count in tally.counts
    ]


def _actions(plan: PlanProgress) -> dict[str, Any]:
    left = [
        _without_none(
            {
                "requirement": action.id,
                "title": action.title or actions.UNNAMED,
                "framework": action.framework_title,
                "visit": action.visit,
                "due": _day(action.due),
                "overdue": action.overdue,
            }
        )
        for action in plan.actions
    ]
    counts = {"done": plan.done, "open": plan.open, "overdue": plan.overdue}
    return counts | ({"not_done": left} if left else {})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _without_none(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if part is not None}


@cache
def columns_of(edition: Edition) -> tuple[Column, ...]:
    """The columns of providers.csv: those that `apdir export` writes for the edition."""
    return PROVIDERS.shown(edition)


def told_cells(record: ProviderRecord, summary: ProviderSummary) -> list[str]:
    """The cells of `TOLD_COLUMNS`."""
    row = _standing_row(record, summary)
    return [cell(row[name]) for name in TOLD_COLUMNS.values()]


def _cells(record: ProviderRecord, summary: ProviderSummary, edition: Edition) -> list[str]:
    columns = columns_of(edition)
    row = next(iter(rows(PROVIDERS, (record,), columns)))
    price = _price_a_day(record.provider) or _priced_otherwise(record.provider)
    cells = [cell(row.values[column]) for column in columns]
    prices = [cell(price.get(name)) for name in PRICE_COLUMNS.values()]
    return [*row.key, *cells, *prices, *told_cells(record, summary)]
