"""Prices as people write them in one cell of a list."""

from __future__ import annotations

import re

from apdir.lists.cells import Part
from apdir.model.shapes import BASES

AMOUNT = re.compile(r"(?:£\s*|\bGBP\s*)?(?<![\d.,:])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d%])|"
                    r"(?:£\s*|\bGBP\s*)?(?<![\d.,:])\d{1,6}(?:\.\d{1,2})?(?![\d%:])", re.IGNORECASE)  # fmt: skip
MONEY = re.compile(r"£|\bGBP", re.IGNORECASE)
SHORT = {"h": "hour", "hr": "hour", "d": "day", "w": "week", "wk": "week", "a": "year", "s": "session"}
YEAR = r"years?|annum|academic years?|yr|annual(?:ly)?"
OTHERS = {"year": YEAR, "month": r"months?|monthly", "half term": r"half[\s-]*terms?", "lesson": r"lessons?",
          "block": r"blocks?", "programme": r"programmes?", "course": r"courses?", "pupil": r"pupils?|students?",
          "visit": r"visits?"}  # fmt: skip
HALF = BASES["half day"] + r"|half(?![\s-]*term)"
#: What parts two prices of a cell.
PIECE = re.compile(r"[,;/\n]|\band\b")
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b)\s*\Z", re.IGNORECASE)
#: What joins an amount and its basis, and two prices, and says nothing of them.
JOINS = re.compile(r"[\s/,;:|.&+()-]|\b(?:per|an?|each|for|rate|and|or|full)\b", re.IGNORECASE)


def prices_in(text: str, per: str = "") -> Part:
    """The prices of a cell; ``per`` is the basis that its heading says. An amount without a basis is left."""
    if text.strip().lower() in ("free", "no charge", "no cost", "nil charge"):
        return Part(items=[{"amount": "0", "per": per}]) if per else Part(left=text)
    found = list(AMOUNT.finditer(text))
    if any(MONEY.match(match[0]) for match in found):
        found = [match for match in found if MONEY.match(match[0])]
    elif len(found) == 1 and not per and not _basis(text[found[0].end() :]):
        return Part(left=text)
    if not found:
        return Part(left=text)
    ends = [match.start() for match in found[1:]] + [len(text)]
    tails = [text[match.end() : end] for match, end in zip(found, ends, strict=True)]
    heads = [text[: found[0].start()], *(PIECE.split(tail)[-1] for tail in tails[:-1])]
    ranged = {index for index, tail in enumerate(tails[:-1]) if RANGE.fullmatch(tail)}
    labelled = len(found) > 1 and bool(_spare(heads[0]) or _basis(heads[0]))
    bases = [_basis(head) for head in heads] if labelled else []
    if not bases or not all(bases):
        bases = [_basis(tail) for tail in tails]
        for index in reversed(range(len(bases) - 1)):  # £30 or £45 an hour, 1:1 £45, 2:1 £30 an hour
            if bases[index] is None and (index in ranged or labelled or not (per or _spare(tails[index]))):
                bases[index] = bases[index + 1]
    part = Part()
    said = ""
    for index, match in enumerate(found):
        basis = bases[index] or said or per
        said = bases[index] or said
        if index - 1 in ranged:
            continue
        if not basis:
            part.left = " ".join(f"{part.left} {match[0]}{tails[index]}".split())
            continue
        item = {"amount": re.sub(r"[^\d.]", "", match[0]).removesuffix(".00"), "per": basis}
        last = index + 1 if index in ranged else index
        own = tails[last] if not labelled or last == len(found) - 1 else tails[last].removesuffix(heads[last + 1])
        head = heads[index] if labelled or index == 0 else ""
        if index in ranged or _spare(f"{head} {own}"):
            words = f"{head}{text[match.start() : found[last].end()]}{own}"
            item["note"] = " ".join(words.split()).strip(" ,;/")
        part.items.append(item)
    return part


def _basis(words: str) -> str | None:
    """The basis that stands in the words behind an amount, None where none does."""
    text = " ".join(words.lower().replace("half-", "half ").split())
    short = re.match(r"\W*p\s*/?\s*(hr?|d|wk?|a|s)\b", text)
    if short:
        return SHORT[short[1]]
    ways = {**OTHERS, **BASES, "half day": HALF}
    found = [(match.start(), -len(match[0]), name) for name, way in ways.items()
             if (match := re.search(rf"(?<![a-z])(?:{way})(?![a-z])", text))]  # fmt: skip
    if not found:
        return None
    if len(found) > 1:  # "per pupil per day": a day
        found = [one for one in found if one[2] != "pupil"]
    return min(found)[2]


def _spare(words: str) -> str:
    """What words say beside a basis."""
    text = " ".join(words.lower().replace("half-", "half ").split())
    text = re.sub(r"\bp\s*/?\s*(?:hr?|d|wk?|a|s)\b", " ", text)
    for way in (HALF, *OTHERS.values(), *BASES.values()):
        text = re.sub(rf"(?<![a-z])(?:{way})(?![a-z])", " ", text)
    return JOINS.sub("", text)
