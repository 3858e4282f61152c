"""The page on which a provider corrects its own details: a script makes a small file of what changed."""

from __future__ import annotations

from dataclasses import dataclass

from apdir.model.fields import LONGEST, Choice, Text
from apdir.model.settings import Settings
from apdir.pages import links, views
from apdir.pages.assess import assessed
from apdir.pages.page import Page, Site
from apdir.tables.details import FORMAT, MOST_ITEMS, OWN_LISTS, list_columns, own_columns
from apdir.tables.sheets import BY_NAME, DESCRIPTION, Column


@dataclass(frozen=True, slots=True)
class Question:
    """One field: ``kind`` is how it is answered: `line`, `text`, `list`, `choice`, `yes or no`, `day` or `time`."""

    heading: str
    label: str
    hint: str
    kind: str
    options: tuple[str, ...]


def questions(settings: Settings) -> list[Question]:
    """The fields that a provider writes itself, with the words to choose from."""
    words = {"offer.needs": settings.vocabulary.needs, "serves": settings.vocabulary.areas}
    return [_question(column, words.get(column.heading, ())) for column in own_columns()]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of the offer: its name, what it is called, its path in the open data, and the fields of an item."""

    name: str
    title: str
    path: str
    fields: tuple[Question, ...]


def lists() -> list[Items]:
    """The lists of its offer that a provider writes itself."""
    return [
        Items(name, views.capital(name), ".".join(map(str, BY_NAME[name].within)),
              tuple(_question(column, ()) for column in list_columns(name)))
        for name in OWN_LISTS
    ]  # fmt: skip


def _question(column: Column, words: tuple[str, ...]) -> Question:
    choice = column.value.mark(Choice)
    options = words or (choice.words if choice is not None else ())
    if column.many:
        kind = "list"
    elif options:
        kind = "choice"
    elif bool in column.value.types:
        kind = "yes or no"
    elif column.is_day or column.is_time:
        kind = "day" if column.is_day else "time"
    else:
        kind = "text" if column.path == (DESCRIPTION,) or column.value.annotation == Text | None else "line"
    label = views.capital(": ".join(str(part).replace("_", " ") for part in column.path if part != "offer"))
    return Question(column.heading, label, column.meaning, kind, options)


def correct_page(site: Site) -> Page:
    """The page, for whichever provider its address names."""
    content = site.render(
        "correct.html",
        links.CORRECT,
        questions=questions(site.settings),
        lists=lists(),
        frameworks=assessed(site),
        format=FORMAT,
        longest=LONGEST,
        most=MOST_ITEMS,
        edit=None,
        mistake=None,
    )
    return Page(
        path=links.CORRECT,
        title="Correct your details",
        description="For providers: correct what the directory says of you, or confirm it. Nobody needs to sign in, "
        "and the page sends nothing.",
        content=content,
    )
