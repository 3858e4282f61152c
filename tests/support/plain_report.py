"""A second reading of the files for the report to the board: plain YAML, one loop a number, nothing of the program.

Also random directories to hold the two readings against each other: the sample's providers, a few at a time, with other
days, statuses, offers and plans.
"""

from __future__ import annotations

import math
import random
import shutil
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from apdir.places import where
from tests.support.sites import ROOT

Rows = dict[str, list[str]]
#: The tables of a page by their headings, each with its rows by their labels.
Pages = dict[str, dict[str, Rows]]

STAGES = {"KS1": (5, 7), "KS2": (7, 11), "KS3": (11, 14), "KS4": (14, 16), "KS5": (16, 19)}
STATUSES = {
    "approved": "Approved", "with improvements": "Approved with improvements", "not met": "Standards not met",
    "visited": "Visited, no decision", "lapsed": "Expired", "never visited": "No published decision",
    "suspended": "Suspended", "withdrawn": "Withdrawn", "closed": "Closed",
}  # fmt: skip
GIVEN_BY_VISITS = ["approved", "with improvements", "not met", "visited", "lapsed"]
GROUPS = [["approved"], ["with improvements"], ["lapsed"], ["visited", "never visited"], ["not met", "suspended"]]
THEMES = {
    "safeguarding": "Safeguarding and wellbeing", "health-and-safety": "Health and safety",
    "admissions-support-guidance": "Admissions, support and guidance", "quality-of-education": "Quality of education",
    "leadership-and-staffing": "Leadership and staffing", "pupil-voice": "Pupil voice",
}  # fmt: skip


def plain_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)


def a_year_before(day: date) -> date:
    """The same day a year before; of a leap day the day before it."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


class Directory:
    """The records of one directory, as they stand in its files."""

    def __init__(self, root: Path, today: date) -> None:
        self.today = today
        self.settings = plain_yaml(root / "settings.yml")
        self.crosswalk = plain_yaml(ROOT / "frameworks/crosswalk.yml")
        files = (ROOT / "frameworks").glob("*/*.yml")
        self.frameworks = sorted((plain_yaml(file) for file in files), key=lambda it: it["in_force"]["from"])
        self.providers: dict[str, dict[str, Any]] = {}
        self.visits: dict[str, list[dict[str, Any]]] = {}
        self.planned = 0
        for folder in sorted((root / "providers").iterdir()):
            if (folder / "provider.md").is_file():
                front = (folder / "provider.md").read_text(encoding="utf-8").split("---\n", 2)[1]
                self.providers[folder.name] = yaml.load(front, yaml.CBaseLoader)
                every = [plain_yaml(file) for file in sorted(folder.glob("visits/*.yml"))]
                self.planned += sum(visit["state"] == "planned" for visit in every)
                self.visits[folder.name] = [visit for visit in every if visit["state"] == "final"]

    def name(self, slug: str) -> tuple[str, str]:
        return self.providers[slug]["name"].casefold(), slug

    def framework(self, visit: dict[str, Any]) -> dict[str, Any]:
        """The version that was in force on the day of a visit."""
        known = [it for it in self.frameworks if it["id"] == visit["framework"]]
        return [it for it in known if it["in_force"]["from"] <= visit["date"]][-1]

    def decides(self, visit: dict[str, Any]) -> bool:
        kinds = {kind["id"]: kind for kind in self.framework(visit)["kinds"]}
        return kinds[visit.get("kind", "visit")].get("decides", "yes") in ("yes", "true")

    def values(self, visit: dict[str, Any]) -> dict[str, str]:
        """What each judged requirement counts as; of the marks on a row, the lowest stands for all of its items."""
        framework = self.framework(visit)
        scales = {scale["id"]: scale["values"] for scale in framework["scales"]}
        found = {}
        for theme in framework.get("themes", []):
            for requirement in theme["requirements"]:
                values = scales[requirement.get("scale") or theme.get("scale") or framework["scale"]]
                keys = [value["key"] for value in values]
                given = visit.get("judgements", {}).get(requirement["id"])
                if given is None:
                    for row in visit.get("rows", []):
                        if requirement["id"] in row["items"] and row.get("marks"):
                            given = keys[max(keys.index(mark) for mark in row["marks"])]
                if given is not None:
                    found[requirement["id"]] = values[keys.index(given)]["counts_as"]
        return found

    def since(self, slug: str) -> str:
        """The day of a provider's present status."""
        record = self.providers[slug]
        return record.get("status_date") or record["checked"]["date"]

    def ended(self, slug: str, day: str) -> bool:
        """Whether a provider was closed or withdrawn by a day."""
        return self.providers[slug]["status"] in ("closed", "withdrawn") and self.since(slug) <= day

    def last_day(self, visit: dict[str, Any]) -> date:
        """Twelve months after a visit, or 28 days after the day that it planned."""
        day = date.fromisoformat(visit["date"])
        last = day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
        if visit.get("next_visit"):
            last = min(last, date.fromisoformat(visit["next_visit"]) + timedelta(days=28))
        return last

    def basis(self, slug: str, day: str) -> tuple[dict[str, Any] | None, str]:
        """The council's visit under Derby's framework on which an approval is based on a day, and what it gives."""
        counting = [
            visit
            for visit in self.visits[slug]
            if visit["framework"] == "derby" and visit["date"] <= day
            and any(it["organisation"] == "the council" for it in visit["visited_by"])
            and (visit.get("outcome") or visit.get("judgements"))
        ]  # fmt: skip
        given = []
        for visit in counting:
            outcomes = {outcome["key"]: outcome["standing"] for outcome in self.framework(visit)["outcomes"]}
            given.append((visit, outcomes.get(visit.get("outcome"), "none")))
        decided = [(visit, gives) for visit, gives in given if gives != "none"]
        gravest = ["approved", "with improvements", "not met"]
        if decided:
            return max(decided, key=lambda it: (it[0]["date"], gravest.index(it[1])))
        return (max(counting, key=lambda it: it["date"]), "visited") if counting else (None, "never visited")

    def status(self, slug: str, day: str) -> str:
        """A provider's approval status on a day."""
        record = self.providers[slug]
        if record["status"] != "listed" and (day == self.today.isoformat() or self.since(slug) <= day):
            return record["status"]
        visit, gives = self.basis(slug, day)
        if visit is not None and gives != "not met" and date.fromisoformat(day) > self.last_day(visit):
            return "lapsed"
        return gives

    def followed(self, slug: str, visit: dict[str, Any]) -> str | None:
        """The day of the next visit under the framework; of one that decides, the next that decides."""
        days = [
            other["date"]
            for other in self.visits[slug]
            if other["framework"] == visit["framework"] and other["date"] > visit["date"]
            and (self.decides(other) or not self.decides(visit))
        ]  # fmt: skip
        return min(days, default=None)

    def stages(self, slug: str) -> list[str]:
        offer = self.providers[slug]["offer"]
        if offer.get("key_stages"):
            return list(offer["key_stages"])
        young, old = int(offer["ages"]["from"]), int(offer["ages"]["to"])
        return [key for key, (first, last) in STAGES.items() if young < last and old > first]

    def serves(self, slug: str, area: str) -> bool:
        serves = self.providers[slug].get("serves", [])
        return area in serves or "England" in serves

    # What is counted, table by table.

    def visited(self, start: str, end: str) -> list[int]:
        made = [(slug, it) for slug in self.visits for it in self.visits[slug] if start <= it["date"] <= end]
        planned = in_time = later = 0
        for slug in self.visits:
            for visit in self.visits[slug]:
                plan = visit.get("next_visit")
                if plan and start <= plan <= end and not self.ended(slug, plan):
                    next_day = self.followed(slug, visit)
                    planned += 1
                    in_time += next_day is not None and next_day <= plan
                    later += next_day is not None and plan < next_day <= end
        decide = sum(self.decides(visit) for _, visit in made)
        return [len(made), decide, len({slug for slug, _ in made}), planned, in_time, later, planned - in_time - later]

    def statuses(self, end: str) -> list[str]:
        there = [self.status(slug, end) for slug in self.providers]
        past = end != self.today.isoformat()
        return ["not known" if past and key not in GIVEN_BY_VISITS else str(there.count(key)) for key in STATUSES]

    def judged(self, start: str, end: str) -> dict[str, list[int]]:
        found = {theme: [0, 0, 0] for theme in THEMES}
        for slug in self.visits:
            for visit in self.visits[slug]:
                shared = self.crosswalk["frameworks"][visit["framework"]]
                for requirement, counts_as in self.values(visit).items() if start <= visit["date"] <= end else ():
                    found[shared[requirement]["theme"]][["met", "partly", "not met"].index(counts_as)] += 1
        return found

    def acted(self, start: str, end: str) -> list[int]:
        agreed = done = 0
        late = []
        for slug in self.visits:
            for visit in self.visits[slug]:
                for action in visit.get("improvement_plan", []):
                    agreed += start <= visit["date"] <= end
                    done += start <= action.get("done", "") <= end
                    if visit["date"] <= end and not "" < action.get("done", "") <= end and not self.ended(slug, end):
                        by = action.get("by")
                        late.append((date.fromisoformat(end) - date.fromisoformat(by)).days if by else None)
        days = [it for it in late if it is not None]
        return [agreed, done, sum(it <= 0 for it in days), late.count(None), sum(1 <= it <= 30 for it in days),
                sum(31 <= it <= 90 for it in days), sum(it >= 91 for it in days)]  # fmt: skip

    def due(self) -> dict[str, int]:
        passed = ahead = 0
        until = self.today + timedelta(days=90)
        for slug in self.visits:
            for visit in self.visits[slug]:
                plan = visit.get("next_visit")
                if plan and self.followed(slug, visit) is None and not self.ended(slug, plan):
                    passed += plan < self.today.isoformat()
                    ahead += self.today.isoformat() <= plan <= until.isoformat()
        ends = 0
        for slug in self.providers:
            if self.status(slug, self.today.isoformat()) in ("approved", "with improvements"):
                basis, _ = self.basis(slug, self.today.isoformat())
                ends += basis is not None and self.last_day(basis) <= until
        return {
            "Visits overdue": passed,
            "Visits due in the next 90 days": ahead,
            "Visits planned": self.planned,
            "Approvals that expire": ends,
        }

    @property
    def used(self) -> list[str]:
        """Who is not closed or withdrawn."""
        return [slug for slug in self.providers if self.providers[slug]["status"] not in ("closed", "withdrawn")]

    def confirmed(self) -> dict[str, int]:
        ages = [(self.today - date.fromisoformat(self.providers[slug]["checked"]["date"])).days for slug in self.used]
        return {
            "In the last 90 days": sum(age <= 90 for age in ages),
            "91 to 180 days ago": sum(91 <= age <= 180 for age in ages),
            "181 to 365 days ago": sum(181 <= age <= 365 for age in ages),
            "More than 365 days ago": sum(age >= 366 for age in ages),
            "Out of date (more than 180 days ago)": sum(age > 180 for age in ages),
        }

    def places(self) -> Rows:
        rows: dict[str, list[int]] = {
            "Approved": [0] * 5, "Open, not approved": [0] * 5, "Not open to referrals": [0] * 5
        }  # fmt: skip
        for slug in self.used:
            status = self.status(slug, self.today.isoformat())
            label = "Not open to referrals" if status in ("not met", "suspended") else "Open, not approved"
            row = rows["Approved" if status in ("approved", "with improvements") else label]
            offer = self.providers[slug]["offer"]
            row[0] += 1
            row[1] += int(offer.get("capacity", 0))
            row[2] += "capacity" not in offer
            free = offer.get("vacancies")
            told = bool(free) and (self.today - date.fromisoformat(free["as_at"])).days <= 90
            row[3] += int(free["number"]) if told else 0
            row[4] += not told
        return {label: [str(number) for number in row] for label, row in rows.items()}

    def grouped(self, slugs: list[str]) -> list[str]:
        there = [self.status(slug, self.today.isoformat()) for slug in slugs]
        return [str(sum(status in group for status in there)) for group in GROUPS]

    @property
    def areas(self) -> list[str]:
        return [area for area in self.settings["vocabulary"]["areas"] if area != "England"]

    def gaps(self) -> dict[tuple[str, str, str], list[str]]:
        """Who is approved for an area, a need and a key stage, by folder."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for slug in self.providers:
            if self.status(slug, self.today.isoformat()) in ("approved", "with improvements"):
                for area in self.areas:
                    for need in self.providers[slug]["offer"].get("needs", []):
                        for stage in self.stages(slug):
                            if self.serves(slug, area):
                                found[area, need, stage].append(slug)
        return found

    def miles(self, postcode: str, stage: str) -> str:
        """How far the nearest public site of an approved provider for a key stage is."""
        here = where(postcode)
        far = []
        for slug in self.providers:
            approved = self.status(slug, self.today.isoformat()) in ("approved", "with improvements")
            for site in self.providers[slug].get("sites", []) if approved and stage in self.stages(slug) else ():
                there = where(site.get("postcode", "")) or where(site.get("near", ""))
                if here and there and site["public"] in ("yes", "true"):
                    far.append(math.dist(here, there) / 1609.344)
        return "none" if not far else "under 1" if min(far) < 1 else str(round(min(far)))

    def periods(self) -> dict[str, tuple[date, date]]:
        """The periods that have a report, by its address."""
        today = self.today
        first = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
        starts = sorted(date.fromisoformat(term["from"]) for term in self.settings["terms"])
        begun = [day for day in starts if day <= today]
        one = timedelta(days=1)
        return {
            "report/": (first, today),
            "report/last-year/": (first.replace(year=first.year - 1), first - one),
            "report/term/": (begun[-1], today),
            "report/last-term/": (begun[-2], begun[-1] - one),
        }

    def report(self) -> Pages:
        """Every table of every report."""
        return {path: self._report(start, end) for path, (start, end) in self.periods().items()}

    def _report(self, start: date, end: date) -> dict[str, Rows]:
        now = start.isoformat(), end.isoformat()
        then = a_year_before(start).isoformat(), a_year_before(end).isoformat()

        def both(labels: list[str], count: Any) -> Rows:
            return {label: [str(a), str(b)] for label, a, b in zip(labels, count(*now), count(*then), strict=True)}

        made = ["Visits made", "Visits that decide approval", "Providers visited", "Due in this period",
                "Due and made in time", "Due and made later", "Due and not made"]  # fmt: skip
        acted = ["Agreed in this period", "Done in this period", "Not due yet", "No date agreed",
                 "Overdue up to 30 days", "Overdue 31 to 90 days", "Overdue more than 90 days"]  # fmt: skip
        judged, earlier = self.judged(*now), self.judged(*then)

        def share(three: list[int]) -> str:
            percent = int(100 * three[0] / sum(three) + 0.5) if sum(three) else 0
            return f"{percent}% of {sum(three):,}" if sum(three) else "none"

        tables = {
            "Visits": both(made, self.visited),
            "Approval status": both(list(STATUSES.values()), lambda _, last: self.statuses(last)),
            "Findings by shared theme": {
                THEMES[key]: [*map(str, judged[key]), share(judged[key]), share(earlier[key])] for key in THEMES
            },
            "Actions": both(acted, self.acted),
        }
        if end == self.today:
            until = self.today + timedelta(days=90)
            kinds = {kind: [slug for slug in self.used if self.providers[slug]["type"] == kind]
                     for kind in self.settings["vocabulary"]["types"]}  # fmt: skip
            needs = {need: [slug for slug in self.used if need in self.providers[slug]["offer"].get("needs", [])]
                     for need in self.settings["vocabulary"]["needs"]}  # fmt: skip
            served = {area: [slug for slug in self.used if self.serves(slug, area)] for area in self.areas}
            tables |= {
                f"Due by {until.day} {until:%B %Y}": {label: [str(it)] for label, it in self.due().items()},
                "Details last confirmed": {label: [str(it)] for label, it in self.confirmed().items()},
                "Places offered and free": self.places(),
                "Approval by type": {
                    kind[0].upper() + kind[1:]: self.grouped(some) for kind, some in kinds.items() if some
                },
                "Approval by area": {area: self.grouped(some) for area, some in served.items()},
                "Approval by need": {need[0].upper() + need[1:]: self.grouped(some) for need, some in needs.items()},
            }
        return tables


def random_directory(root: Path, seed: int) -> date:
    """Write a directory of three to twelve of the sample's providers, changed at random; its day."""
    chance = random.Random(seed)
    today = date(2026, 11, 22) + timedelta(days=chance.choice((0, chance.randrange(600))))
    shutil.copy(ROOT / "settings.yml", root)
    words = plain_yaml(ROOT / "settings.yml")["vocabulary"]
    folders = sorted(file.parent for file in (ROOT / "providers").glob("*/provider.md"))

    def day(most: int) -> str:
        return (today - timedelta(days=chance.randrange(most))).isoformat()

    for folder in chance.sample(folders, chance.randint(3, 12)):
        _, front, text = (folder / "provider.md").read_text(encoding="utf-8").split("---\n", 2)
        record = yaml.load(front, yaml.CBaseLoader)
        offer = record["offer"]
        record["checked"]["date"] = day(500)
        record.pop("pictures", None)
        for key in ("status_date", "public_notice", "private_reason"):
            record.pop(key, None)
        record["status"] = chance.choice(["listed"] * 6 + ["suspended", "withdrawn", "closed"])
        if record["status"] != "listed":
            record |= {"status_date": day(700), "public_notice": "Ask the council before you place a pupil."}
        record["serves"] = chance.sample(words["areas"], chance.randint(1, 4))
        offer["needs"] = chance.sample(words["needs"], chance.randint(1, 5))
        if chance.random() < 0.3:
            offer.pop("capacity", None)
            offer.pop("vacancies", None)
        elif chance.random() < 0.7:
            offer["capacity"] = str(chance.randint(5, 40))
            offer["vacancies"] = {"number": str(chance.randint(0, 5)), "as_at": day(200)}
        new = root / "providers" / folder.name
        (new / "visits").mkdir(parents=True)
        front = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
        (new / "provider.md").write_text(f"---\n{front}---\n{text}", encoding="utf-8")
        for file in sorted(folder.glob("visits/*.yml")):
            if "amber-valley" not in file.name and chance.random() < 0.2:  # others name these, as what they reassess
                continue
            visit = plain_yaml(file)
            if visit["state"] == "planned" or chance.random() < 0.3:
                visit.pop("next_visit", None)
            elif chance.random() < 0.5:
                later = date.fromisoformat(visit["date"]) + timedelta(days=chance.randint(20, 400))
                visit["next_visit"] = later.isoformat()
            for action in visit.get("improvement_plan", []):
                agreed = date.fromisoformat(visit["date"])
                if chance.random() < 0.4:
                    action["by"] = (agreed + timedelta(days=chance.randint(1, 500))).isoformat()
                if chance.random() < 0.4:
                    action.pop("done", None)
                    action.pop("review", None)
            text_of_visit = yaml.safe_dump(visit, allow_unicode=True, sort_keys=False)
            (new / "visits" / file.name).write_text(text_of_visit, encoding="utf-8")
    return today
