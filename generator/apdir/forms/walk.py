"""A form as a sequence of pieces, in the order and the words of its page: no file decides either for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apdir.days import day_in_words
from apdir.forms.form import (
    DATE,
    PROVIDER,
    Asked,
    Block,
    Field,
    Form,
    Grid,
    Judged,
    Prose,
    Question,
    Section,
    Table,
)
from apdir.forms.pieces import (
    Box,
    Boxes,
    Cell,
    Frame,
    Heading,
    Marked,
    Pair,
    Piece,
    Points,
    Role,
    Sheet,
    Words,
    Write,
)

#: A choice of more answers than this has a line for each.
IN_ONE_LINE = 4


def footer(form: Form) -> str:
    """The foot of every page, before its number."""
    return f"{form.title}. Version {_version(form)}"


def running(form: Form) -> tuple[Write, ...]:
    """The head of every page of a form about one provider."""
    if not form.about_provider:
        return ()
    fields = {field.name: field for field in form.fields}
    day = fields.get(DATE, Field(DATE, "", "Date", "date"))
    return Write(fields[PROVIDER], "Provider"), Write(day, "Date")


def walk(form: Form) -> Iterator[Piece]:
    """Every piece of a form, from its title to where its notes are. The notes themselves are on its web page."""
    yield from _opening(form)
    for section in form.sections:
        if section.blocks:
            yield from _section(section)
    yield from _if(form.more, "more")


def _version(form: Form) -> str:
    return f"{form.version}, {day_in_words(form.dated)}"


def _opening(form: Form) -> Iterator[Piece]:
    yield Heading(1, form.title)
    yield Words(form.summary, "lead")
    yield Words(_version(form), "body", "Version")
    yield Words(form.who, "body", "Filled in by")
    if form.source:
        yield Words(form.source, "body", "Source")
    if form.convention:
        yield Words("Added by this directory: no source has them", "body", "Questions")
    for text in form.own:
        yield Words(text, "own")
    if form.rule:
        yield Words(form.rule, "rule")


def _section(section: Section) -> Iterator[Piece]:
    yield Heading(2, section.title, "Essential" if section.essential else "")
    yield from _if(section.intro, "intro")
    yield from _if(section.own, "own")
    for block in section.blocks:
        yield from _block(block)


def _if(text: str, role: Role) -> Iterator[Piece]:
    if text:
        yield Words(text, role)


def _block(block: Block) -> Iterator[Piece]:
    match block:
        case Question():
            yield from _question(block)
        case Table() | Grid():
            yield Words(block.label, "label")
            yield from _if(block.hint, "hint")
            yield from _if(block.own, "own")
            yield _table(block) if isinstance(block, Table) else _grid(block)
        case Prose():
            for paragraph in block.paragraphs:
                yield Words(paragraph, "body")
            if block.points:
                yield Points(block.points)
        case Judged():
            yield _judged(block)


def _question(block: Question) -> Iterator[Piece]:
    first = block.fields[0]
    yield Words(block.label, "label")
    yield from _if(block.hint, "hint")
    yield from _if(block.own, "own")
    if len(block.fields) == 1 and first.kind not in ("choice", "tick"):
        yield Write(first, hint="day/month/year" if first.kind == "date" else "")
        return
    ticks = tuple(_tick(field, field.label) for field in block.fields if field.kind == "tick")
    parts = tuple(Write(field, field.label) for field in block.fields if field.kind not in ("choice", "tick"))
    for field in block.fields:
        if field.kind == "choice":
            yield _choice(field)
    if ticks:
        yield Boxes(ticks)
    if parts:
        yield Pair(parts)


def _tick(field: Field, label: str) -> Box:
    return Box(field, None, label, field.about)


def _choice(field: Field, *, lines: bool | None = None) -> Boxes:
    boxes = tuple(Box(field, option.key, option.label, f"{field.about}: {option.label}") for option in field.options)
    return Boxes(boxes, len(boxes) > IN_ONE_LINE if lines is None else lines)


def _table(block: Table) -> Sheet:
    columns = (block.corner, *block.columns) if block.corner else block.columns
    rows = tuple((row.head, tuple(_cell(cell) for cell in row.cells)) for row in block.rows)
    return Sheet(block.label, columns, rows, block.shares, block.whole)


def _cell(field: Field) -> Cell:
    if field.kind == "choice":
        return _choice(field, lines=True)
    if field.kind == "tick":
        return Boxes((_tick(field, field.label),))
    return Write(field)


def _grid(block: Grid) -> Sheet:
    """A row of bare boxes for each field, under their answers."""
    bare = (
        (field.label, tuple(Boxes((Box(field, option.key, "", f"{field.about}: {option.label}"),))
                            for option in field.options))
        for field in block.fields
    )  # fmt: skip
    shares = (0.46, *(0.54 / len(block.options),) * len(block.options))
    return Sheet(block.label, ("", *(option.label for option in block.options)), tuple(bare), shares, False)


def _judged(block: Judged) -> Frame:
    several = len(block.asked) > 1
    title = "marked together" if several else block.asked[0].title
    strips: list[Sequence[Piece]] = []
    for asked in block.asked:
        strips += _asked(asked, headed=several)
    if block.choice is not None:
        strips.append((Words("Judgement", "label"), _choice(block.choice)))
    boxes = [Write(field, field.label) for field in block.boxes]
    if len(boxes) > 1:
        strips.append((Pair(tuple(boxes[:2])),))
        boxes = boxes[2:]
    strips += [(box,) for box in boxes]
    if block.aside is not None:
        strips.append((Write(block.aside, block.aside.label, f"(only where {block.aside_when})"),))
    return Frame(Heading(3, f"{block.id} {title}".strip()), tuple(tuple(strip) for strip in strips if strip))


def _asked(asked: Asked, *, headed: bool) -> Iterator[Sequence[Piece]]:
    words: list[Piece] = [Heading(4, f"{asked.id} {asked.title}".strip())] if headed else []
    words += _if(asked.stage.capitalize(), "stage")
    words += [Words(statement, "body") for statement in asked.statements]
    if asked.sub_points:
        words.append(Points(asked.sub_points))
    words += _if(asked.own, "own")
    yield words
    marked = [Marked(prompt, _choice(mark)) for prompt, mark in asked.prompts if mark is not None]
    yield from ((prompt,) for prompt in marked)
    if asked.prompts and not marked:
        yield Words("Look for", "stage"), Points(tuple(prompt for prompt, _ in asked.prompts))
    if asked.practice:
        first, *more = (Boxes((_tick(field, f"{field.tick}. {text}"),), lines=True) for text, field in asked.practice)
        yield Words("Best practice seen: tick what you saw", "label"), first
        yield from ((tick,) for tick in more)
