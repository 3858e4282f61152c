"""A new record as text: every field in its place, those not yet known left empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from apdir.model.framework import Framework
from apdir.model.requirement import Requirement
from apdir.model.visit import RECORDED
from apdir.placeholders import Fill
from apdir.source.written import scalar

#: Told beside the state of a visit.
STATES = f"{', '.join(('planned', *RECORDED))}: only final ones count, and are public"


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(scalar(value) for value in values) + "]"


def _line(key: str, value: str = "", note: str = "") -> str:
    text = f"{key}: {value}".rstrip()
    return f"{text}  # {note}" if note else text


def provider_text(
    name: str, known: Mapping[str, Any], description: str = Fill.DESCRIPTION, *, notes: bool = True
) -> str:
    """A provider's record with the required fields, listed from the start.

    ``known`` may hold `type`, `registration`, `urn`, `dfe_number`, `role`, `phone`, `email`, `website`, `key_stages`,
    `needs`, `delivery`, `serves`, `checked` (the day) and `checked_by`. What it does not hold is left empty: a record
    states nothing that nobody said. ``notes``: what goes there is said beside it.
    """

    def given(key: str) -> str:
        return scalar(str(known[key])) if known.get(key) else ""

    def several(key: str) -> str:
        return _list(known[key]) if known.get(key) else ""

    def note(words: Fill, *keys: str) -> str:
        return words if notes and not all(known.get(key) for key in keys) else ""

    rows = [
        "---",
        _line("name", scalar(name)),
        _line("type", given("type"), note(Fill.TYPE, "type")),
        _line("status", "listed"),
        _line("checked", f"{{date: {given('checked')}, by: {given('checked_by')}}}",
              note(Fill.CHECKED, "checked", "checked_by")),
        "registration:",
        "  " + _line("status", given("registration"), note(Fill.REGISTERED, "registration")),
        "  " + _line("gias_checked", "", note(Fill.LOOKED_UP, "gias_checked")),
    ]  # fmt: skip
    if known.get("registration") == "registered" or known.get("urn") or known.get("dfe_number"):
        rows += ["  " + _line("urn", given("urn")), "  " + _line("dfe_number", given("dfe_number"))]
    rows += [
        "contact:",
        "  " + _line("role", given("role"), note(Fill.ROLE, "role")),
        "  " + _line("phone", given("phone")),
        "  " + _line("email", given("email")),
        "  " + _line("website", given("website")),
        _line("serves", several("serves"), note(Fill.SERVES, "serves")),
        "offer:",
        "  " + _line("key_stages", several("key_stages"), note(Fill.STAGES, "key_stages")),
        "  " + _line("needs", several("needs"), note(Fill.NEEDS, "needs")),
        "  " + _line("delivery", several("delivery"), note(Fill.DELIVERY, "delivery")),
        "---",
        *(("", description) if description else ()),
        "",
    ]
    return "\n".join(rows)


def visit_text(framework: Framework, day: date, known: Mapping[str, Any]) -> str:
    """A visit's record with every requirement that its kind looks at, unanswered; of a planned one, the plan alone.

    ``known`` may hold `kind`, `site`, `state`, `organisation`, `role`, `notice` and `until`. Who visited is left
    empty where it names neither organisation nor role: whose visit it was decides whether it counts.
    """
    kind = framework.kind[str(known.get("kind") or framework.kinds[0].id)]
    part = framework.looked_at[kind.id]
    state = known.get("state") or "draft"
    rows = [
        f"# {framework.title}, version {framework.version}",
        _line("framework", framework.id),
        _line("kind", scalar(kind.id)),
        _line("date", day.isoformat()),
    ]
    if known.get("site"):
        rows.append(_line("site", scalar(str(known["site"]))))
    rows += [
        _line("state", state, STATES),
        *_visitors(known),
        *_notice(day, known),
        "",
    ]
    if state == "planned":
        return "\n".join(rows)
    if part and any(requirement.row for requirement in framework.requirements):
        rows += ["# One row of marks for each row of the form; an empty list where none was set.", "rows:"]
        rows += list(_rows(part))
    elif part:
        keys = sorted({key for scale in framework.scales for key in scale.keys}, key=_order(framework))
        rows += [
            f"# {framework.words.requirements.capitalize()}: {' | '.join(keys)}. Left empty means unanswered.",
            "judgements:",
        ]
        for theme in framework.themes:
            here = [requirement for requirement in theme.requirements if requirement in part]
            rows += [f"  # {theme.id} {theme.title}"] if here else []
            rows += [f'  "{requirement.id}":  # {requirement.title or ""}'.rstrip(" #") for requirement in here]
        first = part[0].id
        rows += ["", "# Evidence, notes and what cannot apply, by id, such as",
                 f'#   "{first}": {{evidence: {Fill.EVIDENCE}, note: {Fill.NOTE}}}',
                 f'#   "{part[-1].id}": {{not_applicable: {Fill.REASON}}}', "details:"]  # fmt: skip
    judges = kind.judges
    if "areas" in judges:
        values = framework.scale_by_id[framework.scale].keys
        rows += [f"# {' | '.join(values)}. Left empty means not judged.", "areas:"]
        rows += [f"  {area.id}:" for area in framework.areas]
    if "overall" in judges:
        rows.append("overall:")
    if "points" in judges and not framework.themes:
        rows += ["# Comments on points, by id: what is not observed is left out.", "points:"]
    if framework.concluding and (part or "concluding" in judges):
        rows += ["", "concluding:"]
        rows += [f'  "{key}": {{answer: , judgement: , action: }}' for key in framework.concluding]
    if framework.outcomes and kind.decides:
        rows += ["", _line("outcome", "", " | ".join(framework.outcome))]
    rows += [
        "",
        f"# A line for each action: - {{area: {Fill.AREA}, action: {Fill.ACTION}, by: {Fill.DAY}, who: {Fill.WHO}}}",
        "improvement_plan:",
        _line("next_visit", "", Fill.DAY),
        "",
    ]
    return "\n".join(rows)


def _notice(day: date, known: Mapping[str, Any]) -> Iterator[str]:
    """Notice that was given, and the days of a visit whose day is open."""
    given = [f"given: {known['notice']}"] if known.get("notice") else []
    period = [f"period: {{from: {day.isoformat()}, to: {known['until']}}}"] if known.get("until") else []
    if given or period:
        yield f"notice: {{{', '.join((*given, *period))}}}"


def _visitors(known: Mapping[str, Any]) -> Iterator[str]:
    organisation, role = (scalar(str(known[key])) if known.get(key) else "" for key in ("organisation", "role"))
    if organisation or role:
        yield "visited_by:"
        yield f"- {{organisation: {organisation}, role: {role}}}"
    else:
        yield f"# A line for each visitor: - {{organisation: {Fill.VISITOR}, role: {Fill.WHO}}}"
        yield "visited_by:"


def _rows(part: Sequence[Requirement]) -> Iterator[str]:
    done: set[str] = set()
    for requirement in part:
        row = requirement.row or requirement.id
        if row in done:
            continue
        done.add(row)
        items = [other.id for other in part if (other.row or other.id) == row]
        quoted = ", ".join(f'"{item}"' for item in items)
        yield f"- items: [{quoted}]"
        yield "  evidence:"
        yield "  note:"
        yield "  marks: []"


def _order(framework: Framework) -> Any:
    order = [key for scale in framework.scales for key in scale.keys]
    return order.index
