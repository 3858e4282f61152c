"""What needs doing, for officers: overdue, soon and later, with who sees to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.summary.due import KINDS, Due

#: Days that count as soon.
SOON = 30
#: The most rows of one part of the page before its script has the others.
LONGEST = 25
TITLE = "What needs doing"
#: Files beside the page: what its script reads, and a workbook for officers.
DATA, WORKBOOK = f"{links.DUE}due.json", f"{links.DUE}due.xlsx"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list; ``more`` counts the rows left out."""

    id: str
    title: str
    rows: tuple[Due, ...]
    more: int


def due_page(ordered: Sequence[Due], site: Site, *, workbook: bool) -> Page:
    """Due dates, earliest first. For the commissioner edition alone. ``workbook``: whether the site has one."""
    soon = site.today + timedelta(days=SOON)
    parts = [
        _part("overdue", "Overdue", [row for row in ordered if row.overdue]),
        _part("soon", f"In the next {SOON} days", [row for row in ordered if not row.overdue and row.day <= soon]),
        _part("later", "Later", [row for row in ordered if row.day > soon]),
    ]
    content = site.render(
        "due.html",
        links.DUE,
        parts=parts,
        kinds=KINDS,
        owners=sorted({row.owner for row in ordered}, key=str.lower),
        soon=SOON,
        longest=LONGEST,
        workbook=workbook,
        edit=None,
        mistake=None,
    )
    return Page(
        path=links.DUE,
        title=TITLE,
        description="Visits, actions, details to confirm and approvals that expire, by owner. For officers.",
        content=content,
    )


def _part(key: str, title: str, rows: list[Due]) -> Part:
    return Part(key, title, tuple(rows[:LONGEST]), max(len(rows) - LONGEST, 0))


def due_data(ordered: Iterable[Due]) -> str:
    """Rows for the page's script, as JSON: day, overdue, kind, folder, provider, what, owner, key of its event."""
    rows = [
        (row.day.isoformat(), row.overdue, row.kind, row.slug, row.name, row.what, row.owner, row.key)
        for row in ordered
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def due_rows(ordered: Iterable[Due]) -> Iterator[tuple[date | str, ...]]:
    """Yield the rows of the workbook, headings first."""
    yield "By", "Overdue", "Kind", "Provider", "What", "Owner", "Folder"
    for row in ordered:
        late = "yes" if row.overdue else "no"
        yield row.day, late, KINDS[row.kind].label, row.name, row.what, row.owner, row.slug
