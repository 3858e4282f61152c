"""Telephone numbers as people write them, read by the national numbering plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Place of a number without a country's code.
HERE = "GB"
HOME_CODE = 44
SHAPE = re.compile(
    r"(?P<number>[+0-9(][0-9 ()+.–-]*?)(?:,? ?(?:ext|extension|x)\.? ?(?P<extension>[0-9]{1,5}))?\Z", re.IGNORECASE
)
#: Ofcom's numbers for drama, which nobody has; the numbering plan knows only some.
DRAMA = re.compile(r"(?:11[3-8]4960|1[2-6]14960|2079460|1914980|2896496|2890180|2920180|1632960|7700900|8081570|"
                   r"9098790|3069990)\d{3}\Z", re.ASCII)  # fmt: skip
#: Letters that are typed or read for figures.
LETTERS = str.maketrans("OoIl", "0011")


def read(text: str) -> str | None:
    """The number in the usual grouping (`020 7946 0123`, `01632 960123 ext 4`), None for what is no whole number.

    One of another country begins with its code: `+33 1 42 68 53 00`.
    """
    # Felt at every start of a command, and needed by those that read records alone.
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_possible_number,
        is_valid_number,
        parse,
    )

    match = SHAPE.match(text)
    if match is None:
        return None
    written = match["number"]
    extension = f" ext {match['extension']}" if match["extension"] else ""
    try:
        number = parse(written, HERE)
    except NumberParseException:
        return None
    home = number.country_code == HOME_CODE
    if home and not written.startswith("+") and not re.match(r"\W*0", written):
        return None
    national = f"{number.national_number}"
    if not is_valid_number(number) and not (home and is_possible_number(number) and DRAMA.match(national)):
        return None
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return format_number(number, form) + extension


def national() -> str:
    """A pattern of every number of this country, as its figures behind the zero: for scripts that check one."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    regions = [PhoneMetadata.metadata_for_region(name) for name in COUNTRY_CODE_TO_REGION_CODE[HOME_CODE]]
    kinds = ("fixed_line", "mobile", "toll_free", "premium_rate", "personal_number", "voip", "pager", "uan")
    found = [getattr(region, kind) for region in regions for kind in kinds]
    patterns = dict.fromkeys(kind.national_number_pattern for kind in found if kind and kind.national_number_pattern)
    return "|".join((*patterns, DRAMA.pattern.removesuffix(r"\Z")))


def meant(text: str) -> str | None:
    """The number that was most likely meant by what is none: a lost zero, a letter for a figure, words around it."""
    return next((found for way in _ways(text) if (found := read(way)) is not None), None)


def why(text: str) -> str:
    """Why a number is wrong, in a sentence; empty where its figures do not tell."""
    figures = re.sub(r"\D", "", re.sub(r"\s*(?:ext|extension|x)\.? ?\d+\Z", "", text, flags=re.IGNORECASE))
    if not re.fullmatch(r"[\d\s()+.–-]*", text):
        return ""
    if len(figures) <= 6:
        return "It has too few digits: write the whole number with its area code."
    if figures.startswith("0") and not figures.startswith("00") and len(figures) != 11:
        fewer = "few" if len(figures) < 11 else "many"
        return f"It has {len(figures)} digits, which is too {fewer}: nearly every number here has 11."
    return "No number in use begins like this: check the first digits." if figures.startswith("0") else ""


def dialled(number: str) -> str:
    """A number that `read` gave, as a link dials it: `+441632960123`, with `;ext=4` behind it where it has one."""
    whole, _, extension = number.partition(" ext ")
    figures = re.sub(r"[^+0-9]", "", whole)
    figures = f"+{HOME_CODE}{figures[1:]}" if figures.startswith("0") else figures
    return f"{figures};ext={extension}" if extension else figures


def _ways(text: str) -> Iterator[str]:
    """Other readings of a text, the likeliest first."""
    for way in (text, text.translate(LETTERS)):
        yield way
        yield f"0{way}"
        yield f"+{way}"
        yield f"0{way.lstrip('+')}"
        yield re.sub(r"\D*\Z|\A[^\d+(]*", "", way)
        for part in re.split(r"\s*(?:[/,;]|\bor\b|\band\b)\s*", way):
            yield part
            yield f"0{part}"
