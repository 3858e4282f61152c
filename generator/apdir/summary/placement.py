"""The rules of a placement with the numbers of the frameworks in use: one table for Python and the page's script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from apdir.library import Library
from apdir.model.framework import Framework
from apdir.model.policy import Source
from apdir.model.settings import Threshold
from apdir.names import slug_of
from apdir.source import Limits, read_document
from apdir.summary.advice import in_words
from apdir.summary.plan import filled
from apdir.wording import small

FILE = Path(__file__).with_name("placement.yml")
NUMBER = re.compile(r"\d+\Z")
#: Parts of the plan in their order, with what the page calls them.
PARTS = {
    "hours": "Hours in the week",
    "length": "Length and days",
    "registration": "Registration",
    "codes": "Attendance codes",
    "due": "What is due when",
    "parents": "Tell parents in writing",
}


class Stated(NamedTuple):
    """Who states a rule: the nation, this directory or, by its name in ``local``, a framework or a test of settings."""

    scope: str
    local: str = ""
    source: str = ""
    dated: str = ""


@cache
def table() -> dict[str, Any]:
    """The program's table, as it is written, with numbers where only digits stand."""
    document, problems = read_document(FILE.name, FILE.read_text(encoding="utf-8"), Limits(), markdown=False)
    if problems or document is None:
        raise RuntimeError(f"{FILE.name}: {problems}")
    numbers = {key: _numbers(document.data[key]) for key in ("numbers", "threshold")}
    return {**numbers, "rules": document.data["rules"]}


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return int(value) if isinstance(value, str) and NUMBER.match(value) else value


def rulebook(library: Library, today: date) -> dict[str, Any]:
    """Every rule that applies here on a day, as JSON has it: what `plan.advise` and the page's script work by.

    ``terms`` and ``half_terms`` are first and last days; ``facts`` are those that are alike for every plan.
    """
    settings = library.settings
    terms = sorted((term.start.isoformat(), term.end.isoformat()) for term in settings.terms)
    halves = sorted((term.start.isoformat(), term.end.isoformat()) for term in settings.year_terms)
    return {
        "facts": {
            **table()["numbers"],
            "council": settings.council.name,
            "email": settings.council.email,
            "terms_until": max((end for _, end in terms), default=None),
        },
        "terms": terms,
        "half_terms": halves,
        "rules": [made for rule in table()["rules"] for made in _of(rule, library, today)],
    }


def _of(rule: dict[str, Any], library: Library, today: date) -> Iterator[dict[str, Any]]:
    """A rule once for whoever states it: the nation, a framework, or each that has its numbers."""
    if "thresholds" in rule:
        yield _made(rule, _national(table()["threshold"]["source"]), _with_words(table()["threshold"]))
        for test in library.settings.registration_thresholds:
            if (test.start is None or test.start <= today) and (test.until is None or today <= test.until):
                dated = "as set up in this directory"
                yield _made(rule, Stated(slug_of(test.source), test.source, test.source, dated), _test(test))
    elif not any(key in rule for key in ("framework", "limits", "schedule")):
        yield _made(rule, _national(rule["source"]) if "source" in rule else Stated("own"), {})
    for framework in _in_use(library, today):
        if rule.get("framework") == framework.id:
            yield _made(rule, _local(Source(**rule["source"]), framework), {})
        limits = {name: framework.limit(key, today) for name, key in rule.get("limits", {}).items()}
        found = {name: limit for name, limit in limits.items() if limit is not None}
        if found and found.keys() == limits.keys():
            facts = {name: limit.value for name, limit in found.items()}
            yield _made(rule, _local(next(iter(found.values())).source, framework), facts)
        for item in framework.schedule:
            if item.id == rule.get("schedule") and item.per == "term" and item.count:
                yield _made(rule, _local(item.source, framework), {"count": item.count})


def _in_use(library: Library, today: date) -> list[Framework]:
    """The frameworks whose limits on placements apply here, in the version of the day."""
    named = library.settings.rules or library.frameworks
    return [library.current(name, today) for name in library.frameworks if name in named]


def _national(source: dict[str, str]) -> Stated:
    return Stated("national", "", source["document"], source["dated"])


def _local(source: Source | None, framework: Framework) -> Stated:
    """Who states a rule: a framework, with the source's date or its own."""
    own = framework.source.dated if framework.source is not None else f"version {framework.version}"
    return Stated(
        framework.id,
        framework.short_title,
        in_words(source, framework) or framework.title,
        small((source.dated if source is not None else None) or own or "undated"),
    )


def _test(threshold: Threshold) -> dict[str, Any]:
    """A test of the settings by the names of the table."""
    return _with_words(
        {
            "test_hours": threshold.hours,
            "at_least": "yes" if threshold.at_least else "no",
            "basis": threshold.basis,
            "sole_provision": "yes" if threshold.sole_provision else "no",
            "test_pupils": threshold.pupils,
            "test_looked_after": threshold.looked_after,
            "test_ehcp": threshold.ehcp,
        }
    )


def _with_words(test: dict[str, Any]) -> dict[str, Any]:
    hours = test["test_hours"]
    words = f"{hours} hours a week or more" if test["at_least"] == "yes" else f"more than {hours} hours a week"
    sole = (
        " Fewer could count too if the pupil has no other education; this directory counts them."
        if test["sole_provision"] == "yes"
        else ""
    )
    kept = {name: value for name, value in test.items() if name != "source"}
    return {**kept, "hours_in_words": words, "sole_in_words": sole}


def _made(rule: dict[str, Any], stated: Stated, facts: dict[str, Any]) -> dict[str, Any]:
    """One rule of the book."""
    numbers = table()["numbers"]
    return {
        "id": f"{rule['id']}:{stated.scope}",
        **{key: rule[key] for key in ("part", "of", "title")},
        "local": stated.local,
        "source": stated.source,
        "dated": stated.dated,
        "own": filled(rule.get("own", ""), numbers),
        "by_hand": filled(rule["by_hand"], {**numbers, **facts}),
        "who": rule.get("who", ""),
        "facts": facts,
        "when": _numbers(rule.get("when", {})),
        "let": _numbers(rule.get("let", {})),
        "lines": [{**line, "when": _numbers(line.get("when", {}))} for line in rule["lines"]],
        "due": _numbers(rule.get("due", {})),
    }
