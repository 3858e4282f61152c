"""Words of a list as this directory has them: exactly, by what the search knows to mean the same, or asked once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apdir.lists.mapping import ListMapping
from apdir.model.known_words import meaning, words_in
from apdir.model.offer import CHOICES
from apdir.model.settings import Settings
from apdir.problems import nearest

#: Signs that part several words in a cell, the surest first.
SIGNS = (r"[;\n|•]", r",", r"/|&|\+|\band\b| - ")
#: Least likeness of a word of the list to one here for a slip of it.
ALIKE = 0.8
REGISTERED = {
    **dict.fromkeys(("y", "yes", "true", "registered", "x", "✓"), "registered"),
    **dict.fromkeys(
        ("n", "no", "false", "unregistered", "unregulated", "not registered", "non registered", "none"), "unregistered"
    ),
}


class Vocabulary:
    """The words of settings.yml that fields are held to, and what is called otherwise elsewhere."""

    def __init__(self, settings: Settings, mapping: ListMapping) -> None:
        words = settings.vocabulary
        self.known = {"type": words.types, "offer.needs": words.needs, "serves": words.areas,
                      "offer.delivery": CHOICES["delivery"]}  # fmt: skip
        self.parted = {field: {word: words_in(word) for word in known} for field, known in self.known.items()}
        self.mapping = mapping
        self.own = settings.words

    def read(self, field: str, text: str) -> tuple[list[str], list[str], dict[str, str], list[str]]:
        """The words of a cell, those that are asked about, values of other fields, and what was taken for what."""
        found: list[str] = []
        asked: list[str] = []
        others: dict[str, str] = {}
        told: list[str] = []
        for piece in self._pieces(field, text):
            said = self.mapping.values.get(field, {}).get(piece)
            if isinstance(said, dict):
                more, said = said, said.get(field, "ignore")
                if not said.endswith("?"):
                    others |= {name: value for name, value in more.items() if name != field}
            if said and said.strip().lower() == "ignore":
                told.append(f"{piece} left out")
            elif said and not said.endswith("?"):
                found += [word.strip() for word in said.split(";")]
                told.append(f"{piece} as {said}")
            elif said is None and (meant := self.meaning(field, piece)):
                found += meant
                if [word.lower() for word in meant] != [piece.lower()]:
                    told.append(f"{piece} as {', '.join(meant)}")
            else:
                if said is None and self.mapping.may_ask(field):
                    guess = self._guess(field, piece)
                    self.mapping.ask(field, piece, guess, self._beside(field, piece, guess))
                asked.append(piece)
        return list(dict.fromkeys(found)), asked, others, told

    def meaning(self, field: str, text: str) -> list[str]:
        """The word that a text surely means, none where it may mean another."""
        found = meaning(text, self.known[field], self.own)
        return [found] if found is not None else []

    def _pieces(self, field: str, text: str, depth: int = 0) -> Iterator[str]:
        """The words of a cell one by one: parted no further than needed."""
        text = " ".join(text.split()) if depth else text.strip()
        if not text.strip(" .,;"):
            return
        if text in self.mapping.values.get(field, {}) or self.meaning(field, text) or depth == len(SIGNS):
            yield " ".join(text.split()).strip(" .")
            return
        pieces = [piece for piece in re.split(SIGNS[depth], text, flags=re.IGNORECASE) if piece and piece.strip()]
        if depth > 1 and len(pieces) > 1 and not all(self.meaning(field, piece.strip()) for piece in pieces):
            yield " ".join(text.split()).strip(" .")  # "Farm / outdoor" may be one thing
            return
        if field == "type" and len(pieces) > 1:
            yield " ".join(text.split()).strip(" .")
            return
        for piece in pieces:
            yield from self._pieces(field, piece.strip(), depth + 1)

    def _beside(self, field: str, text: str, guess: str) -> dict[str, str]:
        """The needs that a text names beside a type, where it names nothing else."""
        if field != "type" or not guess:
            return {}
        rest = re.sub(rf"\b{re.escape(guess)}\b", "", text, flags=re.IGNORECASE).strip(" -–—:;,()/")
        pieces = [piece for piece in re.split(r"[;,/&]|\band\b", rest) if piece.strip()]
        needs = [self.meaning("offer.needs", piece.strip()) for piece in pieces]
        named = dict.fromkeys(word for words in needs for word in words)
        return {"offer.needs": "; ".join(named)} if needs and all(needs) else {}

    def _guess(self, field: str, text: str) -> str:
        """The word that a text may mean."""
        known, words = self.parted[field], words_in(text)
        inside = [word for word, part in known.items() if _within(part, words)]
        if len(inside) == 1 or (inside and field == "type"):
            return inside[0]
        begun = [word for word, part in known.items() if words and part[: len(words)] == words]
        if len(begun) == 1:
            return begun[0]
        return nearest(text, known, ALIKE) or ""


def _within(part: Sequence[str], words: Sequence[str]) -> bool:
    return any(list(part) == list(words[at : at + len(part)]) for at in range(len(words)))
