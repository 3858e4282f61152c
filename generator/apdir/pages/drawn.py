"""The picture of a visit as HTML, put together from rows that are the same wherever a theme was judged so."""

from __future__ import annotations

from markupsafe import Markup

from apdir.pages import picture
from apdir.pages.page import Site
from apdir.summary.visit import ThemeTally, VisitSummary


def drawn(visit: VisitSummary, theme_word: str, site: Site) -> Markup:
    """Legend, a row of marks a theme, and the same numbers as a table; empty where nothing could be judged."""
    if not visit.tally.total:
        return Markup()
    words = picture.legend(visit.tally)
    shown = tuple((word.key, word.kind, word.label) for word in words)
    rows = [_rows(theme, shown, site) for theme in visit.themes]
    totals = tuple(word.number for word in words)
    key = ("picture", shown, totals, theme_word)
    frame = site.pieces.get(key) or site.piece("_picture.html", key, words=words, totals=totals, theme_word=theme_word)
    frame = frame.replace(MARKS, "".join([marks for marks, _ in rows]), 1)
    return Markup(frame.replace(NUMBERS, "".join([numbers for _, numbers in rows]), 1))


def _rows(theme: ThemeTally, shown: tuple[tuple[str, str, str], ...], site: Site) -> tuple[str, str]:
    """The row of marks of one theme, and the row of its numbers."""
    marks, numbers = ("marks", theme, shown), ("numbers", theme, shown)
    if marks not in site.pieces:
        bar = picture.bar(theme, shown)
        site.piece("_bar.html", marks, bar=bar, part="marks")
        site.piece("_bar.html", numbers, bar=bar, part="numbers")
    return site.pieces[marks], site.pieces[numbers]


#: Place of the rows in the picture's frame, the same for every visit with the same totals.
MARKS, NUMBERS = "<!--marks-->", "<!--numbers-->"
