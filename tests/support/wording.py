"""Whether a text repeats nine words in a row of a source document, told without the source.

`sources.nine` holds a hash of every run of nine words of the five source documents, six bytes each, sorted; from it no
sentence can be read. Made anew with `python -m tests.support.wording SOURCE...`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HASHES = Path(__file__).with_name("sources.nine")
RUN = 9
BYTES = 6


def words(text: str) -> list[str]:
    """A text's words in small letters; apostrophes join, all other marks part, mark-up does not count."""
    plain = re.sub(r"<[^>]*>|\[bookmark:[^\]]*\]", " ", text)
    return re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain.lower()))


def runs(text: str) -> Iterator[tuple[bytes, str]]:
    """Every run of nine words with its hash."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        run = " ".join(found[start : start + RUN])
        yield hashlib.blake2b(run.encode(), digest_size=BYTES).digest(), run


def known() -> frozenset[bytes]:
    """The hashes of the sources' runs."""
    data = HASHES.read_bytes()
    return frozenset(data[start : start + BYTES] for start in range(0, len(data), BYTES))


def main(paths: list[str]) -> None:
    """Write the hashes of the documents named."""
    found = {digest for path in paths for digest, _ in runs(Path(path).read_text(encoding="utf-8"))}
    HASHES.write_bytes(b"".join(sorted(found)))
    print(f"{len(found):,} runs of {RUN} words from {len(paths)} documents.")


if __name__ == "__main__":
    main(sys.argv[1:])
