"""Names that look alike, and signs that nobody sees: what one reader would take for another's.

The look-alike letters are those of Unicode's table (Unicode Technical Standard 39), which confusable-homoglyphs keeps.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from apdir.pupil.flat import BLANK_LETTERS

#: Words of a name that say what kind of body it is, or nothing.
LEGAL = frozenset(("the", "and", "ltd", "limited", "cic", "llp", "plc", "uk", "company", "co"))
#: Signs that look like each other in small plain letters, whatever the typeface.
ALIKE = str.maketrans("l1|0", "iiio")
#: Signs that change how the one before them is drawn, and that no name or line of a record needs.
JOINING = re.compile(r"[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
#: The alphabets whose letters are taken for Latin ones.
OTHER_ALPHABETS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN")
#: The name of a site as the whole internet reads it: letters, digits and hyphens, with an ending of letters.
SITE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}\Z", re.IGNORECASE | re.ASCII)
#: Fault of a text in place of a site's name.
NO_SITE = "is no name of a site"
FOREIGN = "is written in letters that can be taken for others"


def is_unseen(sign: str) -> bool:
    """Return whether no reader sees a character: zero-width spaces, soft hyphens, fillers, marks of direction."""
    return unicodedata.category(sign) == "Cf" or sign in BLANK_LETTERS or JOINING.match(sign) is not None


def unseen_in(text: str) -> int | None:
    """Return where the first character is that nobody sees, None where every one is seen."""
    if text.isascii():
        return None
    return next((place for place, sign in enumerate(text) if is_unseen(sign)), None)


@lru_cache(4_096)  # the organisations that visit recur
def skeleton(name: str, *, legal: bool = True) -> str:
    """Return what is left of a name for the eye: equal for names that a reader would take for the same.

    Case, spaces, punctuation, accents and alphabets make no difference; without ``legal``, `Ltd`, `the` and the like
    make none either.
    """
    spelt = "".join(map(_plain, unicodedata.normalize("NFKD", name))).lower().replace("&", " and ")
    words = re.findall(r"[a-z0-9|]+", re.sub(r"['`]|(?<=\b[a-z])\.(?=[a-z]\b)", "", spelt))
    kept = words if legal else [word for word in words if word not in LEGAL] or words
    return "".join(kept).translate(ALIKE).replace("rn", "m").replace("vv", "w")


@lru_cache(4_096)
def _plain(sign: str) -> str:
    """Return the plain letter that a character looks like, else the letters that it is spoken as."""
    if sign.isascii():
        return sign
    if is_unseen(sign) or unicodedata.category(sign) in ("Mn", "Me"):
        return ""
    from confusable_homoglyphs.confusables import confusables_data  # half a megabyte, and few names need it

    seen = (str(row["c"]) for row in confusables_data.get(sign, ()))
    return next((letters for letters in seen if letters.isascii()), None) or anyascii(sign)


def plain(text: str) -> str:
    """Return a text in the letters that it looks as if it had, without what nobody sees."""
    return text if text.isascii() else "".join(map(_plain, unicodedata.normalize("NFKC", text)))


def mixed_word(text: str) -> str | None:
    """Return the first word that has Latin letters and those of an alphabet that is taken for it, None without one."""
    if text.isascii():
        return None
    for match in re.finditer(r"[^\W\d_]+", text):
        alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in match[0]}
        if "LATIN" in alphabets and not alphabets.isdisjoint(OTHER_ALPHABETS):
            return match[0]
    return None


def site_fault(host: str) -> str | None:
    """Return what is wrong with a site's name in an address, None where nothing is."""
    host = host.rstrip(".")
    if not host.isascii() or "%" in host or any(label.startswith("xn--") for label in host.lower().split(".")):
        return FOREIGN
    return None if SITE.match(host) and len(host) <= 253 else NO_SITE
