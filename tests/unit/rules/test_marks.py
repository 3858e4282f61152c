"""Marks and what follows (R16, R17, R18), blanks of a form (R28), actions (R29), a source past its review (R30)."""

from datetime import date

import pytest

from apdir.model.form_field import FormField
from apdir.rules.answer import meaning
from apdir.summary.framework import policy_review
from tests.support.records import TODAY, library, said, states, summary, visit

ROWS = [["1.1"], ["1.2"], ["1.3", "1.4", "1.5"]]


def marked(marks=("green", "green", "green"), concluding="green", **fields):
    """A Leicestershire visit with the rows of its first section marked; None leaves a row without a mark."""
    rows = [{"items": items, "marks": [mark] if mark else []} for items, mark in zip(ROWS, marks, strict=True)]
    ends = {"1C": {"judgement": concluding}} if concluding else {}
    return summary(visit("leicestershire", "2026-10-06", rows=rows, concluding=ends, **fields)).visits[0].advice


def test_an_item_without_a_mark_is_flagged_and_never_green():
    assert not said(marked(), "R16", "Section 1")
    (row,) = said(marked(("green", None, "green")), "R16", "Section 1")
    assert (row.state, row.source, row.convention) == ("check", None, True)
    assert "1.2" in row.text
    (row,) = said(marked(("green", "green", None)), "R16", "Section 1")
    assert "1.3, 1.4, 1.5" in row.text


@pytest.mark.parametrize(
    ("marks", "concluding", "words"),
    [
        (("green", "green", "green"), "green", None),
        (("green", "amber", "green"), "amber", None),
        (("green", "amber", "green"), "red", None),
        (("green", "amber", "green"), "green", "The worst mark is amber, on 1.2, and"),
        (("red", "amber", "green"), "amber", "The worst mark is red, on 1.1, and"),
        (("green", "amber", None), None, "The worst mark is amber, on 1.2. That would be the suggestion"),
        ((None, None, None), None, None),
    ],
)
def test_the_worst_mark_stands_beside_the_concluding_judgement(marks, concluding, words):
    found = said(marked(marks, concluding), "R17")
    assert [row.text.startswith(words) for row in found] == ([True] if words else [])
    assert all(row.source is None and row.convention for row in found)


@pytest.mark.parametrize(
    ("marks", "concluding", "state"),
    [
        (("green", "amber", "green"), "amber", []),
        (("green", "amber", "green"), "red", ["due"]),
        (("green", "red", "green"), "amber", ["check"]),
    ],
)
def test_cause_for_concern_in_a_key_aspect_goes_to_the_chair(marks, concluding, state):
    assert states(marked(marks, concluding), "R18") == state
    assert states(marked(marks, concluding, decision="Placements go on."), "R18") == (["ok"] if state else [])


@pytest.mark.parametrize(("section", "found"), [("1C", 1), ("2C", 1), ("3C", 1), ("4C", 0)])
def test_systems_and_processes_are_not_a_key_aspect(section, found):
    made = visit("leicestershire", "2026-10-06", concluding={section: {"judgement": "red"}})
    rows = said(summary(made).visits[0].advice, "R18")
    assert len(rows) == found
    assert all("Alert the Chair of the Partnership" in row.text and row.convention for row in rows)


def test_frameworks_without_closing_questions_say_nothing_of_marks():
    advice = summary(visit("derby", "2026-10-06", judgements={"1a": "fully"})).visits[0].advice
    assert not [row for row in advice if row.rule in ("R16", "R17", "R18")]


@pytest.mark.parametrize(
    ("blank_means", "value", "read"),
    [
        ("not answered", "", "not answered"),
        ("not answered", None, "not answered"),
        ("not answered", "Off", "not answered"),
        ("not applicable", "", "not applicable"),
        ("not applicable", "Off", "not applicable"),
        ("not applicable", ["LAC"], "answered"),
        ("not answered", ["LAC"], "answered"),
    ],
)
def test_a_blank_box_is_not_applicable_only_where_the_form_says_so(blank_means, value, read):
    field = FormField(
        id="status", label="Status", type="ticks", options=("LAC",), stored=False, blank_means=blank_means
    )
    assert meaning(field, value) == read


def test_no_field_that_a_visit_stores_takes_a_blank_for_not_applicable():
    for versions in library().frameworks.values():
        for version in versions:
            fields = [*version.header, *(row for branch in version.pre_visit for row in branch.fields)]
            assert {row.blank_means for row in fields} <= {"not answered"}


@pytest.mark.parametrize(
    ("by", "done", "counts"),
    [
        ("2026-11-21", None, (0, 0, 1)),
        ("2026-11-22", None, (0, 1, 0)),
        ("2026-11-23", None, (0, 1, 0)),
        (None, None, (0, 1, 0)),
        ("2026-01-01", "2026-11-22", (1, 0, 0)),
    ],
)
def test_an_action_is_overdue_the_day_after_its_day(by, done, counts):
    action = {"area": "1b", "action": "Write it.", **({"by": by} if by else {}), **({"done": done} if done else {})}
    found = summary(visit("derby", "2026-03-12", improvement_plan=[action])).plan
    assert (found.done, found.open, found.overdue) == counts


@pytest.mark.parametrize(("today", "over"), [("2021-12-31", False), ("2022-01-01", True), ("2026-11-22", True)])
def test_a_source_is_past_its_review_the_day_after(today, over):
    found = policy_review(library().frameworks["amber-valley-erewash"][0], date.fromisoformat(today))
    assert (found is not None) is over
    if found is not None:
        assert (found.rule, found.state, found.due, found.convention) == ("R30", "overdue", date(2021, 12, 31), False)
    assert policy_review(library().frameworks["derby"][0], TODAY) is None
