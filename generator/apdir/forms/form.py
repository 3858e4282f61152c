"""Forms: sections of blocks, and in them fields, each with the place of the record that its answer goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from apdir.source import FieldPath

#: `line` and what it is written like; `text` of several lines; `choice` of one; `tick` of one box.
Kind = Literal["line", "text", "date", "time", "number", "choice", "tick"]
#: Outcome of `apdir read` for a filled copy.
ReadAs = Literal["visit", "plan", "nothing"]
#: Fields on every page of a form about a provider.
PROVIDER, DATE = "provider", "date"


#: Heading of the notes of every form.
SOURCE_FAULTS = (
    "Where the source contradicts itself, is out of date or leaves a gap, "
    "we say so, and do not correct it without telling you."
)
#: On paper before the address of the web page, which has the notes.
MORE = "What the source leaves open is on the form’s web page:"
#: At the head of a form with a source.
WORDING = "Anything else of our own is marked where it appears."
RULE_READ = (
    "This directory’s rules. Leave blank what you did not look at: it counts as unanswered, never as met. "
    "Do not name or identify pupils. "
    "Write dates as day/month/year, such as 14/03/2026. "
    "Names and signatures stay on the form; the record keeps roles."
)
RULE_PUPILS = (
    "This directory’s rules. A completed form contains information about a pupil. It is the school’s own record: "
    "send it only to those who need it, securely, and never to this directory."
)
RULE_RETURN = (
    "This directory’s rules. A completed form contains information about pupils. Send it only to whoever "
    "commissions their places, securely, and never to this directory."
)
RULE_HEARD = "Do not write names. Whoever asked for a filled copy keeps it. Never send it to this directory."
#: Rules on filled copies of a form about pupils, by its purpose; else RULE_PUPILS.
RULES = {"report progress": RULE_RETURN, "hear pupils and parents": RULE_HEARD}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: as records write it, and as the form prints it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to write or tick.

    ``name`` is its name in every format, without dots. ``label`` is printed beside it; ``about`` says the same to one
    who cannot see its place. ``to`` is the place in the record, None where the answer is not stored. ``tick`` is the
    value of a ticked box. ``fills`` is the name of the fact about a provider that fills it (`facts.py`). ``height`` is
    in millimetres.
    """

    name: str
    label: str
    about: str
    kind: Kind = "line"
    options: tuple[Option, ...] = ()
    hint: str = ""
    to: FieldPath | None = None
    tick: str = ""
    fills: str = ""
    height: int = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form with its field, or with a tick box for each of its answers."""

    label: str
    fields: tuple[Field, ...]
    hint: str = ""
    note: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a heading of its own where it has one, and its cells."""

    head: str
    cells: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of fields under column headings; ``corner`` heads the rows' own headings.

    ``widths`` are of the columns, in per cent; the one of 0 takes what the others leave. Without them all are as wide.
    """

    label: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    hint: str = ""
    note: str = ""
    widths: tuple[int, ...] = ()
    own: str = ""

    @property
    def shares(self) -> tuple[float, ...]:
        """The part of the table's width that each column has, that of the rows' headings among them."""
        if self.widths:
            rest = 100 - sum(self.widths)
            return tuple((width or rest) / 100 for width in self.widths)
        count = len(self.columns) + bool(self.corner)
        return (1 / count,) * count

    @property
    def whole(self) -> bool:
        """Whether it is short enough to be kept on one page."""
        return len(self.rows) < 8

    @property
    def headed(self) -> bool:
        """Whether its rows have headings."""
        return any(row.head for row in self.rows)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that are each answered by one of the same few words."""

    label: str
    options: tuple[Option, ...]
    fields: tuple[Field, ...]
    hint: str = ""
    note: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Something to read: paragraphs, then points."""

    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement, or one point: its words and prompts. A prompt may have a mark of its own, a practice a tick."""

    id: str
    title: str
    statements: tuple[str, ...] = ()
    sub_points: tuple[str, ...] = ()
    prompts: tuple[tuple[str, Field | None], ...] = ()
    practice: tuple[tuple[str, Field], ...] = ()
    stage: str = ""
    own: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its marks and ticks."""
        return tuple(mark for _, mark in self.prompts if mark) + tuple(tick for _, tick in self.practice)


@dataclass(frozen=True, slots=True)
class Judged:
    """Requirements that are judged together, most often one: what is asked, the judgement, the boxes to write in."""

    asked: tuple[Asked, ...]
    choice: Field | None
    boxes: tuple[Field, ...]
    aside: Field | None = None
    aside_when: str = ""

    @property
    def id(self) -> str:
        """The ids of its requirements."""
        return f"{self.asked[0].id} to {self.asked[-1].id}" if len(self.asked) > 1 else self.asked[0].id


Block = Question | Table | Grid | Prose | Judged


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form under a heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    intro: str = ""
    essential: bool = False
    note: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A blank form.

    ``version`` and ``dated`` are on every page, and a filled copy of another version is not read back. ``read_as``
    says what a filled copy becomes; ``not_read`` why it becomes nothing. ``framework`` is the id of the framework it
    belongs to, ``kind`` the kind of visit it is for. ``address`` is that of its web page.

    The notes, of the form, its parts and its fields, are on the web page alone; files and print have `more`. What
    whoever fills it in must know is a hint, a part's introduction or the rule, never a note. ``own``, of the form, its
    parts and its fields, labels what is not the source's, on paper too.
    """

    id: str
    title: str
    short_title: str
    version: str
    dated: date
    task: str
    who: str
    summary: str
    sections: tuple[Section, ...]
    framework: str = ""
    framework_title: str = ""
    kind: str = ""
    source: str = ""
    convention: bool = False
    about_pupils: bool = False
    read_as: ReadAs = "nothing"
    not_read: str = ""
    notes: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    address: str = ""

    @property
    def more(self) -> str:
        """Words on paper in place of the web page's notes: they burden whoever writes by hand."""
        if not self.address or not self.has_notes:
            return ""
        return f"{MORE} {self.address}"

    @property
    def has_notes(self) -> bool:
        """Whether its web page has any note, on the whole, a part or a field."""
        blocks = (block for section in self.sections for block in section.blocks)
        noted = any(section.note for section in self.sections) or any(getattr(block, "note", "") for block in blocks)
        return bool(self.notes) or noted

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(field for section in self.sections for block in section.blocks for field in fields_of(block))

    @property
    def answers(self) -> tuple[Field, ...]:
        """Every field once: what is printed in several places is one answer."""
        first: dict[str, Field] = {}
        for field in self.fields:
            first.setdefault(field.name, field)
        return tuple(first.values())

    @property
    def rule(self) -> str:
        """The rule for whoever fills it in, empty where there is none."""
        if self.read_as != "nothing":
            return RULE_READ
        return RULES.get(self.task, RULE_PUPILS) if self.about_pupils else ""

    @property
    def about_provider(self) -> bool:
        """Whether it is about one provider, whose name is then on every page."""
        return any(field.name == PROVIDER for field in self.fields)


def fields_of(block: Block) -> Iterator[Field]:
    """The fields of a block, in order."""
    match block:
        case Question() | Grid():
            yield from block.fields
        case Table():
            for row in block.rows:
                yield from row.cells
        case Judged():
            for asked in block.asked:
                yield from asked.fields
            yield from (field for field in (block.choice, *block.boxes, block.aside) if field is not None)
        case Prose():
            return


def name_of(path: FieldPath) -> str:
    """A field's name for its place in the record or on the form: `details-1_1-evidence`.

    A name may hold no dot: PDF reads one as the end of a group's name.
    """
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "_", str(part)) for part in path)
