"""The outcome that a framework's rule gives from a visit's judgements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from generator.model.framework import Framework
from generator.model.requirement import Requirement
from generator.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Answers:
    """How many requirements of a framework a visit judged, and how.

    ``passed`` is the number met in full, ``judged`` the number with any value, ``applicable`` those not marked as
    not applicable; what is unanswered is applicable and never met.
    """

    passed: int
    judged: int
    applicable: int

    @property
    def unanswered(self) -> int:
        """Requirements that apply and have no judgement."""
        return self.applicable - self.judged


def answers(visit: Visit, framework: Framework, among: Iterable[Requirement] | None = None) -> Answers:
    """The count over some requirements, all of the framework's where none are named."""
    passed = judged = applicable = 0
    judgements, details, scales = visit.judgements, visit.details, framework.scale_of
    for requirement in framework.requirements if among is None else among:
        name = requirement.id
        value = judgements.get(name)
        if value is None:
            applicable += name not in details or details[name].not_applicable is None
            continue
        applicable += 1
        scale_value = scales[name].by_key.get(value)
        if scale_value is not None:
            judged += 1
            passed += scale_value.passes
    return Answers(passed, judged, applicable)


def derby(visit: Visit, framework: Framework) -> tuple[str, ...]:
    """The outcomes that judgements allow (Derby, section 18, end).

    All standards at Fully: all met. More than half: the majority met (the source gives no number; more than half is
    this directory's convention), or not met where the visitors so decide. Otherwise not met; which of the two rests
    on what the provider wants. With nothing judged at all, no outcome is given.
    """
    count = answers(visit, framework)
    if count.judged == 0:
        return ()
    if count.passed == count.applicable:
        return ("all met",)
    if count.passed * 2 > count.applicable:
        return ("majority met", "not met, may reapply", "not met, withdrawn")
    return ("not met, may reapply", "not met, withdrawn")


def herefordshire(visit: Visit, framework: Framework) -> tuple[str, ...]:
    """R04: appropriate only where every requirement of both essential themes is fully met; blank is not met.

    Herefordshire, scoring of themes 1 and 2. The source gives no rule for themes 3 to 9, so they change nothing here.
    """
    count = answers(visit, framework, essentials(framework))
    if count.judged == 0:
        return ()
    if count.passed == count.applicable:
        return ("appropriate", "not appropriate")
    return ("not appropriate",)


def essentials(framework: Framework) -> tuple[Requirement, ...]:
    """The requirements of essential themes; none where the framework has no such theme."""
    return tuple(requirement for theme in framework.themes if theme.essential for requirement in theme.requirements)


def no_rule(visit: Visit, framework: Framework) -> tuple[str, ...]:
    """Every outcome: the source gives no rule, a person decides."""
    return tuple(framework.outcome)


RULES: dict[str, Callable[[Visit, Framework], tuple[str, ...]]] = {
    "derby": derby,
    "herefordshire": herefordshire,
    "none": no_rule,
}


def allowed(visit: Visit, framework: Framework) -> tuple[str, ...]:
    """The outcomes that agree with the judgements, the one that the rule gives first."""
    return RULES[framework.outcome_rule](visit, framework)


def allowed_in_doubt(visit: Visit, framework: Framework, unread: Collection[str]) -> tuple[str, ...]:
    """The outcomes that agree with the judgements whatever was meant by those that cannot be right.

    ``unread`` are the requirements whose judgement could not be read; off the scale, and under ids that the framework
    does not have, are others.
    """
    required = framework.requirement
    doubtful = [
        key
        for key in required
        if key in unread or (key in visit.judgements and visit.judgements[key] not in framework.scale_of[key].by_key)
    ]
    astray = sum(key not in required for key in visit.judgements)
    doubtful += [key for key in required if key not in visit.judgements and key not in doubtful][:astray]
    found = dict.fromkeys(allowed(visit, framework))
    judgements = dict(visit.judgements)
    for key in doubtful:
        judgements[key] = framework.scale_of[key].keys[0]
        found |= dict.fromkeys(allowed(visit.model_copy(update={"judgements": judgements}), framework))
    return tuple(found)


def contradiction(visit: Visit, framework: Framework, unread: Collection[str] = ()) -> tuple[str, str] | None:
    """What contradicts the outcome recorded, and what would be right; None where nothing does."""
    if visit.outcome is None or visit.outcome in allowed(visit, framework):
        return None
    fitting = allowed_in_doubt(visit, framework, unread)
    if visit.outcome in fitting:
        return None
    gate = essentials(framework)
    count = answers(visit, framework, gate or None)
    standards = framework.words.requirements + (" of the essential themes" if gate else "")
    found = [f"{count.passed} of {count.applicable} {standards} that apply {_are(count.passed)} met in full"]
    lower = count.judged - count.passed
    found += [f"{lower} {_are(lower)} judged lower"] if lower else []
    found += [f"{count.unanswered} {_are(count.unanswered)} unanswered"] if count.unanswered else []
    message = f"The outcome is `{visit.outcome}`, but {_listed(found, 'and')}."
    if not fitting:
        return message, f"Record the judgements of the {standards}, or take the outcome out."
    hint = f"That gives {_listed([f'`{key}`' for key in fitting], 'or')}."
    if count.unanswered:
        hint += f" Answer the rest, or say under details why a {framework.words.requirement} does not apply."
    return message, hint


def _listed(parts: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
