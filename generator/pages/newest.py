"""What was found last, in words: the result of a visit beside its day, and a warning where it is worse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.pages import views
from generator.summary import ProviderSummary, VisitSummary
from generator.summary.year import YearSummary


@dataclass(frozen=True, slots=True)
class Warned:
    """A finding that is worse than what the approval rests on.

    ``lead``, ``label`` and ``rest`` are its sentences: who visited and when, what they found, what more. ``short`` is a
    few words for a list, and ``on`` its day and framework where the list does not name that visit anyway. ``path``
    leads to what was found, from the provider's page.
    """

    lead: str
    label: str
    rest: str
    short: str
    on: str
    sign: str
    tone: str
    path: str

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.lead} {self.label}. {self.rest}".strip()


def warnings(summary: ProviderSummary) -> tuple[Warned, ...]:
    """Every finding that is worse than what the approval rests on, the gravest first; it tells what is overdue too."""
    late = summary.plan.overdue
    overdue = f"{views.count(late, 'action')} overdue." if late else ""
    latest = summary.latest.id if summary.latest else None
    return tuple(_warned(it, it.id == latest, "" if number else overdue) for number, it in enumerate(summary.warnings))


def by(visit: VisitSummary) -> str:
    """`by the council, Derby framework`."""
    return ", ".join(
        (*([f"by {views.words(visit.organisations)}"] if visit.organisations else ()), visit.framework_title)
    )


def ending(days: int | None, last: date | None) -> str:
    """`Approval ends in 4 days, on 3 December 2026`; empty where it does not end soon."""
    if days is None or last is None:
        return ""
    when = {0: "today,", 1: "tomorrow,"}.get(days, f"in {days} days, on")
    return f"Approval ends {when} {views.day(last)}"


def _warned(it: VisitSummary | YearSummary, latest: bool, overdue: str) -> Warned:
    result = it.result
    if isinstance(it, VisitSummary):
        day, path = views.day(it.date), f"visits/{it.id}/"
        who = f" by {views.words(it.organisations)}" if it.organisations else ""
        lead = f"{'The latest published' if latest else 'A later'} visit, {day} under the {it.framework_title}{who}"
    else:
        day, path = views.day(it.judged_on) if it.judged_on else "", "#judged"
        lead = f"The judgement of the year {it.year}, {day} under the {it.framework_title}"
    return Warned(
        lead=f"{lead}, found:",
        label=result.label,
        rest=" ".join(filter(None, (f"{views.capital(result.detail)}." if result.detail else "", overdue))),
        short=f"Newer finding: {result.label}",
        on="" if latest else f"{day}, {it.framework_title}",
        sign=result.sign,
        tone=result.tone,
        path=path,
    )
