"""`make mutants`: one small fault after another in the program, and which of them the quick loop does not notice.

A comparison is turned, a number moved by one, a condition negated. Which of all that could be is chosen by a seed, so
that a night's faults can be had again. A test that fails, or does not end, has noticed the fault.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.support.sites import ROOT

PARTS = ("rules", "summary", "edition.py", "changes", "tables", "pupil", "gias", "places")
#: Of a hundred faults at least so many are noticed; and after so many seconds a fault is, for the tests hang.
LEAST, PATIENCE = 95, 600
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A piece of a file, by the bytes between two places, and what stands there instead."""

    path: Path
    line: int
    start: int
    end: int
    new: str

    def put(self, root: Path) -> str:
        """Write the file with the fault, and return what was there and what is."""
        source = (ROOT / self.path).read_bytes()
        (root / self.path).write_bytes(source[: self.start] + self.new.encode() + source[self.end :])
        return f"{self.path}:{self.line}: {source[self.start : self.end].decode()}  ->  {self.new}"


def faults(path: Path) -> Iterator[Fault]:
    """Every fault that a file could have."""
    source = (ROOT / path).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, new in _changes(ast.parse(source)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        yield Fault(path, node.lineno, start, end, f"({ast.unparse(new)})")


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.JoinedStr):  # the places of what stands in it are known to later versions of Python alone
        return
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            ops = [*node.ops[:at], TURNED[type(op)](), *node.ops[at + 1 :]]
            yield node, ast.Compare(node.left, ops, node.comparators)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield node, ast.Constant(node.value + 1)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node, ast.comprehension):
        yield from ((test, ast.UnaryOp(ast.Not(), test)) for test in node.ifs)
    for child in ast.iter_child_nodes(node):
        if child not in getattr(node, "decorator_list", ()):  # the size of a cache changes nothing that is done
            yield from _changes(child)


def own_tests(fault: Fault) -> Iterator[list[str]]:
    """Yield the tests of the package that a fault is in, where it has a folder of them."""
    folder = f"tests/unit/{fault.path.parts[2]}"
    if (ROOT / folder).is_dir():
        yield [folder]


def unnoticed(chosen: list[Fault], tests: list[str]) -> Iterator[str]:
    """Yield each fault with which the tests pass, in a copy of the repository."""
    with tempfile.TemporaryDirectory(prefix="apdir-mutants-") as name:
        root = Path(name) / "copy"
        without = shutil.ignore_patterns(".git", ".venv", ".cache", "site", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, root, ignore=without)
        (root / ".venv").symlink_to(ROOT / ".venv")
        line = [sys.executable, "-m", "pytest", "-qx", "-m", "not slow", "-p", "no:cacheprovider"]
        run = partial(subprocess.run, cwd=root, env=os.environ | {"PYTHONPATH": str(root / "generator")},
                      capture_output=True, check=False, timeout=PATIENCE)  # fmt: skip
        assert run([*line, *tests]).returncode == 0, "the tests fail without a fault"
        for fault in chosen:
            what = fault.put(root)
            with suppress(subprocess.TimeoutExpired):
                # Its own package's tests notice most faults, in a tenth of the time.
                if all(run([*line, *some]).returncode == 0 for some in (*own_tests(fault), tests)):
                    yield what
            shutil.copyfile(ROOT / fault.path, root / fault.path)


def main() -> int:
    """Tell of every fault that was not noticed; 1 where they are too many."""
    asked = argparse.ArgumentParser(prog="python -m tests.nightly.mutants", description=__doc__)
    asked.add_argument("--number", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--parts", nargs="*", default=PARTS)
    asked.add_argument("--tests", nargs="*", default=["--numprocesses", "auto", "tests/unit"])
    given = asked.parse_args()
    tops = [ROOT / "generator/apdir" / part for part in given.parts]
    files = sorted(path for top in tops for path in ([top] if top.is_file() else top.rglob("*.py")))
    every = [fault for path in files for fault in faults(path.relative_to(ROOT))]
    chosen = random.Random(given.seed).sample(every, min(given.number, len(every)))
    found = 0
    for what in unnoticed(chosen, given.tests):
        found += 1
        print(what, flush=True)
    print(f"{len(chosen) - found} of {len(chosen)} faults were noticed, of {len(every)} that could be.")
    return int((len(chosen) - found) * 100 < LEAST * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
