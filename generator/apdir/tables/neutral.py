"""Text that a spreadsheet cannot take for a formula, and back."""

from __future__ import annotations

import re

#: What a spreadsheet program begins a formula with, behind any number of the apostrophes that disarm one.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def disarmed(text: str) -> str:
    """The text of a CSV cell: with an apostrophe in front where it could be taken for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def armed(text: str) -> str:
    """What `disarmed` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
