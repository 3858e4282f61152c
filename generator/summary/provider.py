"""Everything worked out for one provider on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.directory import ProviderRecord
from generator.model.settings import Settings
from generator.model.visible import private
from generator.summary.due import Due, due
from generator.summary.standing import Standing, standing
from generator.summary.threshold import RegistrationCheck, registration_check
from generator.summary.visit import PlanProgress, VisitSummary, summarise_visit


@dataclass(frozen=True, slots=True)
class ProviderSummary:
    """Where a provider stands and what was found, for ``today``.

    ``visits`` has the newest first. ``latest`` is the newest final visit of any framework. ``plan`` counts the actions
    of all final visits. ``stale``: the facts were not confirmed for longer than settings allow.
    """

    today: date
    standing: Standing
    visits: tuple[VisitSummary, ...]
    latest: VisitSummary | None
    plan: PlanProgress
    checked: date
    stale: bool
    next_visit: date | None
    registration_check: RegistrationCheck | None = private(None)
    due: tuple[Due, ...] = private(())


def summarise(record: ProviderRecord, settings: Settings, today: date) -> ProviderSummary:
    """The summary of one provider from its full record: editions are cut from it afterwards."""
    summaries: list[VisitSummary] = []
    for visit in record.visits:
        earlier = next(
            (
                summary
                for summary in reversed(summaries)
                if summary.framework == visit.framework.id
                and summary.state == "final"
                and summary.site == visit.visit.site
                and summary.date < visit.visit.date
            ),
            None,
        )
        summaries.append(summarise_visit(visit, earlier, today))
    visits = tuple(reversed(summaries))
    final = [visit for visit in visits if visit.state == "final"]
    where = standing(record.provider, visits, settings, today)
    latest = final[0] if final else None
    return ProviderSummary(
        today=today,
        standing=where,
        visits=visits,
        latest=latest,
        plan=PlanProgress(
            sum(visit.plan.done for visit in final),
            sum(visit.plan.open for visit in final),
            sum(visit.plan.overdue for visit in final),
        ),
        checked=record.provider.checked.date,
        stale=(today - record.provider.checked.date).days > settings.record_stale_after_days,
        next_visit=max((visit.next_visit for visit in final if visit.next_visit), default=None),
        registration_check=registration_check(record.provider.registration, settings, today),
        due=due(record, visits, where, settings, today),
    )
