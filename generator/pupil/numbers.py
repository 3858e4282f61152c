"""Numbers that stand for one person: each has a check digit or letter, or a word before it that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.pupil.quick import may_have, may_have_six_digits

UPN = "unique pupil number"
NHS = "NHS number"
ULN = "unique learner number"
NINO = "National Insurance number"

#: The letters of a unique pupil number, each worth its place: I, O and S look too much like digits.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
#: Digits that belong together, whatever spaces and hyphens part them.
RUN = re.compile(r"[0-9](?<![0-9][0-9])(?![0-9]{3}-[0-9]{2}-[0-9]{2}(?![0-9 -]))(?:[ -]?[0-9]){5,}")
#: How far letters of a number can stand from its digits.
AROUND = 4

A_UPN = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z][ -]?[0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{2}[ -]?[0-9]{2}[0-9A-Za-z])(?![A-Za-z0-9])"
)
#: Ten digits, in one or as the NHS prints them; not the end of a telephone number or of a decimal.
TEN = re.compile(
    r"(?<![A-Za-z0-9+.])(?<!44[ -])(?<!\))(?<!\) )([1-9][0-9]{2})([ -]?)([0-9]{3})\2([0-9]{4})(?![A-Za-z0-9])(?!-[0-9])"
)
A_NINO = re.compile(
    r"(?<![A-Za-z0-9])(?!(?:BG|GB|KN|NK|NT|TN|ZZ))[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)
#: What may stand between the word that says what a number is, and the number.
BETWEEN = r"(?:[ _-]?(?:no|num|number))?\b[\s.:=\"'#-]*(?:is\s+)?"
A_LABELLED_UPN = re.compile(rf"{BETWEEN}[A-Za-z][ -]?[0-9][0-9 -]{{9,14}}[0-9A-Za-z](?![A-Za-z0-9])", re.IGNORECASE)
LABELLED_TEN = re.compile(rf"{BETWEEN}[0-9][0-9 -]{{8,11}}[0-9](?![A-Za-z0-9])", re.IGNORECASE)
#: The words, in small letters.
LABELLED = {
    "upn": (UPN, A_LABELLED_UPN),
    "unique pupil": (UPN, A_LABELLED_UPN),
    "uln": (ULN, LABELLED_TEN),
    "unique learner": (ULN, LABELLED_TEN),
    "nhs": (NHS, LABELLED_TEN),
}
_may_be_labelled = may_have(LABELLED)


def is_upn(text: str) -> bool:
    """Whether a text is a unique pupil number, permanent or temporary, whose first letter is the right one.

    The twelve characters after it weigh 2 to 13; the remainder of their sum by 23 is the letter (DfE, UPN guide).
    """
    letter, rest = text[:1].upper(), text[1:].upper()
    if len(rest) != 12 or not letter or letter not in UPN_LETTERS:
        return False
    values = [int(sign) if sign.isdecimal() else UPN_LETTERS.find(sign) for sign in rest]
    if -1 in values:
        return False
    return UPN_LETTERS[sum(weight * value for weight, value in enumerate(values, 2)) % 23] == letter


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: weighed 10 to 1, they come to a multiple of 11."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True))
    return digits[0] in "3456789" and total % 11 == 0 and len(set(digits)) > 1


def is_uln(digits: str) -> bool:
    """Whether ten digits are a unique learner number: the last is 10 less the remainder of the others by 11."""
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return rest != 0 and int(digits[9]) == 10 - rest and len(set(digits)) > 1


def numbers(text: str, lower: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every number of a person; ``lower`` is the text in small letters."""
    for run in RUN.finditer(text) if may_have_six_digits(text) else ():
        start = max(run.start() - AROUND, 0)
        for kind, first, last in _in_run(text[start : run.end() + AROUND]):
            yield kind, start + first, start + last
    if not _may_be_labelled(lower):
        return
    for label, (kind, pattern) in LABELLED.items():
        if label not in lower:
            continue
        for start in occurrences(lower, label):
            number = pattern.match(text, start + len(label))
            if number is not None:
                yield kind, start, number.end()


def occurrences(text: str, word: str, *, alone: bool = True) -> Iterator[int]:
    """Where a word begins in a text: where ``alone``, not behind another letter or digit."""
    place = text.find(word)
    while place >= 0:
        if not alone or not place or not text[place - 1].isalnum():
            yield place
        place = text.find(word, place + 1)


def _in_run(window: str) -> Iterator[tuple[str, int, int]]:
    for match in A_UPN.finditer(window):
        if is_upn(re.sub("[ -]", "", match[0])):
            yield UPN, match.start(), match.end()
    for match in TEN.finditer(window):
        digits = match[1] + match[3] + match[4]
        if is_nhs_number(digits):
            yield NHS, match.start(), match.end()
        elif not match[2] and is_uln(digits):
            yield ULN, match.start(), match.end()
    for match in A_NINO.finditer(window):
        yield NINO, match.start(), match.end()
