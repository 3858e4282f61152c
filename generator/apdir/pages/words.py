"""The words of the search, the program's and the directory's own: found in texts, and as the scripts have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from apdir.model.known_words import program_words, words_in
from apdir.model.search_words import SearchWords

#: The column of the index in which each group of choices is, where it has another name.
COLUMN = {"time": "terms"}


class Phrases:
    """Words to be found in texts: whatever is `typed` of an entry a text says, it says the whole entry."""

    def __init__(self, own: Sequence[SearchWords] = ()) -> None:
        #: By their first word, phrases and the mark of their entry.
        self._begun: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for entry in (*program_words().words, *own):
            for phrase in map(words_in, entry.typed):
                self._begun[phrase[0]].append((phrase, mark(entry)))

    def said(self, text: Sequence[str]) -> set[str]:
        """The marks of the entries that a text says, given as its words."""
        return {
            entry
            for at, word in enumerate(text)
            for phrase, entry in self._begun.get(word, ())
            if len(phrase) == 1 or text[at : at + len(phrase)] == phrase
        }


@cache
def program_phrases() -> Phrases:
    """Those of the program alone."""
    return Phrases()


def mark(entry: SearchWords) -> str:
    """The mark of an entry among the words of texts, which no word is like."""
    return "=" + "-".join(words_in(entry.typed[0]))


def searched(own: Sequence[SearchWords], title_of: Callable[[str], str | None]) -> Iterator[dict[str, Any]]:
    """Every entry for the script; ``title_of`` gives the title of a page by its address, None where there is none."""
    for entry in (*program_words().words, *own):
        choose = entry.choose.model_dump(exclude_defaults=True) if entry.choose else {}
        titles = ((address.removeprefix("/"), title_of(address.removeprefix("/"))) for address in entry.pages)
        found = {
            "name": entry.typed[0],
            "typed": _phrases(entry.typed),
            "asked": _phrases(entry.asked),
            "mark": mark(entry),
            "means": entry.means,
            "choose": {COLUMN.get(key, key): _listed(value) for key, value in choose.items()},
            "pages": [(title, address) for address, title in titles if title is not None],
            "answer": entry.answer,
        }
        yield {key: value for key, value in found.items() if value}


def ignored() -> list[str]:
    """Words that no search looks for."""
    return [*joining(), *program_words().asking.split()]


def joining() -> list[str]:
    """Joining words, which the index of descriptions leaves out too."""
    return program_words().joining.split()


def _phrases(texts: Iterable[str]) -> list[str]:
    """Each once, as its words alone."""
    return list(dict.fromkeys(" ".join(words_in(text)) for text in texts))


def _listed(value: str | Iterable[str | int]) -> list[str | int]:
    return [value] if isinstance(value, str) else list(value)
