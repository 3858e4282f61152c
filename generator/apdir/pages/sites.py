"""Which of a provider's sites a visit is of, what is known of the others, and when each is open."""

from __future__ import annotations

from collections.abc import Sequence

from apdir.edition import UNPUBLISHED
from apdir.model.offer import Hours
from apdir.model.provider import Provider, Site
from apdir.model.visiting import STANDINGS
from apdir.pages import views
from apdir.summary import ProviderSummary, VisitSummary
from apdir.summary.statuses import GRAVITY


def names(provider: Provider) -> dict[str, str]:
    """The name of each site by its id, where a provider has several to tell apart."""
    return {site.id: _name(site) for site in provider.sites} if len(provider.sites) > 1 else {}


def days_of(provider: Provider) -> tuple[str, ...]:
    """The days on which it runs anywhere: its own, or else those of its sites."""
    if provider.offer.days:
        return provider.offer.days
    open_days = {day for site in provider.sites for day in site.days}
    return tuple(day for day in views.WEEKDAYS if day in open_days)


def open_at(provider: Provider) -> dict[str, tuple[str, str]]:
    """Of each site by its id its days, `Tue Thu`, and its name with them, `North site (Tue and Thu)`.

    Empty where every site is open whenever the provider is. A site with no days of its own is.
    """
    days = days_of(provider)
    if all(set(site.days or days) == set(days) for site in provider.sites):
        return {}
    return {
        site.id: (" ".join(site.days or days), f"{_name(site)} ({views.weekdays(site.days or days, short=True)})")
        for site in provider.sites
    }


def by_site(provider: Provider) -> tuple[str, ...]:
    """`North site: Tuesday and Thursday, 10am to 2:30pm` of each site; empty where all are as the provider is."""
    days, hours = days_of(provider), provider.offer.hours
    own = [(site, site.days or days, site.hours or hours) for site in provider.sites]
    if all((set(its_days), its_hours) == (set(days), hours) for _, its_days, its_hours in own):
        return ()
    return tuple(f"{_name(site)}: {days_and_hours(its_days, its_hours)}" for site, its_days, its_hours in own)


def days_and_hours(days: Sequence[str], hours: Hours | None) -> str:
    """`Monday to Thursday, 9:30am to 3pm`; empty where neither is known."""
    return ", ".join([*([views.weekdays(days)] if days else []), *([views.hours(hours)] if hours else [])])


def _name(site: Site) -> str:
    return "a site with no published address" if site.name == UNPUBLISHED else site.name


def site_of(provider: Provider, visit: VisitSummary | None) -> str:
    """The name of the one site, of several, that a visit is of; empty where it is of the whole provider."""
    return names(provider).get(visit.site or "", "") if visit is not None else ""


def rests_on(provider: Provider, summary: ProviderSummary) -> str:
    """The name of the one site, of several, whose visit the decision rests on; empty where it is of all of them."""
    return site_of(provider, _basis(summary)) if summary.standing.key in STANDINGS else ""


def covered_days(provider: Provider, summary: ProviderSummary) -> tuple[str, ...]:
    """The days on which what the decision is of is open: one of several sites, or else the provider."""
    basis = _basis(summary) if rests_on(provider, summary) else None
    return next((site.days for site in provider.sites if basis and site.id == basis.site), ()) or days_of(provider)


def label(provider: Provider, summary: ProviderSummary) -> str:
    """The approval status in words: `Approved: based on the visit to North site only`."""
    site = rests_on(provider, summary)
    return f"{summary.standing.label}: based on the visit to {site} only" if site else summary.standing.label


def unvisited(provider: Provider, summary: ProviderSummary) -> str:
    """`no published visit to North site`, for those of several sites; empty where each has one, or none has."""
    if summary.latest is None or provider.status != "listed":
        return ""
    missing = [name for site, name in names(provider).items() if _last(summary, site) is None]
    return f"no published visit to {views.words(missing, 'or')}" if missing else ""


def others(provider: Provider, summary: ProviderSummary) -> str:
    """The last finding at each site that the decision does not cover, in sentences."""
    if summary.latest is None or provider.status != "listed":
        return ""
    basis = _basis(summary)
    return " ".join(
        f"{views.capital(name)}: {_told(_last(summary, site))}."
        for site, name in names(provider).items()
        if basis is None or basis.site not in (site, None)
    )


def of_itself(provider: Provider, summary: ProviderSummary, site: str) -> tuple[str, str]:
    """The sign and words of what was last found at a site that the decision says nothing of; else empty.

    The sign is never better than the decision, and one of approval where who decides has decided of that site too.
    """
    basis, where = _basis(summary), summary.standing.key
    if not rests_on(provider, summary) or basis is None or basis.site == site:
        return "", ""
    last = _last(summary, site)
    decided = last is not None and _decides_alike(last, basis)
    if last is None:
        sign = "never visited"
    elif decided or last.result.sign == "not met":
        sign = last.result.sign
    else:
        sign = "visited"
    if where == "not met" or (decided and GRAVITY[where] > GRAVITY[sign]):
        sign = where
    return sign, views.capital(_told(last))


def _decides_alike(visit: VisitSummary, basis: VisitSummary) -> bool:
    """Whether a visit decides of an approval as another does: under its framework, by one of its organisations."""
    same = visit.framework == basis.framework and not set(visit.organisations).isdisjoint(basis.organisations)
    return same and visit.decides and visit.outcome_standing in STANDINGS


def _told(visit: VisitSummary | None) -> str:
    if visit is None:
        return "no published visit"
    return f"last visited on {views.day(visit.date)}, {visit.framework_title} ({views.small(visit.result.label)})"


def _basis(summary: ProviderSummary) -> VisitSummary | None:
    return next((visit for visit in summary.visits if visit.id == summary.standing.visit), None)


def _last(summary: ProviderSummary, site: str) -> VisitSummary | None:
    """The newest final visit that was of a site, or of the whole provider."""
    return next((it for it in summary.visits if it.state == "final" and it.site in (site, None)), None)
