"""Pieces that a form is printed from, which Word and OpenDocument draw, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from apdir.forms.form import Field

#: Answers by the field's name: text, the key of an option, the value of a tick or True.
Answers = Mapping[str, str | bool]
#: Roles of a paragraph; the files have a style for each.
Role = Literal["lead", "rule", "intro", "body", "label", "hint", "own", "more", "stage"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the form's title. ``mark`` is beside it."""

    level: Literal[1, 2, 3, 4]
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or, with ``term``, a fact of the form."""

    text: str
    role: Role
    term: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """A field to write in under its label, which is empty where a table's headings say it; ``hint`` is beside it."""

    field: Field
    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Fields to write in beside each other, in the order given."""

    boxes: tuple[Write, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick: ``key`` is what it answers, None for a tick; ``about`` says it to one who cannot see it."""

    field: Field
    key: str | None
    label: str
    about: str

    def ticked(self, answers: Answers) -> bool:
        """Whether the answers tick it."""
        answer = answers.get(self.field.name)
        return answer == self.key if self.key is not None else answer is True or answer == (self.field.tick or "yes")


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to tick in a line, or each on a line of its own."""

    boxes: tuple[Box, ...]
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A prompt with boxes at its right."""

    text: str
    boxes: Boxes


Cell = Write | Boxes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. Each row has its own heading, empty where the row has none, and its cells. ``shares`` are of the width,
    ``whole`` whether it stays on one page.
    """

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    shares: tuple[float, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A requirement: its heading, repeated on each page, and strips of which none is split over two."""

    heading: Heading
    strips: tuple[tuple[Piece, ...], ...]


Piece = Heading | Words | Points | Write | Pair | Boxes | Marked | Sheet | Frame


#: Not allowed in XML.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(field: Field, answers: Answers) -> str:
    """The text of a field's answer."""
    answer = answers.get(field.name, "")
    return _UNFIT.sub("", answer.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(answer, str) else ""
