"""Rules on what a visit judged and answered, each against the framework version that was in force."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from apdir.model import telephone
from apdir.model.described import values_at
from apdir.model.fields import LONGEST
from apdir.model.form_field import FormField
from apdir.model.framework import Framework
from apdir.model.scale import Scale
from apdir.model.visit import Visit
from apdir.placeholders import is_no_reason, is_placeholder, says_nothing
from apdir.problems import did_you_mean, nearest, shown
from apdir.rules.finding import Finding
from apdir.rules.placeholder import KIND as PLACEHOLDER
from apdir.source import FieldPath

#: Between values where one is wanted.
SEVERAL = re.compile(r"[/,;&+]|\bor\b|\band\b")
#: The kind of a judgement that should be a reason why there is none.
NOT_APPLICABLE = "not applicable as a judgement"


def check(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """Every finding on the judgements and answers of one visit."""
    yield from ids_are_known(visit, framework)
    yield from judgements_are_part_of_the_visit(visit, framework)
    yield from judgements_are_of_their_scale(visit, framework)
    yield from not_applicable_has_a_reason(visit)
    yield from rows_are_marked_once(visit, framework)
    yield from answers_fit_their_fields(visit, framework)


def ids_are_known(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """Every id in the record is one of the framework's."""
    points = (point.id for entry in framework.lists for point in entry.points)
    fields = (entry.id for entry in framework.header)
    questions = (entry.id for branch in framework.pre_visit for entry in branch.fields)
    themes = (theme.id for theme in framework.themes)
    places: list[tuple[str, Collection[str], Iterable[str], str]] = [
        ("judgements", visit.judgements, framework.requirement, framework.words.requirement),
        ("details", visit.details, framework.requirement, framework.words.requirement),
        ("self_assessment", visit.self_assessment, framework.requirement, framework.words.requirement),
        ("best_practice", visit.best_practice, framework.requirement, framework.words.requirement),
        ("themes", visit.themes, themes, framework.words.theme),
        ("concluding", visit.concluding, framework.concluding, "concluding judgement"),
        ("points", visit.points, points, "point"),
        ("header", visit.header, fields, "header field"),
        ("pre_visit", visit.pre_visit, questions, "pre-visit question"),
        ("areas", visit.areas, (area.id for area in framework.areas), "area"),
    ]
    for name, used, known, what in places:
        if not used:
            continue
        choices = dict.fromkeys(known)
        strange = [key for key in used if key not in choices]
        if len(strange) > 3 and len(strange) == len(used):
            message = f"{framework.short_title} {framework.version} has none of the ids here, such as `{strange[0]}`."
            yield Finding((name,), message, "Check `framework`, or correct the ids.", "unknown id", key=True)
            continue
        for key in strange:
            yield Finding((name, key), *unknown(key, list(choices), framework, what), "unknown id", key=True)
    for row, entry in enumerate(visit.rows):
        for index, key in enumerate(entry.items):
            if key not in framework.requirement:
                words = unknown(key, list(framework.requirement), framework, framework.words.requirement)
                yield Finding(("rows", row, "items", index), *words, "unknown id")
    for key, numbers in visit.best_practice.items():
        count = len(framework.requirement[key].best_practice) if key in framework.requirement else 0
        for index, number in enumerate(numbers):
            if key in framework.requirement and not (number.isdecimal() and 1 <= int(number) <= count):
                yield Finding(
                    ("best_practice", key, index),
                    f"Requirement {key} has no best-practice point {number}.",
                    f"They are numbered from 1 to {count}." if count else "It has none.",
                    "unknown id",
                )


def judgements_are_part_of_the_visit(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """A kind of visit that looks at less judges nothing else."""
    kind = framework.kind.get(visit.kind)
    if kind is None or not kind.looks_at:
        return
    part = [row.id for row in framework.looked_at[kind.id]]
    for key in visit.judgements:
        if key in framework.requirement and key not in part:
            message = f"A visit of the kind `{kind.id}` does not look at `{key}`."
            hint = f"Take it out, correct `kind`, or add `{key}` to `looks_at` of the framework."
            yield Finding(("judgements", key), message, hint, "unknown id", key=True, rests_on=(("kind",),))


def unknown(key: str, choices: list[str], framework: Framework, what: str) -> tuple[str, str]:
    """The words for an id that the framework does not have, and a hint at the one that was meant."""
    message = f"{framework.short_title} {framework.version} has no {what} `{key}`."
    if not choices:
        return message, "It has none at all: take this out."
    near = nearest(key, choices)
    return message, f"Did you mean `{near}`?" if near else f"They run from `{choices[0]}` to `{choices[-1]}`."


def judgements_are_of_their_scale(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """A judgement is a value of its requirement's scale; a mark one of its row's."""
    for key, value in visit.judgements.items():
        scale = framework.scale_of.get(key)
        if scale is not None and value not in scale.by_key:
            yield _off_scale(("judgements", key), value, scale, key)
    for row, entry in enumerate(visit.rows):
        scale = next((framework.scale_of[key] for key in entry.items if key in framework.scale_of), None)
        for index, value in enumerate(entry.marks):
            if scale is not None and value not in scale.by_key:
                yield _off_scale(("rows", row, "marks", index), value, scale, None)
    yield from areas_are_of_their_scale(visit.areas, visit.overall, framework)
    for key, conclusion in visit.concluding.items():
        scale = framework.concluding_scale.get(key)
        if scale is not None and conclusion.judgement is not None and conclusion.judgement not in scale.by_key:
            yield _off_scale(("concluding", key, "judgement"), conclusion.judgement, scale, None)


def areas_are_of_their_scale(areas: Mapping[str, str], overall: str | None, framework: Framework) -> Iterator[Finding]:
    """Judgements of areas, and the overall one, are values of the framework's own scale."""
    scale = framework.scale_by_id[framework.scale]
    for key, value in areas.items():
        if value not in scale.by_key:
            yield _off_scale(("areas", key), value, scale, None)
    if overall is not None and overall not in scale.by_key:
        yield _off_scale(("overall",), overall, scale, None)


def _off_scale(path: FieldPath, value: str, scale: Scale, key: str | None) -> Finding:
    kind, hint = "unknown judgement", did_you_mean(value, scale.keys)
    if key is not None and value.lower() in ("not applicable", "n/a", "na"):
        hint = f'Take the judgement out and write under details: "{key}": {{not_applicable: the reason}}.'
        return Finding(path, f"`{value}` is not a value of this scale.", hint, NOT_APPLICABLE)
    parts = [part.strip() for part in SEVERAL.split(value.lower())]
    if len(parts) > 1 and all(part in scale.by_key for part in parts):
        return Finding(path, f"`{value}` is several values of this scale.", "Write the one that was judged.", kind)
    if is_placeholder(value) or says_nothing(value):
        kind, hint = PLACEHOLDER, f"{hint} If nobody judged it, take it out."
    return Finding(path, f"`{value}` is not a value of this scale.", hint, kind)


def not_applicable_has_a_reason(visit: Visit) -> Iterator[Finding]:
    """Not applicable needs a reason and excludes a judgement."""
    for key, detail in visit.details.items():
        reason = detail.not_applicable
        if reason is None:
            continue
        if is_no_reason(reason):
            yield Finding(
                ("details", key, "not_applicable"),
                "There is no reason why this does not apply.",
                "Write the reason, such as: no specialist equipment is used.",
                "not applicable",
            )
        if key in visit.judgements:
            yield Finding(
                ("judgements", key),
                f"`{key}` has a judgement and is marked not applicable.",
                "Keep one of the two.",
                "not applicable",
                rests_on=(("details", key),),
            )


def rows_are_marked_once(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """No item is in two rows or has a judgement beside its row; a row has no more marks than it has prompts."""
    seen: set[str] = set()
    for index, entry in enumerate(visit.rows):
        for place, key in enumerate(entry.items):
            if key in seen:
                yield Finding(("rows", index, "items", place), f"`{key}` stands in two rows.", "Keep one.", "rows")
            seen.add(key)
            if key in visit.judgements:
                yield Finding(
                    ("judgements", key), f"`{key}` has a judgement and stands in a row.", "Keep one of the two.", "rows"
                )
        known = [framework.requirement[key] for key in entry.items if key in framework.requirement]
        most = sum(max(len(requirement.prompts), 1) for requirement in known)
        if len(known) == len(entry.items) and len(entry.marks) > most:
            yield Finding(
                ("rows", index, "marks"),
                f"This row has {len(entry.marks)} marks for {most} prompts.",
                "Give one mark a prompt at most.",
                "rows",
                key=True,
            )


def answers_fit_their_fields(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """An answer to a field of the form is of the field's type and no longer than any text, and of one that is kept."""
    fields = {entry.id: entry for entry in framework.header}
    fields |= {entry.id: entry for branch in framework.pre_visit for entry in branch.fields}
    for name, answers in (("header", visit.header), ("pre_visit", visit.pre_visit)):
        for key, value in answers.items():
            if key in fields and (wrong := _misfit(fields[key], value)):
                yield Finding((name, key), *wrong, "answer")
            for path, text in values_at({key: value}, at=(name,)):
                if len(text) > LONGEST:
                    message = f"This has {len(text):,} characters; {LONGEST:,} is the most here."
                    yield Finding(path, message, "Keep what is longer elsewhere, and say where.", "answer")


def _misfit(field: FormField, value: Any) -> tuple[str, str] | None:
    if not field.stored:
        return "The answer to this field is not kept: it may tell of a person.", "Take it out."
    if field.type in ("table", "grid", "ticks"):
        if not isinstance(value, list):
            return "A list is expected here.", "Give each row as a line that starts with `- `."
        return None
    if isinstance(value, list | dict):
        return "One value is expected here.", "Write it on the same line."
    text = str(value).strip()
    if field.type == "yes or no" and text.lower() not in ("yes", "no"):
        return f"{shown(text)} is neither yes nor no.", "Write `yes` or `no`."
    if field.type == "choice" and text not in field.options:
        return f"{shown(text)} is not one of the answers.", did_you_mean(text, field.options)
    if field.type == "number" and not re.match(r"\d+(\.\d+)?\Z", text, re.ASCII):
        return f"{shown(text)} is not a number.", "Write digits only."
    if field.type == "date" and not re.match(r"\d{4}-\d{2}-\d{2}\Z", text, re.ASCII):
        return f"{shown(text)} is not a date.", "Write it as year-month-day, such as 2026-09-14."
    if field.type == "phone" and telephone.read(text) is None:
        near = telephone.meant(text)
        return f"{shown(text)} is not a telephone number.", f"Did you mean `{near}`?" if near else telephone.why(text)
    return None
