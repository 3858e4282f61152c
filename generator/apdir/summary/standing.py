"""Approval status on one day: from the listing, or the outcome of the visit that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apdir.days import day_in_words, months_after
from apdir.model.provider import Provider
from apdir.model.settings import Settings
from apdir.summary.statuses import APPROVED, GRAVITY, LABELS, NO_REFERRALS, TONES
from apdir.summary.visit import VisitSummary

#: An approval that ends within so many days says so (this directory's rule).
ENDING_DAYS = 28


@dataclass(frozen=True, slots=True)
class Standing:
    """An approval status.

    ``key`` is one of `LABELS`; ``since`` the day from which it holds; ``lapses`` the last day on which an outcome
    holds; ``visit`` the id of the visit it rests on; ``reason`` one sentence that says why.
    """

    key: str
    since: date | None
    lapses: date | None
    visit: str | None
    outcome_label: str | None
    framework_title: str | None
    version: str | None
    reason: str

    @property
    def label(self) -> str:
        """The word that pages show. It says nothing of visits that are not published: one may be under way."""
        return LABELS[self.key]

    @property
    def tone(self) -> str:
        """`good`, `caution`, `ended`, `stop` or `neutral`."""
        return TONES[self.key]

    @property
    def open(self) -> bool:
        """Whether it is open to referrals, as far as the directory knows."""
        return self.key not in NO_REFERRALS

    @property
    def approved_until(self) -> date | None:
        """The last day of an approval; None where there is none."""
        return self.lapses if self.key in APPROVED else None

    def ends_soon(self, today: date) -> date | None:
        """The last day of an approval that ends within ``ENDING_DAYS``; None for any other."""
        last = self.approved_until
        return last if last is not None and 0 <= (last - today).days <= ENDING_DAYS else None


def lapses_on(visit: VisitSummary, settings: Settings) -> date:
    """The last day on which a visit's outcome holds (this directory's rule; the numbers are settings).

    The earlier of so many months after the visit and of the next visit planned plus a grace period.
    """
    rule = settings.standing
    last = months_after(visit.date, rule.lapses_after_months)
    if visit.next_visit is not None:
        last = min(last, visit.next_visit + timedelta(days=rule.grace_days))
    return last


def _counts(visit: VisitSummary, settings: Settings) -> bool:
    """Whether a visit is final, and under a framework and by an organisation that settings name."""
    return (
        visit.state == "final"
        and not visit.is_empty
        and visit.framework in settings.standing.frameworks
        and any(organisation in settings.standing.organisations for organisation in visit.organisations)
    )


def decides_approval(visit: VisitSummary, settings: Settings) -> bool:
    """Whether a visit gives or takes an approval in this directory."""
    return _counts(visit, settings) and visit.decides and visit.outcome_standing != "none"


def standing(provider: Provider, visits: Sequence[VisitSummary], settings: Settings, today: date) -> Standing:
    """Listing first, then the latest outcome under the frameworks and by the organisations that settings name.

    Only a final visit of a kind that decides, with an outcome that says something of the approval, gives or takes one.
    A visit without an outcome has decided nothing, whatever its kind: what was decided before stays until its own last
    day, and no longer. Otherwise a drop-in, or a record that somebody half filled in, would take an approval away that
    nobody decided to take. It hides nothing worse: the reason names the later visit, pages show its findings beside
    the standing, and the checker refuses a final visit of a kind that decides with answers missing and no outcome.
    An approval lapses; "standards not met" does not: days that go by mend nothing (this directory's rule).
    """
    counting = [visit for visit in visits if _counts(visit, settings)]
    decided = [visit for visit in counting if decides_approval(visit, settings)]
    last = max(decided or counting, key=_newest_and_gravest, default=None)
    basis: tuple[str | None, str | None, str | None] = (None, None, None)
    if last is not None:
        basis = last.outcome_label, last.framework_title, last.version
    visit_id = last.id if last else None
    if provider.status != "listed":
        since = provider.status_date or provider.checked.date
        reason = f"The council recorded it as {provider.status} on {day_in_words(since)}."
        return Standing(provider.status, since, None, visit_id, *basis, reason)
    if last is None:
        organisations = " or ".join(settings.standing.organisations)
        reason = (
            f"There is no published visit by {organisations} of the kind that decides approval. "
            "That is not a judgement, good or bad."
        )
        if any(visit.state == "final" for visit in visits):
            reason += " See below what other visits found."
        return Standing("never visited", None, None, None, None, None, None, reason)
    until = lapses_on(last, settings)
    after = max((visit.date for visit in counting if visit.date > last.date), default=None)
    later = f" A later visit, on {day_in_words(after)}, did not change that." if after is not None else ""
    found = f"the visit on {day_in_words(last.date)}"
    if last in decided:
        reason = f"{last.outcome_label}: outcome of {found}."
        if last.outcome_standing == "not met":
            reason += (
                f" The decision stands until a later visit decides otherwise: do not refer pupils before that.{later}"
            )
            return Standing("not met", last.date, None, last.id, *basis, reason)
    elif last.outcome_label:
        reason = f"{last.outcome_label}: outcome of {found}, which says nothing of approval."
    elif last.decides:
        reason = f"At {found} no outcome was recorded."
    else:  # it gave nothing that could lapse
        visit_of = f"The visit on {day_in_words(last.date)} ({last.kind})"
        reason = f"{visit_of} was of a kind that changes no approval by itself."
        return Standing("visited", last.date, None, last.id, *basis, reason)
    if today > until:
        followed = any(visit.state == "final" and visit.date > last.date for visit in visits)
        nothing = f"no later {'decision' if followed else 'result'} is published."
        reason += f" Valid until {day_in_words(until)}; {nothing}" if last in decided else f" {nothing.capitalize()}"
        return Standing("lapsed", until + timedelta(days=1), until, last.id, *basis, reason + later)
    if last not in decided:
        return Standing("visited", last.date, until, last.id, *basis, reason)
    reason += f" Valid until {day_in_words(until)}.{later}"
    return Standing(last.outcome_standing, last.date, until, last.id, *basis, reason)


def _newest_and_gravest(visit: VisitSummary) -> tuple[date, int, str]:
    """Sort key for the visit that the standing rests on: the newest, and the graver of two on one day."""
    return visit.date, GRAVITY.get(visit.outcome_standing, -1), visit.id
