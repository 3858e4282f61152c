"""Rules on the photographs of a provider's place."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.directory import ReadProvider
from apdir.model.provider import Provider
from apdir.problems import Problem, did_you_mean
from apdir.rules.finding import Finding
from apdir.source.photo import photo_fault

#: The most photographs of one provider.
MOST = 3


def check(provider: Provider, read: ReadProvider) -> Iterator[Finding]:
    """Each photograph is there once, can be shown, and shows neither a pupil nor where an unpublished site is."""
    there = {file.name.removeprefix(f"providers/{read.slug}/"): file for file in read.photos}
    if len(provider.pictures) > MOST:
        yield Finding(("pictures", MOST), f"There are {len(provider.pictures)} pictures.", f"Keep {MOST}.", "pictures")
    if provider.pictures and provider.sites and not any(site.public for site in provider.sites):
        message = "No site of this provider is published, and a picture can show where it is."
        yield Finding(("pictures",), message, "Take the pictures out.", "pictures")
    named: set[str] = set()
    for index, picture in enumerate(provider.pictures):
        path = ("pictures", index)
        file = there.get(picture.file)
        fault = photo_fault(file.path) if file is not None else None
        if file is None:
            hint = did_you_mean(picture.file, there, f"Put it into providers/{read.slug}/pictures/.")
            yield Finding((*path, "file"), f"There is no file {picture.file} in this folder.", hint, "pictures")
        elif fault is not None:
            yield Finding((*path, "file"), *fault, "pictures")
        elif picture.file in named:
            yield Finding((*path, "file"), "This picture is named already.", "Take one of the two out.", "pictures")
        named.add(picture.file)
        if not picture.no_pupils:
            message = "A pupil may be recognised in this picture, so it cannot be published."
            yield Finding((*path, "no_pupils"), message, "Take the picture out, or choose another.", "pictures")


def unnamed(provider: Provider, read: ReadProvider) -> Iterator[Problem]:
    """A problem for each file that the record does not name: nobody said what it shows, and that no pupil is in it."""
    named = {picture.file for picture in provider.pictures}
    for file in read.photos:
        if file.name.removeprefix(f"providers/{read.slug}/") not in named:
            message, hint = "The record does not name this picture.", "Name it under `pictures`, or delete the file."
            yield Problem(file.name, 0, 0, "", message, hint, "pictures")
