"""The full-text index: Pagefind over the searched parts of pages, made again only when they changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from generator.processes import end_with


class SearchFailed(Exception):
    """Pagefind could not make the index. The message is for the user."""


FOLDER = "pagefind"
#: Beside the index: the digest of the pages it was made from.
DIGEST = "made-from.txt"


def index(searched: Path, out: Path, earlier: Path | None) -> None:
    """Put `pagefind/` into ``out`` for the small pages in ``searched``; taken over where it was made from the same.

    Raises SearchFailed.
    """
    target = out / FOLDER
    now = _digest(searched)
    if _made_from(target) == now:
        return
    shutil.rmtree(target, ignore_errors=True)
    if earlier is not None and _made_from(earlier / FOLDER) == now:
        shutil.copytree(earlier / FOLDER, target, copy_function=os.link)
        return
    command = [_pagefind(), "--site", os.fspath(searched), "--output-path", os.fspath(target), "--silent"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        preexec_fn=partial(end_with, os.getpid()),
    )
    if done.returncode != 0 or not (target / "pagefind.js").is_file():
        raise SearchFailed(f"The search index could not be made: {(done.stderr or done.stdout).strip()}")
    for unused in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
                   "pagefind-component-ui.js", "pagefind-component-ui.css", "pagefind-highlight.js"):  # fmt: skip
        (target / unused).unlink(missing_ok=True)
    (target / DIGEST).write_text(now, encoding="utf-8")


def _made_from(folder: Path) -> str | None:
    """The digest that an index was made from, None where there is no whole index."""
    note = folder / DIGEST
    return note.read_text(encoding="utf-8") if note.is_file() else None


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
