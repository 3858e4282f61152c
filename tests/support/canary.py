"""Records in which every value can be recognised: whatever an edition shows is traced back to its field.

`fill` walks a model and gives each of its fields a value that stands nowhere else: a word of its own, a day, a number,
a telephone number. A field is private where it, or anything it stands in, is for the commissioner edition.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from PIL import Image
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from apdir.model.described import described
from apdir.model.fields import Choice, Kind, PhotoFile, Slug
from apdir.model.framework import Framework
from apdir.model.provider import Provider, Site
from apdir.model.role import OWNER, ROLE
from apdir.model.visit import Action, Visit
from apdir.model.year import Year
from apdir.places.table import postcodes

#: Postcodes that there are, close to one another: a site's own, and the one near it.
REAL = [postcode for postcode, _ in postcodes("DE") if postcode.startswith("DE1 ")]
#: What tells an id, in which nothing can be marked, from other text.
SLUG, PHOTO = get_args(Slug)[1], get_args(PhotoFile)[1]
#: A field of a record, by the models and names that lead to it: ((Visit, "details"), (Detail, "evidence")).
Trail = tuple[tuple[type[BaseModel], str], ...]


@dataclass(frozen=True)
class Mark:
    """One value that can be recognised, the field it stands in, and whether only officers may see it."""

    trail: Trail
    value: str
    private: bool

    @property
    def field(self) -> str:
        """The field as a person reads it: `Visit.details.evidence`."""
        return ".".join([self.trail[0][0].__name__, *(name for _, name in self.trail)])

    @property
    def ways(self) -> list[str]:
        """The value in every way in which a page, a feed or a file could write it, in small letters."""
        ways = [self.value]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", self.value):
            day = date.fromisoformat(self.value)
            ways += [f"{day:%Y%m%d}", f"{day.day} {day:%B %Y}", f"{day.day} {day:%b %Y}"]
        elif re.fullmatch(r"\d\d:\d\d", self.value):
            clock = f"{time.fromisoformat(self.value):%-I:%M}"
            ways += [f"{clock}{space}{half}" for space in ("", " ") for half in ("am", "pm")]
        elif re.fullmatch(r"\d+", self.value):
            ways.append(f"{int(self.value):,}")
        elif " " in self.value:
            ways.append(self.value.replace(" ", ""))
        return [way.lower() for way in ways]


#: What a value is made of, where it stands by itself: "2" does not stand in "20".
WORD = re.compile(r"[0-9a-z]+")


def seen_in(text: str, marks: Sequence[Mark]) -> set[Mark]:
    """The marks that stand in a text, in any way of writing them."""
    text = text.lower()
    words = set(WORD.findall(text))

    def stands(way: str) -> bool:
        if not words.issuperset(WORD.findall(way)):
            return False
        if WORD.fullmatch(way):
            return True
        at = text.find(way)
        while at >= 0:
            if not WORD.match(text[at - 1 : at]) and not WORD.match(text[at + len(way) : at + len(way) + 1]):
                return True
            at = text.find(way, at + 1)
        return False

    return {mark for mark in marks if any(map(stands, mark.ways))}


def otherwise(value: str) -> str:
    """Another value of the same shape, which no mark has."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
    if re.fullmatch(r"\d\d:\d\d", value):
        return f"{value[:3]}{int(value[3:]) + 1:02}"
    if value in REAL:
        return REAL[REAL.index(value) + 300]
    if (number := re.fullmatch(r"(|7\.|01632 960)(\d+)", value)) is not None:
        return f"{number[1]}{int(number[2]) + (400 if ' ' in value else -1)}"
    return re.sub("[Zz]q", lambda found: "Yq" if found[0] == "Zq" else "yq", value)


class Filler:
    """Fills models, and remembers every mark that it made."""

    def __init__(self, first_day: date, taken: Collection[str] = ()) -> None:
        """Days are those from the first on but for the ones that are ``taken``, which pages may show for themselves."""
        self.marks: list[Mark] = []
        self._words = itertools.count(1)
        every = (first_day + timedelta(days=number) for number in itertools.count())
        self.taken = taken
        self._days = (day for day in every if day.isoformat() not in taken)
        self._minutes = itertools.count(4 * 60 + 1, 2)
        self._numbers = itertools.count(99_000, -7)  # downwards: a part is never more than its whole

    def fill(self, model: type[BaseModel], trail: Trail = (), *, private: bool = False) -> dict[str, Any]:
        """A record of a model with every field filled, by the names that files use."""
        data: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            hidden = private or is_private(info)
            example = info.examples[0] if info.examples else ""
            key = str(info.validation_alias or name)
            data[key] = self._value(info.annotation, info.metadata, example, (*trail, (model, name)), hidden)
        return data

    def _value(self, kind: Any, metadata: Sequence[Any], example: Any, trail: Trail, private: bool) -> Any:
        parts = [part for part in get_args(kind) if part not in (type(None), ...)]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.fill(kind, trail, private=private)
        if get_origin(kind) is tuple:
            return [self._value(parts[0], (), example[0], trail, private)]
        if get_origin(kind) is dict:
            key, inner = next(iter(example.items()))
            return {key: self._value(parts[1], (), inner, trail, private)}
        if hasattr(kind, "__metadata__"):
            return self._value(parts[0], kind.__metadata__, example, trail, private)
        if parts:
            return self._value(parts[0], metadata, example, trail, private)
        value = self._leaf(kind, metadata, str(example))
        if value is None:
            return str(example)
        self.marks.append(Mark(trail, value, private))
        return value

    def _leaf(self, kind: Any, metadata: Sequence[Any], example: str) -> str | None:
        """A value of its own, None where the field leaves no room for one: a choice, yes or no, an id."""
        if kind is bool or any(isinstance(entry, Choice) or entry in (SLUG, PHOTO) for entry in metadata):
            return None
        if kind is date:
            return next(self._days).isoformat()
        if kind is time:
            minutes = next(self._minutes)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        if kind in (int, Decimal):
            most = next((entry.bounds[1] for entry in metadata if isinstance(entry, Kind) and entry.bounds), None)
            if kind is int and most is not None and most < 99_000:
                return None
            return f"{'7.' if kind is Decimal and most is not None else ''}{next(self._numbers)}"
        number = next(self._words)
        shapes = {
            r".+@.+": f"zq{number:03}@canary.example",
            r"https?://.+": f"https://zq{number:03}.example",
            r"01632 .+": f"01632 960{number:03}",
            r"[A-Z]{2}\d \d[A-Z]{2}": REAL[number],
            r"\d{6}": f"{700_000 + number}",
            r"1\d{7}": f"{17_000_000 + number}",
            r"\d{3}/\d{4}": f"830/{7000 + number}",
        }
        for shape, value in shapes.items():
            if re.fullmatch(shape, example):
                return value
        return f"Zq{number:03}z lead" if ROLE in metadata or OWNER in metadata else f"Zq{number:03}z"


def spelled(value: Any) -> Iterator[str]:
    """Every value within records and summaries, as a file would write it; frameworks are nobody's secret."""
    if isinstance(value, Framework):
        return
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from spelled(getattr(value, name))
    elif is_dataclass(value):
        for entry in fields(value):
            yield from spelled(getattr(value, entry.name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from spelled(inner)
    elif isinstance(value, tuple | list | set):
        for inner in value:
            yield from spelled(inner)
    elif value is not None:
        yield value.strftime("%H:%M") if isinstance(value, time) else str(value)


def is_private(info: FieldInfo) -> bool:
    """Whether a field by itself is for the commissioner edition."""
    extra = info.json_schema_extra
    return isinstance(extra, dict) and extra.get("visible") == "commissioner"


def trails(model: type[BaseModel], start: Trail = ()) -> Iterator[Trail]:
    """Every field of a model and of the models within it."""
    for name, info in model.model_fields.items():
        trail = (*start, (model, name))
        yield trail
        for inner in _models(info.annotation):
            yield from trails(inner, trail)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models(part)


#: What a record must say in words that are known, so that nothing can be marked there.
KNOWN = frozenset(
    ["Provider.offer.ages.youngest", "Provider.offer.ages.oldest", "Provider.offer.lengths.up_to_weeks",
     "Provider.offer.lengths.up_to_days", "Provider.sites.programmes", "Visit.kind", "Visit.reassesses",
     "Visit.judgements", "Visit.evidence.requirement", "Visit.rows.items", "Visit.rows.marks", "Visit.best_practice",
     "Visit.concluding.judgement", "Visit.areas", "Visit.overall", "Visit.outcome", "Visit.signed.side", "Year.year",
     "Year.areas", "Year.overall", "Year.judged_on", "Year.received.term", "Year.dispute.date", "Year.dispute.step",
     "Year.dispute.by", "Year.dispute.note"]
)  # fmt: skip
#: Under which framework each field of a visit is filled in, and what must stand in it for the record to be right.
VISITS: dict[str, dict[str, Any]] = {
    "derby": {"header": "overview", "details": "1b", "judgements": {"1a": "fully"}, "themes": "1", "time": ...,
              "notice": ..., "decision": ..., "dispute": ..., "improvement_plan": ..., "signed": ...,
              "outcome": "not met, may reapply", "evidence": {"requirement": "1b"}},
    "leicestershire": {"rows": {"items": ["1.1"], "marks": ["green"]}, "concluding": {"judgement": "green"}},
    "align": {"best_practice": {"1.1": ["1"]}, "judgements": {"1.1": "in place"}},
    "herefordshire": {"pre_visit": "legal-requirements", "judgements": {"1.1": "fully met"},
                      "outcome": "not appropriate"},
    "amber-valley-erewash": {"kind": "learning walk", "points": "w1"},
}  # fmt: skip


#: Every other field that can be marked, a new one too, is filled in under the first.
OTHERS = {"framework", "provider", "date", "visited_by", "state", "site", "confirmed_outcome"}.union(*VISITS.values())
VISITS["derby"] |= {
    field.key: ... for field in described(Visit) if field.key not in OTHERS and f"Visit.{field.key}" not in KNOWN
}


#: Where the marks of a planned visit begin.
PLANNED: Trail = ((Visit, "planned"),)


def write(root: Path, settings: dict[str, Any]) -> list[Mark]:
    """A directory below ``root`` whose records are right and whose values can all be recognised; those marks.

    ``settings`` are those of some directory; its lists of words take in the marked ones.
    """
    terms = [*settings["terms"], *settings["year_terms"]]
    filler = Filler(date(2025, 3, 13), {term[end] for term in terms for end in ("from", "to")})
    first, second = filler.fill(Provider), filler.fill(Provider)
    first["status"] = "suspended"
    for provider in (first, second):
        provider["offer"]["ages"] = {"from": "11", "to": "16"}
        provider["sites"][0]["programmes"] = [provider["offer"]["programmes"][0]["name"]]
    del first["registration"]["urn"], first["registration"]["dfe_number"], first["registration"]["ofsted"]
    begun = len(filler.marks)
    first["sites"].append(
        filler.fill(Site, ((Provider, "sites"),)) | {"id": "hidden", "public": "no", "programmes": []}
    )
    # What would lead somebody to a place that is not public.
    for index, mark in enumerate(filler.marks[begun:], begun):
        filler.marks[index] = replace(mark, private=mark.trail[-1][1] in ("name", "address", "postcode", "near"))
    del second["status_date"], second["public_notice"], second["private_reason"], second["registration"]["figures"]
    second["registration"]["status"] = "registered"
    del second["registration"]["ofsted"][0]["outcome"]
    files = {"one/provider.md": _front(first), "two/provider.md": _front(second)}
    for framework, wanted in VISITS.items():
        visit = _visit(filler.fill(Visit), framework, wanted)
        if "notice" in visit:
            _give_notice(visit, filler)
        if "improvement_plan" in visit:
            _leave_open(visit, filler)
        files[f"one/visits/{visit['date']}-{framework}.yml"] = yaml.dump(visit, Dumper=yaml.CSafeDumper)
    visit = _planned(filler)
    files[f"one/visits/{visit['date']}-align.yml"] = yaml.dump(visit, Dumper=yaml.CSafeDumper)
    year = filler.fill(Year) | {"framework": "amber-valley-erewash", "year": "2024-25"}
    year |= {"judged_on": "2025-07-20", "overall": "good"}
    year["areas"] = dict.fromkeys(("quality-of-education", "behaviour-and-attitudes", "personal-development"), "good")
    year["received"][0]["term"] = "1"
    year["dispute"] = []
    files["one/years/2024-25-amber-valley-erewash.yml"] = yaml.dump(year, Dumper=yaml.CSafeDumper)
    words = settings["vocabulary"]
    for provider in (first, second):
        words["types"].append(provider["type"])
        words["needs"] += provider["offer"]["needs"]
        words["areas"] += provider["serves"]
        words["lists"] += [entry["name"] for entry in provider["lists"]]
    settings["publishing"]["totals"] = "yes"
    files["../settings.yml"] = yaml.dump(settings, Dumper=yaml.CSafeDumper)
    for name, text in files.items():
        path = root / "providers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for folder in ("one", "two"):
        (root / "providers" / folder / "pictures").mkdir()
        Image.new("RGB", (400, 300), "green").save(root / "providers" / folder / "pictures/yard.jpg")
    written = "\n".join(text for name, text in files.items() if "settings" not in name)
    return [mark for mark in filler.marks if mark.value in written]


def _front(provider: dict[str, Any]) -> str:
    return f"---\n{yaml.dump(provider, Dumper=yaml.CSafeDumper)}---\nA place with hens.\n"


def _visit(filled: dict[str, Any], framework: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """A visit with the fields that are wanted: those filled in under a key that the framework has, or as given."""
    visit = {name: filled[name] for name in ("date", "visited_by", "state")}
    visit |= {"framework": framework, "provider": "one"}
    for name, given in wanted.items():
        if given is ...:
            visit[name] = filled[name]
        elif name in ("rows", "evidence"):
            visit[name] = [filled[name][0] | given]
        elif name == "concluding":
            visit[name] = {"1C": filled[name]["1C"] | given}
        elif isinstance(filled[name], dict) and isinstance(given, str):
            visit[name] = {given: next(iter(filled[name].values()))}
        else:
            visit[name] = given
    if "signed" in visit:
        visit["signed"][0]["for"] = "council"
    return visit


def _planned(filler: Filler) -> dict[str, Any]:
    """A visit that is only planned: nothing of it is public, not even the fields that all may see of one made."""
    begun = len(filler.marks)
    filled = filler.fill(Visit, PLANNED, private=True)
    filler.marks[begun:] = [mark for mark in filler.marks[begun:] if mark.trail[-1][1] not in ("given", "start")
                            or mark.trail[-2][1] == "time"]  # fmt: skip
    notice = {"period": {"from": filled["date"], "to": filled["notice"]["period"]["to"]}}
    plan = {name: filled[name] for name in ("date", "visited_by", "time", "owner")}
    return plan | {"framework": "align", "provider": "one", "state": "planned", "notice": notice}


def _leave_open(visit: dict[str, Any], filler: Filler) -> None:
    """A second action that is not done: of it the public is told the requirement and the day, and nothing else."""
    begun = len(filler.marks)
    action = filler.fill(Action, ((Visit, "improvement_plan"),), private=True) | {"area": "1b"}
    del action["done"]
    visit["improvement_plan"].append(action)
    for index, mark in enumerate(filler.marks[begun:], begun):
        filler.marks[index] = replace(mark, private=mark.value != action["by"])


def _give_notice(visit: dict[str, Any], filler: Filler) -> None:
    """Notice of a visit on a day before it that stands nowhere else."""
    given = visit["notice"]["given"]
    days = (date.fromisoformat(visit["date"]) - timedelta(days=400 + number) for number in itertools.count())
    before = next(day.isoformat() for day in days if day.isoformat() not in filler.taken)
    filler.marks = [replace(mark, value=before) if mark.value == given else mark for mark in filler.marks]
    visit["notice"]["given"] = before
