"""Places of cells as spreadsheets name them."""

from __future__ import annotations

LETTERS = 26


def column_letter(number: int) -> str:
    """Return the letters of a column, from 1: A, Z, AA. Loading openpyxl for it takes a tenth of a second."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
