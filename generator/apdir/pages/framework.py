"""The pages of the frameworks: a list of them, and one each for the version in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apdir.model.described import value_of
from apdir.model.fields import words_of
from apdir.model.framework import Framework
from apdir.model.requirement import Requirement, Theme
from apdir.model.scale import Scale
from apdir.model.visiting import Kind, Standing
from apdir.pages import advice, links, picture, views
from apdir.pages.crosswalk import siblings
from apdir.pages.page import Page, Site
from apdir.pages.versions import differences, other_versions, version_before, version_path
from apdir.rules.reason import in_words
from apdir.summary.statuses import LABELS
from apdir.wording import small

#: Effects of an outcome on the standing, in words.
STANDINGS = {
    key: LABELS[key] if key != "none" else f"No approval status: {small(LABELS['visited'])}"
    for key in words_of(value_of(Standing))
}


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """One value of a scale, with its mark on visit pages."""

    kind: str
    label: str
    passes: bool
    counts_as: str
    points: int | None
    meaning: str | None

    @property
    def sample(self) -> picture.Drawing:
        """Its mark."""
        return picture.sample(self.kind)


@dataclass(frozen=True, slots=True)
class RequirementLines:
    """One requirement, with the notes on the source that name it."""

    requirement: Requirement
    notes: tuple[str, ...]
    siblings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeBlock:
    """One theme with its requirements."""

    theme: Theme
    requirements: tuple[RequirementLines, ...]


def framework_pages(site: Site) -> list[Page]:
    """The list of frameworks, then a page for every version of each."""
    current = [site.library.current(framework, site.today) for framework in site.library.frameworks]
    every = [version for versions in site.library.frameworks.values() for version in versions]
    return [_index(current, site), *(framework_page(framework, site) for framework in every)]


def framework_page(framework: Framework, site: Site) -> Page:
    """One framework in one version."""
    path = version_path(framework.id, framework.version, site)
    before = version_before(framework, site)
    file = f"frameworks/{framework.id}/{framework.version}.yml"
    words = framework.words
    content = site.render(
        "framework.html",
        path,
        framework=framework,
        counts=counts(framework),
        gives_standing=framework.id in site.settings.standing.frameworks,
        others=other_versions(framework, site),
        before=before,
        differences=differences(before, framework) if before else (),
        scales=[(scale, _scale_lines(scale, framework)) for scale in framework.scales],
        standings=STANDINGS,
        rules=_rules(framework),
        looked_at={kind.id: _looked_at(kind, framework) for kind in framework.kinds},
        themes=[_block(theme, framework, site) for theme in framework.themes],
        theme_word=words.theme,
        forms=_forms(framework, site),
        reviewed=advice.review_lines(framework, site.today),
        edit=links.edit_link(site, file),
        mistake=links.mistake_link(site, framework.short_title),
    )
    return Page(
        path=path,
        title=_title(framework),
        description=f"{framework.title}, {framework.publisher}: {counts(framework)}, scale, outcomes and what follows.",
        content=content,
        searched=True,
        crumbs=(("Frameworks", links.FRAMEWORKS),),
        source=file,
    )


def _rules(framework: Framework) -> list[tuple[str, str]]:
    """Each rule: the outcomes that it gives, and what it asks for; empty for the last, which takes what is left."""
    return [(_one_of(rule.gives, framework), in_words(rule, framework)) for rule in framework.outcome_rules]


def _one_of(keys: Sequence[str], framework: Framework) -> str:
    """The labels of outcomes; several in quotation marks, as they can hold commas."""
    labels = [framework.outcome[key].label for key in keys]
    return labels[0] if len(labels) == 1 else views.words([f"‘{label}’" for label in labels], "or")


def _looked_at(kind: Kind, framework: Framework) -> str:
    """The part that a kind of visit looks at, in words; empty for one that looks at every requirement."""
    part = framework.looked_at[kind.id]
    if not kind.looks_at or len(part) == len(framework.requirements):
        return ""
    words = framework.words
    return (
        f"It looks at {len(part)} of the {len(framework.requirements)} {words.requirements}: "
        f"{views.words([requirement.id for requirement in part])}. The others are no part of it."
    )


def _forms(framework: Framework, site: Site) -> list[tuple[str, str]]:
    """The blank forms of the version in force: their ids, and what links to them say."""
    if site.library.current(framework.id, site.today) is not framework:
        return []
    titles = {kind.id: kind.title for kind in framework.kinds}
    return [(form, titles.get(kind, "Improvement plan")) for kind, form in framework.form_ids.items()]


def _title(framework: Framework) -> str:
    """A framework's title; that of a version that holds no longer says which it is."""
    over = framework.in_force.until is not None
    return f"{framework.title} ({views.month(framework.version)})" if over else framework.title


def counts(framework: Framework) -> str:
    """`32 standards in 5 themes`."""
    words = framework.words
    if not framework.requirements:
        points = sum(len(group.points) for group in framework.lists)
        return f"{views.count(points, 'point')}, {views.count(len(framework.areas), 'area')} judged"
    many = views.count(len(framework.requirements), words.requirement, words.requirements)
    return f"{many} in {views.count(len(framework.themes), words.theme, words.themes)}"


def _index(frameworks: Iterable[Framework], site: Site) -> Page:
    content = site.render(
        "frameworks.html",
        links.FRAMEWORKS,
        frameworks=[
            (framework, counts(framework), framework.id in site.settings.standing.frameworks)
            for framework in frameworks
        ],
        crosswalk=site.library.compared is not None,
        edit=None,
        mistake=links.mistake_link(site, "the frameworks"),
    )
    return Page(
        path=links.FRAMEWORKS,
        title="Frameworks",
        description="The quality assurance frameworks under which providers are visited, in the directory’s own words.",
        content=content,
        searched=True,
    )


def _scale_lines(scale: Scale, framework: Framework) -> list[ScaleLine]:
    kinds = picture.kinds_of(framework)
    return [
        ScaleLine(kinds[value.key], value.label, value.passes, value.counts_as, value.points, value.meaning)
        for value in scale.values
    ]


def _block(theme: Theme, framework: Framework, site: Site) -> ThemeBlock:
    """A theme whose requirements carry their own note, and those of the list of faults that name them and say more."""
    by_place: dict[str, list[str]] = {}
    for note in framework.notes:
        by_place.setdefault(note.at, []).append(note.text)
    return ThemeBlock(
        theme,
        tuple(
            RequirementLines(
                requirement,
                (requirement.note,) if requirement.note else tuple(by_place.get(requirement.id, ())),
                siblings(framework.id, requirement.id, site),
            )
            for requirement in theme.requirements
        ),
    )
