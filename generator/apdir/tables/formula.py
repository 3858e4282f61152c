"""Formulas escaped in cells of CSV, and unescaped."""

from __future__ import annotations

import re

#: The start of a formula in spreadsheet programs, behind any number of apostrophes that escape it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def escape_formula(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Return the text that `escape_formula` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
