"""The full-text index: Pagefind over the searched parts of pages, made again only when they changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from apdir.plugin.parts import Parts


class SearchFailed(Exception):
    """Pagefind could not make the index. The message is for the user."""


FOLDER = "pagefind"


def index(searched: Path, parts: Parts) -> None:
    """Put `pagefind/` into the site for the small pages in ``searched``. Raises SearchFailed."""
    parts.put(FOLDER, _digest(searched), partial(_make, searched))


def _make(searched: Path, target: Path) -> None:
    command = [_pagefind(), "--site", os.path.abspath(searched), "--silent"]
    command += ["--output-path", os.path.abspath(target)]
    # Pagefind obeys a pagefind.yml, .toml or .json in the folder that it runs in: a branch could bring one.
    with tempfile.TemporaryDirectory() as empty:
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


def _digest(folder: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(folder.rglob("*.html")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
