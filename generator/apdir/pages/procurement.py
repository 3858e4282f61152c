"""The procurement lists that a provider is on, and how its details were checked: beside its approval, never of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apdir.model.provider import LEVELS, ProcurementList, Provider
from apdir.pages import views
from apdir.summary import VisitSummary

#: Levels of checking, the most first, as pages name them.
UNKNOWN = "not recorded"
LABELS = {level: views.capital(level) for level in (*reversed(LEVELS), UNKNOWN)}
#: What each says, where no visit does.
STATED = {
    "visited": "As the record says, without a report of a visit here",
    "desk-checked": "By reading documents, without a visit",
    "self-declared": "As the provider said, without a check",
    UNKNOWN: "Ask who checked these details, and how",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How a provider's details were checked: ``key`` is one of `LABELS`, ``note`` says what that means."""

    key: str
    note: str

    @property
    def label(self) -> str:
        """The level as pages name it."""
        return LABELS[self.key]

    @property
    def told(self) -> str:
        """The level with what it means, on one line."""
        return f"{self.label}: {views.small(self.note)}"


def level_of(provider: Provider, latest: VisitSummary | None) -> Level:
    """The level of checking: visited where there is a final visit, else as the record states it."""
    if latest is not None:
        return Level("visited", f"Last on {views.day(latest.date)}")
    key = provider.level or UNKNOWN
    return Level(key, STATED[key])


def named(entry: ProcurementList) -> str:
    """`Coastshire AP purchasing system, Lot 2: vocational`."""
    return f"{entry.name}, {entry.lot}" if entry.lot else entry.name


def listed(provider: Provider) -> tuple[str, ...]:
    """Each list and lot that a provider is on, with the day since when."""
    return tuple(f"{named(entry)}, since {views.day(entry.since)}" for entry in provider.lists)


def choices(provider: Provider) -> Iterator[str]:
    """What a provider is found by: each list, and each lot of it."""
    for entry in provider.lists:
        yield entry.name
        if entry.lot:
            yield named(entry)
