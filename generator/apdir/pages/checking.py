"""The page to take along when a school checks a provider: what is known on this day, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from apdir.directory import ProviderRecord
from apdir.pages import actions, facts, links, newest, sites, views
from apdir.pages.census import SOURCE, census_line
from apdir.pages.crosswalk import CoverageLine, coverage_of
from apdir.pages.forms import to_visit, visit_forms
from apdir.pages.page import Page, Site
from apdir.summary import ProviderSummary, VisitSummary


@dataclass(frozen=True, slots=True)
class NotMet:
    """The requirements that one visit found not met: its day and framework, its site, where it is read."""

    told: str
    path: str
    word: str
    requirements: tuple[str, ...]


def checking_page(record: ProviderRecord, summary: ProviderSummary, site: Site) -> Page:
    """The page, from a record and summary already redacted to the site's edition."""
    provider, path = record.provider, links.checking_path(record.slug)
    registered = provider.registration.status == "registered"
    coverage = coverage_of(record, summary, site)
    content = site.render(
        "checking.html",
        path,
        provider=provider,
        slug=record.slug,
        standing=summary.standing,
        warnings=newest.warnings(provider, summary),
        ask=newest.ask(site.settings) if newest.asks(summary) else "",
        label=sites.label(provider, summary),
        ending=newest.ending(summary.ends_soon),
        facts=[fact for fact in facts.key_facts(record, summary, site.edition) if fact.term != facts.IMPROVEMENTS],
        not_met=_not_met(record, summary),
        not_done=actions.lines(summary.plan.actions),
        unseen=_unseen(coverage.lines) if coverage else (),
        unseen_sites=coverage.unseen if coverage else "",
        visited=bool(summary.visits),
        forms=visit_forms(site, registered=registered) if to_visit(summary.standing.key, site.edition) else (),
        census=census_line(provider.registration),
        census_source=SOURCE,
        edit=None,
        mistake=links.mistake_link(site, provider.name),
    )
    return Page(
        path=path,
        title=f"Check {provider.name}",
        description=f"What is known of {provider.name}, and what to ask, to print and take along.",
        content=content,
        crumbs=(("Providers", links.PROVIDERS), (provider.name, links.provider_path(record.slug))),
        source=record.file,
    )


def _not_met(record: ProviderRecord, summary: ProviderSummary) -> list[NotMet]:
    """Of the newest final visit under each framework, and at each site, what it found not met."""
    newest_of: dict[tuple[str, str | None], VisitSummary] = {}
    for visit in summary.visits:
        if visit.state == "final":
            newest_of.setdefault((visit.framework, visit.site), visit)
    frameworks = {visit.id: visit.framework for visit in record.visits}
    found = []
    for visit in newest_of.values():
        requirement = frameworks[visit.id].requirement
        names = tuple(
            f"{one.id} {requirement[one.id].title or ''}".strip()
            for one in visit.judged
            if one.value is not None and one.value.counts_as == "not met"
        )
        place = sites.site_of(record.provider, visit)
        told = ", ".join(filter(None, (views.day(visit.date), visit.framework_title, place)))
        word = visit.requirement_word if len(names) == 1 else visit.requirements_word
        if names:
            found.append(NotMet(told, links.visit_path(record.slug, visit.id), word, names))
    return found


def _unseen(lines: tuple[CoverageLine, ...]) -> list[tuple[str, str]]:
    """Each shared theme, and of what in it no finding is published; where sites differ, once for each."""
    return [
        (f"{line.title}{f' ({count.place})' if count.place else ''}", views.words(count.open))
        for line in lines
        for count in line.counts
        if count.open
    ]
