"""A field of a framework's form, and the branches of its pre-visit questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import model_validator

from apdir.model.fields import Choice, Line, Record, Slug, Text, YesNo, faults, for_all
from apdir.model.numbers import Millimetres, Rows
from apdir.model.policy import Source
from apdir.problems import did_you_mean, nearest, quoted
from apdir.source import FieldPath

#: A place in the field, what is wrong there, and what would be right.
Fault = tuple[FieldPath, str, str]

FieldType = Annotated[
    str,
    Choice(
        "line",
        "text",
        "date",
        "time",
        "number",
        "yes or no",
        "choice",
        "ticks",
        "phone",
        "email",
        "web address",
        "postcode",
        "table",
        "grid",
    ),
]


#: Required keys of each type of field.
NEEDED = {"choice": ("options",), "ticks": ("options",), "table": ("columns",), "grid": ("columns", "rows")}


class Fact(NamedTuple):
    """A fact for `fills_from`: the types of field that it fills, and the columns, ticks or choices in these."""

    types: tuple[str, ...]
    parts: tuple[str, ...] = ()


def says(option: str, part: str) -> bool:
    """Whether an option or a column says a part of a fact, at its end or as its key: `B: approved` says `B`."""
    return f" {option}".endswith(f" {part}") or option.startswith(f"{part}:")


WRITTEN = ("line", "text")
#: Facts of a record that fill a form for one provider (`apdir.forms.facts`).
FACTS = {
    "actions": Fact(WRITTEN),
    "contact": Fact(("table",), ("Name", "Telephone", "Email", "Website")),
    "name": Fact(WRITTEN),
    "offer.delivery": Fact(("ticks",), ("On site", "Outreach", "Online", "Pupil's home", "Community")),
    "offer.programmes": Fact(("table",), ("Course or programme", "Expected outcome", "Level")),
    "offer.qualifications": Fact(("table",), ("Qualification", "Level")),
    "registration": Fact(WRITTEN),
    "registration.dfe_number": Fact(WRITTEN),
    "registration.figures": Fact(("table",), ("Full-time pupils", "Part-time pupils")),
    "registration.figures.any_ehcp_or_looked_after": Fact(("yes or no", *WRITTEN)),
    "registration.ofsted": Fact(
        ("table", "date", *WRITTEN), ("Area for improvement", "Actions taken towards completing it")
    ),
    "registration.status": Fact(("choice", *WRITTEN), ("registered", "unregistered")),
    "safeguarding_lead": Fact(("table",), ("Name", "Telephone", "Email")),
    "site": Fact(WRITTEN),
    "sites": Fact(WRITTEN),
}
#: Facts of a placement that somebody plans, by which the page of a form is filled (`theme/assets/plan-facts.js`).
PLANNED = {
    "plan.code": Fact(("choice",), ("B", "D", "K")),
    "plan.dates": Fact(WRITTEN),
    "plan.days": Fact(("number",)),
    "plan.end": Fact(("date",)),
    "plan.first_assessment": Fact(("date",)),
    "plan.hours": Fact(("number",)),
    "plan.mode": Fact(("choice",), ("Full-time", "Part-time")),
    "plan.referred": Fact(("date",)),
    "plan.sessions": Fact(("table",), ("Starts at", "School told by")),
    "plan.start": Fact(("date",)),
    "plan.tell": Fact(("yes or no",)),
    "plan.total_hours": Fact(("number",)),
    "plan.unregistered_hours": Fact(("number",)),
    "plan.week": Fact(("table",), ("Morning", "Afternoon")),
    "plan.when": Fact(WRITTEN),
    "plan.year": Fact(WRITTEN),
}
#: The types of field whose answer each part of a visit's record can keep.
KEPT = {"provider": WRITTEN, "date": ("date",), "site": WRITTEN, "visited_by": ("table",), "next_visit": ("date",)}
#: The columns of a table of visitors that the record keeps.
VISITORS = ("organisation", "role")


class FormField(Record):
    """One field of a form that is not a requirement."""

    id: Slug = for_all("Its id, unique in the framework.", example="overview")
    label: Line = for_all("What the form prints.", example="What the provider offers")
    type: FieldType = for_all("What kind of answer it takes.", example="text", default="line")
    hint: Text | None = for_all(
        "Help printed beside it: what the source says there, in our words.",
        example="Two or three sentences.",
        default=None,
    )
    own: Text | None = for_all(
        "Help that the source does not have there: printed with a label that says so, on paper too.",
        example="The framework allows 10 hours.",
        default=None,
    )
    options: tuple[Line, ...] = for_all("Answers to choose from.", example=["Yes", "No"], default=())
    columns: tuple[Line, ...] = for_all("Columns of a table.", example=["Course", "Expected outcome"], default=())
    rows: tuple[Line, ...] = for_all(
        "Row headings of a grid, or what already stands in the first column of a table.",
        example=["English", "Mathematics"],
        default=(),
    )
    row_count: Rows | None = for_all("Blank rows of a table.", example="4", default=None)
    height: Millimetres | None = for_all(
        "How high its box is on paper, in millimetres; left out, 20 for text.", example="40", default=None
    )
    stored: YesNo = for_all(
        "Whether the answer is kept in the visit's record. Names of people and anything about a pupil are not.",
        example="yes",
    )
    visible: Annotated[str, Choice("public", "commissioner")] = for_all(
        "Who may see a stored answer.", example="commissioner", default="commissioner"
    )
    fills_from: Line | None = for_all(
        "What of the provider's record, or on the form's page of a plan, this is filled from.",
        example="name",
        default=None,
    )
    kept_as: Annotated[str, Choice("provider", "date", "site", "visited_by", "next_visit")] | None = for_all(
        "The part of a visit's record that keeps the answer, where it is not kept among the answers to the header.",
        example="date",
        default=None,
    )
    blank_means: Annotated[str, Choice("not answered", "not applicable")] = for_all(
        "What it means where it is left blank. Only where the form itself says so is that `not applicable`.",
        example="not answered",
        default="not answered",
    )
    added: YesNo = for_all(
        "Whether this directory added it to the source's form, so that it does not count among the source's fields.",
        example="no",
        default=False,
    )
    source: Source | None = for_all("Where the source has it.", example={"document": "…"}, default=None)
    note: Text | None = for_all("A note on a fault of the source.", example="Asked twice in the source.", default=None)

    @model_validator(mode="after")
    def _can_be_answered(self) -> FormField:
        faults((*self._lacks(), *self._filled(), *self._kept()))
        return self

    def _lacks(self) -> Iterator[Fault]:
        for name in NEEDED.get(self.type, ()):
            if not getattr(self, name):
                yield (), f"A field of type `{self.type}` needs `{name}`.", f"Add `{name}`."

    def _filled(self) -> Iterator[Fault]:
        if self.fills_from is None:
            return
        path, name = ("fills_from",), self.fills_from
        fact = FACTS.get(name) or PLANNED.get(name)
        if fact is None:
            yield path, f"No form can be filled from `{name}`.", did_you_mean(name, [*FACTS, *PLANNED])
        elif self.type not in fact.types:
            hint = f"Its type can be one of: {quoted(fact.types)}. Or take `fills_from` out."
            yield path, f"`{name}` cannot fill a field of the type `{self.type}`.", hint
        elif self.type in NEEDED and (heads := self.columns or self.options):
            known = [head for head in heads if any(says(head, part) for part in fact.parts)]
            for head in heads:
                if head not in known and (near := nearest(head, fact.parts)) is not None:
                    yield path, f"`{name}` does not fill `{head}`.", f"Did you mean `{near}`?"
                    return
            if not known:
                hint = f"It fills what is called one of: {quoted(fact.parts)}."
                yield path, f"`{name}` fills none of {quoted(heads)}.", hint

    def _kept(self) -> Iterator[Fault]:
        if self.kept_as is None:
            return
        if self.type not in KEPT[self.kept_as]:
            message = f"`{self.kept_as}` cannot keep the answer to a field of the type `{self.type}`."
            yield ("kept_as",), message, f"Its type can be one of: {quoted(KEPT[self.kept_as])}."
        elif self.kept_as == "visited_by" and not {column.lower() for column in self.columns}.issuperset(VISITORS):
            message = "The record keeps the organisation and the role of each visitor, which this table does not ask."
            yield ("kept_as",), message, "Call two of the columns `Organisation` and `Role`."


class Branch(Record):
    """Pre-visit questions that one kind of provider answers."""

    id: Slug = for_all("Its id.", example="unregistered")
    title: Line = for_all("What it is called.", example="Unregistered providers")
    when: Annotated[str, Choice("all", "registered", "unregistered")] = for_all(
        "Who answers it.", example="unregistered"
    )
    fields: tuple[FormField, ...] = for_all("Its questions.", example=[{"id": "hours", "label": "…", "stored": "yes"}])
