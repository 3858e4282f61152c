"""Consequences of judgements of areas: whether the overall one fits, a reassessment, and places at risk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apdir.days import day_in_words
from apdir.directory import ProviderRecord
from apdir.model.framework import Framework
from apdir.model.policy import Commission, Reassess
from apdir.summary.advice import Advice, due_state, in_words


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgements of a final visit or year, by area and overall. ``again`` is the id of what it reassesses."""

    id: str
    day: date
    framework: Framework
    areas: dict[str, str]
    overall: str | None
    again: str | None = None
    confirmed: bool = False

    def below(self, lowest: str) -> bool:
        """Whether an area or the overall judgement is below a value of the scale."""
        return any(_rank(self.framework, value) > _rank(self.framework, lowest) for value in self.values)

    @property
    def values(self) -> tuple[str, ...]:
        """Every value given, the overall one last."""
        return (*self.areas.values(), *((self.overall,) if self.overall is not None else ()))


def judgements(record: ProviderRecord) -> tuple[Judgement, ...]:
    """Every final judgement of areas or overall, by visits and by years, oldest first."""
    found: list[Judgement] = []
    for visit in record.visits:
        it = visit.visit
        if it.is_final and (it.areas or it.overall is not None):
            found.append(
                Judgement(visit.id, it.date, visit.framework, it.areas, it.overall, it.reassesses, it.confirmed_outcome)
            )
    for year in record.years:
        judged = year.year
        if judged.is_final and judged.judged_on is not None:
            found.append(
                Judgement(
                    year.id, judged.judged_on, year.framework, judged.areas, judged.overall, confirmed=judged.confirmed
                )
            )
    return tuple(sorted(found, key=lambda judgement: (judgement.day, judgement.id)))


def overall_fits(judgement: Judgement) -> Advice | None:
    """R09: an overall judgement above the lowest area is pointed out, and nothing is derived.

    Amber Valley & Erewash, p10: the source has no formula, so a person makes it. Pointing it out is this directory's
    rule.
    """
    framework, overall = judgement.framework, judgement.overall
    if overall is None or not judgement.areas:
        return None
    lowest = max(judgement.areas, key=lambda area: _rank(framework, judgement.areas[area]))
    value = judgement.areas[lowest]
    if _rank(framework, overall) >= _rank(framework, value):
        return None
    labels = framework.scale_by_id[framework.scale].by_key
    return Advice(
        rule="R09",
        title="Overall judgement above the lowest area",
        state="ok" if judgement.confirmed else "check",
        text=f"Overall is {labels[overall].label.lower()}, and {framework.area[lowest].title.lower()} is "
        f"{labels[value].label.lower()}. The framework has no formula, so a person makes the overall judgement; "
        + ("a person has confirmed it." if judgement.confirmed else "confirm that it is meant so."),
        source=None,
        convention=True,
        about=judgement.id,
    )


def reassessments(found: Sequence[Judgement], today: date) -> tuple[Advice, ...]:
    """R10: for each judgement that asks for one, the reassessment: due, overdue, or made."""
    return tuple(advice for judgement in found if (advice := reassessment(judgement, found, today)) is not None)


def reassessment(judgement: Judgement, found: Sequence[Judgement], today: date) -> Advice | None:
    """R10: overall inadequate, or an area below good, is reassessed within 56 days; overdue from the day after.

    Amber Valley & Erewash, p18: within 8 weeks. That p17, by which 8 weeks are reasonable, has the same limit, that it
    is 56 days, and "overdue" are this directory's rule. Which judgements and the days are the framework's data.
    """
    rule = judgement.framework.reassess
    limit = judgement.framework.limit("reassessment-days", judgement.day)
    if rule is None or limit is None or not (why := _why(judgement, rule)):
        return None
    due = judgement.day + timedelta(days=limit.value)
    made = next((later for later in found if later.again == judgement.id and later.day <= today), None)
    verb = "is" if made is None and due >= today else "was"
    asked = f"On {day_in_words(judgement.day)}, {why}. A reassessment {verb} due by {day_in_words(due)}"
    if made is not None:
        late = (made.day - due).days
        when = f"{late} {'day' if late == 1 else 'days'} after that day" if late > 0 else "in time"
        state, text = "ok", f"{asked}; it was made on {day_in_words(made.day)}, {when}. {rule.reading}"
    else:
        state, text = due_state(due, today), f"{asked}. No result of one is published. {rule.reading}"
    return Advice(
        rule="R10",
        title="Reassessment",
        state=state,
        text=text,
        source=in_words(rule.source or limit.source, judgement.framework),
        convention=rule.convention or limit.convention,
        due=due,
        about=judgement.id,
    )


def places_at_risk(found: Sequence[Judgement]) -> Iterator[Advice]:
    """R11: for each framework that says so, whether its newest judgement puts places in question.

    Amber Valley & Erewash, p15 and p19. Never part of the approval status: a person decides.
    """
    for framework in dict.fromkeys(judgement.framework.id for judgement in found):
        of_it = [judgement for judgement in found if judgement.framework.id == framework]
        rule = of_it[-1].framework.commission
        if rule is not None:
            yield from _no_places(of_it[-1], rule)
            yield from _removal(of_it, rule)


def _no_places(last: Judgement, rule: Commission) -> Iterator[Advice]:
    """R11, p15: the area that counts is below the lowest judgement at which places are commissioned."""
    value = last.areas.get(rule.area)
    if value is None or _rank(last.framework, value) <= _rank(last.framework, rule.lowest):
        return
    labels = last.framework.scale_by_id[last.framework.scale].by_key
    yield Advice(
        rule="R11",
        title="Do not commission places",
        state="check",
        text=f"{last.framework.area[rule.area].title} was judged {labels[value].label.lower()} on "
        f"{day_in_words(last.day)}. {rule.reading}",
        source=in_words(rule.source, last.framework),
        convention=rule.convention,
        about=last.id,
    )


def _removal(of_it: Sequence[Judgement], rule: Commission) -> Iterator[Advice]:
    """R11, p19: still below the lowest judgement after a reassessment; one with nothing below begins anew."""
    reassessed = False
    for judgement in of_it:
        reassessed = judgement.below(rule.lowest) and (reassessed or judgement.again is not None)
    if reassessed:
        yield Advice(
            rule="R11",
            title="Consider removing pupils",
            state="check",
            text=f"After a reassessment, the judgement of {day_in_words(of_it[-1].day)} still has a value below "
            f"{rule.lowest}. {rule.removal}",
            source=in_words(rule.removal_source, of_it[-1].framework),
            convention=rule.convention,
            about=of_it[-1].id,
        )


def _why(judgement: Judgement, rule: Reassess) -> str:
    """Why a judgement asks for a reassessment, in words; empty where it does not."""
    framework = judgement.framework
    labels = framework.scale_by_id[framework.scale].by_key
    parts = [
        f"{framework.area[key].title.lower()} was judged {labels[value].label.lower()}"
        for key, value in judgement.areas.items()
        if value in rule.area
    ]
    if judgement.overall is not None and judgement.overall in rule.overall:
        title = framework.overall.title if framework.overall is not None else "the whole"
        parts.insert(0, f"{title.lower()} was judged {labels[judgement.overall].label.lower()}")
    return " and ".join(parts)


def _rank(framework: Framework, value: str) -> int:
    """The place of a value on the framework's scale: 0 is the best."""
    return framework.scale_by_id[framework.scale].keys.index(value)
