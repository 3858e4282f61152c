"""A visit's record: `providers/<slug>/visits/<date>-<framework>[-<kind>][-<site>].yml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import JsonValue

from apdir.model.fields import Choice, Clock, Day, Line, Pairs, Record, Slug, Text, YesNo, field
from apdir.model.role import Role

State = Annotated[str, Choice("draft", "shared with provider", "disputed", "final")]
Rag = Annotated[str, Choice("red", "amber", "green")]


class Visitor(Record):
    """Who visited: an organisation and a role, never a name."""

    organisation: Line = field("The organisation that visited, as settings.yml names it.", example="the council")
    role: Role = field("The visitor's role; never a name.", example="AP officer")


class Period(Record):
    """From one day to another."""

    start: Day = field("The first day.", example="2026-03-09", alias="from")
    end: Day = field("The last day.", example="2026-03-20", alias="to")


class Times(Record):
    """From one time of day to another."""

    start: Clock = field("When it began.", example="09:30", alias="from")
    end: Clock = field("When it ended.", example="11:00", alias="to")


class Notice(Record):
    """What the provider was told beforehand."""

    given: Day = field("The day on which notice was given.", example="2026-03-04", visible="commissioner")
    period: Period | None = field(
        "The days within which the visit was to come.",
        example={"from": "2026-03-09", "to": "2026-03-20"},
        visible="commissioner",
        default=None,
    )


class Detail(Record):
    """What stands beside one judgement."""

    evidence: Text | None = field(
        "What was seen, read or heard.", example="Six staff files read.", visible="commissioner", default=None
    )
    note: Text | None = field(
        "The visitor's own note.", example="Ask again in spring.", visible="commissioner", default=None
    )
    action: Text | None = field("What was agreed.", example="Update the policy.", visible="commissioner", default=None)
    not_applicable: Text | None = field(
        "Why the requirement cannot apply to this provider.",
        example="No specialist equipment is used.",
        visible="commissioner",
        default=None,
    )


class Row(Record):
    """One row of a record whose marks stand on prompts or on several items together."""

    items: tuple[Line, ...] = field("The items that the row covers.", example=["1.3", "1.4", "1.5"])
    evidence: Text | None = field(
        "What the provider showed.", example="Weekly meeting notes.", visible="commissioner", default=None
    )
    note: Text | None = field(
        "What the visitors observed.", example="Tools are well supervised.", visible="commissioner", default=None
    )
    marks: tuple[Line, ...] = field(
        "The marks set on this row, in order; an empty list where none was set.", example=["green", "green"], default=()
    )
    action: Text | None = field("The action point.", example="Post the rules.", visible="commissioner", default=None)


class ThemeNote(Record):
    """What stands at the end of one theme."""

    comments: Text | None = field(
        "Comments on the theme.", example="A settled team.", visible="commissioner", default=None
    )
    priorities: Text | None = field(
        "Key priorities or actions.", example="Training for the deputy.", visible="commissioner", default=None
    )


class Conclusion(Record):
    """The concluding judgement of one section."""

    answer: Text | None = field(
        "The answer to the section's question.", example="Yes: well run.", visible="commissioner", default=None
    )
    judgement: Line | None = field("The rating, a value of the section's scale.", example="green", default=None)
    action: Text | None = field(
        "Follow-up agreed with the provider.", example="None.", visible="commissioner", default=None
    )


class DisputeStep(Record):
    """One step of a dispute about the judgements."""

    date: Day = field("When it was taken.", example="2026-03-20", visible="commissioner")
    step: Line = field("Which step.", example="evidence sent", visible="commissioner")
    by: Role = field("Which role took it.", example="Head of centre", visible="commissioner")
    note: Text | None = field("What was said.", example="Two files added.", visible="commissioner", default=None)


class Action(Record):
    """One line of the improvement plan."""

    area: Line = field(
        "The requirement's id, or the area in words. Public pages name the requirement, theme or area where it is the "
        "framework's own, and no other words.",
        example="1b",
        visible="commissioner",
    )
    action: Text = field("What is to be done.", example="Update the policy.", visible="commissioner")
    rag: Rag | None = field(
        "How it stands.", example="amber", visible="commissioner", default=None, label="Red, amber or green"
    )
    by: Day | None = field(
        "By when. Public pages say so until it is done, unless settings publish counts of actions alone.",
        example="2026-06-01",
        visible="commissioner",
        default=None,
    )
    who: Role | None = field("Which role does it.", example="Head of centre", visible="commissioner", default=None)
    done: Day | None = field("When it was done.", example="2026-05-20", visible="commissioner", default=None)
    review: Text | None = field(
        "What a review of progress found.", example="Seen in place.", visible="commissioner", default=None
    )


class Signature(Record):
    """That a side signed, and when: a role, never a name."""

    side: Line = field("For whom.", example="council", visible="commissioner", alias="for")
    role: Role = field("The signatory's role; never a name.", example="AP officer", visible="commissioner")
    date: Day | None = field("When.", example="2026-03-14", visible="commissioner", default=None)


class Visit(Record):
    """One visit under one framework."""

    framework: Slug = field("The framework's id; the version in force on the date is used.", example="coastshire")
    kind: Line = field("One of the framework's kinds of visit.", example="visit", default="visit")
    date: Day = field("The day of the visit.", example="2026-03-12")
    site: Slug | None = field(
        "The id of the site visited, where the provider has several.", example="main", default=None
    )
    state: State = field("How far the record has come. Only final visits count, and are public.", example="final")
    visited_by: tuple[Visitor, ...] = field(
        "The organisations and roles that visited.",
        example=[{"organisation": "the council", "role": "AP officer"}],
        default=(),
    )
    provider_represented_by: Role | None = field(
        "The role that spoke for the provider.",
        example="Head of centre",
        visible="commissioner",
        default=None,
        label="For the provider",
    )
    notice: Notice | None = field(
        "What the provider was told beforehand.", example={"given": "2026-03-04"}, visible="commissioner", default=None
    )
    time: Times | None = field(
        "When the visit began and ended.",
        example={"from": "09:30", "to": "11:00"},
        visible="commissioner",
        default=None,
    )
    reassesses: Line | None = field(
        "The earlier visit that this one reassesses.", example="2025-10-02-coastshire", default=None
    )
    header: dict[Line, JsonValue] = field(
        "Answers to the header fields of the framework's form, by their ids.",
        example={"overview": "A small centre."},
        visible="commissioner",
        default={},
    )
    pre_visit: dict[Line, JsonValue] = field(
        "Answers to the pre-visit questions, by their ids.", example={"pupils": "4"}, visible="commissioner", default={}
    )
    judgements: Pairs = field(
        "The judgement of each requirement, a value of its scale. Left out means unanswered, never met.",
        example={"1a": "fully"},
        default={},
    )
    details: dict[Line, Detail] = field(
        "Evidence, note, action or not applicable, by requirement. The public edition shows only that one does not "
        "apply.",
        example={"1a": {"evidence": "Six files read."}},
        visible="commissioner",
        default={},
    )
    rows: tuple[Row, ...] = field(
        "Rows, for records that mark prompts or groups.", example=[{"items": ["1.1"], "marks": ["green"]}], default=()
    )
    points: dict[Line, Text] = field(
        "Comments on walk points.", example={"w4": "Calm start."}, visible="commissioner", default={}
    )
    best_practice: dict[Line, tuple[Line, ...]] = field(
        "Which best-practice points were seen, by requirement, counted from 1.", example={"1.1": ["1", "3"]}, default={}
    )
    themes: dict[Line, ThemeNote] = field(
        "Comments and priorities, by theme.", example={"1": {"comments": "Secure."}}, visible="commissioner", default={}
    )
    concluding: dict[Line, Conclusion] = field(
        "Concluding judgements, by id.", example={"1C": {"judgement": "green"}}, default={}
    )
    areas: Pairs = field(
        "Judgements of areas, where the framework judges areas at a visit.",
        example={"quality-of-education": "good"},
        default={},
    )
    overall: Line | None = field(
        "The overall judgement, where the framework gives one at a visit.", example="good", default=None
    )
    outcome: Line | None = field("The outcome recorded, one of the framework's.", example="all met", default=None)
    decision: Text | None = field(
        "What was decided after an escalation.", example="Placements may go on.", visible="commissioner", default=None
    )
    dispute: tuple[DisputeStep, ...] = field(
        "Steps of a dispute.",
        example=[{"date": "2026-03-20", "step": "raised", "by": "Head of centre"}],
        visible="commissioner",
        default=(),
    )
    improvement_plan: tuple[Action, ...] = field(
        "What is to be improved, by when and by whom.",
        example=[{"area": "1b", "action": "Update the policy.", "by": "2026-06-01"}],
        visible="commissioner",
        default=(),
    )
    next_visit: Day | None = field(
        "When the next visit is planned.", example="2026-07-01", default=None, label="Next visit"
    )
    signed: tuple[Signature, ...] = field(
        "Who signed, by role.", example=[{"for": "council", "role": "AP officer"}], visible="commissioner", default=()
    )
    provider_folder: Slug | None = field(
        "The provider's folder; only the web editor writes it, and it must equal the folder.",
        example="riverside-learning",
        default=None,
        alias="provider",
    )
    confirmed_outcome: YesNo = field(
        "Whether a person confirmed an outcome that rests on this directory's convention.",
        example="yes",
        visible="commissioner",
        default=False,
    )

    @property
    def is_final(self) -> bool:
        """Whether the visit counts, and is public."""
        return self.state == "final"
