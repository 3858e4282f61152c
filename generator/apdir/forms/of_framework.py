"""The forms of a framework: one for each kind of visit, and its improvement plan where that is a form of its own."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.forms.fields import signatures
from apdir.forms.form import (
    PROVIDER,
    WORDING,
    Block,
    Field,
    Form,
    Kind,
    Option,
    Prose,
    Question,
    Row,
    Section,
    Table,
    name_of,
)
from apdir.forms.of_header import before_sections, date_of_visit, header_sections
from apdir.forms.of_theme import areas_section, theme_section
from apdir.model.framework import Framework
from apdir.model.requirement import Theme
from apdir.model.visiting import Kind as VisitKind
from apdir.source import FieldPath
from apdir.wording import own, small

PLAN_KINDS: dict[str, Kind] = {"area": "text", "action": "text", "by": "date", "done": "date", "review": "text"}
#: Widths of the plan's columns in per cent (`w12` and so on in form.css); the actions take what the others leave.
PLAN_WIDTHS = {"area": 16, "action": 0, "rag": 12, "by": 16, "who": 16, "done": 16, "review": 18}
#: The lines of a plan that is a form of its own: this directory's number.
PLAN_LINES = 8
PLAN_IS_OWN = f"Making the plan a separate form, what is above it, and its {PLAN_LINES} lines."
RAG = tuple(Option(key, key.capitalize()) for key in ("red", "amber", "green"))


def framework_forms(framework: Framework) -> Iterator[Form]:
    """Every form of a framework."""
    for kind in framework.kinds:
        yield visit_form(framework, kind)
    if framework.plan_form:
        yield plan_form(framework)


def visit_form(framework: Framework, kind: VisitKind) -> Form:
    """The form for one kind of visit."""
    sections = [*header_sections(framework, kind), *before_sections(framework, kind)]
    judges = kind.judges
    sections += _meanings(framework, kind)
    if framework.looked_at[kind.id] or "concluding" in judges:
        sections += [theme_section(theme, framework) for theme in _themes(framework, kind)]
    if {"areas", "overall"} & set(judges):
        sections.append(areas_section(framework, kind))
    sections.append(_end(framework, kind))
    return Form(
        id=framework.form_ids[kind.id],
        title=f"{framework.short_title}: {small(kind.title)}",
        short_title=kind.title,
        version=framework.version,
        dated=framework.in_force.start,
        task="visit a provider",
        who="Whoever makes the visit",
        summary=kind.about or framework.summary,
        sections=tuple(sections),
        framework=framework.id,
        framework_title=framework.title,
        kind=kind.id,
        source=_source(framework),
        convention=False,
        read_as="visit",
        notes=tuple(_notes(framework)),
        own=tuple(_own(framework, kind)),
    )


def _meanings(framework: Framework, kind: VisitKind) -> Iterator[Section]:
    """Meanings of the words in which this kind of visit judges, where given."""
    used = {framework.scale_of[entry.id].id for entry in framework.looked_at[kind.id]}
    if {"areas", "overall"} & set(kind.judges):
        used.add(framework.scale)
    blocks = []
    for scale in framework.scales:
        points = tuple(f"{value.label}: {value.meaning}" for value in scale.values if value.meaning)
        if scale.id in used and points:
            blocks.append(Prose((scale.title,), points))
    if blocks:
        yield Section("scale", "What the judgements mean", tuple(blocks))


def _themes(framework: Framework, kind: VisitKind) -> Iterator[Theme]:
    """The themes that a kind of visit looks at, each with no more than it looks at."""
    part = {requirement.id for requirement in framework.looked_at[kind.id]}
    for theme in framework.themes:
        here = tuple(requirement for requirement in theme.requirements if requirement.id in part)
        if here or not kind.looks_at:
            yield theme.model_copy(update={"requirements": here}) if kind.looks_at else theme


def plan_form(framework: Framework) -> Form:
    """The improvement plan as a form of its own; a filled copy goes to the visit it follows."""
    about = "The visit that it follows"
    blocks: tuple[Block, ...] = (
        Question("Name of the provider", (Field(PROVIDER, "", f"{about}: name of the provider", fills="name"),)),
        Question("Date of the visit that this plan follows", (date_of_visit(f"{about}: date"),)),
    )
    plan = Section("plan", "What is to be improved", (_plan(framework, PLAN_LINES), *_signed(framework)))
    return Form(
        id=framework.form_ids["plan"],
        title=f"{framework.short_title}: improvement plan",
        short_title="Improvement plan",
        version=framework.version,
        dated=framework.in_force.start,
        task="improve after a visit",
        who="The provider with whoever visited, after the visit",
        summary="What is to be improved, by when and by whom, and what a review of it finds.",
        sections=(Section("about", about, blocks), plan),
        framework=framework.id,
        framework_title=framework.title,
        kind=framework.kinds[0].id,
        source=_source(framework),
        read_as="plan",
        own=(
            *_of_version(framework),
            *([own(PLAN_IS_OWN)] if framework.source is not None else ()),
        ),
    )


def _of_version(framework: Framework) -> Iterator[str]:
    if framework.own:
        yield own(framework.own)


def _own(framework: Framework, kind: VisitKind) -> Iterator[str]:
    """Labels at the head of a form for what is not the source's: the whole version, and what no place can say alone."""
    yield from _of_version(framework)
    if framework.source is None:
        return
    requirements = framework.requirements if "requirements" in kind.judges or "rows" in kind.judges else ()
    scales = {framework.scale_of[entry.id].id: framework.scale_of[entry.id] for entry in requirements}
    parts = [
        ("kinds" in framework.added and kind.about, "the description of the visit above"),
        (framework.in_force.own, "the day of the version"),
        ("ids" in framework.added, "numbers that the source does not have"),
        (any(entry.title and entry.titled_by == "directory" for entry in requirements), "short titles"),
        (any(scale.convention for scale in scales.values()), "the scale"),
        (any(entry.best_practice for entry in requirements), "the boxes to tick beside best practice"),
        ("boxes" in framework.added and requirements, "the boxes for evidence"),
    ]
    named = "".join(f", {text}" for there, text in parts if there)
    yield own(f"The wording (true to the source){named}. {WORDING}")
    yield from (own(scale.own) for scale in scales.values() if scale.own)


def _source(framework: Framework) -> str:
    if framework.source is None:
        return ""
    section = f", section {framework.source.section}" if framework.source.section else ""
    return f"{framework.source.document}{section}"


def _notes(framework: Framework) -> Iterator[str]:
    """The source's faults that a visitor should know, each with the place it concerns."""
    for theme in framework.themes:
        for requirement in theme.requirements:
            if requirement.note:
                yield f"{requirement.id}: {requirement.note}"
    for scale in framework.scales:
        if scale.note:
            yield f"{scale.title}: {scale.note}"


def _end(framework: Framework, kind: VisitKind) -> Section:
    """The outcome, the plan, the next visit and the signatures."""
    blocks: list[Block] = []
    about = "At the end"
    if framework.outcomes and framework.looked_at[kind.id] and kind.decides:
        options = tuple(Option(outcome.key, outcome.label) for outcome in framework.outcomes)
        outcome = Field("outcome", "", f"{about}: outcome", "choice", options, to=("outcome",))
        blocks.append(Prose((), tuple(f"{row.label}: {row.meaning}" for row in framework.outcomes)))
        said = dict.fromkeys(row.own for row in framework.outcomes if row.own)
        label = framework.outcome_question or "Outcome of the visit"
        blocks.append(Question(label, (outcome,), own=own(" ".join(said)) if said else ""))
        if any(row.convention for row in framework.outcomes):
            label = "A person confirms this outcome"
            tick = Field("confirmed_outcome", label, f"{about}: {small(label)}", "tick",
                         to=("confirmed_outcome",), tick="yes")  # fmt: skip
            hint = "Needed where the outcome is based on this directory's rule and not on a rule of the source."
            blocks.append(Question("Confirmation", (tick,), hint, own=own()))
    if framework.plan and not any(box.id == "action" for box in framework.boxes):
        more = f"For more lines take the form ‘Improvement plan’: it has {PLAN_LINES}." if framework.plan_form else ""
        blocks.append(_plan(framework, framework.plan_rows, more))
    if not any(entry.kept_as == "next_visit" for entry in framework.header):
        field = Field("next_visit", "", f"{about}: date of the next visit", "date", to=("next_visit",))
        added = own() if "next visit" in framework.added else ""
        blocks.append(Question("Date of the next visit", (field,), own=added))
    blocks += _signed(framework)
    return Section("end", about, tuple(blocks))


def _plan(framework: Framework, lines: int, hint: str = "") -> Table:
    rows = []
    for index in range(lines):
        cells = []
        for column in framework.plan:
            to: FieldPath = ("improvement_plan", index, column.id)
            options = RAG if column.id == "rag" else ()
            kind: Kind = "choice" if options else PLAN_KINDS.get(column.id, "text")
            says = f"Improvement plan, line {index + 1}: {column.label}"
            cells.append(Field(name_of(to), column.label, says, kind, options, to=to, height=18))
        rows.append(Row("", tuple(cells)))
    notes = dict.fromkeys(column.note for column in framework.plan if column.note)
    said = ""
    if "plan" in framework.added:
        said = own(" ".join(notes))
    elif "plan lines" in framework.added:
        said = own("How many lines there are.")
    return Table("Improvement plan", tuple(column.label for column in framework.plan), tuple(rows), "", hint, "",
                 tuple(PLAN_WIDTHS[column.id] for column in framework.plan), said)  # fmt: skip


def _signed(framework: Framework) -> Iterator[Block]:
    if framework.signatures:
        yield signatures(framework.signatures, stored=True)
