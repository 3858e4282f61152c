"""The requirements of a framework as one visit left them, theme by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from apdir.directory import VisitRecord
from apdir.model.framework import Framework
from apdir.model.requirement import Requirement, Theme
from apdir.model.scale import ScaleValue
from apdir.model.visit import Conclusion, Detail, Row, ThemeNote
from apdir.pages import picture, views
from apdir.pages.page import Site
from apdir.summary.visit import Judged, VisitSummary

NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with its judgement; ``detail`` has the officers' words.

    ``points`` are the parts of what is asked: prompts too where each is marked, and not where they are evidence.
    """

    requirement: Requirement
    points: tuple[str, ...]
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
    """One theme: what was judged, as HTML, and apart from it what was not."""

    theme: Theme
    judged_html: Markup
    unanswered: tuple[Line, ...]
    aside: tuple[Line, ...]
    closing: ClosingLine | None
    rows: tuple[RowLine, ...]
    note: ThemeNote | None


def theme_lines(record: VisitRecord, summary: VisitSummary, site: Site) -> tuple[ThemeLines, ...]:
    """Every theme that is part of the visit; without lines where only counts are published."""
    visit, framework = record.visit, record.framework
    kinds = picture.kinds_of(framework)
    rows = {item: row for row in visit.rows for item in row.items}
    judged: dict[str, list[str]] = {theme.id: [] for theme in framework.themes}
    unanswered: dict[str, list[Line]] = {}
    aside: dict[str, list[Line]] = {}
    for entry in summary.judged:
        if entry.value is not None:
            judged[entry.theme].append(_judged_html(entry, record, kinds, rows, site))
        else:
            apart = aside if entry.not_applicable else unanswered
            apart.setdefault(entry.theme, []).append(_line(entry, record, kinds, rows))
    values = {conclusion.id: conclusion.value for conclusion in summary.concluding}
    part = {theme.id for theme in summary.themes} | visit.themes.keys()
    part |= {theme.id for theme in framework.themes if theme.concluding and values.get(theme.concluding.id)}
    return tuple(
        ThemeLines(
            theme=theme,
            judged_html=Markup("\n".join(judged[theme.id])),
            unanswered=tuple(unanswered.get(theme.id, ())),
            aside=tuple(aside.get(theme.id, ())),
            closing=_closing(theme, values, record, kinds),
            rows=_rows(theme, visit.rows, framework) if visit.rows else (),
            note=visit.themes.get(theme.id),
        )
        for theme in framework.themes
        if theme.id in part
    )


def _judged_html(judged: Judged, record: VisitRecord, kinds: dict[str, str], rows: dict[str, Row], site: Site) -> str:
    """One judged requirement. Without words of the visit's own it is the same on every page that judges it so."""
    visit, framework = record.visit, record.framework
    plain = not (judged.inferred or judged.id in visit.best_practice or judged.id in visit.details)
    before = judged.before.key if judged.before else None
    value = judged.value.key if judged.value else None
    key = (framework.id, framework.version, judged.id, value, before, judged.change) if plain else None
    made = site.pieces.get(key) if key is not None else None
    return made if made is not None else site.piece("_line.html", key, line=_line(judged, record, kinds, rows))


def _line(judged: Judged, record: VisitRecord, kinds: dict[str, str], rows: dict[str, Row]) -> Line:
    visit, framework = record.visit, record.framework
    requirement = framework.requirement[judged.id]
    seen = visit.best_practice.get(judged.id)
    row = rows.get(judged.id) if judged.inferred else None
    if judged.value is not None:
        kind, label = kinds[judged.value.key], judged.value.label
    elif judged.not_applicable:
        kind, label = picture.ASIDE, "Not applicable"
    else:
        kind, label = picture.UNANSWERED, "Unanswered"
    points = views.count(len(requirement.best_practice), "point")
    marked = requirement.statements and any("rows" in way.judges for way in framework.kinds)
    return Line(
        requirement=requirement,
        points=(*requirement.sub_points, *(requirement.prompts if marked else ())),
        kind=kind,
        label=label,
        change=judged.change,
        before=judged.before.label if judged.before else "",
        marked=_marked(row, framework) if row else "",
        practice=f"{len(seen)} of {points} of best practice seen" if seen else "",
        detail=visit.details.get(judged.id, NO_DETAIL),
    )


def _marked(row: Row, framework: Framework) -> str:
    """Why one requirement has a mark that the record sets on a row."""
    marks = _marks(row, framework)
    lowest = " The lowest is shown." if len(set(row.marks)) > 1 else ""
    if len(row.items) > 1:
        return f"Marked with its row ({views.words(row.items)}): {marks}.{lowest}"
    return f"{len(row.marks)} marks: {marks}.{lowest}" if len(row.marks) > 1 else ""


def _rows(theme: Theme, rows: Iterable[Row], framework: Framework) -> tuple[RowLine, ...]:
    """The rows that cover any requirement of a theme."""
    here = {requirement.id for requirement in theme.requirements}
    return tuple(
        RowLine(views.words(row.items), _marks(row, framework) or "no mark", row)
        for row in rows
        if here.intersection(row.items)
    )


def _marks(row: Row, framework: Framework) -> str:
    """`3 green`, in the order of the scale."""
    scale = next((framework.scale_of[item] for item in row.items if item in framework.scale_of), None)
    numbers = Counter(row.marks)
    keys: Iterable[str] = scale.keys if scale else numbers
    return views.words([f"{numbers[key]} {key}" for key in keys if numbers[key]])


def _closing(
    theme: Theme, values: dict[str, ScaleValue | None], record: VisitRecord, kinds: dict[str, str]
) -> ClosingLine | None:
    if theme.concluding is None:
        return None
    key = theme.concluding.id
    value = values.get(key)
    said = record.visit.concluding.get(key)
    if value is None:
        kind = record.framework.kind.get(record.visit.kind)
        if said is None and kind is not None and kind.judges and "concluding" not in kind.judges:
            return None
        return ClosingLine(theme.concluding.question, picture.UNANSWERED, "Unanswered", said)
    return ClosingLine(theme.concluding.question, kinds[value.key], value.label, said)
