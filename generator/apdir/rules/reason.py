"""Why judgements lead to an outcome, in words: from the rule that decided, and what was missed of a better one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from apdir.model.framework import Framework
from apdir.model.outcome_checks import counted
from apdir.model.visit import Visit
from apdir.model.visiting import ESSENTIAL, Condition, OutcomeRule
from apdir.rules.outcome import allowed, allowed_in_doubt, are, count_of, given, holds, listed, part_of, ruled

#: Of more standards below a level than so many, only the number is told.
NAMED = 5


def in_words(rule: OutcomeRule, framework: Framework) -> str:
    """A rule in words: `all 12 standards at ‘Gold’, and 24 points or more`."""
    return ", and ".join(_asked(condition, framework) for condition in rule.when)


def reason(visit: Visit, framework: Framework, outcome: str | None = None) -> str:
    """The numbers by which the rules give what they give, without a full stop.

    ``outcome`` is the one recorded. Where all conditions count the same, the counts say all. Otherwise the conditions
    of the rule above the one that decided are told that do not hold, or those of the first rule where that decided.
    """
    rules, numbers = framework.outcome_rules, ruled(visit, framework)
    if _alike(rules) or not numbers.judged:
        return numbers.in_words(framework)
    decided = next(place for place, rule in enumerate(rules) if _all_hold(rule, visit, framework))
    key = outcome if outcome in rules[decided].gives else rules[decided].gives[0]
    missed = next((rule for rule in reversed(rules[:decided]) if key not in rule.gives), None)
    shown = missed or rules[decided]
    return _told(shown, shown.gives[0], visit, framework)


def contradiction(visit: Visit, framework: Framework, unread: Collection[str] = ()) -> tuple[str, str] | None:
    """A contradiction of the recorded outcome, and what would be right; None where nothing does."""
    if visit.outcome is None or visit.outcome in allowed(visit, framework):
        return None
    fitting = allowed_in_doubt(visit, framework, unread)
    if visit.outcome in fitting:
        return None
    numbers = ruled(visit, framework)
    message = f"The outcome is `{visit.outcome}`, but {_instead(visit, framework)}."
    if not fitting:
        of_what = " of the essential themes" if numbers.essential else ""
        return (
            message,
            f"Record the judgements of the {framework.words.requirements}{of_what}, or take the outcome out.",
        )
    hint = f"That gives {listed([f'`{key}`' for key in fitting], 'or')}."
    if numbers.unanswered:
        hint += f" Answer the rest, or say under details why a {framework.words.requirement} does not apply."
    return message, hint


def _instead(visit: Visit, framework: Framework) -> str:
    """The judgements as they are, against the rule of the recorded outcome."""
    rules, numbers = framework.outcome_rules, ruled(visit, framework)
    if _alike(rules) or not numbers.judged:
        return numbers.in_words(framework)
    asking = [rule for rule in rules if visit.outcome in rule.gives]
    if not asking or any(_all_hold(rule, visit, framework) for rule in asking):
        asking = [next(rule for rule in rules if _all_hold(rule, visit, framework))]
    nearest = min(asking, key=lambda rule: sum(not holds(condition, visit, framework) for condition in rule.when))
    asked = visit.outcome if visit.outcome in nearest.gives else nearest.gives[0]
    return _told(nearest, asked, visit, framework) if nearest.when else reason(visit, framework)


def _alike(rules: Iterable[OutcomeRule]) -> bool:
    """Whether every condition counts the same requirements at the same level, so that one count says all."""
    conditions = [condition for rule in rules for condition in rule.when]
    return len({condition.of for condition in conditions if condition.points is None}) < 2 and not any(
        condition.value or condition.points is not None or condition.of not in ((), (ESSENTIAL,))
        for condition in conditions
    )


def _all_hold(rule: OutcomeRule, visit: Visit, framework: Framework) -> bool:
    return all(holds(condition, visit, framework) for condition in rule.when)


def _told(rule: OutcomeRule, outcome: str, visit: Visit, framework: Framework) -> str:
    """The numbers of the conditions of a rule that do not hold, with what the outcome needs; of all where all hold."""
    missed = [condition for condition in rule.when if not holds(condition, visit, framework)]
    told = []
    for condition in missed or rule.when:
        needed = f"; {_needed(condition)} for ‘{framework.outcome[outcome].label}’" if missed else ""
        told.append(f"{_found(condition, visit, framework)}{needed}")
    return ". ".join(told)


def _found(condition: Condition, visit: Visit, framework: Framework) -> str:
    """A condition's count in words, with requirements below where it asks for all and few are."""
    numbers = count_of(condition, visit, framework)
    if condition.points is not None:
        return f"{numbers.points} points{_scoring(condition, framework)}"
    below = list(_below(condition, visit, framework)) if condition.all else []
    names = f" ({listed(below, 'and')})" if 0 < len(below) <= NAMED else ""
    return (
        f"{numbers.passed} of {numbers.applicable} {framework.words.requirements}{_among(condition, framework)} that "
        f"apply {are(numbers.passed)} {_level(condition, framework)}{names}"
    )


def _needed(condition: Condition) -> str:
    """A condition's threshold in words."""
    if condition.points is not None:
        return f"{condition.points} are needed"
    if condition.at_least is not None:
        return f"{condition.at_least} are needed"
    if condition.at_most is not None:
        return f"no more than {condition.at_most} may be lower"
    if condition.more_than_percent is not None:
        return f"more than {condition.more_than_percent}% are needed"
    return "all are needed"


def _asked(condition: Condition, framework: Framework) -> str:
    """A condition by itself: `8 standards or more at ‘Silver’ or better`."""
    words, number = framework.words, len(counted(condition, framework))
    if condition.points is not None:
        return f"{condition.points} points or more{_scoring(condition, framework)}"
    what, level = f"{words.requirements}{_among(condition, framework)}", _level(condition, framework)
    if condition.at_least is not None:
        return f"{condition.at_least} or more of {number} {what} {level}"
    if condition.at_most is not None:
        return f"no more than {condition.at_most} of {number} {what} not {level}"
    if condition.more_than_percent is not None:
        return f"more than {condition.more_than_percent}% of {number} {what} {level}"
    return f"all {number} {what} {level}"


def _among(condition: Condition, framework: Framework) -> str:
    """Which requirements a condition counts, where it does not count all of them."""
    if not condition.of:
        return ""
    essential = f"of the essential {framework.words.themes}"
    if condition.of == (ESSENTIAL,):
        return f" {essential}"
    return f" among {listed([f'those {essential}' if name == ESSENTIAL else name for name in condition.of], 'and')}"


def _scoring(condition: Condition, framework: Framework) -> str:
    """Whose points are added up, where not those of all requirements."""
    return f" for {framework.words.requirements}{_among(condition, framework)}" if condition.of else ""


def _level(condition: Condition, framework: Framework) -> str:
    """The level that counts: `at ‘Silver’ or better`."""
    if condition.value is None:
        return framework.passed_in_words
    scale = next(scale for scale in framework.scales if condition.value in scale.by_key)
    better = " or better" if condition.value != scale.keys[0] else ""
    return f"at ‘{scale.by_key[condition.value].label}’{better}"


def _below(condition: Condition, visit: Visit, framework: Framework) -> Iterator[str]:
    """The requirements that a condition counts and that are below its level: `1.2 is at ‘0: missing’`."""
    values = given(visit, framework)
    for row in part_of(condition, visit, framework):
        scale, value = framework.scale_of[row.id], values.get(row.id)
        if value in scale.by_key:
            if not scale.reaches(value, condition.value):
                yield f"{row.id} is at ‘{scale.by_key[value].label}’"
        elif row.id not in visit.details or visit.details[row.id].not_applicable is None:
            yield f"{row.id} is unanswered"
