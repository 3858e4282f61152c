"""Each standing with its words, tone and gravity: one table for pages, the finder, data, and what a visit found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """How a standing reads.

    ``label`` says what holds of all providers that have it: groups and keys are headed so, and a single one may say
    more. ``tone`` is how it reads at a glance: `good`, `caution`, `ended`, `stop` or `neutral`, shown with a word and a
    shape, never by colour alone. ``gravity`` is of what a visit found. ``counted`` are the words in which providers are
    counted, apart from all others, where a school makes no referral before the council says so (this directory's
    rule); of outcomes these are those with `standing: not met`. ``approves``: an approval, which has a last day.
    """

    label: str
    tone: str
    gravity: int = 0
    counted: str = ""
    approves: bool = False


STATUSES = {
    "approved": Status("Approved", "good", approves=True),
    "with improvements": Status("Approved with improvements", "caution", gravity=1, approves=True),
    "not met": Status("Standards not met", "stop", gravity=2, counted="with standards not met"),
    "visited": Status("Visited, no decision", "neutral"),
    "lapsed": Status("Expired", "ended"),
    "never visited": Status("No published decision", "neutral"),
    "suspended": Status("Suspended", "stop", counted="suspended"),
    "withdrawn": Status("Withdrawn", "stop", counted="withdrawn"),
    "closed": Status("Closed", "stop", counted="closed"),
}
LABELS = {key: status.label for key, status in STATUSES.items()}
TONES = {key: status.tone for key, status in STATUSES.items()}
GRAVITY = {key: status.gravity for key, status in STATUSES.items()}
APPROVED = tuple(key for key, status in STATUSES.items() if status.approves)
NO_REFERRALS = {key: status.counted for key, status in STATUSES.items() if status.counted}
