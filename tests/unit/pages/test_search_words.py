"""What words of the search stand for: the program's list, and a directory's own in its settings, told at their line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from apdir.handwritten import check_links
from apdir.library import read_library
from apdir.model.known_words import program_words, words_in
from apdir.model.search_words import SearchWords
from apdir.pages.words import Phrases, searched
from apdir.problems import Problem
from tests.support.sites import ROOT

SETTINGS = (ROOT / "settings.yml").read_text(encoding="utf-8")


def problems(folder: Path, words: str) -> list[Problem]:
    """What is wrong with a directory of the sample's settings and these words."""
    (folder / "providers").mkdir(exist_ok=True)
    before = SETTINGS.split("words:\n")[0]
    after = SETTINGS[SETTINGS.index("# The postcode districts") :]
    (folder / "settings.yml").write_text(f"{before}words:\n{words}\n{after}", encoding="utf-8")
    library = read_library(folder)
    return [*library.problems, *check_links(folder, library, (), date(2026, 11, 22))]


@pytest.mark.parametrize(
    ("words", "field", "told", "hint"),
    [
        ("{typed: [x], choose: {need: [autizm]}}", "words[1].choose.need[1]", "`autizm` is not a need", "`autism`"),
        ("{typed: [x], choose: {type: [farms]}}", "words[1].choose.type[1]", "`farms` is not a type", "`farm`"),
        ("{typed: [x], choose: {stage: [KS9]}}", "words[1].choose.stage[1]", "KS9", "KS1"),
        ("{typed: [x], pages: [guidence/words]}", "", "The link `guidence/words` leads to nothing", "Correct"),
        ("{typed: [lonely]}", "words[1].typed", "`lonely` stands for nothing else", "`means`"),
        ("{typed: [a, '!?']}", "words[1].typed[2]", "neither letters nor numbers", "Write what people type"),
        ("{typed: [a], asked: ['!?']}", "words[1].asked[1]", "neither letters nor numbers", "Write what people type"),
        ("{typed: [a, b], mean: [c]}", "words[1].mean", "mean", "`means`"),
    ],
)
def test_wrong_words_of_a_directory_are_told_at_their_line(words, field, told, hint, tmp_path):
    (problem,) = problems(tmp_path, f"  - {words}")
    line = (tmp_path / "settings.yml").read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert line == f"  - {words}"
    assert problem.field == field
    assert told in problem.message
    assert hint in problem.hint


def test_good_words_of_a_directory_are_no_problem(tmp_path):
    good = "  - {typed: [FAP, fair access panel], pages: [guidance/attendance-codes/, about/#registration]}"
    assert problems(tmp_path, good) == []


def test_a_directorys_words_are_found_beside_the_programs(tmp_path):
    assert problems(tmp_path, "  - {typed: [the Shed], asked: [Oakfield], means: [farm], pages: [about/]}") == []
    own = read_library(tmp_path).settings.words
    assert Phrases(own).said(words_in("One to one in the shed, from Oakfield by car.")) == {"=one-to-one", "=the-shed"}
    sent = list(searched(own, {"about/": "About"}.get))
    assert sent[-1] == {
        "name": "the Shed",
        "typed": ["the shed"],
        "asked": ["oakfield"],
        "mark": "=the-shed",
        "means": ("farm",),
        "pages": [("About", "about/")],
    }
    assert len(sent) == len(program_words().words) + 1


def _typed(entry: SearchWords) -> set[str]:
    return {" ".join(words_in(text)) for text in (*entry.typed, *entry.asked)}


def test_no_phrase_of_the_programs_list_is_there_twice():
    typed = [text for entry in program_words().words for text in _typed(entry)]
    seen: set[str] = set()
    twice = {text for text in typed if text in seen or seen.add(text)}
    assert twice == set()


def test_what_the_programs_list_chooses_is_what_the_sample_has():
    """Or a word would stand for nothing in any directory that begins from it."""
    words = read_library(ROOT).settings.vocabulary
    for entry in program_words().words:
        if entry.choose is not None:
            assert set(entry.choose.need) <= set(words.needs), entry.typed
            assert set(entry.choose.type) <= set(words.types), entry.typed
