"""The words of descriptions for the finder: who uses each, in files by the first letters of the words.

A file is fetched when a word that begins so is typed, so that a reader pays for no more than what is looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

#: Letters of a word at least, here and in the script.
SHORTEST = 3
#: So many uses of words fill a file of a few kilobytes.
LARGE = 6_000
#: Joining words, which say nothing of a provider; the script does not look for them either.
SMALL = (
    "and or of the a an in for with to at on by from is are be can it as we our us you your they their this that who"
    " which has have will not but"
)
NOT_LOOKED_FOR = frozenset(SMALL.split(" "))
#: Accents, which are apart in this form of text, and apostrophes.
MARKS = re.compile("[\u0300-\u036f'’]")
WORD = re.compile(r"[a-z0-9]+")
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


def words_of(*texts: str | None) -> str:
    """The different words of some plain texts, each once, in order, with spaces between; small letters, no accents.

    Words of what is denied are left out: who has "no animals" is not found for animals.
    """
    plain = " ".join(DENIED.sub(" ", text) for text in texts if text)
    plain = MARKS.sub("", plain if plain.isascii() else unicodedata.normalize("NFD", plain)).lower()
    found = {word for word in WORD.findall(plain) if len(word) >= SHORTEST and not word.isdigit()}
    return " ".join(sorted(found - NOT_LOOKED_FOR))


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
