"""An invented directory of any size: N providers, each with three visits under Derby's framework.

The same N gives the same bytes. Records keep the contract that people who edit records have, so that every side of
the benchmark reads what a council would write: about 16 kB of YAML and 1.5 kB of Markdown a provider.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import words

REQUIREMENTS = tuple(
    f"{theme}{letter}"
    for theme, letters in zip("12345", ("abcdefghi", "abcdefg", "abcdef", "abcdef", "abcd"), strict=True)
    for letter in letters
)
LESS = ("partially", "partially", "partially", "limited", "limited", "not at all")
#: The month of each visit and of the one that is planned after it.
MONTHS = (("2024-11", "2025-11"), ("2025-11", "2026-05"), ("2026-05", "2027-05"))
VISITS_EACH = len(MONTHS)
PAGES_EACH = 1 + VISITS_EACH
SEED = 20261122


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One invented provider: `slug` is its folder, `visits` are (date, YAML) pairs, oldest first."""

    slug: str
    record: str
    visits: tuple[tuple[str, str], ...]


def write_providers(root: Path, number: int) -> None:
    """Write `providers/<slug>/provider.md` and `visits/<date>-derby.yml` below `root` for `number` providers."""
    for provider in providers(number):
        visits = root / "providers" / provider.slug / "visits"
        visits.mkdir(parents=True)
        (visits.parent / "provider.md").write_text(provider.record, encoding="utf-8")
        for date, text in provider.visits:
            (visits / f"{date}-derby.yml").write_text(text, encoding="utf-8")


def providers(number: int) -> Iterator[Provider]:
    """Yield `number` providers; provider i depends on i alone, so a smaller corpus is the start of a larger one."""
    for index in range(number):
        chance = random.Random(SEED + index)
        name, kind = _name(index)
        yield Provider(
            slug=name.lower().replace(" ", "-"),
            record=_record(chance, index, name, kind),
            visits=tuple(_visit(chance, turn) for turn in range(VISITS_EACH)),
        )


def _name(index: int) -> tuple[str, str]:
    """A name that no other index has, and the provider type that goes with it."""
    trades = [(kind, trade) for kind, of_kind in words.KINDS for trade in of_kind]
    place = words.PLACES[index % len(words.PLACES)]
    index //= len(words.PLACES)
    kind, trade = trades[index % len(trades)]
    index //= len(trades)
    ending = words.ENDINGS[index % len(words.ENDINGS)]
    again = index // len(words.ENDINGS)
    return f"{place} {trade}{ending}{f' {again + 1}' if again else ''}", kind


def _record(chance: random.Random, index: int, name: str, kind: str) -> str:
    area, postcode = words.POSTCODES[index % len(words.POSTCODES)]
    host = f"{name.lower().replace(' ', '-')}.example"
    checked = f"2026-{chance.randint(8, 10):02}-{chance.randint(1, 28):02}"
    full_time = chance.random() < 0.5
    stages = chance.choice(("KS3, KS4", "KS4", "KS2, KS3", "KS3, KS4, KS5"))
    lengths = ["  - {mode: full-time, up_to_weeks: 12}"] if full_time else []
    lengths.append(f"  - {{mode: part-time, up_to_days: {chance.randint(1, 3)}}}")
    days = ", ".join(("Mon", "Tue", "Wed", "Thu", "Fri")[chance.randint(0, 2) :])
    capacity = chance.randint(6, 24)
    programmes = "\n".join(_programme(chance, subject) for subject in chance.sample(words.SUBJECTS, 4))
    delivery = "online" if kind == "online" else chance.choice(("on site", "on site, outreach", "on site, community"))
    lead = f"{chance.choice(words.GIVEN)} {chance.choice(words.FAMILY)}"
    return f"""---
name: {name}
type: {kind}
status: listed
checked: {{date: {checked}, by: AP officer}}
registration:
  status: unregistered
  gias_checked: {checked}
  figures:
    as_at: {checked}
    compulsory_age_full_time: {chance.randint(0, 4)}
    full_time_ehcp: 0
    full_time_looked_after: 0
    any_ehcp_or_looked_after: no
    sole_provision: 0
    operating_hours_per_week: 15
    full_time_hours: 15
    part_time_hours: 6
contact:
  role: Placements office
  phone: "01632 960{index % 1000:03}"
  email: placements@{host}
  website: "https://{host}"
safeguarding_lead:
  name: {lead}
  phone: "01632 960{(index + 500) % 1000:03}"
  email: safeguarding@{host}
sites:
- id: main
  name: Main site
  address: [{chance.randint(1, 99)} {chance.choice(words.STREETS)}, {area}]
  postcode: {postcode}
  public: true
serves: [{", ".join(dict.fromkeys((area, "Derby")))}]
offer:
  key_stages: [{stages}]
  needs: [{", ".join(chance.sample(words.NEEDS, 3))}]
  delivery: [{delivery}]
  days: [{days}]
  hours: {{from: "09:{chance.choice(("00", "15", "30"))}", to: "14:{chance.choice(("30", "45", "50"))}"}}
  lengths:
{chr(10).join(lengths)}
  dual_registration: false
  capacity: {capacity}
  vacancies: {{number: {chance.randint(0, capacity // 2)}, as_at: 2026-11-{chance.randint(1, 14):02}}}
  programmes:
{programmes}
  price:
  - {{amount: {chance.randrange(60, 160, 5)}, per: day}}
  - {{amount: {chance.randrange(30, 60, 5)}, per: half day}}
  transport: Schools arrange transport; the nearest bus stop is a five-minute walk away.
  accessibility: Step-free entrance and toilet; the upper workshop has stairs only.
  admissions: Referral form, a visit with the family, then a start within ten school days.
  meals: Breakfast and a hot lunch are included in the price.
dates:
  public_liability_expires: 2027-{chance.randint(1, 12):02}-28
  fire_risk_assessment: 2026-02-{chance.randint(1, 28):02}
  fire_drill: 2026-10-{chance.randint(1, 28):02}
  hs_policy: 2026-09-{chance.randint(1, 28):02}
  dsl_training: 2025-05-{chance.randint(1, 28):02}
---
{_description(chance, host)}"""


def _programme(chance: random.Random, subject: str) -> str:
    return f"""\
  - name: {subject}
    level: {chance.choice(("Entry 3", "Level 1", "Level 1", "Level 2"))}
    qualification: {chance.choice(words.QUALIFICATIONS)} in {subject[0].lower()}{subject[1:]}
    awarding_body: {chance.choice(words.BODIES)}
    outcome: {chance.choice(("Certificate", "Portfolio of work", "Units banked towards a full award"))}"""


def _description(chance: random.Random, host: str) -> str:
    strengths = "\n".join(f"- {line}" for line in chance.sample(words.STRENGTHS, 5))
    day = "\n".join(f"{place}. {line}" for place, line in enumerate(chance.sample(words.DAYS_OUT, 4), start=1))
    return f"""\
We work {chance.choice(words.SITUATIONS)}, with {chance.choice(words.PEOPLE)}. Pupils come for **practical work
that counts towards a qualification**, and for the quiet and the routine that go with it.

## What is different here

The centre

{strengths}

Please read [how a placement starts](https://{host}/start) and ask for the [timetable](https://{host}/timetable)
before you refer: *a place is not held without a date*.

## A day

{day}

## Working with your school

A named adult at the school and one at the centre speak at least once a week. Attendance is told **the same
morning**, and any concern at once, by telephone and in writing. Progress is measured from a starting point agreed
in the first week; see [a report](https://{host}/report) with invented figures.

> We would rather say no to a referral than start a placement that we cannot keep up.

For a visit, ring or write to [placements@{host}](mailto:placements@{host}).
"""


def _visit(chance: random.Random, turn: int) -> tuple[str, str]:
    """One visit as (date, YAML): a year apart, then half a year; its outcome follows from its judgements."""
    month, following = MONTHS[turn]
    day = chance.randint(4, 15)
    date = f"{month}-{day:02}"
    short = chance.choice((0, *range(2, 12), *range(2, 12), 17, 20))
    weak = frozenset(chance.sample(REQUIREMENTS, short))
    judgements = {area: chance.choice(LESS) if area in weak else "fully" for area in REQUIREMENTS}
    planned = sorted(weak)[:5] or sorted(chance.sample(REQUIREMENTS, 3))
    text = f"""\
framework: derby
kind: visit
date: {date}
site: main
state: final
visited_by:
- {{organisation: the council, role: AP officer}}
- {{organisation: a commissioning school, role: AP lead}}
provider_represented_by: Head of centre
judgements:
{_lines(f'  "{area}": {value}' for area, value in judgements.items())}
details:
{_lines(_detail(chance, area, judgements[area]) for area in REQUIREMENTS if area in weak or chance.random() < 0.4)}
outcome: {_outcome(short)}
improvement_plan:
{_lines(_plan(chance, area, month, following, turn) for area in planned)}
next_visit: {following}-{day:02}
signed:
- {{for: council, role: AP officer, date: {month}-{day + 5:02}}}
- {{for: provider, role: Head of centre, date: {month}-{day + 9:02}}}
"""
    return date, text


def _outcome(short: int) -> str:
    """Derby's outcome where `short` of the 32 judgements are less than `fully`."""
    if not short:
        return "all met"
    return "majority met" if len(REQUIREMENTS) - short > len(REQUIREMENTS) / 2 else "not met, may reapply"


def _detail(chance: random.Random, area: str, judgement: str) -> str:
    lines = [f'  "{area}":', f"    evidence: {chance.choice(words.EVIDENCE)}"]
    if judgement != "fully":
        lines += [f"    note: {chance.choice(words.NOTES)}", f"    action: {chance.choice(words.ACTIONS)}"]
    elif chance.random() < 0.2:
        lines.append(f"    note: {chance.choice(words.NOTES)}")
    return "\n".join(lines)


def _plan(chance: random.Random, area: str, month: str, following: str, turn: int) -> str:
    year, month_number = month.split("-")
    due = f"{int(year) + 1}-02" if month_number == "11" else f"{year}-{chance.choice(('09', '10', '12'))}"
    lines = [
        f'- area: "{area}"',
        f"  action: {chance.choice(words.ACTIONS)}",
        f"  rag: {chance.choice(('red', 'amber', 'amber', 'green'))}",
        f"  by: {due}-{chance.randint(1, 28):02}",
        "  who: Head of centre",
    ]
    if turn < VISITS_EACH - 1 or chance.random() < 0.4:
        done = due if turn < VISITS_EACH - 1 else f"{year}-{int(month_number) + 2:02}"
        lines += [f"  done: {done}-{chance.randint(1, 28):02}", f"  review: {chance.choice(words.REVIEWS)}"]
    return "\n".join(lines)


def _lines(parts: Iterator[str]) -> str:
    return "\n".join(parts)
