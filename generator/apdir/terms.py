"""School terms: in which one a day falls, and by when something is due that comes round each term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from apdir.model.settings import Settings, YearTerm


class Span(Protocol):
    """A term of any sort: a first and a last day."""

    @property
    def start(self) -> date:
        """The first day."""

    @property
    def end(self) -> date:
        """The last day."""


AnySpan = TypeVar("AnySpan", bound=Span)


@dataclass(frozen=True, slots=True)
class Termly:
    """The state of a termly duty: by when the next is due, and since when one is missed."""

    done: bool
    due: date | None
    missed: date | None = None


def term_on(terms: Sequence[AnySpan], day: date) -> AnySpan | None:
    """The term that a day falls in, its first and last day counted; None in the holidays."""
    return next((term for term in terms if term.start <= day <= term.end), None)


def last_begun(terms: Sequence[AnySpan], day: date) -> AnySpan | None:
    """The latest term that had begun on a day: holidays belong to the term before them."""
    return max((term for term in terms if term.start <= day), key=lambda term: term.start, default=None)


def termly(terms: Sequence[Span], last: date, today: date) -> Termly | None:
    """The state of a duty that was last done on a day and comes round once a term; None where terms are not known.

    In a term: done since its first day, or due by its last; in the holidays the next term's last day is the one that
    counts. A whole term without it is missed.
    """
    order = sorted(terms, key=lambda term: term.start)
    begun = [term for term in order if term.start <= today]
    ahead = [term for term in order if term.start > today]
    if not begun or (begun[-1].end < today and not ahead):
        return None
    now = begun[-1] if today <= begun[-1].end else None
    over = begun[:-1] if now else begun
    missed = over[-1].end if over and last < over[-1].start else None
    following = ahead[0].end if ahead else None
    if now is None:
        return Termly(missed is None, following, missed)
    if last >= now.start:
        return Termly(True, following)
    return Termly(False, now.end, missed)


def terms_of_year(settings: Settings, year: str) -> tuple[YearTerm, ...]:
    """The terms of one school year that frameworks judge, in order."""
    return tuple(sorted((term for term in settings.year_terms if term.year == year), key=lambda term: term.number))


def year_term(settings: Settings, day: date) -> YearTerm | None:
    """The term of a judged year to which a day belongs: holidays belong to the term before them."""
    return last_begun(settings.year_terms, day)
