"""The last findings, in words: the result of a visit beside its day, and a warning where it is worse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdir.model.provider import Provider
from apdir.model.settings import Settings
from apdir.pages import sites, views
from apdir.summary import ProviderSummary, VisitSummary
from apdir.summary.year import YearSummary


@dataclass(frozen=True, slots=True)
class Warned:
    """A finding that is worse than what the approval rests on.

    ``lead``, ``label`` and ``rest`` are its sentences: who visited and when, what they found, what more. ``short`` is a
    few words for a list, and ``on`` its day and framework where the list does not name that visit anyway. ``path``
    leads to what was found, from the provider's page. ``site`` is the id of the one site that it is of, and ``there``
    the few words beside its name.
    """

    lead: str
    label: str
    rest: str
    short: str
    on: str
    sign: str
    tone: str
    path: str
    site: str | None
    there: str

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.lead} {self.label}. {self.rest}".strip()


def warnings(provider: Provider, summary: ProviderSummary) -> tuple[Warned, ...]:
    """Every finding that is worse than what the approval rests on, the gravest first; it tells what is overdue too."""
    return tuple(
        _warned(it, provider, summary, "" if number else _overdue(it, summary))
        for number, it in enumerate(summary.warnings)
    )


def asks(summary: ProviderSummary) -> bool:
    """Whether a school asks before it places a pupil.

    It does where a finding is worse, an action for safety is overdue, or the newest visit found something not met.
    """
    latest, where = summary.latest, summary.standing
    if not where.open:
        return False
    if summary.warnings or any(action.overdue and action.first for action in summary.plan.actions):
        return True
    closing = {it.value.counts_as for it in latest.concluding if it.value is not None} if latest else set()
    return (
        latest is not None
        and latest.id != where.visit
        and (latest.counted.number("not met") > 0 or "not met" in closing)
    )


def ask(settings: Settings) -> str:
    """`Ask the AP team before you place a pupil.`"""
    return f"Ask the {without_article(settings.council.team)} before you place a pupil."


def without_article(name: str) -> str:
    """`AP team` of `The AP team`."""
    return name.removeprefix("The ").removeprefix("the ")


def at_site(provider: Provider, summary: ProviderSummary, site: str) -> tuple[str, str, str, str]:
    """Sign and words of a mark of one of several sites, where the approval is of another, and then the sign and words
    of the gravest warning that is of it.
    """
    warned = next((it for it in warnings(provider, summary) if it.site in (site, None)), None)
    return (*sites.of_itself(provider, summary, site), *((warned.sign, warned.short) if warned else ("", "")))


def by(provider: Provider, visit: VisitSummary) -> str:
    """`by the council, Coastshire framework, North site only`."""
    site = sites.site_of(provider, visit)
    who = f"by {views.words(visit.organisations)}" if visit.organisations else ""
    return ", ".join(filter(None, (who, visit.framework_title, f"{site} only" if site else "")))


def ending(last: date | None) -> str:
    """Without a number of days, which would be wrong the day after the build; empty where there is no such day."""
    return "" if last is None else f"Approval expires soon, on {views.day(last)}"


def _overdue(it: VisitSummary | YearSummary, summary: ProviderSummary) -> str:
    """How many actions are overdue, and of which visits: the plans of all visits are counted together."""
    late = summary.plan.overdue
    if not late:
        return ""
    own = isinstance(it, VisitSummary) and it.plan.overdue == late
    which = "this visit" if own else "another visit" if late == 1 else "all visits"
    return f"{views.count(late, 'action')} from {which} {'is' if late == 1 else 'are'} overdue."


def _which(it: VisitSummary, site: str, earlier: bool, summary: ProviderSummary) -> str:
    """Which of the published visits it is: the latest of all, the latest of its site, or another."""
    if summary.latest is not None and it.id == summary.latest.id:
        return f"The latest published visit{f', to {site} only' if site else ''}"
    final = (visit for visit in summary.visits if visit.state == "final")
    if site and it.id == next(visit.id for visit in final if visit.site in (it.site, None)):
        return f"The latest published visit to {site}"
    return f"{'An earlier' if earlier else 'A later'} visit{f' to {site}' if site else ''}"


def _warned(it: VisitSummary | YearSummary, provider: Provider, summary: ProviderSummary, overdue: str) -> Warned:
    result = it.result
    latest = summary.latest is not None and it.id == summary.latest.id
    earlier, at, place = False, "", None
    if isinstance(it, VisitSummary):
        site = sites.site_of(provider, it)
        basis = next((visit for visit in summary.visits if visit.id == summary.standing.visit), it)
        place = it.site
        _, label = sites.open_at(provider).get(place or "", ("", site))
        earlier, at = it.date < basis.date, f" at {label}" if site else ""
        day, path = views.day(it.date), f"visits/{it.id}/"
        who = f" by {views.words(it.organisations)}" if it.organisations else ""
        lead = f"{_which(it, site, earlier, summary)}, {day} under the {it.framework_title}{who}"
    else:
        day, path = views.day(it.judged_on) if it.judged_on else "", "#judged"
        lead = f"The judgement of the year {it.year}, {day} under the {it.framework_title}"
    which = "Earlier" if earlier else "Later"
    return Warned(
        lead=f"{lead}, found:",
        label=result.label,
        rest=" ".join(filter(None, (f"{views.capital(result.detail)}." if result.detail else "", overdue))),
        short=f"{which} finding{at}: {result.label}",
        on="" if latest else f"{day}, {it.framework_title}",
        sign=result.sign,
        tone=result.tone,
        path=path,
        site=place,
        there=f"{which.lower()} finding: {result.label}",
    )
