"""The fields that a letter may have, each with its meaning, and what a record says for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from apdir.days import day_in_words, days_in_words
from apdir.directory import VisitRecord
from apdir.letters import report
from apdir.letters.blocks import Block
from apdir.model.provider import Provider
from apdir.model.settings import Council
from apdir.model.visiting import Outcome
from apdir.pages import views
from apdir.summary.planned import place_of, site_of


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter can say: a provider and a visit redacted for that provider, and what follows from its judgements.

    ``reassessed`` is the day of the visit that this one reassesses, ``reassess_by`` the last day of a reassessment that
    its judgements ask for. ``assessment`` is the address of the page for its self-assessment, ``page`` that of the
    framework's page. ``decides``: the visit gives or takes an approval in this directory.
    """

    provider: Provider
    record: VisitRecord
    council: Council
    today: date
    reassessed: date | None = None
    reassess_by: date | None = None
    assessment: str | None = None
    page: str = ""
    decides: bool = False

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that is recorded."""
        return self.record.framework.outcome.get(self.record.visit.outcome or "")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it is, where the value comes from if a record lacks it, and the value."""

    meaning: str
    comes_from: str
    value: Callable[[Facts], str | None]


def _day(day: date | None) -> str | None:
    return day_in_words(day) if day is not None else None


def _days(facts: Facts) -> str:
    it = facts.record.visit
    days = days_in_words(it.date, it.last_day)
    return days if it.last_day == it.date else f"one day from {days}"


def _kind(facts: Facts) -> str:
    kind = facts.record.framework.kind.get(facts.record.visit.kind)
    return views.small(kind.title if kind is not None else facts.record.visit.kind)


def _time(facts: Facts) -> str | None:
    time = facts.record.visit.time
    return f"{views.clock(time.start)} to {views.clock(time.end)}" if time is not None else None


def _site(facts: Facts) -> str | None:
    site = site_of(facts.record.visit, facts.provider)
    return site.name if site is not None else None


def _visitors(facts: Facts) -> str:
    return views.words([f"{who.organisation} ({who.role})" for who in facts.record.visit.visited_by])


def _notice_of_kind(facts: Facts) -> str | None:
    kind = facts.record.framework.kind.get(facts.record.visit.kind)
    return kind.notice if kind is not None else None


def _not_deciding(facts: Facts) -> str | None:
    if facts.decides:
        return None
    return f"This visit neither gives nor takes away an approval of {facts.provider.name} in our directory."


#: Every field by its name.
FIELDS: dict[str, Field] = {
    "council": Field("The council's name.", "settings.yml, `council.name`", lambda it: it.council.name),
    "directory": Field("What the directory is called.", "settings.yml, `council.directory`",
                       lambda it: it.council.directory),
    "team": Field("The team that keeps it.", "settings.yml, `council.team`", lambda it: it.council.team),
    "email": Field("The team's email address.", "settings.yml, `council.email`", lambda it: it.council.email),
    "phone": Field("The team's telephone number.", "settings.yml, `council.phone`", lambda it: it.council.phone),
    "today": Field("The day on which the letter is made.", "the clock", lambda it: _day(it.today)),
    "provider": Field("The provider's name.", "provider.md, `name`", lambda it: it.provider.name),
    "contact": Field("The role at the provider that the letter is for.", "provider.md, `contact.role`",
                     lambda it: it.provider.contact.role),
    "framework": Field("The framework, as pages call it.", "the framework's file, `short_title`",
                       lambda it: it.record.framework.short_title),
    "framework_title": Field("The framework's full title.", "the framework's file, `title`",
                             lambda it: it.record.framework.title),
    "kind": Field("The kind of visit, as within a sentence.", "the framework's file", _kind),
    "visit_day": Field("The day of the visit, or for which it is planned.", "`date`",
                       lambda it: _day(it.record.visit.date)),
    "visit_days": Field("The day of a planned visit, or the days within which it may come.", "`date`",
                        _days),
    "time": Field("From when to when.", "`time`", _time),
    "site": Field("The site that is visited.", "`site`", _site),
    "place": Field("The address of that site.", "provider.md, `sites`",
                   lambda it: place_of(it.record.visit, it.provider)),
    "visitors": Field("The organisations and roles that visit.", "`visited_by`", _visitors),
    "represented_by": Field("The role that spoke for the provider.", "`provider_represented_by`",
                            lambda it: it.record.visit.provider_represented_by),
    "notice_given": Field("The day on which notice was given.", "`notice.given`",
                          lambda it: _day(it.record.visit.notice.given) if it.record.visit.notice else None),
    "self_assessment": Field("The page on which the provider can say in advance how it meets the framework.",
                             "a framework with requirements", lambda it: it.assessment),
    "notice_rule": Field("What the framework says about notice.", "the framework's file, `kinds.notice`",
                         _notice_of_kind),
    "outcome": Field("What the visit ended in, in the framework's words.", "`outcome`",
                     lambda it: it.outcome.label if it.outcome else None),
    "outcome_meaning": Field("What that means.", "`outcome`", lambda it: it.outcome.meaning if it.outcome else None),
    "outcome_follows": Field("What happens next after that outcome.", "the framework's file, `outcomes.follows`",
                             lambda it: it.outcome.follows if it.outcome else None),
    "framework_page": Field("The page that says what the framework asks, and what its outcomes mean.", "always there",
                            lambda it: it.page),
    "not_deciding": Field("That the visit neither gives nor takes away an approval, where it does not.",
                          "only where the visit decides nothing here", _not_deciding),
    "decision": Field("What was decided after an escalation.", "`decision`", lambda it: it.record.visit.decision),
    "next_visit": Field("When the next visit is planned.", "`next_visit`",
                        lambda it: _day(it.record.visit.next_visit)),
    "reassessed_day": Field("The day of the visit that this one reassesses.", "`reassesses`",
                            lambda it: _day(it.reassessed)),
    "reassess_by": Field("The last day of the reassessment that the judgements ask for.",
                         "the framework's file, `reassess`", lambda it: _day(it.reassess_by)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part that takes lines of its own: what it is, and its blocks."""

    meaning: str
    blocks: Callable[[VisitRecord], Iterator[Block]]


#: Every part by its name.
PARTS = {
    "findings": Part("Everything that the visit found, under the framework's headings.", report.findings),
    "improvement_plan": Part("The improvement plan, under the framework's headings.", report.plan),
    "dispute_steps": Part("The steps of a dispute that were taken.", report.dispute),
    "dispute_path": Part("How a dispute goes under the framework.", report.stages),
}
