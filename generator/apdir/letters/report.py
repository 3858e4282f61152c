"""The findings of a visit as a report has them: the framework's own headings, evidence and plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from apdir.days import day_in_words
from apdir.directory import VisitRecord
from apdir.letters.blocks import Block, Heading, Table, said
from apdir.model.framework import Framework
from apdir.model.requirement import Requirement, Theme
from apdir.model.scale import Scale
from apdir.model.visit import Action, Detail, Visit

NO_DETAIL = Detail()
#: Headings of a plan under a framework that has none of its own.
PLAN = {"area": "Area", "action": "What is to be done", "by": "By", "who": "Who does it"}
#: Those that a plan has besides, once something is written there.
SINCE = {"done": "Done on", "review": "Review"}
#: Shares of the width that columns of the plan take.
WIDE = {"action": 3.0, "review": 2.0, "area": 1.6}


def findings(record: VisitRecord) -> Iterator[Block]:
    """Yield what a visit found, theme by theme, then areas and points; of what it did not look at, nothing."""
    visit, framework = record.visit, record.framework
    looked_at = framework.looked_at.get(visit.kind, ())
    for theme in framework.themes:
        part = [requirement for requirement in theme.requirements if requirement in looked_at]
        blocks = [*_judged(part, visit, framework), *_of_theme(theme, visit, framework)] if part else []
        if blocks:
            yield Heading(2, f"{theme.id}. {theme.title}")
            yield from blocks
    areas = [(area.title, visit.areas[area.id]) for area in framework.areas if area.id in visit.areas]
    if visit.overall is not None:
        areas.append((framework.overall.title if framework.overall else "Overall", visit.overall))
    if areas:
        scale = framework.scale_by_id[framework.scale]
        rows = tuple((title, _label(scale, key)) for title, key in areas)
        yield Heading(2, "Judgements")
        yield Table("Judgements", ("Area", "Judgement"), rows, (2, 1))
    points = [(point.text, visit.points[point.id]) for group in framework.lists for point in group.points
              if point.id in visit.points]  # fmt: skip
    if points:
        yield Heading(2, "What was seen")
        yield Table("What was seen", ("Point", "Comment"), tuple(points), (1, 1))


def plan(record: VisitRecord) -> Iterator[Block]:
    """Yield the improvement plan under the framework's own headings."""
    visit, framework = record.visit, record.framework
    if not visit.improvement_plan:
        yield said("No actions are recorded.")
        return
    columns = SINCE | {column.id: column.label for column in framework.plan} if framework.plan else PLAN | SINCE
    columns = {key: columns[key] for key in sorted(columns, key=lambda key: key in SINCE)}
    used = {key: label for key, label in columns.items()
            if key in ("area", "action") or any(getattr(action, key) for action in visit.improvement_plan)}  # fmt: skip
    rows = tuple(tuple(_cell(action, key, framework) for key in used) for action in visit.improvement_plan)
    yield Table("Improvement plan", tuple(used.values()), rows, tuple(WIDE.get(key, 1.0) for key in used))


def dispute(record: VisitRecord) -> Iterator[Block]:
    """Yield the steps of a dispute that were taken."""
    labels = {stage.key: stage.label for stage in record.framework.dispute}
    rows = tuple((day_in_words(step.date), labels.get(step.step, step.step), step.by) for step in record.visit.dispute)
    yield Table("Steps taken", ("Date", "Step", "By"), rows, (1, 1.5, 1.5))


def stages(record: VisitRecord) -> Iterator[Block]:
    """Yield the framework's path of a dispute."""
    rows = tuple((stage.label, stage.text) for stage in record.framework.dispute)
    yield Table("How a dispute goes", ("Step", "What happens"), rows, (1, 3))


def _judged(part: list[Requirement], visit: Visit, framework: Framework) -> Iterator[Block]:
    words = framework.words
    boxes = {"evidence": "Evidence", "note": "What was observed", "action": "What was agreed"}
    boxes |= {box.id: box.label for box in framework.boxes}
    ids = {requirement.id for requirement in part}
    rows = [row for row in visit.rows if ids.intersection(row.items)]
    if rows:
        cells = tuple(
            (
                "\n".join(_name(framework.requirement[item]) for item in row.items if item in framework.requirement),
                _marks(row.marks),
                *(getattr(row, box) or "" for box in boxes),
            )
            for row in rows
        )
        yield _table((words.requirements.capitalize(), "Marks", *boxes.values()), cells, (1.4, 0.8, 2, 2, 1.5))
    elif any(requirement.id in visit.judgements or requirement.id in visit.details for requirement in part):
        lines = tuple(_line(one, visit, framework) for one in part)
        columns = (words.requirement.capitalize(), "Judgement", boxes["evidence"], boxes["action"])
        yield _table(columns, lines, (2, 1, 2.4, 2))


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], shares: tuple[float, ...]) -> Table:
    """A table without the columns that are blank from the third on."""
    used = [at for at in range(len(columns)) if at < 2 or any(row[at] for row in rows)]
    cells = tuple(tuple(row[at] for at in used) for row in rows)
    return Table(columns[0], tuple(columns[at] for at in used), cells, tuple(shares[at] for at in used))


def _line(requirement: Requirement, visit: Visit, framework: Framework) -> tuple[str, ...]:
    detail = visit.details.get(requirement.id, NO_DETAIL)
    value = visit.judgements.get(requirement.id)
    if value is not None:
        judgement = _label(framework.scale_of[requirement.id], value)
    elif detail.not_applicable:
        judgement = f"Does not apply: {detail.not_applicable}"
    else:
        judgement = "Not answered"
    return _name(requirement), judgement, detail.evidence or "", detail.action or ""


def _name(requirement: Requirement) -> str:
    return f"{requirement.id} {requirement.title or next(iter(requirement.statements), '')}".strip()


def _of_theme(theme: Theme, visit: Visit, framework: Framework) -> Iterator[Block]:
    note = visit.themes.get(theme.id)
    if note is not None and note.comments:
        yield said(f"{theme.comments or 'Comments'}: {note.comments}")
    if note is not None and note.priorities:
        yield said(f"{theme.priorities or 'Priorities'}: {note.priorities}")
    closing = visit.concluding.get(theme.concluding.id) if theme.concluding else None
    if theme.concluding is not None and closing is not None:
        scale = framework.concluding_scale[theme.concluding.id]
        yield Heading(3, theme.concluding.question)
        judgement = _label(scale, closing.judgement) if closing.judgement else ""
        for label, text in (("Judgement", judgement), ("Answer", closing.answer), ("Follow-up", closing.action)):
            if text:
                yield said(f"{label}: {text}")


def _cell(action: Action, key: str, framework: Framework) -> str:
    value = getattr(action, key)
    if key == "area" and value in framework.requirement:
        return f"{value} {framework.requirement[value].title or ''}".strip()
    return day_in_words(value) if key in ("by", "done") and value is not None else str(value or "")


def _marks(marks: tuple[str, ...]) -> str:
    return ", ".join(f"{number} {mark}" for mark, number in Counter(marks).items()) or "No mark"


def _label(scale: Scale, key: str) -> str:
    return next((value.label for value in scale.values if value.key == key), key)
