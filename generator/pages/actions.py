"""Actions of improvement plans that are not done, in the words that the public may read: the framework's, and days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from generator.pages import views
from generator.summary.visit import ActionDue, PlanProgress


def overdue(plan: PlanProgress) -> str:
    """`8 actions overdue since 10 October 2026`; empty where none is."""
    if not plan.overdue:
        return ""
    since = f" since {views.day(plan.since)}" if plan.since else ""
    return f"{views.count(plan.overdue, 'action')} overdue{since}"


def still_open(plan: PlanProgress) -> str:
    """`2 actions open, the next due by 4 December 2026`; empty where none is."""
    if not plan.open:
        return ""
    due = f", {'the next ' if plan.open > 1 else ''}due by {views.day(plan.next_due)}" if plan.next_due else ""
    return f"{views.count(plan.open, 'action')} {'still ' if plan.overdue else ''}open{due}"


def names(plan: PlanProgress, most: int) -> tuple[str, ...]:
    """What the overdue actions are about: `9.5 Monitoring teaching and learning`; beyond ``most`` they are counted.

    Where two are about one requirement it is named once; what the plan says in words of its own is not named.
    """
    found = list(dict.fromkeys(filter(None, (about(action) for action in plan.actions if action.overdue))))
    more = f"and {len(found) - most} more"
    return (*found[:most], more) if len(found) > most else tuple(found)


def about(action: ActionDue) -> str:
    """`9.5 Monitoring teaching and learning`, or a theme's title; empty where the framework has no word for it."""
    return " ".join(filter(None, (action.id, action.title)))


def lines(actions: Sequence[ActionDue]) -> list[tuple[str, str, bool]]:
    """Each action as what it is about, its day in words, and whether it is overdue."""
    return [
        (f"{about(action) or 'Another action'} ({action.framework_title})", _day(action), action.overdue)
        for action in actions
    ]


def _day(action: ActionDue) -> str:
    if action.due is None:
        return "no day is set"
    if action.overdue:
        return f"overdue since {views.day(action.due + timedelta(days=1))}"
    return f"due by {views.day(action.due)}"
