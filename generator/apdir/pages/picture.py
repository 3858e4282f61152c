"""The drawn summary of a visit: a row of marks a theme, and a small sheet of marks a visit to see change over time.

A mark is a small square, told by shape as well as by colour: filled with a tick for met, half filled for partly,
crossed for not met, empty for unanswered, a dash for not applicable. Only geometry is made here; templates draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from apdir.model.framework import Framework
from apdir.model.scale import passed_in_words
from apdir.pages import views
from apdir.summary.visit import Tally, ThemeTally, VisitSummary
from apdir.wording import counted_as

#: Width and height of a mark, and the distance from one to the next, in pixels.
LARGE, SMALL = (18, 21), (9, 11)
#: Marks in one row of a visit's small sheet.
ACROSS = 8
#: Note on a picture whose visit marked several requirements together.
LOWEST = "Each square shows a mark or, where there are several, the lowest: this directory’s rule."
RANK = {"met": 0, "partly": 1, "not met": 2}
#: Shapes by what a value counts as: the second value of the same weight has a shape of its own.
KINDS = {"met": ("met", "met2"), "partly": ("partly", "partly2"), "not met": ("not", "not2")}
UNANSWERED, ASIDE = "blank", "aside"
#: Gap for a requirement that a visit does not look at: nothing is drawn.
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Word:
    """One value of a framework in its own words, with its key, its shape and how often it was given."""

    key: str
    kind: str
    label: str
    number: int

    @property
    def sample(self) -> Drawing:
        """One mark of its kind, for a legend."""
        return sample(self.kind)


@dataclass(frozen=True, slots=True)
class Shape:
    """All marks of one kind in one drawing, as an SVG path."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in rows."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """One theme: its marks, best first, and the same in words; ``numbers`` go by the words of the legend."""

    title: str
    essential: bool
    drawing: Drawing
    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visit in a row of visits: every requirement at the same place each time, and a gap where it is outside."""

    visit: str
    day: str
    drawing: Drawing
    text: str
    change: str
    gaps: bool
    marked: bool


def kinds_of(framework: Framework) -> dict[str, str]:
    """The shape of each value of all the framework's scales, by the value's key: the same as in a visit's legend."""
    values = [*framework.values, *(value for scale in framework.scales for value in scale.values)]
    return _kinds((value.key, value.counts_as) for value in values)


@lru_cache(maxsize=8192)
def legend(tally: Tally) -> tuple[Word, ...]:
    """Every value of the framework, best first, with its number; unanswered and not applicable where they occur."""
    kinds = _kinds((count.key, count.counts_as) for count in tally.counts)
    counts = sorted(tally.counts, key=lambda count: RANK[count.counts_as])
    rows = [Word(count.key, kinds[count.key], count.label, count.number) for count in counts]
    if tally.unanswered:
        rows.append(Word("", UNANSWERED, "Unanswered", tally.unanswered))
    if tally.not_applicable:
        rows.append(Word("", ASIDE, "Not applicable", tally.not_applicable))
    return tuple(rows)


@lru_cache(maxsize=8192)
def in_words(tally: Tally) -> str:
    """`28 fully, 3 partially, 1 unanswered`: what did not occur is left out."""
    return ", ".join(counted_as(word.number, word.label) for word in legend(tally) if word.number)


def met_in_words(visit: VisitSummary) -> str:
    """`13 of 20 items met in full`; where the record marks rows of them, `46 of 51 marks green`."""
    if visit.marked is None:
        passed = passed_in_words(visit.tally.counts)
        return f"{visit.tally.met} of {visit.tally.applicable} {visit.requirements_word} {passed}"
    best = views.words([views.small(count.label) for count in visit.marked.counts if count.passes], "or")
    return f"{visit.marked.met} of {visit.marked.answered} marks {best}"


def bar(theme: ThemeTally, shown: Sequence[tuple[str, str, str]]) -> ThemeBar:
    """One theme of a visit; ``shown`` has the key, kind and label of each word of the visit's legend.

    A value is the same whatever a theme's own scale calls it. Raises ValueError where a requirement would be left out.
    """
    tally = theme.tally
    apart = {UNANSWERED: tally.unanswered, ASIDE: tally.not_applicable}
    numbers = {count.key: count.number for count in tally.counts}
    row = tuple(apart[kind] if kind in apart else numbers.get(key, 0) for key, kind, _ in shown)
    if sum(row) != tally.total:
        raise ValueError(f"{theme.title}: {sum(row)} of {tally.total} requirements are in the legend of the visit.")
    marks = tuple(kind for (_, kind, _), number in zip(shown, row, strict=True) for _ in range(number))
    return ThemeBar(
        title=theme.title,
        essential=theme.essential,
        drawing=draw(marks, len(marks), *LARGE),
        text=", ".join(counted_as(n, label) for (_, _, label), n in zip(shown, row, strict=True) if n),
        numbers=row,
    )


def over_time(visits: Sequence[VisitSummary]) -> tuple[Sheet, ...]:
    """The final visits of one framework, oldest first; ``visits`` has the newest first."""
    final = [visit for visit in reversed(visits) if visit.state == "final"]
    fullest = sorted(final, key=lambda visit: -len(visit.judged))
    order = dict.fromkeys(line.id for visit in fullest for line in visit.judged)
    sheets = []
    for visit in final:
        kinds = _kinds((count.key, count.counts_as) for count in visit.tally.counts)
        if visit.judged:
            drawn = {
                line.id: kinds[line.value.key] if line.value else ASIDE if line.not_applicable else UNANSWERED
                for line in visit.judged
            }
            marks = tuple(drawn.get(name, OUTSIDE) for name in order)
        else:
            marks = tuple(word.kind for word in legend(visit.tally) for _ in range(word.number))
        sheets.append(
            Sheet(
                visit=visit.id,
                day=views.day(visit.date),
                drawing=draw(marks, ACROSS, *SMALL),
                text=in_words(visit.tally),
                change=_change(visit),
                gaps=OUTSIDE in marks,
                marked=visit.marked is not None,
            )
        )
    return tuple(sheets)


def _change(visit: VisitSummary) -> str:
    """Changes since the visit it is compared with; empty where the judgements are not shown."""
    if visit.earlier is None:
        return "first shown here"
    if not any(line.before for line in visit.judged):
        return ""
    better = sum(line.change == "better" for line in visit.judged)
    worse = sum(line.change == "worse" for line in visit.judged)
    return f"{better} better, {worse} worse" if better or worse else "no change"


def draw(marks: tuple[str, ...], across: int, size: int, step: int) -> Drawing:
    """Marks in rows of so many, as one path a kind."""
    paths: dict[str, list[str]] = {}
    for place, kind in enumerate(marks):
        if kind == OUTSIDE:
            continue
        row, column = divmod(place, across)
        x, y = column * step, row * step
        paths.setdefault(kind, []).append(_mark(kind, x, y, size))
        if kind in ("met", "met2") and size >= LARGE[0]:
            paths.setdefault("tick", []).append(f"M{x + 5} {y + 9}l3 4 6-8")
        if kind == "not2" and size >= LARGE[0]:
            paths.setdefault("cross", []).append(f"M{x + 5} {y + 5}l8 8m0-8l-8 8")
    rows = -(-len(marks) // across) if across else 0
    width = min(len(marks), across) * step - (step - size) if marks else 0
    height = rows * step - (step - size) if marks else 0
    return Drawing(width, height, tuple(Shape(kind, "".join(parts)) for kind, parts in paths.items()))


@lru_cache(maxsize=16)
def sample(kind: str) -> Drawing:
    """One large mark by itself."""
    return draw((kind,), 1, *LARGE)


@lru_cache(maxsize=8192)
def _mark(kind: str, x: int, y: int, size: int) -> str:
    """One mark: a square, half a square, or a square with strokes; lines are half a pixel in."""
    box = f"M{x}.5 {y}.5h{size - 1}v{size - 1}h-{size - 1}z"
    pad = size // 4
    run = size - 2 * pad
    if kind == "partly":
        return f"{box}M{x} {y}v{size}h{size}z"
    if kind == "partly2":
        return f"{box}M{x} {y + size // 2}v{size - size // 2}h{size}v-{size - size // 2}z"
    if kind == "not":
        return f"{box}M{x + pad} {y + pad}l{run} {run}M{x + pad + run} {y + pad}l-{run} {run}"
    if kind == ASIDE:
        return f"M{x + pad} {y + size // 2}.5h{run}"
    if kind == UNANSWERED:
        return box
    return f"M{x} {y}h{size}v{size}h-{size}z"


def _kinds(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    seen = dict.fromkeys(RANK, 0)
    for key, counts_as in values:
        if key in kinds:
            continue
        kinds[key] = KINDS[counts_as][min(seen[counts_as], 1)]
        seen[counts_as] += 1
    return kinds
