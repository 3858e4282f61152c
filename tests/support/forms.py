"""Forms for tests: every one of the repository, and one that has every sort of block."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from apdir.commands.build import CACHE
from apdir.forms.catalogue import forms_of
from apdir.forms.form import (
    Asked,
    Field,
    Form,
    Grid,
    Judged,
    Option,
    Prose,
    Question,
    Row,
    Section,
    Table,
)
from apdir.forms.html import form_templates, paper
from apdir.forms.make import FORMATS, make_forms
from apdir.source import Theme
from apdir.wording import own
from tests.support.records import ROOT, library
from tests.support.sites import TODAY

YES, NO = Option("yes", "Yes"), Option("no", "No")
SCALE = (Option("fully", "Fully"), Option("not at all", "Not at all"))
ANSWERS = {
    "provider": "Château Farm’s “Élan”",
    "date": "14/03/2026",
    "about": "One line.\nAnother line, with naïve façade – £5.",
    "open": "no",
    "tick-1": True,
    "judgements-1a": "fully",
    "best_practice-1a-2": "2",
    "grid-0": "not at all",
    "table-0-0": "A & B <c>",
}


#: Whether every form is looked at where that takes long, as each night, or a short and a long one of each layout.
FORMS = os.environ.get("FORMS") == "1"


@cache
def forms() -> dict[str, Form]:
    """Every form of the repository."""
    return forms_of(library(), date.fromisoformat(TODAY))


def some_forms() -> list[str]:
    """Every form of the repository, or those that have between them every sort of block and of layout."""
    few = ["amber-valley-erewash-half-day-inspection", "amber-valley-erewash-pupil-questionnaire", "derby-referral",
           "derby-visit", "herefordshire-improvement-plan"]  # fmt: skip
    return list(forms()) if FORMS else few


def form_of(which: str) -> Form:
    """One of them, or the form of every block."""
    return a_form() if which == "every-block" else forms()[which]


def a_form(**changes) -> Form:
    """A form that has every sort of block and field."""
    values = {
        "id": "every-block",
        "title": "Every block",
        "short_title": "Every block",
        "version": "2026-11",
        "dated": date(2026, 11, 1),
        "task": "visit a provider",
        "who": "A test",
        "summary": "Has every sort of block.",
        "sections": (_about(), _asked(), Section("empty", "Never printed", ())),
        "source": "A document, section 1",
        "convention": True,
        "read_as": "visit",
        "notes": ("1a: A note.", "1b: Another."),
        "own": (own("The wording."), own("The day.")),
        "address": "https://ap.example/forms/every-block/",
        **changes,
    }
    return Form(**values)


def _about() -> Section:
    several = tuple(Field(f"tick-{at}", f"Tick {at}", f"About: tick {at}", "tick", tick=str(at)) for at in (1, 2))
    return Section(
        "about",
        "About",
        (
            Question("Provider", (Field("provider", "", "About: provider"),), "A hint.", "A note.", own("Its help.")),
            Question("Date", (Field("date", "", "About: date", "date"),)),
            Question("Tell", (Field("about", "", "About: tell", "text", height=30),)),
            Question("Open?", (Field("open", "", "About: open", "choice", (YES, NO)),)),
            Question("Which", several),
            Question("When", (Field("from", "From", "From", "time"), Field("to", "To", "To", "time"))),
            Question("How many", (Field("number", "", "How many", "number"),)),
            Table(
                "Lines",
                ("One", "Two", "Three"),
                (
                    Row("", tuple(Field(f"table-0-{at}", "One", "One", "text", height=high)
                                  for at, high in enumerate((14, 18, 20)))),
                    Row("Headed", (Field("table-1-1", "Two", "Two", "choice", (YES, NO)),
                                   Field("table-1-2", "Three", "Three", "tick", tick="x"))),
                ),
                own=own(),
            ),
            Grid("Judge each", SCALE, tuple(Field(f"grid-{at}", f"Area {at}", f"Area {at}", "choice", SCALE)
                                            for at in (0, 1)), "A hint.", own=own("Its rows.")),
            Prose(("Something to read.",), ("A point.", "Another point.")),
        ),
        intro="An introduction.",
        note="A note on the section.",
        own=own("Its order."),
    )  # fmt: skip


def _asked() -> Section:
    marks = tuple(
        (f"Prompt {at}?", Field(f"mark-{at}", "", f"1c, prompt {at}: mark", "choice", SCALE)) for at in (1, 2)
    )
    practice = tuple(
        (f"Practice {at}", Field(f"best_practice-1a-{at}", "", f"1a: best practice {at} seen", "tick", tick=str(at)))
        for at in (1, 2)
    )
    boxes = tuple(Field(f"box-{at}", f"Box {at}", f"1c: box {at}", "text") for at in (1, 2, 3))
    return Section(
        "theme-1",
        "Theme 1",
        (
            Judged(
                (Asked("1a", "First", ("A statement.",), ("A point.",), (("Look here", None),), practice, "observe",
                       own("A word.")),),
                Field("judgements-1a", "Judgement", "1a, First: judgement", "choice", SCALE),
                (Field("details-1a-evidence", "Evidence", "1a, First: evidence", "text"),),
                Field("details-1a-not_applicable", "Does not apply, because", "1a, First: does not apply, because"),
                "there is no site",
            ),
            Judged((Asked("1b", "Second"), Asked("1c", "Third", prompts=marks)), None, boxes),
        ),
        essential=True,
    )  # fmt: skip


def page_words(form: Form) -> str:
    """What the page of a form says, in order, without spaces and without what runs on every page."""
    html = paper(form, form_templates(Theme.of(ROOT)), library().settings.council)
    body = html.split("<body", 1)[1].split(">", 1)[1]
    for running in (r'<div class="running">.*?</div>', r'<div class="foot">.*?</div>'):
        body = re.sub(running, "", body, flags=re.DOTALL)
    return squeezed(unescape(re.sub(r"<[^>]*>", "", body)))


def squeezed(text: str) -> str:
    """Words without the spaces and colons that styles put between them."""
    return re.sub(r"[\s:]+", "", text)


#: A test for each form; the repository's own take their time.
EACH = pytest.mark.parametrize(
    "which", ["every-block", *(pytest.param(which, marks=pytest.mark.slow) for which in forms())]
)


@cache
def blanks() -> dict[str, dict[str, Path]]:
    """The files of every form by form and format, made once and kept where every build of this repository looks."""
    council = library().settings.council
    made = make_forms(forms(), Theme.of(ROOT), council, ROOT / CACHE / "forms", jobs=2)
    return {which: dict(zip(FORMATS, (file.path for file in files), strict=True)) for which, files in made.items()}
