"""Visits in the web editor: a form for each framework, with its own kinds, scales, outcomes and questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from apdir.model.requirement import Concluding, Requirement, Theme
from apdir.model.scale import Scale
from apdir.model.visit import Conclusion, Detail, Row, ThemeNote, Visit

#: Fields keyed by ids of the framework's form; shaped here and not by the model.
BY_FRAMEWORK = ("framework", "kind", "provider", "header", "pre_visit", "self_assessment", "judgements", "details",
                "rows", "points", "best_practice", "themes", "concluding", "areas", "overall", "outcome", "decision",
                "dispute", "reassesses")  # fmt: skip
#: Escape of a name that the editor would take for something else; `theme/editor/record.js` reads it back.
DOT = "\u2024"
#: The judgement among the fields of a requirement, and of a theme's conclusion.
JUDGEMENT = "judgement"
#: What tells the rows of the form apart, and the one for other rows; a row's marks by number, and one for all of them.
#: `theme/editor/layout.js` knows them.
ROWS, MARK, EVERY = ("row", "other_row"), "mark_", "every_mark"
LONGEST_LABEL = 90
#: An answer in figures, and what is told of another.
NUMBER = r"^\s*[0-9]+(?:\.[0-9]+)?\s*$", "Write digits only."
#: Left out of a framework's title in lists of visits.
NOT_A_NAME = re.compile(r"( framework| policy| visit record)+\Z")


def visits_of(framework: Framework) -> Field:
    """The collection of the visits under one framework."""
    name = NOT_A_NAME.sub("", framework.short_title)
    return {
        "name": f"visits-{framework.id}",
        "label": f"{name} visits",
        "label_singular": f"{name} visit",
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
        "evidence": {"label": "Evidence kept elsewhere", "label_singular": "piece of evidence",
                     "summary": "{{fields.requirement}}: {{fields.what}}"},
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
    """Fields for what was found: under each theme its requirements, each with its judgement beside its evidence."""
    judges = {part for kind in framework.kinds for part in kind.judges}
    if "rows" in judges:
        yield _rows(framework)
    yield from filter(None, (_theme(framework, theme, judges) for theme in framework.themes))
    if "areas" in judges:
        scale = framework.scale_by_id[framework.scale]
        yield object_field("areas", "Judgements of the areas", [_area(area, scale) for area in framework.areas],
                           required=False)  # fmt: skip
        if framework.overall is not None:
            yield _area(framework.overall, scale) | {"name": "overall"}
    if framework.outcomes:
        options = [{"label": outcome.label, "value": outcome.key} for outcome in framework.outcomes]
        yield choice_field("outcome", "Outcome", options, framework.outcome_question or "What the visit ended in.")
    if framework.escalate is not None:
        yield text_field("decision", "Decision", "What was decided after an escalation.", lines=True)


def _theme(framework: Framework, theme: Theme, judges: Collection[str]) -> Field | None:
    """A theme's part of the form; None where nothing is asked under it."""
    words = framework.words
    parts = []
    if "requirements" in judges:
        parts += [_requirement(framework, entry) for entry in theme.requirements]
    if theme.concluding is not None and "concluding" in judges:
        parts.append(_concluding(theme.concluding, framework.concluding_scale[theme.concluding.id]))
    boxes = ((box, getattr(theme, box["name"])) for box in _boxes(ThemeNote))
    parts += [box | {"label": label} for box, label in boxes if label]
    if not parts:
        return None
    count = len(theme.requirements) if "requirements" in judges else 0
    opens = f"Open this to judge {count} {words.requirements if count > 1 else words.requirement}" if count else ""
    made = object_field(name_of_theme(theme), f"{theme.id}. {theme.title}", parts)
    return made | ({"summary": opens} if opens else {"collapsed": False})


def _requirement(framework: Framework, entry: Requirement) -> Field:
    """A requirement with its wording, its judgement, and the boxes beside that."""
    judged = _judgement(JUDGEMENT, "Judgement", framework.scale_of[entry.id])
    parts = [judged, *_labelled(framework, _boxes(Detail))]
    wording = entry.statements if entry.title else entry.statements[1:]
    made = object_field(_name(entry.id), _title(entry), parts) | {"collapsed": False}
    return made | ({"comment": _lines(wording)} if wording else {})


def _judgement(name: str, label: str, scale: Scale) -> Field:
    options = [{"label": value.label, "value": value.key} for value in scale.values]
    return choice_field(_name(name), label, options)


def _area(area: Area, scale: Scale) -> Field:
    return _judgement(area.id, area.title, scale) | ({"hint": area.about} if area.about else {})


def _concluding(entry: Concluding, scale: Scale) -> Field:
    rating = _judgement(JUDGEMENT, "Judgement", scale)
    parts = [rating if part["name"] == JUDGEMENT else part for part in _boxes(Conclusion)]
    return object_field(_name(entry.id), _short(f"{entry.id}. {entry.question}"), parts) | {"collapsed": False}


def _rows(framework: Framework) -> Field:
    """Rows that mark several items together: those of the framework's record are there when a visit begins."""
    items = [{"label": _title(entry), "value": entry.id} for entry in framework.requirements]
    picked = choice_field("items", "Items", items, "The items that the row covers.", required=True)
    types = [_row(framework, name, entries) for name, entries in rows_of(framework).items()]
    marks = {"name": "marks", "label": "Marks", "widget": "list", "required": False, "collapsed": False,
             "hint": "The marks set on this row, in order.", "label_singular": "mark",
             "field": _judgement("mark", "Mark", framework.scale_by_id[framework.scale])}  # fmt: skip
    other = [picked | {"multiple": True, "dropdown_threshold": 0}, marks, *_row_boxes(framework)]
    types.append({"name": ROWS[1], "label": "Other items marked together", "fields": other})
    default = [
        {ROWS[0]: name, "items": [entry.id for entry in entries]} for name, entries in rows_of(framework).items()
    ]
    return {"name": "rows", "label": "Rows of the record", "label_singular": "row", "widget": "list",
            "collapsed": False, "required": False, "typeKey": ROWS[0], "types": types, "default": default}  # fmt: skip


def _row(framework: Framework, name: str, entries: Sequence[Requirement]) -> Field:
    title = entries[0].title or next(iter(entries[0].statements), "")
    ids = entries[0].id if len(entries) == 1 else f"{entries[0].id} to {entries[-1].id}"
    asked = prompts(entries)
    hidden = {"name": "items", "label": "Items", "widget": "hidden", "default": [entry.id for entry in entries]}
    scale = framework.scale_by_id[framework.scale]
    marks = [_judgement(f"{MARK}{at}", f"Mark {at}", scale) for at in range(1, len(asked) + 1)]
    if len(marks) > 1:
        every = "The same mark for every point. A mark of its own below goes before it."
        marks.insert(0, _judgement(EVERY, f"All {len(marks)}", scale) | {"hint": every})
    numbered = object_field("marks", "Marks", marks) | {
        "collapsed": False,
        "comment": _lines([f"{at}. {text}" for at, text in enumerate(asked, 1)]),
    }
    return {"name": name, "label": _short(f"{ids}. {title}"), "fields": [hidden, numbered, *_row_boxes(framework)]}


def _row_boxes(framework: Framework) -> Sequence[Field]:
    return _labelled(framework, form_of(Row, leave_out=("items", "marks")))


def _labelled(framework: Framework, boxes: Sequence[Field]) -> Sequence[Field]:
    """The boxes that the framework's form has, in its words; then those that records have beside them."""
    labels = {box.id: box.label for box in framework.boxes}
    named = [box | ({"label": labels[box["name"]]} if box["name"] in labels else {}) for box in boxes]
    return sorted(named, key=lambda box: box["name"] not in labels)


def rows_of(framework: Framework) -> Mapping[str, Sequence[Requirement]]:
    """The items of each row of the framework's record, by a name of the row; empty where it judges no rows."""
    found: dict[str, list[Requirement]] = {}
    if not any("rows" in kind.judges for kind in framework.kinds):
        return found
    for entry in framework.requirements:
        found.setdefault(f"row {entry.row or entry.id}".replace(".", DOT).replace(" ", "_"), []).append(entry)
    return found


def prompts(entries: Sequence[Requirement]) -> Sequence[str]:
    """What has a mark of its own on a row: each prompt, and an item without any."""
    return [text for entry in entries for text in entry.prompts or entry.statements[-1:] or (entry.title or entry.id,)]


def places(framework: Framework) -> Iterator[tuple[str, str]]:
    """Where the form has a field of the record that stands elsewhere there: paths in the record and in the form."""
    for theme in framework.themes:
        within = name_of_theme(theme)
        for name in (_name(entry.id) for entry in theme.requirements):
            yield f"judgements.{name}", f"{within}.{name}.{JUDGEMENT}"
            yield f"details.{name}", f"{within}.{name}"
        if theme.concluding is not None:
            yield f"concluding.{_name(theme.concluding.id)}", f"{within}.{_name(theme.concluding.id)}"
        for name in ThemeNote.model_fields:
            yield f"themes.{_name(theme.id)}.{name}", f"{within}.{name}"


def name_of_theme(theme: Theme) -> str:
    """The name of a theme's part of the form."""
    return f"theme {theme.id}".replace(".", DOT).replace(" ", "_")


def _boxes(model: Any) -> Sequence[Field]:
    return form_of(model, instead=MappingProxyType({"not_applicable": {"label": "Cannot apply, because"}}))


def _title(entry: Requirement) -> str:
    return _short(f"{entry.id}. {entry.title or next(iter(entry.statements), '')}")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rsplit(' ', 1)[0]} …"


def _lines(texts: Sequence[str]) -> str:
    """Texts one under the other, in which the editor finds no Markdown."""
    return "\\n".join(re.sub(r"([*_~\[\]`])", r"\\\1", text) for text in texts)


def _name(name: str) -> str:
    return f"_{name.replace('.', DOT)}" if "." in name or name.isdigit() else name
