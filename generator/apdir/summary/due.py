"""Due dates of one provider: untold decisions, visits, reassessments, actions, policies, returns, facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from apdir.days import day_in_words
from apdir.directory import ProviderRecord, VisitRecord
from apdir.model.evidence import Evidence
from apdir.model.settings import Settings
from apdir.rules.pause import in_words, pausing
from apdir.summary.advice import Advice
from apdir.summary.planned import PLANNED, planned_in_words
from apdir.summary.standing import Standing
from apdir.summary.year import YearSummary


@dataclass(frozen=True, slots=True)
class DueKind:
    """A kind of thing that falls due: its name in tables and above lists, what settles it, and who may know of it."""

    label: str
    heading: str
    settled: str = ""
    public: bool = False


#: In the order in which they are listed. The public may know of facts not confirmed lately, a standing that lapses, a
#: reassessment that is due.
KINDS = {
    "decision": DueKind("Decision", "Decisions of visits that no public page tells", "to suspend: apdir status FOLDER"),
    "visit": DueKind("Visit", "Visits"),
    PLANNED: DueKind("Planned visit", "Planned visits", "once it is made: record it, or plan another day"),
    "reassessment": DueKind("Reassessment", "Reassessments", public=True),
    "action": DueKind("Action", "Actions of improvement plans", "when one is done: apdir close FOLDER"),
    "standing": DueKind("Approval status", "Approval statuses", public=True),
    "facts": DueKind("Details", "Details to confirm", "if they are still correct: apdir confirm FOLDER", public=True),
    "policy": DueKind("Renewals and checks", "Policies, training and checks"),
    "evidence": DueKind("Evidence", "Evidence that expires", "once the new one is seen: write it in its place"),
    "return": DueKind("Return", "Returns of the year"),
}
UNTOLD = (
    "nothing on the public page says so. If pupils should not be placed, change the status and write a public notice."
)
PAUSED = "Suspend it, with a public notice, or write in that record since when placements begin again."
Seen = TypeVar("Seen", bound=Evidence)
#: The kind under which what a rule says falls due, by the rule.
RULES = {"R10": "reassessment", "R13": "visit", "R21": "policy", "R22": "policy", "R23": "policy", "R31": "policy"}
#: Rules of the provider's own policies, training, checks and insurance. The look-up in a register is the council's.
THEIRS = ("R21", "R22", "R23")


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One thing that falls due on a day; ``overdue`` where that day has passed.

    ``about`` tells it from others of its kind, and stays when its day moves. ``owner`` is the role or mailbox that sees
    to it. ``asked`` is what the provider is asked, empty where it is nothing of theirs; it has no words of an action,
    for the address could be out of date.
    """

    day: date
    slug: str
    name: str
    kind: str
    what: str
    overdue: bool
    about: str = ""
    owner: str = ""
    asked: str = ""

    @property
    def key(self) -> str:
        """The key of its event, whatever its day: a calendar then moves the event in place of a second."""
        return hashlib.blake2b(f"{self.slug}\0{self.kind}\0{self.about}".encode(), digest_size=12).hexdigest()


def due(
    record: ProviderRecord,
    standing: Standing,
    advice: Iterable[Advice],
    years: Iterable[YearSummary],
    settings: Settings,
    today: date,
) -> tuple[Due, ...]:
    """Everything that falls due for a listed or suspended provider, earliest first."""
    provider = record.provider
    if provider.status in ("closed", "withdrawn"):
        return ()
    rows: list[Due] = []

    def add(
        day: date, kind: str, what: str, *about: str | int | None, owner: str | None = None, asked: str = ""
    ) -> None:
        told = " ".join(str(part) for part in about if part is not None)
        rows.append(Due(day, record.slug, provider.name, kind, what, day < today, told, owner or default, asked))

    default = provider.owner or settings.owner or settings.council.team

    final = [visit for visit in record.visits if visit.visit.is_final]
    listed = provider.status == "listed"
    paused = {at for at, _ in pausing(visit.visit for visit in final)} if listed and standing.open else set()
    for number, visit in enumerate(final):
        # A decision is for officers: that it was made is told nowhere else, while the listing says nothing of it.
        if number in paused:
            add(visit.visit.date, "decision", f"{in_words(visit.visit)} {PAUSED}", visit.id, owner=visit.visit.owner)
        elif visit.visit.decision and listed and visit.visit.date == final[-1].visit.date:
            told = f"A decision was recorded at the visit on {day_in_words(visit.visit.date)}; {UNTOLD}"
            add(visit.visit.date, "decision", told, visit.id, owner=visit.visit.owner)
        if visit.visit.next_visit is not None and not any(follows(other, visit) for other in final):
            it, what = visit.visit, f"Next visit under {visit.framework.short_title}"
            add(visit.visit.next_visit, "visit", what, it.framework, it.kind, it.site, owner=it.owner)
        for action in visit.visit.improvement_plan:
            if action.done is None and action.by is not None:
                about, owner = (visit.id, action.area, action.action), action.owner or visit.visit.owner
                asked = f"The action on {action.area}, agreed at the visit on {day_in_words(visit.visit.date)}"
                add(action.by, "action", f"{action.area}: {action.action}", *about, owner=owner, asked=asked)
        if not any(follows(other, visit) for other in final):
            for day, for_one in expiring(visit.visit.evidence, lambda it: (it.requirement, it.what)):
                what, owner = f"{for_one.requirement}: {for_one.what} expires", visit.visit.owner
                add(day, "evidence", what, visit.id, for_one.requirement, for_one.what, owner=owner)
    for day, seen in expiring(provider.evidence, lambda it: it.what):
        add(day, "evidence", f"{seen.what} expires", seen.what)
    for planned in record.planned:
        add(planned.visit.last_day, PLANNED, planned_in_words(planned, record), planned.id, owner=planned.visit.owner)
    for said in advice:
        kind = RULES.get(said.rule)
        done = said.state == "ok" and kind in ("visit", "reassessment")
        if kind is not None and said.due is not None and not done:
            asked = said.title if said.rule in THEIRS else ""
            add(said.due, kind, said.title, said.rule, said.about, said.title, asked=asked)
    for year in years:
        for line in year.lines if year.state != "final" else ():
            for piece in line.pieces:
                if piece.on is None and piece.due is not None:
                    term = f" for term {piece.term}" if piece.term is not None else ""
                    what = f"{year.year}: {line.title}{term}"
                    add(piece.due, "visit" if line.kind else "return", what, year.id, line.id, piece.term, piece.site)
    stale = provider.checked.date + timedelta(days=settings.record_stale_after_days)
    confirm = f"Confirm the details: last confirmed {day_in_words(provider.checked.date)}"
    add(stale, "facts", confirm, asked=confirm)
    if standing.key == "lapsed" and standing.lapses is not None:
        what = "approval" if standing.outcome_label else "visit without a decision"
        add(standing.lapses, "standing", f"The {what} has expired: arrange a visit")
    elif standing.approved_until is not None:
        add(standing.approved_until, "standing", "Approval expires unless there is a new visit")
    elif standing.lapses is not None:
        add(standing.lapses, "standing", "The visit without a decision expires: record its outcome, or visit again")
    return tuple(sorted(rows))


def expiring(evidence: Iterable[Seen], about: Callable[[Seen], object]) -> Iterator[tuple[date, Seen]]:
    """Yield evidence with a last day; of what is the same thing, that which was seen last counts."""
    newest = {about(entry): entry for entry in sorted(evidence, key=lambda entry: entry.seen)}
    yield from ((entry.expires, entry) for entry in newest.values() if entry.expires is not None)


def follows(visit: VisitRecord, earlier: VisitRecord) -> bool:
    """Whether a visit is the next one that an earlier visit planned: a light visit in between is not."""
    same = visit.framework.id == earlier.framework.id and visit.visit.date > earlier.visit.date
    return same and (visit.framework.decides(visit.visit.kind) or not earlier.framework.decides(earlier.visit.kind))
