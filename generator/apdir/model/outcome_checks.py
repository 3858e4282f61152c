"""Whether the rules of a framework lead to its outcomes, and to one of them whatever the judgements are."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.model.framework import Framework
from apdir.model.framework_checks import Fault, unknown_scales
from apdir.model.requirement import Requirement
from apdir.model.visiting import ESSENTIAL, Condition
from apdir.problems import did_you_mean
from apdir.source import FieldPath

#: Thresholds; a condition has one.
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
    yield from _never_reached(framework)
    if framework.outcome_rules and framework.kinds and not any(kind.decides for kind in framework.kinds):
        message = "There are rules for the outcome, and no kind of visit decides."
        yield ("kinds", 0, "decides"), message, "Write `decides: yes` at the kind that ends in an outcome."
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
    if condition.more_than_percent == 100:
        yield (*path, "more_than_percent"), "Nothing is more than 100%.", "Write `all: yes`, or a lower number."
    points = [[value.points for value in framework.scale_of[row.id].values] for row in rows]
    most = sum(max(number or 0 for number in row) for row in points if row)
    if (
        condition.points is not None
        and condition.points > most
        and not unknown
        and not any(None in row for row in points)
    ):
        message = f"The {framework.words.requirements} that this counts have {most} points at most."
        yield (*path, "points"), message, "Correct the number, or the points of the scale."
    if condition.points is not None and not unknown:
        scales = {framework.scale_of[row.id].id for row in rows}
        for at, scale in enumerate(framework.scales):
            for value_at, value in enumerate(scale.values):
                if scale.id in scales and value.points is None:
                    where = ("scales", at, "values", value_at, "points")
                    yield where, f"`{value.key}` has no points, and a rule adds points up.", "Add `points`, 0 for none."


def _never_reached(framework: Framework) -> Iterator[Fault]:
    """A rule below one that holds wherever it does itself, as far as that can be told from the two."""
    rules = framework.outcome_rules
    for place, rule in enumerate(rules):
        for above, earlier in enumerate(rules[:place]):
            if earlier.when and all(_follows(condition, rule.when, framework) for condition in earlier.when):
                message = f"This rule is never reached: where it holds, rule {above + 1} above it holds too."
                yield ("outcome_rules", place), message, "Put the rule that asks for more first, or take one out."
                break


def _follows(condition: Condition, given: tuple[Condition, ...], framework: Framework) -> bool:
    """Whether a condition holds wherever some others do, or always."""
    rows = {row.id for row in counted(condition, framework)}
    always = condition.at_least == 0 or condition.points == 0
    if always or (condition.at_most is not None and condition.at_most >= len(rows)):
        return True
    return any(_implies(other, condition, rows, framework) for other in given)


def _implies(one: Condition, other: Condition, rows: set[str], framework: Framework) -> bool:
    """Whether one condition is never met without the other, which counts ``rows``: of the same sort and stricter."""
    counts = {row.id for row in counted(one, framework)}
    if one.points is not None or other.points is not None:
        return counts == rows and one.points is not None and other.points is not None and one.points >= other.points
    if not _as_high(one, other, rows & counts, framework):
        return False
    if one.all:
        return rows <= counts
    if counts != rows:
        return False
    if one.at_least is not None:
        return other.at_least is not None and one.at_least >= other.at_least
    if one.at_most is not None:
        return other.at_most is not None and one.at_most <= other.at_most
    percent = one.more_than_percent
    return percent is not None and other.more_than_percent is not None and percent >= other.more_than_percent


def _as_high(one: Condition, other: Condition, rows: set[str], framework: Framework) -> bool:
    """Whether what reaches the level of one condition reaches that of the other, for some requirements."""
    scales = [framework.scale_of[row] for row in rows]
    if any(name is not None and name not in scale.by_key for scale in scales for name in (one.value, other.value)):
        return False
    return all(
        scale.reaches(key, other.value) for scale in scales for key in scale.keys if scale.reaches(key, one.value)
    )
