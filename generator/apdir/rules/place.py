"""Rules on where a provider's sites are."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.model.provider import Provider, Site
from apdir.model.reading import overlap
from apdir.model.settings import Settings
from apdir.places import Grid, area_of, no_place, unknown, where
from apdir.places.reach import FAR, miles
from apdir.places.sectors import districts
from apdir.places.table import areas
from apdir.rules.finding import Context, Finding
from apdir.source import FieldPath

#: A postcode further off than this is not close by.
CLOSE_BY = 5


def check(provider: Provider, context: Context) -> Iterator[Finding]:
    """Postcodes exist, and are where a provider of this directory can be."""
    yield from postcodes_exist(provider.sites)
    yield from sites_are_within_reach(provider, context)


def postcodes_exist(sites: tuple[Site, ...]) -> Iterator[Finding]:
    """Postcodes exist. One newer than the table comes with an older one close by."""
    for index, site in enumerate(sites):
        path: FieldPath = ("sites", index)
        near = unknown(site.near) if site.near is not None else None
        if near is not None:
            yield Finding((*path, "near"), *near, "unknown postcode")
        found = unknown(site.postcode) if site.postcode is not None and site.near is None else None
        if found is not None:
            message, hint = found
            newer = "If this one is newer than the table, add `near:` with an older"
            yield Finding(
                (*path, "postcode"),
                message,
                f"{hint} {newer} postcode close by: distances are then measured from there.",
                "unknown postcode",
                rests_on=((*path, "near"),),
            )
        yield from _close_by((*path, "near"), site)


def sites_are_within_reach(provider: Provider, context: Context) -> Iterator[Finding]:
    """A site is no further from everything that the directory is for than a pupil could ever travel.

    A mistyped letter turns DE into EH, or into JE, where the table knows no place. What is online or at the pupil's
    home alone may be run from anywhere.
    """
    known = not any(overlap(("places",), done) or overlap(done, ("places",)) for done in context.mended)
    if not known or not set(provider.offer.delivery) - {"online", "pupil's home"}:
        return
    # A directory for places that the table leaves out knows that it has no distances.
    own = {area_of(f"{part}0") for part in context.settings.places.postcodes} - set(areas())
    middles = _middles(context.settings)
    for index, site in enumerate(provider.sites):
        path: FieldPath = ("sites", index)
        given = [(name, code) for name in ("postcode", "near") if (code := getattr(site, name)) is not None]
        if site.far or not given:
            continue
        name, code = next(((name, code) for name, code in given if where(code) is not None), given[-1])
        here = where(code)
        if here is None:
            why = no_place(code)
            if why is not None and area_of(code) not in own:
                yield Finding(
                    (*path, name),
                    f"{why} So no distance can be worked out from this site.",
                    "Check its letters. If it is right, add `far: yes` to the site: schools then find it by all but "
                    "distance.",
                    "no place",
                    rests_on=(("offer", "delivery"), (*path, "far"), (*path, "postcode"), (*path, "near")),
                )
            continue
        reach = ((miles(here, middle), name) for name, middle in middles)
        far, town = min(reach, default=(0, ""))
        if far > FAR:
            yield Finding(
                (*path, name),
                f"`{code}` is {far:.0f} miles from {town}, the nearest place that this directory is for.",
                "Check its letters. If it is right, add `far: yes` to the site.",
                "far away",
                rests_on=(("offer", "delivery"), (*path, "far")),
            )


def _middles(settings: Settings) -> list[tuple[str, Grid]]:
    """The towns and districts that a directory is for, with their middles."""
    towns = ((name, where(postcode)) for name, postcode in settings.places.towns.items())
    found = [(name, middle) for name, middle in towns if middle is not None]
    for part in settings.places.postcodes:
        area = area_of(f"{part}0")
        found += [(name, middle) for name, middle in districts(area).items() if part in (name, area)]
    return found


def _close_by(path: FieldPath, site: Site) -> Iterator[Finding]:
    here = where(site.postcode) if site.postcode is not None else None
    near = where(site.near) if site.near is not None else None
    if here is None or near is None:
        return
    away = miles(here, near)
    if away > CLOSE_BY:
        yield Finding(
            path,
            f"`{site.near}` is {away:.0f} miles from `{site.postcode}`.",
            f"The table knows `{site.postcode}`: take `near` out.",
            "far away",
        )
