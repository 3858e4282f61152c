"""How one visit ended, in sentences made from what was recorded and counted, never from an outcome's definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apdir.directory import VisitRecord
from apdir.model.framework import Framework
from apdir.model.visiting import Outcome
from apdir.pages import views
from apdir.summary import VisitSummary
from apdir.summary.result import better


@dataclass(frozen=True, slots=True)
class Ended:
    """The top of a visit's page.

    ``shape`` is a standing's key, None where there is nothing to show a shape for. ``contradicts``: the outcome that
    was recorded and the judgements do not agree. ``convention``: the rule behind the outcome is this directory's own.
    """

    title: str
    lines: tuple[str, ...]
    shape: str | None = None
    contradicts: bool = False
    convention: bool = False


def ended(record: VisitRecord, summary: VisitSummary, *, officers: bool) -> Ended:
    """How a visit ended, from a record and summary already redacted to the edition."""
    visit, framework = record.visit, record.framework
    outcome = framework.outcome.get(visit.outcome or "")
    if outcome is not None:
        return Ended(
            outcome.label,
            tuple(_how(outcome, summary, framework, officers=officers)),
            outcome.standing if outcome.standing != "none" else "visited",
            contradicts(outcome, summary, framework),
            outcome.convention,
        )
    nothing = () if summary.decides else ("In this directory, this kind of visit changes no approval by itself.",)
    if not summary.result.found:
        unseen = unseen_of(summary, officers=officers)
        if not unseen:
            return Ended("No judgement recorded", nothing)
        title = "Findings not published" if summary.says_more else "Nothing recorded"
        return Ended(title, (f"{unseen}.", *nothing))
    values = framework.scale_by_id[framework.scale].by_key
    if visit.overall in values:
        title = framework.overall.title if framework.overall is not None else "Overall"
        below = ("The judgement of each area is below.",) if visit.areas else ()
        return Ended(f"{title}: {views.small(values[visit.overall].label)}", (*below, *nothing))
    if framework.outcomes and summary.decides:
        return Ended("No outcome recorded", tuple(_undecided(summary, framework, officers=officers)))
    if framework.outcomes or framework.overall is not None:
        return Ended("No decision" if nothing else "No overall judgement recorded", nothing)
    text = f"The {framework.short_title} has no outcome for the provider as a whole. Its judgements are below."
    return Ended("No overall outcome", (text,))


def unseen_of(summary: VisitSummary, *, officers: bool) -> str:
    """Return why a page shows nothing of what was seen on a visit, without a full stop; empty where it may.

    Only what is held can be kept back: a record that holds nothing is not said to be unpublished.
    """
    if summary.result.found:
        return ""
    if not summary.says_more:
        return "The record holds nothing of what was seen on this visit"
    return "" if officers else "What was seen on this visit is not published"


def contradicts(outcome: Outcome, summary: VisitSummary, framework: Framework) -> bool:
    """Whether the framework's rule does not allow the outcome recorded: in a record that is not final yet."""
    return bool(framework.outcome_rules) and outcome.key not in summary.outcome_by_rule


def _how(outcome: Outcome, summary: VisitSummary, framework: Framework, *, officers: bool) -> Iterator[str]:
    """The sum of the judgements, and whether the framework's rule leads from them to the outcome recorded."""
    counts = f"{_counts(summary, framework)}." if summary.ruled.applicable else ""
    rule = _by_rule(outcome, summary, framework, officers=officers)
    yield from filter(None, (rule, counts) if contradicts(outcome, summary, framework) else (counts, rule))
    if outcome.standing == "with improvements" and not summary.plan.total:
        yield "The record has no improvement plan."


def _by_rule(outcome: Outcome, summary: VisitSummary, framework: Framework, *, officers: bool) -> str:
    """Whether the framework's rule leads to the outcome recorded."""
    allowed = [framework.outcome[key] for key in summary.outcome_by_rule]
    if not framework.outcome_rules:
        return f"The {framework.short_title} has no rule that leads from judgements to an outcome: the visitors decide."
    if contradicts(outcome, summary, framework):
        gives = f"give {_named(allowed)}" if allowed else "give no outcome"
        rule = _rule([outcome, *allowed])
        return f"This outcome contradicts the judgements: by {rule} they {gives}."
    if best := better(outcome, summary.outcome_by_rule, framework):
        why = " The record gives no reason."
        if summary.says_more:
            why = "" if officers else " What else they recorded is not published."
        return (
            f"By {_rule(best)}, these judgements allow {_named(best)}. The visitors recorded {_named([outcome])}.{why}"
        )
    return f"By {_rule([outcome])}, these judgements {'lead to' if len(allowed) == 1 else 'allow'} this outcome."


def _undecided(summary: VisitSummary, framework: Framework, *, officers: bool) -> Iterator[str]:
    """The sum of judgements without an outcome; which outcomes they allow is for officers."""
    yield "This visit changes no approval."
    if summary.ruled.applicable:
        yield f"{_counts(summary, framework)}."
    allowed = [framework.outcome[key] for key in summary.outcome_by_rule]
    if officers and allowed:
        yield f"By {_rule(allowed)}, these judgements allow {_named(allowed)}."


def _counts(summary: VisitSummary, framework: Framework) -> str:
    """The judgements in numbers, as far as published."""
    return summary.reason or summary.ruled.in_words(framework)


def _rule(outcomes: list[Outcome]) -> str:
    """Whose rule leads to some outcomes: the page says below that no source has one for an outcome by convention."""
    own = any(outcome.convention for outcome in outcomes)
    return "this directory’s rule" if own else "the framework’s rule"


def _named(outcomes: list[Outcome]) -> str:
    return views.words([f"‘{outcome.label}’" for outcome in outcomes], "or")
