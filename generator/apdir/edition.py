"""Records and summaries without what an edition's readers may not see.

Done before any page, index, feed or form is made, so that no template can leak.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from apdir.days import months_after
from apdir.directory import ProviderRecord, VisitRecord
from apdir.library import Library
from apdir.model.described import Described, described
from apdir.model.fields import Edition
from apdir.model.provider import Provider, Site
from apdir.model.settings import Settings
from apdir.model.visit import Visit
from apdir.summary import ProviderSummary, summarise
from apdir.summary.visit import all_plans

#: Whom something is redacted for: the public, or the provider that it is about.
Reader = Literal["public", "provider"]
#: Name of a private place in the public edition.
UNPUBLISHED = "Address not published"
Anything = TypeVar("Anything")


def redact_for(
    record: ProviderRecord, library: Library, edition: Edition, today: date
) -> tuple[ProviderRecord, ProviderSummary] | None:
    """Return a provider and its summary as an edition's readers see them; None where they no longer see it.

    In the public edition visits that are planned, not final or too old to be published are taken out before anything is
    computed: no approval, count, comparison or date can tell of them.
    """
    if edition == "commissioner":
        return record, summarise(record, library, today)
    kept = published(record, library, today)
    if kept is None:
        return None
    return redact(kept, summarise(kept, library, today, advised=False), library.settings)


def published(record: ProviderRecord, library: Library, today: date) -> ProviderRecord | None:
    """Return a provider with the visits and judged years that are published; None where it is no longer shown.

    A refusal stays as long as it holds, however old the visit: it would else lapse where schools look, and nowhere
    else.
    """
    if not _still_published(record.provider, today, library.settings):
        return None
    oldest = months_after(today, -library.settings.publishing.visits_for_months)
    visits = [visit for visit in record.visits if visit.visit.is_final]
    if any(visit.visit.date < oldest for visit in visits):
        whole = summarise(record, library, today, advised=False)
        refused = {visit.id for visit in whole.visits if visit.outcome_standing == "not met"} & {whole.standing.visit}
        visits = [visit for visit in visits if visit.visit.date >= oldest or visit.id in refused]
    years = tuple(year for year in record.years if year.year.is_final and (year.year.day or date.min) >= oldest)
    named = {*(visit.id for visit in visits), *(year.id for year in years)}
    shown = tuple(_naming(visit, named) for visit in visits)
    kept = dataclasses.replace(record, visits=shown, years=years)
    return _with_anonymous_sites(kept)


def _with_anonymous_sites(record: ProviderRecord) -> ProviderRecord:
    """Return a provider whose private sites have anonymous ids, in the ids of visits too, which are ordered by these.

    An officer may have called a home by its street; the id is in addresses and in the data, and so is a picture's name.
    On which of a day's visits an approval rests, and where each stands, would tell how the ids are ordered.
    """
    taken = {site.id for site in record.provider.sites if site.public}
    names: dict[str, str] = {}
    for site in record.provider.sites:
        if not site.public:
            free = (f"site-{number}" for number in range(1, len(taken) + len(names) + 2))
            names[site.id] = next(name for name in free if name not in taken and name not in names.values())
    if not names:
        return record
    sites = tuple(
        site if site.public else site.model_copy(update={"id": names[site.id]}) for site in record.provider.sites
    )
    ids = {visit.id: _anonymous_id(visit.id, visit.visit.site, names) for visit in record.visits}

    def visited(visit: VisitRecord) -> VisitRecord:
        it = visit.visit
        update = {
            "site": names.get(it.site, it.site) if it.site is not None else None,
            "reassesses": ids.get(it.reassesses, it.reassesses) if it.reassesses is not None else None,
        }
        return dataclasses.replace(visit, id=ids[visit.id], visit=it.model_copy(update=update))

    pictures = tuple(
        picture.model_copy(update={"file": f"pictures/{number}.jpg"})
        for number, picture in enumerate(record.provider.pictures, 1)
    )
    provider = record.provider.model_copy(update={"sites": sites, "pictures": pictures})
    visits = sorted(map(visited, record.visits), key=lambda visit: (visit.visit.date, visit.id))
    return dataclasses.replace(record, provider=provider, visits=tuple(visits))


def _anonymous_id(id: str, site: str | None, names: dict[str, str]) -> str:
    """Return a visit's id with the anonymous name of its site in it."""
    if site not in names or not id.endswith(f"-{site}"):
        return id
    return f"{id.removesuffix(site)}{names[site]}"


def _naming(visit: VisitRecord, named: set[str]) -> VisitRecord:
    """Return a visit that names no visit or year, as what it reassesses, but those in ``named``."""
    if visit.visit.reassesses is None or visit.visit.reassesses in named:
        return visit
    return dataclasses.replace(visit, visit=visit.visit.model_copy(update={"reassesses": None}))


def redact(
    record: ProviderRecord, summary: ProviderSummary, settings: Settings
) -> tuple[ProviderRecord, ProviderSummary]:
    """Return a published record and its summary without the fields that are not public, and without what is planned."""
    visits = tuple(dataclasses.replace(visit, visit=_redact_visit(visit, settings)) for visit in record.visits)
    years = tuple(dataclasses.replace(year, year=_redact(year.year)) for year in record.years)
    provider = _redact_provider(record.provider)
    public = dataclasses.replace(record, provider=provider, visits=visits, years=years, planned=())
    redacted = _redact(dataclasses.replace(summary, visits=(), latest=None))
    summaries = tuple(_redact(visit) for visit in summary.visits)
    counted = settings.publishing.judgements == "counts by theme"
    if counted:
        summaries = tuple(dataclasses.replace(visit, judged=(), reason="") for visit in summaries)
    if counted or settings.publishing.actions == "counts":
        summaries = tuple(
            dataclasses.replace(visit, plan=dataclasses.replace(visit.plan, actions=())) for visit in summaries
        )
    latest = summaries[0] if summaries else None
    return public, dataclasses.replace(redacted, visits=summaries, latest=latest, plan=all_plans(summaries))


def _still_published(provider: Provider, today: date, settings: Settings) -> bool:
    """Whether a closed or withdrawn provider is still shown, so that a school that uses it finds out."""
    if provider.status not in ("closed", "withdrawn"):
        return True
    since = provider.status_date or provider.checked.date
    return months_after(since, settings.publishing.closed_for_months) >= today


def _redact_provider(provider: Provider) -> Provider:
    public = _redact(provider)
    contact = public.contact
    if provider.sole_trader and not provider.contact.business:
        contact = contact.model_copy(update={"phone": None, "email": None})
    return public.model_copy(update={"contact": contact, "sites": tuple(map(_redact_site, public.sites))})


def _redact_site(site: Site) -> Site:
    if site.public:
        return site
    return site.model_copy(update={"name": UNPUBLISHED, "address": (), "postcode": None, "near": None})


def _redact_visit(record: VisitRecord, settings: Settings) -> Visit:
    visit: Visit = _redact(record.visit)
    update: dict[str, Any] = {}
    if record.framework.short_notice:
        update["next_visit"] = None
    if settings.publishing.judgements == "counts by theme":
        update |= {"judgements": {}, "details": {}, "rows": (), "best_practice": {}}
    header = record.framework.public_answers(record.visit.header)
    if header:
        update["header"] = header
    return visit.model_copy(update=update) if update else visit


def for_provider(record: ProviderRecord, visit: VisitRecord) -> tuple[Provider, VisitRecord]:
    """Return a provider and one of its visits with what letters may tell it: `for_all`, and what is `shared`."""
    return _redact(record.provider, "provider"), dataclasses.replace(visit, visit=_redact(visit.visit, "provider"))


def _redact(value: Anything, reader: Reader = "public") -> Anything:
    """Return a copy of a record or summary with every field emptied that a reader may not see, at any depth."""
    kind: type = type(value)
    redactor = _redactor(kind, reader)
    return redactor(value) if redactor is not None else value


@cache
def _redactor(kind: type, reader: Reader) -> Callable[[Any], Any] | None:
    """Return what redacts values of a type, None where nothing in them is private."""
    if kind is tuple:
        return partial(_redact_tuple, reader=reader)
    if kind is dict:
        return partial(_redact_dict, reader=reader)
    if not _has_private(kind, reader):
        return None
    hidden = {field.name: field.default for field in described(kind) if not _sees(field, reader)}
    kept = [field.name for field in described(kind) if _sees(field, reader) and _holds_private(field, reader)]
    copy = _copy_record if issubclass(kind, BaseModel) else dataclasses.replace

    def redactor(value: Any) -> Any:
        update = {name: empty for name, empty in hidden.items() if getattr(value, name) != empty}
        for name in kept:
            old = getattr(value, name)
            new = _redact(old, reader)
            if new is not old:
                update[name] = new
        return copy(value, **update) if update else value

    return redactor


def _sees(field: Described, reader: Reader) -> bool:
    return field.public if reader == "public" else field.shared


def _copy_record(value: BaseModel, **update: Any) -> BaseModel:
    return value.model_copy(update=update)


def _redact_tuple(value: tuple[Any, ...], reader: Reader) -> tuple[Any, ...]:
    new = tuple(_redact(item, reader) for item in value)
    return new if any(a is not b for a, b in zip(new, value, strict=True)) else value


def _redact_dict(value: dict[Any, Any], reader: Reader) -> dict[Any, Any]:
    new = {key: _redact(item, reader) for key, item in value.items()}
    return new if any(new[key] is not value[key] for key in value) else value


@cache
def _has_private(kind: type, reader: Reader) -> bool:
    """Whether a type, or anything within it, has a field that a reader may not see."""
    if not (issubclass(kind, BaseModel) or dataclasses.is_dataclass(kind)):
        return False
    return any(not _sees(field, reader) or _holds_private(field, reader) for field in described(kind))


def _holds_private(field: Described, reader: Reader) -> bool:
    """Whether values of a field can have fields that a reader may not see."""
    return any(_has_private(kind, reader) for kind in field.value.types)
