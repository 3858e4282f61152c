"""What was found since the visit that the approval rests on, where it is worse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.summary.result import Result
from generator.summary.standing import Standing
from generator.summary.visit import VisitSummary
from generator.summary.year import YearSummary


@dataclass(frozen=True, slots=True)
class Finding:
    """What a final visit or a judged year found on a day. ``id`` is that of the visit or the year."""

    id: str
    day: date
    framework: str
    site: str | None
    result: Result

    def follows(self, other: Finding) -> bool:
        """Whether it comes after another in its place: by the same framework, at the same site."""
        same = self.site == other.site or None in (self.site, other.site)
        return self.framework == other.framework and same and (self.day, self.id) > (other.day, other.id)


def worse(where: Standing, visits: Iterable[VisitSummary], years: Iterable[YearSummary]) -> tuple[str, ...]:
    """The visits and years, by id, whose findings are worse than what the approval rests on; the gravest first.

    Of each framework and site the newest finding counts, from the day of the visit on which the approval rests. A
    provider without such a visit is warned of where what others found is as grave as "standards not met". What is worse
    `result_of` says. Who takes no pupils has a notice in place of an approval.
    """
    if where.key in ("suspended", "withdrawn", "closed"):
        return ()
    final = [visit for visit in visits if visit.state == "final" and visit.result.found]
    found = [Finding(visit.id, visit.date, visit.framework, visit.site, visit.result) for visit in final]
    found += [
        Finding(year.id, year.judged_on, year.framework, None, year.result)
        for year in years
        if year.state == "final" and year.judged_on is not None and year.result.found
    ]
    basis = next((finding for finding in found if finding.id == where.visit), None)
    later = [it for it in found if basis is None or (it.day >= basis.day and it.id != basis.id)]
    newest = [it for it in later if not any(other.follows(it) for other in later)]
    rests_on = basis.result.gravity if basis is not None else 1
    graver = [it for it in newest if it.result.gravity > rests_on]
    return tuple(it.id for it in sorted(graver, key=lambda it: (-it.result.gravity, -it.day.toordinal(), it.id)))
