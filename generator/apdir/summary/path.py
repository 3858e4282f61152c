"""The present step of a dispute on the framework's path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apdir.days import day_in_words
from apdir.model.framework import Framework
from apdir.model.visit import DisputeStep
from apdir.summary.advice import Advice, in_words


def dispute(steps: Sequence[DisputeStep], state: str, framework: Framework, about: str) -> Iterator[Advice]:
    """R12: the step a dispute has reached, and what comes next; once ended, that its record is not yet final.

    Amber Valley & Erewash, p20 and p21. A framework that has no path gives no advice.
    """
    stages = {stage.key: stage for stage in framework.dispute}
    order = list(stages)
    if not steps or steps[-1].step not in stages:
        return
    last = stages[steps[-1].step]
    reached = f"{last.label} on {day_in_words(steps[-1].date)}."
    if last.ends:
        if state == "final":
            return
        text = f"{reached} That ends it: the record can be final."
    else:
        ahead = [stages[key] for key in order[order.index(last.key) + 1 :]]
        text = f"{reached} What can come next: " + " ".join(f"{stage.label}: {stage.text}" for stage in ahead)
    yield Advice("R12", "Dispute", "check", text, in_words(last.source, framework), convention=False, about=about)
