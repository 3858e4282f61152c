"""Totals for the public: no small number is there, and none can be worked out from the others."""

from __future__ import annotations

import itertools

from apdir.pages.totals import OTHERS, SMALL, among, apart


def test_groups_apart_have_no_small_row_and_leave_none_over() -> None:
    for numbers in itertools.product(range(8), repeat=4):
        groups = [(str(place), number) for place, number in enumerate(numbers)]
        shown = apart(groups)
        assert all(number >= SMALL for _, number in shown), numbers
        left = sum(numbers) - sum(number for _, number in shown)
        # What is left out, if anything, is the whole of a directory that is small itself.
        assert left == 0 or (left == sum(numbers) < SMALL), numbers
        named = {label for label, _ in shown}
        hidden = [number for label, number in groups if label not in named and number]
        assert not hidden or OTHERS in named or not shown, numbers


def test_a_small_part_of_a_whole_is_told_by_neither_number() -> None:
    assert [among(number, 12) for number in (0, 4, 5, 7, 8, 11, 12)] == [
        "fewer than 5", "fewer than 5", "5", "7", "more than 7", "more than 7", "12"
    ]  # fmt: skip
