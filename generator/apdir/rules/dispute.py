"""Rules on the steps of a dispute about a judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from apdir.model.framework import Framework
from apdir.model.visit import DisputeStep
from apdir.problems import did_you_mean
from apdir.rules.finding import Context, Finding, not_after
from apdir.source import FieldPath


def check(steps: Sequence[DisputeStep], state: str, framework: Framework, context: Context) -> Iterator[Finding]:
    """R12: steps are those of the framework's path, in its order, and a record is not final before one that ends it.

    Amber Valley & Erewash, procedures p20 and p21. A framework without a path leaves the steps free.
    """
    for index, step in enumerate(steps):
        yield from not_after(("dispute", index, "date"), step.date, context.today, "The day of this step")
    for index, (before, step) in enumerate(pairwise(steps), 1):
        if step.date < before.date:
            yield Finding(
                ("dispute", index, "date"),
                "This step is dated before the one above it.",
                "Put the steps in the order in which they were taken.",
                "dispute",
                rests_on=(("dispute", index - 1, "date"),),
            )
    if framework.dispute:
        yield from follows_the_path(steps, state, framework)


def follows_the_path(steps: Sequence[DisputeStep], state: str, framework: Framework) -> Iterator[Finding]:
    """R12: raised first, none before one that it follows, none after the end, and final only when it has ended."""
    order = [stage.key for stage in framework.dispute]
    ends = {stage.key for stage in framework.dispute if stage.ends}
    reached = 0
    ended = ""
    for index, step in enumerate(steps):
        path: FieldPath = ("dispute", index, "step")
        if step.step not in order:
            message = f"`{step.step}` is not a step of a dispute under the {framework.short_title}."
            yield Finding(path, message, did_you_mean(step.step, order), "unknown id")
            continue
        place = order.index(step.step)
        if index == 0 and place > 0:
            yield Finding(path, f"A dispute begins with `{order[0]}`.", "Add that step above this one.", "dispute")
        elif ended:
            yield Finding(path, f"The dispute ended with `{ended}`.", "Take this step out, or that one.", "dispute")
        elif place < reached:
            yield Finding(
                path,
                f"`{step.step}` comes before `{order[reached]}` in a dispute.",
                "Put the steps in order: " + ", ".join(f"`{key}`" for key in order) + ".",
                "dispute",
            )
        reached = max(reached, place)
        ended = step.step if step.step in ends else ended
    if steps and state == "final" and not ended:
        yield Finding(
            ("state",),
            "The record is final while its dispute has not ended.",
            "Write `state: disputed`, or add the step that ended it: "
            + ", ".join(f"`{key}`" for key in order if key in ends)
            + ".",
            "dispute",
            rests_on=(("dispute",),),
        )
