"""The outcome that a framework's rule gives from a visit's judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from apdir.model.framework import Framework
from apdir.model.outcome_checks import counted
from apdir.model.requirement import Requirement
from apdir.model.visit import Visit
from apdir.model.visiting import ESSENTIAL, Condition


@dataclass(frozen=True, slots=True)
class Answers:
    """How many of the requirements that a rule counts a visit judged, and how.

    ``passed`` is the number met in full, ``judged`` the number with any value, ``applicable`` those not marked as
    not applicable; what is unanswered is applicable and never met. ``points`` are those of the values judged, added up.
    ``essential``: those of the essential themes alone.
    """

    passed: int
    judged: int
    applicable: int
    points: int = 0
    essential: bool = False

    @property
    def unanswered(self) -> int:
        """Requirements that apply and have no judgement."""
        return self.applicable - self.judged

    @property
    def lower(self) -> int:
        """Requirements judged, and not met in full."""
        return self.judged - self.passed

    def in_words(self, framework: Framework) -> str:
        """`30 of 32 standards that apply are met in full, 1 is judged lower and 1 is unanswered`."""
        of_what = framework.words.requirements
        of_what += f" of the essential {framework.words.themes}" if self.essential else ""
        passed = f"{are(self.passed)} {framework.passed_in_words}"
        parts = [f"{self.passed} of {self.applicable} {of_what} that apply {passed}"]
        parts += [f"{self.lower} {are(self.lower)} judged lower"] if self.lower else []
        parts += [f"{self.unanswered} {are(self.unanswered)} unanswered"] if self.unanswered else []
        return listed(parts, "and")


def looked_at(visit: Visit, framework: Framework) -> tuple[Requirement, ...]:
    """The requirements that are part of a visit: those its kind looks at, and any other that it says something of."""
    part = framework.looked_at.get(visit.kind, framework.requirements)
    if len(part) == len(framework.requirements):
        return framework.requirements
    named = {row.id for row in part} | visit.judgements.keys() | visit.details.keys()
    named |= {item for row in visit.rows for item in row.items if row.marks}
    return tuple(row for row in framework.requirements if row.id in named)


def marked(visit: Visit, framework: Framework) -> dict[str, str]:
    """The value of each requirement whose row has marks: the lowest of them (this directory's rule)."""
    found: dict[str, str] = {}
    for row in visit.rows:
        for item in row.items:
            if item in framework.scale_of:
                order = framework.scale_of[item].keys
                marks = [mark for mark in row.marks if mark in order]
                if marks:
                    found[item] = max(marks, key=order.index)
    return found


def answers(
    visit: Visit, framework: Framework, among: Iterable[Requirement] | None = None, least: str | None = None
) -> Answers:
    """The count over some requirements, all that are part of the visit where none are named.

    ``least`` is the value from which on one counts as passed, where it is not every value that passes.
    """
    passed = judged = applicable = points = 0
    values = given(visit, framework)
    details, scales = visit.details, framework.scale_of
    for requirement in looked_at(visit, framework) if among is None else among:
        name = requirement.id
        value = values.get(name)
        if value is None:
            applicable += name not in details or details[name].not_applicable is None
            continue
        applicable += 1
        scale_value = scales[name].by_key.get(value)
        if scale_value is not None:
            judged += 1
            passed += scales[name].reaches(value, least)
            points += scale_value.points or 0
    return Answers(passed, judged, applicable, points)


def ruled(visit: Visit, framework: Framework) -> Answers:
    """Answers that the framework's rules count: essential themes where each condition is about those, else all."""
    conditions = [condition for rule in framework.outcome_rules for condition in rule.when]
    essential = bool(conditions) and all(condition.of == (ESSENTIAL,) for condition in conditions)
    if not essential:
        return answers(visit, framework)
    return replace(count_of(conditions[0], visit, framework), essential=True)


def count_of(condition: Condition, visit: Visit, framework: Framework) -> Answers:
    """Answers that count."""
    return answers(visit, framework, part_of(condition, visit, framework), condition.value)


def part_of(condition: Condition, visit: Visit, framework: Framework) -> list[Requirement]:
    """The requirements that a condition counts and that are part of the visit."""
    part = {row.id for row in looked_at(visit, framework)}
    return [row for row in counted(condition, framework) if row.id in part]


def given(visit: Visit, framework: Framework) -> Mapping[str, str]:
    """The value of each requirement that has one, by a judgement or by marks on its row."""
    return {**marked(visit, framework), **visit.judgements} if visit.rows else visit.judgements


def holds(condition: Condition, visit: Visit, framework: Framework) -> bool:
    """Whether a condition holds: one that is unanswered is at no value, which is this directory's rule."""
    count = count_of(condition, visit, framework)
    return (
        (not condition.all or count.passed == count.applicable)
        and (condition.at_least is None or count.passed >= condition.at_least)
        and (condition.at_most is None or count.applicable - count.passed <= condition.at_most)
        and (condition.more_than_percent is None or count.passed * 100 > count.applicable * condition.more_than_percent)
        and (condition.points is None or count.points >= condition.points)
    )


def says_something(visit: Visit, framework: Framework) -> bool:
    """Whether a visit gave a judgement of any sort, or said why something does not apply."""
    return bool(
        visit.judgements
        or any(row.marks for row in visit.rows)
        or any(detail.not_applicable for detail in visit.details.values())
        or any(conclusion.judgement for conclusion in visit.concluding.values())
        or visit.areas
        or visit.overall
    )


def says_more(visit: Visit, framework: Framework) -> bool:
    """Whether a visit recorded more of what was seen than judgements: evidence, a comment, an answer, an action.

    What a form takes from the provider's record is not counted: nobody saw it.
    """
    texts: list[object] = [
        *visit.points.values(),
        visit.decision,
        *visit.best_practice.values(),
        *visit.improvement_plan,
    ]
    parts = (*visit.details.values(), *visit.rows, *visit.themes.values(), *visit.concluding.values())
    for part in parts:
        texts += [text for name, text in part if name not in ("items", "marks", "judgement")]
    fields = (*framework.header, *(item for branch in framework.pre_visit for item in branch.fields))
    known = {item.id for item in fields if item.fills_from}
    return any(texts) or any(
        answer for name, answer in (*visit.header.items(), *visit.pre_visit.items()) if name not in known
    )


def allowed(visit: Visit, framework: Framework) -> tuple[str, ...]:
    """R04, R06: the outcomes that agree with the judgements, the likeliest first; none where nothing was judged.

    Herefordshire, essential themes: all of both in full, or it is not appropriate provision. Derby, section 18, end:
    all standards, a majority, or not. The rules are each framework's `outcome_rules`; that a blank is not met, and that
    a majority is more than half, are this directory's rules. Without rules, a person decides among all outcomes.
    """
    rules = framework.outcome_rules
    if not rules:
        nothing = looked_at(visit, framework) and not says_something(visit, framework)
        return () if nothing else tuple(framework.outcome)
    if ruled(visit, framework).judged == 0:
        return ()
    return next(rule.gives for rule in rules if all(holds(condition, visit, framework) for condition in rule.when))


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
    part = [row.id for row in looked_at(visit, framework)]
    doubtful += [key for key in part if key not in visit.judgements and key not in doubtful][:astray]
    found = dict.fromkeys(allowed(visit, framework))
    judgements = dict(visit.judgements)
    for key in doubtful:
        judgements[key] = framework.scale_of[key].keys[0]
        found |= dict.fromkeys(allowed(visit.model_copy(update={"judgements": judgements}), framework))
    return tuple(found)


def listed(parts: list[str], last: str) -> str:
    """Parts as a sentence has them: `a, b and c`."""
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def are(number: int) -> str:
    """`is` or `are`, by the number before it."""
    return "is" if number == 1 else "are"
