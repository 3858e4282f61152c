"""What of the settings names something that is not there: a framework, a page, a town or a district."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from apdir.model.reading import overlap
from apdir.model.settings import Settings
from apdir.places import Grid, area_of, no_middle, unknown_district, where
from apdir.places.reach import far_off
from apdir.places.sectors import districts
from apdir.problems import Problem, did_you_mean, shown
from apdir.source import Document, FieldPath


def unknown_names(
    settings: Settings,
    document: Document,
    there: Collection[str],
    pages: Collection[str],
    mended: tuple[FieldPath, ...],
) -> Iterator[Problem]:
    """A problem for each framework that the settings name and do not use or that is not there, and for each page.

    ``there`` are the frameworks, ``pages`` the addresses of pages and forms.
    """
    if any(path[:1] in (("frameworks",), ("standing",), ("rules",), ("leave_out",)) for path in mended):
        return
    for index, name in enumerate(settings.frameworks):
        if name not in there:
            yield document.problem(
                ("frameworks", index), f"There is no framework `{name}`.", did_you_mean(name, there), "unknown id"
            )
    used = settings.frameworks or there
    named: list[tuple[FieldPath, str]] = [
        *((("standing", "frameworks", index), name) for index, name in enumerate(settings.standing.frameworks)),
        *((("rules", index), name) for index, name in enumerate(settings.rules)),
    ]
    for path, name in named:
        if name not in used:
            message = f"There is no framework `{name}`."
            if name in there:
                message = f"`{name}` is not among the `frameworks` that this directory uses."
            yield document.problem(path, message, did_you_mean(name, used), "unknown id")
    if not settings.leave_out:
        return
    known = sorted({*pages} | {page.rpartition("/")[0] for page in pages if "/" in page})
    for index, name in enumerate(settings.leave_out):
        if name not in known:
            message = f"There is no page or form `{name}` in content/, of this directory or of the program."
            hint = did_you_mean(name, known, "Name it as its address has it, such as `guidance/attendance-codes`.")
            yield document.problem(("leave_out", index), message, hint, "unknown id")


def unknown_places(settings: Settings, document: Document, mended: tuple[FieldPath, ...]) -> Iterator[Problem]:
    """A problem for each town and district of the settings that the table of postcodes does not know."""
    found: list[tuple[FieldPath, tuple[str, str] | None]] = [
        *((("places", "towns", name), no_middle(postcode)) for name, postcode in settings.places.towns.items()),
        *((("places", "postcodes", at), unknown_district(text)) for at, text in enumerate(settings.places.postcodes)),
    ]
    for path, fault in found:
        if fault is not None and not any(overlap(path, done) for done in mended):
            yield document.problem(path, *fault, "unknown postcode")
    for path, fault in (*_far_off(settings), *_twice(settings)):
        if not any(overlap(path, done) for done in mended):
            yield document.problem(path, *fault, "places")


def _far_off(settings: Settings) -> Iterator[tuple[FieldPath, tuple[str, str]]]:
    """A town or district that is far from nearly all the others: a mistyped letter turns DE into EH."""
    middles: dict[FieldPath, Grid | None] = {
        ("places", "towns", name): where(postcode) for name, postcode in settings.places.towns.items()
    }
    for at, part in enumerate(settings.places.postcodes):
        middles["places", "postcodes", at] = districts(area_of(f"{part}0")).get(part)
    for path, far in far_off({path: middle for path, middle in middles.items() if middle is not None}).items():
        yield path, (f"This is {far:.0f} miles from all the other places of the directory.", "Check its letters.")


def _twice(settings: Settings) -> Iterator[tuple[FieldPath, tuple[str, str]]]:
    """A town or district that is there already, in whatever letters."""
    towns: list[tuple[FieldPath, str]] = [(("places", "towns", name), name) for name in settings.places.towns]
    parts = [(("places", "postcodes", at), part) for at, part in enumerate(settings.places.postcodes)]
    for named in (towns, parts):
        seen: set[str] = set()
        for path, name in named:
            plain = " ".join(name.split()).casefold()
            if plain in seen:
                yield path, (f"{shown(name)} is there already.", "Keep one of the two.")
            seen.add(plain)
