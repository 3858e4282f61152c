"""The full-text index: Pagefind over the searched parts of pages, made again only when they changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path


class SearchFailed(Exception):
    """Pagefind could not make the index. The message is for the user."""


def index(searched: Path, out: Path, earlier: Path | None, cache: Path | None) -> None:
    """Write `pagefind/` into ``out`` for the small pages in ``searched``.

    Taken over from ``earlier`` where ``cache`` holds the digest of the same pages. Raises SearchFailed.
    """
    target = out / "pagefind"
    now = _digest(searched)
    note = cache / "searched.digest" if cache is not None else None
    old = earlier / "pagefind" if earlier is not None else None
    if note is not None and old is not None and old.is_dir() and note.is_file() and note.read_text() == now:
        shutil.copytree(old, target, copy_function=os.link)
        return
    command = [_pagefind(), "--site", os.fspath(searched), "--output-path", os.fspath(target), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0 or not (target / "pagefind.js").is_file():
        raise SearchFailed(f"The search index could not be made: {(done.stderr or done.stdout).strip()}")
    for unused in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
                   "pagefind-component-ui.js", "pagefind-component-ui.css", "pagefind-highlight.js"):  # fmt: skip
        (target / unused).unlink(missing_ok=True)
    if note is not None:
        note.write_text(now)


def _pagefind() -> str:
    """The binary that the package carries."""
    spec = find_spec("pagefind_bin")
    if spec is None or spec.origin is None:
        raise SearchFailed(
            "Pagefind is not installed: run `make serve` or `make test` once, or build with --no-search."
        )
    return os.fspath(Path(spec.origin).parent / "pagefind")


def _digest(folder: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(folder.rglob("*.html")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
