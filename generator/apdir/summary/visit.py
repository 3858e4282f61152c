"""The summary of one visit: counts by theme and value, the outcome beside the one its rule gives, the plan.

Items with dozens at each visit are NamedTuples: made, compared and looked up in a third of a dataclass's time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apdir.directory import VisitRecord
from apdir.model.crosswalk import Crosswalk
from apdir.model.framework import Framework
from apdir.model.scale import Scale, ScaleValue
from apdir.model.visible import private
from apdir.model.visit import Visit
from apdir.rules.outcome import Answers, allowed, looked_at, marked, ruled, says_more
from apdir.rules.reason import reason
from apdir.summary.advice import Advice
from apdir.summary.result import Result, better, beyond_rule, result_of
from apdir.wording import small


class Count(NamedTuple):
    """The number of requirements judged at one value of the scale."""

    key: str
    label: str
    counts_as: str
    number: int
    passes: bool


class Tally(NamedTuple):
    """Counts over some requirements: by value, best first; unanswered and not applicable apart."""

    counts: tuple[Count, ...]
    unanswered: int
    not_applicable: int

    @property
    def total(self) -> int:
        """All requirements, answered or not."""
        return self.answered + self.unanswered + self.not_applicable

    @property
    def applicable(self) -> int:
        """All requirements but those that do not apply."""
        return self.answered + self.unanswered

    @property
    def answered(self) -> int:
        """Requirements with a judgement."""
        return sum(count.number for count in self.counts)

    @property
    def met(self) -> int:
        """Requirements at a value that passes, which is what the framework's rule goes by."""
        return sum(count.number for count in self.counts if count.passes)

    def number(self, counts_as: str) -> int:
        """Requirements at values that count as `met`, `partly` or `not met`."""
        return sum(count.number for count in self.counts if count.counts_as == counts_as)


class ThemeTally(NamedTuple):
    """The counts of one theme."""

    id: str
    title: str
    essential: bool
    tally: Tally


class Judged(NamedTuple):
    """One requirement as a visit left it.

    ``value`` is None where it is unanswered or not applicable. ``inferred``: the record marks a row and not this item,
    and the row's lowest mark is taken for it (this directory's rule). ``before`` is the value at the visit
    before under the same framework; ``change`` is `better`, `worse`, `same` or `new`.
    """

    id: str
    theme: str
    value: ScaleValue | None
    not_applicable: bool
    inferred: bool = False
    before: ScaleValue | None = None
    change: str = "new"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The concluding judgement of one section."""

    id: str
    question: str
    value: ScaleValue | None


class ActionDue(NamedTuple):
    """An action that is not done, as the public may know of it: never a word of the plan's own.

    ``id`` and ``title`` are the framework's, of the requirement, theme, area or part of its form that it is about; None
    where the plan says that in words of its own. ``due`` is its last day; ``first``: it is about keeping pupils safe.
    """

    id: str | None
    title: str | None
    due: dt.date | None
    overdue: bool
    visit: str
    visited: dt.date
    framework_title: str
    first: bool = False


#: The shared themes whose overdue actions are named before all others, as are those of essential themes.
SAFETY = ("safeguarding", "health-and-safety")


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Actions of improvement plans that are done, open and overdue; open does not count the overdue.

    ``actions`` has those that are not done, the overdue first: of these, those about keeping pupils safe, then those
    overdue for longest. It is empty where settings publish counts.
    """

    done: int
    open: int
    overdue: int
    actions: tuple[ActionDue, ...] = ()

    @property
    def total(self) -> int:
        """All actions."""
        return self.done + self.open + self.overdue

    @property
    def next_due(self) -> dt.date | None:
        """The next day on which an action that is not overdue falls due."""
        return min((action.due for action in self.actions if not action.overdue and action.due), default=None)


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """Findings of one visit; ``earlier`` is the id of the visit that it is compared with.

    ``outside`` is the number of the framework's requirements that this kind of visit does not look at: they are in no
    count. ``tally`` counts requirements; ``marked``, where the record marks rows of them, counts each mark once.
    ``ruled`` has the numbers that the framework's rule goes by, ``outcome_by_rule`` the outcomes that it allows. Both
    follow from counts that are published. ``reason`` says why in words, with requirements that are below; it is empty
    where only counts are. ``says_more``: the record holds more of what was seen than judgements,
    shown or not; it never tells what.
    """

    id: str
    date: dt.date
    framework: str
    framework_title: str
    version: str
    kind: str
    decides: bool
    state: str
    site: str | None
    organisations: tuple[str, ...]
    requirement_word: str
    requirements_word: str
    tally: Tally
    themes: tuple[ThemeTally, ...]
    judged: tuple[Judged, ...]
    outside: int
    concluding: tuple[Conclusion, ...]
    marks: int
    marked: Tally | None
    outcome: str | None
    outcome_label: str | None
    outcome_standing: str
    outcome_by_convention: bool
    ruled: Answers
    outcome_by_rule: tuple[str, ...]
    result: Result
    says_more: bool
    plan: PlanProgress
    reason: str = ""
    red: bool = private(False)
    next_visit: dt.date | None = None
    earlier: str | None = None
    advice: tuple[Advice, ...] = private(())

    @property
    def counted(self) -> Tally:
        """Counts to show: of marks, where the record has them for several requirements together."""
        return self.marked or self.tally

    @property
    def is_empty(self) -> bool:
        """Whether it records neither a judgement nor an outcome: a record that somebody has yet to fill in."""
        tally = self.tally
        return self.outcome_label is None and not self.marks and 0 < tally.total == tally.unanswered


def summarise_visit(
    record: VisitRecord, earlier: VisitSummary | None, today: dt.date, crosswalk: Crosswalk | None = None
) -> VisitSummary:
    """The summary of one visit; ``earlier`` is the visit before under the same framework, for what changed."""
    visit, framework = record.visit, record.framework
    judged = _judged(visit, framework, earlier)
    by_theme: dict[str, list[Judged]] = {}
    for line in judged:
        by_theme.setdefault(line.theme, []).append(line)
    themes = tuple(
        ThemeTally(theme.id, theme.title, theme.essential, _tally(by_theme[theme.id], framework.theme_values[theme.id]))
        for theme in framework.themes
        if theme.id in by_theme
    )
    outcome = framework.outcome.get(visit.outcome) if visit.outcome else None
    kind = framework.kind.get(visit.kind)
    tally = _tally(judged, framework.values)
    marked_rows = _marked(visit, judged, tally)
    concluding = tuple(_conclusion(key, visit, framework) for key in framework.concluding)
    by_rule = allowed(visit, framework) if framework.outcome_rules else ()
    more = says_more(visit, framework)
    result = result_of(
        framework,
        tally,
        themes,
        visit.outcome,
        visit.areas,
        visit.overall,
        (conclusion.value for conclusion in concluding if conclusion.value is not None),
        marked=marked_rows,
        only_looks=kind is not None and not kind.judges_anything and not judged,
    )
    beyond = outcome is not None and outcome.key in by_rule and better(outcome, by_rule, framework)
    return VisitSummary(
        id=record.id,
        date=visit.date,
        framework=framework.id,
        framework_title=framework.short_title,
        version=framework.version,
        kind=kind.title if kind else visit.kind,
        decides=framework.decides(visit.kind),
        state=visit.state,
        site=visit.site,
        organisations=tuple(dict.fromkeys(visitor.organisation for visitor in visit.visited_by)),
        requirement_word=framework.words.requirement,
        requirements_word=framework.words.requirements,
        tally=tally,
        themes=themes,
        judged=judged,
        outside=len(framework.requirements) - len(judged),
        concluding=concluding,
        marks=sum(len(row.marks) for row in visit.rows)
        + sum(1 for conclusion in visit.concluding.values() if conclusion.judgement),
        marked=marked_rows,
        outcome=visit.outcome,
        outcome_label=outcome.label if outcome else None,
        outcome_standing=outcome.standing if outcome else "none",
        outcome_by_convention=bool(outcome and outcome.convention),
        ruled=ruled(visit, framework),
        outcome_by_rule=by_rule,
        result=beyond_rule(result, more) if beyond else result,
        says_more=more,
        plan=plan_progress(record, today, crosswalk),
        reason=reason(visit, framework, visit.outcome),
        red=any("red" in row.marks for row in visit.rows)
        or any(conclusion.judgement == "red" for conclusion in visit.concluding.values()),
        next_visit=None if framework.short_notice else visit.next_visit,
        earlier=earlier.id if earlier else None,
    )


def plan_progress(record: VisitRecord, today: dt.date, crosswalk: Crosswalk | None = None) -> PlanProgress:
    """R29: an action is overdue when its day has passed and it is not done.

    The improvement plans of Derby and Herefordshire ask by when; neither says what follows. Overdue from the day after
    is this directory's rule, for the plan of every framework.
    """
    plan, visited, framework = record.visit.improvement_plan, record.visit.date, record.framework
    safety = _safety(framework, crosswalk) if plan else frozenset()
    left = sorted(
        (
            ActionDue(*about, action.by, late, record.id, visited, framework.short_title, not safety.isdisjoint(about))
            for action in plan
            if action.done is None
            for late in [action.by is not None and action.by < today]
            for about in [_about(action.area, framework)]
        ),
        key=_by_day,
    )
    overdue = sum(action.overdue for action in left)
    return PlanProgress(len(plan) - len(left), len(left) - overdue, overdue, tuple(left))


def all_plans(visits: Iterable[VisitSummary]) -> PlanProgress:
    """The plans of several visits as one."""
    plans = [visit.plan for visit in visits]
    return PlanProgress(
        sum(plan.done for plan in plans),
        sum(plan.open for plan in plans),
        sum(plan.overdue for plan in plans),
        tuple(sorted((action for plan in plans for action in plan.actions), key=_by_day)),
    )


def _by_day(action: ActionDue) -> tuple[bool, bool, dt.date, str]:
    return not action.overdue, action.overdue and not action.first, action.due or dt.date.max, action.id or ""


def _safety(framework: Framework, crosswalk: Crosswalk | None) -> frozenset[str | None]:
    """The ids of requirements, and the titles of themes, that are about keeping pupils safe or that are essential."""
    rows = crosswalk.frameworks.get(framework.id, {}) if crosswalk is not None else {}
    found: set[str | None] = {name for name, row in rows.items() if row.theme in SAFETY}
    for theme in framework.themes:
        ids = {requirement.id for requirement in theme.requirements}
        if theme.essential:
            found |= ids
        if theme.essential or ids <= found:
            found.add(theme.title)
    return frozenset(found)


def _about(area: str, framework: Framework) -> tuple[str | None, str | None]:
    """The requirement, theme, area or part of the form that an action is about, in the framework's words; else None.

    A question whose answer is private names nobody's: that somebody must mend it would tell of the answer.
    """
    requirement = framework.requirement.get(area)
    if requirement is not None:
        return requirement.id, requirement.title
    parts = [(it.id, it.title, it.title) for it in framework.themes]
    parts += [(it.id, it.title, it.title) for it in framework.areas]
    for branch in framework.pre_visit:
        parts.append((branch.id, branch.title, f"Before the visit: {small(branch.title)}"))
    for entry in (*framework.header, *(entry for branch in framework.pre_visit for entry in branch.fields)):
        if entry.visible == "public":
            parts.append((entry.id, entry.label, entry.label))
    words = area.casefold()
    return None, next((told for id, title, told in parts if words in (id.casefold(), title.casefold())), None)


def _judged(visit: Visit, framework: Framework, earlier: VisitSummary | None) -> tuple[Judged, ...]:
    marks = marked(visit, framework) if visit.rows else {}
    part = {requirement.id for requirement in looked_at(visit, framework)}
    before = {line.id: line.value for line in earlier.judged} if earlier else {}
    judgements, details, scales = visit.judgements, visit.details, framework.scale_of
    lines = []
    for theme in framework.themes:
        for requirement in theme.requirements:
            name = requirement.id
            if name not in part:
                continue
            scale = scales[name]
            key = judgements.get(name)
            inferred = key is None and name in marks
            if inferred:
                key = marks[name]
            value = scale.by_key[key] if key is not None else None
            aside = value is None and name in details and details[name].not_applicable is not None
            last = before.get(name)
            lines.append(Judged(name, theme.id, value, aside, inferred, last, _change(last, value, scale)))
    return tuple(lines)


def _change(before: ScaleValue | None, now: ScaleValue | None, scale: Scale) -> str:
    if before is None or now is None or before.key not in scale.by_key:
        return "new"
    if before is now:
        return "same"
    was, is_now = scale.keys.index(before.key), scale.keys.index(now.key)
    return "same" if was == is_now else "better" if is_now < was else "worse"


def _tally(lines: Sequence[Judged], values: Sequence[ScaleValue]) -> Tally:
    """Counts by value, in the order of the scales."""
    given = [line.value.key for line in lines if line.value is not None]
    counts = tuple(
        [Count(value.key, value.label, value.counts_as, given.count(value.key), value.passes) for value in values]
    )
    aside = sum(line.not_applicable for line in lines) if len(given) < len(lines) else 0
    return Tally(counts, len(lines) - len(given) - aside, aside)


def _marked(visit: Visit, judged: Sequence[Judged], tally: Tally) -> Tally | None:
    """Return counts of marks, where the record has any on rows: a row's count once for all its requirements."""
    given = [mark for row in visit.rows for mark in row.marks]
    if not given:
        return None
    given += [line.value.key for line in judged if line.value is not None and not line.inferred]
    return tally._replace(counts=tuple([count._replace(number=given.count(count.key)) for count in tally.counts]))


def _conclusion(key: str, visit: Visit, framework: Framework) -> Conclusion:
    given = visit.concluding.get(key)
    value = framework.concluding_scale[key].by_key.get(given.judgement) if given and given.judgement else None
    return Conclusion(key, framework.concluding[key].question, value)
