"""`python -m tests.bench --providers N`: our build, MkDocs with Material, and Hugo, side by side (Linux)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

from tests.bench import corpus, hugo_side, mkdocs_side, ours, pages
from tests.bench.facts import read_providers
from tests.bench.framework import read_framework
from tests.bench.measure import Failed
from tests.bench.report import Row, ratios, table
from tests.bench.shell import NotAShell
from tests.bench.sides import Side, change_and_rebuild, change_while_served, our_shells, take_turns, tell

TODAY = date(2026, 11, 22)
#: Above `FEW` providers the plain way is measured on `SAMPLE` of them, unless --full asks for all.
FEW, SAMPLE = 500, 250
#: Above so many providers Hugo is left out.
MOST_FOR_HUGO = 10_000
#: Providers whose facts are looked for on the pages of every side.
LOOKED_AT = 5
ABOUT = """\
Times our build, the plain MkDocs + Material way and Hugo on the same invented records. Every side makes the same N
pages of providers and 3N of visits with the same facts, and Hugo the same drawings too; forms, feeds and the search
index are off on all but those of ours that are called whole. Setting up is not timed, nor that our modules and
templates are compiled once, on the first run. The sides take turns, and each number is the median of the rounds.
"""


def main() -> int:
    """Run the benchmark; 0 when it ran, 1 when a side failed, 2 for wrong arguments."""
    options = arguments()
    try:
        if options.work is None:
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                print(bench(Path(folder), options))
        else:
            options.work.mkdir(parents=True)
            print(bench(options.work.absolute(), options))
    except (Failed, FileNotFoundError, NotAShell, ValueError, pages.NotTheSamePages) as error:
        print(f"The benchmark stopped. {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def arguments() -> argparse.Namespace:
    """The command line's arguments, checked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=ABOUT)
    parser.add_argument("--providers", "--n", type=positive, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument("--rounds", type=positive, default=3, metavar="R", help="turns of each side (default 3)")
    parser.add_argument("--full", action="store_true", help="the plain way on every page too, not on a sample")
    parser.add_argument("--ours", action="store_true", help="without the plain way")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep everything that is made in this new folder")
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


def bench(work: Path, options: argparse.Namespace) -> str:
    """Set up the sides in `work`, let them take turns, check what they built, and return the result as text."""
    number: int = options.providers
    sampled = number if options.full or number <= FEW else SAMPLE
    root, today = work / "directory", TODAY.isoformat()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

    tell(f"Setting up {number} providers with {corpus.VISITS_EACH} visits each in {work}")
    ours.set_up(root, number)
    framework = read_framework(root)
    sample = list(read_providers(root, sampled, framework, TODAY))
    if number <= MOST_FOR_HUGO:
        hugo_side.set_up(work / "hugo", root, framework, our_shells(work / "shell", environment, today), today)
    mkdocs_side.set_up(work / "mkdocs", sample, framework, TODAY)
    mkdocs_side.set_up(work / "mkdocs-empty", (), framework, TODAY)

    out, whole_out = work / "site-ours", work / "site-whole"
    small, full = ours.command(root, out, today, *ours.PAGES_ALONE), ours.command(root, whole_out, today)
    forget = partial(ours.forget, root)
    cold = Side(name="ours", command=small, out=out, providers=number, forget=forget)
    whole = Side(name="ours, whole", command=full, out=whole_out, providers=number, forget=forget)
    changed = Side(name="ours, one record changed", command=small, out=out, providers=number)
    whole_changed = Side(name="ours, whole, one record changed", command=full, out=whole_out, providers=number)
    served = Side(name="ours, served, one record changed", command=ours.serve(root, today), out=out, providers=number)
    hugo = side_of("Hugo", hugo_side, work / "hugo", number)
    plain = side_of("MkDocs + Material", mkdocs_side, work / "mkdocs", sampled)
    empty = side_of("MkDocs + Material, no provider", mkdocs_side, work / "mkdocs-empty", 0)
    others = [] if number > MOST_FOR_HUGO else [hugo]

    take_turns([cold, whole, *others, *([] if options.ours else [plain, empty])], options.rounds, work, environment)
    compared_pages = [cold, *([] if options.ours else [plain]), *others]
    weights = {side.name: pages.weigh(side.out, side.providers, corpus.VISITS_EACH) for side in compared_pages}
    for side in compared_pages:
        pages.look_for_facts(side.out, sample[:LOOKED_AT], framework)
    like = pages.likeness(cold.out, hugo.out, sample[:LOOKED_AT]) if others else None
    tell("One record changed: pages alone, then the whole build, with search, forms and feeds, then while it is served")
    change_and_rebuild(cold, changed, options.rounds, root, environment)
    whole.runs.append(change_and_rebuild(whole, whole_changed, options.rounds, root, environment))
    change_while_served(served, options.rounds, root, environment)

    runs = [*compared_pages[:1], whole, *compared_pages[1:], changed, whole_changed, served]
    rows = {side.name: Row(side.name, number * corpus.PAGES_EACH, side.runs) for side in runs}
    if plain.name in rows and sampled < number:
        rows[plain.name] = replace(rows[plain.name], scale=number / sampled, fixed=empty.runs)
    compared = [(cold, plain), (cold, hugo), (whole, hugo), (changed, cold), (whole_changed, whole), (served, whole)]
    parts = (
        f"{number:,} providers, {number * corpus.PAGES_EACH:,} pages, {os.cpu_count()} processors",
        table(list(rows.values())),
        ratios([(rows[one.name], rows[other.name]) for one, other in compared if other.name in rows]),
        "\n".join(notes(weights, like, sampled, number)),
    )
    return "\n\n".join(parts)


def side_of(name: str, module: ModuleType, site: Path, providers: int) -> Side:
    """A rival that builds `site` into a folder beside it."""
    out = site.with_name(f"site-{site.name}")
    return Side(name=name, command=module.command(site, out), out=out, providers=providers)


def notes(weights: dict[str, pages.Weight], like: float | None, sampled: int, number: int) -> Iterator[str]:
    """What a reader of the numbers has to know."""
    for name, weight in weights.items():
        yield (
            f"{name}: {weight.pages:,} pages of records, {weight.total / 1_000_000:.1f} MB; a provider's has "
            f"{weight.provider / 1000:.1f} kB, a visit's {weight.visit / 1000:.1f} kB."
        )
    if like is None:
        yield f"Hugo is left out above {MOST_FOR_HUGO:,} providers: it takes 0.27 MB of memory or more for each."
    else:
        yield (
            f"Of our pages, {like:.1%} stands on Hugo's too, tag by tag and line by line, drawings with them; those of "
            "MkDocs + Material have the same facts in tables, without the drawings."
        )
    if sampled < number and "MkDocs + Material" in weights:
        yield (
            f"MkDocs + Material: measured on {sampled * corpus.PAGES_EACH:,} pages and scaled, its time without any "
            "provider counted once; the memory is that of the sample."
        )
    if like is not None:
        yield "Hugo reads the same YAML files and renders in parallel, as installed: its collector is not tuned."
    yield (
        "Peak memory is the sum over a run's processes, in MB: a page that they share counts once for each, or under "
        "'shared once' (looked at once a second) once; then the largest single process."
    )


if __name__ == "__main__":
    sys.exit(main())
