"""Changes from one version of a framework to the next."""

from __future__ import annotations

from dataclasses import dataclass

from apdir.model.framework import Framework
from apdir.model.requirement import Requirement
from apdir.pages import links
from apdir.pages.page import Site


@dataclass(frozen=True, slots=True)
class Difference:
    """One requirement that the later version adds, drops or words anew; what it asked before and asks now."""

    id: str
    title: str
    how: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Another version of a framework, with the address of its page."""

    framework: Framework
    path: str
    current: bool


def differences(earlier: Framework, later: Framework) -> tuple[Difference, ...]:
    """Every requirement that is not the same in both, in the order of the later version, dropped ones last."""
    found = []
    for requirement in later.requirements:
        was = earlier.requirement.get(requirement.id)
        if was is None:
            found.append(Difference(requirement.id, requirement.title or "", "added", (), _asks(requirement)))
        elif _asks(was) != _asks(requirement):
            gone = tuple(text for text in _asks(was) if text not in _asks(requirement))
            new = tuple(text for text in _asks(requirement) if text not in _asks(was))
            found.append(Difference(requirement.id, requirement.title or "", "changed", gone, new))
    for requirement in earlier.requirements:
        if requirement.id not in later.requirement:
            found.append(Difference(requirement.id, requirement.title or "", "dropped", _asks(requirement), ()))
    return tuple(found)


def _asks(requirement: Requirement) -> tuple[str, ...]:
    return (*requirement.statements, *requirement.sub_points, *requirement.prompts, *requirement.best_practice)


def version_before(framework: Framework, site: Site) -> Framework | None:
    """The version that a version replaced, None for the first."""
    versions = site.library.frameworks[framework.id]
    place = versions.index(framework)
    return versions[place - 1] if place else None


def version_path(framework: str, version: str, site: Site) -> str:
    """The address of a version's page: the framework's own for the one in force, one below it for any other."""
    path = links.framework_path(framework)
    return path if version == site.library.current(framework, site.today).version else f"{path}{version}/"


def other_versions(framework: Framework, site: Site) -> tuple[OtherVersion, ...]:
    """Every other version, the latest first."""
    current = site.library.current(framework.id, site.today).version
    return tuple(
        OtherVersion(version, version_path(version.id, version.version, site), version.version == current)
        for version in reversed(site.library.frameworks[framework.id])
        if version.version != framework.version
    )
