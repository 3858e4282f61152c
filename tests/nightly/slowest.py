"""The slowest texts of each kind that a search found, and what they cost: `python -m tests.nightly.slowest`.

`make fuzz` searches, and keeps in `nightly/slowest/` what takes more steps, and what takes more processor time, than
what was kept before: a beginning, and what comes after it over and over, up to the limit of its kind. What is slow in C
alone is one step, so the time is looked at too, but nothing fails by it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from types import FrameType

from apdir.gias.register import read_register
from apdir.markdown import html
from apdir.markdown_faults import faults
from apdir.model.fields import LONGEST_DESCRIPTION
from apdir.pages.text import plain
from apdir.pupil import findings
from apdir.rules.page import LONGEST_PAGE, too_much
from apdir.source import Limits, read_document
from apdir.source.disguised import disguised
from apdir.source.readable import MOST
from tests.support.memory import LONGEST, cost

KEPT = Path(__file__).parent / "slowest"
#: Characters of the texts that are tried in the search: what grows faster than its text shows in these. With longer
#: ones a search of 50,000 takes days.
TRIED = 2_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """A text: how it starts, and what follows as often as there is room for."""

    start: str
    again: str

    def text(self, length: int) -> str:
        """The text, so long."""
        return (self.start + self.again * length)[:length]


#: What is done with a text of each kind, and how long the longest is that is looked at.
KINDS: dict[str, tuple[Callable[[str], object], int]] = {
    "description-faults": (faults, LONGEST_DESCRIPTION),
    "description-html": (html, LONGEST_DESCRIPTION),
    "description-plain": (plain, LONGEST_DESCRIPTION),
    "page": (lambda text: too_much("a.md", text), LONGEST_PAGE),
    "pupil": (findings, MOST),
    "pupil-disguised": (lambda text: list(disguised(text)), MOST),
    "record": (lambda text: read_document("a.yml", text, Limits(), markdown=False), Limits().bytes),
    "register": (lambda text: read_register("a.csv", text.encode()), MOST),
}


def steps(work: Callable[[], object]) -> int:
    """Return how many functions are called and left, in Python and in C, while something is done."""
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def price(kind: str, recipe: Recipe, length: int = TRIED) -> float:
    """Return the steps that a text of a kind takes, for each of its characters; none is longer than its limit."""
    work, longest = KINDS[kind]
    text = recipe.text(min(length, longest))
    return steps(lambda: work(text)) / len(text)


def seconds(kind: str, recipe: Recipe) -> float:
    """Return the processor time that a text of a kind takes, so long as those of the search."""
    work, longest = KINDS[kind]
    text = recipe.text(min(TRIED, longest))
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


#: By what the slowest is found.
BY: dict[str, Callable[[str, Recipe], float]] = {"steps": price, "seconds": seconds}


def kept(kind: str, by: str) -> Recipe | None:
    """Return the slowest of a kind that was ever found, by steps or by seconds."""
    path = KEPT / f"{kind}-{by}.json"
    return Recipe(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def keep(kind: str, by: str, recipe: Recipe) -> None:
    """Keep a text, where it takes more than the one that was kept."""
    before = kept(kind, by)
    if before is None or BY[by](kind, before) < BY[by](kind, recipe):
        text = json.dumps(asdict(recipe), indent=1) + "\n"
        (KEPT / f"{kind}-{by}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Print, for each kind, what its slowest texts cost at the limit, each in a process of its own."""
    print(f"{'':30}{'characters':>12}{'steps each':>12}{'seconds':>10}{'megabytes':>11}")
    for kind, by in product(KINDS, BY):
        length = KINDS[kind][1]
        if (recipe := kept(kind, by)) is not None:
            call = f"""
import time
from tests.nightly.slowest import KINDS, kept
work, text = KINDS[{kind!r}][0], kept({kind!r}, {by!r}).text({length})
begun = time.process_time()
work(text)
print(f"{{time.process_time() - begun:.2f}}")
"""
            told = f"{kind + ', by ' + by:30}{length:12,}{price(kind, recipe):12.1f}"
            try:
                taken, megabytes = cost(call, KEPT)
            except AssertionError:  # it was ended
                print(f"{told}   more than {LONGEST} seconds or 4,000 megabytes", flush=True)
            else:
                print(f"{told}{taken:>10}{megabytes:11,}", flush=True)


if __name__ == "__main__":
    main()
