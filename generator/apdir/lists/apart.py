"""Cells of flat lists taken apart: prices, ages, days, hours, addresses and contacts as people write them in one cell.

What a reader of a cell gives: the values by the fields of records, and the words of the cell that no field takes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from apdir.lookalike import is_unseen
from apdir.model import telephone
from apdir.model.shapes import BASES
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


# --- prices ---------------------------------------------------------------------------------------------------------

AMOUNT = re.compile(r"(?:£\s*|\bGBP\s*)?(?<![\d.,:])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d%])|"
                    r"(?:£\s*|\bGBP\s*)?(?<![\d.,:])\d{1,6}(?:\.\d{1,2})?(?![\d%:])", re.IGNORECASE)  # fmt: skip
MONEY = re.compile(r"£|\bGBP", re.IGNORECASE)
SHORT = {"h": "hour", "hr": "hour", "d": "day", "w": "week", "wk": "week", "a": "year", "s": "session"}
YEAR = r"years?|annum|academic years?|yr|annual(?:ly)?"
OTHERS = {"year": YEAR, "month": r"months?|monthly", "half term": r"half[\s-]*terms?", "lesson": r"lessons?",
          "block": r"blocks?", "programme": r"programmes?", "course": r"courses?", "pupil": r"pupils?|students?",
          "visit": r"visits?"}  # fmt: skip
HALF = BASES["half day"] + r"|half(?![\s-]*term)"
#: What parts two prices of a cell.
PIECE = re.compile(r"[,;/\n]|\band\b")
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b)\s*\Z", re.IGNORECASE)
#: What joins an amount and its basis, and two prices, and says nothing of them.
JOINS = re.compile(r"[\s/,;:|.&+()-]|\b(?:per|an?|each|for|rate|and|or|full)\b", re.IGNORECASE)


def prices_in(text: str, per: str = "") -> Part:
    """The prices of a cell; ``per`` is the basis that its heading says. An amount without a basis is left."""
    if text.strip().lower() in ("free", "no charge", "no cost", "nil charge"):
        return Part(items=[{"amount": "0", "per": per}]) if per else Part(left=text)
    found = list(AMOUNT.finditer(text))
    if any(MONEY.match(match[0]) for match in found):
        found = [match for match in found if MONEY.match(match[0])]
    elif len(found) == 1 and not per and not _basis(text[found[0].end() :]):
        return Part(left=text)
    if not found:
        return Part(left=text)
    ends = [match.start() for match in found[1:]] + [len(text)]
    tails = [text[match.end() : end] for match, end in zip(found, ends, strict=True)]
    heads = [text[: found[0].start()], *(PIECE.split(tail)[-1] for tail in tails[:-1])]
    ranged = {index for index, tail in enumerate(tails[:-1]) if RANGE.fullmatch(tail)}
    labelled = len(found) > 1 and bool(_spare(heads[0]) or _basis(heads[0]))
    bases = [_basis(head) for head in heads] if labelled else []
    if not bases or not all(bases):
        bases = [_basis(tail) for tail in tails]
        for index in reversed(range(len(bases) - 1)):  # £30 or £45 an hour, 1:1 £45, 2:1 £30 an hour
            if bases[index] is None and (index in ranged or labelled or not (per or _spare(tails[index]))):
                bases[index] = bases[index + 1]
    part = Part()
    said = ""
    for index, match in enumerate(found):
        basis = bases[index] or said or per
        said = bases[index] or said
        if index - 1 in ranged:
            continue
        if not basis:
            part.left = " ".join(f"{part.left} {match[0]}{tails[index]}".split())
            continue
        item = {"amount": re.sub(r"[^\d.]", "", match[0]).removesuffix(".00"), "per": basis}
        last = index + 1 if index in ranged else index
        own = tails[last] if not labelled or last == len(found) - 1 else tails[last].removesuffix(heads[last + 1])
        head = heads[index] if labelled or index == 0 else ""
        if index in ranged or _spare(f"{head} {own}"):
            words = f"{head}{text[match.start() : found[last].end()]}{own}"
            item["note"] = " ".join(words.split()).strip(" ,;/")
        part.items.append(item)
    return part


def _basis(words: str) -> str | None:
    """The basis that stands in the words behind an amount, None where none does."""
    text = " ".join(words.lower().replace("half-", "half ").split())
    short = re.match(r"\W*p\s*/?\s*(hr?|d|wk?|a|s)\b", text)
    if short:
        return SHORT[short[1]]
    ways = {**OTHERS, **BASES, "half day": HALF}
    found = [(match.start(), -len(match[0]), name) for name, way in ways.items()
             if (match := re.search(rf"(?<![a-z])(?:{way})(?![a-z])", text))]  # fmt: skip
    if not found:
        return None
    if len(found) > 1:  # "per pupil per day": a day
        found = [one for one in found if one[2] != "pupil"]
    return min(found)[2]


def _spare(words: str) -> str:
    """What words say beside a basis."""
    text = " ".join(words.lower().replace("half-", "half ").split())
    text = re.sub(r"\bp\s*/?\s*(?:hr?|d|wk?|a|s)\b", " ", text)
    for way in (HALF, *OTHERS.values(), *BASES.values()):
        text = re.sub(rf"(?<![a-z])(?:{way})(?![a-z])", " ", text)
    return JOINS.sub("", text)


# --- ages, years, key stages ----------------------------------------------------------------------------------------

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


# --- days and hours -------------------------------------------------------------------------------------------------

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAME = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur|urs)?(?:days?)?"
DAYS = re.compile(rf"\b({DAY_NAME})\b\.?(?:\s*(?:-|–|—|\bto\b|\bthrough\b)\s*({DAY_NAME})\b\.?)?", re.IGNORECASE)
WEEKDAYS = re.compile(r"\b(?:weekdays|5 days(?: a week)?|five days(?: a week)?|m-f)\b", re.IGNORECASE)
HOURS = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*(am|pm|noon)?\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
    r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*(am|pm|noon)?(?![\d.:])", re.IGNORECASE)  # fmt: skip
DAY_JOINS = re.compile(r"\b(?:and|from|every|open|only)\b|[\s,;/&+().:-]", re.IGNORECASE)


def days_in(text: str) -> tuple[list[str], str]:
    """The days of the week in a cell, and the words left."""
    found: set[int] = set()
    for match in DAYS.finditer(text):
        first = _day(match[1])
        last = _day(match[2]) if match[2] else first
        found.update(range(first, last + 1) if first <= last else (first, last))
    rest = DAYS.sub(" ", text)
    if WEEKDAYS.search(rest):
        found.update(range(5))
        rest = WEEKDAYS.sub(" ", rest)
    return [WEEK[number] for number in sorted(found)], rest.strip(" ,;/&-") if DAY_JOINS.sub("", rest) else ""


def _day(word: str) -> int:
    return WEEK.index(word[:3].capitalize())


def hours_in(text: str) -> tuple[tuple[str, str] | None, str, list[str]]:
    """When a day starts and ends, the words left, and what was mended."""
    match = HOURS.search(text)
    if not match:
        return None, text, []
    start, end, mended = day_hours(_clock(*match.group(1, 2, 3)), _clock(*match.group(4, 5, 6)))
    rest = text[: match.start()] + text[match.end() :]
    return (start, end), rest.strip(" ,;/&-") if DAY_JOINS.sub("", rest) else "", mended


def day_hours(start: str, end: str) -> tuple[str, str, list[str]]:
    """Start and end of a day, the end in the afternoon where it cannot be in the morning."""
    if end <= start and end < "08:00":
        after = f"{int(end[:2]) + 12:02}{end[2:]}"
        return start, after, [f"{end.lstrip('0')} as {after}"]
    return start, end, []


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    number = int(hour)
    if half and half.lower() == "pm" and number < 12:
        number += 12
    return f"{number:02}:{minute or '00'}"


# --- addresses and contacts -----------------------------------------------------------------------------------------

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b\.?", re.IGNORECASE)
SITE_LABEL = re.compile(r"\A\W*(?:site|venue|base|centre)\s*\d*\s*[:.-]\s*|\A\W*\d\)\s*", re.IGNORECASE)
EMAIL = re.compile(r"[A-Za-z0-9.!$'*+/^_~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
WEB = re.compile(r"(?:https?://|www\.)[^\s,;<>\"]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|ac\.uk|sch\.uk|gov\.uk|"
                 r"com|org|uk|net|info|example)\b(?:/[^\s,;<>\"]*)?", re.IGNORECASE)  # fmt: skip
SEVERAL = re.compile(r"\s*(?:;|/|,|\n|\bor\b|\band\b)\s*")


def sites_in(text: str) -> Part:
    """The addresses of a cell, each up to its postcode; one without a postcode needs a number or a comma."""
    part = Part()
    at = 0
    for match in POSTCODE.finditer(text):
        lines = _lines(SITE_LABEL.sub("", text[at : match.start()]))
        part.items.append({"postcode": f"{match[1]} {match[2]}".upper(), **({"address": lines} if lines else {})})
        at = match.end()
    rest = SITE_LABEL.sub("", text[at:]).strip(" ,;.\n")
    if not part.items and rest and (re.search(r"\d|,|\n", rest)):
        part.items.append({"address": _lines(rest)})
    else:
        part.left = rest
    return part


def _lines(text: str) -> str:
    return "; ".join(line for piece in re.split(r"[,;\n]", text) if (line := " ".join(piece.split()).strip(" .")))


def phone_in(text: str) -> Part:
    """The first telephone number of a cell."""
    if telephone.read(" ".join(text.split())):
        return Part([("contact.phone", text)])
    found = telephone.meant(text)
    if found is None:
        return Part([("contact.phone", text)])  # the model says what is wrong
    figures, known = re.sub(r"\D", "", text), re.sub(r"\D", "", found)
    if figures == known.lstrip("0") and not re.search(r"[A-Za-z]{2}", text):
        return Part([("contact.phone", found)], repairs=[f"the first zero of {found}"])
    rest = [piece for piece in SEVERAL.split(text) if re.sub(r"\D", "", piece) not in figures[: len(known)]]
    rest = [piece for piece in rest if piece] or re.findall(r"[A-Za-z][A-Za-z .]+", text)
    left = "; ".join(rest)
    repairs = [] if left else [f"{found} of {text}"]
    return Part([("contact.phone", found)], left=left, repairs=repairs)


def email_in(text: str) -> Part:
    """The first email address of a cell."""
    found = EMAIL.findall(text)
    if not found:
        return Part([("contact.email", text)])
    rest = re.sub(r"(?i)\bmailto:|\bemail\b", "", text.replace(found[0], " ", 1)).strip(" ,;:/.<>()|\n")
    return Part([("contact.email", found[0])], left=" ".join(rest.split()))


def website_in(text: str) -> Part:
    """The first web address of a cell, with https:// where it has no beginning."""
    match = WEB.search(text)
    if match is None:
        return Part([("contact.website", text)])
    found = match[0].rstrip(".)'")
    rest = (text[: match.start()] + " " + text[match.start() + len(found) :]).strip(" ,;:/.<>()|\n")
    if re.fullmatch(r"\S+", rest) and text.strip().startswith(found) and text.strip()[len(found)] == " ":
        return Part([("contact.website", text)])  # an address with a space in it, of which a part leads nowhere
    repairs = []
    if "'" in found:
        found = found.replace("'", "%27")
        repairs.append("%27 for the apostrophe in the address")
    if not found.lower().startswith("http"):
        repairs.append(f"https:// before {found}")
        found = f"https://{found}"
    return Part([("contact.website", found)], left=rest, repairs=repairs)


def contact_in(text: str) -> Part:
    """Email, telephone and website of a cell that has several of them, and what is left: a name, mostly."""
    part = Part()
    rest = text
    for pattern, read in ((EMAIL, email_in), (WEB, website_in)):
        match = pattern.search(rest)
        if match:
            one = read(match[0])
            part.values += one.values
            part.repairs += one.repairs
            rest = rest.replace(match[0], " ", 1)
    for piece in _numbers(rest):
        if (found := telephone.meant(piece)) and not any(name == "contact.phone" for name, _ in part.values):
            part.values.append(("contact.phone", found))
            rest = rest.replace(piece, " ", 1)
    part.left = re.sub(r"(?i)\b(?:tel|telephone|phone|email|e-mail|web|website|mobile|mob)\b\.?:?|[|<>]", " ", rest)
    part.left = " ".join(part.left.split()).strip(" ,;:/.-()")
    return part


def _numbers(text: str) -> Iterator[str]:
    yield from (match[0].strip() for match in re.finditer(r"\+?\(?\d[\d ()-]{8,}\d", text))
