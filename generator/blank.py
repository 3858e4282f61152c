"""A new record as text: every field in its place, those not yet known left empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from generator.model.framework import Framework
from generator.source.written import scalar


def slug_of(name: str) -> str:
    """The folder's name for a provider's name: small letters, digits and hyphens."""
    words = re.sub(r"['’]", "", name.lower()).replace("&", " and ")
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:80].strip("-")


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(scalar(value) for value in values) + "]"


def _line(key: str, value: str = "", note: str = "") -> str:
    text = f"{key}: {value}".rstrip()
    return f"{text}  # {note}" if note else text


def provider_text(name: str, known: Mapping[str, Any], today: date) -> str:
    """A provider's record with the required fields.

    ``known`` may hold `type`, `registration`, `urn`, `dfe_number`, `role`, `phone`, `email`, `website`, `key_stages`,
    `needs`, `delivery`, `serves` and `checked_by`; what it does not hold is left empty.
    """

    def given(key: str) -> str:
        return scalar(str(known[key])) if known.get(key) else ""

    def several(key: str) -> str:
        return _list(known[key]) if known.get(key) else ""

    rows = [
        "---",
        _line("name", scalar(name)),
        _line(
            "type",
            given("type"),
            "" if known.get("type") else "in the words of settings.yml: vocational centre, farm …",
        ),
        _line("status", "listed"),
        _line("checked", f"{{date: {today.isoformat()}, by: {given('checked_by') or 'AP officer'}}}"),
        "registration:",
        "  " + _line("status", given("registration") or "unregistered", "registered or unregistered"),
        "  " + _line("gias_checked", "", "the day you looked it up in Get Information About Schools"),
    ]
    if known.get("registration") == "registered":
        rows += ["  " + _line("urn", given("urn")), "  " + _line("dfe_number", given("dfe_number"))]
    rows += [
        "contact:",
        "  " + _line("role", given("role"),
                     "" if known.get("role") else "the office to ask for, never a person's name"),
        "  " + _line("phone", given("phone")),
        "  " + _line("email", given("email")),
        "  " + _line("website", given("website")),
        _line("serves", several("serves"), "" if known.get("serves") else "areas, in the words of settings.yml"),
        "offer:",
        "  " + _line("key_stages", several("key_stages"), "" if known.get("key_stages") else "such as [KS3, KS4]"),
        "  " + _line("needs", several("needs"),
                     "" if known.get("needs") else "in the words of settings.yml: [SEMH, autism]"),
        "  " + _line("delivery", several("delivery"),
                     "" if known.get("delivery") else "on site, outreach, online, pupil's home, community"),
        "---",
        "",
        "What a day there looks like, whom it suits, and how a placement starts.",
        "",
    ]  # fmt: skip
    return "\n".join(rows)


def visit_text(framework: Framework, day: date, known: Mapping[str, Any]) -> str:
    """A visit's record with every requirement of its framework, unanswered.

    ``known`` may hold `kind`, `site`, `state`, `organisation` and `role`.
    """
    state = known.get("state") or "final"
    rows = [
        f"# {framework.title}, version {framework.version}",
        _line("framework", framework.id),
        _line("kind", scalar(str(known.get("kind") or framework.kinds[0].id))),
        _line("date", day.isoformat()),
    ]
    if known.get("site"):
        rows.append(_line("site", scalar(str(known["site"]))))
    rows += [
        _line("state", state, "draft, shared with provider, disputed, final: only final ones count, and are public"),
        "visited_by:",
        f"- {{organisation: {scalar(str(known.get('organisation') or 'the council'))}, "
        f"role: {scalar(str(known.get('role') or 'AP officer'))}}}",
        "",
    ]
    if framework.themes and any(requirement.row for requirement in framework.requirements):
        rows += ["# One row of marks for each row of the form; an empty list where none was set.", "rows:"]
        rows += list(_rows(framework))
    elif framework.themes:
        keys = sorted({key for scale in framework.scales for key in scale.keys}, key=_order(framework))
        rows += [
            f"# {framework.words.requirements.capitalize()}: {' | '.join(keys)}. Left empty means unanswered.",
            "judgements:",
        ]
        for theme in framework.themes:
            rows.append(f"  # {theme.id} {theme.title}")
            rows += [
                f'  "{requirement.id}":  # {requirement.title or ""}'.rstrip(" #") for requirement in theme.requirements
            ]
        first = framework.requirements[0].id
        rows += ["", "# Evidence, notes and what cannot apply, by id, such as",
                 f'#   "{first}": {{evidence: what was seen, note: what to ask next time}}', "details:"]  # fmt: skip
    judges = framework.kind[str(known.get("kind") or framework.kinds[0].id)].judges
    if "areas" in judges:
        values = framework.scale_by_id[framework.scale].keys
        rows += [f"# {' | '.join(values)}. Left empty means not judged.", "areas:"]
        rows += [f"  {area.id}:" for area in framework.areas]
    if "overall" in judges:
        rows.append("overall:")
    if "points" in judges and not framework.themes:
        rows += ["# Comments on points, by id: what is not observed is left out.", "points:"]
    if framework.concluding:
        rows += ["", "concluding:"]
        rows += [f'  "{key}": {{answer: , judgement: , action: }}' for key in framework.concluding]
    if framework.outcomes:
        rows += ["", _line("outcome", "", " | ".join(framework.outcome))]
    rows += [
        "",
        "# A line for each action: - {area: id, action: what, by: 2027-01-31, who: which role}",
        "improvement_plan:",
        _line("next_visit", "", "year-month-day"),
        "",
    ]
    return "\n".join(rows)


def _rows(framework: Framework) -> Iterator[str]:
    done: set[str] = set()
    for requirement in framework.requirements:
        row = requirement.row or requirement.id
        if row in done:
            continue
        done.add(row)
        items = [other.id for other in framework.requirements if (other.row or other.id) == row]
        quoted = ", ".join(f'"{item}"' for item in items)
        yield f"- items: [{quoted}]"
        yield "  evidence:"
        yield "  note:"
        yield "  marks: []"


def _order(framework: Framework) -> Any:
    order = [key for scale in framework.scales for key in scale.keys]
    return order.index
