"""The order of the work is the order of the modules: nothing imports back up it."""

import ast
from pathlib import Path

import pytest

from tests.support.sites import ROOT

#: Each part may import itself and what stands before it.
ORDER = ["first_names", "pupil", "problems", "names", "lookalike", "scripted", "placeholders", "wording", "security",
         "apart", "state", "source", "migrations", "markdown", "places", "contrast", "model", "brand", "library",
         "schema", "directory", "terms", "rules", "editor", "summary", "edition", "blank", "starting", "tables",
         "issue", "gias", "output", "processes", "rendering", "forms", "pages", "data", "cache", "compile", "changes",
         "news", "addresses", "linked", "handwritten", "plugin", "commands"]  # fmt: skip
FILES = sorted((ROOT / "generator" / "apdir").rglob("*.py"))


def part(path: Path) -> str:
    return path.relative_to(ROOT / "generator" / "apdir").parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


@pytest.mark.slow
def test_nothing_imports_back_up_the_order_of_the_work() -> None:
    back = []
    for path in FILES:
        here = part(path)
        if here in ("__init__", "__main__"):
            continue
        assert here in ORDER, f"{here} has no place in the order yet"
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("apdir.")}
        back += [(path.name, name) for name in ours if name in ORDER and ORDER.index(name) > ORDER.index(here)]
    assert back == []


@pytest.mark.slow
def test_only_the_plugin_knows_mkdocs_and_only_serve_the_network() -> None:
    for path in FILES:
        names = imported(path)
        assert not any(name.split(".")[0] == "mkdocs" for name in names) or part(path) == "plugin", path
        network = names & {"urllib.request", "socket", "ssl", "ftplib", "smtplib", "http.client", "requests", "httpx"}
        assert network <= ({"socket"} if path.name == "serve.py" else set()), path
        assert "http.server" not in names or path.name == "serve.py", path
