"""A suggested provider: its answers make a harmless record, or a clear refusal."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from apdir.commands.main import apdir
from apdir.issue import FORM, form_text, questions, record_from
from apdir.source.edit import Editable
from tests.support.records import library
from tests.support.sites import ROOT, TODAY

ANSWERS = {
    "Name of the provider": "Mill Farm",
    "What kind of provider is it?": "farm",
    "Is it a registered school?": "No, it is not a school",
    "Office or role to ask for": "Farm office",
    "Telephone": "01632 960177",
    "Email": "_No response_",
    "Website": "https://millfarm.example",
    "Areas it takes pupils from": "Derby, Amber Valley",
    "Key stages": "KS3, KS4",
    "Where the teaching happens": "on site, pupil's home",
    "Needs it is set up for": "SEMH, speech, language and communication, autism",
    "What a day there looks like": "Hens first.\n\nThen the *garden*.",
}
EVIL = (
    "---\nname: Evil\n---\n# A heading\n<script>alert(1)</script> <img src=x onerror=y>\n$(touch x) `id` ; rm -r /\n"
    "!!python/object/apply:os.system [x]\n&anchor *alias\n{a: [b]} | > ' \" \\ \u202e\x00 ::set-output name=x::y\n"
    "[link](javascript:alert(1)) ![](x) @all #1\n<<<<<<< HEAD\n=======\n- [x] done\n1. one\n"
)


def body(**changes: str) -> str:
    answers = ANSWERS | changes
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{answer}" for label, answer in answers.items())


def made(text: str) -> tuple[str, list[str]]:
    _, record, problems = record_from(text, library().settings)
    return record or "", [f"{problem.field}: {problem.message}" for problem in problems]


def test_a_name_for_a_role_is_told_by_its_question(tmp_path: Path) -> None:
    command = ["--root", str(ROOT), "new", "provider", "--from-issue", "-"]
    done = CliRunner().invoke(apdir, command, input=body(**{"Office or role to ask for": "Zbigniew Kowalski"}))
    assert done.exit_code == 1
    assert "Office or role to ask for: This does not say which role or office is meant." in done.output
    assert "Kowalski" not in done.output


def test_the_form_is_what_the_questions_say() -> None:
    assert (ROOT / FORM).read_text(encoding="utf-8") == form_text(library().settings), "run `apdir schema`"
    assert list(ANSWERS) == [question.label for question in questions(library().settings)]


def test_answers_make_a_record_that_an_officer_must_confirm() -> None:
    text, problems = made(body())
    assert problems == []
    file = Editable(text, markdown=True)
    assert file.data["name"] == "Mill Farm"
    assert file.data["checked"] == {"date": None, "by": None}
    assert file.data["registration"] == {"status": "unregistered", "gias_checked": None}
    assert file.data["contact"]["website"] == "https://millfarm.example"
    assert file.data["contact"]["email"] is None
    assert file.data["offer"]["needs"] == ["SEMH", "speech, language and communication", "autism"]
    assert file.data["offer"]["delivery"] == ["on site", "pupil's home"]
    assert text.endswith("---\n\nHens first.\n\nThen the \\*garden\\*.\n")


@pytest.mark.parametrize("label", ANSWERS)
def test_what_is_evil_in_any_answer_is_text_or_refused(label: str) -> None:
    text, problems = made(body(**{label: EVIL}))
    if problems:
        assert text == ""
        assert all(problem.startswith(f"{label}: ") for problem in problems), problems
        assert not any(re.search(r"[\x00-\x1f\u202e]", problem) for problem in problems)
        return
    front, _, description = text.removeprefix("---\n").partition("\n---\n")
    clean, _ = made(body())
    harmless = Editable(clean, markdown=True).data
    data = Editable(text, markdown=True).data
    assert data.keys() == harmless.keys()
    assert {path for path in data if data[path] != harmless[path]} <= {"name", "contact"}
    assert "\u202e" not in text
    assert "\x00" not in text
    if label == "What a day there looks like":
        assert data == harmless
        assert not re.search(r"<|(?<!\\)[`\[*]|^#|^---|^- |^\d\.", description, re.MULTILINE), description
    else:
        assert front != ""


def test_pupil_data_is_refused_and_not_repeated() -> None:
    for label in ("Name of the provider", "Telephone", "What a day there looks like"):
        record, problems = made(body(**{label: "For a boy born on 14/03/2012"}))
        assert record == ""
        assert len(problems) == 1
        assert problems[0].startswith(f"{label}: This looks like pupil data: ")
        assert "2012" not in problems[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This issue does not suggest a provider."),
        ("### Which page?\n\nhttps://x.example", "This issue does not suggest a provider."),
        (body(**{"Name of the provider": "_No response_"}), "Name of the provider: This question has no answer."),
        (body(**{"What kind of provider is it?": "castle"}), "`castle` is not one of the answers to choose from."),
        (body(**{"What kind of provider is it?": "farm, online"}), "is not one of the answers to choose from."),
        (body(**{"Key stages": "KS3, KS9"}), "`KS3, KS9` is not one of the answers to choose from."),
        (body(**{"Telephone": "ring Bob"}), "Telephone: `ring Bob` is not a telephone number."),
        (body(**{"Email": "bob"}), "Email: `bob` is not an email address."),
        (body(**{"Website": "javascript:alert(1)"}), "is not a web address."),
        (body(**{"Name of the provider": "x" * 400}), "has 400 characters"),
        (body() + "\n\n### Telephone\n\n01632 960999" * 5_000, "Telephone: There are two headings with this question."),
    ],
)  # fmt: skip
def test_a_refusal_says_which_answer_and_why(text: str, words: str) -> None:
    record, problems = made(text)
    assert record == ""
    assert any(words in problem for problem in problems), problems
    assert len(problems) < 5


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(answer=st.text(), label=st.sampled_from(list(ANSWERS)))
def test_any_answer_gives_a_record_or_a_problem(answer: str, label: str) -> None:
    text, problems = made(body(**{label: answer}))
    assert bool(text) != bool(problems)
    if text:
        assert Editable(text, markdown=True).data["status"] == "listed"


@pytest.mark.slow
def test_the_command_writes_a_record_from_an_issue(tmp_path: Path) -> None:
    root = tmp_path / "records"
    (root / "providers").mkdir(parents=True)
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copy(ROOT / "settings.yml", root)
    command = ["--root", str(root), "--today", TODAY, "new", "provider"]
    done = CliRunner().invoke(apdir, [*command, "--from-issue", "-"], input=body())
    assert done.exit_code == 0, done.output
    assert "Wrote providers/mill-farm/provider.md." in done.output
    assert "checked.date: `date` is missing." in done.output
    again = CliRunner().invoke(apdir, [*command, "--from-issue", "-"], input=body())
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    evil = CliRunner().invoke(apdir, [*command, "--from-issue", "-"], input=body(**{"Telephone": EVIL}))
    assert (evil.exit_code, "No record was made." in evil.stderr) == (1, True)
    both = CliRunner().invoke(apdir, [*command, "Mill", "--from-issue", "-"], input=body())
    assert (both.exit_code, "leave the rest out" in both.stderr) == (2, True)
    odd = CliRunner().invoke(
        apdir, [*command, "--from-issue", "-"], input=body(**{"Name of the provider": "../../etc"})
    )
    assert odd.exit_code == 0
    assert sorted(path.name for path in (root / "providers").iterdir()) == ["etc", "mill-farm"]
