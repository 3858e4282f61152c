"""Advice of rules on a provider, a visit or a year on one day, with the source of each rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdir.model.framework import Framework
from apdir.model.policy import Source

STATES = ("overdue", "due", "check", "unknown", "ok")
LABELS = {
    "overdue": "Overdue",
    "due": "Due",
    "check": "Needs checking",
    "unknown": "Not recorded",
    "ok": "In order",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice of one rule. It never decides: where it is not `ok`, a person looks.

    ``state`` is one of `STATES`. ``source`` is None where no source states the rule; ``convention`` is true where any
    part of it is this directory's own, which ``text`` then names. ``about`` is the id of the visit or the year that it
    is about, None for the provider as a whole.
    """

    rule: str
    title: str
    state: str
    text: str
    source: str | None
    convention: bool
    due: date | None = None
    about: str | None = None

    @property
    def label(self) -> str:
        """The state in words."""
        return LABELS[self.state]

    @property
    def open(self) -> bool:
        """Whether anything is left to do or to look at."""
        return self.state != "ok"


def in_words(source: Source | None, framework: Framework | None = None) -> str | None:
    """A source as a line: its document and the part of it. A framework that comes from none is its own source."""
    if source is None:
        return framework.title if framework is not None and framework.source is None else None
    return f"{source.document}, {source.section}" if source.section else source.document


def due_state(due: date, today: date) -> str:
    """`overdue` from the day after something was due, `due` until then."""
    return "overdue" if due < today else "due"
