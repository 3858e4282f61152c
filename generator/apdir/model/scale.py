"""The scale of a judgement, and its values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Protocol

from apdir.model.fields import Choice, Count, Line, Record, Slug, Text, YesNo, for_all

CountsAs = Annotated[str, Choice("met", "partly", "not met")]


class ScaleValue(Record):
    """One value of a scale."""

    key: Line = for_all("How records write it.", example="fully")
    label: Line = for_all("How pages and forms print it.", example="Fully")
    passes: YesNo = for_all("Whether a requirement at this value is good enough.", example="yes")
    counts_as: CountsAs = for_all(
        "What it counts as when compared with other frameworks: this directory's rule.", example="met"
    )
    points: Count | None = for_all(
        "How many points a requirement at this value has, where a rule adds points up.", example="2", default=None
    )
    meaning: Text | None = for_all(
        "What it means, in our words.", example="Everything asked is in place.", default=None
    )


class Counting(Protocol):
    """A value, or a count of one."""

    @property
    def passes(self) -> bool:
        """Whether it is good enough."""

    @property
    def counts_as(self) -> str:
        """Its value beside other frameworks."""


def passed_in_words(values: Iterable[Counting]) -> str:
    """`met in full`; where a value passes that counts as less than met, that the level is one that passes."""
    full = all(value.counts_as == "met" for value in values if value.passes)
    return "met in full" if full else "at a level that passes"


class Scale(Record):
    """The values a requirement can be judged at, best first."""

    id: Slug = for_all("Its id.", example="standard")
    title: Line = for_all("What it is called.", example="Requirement met")
    values: tuple[ScaleValue, ...] = for_all(
        "Its values, best first.", example=[{"key": "fully", "label": "Fully", "passes": "yes", "counts_as": "met"}]
    )
    convention: YesNo = for_all(
        "Whether the scale is this directory's own because the source has none.", example="no", default=False
    )
    own: Text | None = for_all(
        "What in it is not the source's: printed with it, on paper too.",
        example="‘Outstanding’, which the source never names.",
        default=None,
    )
    note: Text | None = for_all("A note on a fault of the source.", example="Three scales are used.", default=None)

    @cached_property
    def by_key(self) -> dict[str, ScaleValue]:
        """The values by the key that records write."""
        return {value.key: value for value in self.values}

    def reaches(self, value: str, least: str | None) -> bool:
        """Whether a judgement is at a value of the scale or a better one; at one that passes where none is named."""
        if least is None:
            return self.by_key[value].passes
        return self.keys.index(value) <= self.keys.index(least)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in order, best first."""
        return tuple(value.key for value in self.values)
