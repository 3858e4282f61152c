"""When somebody last looked at what all frameworks ask for: the newest visit that judged it, site by site."""

from __future__ import annotations

from typing import Any

import pytest

from apdir.summary import VisitSummary
from apdir.summary.coverage import Look, coverage
from tests.support.records import COUNCIL, PROVIDER, library, summary, visit

CROSSWALK = library().compared
assert CROSSWALK is not None
ASKS = CROSSWALK.frameworks["derby"]["1a"].asks
SITES = [
    {"id": name, "name": f"{name.title()} yard", "address": ["1 Lane", "Derby"], "postcode": code, "public": "yes"}
    for name, code in (("main", "DE1 2FS"), ("north", "DE1 3AF"))
]


def looks(*visits: Any, sites: tuple[str, ...]) -> list[Look]:
    """The last looks at the first ask of one requirement."""
    about = {"sites": SITES} if len(sites) > 1 else {}
    found: tuple[VisitSummary, ...] = summary(*visits, about=PROVIDER | about).visits
    assert CROSSWALK is not None
    return [look for theme in coverage(found, CROSSWALK, sites) for look in theme.looks if look.ask.id == ASKS[0]]


def derby(day: str, value: str = "fully", **fields: Any) -> Any:
    return visit("derby", day, visited_by=COUNCIL, judgements={"1a": value}, outcome="all met", **fields)


NEW, OLD = "2026-10-12", "2026-03-12"


@pytest.mark.parametrize(
    ("visits", "sites", "told"),
    [
        # With fewer than two sites there is one place, whatever its name.
        ([derby(NEW)], (), [(("",), NEW)]),
        ([derby(NEW)], ("main",), [(("",), NEW)]),
        ([derby(NEW), derby(OLD)], (), [(("",), NEW)]),
        # A visit of no one site is of all; an older one counts where the newer was not.
        ([derby(NEW)], ("main", "north"), [(("main", "north"), NEW)]),
        ([derby(NEW, site="north")], ("main", "north"), [(("north",), NEW)]),
        ([derby(NEW, site="north"), derby(OLD)], ("main", "north"), [(("north",), NEW), (("main",), OLD)]),
        ([derby(NEW), derby(OLD, site="main")], ("main", "north"), [(("main", "north"), NEW)]),
        # The gravest comes first.
        (
            [derby(NEW, site="north"), derby(OLD, "not at all")],
            ("main", "north"),
            [(("main",), OLD), (("north",), NEW)],
        ),
        # A draft is no look.
        ([derby(NEW, state="draft"), derby(OLD)], (), [(("",), OLD)]),
        ([derby(NEW, state="draft")], (), []),
    ],
)
def test_the_last_look_at_an_ask_is_that_of_each_site(
    visits: list[Any], sites: tuple[str, ...], told: list[tuple[tuple[str, ...], str]]
) -> None:
    assert [(look.sites, look.day.isoformat()) for look in looks(*visits, sites=sites)] == told
