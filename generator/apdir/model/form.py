"""A blank form that no framework owns: `content/forms/<id>.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from apdir.model.fields import Choice, Day, Line, Record, Slug, Text, YesNo, faults, for_all
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

    id: Slug = for_all("Its id, unique in the form.", example="pupil")
    title: Line = for_all("Its heading.", example="The pupil")
    intro: Text | None = for_all("What stands under the heading.", example="Use one form for each pupil.", default=None)
    points: tuple[Text, ...] = for_all(
        "What the form prints as a list, with nothing to fill in.", example=["Send a referral form."], default=()
    )
    fields: tuple[FormField, ...] = for_all(
        "Its questions.", example=[{"id": "year-group", "label": "Year group", "stored": "no"}], default=()
    )
    added: YesNo = for_all(
        "Whether this directory added the whole part to the source's form: then its fields are added too.",
        example="no",
        default=False,
    )
    own: Text | None = for_all(
        "What this directory adds to the part: printed with a label that says so, on paper too.",
        example="Tick the last box of this part.",
        default=None,
    )
    note: Text | None = for_all("A note on a fault of the source.", example="Printed twice.", default=None)
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)


class FormFile(Record):
    """A form of its own, in the one version that the repository holds."""

    id: Slug = for_all("Its id, the file's name.", example="coastshire-referral")
    title: Line = for_all("What it is called.", example="Alternative provision referral form")
    short_title: Line = for_all("What lists call it.", example="Referral form")
    version: Line = for_all(
        "Its version, printed on every page; a filled copy of another version cannot be imported.", example="2026-11"
    )
    dated: Day = for_all("The day of this version, printed on every page.", example="2026-11-01")
    framework: Slug | None = for_all("The framework whose documents it belongs to.", example="coastshire", default=None)
    task: Task = for_all("What somebody does with it, by which the Forms page sorts.", example="place a pupil")
    who: Line = for_all("Who fills it in, and when.", example="The school, before a placement")
    summary: Text = for_all("What it is for, in our words.", example="Tells the provider what it must know.")
    source: Source | None = for_all(
        "The document it comes from; left out where it is this directory's own.",
        example={"document": "…"},
        default=None,
    )
    convention: YesNo = for_all(
        "Whether its questions are this directory's own, because no source has them.", example="no", default=False
    )
    about_pupils: YesNo = for_all(
        "Whether a filled copy tells of a pupil or a parent: then it is a school's own record, and never comes here.",
        example="yes",
    )
    not_read: Text = for_all(
        "Why `apdir read` makes no record of a filled copy.",
        example="It tells of a pupil, and this directory keeps nothing about pupils.",
    )
    sections: tuple[FormSection, ...] = for_all(
        "Its parts, in order.", example=[{"id": "pupil", "title": "The pupil", "fields": []}]
    )
    signatures: tuple[SignatureBlock, ...] = for_all(
        "Who signs.", example=[{"for": "school", "label": "Signed for the school"}], default=()
    )
    notes: tuple[Note, ...] = for_all(
        "Errors in the source that readers should know about, and what is done about them.",
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
                        "A form that no framework owns cannot be imported, so no answer of it is stored.",
                        "Write `no`.",
                    )
