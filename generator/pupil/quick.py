"""Whether a text can hold any of it, told by one quick look: most texts cannot, and are read no further.

The pattern library that comes with pydantic looks for all words at once, where Python's own takes each in turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pydantic_core import SchemaValidator, core_schema

#: Where six digits in a run end up that has at most one space or hyphen between two: five together, a space, or groups
#: parted by hyphens. Of those, a day in a record (2026-11-22) is told apart by its groups and by nothing behind it.
GROUPS_OF_NO_DAY = (
    r"(?:^-?|[^0-9]-|[^0-9-])[0-9]{1,3}-[0-9]",
    r"[0-9]{4}-(?:[0-9]{3}|[0-9](?:[^0-9]|$))",
    r"[0-9]{4}-[0-9]{2}(?:[^0-9-]|$|-(?:[^0-9]|$|[0-9]{3}|[0-9](?:[^0-9]|$)|[0-9]{2}[ -]))",
)
SIX_DIGITS = "|".join(("[0-9]{5}", "[0-9] [0-9]", *GROUPS_OF_NO_DAY))


def may_match(pattern: str) -> Callable[[str], bool]:
    """A quick look for a pattern, one without looking around; a text that cannot be searched so may always match."""
    found = _look(pattern)
    return lambda text: found(text) or not _can_be_searched(text)


def _look(pattern: str) -> Callable[[str], bool]:
    return SchemaValidator(core_schema.str_schema(pattern=pattern, regex_engine="rust-regex")).isinstance_python


#: Not where it holds bytes that are no characters, as the name of a file may.
_can_be_searched = _look("")


def may_have(words: Iterable[str]) -> Callable[[str], bool]:
    """A quick look for any of some words."""
    return may_match("|".join(map(re.escape, words)))


def may_have_six_digits(text: str) -> bool:
    """Whether a text may have six digits of one number in it: those of a day in a record are none."""
    return _six_digits(text)


_six_digits = may_match(SIX_DIGITS)
