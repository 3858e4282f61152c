"""Blocks of a form for the fields that frameworks and form files describe."""

from __future__ import annotations

from collections.abc import Sequence

from apdir.forms.form import DATE, PROVIDER, Block, Field, Grid, Kind, Option, Question, Row, Table, name_of
from apdir.model.form import FormSection
from apdir.model.form_field import VISITORS, FormField
from apdir.model.visiting import SignatureBlock
from apdir.source import FieldPath
from apdir.wording import own

#: Kind of block for each type of field: other demands are in its label and hint.
KINDS: dict[str, Kind] = {"text": "text", "date": "date", "time": "time", "number": "number"}
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
#: The height of a table's row on paper, in millimetres: room for one line by hand.
ROW = 11


def block_of(entry: FormField, part: str, where: str) -> Block:
    """The block for one field. ``part`` is the part of the record that keeps its answer; ``where`` its prefix.

    A field that is not stored, and a field of a form that is never read back, has its place on the form alone.
    """
    base: FieldPath = (part if entry.stored else "form", entry.id)
    kept = base if entry.stored else None
    about = f"{where}: {entry.label}" if where else entry.label
    hint, note, fills, said = entry.hint or "", entry.note or "", entry.fills_from or "", own_of(entry)
    if entry.type == "table":
        return _table(entry, base, kept, about)
    if entry.type == "grid":
        options = tuple(Option(column, column) for column in entry.columns)
        rows = tuple(
            Field(name_of((*base, str(index))), row, f"{about}: {row}", "choice", options)
            for index, row in enumerate(entry.rows)
        )
        return Grid(entry.label, options, rows, hint, note, said)
    if entry.type == "ticks":
        ticks = tuple(
            Field(
                name_of((*base, str(index))),
                option,
                f"{about}: {option}",
                "tick",
                to=kept,
                tick=option,
                fills=fills and f"{fills}/{option}",
            )
            for index, option in enumerate(entry.options)
        )
        return Question(entry.label, ticks, hint, note, said)
    name, to = name_of(base), kept
    if entry.kept_as in ("provider", "date"):
        name, to = (PROVIDER, None) if entry.kept_as == "provider" else (DATE, (DATE,))
    elif entry.kept_as is not None:
        name, to = name_of((entry.kept_as,)), (entry.kept_as,)
        fills = fills or ("site" if entry.kept_as == "site" else "")
    options = YES_NO if entry.type == "yes or no" else tuple(Option(option, option) for option in entry.options)
    kind: Kind = "choice" if entry.type in ("yes or no", "choice") else KINDS.get(entry.type, "line")
    if kind == "date" and fills:
        fills = f"{fills}/date"
    field = Field(name, "", about, kind, options, to=to, fills=fills, height=entry.height or 20)
    return Question(entry.label, (field,), hint, note, said)


def _table(entry: FormField, base: FieldPath, kept: FieldPath | None, about: str) -> Table:
    """A table: its headed rows, then blank ones. Headings of rows, if any, are in its first column."""
    heads = [*entry.rows, *[""] * (entry.row_count or 0)]
    rows = []
    for index, head in enumerate(heads):
        cells = []
        for column, title in enumerate(entry.columns):
            if head and column == 0:
                continue
            to: FieldPath | None = (*kept, index, title) if kept else None
            if entry.kept_as == "visited_by":
                key = title.lower()
                to = ("visited_by", index, key) if key in VISITORS else None
            name = name_of(to) if to else name_of((*base, str(index), str(column)))
            says = f"{about}, {head or f'line {index + 1}'}: {title}"
            fills = f"{entry.fills_from}/{index}/{title}" if entry.fills_from else ""
            cells.append(Field(name, title, says, "text", to=to, fills=fills, height=entry.height or ROW))
        rows.append(Row(head, tuple(cells)))
    return Table(entry.label, entry.columns, tuple(rows), "", entry.hint or "", entry.note or "", own=own_of(entry))


def signatures(blocks: Sequence[SignatureBlock], *, stored: bool) -> Table:
    """Signatures: name and signature stay on paper; role and date may go into the record."""
    rows = []
    for index, block in enumerate(blocks):
        cells = []
        for title, key in (("Name", ""), ("Position", "role"), ("Signature", ""), ("Date", "date")):
            to: FieldPath | None = ("signed", index, key) if stored and key else None
            name = name_of(to or ("form", "signed", str(index), title.lower()))
            kind: Kind = "date" if title == "Date" else "line"
            cells.append(Field(name, title, f"{block.label}: {title.lower()}", kind, to=to, height=14))
        rows.append(Row(block.label, tuple(cells)))
    notes = dict.fromkeys(block.note for block in blocks if block.note)
    columns = ("Name", "Position", "Signature", "Date")
    return Table("Signatures", columns, tuple(rows), "For", own=own(" ".join(notes)) if notes else "")


def own_of(entry: FormField | FormSection) -> str:
    """Return the label of what in a field or a part of a form is not the source's, empty where all of it is."""
    return own(entry.own or "") if entry.own or entry.added else ""
