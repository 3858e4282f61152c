"""A plain reading of the records, to hold the finder's answers against: one provider at a time, no index, no bits."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from apdir.directory import read_provider
from apdir.library import read_library
from apdir.places import Grid, where
from apdir.places.reach import METRES_A_MILE
from apdir.summary import summarise
from tests.support.sites import ROOT, TODAY

STAGES = {"KS1": (5, 7), "KS2": (7, 11), "KS3": (11, 14), "KS4": (14, 16), "KS5": (16, 19)}
#: Notes of the sample that keep a price to some pupils or placements.
LIMITED = (
    "Assessment placements only",
    "Assessment of up to fifteen days, agreed with the council",
    "For dual-registered pupils",
    "mornings only",
    "only with a day place",
)
Question = dict[str, list[str]]


@dataclass(frozen=True)
class Plain:
    """One provider's record as its file has it, with its standing, and the day of its newest final visit.

    ``decided`` is the id of the one site that the visit was of on which the standing rests, empty where of all.
    ``grave``: a finding that is worse is as grave as "standards not met".
    """

    slug: str
    record: dict[str, Any]
    description: str
    standing: str
    visited: str | None
    decided: str
    grave: bool

    @property
    def offer(self) -> dict[str, Any]:
        """What it offers."""
        offer: dict[str, Any] = self.record["offer"]
        return offer

    @property
    def open(self) -> bool:
        """Whether it is open to referrals."""
        return self.standing not in ("not met", "suspended", "withdrawn", "closed")

    def told(self) -> str:
        """What the description says, what its programmes lead to, what prices are for, travel and access."""
        leads = [
            row.get(key, "")
            for row in self.offer.get("programmes", ())
            for key in ("level", "qualification", "outcome")
        ]
        leads += [row.get(key, "") for row in self.offer.get("price", ()) for key in ("per", "note")]
        leads += [self.offer.get(key, "") for key in ("transport", "accessibility", "admissions", "meals")]
        return "\n".join([self.description, *leads]).lower()

    def ages(self) -> set[int]:
        """The ages that it takes."""
        if "ages" in self.offer:
            ages = self.offer["ages"]
            return set(range(int(ages["from"]), int(ages["to"]) + 1))
        return {age for stage in self.offer["key_stages"] for age in range(STAGES[stage][0], STAGES[stage][1] + 1)}

    def stages(self) -> set[str]:
        """The key stages that it takes."""
        if self.offer.get("key_stages"):
            return set(self.offer["key_stages"])
        ages = {key: int(value) for key, value in self.offer["ages"].items()}
        return {key for key, (young, old) in STAGES.items() if ages["from"] < old and ages["to"] > young}

    def days(self) -> set[str]:
        """The days on which it runs anywhere."""
        return set(
            self.offer.get("days") or [day for site in self.record.get("sites", ()) for day in site.get("days", ())]
        )

    def miles(self, place: Grid, asked: Question) -> list[tuple[float, str]]:
        """The miles to each public site that is open on the days asked for, the nearest first, and its name.

        Where all of the days are asked for and no one site has them, of those that have some.
        """
        days, places = set(asked.get("day", ())), []
        for site in self.record.get("sites", ()):
            there = where(site.get("postcode", "")) or where(site.get("near", ""))
            if there and site["public"] in ("yes", "true"):
                far = math.dist(place, there) / METRES_A_MILE
                places.append((far, site["name"], set(site.get("days") or self.days())))
        some = [one for one in places if not days or days & one[2]]
        each = [one for one in some if days <= one[2]]
        return sorted((far, name) for far, name, _ in (each if "day" in asked.get("all", ()) and each else some))

    def areas(self) -> set[str]:
        """The areas that it takes pupils from: whoever takes them from England takes them from each."""
        serves = set(self.record.get("serves", ()))
        return every_area() if "England" in serves else serves

    def lasts(self, length: dict[str, str], asked: str) -> bool:
        """Whether a length of placement can be as long as somebody asks."""
        endless = length.get("open_ended", "no") in ("yes", "true")
        if asked == "open":
            return endless
        return endless or "up_to_weeks" not in length or int(length["up_to_weeks"]) >= int(asked)

    def day_price(self) -> float | None:
        """What a day of attendance costs: as the record gives it, or worked out; None where it does not tell."""
        prices = [price for price in self.offer.get("price", ()) if price.get("note", "") not in LIMITED]
        for price in prices:
            if price["per"] == "day":
                return float(price["amount"])
        hours = self.offer.get("hours")
        day = clock(hours["to"]) - clock(hours["from"]) if hours else 0
        for price in prices:
            usual = {"hour": day, "half day": 1 if 0 < day <= 4 else 2}.get(price["per"], 0)
            if price["per"] == "session" and "hours" in price and day:
                usual = max(1, day // float(price["hours"]))
            times = float(price.get("a_day", usual)) if price["per"] in ("hour", "half day", "session") else 0
            if times:
                return round(times * float(price["amount"]), 2)
        return None

    def group(self, asked: Question) -> str | None:
        """Where in the answer to a question it stands; None where nowhere."""
        costs = self.costs(asked)
        if not self.suits(asked):
            elsewhere = costs == "within" and self.suits(asked, at=self.days())
            return ("uncovered" if self.open else "off") if elsewhere else None
        if not self.open:
            return "off" if costs in ("within", "otherwise") else None
        return costs

    def decided_days(self) -> set[str]:
        """The days on which what its standing is of is open."""
        sites = {site["id"]: site for site in self.record.get("sites", ())}
        own = sites[self.decided].get("days") if self.decided in sites else None
        return set(own or self.days())

    def costs(self, asked: Question) -> str | None:
        """How its price a day compares with what is asked: within, a little over, in another way; None where dearer."""
        most, price = float((asked.get("price") or ["inf"])[0]), self.day_price()
        if most == float("inf") or (price is not None and price <= most):
            return "within"
        if price is None:
            return "otherwise"
        return "over" if price <= 1.25 * most else None

    def sets(self) -> dict[str, set[str]]:
        """What it has of each group."""
        offer, lists = self.offer, self.record.get("lists", ())
        return {
            "need": set(offer.get("needs", ())),
            "stage": self.stages(),
            "age": {str(age) for age in self.ages()},
            "day": self.days(),
            "area": self.areas(),
            "type": {self.record["type"]},
            "how": set(offer["delivery"]),
            "subject": set(offer.get("subjects", ())),
            "registered": {"yes" if self.record["registration"]["status"] == "registered" else "no"},
            "standing": {self.standing},
            "level": {"visited" if self.visited else self.record.get("level", "not recorded")},
            "list": {one["name"] for one in lists} | {f"{one['name']}, {one['lot']}" for one in lists if "lot" in one},
        }

    def lacks(self, asked: Question) -> int:
        """How many choices it lacks in groups of which any will do: who lacks fewer fits better."""
        least = asked.get("length")
        modes = {one["mode"] for one in self.offer.get("lengths", ()) if not least or self.lasts(one, least[0])}
        sets = self.sets() | {"time": modes}
        return sum(len(set(asked[key]) - sets[key]) for key in asked if key in sets and key not in asked.get("all", ()))

    def suits(self, asked: Question, at: set[str] | None = None) -> bool:
        """Whether it suits all that is asked but the price.

        Any choice of a group will do, or all where that is asked; every group must. Days are those of ``at``, or else,
        where a standing is asked for too, of what that is of.
        """
        offer, sets = self.offer, self.sets()
        sets["day"] = at or (self.decided_days() if asked.get("standing") else self.days())
        together = asked.get("all", [])
        if any(asked.get(key) and not there & set(asked[key]) for key, there in sets.items()):
            return False
        if any(not set(asked.get(key, ())) <= sets[key] for key in together):
            return False
        lengths = offer.get("lengths", ())
        most = max((int(one.get("up_to_days", 7)) for one in lengths), default=7)
        if "day" in together and len(asked.get("day", ())) > most:
            return False
        if asked.get("time") or asked.get("length"):
            modes = asked.get("time") or ["full-time", "part-time"]
            least = asked.get("length")
            if not any(one["mode"] in modes and (not least or self.lasts(one, least[0])) for one in lengths):
                return False
        if asked.get("visited") and not (self.visited and self.visited >= months_ago(int(asked["visited"][0]))):
            return False
        free = self.open and offer.get("vacancies")
        return not asked.get("places") or bool(free and int(free["number"]) >= int(asked["places"][0]))


def clock(text: str) -> float:
    """A time of day in hours: 9.5 for 09:30."""
    hours, minutes = text.split(":")
    return int(hours) + int(minutes) / 60


def months_ago(months: int) -> str:
    """The same day so many months before the tests' day; that day is the 22nd, which every month has."""
    day = date.fromisoformat(TODAY)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1).isoformat()


@cache
def every_area() -> set[str]:
    """The areas that the sample's settings list."""
    return set(read_library(ROOT).settings.vocabulary.areas)


@cache
def records() -> tuple[Plain, ...]:
    """Every provider of this repository by name, those not listed last, as the public edition lists them."""
    library = read_library(ROOT)
    today = date.fromisoformat(TODAY)
    found = []
    for folder in sorted(file.parent for file in (ROOT / "providers").glob("*/provider.md")):
        _, front, text = (folder / "provider.md").read_text(encoding="utf-8").split("---\n", 2)
        visits = [yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader) for file in folder.glob("visits/*.yml")]
        days = [visit["date"] for visit in visits if visit["state"] == "final" and visit["date"] <= TODAY]
        record = read_provider(ROOT, folder.name, library).record()
        assert record is not None
        summary = summarise(record, library, today)
        standing = summary.standing
        grave = any(it.result.sign == "not met" for it in summary.warnings[:1])
        last = max(days, default=None)
        decided = next((visit.visit.site or "" for visit in record.visits if visit.id == standing.visit), "")
        decided = decided if standing.key in ("approved", "with improvements", "not met") else ""
        found.append(Plain(folder.name, yaml.load(front, yaml.CBaseLoader), text, standing.key, last, decided, grave))
    return tuple(sorted(found, key=lambda one: (not one.open, one.record["name"].casefold(), one.slug)))


def questions(number: int, seed: int) -> Sequence[Question]:
    """So many questions with two to five groups, each with one to three choices that some record has."""
    chance = random.Random(seed)
    words: dict[str, list[str]] = {
        "need": sorted({need for one in records() for need in one.offer.get("needs", ())}),
        "stage": list(STAGES),
        "day": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        "area": sorted({area for one in records() for area in one.areas()}),
        "how": ["on site", "outreach", "online", "pupil's home", "community"],
        "time": ["full-time", "part-time"],
        "subject": sorted({subject for one in records() for subject in one.offer.get("subjects", ())}),
        "registered": ["yes", "no"],
        "standing": sorted({one.standing for one in records()}),
        "level": ["visited", "desk-checked", "self-declared"],
        "list": sorted({name for one in records() for name in one.sets()["list"]}),
    }
    single = {
        "age": [str(age) for age in range(5, 19)],
        "length": ["6", "12", "24", "open"],
        "visited": ["3", "6", "12", "24"],
        "places": ["1", "2", "4", "8"],
        "price": ["60", "80", "95", "120", "150"],
    }
    made = []
    for _ in range(number):
        groups = chance.sample([*words, *single], chance.randint(1, 4))
        made.append(
            {
                key: [chance.choice(single[key])]
                if key in single
                else chance.sample(words[key], min(len(words[key]), chance.randint(1, 3)))
                for key in groups
            }
        )
    return made


def plainly(asked: Question) -> list[str]:
    """Who is shown in answer to a question, group after group, each by name."""
    groups = [(one.group(asked), one.slug) for one in records()]
    return [
        slug for part in ("within", "uncovered", "over", "otherwise", "off") for group, slug in groups if group == part
    ]


def number(asked: Question, beside: str = "") -> int:
    """How many are counted: who takes pupils and fits the price; ``beside`` a choice of standing, the others too."""
    fit = [one for one in records() if one.suits(asked) and one.costs(asked) == "within"]
    return sum(one.open or beside == "standing" for one in fit)
