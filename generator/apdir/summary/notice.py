"""Whether a visit was announced, and lasted, as its framework has it."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.days import day_in_words
from apdir.directory import VisitRecord
from apdir.model.policy import Limit, LimitId
from apdir.model.visit import Visit
from apdir.summary.advice import Advice, in_words


def notice(record: VisitRecord) -> Iterator[Advice]:
    """R15: notice of a walk period, its length, the visit within it, and the visit's own length.

    Amber Valley & Erewash, Learning Walks. A visit that was not as it should be still took place: an officer is told,
    and nothing is refused.
    """
    visit = record.visit
    period, minutes = _limit(record, "walk-period-days"), _limit(record, "walk-minutes")
    days = _limit(record, "walk-notice-days")
    rows = (
        (days, _given(visit, days)),
        (period, _period(visit, period)),
        (period, _within(visit)),
        (minutes, _minutes(visit, minutes)),
    )
    for limit, said in rows:
        if limit is not None and said is not None:
            state, title, text = said
            yield Advice(
                "R15", title, state, text, in_words(limit.source, record.framework), limit.convention, about=record.id
            )


def _limit(record: VisitRecord, name: LimitId) -> Limit | None:
    """A limit of the visit's framework, where it is about this kind of visit."""
    limit = record.framework.limit(name, record.visit.date)
    return limit if limit is not None and limit.kind in (None, record.visit.kind) else None


def _given(visit: Visit, limit: Limit | None) -> tuple[str, str, str] | None:
    """At least so many days from the notice to the first day of the period."""
    title = "Notice of the walk period"
    if limit is None:
        return None
    if visit.notice is None or visit.notice.given is None or visit.notice.period is None:
        return "unknown", title, "The day of the notice, or the period, is not recorded."
    first = visit.notice.period.start
    days = (first - visit.notice.given).days
    text = f"{days} days' notice before the period that began on {day_in_words(first)}; at least {limit.value}."
    return "ok" if limit.holds(days) else "check", title, text


def _period(visit: Visit, limit: Limit | None) -> tuple[str, str, str] | None:
    """At most so many days from the first to the last day of the period, both counted."""
    if limit is None or visit.notice is None or visit.notice.period is None:
        return None
    days = (visit.notice.period.end - visit.notice.period.start).days + 1
    text = f"The period has {days} days, its first and last counted; at most {limit.value}."
    return "ok" if limit.holds(days) else "check", "Length of the walk period", text


def _within(visit: Visit) -> tuple[str, str, str] | None:
    """The visit lies within the period that was set."""
    if visit.notice is None or visit.notice.period is None:
        return None
    inside = visit.notice.period.start <= visit.date <= visit.notice.period.end
    text = f"The walk of {day_in_words(visit.date)} is {'within' if inside else 'outside'} the period that was set."
    return "ok" if inside else "check", "Walk within its period", text


def _minutes(visit: Visit, limit: Limit | None) -> tuple[str, str, str] | None:
    """At most so many minutes from beginning to end."""
    title = "Length of the walk"
    if limit is None:
        return None
    if visit.time is None:
        return "unknown", title, "When the walk began and ended is not recorded."
    start, end = visit.time.start, visit.time.end
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return "ok" if limit.holds(minutes) else "check", title, f"{minutes} minutes; at most {limit.value}."
