"""Rules on where a provider's sites are."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from generator.model.provider import Site
from generator.places import unknown, where
from generator.rules.finding import Finding
from generator.source import FieldPath

METRES_A_MILE = 1609.344
#: A postcode further off than this is not close by.
CLOSE_BY = 5


def check(sites: tuple[Site, ...]) -> Iterator[Finding]:
    """Postcodes exist. One that is newer than the table stands with an older one close by."""
    for index, site in enumerate(sites):
        path: FieldPath = ("sites", index)
        near = unknown(site.near) if site.near is not None else None
        if near is not None:
            yield Finding((*path, "near"), *near, "unknown postcode")
        found = unknown(site.postcode) if site.postcode is not None and site.near is None else None
        if found is not None:
            message, hint = found
            newer = "If it is right and newer than that, add `near:` with an older postcode close by: distances are"
            yield Finding(
                (*path, "postcode"),
                message,
                f"{hint} {newer} then measured from there.",
                "unknown postcode",
                rests_on=((*path, "near"),),
            )
        yield from _close_by((*path, "near"), site)


def _close_by(path: FieldPath, site: Site) -> Iterator[Finding]:
    here = where(site.postcode) if site.postcode is not None else None
    near = where(site.near) if site.near is not None else None
    if here is None or near is None:
        return
    miles = hypot(here[0] - near[0], here[1] - near[1]) / METRES_A_MILE
    if miles > CLOSE_BY:
        yield Finding(
            path,
            f"`{site.near}` is {miles:.0f} miles from `{site.postcode}`.",
            f"The table knows `{site.postcode}`: take `near` out.",
            "far away",
        )
