"""A provider suggested through an issue form: the form, and its answers as a record. Every answer is untrusted text.

The code host writes an issue's body as a heading of three number signs for each question, the answer below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from apdir.blank import provider_text
from apdir.model.described import keys_at
from apdir.model.fields import LONGEST
from apdir.model.offer import CHOICES
from apdir.model.provider import Provider
from apdir.model.settings import Settings
from apdir.placeholders import Fill
from apdir.problems import UNPRINTABLE, Problem, shown
from apdir.pupil import findings
from apdir.source import FieldPath
from apdir.source.edit import CannotEdit, Editable
from apdir.tables.sheets import BY_NAME, Column, plain

FORM = ".github/ISSUE_TEMPLATE/suggest-a-provider.yml"
LABEL = "suggested provider"
NO_ANSWER = "_No response_"
REGISTERED = {
    "Yes, it is a registered school": "registered",
    "No, it is not a school": "unregistered",
    "I do not know": "",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form and the field that its answer is for; without a field, the description."""

    label: str
    path: FieldPath
    sort: str
    needed: bool = False
    options: tuple[str, ...] = ()
    hint: str = ""


def questions(settings: Settings) -> tuple[Question, ...]:
    """The form's questions, in order, with the directory's own words to choose from."""
    words = settings.vocabulary
    return (
        Question("Name of the provider", ("name",), "input", needed=True),
        Question("What kind of provider is it?", ("type",), "dropdown", needed=True, options=words.types),
        Question("Is it a registered school?", ("registration", "status"), "dropdown", options=tuple(REGISTERED)),
        Question("Office or role to ask for", ("contact", "role"), "input",
                 hint="Never a person's name: `Placements office`, `Head of centre`."),
        Question("Telephone", ("contact", "phone"), "input"),
        Question("Email", ("contact", "email"), "input", hint="Of the office, not of a person."),
        Question("Website", ("contact", "website"), "input", hint="With https:// in front."),
        Question("Areas it takes pupils from", ("serves",), "several", options=words.areas),
        Question("Key stages", ("offer", "key_stages"), "several", options=CHOICES["key_stages"]),
        Question("Where the teaching happens", ("offer", "delivery"), "several", options=CHOICES["delivery"]),
        Question("Needs it is set up for", ("offer", "needs"), "several", options=words.needs),
        Question("What a day there looks like", (), "textarea", hint="Never write about a pupil."),
    )  # fmt: skip


def form_text(settings: Settings) -> str:
    """The issue form as the code host reads it; held equal to the questions by a test."""
    intro = (
        "Tell us of a provider that is not in the directory. An officer looks at it before anything is published. "
        "Do not write about pupils, and do not name people."
    )
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": intro}}]
    for number, question in enumerate(questions(settings), 1):
        attributes: dict[str, Any] = {"label": question.label}
        if question.hint:
            attributes["description"] = question.hint
        if question.options:
            attributes |= {"multiple": question.sort == "several", "options": list(question.options)}
        sort = "dropdown" if question.sort == "several" else question.sort
        entry = {"type": sort, "id": f"question-{number}", "attributes": attributes}
        if question.needed:
            entry["validations"] = {"required": True}
        body.append(entry)
    form = {
        "name": "Suggest a provider",
        "description": "A provider of alternative provision that is not in the directory yet.",
        "title": "Suggested provider",
        "labels": [LABEL],
        "body": body,
    }
    head = "# Made by `apdir schema` from the questions in generator/apdir/issue.py and the words of settings.yml.\n"
    return head + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=110)


def record_from(body: str, settings: Settings) -> tuple[str, str | None, list[Problem]]:
    """The provider's name, its record's text, and what is wrong with the answers; no text where anything is.

    Nobody has confirmed the facts yet, so `checked` stays empty: the checker asks an officer for it, and for the
    description where the issue has none.
    """
    asked = questions(settings)
    answers, problems = _answers(body, asked)
    columns = {column.path: column for column in BY_NAME["providers"].columns}
    values: dict[FieldPath, Any] = {}
    for question in asked:
        answer = answers.get(question.label, "")
        if question.needed and not answer:
            problems.append(_problem(question, "This question has no answer.", "Ask whoever wrote the issue."))
        kinds = dict.fromkeys(found.kind for found in findings(answer))
        if kinds:
            message = f"This looks like pupil data: {', '.join(kinds)}."
            hint = "Delete it from the issue, and from the issue's earlier versions."
            problems.append(_problem(question, message, hint))
        elif len(answer) > LONGEST:
            message = f"This answer has {len(answer):,} characters; {LONGEST:,} is the most."
            problems.append(_problem(question, message, "Ask for a shorter one."))
        elif answer and question.path:
            value, found = _value(question, answer, columns[question.path])
            problems += found
            if value:
                values[question.path] = value
    name = values.get(("name",), "")
    if problems:
        return str(name), None, problems
    description = _description(answers.get(asked[-1].label, ""))
    head = Editable(provider_text(name, {}, ""), markdown=True)
    try:
        for path, value in values.items():
            head = head.put(path, value, order=keys_at(Provider, path[:-1]))
    except CannotEdit as error:
        return name, None, [Problem("issue", 0, 0, "", str(error), "Write the record by hand.", "answer")]
    return name, f"{head.text}\n{description or Fill.DESCRIPTION}\n", []


def _answers(body: str, asked: tuple[Question, ...]) -> tuple[dict[str, str], list[Problem]]:
    """The text below each question's heading; a problem where the body is not this form's, or answers twice."""
    known = {question.label: question for question in asked}
    answers: dict[str, list[str]] = {}
    problems: list[Problem] = []
    here: str | None = None
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        heading = line[4:].strip() if line.startswith("### ") else None
        if heading in known:
            if heading in answers:
                message = "There are two headings with this question."
                problems.append(_problem(known[heading], message, "Keep the one with the answer, and edit the issue."))
            here = heading
            answers.setdefault(heading, [])
        elif here is not None:
            answers[here].append(line)
    if asked[0].label not in answers:
        hint = f"It must come from the form “Suggest a provider”, and begin with `### {asked[0].label}`."
        problems.append(Problem("issue", 0, 0, "", "This issue does not suggest a provider.", hint, "answer"))
    texts = {label: "\n".join(lines).strip() for label, lines in answers.items()}
    told = list(dict.fromkeys(problems))  # a heading may be there thousands of times
    return {label: "" if text == NO_ANSWER else text for label, text in texts.items()}, told


def _value(question: Question, answer: str, column: Column) -> tuple[Any, list[Problem]]:
    """An answer as the field's value: one of the words, or one line of text of the field's kind."""
    line = " ".join(UNPRINTABLE.sub(" ", answer).split())
    if question.options:
        chosen = _chosen(line, question)
        if chosen is None or (question.sort == "dropdown" and len(chosen) != 1):
            return None, [_problem(question, f"{shown(line)} is not one of the answers to choose from.",
                                   "Edit the issue so that it says one of them.")]  # fmt: skip
        if question.path == ("registration", "status"):
            return REGISTERED[chosen[0]], []
        return (chosen if question.sort == "several" else chosen[0]), []
    try:
        return plain(column.read(line)), []
    except ValidationError as error:
        said = [detail.get("ctx", {}) for detail in error.errors(include_url=False)]
        return None, [
            _problem(question, str(words.get("message", "This cannot be right.")), str(words.get("hint", "")))
            for words in said
        ]


def _chosen(line: str, question: Question) -> list[str] | None:
    """The options that an answer names, commas between them; None where it has anything else."""
    words = "|".join(re.escape(word) for word in sorted(question.options, key=len, reverse=True))
    # One word after the other, the longest that fits: no other way to part them is tried.
    word = re.compile(rf"({words})(?:, ?|\Z)")
    chosen: dict[str, None] = {}
    at = 0
    while at < len(line):
        match = word.match(line, at)
        if match is None:
            return None
        chosen[match[1]] = None
        at = match.end()
    return list(chosen) if chosen and not line.endswith((",", ", ")) else None


def _description(answer: str) -> str:
    """Plain paragraphs: nothing in them is Markdown, HTML, or the end of anything."""
    text = answer.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]!|~])", r"\\\1", text)
    return "\n\n".join(paragraph for part in text.split("\n\n") if (paragraph := " ".join(_lines(part))))


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        words = " ".join(UNPRINTABLE.sub(" ", line).split())
        if words:
            # At its beginning, a line is a heading, a list or a rule where it looks like one.
            yield re.sub(r"^(\d*)([-+#=.)])", r"\1\\\2", words)


def _problem(question: Question, message: str, hint: str) -> Problem:
    return Problem("issue", 0, 0, question.label, message, hint, "answer")
