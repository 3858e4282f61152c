"""Due dates, for officers: overdue, soon, and later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.summary.due import KINDS, Due

#: Days that count as soon.
SOON = 30
#: The most rows of one part of the page: `apdir due` lists them all.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list; ``more`` counts the rows left out."""

    id: str
    title: str
    rows: tuple[Due, ...]
    more: int


def due_page(dues: Iterable[Due], site: Site) -> Page:
    """Due dates, earliest first. For the commissioner edition alone."""
    ordered = sorted(dues)
    soon = site.today + timedelta(days=SOON)
    parts = [
        _part("overdue", "Overdue", [row for row in ordered if row.overdue]),
        _part("soon", f"In the next {SOON} days", [row for row in ordered if not row.overdue and row.day <= soon]),
        _part("later", "Later", [row for row in ordered if row.day > soon]),
    ]
    content = site.render("due.html", links.DUE, parts=parts, kinds=KINDS, edit=None, mistake=None)
    return Page(
        path=links.DUE,
        title="What is due",
        description="Visits, actions, details to confirm and approvals that expire. For officers.",
        content=content,
    )


def _part(key: str, title: str, rows: list[Due]) -> Part:
    return Part(key, title, tuple(rows[:LONGEST]), max(len(rows) - LONGEST, 0))
