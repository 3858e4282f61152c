"""The slowest text of each kind that a search found, and what it costs: `python -m tests.nightly.slowest`.

`make fuzz` searches, by steps and not by seconds, and keeps in `nightly/slowest/` what takes more of them than what was
kept before: a beginning, and what comes after it over and over, up to the limit of its kind.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from apdir.gias.register import read_register
from apdir.markdown import faults, html
from apdir.model.fields import LONGEST_DESCRIPTION
from apdir.pages.text import first_sentence, plain
from apdir.pupil import findings
from apdir.rules.page import LONGEST_PAGE, too_much
from apdir.source import Limits, read_document
from apdir.source.disguised import disguised
from apdir.source.readable import MOST
from tests.support.memory import LONGEST, cost

KEPT = Path(__file__).parent / "slowest"
#: Characters of the texts that are tried in the search: what grows faster than its text shows in these.
TRIED = 20_000


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
    "description-sentence": (first_sentence, LONGEST_DESCRIPTION),
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


def kept(kind: str) -> Recipe | None:
    """Return the slowest of a kind that was ever found."""
    path = KEPT / f"{kind}.json"
    return Recipe(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def keep(kind: str, recipe: Recipe) -> None:
    """Keep a text, where it takes more steps than the one that was kept."""
    before = kept(kind)
    if before is None or price(kind, before) < price(kind, recipe):
        (KEPT / f"{kind}.json").write_text(json.dumps(asdict(recipe), indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Print, for each kind, what its slowest text costs at the limit, in a process of its own."""
    print(f"{'':22}{'characters':>12}{'steps each':>12}{'seconds':>10}{'megabytes':>11}")
    for kind, (_, length) in KINDS.items():
        if (recipe := kept(kind)) is not None:
            call = f"""
import time
from tests.nightly.slowest import KINDS, kept
work, text = KINDS[{kind!r}][0], kept({kind!r}).text({length})
begun = time.process_time()
work(text)
print(f"{{time.process_time() - begun:.2f}}")
"""
            told = f"{kind:22}{length:12,}{price(kind, recipe):12.1f}"
            try:
                seconds, megabytes = cost(call, KEPT)
            except AssertionError:  # it was ended
                print(f"{told}   more than {LONGEST} seconds or 4,000 megabytes", flush=True)
            else:
                print(f"{told}{seconds:>10}{megabytes:11,}", flush=True)


if __name__ == "__main__":
    main()
