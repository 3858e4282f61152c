"""The picture of a visit as HTML, put together from rows that are the same wherever a theme was judged so."""

from __future__ import annotations

from markupsafe import Markup

from generator.pages.page import Site
from generator.pages.picture import by_theme
from generator.summary.visit import VisitSummary


def drawn(visit: VisitSummary, theme_word: str, site: Site) -> Markup:
    """Legend, a row of marks a theme, and the same numbers as a table; empty where nothing could be judged."""
    if not visit.tally.total:
        return Markup()
    picture = by_theme(visit)
    shown = tuple((word.kind, word.label) for word in picture.words)
    parts: dict[str, list[str]] = {"marks": [], "numbers": []}
    for bar in picture.bars:
        for part, rows in parts.items():
            same = (part, bar.title, bar.essential, bar.numbers, shown)
            rows.append(site.piece("_bar.html", same, bar=bar, part=part))
    key = ("picture", shown, picture.totals, theme_word)
    frame = site.piece("_picture.html", key, picture=picture, theme_word=theme_word)
    marks, numbers = ("".join(rows) for rows in parts.values())
    return Markup(frame.replace(MARKS, marks, 1).replace(NUMBERS, numbers, 1))


#: Where the rows go in the picture's frame, which is the same for every visit with the same totals.
MARKS, NUMBERS = "<!--marks-->", "<!--numbers-->"
