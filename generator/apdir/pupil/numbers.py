"""Identifiers of one person: each has a check digit or letter, or a word before it that says what it is."""

from __future__ import annotations

import re

import re2

from apdir.pupil.rule import Rule

UPN = "unique pupil number"
NHS = "NHS number"
ULN = "unique learner number"
NINO = "National Insurance number"
RECORD = "number of a pupil's record"

#: The letters of a unique pupil number, each worth its place: I, O and S look too much like digits.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
#: Separators within one number: spaces, hyphens, a new line with its indent.
SEP = r"[ .-]?\s{0,12}"
LEFT = r"(?:^|[^A-Za-z0-9])"
RIGHT = r"(?:[^A-Za-z0-9]|$)"
#: Between the word that says what a number is, and the number.
BETWEEN = r"(?: ?(?:no|num|number|id|ref|reference))?[\s.:=\"'()-]{0,12}(?:is\s{1,12}|was\s{1,12})?[\s:\"'(]{0,4}"
#: Words before ten digits that say that they are something else.
OTHERWISE = re2.compile(
    r"(?i)\b(?:isbn|issn|contract|order|invoice|account|acct|charity|company|tender|po|policy|licen[cs]e|vat|tel|phone|"
    r"telephone|fax|mobile|lot|serial|model|duns|ukprn|eori|receipt|booking|purchase|framework|bar ?code|part|stock|"
    r"isbn-1[03])\b[^0-9\n]{0,25}$"
)


def is_upn(text: str) -> bool:
    """Return whether a text is a unique pupil number, permanent or temporary, whose first letter is the right one.

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
    """Return whether ten digits are an NHS number: weighed 10 to 1, they come to a multiple of 11."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True))
    return digits[0] in "3456789" and total % 11 == 0 and len(set(digits)) > 1


def is_uln(digits: str) -> bool:
    """Return whether ten digits are a unique learner number: the last is 10 less the remainder of the rest by 11."""
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return rest != 0 and int(digits[9]) == 10 - rest


def _upn(data: bytes, start: int, end: int) -> bool:
    return is_upn(re.sub("[^0-9A-Za-z]", "", data[start:end].decode()))


def _unlabelled(data: bytes, start: int) -> bool:
    """Whether nothing before ten digits says that they are a telephone number, a decimal or a thing's number."""
    return _begins(data, start) and OTHERWISE.search(data[max(start - 40, 0) : start]) is None


def _begins(data: bytes, start: int) -> bool:
    """Whether ten digits are not the rest of a longer number."""
    return not data[max(start - 5, 0) : start].endswith((b"+", b".", b")", b") ", b"+44 ", b"0044 ", b"44-"))


def _nhs(data: bytes, start: int, end: int) -> bool:
    digits = re.sub("[^0-9]", "", data[start:end].decode())
    # In three groups, as the NHS prints it, it is one whatever the words before it.
    free = _begins(data, start) if end - start > 10 else _unlabelled(data, start)
    return free and is_nhs_number(digits) and not re.match(rb"-[0-9]", data[end : end + 2])


def _uln(data: bytes, start: int, end: int) -> bool:
    return (
        is_uln(data[start:end].decode()) and _unlabelled(data, start) and not re.match(rb"-[0-9]", data[end : end + 2])
    )


def _not_a_year(data: bytes, start: int, end: int) -> bool:
    return re.search(rb"[0-9]{3}", data[start:end]) is not None


RULES = (
    Rule(
        UPN,
        rf"{LEFT}([A-Za-z]{SEP}[0-9]{{3}}{SEP}[0-9]{{4}}{SEP}[0-9]{{2}}{SEP}[0-9]{{2}}[0-9A-Za-z]){RIGHT}",
        _upn,
    ),
    Rule(UPN, rf"{LEFT}([A-Za-z](?:[\s-]{{0,12}}[0-9]){{11}}[\s-]{{0,12}}[0-9A-Za-z]){RIGHT}", _upn),
    Rule(NHS, rf"{LEFT}([3-9][0-9]{{2}}{SEP}[0-9]{{3}}{SEP}[0-9]{{4}}){RIGHT}", _nhs),
    Rule(ULN, rf"{LEFT}([1-9][0-9]{{9}}){RIGHT}", _uln),
    Rule(
        NINO,
        rf"(?i){LEFT}([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:{SEP}[0-9]{{2}}){{3}}{SEP}[A-D]){RIGHT}",
        lambda data, start, end: (
            data[start : start + 2].upper() not in (b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ")
        ),
    ),
    Rule(
        UPN,
        rf"(?i){LEFT}((?:upn|unique pupil){BETWEEN}[A-Z][ -]?[0-9](?:[ -]?[0-9]){{10}}[ -]?[0-9A-Z]){RIGHT}",
    ),
    Rule(ULN, rf"(?i){LEFT}((?:uln|unique learner){BETWEEN}[0-9](?:[ -]?[0-9]){{9}}){RIGHT}"),
    Rule(NHS, rf"(?i){LEFT}(nhs{BETWEEN}[0-9](?:[ -]?[0-9]){{9}}){RIGHT}"),
    Rule(
        RECORD,
        rf"(?i){LEFT}((?:(?:pupil|student|learner|child|admission)(?:'s)? (?:id|no|number|ref|reference)|"
        rf"(?:ehcp?|mosaic|liquidlogic|lcs|arbor|sims|bromcom|social care|mis) (?:id|no|number|ref|reference))"
        rf"[\s.:;='\"()-]{{0,12}}(?:is )?[A-Z]{{0,3}}[-/]?[0-9][0-9A-Z/-]{{2,14}}){RIGHT}",
        _not_a_year,
    ),
)
