"""Visits in the web editor: a form for each framework, with its own kinds, scales, outcomes and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from apdir.editor.fields import (
    YES_NO,
    Field,
    choice_field,
    day_field,
    form_of,
    object_field,
    text_field,
)
from apdir.model.form_field import FormField
from apdir.model.framework import Area, Framework
from apdir.model.requirement import Requirement
from apdir.model.scale import Scale
from apdir.model.visit import Conclusion, Detail, ThemeNote, Visit

#: Fields keyed by ids of the framework's form; shaped here and not by the model.
BY_FRAMEWORK = ("framework", "kind", "provider", "header", "pre_visit", "judgements", "details", "rows", "points",
                "best_practice", "themes", "concluding", "areas", "overall", "outcome", "decision", "dispute",
                "reassesses")  # fmt: skip
#: Escape of a name that the editor would take for something else; `theme/editor/record.js` reads it back.
DOT = "\u2024"
LONGEST_LABEL = 90
#: An answer in figures, and what is told of another.
NUMBER = r"^\s*[0-9]+(?:\.[0-9]+)?\s*$", "Write digits only."
#: Left out of a framework's title in lists of visits.
NOT_A_NAME = re.compile(r"( framework| policy| visit record)+\Z")


def visits_of(framework: Framework) -> Field:
    """The collection of the visits under one framework."""
    return {
        "name": f"visits-{framework.id}",
        "label": f"{NOT_A_NAME.sub('', framework.short_title)} visits",
        "label_singular": "visit",
        "icon": "assignment",
        "description": f"Visits under the {framework.short_title}. Only a visit whose state is final counts.",
        "folder": "providers",
        "path": "{{fields.provider}}/visits/{{slug}}",
        "extension": "yml",
        "format": "visit-record",
        "filter": {"field": "framework", "value": framework.id},
        "identifier_field": "date",
        # `theme/editor/rules.js` puts the kind and the site behind it where there is another that day.
        "slug": {"template": f"{{{{fields.date}}}}-{framework.id}", "editable": False},
        "summary": "{{date | date('D MMMM YYYY')}}: {{fields.provider}}",
        "sortable_fields": {"fields": ["date", "state"], "default": {"field": "date", "direction": "descending"}},
        "view_filters": [
            {"label": "Not final yet", "field": "state", "pattern": "^(draft|shared|disputed)"},
            {"label": "Planned", "field": "state", "pattern": "^planned$"},
        ],
        "view_groups": [{"label": "Provider", "field": "provider"}, {"label": "State", "field": "state"}],
        "duplicate": False,
        # A colleague reviews each change beside the check's words, and publishes it there.
        "publish": False,
        "editor": {"preview": False},
        "fields": list(_fields(framework)),
    }


def _fields(framework: Framework) -> Iterator[Field]:
    kinds = [{"label": kind.title, "value": kind.id} for kind in framework.kinds]
    only = len(kinds) == 1
    own = {entry["name"]: entry for entry in form_of(Visit, leave_out=BY_FRAMEWORK, instead=_instead(framework))}
    yield {"name": "framework", "label": "Framework", "widget": "hidden", "default": framework.id}
    yield {"name": "provider", "label": "Provider", "widget": "relation", "collection": "providers",
           "value_field": "{{slug}}", "display_fields": ["name"], "search_fields": ["name"],
           "hint": "Whom the visit was to. It cannot be changed later."}  # fmt: skip
    yield own.pop("date")
    yield choice_field("kind", "Kind of visit", kinds, required=True) | ({"default": kinds[0]["value"]} if only else {})
    for name in ("site", "state", "visited_by", "provider_represented_by", "notice", "time"):
        yield own.pop(name)
    yield from _asked(framework)
    yield from _judged(framework)
    if not framework.plan:
        del own["improvement_plan"]
    yield from own.values()


def _instead(framework: Framework) -> Mapping[str, Field]:
    """The framework's settings of fields of every visit."""
    ids = [required.id for required in framework.requirements]
    hint = (
        f"The {framework.words.requirement}, such as {ids[0]}, or the area in words." if ids else "The area in words."
    )
    return {
        "date": {"hint": "The day of the visit, or for which it is planned. It cannot be changed later."},
        "site": {"hint": "The short name of the site visited, such as main. Needed where the provider has several."},
        "state": {"default": "draft"},
        "visited_by": {"label_singular": "visitor", "summary": "{{organisation}}, {{role}}"},
        "improvement_plan": {"label": "Actions (improvement plan)", "label_singular": "action",
                             "summary": "{{fields.area}}: {{fields.action}}"},
        "improvement_plan.area": {"label": "About", "hint": hint},
        "improvement_plan.by": {"label": "To be done by"},
        "improvement_plan.who": {"label": "Who does it"},
        "improvement_plan.done": {"label": "Done on", "hint": "The day on which it was done. This closes the action."},
        "signed": {"label": "Signatures", "label_singular": "signature", "summary": "{{fields.for}}: {{fields.role}}"},
    }  # fmt: skip


def _asked(framework: Framework) -> Iterator[Field]:
    """The questions of the form that are no judgements, where an answer is one value."""
    header = [made for entry in framework.header for made in _question(entry)]
    if header:
        yield object_field("header", "About the visit", header, required=False)
    pre_visit = [made for branch in framework.pre_visit for entry in branch.fields for made in _question(entry)]
    if pre_visit:
        yield object_field("pre_visit", "Before the visit", pre_visit, required=False)


def _question(entry: FormField) -> Iterator[Field]:
    if not entry.stored or entry.kept_as is not None:
        return
    hint = entry.hint or ""
    name = _name(entry.id)
    match entry.type:
        case "line" | "time":
            yield text_field(name, entry.label, hint)
        case "number":
            yield text_field(name, entry.label, hint) | {"pattern": list(NUMBER)}
        case "text":
            yield text_field(name, entry.label, hint, lines=True)
        case "date":
            yield day_field(name, entry.label, hint)
        case "yes or no":
            yield choice_field(name, entry.label, YES_NO, hint)
        case "choice":
            yield choice_field(name, entry.label, entry.options, hint)


def _judged(framework: Framework) -> Iterator[Field]:
    """Fields for judgements, and for their details."""
    judges = {part for kind in framework.kinds for part in kind.judges}
    words = framework.words
    if "requirements" in judges:
        scales = framework.scale_of
        rows = [_judgement(entry.id, _title(entry), scales[entry.id]) for entry in framework.requirements]
        hint = f"One judgement for each {words.requirement}. Left open, it counts as unanswered, never as met."
        opens = {"summary": f"Open this to judge the {len(rows)} {words.requirements}"}
        yield object_field("judgements", f"Judgements of the {words.requirements}", rows, hint) | opens
        details = [object_field(_name(entry.id), _title(entry), _boxes(Detail), required=False)
                   for entry in framework.requirements]  # fmt: skip
        hint = f"What was seen for a {words.requirement}, what was agreed, or why it cannot apply."
        yield object_field("details", "Evidence, notes and what was agreed", details, hint, required=False)
    if "rows" in judges:
        yield _rows(framework)
    if "areas" in judges:
        scale = framework.scale_by_id[framework.scale]
        yield object_field("areas", "Judgements of the areas", [_area(area, scale) for area in framework.areas],
                           required=False)  # fmt: skip
        if framework.overall is not None:
            yield _area(framework.overall, scale) | {"name": "overall"}
    if "concluding" in judges:
        yield object_field("concluding", "Concluding judgements", list(_concluding(framework)), required=False)
    noted = [theme for theme in framework.themes if theme.comments or theme.priorities]
    if noted:
        boxes = {theme.id: [box for box in _boxes(ThemeNote) if getattr(theme, box["name"])] for theme in noted}
        themes = [object_field(_name(theme.id), f"{theme.id}. {theme.title}", boxes[theme.id], required=False)
                  for theme in noted]  # fmt: skip
        yield object_field("themes", f"Comments on the {words.themes}", themes, required=False)
    if framework.outcomes:
        options = [{"label": outcome.label, "value": outcome.key} for outcome in framework.outcomes]
        yield choice_field("outcome", "Outcome", options, framework.outcome_question or "What the visit ended in.")
    if framework.escalate is not None:
        yield text_field("decision", "Decision", "What was decided after an escalation.", lines=True)


def _judgement(name: str, label: str, scale: Scale) -> Field:
    options = [{"label": value.label, "value": value.key} for value in scale.values]
    return choice_field(_name(name), label, options)


def _area(area: Area, scale: Scale) -> Field:
    return _judgement(area.id, area.title, scale) | ({"hint": area.about} if area.about else {})


def _rows(framework: Framework) -> Field:
    """Rows that mark several items together."""
    items = [{"label": _title(entry), "value": entry.id} for entry in framework.requirements]
    marks = framework.scale_by_id[framework.scale].keys
    boxes = {"evidence": "What the provider showed.", "note": "What the visitors observed.",
             "action": "The action point."}  # fmt: skip
    parts: list[Field] = [
        choice_field("items", "Items", items, "The items that the row covers.", required=True)
        | {"multiple": True, "dropdown_threshold": 0},
        *(text_field(name, name.capitalize(), hint, lines=True) for name, hint in boxes.items()),
        {"name": "marks", "label": "Marks", "widget": "list", "required": False, "collapsed": False,
         "hint": "The marks set on this row, in order.", "label_singular": "mark",
         "field": choice_field("mark", "Mark", marks, required=True)},
    ]  # fmt: skip
    return {"name": "rows", "label": "Rows of the record", "label_singular": "row", "widget": "list",
            "collapsed": "auto", "required": False, "summary": "{{fields.items}}", "fields": parts}  # fmt: skip


def _concluding(framework: Framework) -> Iterator[Field]:
    for theme in framework.themes:
        if theme.concluding is None:
            continue
        scale = framework.scale_by_id[theme.concluding.scale or framework.scale]
        rating = choice_field("judgement", "Judgement", [
            {"label": value.label, "value": value.key} for value in scale.values
        ])  # fmt: skip
        parts = [rating if part["name"] == "judgement" else part for part in _boxes(Conclusion)]
        title = _short(f"{theme.concluding.id}. {theme.concluding.question}")
        yield object_field(_name(theme.concluding.id), title, parts, required=False)


def _boxes(model: Any) -> Sequence[Field]:
    return form_of(model, instead=MappingProxyType({"not_applicable": {"label": "Cannot apply, because"}}))


def _title(entry: Requirement) -> str:
    return _short(f"{entry.id}. {entry.title or next(iter(entry.statements), '')}")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rsplit(' ', 1)[0]} …"


def _name(name: str) -> str:
    return f"_{name.replace('.', DOT)}" if "." in name or name.isdigit() else name
