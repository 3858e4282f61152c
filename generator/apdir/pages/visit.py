"""The page of one visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apdir.directory import ProviderRecord, VisitRecord
from apdir.model.form_field import FormField
from apdir.model.framework import Framework
from apdir.model.visit import Visit
from apdir.pages import actions, advice, links, newest, picture, sites, views
from apdir.pages.drawn import drawn
from apdir.pages.ended import ended
from apdir.pages.facts import Fact
from apdir.pages.labelled import labelled
from apdir.pages.page import Page, Site
from apdir.pages.plan import plan_lines
from apdir.pages.requirements import theme_lines
from apdir.pages.versions import version_path
from apdir.summary import ProviderSummary, VisitSummary


def visit_page(
    record: ProviderRecord, visit: VisitRecord, summary: VisitSummary, provider_summary: ProviderSummary, site: Site
) -> Page:
    """The page of one visit, from records and summaries already redacted to the site's edition."""
    path = links.visit_path(record.slug, visit.id)
    name = record.provider.name
    day = views.day(visit.visit.date)
    officers = site.edition == "commissioner"
    how = ended(visit, summary, officers=officers)
    standing = provider_summary.standing
    rests = standing.visit == visit.id and record.provider.status == "listed"
    warnings = [it for it in newest.warnings(record.provider, provider_summary) if it.path != f"visits/{visit.id}/"]
    otherwise = bool(warnings) or not rests or summary.outcome_standing not in ("none", standing.key)
    label = sites.label(record.provider, provider_summary)
    content = site.render(
        "visit.html",
        path,
        provider=record.provider,
        slug=record.slug,
        visit=visit.visit,
        framework=visit.framework,
        framework_path=version_path(summary.framework, summary.version, site),
        summary=summary,
        standing=standing,
        label=label,
        ending=newest.ending(provider_summary.ends_soon),
        stands_otherwise=otherwise,
        warnings=warnings,
        ask=newest.ask(site.settings) if newest.asks(provider_summary) else "",
        not_done=actions.lines(summary.plan.actions),
        site_name=sites.site_of(record.provider, summary),
        rests=rests,
        facts=tuple(_facts(record, visit, summary)),
        answers=_answers(visit.framework.header, visit.visit.header),
        before=_answers(
            (field for branch in visit.framework.pre_visit for field in branch.fields), visit.visit.pre_visit
        ),
        ended=how,
        met_in_words=picture.met_in_words(summary),
        lowest=picture.LOWEST,
        scope=_scope(summary),
        picture=drawn(summary, visit.framework.words.theme, site),
        themes=theme_lines(visit, summary, site),
        better=sum(line.change == "better" for line in summary.judged),
        worse=sum(line.change == "worse" for line in summary.judged),
        compared=_compared(summary, provider_summary),
        areas=_areas(visit.visit, visit.framework),
        plan=plan_lines([visit], site.today, name_visits=False) if officers else (),
        points=_points(visit.visit, visit.framework),
        reassessed=advice.reassessment_lines(record, provider_summary, visit.id),
        advised=advice.visit_groups(record, summary) if officers else (),
        edit=links.edit_link(site, visit.file),
        editor=links.visit_editor(site, visit.framework.id, record.slug, visit.id),
        mistake=links.mistake_link(site, f"{name}, visit on {day}"),
    )
    today = f" Approval status today: {views.small(label)}." if otherwise else ""
    found = f" ({picture.in_words(summary.counted)})" if summary.tally.answered else ""
    return Page(
        path=path,
        title=f"{name}: visit on {day}",
        description=f"Visit on {day} to {name} under the {summary.framework_title}. {how.title}{found}.{today}",
        content=content,
        crumbs=(("Providers", links.PROVIDERS), (name, links.provider_path(record.slug))),
        source=visit.file,
    )


def _facts(record: ProviderRecord, visit: VisitRecord, summary: VisitSummary) -> Iterator[Fact]:
    it = visit.visit
    if it.visited_by:
        yield Fact("Visited by", tuple(f"{views.capital(who.organisation)}: {who.role}" for who in it.visited_by))
    site = next((site for site in record.provider.sites if site.id == it.site), None)
    if site is not None:
        yield Fact("Site", (site.name,))
    if it.reassesses and (reassessed := _reassessed(record, it.reassesses)):
        yield Fact("Reassessment of", (views.small(reassessed),))
    if it.notice:
        period = it.notice.period
        given = f"Given on {views.day(it.notice.given)}" if it.notice.given else ""
        within = f"for a visit between {views.day(period.start)} and {views.day(period.end)}" if period else ""
        yield Fact("Notice", (views.capital(", ".join(filter(None, (given, within)))),))
    if it.time:
        yield Fact("Time", (f"{views.clock(it.time.start)} to {views.clock(it.time.end)}",))
    yield from (Fact(term, tuple(text.split("\n"))) for term, text in labelled(it, private=True).items() if text)
    if summary.state != "final":
        yield Fact("State of the record", (views.capital(summary.state),), "Only final visits count", warns=True)


def _reassessed(record: ProviderRecord, name: str) -> str:
    """The visit reassessed, in words; empty where not published."""
    days = {visit.id: f"The visit on {views.day(visit.visit.date)}" for visit in record.visits}
    days |= {year.id: f"The judgement of the year {year.year.year}" for year in record.years}
    return days.get(name, "")


def _answers(fields: Iterable[FormField], given: dict[str, Any]) -> tuple[Fact, ...]:
    """Answers to the form's own fields, in the form's words and order."""
    if not given:
        return ()
    return tuple(Fact(field.label, tuple(_lines(given[field.id]))) for field in fields if given.get(field.id))


def _lines(value: Any) -> Iterator[str]:
    """An answer as lines of text: a list has a line an item, a table a line a row."""
    if isinstance(value, dict):
        yield "; ".join(f"{key}: {', '.join(_lines(item))}" for key, item in value.items())
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _lines(item)
    elif value is not None:
        yield str(value)


def _scope(summary: VisitSummary) -> str:
    """The scope of a visit that does not look at every requirement; empty for one that does."""
    if not summary.outside:
        return ""
    if not summary.tally.total:
        return f"This kind of visit judges none of the {summary.outside} {summary.requirements_word}."
    total = summary.tally.total
    return f"It looked at {total} of {total + summary.outside} {summary.requirements_word}; the rest are no part of it."


def _compared(summary: VisitSummary, provider: ProviderSummary) -> str:
    """The day of the visit that this one is compared with, requirement by requirement; empty where none is."""
    if not any(line.before for line in summary.judged):
        return ""
    return next((views.day(visit.date) for visit in provider.visits if visit.id == summary.earlier), "")


def _areas(visit: Visit, framework: Framework) -> tuple[Fact, ...]:
    """Judgements of areas and the overall one, in the framework's words."""
    scale = next(scale for scale in framework.scales if scale.id == framework.scale)
    labels = {value.key: value.label for value in scale.values}
    rows = [(area.title, visit.areas.get(area.id)) for area in framework.areas]
    rows.append(("Overall", visit.overall))
    return tuple(Fact(title, (labels.get(key, key),)) for title, key in rows if key)


def _points(visit: Visit, framework: Framework) -> tuple[Fact, ...]:
    """Comments on points that have no scale."""
    if not visit.points:
        return ()
    points = (point for group in framework.lists for point in group.points)
    return tuple(Fact(point.text, (visit.points[point.id],)) for point in points if point.id in visit.points)
