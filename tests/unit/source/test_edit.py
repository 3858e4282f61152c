"""Edits by commands: the value changes, and comments, the order of fields and quotation marks stay."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apdir.source.edit import CannotEdit, Editable
from tests.support.sites import ROOT

RECORDS = sorted(path for path in ROOT.glob("providers/*/**/*") if path.suffix in (".md", ".yml"))
#: One value in so many is changed; `make test-long` asks for each.
EVERY = int(os.environ.get("EDITS_EVERY", "40"))
VISIT = """\
# A visit, typed by hand
framework:   derby     # the council's own
kind: 'visit'
date: 2026-03-12
state: "final"
visited_by: [ {organisation: the council, role: AP officer} ]

judgements:            # every standard
  "1a": fully
  "1b":                # not asked
  # the next was hard to judge
  "1c": partially

details:
  "1a": {evidence: Six files., note: "Ask: again"}
  "1c":
    evidence: >-
      Six staff files were read, of which four
      were whole.
    action: |
      Update the policy.

      Then tell everyone.
improvement_plan:
  - area: "1c"
    action: Update the policy.
    by: 2026-06-01     # agreed on the day

  # the second one
  - {area: "1a", action: Replace the log}
next_visit:  # to be agreed
signed: []
"""


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a record with its path."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    elif data is not None:
        yield path, data


def another(value: str) -> str:
    """A value of the same sort."""
    word = value.rstrip("\n")
    other = word[:-1] + ("8" if word[-1] == "9" else "9") if word[-1].isdigit() else f"{word}x"
    return other + value[len(word) :]


def there_and_back(every: int) -> int:
    done = 0
    for path in RECORDS:
        file = Editable(path.read_bytes().decode("utf-8"), path.suffix == ".md")
        for where, value in list(leaves(file.data))[done % every :: every]:
            changed = file.put(where, another(value))
            assert changed.put(where, value).text == file.text, (path, where)
            assert sum(line[0] in "+-" for line in difflib.ndiff(file.text.split("\n"), changed.text.split("\n"))) == 2
            done += 1
    return done


@pytest.mark.slow
def test_an_edit_and_its_undo_give_the_same_bytes_and_one_line_differs() -> None:
    """In `make test` with some values of the sample's records, in `make test-long` with every value."""
    assert there_and_back(EVERY) > 6000 // EVERY


def lines_that_differ(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("framework",), "align", ["- framework:   derby     # the council's own",
                                   "+ framework:   align     # the council's own"]),
        (("kind",), "it's", ["- kind: 'visit'", "+ kind: 'it''s'"]),
        (("state",), 'say "no"', ['- state: "final"', '+ state: "say \\"no\\""']),
        (("date",), "a: b", ["- date: 2026-03-12", '+ date: "a: b"']),
        (("judgements", "1b"), "limited", ['-   "1b":                # not asked',
                                          '+   "1b": limited                # not asked']),
        (("next_visit",), "2027-03-03", ["- next_visit:  # to be agreed", "+ next_visit: 2027-03-03  # to be agreed"]),
        (("visited_by", 0, "role"), "Head, a [b]",
         ["- visited_by: [ {organisation: the council, role: AP officer} ]",
          '+ visited_by: [ {organisation: the council, role: "Head, a [b]"} ]']),
        (("details", "1a", "note"), "Fine", ['-   "1a": {evidence: Six files., note: "Ask: again"}',
                                            '+   "1a": {evidence: Six files., note: "Fine"}']),
        (("details", "1a", "action"), "Tell them",
         ['-   "1a": {evidence: Six files., note: "Ask: again"}',
          '+   "1a": {evidence: Six files., note: "Ask: again", action: Tell them}']),
        (("details", "1c", "evidence"), "Six staff files were read, of which two were whole.",
         ["-       Six staff files were read, of which four", "+       Six staff files were read, of which two"]),
        (("details", "1c", "action"), "Update the policy.\n\nThen tell the staff.\n",
         ["-       Then tell everyone.", "+       Then tell the staff."]),
        (("improvement_plan", 0, "done"), "2026-05-20", ["+     done: 2026-05-20"]),
        (("improvement_plan", 1, "done"), "2026-05-20",
         ['-   - {area: "1a", action: Replace the log}',
          '+   - {area: "1a", action: Replace the log, done: 2026-05-20}']),
        (("improvement_plan", 2), {"area": "1b", "action": "Ask"}, ['+   - area: "1b"', "+     action: Ask"]),
        (("signed", 0), {"for": "council"}, ["- signed: []", "+ signed: [{for: council}]"]),
        (("outcome",), "all met", ["+ outcome: all met"]),
        (("header", "overview"), "Two\nlines", ["+ header:", "+   overview: |-", "+     Two", "+     lines"]),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_one_value_changes_and_nothing_else(
    path: tuple[str | int, ...], value: Any, expected: list[str], line_end: str
) -> None:
    file = Editable(VISIT.replace("\n", line_end))
    after = file.put(path, value, order=("framework", "outcome", "header"))
    assert lines_that_differ(VISIT, after.text.replace(line_end, "\n")) == expected
    assert after.text.count("\r") == (after.text.count("\n") if line_end == "\r\n" else 0)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("kind",), ["- kind: 'visit'"]),
        (("next_visit",), ["- next_visit:  # to be agreed"]),
        (("visited_by", 0), ["- visited_by: [ {organisation: the council, role: AP officer} ]"]),
        (("visited_by", 0, "role"), ["- visited_by: [ {organisation: the council, role: AP officer} ]",
                                     "+ visited_by: [ {organisation: the council} ]"]),
        (("details", "1a", "evidence"), ['-   "1a": {evidence: Six files., note: "Ask: again"}',
                                         '+   "1a": {note: "Ask: again"}']),
        (("improvement_plan", 0, "area"), ['-   - area: "1c"', "-     action: Update the policy.",
                                           "+   - action: Update the policy."]),
        (("improvement_plan", 1), ['-   - {area: "1a", action: Replace the log}']),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_field_or_an_item_goes_and_nothing_else(path: tuple[str | int, ...], expected: list[str]) -> None:
    assert lines_that_differ(VISIT, Editable(VISIT).drop(path).text) == expected


def test_front_matter_changes_and_the_description_stays() -> None:
    text = "\ufeff---\r\nname: Hill Farm # so called\r\nstatus: listed\r\n---\r\nA place\r\n---\r\nwith hens.\r\n"
    file = Editable(text, markdown=True)
    after = file.put(("status",), "suspended").put(("status_date",), "2026-11-03", order=("status", "status_date"))
    assert after.text == text.replace("listed\r\n", "suspended\r\nstatus_date: 2026-11-03\r\n")
    assert after.drop(("status_date",)).put(("status",), "listed").text == text


def test_values_put_together_are_those_put_one_by_one() -> None:
    """New fields and items come in the order of the model; what cannot be put beside the rest is refused."""
    changes: list[tuple[tuple[str | int, ...], Any]] = [
        (("judgements", "1b"), "fully"), (("judgements", "2b"), "not met"), (("judgements", "2a"), "fully"),
        (("details", "1c", "evidence"), "Another: text"), (("details", "2a", "note"), "A note"),
        (("improvement_plan", 2, "action"), "A third"), (("improvement_plan", 2, "by"), "2026-07-01"),
        (("improvement_plan", 3, "action"), "A fourth"), (("next_visit",), "2027-03-01"), (("signed", 0), "the head"),
        (("site",), "main"),
    ]  # fmt: skip
    fields = ["framework", "kind", "date", "site", "state"]
    one = Editable(VISIT)
    for path, value in changes:
        one = one.put(path, value, order=fields if len(path) == 1 else ())
    made = Editable(VISIT).put_together(changes, lambda path: fields if len(path) == 1 else ())
    assert made is not None
    assert made.data == one.data
    kept = [line for line in VISIT.splitlines() if "#" in line]
    assert [line for line in made.text.splitlines() if "#" in line] == [
        line.replace('"1b":', '"1b": fully').replace("next_visit:", "next_visit: 2027-03-01") for line in kept
    ]
    assert made.text.index("date:") < made.text.index("site: main") < made.text.index("state:")
    inside = [(("details", "1a"), {"note": "x"}), (("details", "1a", "note"), "y")]
    assert Editable(VISIT).put_together(inside, lambda _: ()) is None


def test_a_record_with_problems_is_left_alone() -> None:
    for text in ("name: a\nname: b\n", "name: [a\n", "\tname: a\n", "a: &b c\n"):
        with pytest.raises(CannotEdit, match="has problems"):
            Editable(text).put(("name",), "c")


WORDS = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=383, exclude_characters="\x7f\x85\xa0")) | (
    st.lists(st.text(alphabet="ab c:#'\"-?{[,]}&*!|>%@`\\", max_size=9), max_size=4).map("\n".join)
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@example(value="\n", name=("details", "1c", "evidence"))  # an empty text in the place of a folded one
@given(value=WORDS, name=st.sampled_from(sorted(dict(leaves(Editable(VISIT).data)), key=str)))
def test_whatever_is_written_is_read_again_or_refused(value: str, name: tuple[str | int, ...]) -> None:
    file = Editable(VISIT)
    try:
        after = file.put(name, value)
    except CannotEdit:
        return
    found = dict(leaves(after.data))
    assert found.pop(name).rstrip("\n") == value.rstrip("\n")
    assert found == {path: text for path, text in leaves(file.data) if path != name}
