"""Results of a visit or a judged year, in its framework's own words, and how grave they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apdir.model.framework import Framework
from apdir.model.scale import ScaleValue
from apdir.model.visiting import Outcome
from apdir.summary.statuses import GRAVITY, TONES
from apdir.wording import counted_as, small

if TYPE_CHECKING:
    from apdir.summary.visit import Tally, ThemeTally

#: Of the requirements judged, one in so many that is not met makes a result as grave as can be.
ONE_IN = 4


@dataclass(frozen=True, slots=True)
class Result:
    """A result: ``label`` in the framework's own words, ``detail`` counts what is below them.

    ``sign`` is the standing that is as grave. It decides on shape, tone and order, and is never put into words: those
    are the framework's. ``found`` is false where nothing was judged.
    """

    label: str
    detail: str | None
    sign: str
    found: bool = True

    @property
    def tone(self) -> str:
        """`good`, `caution`, `stop` or `neutral`."""
        return TONES[self.sign]

    @property
    def gravity(self) -> int:
        """0 to 2, the gravest last."""
        return GRAVITY[self.sign]


def result_of(
    framework: Framework,
    tally: Tally,
    themes: Iterable[ThemeTally],
    outcome: str | None,
    areas: Mapping[str, str],
    overall: str | None,
    concluding: Iterable[ScaleValue],
    marked: Tally | None = None,
    only_looks: bool = False,
) -> Result:
    """The result of a visit or a year. ``tally`` counts requirements, ``marked`` each mark that several of them share
    once; ``only_looks``: its kind makes no judgement.

    How grave it is, is this directory's rule; no source compares frameworks.
    What the outcome says of approval counts. Without such an outcome, a result is as grave as "standards not met" where
    an area, the overall judgement or a closing judgement counts as not met, where a requirement does so in a theme that
    is essential or that the framework takes further (Leicestershire's red in sections 1 to 3), or where a quarter of
    the requirements judged do. It is as grave as "with improvements" where one of those judgements counts as partly
    met, any requirement as not met, or fewer than half of the requirements judged as met. Nothing else is grave, and
    nothing without an outcome is shown as good: Align's and Leicestershire's visits end in no approval.
    """
    ended = framework.outcome.get(outcome) if outcome is not None else None
    closing = list(concluding)
    verdicts = _verdicts(framework, areas, overall)
    lower = _lower(framework, tally, marked)
    counted = marked or tally
    if ended is not None:
        label, detail = ended.label, lower
    elif verdicts:
        label, detail = "; ".join(f"{title}: {small(value.label)}" for title, value in verdicts), lower
    elif closing:
        label, detail = _closed(framework, closing), lower
    elif tally.answered:
        label, detail = ", ".join(counted_as(row.number, row.label) for row in counted.counts if row.number), None
    else:
        return Result("No judgement made" if only_looks else "No judgement recorded", None, "visited", found=False)
    if ended is not None and ended.standing != "none":
        return Result(label, detail, ended.standing)
    judged = {value.counts_as for _, value in verdicts} | {value.counts_as for value in closing}
    return Result(label, detail, _sign(framework, counted, themes, judged))


def better(outcome: Outcome, keys: Sequence[str], framework: Framework) -> list[Outcome]:
    """The outcomes better than the one recorded among those that the framework's rule names before it in ``keys``."""
    if outcome.standing == "none":
        return []
    found = [framework.outcome[key] for key in keys[: keys.index(outcome.key)]]
    return [it for it in found if it.standing != "none" and GRAVITY[it.standing] < GRAVITY[outcome.standing]]


def beyond_rule(result: Result, says_more: bool) -> Result:
    """The result of a visit whose judgements allow a better outcome by the framework's rule than was recorded."""
    why = "the rest of the record is not published" if says_more else "the record gives no reason"
    told = f"{result.detail}, which alone does" if result.detail else "The judgements alone do"
    return replace(result, detail=f"{told} not lead to this outcome; {why}")


def _sign(framework: Framework, tally: Tally, themes: Iterable[ThemeTally], judged: set[str]) -> str:
    """Gravity of judgements without an outcome."""
    grave = set(framework.escalate.themes) if framework.escalate is not None else set()
    grave |= {theme.id for theme in framework.themes if theme.essential}
    not_met = tally.number("not met")
    worst = any(theme.tally.number("not met") for theme in themes if theme.id in grave)
    if "not met" in judged or worst or (not_met and not_met * ONE_IN >= tally.answered):
        return "not met"
    if "partly" in judged or not_met or tally.number("met") * 2 < tally.answered:
        return "with improvements"
    return "visited"


def _verdicts(framework: Framework, areas: Mapping[str, str], overall: str | None) -> list[tuple[str, ScaleValue]]:
    """The overall judgement, and the areas that are below what passes or have no overall one."""
    values = framework.scale_by_id[framework.scale].by_key
    found = [(area.title, values[areas[area.id]]) for area in framework.areas if areas.get(area.id) in values]
    if overall is None or overall not in values:
        return found
    title = framework.overall.title if framework.overall is not None else "Overall"
    return [(title, values[overall]), *(row for row in found if not row[1].passes)]


def _lower(framework: Framework, tally: Tally, marked: Tally | None) -> str | None:
    """`15 of 44 requirements not met, 14 partially met`: the values that do not count as met, the lowest first.

    By mark, `5 of 51 marks amber; 1 of 20 items unanswered`: no mark is missing, but a requirement has none.
    """
    rows = [row for row in reversed((marked or tally).counts) if row.number and row.counts_as != "met"]
    apply = f"{tally.applicable} {framework.words.requirements}"
    lower = [counted_as(row.number, row.label) for row in rows]
    unanswered = [f"{tally.unanswered} unanswered"] if tally.unanswered and tally.answered else []
    if marked:
        parts = [_first_of(f"{marked.answered} marks", lower), _first_of(apply, unanswered)]
        return "; ".join(filter(None, parts)) or None
    return _first_of(apply, [*lower, *unanswered]) or None


def _first_of(whole: str, parts: list[str]) -> str:
    """`15 of 44 requirements not met, 14 partially met`: the total goes with the first part."""
    if not parts:
        return ""
    number, words = parts[0].split(" ", 1)
    return ", ".join([f"{number} of {whole} {words}", *parts[1:]])


def _closed(framework: Framework, values: list[ScaleValue]) -> str:
    """`2 sections green, 1 amber`, best first."""
    order = ("met", "partly", "not met")
    labels = [value.label for value in sorted(values, key=lambda value: order.index(value.counts_as))]
    first, *rest = (counted_as(labels.count(label), label) for label in dict.fromkeys(labels))
    number, label = first.split(" ", 1)
    what = framework.words.theme if number == "1" else framework.words.themes
    return ", ".join([f"{number} {what} {label}", *rest])
