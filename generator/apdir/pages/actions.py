"""Actions of improvement plans that are not done, in the words that the public may read: the framework's, and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from apdir.pages import views
from apdir.summary import ProviderSummary
from apdir.summary.visit import ActionDue, PlanProgress

#: Name of an action that the framework has no word for: its own words are private.
UNNAMED = "An action that belongs to no single requirement"
#: The most overdue actions that a list, a comparison or a page's head names.
MOST = 3


def overdue(plan: PlanProgress) -> str:
    """`8 actions overdue`; empty where none is."""
    return f"{views.count(plan.overdue, 'action')} overdue" if plan.overdue else ""


def still_open(plan: PlanProgress) -> str:
    """`2 actions open, the next due by 4 December 2026`; empty where none is."""
    if not plan.open:
        return ""
    due = f", {'the next ' if plan.open > 1 else ''}due by {views.day(plan.next_due)}" if plan.next_due else ""
    return f"{views.count(plan.open, 'action')} {'still ' if plan.overdue else ''}open{due}"


def names(plan: PlanProgress, rest: str) -> tuple[str, ...]:
    """Subjects of the overdue actions, each with its day: `2g Fire drills, since 13 June 2026`.

    `5c Exit (3 actions), the first since 13 June 2026` where several are about the same. Those beyond the most names
    are counted: every action is in a name or in that number, and ``rest`` says where those are to be read, for paper.
    """
    late: dict[tuple[str, str], list[date]] = {}
    for action in plan.actions:
        if action.overdue and action.due is not None:
            late.setdefault(_about(action), []).append(action.due)
    named = list(late.items())[:MOST]
    more = plan.overdue - sum(len(days) for _, days in named)
    told = [f"{_told(name, _several(days), visit)}, {_since(days)}" for (name, visit), days in named]
    return (*told, f"and {more} more: {rest}") if named and more else tuple(told)


def uncounted(summary: ProviderSummary) -> tuple[str, ...]:
    """Actions left after visits that are not final, which no number counts: `2 overdue, visit of … (disputed)`.

    The public edition has no such visits.
    """
    return tuple(
        f"{', '.join(parts)}, visit on {views.day(visit.date)} ({visit.state}, does not count)"
        for visit in summary.visits
        if visit.state != "final"
        and (parts := [f"{n} {how}" for n, how in ((visit.plan.overdue, "overdue"), (visit.plan.open, "open")) if n])
    )


def lines(actions: Sequence[ActionDue]) -> list[tuple[str, str, bool]]:
    """Each action as what it is about, its day in words, and whether it is overdue; those alike once, with a number."""
    rows = Counter((*_about(it), it.framework_title, _day(it), it.overdue) for it in actions)
    return [
        (_told(name, f"{number} actions" if number > 1 else "", visit, framework), day, late)
        for (name, visit, framework, day, late), number in rows.items()
    ]


def _about(action: ActionDue) -> tuple[str, str]:
    """`9.5 Monitoring teaching and learning`, or a theme's title; else that it has none, and of which visit it is."""
    name = " ".join(filter(None, (action.id, action.title)))
    return (name, "") if name else (UNNAMED, f"visit on {views.day(action.visited)}")


def _several(days: Sequence[date]) -> str:
    return f"{len(days)} actions" if len(days) > 1 else ""


def _since(days: Sequence[date]) -> str:
    """`since 13 June 2026`, from the day after the last one on which they were in time."""
    return f"{'the first ' if len(set(days)) > 1 else ''}since {views.day(min(days) + timedelta(days=1))}"


def _told(name: str, *more: str) -> str:
    known = ", ".join(filter(None, more))
    return f"{name} ({known})" if known else name


def _day(action: ActionDue) -> str:
    if action.due is None:
        return "no day is set"
    if action.overdue:
        return f"overdue since {views.day(action.due + timedelta(days=1))}"
    return f"due by {views.day(action.due)}"
