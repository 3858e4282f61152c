"""Rules on what a reassessment says that it reassesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from apdir.days import day_in_words
from apdir.model.visit import Visit
from apdir.rules.finding import Finding


def check(visit: Visit, judged: Mapping[str, tuple[str, date | None]]) -> Iterator[Finding]:
    """Anything reassessed was judged before, under the same framework.

    ``judged`` has the framework and the day of each of the provider's visits and judged years, by id.
    """
    if visit.reassesses is None or visit.reassesses not in judged:
        return
    framework, day = judged[visit.reassesses]
    if framework != visit.framework:
        yield Finding(
            ("reassesses",),
            f"`{visit.reassesses}` was judged under `{framework}`, and this visit is under `{visit.framework}`.",
            "Name what this visit reassesses, or correct `framework`.",
            "reassessment",
            rests_on=(("framework",),),
        )
    elif day is None or day >= visit.date:
        when = f"on {day_in_words(day)}, not before this visit" if day is not None else "on no day that is recorded"
        yield Finding(
            ("reassesses",),
            f"`{visit.reassesses}` was judged {when}.",
            "Name what this visit reassesses, or correct `date`.",
            "reassessment",
            rests_on=(("date",),),
        )
