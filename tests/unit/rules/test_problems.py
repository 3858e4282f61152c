"""Problems as lines for people, JSON for programs and annotations for a pull request."""

import json
import re
from pathlib import Path

import pytest

from apdir.problems import FORMATS, Problem, did_you_mean, nearest, shown

PLAIN = Problem("providers/a/provider.md", 3, 7, "offer.hours.from", "Wrong.", "Do this.", "value")
WHOLE_FILE = Problem("providers/a", 0, 0, "", "There is no provider.md.", "Add it.", "missing file")
#: A record may hold anything: it must not end a line, start another annotation, or colour a terminal.
HOSTILE = Problem(
    "providers/a,b:c\r\n::error file=x::y/provider.md",
    1,
    1,
    "a\n::set-output name=x::y",
    "100% `\x1b[31m`\r\n::error::z\u2028::warning::w",
    "\x00\ud800 ::add-mask::",
    "kind,with:marks\n",
)
ALL = [PLAIN, WHOLE_FILE, HOSTILE]
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_each_format_is_as_a_person_read_it(form: str) -> None:
    said = "\n".join(FORMATS[form](ALL)) + "\n"
    assert said == (GOLDEN / f"problems.{form}").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_problem_is_one_line_whatever_it_holds(form: str) -> None:
    lines = list(FORMATS[form](ALL))
    assert len(lines) == len(ALL)
    for line in lines:
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", line)
        assert line.splitlines() == [line]


def test_an_annotation_is_one_command_whatever_it_holds() -> None:
    for line in FORMATS["github"](ALL):
        properties, _, said = line.removeprefix("::error ").partition("::")
        assert re.fullmatch(r"(file|line|col|title)=[^,:]*(,(file|line|col|title)=[^,:]*)*", properties)
        assert said


def test_of_more_problems_than_the_host_shows_the_last_annotation_counts_the_others() -> None:
    ten, more = [PLAIN] * 10, [PLAIN] * 9 + [HOSTILE] * 3
    assert [line.startswith("::error file=") for line in FORMATS["github"](ten)] == [True] * 10
    *first, counts, one, two, three = FORMATS["github"](more)
    assert [line.startswith("::error file=") for line in first] == [True] * 9
    assert counts == "::error title=and 3 more::3 more are in the log of this step, a line each."
    assert one == two == three
    assert one.startswith("- providers/a,b:c")


def test_json_says_everything() -> None:
    told = json.loads("".join(FORMATS["json"](ALL)))
    assert told["count"] == 3
    assert Problem(**told["problems"][0]) == PLAIN
    assert told["problems"][2]["field"] == HOSTILE.field


def test_the_nearest_word_is_named_and_no_guess_is_made_between_two() -> None:
    assert nearest("tpye", ["type", "name", "status"]) == "type"
    assert nearest("DERBY", ["derby", "align"]) == "derby"
    assert nearest("KS7", ["KS1", "KS2"]) is None
    assert nearest("zzz", ["type"]) is None
    assert nearest("type", []) is None
    assert did_you_mean("tpye", ["type", "name"]) == "Did you mean `type`?"
    assert did_you_mean("KS7", ["KS1", "KS2"]) == "Use one of: `KS1`, `KS2`."
    assert did_you_mean("a", []) == "There is none."


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shown(" 14/09\n2026 ") == "`14/09 2026`"
    assert shown("x" * 60) == f"`{'x' * 60}`"
    assert shown("x" * 61) == f"`{'x' * 59}…`"
    assert shown("a\x1b[31mb\u2028c") == "`a [31mb c`"
