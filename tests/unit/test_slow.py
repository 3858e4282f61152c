"""Slow inputs are searched for: hypothesis drives towards texts that take the most steps, counted and not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, target
from hypothesis import strategies as st

from apdir.markdown import faults, html
from apdir.model.fields import LONGEST_DESCRIPTION
from apdir.pages.text import first_sentence, plain
from tests.unit.fuzz import FUZZ

pytestmark = pytest.mark.slow

ATOMS = st.sampled_from(
    ["[", "](", ")", "<", "<b>", "<!--", "-->", "`", "``", "|", "|-", "- ", "1. ", ">", "#", "*", "_", "&#", "&amp;",
     "~~", "\n", "\n\n", " ", "a", "a@b.uk", "https://a.uk", "[a](b)", "[^1]", "- [ ] x\n"]
)  # fmt: skip
#: A text of one repeated piece, after another, at the limit of its length.
TEXTS = st.tuples(st.lists(ATOMS, max_size=3), st.lists(ATOMS, min_size=1, max_size=4)).map(
    lambda parts: ("".join(parts[0]) + "".join(parts[1]) * LONGEST_DESCRIPTION)[:LONGEST_DESCRIPTION]
)
#: Calls of functions, in Python and in C, for each character.
MOST = 60


def steps(work: Callable[[], object]) -> int:
    """Return how many functions are called and left while something is done."""
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("work", [faults, html, plain, first_sentence])
def test_no_description_takes_more_steps_than_its_length_allows(work: Callable[[str], object]) -> None:
    @FUZZ
    @given(TEXTS)
    def tried(text: str) -> None:
        count = steps(lambda: work(text))
        target(count / len(text))
        assert count < MOST * len(text)

    tried()
