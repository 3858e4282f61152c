"""Ages, years and key stages as people write them in one cell of a list."""

from __future__ import annotations

import re

AGE_WORDS = re.compile(r"\b(?:ages?|aged|years?|yrs?|old|olds|of|and|pupils?|from)\b|[\s().:]", re.IGNORECASE)
AGES = re.compile(r"(?<![\d.])(\d{1,2})\s*(?:-|–|—|\bto\b|/|&|\band\b)\s*(\d{1,2})(?![\d.])", re.IGNORECASE)
YEARS = re.compile(
    r"\b(?:y|yr|yrs|year|years|year groups?)\.?\s*(\d{1,2})\s*(?:-|–|—|\bto\b|/|&|\band\b)\s*"
    r"(?:y|yr|yrs|year|years)?\.?\s*(\d{1,2})\b", re.IGNORECASE)  # fmt: skip
SPREADSHEET_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
YOUNGEST, OLDEST = 3, 25
STAGES = re.compile(r"\b(?:ks|key ?stages?)\s*(\d)(?:\s*(-|–|—|\bto\b)\s*(?:ks|key ?stages?)?\s*(\d))?"
                    r"((?:\s*(?:,|/|&|\band\b)\s*(?:ks|key ?stages?)?\s*\d(?!\d))*)", re.IGNORECASE)  # fmt: skip
FIGURES = re.compile(r"\s*[1-5](?:\s*(?:,|/|&|and|-|–|to)\s*[1-5])*\s*\Z", re.IGNORECASE)
SCHOOLS = {r"primary": (1, 2), r"secondary": (3, 4), r"post[\s-]*16|sixth form|6th form": (5, 5)}


def ages_in(text: str) -> tuple[tuple[str, str] | None, str, list[str]]:
    """The youngest and the oldest age of a cell, the words left, and what was mended."""
    day = SPREADSHEET_DAY.match(text)
    if day:  # 11-16, typed into a spreadsheet, becomes November 2016; 5-11 the fifth of November
        pair = (int(day[2]), int(day[1]) % 100) if day[3] == "01" and int(day[1]) % 100 > int(day[2]) else (
            int(day[3]), int(day[2]))  # fmt: skip
        if _is_span(*pair):
            typed = f"{pair[0]}-{pair[1]}"
            return (str(pair[0]), str(pair[1])), "", [f"{typed}, of which a spreadsheet made the day {text}"]
        return None, text, []
    years = YEARS.search(text)
    if years:
        first, last = int(years[1]) + 4, int(years[2]) + 5
        if _is_span(first, last):
            rest = AGE_WORDS.sub("", text[: years.start()] + text[years.end() :])
            return (str(first), str(last)), rest, [f"years {years[1]} to {years[2]} as ages"]
    match = AGES.search(text)
    if match and _is_span(int(match[1]), int(match[2])) and not re.search(r"\bks|key", text[: match.start()], re.I):
        rest = AGE_WORDS.sub("", text[: match.start()] + text[match.end() :]).strip("- ,;")
        return (match[1], match[2]), rest, []
    return None, text, []


def _is_span(first: int, last: int) -> bool:
    return YOUNGEST <= first <= last <= OLDEST


def key_stages_in(text: str, *, figures: bool = False) -> tuple[list[str], str]:
    """The key stages of a cell, and the words left; ``figures``: a figure alone is one too."""
    found: list[int] = []
    if figures and FIGURES.match(text):
        text = f"KS{text.strip()}"
    rest = text
    for match in STAGES.finditer(text):
        first, last = int(match[1]), int(match[3] or match[1])
        found += range(first, last + 1)
        found += map(int, re.findall(r"\d", re.sub(r"(?i)ks|key ?stages?", "", match[4] or "")))
        rest = rest.replace(match[0], " ")
    for words, (first, last) in SCHOOLS.items():
        if re.search(rf"\b(?:{words})\b", rest, re.IGNORECASE):
            found += range(first, last + 1)
            rest = re.sub(rf"\b(?:{words})\b", " ", rest, flags=re.IGNORECASE)
    stages = [f"KS{number}" for number in sorted(set(found)) if 1 <= number <= 5]
    return stages, re.sub(r"\b(?:and|to|pupils?)\b|[\s,;/&+().-]", "", rest, flags=re.IGNORECASE) and rest.strip(
        " ,;/&-"
    )
