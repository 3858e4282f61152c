"""What the pages of every side say about Derby's framework, read from the file that the directory itself uses."""

from __future__ import annotations

import calendar
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.bench.corpus import MONTHS


@dataclass(frozen=True, slots=True)
class Requirement:
    """One standard: its id, its title and what it asks."""

    id: str
    title: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme with its standards."""

    id: str
    title: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome in words; `standing` is what it makes of a provider's standing, `convention` whose rule it is.

    `key` names the shape of that standing, and `tone` how it reads at a glance.
    """

    label: str
    standing: str
    convention: bool
    key: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """Derby's framework; `labels`, `rank` (0 is best) and `kinds` (of mark) go by the keys of its scale.

    `outcomes` go by theirs; `path` is the address of the version's page.
    """

    short_title: str
    version: str
    path: str
    kind: str
    labels: dict[str, str]
    rank: dict[str, int]
    kinds: dict[str, str]
    themes: tuple[Theme, ...]
    outcomes: dict[str, Outcome]

    def as_data(self) -> dict[str, Any]:
        """The same as plain values, for a file that another tool reads."""
        return asdict(self)


STANDINGS = {
    "approved": "Approved",
    "with improvements": "Approved with improvements",
    "not met": "Standards not met",
    "none": "Visited, no decision",
}
TONES = {"approved": "good", "with improvements": "caution", "not met": "stop", "none": "neutral"}
#: The marks that our pages draw for a value, by what it counts as: the second value of a weight has one of its own.
MARKS = {"met": ("met", "met2"), "partly": ("partly", "partly2"), "not met": ("not", "not2")}


def read_framework(root: Path) -> Framework:
    """The version of Derby's framework, in the directory repository at `root`, that was in force at every visit."""
    versions = (root / "frameworks" / "derby").glob("*.yml")
    file = max(file for file in versions if file.stem <= MONTHS[0][0])
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    values = data["scales"][0]["values"]
    year, month = file.stem.split("-")
    return Framework(
        short_title=data["short_title"],
        version=f"{calendar.month_name[int(month)]} {year}",
        path=f"frameworks/derby/{file.stem}/",
        kind=data["kinds"][0]["title"],
        labels={value["key"]: value["label"] for value in values},
        rank={value["key"]: place for place, value in enumerate(values)},
        kinds=_kinds(values),
        themes=tuple(_theme(theme) for theme in data["themes"]),
        outcomes={outcome["key"]: _outcome(outcome) for outcome in data["outcomes"]},
    )


def _kinds(values: list[dict[str, Any]]) -> dict[str, str]:
    left = {counts_as: iter(marks) for counts_as, marks in MARKS.items()}
    return {value["key"]: next(left[value["counts_as"]]) for value in values} | {"blank": "blank"}


def _theme(data: dict[str, Any]) -> Theme:
    requirements = tuple(
        Requirement(str(item["id"]), item["title"], tuple(item["statements"])) for item in data["requirements"]
    )
    return Theme(str(data["id"]), data["title"], requirements)


def _outcome(data: dict[str, Any]) -> Outcome:
    standing = data["standing"]
    convention = bool(data.get("convention", False))
    return Outcome(data["label"], STANDINGS[standing], convention, standing, TONES[standing])
