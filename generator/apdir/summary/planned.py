"""Visits that are planned, in words: for officers, and for the provider that is told of one."""

from __future__ import annotations

from apdir.days import days_in_words
from apdir.directory import ProviderRecord, VisitRecord
from apdir.model.provider import Provider, Site
from apdir.model.visit import Visit
from apdir.wording import small

#: The kind of due date that a planned visit is.
PLANNED = "planned"


def planned_in_words(planned: VisitRecord, record: ProviderRecord) -> str:
    """For when a visit is planned, who goes, under which framework, and to which of several sites."""
    visit, framework = planned.visit, planned.framework
    who = ", ".join(f"{visitor.organisation} ({visitor.role})" for visitor in visit.visited_by)
    when = f"Visit planned for {days_in_words(visit.date, visit.last_day)}{f' by {who}' if who else ''}"
    kind = framework.kind[visit.kind].title if visit.kind in framework.kind else visit.kind
    site = site_of(visit, record.provider) if len(record.provider.sites) > 1 else None
    return f"{when}: {', '.join((framework.short_title, small(kind), *([site.name] if site else [])))}"


def site_of(visit: Visit, provider: Provider) -> Site | None:
    """The site of a visit: the one that it names, or the only one."""
    if visit.site is None and len(provider.sites) == 1:
        return provider.sites[0]
    return next((site for site in provider.sites if site.id == visit.site), None)


def place_of(visit: Visit, provider: Provider) -> str:
    """The address of a visit's site on one line, empty where no record has it."""
    site = site_of(visit, provider)
    return ", ".join(filter(None, (*site.address, site.postcode))) if site is not None else ""
