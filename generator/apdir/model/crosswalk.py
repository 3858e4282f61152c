"""How the frameworks compare: `frameworks/crosswalk.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated

from pydantic import model_validator

from apdir.model.fields import Choice, Line, Record, Slug, Text, field, wrong
from apdir.model.framework import Framework
from apdir.problems import did_you_mean
from apdir.source import FieldPath


class SharedTheme(Record):
    """A theme under which requirements of every framework are gathered."""

    id: Slug = field("Its id.", example="safeguarding")
    title: Line = field("What it is called.", example="Safeguarding and wellbeing")
    origin: Annotated[str, Choice("national standards", "directory")] = field(
        "Whether it is one of the four themes of the national standards, or this directory's own.",
        example="national standards",
    )
    about: Text = field("What it gathers.", example="How children are kept safe.")


class Ask(Record):
    """One thing that several frameworks ask for in their own ways."""

    id: Slug = field("Its id.", example="recruitment-checks")
    title: Line = field("What is asked.", example="Staff are checked before they start")
    theme: Slug = field("The shared theme it belongs to.", example="safeguarding")


class Mapped(Record):
    """Where one requirement or point belongs."""

    theme: Slug = field("Its shared theme.", example="safeguarding")
    asks: tuple[Slug, ...] = field(
        "What it asks for, so that its siblings are found.", example=["recruitment-checks"], default=()
    )
    note: Text | None = field("What a reader should know of the comparison.", example="Narrower here.", default=None)


class Crosswalk(Record):
    """The map between frameworks: this directory's reading, which no source states."""

    themes: tuple[SharedTheme, ...] = field(
        "The shared themes, in order.",
        example=[
            {"id": "safeguarding", "title": "Safeguarding and wellbeing", "origin": "directory", "about": "Safety."}
        ],
    )
    asks: tuple[Ask, ...] = field(
        "What frameworks ask for.",
        example=[{"id": "recruitment-checks", "title": "Staff are checked", "theme": "safeguarding"}],
    )
    frameworks: dict[Line, dict[Line, Mapped]] = field(
        "For each framework, where each requirement and each point belongs, by id.",
        example={"derby": {"1a": {"theme": "safeguarding"}}},
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Crosswalk:
        themes = {theme.id for theme in self.themes}
        asks = [ask.id for ask in self.asks]
        for ask in self.asks:
            if ask.theme not in themes:
                raise wrong(
                    f"`{ask.id}` names a theme `{ask.theme}` that is not here.", "Correct it, or add the theme."
                )
            if asks.count(ask.id) > 1:
                raise wrong(f"`{ask.id}` is given twice.", "Keep one.")
        return self

    @cached_property
    def theme(self) -> dict[str, SharedTheme]:
        """The shared themes by id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def ask(self) -> dict[str, Ask]:
        """What is asked, by id."""
        return {ask.id: ask for ask in self.asks}

    @cached_property
    def asked_by(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """For each ask, the (framework, id) pairs that ask it."""
        found: dict[str, list[tuple[str, str]]] = {ask.id: [] for ask in self.asks}
        for framework, rows in self.frameworks.items():
            for key, row in rows.items():
                for ask in row.asks:
                    found.setdefault(ask, []).append((framework, key))
        return {ask: tuple(pairs) for ask, pairs in found.items()}

    def siblings(self, framework: str, key: str) -> tuple[tuple[str, str], ...]:
        """The requirements of other frameworks that ask for something that this one asks for."""
        row = self.frameworks.get(framework, {}).get(key)
        if row is None:
            return ()
        pairs = dict.fromkeys(pair for ask in row.asks for pair in self.asked_by.get(ask, ()))
        return tuple(pair for pair in pairs if pair[0] != framework)


def gaps(
    crosswalk: Crosswalk, frameworks: Mapping[str, Sequence[Framework]], unreadable: Collection[str]
) -> Iterator[tuple[FieldPath, str, str]]:
    """What the map lacks or has too much: a path in its file, what is wrong, what would be right.

    Every requirement, closing question and point of every version of every framework has a shared theme.
    """
    for name, versions in frameworks.items():
        if name in unreadable:
            continue
        rows = crosswalk.frameworks.get(name, {})
        known = {key for version in versions for key in mapped_ids(version)}
        if known and not rows:
            ids = ", ".join(sorted(known)[:3])
            hint = f"Add {name} under frameworks, and each of its ids below it: {ids} … as {{theme: …, asks: […]}}."
            yield ("frameworks", name), f"Nothing of {name} has a shared theme.", hint
            continue
        for key in sorted(known - set(rows)):
            hint = f'Add "{key}": {{theme: …, asks: […]}} under frameworks.{name}.'
            yield ("frameworks", name), f"`{key}` of {name} has no shared theme.", hint
        for key in rows:
            if key not in known:
                yield ("frameworks", name, key), f"{name} has no `{key}`.", did_you_mean(key, sorted(known))
    for name, rows in crosswalk.frameworks.items():
        if name not in frameworks and name not in unreadable:
            yield ("frameworks", name), f"There is no framework `{name}`.", did_you_mean(name, frameworks)
        for key, row in rows.items():
            if row.theme not in crosswalk.theme:
                hint = did_you_mean(row.theme, crosswalk.theme)
                yield ("frameworks", name, key), f"There is no shared theme `{row.theme}`.", hint
            for ask in row.asks:
                if ask not in crosswalk.ask:
                    hint = did_you_mean(ask, crosswalk.ask)
                    yield ("frameworks", name, key), f"There is no `{ask}` among the asks.", hint


def mapped_ids(framework: Framework) -> tuple[str, ...]:
    """Everything of a framework that the map places: requirements, closing questions, and the points of its lists."""
    points = tuple(point.id for group in framework.lists for point in group.points)
    return (*framework.requirement, *framework.concluding, *points)
