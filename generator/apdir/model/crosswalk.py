"""How the frameworks compare: `frameworks/crosswalk.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated

from apdir.model.fields import Choice, Line, Record, Slug, Text, for_all
from apdir.model.framework import Framework
from apdir.problems import did_you_mean
from apdir.source import FieldPath


class SharedTheme(Record):
    """A theme under which requirements of every framework are gathered."""

    id: Slug = for_all("Its id.", example="safeguarding")
    title: Line = for_all("What it is called.", example="Safeguarding and wellbeing")
    origin: Annotated[str, Choice("national standards", "directory")] = for_all(
        "Whether it is one of the four themes of the national standards, or this directory's own.",
        example="national standards",
    )
    about: Text = for_all("What it gathers.", example="How children are kept safe.")


class Ask(Record):
    """One thing that several frameworks ask for in their own ways."""

    id: Slug = for_all("Its id.", example="recruitment-checks")
    title: Line = for_all("The requirement that frameworks share.", example="Safer recruitment and staff checks")
    theme: Slug = for_all("The shared theme it belongs to.", example="safeguarding")


class Mapped(Record):
    """Where one requirement or point belongs."""

    theme: Slug = for_all("Its shared theme.", example="safeguarding")
    asks: tuple[Slug, ...] = for_all(
        "What it asks for, so that its siblings are found.", example=["recruitment-checks"], default=()
    )
    note: Text | None = for_all("What a reader should know of the comparison.", example="Narrower here.", default=None)
    names: tuple[Slug, ...] = for_all(
        "Other frameworks that the note names: a directory that does not use them all goes without it.",
        example=["coastshire"],
        default=(),
    )

    def among(self, frameworks: Collection[str]) -> Mapped:
        """The row for a directory of some frameworks: without a note that names others."""
        return self if set(self.names) <= set(frameworks) else self.model_copy(update={"note": None, "names": ()})


class Crosswalk(Record):
    """The map between frameworks: this directory's rule, which no source states."""

    themes: tuple[SharedTheme, ...] = for_all(
        "The shared themes, in order.",
        example=[
            {"id": "safeguarding", "title": "Safeguarding and wellbeing", "origin": "directory", "about": "Safety."}
        ],
        default=(),
    )
    asks: tuple[Ask, ...] = for_all(
        "What frameworks ask for.",
        example=[{"id": "recruitment-checks", "title": "Staff checks", "theme": "safeguarding"}],
        default=(),
    )
    frameworks: dict[Line, dict[Line, Mapped]] = for_all(
        "For each framework, where each requirement and each point belongs, by id.",
        example={"coastshire": {"1a": {"theme": "safeguarding"}}},
        default={},
    )

    def over(self, other: Crosswalk) -> Crosswalk:
        """This map laid over another: its themes, asks and frameworks replace those of the same id."""
        return Crosswalk.model_construct(
            themes=tuple((other.theme | self.theme).values()),
            asks=tuple((other.ask | self.ask).values()),
            frameworks={**other.frameworks, **self.frameworks},
        )

    def of(self, frameworks: Mapping[str, Sequence[Framework]]) -> Crosswalk | None:
        """The map of these frameworks alone, and of what they have; None where it has none of them."""
        known = {name: {key for one in versions for key in mapped_ids(one)} for name, versions in frameworks.items()}
        rows = {
            name: {key: row.among(frameworks) for key, row in rows.items() if key in known[name]}
            for name, rows in self.frameworks.items()
            if name in known
        }
        return self.model_copy(update={"frameworks": rows}) if rows else None

    @cached_property
    def theme(self) -> dict[str, SharedTheme]:
        """The shared themes by id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def ask(self) -> dict[str, Ask]:
        """Asks by id."""
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
    own: Crosswalk, whole: Crosswalk, frameworks: Mapping[str, Sequence[Framework]], passed_over: Collection[str]
) -> Iterator[tuple[FieldPath, str, str]]:
    """Gaps and excesses of a map: a path in its file, what is wrong, what would be right.

    ``whole`` is the map with what it adds to. A framework that is in the map has a shared theme for every requirement,
    closing question and point of each of its versions; one that is not in it is not compared.
    """
    for at, ask in enumerate(own.asks):
        if ask.theme not in whole.theme:
            hint = did_you_mean(ask.theme, whole.theme)
            yield ("asks", at, "theme"), f"There is no shared theme `{ask.theme}`.", hint
        if ask != own.ask[ask.id]:
            yield ("asks", at, "id"), f"`{ask.id}` is given twice.", "Keep one."
    for name, rows in own.frameworks.items():
        if name in passed_over:
            continue
        if name not in frameworks:
            yield ("frameworks", name), f"There is no framework `{name}`.", did_you_mean(name, frameworks)
            continue
        known = {key for version in frameworks[name] for key in mapped_ids(version)}
        if known and not rows:
            ids = ", ".join(sorted(known)[:3])
            hint = f"Add each of its ids below it: {ids} … as {{theme: …, asks: […]}}; or take the line out."
            yield ("frameworks", name), f"Nothing of {name} has a shared theme.", hint
            continue
        for key in sorted(known - set(rows)):
            hint = f'Add "{key}": {{theme: …, asks: […]}} under frameworks.{name}.'
            yield ("frameworks", name), f"`{key}` of {name} has no shared theme.", hint
        for key, row in rows.items():
            if key not in known:
                yield ("frameworks", name, key), f"{name} has no `{key}`.", did_you_mean(key, sorted(known))
            if row.theme not in whole.theme:
                hint = did_you_mean(row.theme, whole.theme)
                yield ("frameworks", name, key), f"There is no shared theme `{row.theme}`.", hint
            for other in row.names:
                if other not in (there := {*frameworks, *passed_over}):
                    yield ("frameworks", name, key), f"There is no framework `{other}`.", did_you_mean(other, there)
            for wanted in row.asks:
                if wanted not in whole.ask:
                    hint = did_you_mean(wanted, whole.ask)
                    yield ("frameworks", name, key), f"There is no `{wanted}` among the asks.", hint


def mapped_ids(framework: Framework) -> tuple[str, ...]:
    """Everything of a framework that the map places: requirements, closing questions, and the points of its lists."""
    points = tuple(point.id for group in framework.lists for point in group.points)
    return (*framework.requirement, *framework.concluding, *points)
