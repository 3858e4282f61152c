"""What a side built: that it has every page, how heavy its pages are, and whether they tell the same facts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.facts import ProviderFacts, VisitFacts, words
from tests.bench.framework import Framework

TAG = re.compile(r"<[^>]*>")
PART = re.compile(r"<[^>]*>|[^<]+")
#: An escaped character of an address: the sides differ in the case of its digits.
ESCAPED = re.compile(r"%[0-9a-f]{2}")
#: The least share of our pages that Hugo's must have too.
LIKE_ENOUGH = 0.95


class NotTheSamePages(Exception):
    """A side lacks pages or facts that the benchmark asks of every side. The message says which."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How many pages there are of providers and visits, and the mean size of a provider's and of a visit's in bytes."""

    providers: int
    visits: int
    provider: float
    visit: float

    @property
    def pages(self) -> int:
        """All pages."""
        return self.providers + self.visits

    @property
    def total(self) -> float:
        """All their bytes."""
        return self.providers * self.provider + self.visits * self.visit


def weigh(out: Path, number: int, visits_each: int) -> Weight:
    """The weight of the pages in `out`. Raises NotTheSamePages where they are not those of `number` providers."""
    providers = [file.stat().st_size for file in (out / "providers").glob("*/index.html")]
    visits = [file.stat().st_size for file in (out / "providers").glob("*/visits/*/index.html")]
    if (len(providers), len(visits)) != (number, number * visits_each):
        raise NotTheSamePages(f"{len(providers)} pages of providers and {len(visits)} of visits for {number} providers")
    return Weight(len(providers), len(visits), sum(providers) / len(providers), sum(visits) / len(visits))


def look_for_facts(out: Path, providers: Iterable[ProviderFacts], framework: Framework) -> None:
    """Raise NotTheSamePages where pages of these providers, or of their visits, lack facts that every side has."""
    missing: list[str] = []
    for provider in providers:
        folder = out / "providers" / provider.slug
        missing += _missing(folder / "index.html", _of_provider(provider, framework))
        for visit in provider.visits:
            missing += _missing(folder / "visits" / visit.name / "index.html", _of_visit(visit, framework))
    if missing:
        raise NotTheSamePages("\n".join([f"{len(missing)} facts are missing, such as these:", *missing[:10]]))


def likeness(one: Path, other: Path, providers: Iterable[ProviderFacts]) -> float:
    """How much of the pages of these providers and their visits in `one`, tag by tag and line by line, `other` has too.

    Raises NotTheSamePages where it is less than `LIKE_ENOUGH`: the two sides would not be doing the same work.
    """
    there = same = 0
    for provider in providers:
        for page in ("index.html", *(f"visits/{visit.name}/index.html" for visit in provider.visits)):
            mine, theirs = (_parts(out / "providers" / provider.slug / page) for out in (one, other))
            there += mine.total()
            same += (mine & theirs).total()
    if same < there * LIKE_ENOUGH:
        raise NotTheSamePages(f"{other} has only {same} of {there} parts of the pages in {one}: mend its templates")
    return same / there


def _parts(page: Path) -> Counter[str]:
    """The tags and the lines of text of a page, and the marks that it draws, each as often as it stands there."""
    text = html.unescape(ESCAPED.sub(lambda found: found[0].upper(), page.read_text(encoding="utf-8")))
    return Counter(part for part in (" ".join(part.split()) for part in PART.findall(text)) if part)


def _of_provider(provider: ProviderFacts, framework: Framework) -> Iterator[str]:
    record, offer = provider.record, provider.record["offer"]
    contact, site = record["contact"], record["sites"][0]
    yield from (record["name"], contact["role"], contact["phone"], contact["email"], *site["address"], site["postcode"])
    yield from (offer["transport"], offer["accessibility"], offer["admissions"], offer["meals"], *offer["needs"])
    yield from (f"£{price['amount']}" for price in offer["price"])
    for programme in offer["programmes"]:
        yield from programme.values()
    yield from (visit.day for visit in provider.visits)
    yield from (framework.outcomes[visit.record["outcome"]].label for visit in provider.visits)
    yield provider.reason
    yield from (theme.title for theme in framework.themes)


def _of_visit(visit: VisitFacts, framework: Framework) -> Iterator[str]:
    outcome = framework.outcomes[visit.record["outcome"]]
    yield from (visit.day, outcome.label, words(visit.record["next_visit"]))
    yield from (f"{visit.met} of 32", f"{visit.plan.done} done", f"{visit.plan.overdue} overdue")
    if visit.before:
        yield f"{visit.better} better, {visit.worse} worse"
    for theme in framework.themes:
        yield theme.title
        for requirement in theme.requirements:
            yield from (requirement.id, requirement.title, *requirement.statements)


def _missing(page: Path, facts: Iterator[str]) -> list[str]:
    text = _plain(TAG.sub(" ", html.unescape(page.read_text(encoding="utf-8"))))
    return [f"{page}: {fact}" for fact in facts if _plain(fact) not in text]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
