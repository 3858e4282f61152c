"""Rules on references to evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apdir.days import day_in_words
from apdir.model.evidence import Evidence
from apdir.model.framework import Framework
from apdir.model.visit import Visit
from apdir.rules import judgements
from apdir.rules.finding import Context, Finding, not_after
from apdir.source import FieldPath


def check(evidence: Sequence[Evidence], context: Context) -> Iterator[Finding]:
    """Evidence was seen before today, and had not expired then."""
    for index, entry in enumerate(evidence):
        path: FieldPath = ("evidence", index)
        yield from not_after((*path, "seen"), entry.seen, context.today, "The day on which this was seen")
        if entry.expires is not None and entry.expires < entry.seen:
            yield Finding(
                (*path, "expires"),
                f"This expired on {day_in_words(entry.expires)}, before it was seen.",
                "Check the years.",
                "dates",
                rests_on=((*path, "seen"),),
            )


def requirement_is_known(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """Evidence of a visit is for a requirement of its framework."""
    known = framework.requirement
    for index, entry in enumerate(visit.evidence):
        if entry.requirement not in known:
            words = judgements.unknown(entry.requirement, list(known), framework, framework.words.requirement)
            yield Finding(("evidence", index, "requirement"), *words, "unknown id")
