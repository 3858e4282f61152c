"""A letter to a provider: `content/letters/<name>.md`, its conditions above and its words below."""

from __future__ import annotations

from typing import Annotated

from apdir.model.fields import Choice, Line, Record, Slug, for_all
from apdir.model.visiting import Standing

#: What a letter is for: to give notice of a planned visit, to report a visit, to say what it ended in, to answer a
#: dispute, to announce a reassessment.
PURPOSES = ("notice", "report", "outcome", "dispute", "reassessment")


class Letter(Record):
    """A letter's heading, and the visits for which it is meant. Of several that fit, the one with most conditions."""

    title: Line = for_all("Its heading. It may have fields.", example="Notice of a visit on {{ visit_days }}")
    purpose: Annotated[str, Choice(*PURPOSES)] = for_all("What it is for.", example="outcome")
    frameworks: tuple[Slug, ...] = for_all(
        "Under which frameworks. Left out: under any.", example=["coastshire"], default=()
    )
    kinds: tuple[Line, ...] = for_all("For which kinds of visit. Left out: for any.", example=["visit"], default=())
    outcomes: tuple[Line, ...] = for_all(
        "For which outcomes of these frameworks. Left out: for any.", example=["all met"], default=()
    )
    approval: tuple[Standing, ...] = for_all(
        "For outcomes that do this to the approval status. Left out: for any.", example=["not met"], default=()
    )
