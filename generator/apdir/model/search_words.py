"""What people type into the search, and what records and pages call it: `words` of the settings, and the program's."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from apdir.model.fields import Choice, Line, Record, Text, faults, for_all
from apdir.model.numbers import Age
from apdir.model.offer import Delivery, KeyStage, Mode, Weekday


class Chosen(Record):
    """Choices of the finder that words stand for: one value of each group must hold."""

    type: tuple[Line, ...] = for_all("Types of provider.", example=["farm"], default=())
    need: tuple[Line, ...] = for_all("Needs.", example=["autism"], default=())
    stage: tuple[KeyStage, ...] = for_all("Key stages.", example=["KS3"], default=())
    age: tuple[Age, ...] = for_all("Ages.", example=["13", "14"], default=())
    day: tuple[Weekday, ...] = for_all("Days.", example=["Tue"], default=())
    how: tuple[Delivery, ...] = for_all("Where teaching happens.", example=["online"], default=())
    time: tuple[Mode, ...] = for_all("Full-time or part-time.", example=["part-time"], default=())
    registered: Annotated[str, Choice("yes", "no")] | None = for_all(
        "Whether the provider is a registered school.", example="no", default=None
    )


class SearchWords(Record):
    """Words and phrases that mean the same to the search."""

    typed: tuple[Line, ...] = for_all(
        "What people type, each as good as the other; a provider that uses one of them is found by all of them.",
        example=["one to one", "1:1"],
    )
    asked: tuple[Line, ...] = for_all(
        "What people type too, but what says something else in a description: a pupil may come by `car`.",
        example=["car"],
        default=(),
    )
    means: tuple[Line, ...] = for_all(
        "Words of records that are wider: who has one of them is found too, after the others.",
        example=["animal care"],
        default=(),
    )
    choose: Chosen | None = for_all(
        "Choices of the finder that they stand for.", example={"registered": "no"}, default=None
    )
    pages: tuple[Line, ...] = for_all(
        "Addresses of pages that answer it, shown above what is found.",
        example=["guidance/words/#section-19"],
        default=(),
    )
    answer: Text | None = for_all(
        "What the reader is told where the directory does not record it: the words are then not looked for.",
        example="This directory does not record that.",
        default=None,
    )

    @model_validator(mode="after")
    def _means_something(self) -> SearchWords:
        """Words of one sort alone change nothing; and none is typed that no search could see."""
        found: list[tuple[tuple[str | int, ...], str, str]] = [
            ((group, at), f"`{text}` has neither letters nor numbers.", "Write what people type.")
            for group in ("typed", "asked")
            for at, text in enumerate(getattr(self, group))
            if not any(letter.isalnum() for letter in text)
        ]
        if not self.typed:
            found.append((("typed",), "This names no words.", "Write what people type."))
        elif len(self.typed) == 1 and not (self.asked or self.means or self.choose or self.pages or self.answer):
            message = f"`{self.typed[0]}` stands for nothing else here."
            hint = "Name another word under `typed`, or what it stands for under `means`, `choose` or `pages`."
            found.append((("typed",), message, hint))
        faults(found)
        return self


class WordList(Record):
    """The program's own list."""

    joining: Line = for_all("Joining words, which say nothing of a provider.", example="and or of")
    asking: Text = for_all("Words of somebody who asks, not of what is asked for.", example="please find")
    words: tuple[SearchWords, ...] = for_all(
        "What people type.", example=[{"typed": ["PRU", "pupil referral unit"]}], default=()
    )
