"""Whether the lengths of placement on offer keep a framework's limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from apdir.model.framework import Framework
from apdir.model.offer import Length
from apdir.model.policy import Limit
from apdir.model.provider import Provider
from apdir.summary.advice import Advice, in_words


def lengths(provider: Provider, frameworks: Sequence[Framework], today: date) -> Iterator[Advice]:
    """R08: full-time for at most 12 weeks, part-time for at most 2 days a week, as far as the offer goes.

    Derby, section 18, Length of AP: the form asks for these two and no other. That a longer one is pointed out is this
    directory's convention; how long one pupil's placement lasts is for the school to watch.
    """
    for framework in frameworks:
        weeks, days = framework.limit("full-time-weeks", today), framework.limit("part-time-days", today)
        for length in provider.offer.lengths:
            limit = weeks if length.mode == "full-time" else days
            if limit is not None and (text := longer(length, limit)):
                yield Advice(
                    rule="R08",
                    title=f"Length of placement on offer: {length.mode}",
                    state="check",
                    text=f"{text} The form of the {framework.short_title} has no longer one. Pointing it out is this "
                    "directory's rule.",
                    source=in_words(limit.source, framework),
                    convention=True,
                )


def longer(length: Length, limit: Limit) -> str:
    """Return how a length goes beyond the limit, in words; empty where it does not or is not given."""
    if length.mode == "full-time":
        if length.open_ended:
            return f"Full-time without an end; at most {limit.value} weeks."
        if length.up_to_weeks is not None and not limit.holds(length.up_to_weeks):
            return f"Full-time for up to {length.up_to_weeks} weeks; at most {limit.value}."
    elif length.up_to_days is not None and not limit.holds(length.up_to_days):
        return f"Part-time for up to {length.up_to_days} days a week; at most {limit.value}."
    return ""
