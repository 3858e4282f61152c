"""The words of descriptions for the finder: who uses each, in files by the first letters of the words.

A file is fetched when a word that begins so is typed, so that a reader pays for no more than what is looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from apdir.model.known_words import words_in
from apdir.pages.words import Phrases, joining

#: Letters of a word at least, here and in the script.
SHORTEST = 3
#: So many uses of words fill a file of a few kilobytes.
LARGE = 6_000
#: Words that end the missing thing, and the deed not done.
AFTER_THING = (
    "for|in|on|at|with|to|of|from|by|and|but|so|because|unless|until|when|while|who|which|that|than|is|are|was|were|has"
    "|have|can|will|must|needs?"
)
AFTER_DEED = "and|but|so|because|unless|until|although|though"
#: One word of it, with the small words before it.
OF_IT = r"(?:\s+(?:a|an|any|nor|or|the))*\s+(?!(?:{})\b)[\w'’-]+"
#: Words for absence and the four words after them at the most: "no field", "do not run a kitchen". But
#: not "no more than eight pupils" or "not only maths".
DENIED = re.compile(
    r"\b(?:no|without)\b(?!\s+(?:(?:more|fewer|less|later)\s+than|longer)\b)"
    rf"(?:{OF_IT.format(AFTER_THING)}){{1,4}}"
    r"|\b(?:no\s+longer|not|never|nor|neither|cannot|\w+n['’]t)\b(?!\s+(?:only|just)\b)"
    rf"(?:{OF_IT.format(AFTER_DEED)}){{1,4}}",
    re.IGNORECASE,
)


#: What is too much of something for the four words after it: "too narrow for most wheelchairs".
TOO_MUCH = re.compile(r"\btoo\s+\w+\s+for(?:\s+[\w'’-]+){1,4}", re.IGNORECASE)
#: A clause that ends by denying what it began with: "Wheelchair access is not possible", "the hay barn is not".
DENIED_LAST = re.compile(
    r"(?:(?<=[.;:!?,\n])|^)[^.;:!?,\n]*\b(?:is|are|was|were|be)\s*(?:not|n['’]t)\b"
    r"(?:\s+(?:yet|currently|always|available|provided|offered|possible|included|accessible|suitable|allowed))*"
    r"\s*(?=[.;:!?,\n]|$)"
    r"|(?:(?<=[.;:!?,\n])|^)[^.;:!?,\n]*\b(?:unavailable|unsuitable|inaccessible|impossible)\b[^.;:!?,\n]*",
    re.IGNORECASE,
)


def words_of(*texts: str | None, phrases: Phrases) -> str:
    """The different words of some plain texts, each once, in order, with spaces between; small letters, no accents.

    Words of what is denied are left out: who has "no animals" is not found for animals. What of ``phrases`` a text
    says stands among them by its mark.
    """
    found: set[str] = set()
    for text in filter(None, texts):
        affirmed = TOO_MUCH.sub(" ", DENIED.sub(" ", DENIED_LAST.sub(" ", text)))
        words = words_in(affirmed)
        found |= phrases.said(words)
        found.update(word for word in words if len(word) >= SHORTEST and not word.isdigit())
    return " ".join(sorted(found.difference(joining())))


def text_files(texts: Sequence[str]) -> dict[str, dict[str, list[int]]]:
    """By two letters, the words that begin so, each with its providers: how far each is from the one before.

    What would be a large file is parted by three letters. ``texts`` has the words of each provider as `words_of` gives
    them, in the order of the index.
    """
    uses: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in text.split():
            uses[word].append(number)
    files: dict[str, dict[str, list[int]]] = defaultdict(dict)
    sizes: dict[str, int] = defaultdict(int)
    for word, numbers in uses.items():
        sizes[word[:2]] += len(numbers)
    for word in sorted(uses):
        numbers = uses[word]
        steps = [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]
        files[word[: 2 if sizes[word[:2]] <= LARGE else 3]][word] = steps
    return dict(files)
