"""The program's list of what people type and write for the same: for the search, for lists of others, for messages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from apdir.model.reading import read
from apdir.model.search_words import SearchWords, WordList
from apdir.source import Document, Limits, read_document

FILE = Path(__file__).with_name("words.yml")
#: Accents, which are apart in this form of text, and apostrophes.
MARKS = re.compile("[\u0300-\u036f'’]")
WORD = re.compile(r"[a-z0-9]+")


def words_in(text: str) -> list[str]:
    """The words of a text in order: small letters without accents, apostrophes gone. The script parts texts alike."""
    return WORD.findall(MARKS.sub("", text if text.isascii() else unicodedata.normalize("NFD", text)).lower())


@cache
def program_words() -> WordList:
    """The program's list."""
    document, problems = read_document(FILE.name, FILE.read_text(encoding="utf-8"), Limits(), markdown=False)
    reading = read(WordList, document or Document(FILE.name, {}))
    if problems or reading.problems or reading.record is None:
        raise RuntimeError(f"{FILE.name}: {[*problems, *reading.problems]}")
    return reading.record


@cache
def _same(own: Sequence[SearchWords]) -> dict[tuple[str, ...], set[str]]:
    """What each phrase means, by its words."""
    found: dict[tuple[str, ...], set[str]] = {}
    for entry in (*program_words().words, *own):
        chosen = [*(entry.choose.type if entry.choose else ()), *(entry.choose.need if entry.choose else ())]
        for phrase in entry.typed:
            found.setdefault(tuple(words_in(phrase)), set()).update((*entry.typed, *chosen))
    return found


def meaning(text: str, known: Sequence[str], own: tuple[SearchWords, ...] = ()) -> str | None:
    """The one of ``known`` that a text means: in other letters, or by another word for it (ASD: autism); else None.

    ``own`` are the directory's own words for the search.
    """
    if word := _by_letters(tuple(known)).get(_flat(text)):
        return word
    same = _same(own).get(tuple(words_in(text)), set())
    meant = [word for word in known if word in same]
    return meant[0] if len(meant) == 1 else None


@lru_cache(64)  # the words of a field are asked about for each cell of a list
def _by_letters(known: tuple[str, ...]) -> dict[str, str]:
    """Words by what is the same in all their writings."""
    return {_flat(word): word for word in known}


def _flat(word: str) -> str:
    return re.sub(r"[\s-]+", " ", word.strip(" .").lower()).removesuffix("s")
