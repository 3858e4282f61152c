"""A visit's record: `providers/<slug>/visits/<date>-<framework>[-<kind>][-<site>].yml`."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import JsonValue

from apdir.model.evidence import VisitEvidence
from apdir.model.fields import Choice, Clock, Day, Line, Pairs, Record, Slug, Text, YesNo, for_all, for_officers
from apdir.model.role import Owner, Role

#: How far a record of something made has come, and a visit's, which may be planned.
RECORDED = ("draft", "shared with provider", "disputed", "final")
State = Annotated[str, Choice("planned", *RECORDED)]
Rag = Annotated[str, Choice("red", "amber", "green")]


class Visitor(Record):
    """Who visited: an organisation and a role, never a name."""

    organisation: Line = for_all("The organisation that visited, as settings.yml names it.", example="the council")
    role: Role = for_all("The visitor's role; never a name.", example="AP officer")


class Period(Record):
    """From one day to another."""

    start: Day = for_all("The first day.", example="2026-03-09", alias="from")
    end: Day = for_all("The last day.", example="2026-03-20", alias="to")


class Times(Record):
    """From one time of day to another."""

    start: Clock = for_all("When it began.", example="09:30", alias="from")
    end: Clock = for_all("When it ended.", example="11:00", alias="to")


class Notice(Record):
    """What the provider was told beforehand."""

    given: Day | None = for_officers(
        "The day on which notice was given; left out where none was.", example="2026-03-04", default=None, shared=True
    )
    period: Period | None = for_officers(
        "The days within which the visit was to come. Of a planned visit: the first and the last day on which it may.",
        example={"from": "2026-03-09", "to": "2026-03-20"},
        default=None,
        shared=True,
    )


class Detail(Record):
    """What stands beside one judgement."""

    evidence: Text | None = for_officers(
        "What was seen, read or heard.", example="Six staff files read.", default=None, shared=True
    )
    note: Text | None = for_officers("The visitor's own note.", example="Ask again in spring.", default=None)
    action: Text | None = for_officers("What was agreed.", example="Update the policy.", default=None, shared=True)
    not_applicable: Text | None = for_officers(
        "Why the requirement cannot apply to this provider.",
        example="No specialist equipment is used.",
        default=None,
        shared=True,
    )


class Row(Record):
    """One row of a record whose marks stand on prompts or on several items together."""

    items: tuple[Line, ...] = for_all("The items that the row covers.", example=["1.3", "1.4", "1.5"])
    evidence: Text | None = for_officers(
        "What the provider showed.", example="Weekly meeting notes.", default=None, shared=True
    )
    note: Text | None = for_officers("Observer notes.", example="Tools are well supervised.", default=None, shared=True)
    marks: tuple[Line, ...] = for_all(
        "The marks set on this row, in order; an empty list where none was set.", example=["green", "green"], default=()
    )
    action: Text | None = for_officers("The action point.", example="Post the rules.", default=None, shared=True)


class ThemeNote(Record):
    """What stands at the end of one theme."""

    comments: Text | None = for_officers("Comments on the theme.", example="A settled team.", default=None, shared=True)
    priorities: Text | None = for_officers(
        "Key priorities or actions.", example="Training for the deputy.", default=None, shared=True
    )


class Conclusion(Record):
    """The concluding judgement of one section."""

    answer: Text | None = for_officers(
        "The answer to the section's question.", example="Yes: well run.", default=None, shared=True
    )
    judgement: Line | None = for_all("The rating, a value of the section's scale.", example="green", default=None)
    action: Text | None = for_officers(
        "Follow-up agreed with the provider.", example="None.", default=None, shared=True
    )


class DisputeStep(Record):
    """One step of a dispute about the judgements."""

    date: Day = for_officers("When it was taken.", example="2026-03-20", shared=True)
    step: Line = for_officers("Which step.", example="evidence sent", shared=True)
    by: Role = for_officers("Which role took it.", example="Head of centre", shared=True)
    note: Text | None = for_officers("What was said.", example="Two files added.", default=None)


class Action(Record):
    """One line of the improvement plan."""

    area: Line = for_officers(
        "The requirement's id, or the area in words. Public pages name the requirement, theme, area or part of the "
        "form where it is the framework's own, and no other words.",
        example="1b",
        shared=True,
    )
    action: Text = for_officers("What is to be done.", example="Update the policy.", shared=True)
    rag: Rag | None = for_officers(
        "How it stands.", example="amber", default=None, label="Red, amber or green", shared=True
    )
    by: Day | None = for_officers(
        "By when. Public pages say so until it is done, unless settings publish counts of actions alone.",
        example="2026-06-01",
        default=None,
        shared=True,
    )
    who: Role | None = for_officers("Which role does it.", example="Head of centre", default=None, shared=True)
    owner: Owner | None = for_officers(
        "Which of your roles or mailboxes is responsible for getting it done. Left out: that of the visit.",
        example="QA officer",
        default=None,
        label="Who is responsible",
    )
    done: Day | None = for_officers("When it was done.", example="2026-05-20", default=None, shared=True)
    review: Text | None = for_officers(
        "What a review of progress found.", example="Seen in place.", default=None, shared=True
    )


class Signature(Record):
    """That a side signed, and when: a role, never a name."""

    side: Line = for_officers("For whom.", example="council", alias="for")
    role: Role = for_officers("The signatory's role; never a name.", example="AP officer")
    date: Day | None = for_officers("When.", example="2026-03-14", default=None)


class Visit(Record):
    """One visit under one framework."""

    framework: Slug = for_all("The framework's id; the version in force on the date is used.", example="coastshire")
    kind: Line = for_all("One of the framework's kinds of visit.", example="visit", default="visit")
    date: Day = for_all(
        "The day of the visit. Of a planned visit: its day, or the first on which it may come.", example="2026-03-12"
    )
    site: Slug | None = for_all(
        "The id of the site visited, where the provider has several.", example="main", default=None
    )
    state: State = for_all(
        "What stage the record has reached. Only final visits count, and are public. A planned visit has not been "
        "made yet.",
        example="final",
    )
    visited_by: tuple[Visitor, ...] = for_all(
        "The organisations and roles that visited.",
        example=[{"organisation": "the council", "role": "AP officer"}],
        default=(),
    )
    provider_represented_by: Role | None = for_officers(
        "The role that spoke for the provider.",
        example="Head of centre",
        default=None,
        label="Provider's representative",
        shared=True,
    )
    notice: Notice | None = for_officers(
        "What the provider was told beforehand.", example={"given": "2026-03-04"}, default=None, shared=True
    )
    time: Times | None = for_officers(
        "When the visit began and ended; of a planned visit, when it is to.",
        example={"from": "09:30", "to": "11:00"},
        default=None,
        shared=True,
    )
    reassesses: Line | None = for_all(
        "The earlier visit that this one reassesses.", example="2025-10-02-coastshire", default=None
    )
    header: dict[Line, JsonValue] = for_officers(
        "Answers to the header fields of the framework's form, by their ids.",
        example={"overview": "A small centre."},
        default={},
    )
    pre_visit: dict[Line, JsonValue] = for_officers(
        "Answers to the pre-visit questions, by their ids.", example={"pupils": "4"}, default={}
    )
    self_assessment: dict[Line, Text] = for_officers(
        "What the provider said of itself before the visit, by requirement. It is never a judgement.",
        example={"1a": "Each member of staff is checked before the first day."},
        default={},
        shared=True,
    )
    judgements: Pairs = for_all(
        "The judgement of each requirement, a value of its scale. Left out means unanswered, never met.",
        example={"1a": "fully"},
        default={},
    )
    details: dict[Line, Detail] = for_officers(
        "Evidence, note, action or not applicable, by requirement. The public edition shows only that one does not "
        "apply.",
        example={"1a": {"evidence": "Six files read."}},
        default={},
        shared=True,
    )
    evidence: tuple[VisitEvidence, ...] = for_officers(
        "Evidence that somebody saw for a requirement, by reference: the file itself stays where it is kept.",
        example=[{"requirement": "1b", "what": "Single central record", "kept": "Records system, QA-0143",
                  "seen_by": "AP officer", "seen": "2026-03-12"}],
        default=(),
    )  # fmt: skip
    rows: tuple[Row, ...] = for_all(
        "Rows, for records that mark prompts or groups.", example=[{"items": ["1.1"], "marks": ["green"]}], default=()
    )
    points: dict[Line, Text] = for_officers(
        "Comments on walk points.", example={"w4": "Calm start."}, default={}, shared=True
    )
    best_practice: dict[Line, tuple[Line, ...]] = for_all(
        "Which best-practice points were seen, by requirement, counted from 1.", example={"1.1": ["1", "3"]}, default={}
    )
    themes: dict[Line, ThemeNote] = for_officers(
        "Comments and priorities, by theme.", example={"1": {"comments": "Secure."}}, default={}, shared=True
    )
    concluding: dict[Line, Conclusion] = for_all(
        "Concluding judgements, by id.", example={"1C": {"judgement": "green"}}, default={}
    )
    areas: Pairs = for_all(
        "Judgements of areas, where the framework judges areas at a visit.",
        example={"quality-of-education": "good"},
        default={},
    )
    overall: Line | None = for_all(
        "The overall judgement, where the framework gives one at a visit.", example="good", default=None
    )
    outcome: Line | None = for_all("The outcome recorded, one of the framework's.", example="all met", default=None)
    decision: Text | None = for_officers(
        "What was decided after an escalation.", example="Placements may go on.", default=None, shared=True
    )
    dispute: tuple[DisputeStep, ...] = for_officers(
        "Steps of a dispute.",
        example=[{"date": "2026-03-20", "step": "raised", "by": "Head of centre"}],
        default=(),
        shared=True,
    )
    improvement_plan: tuple[Action, ...] = for_officers(
        "What is to be improved, by when and by whom.",
        example=[{"area": "1b", "action": "Update the policy.", "by": "2026-06-01"}],
        default=(),
        shared=True,
    )
    next_visit: Day | None = for_all(
        "When the next visit is planned.", example="2026-07-01", default=None, label="Next visit"
    )
    owner: Owner | None = for_officers(
        "Which of your roles or mailboxes is responsible for follow-up. Left out: that of the provider.",
        example="QA officer",
        default=None,
        label="Who is responsible",
    )
    signed: tuple[Signature, ...] = for_officers(
        "Who signed, by role.", example=[{"for": "council", "role": "AP officer"}], default=()
    )
    provider_folder: Slug | None = for_all(
        "The provider's folder; only the web editor writes it, and it must equal the folder.",
        example="riverside-learning",
        default=None,
        alias="provider",
    )
    confirmed_outcome: YesNo = for_officers(
        "Whether a person confirmed an outcome based on this directory's rule.",
        example="yes",
        default=False,
    )

    @property
    def is_final(self) -> bool:
        """Whether the visit counts, and is public."""
        return self.state == "final"

    @property
    def is_planned(self) -> bool:
        """Whether the visit has not been made yet."""
        return self.state == "planned"

    @property
    def last_day(self) -> datetime.date:
        """The last day on which a planned visit may come."""
        period = self.notice.period if self.notice is not None else None
        return period.end if period is not None else self.date
