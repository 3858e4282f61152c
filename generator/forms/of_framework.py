"""The forms of a framework: one for each kind of visit, and its improvement plan where that is a form of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.forms.fields import ROW, block_of, signatures
from generator.forms.form import (
    DATE,
    PROVIDER,
    Asked,
    Block,
    Field,
    Form,
    Grid,
    Judged,
    Kind,
    Option,
    Prose,
    Question,
    Row,
    Section,
    Table,
    name_of,
)
from generator.model.framework import Box, Concluding, FormField, Framework, PointList, Requirement, Scale, Theme
from generator.model.framework import Kind as VisitKind
from generator.source import FieldPath
from generator.wording import small

#: The box that a requirement has where its framework names none.
BOXES = (Box(id="evidence", label="Evidence and comments"),)
PLAN_KINDS: dict[str, Kind] = {"area": "text", "action": "text", "by": "date", "done": "date", "review": "text"}
#: How wide the plan's columns are, in per cent (`w12` and so on in form.css); the actions take what the others leave.
PLAN_WIDTHS = {"area": 16, "action": 0, "rag": 12, "by": 16, "who": 16, "done": 16, "review": 18}
#: The lines of a plan that is a form of its own: this directory's number.
PLAN_LINES = 8
RAG = tuple(Option(key, key.capitalize()) for key in ("red", "amber", "green"))


def framework_forms(framework: Framework) -> Iterator[Form]:
    """Every form of a framework."""
    for kind in framework.kinds:
        yield visit_form(framework, kind)
    if framework.plan_form:
        yield plan_form(framework)


def visit_form(framework: Framework, kind: VisitKind) -> Form:
    """The form for one kind of visit."""
    sections = [*_header(framework, kind), *_pre_visit(framework, kind)]
    judges = kind.judges
    if {"requirements", "rows", "concluding"} & set(judges):
        sections += [_theme(theme, framework) for theme in framework.themes]
    if {"areas", "overall"} & set(judges):
        sections.append(_areas(framework, kind))
    sections.append(_end(framework, kind))
    return Form(
        id=framework.form_ids[kind.id],
        title=f"{framework.short_title}: {small(kind.title)}",
        short_title=kind.title,
        version=framework.version,
        dated=framework.in_force.start,
        task="visit a provider",
        who="Whoever visits: an officer of the council or a member of a school's staff",
        summary=kind.about or framework.summary,
        sections=tuple(sections),
        framework=framework.id,
        framework_title=framework.title,
        kind=kind.id,
        source=_source(framework),
        convention=False,
        read_as="visit",
        notes=tuple(_notes(framework)),
    )


def plan_form(framework: Framework) -> Form:
    """The improvement plan as a form of its own; a filled copy goes to the visit it follows."""
    about = "The visit that it follows"
    blocks: tuple[Block, ...] = (
        Question("Name of the provider", (Field(PROVIDER, "", f"{about}: name of the provider", fills="name"),)),
        Question("Date of the visit that this plan follows", (_date(f"{about}: date"),)),
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
        notes=(f"Improvement plan: that it has {PLAN_LINES} lines here is this directory’s own.",),
    )


def _source(framework: Framework) -> str:
    section = f", section {framework.source.section}" if framework.source.section else ""
    return f"{framework.source.document}{section}"


def _notes(framework: Framework) -> Iterator[str]:
    """What a visitor should know of the source's faults, each with the place it concerns."""
    for theme in framework.themes:
        for requirement in theme.requirements:
            if requirement.note:
                yield f"{requirement.id}: {requirement.note}"
    for scale in framework.scales:
        if scale.note:
            yield f"{scale.title}: {scale.note}"


def _date(about: str, label: str = "") -> Field:
    return Field(DATE, label, about, "date", to=(DATE,))


def _header(framework: Framework, kind: VisitKind) -> Iterator[Section]:
    """The fields of the header, and the lists that this kind of visit goes through, in the order in which it asks."""
    fields = {entry.id: entry for entry in framework.header}
    lists = {entry.id: entry for entry in framework.lists}
    asks = kind.asks or tuple(fields)
    about = "About the visit"
    blocks: list[Block] = []
    rest: list[Block] = []
    listed: list[Section] = []
    for name in asks:
        if name in fields:
            (rest if listed else blocks).append(block_of(fields[name], "header", about))
        elif name in lists:
            listed.append(_points(lists[name]))
        else:
            points = [(entry, point) for entry in framework.lists for point in entry.points if point.id == name]
            listed += [_points(entry.model_copy(update={"points": (point,)})) for entry, point in points]
    kept = {entry.kept_as for name, entry in fields.items() if name in asks}
    yield Section("visit", about, (*blocks, *_for_the_record(framework, kind, kept)))
    yield from listed
    if rest:
        yield Section("found", "What was found", tuple(rest))


def _for_the_record(framework: Framework, kind: VisitKind, kept: set[str | None]) -> Iterator[Block]:
    """What the record of a visit needs and the source's header does not ask for."""
    about = "For the record"
    if "provider" not in kept:
        yield Question("Name of the provider", (Field(PROVIDER, "", f"{about}: name of the provider", fills="name"),))
    if "date" not in kept:
        yield Question("Date of this visit", (_date(f"{about}: date of this visit"),))
    if "site" not in kept:
        yield Question(
            "Site visited",
            (Field("site", "", f"{about}: site visited", to=("site",), fills="site"),),
            "Needed where the provider has several sites.",
        )
    asked = {entry.fills_from for entry in (*framework.header, *_asked_before(framework, kind))}
    for name, label, fills in (("address", "Address", "sites"), ("registration", "Registration", "registration")):
        if fills not in asked and f"{fills}.status" not in asked:
            text = Field(f"form-{name}", "", f"{about}: {label.lower()}", "text", fills=fills, height=14)
            yield Question(label, (text,), "From the provider’s own record; it is not stored again.")
    times = tuple(
        Field(name_of(("time", key)), label, f"{about}: time of the visit, {label.lower()}", "time", to=("time", key))
        for key, label in (("from", "From"), ("to", "To"))
    )
    yield Question("Time of the visit", times)
    if kind.notice and not kind.short_notice:
        given = Field("notice-given", "Given on", f"{about}: notice given on", "date", to=("notice", "given"))
        period = tuple(
            Field(name_of(("notice", "period", key)), label, f"{about}: {label.lower()}", "date",
                  to=("notice", "period", key))
            for key, label in (("from", "Period from"), ("to", "Period to"))
        )  # fmt: skip
        yield Question("Notice to the provider", (given, *period))
    if "visited_by" not in kept:
        rows = tuple(
            Row("", tuple(
                Field(name_of(("visited_by", index, key)), title, f"{about}, visitor {index + 1}: {title.lower()}",
                      "text", to=("visited_by", index, key), height=ROW)
                for key, title in (("organisation", "Organisation"), ("role", "Role"))
            ))
            for index in range(3)
        )  # fmt: skip
        hint = "The organisation and the role of each visitor. Do not give names."
        yield Table("Who visited", ("Organisation", "Role"), rows, hint=hint)
    represented = Field("provider_represented_by", "", f"{about}: who spoke for the provider",
                        to=("provider_represented_by",))  # fmt: skip
    yield Question("Who spoke for the provider", (represented,), "The role, never a name.")
    if framework.plan:
        field = Field("form-open_actions", "", f"{about}: actions still open from earlier visits", "text",
                      fills="actions", height=25)  # fmt: skip
        yield Question("Actions still open from earlier visits", (field,), "Ask what has been done. It is not stored.")
    if kind.id == "reassessment":
        field = Field("reassesses", "", f"{about}: date of the visit that is reassessed", "date", to=("reassesses",))
        yield Question("Date of the visit that is reassessed", (field,))


def _asked_before(framework: Framework, kind: VisitKind) -> Iterator[FormField]:
    """The pre-visit questions that the form of this kind has."""
    if kind is framework.kinds[0]:
        for branch in framework.pre_visit:
            yield from branch.fields


def _pre_visit(framework: Framework, kind: VisitKind) -> Iterator[Section]:
    if not any(_asked_before(framework, kind)):
        return
    who = {"all": "", "registered": "For registered providers.", "unregistered": "For unregistered providers."}
    for branch in framework.pre_visit:
        title = f"Before the visit: {small(branch.title)}"
        blocks = tuple(block_of(entry, "pre_visit", title) for entry in branch.fields)
        yield Section(f"pre-{branch.id}", title, blocks, intro=who[branch.when])


def _theme(theme: Theme, framework: Framework) -> Section:
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
    return Judged(
        tuple(_asked(requirement, framework, row if in_rows else None, options) for requirement in together),
        choice,
        boxes,
        aside,
        first.may_not_apply.when if aside is not None and first.may_not_apply is not None else "",
    )


def _row_index(first: Requirement, framework: Framework) -> int:
    """The place of a requirement's row among the rows of the record."""
    rows = list(dict.fromkeys(requirement.row or requirement.id for requirement in framework.requirements))
    return rows.index(first.row or first.id)


def _asked(requirement: Requirement, framework: Framework, row: int | None, options: tuple[Option, ...]) -> Asked:
    """A requirement's words; in a record of rows, each prompt with a mark of its own."""
    says = _says(requirement, framework)
    marks: list[Field | None] = [None] * len(requirement.prompts)
    if row is not None:
        marks = [
            Field(name_of(("rows", row, "marks", requirement.id, at + 1)), "", f"{says}, prompt {at + 1}: mark",
                  "choice", options, to=("rows", row, "marks"))
            for at in range(len(requirement.prompts))
        ]  # fmt: skip
    seen: FieldPath = ("best_practice", requirement.id)
    practice = tuple(
        (text, Field(name_of((*seen, at)), "", f"{says}: good practice {at} seen", "tick", to=seen, tick=str(at)))
        for at, text in enumerate(requirement.best_practice, start=1)
    )
    return Asked(
        requirement.id,
        requirement.title or "",
        requirement.statements,
        requirement.sub_points,
        tuple(zip(requirement.prompts, marks, strict=True)),
        practice,
        requirement.stage or "",
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


def _points(entry: PointList) -> Section:
    blocks = tuple(
        Judged(
            (Asked(point.id, point.text),),
            None,
            (Field(name_of(("points", point.id)), "Comments", f"{point.id}, {point.text}: comments", "text",
                   to=("points", point.id)),),
        )
        for point in entry.points
    )  # fmt: skip
    intro = "Write only about what you observe; a point without a comment is not unanswered."
    return Section(f"list-{entry.id}", entry.title, blocks, intro=intro)


def _areas(framework: Framework, kind: VisitKind) -> Section:
    options = _options(framework.scale_by_id[framework.scale])
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
    return Section("areas", "Judgements", (Grid("Judgement of each area", options, tuple(fields), hint=hint),))


def _end(framework: Framework, kind: VisitKind) -> Section:
    """The outcome, the plan, the next visit and the signatures."""
    blocks: list[Block] = []
    about = "At the end"
    if framework.outcomes and "requirements" in kind.judges:
        options = tuple(Option(outcome.key, outcome.label) for outcome in framework.outcomes)
        outcome = Field("outcome", "", f"{about}: outcome", "choice", options, to=("outcome",))
        blocks.append(Prose((), tuple(f"{row.label}: {row.meaning}" for row in framework.outcomes)))
        blocks.append(Question(framework.outcome_question or "Outcome of the visit", (outcome,)))
        if any(row.convention for row in framework.outcomes):
            label = "A person confirms this outcome"
            tick = Field("confirmed_outcome", label, f"{about}: {small(label)}", "tick",
                         to=("confirmed_outcome",), tick="yes")  # fmt: skip
            hint = "Needed where the outcome rests on this directory's convention and not on a rule of the source."
            blocks.append(Question("Confirmation", (tick,), hint))
    if framework.plan and not any(box.id == "action" for box in framework.boxes):
        more = f"For more lines take the form ‘Improvement plan’: it has {PLAN_LINES}." if framework.plan_form else ""
        blocks.append(_plan(framework, framework.plan_rows, more))
    if not any(entry.kept_as == "next_visit" for entry in framework.header):
        field = Field("next_visit", "", f"{about}: date of the next visit", "date", to=("next_visit",))
        blocks.append(Question("Date of the next visit", (field,)))
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
    return Table("Improvement plan", tuple(column.label for column in framework.plan), tuple(rows), "", hint,
                 " ".join(notes), tuple(PLAN_WIDTHS[column.id] for column in framework.plan))  # fmt: skip


def _signed(framework: Framework) -> Iterator[Block]:
    if framework.signatures:
        yield signatures(framework.signatures, stored=True)
