"""The quick look that says a text holds nothing of a pupil's: where it says so, the patterns find nothing."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as some

from generator.pupil import findings
from generator.pupil.numbers import LABELLED, RUN
from generator.pupil.quick import may_have, may_have_six_digits

#: What runs of digits are made of, and what stands around them.
PIECES = ("2026-11-22", "2026-11", "11-22", "1", "22", "333", "4444", "55555", "-", " ", "x", "\n", "é")


def test_every_short_run_of_digits_is_seen():
    texts = ["".join(signs) for length in range(6, 9) for signs in product("1- x", repeat=length)]
    found = [text for text in texts if RUN.search(text)]
    assert len(found) > 100
    assert [text for text in found if not may_have_six_digits(text)] == []


@given(some.lists(some.sampled_from(PIECES), max_size=8).map("".join))
def test_every_run_of_digits_is_seen(text):
    assert may_have_six_digits(text) or not RUN.search(text)


def test_a_day_of_a_record_is_passed_over():
    assert not may_have_six_digits("date: 2026-11-22\nchecked: {date: 2026-11-22, by: AP officer}\n")


def test_words_are_seen_wherever_they_stand():
    look = may_have(LABELLED)
    assert [word for word in LABELLED if not look(f"é{word}.")] == []
    assert not look("nothing of the kind\n")


def test_what_is_no_proper_text_is_read_in_full():
    assert findings("\udcff NHS number 943 476 5919") == findings("x NHS number 943 476 5919") != ()
    assert findings("\udcff a girl called Ann") == findings("x a girl called Ann") != ()
