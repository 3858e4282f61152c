"""No pattern takes time without end: each is tried on texts made to mislead it, and its steps are counted."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import apdir
from apdir import markdown_faults
from apdir.rules import pause
from apdir.source import svg
from tests.support.backtracking import Attack
from tests.support.sites import ROOT

#: Functions of `re` that take a pattern, and where their flags stand.
FLAGS = {
    "compile": 1,
    "search": 2,
    "match": 2,
    "fullmatch": 2,
    "findall": 2,
    "finditer": 2,
    "split": 3,
    "sub": 4,
    "subn": 4,
}
#: A pattern as a script writes it, behind a sign after which nothing is divided.
LITERAL = re.compile(r"(?:[=(,:?!&|;{}>\[]|\breturn)\s*/((?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
#: What of it Python writes otherwise.
OTHERWISE = (
    (r"\\/", "/"), (r"\(\?<(?![=!])", "(?P<"), (r"\\p\{[^}]*\}", r"\\w"), (r"\\P\{[^}]*\}", r"\\W"),
    (r"\\u\{\w+\}", "x"),
)  # fmt: skip


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(apdir.__path__, "apdir."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def kept(value: Any) -> Iterator[re.Pattern[Any]]:
    """Yield patterns in a value of a module or a class."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset):
        for one in value.values() if isinstance(value, dict) else value:
            yield from kept(one)


def written(node: ast.expr, module: ModuleType) -> Any:
    """The value of an expression; where it has something of its function, a letter stands for that."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(written(part, module)) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return written(node.value, module)
    try:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), dict(vars(module)))
    except NameError:
        return "x"


def patterns() -> dict[tuple[str | bytes, int], str]:
    """Every pattern of the program with its flags, and a place where it stands."""
    found: dict[tuple[str | bytes, int], str] = {}
    for module in modules():
        classes = [value for value in vars(module).values() if isinstance(value, type)]
        for named in (module, *classes):
            for name, value in list(vars(named).items()):
                for pattern in kept(value):
                    found.setdefault((pattern.pattern, pattern.flags), f"{module.__name__}:{name}")
        assert module.__file__
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=attr)) if attr in FLAGS:
                    said = [key.value for key in node.keywords if key.arg == "flags"] or node.args[FLAGS[attr] :][:1]
                    flags = written(said[0], module) if said else 0
                    source = written(node.args[0], module)
                    if not isinstance(source, re.Pattern):
                        pattern = re.compile(source, flags)
                        found.setdefault((source, pattern.flags), f"{module.__name__}, line {node.lineno}")
    return found


def scripts() -> dict[tuple[str, int], str]:
    """Every pattern that the site's scripts write out, as Python would write it."""
    found = {}
    for path in sorted([*(ROOT / "theme/assets").glob("*.js"), *(ROOT / "theme/editor").glob("*.js")]):
        for match in LITERAL.finditer(path.read_text(encoding="utf-8")):
            source = match[1]
            for theirs, ours in OTHERWISE:
                source = re.sub(theirs, ours, source)
            flags = (re.IGNORECASE if "i" in match[2] else 0) | (re.MULTILINE if "m" in match[2] else 0)
            found[source, re.compile(source, flags).flags] = path.name
    return found


def endless(found: dict[Any, str]) -> list[tuple[str, tuple[str, str, str]]]:
    return [
        (place, worst)
        for (source, flags), place in found.items()
        if (worst := Attack(re.compile(source, flags)).worst()) is not None
    ]


@pytest.mark.slow
def test_no_pattern_takes_more_than_the_square_of_its_text() -> None:
    """What is searched for from each place on may take the square: the lengths of texts are limited."""
    found = patterns()
    assert len(found) > 300
    assert endless(found) == []


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [svg.FETCH, pause._PAUSE, *(line for line, *_ in markdown_faults.LINES)])
def test_a_pattern_for_long_texts_takes_no_more_than_their_length(pattern: re.Pattern[str]) -> None:
    assert Attack(pattern).worst(times=8) is None


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Possible nested set")
def test_no_pattern_of_a_script_does() -> None:
    found = scripts()
    assert len(found) > 20
    assert endless(found) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        rb"(?: |\n {0,12})(?:(?:ap|van) )?([A-Z](?:[a-z'-]*[A-Z]?[a-z]+)*)(\.(?= [a-z(]|[,:;)'-]))?(?![A-Za-z0-9])",
        r"(a+)+b",
        r"(?:a|a)*b",
        r"(?:a|aa)+\Z",
        r"x(?:\s*,?\s*)*y",
        r"\s*(.+?)\s*(.+)\s*:",
        r"(?P<quote>['\"])(?:\w|\\?.)*(?P=quote)",
        r"(?:[a-z]{1,40}-?){2,}!",
    ],
)
def test_what_can_be_read_in_many_ways_is_noticed(source: str | bytes) -> None:
    """The first once kept the check busy without end: a surname of 30 letters, from an issue."""
    assert Attack(re.compile(source)).worst() is not None


@pytest.mark.parametrize(
    "source", [r"(?:a|b)*c", r"(?>a+)+b", r"\A\s*+\w++:", r"<!--(?:(?!<!--).)*?-->", rb"a{1,64}@b"]
)
def test_what_can_be_read_in_one_way_is_left(source: str | bytes) -> None:
    assert Attack(re.compile(source)).worst() is None
