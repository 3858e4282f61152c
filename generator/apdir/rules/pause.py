"""Whether what a visit recorded says that a provider is to take no new pupils for now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from apdir.days import day_in_words
from apdir.directory import ReadProvider
from apdir.model.described import places, values_at
from apdir.model.fields import TEXT_KIND
from apdir.model.framework import Framework
from apdir.model.settings import Settings
from apdir.model.visit import Visit
from apdir.problems import Problem
from apdir.source import FieldPath

_MORE = r"(?:new|further|more)"
_PUPILS = r"(?:pupils?|learners?|students?|children|anyone|anybody)"
_PLACED = (
    r"(?:(?:(?:new|further|more|all|any|the|their|its)\s+){0,3}(?:placements?|referrals?|admissions|intakes?|starts)"
    rf"|{_MORE}\s+(?:places|{_PUPILS}))"
)
_STOP = r"(?:paus|suspen[ds]|moratorium|fr[eo]{1,2}z|halt|stop|ceas|clos|embargo|on hold|hold o[fn]f?|against)\w*"
_PLACE = r"(?:plac|tak|mak|accept|admit|refer|commission|start|sen[dt]|begin|com|agree)\w*"
#: Words of a pause within one sentence: what stops; that there are no more; that nobody is to place.
_PAUSE = re.compile(
    rf"\b{_STOP}(?:\s+(?:on|to|of))?\s+(?:{_PLACE}\s+)?(?:{_PLACED}|(?<=ing\s){_PUPILS})\b"
    r"(?!\s+(?:at|in)\s+(?!this|the centre))"
    rf"|\b{_PLACED}(?:\s+to\s+this\s+\w+)?\s+(?:(?:here|is|are|be|to|remain|has|have|been|still|now)\s+){{0,4}}{_STOP}"
    rf"|\bno\s+{_MORE}\s+(?:placement|referral|start|place|{_PUPILS})"
    r"|\bno\s+(?:placements|referrals|admissions)\b.{0,60}\b(?:until|present|time being|moment|now)\b"
    r"|\b(?<!has )(?<!have )(?:not|cannot|nobody|no\s+\w+)"
    rf"\s+(?:(?:be|is|are|to|may|will|should|must|currently)\s+){{0,3}}{_PLACE}"
    rf"\s+(?:(?:on|any|a|placements?|referrals|{_PUPILS})\s+){{0,3}}"
    rf"(?:here|again|until|at\s+(?:the\s+moment|present)|{_MORE})\b",
    re.IGNORECASE,
)
#: That a pause has ended; and in its own sentence also that there is none, or was, or may be.
_ENDED = re.compile(
    r"(?<!not been )(?<!be )\b(?:ended|lifted|resumed?|reopened|(?:they|placements|pupils) (?:start|begin|began) again)"
    r"\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:one|two)\b|\b(?:not|no|never) (?:to )?(?:paus|suspen|halt|stop)"
    r"|\b(?:if|unless|without|would|could|might|consider\w*|need\w*|reason|had|did|began|planned|than|each)\b"
    rf"|\b(?:was|were)\b(?! asked| told| advised| agreed| decided)|{_ENDED.pattern}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n\s*\n")


def pauses(text: str) -> bool:
    """Return whether a text says that new placements pause, and no later sentence that this has ended."""
    paused = False
    for sentence in _SENTENCE.split(text):
        if _PAUSE.search(sentence) and not _NONE.search(sentence):
            paused = True
        elif _ENDED.search(sentence):
            paused = False
    return paused


def paused_at(visit: Visit) -> FieldPath | None:
    """Return where a visit's record says that new placements pause: in its decision, or else its plan or a comment."""
    done = {index for index, action in enumerate(visit.improvement_plan) if action.done is not None}
    texts = (found for trail in places(Visit, TEXT_KIND) for found in values_at(visit, trail))
    told = [at for at, text in texts if not (at[0] == "improvement_plan" and at[1] in done) and pauses(text)]
    return min(told, key=lambda at: at[0] != "decision", default=None)


def pausing(visits: Iterable[Visit]) -> Iterator[tuple[int, FieldPath]]:
    """Yield which visits say that placements pause, and where: the final ones of the newest day of each framework."""
    every = list(visits)
    last = {visit.framework: visit.date for visit in sorted(every, key=lambda one: one.date) if visit.is_final}
    for number, visit in enumerate(every):
        if visit.is_final and visit.date == last[visit.framework] and (at := paused_at(visit)) is not None:
            yield number, at


def in_words(visit: Visit) -> str:
    """That a visit's record and the provider's own contradict each other."""
    day = day_in_words(visit.date)
    return f"The record of the visit on {day} says that new placements pause, and the provider is listed as open."


def unsaid_pauses(read: ReadProvider, settings: Settings) -> Iterator[Problem]:
    """A note where a newest visit says that placements pause while the provider is listed: words can be misread."""
    provider = read.reading.record if read.reading is not None else None
    if provider is None or provider.status != "listed":
        return
    hint = (
        f"Suspend it, with a public notice: apdir status {read.slug}. Or write here since when placements begin again."
    )
    found = [(visit, visit.reading.record) for visit in read.visits if visit.reading.record is not None]
    for number, at in pausing(record for _, record in found):
        visit, record = found[number]
        if not _refuses(record, visit.framework, settings):
            yield visit.document.problem(at, in_words(record), hint, "pause")


def _refuses(visit: Visit, framework: Framework | None, settings: Settings) -> bool:
    """Whether the outcome itself tells schools to place nobody."""
    outcome = framework.outcome.get(visit.outcome or "") if framework is not None else None
    return outcome is not None and outcome.standing == "not met" and visit.framework in settings.standing.frameworks
