"""A provider in a few short sentences that a parent and a pupil understand, made of its facts alone."""

from __future__ import annotations

from apdir.directory import ProviderRecord
from apdir.model.fields import Edition
from apdir.model.provider import Provider
from apdir.pages import facts, newest, sites, views
from apdir.pages.page import Site
from apdir.summary import ProviderSummary, VisitSummary

NO_VISIT = {"public": "No visit to it is published here.", "commissioner": "No visit to it is final here."}
LAST = {"public": "The latest published visit", "commissioner": "The latest final visit"}


def in_short(record: ProviderRecord, summary: ProviderSummary, site: Site) -> tuple[str, str, str]:
    """What it is, for whom, and whether a registered school; who visited last and found what; what to do next.

    ``record`` and ``summary`` are redacted to the site's edition, and nothing is said that they do not have.
    """
    provider = record.provider
    return (
        f"It is for pupils {_whom(provider)}{_where(provider)}. It {_registered(provider)} a registered school.",
        _visited(provider, summary, site.edition),
        _next(provider, summary, site),
    )


def _registered(provider: Provider) -> str:
    """What is recorded; nobody has looked it up where no day is given."""
    if provider.registration.status == "registered":
        return "is"
    return "is not" if provider.registration.gias_checked else "is not known to be"


def _whom(provider: Provider) -> str:
    if provider.offer.ages:
        return f"aged {views.ages(provider.offer.ages)}"
    return f"in {views.small(views.key_stages(provider.offer.key_stages))}"


def _where(provider: Provider) -> str:
    """`, in Derby DE1`; ` and works on site and by outreach, in Derby DE1`."""
    how, place = views.small(views.delivery(provider.offer.delivery)), facts.where(provider)
    place = place if place.startswith("near ") or not place else f"in {place}"
    if place and how == "on site":
        return f", {place}"
    return f" and works {', '.join(filter(None, (how.replace('outreach', 'by outreach'), place)))}"


def _visited(provider: Provider, summary: ProviderSummary, edition: Edition) -> str:
    """The last visit and what it found, or the gravest finding that is worse than the approval."""
    latest = summary.latest
    if latest is None:
        return NO_VISIT[edition]
    told = next(iter(summary.warnings), latest)
    if not isinstance(told, VisitSummary):
        judged = newest.warnings(provider, summary)[0]
        return f"{judged.lead} {views.small(judged.label)}."
    which = LAST[edition] if told.id == latest.id else "A visit"
    place = sites.site_of(provider, told)
    who = f", by {views.words(told.organisations)}" if told.organisations else ""
    result = f"It found: {views.small(told.result.label)}" if told.result.found else "It made no judgement"
    return f"{which} was{f' to {place},' if place else ''} on {views.day(told.date)}{who}. {result}."


def _next(provider: Provider, summary: ProviderSummary, site: Site) -> str:
    contact, team = provider.contact, newest.without_article(site.settings.council.team)
    standing = summary.standing
    if not standing.open:
        return "No new pupil can start here now. The reason is below."
    if standing.key == "lapsed" and standing.outcome_label:
        return f"Its approval has expired. Schools: ask the {team} before a pupil starts."
    if newest.asks(summary) or standing.approved_until is None:
        return f"Schools: ask the {team} before a pupil starts."
    reached = contact.phone or contact.email or contact.website
    whom = views.small(newest.without_article(contact.role)) if reached else team
    return f"Schools: ask the {whom} about a place. Parents: ask your child’s school."
