"""Lists of words that an officer can read and extend, and the one pattern that each theme of a list becomes.

A list is a text file of themes in the folder `lists`. Under a theme and its points come a sentence that is found, a
sentence that is passed over, and the theme's phrases::

    {kin}: mum, dad, nan
    [behaviour] 3
    found: Sam bit a member of staff.
    passed: The dog bit nobody.
    bit/kicked/punched [a] member of staff; X absconded; his/her ... {kin}

``X`` is the somebody whom a sentence may be about. ``a/b`` is one or the other, ``[a]`` may be missing, ``*`` is any
ending, ``...`` up to three words, ``{kin}`` any word of that list, ``{age}`` and the like a shape of `vocabulary.py`.
A word with a capital is found with that capital alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from apdir.pupil.vocabulary import SHAPES

#: Placeholder in a sentence for the somebody: no plain text has this sign.
SOMEBODY = b"\x01"
GAP = r"[\s-]{1,3}"
PIECE = re.compile(r"\[[^\]]*\]|[^\s\[]+")
#: Signs before and behind words of which one or another may be used: "boy/girl, X".
MARKS = re.compile(r"\A(\(?)(.*?)([,:)]*)\Z")
PART = re.compile(r"(\{\w+\}|\*|\bX\b|-)")
COMMENT = re.compile(r"^#.*\n", re.MULTILINE)
LIST = re.compile(r"^\{(\w+)\}: *(.*)\n", re.MULTILINE)
HEADING = re.compile(r"^\[([^\]]+)\] (-?\d+)(?: where (nobody|somebody) is named)?\n", re.MULTILINE)
EXAMPLE = re.compile(r"^(found|passed): (.*)\n", re.MULTILINE)
NAME = re.compile(r"^\[([^\]]+)\]\n", re.MULTILINE)


@dataclass(frozen=True)
class Theme:
    """Phrases that say one thing of somebody, and how many points a sentence gets that has any of them.

    ``named``: whether it counts only where somebody is named, or only where nobody is; None: in both. ``found`` and
    ``passed`` are sentences that show what it does.
    """

    name: str
    points: int
    named: bool | None
    pattern: str
    found: tuple[str, ...]
    passed: tuple[str, ...]


def themes(file: str) -> tuple[Theme, ...]:
    """Return the themes of a list."""
    text = _read(file)
    lists = dict(SHAPES)
    for name, words in LIST.findall(text):
        more = [_pattern(word, lists) for word in words.split(", ")]
        lists[name] = "|".join(([lists[name]] if name in lists else []) + more)
    blocks = HEADING.split(LIST.sub("", text))[1:]
    return tuple(map(_theme, blocks[::4], blocks[1::4], blocks[2::4], blocks[3::4], [lists] * len(blocks)))


def words(file: str) -> dict[str, frozenset[str]]:
    """Return the lists of single words in a file, by name."""
    blocks = NAME.split(_read(file))[1:]
    return {name: frozenset(block.split()) for name, block in zip(blocks[::2], blocks[1::2], strict=True)}


def vocabulary(*files: str) -> frozenset[str]:
    """Return every word of the phrases of lists."""
    return frozenset(re.findall("[a-z]+", "\n".join(EXAMPLE.sub("", _read(file)) for file in files)))


def _read(file: str) -> str:
    return COMMENT.sub("", (Path(__file__).with_name("lists") / file).read_text(encoding="ascii"))


def _theme(name: str, points: str, named: str | None, block: str, lists: dict[str, str]) -> Theme:
    examples = EXAMPLE.findall(block)
    phrases = [phrase for phrase in re.split(r"\s*[;\n]\s*", EXAMPLE.sub("", block)) if phrase]
    return Theme(
        name,
        int(points),
        named == "somebody" if named is not None else None,
        "|".join(_pattern(phrase, lists) for phrase in phrases),
        tuple(text for kind, text in examples if kind == "found"),
        tuple(text for kind, text in examples if kind == "passed"),
    )


def _pattern(phrase: str, lists: dict[str, str]) -> str:
    """Return a phrase as a pattern: ``gap`` must come before its next word."""
    out = gap = ""
    for piece in PIECE.findall(phrase):
        if piece == "...":
            out += rf"{gap}(?:[^\s.;\x01]+{GAP}){{0,3}}"
            gap = ""
        elif piece.startswith("["):
            inner = _pattern(piece[1:-1], lists)
            out += f"(?:{gap}{inner})?" if gap else f"(?:{inner}{GAP})?"
        else:
            [(before, middle, behind)] = MARKS.findall(piece)
            out += gap + "(?:" + "|".join(_word(f"{before}{word}{behind}", lists) for word in middle.split("/")) + ")"
            gap = GAP
    return out


def _word(word: str, lists: dict[str, str]) -> str:
    """Return one word of a phrase as a pattern."""
    out = ""
    for part in PART.split(word):
        if part.startswith("{") and part.endswith("}"):
            out += f"(?:{lists[part[1:-1]]})"
        elif part in ("*", "X", "-"):
            out += {"*": "[A-Za-z]*", "X": r"\x01", "-": r"[\s-]?"}[part]
        elif part:
            out += re.escape(part) if part != part.lower() else f"(?i:{re.escape(part)})"
    left = r"\b" if word[0].isalnum() and word[0] != "X" else ""
    right = r"\b" if (word[-1].isalnum() and word[-1] != "X") or word[-1] == "*" else ""
    return left + out + right
