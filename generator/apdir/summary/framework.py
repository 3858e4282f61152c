"""The summary of a framework on one day."""

from __future__ import annotations

from datetime import date

from apdir.days import day_in_words
from apdir.model.framework import Framework
from apdir.summary.advice import Advice, in_words


def policy_review(framework: Framework, today: date) -> Advice | None:
    """R30: the source's own review was due on a day that has passed, so it may no longer hold.

    Amber Valley & Erewash: due by 31 December 2021. None where the source names no day, or the day has not passed.
    """
    due = framework.policy_review_due
    if due is None or due >= today:
        return None
    return Advice(
        rule="R30",
        title="The source’s own review",
        state="overdue",
        text=f"It was to be reviewed by {day_in_words(due)}, and this directory has seen no later version. Ask "
        f"{framework.publisher} whether it is still in force.",
        source=in_words(framework.source, framework),
        convention=False,
        due=due,
    )
