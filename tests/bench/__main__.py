"""`python -m tests.bench --providers N`: our build, MkDocs with Material, and Hugo, side by side (Linux).

Every side makes the same N pages of providers and 3N of visits with the same facts; forms, feeds and the search index
are off on all. Setting up is not timed. The sides take turns, and each number is the median of the rounds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from tests.bench import corpus, hugo_side, mkdocs_side, ours, pages, report
from tests.bench.facts import ProviderFacts, read_providers
from tests.bench.framework import Framework, read_framework
from tests.bench.measure import Failed, Measurement, measure
from tests.bench.shell import NotAShell, Shell

TODAY = date(2026, 11, 22)
#: Above this many providers the plain way is measured on so many, unless --full asks for all.
SAMPLE = 250
FEW = 500
OURS, PLAIN, HUGO = "ours", "MkDocs + Material", "Hugo"


@dataclass(frozen=True, slots=True)
class Side:
    """One contestant: what builds its site into `out`, and what to undo first so that the build starts from nothing."""

    name: str
    command: Sequence[str]
    out: Path
    providers: int
    before: Callable[[], None] = lambda: None
    runs: list[Measurement] = field(default_factory=list)

    def run(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Build from nothing once more."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.before()
        self.again(folder, environment)

    def again(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Build over what is there once more."""
        self.runs.append(measure(self.command, folder, environment))
        tell(f"  {self.name}: {self.runs[-1].wall:.2f} s")


def main() -> int:
    """Run the benchmark; 0 when it ran, 1 when a side failed, 2 for wrong arguments."""
    options = arguments()
    try:
        if options.work is None:
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                bench(Path(folder), options)
        else:
            options.work.mkdir(parents=True)
            bench(options.work.absolute(), options)
    except (Failed, FileNotFoundError, NotAShell, pages.NotTheSamePages) as error:
        print(f"The benchmark stopped. {error}", file=sys.stderr)
        return 1
    return 0


def arguments() -> argparse.Namespace:
    """The command line's arguments, checked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").partition(":")[2])
    parser.add_argument("--providers", "--n", type=positive, default=1000, metavar="N", help="how many providers")
    parser.add_argument("--rounds", type=positive, default=3, metavar="R", help="how often each side takes its turn")
    parser.add_argument("--full", action="store_true", help="the plain way on every page too, not on a sample")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep everything made in this new folder")
    options = parser.parse_args()
    if options.work is not None and options.work.exists():
        parser.error(f"{options.work} is there already; name a new folder")
    return options


def positive(text: str) -> int:
    """A whole number above nought."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def bench(work: Path, options: argparse.Namespace) -> None:
    """Set up the sides in `work`, let them take turns, check what they built, and print the result."""
    number: int = options.providers
    sampled = number if options.full or number <= FEW else SAMPLE
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    root = work / "directory"
    today = TODAY.isoformat()

    tell(f"Setting up {number} providers with {corpus.VISITS_EACH} visits each in {work}")
    ours.set_up(root, number)
    framework = read_framework(root)
    sample = list(read_providers(root, sampled, framework, TODAY))
    shells = our_shells(work / "shell", environment, today)
    hugo_side.set_up(work / "hugo", root, framework, shells, today)
    mkdocs_side.set_up(work / "mkdocs", sample, framework, TODAY)
    mkdocs_side.set_up(work / "mkdocs-empty", (), framework, TODAY)

    build = partial(ours.command, root, work / "site-ours", today)
    empty = Side(
        "MkDocs + Material, no provider",
        mkdocs_side.command(work / "mkdocs-empty", work / "site-empty"),
        work / "site-empty",
        0,
    )
    cold = Side(OURS, build(*ours.WITHOUT_SEARCH), work / "site-ours", number, partial(ours.forget, root))
    plain = Side(
        PLAIN, mkdocs_side.command(work / "mkdocs", work / "site-mkdocs"), work / "site-mkdocs", sampled
    )
    hugo = Side(HUGO, hugo_side.command(work / "hugo", work / "site-hugo"), work / "site-hugo", number)
    rebuild = Side(f"{OURS}, one record changed", cold.command, cold.out, number)
    whole = Side(f"{OURS} with search", build(), cold.out, number, partial(ours.forget, root))
    whole_rebuild = Side(f"{OURS} with search, one record changed", whole.command, cold.out, number)

    sides = [cold, plain, hugo]
    for turn in range(options.rounds):
        tell(f"Round {turn + 1} of {options.rounds}")
        for side in sides if turn % 2 == 0 else reversed(sides):
            side.run(work, environment)
        empty.run(work, environment)
    weights = {side.name: pages.weigh(side.out, side.providers, corpus.VISITS_EACH) for side in sides}
    for side in sides:
        check_facts(side.out, sample, framework)
    tell("Our own build: one record changed, then the whole with search")
    for side, changed in ((cold, rebuild), (whole, whole_rebuild)):
        for turn in range(options.rounds):
            if turn == 0:
                side_runs = len(side.runs)
                side.run(work, environment)
                if side is cold:
                    del side.runs[side_runs:]
            ours.change_a_record(root)
            changed.again(work, environment)
    ...
