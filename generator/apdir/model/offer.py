"""A provider's offer: ages, days, lengths of placement, programmes, prices."""

from __future__ import annotations

import re
from typing import Annotated

from apdir.model.described import described
from apdir.model.fields import (
    LINE_KIND,
    LONGEST_LINE,
    Amount,
    Choice,
    Clock,
    Day,
    Kind,
    Line,
    Record,
    Text,
    Title,
    YesNo,
    for_all,
    words_of,
)
from apdir.model.numbers import Age, Capacity, DaysAWeek, HoursADay, Pupils, Weeks
from apdir.model.shapes import BASES, SHAPES, near_basis
from apdir.model.values import wrong
from apdir.problems import nearest, shown

KeyStage = Annotated[str, Choice("KS1", "KS2", "KS3", "KS4", "KS5")]
Weekday = Annotated[str, Choice("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
Delivery = Annotated[str, Choice("on site", "outreach", "online", "pupil's home", "community")]
Mode = Annotated[str, Choice("full-time", "part-time")]


#: Least similarity of two words for a slip of the pen, from 0 to 1: "lesson" is no "session".
SLIP = 0.8


def basis_of(per: str) -> str:
    """The basis of a price, however typed: `half day` for `Half-day`."""
    return " ".join(per.casefold().replace("-", " ").split())


def _per(value: str) -> str:
    """A basis, or other words; what means a basis must say so, for any other is not compared."""
    if basis_of(value) not in BASES:
        words = value.lower()
        near = next((name for name, ways in BASES.items() if re.match(near_basis(ways), words)), None)
        if near or (near := nearest(words, BASES, SLIP)):
            raise wrong(f"{shown(value)} is not one of the words for this.", f"Did you mean `{near}`?")
    return value


#: A line, which is read before the basis is looked at.
Basis = Annotated[str, Kind(_per, "Write what the amount is for.", LONGEST_LINE, shape=SHAPES["Basis"]), LINE_KIND]


class Hours(Record):
    """When a day starts and ends."""

    start: Clock = for_all("When the day starts.", example="09:30", alias="from")
    end: Clock = for_all("When the day ends.", example="15:00", alias="to")


class Ages(Record):
    """The youngest and the oldest age taken."""

    youngest: Age = for_all("The youngest age taken, in years.", example="11", alias="from")
    oldest: Age = for_all("The oldest age taken, in years.", example="16", alias="to")


class Length(Record):
    """A length of placement on offer."""

    mode: Mode = for_all("Full-time or part-time.", example="part-time")
    up_to_weeks: Weeks | None = for_all(
        "The longest placement, in weeks.", example="12", default=None, label="Up to how many weeks"
    )
    up_to_days: DaysAWeek | None = for_all(
        "The most days a week.", example="2", default=None, label="Up to how many days a week"
    )
    open_ended: YesNo = for_all("Whether a placement may last as long as it is needed.", example="yes", default=False)


class Vacancies(Record):
    """Free places on one day."""

    number: Pupils = for_all("How many places are free.", example="3")
    as_at: Day = for_all("The date this was correct.", example="2026-11-01")


class Programme(Record):
    """One programme or course."""

    name: Line = for_all("What it is called.", example="Construction")
    level: Line | None = for_all("Its level.", example="Level 1", default=None)
    qualification: Title | None = for_all("The qualification it leads to.", example="Award", default=None)
    awarding_body: Title | None = for_all("Who awards it.", example="An awarding body", default=None)
    outcome: Line | None = for_all("What a pupil leaves with.", example="Site safety card", default=None)


class Price(Record):
    """One price; shown as it is given, and where its basis allows, with what it comes to for a day of attendance."""

    amount: Amount = for_all("The amount in pounds.", example="95")
    per: Basis = for_all(
        "What the amount is for: day, half day, hour, session, week, term or placement; any other basis in words.",
        example="day",
    )
    hours: HoursADay | None = for_all(
        "How many hours a session lasts, for a price per session.", example="4", default=None
    )
    a_day: HoursADay | None = for_all(
        "How many of these hours, half days or sessions one pupil has in a day. Left out: as many as fit into the "
        "provider's day.",
        example="1",
        default=None,
    )
    note: Line | None = for_all(
        "What it includes or leaves out, or which pupils it is for. A price for some pupils or placements only is "
        "shown with these words, and not compared.",
        example="Lunch included",
        default=None,
    )


class Offer(Record):
    """What the provider offers, and to whom."""

    key_stages: tuple[KeyStage, ...] = for_all("Key stages taken.", example=["KS3", "KS4"], default=())
    ages: Ages | None = for_all("Ages taken.", example={"from": "11", "to": "16"}, default=None)
    needs: tuple[Line, ...] = for_all(
        "Needs it is set up for, in the words that settings.yml lists.", example=["SEMH", "autism"], default=()
    )
    subjects: tuple[Line, ...] = for_all("School subjects it teaches.", example=["English", "mathematics"], default=())
    delivery: tuple[Delivery, ...] = for_all("Where the teaching happens.", example=["on site"])
    days: tuple[Weekday, ...] = for_all("Days on which it runs.", example=["Mon", "Tue"], default=())
    hours: Hours | None = for_all(
        "When its day starts and ends.", example={"from": "09:30", "to": "15:00"}, default=None
    )
    lengths: tuple[Length, ...] = for_all(
        "Lengths of placement.", example=[{"mode": "part-time", "up_to_days": "2"}], default=()
    )
    dual_registration: YesNo | None = for_all(
        "Whether a pupil can be registered here and at their school.", example="no", default=None
    )
    capacity: Capacity | None = for_all("The most pupils at a time.", example="12", default=None)
    vacancies: Vacancies | None = for_all(
        "Free places, and the date this was correct.", example={"number": 3, "as_at": "2026-11-01"}, default=None
    )
    programmes: tuple[Programme, ...] = for_all(
        "Programmes and courses.", example=[{"name": "Construction", "level": "Level 1"}], default=()
    )
    price: tuple[Price, ...] = for_all(
        "Prices charged to schools.", example=[{"amount": "95", "per": "day"}], default=()
    )
    transport: Text | None = for_all(
        "How pupils get there.", example="Bus 9 stops outside.", default=None, label="Travel"
    )
    accessibility: Text | None = for_all(
        "Access for disabled pupils.",
        example="Step-free ground floor.",
        default=None,
        label="Access for disabled pupils",
    )
    admissions: Text | None = for_all(
        "How to refer a pupil, and what happens then.",
        example="Send the referral form; we visit within a week.",
        default=None,
    )
    meals: Text | None = for_all(
        "Food and drink.", example="Lunch is cooked with the pupils.", default=None, label="Food and drink"
    )


#: The few words that each field of an offer is chosen from, none where it may hold others.
CHOICES = {one.key: words_of(one.value) for one in described(Offer)}
