"""Whether the rules of a framework lead to its outcomes, and to one of them whatever the judgements are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from apdir.model.holding import Fault, unknown_scales
from apdir.model.visiting import ESSENTIAL, Condition
from apdir.problems import did_you_mean
from apdir.source import FieldPath

if TYPE_CHECKING:
    from apdir.model.framework import Framework
    from apdir.model.requirement import Requirement

#: What a condition may ask for, one of them.
ASKS = ("all", "at_least", "at_most", "more_than_percent", "points")


def counted(condition: Condition, framework: Framework) -> tuple[Requirement, ...]:
    """The requirements that a condition counts, in the framework's order."""
    if not condition.of:
        return framework.requirements
    return tuple(
        requirement
        for theme in framework.themes
        for requirement in theme.requirements
        if theme.id in condition.of or requirement.id in condition.of or (theme.essential and ESSENTIAL in condition.of)
    )


def wrong_rules(framework: Framework) -> Iterator[Fault]:
    """Every fault of the outcome rules: a place in the file, what is wrong, what would be right.

    None while a scale is missing: what the rules count cannot be told then.
    """
    if any(unknown_scales(framework)):
        return
    keys = [outcome.key for outcome in framework.outcomes]
    given: set[str] = set()
    for place, rule in enumerate(framework.outcome_rules):
        path: FieldPath = ("outcome_rules", place)
        given.update(rule.gives)
        if not rule.gives:
            yield path, "This rule gives no outcome.", "Name under `gives` the outcomes that agree with it."
        for at, key in enumerate(rule.gives):
            if key not in keys:
                yield (*path, "gives", at), f"There is no outcome `{key}`.", did_you_mean(key, keys)
        for at, condition in enumerate(rule.when):
            yield from _condition((*path, "when", at), condition, framework)
        last = place == len(framework.outcome_rules) - 1
        if last and rule.when:
            message = "Some judgements would give no outcome: no rule says what holds when none of the others does."
            yield path, message, "End with a rule that has `gives` and no `when`."
        if not last and not rule.when:
            message = "This rule holds whatever the judgements are, so that none below it is ever looked at."
            yield path, message, "Put it last, or say under `when` what must hold."
    for place, key in enumerate(keys if framework.outcome_rules and given.issubset(keys) else ()):
        if key not in given:
            message = f"No rule gives the outcome `{key}`, so that no visit could end in it."
            yield ("outcomes", place, "key"), message, "Name it in the `gives` of a rule, or take it out."


def _condition(path: FieldPath, condition: Condition, framework: Framework) -> Iterator[Fault]:
    asked = [name for name in ASKS if getattr(condition, name) not in (None, False)]
    if len(asked) != 1:
        message = "This asks for nothing." if not asked else f"This asks for several things: {', '.join(asked)}."
        hint = f"Write one of {', '.join(ASKS[:-1])} and {ASKS[-1]}. Each further one is a condition of its own."
        yield path, message, hint
    names = [ESSENTIAL] if any(theme.essential for theme in framework.themes) else []
    names += [name for theme in framework.themes for name in (theme.id, *(row.id for row in theme.requirements))]
    unknown = [(at, name) for at, name in enumerate(condition.of) if name not in names]
    for at, name in unknown:
        message = f"There is no theme or requirement `{name}`."
        if name == ESSENTIAL:
            message = "No theme is essential."
        yield (*path, "of", at), message, did_you_mean(name, names, "Name themes and requirements by their ids.")
    rows = counted(condition, framework)
    for row in rows if condition.value is not None and not unknown else ():
        scale = framework.scale_of[row.id]
        if condition.value not in scale.by_key:
            message = f"`{condition.value}` is no judgement of `{row.id}`, which has the scale `{scale.id}`."
            yield (*path, "value"), message, did_you_mean(str(condition.value), scale.keys)
            break
    for name in ("at_least", "at_most"):
        number = getattr(condition, name)
        if number is not None and not unknown and number > len(rows):
            message = f"This counts {len(rows)} {framework.words.requirements}, which is fewer than {number}."
            yield (*path, name), message, "Correct the number, or what is counted under `of`."
    if condition.points is not None and not unknown:
        scales = {framework.scale_of[row.id].id for row in rows}
        for at, scale in enumerate(framework.scales):
            for value_at, value in enumerate(scale.values):
                if scale.id in scales and value.points is None:
                    where = ("scales", at, "values", value_at)
                    yield where, f"`{value.key}` has no points, and a rule adds points up.", "Add `points`, 0 for none."
