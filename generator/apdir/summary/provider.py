"""Everything worked out for one provider on one day."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apdir.directory import ProviderRecord, VisitRecord
from apdir.library import Library
from apdir.model.visible import private
from apdir.rules.organisation import meant
from apdir.rules.outcome import looked_at
from apdir.summary.advice import Advice
from apdir.summary.advising import provider_advice, visit_advice
from apdir.summary.due import Due, due
from apdir.summary.judgement import judgements, reassessments
from apdir.summary.newest import worse
from apdir.summary.standing import Standing, standing
from apdir.summary.threshold import RegistrationCheck, registration_check
from apdir.summary.visit import PlanProgress, VisitSummary, all_plans, summarise_visit
from apdir.summary.year import YearSummary, summarise_year


@dataclass(frozen=True, slots=True)
class ProviderSummary:
    """A provider's approval status and findings, for ``today``.

    ``visits`` has the newest first, of one day the gravest. ``latest`` is the newest final visit of any framework.
    ``plan`` counts the actions of all final visits. ``stale``: the facts were not confirmed for longer than settings
    allow. ``reassessments`` are those that judgements ask for, made or not; ``years`` the judged years, newest first.
    ``worse`` names the visits and years whose findings are worse than what the approval rests on, the gravest first.
    Nothing falls due any more for a provider that is closed or withdrawn.
    """

    today: date
    standing: Standing
    visits: tuple[VisitSummary, ...]
    latest: VisitSummary | None
    plan: PlanProgress
    checked: date
    stale: bool
    next_visit: date | None
    reassessments: tuple[Advice, ...] = ()
    years: tuple[YearSummary, ...] = ()
    worse: tuple[str, ...] = ()
    registration_check: RegistrationCheck | None = private(None)
    due: tuple[Due, ...] = private(())
    advice: tuple[Advice, ...] = private(())

    @property
    def ends_soon(self) -> date | None:
        """The last day of an approval that ends soon; None for any other."""
        return self.standing.ends_soon(self.today)

    @property
    def warnings(self) -> tuple[VisitSummary | YearSummary, ...]:
        """The visits and years that ``worse`` names."""
        found: dict[str, VisitSummary | YearSummary] = {visit.id: visit for visit in self.visits}
        found |= {year.id: year for year in self.years}
        return tuple(found[name] for name in self.worse)

    @property
    def reassessments_due(self) -> int:
        """Reassessments that are due and not overdue."""
        return sum(advice.state == "due" for advice in self.reassessments)

    @property
    def reassessments_overdue(self) -> int:
        """Reassessments whose last day has passed."""
        return sum(advice.state == "overdue" for advice in self.reassessments)


def _before(visit: VisitRecord, summaries: Sequence[VisitSummary]) -> VisitSummary | None:
    """The visit that one is compared with, of those before it, oldest first.

    The last final one of the framework and site that looked at as much: beside a short visit, most of a full one would
    be new.
    """
    outside = len(visit.framework.requirements) - len(looked_at(visit.visit, visit.framework))
    return next(
        (
            summary
            for summary in reversed(summaries)
            if summary.framework == visit.framework.id
            and summary.state == "final"
            and summary.site == visit.visit.site
            and summary.date < visit.visit.date
            and summary.outside <= outside
        ),
        None,
    )


def _newest_and_gravest(visit: VisitSummary) -> tuple[date, int, str]:
    return visit.date, visit.result.gravity if visit.result.found else -1, visit.id


def summarise(record: ProviderRecord, library: Library, today: date, *, advised: bool = True) -> ProviderSummary:
    """The summary of one provider from its full record: editions are cut from it afterwards.

    ``advised``: whether what rules advise and what falls due are worked out too, which are for officers only.
    """
    settings = library.settings
    summaries: list[VisitSummary] = []
    for visit in record.visits:
        summary = summarise_visit(visit, _before(visit, summaries), today, library.crosswalk)
        visited_by = dict.fromkeys(meant(name, settings) for name in summary.organisations)
        summary = dataclasses.replace(summary, organisations=tuple(visited_by))
        if advised:
            summary = dataclasses.replace(summary, advice=visit_advice(visit, summary, record, library))
        summaries.append(summary)
    visits = tuple(sorted(summaries, key=_newest_and_gravest, reverse=True))
    final = [visit for visit in visits if visit.state == "final"]
    where = standing(record.provider, visits, settings, today)
    latest = final[0] if final else None
    used = record.provider.status not in ("closed", "withdrawn")
    judged = judgements(record)
    again = tuple(advice for advice in reassessments(judged, today) if used or not advice.open)
    years = tuple(summarise_year(record, year, settings, today) for year in record.years)
    check = registration_check(record.provider.registration, settings, today)
    advice = provider_advice(record, years, judged, check, library, today) if used and advised else ()
    return ProviderSummary(
        today=today,
        standing=where,
        visits=visits,
        latest=latest,
        plan=all_plans(final),
        checked=record.provider.checked.date,
        stale=(today - record.provider.checked.date).days > settings.record_stale_after_days,
        next_visit=max((visit.next_visit for visit in final if visit.next_visit), default=None),
        reassessments=again,
        years=tuple(reversed(years)),
        worse=worse(where, visits, years, [site.id for site in record.provider.sites]),
        registration_check=check,
        due=due(record, where, (*again, *advice), years, settings, today) if advised else (),
        advice=advice,
    )
