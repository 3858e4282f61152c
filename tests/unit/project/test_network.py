"""`apdir remind` alone asks another host, and `apdir serve` alone answers.

import-linter holds the layers, in pyproject.toml.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sites import ROOT

NETWORK = {"urllib.request", "socket", "ssl", "ftplib", "smtplib", "http.client", "http.server", "requests", "httpx"}


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))


@pytest.mark.slow
def test_only_serve_and_the_mail_server_import_what_speaks_over_a_network() -> None:
    found = {path.name: NETWORK & {*imported(path)} for path in (ROOT / "generator/apdir").rglob("*.py")}
    assert {name: modules for name, modules in found.items() if modules} == {
        "serve.py": {"socket", "http.server"},
        "server.py": {"smtplib", "ssl"},
    }
