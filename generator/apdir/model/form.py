"""A blank form that no framework owns: `content/forms/<id>.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from apdir.model.fields import Choice, Day, Line, Record, Slug, Text, YesNo, faults, field
from apdir.model.form_field import FormField
from apdir.model.framework import Note
from apdir.model.policy import Source
from apdir.model.visiting import SignatureBlock
from apdir.source import FieldPath

Task = Annotated[
    str,
    Choice(
        "visit a provider",
        "place a pupil",
        "review a placement",
        "report progress",
        "hear pupils and parents",
        "improve after a visit",
    ),
]


class FormSection(Record):
    """A part of a form under a heading of its own."""

    id: Slug = field("Its id, unique in the form.", example="pupil")
    title: Line = field("Its heading.", example="The pupil")
    intro: Text | None = field("What stands under the heading.", example="Use one form for each pupil.", default=None)
    points: tuple[Text, ...] = field(
        "What the form prints as a list, with nothing to fill in.", example=["Send a referral form."], default=()
    )
    fields: tuple[FormField, ...] = field(
        "Its questions.", example=[{"id": "year-group", "label": "Year group", "stored": "no"}], default=()
    )
    added: YesNo = field(
        "Whether this directory added the whole part to the source's form: then its fields are added too.",
        example="no",
        default=False,
    )
    own: Text | None = field(
        "What this directory adds to the part: printed with a label that says so, on paper too.",
        example="Tick the last box of this part.",
        default=None,
    )
    note: Text | None = field("A note on a fault of the source.", example="Printed twice.", default=None)
    source: Source | None = field("Where the source has it.", example={"document": "…"}, default=None)


class FormFile(Record):
    """A form of its own, in the one version that the repository holds."""

    id: Slug = field("Its id, the file's name.", example="coastshire-referral")
    title: Line = field("What it is called.", example="Alternative provision referral form")
    short_title: Line = field("What lists call it.", example="Referral form")
    version: Line = field(
        "Its version, printed on every page; a filled copy of another one is not read back.", example="2026-11"
    )
    dated: Day = field("The day of this version, printed on every page.", example="2026-11-01")
    framework: Slug | None = field("The framework whose documents it belongs to.", example="coastshire", default=None)
    task: Task = field("What somebody does with it, by which the Forms page sorts.", example="place a pupil")
    who: Line = field("Who fills it in, and when.", example="The school, before a placement")
    summary: Text = field("What it is for, in our words.", example="Tells the provider what it must know.")
    source: Source | None = field(
        "The document it comes from; left out where it is this directory's own.",
        example={"document": "…"},
        default=None,
    )
    convention: YesNo = field(
        "Whether its questions are this directory's own, because no source has them.", example="no", default=False
    )
    about_pupils: YesNo = field(
        "Whether a filled copy tells of a pupil or a parent: then it is a school's own record, and never comes here.",
        example="yes",
    )
    not_read: Text = field(
        "Why `apdir read` makes no record of a filled copy.",
        example="It tells of a pupil, and this directory keeps nothing about pupils.",
    )
    sections: tuple[FormSection, ...] = field(
        "Its parts, in order.", example=[{"id": "pupil", "title": "The pupil", "fields": []}]
    )
    signatures: tuple[SignatureBlock, ...] = field(
        "Who signs.", example=[{"for": "school", "label": "Signed for the school"}], default=()
    )
    notes: tuple[Note, ...] = field(
        "Faults of the source, told, and what is done about them.",
        example=[{"at": "timetable", "fault": "form gap", "text": "The source promises a timetable; one is added."}],
        default=(),
    )

    @model_validator(mode="after")
    def _holds_together(self) -> FormFile:
        faults((*self._given_twice(), *self._unanswerable()))
        return self

    def _given_twice(self) -> Iterator[tuple[FieldPath, str, str]]:
        seen: set[str] = set()
        for place, section in enumerate(self.sections):
            ids = [(("sections", place, "id"), section.id)]
            ids += [
                (("sections", place, "fields", at, "id"), entry.id)  # type: ignore[misc]
                for at, entry in enumerate(section.fields)
            ]
            for where, name in ids:
                if name in seen:
                    yield where, f"`{name}` is given twice.", "Give each its own."
                seen.add(name)

    def _unanswerable(self) -> Iterator[tuple[FieldPath, str, str]]:
        for place, section in enumerate(self.sections):
            for at, entry in enumerate(section.fields):
                where: FieldPath = ("sections", place, "fields", at)
                if entry.stored:
                    yield (
                        (*where, "stored"),
                        "A form that no framework owns is not read back, so no answer of it is stored.",
                        "Write `no`.",
                    )
