"""The judged part of a visit's form: themes with requirements, walk points, areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apdir.forms.fields import block_of
from apdir.forms.form import Asked, Block, Field, Grid, Judged, Option, Prose, Question, Section, name_of
from apdir.model.framework import Framework
from apdir.model.requirement import Box, Concluding, PointList, Requirement, Theme
from apdir.model.scale import Scale
from apdir.model.visiting import Kind as VisitKind
from apdir.source import FieldPath
from apdir.wording import own

#: The box that a requirement has where its framework names none.
BOXES = (Box(id="evidence", label="Evidence and comments"),)


def theme_section(theme: Theme, framework: Framework) -> Section:
    """A theme: its requirements, comments, and the concluding judgement."""
    blocks: list[Block] = []
    word = framework.words.theme.capitalize()
    heading = f"{word} {theme.id}"
    if theme.lead_contact is not None:
        blocks.append(block_of(theme.lead_contact, "header", heading))
    rows: dict[str, list[Requirement]] = {}
    for requirement in theme.requirements:
        rows.setdefault(requirement.row or requirement.id, []).append(requirement)
    for together in rows.values():
        blocks.append(_judged(together, framework))
    for key, label in (("comments", theme.comments), ("priorities", theme.priorities)):
        if label:
            path: FieldPath = ("themes", theme.id, key)
            field = Field(name_of(path), "", f"{heading}: {label}", "text", to=path, height=25)
            text = f"{label} on {framework.words.theme} {theme.id}" if key == "comments" else label
            blocks.append(Question(text, (field,)))
    if theme.concluding is not None:
        blocks += _concluding(theme.concluding, framework, heading)
    return Section(
        f"theme-{theme.id}",
        f"{heading}: {theme.title}",
        tuple(blocks),
        intro=theme.principle or "",
        essential=theme.essential,
    )


def _options(scale: Scale) -> tuple[Option, ...]:
    return tuple(Option(value.key, value.label) for value in scale.values)


def _says(requirement: Requirement, framework: Framework) -> str:
    """How a field names its requirement to one who cannot see it."""
    title = f", {requirement.title}" if requirement.title else ""
    return f"{framework.words.requirement.capitalize()} {requirement.id}{title}"


def _judged(together: Sequence[Requirement], framework: Framework) -> Judged:
    """One requirement, or those that share a row of the record."""
    first = together[0]
    options = _options(framework.scale_of[first.id])
    in_rows = any(requirement.row for requirement in framework.requirements)
    row = _row_index(first, framework) if in_rows else 0
    says = _says(first, framework) if len(together) == 1 else f"Items {first.id} to {together[-1].id}"
    choice = None
    if not in_rows:
        path: FieldPath = ("judgements", first.id)
        choice = Field(name_of(path), "Judgement", f"{says}: judgement", "choice", options, to=path)
    base: FieldPath = ("rows", row) if in_rows else ("details", first.id)
    boxes = tuple(
        Field(name_of((*base, box.id)), box.label, f"{says}: {box.label.lower()}", "text", to=(*base, box.id))
        for box in framework.boxes or BOXES
    )
    aside = None
    if not in_rows and first.may_not_apply is not None:
        to: FieldPath = ("details", first.id, "not_applicable")
        aside = Field(name_of(to), "Does not apply, because", f"{says}: does not apply, because", "line", to=to)
    when = ""
    if aside is not None and first.may_not_apply is not None:
        when = first.may_not_apply.when
        when += "; this directory’s rule" if first.may_not_apply.source == "convention" else ""
    return Judged(
        tuple(_asked(requirement, framework, row if in_rows else None, options) for requirement in together),
        choice,
        boxes,
        aside,
        when,
    )


def _row_index(first: Requirement, framework: Framework) -> int:
    """The place of a requirement's row among the rows of the record."""
    rows = list(dict.fromkeys(requirement.row or requirement.id for requirement in framework.requirements))
    return rows.index(first.row or first.id)


def _asked(requirement: Requirement, framework: Framework, row: int | None, options: tuple[Option, ...]) -> Asked:
    """A requirement's words; in a record of rows, each prompt with a mark of its own, or what is asked without any."""
    says = _says(requirement, framework)
    statements, prompts = requirement.statements, requirement.prompts
    marks: list[Field | None] = [None] * len(prompts)
    if row is not None:
        abouts = [f"{says}, prompt {at}: mark" for at in range(1, len(prompts) + 1)]
        if not prompts:
            # An item that is one question has no prompts, and is marked all the same.
            prompts = statements[-1:] or (requirement.title or requirement.id,)
            statements, abouts = statements[:-1], [f"{says}: mark"]
        marks = [
            Field(name_of(("rows", row, "marks", requirement.id, at)), "", about,
                  "choice", options, to=("rows", row, "marks"))
            for at, about in enumerate(abouts, start=1)
        ]  # fmt: skip
    seen: FieldPath = ("best_practice", requirement.id)
    practice = tuple(
        (text, Field(name_of((*seen, at)), "", f"{says}: best practice {at} seen", "tick", to=seen, tick=str(at)))
        for at, text in enumerate(requirement.best_practice, start=1)
    )
    return Asked(
        requirement.id,
        requirement.title or "",
        statements,
        requirement.sub_points,
        tuple(zip(prompts, marks, strict=True)),
        practice,
        requirement.stage or "",
        own(requirement.own) if requirement.own else "",
    )


def _concluding(question: Concluding, framework: Framework, heading: str) -> Iterator[Block]:
    yield Prose(tuple(text for text in (question.question, question.explanation) if text), question.criteria)
    base: FieldPath = ("concluding", question.id)
    says = f"{heading}, concluding judgement {question.id}"
    options = _options(framework.concluding_scale[question.id])
    answer = Field(name_of((*base, "answer")), "", f"{says}: answer", "text", to=(*base, "answer"), height=30)
    yield Question(f"{question.id} Concluding judgement: your answer", (answer,))
    rating = Field(name_of((*base, "judgement")), "", f"{says}: rating", "choice", options, to=(*base, "judgement"))
    yield Question(f"{question.id} Rating", (rating,), question.rating or "")
    action = Field(name_of((*base, "action")), "", f"{says}: follow-up", "text", to=(*base, "action"), height=25)
    yield Question(f"{question.id} Follow-up agreed with the provider", (action,))


def points_section(entry: PointList) -> Section:
    """A list of points that a walk looks at."""
    blocks = tuple(
        Judged(
            (Asked(point.id, point.text),),
            None,
            (Field(name_of(("points", point.id)), "Comments", f"{point.id}, {point.text}: comments", "text",
                   to=("points", point.id)),),
        )
        for point in entry.points
    )  # fmt: skip
    intro = "Write only about what you observe."
    left = own("A point without a comment does not count as unanswered.")
    return Section(f"list-{entry.id}", entry.title, blocks, intro=intro, own=left)


def areas_section(framework: Framework, kind: VisitKind) -> Section:
    """The judgement of each area, and the overall one."""
    scale = framework.scale_by_id[framework.scale]
    options = _options(scale)
    fields = []
    if "areas" in kind.judges:
        fields += [
            Field(name_of(("areas", area.id)), area.title, f"Judgement: {area.title}", "choice", options,
                  to=("areas", area.id))
            for area in framework.areas
        ]  # fmt: skip
    if "overall" in kind.judges and framework.overall is not None:
        title = framework.overall.title
        fields.append(Field("overall", title, f"Judgement: {title}", "choice", options, to=("overall",)))
    hint = framework.overall.about or "" if framework.overall is not None else ""
    said = own(scale.own) if scale.own else ""
    return Section("areas", "Judgements", (Grid("Judgement of each area", options, tuple(fields), hint, own=said),))
