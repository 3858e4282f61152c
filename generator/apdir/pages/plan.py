"""Improvement plans as officers read them: what is overdue first, then what is open, then what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apdir.directory import VisitRecord
from apdir.pages import views

ORDER = ("overdue", "open", "done")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action. ``how`` is one of `ORDER`; ``visit`` is the id of the visit, ``visited`` its day in words."""

    visit: str
    visited: str
    area: str
    action: str
    who: str | None
    owner: str | None
    by: date | None
    done: date | None
    how: str
    rag: str | None
    review: str | None


def plan_lines(visits: Iterable[VisitRecord], today: date, name_visits: bool) -> list[PlanLine]:
    """The actions of some visits; ``name_visits``: whether each names the visit that it comes from."""
    lines = [
        PlanLine(
            visit=visit.id,
            visited=views.day(visit.visit.date) if name_visits else "",
            area=action.area,
            action=action.action,
            who=action.who,
            owner=action.owner,
            by=action.by,
            done=action.done,
            how="done" if action.done else "overdue" if action.by and action.by < today else "open",
            rag=action.rag,
            review=action.review,
        )
        for visit in visits
        for action in visit.visit.improvement_plan
    ]
    return sorted(lines, key=lambda line: (ORDER.index(line.how), line.done or line.by or date.max))
