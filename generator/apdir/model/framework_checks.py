"""Whether a framework holds together: ids are unique, and every name that it uses is one that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from apdir.model.framework import Framework
from apdir.model.policy import COUNTED, INTERVALS, STATED, Limit
from apdir.model.provider import PolicyDates
from apdir.problems import did_you_mean, quoted
from apdir.source import FieldPath

#: A place in the file, what is wrong there, and what would be right.
Fault = tuple[FieldPath, str, str]


def given_twice(framework: Framework) -> Iterator[Fault]:
    """Ids of one sort, and all that are anchors of the framework's page, are each given once."""
    yield from _twice(((("kinds", at, "id"), kind.id) for at, kind in enumerate(framework.kinds)))
    yield from _twice(((("scales", at, "id"), scale.id) for at, scale in enumerate(framework.scales)))
    for place, scale in enumerate(framework.scales):
        yield from _twice(((("scales", place, "values", at, "key"), row.key) for at, row in enumerate(scale.values)))
    yield from _twice(((("outcomes", at, "key"), outcome.key) for at, outcome in enumerate(framework.outcomes)))
    yield from _twice(((("dispute", at, "key"), stage.key) for at, stage in enumerate(framework.dispute)))
    yield from _twice(((("boxes", at, "id"), box.id) for at, box in enumerate(framework.boxes)))
    yield from _twice(((("themes", at, "id"), theme.id) for at, theme in enumerate(framework.themes)))
    yield from _of_both_sorts(framework)
    yield from _limits_overlap(framework)
    yield from _twice(_form_fields(framework))
    yield from _twice(_anchors(framework))


def anchors_with_spaces(framework: Framework) -> Iterator[Fault]:
    """Ids that no link can lead to, since the id of an element of a page has no space in it."""
    themes = ((("themes", at, "id"), theme.id) for at, theme in enumerate(framework.themes))
    for where, name in (*themes, *_anchors(framework)):
        if any(sign.isspace() for sign in name):
            yield where, f"`{name}` has a space in it.", "Write it without, for links lead to it."


def _limits_overlap(framework: Framework) -> Iterator[Fault]:
    """A number may change: its id is then given for one span of days and for another, and never for both at once."""
    for place, limit in enumerate(framework.limits):
        for other in framework.limits[:place]:
            first, last = limit.start or date.min, limit.until or date.max
            if limit.id == other.id and (other.start or date.min) <= last and first <= (other.until or date.max):
                hint = "Give each an id of its own, or `from` and `until` that do not overlap."
                yield ("limits", place, "id"), f"`{limit.id}` is given twice for the same days.", hint
                break


def _form_fields(framework: Framework) -> Iterator[tuple[FieldPath, str]]:
    """Fields that visits answer by id."""
    for place, entry in enumerate(framework.header):
        yield ("header", place, "id"), entry.id
    for place, branch in enumerate(framework.pre_visit):
        for at, entry in enumerate(branch.fields):
            yield ("pre_visit", place, "fields", at, "id"), entry.id


def _of_both_sorts(framework: Framework) -> Iterator[Fault]:
    """`of` and `looks_at` name themes and requirements alike: no id is one of each."""
    themes = {theme.id for theme in framework.themes}
    for place, theme in enumerate(framework.themes):
        for at, requirement in enumerate(theme.requirements):
            if requirement.id in themes:
                message = f"`{requirement.id}` is a {framework.words.theme} too."
                yield ("themes", place, "requirements", at, "id"), message, "Give each its own."


def _anchors(framework: Framework) -> Iterator[tuple[FieldPath, str]]:
    """Targets of links: requirements, areas, lists, their points, and what comes round."""
    for place, theme in enumerate(framework.themes):
        if theme.concluding is not None:
            yield ("themes", place, "concluding", "id"), theme.concluding.id
        for at, requirement in enumerate(theme.requirements):
            yield ("themes", place, "requirements", at, "id"), requirement.id
    for place, area in enumerate(framework.areas):
        yield ("areas", place, "id"), area.id
    if framework.overall is not None:
        yield ("overall", "id"), framework.overall.id
    for place, entry in enumerate(framework.lists):
        yield ("lists", place, "id"), entry.id
        for at, point in enumerate(entry.points):
            yield ("lists", place, "points", at, "id"), point.id
    for place, item in enumerate(framework.schedule):
        yield ("schedule", place, "id"), item.id


def _twice(rows: Iterable[tuple[FieldPath, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for where, name in rows:
        if name in seen:
            yield where, f"`{name}` is given twice.", "Give each its own."
        seen.add(name)


def unknown_names(framework: Framework) -> Iterator[Fault]:
    """A kind, a point, an area, a theme, a requirement, a judgement or a date that is named is there."""
    kinds = [kind.id for kind in framework.kinds]
    points = [point.id for entry in framework.lists for point in entry.points]
    fields = [entry.id for entry in framework.header] + [
        entry.id for branch in framework.pre_visit for entry in branch.fields
    ]
    for place, kind in enumerate(framework.kinds):
        if kind.same_day_as is not None:
            yield from _known(("kinds", place, "same_day_as"), [kind.same_day_as], kinds, "kind of visit", one=True)
        asked = [*fields, *(entry.id for entry in framework.lists), *points]
        yield from _known(("kinds", place, "asks"), kind.asks, asked, "field, list or point")
        parts = [name for theme in framework.themes for name in (theme.id, *(row.id for row in theme.requirements))]
        yield from _known(("kinds", place, "looks_at"), kind.looks_at, parts, "theme or requirement")
        yield from _terms(("kinds", place), framework, kind.from_term, None)
    for place, item in enumerate(framework.schedule):
        if item.kind is not None:
            yield from _known(("schedule", place, "kind"), [item.kind], kinds, "kind of visit", one=True)
        yield from _known(("schedule", place, "points"), item.points, points, "point")
        yield from _terms(("schedule", place), framework, item.from_term, item.until_term)
    for place, limit in enumerate(framework.limits):
        if limit.kind is not None:
            yield from _known(("limits", place, "kind"), [limit.kind], kinds, "kind of visit", one=True)
        yield from _known(("limits", place, "dates"), limit.dates, list(PolicyDates.model_fields), "date")
        yield from _read_by_a_rule(("limits", place), limit)
        if limit.requirement is not None:
            required = [row.id for row in framework.requirements]
            yield from _known(("limits", place, "requirement"), [limit.requirement], required, "requirement", one=True)
    yield from _limits_can_be(framework)
    yield from unknown_scales(framework)
    yield from _one_meaning(framework)
    yield from _what_follows(framework)


def _limits_can_be(framework: Framework) -> Iterator[Fault]:
    """A week has 7 days and 168 hours."""
    for place, limit in enumerate(framework.limits):
        most = {"days a week": 7, "hours a week": 168}.get(limit.unit)
        if most is not None and limit.value > most:
            yield (
                ("limits", place, "value"),
                f"`{limit.value}` cannot be right.",
                f"A week has {most} {limit.unit[:-7]}.",
            )


def _read_by_a_rule(path: FieldPath, limit: Limit) -> Iterator[Fault]:
    """A limit that no rule reads would be a number that nothing watches, and nobody would know."""
    right = {str(name): row for name, row in COUNTED.items()}.get(limit.id)
    if right is not None:
        for name, given, wanted in zip(("unit", "bound"), (limit.unit, limit.bound), right, strict=True):
            if given != wanted:
                yield (*path, name), f"The rule that reads `{limit.id}` takes it for `{wanted}`.", f"Write `{wanted}`."
    elif limit.dates and limit.unit not in INTERVALS:
        message = f"No next day can be worked out from `{limit.unit}`."
        yield (*path, "unit"), message, f"Use one of: {quoted(INTERVALS)}."
    elif not limit.dates and limit.id not in STATED:
        known = (*COUNTED, *STATED)
        otherwise = f"Say under `dates` what it is about, or use one of: {quoted(known)}."
        yield (*path, "id"), f"No rule reads a limit `{limit.id}`.", did_you_mean(limit.id, known, otherwise)


def left_empty(framework: Framework) -> Iterator[Fault]:
    """A list that is written and empty names nothing, where leaving it out names everything."""
    for place, kind in enumerate(framework.kinds):
        for name in ("judges", "looks_at"):
            if name in kind.model_fields_set and not getattr(kind, name):
                yield ("kinds", place, name), "This list is empty.", "Name what it is about, or take the line out."
    for place, theme in enumerate(framework.themes):
        if not theme.requirements and theme.concluding is None:
            message = f"This {framework.words.theme} has no {framework.words.requirement}."
            yield ("themes", place, "requirements"), message, "Write one under it, or take it out."


def levels_that_pass(framework: Framework) -> Iterator[Fault]:
    """Of a scale that requirements are judged on some level passes, and none that is better than it does not."""
    used = {row.scale or theme.scale or framework.scale for theme in framework.themes for row in theme.requirements}
    for place, scale in enumerate(framework.scales):
        passing = [value.passes for value in scale.values]
        if scale.id in used and passing and not any(passing):
            message = "No level of this scale passes, so that nothing could be met."
            yield ("scales", place, "values"), message, "Write `passes: yes` at those that are good enough."
        for at, value in enumerate(scale.values):
            if not value.passes and any(passing[at:]):
                message = f"`{value.key}` does not pass, and a level below it does."
                yield ("scales", place, "values", at, "passes"), message, "The best comes first: check the order."


def unknown_scales(framework: Framework) -> Iterator[Fault]:
    """Every scale that is named is there."""
    named: list[tuple[FieldPath, str | None]] = [(("scale",), framework.scale)]
    for place, theme in enumerate(framework.themes):
        named.append((("themes", place, "scale"), theme.scale))
        for at, requirement in enumerate(theme.requirements):
            named.append((("themes", place, "requirements", at, "scale"), requirement.scale))
        if theme.concluding is not None:
            named.append((("themes", place, "concluding", "scale"), theme.concluding.scale))
    scales = [scale.id for scale in framework.scales]
    for path, name in named:
        yield from _known(path, [name] if name is not None else [], scales, "scale", one=True)


def _one_meaning(framework: Framework) -> Iterator[Fault]:
    """A judgement that several scales have counts the same in each: a visit's numbers add it up over all of them."""
    seen: dict[str, tuple[str, bool]] = {}
    for place, scale in enumerate(framework.scales):
        for at, value in enumerate(scale.values):
            if seen.setdefault(value.key, (value.counts_as, value.passes)) != (value.counts_as, value.passes):
                message = f"`{value.key}` counts as something else, or passes in another way, in an earlier scale."
                yield ("scales", place, "values", at, "key"), message, "Give the two judgements keys of their own."


def _what_follows(framework: Framework) -> Iterator[Fault]:
    scale = next((scale for scale in framework.scales if scale.id == framework.scale), None)
    values = [value.key for value in scale.values] if scale is not None else []
    areas = [area.id for area in framework.areas]
    if framework.reassess is not None and scale is not None:
        yield from _known(("reassess", "overall"), framework.reassess.overall, values, "judgement")
        yield from _known(("reassess", "area"), framework.reassess.area, values, "judgement")
        if not any(limit.id == "reassessment-days" for limit in framework.limits):
            yield ("reassess",), "Nothing says by when a reassessment is due.", "Add the limit `reassessment-days`."
    if framework.commission is not None and scale is not None:
        yield from _known(("commission", "area"), [framework.commission.area], areas, "area", one=True)
        yield from _known(("commission", "lowest"), [framework.commission.lowest], values, "judgement", one=True)
    if framework.escalate is not None and scale is not None:
        themes = [theme.id for theme in framework.themes if theme.concluding is not None]
        yield from _known(("escalate", "themes"), framework.escalate.themes, themes, "theme with a closing question")
        yield from _known(("escalate", "values"), framework.escalate.values, values, "judgement")


def _known(path: FieldPath, used: Iterable[str], known: list[str], what: str, *, one: bool = False) -> Iterator[Fault]:
    for at, name in enumerate(used):
        if name not in known:
            yield path if one else (*path, at), f"There is no {what} `{name}`.", did_you_mean(name, known)


def _terms(path: FieldPath, framework: Framework, first: int | None, last: int | None) -> Iterator[Fault]:
    """Terms are numbered from 1 to as many as the framework's year has."""
    most = framework.terms_a_year
    for name, number in (("from_term", first), ("until_term", last)):
        if number is not None and (most is None or not 1 <= number <= most):
            right = f"They are numbered from 1 to {most}." if most else "Say with `terms_a_year` how many a year has."
            yield (*path, name), f"The year has no term {number}.", right
    if first is not None and last is not None and first > last:
        yield (*path, "until_term"), f"Term {last} comes before term {first}.", "Check the two."
