"""A framework holds together: no id twice, and every name that it uses is one that it has."""

import copy
from datetime import date

import pytest
import yaml

from apdir.model.checked_framework import CheckedFramework
from apdir.model.reading import read
from apdir.source import Document

SMALL = yaml.load(
    """
id: small
version: 2026-01
title: Small framework
short_title: Small framework
publisher: A partnership
source: {document: A paper}
in_force: {from: 2026-01-01}
summary: A small one.
applies_to: all
kinds:
  - {id: walk, title: Walk, asks: [looked, look, l1]}
  - {id: inspection, title: Inspection, from_term: 2}
  - {id: scrutiny, title: Scrutiny, same_day_as: inspection}
scales:
  - id: words
    title: Words
    values:
      - {key: good, label: Good, passes: yes, counts_as: met}
      - {key: poor, label: Poor, passes: no, counts_as: not met}
  - id: fewer
    title: Fewer words
    values:
      - {key: good, label: All good, passes: yes, counts_as: met}
scale: words
header:
  - {id: looked, label: Looked, stored: yes}
  - {id: contact, label: Contact, type: table, columns: [Name, Telephone, Fax], stored: no, fills_from: contact}
  - {id: who, label: Who, type: table, columns: [Organisation, Role], stored: yes, kept_as: visited_by}
  - {id: status, label: Status, type: choice, options: [It is registered, It is not], stored: no,
     fills_from: registration.status}
themes:
  - id: "1"
    title: First
    requirements:
      - {id: 1a, statements: [Drills are held.], may_not_apply: {when: it is online, source: framework,
         delivery: [online]}}
    lead_contact: {id: lead, label: Lead, stored: no, fills_from: name}
    concluding: {id: 1C, question: Is it well}
areas:
  - {id: teaching, title: Teaching}
overall: {id: all, title: Overall}
lists:
  - {id: look, title: Look, use: walk, points: [{id: l1, text: One.}, {id: l2, text: Two.}]}
outcomes:
  - {key: fine, label: Fine, meaning: It is., standing: approved}
schedule:
  - {id: walks, text: Two walks., count: 2, per: year, kind: walk, from_term: 1, until_term: 2, points: [l1]}
limits:
  - {id: reassessment-days, value: 56, unit: days, what: Until a reassessment.}
  - {id: drills, value: 1, unit: times a year, what: Drills., until: 2026-06-30, dates: [fire_drill], requirement: 1a}
  - {id: drills, value: 2, unit: times a year, what: Drills., from: 2026-07-01, kind: walk, dates: [fire_drill]}
  - {id: walk-notice-days, value: 7, unit: days, bound: at least, what: Notice.}
  - {id: part-time-days, value: 2, unit: days a week, what: Part-time.}
terms_a_year: 3
reassess: {overall: [poor], area: [poor], reading: As it says.}
commission: {area: teaching, lowest: good, reading: As it says., removal: It is considered.}
dispute:
  - {key: raised, label: Raised, text: It is raised.}
  - {key: agreed, label: Agreed, text: It is agreed., ends: yes}
escalate: {values: [poor], themes: ["1"], action: Tell the chair., reading: As it says.}
""",
    Loader=yaml.CBaseLoader,
)


def told(path, value):
    data = copy.deepcopy(SMALL)
    *way, last = path
    here = data
    for step in way:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    problems = read(CheckedFramework, Document("frameworks/small/2026-01.yml", data)).problems
    return [(row.field, f"{row.message} {row.hint}") for row in problems]


def test_a_sound_framework_has_no_problem():
    assert read(CheckedFramework, Document("small.yml", SMALL)).problems == ()


@pytest.mark.parametrize(
    ("path", "value", "field", "words"),
    [
        (("kinds", 1, "id"), "walk", "kinds[2].id", "`walk` is given twice"),
        (("scales", 0, "values", 1, "key"), "good", "scales[1].values[2].key", "`good` is given twice"),
        (
            ("scales", 1, "values", 0, "counts_as"),
            "partly",
            "scales[2].values[1].key",
            "`good` counts as something else",
        ),
        (("dispute", 1, "key"), "raised", "dispute[2].key", "`raised` is given twice"),
        (("lists", 0, "points", 1, "id"), "l1", "lists[1].points[2].id", "`l1` is given twice"),
        (("areas", 0, "id"), "look", "lists[1].id", "`look` is given twice"),
        (("schedule", 0, "id"), "teaching", "schedule[1].id", "`teaching` is given twice"),
        (("overall", "id"), "teaching", "overall.id", "`teaching` is given twice"),
        (("themes", 0, "id"), "1 a", "themes[1].id", "`1 a` has a space in it"),
        (("limits", 2, "from"), None, "limits[3].id", "`drills` is given twice for the same days"),
        (("limits", 1, "until"), None, "limits[3].id", "`drills` is given twice for the same days"),
        (("limits", 1, "until"), "2026-07-01", "limits[3].id", "`drills` is given twice for the same days"),
        (("schedule", 0, "kind"), "stroll", "schedule[1].kind", "no kind of visit `stroll`"),
        (("schedule", 0, "points"), ["l3"], "schedule[1].points[1]", "no point `l3`"),
        (("schedule", 0, "until_term"), "4", "schedule[1].until_term", "no term 4"),
        (("schedule", 0, "from_term"), "3", "schedule[1].until_term", "Term 2 comes before term 3"),
        (("kinds", 1, "from_term"), "0", "kinds[2].from_term", "no term 0"),
        (("kinds", 2, "same_day_as"), "visit", "kinds[3].same_day_as", "no kind of visit `visit`"),
        (("kinds", 0, "asks"), ["nothing"], "kinds[1].asks[1]", "no field, list or point `nothing`"),
        (("limits", 1, "dates"), ["drill"], "limits[2].dates[1]", "no date `drill`"),
        (("limits", 1, "requirement"), "1b", "limits[2].requirement", "no requirement `1b`"),
        (("limits", 2, "kind"), "visit", "limits[3].kind", "no kind of visit `visit`"),
        (("limits", 4, "value"), "9", "limits[5].value", "`9` cannot be right"),
        (("limits", 0, "id"), "walk-minutes", "reassess", "Nothing says by when"),
        (
            ("limits", 3, "id"),
            "walk-notice",
            "limits[4].id",
            "No rule reads a limit `walk-notice`. Did you mean",
        ),
        (("limits", 3, "id"), "sheep", "limits[4].id", "No rule reads a limit `sheep`. Say under `dates` what"),
        (("limits", 3, "unit"), "weeks", "limits[4].unit", "`walk-notice-days` takes it for `days`."),
        (("limits", 3, "bound"), None, "limits[4].bound", "`walk-notice-days` takes it for `at least`."),
        (("limits", 1, "unit"), "minutes", "limits[2].unit", "No next day can be worked out from `minutes`."),
        (("header", 1, "fills_from"), "contcat", "header[2].fills_from", "from `contcat`. Did you mean `contact`?"),
        (
            ("header", 1, "fills_from"),
            "name",
            "header[2].fills_from",
            "`name` cannot fill a field of the type",
        ),
        (("header", 1, "columns"), ["Nmae", "Email"], "header[2].fills_from", "not fill `Nmae`. Did you mean `Name`?"),
        (("header", 1, "columns"), ["Fax"], "header[2].fills_from", "`contact` fills none of `Fax`. It fills what is"),
        (("header", 1, "columns"), None, "header[2]", "A field of type `table` needs `columns`."),
        (("header", 2, "columns"), ["Organisation", "Job"], "header[3].kept_as", "organisation and the role of each"),
        (("header", 2, "kept_as"), "date", "header[3].kept_as", "`date` cannot keep the answer to a field of"),
        (("header", 3, "options"), ["Yes", "No"], "header[4].fills_from", "`registration.status` fills none of `Yes`"),
        (
            ("themes", 0, "lead_contact", "fills_from"),
            "nme",
            "themes[1].lead_contact.fills_from",
            "Did you mean `name`",
        ),
        (
            ("themes", 0, "requirements", 0, "may_not_apply", "delivery"),
            ["onlin"],
            "themes[1].requirements[1].may_not_apply.delivery[1]",
            "Did you mean `online`?",
        ),
        (("reassess", "overall"), ["bad"], "reassess.overall[1]", "no judgement `bad`"),
        (("reassess", "area"), ["bad"], "reassess.area[1]", "no judgement `bad`"),
        (("commission", "area"), "learning", "commission.area", "no area `learning`"),
        (("commission", "lowest"), "fair", "commission.lowest", "no judgement `fair`"),
        (("escalate", "themes"), ["2"], "escalate.themes[1]", "no theme with a closing question `2`"),
        (("escalate", "values"), ["bad"], "escalate.values[1]", "no judgement `bad`"),
    ],
)
def test_what_does_not_hold_is_told_at_its_place(path, value, field, words):
    found = told(path, value)
    assert (field, True) in [(at, words in message) for at, message in found], found
    assert len(found) == 1 or path[-1] in ("id", "key")  # what pointed at the old id is told too


def test_numbers_of_terms_need_a_year():
    fields = {field for field, _ in told(("terms_a_year",), None)}
    assert fields == {"kinds[2].from_term", "schedule[1].from_term", "schedule[1].until_term"}


def test_a_limit_holds_for_its_days():
    it = CheckedFramework.model_validate(SMALL)
    assert it.limit("drills", date(2026, 6, 30)).value == 1
    assert it.limit("drills", date(2026, 7, 1)).value == 2
    assert it.limit("other", date(2026, 7, 1)) is None
