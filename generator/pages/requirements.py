"""The requirements of a framework as one visit left them, theme by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.directory import VisitRecord
from generator.model.framework import Framework, Requirement, ScaleValue, Theme
from generator.model.visit import Conclusion, Detail, Row, ThemeNote
from generator.pages import picture, views
from generator.summary.visit import Judged, VisitSummary

NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with its judgement; the officers' words stand in ``detail``."""

    requirement: Requirement
    kind: str
    label: str
    change: str
    before: str
    marked: str
    practice: str
    detail: Detail

    @property
    def sample(self) -> picture.Drawing:
        """Its mark."""
        return picture.sample(self.kind)


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """The closing question of a theme with its judgement, if one was given."""

    question: str
    kind: str
    label: str
    said: Conclusion | None

    @property
    def sample(self) -> picture.Drawing:
        """Its mark."""
        return picture.sample(self.kind)


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a record that marks rows, in words."""

    items: str
    marks: str
    row: Row


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """One theme: what was judged, and apart from it what was not."""

    theme: Theme
    text: str
    judged: tuple[Line, ...]
    unanswered: tuple[Line, ...]
    aside: tuple[Line, ...]
    closing: ClosingLine | None
    rows: tuple[RowLine, ...]
    note: ThemeNote | None


def theme_lines(record: VisitRecord, summary: VisitSummary) -> tuple[ThemeLines, ...]:
    """Every theme of the framework; without lines where only counts are published."""
    visit, framework = record.visit, record.framework
    kinds = {scale.id: picture.kinds_of(scale) for scale in framework.scales}
    rows = {item: row for row in visit.rows for item in row.items}
    by_theme: dict[str, list[Line]] = {theme.id: [] for theme in framework.themes}
    for judged in summary.judged:
        by_theme[judged.theme].append(_line(judged, record, kinds, rows))
    counts = {theme.id: theme.tally for theme in summary.themes}
    values = {conclusion.id: conclusion.value for conclusion in summary.concluding}
    lines = []
    for theme in framework.themes:
        all_lines = by_theme[theme.id]
        here = {requirement.id for requirement in theme.requirements}
        lines.append(
            ThemeLines(
                theme=theme,
                text=picture.in_words(counts[theme.id]) if theme.id in counts else "",
                judged=tuple(line for line in all_lines if line.kind not in (picture.UNANSWERED, picture.ASIDE)),
                unanswered=tuple(line for line in all_lines if line.kind == picture.UNANSWERED),
                aside=tuple(line for line in all_lines if line.kind == picture.ASIDE),
                closing=_closing(theme, values, record, kinds),
                rows=tuple(_row(row, framework) for row in visit.rows if here.intersection(row.items)),
                note=visit.themes.get(theme.id),
            )
        )
    return tuple(lines)


def _line(judged: Judged, record: VisitRecord, kinds: dict[str, dict[str, str]], rows: dict[str, Row]) -> Line:
    visit, framework = record.visit, record.framework
    requirement = framework.requirement[judged.id]
    seen = visit.best_practice.get(judged.id)
    line = Line(
        requirement=requirement,
        kind=picture.ASIDE if judged.not_applicable else picture.UNANSWERED,
        label="Not applicable" if judged.not_applicable else "Unanswered",
        change=judged.change,
        before=judged.before.label if judged.before else "",
        marked="",
        practice=f"{len(seen)} of {views.count(len(requirement.best_practice), 'point')} of good practice seen"
        if seen
        else "",
        detail=visit.details.get(judged.id, NO_DETAIL),
    )
    if judged.value is None:
        return line
    kind = kinds[framework.scale_of[judged.id].id][judged.value.key]
    row = rows.get(judged.id) if judged.inferred else None
    return replace(line, kind=kind, label=judged.value.label, marked=_marked(row, framework) if row else "")


def _marked(row: Row, framework: Framework) -> str:
    """How a mark that the record sets on a row came to stand beside one requirement."""
    marks = _marks(row, framework)
    lowest = " The lowest is shown." if len(set(row.marks)) > 1 else ""
    if len(row.items) > 1:
        return f"Marked with its row ({views.words(row.items)}): {marks}.{lowest}"
    return f"{len(row.marks)} marks: {marks}.{lowest}" if len(row.marks) > 1 else ""


def _row(row: Row, framework: Framework) -> RowLine:
    return RowLine(views.words(row.items), _marks(row, framework) or "no mark", row)


def _marks(row: Row, framework: Framework) -> str:
    """`3 green`, in the order of the scale."""
    scale = next((framework.scale_of[item] for item in row.items if item in framework.scale_of), None)
    numbers = Counter(row.marks)
    keys: Iterable[str] = scale.keys if scale else numbers
    return views.words([f"{numbers[key]} {key}" for key in keys if numbers[key]])


def _closing(
    theme: Theme, values: dict[str, ScaleValue | None], record: VisitRecord, kinds: dict[str, dict[str, str]]
) -> ClosingLine | None:
    if theme.concluding is None:
        return None
    key = theme.concluding.id
    value = values.get(key)
    said = record.visit.concluding.get(key)
    if value is None:
        return ClosingLine(theme.concluding.question, picture.UNANSWERED, "Unanswered", said)
    scale = record.framework.concluding_scale[key]
    return ClosingLine(theme.concluding.question, kinds[scale.id][value.key], value.label, said)
