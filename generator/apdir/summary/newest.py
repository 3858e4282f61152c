"""Findings worse than those the approval rests on: since then, or at a site that it does not cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from apdir.summary.result import Result
from apdir.summary.standing import Standing
from apdir.summary.visit import VisitSummary
from apdir.summary.year import YearSummary


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a final visit or a judged year on a day. ``id`` is that of the visit or the year.

    ``site`` is None where it is of the whole provider.
    """

    id: str
    day: date
    framework: str
    site: str | None
    result: Result

    def covers(self, site: str) -> bool:
        """Whether it says something of a site."""
        return self.site in (site, None)


def worse(
    where: Standing, visits: Iterable[VisitSummary], years: Iterable[YearSummary], sites: Collection[str] = ()
) -> tuple[str, ...]:
    """The visits and years, by id, whose findings are worse than what the approval rests on; the gravest first.

    Of each framework the newest finding at each of the provider's ``sites`` counts: at a site that the approval is of,
    from the day of the visit on which it rests, and at any other site whenever it was. A provider without such a visit
    is warned of where what others found is as grave as "standards not met". What is worse `result_of` says. Who takes
    no pupils has a notice in place of an approval.
    """
    if where.key in ("suspended", "withdrawn", "closed"):
        return ()
    final = [visit for visit in visits if visit.state == "final" and visit.result.found]
    # Of a provider with one site, every visit is of all there is.
    several = len(sites) > 1
    found = [
        Finding(visit.id, visit.date, visit.framework, visit.site if several else None, visit.result) for visit in final
    ]
    found += [
        Finding(year.id, year.judged_on, year.framework, None, year.result)
        for year in years
        if year.state == "final" and year.judged_on is not None and year.result.found
    ]
    basis = next((finding for finding in found if finding.id == where.visit), None)
    rests_on = basis.result.gravity if basis is not None else 1
    newest: dict[tuple[str, str], Finding] = {}
    for site in sites if several else ("",):
        for it in found:
            before = basis is not None and basis.covers(site) and it.day < basis.day
            if not it.covers(site) or before or it.id == where.visit:
                continue
            last = newest.get((it.framework, site))
            if last is None or (it.day, it.result.gravity, it.id) > (last.day, last.result.gravity, last.id):
                newest[it.framework, site] = it
    graver = {it.id: it for it in newest.values() if it.result.gravity > rests_on}.values()
    return tuple(it.id for it in sorted(graver, key=lambda it: (-it.result.gravity, -it.day.toordinal(), it.id)))
