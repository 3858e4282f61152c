"""Which organisation visited, whatever its name's capitals: an approval rests on that."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.directory import ReadProvider
from apdir.lookalike import skeleton
from apdir.model.settings import Settings
from apdir.problems import Problem, nearest, shown

#: Name in records for the council that keeps the directory, beside its own.
COUNCIL = "the council"
#: Least similarity of two names for a slip of the pen, from 0 to 1: "Derby" and "Derbyshire" are two councils.
SLIP = 0.85


def meant(name: str, settings: Settings) -> str:
    """Return the organisation of `standing.organisations` that a name means, or else the name itself.

    Capitals and `the` make no difference, and the council's own name is that of "the council".
    """
    counting = {_plain(organisation): organisation for organisation in reversed(settings.standing.organisations)}
    own = [_plain(settings.council.name), _plain(COUNCIL)]
    for plain in (_plain(name), *(own if _plain(name) in own else ())):
        if plain in counting:
            return counting[plain]
    return name


def nearly(read: ReadProvider, settings: Settings) -> Iterator[Problem]:
    """A note where an organisation is none of those whose visits count, and written almost like one."""
    counting = (*settings.standing.organisations, settings.council.name)
    for visit in read.visits:
        record = visit.reading.record
        if record is None or record.framework not in settings.standing.frameworks:
            continue
        for index, visitor in enumerate(record.visited_by):
            name = visitor.organisation
            near = None if meant(name, settings) in settings.standing.organisations else nearest(name, counting, SLIP)
            if near is not None:
                message = f"{shown(name)} is none of the organisations whose visits give an approval."
                hint = f"Did you mean {shown(meant(near, settings))}? Without it, this visit decides nothing."
                path = ("visited_by", index, "organisation")
                yield visit.document.problem(path, message, hint, "organisation")


def _plain(name: str) -> str:
    return skeleton(name, legal=False)
