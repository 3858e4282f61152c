"""The full-text index: Pagefind over what is searched of pages, made again only when that changed."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from apdir.cache import key_of
from apdir.plugin.files import write_file
from apdir.plugin.parts import Parts


class SearchFailed(Exception):
    """Pagefind could not make the index. The message is for the user."""


FOLDER = "pagefind"


def index(pages: Mapping[str, str], parts: Parts) -> None:
    """Put `pagefind/` into the site for some small pages, by their addresses. Raises SearchFailed."""
    parts.put(FOLDER, key_of(chain.from_iterable(sorted(pages.items())), ()), partial(_make, pages))


def _make(pages: Mapping[str, str], target: Path) -> None:
    # Pagefind obeys a pagefind.yml, .toml or .json in the folder that it runs in: a branch could bring one.
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as searched:
        for path, text in pages.items():
            write_file(f"{searched}/{path}", text)
        command = [_pagefind(), "--site", searched, "--silent", "--output-path", os.path.abspath(target)]
        done = subprocess.run(
            command,
            cwd=empty,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            check=False,
        )
    if done.returncode != 0 or not (target / "pagefind.js").is_file():
        raise SearchFailed(f"The search index could not be made: {(done.stderr or done.stdout).strip()}")
    for unused in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
                   "pagefind-component-ui.js", "pagefind-component-ui.css", "pagefind-highlight.js"):  # fmt: skip
        (target / unused).unlink(missing_ok=True)


def _pagefind() -> str:
    """The binary that the package carries."""
    try:
        from pagefind_bin import get_executable
    except ImportError:
        raise SearchFailed(
            "Pagefind is not installed: run `make serve` or `make test` once, or build with --no-search."
        ) from None
    return str(get_executable())
