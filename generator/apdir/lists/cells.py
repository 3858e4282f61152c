"""Cells of lists: what a reader of one returns, whether one says nothing, and what programs leave in them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from apdir.lookalike import is_unseen
from apdir.placeholders import is_placeholder, says_nothing

Values = list[tuple[str, str]]
#: Cells that say that something is not said, beside those that no record may hold.
UNSAID = re.compile(
    r"\W*(?:(?:address |details |price |prices |cost |costs |available )*(?:on|upon) (?:request|application)|"
    r"p\.?o\.?a\.?|"
    r"not (?:yet|known|given|applicable|stated|recorded|disclosed)|unknown|as above|see (?:website|above|notes?)|"
    r"contact (?:us|provider|for details)|withheld|various|varies|variable)\W*\Z",
    re.IGNORECASE,
)
#: Text in UTF-8 that was read as another encoding.
MOJIBAKE = re.compile(r"[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
ENTITY = re.compile(r"&(?:#\d{1,5}|#x[0-9a-f]{1,4}|[a-z]{2,8});", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
ESCAPED = re.compile(r"_x000[dD]_\n?")


@dataclass
class Part:
    """A cell taken apart: values by field, the items of lists by table, the words left, and what was mended."""

    values: Values = field(default_factory=list)
    items: list[dict[str, str]] = field(default_factory=list)
    left: str = ""
    repairs: list[str] = field(default_factory=list)


def is_unsaid(text: str) -> bool:
    """Whether a cell says only that nothing is said."""
    return is_placeholder(text) or says_nothing(text) or UNSAID.match(text) is not None


def cleaned(text: str) -> tuple[str, list[str]]:
    """A cell's text without what programs leave in it, and what was mended."""
    mended: list[str] = []
    if text.isascii() and text.replace("\n", "").isprintable() and not any(sign in text for sign in ("&", "<", "_x")):
        return text, mended
    if MOJIBAKE.search(text):
        try:
            text = text.encode("cp1252").decode("utf-8")
            mended.append("letters of another encoding")
        except UnicodeError:
            pass
    if ESCAPED.search(text):
        text = ESCAPED.sub("\n", text)
        mended.append("line breaks written as _x000D_")
    if TAG.search(text):
        text = TAG.sub("", BREAK.sub(lambda tag: "\n" if tag[0][1] in "bB" else "\n\n", text))
        mended.append("HTML tags")
    if ENTITY.search(text):
        text = html.unescape(text)
        mended.append("HTML entities")
    if "\u00a0" in text or "\u202f" in text:
        text = text.replace("\u00a0", " ").replace("\u202f", " ")
        mended.append("non-breaking spaces")
    if any(map(is_unseen, text)) or CONTROL.search(text):
        text = CONTROL.sub("", "".join(sign for sign in text if not is_unseen(sign)))
        mended.append("invisible characters")
    return text, mended
