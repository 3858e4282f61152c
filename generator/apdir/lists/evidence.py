"""What the cells of a column hold, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from apdir.first_names import ALL_FIRST_NAMES
from apdir.lists.ages import ages_in, key_stages_in
from apdir.lists.cells import is_unsaid
from apdir.lists.contacts import EMAIL, POSTCODE, WEB
from apdir.lists.days import days_in
from apdir.lists.prices import AMOUNT
from apdir.model import telephone
from apdir.model.role import names_a_person
from apdir.model.role_words import names_a_role
from apdir.model.values import day_as_typed

#: Least share of the cells that must be of a sort for a column to hold it.
MOST = 0.6
#: So many cells of a column are looked at, and so much of each.
SAMPLE, LONGEST = 200, 300
WORDS = re.compile(r"(?!(?:ext|extension|tel|mob|mobile|office)\b)\b[a-z]{3,}", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z|\d{1,2}[/. -](?:\d{1,2}|[a-z]{3,9})[/. -]\d{2,4}\Z", re.IGNORECASE)
YES_NO = re.compile(r"(?:y|n|yes|no|true|false|x|✓|✔|☑|•)\Z", re.IGNORECASE)

#: Each sort of value and how a cell of it is known, the surest first.
SORTS: dict[str, Callable[[str], object]] = {
    "postcodes": lambda text: POSTCODE.fullmatch(text.strip(" ,.;")),
    "email addresses": EMAIL.fullmatch,
    "web addresses": WEB.match,
    "UKPRNs": re.compile(r"1\d{7}\Z").match,
    "URNs": re.compile(r"[1-9]\d{5}\Z").match,
    "DfE numbers": re.compile(r"\d{3} ?/ ?\d{4}\Z").match,
    "days of the calendar": lambda text: DAY.match(text) or day_as_typed(text),
    "telephone numbers": lambda text: (
        sum(map(str.isdigit, text)) >= 9 and not WORDS.search(text) and telephone.meant(text)
    ),
    "yes or no": YES_NO.match,
    "addresses with a postcode": POSTCODE.search,
    "days of the week": lambda text: bool(days_in(text)[0]),
    "prices": lambda text: "£" in text and AMOUNT.search(text),
    "key stages": lambda text: bool(key_stages_in(text)[0]),
    "ages": lambda text: bool(ages_in(text)[0]),
    "roles": lambda text: names_a_role(text) and not names_a_person(text),
    "names of people": lambda text: names_a_person(text) or (
        len(text.split()) in (2, 3) and text.split()[0].lower() in ALL_FIRST_NAMES
    ),
}  # fmt: skip


def _sample(cells: Sequence[str]) -> list[str]:
    """The beginnings of the first cells that say something."""
    said = (text[:LONGEST] for text in cells if text and not is_unsaid(text[:LONGEST]))
    return list(islice(said, SAMPLE))


def sort_of(cells: Sequence[str]) -> str:
    """The sort of value that most of a column's cells are, empty where they are of none."""
    said = _sample(cells)
    for sort, fits in SORTS.items():
        if said and sum(bool(fits(text)) for text in said) >= MOST * len(said):
            return sort
    return ""


def share_of(cells: Sequence[str], sort: str) -> float:
    """How many of a column's cells are of a sort, from 0 to 1; 1 where no cell says anything."""
    said = _sample(cells)
    return sum(bool(SORTS[sort](text)) for text in said) / len(said) if said else 1
