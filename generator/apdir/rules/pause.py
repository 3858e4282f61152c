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

_NEW = r"(?:new|further|more)"
_PUPILS = r"(?:pupils?|learners?|students?|child|children|young people|starters?|anyone|anybody)"
_STARTS = r"(?:placements|referrals|admissions|starts|intakes?|enrolments|commissioning)"
_PLACES = rf"(?:(?:all|any|the|our|their|its)\s+){{0,4}}(?:{_NEW}\s+(?:{_STARTS}|placement|referral|places)|{_STARTS})"
_ONES = rf"(?:{_PLACES}|{_NEW}\s+{_PUPILS})"
_STOPPED = r"(?:paused|suspended|halted|stopped|frozen|closed|on hold|on pause)"
_NOW = r"(?:until|pending|for now|for the moment|for the time being|at present|at the moment)"
_HERE = rf"(?:here|there|{_NOW}|with (?:the|this) provider|at (?:the|this) (?:provider|centre|site))"
_DOING = r"(?:placing|referring|taking|accepting|admitting|commissioning|making|sending)"
_TO_DO = r"(?:mak|tak|accept|plac|refer|admit|start|commission|agree|offer|send|begin)(?:e|ing|s)?"
_BE = r"(?:is|are|be|being|remains?|stays?|was|were|been|has|have|had|will|to|now|still|all|currently)"
_MUST = r"(?:is|are|may|should|must|will|can|to|be)"
_BEGUN = rf"(?:placed?|start|begin|refer|referred|sent|admitted)\s+(?:(?:a placement|{_PUPILS})\s+)?{_HERE}"
_STOP = (
    r"(?:paus(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|ceas(?:e|es|ed|ing)|"
    r"freez(?:e|es|ing)|froze|withh[eo]ld(?:s|ing)?|hold off|against)"
)
_WHO = rf"(?:{_NEW}\s+)?{_PUPILS}(?=\s*(?:[.,;:]|$|for\b|from\b|while\b|{_HERE}\b))"
#: Words of a pause within one sentence.
_PAUSE = re.compile(
    "|".join(
        (
            rf"\bno\s+{_NEW}\s+(?:{_STARTS}|placement|referral|places|{_PUPILS})\b",
            rf"\bno\s+(?:placements?|{_STARTS})\s+(?!to\b|who\b|with\b|was\b|were\b).{{0,120}}\b{_NOW}\b",
            rf"\b(?:pause|suspension|moratorium|freeze|halt|stop|ban|hold|embargo)\s+(?:on|of|to|in)\s+{_ONES}\b",
            rf"\b{_STOP}\s+(?:{_DOING}\s+(?:{_WHO}|{_PLACES}\b)|{_PLACES}\b)",
            rf"\b{_ONES}\s+(?:here\s+)?(?:{_BE}\s+)*{_STOPPED}\b(?!\s+to\b)",
            rf"\b{_ONES}\s+(?:here\s+)?{_MUST}\s+not\s+(?:be\s+)?(?:start|begin|go on|resume|made|taken|accepted)\b"
            rf".{{0,80}}\b(?:{_NOW}|again|here)\b",
            rf"\bclosed\s+to\s+{_ONES}\b",
            rf"\b(?:not|never|don['’]t|cannot)\s+(?:to\s+)?(?:be\s+)?{_TO_DO}\s+(?:(?:on|any)\s+)*"
            rf"(?:{_ONES}|(?:places|{_PUPILS})\s+{_HERE})\b",
            rf"\b(?:nobody|no one|no {_PUPILS}|no schools?)\s+(?:{_MUST}\s+)+{_BEGUN}\b",
            rf"\b(?:{_PUPILS}|schools)\s+{_MUST}\s+(?:not|no longer)\s+(?:(?:to|be)\s+)*{_BEGUN}\b",
        )
    ),
    re.IGNORECASE,
)
#: Without one of these there is no pause: most texts are read no further.
_PERHAPS = ("no ", "no\n", "not ", "nobody", "never", "n't ", "n’t ", "paus", "suspen", "morator", "freez", "froz",
            "halt", "stop", "ceas", "close", "ban ", "hold", "held", "embargo", "against")  # fmt: skip
#: How far back the words before are read.
_BEFORE = 80
#: In the words before those of a pause: that there is, or was, none.
_NONE = re.compile(
    r"(?:\b(?:not|no|never|without|nor|neither|rather than|instead of)|n['’]t)\b(?:[^\w:;,]+\w+){0,3}[^\w:;,]*$"
    r"|\b(?:one|two|three|four|five|six|\d+)\s+$",
    re.IGNORECASE,
)
#: In a sentence: that it may come to one; that all of it is past; that it is about what each pupil needs first.
_NO_PAUSE = re.compile(
    r"\b(?:if|unless|would|could|might|whether|consider(?:s|ed|ing)?|without)\b"
    r"|\b(?:was|were|had)\b.{0,120}\b(?:for (?:an?|one|two|three|four|six|\d+) (?:day|week|month|term)s?|last \w+)\b"
    r"|\bno\s+\w+\s+\w+\s+(?:was|were|is|are(?! to\b)|had|has|have|than|in|on|at|came|lack|wait|left)\w*\b"
    r"(?!.{0,120}\buntil\b)"
    r"|\buntil (?:he|she|they|their|his|her|each)\b",
    re.IGNORECASE,
)
#: That a pause has ended; and in the words before, that it has yet to.
_ENDED = re.compile(
    r"\b(?:ended|lifted|resumed?|resumes|resuming|restart(?:s|ed)?|re-?open(?:s|ed)?|open again|is over|came to an end|"
    r"(?:began|begin|begins|start|starts|started|going|go|taken|accepted|possible) again)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|to|not|until|when|once|should|before|how|so that)\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n\s*\n")


def pauses(text: str) -> bool:
    """Return whether a text says that new placements pause, and not that they do not, or go on again."""
    low = text.lower()
    paused = False
    for sentence in _SENTENCE.split(text) if any(word in low for word in _PERHAPS) else ():
        after = 0
        if _PAUSE.search(sentence) and not _NO_PAUSE.search(sentence):
            for found in _PAUSE.finditer(sentence):
                if not _before(_NONE, sentence, found.start()):
                    paused, after = True, found.end()
        if paused:
            ends = (found.start() for found in _ENDED.finditer(sentence, after))
            paused = all(_before(_TO_COME, sentence, at) for at in ends)
    return paused


def _before(pattern: re.Pattern[str], sentence: str, at: int) -> bool:
    return pattern.search(sentence, max(0, at - _BEFORE), at) is not None


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
    return f"The record of the visit of {day} says that new placements pause, and the provider is listed as open."


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
