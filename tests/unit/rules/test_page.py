"""Each limit of a page: so many signs are accepted, and one more is refused by its number."""

from __future__ import annotations

import pytest

from apdir.rules.page import MOST, too_much

#: A piece of text with one of each kind of sign, and how many of them a page may have.
PIECES = (
    ("[a] ", 1_000), ("[a\n", 50), ("` ", 2_000), ("<b> ", 2_000), ("<!a>", 200), ("<?a>", 10), ("<a markdown>", 50),
    ("<a ", 50), ("](a\n", 50), ("~ ", 2_000), ("\\ ", 2_000), (":a\n", 150), ("#a\n", 500), ("---\na\n", 500),
    ("> > > > > > > > > > > > a\n", 0), (" " * 40 + "> a\n", 0),
)  # fmt: skip
WORDS = [words for _, _, words in MOST]


@pytest.mark.parametrize(("piece", "most", "words"), [
    (piece, most, words) for (piece, most), words in zip(PIECES, WORDS, strict=True)
], ids=WORDS)  # fmt: skip
def test_so_many_signs_are_accepted_and_one_more_is_told_by_number(piece: str, most: int, words: str) -> None:
    def told(count: int) -> list[str]:
        return [
            problem.message for problem in too_much("a.md", f"Words\n\n{piece * count}") if words in problem.message
        ]

    assert told(most) == []
    assert told(most + 1) == [f"This page has more than {most:,} {words}." if most else f"This page has {words}."]


def test_a_page_of_the_most_characters_is_accepted() -> None:
    assert too_much("a.md", "a" * 100_000) == []
    told = [problem.message for problem in too_much("a.md", "a" * 100_001)]
    assert told == ["This page has more than 100,000 characters."]
