"""The lists of words do what their examples say, and together tell sentences about a pupil from others."""

from pathlib import Path

import pytest

from apdir.pupil import findings
from apdir.pupil.flat import Flat
from apdir.pupil.phrases import Theme
from apdir.pupil.score import THEMES, told
from apdir.pupil.somebody import CHILDREN, somebody


@pytest.mark.parametrize("theme", [*THEMES, *CHILDREN], ids=lambda theme: theme.name)
def test_what_a_theme_gives_as_found_is_found_and_what_it_gives_as_passed_is_passed(theme: Theme) -> None:
    assert theme.found
    assert theme.passed
    for text in theme.found:
        assert findings(text), text
    for text in theme.passed:
        assert findings(text) == (), text


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_example_of_a_theme_has_it(theme: Theme) -> None:
    for text in theme.found if theme.points > 0 else theme.passed:
        data = Flat(text).data
        assert any(THEMES[number] == theme for one in somebody(data) for number in told(data, one)), text


def sentences(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.slow
def test_most_sentences_about_a_pupil_are_found_and_few_others() -> None:
    pupils, others = sentences("pupil_found.txt"), sentences("pupil_passed.txt")
    missed = [text for text in pupils if not findings(text)]
    alarms = [text for text in others if findings(text)]
    assert min(len(pupils), len(others)) > 400
    assert len(missed) < 0.04 * len(pupils), missed
    assert len(alarms) < 0.02 * len(others), alarms
