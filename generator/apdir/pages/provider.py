"""The page of one provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apdir.directory import ProviderRecord
from apdir.forms.facts import facts_of
from apdir.model.described import described
from apdir.model.provider import PolicyDates, Provider
from apdir.pages import actions, advice, facts, links, newest, picture, procurement, sites, text, views
from apdir.pages.census import SOURCE, census_line
from apdir.pages.crosswalk import coverage_of
from apdir.pages.drawn import drawn
from apdir.pages.ended import unseen_of
from apdir.pages.forms import to_visit, visit_forms
from apdir.pages.in_short import in_short
from apdir.pages.page import Page, Site
from apdir.pages.plan import plan_lines
from apdir.pages.spot import spot_of
from apdir.pages.structured import structured
from apdir.pages.versions import version_path
from apdir.source.photo import Photo
from apdir.summary import ProviderSummary, VisitSummary
from apdir.summary.planned import planned_in_words
from apdir.summary.result import Result


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in the list of visits."""

    id: str
    day: str
    title: str
    by: str
    result: Result
    convention: bool
    found: str
    actions: str
    overdue: int
    state: str
    unseen: str


@dataclass(frozen=True, slots=True)
class Series:
    """The visits under one framework side by side."""

    framework: str
    requirements: str
    sheets: tuple[picture.Sheet, ...]

    @property
    def gaps(self) -> bool:
        """Whether a visit did not look at every requirement."""
        return any(sheet.gaps for sheet in self.sheets)

    @property
    def marked(self) -> bool:
        """Whether a visit marked several requirements together."""
        return any(sheet.marked for sheet in self.sheets)


def provider_page(
    record: ProviderRecord, summary: ProviderSummary, site: Site, photos: Sequence[tuple[str, Photo]] = ()
) -> Page:
    """The page of one provider, from a record and summary already redacted to the site's edition.

    ``photos`` are those of ``provider.pictures``, in their order.
    """
    provider = record.provider
    path = links.provider_path(record.slug)
    counted = _counted(summary)
    drawings = [(visit, picture_of) for visit in _drawn(summary) if (picture_of := drawn(visit, "theme", site))]
    places = {visit.id: sites.site_of(provider, visit) for visit in summary.visits}
    final = [visit for visit in record.visits if visit.visit.is_final]
    registered = provider.registration.status == "registered"
    content = site.render(
        "provider.html",
        path,
        coverage=coverage_of(record, summary, site),
        record=record,
        provider=provider,
        summary=summary,
        photos=[*zip(provider.pictures, (photo for _, photo in photos), strict=False)],
        short=in_short(record, summary, site),
        standing=summary.standing,
        warnings=newest.warnings(provider, summary),
        label=sites.label(provider, summary),
        other_sites=sites.others(provider, summary),
        ending=newest.ending(summary.ends_soon),
        not_done=actions.lines(summary.plan.actions),
        where=facts.where(provider) or views.small(views.delivery(provider.offer.delivery)),
        jump=_jump(record, summary, site),
        spot=spot_of(provider.sites, site.settings.places.postcodes),
        facts=facts.key_facts(record, summary, site.edition),
        deciding=facts.DECIDING,
        level=procurement.level_of(provider, summary.latest),
        ask=newest.ask(site.settings) if newest.asks(summary) else "",
        more=facts.more_facts(provider),
        description=text.html(record.description),
        drawings=drawings,
        met_in_words=picture.met_in_words,
        lowest=picture.LOWEST,
        counted=counted,
        counted_under=version_path(counted.framework, counted.version, site) if counted else None,
        series=_series(summary),
        visits=[_row(visit, places[visit.id], officers=site.edition == "commissioner") for visit in summary.visits],
        visit_sites=places,
        planned=[(visit, planned_in_words(visit, record)) for visit in record.planned],
        plan=plan_lines(final, site.today, name_visits=True) if site.edition == "commissioner" else (),
        policy_dates=_policy_dates(provider.dates),
        reassessed=advice.reassessment_lines(record, summary),
        years=advice.year_views(summary),
        advised=advice.advice_groups(record, summary) if site.edition == "commissioner" else (),
        edit=links.edit_link(site, record.file),
        editor=links.provider_editor(site, record.slug),
        mistake=links.mistake_link(site, provider.name),
        visit_forms=visit_forms(site, registered=registered) if to_visit(summary.standing.key, site.edition) else (),
        form_facts=facts_of(record),
        watch=links.watch_path(path),
        census=census_line(provider.registration),
        census_source=SOURCE,
        looked_up=views.looked_up(provider.registration.gias_checked),
        structured=structured(record, summary.standing, site),
    )
    return Page(
        path=path,
        title=provider.name,
        description=describe(provider, summary),
        content=content,
        crumbs=(("Providers", links.PROVIDERS),),
        source=record.file,
    )


def describe(provider: Provider, summary: ProviderSummary) -> str:
    """A sentence or two for search engines and previews."""
    place = facts.where(provider) or views.delivery(provider.offer.delivery)
    registered = "registered school" if provider.registration.status == "registered" else "unregistered (non-school)"
    return (
        f"{provider.name}: {provider.type}, {place}. {views.capital(registered)}. "
        f"Approval status: {views.small(sites.label(provider, summary))}, correct on {views.day(summary.today)}."
        + "".join(f" {it.short}." for it in newest.warnings(provider, summary))
    )


def _jump(record: ProviderRecord, summary: ProviderSummary, site: Site) -> list[tuple[str, str]]:
    """The parts of the page below the key facts, by id."""
    rows = [
        ("found", "What visits found", True),
        ("about", "About", bool(record.description.strip() or record.provider.pictures)),
        ("programmes", "Programmes", bool(record.provider.offer.programmes)),
        ("plan", "Improvement plans", bool(summary.plan.total)),
        ("registration", "Registration", True),
        ("forms", "Visit it yourself", to_visit(summary.standing.key, site.edition)),
        ("officers", "For officers", site.edition == "commissioner"),
    ]
    return [(key, title) for key, title, there in rows if there]


def _counted(summary: ProviderSummary) -> VisitSummary | None:
    """The visit that the standing rests on, or else the newest final one."""
    resting = next((visit for visit in summary.visits if visit.id == summary.standing.visit), None)
    return resting or summary.latest


def _drawn(summary: ProviderSummary) -> list[VisitSummary]:
    """The visits that are drawn, the newest first: that one, and those that found worse."""
    counted = _counted(summary)
    shown = {*summary.worse, *([counted.id] if counted else ())}
    return [visit for visit in summary.visits if visit.id in shown]


def _series(summary: ProviderSummary) -> list[Series]:
    """Two visits or more of a framework over time, the framework of the newest visit first."""
    frameworks = dict.fromkeys(visit.framework for visit in summary.visits if visit.state == "final")
    rows = []
    for framework in frameworks:
        visits = [visit for visit in summary.visits if visit.framework == framework and visit.tally.total]
        if visits:
            rows.append(Series(visits[0].framework_title, visits[0].requirements_word, picture.over_time(visits)))
    return [row for row in rows if len(row.sheets) > 1]


def _row(visit: VisitSummary, place: str, *, officers: bool) -> VisitRow:
    plan = visit.plan
    parts = [f"{plan.done} done"] if plan.done else []
    parts += [f"{plan.open} open"] if plan.open else []
    parts += [f"{plan.overdue} overdue"] if plan.overdue else []
    told = f"{views.count(plan.total, 'action')}: {', '.join(parts)}" if plan.total else ""
    return VisitRow(
        id=visit.id,
        day=views.day(visit.date),
        title=", ".join(filter(None, (f"{visit.framework_title}: {views.small(visit.kind)}", place))),
        by=views.words(visit.organisations),
        result=visit.result,
        convention=visit.outcome_by_convention,
        found=picture.in_words(visit.counted),
        actions=told,
        overdue=plan.overdue,
        state=visit.state,
        unseen=unseen_of(visit, officers=officers),
    )


def _policy_dates(dates: PolicyDates | None) -> list[tuple[str, date]]:
    found = ((field.label, getattr(dates, field.name, None)) for field in described(PolicyDates))
    return [(label, day) for label, day in found if day is not None]
