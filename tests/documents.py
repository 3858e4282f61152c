"""The parts of ARCHITECTURE.md and RULES.md that the code says itself: `make documents` writes them anew."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from apdir.summary import placement
from tests.support.sites import ROOT

PROGRAM = ROOT / "generator/apdir"
#: A docstring that states a rule: its ids, what it says, and in the next paragraph who says so.
RULE = re.compile(r"(?P<ids>R\d\d(?:, R\d\d)*): (?P<says>.+?)\n\n(?P<source>.+)", re.DOTALL)


@dataclass(frozen=True)
class Rule:
    """One function that keeps a rule."""

    says: str
    source: str
    file: Path
    function: str


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    """Yield each module of the program: the package or single module that it belongs to, its file, its code."""
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path.relative_to(PROGRAM).parts[0].removesuffix(".py"), path, ast.parse(path.read_text(encoding="utf-8"))


def rules() -> dict[str, list[Rule]]:
    """Return the rules that docstrings state, by id."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for _, path, code in modules():
        for part in ast.walk(code):
            stated = isinstance(part, ast.FunctionDef) and RULE.match(ast.get_docstring(part) or "")
            if stated:
                says, source = (" ".join(stated[name].split()) for name in ("says", "source"))
                for rule in stated["ids"].split(", "):
                    found[rule].append(Rule(says, source, path, part.name))  # type: ignore[attr-defined]
    numbered = [rule for rule in placement.table()["rules"] if "rule" in rule]
    for number, told in groupby(sorted(numbered, key=itemgetter("rule")), itemgetter("rule")):
        every = list(told)
        says = f"Of a placement that somebody plans: {'; '.join(dict.fromkeys(rule['title'] for rule in every))}."
        sources = " ".join(dict.fromkeys(_stated(rule) for rule in every))
        found[number].append(Rule(says, sources, placement.FILE, every[0]["id"]))
    return dict(sorted(found.items()))


def _stated(rule: Mapping[str, Any]) -> str:
    """Return who states a rule of the table of placements."""
    if "source" in rule:
        return f"{', '.join(rule['source'].values())}."
    if "thresholds" in rule:
        return "The law, as far as it was seen, and `registration_thresholds`."
    named = [*rule.get("limits", {}).values(), *([rule["schedule"]] if "schedule" in rule else [])]
    if named:
        return f"Each framework in use that has `{'` and `'.join(named)}`."
    return "Added by this directory."


def imports() -> dict[str, set[str]]:
    """Return for each package those that it imports, itself or through a single module, less what others imply."""
    direct: dict[str, set[str]] = defaultdict(set)
    for here, _, code in modules():
        for part in ast.walk(code):
            if isinstance(part, ast.Import):
                direct[here] |= {name.name for name in part.names}
            elif isinstance(part, ast.ImportFrom) and part.module:
                direct[here] |= {f"{part.module}.{name.name}" for name in part.names}
    ours = {here: {name.split(".")[1] for name in names if name.startswith("apdir.")} for here, names in direct.items()}
    packages = {path.name for path in PROGRAM.iterdir() if any(path.glob("*.py"))}
    reached = {here: _reached(here, ours, through=lambda part: part not in packages) & packages for here in packages}
    return {
        here: {to for to in reached[here] if not any(to in _reached(other, reached) for other in reached[here] - {to})}
        for here in sorted(packages)
    }


def _reached(start: str, steps: Mapping[str, set[str]], through: Callable[[str], bool] = bool) -> set[str]:
    """Return what can be reached from a part in one step, or in several that go ``through`` parts alone."""
    seen: set[str] = set()
    left = set(steps.get(start, ()))
    while left:
        part = left.pop()
        if part not in seen and part != start:
            seen.add(part)
            left |= steps.get(part, set()) if through(part) else set()
    return seen


def imports_block() -> str:
    """Return the drawing of imports, in Mermaid."""
    lines = [f"  {here} --> {to}" for here, others in imports().items() for to in sorted(others)]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def modules_block() -> str:
    """Return the table of the modules that are in no package."""
    rows = []
    for _, path, code in modules():
        if path.parent == PROGRAM and not path.name.startswith("_"):
            says = (ast.get_docstring(code) or "").split("\n\n")[0]
            rows.append(f"| `{path.name}` | {' '.join(says.split())} |")
    return "\n".join(["| module | what it is |", "| --- | --- |", *rows])


def rules_block() -> str:
    """Return the register of rules that the program keeps."""
    tests = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path.name != "test_docs.py"
    }
    parts = []
    for rule, places in rules().items():
        shown = [_link(path) for path, text in tests.items() if re.search(rf"\b{rule}\b", text)]
        parts.append(f"### {rule}")
        for place in places:
            says = place.says[0].upper() + place.says[1:]
            parts.append(f"{says}\n\n- Source: {place.source}\n- Code: `{place.function}` in {_link(place.file)}")
        parts.append(f"Tests: {', '.join(shown)}")
    return "\n\n".join(parts)


def _link(path: Path) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"[{name.removeprefix('generator/apdir/')}]({name})"


#: Each generated block by its document and name.
BLOCKS: dict[tuple[str, str], Callable[[], str]] = {
    ("ARCHITECTURE.md", "imports"): imports_block,
    ("ARCHITECTURE.md", "modules"): modules_block,
    ("RULES.md", "rules"): rules_block,
}


def written(document: str) -> str:
    """Return a document with its generated blocks as the code has them now."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for (where, name), block in BLOCKS.items():
        if where == document:
            begin, end = f"<!-- {name}: written by make documents -->", f"<!-- end of {name} -->"
            before, rest = text.split(begin, 1)
            text = f"{before}{begin}\n\n{block()}\n\n{end}{rest.split(end, 1)[1]}"
    return text


def main() -> None:
    """Write every block."""
    for document in sorted({document for document, _ in BLOCKS}):
        (ROOT / document).write_text(written(document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
